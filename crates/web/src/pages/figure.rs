//! `GET /figures/{id}`: one figure with its definition, its value year by year, the rows behind it as far as the viewer
//! may open them, and its proof.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use nc_figures::{Counts, Definition, Part, Scope, Value};
use nc_kernel::Period;
use nc_people::Action;
use nc_store::{Cursor, KnownEntry};

use super::amount::{self, Amount};
use super::row::{attributes, units};
use crate::app::App;
use crate::asked::Asked;
use crate::caller::Viewer;
use crate::figure::{self, View};
use crate::frame::{Chooser, Frame, query_of, show_personal, unit_name};
use crate::lang::Lang;
use crate::problem::Problem;

/// Years the trend goes back.
const YEARS: i16 = 5;

/// A line of the definition: what, and what it is.
pub(crate) struct Term {
    pub name: String,
    pub value: String,
}

struct Year {
    year: i16,
    amount: Amount,
    /// The same figure over that year alone.
    href: String,
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
#[template(path = "pages/figure.html")]
struct Page {
    frame: Frame,
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
) -> Result<Response, Problem> {
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
        Lang::Zh if !definition.says.is_empty() => definition.says.replace("{n}", &Amount::new(&value.worth, &value.unit, lang).said()),
        _ => String::new(),
    };
    show_personal(&Page {
        chooser: Chooser::new(&app, &view, &app.store.scopes(&actor, Action::ReadFigures), lang),
        name: named(&definition, view.asked.part.as_ref(), lang),
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
        frame: frame.under(&[("figures-title", "/figures")]).with_charts(),
    })
}

/// The figure's name, with the part that is asked about.
fn named(definition: &Definition, part: Option<&Part>, lang: Lang) -> String {
    let name = lang.pick(&definition.zh, &definition.en).to_owned();
    let Some(part) = part.filter(|part| definition.by.contains(&part.by)) else { return name };
    let value = part.value.split_once('/').map_or_else(|| lang.word("value", &part.value), |(_, item)| item.to_owned());
    format!("{name} · {} {value}", lang.word("attr", &part.by))
}

/// The figure of the years up to the one the period ends in; of that year, up to the period's end.
async fn trend(app: &App, view: &View, definition: &Definition, lang: Lang) -> Result<Vec<Year>, Problem> {
    let end = view.period.to;
    let mut years = Vec::new();
    for year in (end.year() - YEARS + 1)..=end.year() {
        let Some(whole) = Period::year(year) else { continue };
        let period = Period { to: whole.to.min(end), ..whole };
        let value = app.store.value(&view.scope, &view.question_over(definition, period)).await?;
        let asked = Asked { from: period.from, to: Some(period.to), cursor: None, ..view.asked.clone() };
        let href = format!("/figures/{}{}", definition.id, query_of(&asked));
        years.push(Year { year, amount: Amount::new(&value.worth, &value.unit, lang), href });
    }
    Ok(years)
}

fn terms(app: &App, definition: &Definition, value: &Value, lang: Lang) -> Vec<Term> {
    let mut terms = definition_terms(app, definition, lang);
    let root = value.ledger_root.get(..16).unwrap_or_default();
    let at = lang.with("figure-ledger-at", &[("size", &value.ledger_size), ("root", &root)]);
    terms.push(Term { name: lang.t("figure-ledger").into_owned(), value: at });
    terms
}

/// What a definition says, line by line.
pub(crate) fn definition_terms(app: &App, definition: &Definition, lang: Lang) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut term = |key: &str, value: String| {
        if !value.is_empty() {
            terms.push(Term { name: lang.t(key).into_owned(), value });
        }
    };
    let comma = lang.pick("、", ", ");
    term("figure-id", definition.key().to_string());
    term("figure-counts", lang.word("counts", counts_word(definition.counts)));
    if let (Some(above), Some(below)) = (&definition.numerator, &definition.denominator) {
        term("figure-parts", format!("{above} ÷ {below}"));
    } else {
        let register = app.store.registers().iter().find(|register| register.name == definition.from);
        term("figure-register", register.map_or_else(|| definition.from.clone(), |r| format!("{}: {}", r.name, lang.pick(r.zh, r.en))));
        term("figure-filter", if definition.filter.is_empty() { lang.t("figure-all").into_owned() } else { definition.filter.clone() });
        term("figure-of", definition.of.clone().unwrap_or_default());
        let by = definition.by.iter().map(|by| lang.word("attr", by)).collect::<Vec<_>>();
        term("figure-by", by.join(comma));
    }
    term("figure-day", lang.word("when", &definition.when));
    term("figure-sense", lang.word("sense", scope_word(definition.scope)));
    term("figure-contained", definition.contained_in.join(comma));
    term("figure-aliases", definition.aliases.join(comma));
    term("figure-effective", definition.effective.to_string());
    terms
}

/// 计数方式 as the catalogues name it.
fn counts_word(counts: Counts) -> &'static str {
    match counts {
        Counts::Runs => "runs",
        Counts::Rows => "rows",
        Counts::Distinct => "distinct",
        Counts::Sum => "sum",
        Counts::Active => "active",
        Counts::Ratio => "ratio",
        Counts::Honour => "honour",
        Counts::Streak => "streak",
    }
}

/// 口径 as the catalogues name it.
pub(super) fn scope_word(scope: Scope) -> &'static str {
    match scope {
        Scope::Organiser => "organiser",
        Scope::Host => "host",
        Scope::Sender => "sender",
    }
}

fn row_of(app: &App, KnownEntry { entry, .. }: KnownEntry, lang: Lang) -> Row {
    Row {
        day: entry.until.map_or_else(|| entry.day.to_string(), |until| format!("{} – {}", entry.day, until.minus_days(1))),
        units: units(app, &entry, lang),
        attrs: attributes(&entry, lang),
        person: entry.person.map(|person| person.to_string()).unwrap_or_default(),
        evidence: entry.evidence,
        key: entry.key,
    }
}
