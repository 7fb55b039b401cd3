//! The web side of the server: the API machines use, the ledger as C2SP tlog-tiles for foreign auditors, and pages on
//! which every figure opens to its definition, its rows and its proof.
//!
//! One file an endpoint: what it takes, who may ask, what it answers; its HTTP test lies in `tests/it` under the same
//! name. [`Problem`] is the only type that becomes an HTTP error.
//!
//! Who may read what:
//! - `/healthz`, `/readyz`, `/checkpoint`, `/tile/…` and `/assets/…` are open: they say nothing about anybody.
//! - `/api/v1/…` takes a token (`Authorization: Bearer nct_…`) and acts as its user, as far as the token goes.
//! - `/api` and `/api/openapi.json` are open: they say what this program can do and nothing of what it holds.
//! - Pages take a session, opened at `/sign-in`; a token in that header opens the reading ones too. There is no other way
//!   in, also not from the server's own machine.
//! - `/wall` takes a session, or the token of a hall screen that may read figures and do nothing else.
//! - What shows somebody's row or name is noted for that person before it is shown.
//!
//! No SQL and no document library comes in here, no clock is read but the store's, and nothing personal is logged:
//! a log line names the route's pattern, never the address asked for.

mod admin;
mod answer;
mod api;
mod app;
mod areas;
mod asked;
pub mod assets;
mod books;
mod caller;
mod check;
mod contest;
mod cookies;
mod delivery;
mod door;
mod etag;
mod exercise;
mod figure;
mod form;
mod frame;
mod health;
mod held;
mod i18n;
mod imports;
mod lang;
mod link;
mod list;
mod listing;
mod me;
mod meters;
mod moment;
mod pages;
mod plan;
mod printer;
mod problem;
mod qr;
mod reports;
mod routes;
mod serve;
mod settings;
mod staff;
mod tlog;
mod upload;
mod wall;
mod ways;

pub use api::document::openapi;
pub use api::refusals;
pub use printer::{Printer, PrinterFault};
pub use problem::Problem;
pub use qr::qr_picture;
pub use serve::{Randomness, ServeError, ServeOptions, router, serve};
pub use settings::{Campaign, CatalogueFiles, Framework, FrameworkItem, Norm, ReportTemplate};
#[cfg(feature = "passkeys")]
pub use ways::Passkeys;
#[cfg(any(feature = "oidc", feature = "passkeys"))]
pub use ways::WayConfiguration;
pub use ways::WaysIn;
#[cfg(feature = "oidc")]
pub use ways::{Provider, ProviderOptions};
