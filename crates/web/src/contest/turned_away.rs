//! Who tries a step on a contest's codes that is not theirs: a page does not offer it, so that no command of it reaches the
//! store, whose own trace of it would be a fact. It is noted for the audit instead.

use axum::extract::Request;
use axum::http::header;
use nc_capability::contest::{AskUnseal, LookUpCode, Unseal};
use nc_kernel::Actor;
use nc_people::Command;
use nc_people::sheet::Step;

use crate::app::App;
use crate::books::step;
use crate::form::Form;
use crate::problem::Problem;

/// Steps on what is behind codes.
const WATCHED: [&str; 3] = [<LookUpCode as Command>::NAME, <AskUnseal as Command>::NAME, <Unseal as Command>::NAME];
/// The word of the event.
const EVENT: &str = "code_step_refused";

/// Notes that `actor` sent a watched step that is not among those `offered`.
///
/// # Errors
/// A fault when it cannot be noted.
pub(crate) async fn note<'a>(app: &App, actor: &Actor, mut offered: impl Iterator<Item = &'a Step>, form: &Form) -> Result<(), Problem> {
    let word = form.value("step");
    let watched = word.split('/').next().is_some_and(|command| WATCHED.contains(&command));
    if watched && !offered.any(|step| step.word == word) {
        app.note(actor.user, actor.user, EVENT).await?;
    }
    Ok(())
}

/// As [`note`], for who may not even open the page the step was sent to.
///
/// # Errors
/// As [`note`].
pub(crate) async fn note_unopened(app: &App, actor: &Actor, request: Request) -> Result<(), Problem> {
    let media = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // A form with a file is never read for who may not send it, and no watched step has one.
    if media.starts_with("application/x-www-form-urlencoded")
        && let Ok((form, _)) = step::sent(request).await
    {
        note(app, actor, std::iter::empty(), &form).await?;
    }
    Ok(())
}
