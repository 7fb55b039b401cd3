//! The page as a spreadsheet: the same year, unit and numbers.

use axum::response::Response;
use nc_capability::training::progress::{Against, Progress};
use nc_office::{ListCell, ListColumn, ListSheet};

use super::page::Page;
use crate::answer::{XLSX, attachment};
use crate::app::App;
use crate::problem::Problem;

/// Columns before the numbers.
const NAMES: [&str; 4] = ["plan-part", "plan-item", "plan-name", "plan-standing"];
/// Columns of numbers: planned, then held, of each measure.
const NUMBERS: [&str; 4] = ["plan-runs", "plan-attendances", "plan-minutes", "plan-budget"];

fn numbers(against: Against) -> Vec<ListCell<'static>> {
    let money = |units| ListCell::Decimal { units, scale: 2 };
    let Against { planned, held } = against;
    let counts = [(planned.runs, held.runs), (planned.attendances, held.attendances), (planned.credit_minutes, held.credit_minutes)];
    let counts = counts.into_iter().flat_map(|(planned, held)| [ListCell::Integer(planned), ListCell::Integer(held)]);
    counts.chain([money(planned.fen), money(held.fen)]).collect()
}

pub(super) fn answer(app: &App, page: &Page, progress: &Progress) -> Result<Response, Problem> {
    let frame = &page.frame;
    let today = app.store.now().day();
    let mut notes = vec![page.unit.clone(), frame.lang.with("list-as-of", &[("day", &today)])];
    notes.extend(frame.label.clone());
    let names = NAMES.iter().map(|key| frame.t(key).into_owned());
    let pairs = NUMBERS.iter().flat_map(|key| {
        let name = frame.t(key);
        [format!("{name} {}", frame.t("plan-planned")), format!("{name} {}", frame.t("plan-held"))]
    });
    let last = ["plan-due", "plan-in-hand"].map(|key| frame.t(key).into_owned());
    let titles = names.chain(pairs).chain(last);
    let sheet = ListSheet {
        title: frame.lang.with("plan-title-of", &[("year", &page.year)]),
        notes,
        columns: titles.map(|title| ListColumn { title, width: 16.0 }).collect(),
        created: today.date().at(0, 0, 0, 0),
    };
    let text = |text: &str| ListCell::text(text.to_owned());
    let row = |part: &str, name: &str, against: Against| {
        let mut row = vec![text(&frame.t(part)), ListCell::Empty, text(name), ListCell::Empty];
        row.extend(numbers(against));
        row
    };
    let mut rows = vec![row("plan-year", &page.year.to_string(), progress.year)];
    rows.extend(page.months.iter().zip(progress.months.values()).map(|(line, against)| row("plan-month", &line.name, *against)));
    rows.extend(page.categories.iter().zip(progress.categories.values()).map(|(line, against)| row("plan-category", &line.name, *against)));
    rows.extend(page.items.iter().zip(&progress.lines).map(|(item, line)| {
        let mut row = vec![text(&frame.t("plan-line")), text(&item.item), text(&item.title), text(&item.standing)];
        row.extend(numbers(line.against));
        row.extend([ListCell::Integer(item.due), ListCell::Integer(item.in_hand)]);
        row
    }));
    let bytes = nc_office::list_xlsx(&sheet, rows).map_err(|fault| {
        tracing::error!(error = %fault, "a plan cannot be written");
        Problem::Fault
    })?;
    Ok(attachment(XLSX, "plan.xlsx", bytes))
}
