//! Which address leads where.
//!
//! A page is one line in [`pages`]. Whoever adds one also adds its refusal to `tests/it/page_refusals.rs`; a test reads this
//! file and names the routes that have none.

use std::sync::Arc;

use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use axum::{Router, middleware};
use tower_http::csrf::CsrfLayer;

use crate::app::App;
use crate::problem::Problem;
use crate::{
    admin, books, caller, check, contest, delivery, door, etag, exercise, held, imports, me, pages, plan, reports, settings, staff, wall,
};

/// The pages of the ways in that are built in by features.
fn by_feature(pages: Router<Arc<App>>) -> Router<Arc<App>> {
    #[cfg(feature = "oidc")]
    let pages = pages
        .route("/sign-in/oidc", get(door::oidc::show))
        .route("/sign-in/oidc/callback", get(door::oidc::callback))
        .route("/me/identity", post(me::identity::handle));
    #[cfg(feature = "passkeys")]
    let pages = pages
        .route("/sign-in/passkey/begin", post(door::passkey::begin))
        .route("/sign-in/passkey", post(door::passkey::handle))
        .route("/me/passkeys/begin", post(me::passkeys::begin))
        .route("/me/passkeys", post(me::passkeys::handle));
    pages
}

/// Pages people read, and the forms on them.
pub(crate) fn pages(app: &Arc<App>) -> Router<Arc<App>> {
    by_feature(Router::new())
        .route("/", get(me::desk::handle))
        .route("/pillars", get(pages::pillars::handle))
        .route("/figures", get(pages::figures::handle))
        .route("/figures/{id}", get(pages::figure::handle))
        .route("/figures/{id}/proof", get(pages::figure_proof::handle))
        .route("/ledger", get(pages::ledger::handle))
        .route("/check", get(check::page::show).post(check::page::handle))
        .route("/check/wording", post(check::wording::handle))
        .route("/wall", get(wall::page::handle))
        .route("/wall/screen", get(wall::screen::show).post(wall::screen::handle))
        .route("/reports", get(reports::list::handle))
        .route("/reports/new", get(reports::write::show).post(reports::write::handle))
        .route("/reports/{id}", get(reports::show::show).post(reports::show::handle))
        .route("/reports/{id}/revise", get(reports::revise::show).post(reports::revise::handle))
        .route("/reports/{id}/facts/{n}", get(reports::fact::handle))
        .route("/reports/{id}/export", get(reports::export::handle))
        .route("/training", get(held::home::handle))
        .route("/training/classes", get(held::listing::handle))
        .route("/training/classes/{id}", get(held::one::show).post(held::one::handle))
        .route("/training/classes/{id}/sessions/{n}/code", get(delivery::code::code))
        .route("/training/classes/{id}/sessions/{n}/present", get(delivery::code::present))
        .route("/training/classes/{id}/certificates", get(delivery::certificates::show).post(delivery::certificates::handle))
        .route("/training/classes/{id}/certificates/print", get(delivery::certificates::print))
        .route("/check-in", get(delivery::check_in::show).post(delivery::check_in::handle))
        .route("/certificates/verify", get(delivery::verify::show))
        .route("/certificates/{id}/paper", get(delivery::paper::show))
        .route("/certificates/{id}/file", get(delivery::paper::file))
        .route("/certificates/{id}/badge", get(delivery::paper::badge))
        .route("/certificates/{id}/status", get(delivery::paper::status))
        .route("/me/calendar", get(delivery::calendar::show).post(delivery::calendar::handle))
        .route("/me/scores", get(delivery::scores::show).post(delivery::scores::handle))
        .route("/calendar/{name}", get(delivery::calendar::feed))
        .route("/training/what-if", get(held::what_if::show).post(held::what_if::handle))
        .route("/training/plan", get(plan::page::handle))
        .route("/training/record", get(held::record::show).post(held::record::handle))
        .route("/study", get(held::home::handle))
        .route("/study/runs", get(held::listing::handle))
        .route("/study/runs/{id}", get(held::one::show).post(held::one::handle))
        .route("/study/topics/{id}", get(held::topic::handle))
        .route("/study/record", get(held::record::show).post(held::record::handle))
        .route("/readiness", get(pages::readiness::handle))
        .route("/areas/{initiative}", get(books::area::handle))
        .route("/books/{list}", get(books::list::handle))
        .route("/books/{list}/new", get(books::begin::show).post(books::begin::handle))
        .route("/books/{list}/{id}", get(books::one::show).post(books::one::handle))
        .route("/books/contest/{id}/board", get(contest::board::handle))
        .route("/books/exercise/{id}/live", get(exercise::live::show).post(exercise::live::handle))
        .route("/import", get(imports::page::show).post(imports::page::upload))
        .route("/import/step", post(imports::page::step))
        .route("/import/template", get(imports::template::handle))
        .route("/import/faults", get(imports::fault_sheet::handle))
        .route("/people", get(staff::people::show).post(staff::people::search))
        .route("/people/{id}", get(staff::person::handle))
        .route("/units", get(staff::units::handle))
        .route("/me/record", get(me::record::handle))
        .route("/me/readers", get(me::readers::handle))
        .route("/me/security", get(me::security::handle))
        .route("/me/password", post(me::password::handle))
        .route("/me/sessions", post(me::sessions::handle))
        .route("/me/second-factor", get(me::second_factor::show).post(me::second_factor::handle))
        .route("/me/drafts/{form}", post(me::draft::handle))
        .route("/settings", get(settings::home::handle))
        .route("/settings/{part}", get(settings::part::handle))
        .route("/settings/figures/{id}", get(settings::definition::handle))
        .route("/settings/templates/{name}", get(settings::template::handle))
        .route("/admin/backup", get(admin::backup::handle))
        .route("/admin/erasure", get(admin::erasure::show).post(admin::erasure::handle))
        .route("/admin/accounts", get(admin::accounts::show).post(admin::accounts::handle))
        .route("/admin/grants", get(admin::grants::show).post(admin::grants::handle))
        .route("/admin/audit", get(admin::audit::handle))
        .route("/sign-in", get(door::sign_in::show).post(door::sign_in::handle))
        .route("/sign-in/code", get(door::code::show).post(door::code::handle))
        .route("/sign-out", post(door::sign_out::handle))
        .route("/set-up", get(door::set_up::show).post(door::set_up::handle))
        .route("/preferences", post(door::preferences::handle))
        .layer(CsrfLayer::new().with_rejection_response(|_| Problem::CrossSite.into_response()))
        .layer(middleware::from_fn_with_state(app.clone(), pages::problem::show_problem))
        .layer(middleware::from_fn_with_state(app.clone(), caller::know_visitor))
        .layer(middleware::from_fn(etag::tag))
}
