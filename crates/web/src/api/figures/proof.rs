//! `GET /api/v1/figures/{id}/proof`: the figure's proof as a file, to be checked offline by anybody with the ledger's
//! verifier key. It takes the permission to open the unit's rows, because the facts behind them are in it.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use nc_kernel::Period;
use nc_people::access::Action;

use super::show::FIGURE;
use crate::api::bearer::Bearer;
use crate::api::route::{FROM, Gives, KNOWN_ON, LANG, Needs, Route, TO, Tag, Takes, UNIT, Verb};
use crate::app::App;
use crate::asked::Asked;
use crate::figure::{self, View};
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/figures/{id}/proof",
    tag: Tag::Figures,
    says: ("可离线验证的证明文件", "the proof as a file, to be checked offline"),
    needs: Needs::Any(&[Action::ReadRows]),
    params: &[FIGURE, UNIT, FROM, TO, KNOWN_ON, LANG],
    takes: Takes::Nothing,
    gives: Gives::File("application/json"),
    keyed: false,
    refuses: &[403, 404, 422],
    handler: || get(handle),
};

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, Path(id): Path<String>, asked: Asked) -> Result<Response, Problem> {
    let view = View::within(&app, &bearer, asked, Period::up_to(app.store.now().day()))?;
    let definition = figure::definition(&app, &id)?;
    app.store.allow_within(&bearer.0, Action::ReadRows, &view.unit)?;
    let file = app.store.prove(&view.scope, &view.question(&definition)).await?;
    Ok(download(&definition.key().to_string(), file))
}

/// The proof as a file of its own.
pub(crate) fn download(figure: &str, file: Vec<u8>) -> Response {
    // A header holds ASCII; a figure's name should, and what does not is left out.
    let name: String = figure.chars().filter(|c| c.is_ascii_alphanumeric() || ['.', '_', '-', '@'].contains(c)).collect();
    let disposition = format!("attachment; filename=\"{name}.proof.json\"");
    ([(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, disposition)], file).into_response()
}
