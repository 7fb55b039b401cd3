//! `GET /api/v1/figures?unit=&period_from=&period_to=&known_on=`: every figure in use, with its value.
//!
//! Without `unit`, the first unit the user may read figures of; without a period, everything through today. Each value
//! names the size and root of the ledger it was computed from.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_kernel::Period;
use nc_people::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::value::FigureValue;
use crate::api::bearer::Bearer;
use crate::api::route::{FROM, Gives, KNOWN_ON, LANG, Needs, Route, TO, Tag, Takes, UNIT, Verb};
use crate::api::schema;
use crate::app::App;
use crate::asked::Asked;
use crate::figure::View;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/figures",
    tag: Tag::Figures,
    says: ("全部在用指标及数值", "every figure in use, with its value"),
    needs: Needs::Any(&[Action::ReadFigures]),
    params: &[UNIT, FROM, TO, KNOWN_ON, LANG],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<FigureList>),
    keyed: false,
    refuses: &[403, 422],
    handler: || get(handle),
};

/// One figure of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListedFigure {
    zh: String,
    en: String,
    #[serde(flatten)]
    value: FigureValue,
}

/// The list.
#[derive(Serialize, ToSchema)]
pub(crate) struct FigureList {
    figures: Vec<ListedFigure>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, asked: Asked) -> Result<Json<FigureList>, Problem> {
    let view = View::within(&app, &bearer, asked, Period::up_to(app.store.now().day()))?;
    let mut figures = Vec::new();
    for definition in app.store.published().catalogue().in_use() {
        let value = view.value(&app, definition).await?.into();
        figures.push(ListedFigure { zh: definition.zh.clone(), en: definition.en.clone(), value });
    }
    Ok(Json(FigureList { figures }))
}
