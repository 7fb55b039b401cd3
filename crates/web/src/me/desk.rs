//! `GET /`: 我的工作台. What waits for me by deadline, what I can record, my own record, and who read it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use nc_people::Action;

use super::record::{Hours, entries, hours};
use crate::app::App;
use crate::caller::Viewer;
use crate::frame::{Frame, Step, show_personal, unit_name};
use crate::held::Area;
use crate::held::home::Open;
use crate::held::owed::{TaskLine, line};
use crate::problem::Problem;
use crate::{admin, books, moment, reports};

/// Things shown that wait.
const WAITING: usize = 12;
/// Days a deadline is shown before it comes.
const AHEAD: i64 = 14;
/// Readings shown.
const READINGS: i64 = 5;
/// Things shown that wait for this person by name.
const MINE: i64 = 20;

struct Waiting {
    /// What it belongs to.
    area: String,
    open: Open,
}

struct Read {
    at: String,
    by: String,
    page: String,
}

#[derive(Template)]
#[template(path = "me/desk.html")]
struct Page {
    frame: Frame,
    login: String,
    roles: String,
    unit: String,
    waiting: Vec<Waiting>,
    /// Name of the form, when it was saved, and where it goes on.
    drafts: Vec<(String, String, String)>,
    /// Reports that wait for this person to release them: address, title, when they were drafted.
    to_release: Vec<(String, String, String)>,
    /// What this person may do, as links.
    doors: Vec<Step>,
    /// Things of the books that wait for this person by name.
    mine: Vec<Waiting>,
    /// What a committee asked of this person.
    tasks: Vec<TaskLine>,
    hours: Vec<Hours>,
    is_person: bool,
    reads: Vec<Read>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, Viewer(actor): Viewer, frame: Frame) -> Result<Response, Problem> {
    let lang = frame.lang;
    let today = app.store.now().day();
    let mut waiting = Vec::new();
    let mut scopes = app.store.scopes(&actor, Action::RecordTraining);
    for scope in app.store.scopes(&actor, Action::RecordStudy) {
        if !scopes.iter().any(|known| known.path().contains(scope.path())) {
            scopes.push(scope);
        }
    }
    for (scope, area) in scopes.iter().flat_map(|scope| [Area::Training, Area::Study].map(|area| (scope, area))) {
        let unfinished = app.store.unfinished(scope, area.listed(), today.plus_days(AHEAD), WAITING).await?;
        waiting.extend(unfinished.into_iter().map(|thing| (area, thing)));
    }
    waiting.sort_by_key(|(_, thing)| (thing.ends_on, thing.id));
    let waiting = waiting.into_iter().take(WAITING).map(|(area, thing)| {
        let open = Open::of(&app, &frame, &thing, area.href_of(thing.id), thing.title.clone())?;
        Ok(Waiting { area: frame.word("area", area.word()), open })
    });
    let waiting = waiting.collect::<Result<_, Problem>>()?;
    let logins = app.store.logins().await?;
    let person = app.store.published().with_directory(|d| d.user(actor.user).and_then(|user| user.person));
    let (mut hours_by_year, mut reads, mut tasks) = (Vec::new(), Vec::new(), Vec::new());
    let mut mine = Vec::new();
    if let Some(person) = person {
        for waiting in app.store.waits_for(person, today, MINE).await? {
            let Some(book) = waiting.book() else { continue };
            let item = &waiting.item;
            let open = Open::of(&app, &frame, item, books::href_of(book, item.id), item.title.clone())?;
            mine.push(Waiting { area: books::say(lang, book.list.one).to_owned(), open });
        }
        tasks = app.store.own_follow_ups(person, today).await?.into_iter().map(|one| line(&app, &frame, one)).collect();
        hours_by_year = hours(&entries(&app, person).await?);
        for reading in app.store.readings_of(person, READINGS).await? {
            reads.push(Read {
                at: moment::minute(reading.last_at),
                by: admin::name_of(&logins, reading.reader),
                page: admin::page_of(&app, &reading.what, lang),
            });
        }
    }
    let unit = person.and_then(|person| app.store.published().with_directory(|d| d.member_on(person, today).map(|m| m.unit.clone())));
    let form_of = |name: &str| match name {
        "import.roster" => Some("/import"),
        "training.what_if" => Some("/training/what-if"),
        "report.new" => Some("/reports/new"),
        name => [Area::Training, Area::Study].into_iter().find(|area| area.draft() == name).map(Area::record),
    };
    let mut drafts = Vec::new();
    for (form, at) in app.store.drafts(actor.user).await? {
        let known = form_of(&form).map(|href| (frame.word("form", &form), href.to_owned()));
        let known = match known {
            None => books::kept::form(&app, &actor, lang, &form).await?,
            known => known,
        };
        drafts.extend(known.map(|(called, href)| (called, moment::minute(at), href)));
    }
    let to_release = reports::to_release(&app, &actor).await?;
    // The first thing each part of the navigation leads to, apart from one's own pages and the twelve initiatives.
    let record = [Area::Training, Area::Study].into_iter().filter(|area| !app.store.scopes(&actor, area.action()).is_empty());
    let record = record.map(|area| Step { name: frame.t(area.record_title()).into_owned(), href: area.record().to_owned(), here: false });
    let doors = frame.parts.iter().skip(1).flat_map(|part| &part.steps).filter(|step| !step.href.contains('#')).cloned();
    let mut doors: Vec<Step> = record.chain(doors).collect();
    if let Some(person) = person
        && app.store.is_operator(person).await?
    {
        doors.insert(0, Step { name: frame.t("desk-licence").into_owned(), href: format!("/books/pilot/{person}"), here: false });
    }
    show_personal(&Page {
        login: admin::name_of(&logins, actor.user),
        roles: admin::roles_of(&app, actor.user, lang),
        unit: unit.map(|unit| unit_name(&app, &unit, lang)).unwrap_or_default(),
        waiting,
        drafts,
        to_release,
        doors,
        mine,
        tasks,
        hours: hours_by_year,
        is_person: person.is_some(),
        reads,
        frame,
    })
}
