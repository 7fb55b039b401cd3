//! `GET /api/v1/follow-ups`: tasks of committee meetings that are not closed, with how far overdue ones have gone up.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_people::access::Action;
use nc_store::FollowUp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema::{self, Id, On, Unit};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/follow-ups",
    tag: Tag::Study,
    says: ("未办结的党委会跟进任务", "follow-up tasks that are not closed"),
    needs: Needs::Any(&[Action::ReadRows]),
    params: &[],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<FollowUps>),
    keyed: false,
    refuses: &[403],
    handler: || get(handle),
};

/// 跟进任务.
#[derive(Serialize, ToSchema)]
pub(crate) struct FollowUpLine {
    meeting: Id,
    task: u32,
    what: String,
    committee: Unit,
    doer: Id,
    assigned_on: On,
    due_by: On,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    days_overdue: Option<i64>,
    /// `doer` or `committee`: whom it is shown to because it is overdue.
    #[serde(skip_serializing_if = "Option::is_none")]
    escalated_to: Option<&'static str>,
}

/// Tasks that are not closed, the longest due first.
#[derive(Serialize, ToSchema)]
pub(crate) struct FollowUps {
    tasks: Vec<FollowUpLine>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer) -> Result<Json<FollowUps>, Problem> {
    let visible = bearer.visible(&app, Action::ReadRows)?;
    let open = app.store.follow_ups(&visible, app.store.now().day()).await?;
    let doers: Vec<_> = open.iter().map(|one| one.task.doer).collect();
    app.store.note_reading(bearer.0.user, "follow_ups", &doers).await?;
    let line = |FollowUp { meeting, committee, task, overdue, escalation }: FollowUp| FollowUpLine {
        meeting: Id(meeting),
        task: task.number,
        what: task.what,
        committee: Unit(committee),
        doer: Id::of(task.doer),
        assigned_on: On(task.assigned_on),
        due_by: On(task.due_by),
        state: task.state.word(),
        days_overdue: overdue,
        escalated_to: escalation.map(nc_organisation::study::Escalation::word),
    };
    Ok(Json(FollowUps { tasks: open.into_iter().map(line).collect() }))
}
