//! `GET /pillars`: 四大支柱. The twelve initiatives of the programme with their figures for one unit and period, what is
//! overdue, and what cannot be proved because nothing is recorded for it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use nc_figures::Worth;
use nc_people::Action;

use super::amount::{self, Amount};
use crate::app::App;
use crate::areas::{PILLARS, is_overdue};
use crate::asked::Asked;
use crate::caller::Viewer;
use crate::figure::View;
use crate::frame::{Chooser, Frame, query_of, show, unit_name};
use crate::problem::Problem;

struct Line {
    href: String,
    name: String,
    amount: Amount,
}

struct Initiative {
    key: &'static str,
    name: String,
    about: String,
    page: Option<&'static str>,
    lines: Vec<Line>,
    /// How many figures there are beyond those shown.
    more: usize,
    overdue: Vec<Line>,
}

struct Pillar {
    number: usize,
    key: &'static str,
    name: String,
    about: String,
    initiatives: Vec<Initiative>,
}

#[derive(Template)]
#[template(path = "pages/pillars.html")]
struct Page {
    frame: Frame,
    chooser: Chooser,
    unit: String,
    period: String,
    pillars: Vec<Pillar>,
    proved: usize,
    all: String,
}

/// Figures of an initiative shown on the page; the rest is a link away.
const SHOWN: usize = 5;

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    frame: Frame,
    asked: Asked,
) -> Result<Html<String>, Problem> {
    let view = View::new(&app, &actor, asked, app.period())?;
    let query = query_of(&view.asked);
    let lang = frame.lang;
    let catalogue = app.store.published().catalogue();
    let mut pillars = Vec::new();
    let mut proved = 0;
    for (number, pillar) in PILLARS.iter().enumerate() {
        let mut initiatives = Vec::new();
        for initiative in &pillar.initiatives {
            let mut definitions: Vec<_> = catalogue.in_use().filter(|definition| initiative.has(definition)).collect();
            definitions.sort_by_key(|definition| initiative.place(definition));
            let (mut lines, mut overdue) = (Vec::new(), Vec::new());
            for definition in &definitions {
                let late = is_overdue(definition);
                if !late && lines.len() >= SHOWN {
                    continue;
                }
                let value = view.value(&app, definition).await?;
                let line = Line {
                    href: format!("/figures/{}{query}", definition.id),
                    name: lang.pick(&definition.zh, &definition.en).to_owned(),
                    amount: Amount::new(&value.worth, &value.unit, lang),
                };
                match value.worth {
                    Worth::Count(n) if late => {
                        if n > 0 {
                            overdue.push(line);
                        }
                    }
                    _ => lines.push(line),
                }
            }
            proved += usize::from(!definitions.is_empty());
            initiatives.push(Initiative {
                key: initiative.key,
                name: frame.word("initiative", initiative.key),
                about: frame.word("initiative-about", initiative.key),
                page: initiative.page,
                more: definitions.iter().filter(|d| !is_overdue(d)).count().saturating_sub(lines.len()),
                lines,
                overdue,
            });
        }
        pillars.push(Pillar {
            number: number + 1,
            key: pillar.key,
            name: frame.word("pillar", pillar.key),
            about: frame.word("pillar-about", pillar.key),
            initiatives,
        });
    }
    let chooser = Chooser::new(&app, &view, &app.store.scopes(&actor, Action::ReadFigures), lang);
    let unit = unit_name(&app, &view.unit, lang);
    let period = amount::span(view.period, lang);
    show(&Page { frame, chooser, unit, period, pillars, proved, all: format!("/figures{query}") })
}
