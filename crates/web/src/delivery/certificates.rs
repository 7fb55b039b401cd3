//! `GET /training/classes/{id}/certificates`, `POST …`: who completed the class, with their certificates; gives numbers to
//! those who have none. `GET …/certificates/print`: the papers of all of them, to print, `?as=pdf` as one file.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use nc_capability::certificate::command::IssueCertificates;
use nc_capability::certificate::{Certificate, SeriesId};
use nc_capability::training::{Class, ClassId};
use nc_kernel::{Actor, PersonId};
use nc_people::Action;
use nc_people::model::NAME;

use super::paper;
use crate::app::App;
use crate::caller::{SignedIn, Viewer};
use crate::form::{Form, Posted};
use crate::frame::{Frame, go_on, show_personal, show_refused};
use crate::held::Area;
use crate::list::Wanted;
use crate::problem::Problem;

struct Line {
    name: String,
    number: String,
    href: String,
    paper: String,
    void: bool,
}

#[derive(Template)]
#[template(path = "delivery/certificates.html")]
struct Page {
    frame: Frame,
    form: Form,
    key: String,
    title: String,
    href: String,
    lines: Vec<Line>,
    /// How many have none, for who may issue them.
    missing: usize,
    printable: bool,
}

/// The class with everybody of the reader's units who completed it.
async fn read(app: &App, actor: &Actor, id: &str) -> Result<(ClassId, Class, Vec<(PersonId, Certificate)>), Problem> {
    let missing = || Area::Training.missing();
    let id: ClassId = id.parse().map_err(|_| missing())?;
    let visible = app.somewhere(actor, Action::ReadPeople)?;
    let class = app.store.class(&visible, id).await?.ok_or_else(missing)?;
    let all = app.store.certificates_of(&visible, id).await?.ok_or_else(missing)?;
    app.store.note_reading(actor.user, Area::Training.reading(), &all.iter().map(|(person, _)| *person).collect::<Vec<_>>()).await?;
    Ok((id, class, all))
}

async fn page(app: &App, actor: &Actor, id: &str, frame: Frame, form: Form) -> Result<Page, Problem> {
    let (id, class, all) = read(app, actor, id).await?;
    let people: Vec<PersonId> = all.iter().map(|(person, _)| *person).collect();
    let names = app.store.personal_of(&app.store.scopes(actor, Action::ReadPeople), &people, NAME).await?;
    let issues = class.lead().is_some_and(|lead| app.store.allow(actor, Action::RecordTraining, lead).is_ok());
    let missing = all.iter().filter(|(_, certificate)| certificate.last().is_none()).count();
    let line = |(person, certificate): &(PersonId, Certificate)| {
        let last = certificate.last();
        let id = last.map(|issue| issue.body.certificate.to_string()).unwrap_or_default();
        Line {
            name: names.get(person).cloned().unwrap_or_else(|| person.to_string()),
            number: last.map(|issue| issue.body.number.clone()).unwrap_or_default(),
            href: if id.is_empty() { String::new() } else { format!("/books/certificate/{id}") },
            paper: if certificate.valid().is_some() { format!("/certificates/{id}/paper") } else { String::new() },
            void: last.is_some_and(|issue| issue.void.is_some()),
        }
    };
    Ok(Page {
        title: class.title().to_owned(),
        href: format!("/training/classes/{id}"),
        printable: all.iter().any(|(_, certificate)| certificate.valid().is_some()),
        lines: all.iter().map(line).collect(),
        missing: if issues { missing } else { 0 },
        key: app.own_key(actor, form.value("key")),
        frame: frame.under(&[("training-title", "/training"), (Area::Training.list_title(), Area::Training.list())]),
        form,
    })
}

pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path(id): Path<String>,
    frame: Frame,
) -> Result<Response, Problem> {
    show_personal(&page(&app, &actor, &id, frame, Form::default()).await?)
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    signed: SignedIn,
    Path(id): Path<String>,
    frame: Frame,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    let actor = &signed.actor;
    let (class_id, class, all) = read(&app, actor, &id).await?;
    let (lead, (_, ends_on)) = class.lead().zip(class.dates()).ok_or(Problem::NOT_FOUND)?;
    let people = all.iter().filter(|(_, certificate)| certificate.last().is_none()).map(|(person, _)| *person).collect();
    let series = SeriesId::of(lead, ends_on.year());
    let command = IssueCertificates { class: class_id, series, people, authority: form.value("authority").to_owned() };
    match app.store.execute(actor, app.own_key(actor, form.value("key")), command).await.map_err(Problem::from) {
        Ok(_) => Ok(go_on(&format!("/training/classes/{class_id}/certificates"))),
        Err(problem) => {
            let form = form.refuse(problem, frame.lang)?;
            show_refused(&page(&app, actor, &id, frame, form).await?)
        }
    }
}

pub(crate) async fn print(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path(id): Path<String>,
    headers: HeaderMap,
    frame: Frame,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let (class, _, all) = read(&app, &actor, &id).await?;
    let papers = app.store.papers(&app.store.scopes(&actor, Action::ReadPeople), &all).await?;
    let mut sheets = papers.iter().map(|paper| paper::of(&app, &headers, paper)).collect::<Result<Vec<_>, _>>()?;
    sheets.sort_by(|a, b| a.number.cmp(&b.number));
    let here = format!("/training/classes/{class}/certificates/print");
    let frame = frame.under(&[("training-title", "/training"), (Area::Training.list_title(), Area::Training.list())]);
    paper::print(&app, frame, &wanted, &here, sheets, String::new())
}
