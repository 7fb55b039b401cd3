//! `GET /readiness`: each requirement with who holds it on a chosen day, who is exempt, who is overdue, what lapses in the
//! coming twelve months, and who may go on duty that day; beside them, who may fly which aircraft that day. Names are shown as far as the viewer may read people, which is noted
//! for them; the rest is counted. The same as a spreadsheet: the numbers, the people, or who may fly. What a view costs is told by
//! [`nc_store::Store::requirements`].

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use nc_kernel::{Day, PersonId};
use nc_people::Action;
use nc_people::model::NAME;
use nc_store::{ComplianceLine, Flyer, FlyingLine, HoldersLine, Operators};

use crate::app::App;
use crate::asked::Asked;
use crate::books::say;
use crate::caller::Viewer;
use crate::figure::View;
use crate::frame::{Choice, Frame, choices, show_personal, unit_name};
use crate::link::link;
use crate::list::{self, Cell, Column, Kind, Wanted};
use crate::problem::Problem;

/// One who may.
struct Holder {
    name: String,
    href: String,
    unit: String,
    until: String,
}

struct Requirement {
    title: String,
    basis: String,
    /// Its page, where its people are.
    href: String,
    /// Bound, compliant, exempt, overdue.
    numbers: [(&'static str, usize); 4],
    /// Names the table for the chart.
    table: String,
    /// Month, and how many lapse in it.
    ahead: Vec<(String, usize)>,
    most: usize,
    /// Who may on that day, as far as names may be shown, and how many more.
    holders: Vec<Holder>,
    hidden: usize,
    may: usize,
}

/// One who may fly.
struct Pilot {
    name: String,
    href: String,
    unit: String,
    rating: &'static str,
    until: String,
    current_until: String,
}

/// Who may fly aircraft of one category.
struct Flying {
    title: String,
    /// The book of licences of the category.
    href: String,
    /// Licensed, may, not current, suspended, lapsed.
    numbers: [(&'static str, usize); 5],
    pilots: Vec<Pilot>,
    hidden: usize,
    may: usize,
}

#[derive(Template)]
#[template(path = "pages/readiness.html")]
struct Page {
    frame: Frame,
    units: Vec<Choice>,
    unit: String,
    day: String,
    requirements: Vec<Requirement>,
    xlsx: String,
    people_xlsx: String,
    flying: Vec<Flying>,
    /// What makes an operator current, in words.
    rule: String,
    flying_xlsx: String,
}

const NUMBERS: [&str; 4] = ["readiness-bound", "readiness-compliant", "readiness-exempt", "readiness-overdue"];

const FLYING: [&str; 5] = ["flying-licensed", "flying-may", "flying-not-current", "flying-suspended", "flying-lapsed"];

fn numbers(line: &ComplianceLine) -> [usize; 4] {
    [line.bound(), line.compliant, line.exempt, line.overdue]
}

fn month(day: Day) -> String {
    format!("{}-{:02}", day.year(), day.month())
}

fn shown(line: ComplianceLine, holders: Vec<Holder>, hidden: usize) -> Requirement {
    let [bound, compliant, exempt, overdue] = numbers(&line);
    let [of_bound, of_compliant, of_exempt, of_overdue] = NUMBERS;
    Requirement {
        href: format!("/books/requirement/{}", line.requirement),
        table: format!("ahead-{}", line.requirement),
        numbers: [(of_bound, bound), (of_compliant, compliant), (of_exempt, exempt), (of_overdue, overdue)],
        most: line.ahead.iter().map(|(_, n)| *n).max().unwrap_or_default().max(1),
        ahead: line.ahead.into_iter().map(|(first, n)| (month(first), n)).collect(),
        title: line.title,
        basis: line.basis,
        may: holders.len() + hidden,
        holders,
        hidden,
    }
}

fn flying(line: &FlyingLine, frame: &Frame, pilots: Vec<Pilot>) -> Flying {
    let [licensed, may, not_current, suspended, lapsed] = FLYING;
    let (word, label) = (line.category.word(), line.category.label());
    Flying {
        title: say(frame.lang, label).to_owned(),
        href: link("/books/pilot", &[("kind", word)]),
        numbers: [
            (licensed, line.licensed()),
            (may, line.may),
            (not_current, line.not_current),
            (suspended, line.suspended),
            (lapsed, line.lapsed),
        ],
        may: line.may,
        hidden: line.hidden,
        pilots,
    }
}

/// What makes an operator current.
fn rule(frame: &Frame, operators: &Operators) -> String {
    match operators.rule() {
        None => frame.t("flying-no-rule").into_owned(),
        Some(rule) => frame.lang.with("flying-rule", &[("days", &rule.days), ("flights", &rule.flights), ("minutes", &rule.minutes)]),
    }
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    frame: Frame,
    asked: Asked,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let view = View::new(&app, &actor, asked, app.period())?;
    let day = view.asked.to.unwrap_or_else(|| app.store.now().day());
    let unit = unit_name(&app, &view.unit, frame.lang);
    let requirements = app.store.requirements(day).await?;
    let lines = app.store.compliance(&requirements, &view.scope, day);
    let title = format!("{} · {unit} · {}", frame.t("readiness-title"), frame.t1("readiness-on", "day", &day));
    if wanted.xlsx && !["people", "flying"].contains(&wanted.filter("of")) {
        return numbers_xlsx(&app, &frame, &title, &lines);
    }
    let readable = app.store.scopes(&actor, Action::ReadPeople);
    let holders = app.store.holders(&requirements, &view.scope, &readable, day);
    let operators = app.store.operators(day).await?;
    let flyers = app.store.flying(&operators, &view.scope, &readable);
    let held = holders.iter().flat_map(|line| line.seen.iter().map(|(person, ..)| *person));
    let mut people: Vec<PersonId> = held.chain(flyers.iter().flat_map(|line| line.seen.iter().map(|one| one.person))).collect();
    people.sort_unstable();
    people.dedup();
    app.store.note_reading(actor.user, "readiness", &people).await?;
    let names = app.store.personal_of(&readable, &people, NAME).await?;
    let holder = |(person, unit, until): &(PersonId, nc_kernel::UnitPath, Option<Day>)| Holder {
        name: names.get(person).cloned().unwrap_or_else(|| person.to_string()),
        href: format!("/people/{person}"),
        unit: unit_name(&app, unit, frame.lang),
        until: until.map_or_else(|| frame.t("readiness-never").into_owned(), |until| until.to_string()),
    };
    let never = || frame.t("readiness-never").into_owned();
    let pilot = |one: &Flyer| Pilot {
        name: names.get(&one.person).cloned().unwrap_or_else(|| one.person.to_string()),
        href: format!("/books/pilot/{}", one.person),
        unit: unit_name(&app, &one.unit, frame.lang),
        rating: say(frame.lang, one.rating.label()),
        until: one.until.map_or_else(never, |until| until.to_string()),
        current_until: one.current_until.map(|until| until.to_string()).unwrap_or_default(),
    };
    if wanted.xlsx && wanted.filter("of") == "flying" {
        return flying_xlsx(&app, &frame, &title, &flyers, pilot);
    }
    if wanted.xlsx {
        return people_xlsx(&app, &frame, &title, &holders, holder);
    }
    let here = |of: &str| {
        let day = day.to_string();
        link("/readiness", &[("unit", view.unit.as_str()), ("period_to", &day), ("as", "xlsx"), ("of", of)])
    };
    let requirement = |line: ComplianceLine| {
        let of = holders.iter().find(|of| of.requirement == line.requirement);
        let seen = of.map(|of| of.seen.iter().map(holder).collect()).unwrap_or_default();
        shown(line, seen, of.map_or(0, |of| of.hidden))
    };
    let pilots: Vec<Vec<Pilot>> = flyers.iter().map(|line| line.seen.iter().map(pilot).collect()).collect();
    show_personal(&Page {
        flying: flyers.iter().zip(pilots).map(|(line, pilots)| flying(line, &frame, pilots)).collect(),
        rule: rule(&frame, &operators),
        flying_xlsx: here("flying"),
        units: choices(&app, &app.store.scopes(&actor, Action::ReadFigures), Some(&view.unit), frame.lang),
        xlsx: here(""),
        people_xlsx: here("people"),
        unit,
        day: day.to_string(),
        requirements: lines.into_iter().map(requirement).collect(),
        frame: frame.with_charts(),
    })
}

fn named(frame: &Frame, key: &'static str, kind: Kind) -> Column {
    Column { key, title: frame.t(key).into_owned(), kind, sortable: false }
}

/// Requirements, their numbers, and what lapses month by month.
fn numbers_xlsx(app: &App, frame: &Frame, title: &str, lines: &[ComplianceLine]) -> Result<Response, Problem> {
    let mut columns = vec![named(frame, "readiness-requirement", Kind::Text), named(frame, "readiness-basis", Kind::Text)];
    columns.extend(NUMBERS.map(|key| named(frame, key, Kind::Number)));
    let ahead = lines.first().map(|line| line.ahead.as_slice()).unwrap_or_default();
    columns.extend(ahead.iter().map(|(first, _)| Column {
        title: format!("{} {}", frame.t("readiness-lapsing"), month(*first)),
        ..named(frame, "readiness-lapsing", Kind::Number)
    }));
    let row = |line: &ComplianceLine| {
        let numbers = numbers(line).into_iter().chain(line.ahead.iter().map(|(_, n)| *n)).map(|n| Cell::text(n.to_string()));
        [Cell::text(&line.title), Cell::text(&line.basis)].into_iter().chain(numbers).collect()
    };
    list::xlsx(app, frame, &Wanted::default(), title, &columns, lines.iter().map(row).collect())
}

/// Who may, as far as names may be shown; a line says how many more there are.
fn people_xlsx(
    app: &App,
    frame: &Frame,
    title: &str,
    lines: &[HoldersLine],
    holder: impl Fn(&(PersonId, nc_kernel::UnitPath, Option<Day>)) -> Holder,
) -> Result<Response, Problem> {
    let columns = ["readiness-requirement", "readiness-name", "readiness-unit", "readiness-until"].map(|key| named(frame, key, Kind::Text));
    let mut rows = Vec::new();
    for line in lines {
        rows.extend(
            line.seen
                .iter()
                .map(&holder)
                .map(|one| vec![Cell::text(&line.title), Cell::text(one.name), Cell::text(one.unit), Cell::text(one.until)]),
        );
        if line.hidden > 0 {
            let more = frame.t1("readiness-hidden", "n", &line.hidden);
            rows.push(vec![Cell::text(&line.title), Cell::text(more), Cell::default(), Cell::default()]);
        }
    }
    list::xlsx(app, frame, &Wanted::default(), title, &columns, rows)
}

/// Who may fly, as far as names may be shown; a line says how many more there are.
fn flying_xlsx(app: &App, frame: &Frame, title: &str, lines: &[FlyingLine], pilot: impl Fn(&Flyer) -> Pilot) -> Result<Response, Problem> {
    let keys = ["flying-category", "readiness-name", "readiness-unit", "flying-rating", "readiness-until", "flying-current-until"];
    let columns = keys.map(|key| named(frame, key, Kind::Text));
    let mut rows = Vec::new();
    for line in lines {
        let category = || Cell::text(say(frame.lang, line.category.label()));
        rows.extend(line.seen.iter().map(&pilot).map(|one| {
            let rest = [one.name, one.unit, one.rating.to_owned(), one.until, one.current_until];
            [category()].into_iter().chain(rest.map(Cell::text)).collect::<Vec<_>>()
        }));
        if line.hidden > 0 {
            let more = [category(), Cell::text(frame.t1("readiness-hidden", "n", &line.hidden))];
            rows.push(more.into_iter().chain([(); 4].map(|()| Cell::default())).collect());
        }
    }
    list::xlsx(app, frame, &Wanted::default(), title, &columns, rows)
}
