//! What machines use, under `/api/v1`. Every request carries a token and acts as its user, as far as the token goes.
//!
//! [`ROUTES`] holds every endpoint with its description; the router and the OpenAPI document are made from it.

mod accounts;
pub(crate) mod bearer;
mod body;
mod books;
pub(crate) mod check;
mod commands;
pub(crate) mod document;
pub(crate) mod documents;
pub(crate) mod figures;
mod held;
mod imports;
mod ledger;
mod operation;
pub(crate) mod page;
mod people;
mod query;
mod reports;
pub(crate) mod route;
pub(crate) mod schema;
mod shape;
mod study;
mod training;

use route::Route;

/// 接口: every endpoint, in the order of the document.
pub(crate) static ROUTES: &[&Route] = &[
    &commands::list::ROUTE,
    &commands::run::ROUTE,
    &figures::list::ROUTE,
    &figures::show::ROUTE,
    &figures::rows::ROUTE,
    &figures::proof::ROUTE,
    &figures::sample::ROUTE,
    &figures::recount::ROUTE,
    &reports::list::ROUTE,
    &reports::draft::ROUTE,
    &reports::preview::ROUTE,
    &reports::show::ROUTE,
    &reports::revise::ROUTE,
    &reports::release::ROUTE,
    &reports::differences::ROUTE,
    &reports::fact::ROUTE,
    &reports::export::ROUTE,
    &reports::proof::ROUTE,
    &ledger::head::ROUTE,
    &ledger::checkpoints::ROUTE,
    &ledger::tile::ROUTE,
    &ledger::audit::ROUTE,
    &ledger::lines::ROUTE,
    &ledger::verify_proof::ROUTE,
    &people::units::ROUTE,
    &people::list::ROUTE,
    &people::find::ROUTE,
    &people::show::ROUTE,
    &held::list::CLASSES,
    &held::thing::CLASS,
    &training::what_if::ROUTE,
    &training::plans::ROUTE,
    &training::plan::ROUTE,
    &training::badge::ROUTE,
    &training::badge::LIST,
    &held::list::RUNS,
    &held::thing::RUN,
    &books::shelf::ROUTE,
    &books::list::ROUTE,
    &books::thing::ROUTE,
    &books::board::ROUTE,
    &study::topic::ROUTE,
    &study::dues::ROUTE,
    &study::follow_ups::ROUTE,
    &study::branches::ROUTE,
    &study::branch::ROUTE,
    &imports::rosters::ROUTE,
    &imports::template::ROUTE,
    &documents::keep::ROUTE,
    &documents::show::ROUTE,
    &check::checks::ROUTE,
    &check::claims::ROUTE,
    &accounts::list::ROUTE,
    &accounts::create::ROUTE,
    &accounts::close::ROUTE,
    &accounts::password::ROUTE,
    &accounts::tokens::ROUTE,
    &accounts::issue_token::ROUTE,
    &accounts::revoke_token::ROUTE,
    &accounts::grants::ROUTE,
    &operation::jobs::ROUTE,
    &operation::me::ROUTE,
    &operation::class_hours::ROUTE,
];

/// 接口 as tests go through them: its name, `GET /figures/{id}`, and the statuses it refuses with besides 401.
#[must_use]
pub fn refusals() -> Vec<(String, &'static [u16])> {
    ROUTES.iter().map(|route| (route.name(), route.refuses)).collect()
}
