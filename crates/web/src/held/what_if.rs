//! `GET /training/what-if`, `POST /training/what-if`: what a class somebody thinks of would lack: instructors, rooms,
//! equipment, beds and money. Nothing is saved.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use nc_capability::training::model::{Cost, Equipment, PlanItemRef};
use nc_capability::training::what_if::{Proposal, Shortfalls, Sitting, Taken};
use nc_kernel::money::Money;
use nc_kernel::refusal::No;
use nc_kernel::{Actor, Day, PersonId, Refused, Rule, UnitPath};
use nc_people::Action;
use nc_people::model::NAME;

use super::{Area, NEEDED};
use crate::app::App;
use crate::caller::{SignedIn, Viewer};
use crate::form::{Form, Posted};
use crate::frame::{Choice, Frame, choices, show_personal, show_refused};
use crate::list::Wanted;
use crate::problem::Problem;
use crate::staff::find::find;

/// The name what was typed is kept under.
const DRAFT: &str = "training.what_if";
/// Sessions the form has room for.
const SESSIONS: usize = 4;
/// Plans read for their lines.
const PLANS: usize = 50;

static NUMBER: Rule = Rule::new("web.what_if.number", No::Invalid, "请写整数", "write a whole number");
static MONEY: Rule = Rule::new("web.what_if.money", No::Invalid, "请写元数，至多两位小数", "write yuan, with two decimals at most");
static CLOCK: Rule = Rule::new("web.what_if.clock", No::Invalid, "请写起止时间，如 09:00", "write both times, such as 09:00");
static NOBODY: Rule =
    Rule::new("web.what_if.instructor", No::Invalid, "没有查到您可以查看的此警号", "nobody you may see has this police number");

/// One lack, in words.
struct Lack {
    what: String,
    says: String,
}

#[derive(Template)]
#[template(path = "held/what_if.html")]
struct Page {
    frame: Frame,
    form: Form,
    units: Vec<Choice>,
    /// Lines of plans in force: `plan item`, and what it is called.
    items: Vec<(String, String)>,
    sessions: Vec<usize>,
    /// What it would lack, once asked.
    lacks: Option<Vec<Lack>>,
}

async fn page(app: &App, actor: &Actor, frame: Frame, form: Form, lacks: Option<Vec<Lack>>) -> Result<Page, Problem> {
    let planning = app.store.scopes(actor, Action::PlanTraining);
    let mut items = Vec::new();
    for plan in app.store.plans(&planning, None, PLANS).await?.into_iter().filter(nc_capability::training::Plan::approved) {
        let (Some(id), Some(version)) = (plan.id(), plan.version()) else { continue };
        items.extend(
            version.items.iter().map(|line| (format!("{id} {}", line.item), format!("{} · {} {}", plan.title(), line.item, line.title))),
        );
    }
    let whole = app.store.bureau_path()?;
    let chosen = UnitPath::parse(form.value("place")).ok();
    // The rooms of any base may be asked about, as they may be booked.
    let everywhere = app.store.scopes(actor, Action::ReadFigures);
    let scopes = if everywhere.iter().any(|scope| *scope.path() == whole) { everywhere } else { planning };
    Ok(Page {
        units: choices(app, &scopes, chosen.as_ref(), frame.lang),
        items,
        sessions: (1..=SESSIONS).collect(),
        frame: frame.under(&[(Area::Training.title(), Area::Training.href())]),
        form,
        lacks,
    })
}

pub(crate) async fn show(State(app): State<Arc<App>>, Viewer(actor): Viewer, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    // Whoever may plan nowhere sees nothing of planning.
    app.somewhere(&actor, Action::PlanTraining)?;
    let draft = app.store.draft(actor.user, DRAFT).await?;
    let form = draft.map(|draft| Form::of(draft.fields)).unwrap_or_default();
    // What the page of the plan leads here for stands filled in.
    let form = ["plan_item", "place"].into_iter().fold(form, |form, name| match wanted.filter(name) {
        "" => form,
        given => form.set(name, given),
    });
    show_personal(&page(&app, &actor, frame, form, None).await?)
}

pub(crate) async fn handle(State(app): State<Arc<App>>, signed: SignedIn, frame: Frame, Posted(form): Posted) -> Result<Response, Problem> {
    let actor = &signed.actor;
    let planning = app.somewhere(actor, Action::PlanTraining)?;
    let asked = async {
        let proposal = proposal(&app, actor, &form).await?;
        Ok::<_, Problem>(app.store.what_if(&planning, &proposal).await?)
    };
    match asked.await {
        Ok(short) => {
            let lacks = lacks(&app, actor, &frame, short).await?;
            show_personal(&page(&app, actor, frame, form, Some(lacks)).await?)
        }
        Err(problem) => {
            let refused = form.clone().refuse(problem, frame.lang)?;
            let form = refused.faults().iter().fold(form, |form, fault| form.fault(&beside(&fault.place), fault.message.clone()));
            show_refused(&page(&app, actor, frame, form, None).await?)
        }
    }
}

/// The field a fault of the proposal is shown beside.
fn beside(place: &str) -> String {
    let session = place.strip_prefix("sessions[").and_then(|rest| rest.split(']').next()).and_then(|n| n.parse::<usize>().ok());
    match session {
        Some(n) => format!("day-{}", n + 1),
        None if place.starts_with("cost") => "cost".to_owned(),
        None if place.starts_with("nights") => "beds".to_owned(),
        None => place.to_owned(),
    }
}

/// `09:30` as minutes after midnight.
fn clock(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (hours.parse::<u16>().ok().filter(|h| *h < 24)?, minutes.parse::<u16>().ok().filter(|m| *m < 60)?);
    Some(hours * 60 + minutes)
}

/// Yuan as fen, written with digits and a point alone.
fn fen(text: &str) -> Option<i64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    Money::parse(text).ok().filter(|_| plain).map(|Money(fen)| fen)
}

async fn proposal(app: &App, actor: &Actor, form: &Form) -> Result<Proposal, Problem> {
    let mut faults = Vec::new();
    let day = |name: &str| Day::parse(form.value(name)).ok();
    let (starts, ends, place) = (day("starts_on"), day("ends_on"), UnitPath::parse(form.value("place")).ok());
    for (name, given) in [("starts_on", starts.is_some()), ("ends_on", ends.is_some()), ("place", place.is_some())] {
        if !given {
            faults.push(NEEDED.refuse().at(name));
        }
    }
    let mut number = |name: &str| match form.value(name) {
        "" => None,
        text => text.parse::<u32>().map_err(|_| faults.push(NUMBER.refuse().at(name))).ok(),
    };
    let (headcount, beds) = (number("headcount"), number("beds"));
    let mut sessions = Vec::new();
    for n in 1..=SESSIONS {
        let field = |name: &str| form.value(&format!("{name}-{n}")).to_owned();
        let Ok(day) = Day::parse(&field("day")) else { continue };
        let (Some(starts_minute), Some(ends_minute)) = (clock(&field("from")), clock(&field("until"))) else {
            faults.push(CLOCK.refuse().at(format!("day-{n}")));
            continue;
        };
        let instructor = match field("instructor") {
            text if text.is_empty() => None,
            text => {
                let found = find(app, &app.store.scopes(actor, Action::ReadPeople), None, Some(&text)).await?;
                if found.is_empty() {
                    faults.push(NOBODY.refuse().at(format!("instructor-{n}")));
                }
                found.first().map(|(person, _)| *person)
            }
        };
        let equipment = match (field("item"), field("quantity").parse::<u32>()) {
            (item, Ok(quantity)) if !item.is_empty() => vec![Equipment { item, quantity }],
            _ => Vec::new(),
        };
        let room = Some(field("room")).filter(|room| !room.is_empty());
        sessions.push(Sitting { day, starts_minute, ends_minute, room, instructor, equipment, overlap_reason: None });
    }
    let cost = match (form.value("cost"), form.value("plan_item").split_once(' ')) {
        ("", _) => None,
        (text, line) => {
            let plan_item = line.and_then(|(plan, item)| Some(PlanItemRef { plan: plan.parse().ok()?, item: item.to_owned() }));
            match (fen(text), plan_item) {
                (Some(fen), Some(plan_item)) => Some(Cost { fen, plan_item }),
                (None, _) => {
                    faults.push(MONEY.refuse().at("cost"));
                    None
                }
                (_, None) => {
                    faults.push(NEEDED.refuse().at("plan_item"));
                    None
                }
            }
        }
    };
    match (starts, ends, place) {
        (Some(starts_on), Some(ends_on), Some(place)) if faults.is_empty() => {
            let span = ends_on.days_since(starts_on).clamp(0, 366);
            // A bed is wanted in every night between the first and the last day.
            let nights: BTreeMap<Day, u32> =
                beds.filter(|beds| *beds > 0).into_iter().flat_map(|beds| (0..span).map(move |n| (starts_on.plus_days(n), beds))).collect();
            Ok(Proposal { starts_on, ends_on, place, headcount: headcount.unwrap_or_default(), sessions, nights, cost })
        }
        _ => Err(Problem::Refused(Refused(faults))),
    }
}

async fn lacks(app: &App, actor: &Actor, frame: &Frame, short: Shortfalls) -> Result<Vec<Lack>, Problem> {
    let people: Vec<PersonId> = short.instructors.iter().map(|lack| lack.instructor).collect();
    app.store.note_reading(actor.user, "what_if", &people).await?;
    let names = app.store.personal_of(&app.store.scopes(actor, Action::ReadPeople), &people, NAME).await?;
    let time = |from: u16, to: u16| format!("{:02}:{:02}–{:02}:{:02}", from / 60, from % 60, to / 60, to % 60);
    let taken = |taken: &Taken| frame.t1("whatif-taken", "time", &time(taken.starts_minute, taken.ends_minute));
    let session = |n: u32| frame.t1("whatif-session", "n", &n);
    let mut all = Vec::new();
    for lack in &short.trainees {
        all.push(Lack {
            what: session(lack.session),
            says: frame.t1("whatif-trainees", "time", &time(lack.starts_minute, lack.ends_minute)),
        });
    }
    for lack in &short.instructors {
        let name = names.get(&lack.instructor).cloned().unwrap_or_else(|| lack.instructor.to_string());
        let why = lack.taken.as_ref().map_or_else(|| frame.t("whatif-not-serving").into_owned(), taken);
        all.push(Lack { what: session(lack.session), says: format!("{} {name} · {why}", frame.t("whatif-instructor")) });
    }
    for lack in &short.rooms {
        let why = lack.taken.as_ref().map_or_else(|| frame.t1("whatif-seats", "n", &lack.seats), taken);
        // A room is named with its base before it; people know it by its own name.
        let room = lack.room.rsplit('/').next().unwrap_or_default().trim();
        all.push(Lack { what: session(lack.session), says: format!("{} {room} · {why}", frame.t("whatif-room")) });
    }
    for lack in &short.equipment {
        all.push(Lack { what: session(lack.session), says: format!("{} · {}", lack.item, frame.t1("whatif-short", "n", &lack.short)) });
    }
    for (night, beds) in &short.beds {
        all.push(Lack { what: night.to_string(), says: frame.t1("whatif-beds", "n", beds) });
    }
    if short.budget_fen > 0 {
        all.push(Lack { what: frame.t("whatif-money").into_owned(), says: frame.t1("whatif-budget", "yuan", &Money(short.budget_fen)) });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_and_times_are_read_exactly_or_not_at_all() {
        for (text, expected) in
            [("120", Some(12_000)), ("0.5", Some(50)), ("3.07", Some(307)), ("1.005", None), ("-1", None), ("1,5", None)]
        {
            assert_eq!(fen(text), expected, "{text}");
        }
        for (text, expected) in [("09:00", Some(540)), ("23:59", Some(1_439)), ("24:00", None), ("9", None), ("09:60", None)] {
            assert_eq!(clock(text), expected, "{text}");
        }
    }
}
