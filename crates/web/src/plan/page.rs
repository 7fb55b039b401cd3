//! `GET /training/plan?unit=&year=&measure=&as=xlsx`: a unit's plan for a year. Planned against held by month, by category and
//! line by line, its versions with what each changed, and the way to try a class out before it is planned.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use nc_capability::training::model::PlanItemRef;
use nc_capability::training::progress::{Against, Amounts, IN_HAND, LineProgress, Measure, Standing};
use nc_capability::training::state::{LineChange, Version};
use nc_capability::training::{Plan, PlanId};
use nc_kernel::{Day, Period, UnitPath};
use nc_people::Action;

use super::measure::written;
use super::sheet;
use crate::app::App;
use crate::asked::Asked;
use crate::caller::Viewer;
use crate::figure::View;
use crate::frame::{Choice, Frame, choices, show, unit_name};
use crate::held::Area;
use crate::link::link;
use crate::list::Wanted;
use crate::problem::Problem;

/// Years to choose from, back from the next.
const YEARS: i16 = 6;

/// Planned and held of one measure, with where the held number opens.
pub(super) struct Pair {
    pub planned: String,
    pub held: String,
    pub href: String,
    /// Whether it is the measure the chart draws.
    pub charted: bool,
}

/// A month or a category.
pub(super) struct Line {
    pub name: String,
    pub pairs: Vec<Pair>,
}

/// A line of the plan.
pub(super) struct Item {
    pub item: String,
    pub title: String,
    pub category: String,
    pub due_by: String,
    pub pairs: Vec<Pair>,
    pub due: i64,
    pub in_hand: i64,
    pub in_hand_href: String,
    pub done: i64,
    pub done_href: String,
    /// The mark of its standing, and its word.
    pub mark: &'static str,
    pub standing: String,
    /// Where a class of it can be tried out; empty for who may plan nothing.
    pub what_if: String,
}

/// A version of the plan.
pub(super) struct Amendment {
    pub number: u32,
    pub authority: String,
    pub reason: String,
    pub changes: Vec<String>,
}

#[derive(Template)]
#[template(path = "plan/page.html")]
pub(super) struct Page {
    pub frame: Frame,
    pub units: Vec<Choice>,
    pub unit: String,
    pub years: Vec<i16>,
    pub year: i16,
    pub measure: &'static str,
    /// Measures: the word, and the address that draws it.
    pub measures: Vec<(&'static str, String)>,
    /// Name and page of the plan.
    pub plan: Option<(String, String)>,
    pub draft: bool,
    pub whole: Line,
    pub months: Vec<Line>,
    pub categories: Vec<Line>,
    pub items: Vec<Item>,
    pub versions: Vec<Amendment>,
    pub may_plan: bool,
    pub xlsx: String,
}

/// Where held numbers of a page open.
struct Links<'a> {
    unit: &'a UnitPath,
    measure: Measure,
}

impl Links<'_> {
    fn figure(&self, figure: &str, period: Period, part: &str) -> String {
        let from = period.from.map(|day| day.to_string()).unwrap_or_default();
        let to = period.to.to_string();
        link(&format!("/figures/{figure}"), &[("unit", self.unit.as_str()), ("period_from", &from), ("period_to", &to), ("part", part)])
    }

    fn pairs(&self, against: Against, period: Period, part: &str) -> Vec<Pair> {
        let pair = |measure: Measure| Pair {
            planned: written(measure, against.planned),
            held: written(measure, against.held),
            href: self.figure(measure.figure(), period, part),
            charted: measure == self.measure,
        };
        Measure::ALL.into_iter().map(pair).collect()
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
    let today = app.store.now().day();
    let year = wanted.filter("year").parse().ok().filter(|year| (2000..=2100).contains(year)).unwrap_or_else(|| today.year());
    let period = Period::year(year).unwrap_or(view.period);
    let measure = Measure::ALL.into_iter().find(|m| m.word() == wanted.filter("measure")).unwrap_or(Measure::Runs);
    let found = app.store.plan_progress(&view.scope, &view.unit, year).await?;
    let links = Links { unit: &view.unit, measure };
    let here = |measure: &str, form: &str| {
        let year = year.to_string();
        link("/training/plan", &[("unit", view.unit.as_str()), ("year", &year), ("measure", measure), ("as", form)])
    };
    let may_plan = app.store.allow(&actor, Action::PlanTraining, &view.unit).is_ok();
    let id = PlanId::of(&view.unit, year);
    let months = found.progress.months.iter().map(|(month, against)| Line {
        name: format!("{year}-{month:02}"),
        pairs: links.pairs(*against, month_of(year, *month).unwrap_or(period), ""),
    });
    let categories = found.progress.categories.iter().map(|(category, against)| Line {
        name: frame.lang.pick(category.label().zh, category.label().en).to_owned(),
        pairs: links.pairs(*against, period, &format!("category:{category}")),
    });
    let item = |progress: &LineProgress| {
        let reference = PlanItemRef { item: progress.line.item.clone(), plan: id };
        let part = format!("plan_item:{reference}");
        let (mark, standing) = match progress.standing(year, today) {
            Standing::Done => ("ok", "done"),
            Standing::Late => ("late", "late"),
            Standing::Open => ("", "open"),
            Standing::Dropped => ("off", "dropped"),
        };
        Item {
            item: progress.line.item.clone(),
            title: progress.line.title.clone(),
            category: frame.lang.pick(progress.line.category.label().zh, progress.line.category.label().en).to_owned(),
            due_by: format!("{year}-{:02}", progress.line.due()),
            pairs: links.pairs(progress.against, period, &part),
            due: progress.due(),
            in_hand: progress.in_hand,
            in_hand_href: links.figure(IN_HAND, period, &part),
            done: progress.against.held.runs,
            done_href: links.figure(Measure::Runs.figure(), period, &part),
            mark,
            standing: frame.word("plan-line", standing),
            what_if: if may_plan && !progress.dropped {
                link("/training/what-if", &[("plan_item", &format!("{id} {}", progress.line.item)), ("place", view.unit.as_str())])
            } else {
                String::new()
            },
        }
    };
    let page = Page {
        units: choices(&app, &app.store.scopes(&actor, Action::ReadFigures), Some(&view.unit), frame.lang),
        unit: unit_name(&app, &view.unit, frame.lang),
        years: (0..YEARS).map(|back| today.year() + 1 - back).collect(),
        year,
        measure: measure.word(),
        measures: Measure::ALL.into_iter().map(|m| (m.word(), here(m.word(), ""))).collect(),
        plan: found.plan.as_ref().map(|plan| (plan.title().to_owned(), format!("/books/training_plan/{id}"))),
        draft: found.plan.as_ref().is_some_and(|plan| !plan.approved()),
        whole: Line { name: frame.t("plan-year").into_owned(), pairs: links.pairs(found.progress.year, period, "") },
        months: months.collect(),
        categories: categories.collect(),
        items: found.progress.lines.iter().map(item).collect(),
        versions: found.plan.iter().flat_map(|plan| plan.versions().iter().rev().map(|version| amendment(&frame, plan, version))).collect(),
        may_plan,
        xlsx: here("", "xlsx"),
        frame: frame.under(&[(Area::Training.title(), Area::Training.href())]).with_charts(),
    };
    if wanted.xlsx {
        return sheet::answer(&app, &page, &found.progress);
    }
    Ok(show(&page)?.into_response())
}

fn month_of(year: i16, month: u8) -> Option<Period> {
    let first = Day::new(year, i8::try_from(month).ok()?, 1).ok()?;
    Some(Period { from: Some(first), to: first.last_of_month() })
}

fn amendment(frame: &Frame, plan: &Plan, version: &Version) -> Amendment {
    Amendment {
        number: version.number,
        authority: version.authority.clone().unwrap_or_else(|| frame.t("plan-draft").into_owned()),
        reason: version.reason.clone().unwrap_or_default(),
        changes: version.changes(plan.before(version)).iter().flat_map(|change| said(frame, change)).collect(),
    }
}

/// A change of a line in words, one for each thing that changed.
fn said(frame: &Frame, change: &LineChange<'_>) -> Vec<String> {
    let named = |line: &nc_capability::training::model::PlanItem| format!("{} {}", line.item, line.title);
    match change {
        LineChange::Added(line) => vec![frame.t1("plan-added", "line", &named(line))],
        LineChange::Dropped(line) => vec![frame.t1("plan-dropped", "line", &named(line))],
        LineChange::Changed(old, new) => {
            let (before, after) = (Amounts::of(old), Amounts::of(new));
            let mut parts: Vec<String> = Measure::ALL
                .into_iter()
                .map(|m| (m, written(m, before), written(m, after)))
                .filter(|(_, before, after)| before != after)
                .map(|(m, before, after)| format!("{} {before} → {after}", frame.word("plan", m.word())))
                .collect();
            if old.due() != new.due() {
                parts.push(format!("{} {} → {}", frame.t("plan-due-month"), old.due(), new.due()));
            }
            if old.category != new.category {
                let name = |category: nc_capability::training::Category| frame.lang.pick(category.label().zh, category.label().en);
                parts.push(format!("{} {} → {}", frame.t("plan-category"), name(old.category), name(new.category)));
            }
            if old.title != new.title {
                parts.push(format!("{} → {}", old.title, new.title));
            }
            vec![format!("{}: {}", named(new), parts.join(frame.lang.pick("；", "; ")))]
        }
    }
}
