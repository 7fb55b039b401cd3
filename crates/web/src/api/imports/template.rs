//! `GET /api/v1/imports/rosters/template?lang=&into=`: the roster to fill in, with headings, drop-downs, an example row and a sheet
//! that says how. Headings are understood in both languages.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use nc_intake::Area;
use nc_office::{DEFAULT_MAX_ROWS, TemplateOptions, template};

use crate::api::bearer::Bearer;
use crate::api::imports::rosters::{ACTIONS, areas};
use crate::api::query::Query;
use crate::api::route::{Form, Gives, LANG, Needs, Route, Tag, Takes, Verb, query};
use crate::app::App;
use crate::lang::Lang;
use crate::problem::Problem;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/imports/rosters/template",
    tag: Tag::Imports,
    says: ("名册模板", "the template of a roster"),
    needs: Needs::Any(ACTIONS),
    params: &[LANG, query("into", Form::Words(areas), "名册种类，缺省为培训班", "what the roster is of, training by default")],
    takes: Takes::Nothing,
    gives: Gives::File(XLSX),
    keyed: false,
    refuses: &[403, 422],
    handler: || get(handle),
};

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, mut query: Query, headers: HeaderMap) -> Result<Response, Problem> {
    let lang = query.word("lang", &["zh", "en"]).and_then(Lang::named).unwrap_or_else(|| Lang::preferred(&headers));
    let area = query.word("into", &areas()).and_then(Area::of_word).unwrap_or(Area::Training);
    query.finish()?;
    if ACTIONS.iter().all(|action| bearer.scopes(&app, *action).is_empty()) {
        bearer.visible(&app, area.action())?;
    }
    let (zh, en) = area.template_name();
    let options = TemplateOptions {
        lang: lang.office(),
        sheet: lang.pick(zh, en),
        created: app.store.now().day().date().at(0, 0, 0, 0),
        rows: DEFAULT_MAX_ROWS,
    };
    let bytes = template(&area.columns(false), options).map_err(|fault| {
        tracing::error!(error = %fault, "a template cannot be written");
        Problem::Fault
    })?;
    let headers =
        [(header::CONTENT_TYPE, XLSX.to_owned()), (header::CONTENT_DISPOSITION, "attachment; filename=\"roster.xlsx\"".to_owned())];
    Ok((headers, bytes).into_response())
}
