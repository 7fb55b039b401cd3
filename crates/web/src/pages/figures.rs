//! `GET /figures`: every figure in use with its value, for one unit and period, as a list: searched, by group, in the
//! catalogue's order or by name. Each value opens to its own page.

use std::collections::HashMap;
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

fn address(view: &View, definition: &Definition) -> String {
    format!("/figures/{}{}", definition.id, query_of(&view.asked))
}

/// The row of a figure without its value, which takes reading.
fn row(view: &View, definition: &Definition, lang: Lang) -> Vec<Cell> {
    let href = address(view, definition);
    vec![
        Cell::link(lang.pick(&definition.zh, &definition.en), href.clone()),
        Cell::link("", href),
        Cell::text(""),
        Cell::text(lang.word("group", group_of(definition))),
        Cell::text(amount::period(definition, view.period, lang)),
        Cell::text(lang.word("sense", scope_word(definition.scope))),
        Cell::text(definition.key().to_string()),
    ]
}

/// Puts the values into the rows of some of `definitions`.
async fn fill(app: &App, view: &View, definitions: &[Definition], rows: &mut [Vec<Cell>], lang: Lang) -> Result<(), Problem> {
    let of: HashMap<String, &Definition> = definitions.iter().map(|definition| (address(view, definition), definition)).collect();
    for row in rows {
        let [name, number, measure, ..] = row.as_mut_slice() else { continue };
        let Some(definition) = of.get(&name.href) else { continue };
        let value = view.value(app, definition).await?;
        let amount = Amount::new(&value.worth, &value.unit, lang);
        *number = Cell::link(amount.number, std::mem::take(&mut number.href)).noted(amount.detail);
        *measure = Cell::text(amount.measure);
    }
    Ok(())
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
    let of_group = all.iter().filter(|definition| chosen.is_empty() || group_of(definition) == chosen);
    let mut rows: Vec<Vec<Cell>> = of_group.map(|definition| row(&view, definition, lang)).collect();
    // Values of the rows that are shown are enough, unless the list is searched in or downloaded whole.
    let needs_all = wanted.needs_all("value");
    if needs_all {
        fill(&app, &view, &all, &mut rows, lang).await?;
    }
    let unit = unit_name(&app, &view.unit, lang);
    let title = format!("{} · {unit}", frame.t("figures-title"));
    if wanted.xlsx {
        return list::xlsx(&app, &frame, &wanted, &title, &columns(&frame), rows);
    }
    let empty = if all.is_empty() { "figures-empty" } else { "figures-no-match" };
    let mut list = Listing::new(&frame, &wanted, title, columns(&frame), rows, empty);
    if !needs_all {
        fill(&app, &view, &all, &mut list.rows, lang).await?;
    }
    let chooser = Chooser::new(&app, &view, &app.store.scopes(&actor, Action::ReadFigures), lang);
    let groups = groups(&frame, &wanted, &all);
    Ok(show(&Page { frame, chooser, unit, groups, list })?.into_response())
}
