//! `GET /figures`: every figure in use with its value, for one unit and period. Each value opens to its own page.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use nc_people::Action;

use super::amount::{self, Amount};
use super::figure::scope_word;
use crate::app::App;
use crate::asked::Asked;
use crate::caller::Viewer;
use crate::figure::View;
use crate::frame::{Chooser, Frame, query_of, show, unit_name};
use crate::problem::Problem;

struct Line {
    href: String,
    id: String,
    name: String,
    amount: Amount,
    period: String,
    sense: String,
    version: u32,
}

struct Group {
    name: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "pages/figures.html")]
struct Page {
    frame: Frame,
    chooser: Chooser,
    unit: String,
    groups: Vec<Group>,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    frame: Frame,
    asked: Asked,
) -> Result<Html<String>, Problem> {
    let view = View::new(&app, &actor, asked, app.period())?;
    let query = query_of(&view.asked);
    let lang = frame.lang;
    let mut groups: Vec<Group> = Vec::new();
    for definition in app.store.published().catalogue().in_use() {
        let value = view.value(&app, definition).await?;
        let name = lang.word("group", definition.id.split('.').next().unwrap_or_default());
        let line = Line {
            href: format!("/figures/{}{query}", definition.id),
            id: definition.id.clone(),
            name: lang.pick(&definition.zh, &definition.en).to_owned(),
            amount: Amount::new(&value.worth, &value.unit, lang),
            period: amount::period(definition, value.period, lang),
            sense: lang.word("sense", scope_word(definition.scope)),
            version: value.version,
        };
        match groups.last_mut() {
            Some(group) if group.name == name => group.lines.push(line),
            _ => groups.push(Group { name, lines: vec![line] }),
        }
    }
    let chooser = Chooser::new(&app, &view, &app.store.scopes(&actor, Action::ReadFigures), lang);
    let unit = unit_name(&app, &view.unit, lang);
    show(&Page { frame, chooser, unit, groups })
}
