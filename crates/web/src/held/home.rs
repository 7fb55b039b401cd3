//! `GET /training`, `GET /study`: one area. What is due, what is in hand, what was done as figures that open, the way to
//! record, and the paper forms it replaces.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use nc_people::Action;
use nc_store::ListedItem;

use super::owed::{self, OwedTopic, TaskLine};
use super::{Area, due_words};
use crate::app::App;
use crate::areas::{Initiative, PILLARS};
use crate::asked::Asked;
use crate::books::{self, say};
use crate::caller::Viewer;
use crate::figure::View;
use crate::frame::{Chooser, Frame, query_of, show, unit_name};
use crate::pages::amount::{self, Amount};
use crate::problem::Problem;

/// Days something is shown before it ends.
pub(crate) const AHEAD: i64 = 14;
/// Things shown that are not closed.
pub(crate) const SHOWN: usize = 50;

/// A figure with its name and the address it opens at.
pub(crate) struct Line {
    pub href: String,
    pub name: String,
    pub amount: Amount,
}

/// Something that is not closed.
pub(crate) struct Open {
    pub href: String,
    pub title: String,
    pub unit: String,
    pub ends_on: String,
    /// How it stands to its deadline, in words.
    pub days: String,
    pub late: bool,
}

impl Open {
    /// A line of a list as it stands today, under `title`.
    pub(crate) fn of(app: &App, frame: &Frame, item: &ListedItem, href: String, title: String) -> Result<Self, Problem> {
        let (_, ends_on) = item.days()?;
        let days = ends_on.days_since(app.store.now().day());
        Ok(Self {
            href,
            title,
            unit: unit_name(app, &item.lead()?, frame.lang),
            ends_on: ends_on.to_string(),
            days: due_words(frame, days),
            late: days < 0,
        })
    }
}

#[derive(Template)]
#[template(path = "held/home.html")]
struct Page {
    frame: Frame,
    area: Area,
    chooser: Chooser,
    unit: String,
    period: String,
    may_record: bool,
    may_list: bool,
    /// By the key of a heading: what is due, what is in hand.
    open: [(&'static str, Vec<Open>); 2],
    /// Study: topics branches owe, and follow-up tasks.
    topics: Vec<OwedTopic>,
    tasks: Vec<TaskLine>,
    may_plan: bool,
    /// Address and name of the books of its initiative.
    books: Vec<(String, &'static str)>,
    done: Vec<Line>,
    papers: Vec<String>,
}

/// The figures of an area, in the order of the programme, as `view` asks.
pub(crate) async fn figures(app: &App, view: &View, area: Area, frame: &Frame) -> Result<Vec<Line>, Problem> {
    let mut lines = Vec::new();
    for initiative in PILLARS.iter().flat_map(|pillar| &pillar.initiatives).filter(|i| i.page == Some(area.href())) {
        lines.extend(figures_of(app, view, initiative, frame).await?);
    }
    Ok(lines)
}

/// The figures of an initiative, in its order, as `view` asks.
pub(crate) async fn figures_of(app: &App, view: &View, initiative: &Initiative, frame: &Frame) -> Result<Vec<Line>, Problem> {
    let query = query_of(&view.asked);
    let catalogue = app.store.published().catalogue();
    let mut definitions: Vec<_> = catalogue.in_use().filter(|definition| initiative.has(definition)).collect();
    definitions.sort_by_key(|definition| initiative.place(definition));
    let mut lines = Vec::new();
    for definition in definitions {
        let value = view.value(app, definition).await?;
        lines.push(Line {
            href: format!("/figures/{}{query}", definition.id),
            name: frame.lang.pick(&definition.zh, &definition.en).to_owned(),
            amount: Amount::new(&value.worth, &value.unit, frame.lang),
        });
    }
    Ok(lines)
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    area: Area,
    frame: Frame,
    asked: Asked,
) -> Result<Html<String>, Problem> {
    let view = View::new(&app, &actor, asked, app.period())?;
    let lang = frame.lang;
    let today = app.store.now().day();
    let recording = app.store.scopes(&actor, area.action());
    let (mut due, mut in_hand) = (Vec::new(), Vec::new());
    // What is open below the unit shown, as far as one may record there.
    if let Ok(scope) = app.store.allow(&actor, area.action(), &view.unit) {
        for thing in app.store.unfinished(&scope, area.listed(), today.plus_days(AHEAD), SHOWN).await? {
            let open = Open::of(&app, &frame, &thing, area.href_of(thing.id), thing.title.clone())?;
            if open.late { due.push(open) } else { in_hand.push(open) }
        }
    }
    let initiative = area.initiative();
    let (late, soon) = books::area::open(&app, &actor, &frame, &view.unit, initiative).await?;
    due.extend(late);
    in_hand.extend(soon);
    let (mut topics, mut tasks) = (Vec::new(), Vec::new());
    if area == Area::Study
        && let Ok(scope) = app.store.allow(&actor, Action::ReadRows, &view.unit)
    {
        topics = owed::topics(&app, &scope, today).await?;
        tasks = owed::tasks(&app, &actor, &frame, today).await?;
    }
    let may_list = !app.store.scopes(&actor, Action::ReadRows).is_empty();
    show(&Page {
        topics,
        tasks,
        may_plan: area == Area::Training && !app.store.scopes(&actor, Action::PlanTraining).is_empty(),
        done: figures(&app, &view, area, &frame).await?,
        chooser: Chooser::new(&app, &view, &app.store.scopes(&actor, Action::ReadFigures), lang),
        unit: unit_name(&app, &view.unit, lang),
        period: amount::span(view.period, lang),
        may_record: !recording.is_empty(),
        books: if may_list { books::area::shelf(&frame, initiative) } else { Vec::new() },
        may_list,
        papers: area
            .papers()
            .iter()
            .map(|paper| frame.word("paper", paper))
            .chain(books::area::books_of(initiative).flat_map(|book| book.papers).map(|paper| say(lang, *paper).to_owned()))
            .collect(),
        open: [("held-due", due), ("held-in-hand", in_hand)],
        area,
        frame,
    })
}
