//! `GET /training/record`, `POST /training/record`, and the same under `/study`: something that was held, in five fields.
//!
//! Naming unit and day and asking for the roster lists who served there, whoever was on leave that day unticked. Nothing
//! of it needs a script. What is typed is kept on the server as a draft; the key in the form makes that a form sent twice
//! is recorded once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use nc_capability::training::command::{self as training, RosterRow};
use nc_capability::training::{Category, Status as Attended};
use nc_kernel::refusal::No;
use nc_kernel::{Actor, Day, PersonId, Rule, UnitPath, id};
use nc_organisation::study::{self, ClassHours, Line, RowSource, RunKind};
use nc_people::Action;
use nc_store::Receipt;

use super::Area;
use super::home::{self, figures};
use crate::app::App;
use crate::asked::Asked;
use crate::caller::{SignedIn, Viewer};
use crate::figure::View;
use crate::form::{Form, Posted};
use crate::frame::{Choice, Frame, choices, go_on, show_personal, show_refused, unit_name};
use crate::list::Wanted;
use crate::moment;
use crate::problem::Problem;

/// People a form lists at most: more are imported from a sheet.
const MOST: usize = 1_000;

/// A field the record cannot do without.
static NEEDED: Rule = Rule::new("web.held.needed", No::Invalid, "请填写此项", "fill this in");
/// Class hours that are no number of hours.
static HOURS: Rule = Rule::new("web.held.hours", No::Invalid, "请写学时数，如 4 或 1.5", "write class hours, such as 4 or 1.5");
/// The roster shown is of another unit or day than the one now named.
static OTHER_ROSTER: Rule = Rule::new(
    "web.held.other_roster",
    No::Conflict,
    "单位或日期改动后请先列出名册，核对后再登记",
    "after changing unit or day list the roster again, check it, then record",
);

struct Row {
    id: String,
    name: String,
    unit: String,
    ticked: bool,
    away: bool,
    faults: Vec<String>,
}

#[derive(Template)]
#[template(path = "held/record.html")]
struct Page {
    frame: Frame,
    area: Area,
    form: Form,
    units: Vec<Choice>,
    kinds: Vec<(&'static str, String)>,
    rows: Vec<Row>,
    /// What the rows are of; empty before unit and day are named.
    listed: String,
    too_many: bool,
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

/// Nobody who may record nowhere sees the form.
fn admit(app: &App, actor: &Actor, area: Area) -> Result<(), Problem> {
    if app.store.scopes(actor, area.action()).is_empty() {
        app.store.allow(actor, area.action(), &app.store.bureau_path()?)?;
    }
    Ok(())
}

fn persons(form: &Form) -> Vec<PersonId> {
    form.fields().iter().filter(|(name, _)| name == "person").filter_map(|(_, text)| id::from_text(text).map(PersonId)).collect()
}

fn listed(unit: &UnitPath, day: Day) -> String {
    format!("{unit} {day}")
}

/// The people of the unit named on the day named, with names as far as the actor may read them. Each is noted as read.
async fn rows(app: &App, actor: &Actor, frame: &Frame, form: &Form) -> Result<(String, bool, Vec<Row>), Problem> {
    let (Ok(unit), Ok(day)) = (UnitPath::parse(form.value("unit")), Day::parse(form.value("day"))) else {
        return Ok((String::new(), false, Vec::new()));
    };
    let Ok(scope) = app.store.allow(actor, Action::ReadPeople, &unit) else { return Ok((String::new(), false, Vec::new())) };
    let mut people: Vec<(UnitPath, PersonId, bool)> = app.store.published().with_directory(|directory| {
        let serving = directory.serving(scope.path(), day);
        serving.map(|(person, member)| (member.unit.clone(), person.id, person.on_leave(day).is_some())).collect()
    });
    if people.len() > MOST {
        return Ok((String::new(), true, Vec::new()));
    }
    people.sort();
    let all: Vec<PersonId> = people.iter().map(|(_, person, _)| *person).collect();
    app.store.note_reading(actor.user, "roster", &all).await?;
    let names = app.store.personal_of(std::slice::from_ref(&scope), &all, "name").await?;
    let listed = listed(&unit, day);
    // Ticks are kept as long as they are of the same people.
    let kept = (form.value("listed") == listed).then(|| persons(form).into_iter().collect::<BTreeSet<_>>());
    let rows = people.into_iter().map(|(unit, person, away)| {
        let id = person.to_string();
        Row {
            faults: form.faults_of(&format!("person-{id}")).into_iter().map(str::to_owned).collect(),
            name: names.get(&person).cloned().unwrap_or_else(|| frame.t("person-erased").into_owned()),
            unit: unit_name(app, &unit, frame.lang),
            ticked: kept.as_ref().map_or(!away, |kept| kept.contains(&person)),
            away,
            id,
        }
    });
    Ok((listed, false, rows.collect()))
}

async fn page(app: &App, actor: &Actor, area: Area, frame: Frame, form: Form, draft_at: String) -> Result<Page, Problem> {
    let lang = frame.lang;
    let (listed, too_many, rows) = rows(app, actor, &frame, &form).await?;
    let chosen = UnitPath::parse(form.value("unit")).ok();
    Ok(Page {
        units: choices(app, &app.store.scopes(actor, area.action()), chosen.as_ref(), lang),
        kinds: area.kinds().into_iter().map(|kind| (kind, frame.word("value", kind))).collect(),
        key: app.own_key(actor, form.value("key")),
        today: app.store.now().day().to_string(),
        frame: frame.under(&[(area.title(), area.href())]),
        area,
        form,
        rows,
        listed,
        too_many,
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
    admit(&app, &actor, area)?;
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
    admit(&app, actor, area)?;
    match form.value("step") {
        "roster" => return show_personal(&page(&app, actor, area, frame, form, String::new()).await?),
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
    people: Vec<PersonId>,
    minutes: u32,
}

enum Kind {
    Class(Category),
    Run(RunKind),
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
                Ok(Self { title, kind, day, unit, people: persons(form), minutes })
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
                    roster: self.people.into_iter().map(|person| RosterRow::new(person, Attended::Present)).collect(),
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
                    roster: self.people.into_iter().map(|person| Line::of(person, study::Status::Present)).collect(),
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
