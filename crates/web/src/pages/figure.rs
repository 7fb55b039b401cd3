//! `GET /figures/{id}`: one figure with its definition, its value year by year, the rows behind it as far as the viewer
//! may open them, and its proof.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use nc_figures::{Counts, Definition, Value};
use nc_kernel::{Attr, Period};
use nc_people::Action;
use nc_store::{Cursor, KnownEntry};

use super::amount::{self, Amount};
use super::frame::{Chooser, Frame, query_of, show, unit_name};
use crate::app::App;
use crate::asked::Asked;
use crate::caller::Viewer;
use crate::figure::{self, View};
use crate::lang::Lang;
use crate::problem::Problem;
use crate::text::{self, FigureText};

/// Years the trend goes back.
const YEARS: i16 = 5;

/// A line of the definition: what, and what it is.
struct Term {
    name: &'static str,
    value: String,
}

struct Year {
    year: i16,
    amount: Amount,
}

struct Row {
    day: String,
    units: String,
    key: String,
    person: String,
    attrs: String,
    evidence: u64,
}

#[derive(Template)]
#[template(path = "figure.html")]
struct Page {
    frame: Frame,
    text: &'static FigureText,
    chooser: Chooser,
    name: String,
    says: String,
    unit: String,
    period: String,
    amount: Amount,
    terms: Vec<Term>,
    trend: Vec<Year>,
    most: i64,
    is_ratio: bool,
    has_people: bool,
    rows: Vec<Row>,
    hidden: u64,
    first: Option<String>,
    next: Option<String>,
    proof: Option<String>,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path(id): Path<String>,
    frame: Frame,
    asked: Asked,
) -> Result<Html<String>, Problem> {
    let view = View::new(&app, &actor, asked, app.period())?;
    let lang = frame.lang;
    let definition = figure::definition(&app, &id)?;
    let value = view.value(&app, &definition).await?;
    let trend = trend(&app, &view, &definition, lang).await?;
    let page = view.rows(&app, &actor, &definition).await?;
    let at = |cursor: Option<Cursor>| format!("/figures/{id}{}#rows", query_of(&Asked { cursor, ..view.asked.clone() }));
    let whole = Asked { cursor: None, limit: None, ..view.asked.clone() };
    let may_prove = app.store.allow(&actor, Action::ReadRows, &view.unit).is_ok();
    let says = match lang {
        Lang::Zh if !definition.says.is_empty() => definition.says.replace("{n}", &Amount::new(&value.worth, &value.unit, lang).number),
        _ => String::new(),
    };
    show(&Page {
        text: FigureText::of(lang),
        chooser: Chooser::new(&app, &view, &app.store.scopes(&actor, Action::ReadFigures), lang),
        name: lang.pick(&definition.zh, &definition.en).to_owned(),
        says,
        unit: unit_name(&app, &view.unit, lang),
        period: amount::period(&definition, value.period, lang),
        amount: Amount::new(&value.worth, &value.unit, lang),
        terms: terms(&app, &definition, &value, lang),
        most: trend.iter().map(|year| year.amount.most).max().unwrap_or_default().max(1),
        trend,
        is_ratio: definition.counts == Counts::Ratio,
        has_people: page.rows.iter().any(|row| row.entry.person.is_some()),
        rows: page.rows.into_iter().map(|row| row_of(&app, row, lang)).collect(),
        hidden: page.hidden,
        first: view.asked.cursor.is_some().then(|| at(None)),
        next: page.next.map(|cursor| at(Some(cursor))),
        proof: may_prove.then(|| format!("/figures/{id}/proof{}", query_of(&whole))),
        frame,
    })
}

/// The figure of the years up to the one the period ends in; of that year, up to the period's end.
async fn trend(app: &App, view: &View, definition: &Definition, lang: Lang) -> Result<Vec<Year>, Problem> {
    let end = view.period.to;
    let mut years = Vec::new();
    for year in (end.year() - YEARS + 1)..=end.year() {
        let Some(whole) = Period::year(year) else { continue };
        let period = Period { to: whole.to.min(end), ..whole };
        let value = app.store.value(&view.scope, &view.question_over(definition, period)).await?;
        years.push(Year { year, amount: Amount::new(&value.worth, &value.unit, lang) });
    }
    Ok(years)
}

fn terms(app: &App, definition: &Definition, value: &Value, lang: Lang) -> Vec<Term> {
    let text = FigureText::of(lang);
    let mut terms = Vec::new();
    let mut term = |name, value: String| {
        if !value.is_empty() {
            terms.push(Term { name, value });
        }
    };
    term(text.id, definition.key().to_string());
    term(text.counts, text::counts(definition.counts, lang).to_owned());
    if let (Some(above), Some(below)) = (&definition.numerator, &definition.denominator) {
        term(text.parts, format!("{above} ÷ {below}"));
    } else {
        let register = app.store.registers().iter().find(|register| register.name == definition.from);
        term(text.register, register.map_or_else(|| definition.from.clone(), |r| format!("{}: {}", r.name, lang.pick(r.zh, r.en))));
        term(text.filter, if definition.filter.is_empty() { text.all.to_owned() } else { definition.filter.clone() });
        term(text.of, definition.of.clone().unwrap_or_default());
    }
    term(text.day, text::when(&definition.when, lang).to_owned());
    term(text.sense, text::sense(definition.scope, lang).to_owned());
    term(text.contained, definition.contained_in.join(lang.pick("、", ", ")));
    term(text.aliases, definition.aliases.join(lang.pick("、", ", ")));
    term(text.effective, definition.effective.to_string());
    let root = value.ledger_root.get(..16).unwrap_or_default();
    term(text.ledger, format!("{} {}{}{root}…", value.ledger_size, text.facts, lang.pick("，", ", ")));
    terms
}

fn row_of(app: &App, KnownEntry { entry, .. }: KnownEntry, lang: Lang) -> Row {
    let facets = &entry.facets;
    let mut units: Vec<String> = Vec::new();
    for unit in facets.organisers.iter().chain(&facets.host).chain(&facets.sender) {
        let name = unit_name(app, unit, lang);
        if !units.contains(&name) {
            units.push(name);
        }
    }
    let attr = |(name, value): (&&str, &Attr)| {
        let name = text::attribute(name, lang);
        match value {
            Attr::Int(n) => format!("{name} {n}"),
            Attr::Text(word) if !word.is_empty() => format!("{name} {}", text::word(word, lang)),
            Attr::Bool(true) => name,
            Attr::Bool(false) | Attr::Text(_) => String::new(),
        }
    };
    let attrs: Vec<String> = entry.attrs.iter().map(attr).filter(|text| !text.is_empty()).collect();
    Row {
        day: entry.until.map_or_else(|| entry.day.to_string(), |until| format!("{} – {}", entry.day, until.minus_days(1))),
        units: units.join(lang.pick("、", ", ")),
        person: entry.person.map(|person| person.to_string()).unwrap_or_default(),
        attrs: attrs.join(lang.pick("；", "; ")),
        evidence: entry.evidence,
        key: entry.key,
    }
}
