//! `GET /admin/grants`, `POST /admin/grants`: the security administrator grants roles and takes them back. Which role may do
//! what is printed beside it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use nc_kernel::refusal::No;
use nc_kernel::{Day, Rule, UnitPath};
use nc_people::access::{Reach, reach};
use nc_people::commands::{GrantRole, RevokeRole};
use nc_people::{Action, Role};

use super::name_of;
use crate::api::schema::word;
use crate::app::App;
use crate::caller::{SignedIn, Viewer, may};
use crate::form::{Form, Posted};
use crate::frame::{Choice, Frame, choices, go_on, show_personal, show_refused, unit_name};
use crate::lang::Lang;
use crate::list::{self, Cell, Column, Kind, Listing, Wanted, column};
use crate::problem::Problem;

/// A field that a grant cannot do without.
static NEEDED: Rule = Rule::new("web.needed", No::Invalid, "请选择或填写此项", "choose or fill this in");

struct Standing {
    seq: u64,
    text: String,
}

struct Power {
    action: &'static str,
    reach: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "admin/grants.html")]
struct Page {
    frame: Frame,
    form: Form,
    list: Listing,
    logins: Vec<String>,
    roles: Vec<(String, &'static str)>,
    units: Vec<Choice>,
    standing: Vec<Standing>,
    matrix: Vec<Power>,
    today: String,
    done: String,
}

async fn rows(app: &App, frame: &Frame) -> Result<(Vec<Column>, Vec<Vec<Cell>>, Vec<Standing>), Problem> {
    let lang = frame.lang;
    let now = app.store.now();
    let logins = app.store.logins().await?;
    let columns = vec![
        column(frame, "login", Kind::Text),
        column(frame, "role", Kind::Text),
        column(frame, "unit", Kind::Text),
        column(frame, "from", Kind::Day),
        column(frame, "until", Kind::Day),
        column(frame, "state", Kind::Text),
    ];
    let grants: Vec<nc_people::Grant> = app.store.published().with_directory(|d| d.grants().cloned().collect());
    let mut standing = Vec::new();
    let rows = grants
        .iter()
        .rev()
        .map(|grant| {
            let (login, role) = (name_of(&logins, grant.user), lang.pick(grant.role.zh(), grant.role.en()));
            let unit = unit_name(app, &grant.unit, lang);
            if grant.stands(now) {
                standing.push(Standing { seq: grant.seq, text: format!("{login} · {role} · {unit}") });
            }
            let (state, mark) = if grant.in_force(now) {
                (frame.t("grant-in-force"), "ok")
            } else if grant.stands(now) {
                (frame.t("grant-to-come"), "")
            } else {
                (frame.t("grant-over"), "off")
            };
            vec![
                Cell::text(login),
                Cell::text(role),
                Cell::text(unit).ordered(grant.unit.as_str()),
                Cell::text(grant.from.to_string()),
                Cell::text(grant.until.map(|day| day.to_string()).unwrap_or_default()),
                Cell::mark(state, mark),
            ]
        })
        .collect();
    Ok((columns, rows, standing))
}

fn matrix(lang: Lang) -> Vec<Power> {
    let say = |reach: Reach| match reach {
        Reach::None => "",
        Reach::Subtree => lang.pick("本级及以下", "unit"),
        Reach::Bureau => lang.pick("全局", "bureau"),
    };
    Action::ALL
        .iter()
        .map(|action| Power {
            action: lang.pick(action.zh(), action.en()),
            reach: Role::ALL.iter().map(|role| say(reach(*role, *action))).collect(),
        })
        .collect()
}

async fn page(app: &App, signed: &nc_kernel::Actor, frame: Frame, wanted: &Wanted, form: Form) -> Result<Page, Problem> {
    let lang = frame.lang;
    let (columns, rows, standing) = rows(app, &frame).await?;
    let list = Listing::new(&frame, wanted, frame.t("grants-title").into_owned(), columns, rows, "grants-empty");
    let open = app.store.accounts().await?.into_iter().filter(|account| !account.closed && account.user != signed.user);
    let chosen = UnitPath::parse(form.value("unit")).ok();
    Ok(Page {
        logins: open.map(|account| account.login).collect(),
        roles: Role::ALL.iter().map(|role| (word(role), lang.pick(role.zh(), role.en()))).collect(),
        units: choices(app, &app.store.scopes(signed, Action::ManageGrants), chosen.as_ref(), lang),
        standing,
        matrix: matrix(lang),
        today: app.store.now().day().to_string(),
        done: wanted.filter("done").to_owned(),
        frame,
        form,
        list,
    })
}

pub(crate) async fn show(State(app): State<Arc<App>>, Viewer(actor): Viewer, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    may(&app, &actor, Action::ManageGrants)?;
    if wanted.xlsx {
        let (columns, rows, _) = rows(&app, &frame).await?;
        let title = frame.t("grants-title").into_owned();
        return Ok(list::xlsx(&app, &frame, &wanted, &title, &columns, rows)?.into_response());
    }
    show_personal(&page(&app, &actor, frame, &wanted, Form::default()).await?)
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    signed: SignedIn,
    frame: Frame,
    wanted: Wanted,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    may(&app, &signed.actor, Action::ManageGrants)?;
    let done = match form.value("what") {
        "grant" => grant(&app, &signed, &form).await.map(|()| "granted"),
        "revoke" => revoke(&app, &signed, &form).await.map(|()| "revoked"),
        _ => return Err(Problem::NOT_FOUND),
    };
    match done {
        Ok(done) => Ok(go_on(&format!("/admin/grants?done={done}"))),
        Err(problem) => {
            let form = form.refuse(problem, frame.lang)?;
            show_refused(&page(&app, &signed.actor, frame, &wanted, form).await?)
        }
    }
}

async fn grant(app: &App, signed: &SignedIn, form: &Form) -> Result<(), Problem> {
    let needed = |place: &str| Problem::from(NEEDED.refuse().at(place));
    let account = app.store.account(form.value("user")).await?.ok_or_else(|| needed("user"))?;
    let role = Role::ALL.iter().copied().find(|role| word(role) == form.value("role")).ok_or_else(|| needed("role"))?;
    let unit = UnitPath::parse(form.value("unit")).map_err(|_| needed("unit"))?;
    let from = Day::parse(form.value("from")).map_err(|_| needed("from"))?;
    let until = match form.value("until") {
        "" => None,
        text => Some(Day::parse(text).map_err(|_| needed("until"))?),
    };
    let command = GrantRole { user: account.user, role, unit, from, until };
    app.store.execute(&signed.actor, app.fresh_key(&signed.actor), command).await?;
    app.note(account.user, signed.actor.user, "role_granted").await
}

async fn revoke(app: &App, signed: &SignedIn, form: &Form) -> Result<(), Problem> {
    let granted: u64 = form.value("granted").parse().map_err(|_| Problem::from(NEEDED.refuse().at("granted")))?;
    let user =
        app.store.published().with_directory(|d| d.grant(granted).map(|grant| grant.user)).ok_or(Problem::Missing("授权", "grant"))?;
    app.store.execute(&signed.actor, app.fresh_key(&signed.actor), RevokeRole { granted }).await?;
    app.note(user, signed.actor.user, "role_revoked").await
}
