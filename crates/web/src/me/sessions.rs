//! `POST /me/sessions`: ends one session of one's own, or all others.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use crate::app::App;
use crate::caller::SignedIn;
use crate::form::Posted;
use crate::frame::go_on;
use crate::problem::Problem;

pub(crate) async fn handle(State(app): State<Arc<App>>, signed: SignedIn, Posted(form): Posted) -> Result<Response, Problem> {
    let user = signed.actor.user;
    if form.chose("session", "others") {
        app.store.revoke_other_sessions(user, signed.session.id).await?;
    } else {
        let id: i64 = form.value("session").parse().map_err(|_| Problem::Missing("会话", "session"))?;
        if !app.store.revoke_session(user, id).await? {
            return Err(Problem::Missing("会话", "session"));
        }
    }
    app.note(user, user, "session_ended").await?;
    Ok(go_on("/me/security?done=session"))
}
