//! `GET /sign-in/oidc` sends a browser to the bureau's provider of identities, `GET /sign-in/oidc/callback` takes it back.
//!
//! Whoever the provider names gets into the account that was linked to them, and nobody else: no account is made here, and
//! none is found by a name or an address. A second factor set up here is still asked for, because what the provider asked
//! for is not known. Each journey is good once, for one browser, for ten minutes.

use std::sync::Arc;

use askama::Template;
use axum::extract::{FromRequestParts, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use nc_kernel::UserId;
use nc_store::door::Stage;
use serde::Deserialize;

use super::ceremony;
use super::entry::{Entrance, enter};
use super::preferences::Anybody;
use crate::app::App;
use crate::cookies::Cookie;
use crate::frame::{Frame, go_on, show as page};
use crate::problem::Problem;
use crate::ways::{Journey, Provider, Return, WayFault};

/// What journeys are kept as.
const PURPOSE: &str = "oidc";

/// Why somebody did not get in, and what to do.
#[derive(Template)]
#[template(path = "door/way_refused.html")]
struct Refused {
    frame: Frame,
    word: &'static str,
    /// What the provider calls somebody nobody knows here: they need it to have their account linked.
    subject: String,
    /// Where to go on from.
    back: &'static str,
}

/// Where to go on to.
#[derive(Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
}

/// The provider, where there is one.
pub(crate) struct Configured(pub Provider);

impl FromRequestParts<Arc<App>> for Configured {
    type Rejection = Problem;

    async fn from_request_parts(_: &mut axum::http::request::Parts, app: &Arc<App>) -> Result<Self, Problem> {
        app.ways.provider.clone().map(Self).ok_or(Problem::NOT_FOUND)
    }
}

/// The page that says why not. No browser keeps it.
fn refuse(frame: Frame, fault: WayFault, back: &'static str) -> Result<Response, Problem> {
    let status = match fault {
        WayFault::Unreachable | WayFault::Registration => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::FORBIDDEN,
    };
    say(status, Refused { frame, word: fault.word(), subject: String::new(), back })
}

fn say(status: StatusCode, mut refused: Refused) -> Result<Response, Problem> {
    // Another language is chosen from where they came from: the way back itself is used up, and says what nobody needs to keep.
    refused.frame.here = refused.back.to_owned();
    metrics::counter!("nuancheng_sign_ins_total", "outcome" => "provider_refused").increment(1);
    Ok((status, [(header::CACHE_CONTROL, "no-store")], page(&refused)?).into_response())
}

/// Begins a journey: where to send the browser, and the cookie it comes back with.
pub(crate) async fn depart(
    app: &App,
    provider: &Provider,
    next: &str,
    link: Option<(i64, i64)>,
) -> Result<Result<(String, axum::http::HeaderValue), WayFault>, Problem> {
    let (address, journey) = match provider.begin(app.store.now(), next, link, &mut app.ids()).await {
        Ok(begun) => begun,
        Err(fault) => return Ok(Err(fault)),
    };
    let content = serde_json::to_vec(&journey).map_err(|_| Problem::Fault)?;
    Ok(Ok((address, ceremony::begin(app, PURPOSE, &content).await?)))
}

pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Configured(provider): Configured,
    frame: Frame,
    Query(Next { next }): Query<Next>,
) -> Result<Response, Problem> {
    if frame.signed_in {
        return Ok(go_on(&next));
    }
    match depart(&app, &provider, &next, None).await? {
        Ok((address, cookie)) => Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&address)).into_response()),
        Err(fault) => refuse(frame, fault, "/sign-in"),
    }
}

pub(crate) async fn callback(
    State(app): State<Arc<App>>,
    Configured(provider): Configured,
    Anybody(visitor): Anybody,
    frame: Frame,
    headers: HeaderMap,
    Query(back): Query<Return>,
) -> Result<Response, Problem> {
    let journey = ceremony::take(&app, PURPOSE, &headers).await?;
    let journey = journey.and_then(|content| serde_json::from_slice::<Journey>(&content).ok());
    let mut response = match journey {
        Some(journey) => arrive(&app, &provider, &visitor, frame, &headers, journey, back).await?,
        None => refuse(frame, WayFault::Stale, "/sign-in")?,
    };
    response.headers_mut().append(header::SET_COOKIE, Cookie::Ceremony.forget(app.secure));
    Ok(response)
}

async fn arrive(
    app: &App,
    provider: &Provider,
    visitor: &crate::caller::Visitor,
    frame: Frame,
    headers: &HeaderMap,
    journey: Journey,
    back: Return,
) -> Result<Response, Problem> {
    let from = if journey.link.is_some() { "/me/security" } else { "/sign-in" };
    let subject = match provider.finish(app.store.now(), &journey, back).await {
        Ok(subject) => subject,
        Err(fault) => return refuse(frame, fault, from),
    };
    if let Some((user, session)) = journey.link {
        // Whoever asked for the link must be the one who is back, in the same session.
        if visitor.actor.is_none() || visitor.session.as_ref().is_none_or(|own| own.id != session || own.user.0 != user) {
            return refuse(frame, WayFault::Stale, from);
        }
        let user = UserId(user);
        if !app.store.link_identity(user, provider.issuer(), &subject).await? {
            return say(StatusCode::CONFLICT, Refused { frame, word: "taken", subject: String::new(), back: from });
        }
        app.note(user, user, "identity_linked").await?;
        return Ok(go_on("/me/security?done=identity-linked"));
    }
    let Some(user) = app.store.identity_user(provider.issuer(), &subject).await? else {
        return say(StatusCode::FORBIDDEN, Refused { frame, word: "unknown", subject, back: from });
    };
    if app.store.has_second_factor(user).await? {
        let code = crate::link::link("/sign-in/code", &[("next", &journey.next)]);
        return enter(app, headers, user, Stage::AwaitsCode, Entrance::Provider, &code).await;
    }
    enter(app, headers, user, Stage::SignedIn, Entrance::Provider, &journey.next).await
}
