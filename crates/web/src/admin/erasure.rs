//! `GET /admin/erasure`, `POST /admin/erasure`: 删除个人信息, for whom the policy lets do it. First who is meant is looked up and
//! shown, then the basis is given and the pseudonym typed once more. It cannot be undone.
//!
//! A number or a name is posted and stands in no address. Looking somebody up is a reading like any other.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use nc_kernel::refusal::No;
use nc_kernel::{Actor, PersonId, Rule};
use nc_people::Action;
use nc_people::commands::ErasePerson;
use nc_people::model::NAME;

use crate::app::App;
use crate::caller::{SignedIn, Viewer, may};
use crate::form::{Form, Posted};
use crate::frame::{Frame, go_on, show_personal, show_refused, unit_name};
use crate::link::link;
use crate::list::{self, Cell, Kind, Listing, Wanted, column};
use crate::problem::Problem;
use crate::staff;

/// The number looked for is not repeated: it may be somebody's.
static UNKNOWN: Rule = Rule::new(
    "web.erasure.unknown",
    No::Invalid,
    "名册里没有此号码的人员，或不在您可查看的范围内；请核对号码",
    "nobody on the register has this number, or you may not see them; check it",
);
static NOT_CONFIRMED: Rule = Rule::new(
    "web.erasure.confirm",
    No::Invalid,
    "与上面显示的人员代号不一致；确认要删除，请照原样再输入一次",
    "this is not the id shown above; to confirm, type it again as it stands",
);

/// Who is about to be erased.
struct Subject {
    id: String,
    name: String,
    unit: String,
    serving: bool,
}

#[derive(Template)]
#[template(path = "admin/erasure.html")]
struct Page {
    frame: Frame,
    form: Form,
    subject: Option<Subject>,
    list: Listing,
    done: String,
}

/// Those erased before, by pseudonym.
fn erased(app: &App, frame: &Frame) -> (Vec<list::Column>, Vec<Vec<Cell>>) {
    let columns = vec![column(frame, "person", Kind::Code), column(frame, "unit", Kind::Text), column(frame, "left", Kind::Day)];
    let people: Vec<_> = app.store.published().with_directory(|directory| {
        let gone = directory.people().filter(|person| person.erased);
        gone.map(|person| (person.id, person.memberships.last().map(|last| (last.unit.clone(), last.until)))).collect()
    });
    let rows = people.into_iter().map(|(id, last)| {
        let (unit, until) = last.map_or((String::new(), None), |(unit, until)| (unit_name(app, &unit, frame.lang), until));
        vec![Cell::text(id.to_string()), Cell::text(unit), Cell::text(until.map(|day| day.to_string()).unwrap_or_default())]
    });
    (columns, rows.collect())
}

fn page(app: &App, frame: Frame, wanted: &Wanted, form: Form, subject: Option<Subject>) -> Page {
    let (columns, rows) = erased(app, &frame);
    let list = Listing::new(&frame, wanted, frame.t("erasure-list").into_owned(), columns, rows, "erasure-none");
    let done = wanted.filter("done").parse::<PersonId>().map(|id| frame.t1("erasure-done", "id", &id)).unwrap_or_default();
    Page { list, done, form, subject, frame: frame.under(&[("settings-title", "/settings")]) }
}

pub(crate) async fn show(State(app): State<Arc<App>>, Viewer(actor): Viewer, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    may(&app, &actor, Action::ErasePerson)?;
    if wanted.xlsx {
        let (columns, rows) = erased(&app, &frame);
        let title = frame.t("erasure-list").into_owned();
        return Ok(list::xlsx(&app, &frame, &wanted, &title, &columns, rows)?.into_response());
    }
    show_personal(&page(&app, frame, &wanted, Form::default(), None))
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    signed: SignedIn,
    frame: Frame,
    wanted: Wanted,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    let actor = &signed.actor;
    may(&app, actor, Action::ErasePerson)?;
    let Some(person) = find(&app, actor, form.value("person")).await? else {
        let form = form.clone().refuse(UNKNOWN.refuse().at("person").into(), frame.lang)?;
        return show_refused(&page(&app, frame, &wanted, form, None));
    };
    if form.value("step") != "erase" {
        let subject = subject(&app, actor, &frame, person).await?;
        // From here on the form names the pseudonym alone.
        let form = form.set("person", person.to_string());
        return show_personal(&page(&app, frame, &wanted, form, Some(subject)));
    }
    match erase(&app, actor, &form, person).await {
        Ok(()) => Ok(go_on(&link("/admin/erasure", &[("done", &person.to_string())]))),
        Err(problem) => {
            let form = form.refuse(problem, frame.lang)?;
            let subject = subject(&app, actor, &frame, person).await?;
            show_refused(&page(&app, frame, &wanted, form, Some(subject)))
        }
    }
}

/// A person by pseudonym, police, auxiliary or citizen number, as far as the actor may read people.
async fn find(app: &App, actor: &Actor, text: &str) -> Result<Option<PersonId>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    if let Some((person, _)) = staff::find::find(app, &app.store.scopes(actor, Action::ReadPeople), None, Some(text)).await?.first() {
        return Ok(Some(*person));
    }
    let known = |id: &PersonId| app.store.published().with_directory(|directory| directory.person(*id).is_some());
    Ok(text.parse::<PersonId>().ok().filter(known))
}

async fn subject(app: &App, actor: &Actor, frame: &Frame, person: PersonId) -> Result<Subject, Problem> {
    app.store.note_reading(actor.user, "erasure", &[person]).await?;
    let scopes = app.store.scopes(actor, Action::ReadPeople);
    let name = app.store.personal_of(&scopes, &[person], NAME).await?.remove(&person);
    let today = app.store.now().day();
    let (unit, serving) = app.store.published().with_directory(|directory| {
        let serving = directory.member_on(person, today).map(|member| member.unit.clone());
        let last = directory.person(person).and_then(|person| person.memberships.last()).map(|last| last.unit.clone());
        (serving.clone().or(last), serving.is_some())
    });
    Ok(Subject {
        id: person.to_string(),
        name: name.unwrap_or_else(|| frame.t("person-erased").into_owned()),
        unit: unit.map(|unit| unit_name(app, &unit, frame.lang)).unwrap_or_default(),
        serving,
    })
}

async fn erase(app: &App, actor: &Actor, form: &Form, person: PersonId) -> Result<(), Problem> {
    if form.value("confirm") != person.to_string() {
        return Err(NOT_CONFIRMED.refuse().at("confirm").into());
    }
    let command = ErasePerson { person, basis: form.value("basis").to_owned() };
    app.store.execute(actor, app.fresh_key(actor), command).await?;
    Ok(())
}
