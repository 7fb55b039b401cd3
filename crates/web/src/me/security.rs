//! `GET /me/security`: one's own password, second factor, sessions, and what happened to the account.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use nc_kernel::UserId;
use nc_store::door::{Passkey, Session};

use crate::app::App;
use crate::caller::SignedIn;
use crate::form::Form;
use crate::frame::{Frame, show_personal, show_refused};
use crate::list::Wanted;
use crate::moment;
use crate::problem::Problem;

/// Events shown.
const EVENTS: i64 = 20;

struct Row {
    id: i64,
    client: String,
    opened: String,
    seen: String,
    own: bool,
}

struct Key {
    id: i64,
    name: String,
    synced: bool,
    made: String,
    used: String,
}

struct Event {
    at: String,
    what: String,
    by_other: bool,
}

#[derive(Template)]
#[template(path = "me/security.html")]
struct Page {
    frame: Frame,
    form: Form,
    login: String,
    second_factor: bool,
    /// Whether there is a provider of identities.
    provider: bool,
    /// The provider the account is linked to, and since when.
    identity: Option<(String, String)>,
    /// Whether passkeys are taken.
    takes_passkeys: bool,
    passkeys: Vec<Key>,
    sessions: Vec<Row>,
    events: Vec<Event>,
    done: String,
}

/// What `user` signs in with.
pub(super) async fn login(app: &App, user: UserId) -> Result<String, Problem> {
    app.store.logins().await?.remove(&user).ok_or(Problem::SignIn)
}

async fn page(app: &App, signed: SignedIn, frame: Frame, form: Form, done: String) -> Result<Page, Problem> {
    let user = signed.actor.user;
    let own = signed.session.id;
    let row = |session: Session| Row {
        id: session.id,
        client: session.client,
        opened: moment::minute(session.opened_at),
        seen: moment::minute(session.seen_at),
        own: session.id == own,
    };
    let sessions = app.store.sessions(user).await?.into_iter().map(row).collect();
    let events = app.store.door_events_of(user, EVENTS).await?;
    let events = events
        .into_iter()
        .map(|event| Event { at: moment::minute(event.at), what: frame.word("event", &event.kind), by_other: event.by != user })
        .collect();
    let second_factor = app.store.has_second_factor(user).await?;
    let identity = app.store.identity_of(user).await?.map(|identity| (identity.issuer, moment::minute(identity.linked_at)));
    let key = |key: Passkey| Key {
        id: key.id,
        name: key.name,
        synced: key.synced,
        made: moment::minute(key.made_at),
        used: moment::minute(key.used_at),
    };
    let passkeys = app.store.passkeys(user).await?.into_iter().map(key).collect();
    let (provider, takes_passkeys) = (app.ways.provider_name().is_some(), app.ways.takes_passkeys());
    let login = login(app, user).await?;
    Ok(Page { login, frame, form, second_factor, provider, identity, takes_passkeys, passkeys, sessions, events, done })
}

pub(crate) async fn handle(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    let done = wanted.filter("done").to_owned();
    show_personal(&page(&app, signed, frame, Form::default(), done).await?)
}

/// The page again, because a form on it was refused.
pub(super) async fn refused(app: &App, signed: SignedIn, frame: Frame, form: Form) -> Result<Response, Problem> {
    show_refused(&page(app, signed, frame, form, String::new()).await?)
}
