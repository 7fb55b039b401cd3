//! `GET /set-up`, `POST /set-up`: the three administrators of a ledger that has no account yet.
//!
//! The page takes a code that only the terminal showed where the server was started. Once there is an account the page is
//! gone, code or not.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use nc_kernel::{Actor, IdGen as _, UserId};
use nc_people::Role;
use nc_people::commands::{CreateUser, GrantRole};
use nc_store::Store;
use nc_store::door::Budget;
use nc_store::passwords;
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::form::{Form, Posted};
use crate::frame::{Frame, go_on, show as page, show_refused};
use crate::problem::Problem;

/// 三员, and the field names' beginnings.
const ADMINISTRATORS: [(&str, Role); 3] =
    [("system", Role::SystemAdministrator), ("security", Role::SecurityAdministrator), ("audit", Role::AuditAdministrator)];

/// The way in while there is no account.
pub(crate) struct SetUp {
    code: Option<String>,
    /// One at a time: two who send the page at once must not both make administrators.
    turn: tokio::sync::Mutex<()>,
}

impl SetUp {
    pub(crate) fn new(code: Option<String>) -> Self {
        Self { code, turn: tokio::sync::Mutex::new(()) }
    }

    /// Whether the page is there.
    pub(crate) async fn is_open(&self, store: &Store) -> Result<bool, Problem> {
        Ok(self.code.is_some() && store.accounts().await?.is_empty())
    }

    fn takes(&self, typed: &str) -> bool {
        // Digests are compared, so that the time says nothing of how much was right.
        let digest = |text: &str| Sha256::digest(text.trim().to_ascii_lowercase().as_bytes());
        self.code.as_ref().is_some_and(|code| digest(code) == digest(typed))
    }
}

/// The two fields of one administrator.
struct Fields {
    name: &'static str,
    login: String,
    password: String,
}

#[derive(Template)]
#[template(path = "door/set_up.html")]
struct Page {
    frame: Frame,
    form: Form,
    administrators: Vec<Fields>,
}

impl Page {
    fn new(frame: Frame, form: Form) -> Self {
        let fields =
            |(name, _): (&'static str, Role)| Fields { name, login: format!("{name}_login"), password: format!("{name}_password") };
        Self { frame, form, administrators: ADMINISTRATORS.map(fields).into() }
    }
}

pub(crate) async fn show(State(app): State<Arc<App>>, frame: Frame) -> Result<Response, Problem> {
    if !app.set_up.is_open(&app.store).await? {
        return Err(Problem::NOT_FOUND);
    }
    let form = ADMINISTRATORS.iter().fold(Form::default(), |form, (name, _)| form.set(&format!("{name}_login"), *name));
    Ok(page(&Page::new(frame, form))?.into_response())
}

pub(crate) async fn handle(State(app): State<Arc<App>>, frame: Frame, Posted(form): Posted) -> Result<Response, Problem> {
    let _turn = app.set_up.turn.lock().await;
    if !app.set_up.is_open(&app.store).await? {
        return Err(Problem::NOT_FOUND);
    }
    if !app.store.may_try(&Budget::of("set-up")).await? {
        return Err(Problem::TooOften);
    }
    let mut checked = form.clone();
    if !app.set_up.takes(form.value("code")) {
        checked = checked.fault("code", frame.t("set-up-code-wrong"));
    }
    let logins = ADMINISTRATORS.map(|(name, _)| form.value(&format!("{name}_login")).to_owned());
    for (at, (name, _)) in ADMINISTRATORS.iter().enumerate() {
        let (login_field, password_field) = (format!("{name}_login"), format!("{name}_password"));
        let login = form.value(&login_field);
        if login.is_empty() {
            checked = checked.fault(&login_field, frame.t("form-needed"));
        } else if logins.iter().take(at).any(|earlier| earlier == login) {
            checked = checked.fault(&login_field, frame.t("set-up-three-people"));
        }
        if let Err(refusal) = passwords::judge(login, form.secret(&password_field)) {
            checked = checked.refuse(refusal.at(password_field).into(), frame.lang)?;
        }
    }
    if !checked.faults().is_empty() {
        return show_refused(&Page::new(frame, checked));
    }
    for (name, role) in ADMINISTRATORS {
        make(&app, role, form.value(&format!("{name}_login")), form.secret(&format!("{name}_password"))).await?;
    }
    Ok(go_on("/sign-in"))
}

/// One administrator. The login comes last: while it is missing the account opens nothing and the page is still there.
async fn make(app: &App, role: Role, login: &str, password: &str) -> Result<(), Problem> {
    let now = app.store.now();
    let bureau = app.store.bureau_path()?;
    let holder = app.store.published().with_directory(|d| d.grants().find(|g| g.role == role && g.stands(now)).map(|g| g.user));
    let user = match holder {
        Some(user) => user,
        None => {
            let user = UserId(app.ids().next_id(now));
            app.store.execute(&Actor::SYSTEM, app.fresh_key(&Actor::SYSTEM), CreateUser { user: Some(user), person: None }).await?;
            let grant = GrantRole { user, role, unit: bureau, from: now.day(), until: None };
            app.store.execute(&Actor::SYSTEM, app.fresh_key(&Actor::SYSTEM), grant).await?;
            user
        }
    };
    app.store.create_account(user, login, password, &mut app.ids()).await?;
    app.note(user, Actor::SYSTEM.user, "account_created").await
}
