//! `GET /training/record`, `POST /training/record`, and the same under `/study`: something that was held, in five fields.
//!
//! Naming unit and day and asking for the roster lists who served there, whoever was on leave that day unticked; people of
//! other units are looked up and ticked. Nothing of it needs a script. What is typed is kept on the server as a draft; the key in the form makes that a form sent twice
//! is recorded once.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use nc_capability::training::command::{self as training, RosterRow};
use nc_capability::training::{Category, Status as Attended};
use nc_kernel::refusal::No;
use nc_kernel::{Actor, Day, PersonId, Rule, UnitPath};
use nc_organisation::study::{self, ClassHours, Line, RowSource, RunKind};
use nc_people::Action;
use nc_store::Receipt;

use super::home::{self, figures};
use super::roster::{Roster, listed, mark_of, persons, roster};
use super::{Area, NEEDED};
use crate::app::App;
use crate::asked::Asked;
use crate::caller::{SignedIn, Viewer};
use crate::figure::View;
use crate::form::{Form, Posted};
use crate::frame::{Choice, Frame, choices, go_on, show_personal, show_refused, unit_name};
use crate::list::Wanted;
use crate::moment;
use crate::problem::Problem;

/// Class hours that are no number of hours.
static HOURS: Rule = Rule::new("web.held.hours", No::Invalid, "请写学时数，如 4 或 1.5", "write class hours, such as 4 or 1.5");
/// How somebody took part is said in no word this form offers.
static MARK: Rule = Rule::new("web.held.mark", No::Invalid, "请从列出的考勤情况中选择", "choose one of the kinds of attendance listed");
/// The roster shown is of another unit or day than the one now named.
static OTHER_ROSTER: Rule = Rule::new(
    "web.held.other_roster",
    No::Conflict,
    "单位或日期改动后请先列出名册，核对后再登记",
    "after changing unit or day list the roster again, check it, then record",
);

#[derive(Template)]
#[template(path = "held/record.html")]
struct Page {
    frame: Frame,
    area: Area,
    form: Form,
    units: Vec<Choice>,
    kinds: Vec<(&'static str, String)>,
    roster: Roster,
    /// How somebody may have taken part: the word and what it is called.
    marks: Vec<(String, String)>,
    key: String,
    draft_at: String,
    today: String,
}

#[derive(Template)]
#[template(path = "held/receipt.html")]
struct Done {
    frame: Frame,
    area: Area,
    receipt: Receipt,
    unit: String,
    title: String,
    at: String,
    /// The page of what was recorded.
    href: Option<String>,
    moved: Vec<home::Line>,
}

async fn page(app: &App, actor: &Actor, area: Area, frame: Frame, form: Form, draft_at: String) -> Result<Page, Problem> {
    let lang = frame.lang;
    let roster = roster(app, actor, &frame, &form).await?;
    let marks = area.offers().into_iter().map(|(value, mark, leave)| {
        let mark = frame.word("value", mark);
        (value, leave.map_or_else(|| mark.clone(), |leave| format!("{mark} · {}", frame.word("leave", leave))))
    });
    let chosen = UnitPath::parse(form.value("unit")).ok();
    Ok(Page {
        units: choices(app, &app.store.scopes(actor, area.action()), chosen.as_ref(), lang),
        kinds: area.kinds().into_iter().map(|kind| (kind, frame.word("value", kind))).collect(),
        marks: marks.collect(),
        key: app.own_key(actor, form.value("key")),
        today: app.store.now().day().to_string(),
        frame: frame.under(&[(area.title(), area.href())]),
        area,
        form,
        roster,
        draft_at,
    })
}

pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    area: Area,
    frame: Frame,
    wanted: Wanted,
) -> Result<Response, Problem> {
    // Nobody who may record nowhere sees the form.
    app.somewhere(&actor, area.action())?;
    let (form, draft_at) = match app.store.draft(actor.user, area.draft()).await? {
        Some(draft) => (Form::of(draft.fields), moment::minute(draft.saved_at)),
        None => (Form::default().set("unit", wanted.filter("unit")).set("day", wanted.filter("day")), String::new()),
    };
    show_personal(&page(&app, &actor, area, frame, form, draft_at).await?)
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    signed: SignedIn,
    area: Area,
    frame: Frame,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    let actor = &signed.actor;
    app.somewhere(actor, area.action())?;
    match form.value("step") {
        step if step == "roster" || step == "find" || step.starts_with("page-") => {
            return show_personal(&page(&app, actor, area, frame, form, String::new()).await?);
        }
        "afresh" => {
            app.store.drop_draft(actor.user, area.draft()).await?;
            return Ok(go_on(area.record()));
        }
        _ => {}
    }
    let before = match Held::read(&form, area) {
        Ok(held) => held.figures(&app, actor, area, &frame).await?,
        Err(_) => BTreeMap::new(),
    };
    let recorded = async { Held::read(&form, area)?.record(&app, actor, &form).await }.await;
    match recorded {
        Ok(receipt) => {
            app.store.drop_draft(actor.user, area.draft()).await?;
            let held = Held::read(&form, area)?;
            let after = held.lines(&app, actor, area, &frame).await?;
            let moved = after.into_iter().filter(|line| before.get(&line.href) != Some(&said(line))).collect();
            let stream = app.store.stream_of(receipt.first_seq).await?;
            let href = stream.and_then(|stream| Some(format!("{}/{}", area.list(), stream.as_str().split_once('/')?.1)));
            show_personal(&Done {
                href: href.filter(|_| app.store.allow(actor, Action::ReadRows, &held.unit).is_ok()),
                at: moment::minute(receipt.recorded_at),
                unit: unit_name(&app, &held.unit, frame.lang),
                title: held.title.clone(),
                frame: frame.under(&[(area.title(), area.href())]),
                area,
                receipt,
                moved,
            })
        }
        Err(problem) => {
            let form = beside(&form.clone().refuse(problem, frame.lang)?, &form);
            show_refused(&page(&app, actor, area, frame, form, String::new()).await?)
        }
    }
}

fn said(line: &home::Line) -> (String, String) {
    (line.amount.number.clone(), line.amount.detail.clone())
}

/// Puts each fault of the command beside the field or the row it is about.
fn beside(refused: &Form, sent: &Form) -> Form {
    let people = persons(sent);
    refused.faults().iter().fold(sent.clone(), |form, fault| {
        let place = fault.place.as_str();
        let row = place.strip_prefix("roster[").and_then(|rest| rest.split_once(']')).and_then(|(n, _)| n.parse::<usize>().ok());
        let beside = match (row.and_then(|n| people.get(n)), place) {
            (Some(person), _) => format!("person-{person}"),
            (None, "held_on" | "starts_on" | "ends_on") => "day".to_owned(),
            (None, "category") => "kind".to_owned(),
            (None, "credit_minutes") => "hours".to_owned(),
            (None, "title" | "kind" | "day" | "unit" | "hours" | "roster") => place.to_owned(),
            (None, _) if place.starts_with("organisers") => "unit".to_owned(),
            (None, _) if place.starts_with("hours") => "hours".to_owned(),
            (None, _) => String::new(),
        };
        form.fault(&beside, fault.message.clone())
    })
}

/// Whole hours and tenths of an hour, in minutes.
fn minutes(text: &str) -> Option<u32> {
    let (whole, tenths) = text.split_once('.').unwrap_or((text, "0"));
    let tenths = tenths.parse::<u32>().ok().filter(|_| tenths.len() == 1)?;
    let minutes = whole.parse::<u32>().ok()?.checked_mul(60)?.checked_add(tenths * 6)?;
    (minutes > 0).then_some(minutes)
}

/// The five answers.
struct Held {
    title: String,
    kind: Kind,
    day: Day,
    unit: UnitPath,
    /// Everybody on the roster, and how they took part.
    people: Vec<(PersonId, String)>,
    minutes: u32,
}

enum Kind {
    Class(Category),
    Run(RunKind),
}

/// A row of a class, by the word of the form.
fn attended(person: PersonId, mark: &str) -> Result<RosterRow, Problem> {
    let status = Attended::ALL.iter().copied().find(|status| status.word() == mark);
    Ok(RosterRow::new(person, status.ok_or_else(|| Problem::from(MARK.refuse().at("roster")))?))
}

/// A row of a run, by the word of the form: `leave.sick` is a leave with its class.
fn line(person: PersonId, mark: &str) -> Result<Line, Problem> {
    let (mark, leave) = mark.split_once('.').map_or((mark, None), |(mark, leave)| (mark, Some(leave)));
    let status = study::Status::ALL.iter().copied().find(|status| status.word() == mark);
    let leave = leave.and_then(|leave| study::LeaveClass::ALL.iter().copied().find(|class| class.word() == leave));
    Ok(Line { leave, ..Line::of(person, status.ok_or_else(|| Problem::from(MARK.refuse().at("roster")))?) })
}

impl Held {
    fn read(form: &Form, area: Area) -> Result<Self, Problem> {
        let mut faults = Vec::new();
        let mut needed = |place: &str| faults.push(NEEDED.refuse().at(place));
        let title = form.value("title").to_owned();
        if title.is_empty() {
            needed("title");
        }
        let kind = match area {
            Area::Training => Category::from_word(form.value("kind")).map(Kind::Class),
            Area::Study => RunKind::ALL.iter().copied().find(|kind| kind.word() == form.value("kind")).map(Kind::Run),
        };
        if kind.is_none() {
            needed("kind");
        }
        let (day, unit) = (Day::parse(form.value("day")).ok(), UnitPath::parse(form.value("unit")).ok());
        if day.is_none() {
            needed("day");
        }
        if unit.is_none() {
            needed("unit");
        }
        let minutes = minutes(form.value("hours"));
        if minutes.is_none() {
            faults.push(HOURS.refuse().at("hours"));
        }
        match (kind, day, unit, minutes) {
            (Some(kind), Some(day), Some(unit), Some(minutes)) if faults.is_empty() => {
                if form.value("listed") != listed(&unit, day) {
                    return Err(OTHER_ROSTER.refuse().at("unit").into());
                }
                Ok(Self {
                    title,
                    kind,
                    day,
                    unit,
                    people: persons(form).into_iter().map(|person| (person, mark_of(form, person).to_owned())).collect(),
                    minutes,
                })
            }
            _ => Err(Problem::Refused(nc_kernel::Refused(faults))),
        }
    }

    async fn record(self, app: &App, actor: &Actor, form: &Form) -> Result<Receipt, Problem> {
        let key = app.own_key(actor, form.value("key"));
        let (title, organisers) = (self.title, vec![self.unit]);
        let done = match self.kind {
            Kind::Class(category) => {
                let command = training::RecordHeld {
                    title,
                    category,
                    held_on: self.day,
                    organisers,
                    roster: self.people.iter().map(|(person, mark)| attended(*person, mark)).collect::<Result<_, _>>()?,
                    credit_minutes: Some(self.minutes),
                    ends_on: None,
                    serial: None,
                    host: None,
                    theme: Vec::new(),
                    pass_line: None,
                    plan_item: None,
                    venue: None,
                };
                app.store.execute(actor, key, command).await
            }
            Kind::Run(kind) => {
                let command = study::RecordHeld {
                    kind,
                    title,
                    starts_on: self.day,
                    ends_on: None,
                    organisers,
                    roster: self.people.iter().map(|(person, mark)| line(*person, mark)).collect::<Result<_, _>>()?,
                    hours: ClassHours::Minutes(self.minutes),
                    cites: Vec::new(),
                    host: None,
                    reason: None,
                    serial: None,
                    sittings: Vec::new(),
                    source: RowSource::Recorder,
                };
                app.store.execute(actor, key, command).await
            }
        };
        Ok(done?)
    }

    /// The area's figures of the unit, over the year in which it was held; none for who may read no figures there.
    async fn lines(&self, app: &App, actor: &Actor, area: Area, frame: &Frame) -> Result<Vec<home::Line>, Problem> {
        let today = app.store.now().day();
        let asked = Asked { unit: Some(self.unit.clone()), from: Some(self.day.first_of_year()), to: Some(today), ..Asked::default() };
        if self.day > today || app.store.allow(actor, Action::ReadFigures, &self.unit).is_err() {
            return Ok(Vec::new());
        }
        figures(app, &View::new(app, actor, asked, app.period())?, area, frame).await
    }

    async fn figures(&self, app: &App, actor: &Actor, area: Area, frame: &Frame) -> Result<BTreeMap<String, (String, String)>, Problem> {
        Ok(self.lines(app, actor, area, frame).await?.iter().map(|line| (line.href.clone(), said(line))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_whole_or_tenths() {
        let cases =
            [("4", Some(240)), ("1.5", Some(90)), ("0.1", Some(6)), ("0", None), ("", None), ("1.55", None), ("-1", None), ("x", None)];
        for (text, expected) in cases {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }
}
