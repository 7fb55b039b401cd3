//! `GET /wall/screen`, `POST /wall/screen`: lets a hall screen in. Whoever sets it up types in a token once; the browser keeps
//! it where no script reads it, and no address holds it.
//!
//! The token must be held to reading figures: whoever walks up to the screen gets hold of nothing else.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use nc_kernel::refusal::No;
use nc_kernel::{Actor, Rule};
use nc_people::{Action, Scope};
use nc_store::tokens::TokenBearer;

use crate::app::App;
use crate::cookies::Cookie;
use crate::form::{Form, Posted};
use crate::frame::{Frame, go_on, show_personal, show_refused};
use crate::problem::Problem;

/// A token that is none, or that lets in to more than a screen needs.
static NOT_FOR_A_SCREEN: Rule = Rule::new(
    "web.wall.token",
    No::Invalid,
    "此令牌无效，或权限超出大屏所需；请系统管理员签发只读、只限“查看数字”的令牌",
    "the token does not count, or may do more than a screen needs; ask the system administrator for one that only reads and is held to “read figures”",
);

/// 大屏终端: a screen with its token.
pub(super) struct Screen(TokenBearer);

impl Screen {
    /// The screen that asks, when it was let in and still is.
    pub(super) async fn of(app: &App, headers: &HeaderMap) -> Result<Option<Self>, Problem> {
        match Cookie::Screen.of(headers, app.secure) {
            Some(token) => Self::with(app, token).await,
            None => Ok(None),
        }
    }

    async fn with(app: &App, token: &str) -> Result<Option<Self>, Problem> {
        let bearer = app.store.token_bearer(token).await?;
        Ok(bearer.filter(|bearer| !bearer.limits.writes && bearer.limits.actions == [Action::ReadFigures]).map(Self))
    }

    pub(super) fn actor(&self) -> Actor {
        Actor { user: self.0.user }
    }

    /// The units whose figures it may show.
    pub(super) fn scopes(&self, app: &App) -> Vec<Scope> {
        app.store.scopes_within(&self.0, Action::ReadFigures)
    }
}

#[derive(Template)]
#[template(path = "wall/screen.html")]
struct Page {
    frame: Frame,
    form: Form,
}

pub(crate) async fn show(frame: Frame) -> Result<Response, Problem> {
    show_personal(&Page { frame, form: Form::default() })
}

pub(crate) async fn handle(State(app): State<Arc<App>>, frame: Frame, Posted(form): Posted) -> Result<Response, Problem> {
    let token = form.value("token");
    if Screen::with(&app, token).await?.is_none() {
        let form = form.fault("token", frame.lang.pick(NOT_FOR_A_SCREEN.zh, NOT_FOR_A_SCREEN.en)).set("token", "");
        return show_refused(&Page { frame, form });
    }
    Ok(([(header::SET_COOKIE, Cookie::Screen.keep(token, app.secure))], go_on("/wall")).into_response())
}
