//! The web side of the server: the API machines use, the ledger as C2SP tlog-tiles for foreign auditors, and pages on
//! which every figure opens to its definition, its rows and its proof.
//!
//! One file an endpoint: what it takes, who may ask, what it answers; its HTTP test lies in `tests/it` under the same
//! name. [`Problem`] is the only type that becomes an HTTP error.
//!
//! Who may read what:
//! - `/healthz`, `/readyz`, `/checkpoint`, `/tile/…` and the stylesheet are open: they say nothing about anybody.
//! - `/api/v1/…` takes a token (`Authorization: Bearer nct_…`) and acts as its user, as far as the token goes.
//! - `/api` and `/api/openapi.json` are open: they say what this program can do and nothing of what it holds.
//! - Pages take a token, in that header or in the cookie `nuancheng_token`. Without one they are shown only by a server
//!   that listens on a loopback address, to a request made directly to it (a loopback `Host`, no `Forwarded` or
//!   `X-Forwarded-For`), and then with the rights of [`ServeOptions::reader`].
//!
//! No SQL and no document library comes in here, no clock is read but the store's, and nothing personal is logged:
//! a log line names the route's pattern, never the address asked for.

mod answer;
mod api;
mod app;
mod asked;
mod caller;
mod figure;
mod health;
mod lang;
mod pages;
mod problem;
mod serve;
mod text;
mod tlog;

pub use api::document::openapi;
pub use api::refusals;
pub use problem::Problem;
pub use serve::{ServeError, ServeOptions, router, serve};
