//! Reports under `/api/v1/reports`: the same as `nuancheng report` and the pages, held to what a token may.

pub(crate) mod differences;
pub(crate) mod draft;
pub(crate) mod export;
pub(crate) mod fact;
pub(crate) mod list;
pub(crate) mod preview;
pub(crate) mod proof;
pub(crate) mod release;
pub(crate) mod revise;
pub(crate) mod show;
mod wanted;

use nc_figures::report::{ReportId, Stage};
use nc_kernel::{Actor, UnitPath};
use nc_people::access::Action;
use nc_store::ReportView;

use super::bearer::Bearer;
use super::route::{Form, Param, path};
use crate::app::App;
use crate::problem::Problem;

/// Which report.
pub(crate) const REPORT: Param = path("id", Form::Id, "报告编号", "id of the report");

fn actor(bearer: &Bearer) -> Actor {
    Actor { user: bearer.0.user }
}

/// The words of a stage.
fn stages() -> Vec<&'static str> {
    vec!["draft", "released", "corrected"]
}

fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => "draft",
        Stage::Released => "released",
        Stage::Corrected => "corrected",
    }
}

/// Whether the token goes as far as a report of `unit`: drafts are for who drafts or releases, releases for who reads figures.
fn reaches(app: &App, bearer: &Bearer, unit: &UnitPath, released: bool) -> bool {
    let may = |action| app.store.allow_within(&bearer.0, action, unit).is_ok();
    may(Action::DraftReport) || may(Action::ReleaseReport) || (released && may(Action::ReadFigures))
}

/// The report, as far as the token goes.
async fn known(app: &App, bearer: &Bearer, id: ReportId) -> Result<ReportView, Problem> {
    let view = app.store.report(&actor(bearer), id).await?;
    let seen = view.report.draft().is_some_and(|draft| reaches(app, bearer, &draft.unit, view.report.release().is_some()));
    if seen { Ok(view) } else { Err(Problem::Missing("报告", "report")) }
}

/// The report, for who may do `action` on its unit; a token that only reads is refused.
async fn writable(app: &App, bearer: &Bearer, id: ReportId, action: Action) -> Result<ReportView, Problem> {
    bearer.may_write()?;
    let view = known(app, bearer, id).await?;
    if let Some(draft) = view.report.draft() {
        app.store.allow_within(&bearer.0, action, &draft.unit)?;
    }
    Ok(view)
}
