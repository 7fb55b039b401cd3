//! `GET /api/v1/imports/rosters/template?lang=`: the roster to fill in, with headings, drop-downs, an example row and a sheet
//! that says how. Headings are understood in both languages.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use nc_office::{DEFAULT_MAX_ROWS, TemplateOptions, roster_columns, template};
use nc_people::access::Action;

use crate::api::bearer::Bearer;
use crate::api::query::Query;
use crate::api::route::{Gives, LANG, Needs, Route, Tag, Takes, Verb};
use crate::app::App;
use crate::lang::Lang;
use crate::problem::Problem;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/imports/rosters/template",
    tag: Tag::Imports,
    says: ("考勤名册模板", "the template of an attendance roster"),
    needs: Needs::Any(&[Action::RecordTraining, Action::RecordStudy]),
    params: &[LANG],
    takes: Takes::Nothing,
    gives: Gives::File(XLSX),
    keyed: false,
    refuses: &[403, 422],
    handler: || get(handle),
};

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, mut query: Query, headers: HeaderMap) -> Result<Response, Problem> {
    let lang = query.word("lang", &["zh", "en"]).and_then(Lang::named).unwrap_or_else(|| Lang::preferred(&headers));
    query.finish()?;
    if bearer.scopes(&app, Action::RecordTraining).is_empty() {
        bearer.visible(&app, Action::RecordStudy)?;
    }
    let options = TemplateOptions {
        lang: lang.office(),
        sheet: lang.pick("考勤名册", "Roster"),
        created: app.store.now().day().date().at(0, 0, 0, 0),
        rows: DEFAULT_MAX_ROWS,
    };
    let bytes = template(&roster_columns(false), options).map_err(|fault| {
        tracing::error!(error = %fault, "a template cannot be written");
        Problem::Fault
    })?;
    let headers =
        [(header::CONTENT_TYPE, XLSX.to_owned()), (header::CONTENT_DISPOSITION, "attachment; filename=\"roster.xlsx\"".to_owned())];
    Ok((headers, bytes).into_response())
}
