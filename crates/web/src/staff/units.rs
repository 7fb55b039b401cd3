//! `GET /units?on=`: the units of a day, each with its former names and how many serve in it and below.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use nc_people::{Action, Directory, Unit};

use crate::api::schema::word;
use crate::app::App;
use crate::caller::Viewer;
use crate::frame::{Frame, show};
use crate::lang::Lang;
use crate::link::link;
use crate::list::{self, Cell, Kind, Listing, Wanted, column};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "staff/units.html")]
struct Page {
    frame: Frame,
    on: String,
    list: Listing,
}

/// What a unit was called before, in order.
pub(crate) fn former_names(directory: &Directory, unit: &Unit, lang: Lang) -> String {
    let names = directory.unit_names(&unit.path).filter(|name| name.from < unit.from);
    names.map(|name| lang.pick(&name.name_zh, &name.name_en)).collect::<Vec<_>>().join(lang.pick("、", ", "))
}

pub(crate) async fn handle(State(app): State<Arc<App>>, Viewer(actor): Viewer, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    let lang = frame.lang;
    let on = wanted.day("on").unwrap_or_else(|| app.store.now().day());
    let scopes = app.somewhere(&actor, Action::ReadPeople)?;
    let columns = vec![
        column(&frame, "unit", Kind::Text),
        column(&frame, "path", Kind::Code),
        column(&frame, "unit_kind", Kind::Text),
        column(&frame, "from", Kind::Day),
        column(&frame, "former", Kind::Text),
        column(&frame, "serving", Kind::Number),
    ];
    let day = on.to_string();
    let rows: Vec<Vec<Cell>> = app.store.published().with_directory(|directory| {
        let mut serving = std::collections::HashMap::new();
        for scope in &scopes {
            for (_, member) in directory.serving(scope.path(), on) {
                // The unit and all above it, as the list that the number opens.
                for unit in member.unit.lineage() {
                    *serving.entry(unit).or_insert(0_i64) += 1;
                }
            }
        }
        let units = scopes.iter().flat_map(|scope| directory.units_within(scope.path(), on));
        units
            .map(|unit| {
                let name = lang.pick(&unit.name_zh, &unit.name_en);
                let indent = "\u{3000}".repeat(unit.path.depth().saturating_sub(1));
                let people = link("/people", &[("unit", unit.path.as_str()), ("on", &day)]);
                vec![
                    Cell::link(format!("{indent}{name}"), people.clone()).ordered(unit.path.as_str()),
                    Cell::text(unit.path.as_str()),
                    Cell::text(frame.word("unit-kind", &word(&unit.kind))),
                    Cell::text(unit.from.to_string()),
                    Cell::text(former_names(directory, unit, lang)),
                    Cell::link(serving.get(&unit.path).copied().unwrap_or_default().to_string(), people),
                ]
            })
            .collect()
    });
    let title = frame.t("units-title").into_owned();
    if wanted.xlsx {
        return Ok(list::xlsx(&app, &frame, &wanted, &title, &columns, rows)?.into_response());
    }
    let list = Listing::new(&frame, &wanted, title, columns, rows, "units-empty");
    Ok(show(&Page { frame, on: day, list })?.into_response())
}
