//! `GET /admin/accounts`, `POST /admin/accounts`: the system administrator makes accounts, closes them, and gives a new
//! password to somebody who lost theirs. Passwords are made here and shown once.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use nc_kernel::{IdGen as _, PersonId, UserId};
use nc_people::Action;
use nc_people::commands::{CloseUser, CreateUser};
use nc_store::StoreError;
use nc_store::accounts::Account;

use crate::app::App;
use crate::caller::{SignedIn, Viewer, may};
use crate::form::{Form, Posted};
use crate::frame::{Frame, go_on, show_personal, show_refused};
use crate::list::{self, Cell, Kind, Listing, Wanted, column};
use crate::moment;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "admin/accounts.html")]
struct Page {
    frame: Frame,
    form: Form,
    list: Listing,
    open: Vec<String>,
    /// A login and the password made for it, shown once.
    made: Option<(String, String)>,
    done: String,
    /// Whether there is a provider of identities to link accounts to.
    provider: bool,
}

fn rows(app: &App, frame: &Frame, accounts: &[Account]) -> Vec<Vec<Cell>> {
    app.store.published().with_directory(|directory| {
        accounts
            .iter()
            .map(|account| {
                let user = directory.user(account.user);
                let state = if account.closed { frame.t("account-closed") } else { frame.t("account-open") };
                vec![
                    Cell::text(&account.login),
                    Cell::mark(state, if account.closed { "off" } else { "ok" }),
                    Cell::text(user.and_then(|user| user.person).map(|person| person.to_string()).unwrap_or_default()),
                    Cell::text(user.map(|user| moment::minute(user.created_at)).unwrap_or_default()),
                ]
            })
            .collect()
    })
}

async fn page(app: &App, frame: Frame, wanted: &Wanted, form: Form, made: Option<(String, String)>) -> Result<Page, Problem> {
    let accounts = app.store.accounts().await?;
    let columns = vec![
        column(&frame, "login", Kind::Text),
        column(&frame, "state", Kind::Text),
        column(&frame, "person", Kind::Code),
        column(&frame, "created", Kind::Day),
    ];
    let rows = rows(app, &frame, &accounts);
    let list = Listing::new(&frame, wanted, frame.t("accounts-title").into_owned(), columns, rows, "accounts-empty");
    let open = accounts.into_iter().filter(|account| !account.closed).map(|account| account.login).collect();
    let provider = app.ways.provider_name().is_some();
    Ok(Page { provider, done: wanted.filter("done").to_owned(), frame, form, list, open, made })
}

pub(crate) async fn show(State(app): State<Arc<App>>, Viewer(actor): Viewer, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    may(&app, &actor, Action::ManageAccounts)?;
    let page = page(&app, frame, &wanted, Form::default(), None).await?;
    if wanted.xlsx {
        let columns: Vec<_> = page.list.headings.iter().map(|heading| heading.column.clone()).collect();
        let rows = rows(&app, &page.frame, &app.store.accounts().await?);
        return Ok(list::xlsx(&app, &page.frame, &wanted, &page.list.title, &columns, rows)?.into_response());
    }
    show_personal(&page)
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    signed: SignedIn,
    frame: Frame,
    wanted: Wanted,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    may(&app, &signed.actor, Action::ManageAccounts)?;
    let done = match form.value("what") {
        "create" => create(&app, &signed, &form).await,
        "reset" => reset(&app, &signed, &form).await,
        "close" => close(&app, &signed, &form).await.map(|()| None),
        #[cfg(feature = "oidc")]
        "link" => link(&app, &signed, &form).await.map(|()| None),
        #[cfg(feature = "oidc")]
        "unlink" => unlink(&app, &signed, &form).await.map(|()| None),
        _ => return Err(Problem::NOT_FOUND),
    };
    match done {
        Ok(None) => Ok(go_on(match form.value("what") {
            "link" => "/admin/accounts?done=linked",
            "unlink" => "/admin/accounts?done=unlinked",
            _ => "/admin/accounts?done=closed",
        })),
        Ok(made) => show_personal(&page(&app, frame, &wanted, Form::default(), made).await?),
        Err(problem) => {
            let form = form.refuse(problem, frame.lang)?;
            show_refused(&page(&app, frame, &wanted, form, None).await?)
        }
    }
}

/// Four groups of five letters and digits that are not mistaken for one another: a hundred bits.
fn password(app: &App) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut bytes = [0_u8; 20];
    app.ids().fill(&mut bytes);
    let letters: Vec<char> = bytes.iter().map(|b| char::from(LETTERS.get(usize::from(b & 31)).copied().unwrap_or(b'0'))).collect();
    letters.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

async fn create(app: &App, signed: &SignedIn, form: &Form) -> Result<Option<(String, String)>, Problem> {
    let login = form.value("login");
    if login.is_empty() || login.chars().count() > 60 || login.chars().any(char::is_whitespace) {
        return Err(crate::asked::QUERY.refuse().with("value", login).with("form", "neiqin-150602").at("login").into());
    }
    if app.store.account(login).await?.is_some() {
        return Err(nc_store::rules::LOGIN_TAKEN.refuse().with("login", login).at("login").into());
    }
    let person = match form.value("person") {
        "" => None,
        text => {
            let wrong = || Problem::from(crate::asked::QUERY.refuse().with("value", text).with("form", "0123456789abc").at("person"));
            Some(text.parse::<PersonId>().map_err(|_| wrong())?)
        }
    };
    let user = UserId(app.ids().next_id(app.store.now()));
    app.store.execute(&signed.actor, app.fresh_key(&signed.actor), CreateUser { user: Some(user), person }).await?;
    let password = password(app);
    app.store.create_account(user, login, &password, &mut app.ids()).await?;
    app.note(user, signed.actor.user, "account_created").await?;
    Ok(Some((login.to_owned(), password)))
}

async fn known(app: &App, form: &Form) -> Result<Account, Problem> {
    app.store.account(form.value("account")).await?.filter(|account| !account.closed).ok_or(Problem::Missing("账户", "account"))
}

async fn reset(app: &App, signed: &SignedIn, form: &Form) -> Result<Option<(String, String)>, Problem> {
    let account = known(app, form).await?;
    let password = password(app);
    app.store.reset_password(&account, &password, &mut app.ids()).await?;
    app.note(account.user, signed.actor.user, "password_reset").await?;
    Ok(Some((account.login, password)))
}

async fn close(app: &App, signed: &SignedIn, form: &Form) -> Result<(), Problem> {
    let account = known(app, form).await?;
    app.store
        .execute(&signed.actor, app.fresh_key(&signed.actor), CloseUser { user: account.user })
        .await
        .map_err(|fault: StoreError| Problem::from(fault))?;
    app.store.close_account(&account.login).await?;
    app.store.revoke_other_sessions(account.user, 0).await?;
    app.note(account.user, signed.actor.user, "account_closed").await
}

/// Links an account to whom the provider of identities calls by `subject`: by this, never by a name or an address.
#[cfg(feature = "oidc")]
async fn link(app: &App, signed: &SignedIn, form: &Form) -> Result<(), Problem> {
    let provider = app.ways.provider.as_ref().ok_or(Problem::NOT_FOUND)?;
    let account = known(app, form).await?;
    let subject = form.value("subject");
    if subject.is_empty() || subject.len() > 255 {
        return Err(crate::asked::QUERY.refuse().with("value", "").with("form", "a1b2c3d4").at("subject").into());
    }
    if !app.store.link_identity(account.user, provider.issuer(), subject).await? {
        return Err(nc_store::rules::IDENTITY_TAKEN.refuse().at("subject").into());
    }
    app.note(account.user, signed.actor.user, "identity_linked").await
}

#[cfg(feature = "oidc")]
async fn unlink(app: &App, signed: &SignedIn, form: &Form) -> Result<(), Problem> {
    let account = known(app, form).await?;
    if !app.store.unlink_identity(account.user).await? {
        return Err(Problem::Missing("身份关联", "linked identity"));
    }
    app.note(account.user, signed.actor.user, "identity_unlinked").await
}
