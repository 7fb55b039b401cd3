//! `GET /api/v1/jobs`: the background jobs that moved last, two hundred at most.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_people::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema::{self, At, Id, word};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/jobs",
    tag: Tag::Operation,
    says: ("后台任务", "background jobs"),
    needs: Needs::Any(&[Action::Operate]),
    params: &[],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<JobList>),
    keyed: false,
    refuses: &[403],
    handler: || get(handle),
};

/// 任务.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobLine {
    id: Id,
    kind: String,
    /// The task's particulars, JSON.
    payload: String,
    state: String,
    due_at: At,
    attempts: i64,
    moved_at: At,
    /// What came out, or why it failed.
    message: String,
}

/// The jobs.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobList {
    jobs: Vec<JobLine>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer) -> Result<Json<JobList>, Problem> {
    bearer.bureau(&app, Action::Operate)?;
    let jobs = app.store.jobs().await?.into_iter().map(|job| JobLine {
        id: Id::of(job.id),
        kind: job.kind,
        payload: job.payload,
        state: word(&job.state),
        due_at: At(job.due_at),
        attempts: job.attempts,
        moved_at: At(job.moved_at),
        message: job.message,
    });
    Ok(Json(JobList { jobs: jobs.collect() }))
}
