//! `GET /api/v1/figures/{id}`: one figure's definition and value. `{id}` may name a version: `study.rotation.runs@1`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::get;
use nc_figures::Definition;
use nc_kernel::Period;
use nc_people::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::value::FigureValue;
use crate::api::bearer::Bearer;
use crate::api::route::{FROM, Form, Gives, KNOWN_ON, LANG, Needs, Param, Route, TO, Tag, Takes, UNIT, Verb, path};
use crate::api::schema;
use crate::app::App;
use crate::asked::Asked;
use crate::figure::{self, View};
use crate::problem::Problem;

/// Which figure.
pub(crate) const FIGURE: Param =
    path("id", Form::Text, "指标，可带版本：study.rotation.runs@1", "figure, with its version if you like: study.rotation.runs@1");

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/figures/{id}",
    tag: Tag::Figures,
    says: ("一个指标的定义和数值", "one figure's definition and value"),
    needs: Needs::Any(&[Action::ReadFigures]),
    params: &[FIGURE, UNIT, FROM, TO, KNOWN_ON, LANG],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ShownFigure>),
    keyed: false,
    refuses: &[403, 404, 422],
    handler: || get(handle),
};

/// The figure.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShownFigure {
    #[schema(schema_with = schema::definition)]
    definition: Definition,
    value: FigureValue,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Json<ShownFigure>, Problem> {
    let view = View::within(&app, &bearer, asked, Period::up_to(app.store.now().day()))?;
    let definition = figure::definition(&app, &id)?;
    let value = view.value(&app, &definition).await?.into();
    Ok(Json(ShownFigure { definition, value }))
}
