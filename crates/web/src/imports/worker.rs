//! 导入工: claims the sheets that wait, works at each, and says how far it is. Started by whoever asks for work, and by the
//! server every few seconds, for work whose worker died.

use std::sync::Arc;
use std::time::Duration;

use nc_kernel::Actor;
use nc_store::tokens::{TokenBearer, TokenLimits};
use nc_store::{Claimed, Import, ImportStep, Lane, StoreError, Task};
use tokio::sync::watch;

use super::bench::{self, Content, Found, Told};
use super::judge::{self, Stage, Wish};
use super::staged::{DRAFT, Staged};
use super::{GONE, undo};
use crate::app::App;
use crate::problem::Problem;

/// How often the row is told how far the work is; a tenth of the time after which its worker is believed dead.
const PULSE: Duration = Duration::from_secs(3);
/// The first word comes sooner: somebody is looking.
const FIRST: Duration = Duration::from_millis(300);
/// How often the server looks for work that was left behind.
const ROUND: Duration = Duration::from_secs(5);

/// Works in the background at whatever waits.
pub(super) fn wake(app: &Arc<App>) {
    let app = app.clone();
    tokio::spawn(async move {
        if let Err(fault) = work(&app).await {
            tracing::warn!(%fault, "an import waits for the next round");
        }
    });
}

/// Takes up what others left behind, for as long as it is polled.
pub(crate) async fn rounds(app: &Arc<App>) {
    loop {
        // Work that has begun is not dropped with this: it ends, or another round finds its lease over.
        wake(app);
        tokio::time::sleep(ROUND).await;
    }
}

async fn work(app: &Arc<App>) -> Result<(), StoreError> {
    while let Some(claimed) = app.store.claim_job(Lane::Imports).await? {
        let Task::Import(import) = &claimed.task else { continue };
        let (far, seen) = watch::channel(Stage::Reading);
        let done = tokio::select! {
            done = carry_out(app, import, claimed.attempt, far) => done,
            () = pulse(app, &claimed, seen) => {
                tracing::warn!(job = %claimed.id, "an import took so long that another worker took it over");
                continue;
            }
        };
        let content = done.unwrap_or_else(|problem| Content::Stopped(Told::of(&problem)));
        let bytes = serde_json::to_vec(&content).map_err(|fault| StoreError::Unusable(fault.to_string()))?;
        app.store.end_errand(&claimed, &said(&content), &bytes, &mut app.ids()).await?;
        if matches!(&content, Content::Found(found) if found.recorded.is_some()) {
            // What was taken in need not be kept: the ledger has it.
            app.store.drop_draft(import.user, DRAFT).await?;
        }
    }
    Ok(())
}

/// Ends only when somebody else took the job over.
async fn pulse(app: &App, claimed: &Claimed, stage: watch::Receiver<Stage>) {
    let mut rest = FIRST;
    loop {
        tokio::time::sleep(rest).await;
        let now = *stage.borrow();
        match app.store.errand_goes_on(claimed, &bench::line(now)).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(fault) => tracing::warn!(job = %claimed.id, %fault, "how far an import is cannot be written"),
        }
        rest = if rest < PULSE { rest * 2 } else { PULSE };
    }
}

async fn carry_out(app: &Arc<App>, import: &Import, attempt: i64, far: watch::Sender<Stage>) -> Result<Content, Problem> {
    let actor = Actor { user: import.user };
    let at = |stage| {
        // Nobody listens once the job was taken over, and this is dropped with it.
        let _ = far.send(stage);
    };
    if import.step == ImportStep::Undo {
        let errand = app.store.errand(import.user).await?.ok_or(Problem::Fault)?;
        let Some(Content::ToUndo(recorded, grounds)) = bench::content(&errand) else { return Err(Problem::Fault) };
        return Ok(Content::Undone(undo::undo(app, &actor, &recorded, &grounds, at).await?));
    }
    let staged = Staged::find(app, &actor).await?.filter(|staged| staged.ticket == import.sheet);
    let Some(staged) = staged else { return Err(GONE.refuse().into()) };
    let wish = Wish { area: staged.area, fixed: staged.fixed, dry_run: import.step == ImportStep::Judge };
    if attempt > 1 {
        tracing::info!(attempt, "an import is taken up again");
    }
    let bearer = TokenBearer { user: import.user, limits: TokenLimits::NONE };
    let outcome = judge::judge(app, &bearer, &wish, staged.bytes, at).await?;
    Ok(Content::Found(Found::of(outcome, import.since)))
}

/// A line for those who run the program.
fn said(content: &Content) -> String {
    match content {
        Content::ToUndo(..) => String::new(),
        Content::Found(found) => match &found.recorded {
            Some(recorded) => format!("{} lines, {} facts from #{}", found.lines, recorded.facts, recorded.first_seq),
            None => format!("{} lines judged, {} faults", found.lines, found.faults.len()),
        },
        Content::Undone(undone) => format!("{} rows corrected, {} left", undone.corrected, undone.left),
        Content::Stopped(_) => "the sheet could not be worked at".to_owned(),
    }
}
