//! `GET /healthz`: the process answers.

pub(crate) async fn handle() -> &'static str {
    "ok\n"
}
