//! Replaying a million facts into everything derived.

use std::time::Instant;

use nc_capability::training::command::{CloseClass, MarkAttendance, RosterRow};
use nc_capability::training::{Method, Status};

use crate::append::tempfile_dir;
use crate::{Outcome, bureau};

const STAFF: usize = 10_000;

/// Records about as many facts as `facts` through commands, then replays them and compares.
pub(crate) async fn run(facts: usize) -> Outcome<String> {
    let folder = tempfile_dir()?;
    let bureau = bureau::open(&folder, u32::try_from(STAFF)?).await?;
    let classes = (facts / STAFF).max(1);
    let start = Instant::now();
    for i in 0..classes {
        let class = bureau.open_class(&format!("rebuild-{i}")).await?;
        let roster = bureau
            .people
            .iter()
            .map(|p| RosterRow { person: *p, status: Status::Present, credit_minutes: None, sittings: None, score: None, made_up_on: None })
            .collect();
        bureau.store.execute(&bureau.actor, format!("marks/{i}"), MarkAttendance { class, roster, method: Method::Roster }).await?;
        bureau.store.execute(&bureau.actor, format!("close/{i}"), CloseClass { class }).await?;
        eprint!("\r{} of {classes} classes", i + 1);
    }
    eprintln!();
    let recorded = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let rebuilt = bureau.store.rebuild(true, Box::new(|done, all| eprint!("\r{done} of {all} facts"))).await?;
    eprintln!();
    let seconds = start.elapsed().as_secs_f64();
    bureau.store.close().await;
    std::fs::remove_dir_all(&folder)?;
    if !rebuilt.differing.is_empty() {
        return Err(format!("the replay differs in {:?}", rebuilt.differing).into());
    }
    Ok(format!(
        "{} facts recorded through commands in {recorded:.1} s; replayed into registers, cells and lists, and compared byte by byte, in {seconds:.1} s (limit for a million: 60 s): {:.0} facts/s.\n",
        rebuilt.facts,
        rebuilt.facts as f64 / seconds
    ))
}
