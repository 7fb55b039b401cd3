//! Who asks.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use nc_kernel::{Actor, PersonId};
use nc_people::Action;
use nc_store::door::{Preference, Session, Stage};

use crate::app::App;
use crate::cookies::Cookie;
use crate::problem::Problem;

/// Whoever may look at pages: signed in, or the user of a token.
pub(crate) struct Viewer(pub Actor);

/// Who is in front of the pages, signed in or not. [`know_visitor`] finds out once a request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Visitor {
    /// Who, when signed in or with a token.
    pub actor: Option<Actor>,
    /// The session, also one that still awaits its second factor.
    pub session: Option<Session>,
    /// What they chose.
    pub preference: Preference,
}

/// Somebody signed in with a browser: for pages about one's own account. A token does not open these.
pub(crate) struct SignedIn {
    /// Who.
    pub actor: Actor,
    /// The session they came with.
    pub session: Session,
}

impl SignedIn {
    /// The person this account belongs to.
    pub(crate) fn person(&self, app: &App) -> Option<PersonId> {
        app.store.published().with_directory(|directory| directory.user(self.actor.user).and_then(|user| user.person))
    }
}

/// Wraps the pages: reads the session's cookie, or the token.
pub(crate) async fn know_visitor(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Result<Response, Problem> {
    let mut visitor = Visitor::default();
    if let Some(token) = bearer(request.headers()) {
        visitor.actor = Some(user_of(&app, token).await?);
    } else if let Some(secret) = Cookie::Session.of(request.headers(), app.secure)
        && let Some(session) = app.store.session(secret).await?
    {
        if session.stage == Stage::SignedIn {
            visitor.actor = Some(Actor { user: session.user });
            visitor.preference = app.store.preference(session.user).await?;
        }
        visitor.session = Some(session);
    }
    request.extensions_mut().insert(Arc::new(visitor));
    Ok(next.run(request).await)
}

/// The visitor of a request under the pages.
pub(crate) fn visitor(parts: &Parts) -> Arc<Visitor> {
    parts.extensions.get::<Arc<Visitor>>().cloned().unwrap_or_default()
}

impl FromRequestParts<Arc<App>> for Viewer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Problem> {
        visitor(parts).actor.clone().map(Self).ok_or(Problem::SignIn)
    }
}

impl FromRequestParts<Arc<App>> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Problem> {
        let visitor = visitor(parts);
        match (&visitor.actor, &visitor.session) {
            (Some(actor), Some(session)) => Ok(Self { actor: actor.clone(), session: session.clone() }),
            _ => Err(Problem::SignIn),
        }
    }
}

/// Somebody who may do `action` for the whole bureau: the pages of the three administrators.
pub(crate) fn may(app: &App, actor: &Actor, action: Action) -> Result<(), Problem> {
    app.store.allow(actor, action, &app.store.bureau_path()?)?;
    Ok(())
}

async fn user_of(app: &App, token: &str) -> Result<Actor, Problem> {
    Ok(Actor { user: app.store.token_user(token).await?.ok_or(Problem::Token)? })
}

/// The token of `Authorization: Bearer …`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
