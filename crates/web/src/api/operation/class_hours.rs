//! `GET /api/v1/me/class-hours`: the hours of collective study of whoever asks, by year and norm.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema;
use crate::app::App;
use crate::me::norms::years;
use crate::me::record::entries;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/me/class-hours",
    tag: Tag::Study,
    says: ("本人各年集中学习学时与标准", "one's own hours of study by year against the norms"),
    needs: Needs::Token,
    params: &[],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ClassHours>),
    keyed: false,
    refuses: &[404],
    handler: || get(handle),
};

/// 年度学时.
#[derive(Serialize, ToSchema)]
pub(crate) struct YearLine {
    year: i16,
    /// `member` or `secretary`: whom the norm binds.
    who: String,
    minutes: i64,
    norm_minutes: i64,
    /// Minutes still missing.
    short_by: i64,
    /// The document the norm rests on.
    basis: String,
}

/// The latest year first; empty for who is no member of a branch.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClassHours {
    years: Vec<YearLine>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer) -> Result<Json<ClassHours>, Problem> {
    let person = app.store.published().with_directory(|directory| directory.user(bearer.0.user).and_then(|user| user.person));
    let person = person.ok_or(Problem::Missing("本人记录", "record of your own"))?;
    let years = years(&app, person, &entries(&app, person).await?).await?;
    let line = |year: crate::me::norms::YearOfNorm<'_>| YearLine {
        year: year.hours.year,
        who: year.norm.who.clone(),
        minutes: year.hours.minutes,
        norm_minutes: year.hours.norm_minutes,
        short_by: year.hours.short_by,
        basis: year.norm.basis.clone(),
    };
    Ok(Json(ClassHours { years: years.into_iter().map(line).collect() }))
}
