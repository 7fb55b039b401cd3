//! `GET /training/classes/{id}`, `POST /training/classes/{id}`, and the same under `/study/runs`: one class or run with its
//! sessions, its roster, its history, and what may be done with it next.
//!
//! Rows of people sent by units whose rows the visitor may not open are only counted. Everybody shown is noted as read.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use nc_kernel::{Actor, Period, PersonId, UnitPath};
use nc_people::Action;
use nc_people::model::NAME;
use nc_store::HistoryLine;

use super::Area;
use super::step::{self, Ask, Step};
use super::thing::{Mark, Thing};
use crate::app::App;
use crate::books::say;
use crate::caller::{SignedIn, Viewer};
use crate::form::{Form, Posted};
use crate::frame::{Frame, go_on, show_personal, show_refused, unit_name};
use crate::list::Wanted;
use crate::listing::mark_of;
use crate::pages::amount::hours;
use crate::problem::Problem;
use crate::{admin, link, moment};

/// A session or sitting in words.
struct SittingLine {
    subject: String,
    day: String,
    times: String,
    room: String,
    hours: String,
    state: String,
    /// The page of its code, for who records it.
    code: String,
}

/// A row of the roster.
struct RosterLine {
    id: String,
    name: String,
    unit: String,
    member: String,
    status: String,
    mark: &'static str,
    hours: String,
    sittings: i64,
    scores: String,
    seq: String,
    /// Whether something may be done with it.
    opens: bool,
}

/// Facts of the history that were recorded together and are of one kind.
pub(crate) struct Past {
    pub seq: String,
    pub what: String,
    pub count: usize,
    pub happened_on: String,
    pub recorded_at: String,
    pub by: String,
    /// What a correction changed, why, and by whose order.
    pub why: String,
}

/// The row whose form is open.
struct Opened {
    id: String,
    name: String,
    steps: Vec<Step>,
}

#[derive(Template)]
#[template(path = "held/one.html")]
struct Page {
    frame: Frame,
    area: Area,
    thing: Thing,
    href: String,
    form: Form,
    key: String,
    organisers: String,
    host: String,
    kind: String,
    state: &'static str,
    state_mark: &'static str,
    theme: String,
    credit: String,
    sittings: Vec<SittingLine>,
    roster: Vec<RosterLine>,
    hidden: usize,
    waiting: Vec<(String, String, String)>,
    unmarked: Vec<(String, String)>,
    statuses: Vec<(&'static str, String)>,
    leaves: Vec<(&'static str, String)>,
    steps: Vec<Step>,
    opened: Option<Opened>,
    history: Vec<Past>,
    /// The figure it counts in, on its last day and for its unit, and the proof of that figure.
    figure: Option<(String, String)>,
    /// The page of its certificates, once it counts.
    certificates: String,
}

pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    area: Area,
    Path(id): Path<String>,
    frame: Frame,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let form = Form::default().set("person", wanted.filter("person"));
    show_personal(&page(&app, &actor, area, &id, frame, form).await?)
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    signed: SignedIn,
    area: Area,
    Path(id): Path<String>,
    frame: Frame,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    let actor = &signed.actor;
    let visible = app.store.scopes(actor, Action::ReadRows);
    let (thing, _) = Thing::find(&app, &visible, area, &id).await?;
    let done = async {
        let (name, input) = step::command(&app, actor, &thing, &form)?;
        Ok(app.store.execute_named(actor, app.own_key(actor, form.value("key")), name, input).await?)
    };
    match done.await {
        Ok(_) => Ok(go_on(&thing.href())),
        Err(problem) => {
            let refused = form.clone().refuse(problem, frame.lang)?;
            let form = refused.faults().iter().fold(form, |form, fault| form.fault(step::field(&fault.place), fault.message.clone()));
            show_refused(&page(&app, actor, area, &id, frame, form).await?)
        }
    }
}

async fn page(app: &App, actor: &Actor, area: Area, id: &str, frame: Frame, form: Form) -> Result<Page, Problem> {
    let visible = app.store.scopes(actor, Action::ReadRows);
    let (mut thing, past) = Thing::find(app, &visible, area, id).await?;
    let steps = step::steps(app, actor, &thing);
    let hidden = thing.seen_by(&visible);
    thing.note(app, actor).await?;
    let people = thing.people();
    let names = app.store.personal_of(&app.store.scopes(actor, Action::ReadPeople), &people, NAME).await?;
    let name = |person: PersonId| names.get(&person).cloned().unwrap_or_else(|| person.to_string());
    let lang = frame.lang;
    let comma = lang.pick("、", ", ");
    let unit = |unit: &UnitPath| unit_name(app, unit, lang);
    let opened = form.value("person").parse().ok().and_then(|person: PersonId| thing.marks.iter().find(|mark| mark.person == person));
    let opened =
        opened.map(|mark| Opened { id: mark.person.to_string(), name: name(mark.person), steps: step::steps_of(app, actor, &thing, mark) });
    let roster = thing.marks.iter().map(|mark| RosterLine {
        id: mark.person.to_string(),
        name: name(mark.person),
        unit: unit(&mark.sender),
        member: frame.word("kind", mark.member),
        status: status(&frame, mark),
        mark: if mark.missed { "off" } else { "" },
        hours: hours(mark.credit_minutes),
        sittings: mark.sittings,
        scores: scores(&frame, mark),
        seq: format!("#{}", mark.seq),
        opens: !step::steps_of(app, actor, &thing, mark).is_empty(),
    });
    let roster = roster.collect();
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let records = thing.organisers.first().is_some_and(|lead| app.store.allow(actor, area.action(), lead).is_ok());
    let named = area == Area::Training && thing.counts && !app.store.scopes(actor, Action::ReadPeople).is_empty();
    let sittings = thing.sittings.iter().map(|sitting| SittingLine {
        subject: sitting.subject.clone(),
        day: sitting.day.to_string(),
        times: sitting.times.map(|(from, to)| format!("{}–{}", clock(from), clock(to))).unwrap_or_default(),
        room: sitting.room.clone().unwrap_or_default(),
        hours: hours(sitting.credit_minutes),
        state: frame.word("session", sitting.state),
        code: match sitting.session.filter(|_| records && sitting.state == "scheduled") {
            Some(session) => format!("{}/sessions/{session}/code", thing.href()),
            None => String::new(),
        },
    });
    let waiting = thing.enrolled.iter().map(|one| (name(one.person), unit(&one.sender), frame.word("enrolment", one.state)));
    let said = |family: &str, words: Vec<&'static str>| words.into_iter().map(|word| (word, frame.word(family, word))).collect();
    let logins = app.store.logins().await?;
    let what = |kind: &str| frame.word("fact", kind.trim_end_matches(".v1"));
    let history = history(&frame, past, what, |user| admin::name_of(&logins, user), |person| names.get(&person).cloned());
    Ok(Page {
        figure: figure(app, actor, &thing),
        certificates: if named { format!("{}/certificates", thing.href()) } else { String::new() },
        organisers: thing.organisers.iter().map(unit).collect::<Vec<_>>().join(comma),
        host: thing.host.as_ref().map(unit).unwrap_or_default(),
        kind: frame.word("value", thing.kind),
        state: area.listed().state(thing.state).map(|state| say(lang, state)).unwrap_or_default(),
        state_mark: mark_of(area.listed(), thing.state),
        theme: thing.theme.iter().map(|word| frame.word("value", word)).collect::<Vec<_>>().join(comma),
        credit: hours(thing.full_credit),
        sittings: sittings.collect(),
        waiting: waiting.collect(),
        unmarked: step::unmarked(&thing).into_iter().map(|person| (person.to_string(), name(person))).collect(),
        statuses: said("value", area.marks()),
        leaves: said("leave", nc_organisation::study::LeaveClass::ALL.iter().map(|leave| leave.word()).collect()),
        href: thing.href(),
        key: app.own_key(actor, form.value("key")),
        frame: frame.under(&[(area.title(), area.href()), (area.list_title(), area.list())]),
        area,
        thing,
        form,
        roster,
        hidden,
        steps,
        opened,
        history,
    })
}

fn status(frame: &Frame, mark: &Mark) -> String {
    let mut said = frame.word("value", mark.status);
    if let Some(leave) = mark.leave {
        said = format!("{said} · {}", frame.word("leave", leave));
    }
    if mark.late {
        said = format!("{said} · {}", frame.t("held-late"));
    }
    said
}

/// `理论 86.50 / 60`: what was scored and what is needed.
fn scores(frame: &Frame, mark: &Mark) -> String {
    let points = |hundredths: u32| match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        rest => format!("{}.{rest:02}", hundredths / 100),
    };
    let one = |s: &super::thing::Score| format!("{} {} / {}", frame.word("exam", s.kind), points(s.score), points(s.pass_line));
    mark.scores.iter().map(one).collect::<Vec<_>>().join(frame.lang.pick("；", "; "))
}

/// Where its unit's runs of its last day are counted, for whoever may read figures there; and the proof for who may read rows.
fn figure(app: &App, actor: &Actor, thing: &Thing) -> Option<(String, String)> {
    let (lead, day) = (thing.organisers.first()?, thing.ends_on.filter(|_| thing.counts)?);
    app.store.allow(actor, Action::ReadFigures, lead).ok()?;
    let id = match (thing.area, thing.kind) {
        (Area::Training, _) => "training.runs".to_owned(),
        (Area::Study, kind) => format!("study.{kind}.runs"),
    };
    app.store.published().catalogue().find(&id)?;
    let period = Period::new(day, day);
    let proof = app.store.allow(actor, Action::ReadRows, lead).map(|_| link::figure(&format!("{id}/proof"), lead, period));
    Some((link::figure(&id, lead, period), proof.unwrap_or_default()))
}

/// The facts, those of one kind that were recorded together in one line; a correction always in a line of its own.
pub(crate) fn history(
    frame: &Frame,
    past: Vec<HistoryLine>,
    what: impl Fn(&str) -> String,
    by: impl Fn(nc_kernel::UserId) -> String,
    name: impl Fn(PersonId) -> Option<String>,
) -> Vec<Past> {
    let stated: HashMap<u64, String> = past.iter().filter_map(|line| Some((line.seq, line.status.clone()?))).collect();
    let mut lines: Vec<Past> = Vec::new();
    let mut last: Option<(String, i64, u64, u64)> = None;
    for fact in past {
        let alone = fact.reason.is_some() || fact.corrects.is_some();
        if let (Some((kind, at, first, end)), Some(line), false) = (&mut last, lines.last_mut(), alone)
            && *kind == fact.kind
            && *at == fact.recorded_at.0
        {
            *end = fact.seq;
            line.count += 1;
            line.seq = format!("#{first}–#{end}");
            continue;
        }
        let mut why = Vec::new();
        if let Some(person) = fact.person.filter(|_| alone) {
            why.push(name(person).unwrap_or_else(|| frame.t("held-somebody").into_owned()));
            let was = fact.corrects.and_then(|seq| stated.get(&seq)).map(|word| frame.word("value", word));
            let now = fact.status.as_ref().map(|word| frame.word("value", word));
            match (was, now) {
                (Some(was), Some(now)) => why.push(format!("{was} → {now}")),
                (None, Some(now)) => why.push(now),
                (Some(was), None) => why.push(format!("{was} → {}", frame.t("held-withdrawn"))),
                (None, None) => {}
            }
        }
        why.extend(fact.reason);
        why.extend(fact.authority);
        last = (!alone).then(|| (fact.kind.clone(), fact.recorded_at.0, fact.seq, fact.seq));
        lines.push(Past {
            seq: format!("#{}", fact.seq),
            what: what(&fact.kind),
            count: 1,
            happened_on: fact.happened_on.to_string(),
            recorded_at: moment::minute(fact.recorded_at),
            by: by(fact.actor),
            why: why.join(" · "),
        });
    }
    lines
}
