//! `GET /figures`: every figure in use with its value, for one unit and period, as a list: searched, by group, in the
//! catalogue's order or by name. Each value opens to its own page.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use nc_figures::Definition;
use nc_people::Action;

use super::amount::{self, Amount};
use super::figure::scope_word;
use crate::app::App;
use crate::asked::Asked;
use crate::caller::Viewer;
use crate::figure::View;
use crate::frame::{Chooser, Frame, Step, query_of, show, unit_name};
use crate::lang::Lang;
use crate::link::link;
use crate::list::{self, Cell, Column, Kind, Listing, Wanted};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "pages/figures.html")]
struct Page {
    frame: Frame,
    chooser: Chooser,
    unit: String,
    /// 类别: all of them, then each, as links.
    groups: Vec<Step>,
    list: Listing,
}

/// The first word of an id: what the figure is about.
fn group_of(definition: &Definition) -> &str {
    definition.id.split('.').next().unwrap_or_default()
}

fn columns(frame: &Frame) -> Vec<Column> {
    let column = |key, title: &str, kind| Column { key, title: frame.t(title).into_owned(), kind, sortable: kind != Kind::Number };
    vec![
        column("name", "figures-name", Kind::Text),
        column("value", "figures-value", Kind::Number),
        Column { sortable: false, ..column("measure", "figures-measure", Kind::Text) },
        column("group", "figures-group", Kind::Text),
        Column { sortable: false, ..column("period", "figures-period", Kind::Day) },
        column("sense", "figure-sense", Kind::Text),
        column("id", "figures-version", Kind::Code),
    ]
}

async fn row(app: &App, view: &View, definition: &Definition, lang: Lang) -> Result<Vec<Cell>, Problem> {
    let value = view.value(app, definition).await?;
    let amount = Amount::new(&value.worth, &value.unit, lang);
    let href = format!("/figures/{}{}", definition.id, query_of(&view.asked));
    Ok(vec![
        Cell::link(lang.pick(&definition.zh, &definition.en), href.clone()),
        Cell::link(amount.number, href).noted(amount.detail),
        Cell::text(amount.measure),
        Cell::text(lang.word("group", group_of(definition))),
        Cell::text(amount::period(definition, value.period, lang)),
        Cell::text(lang.word("sense", scope_word(definition.scope))),
        Cell::text(format!("{}@{}", definition.id, value.version)),
    ])
}

/// The groups there are, each as a link that keeps the rest of the question.
fn groups(frame: &Frame, wanted: &Wanted, all: &[Definition]) -> Vec<Step> {
    let chosen = wanted.filter("group");
    let mut words = vec![""];
    for definition in all {
        if !words.contains(&group_of(definition)) {
            words.push(group_of(definition));
        }
    }
    let step = |word: &str| {
        let mut pairs: Vec<(&str, &str)> =
            wanted.other.iter().map(|(name, value)| (name.as_str(), value.as_str())).filter(|(name, _)| *name != "group").collect();
        pairs.push(("group", word));
        let name = if word.is_empty() { frame.t("figures-all").into_owned() } else { frame.word("group", word) };
        Step { name, href: link("/figures", &pairs), here: word == chosen }
    };
    words.into_iter().map(step).collect()
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    frame: Frame,
    asked: Asked,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let view = View::new(&app, &actor, asked, app.period())?;
    let lang = frame.lang;
    let all: Vec<Definition> = app.store.published().catalogue().in_use().cloned().collect();
    let chosen = wanted.filter("group");
    let mut rows = Vec::new();
    for definition in all.iter().filter(|definition| chosen.is_empty() || group_of(definition) == chosen) {
        rows.push(row(&app, &view, definition, lang).await?);
    }
    let unit = unit_name(&app, &view.unit, lang);
    let title = format!("{} · {unit}", frame.t("figures-title"));
    if wanted.xlsx {
        return list::xlsx(&app, &frame, &wanted, &title, &columns(&frame), rows);
    }
    let empty = if all.is_empty() { "figures-empty" } else { "figures-no-match" };
    let list = Listing::new(&frame, &wanted, title, columns(&frame), rows, empty);
    let chooser = Chooser::new(&app, &view, &app.store.scopes(&actor, Action::ReadFigures), lang);
    let groups = groups(&frame, &wanted, &all);
    Ok(show(&Page { frame, chooser, unit, groups, list })?.into_response())
}
