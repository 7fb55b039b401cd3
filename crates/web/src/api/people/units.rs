//! `GET /api/v1/units?unit=&on=&cursor=&limit=`: the units of a subtree in force on a day, by path.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_kernel::UnitPath;
use nc_people::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::query::Query;
use crate::api::route::{Form, Gives, LIMIT, Needs, Route, Tag, Takes, UNIT, Verb, query};
use crate::api::schema::{self, On, Unit, word};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/units",
    tag: Tag::People,
    says: ("单位", "units"),
    needs: Needs::Any(&[Action::ReadFigures]),
    params: &[
        UNIT,
        query("on", Form::Day, "在此日存在的；缺省为今天", "in force on that day, today by default"),
        query("cursor", Form::Unit, "上一页的 next", "`next` of the page before"),
        LIMIT,
    ],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<UnitPage>),
    keyed: false,
    refuses: &[403, 422],
    handler: || get(handle),
};

/// 单位.
#[derive(Serialize, ToSchema)]
pub(crate) struct UnitLine {
    path: Unit,
    zh: String,
    en: String,
    kind: String,
    from: On,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<On>,
}

/// A page of units.
#[derive(Serialize, ToSchema)]
pub(crate) struct UnitPage {
    units: Vec<UnitLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Unit>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, mut query: Query) -> Result<Json<UnitPage>, Problem> {
    let (unit, on, limit) = (query.unit(), query.day("on"), query.limit());
    let after = query.read("cursor", "next (/150600/…)", |text| UnitPath::parse(text).ok());
    query.finish()?;
    let scope = bearer.scope(&app, Action::ReadFigures, unit.as_ref())?;
    let on = on.unwrap_or_else(|| app.store.now().day());
    let mut units: Vec<UnitLine> = app.store.published().with_directory(|d| {
        let later = d.units_within(scope.path(), on).filter(|u| after.as_ref().is_none_or(|after| u.path > *after));
        later
            .take(limit + 1)
            .map(|u| UnitLine {
                path: Unit(u.path.clone()),
                zh: u.name_zh.clone(),
                en: u.name_en.clone(),
                kind: word(&u.kind),
                from: On(u.from),
                until: u.until.map(On),
            })
            .collect()
    });
    let more = units.len() > limit;
    units.truncate(limit);
    let next = units.last().filter(|_| more).map(|unit| unit.path.clone());
    Ok(Json(UnitPage { units, next }))
}
