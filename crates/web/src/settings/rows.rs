//! The rows of each list.

use std::time::Duration;

use super::Part;
use super::files::FrameworkItem;
use crate::api::schema::word;
use crate::app::App;
use crate::form::LARGEST_FORM;
use crate::frame::{Frame, unit_name};
use crate::list::{Cell, Column, Kind, column};
use crate::problem::Problem;
use crate::staff::units::former_names;

/// A list with what must be known to read it.
pub(super) struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    pub notes: Vec<String>,
}

/// One list.
pub(super) fn of(app: &App, frame: &Frame, part: Part) -> Table {
    match part {
        Part::Figures => figures(app, frame),
        Part::Units => units(app, frame),
        Part::Holidays => holidays(app, frame),
        Part::Framework => framework(app, frame),
        Part::Campaigns => campaigns(app, frame),
        Part::Templates => templates(app, frame),
        Part::Limits => limits(frame),
    }
}

/// Every version of every figure.
fn figures(app: &App, frame: &Frame) -> Table {
    let lang = frame.lang;
    let columns = vec![
        column(frame, "figure", Kind::Text),
        column(frame, "code", Kind::Code),
        column(frame, "version", Kind::Code),
        column(frame, "measure", Kind::Text),
        column(frame, "effective", Kind::Day),
        column(frame, "state", Kind::Text),
    ];
    let catalogue = app.store.published().catalogue();
    let rows = catalogue.all().map(|definition| {
        let in_use = catalogue.latest(&definition.id).is_some_and(|latest| latest.version == definition.version);
        vec![
            Cell::link(lang.pick(&definition.zh, &definition.en), format!("/settings/figures/{}", definition.id)),
            Cell::text(&definition.id),
            Cell::text(definition.version.to_string()).ordered(format!("{:06}", definition.version)),
            Cell::text(&definition.unit),
            Cell::text(definition.effective.to_string()),
            if in_use { Cell::mark(frame.t("settings-in-use"), "ok") } else { Cell::mark(frame.t("settings-earlier"), "off") },
        ]
    });
    Table { columns, rows: rows.collect(), notes: Vec::new() }
}

/// The units under today's names, with the names they bore before.
fn units(app: &App, frame: &Frame) -> Table {
    let lang = frame.lang;
    let columns = vec![
        column(frame, "unit", Kind::Text),
        column(frame, "path", Kind::Code),
        column(frame, "unit_kind", Kind::Text),
        column(frame, "from", Kind::Day),
        column(frame, "former", Kind::Text),
    ];
    let today = app.store.now().day();
    let rows = app.store.published().with_directory(|directory| {
        let Some(bureau) = directory.bureau().map(|bureau| bureau.path.clone()) else { return Vec::new() };
        let row = |unit: &nc_people::model::Unit| {
            vec![
                Cell::text(lang.pick(&unit.name_zh, &unit.name_en)).ordered(unit.path.as_str()),
                Cell::text(unit.path.as_str()),
                Cell::text(frame.word("unit-kind", &word(&unit.kind))),
                Cell::text(unit.from.to_string()),
                Cell::text(former_names(directory, unit, lang)),
            ]
        };
        directory.units_within(&bureau, today).map(row).collect()
    });
    Table { columns, rows, notes: Vec::new() }
}

/// Days off, and weekend days worked to make up for them.
fn holidays(app: &App, frame: &Frame) -> Table {
    let lang = frame.lang;
    let columns = vec![
        column(frame, "holiday", Kind::Text),
        column(frame, "state", Kind::Text),
        column(frame, "first_day", Kind::Day),
        column(frame, "last_day", Kind::Day),
        column(frame, "source", Kind::Text),
    ];
    let mut rows = Vec::new();
    let mut notes = Vec::new();
    for year in &app.catalogue.holidays {
        for holiday in &year.holiday {
            let name = lang.pick(&holiday.zh, &holiday.en);
            let row = |state: Cell, from: String, to: String| {
                vec![Cell::text(name), state, Cell::text(from), Cell::text(to), Cell::text(&year.source)]
            };
            rows.push(row(Cell::mark(frame.t("settings-day-off"), "ok"), holiday.from.to_string(), holiday.to.to_string()));
            for day in &holiday.worked {
                rows.push(row(Cell::mark(frame.t("settings-day-worked"), "late"), day.to_string(), day.to_string()));
            }
        }
        if !year.checked {
            notes.push(frame.t1("settings-unchecked", "year", &year.year));
        }
    }
    if let Some(last) = app.catalogue.holidays.iter().map(|year| year.year).max() {
        notes.push(frame.t1("settings-known-through", "year", &last));
    }
    Table { columns, rows, notes }
}

/// “1+12+N”.
fn framework(app: &App, frame: &Frame) -> Table {
    let lang = frame.lang;
    let columns = vec![
        column(frame, "layer", Kind::Code),
        column(frame, "code", Kind::Code),
        column(frame, "item", Kind::Text),
        column(frame, "unit", Kind::Text),
        column(frame, "state", Kind::Text),
        column(frame, "basis", Kind::Text),
    ];
    let framework = &app.catalogue.framework;
    let layers = [("1", &framework.main), ("12", &framework.branch), ("N", &framework.special)];
    let row = |layer: &str, item: &FrameworkItem| {
        vec![
            Cell::text(layer),
            Cell::text(&item.code),
            Cell::text(lang.pick(&item.zh, &item.en)),
            Cell::text(item.unit.as_ref().map(|unit| unit_name(app, unit, lang)).unwrap_or_default()),
            if item.example { Cell::mark(frame.t("settings-example"), "late") } else { Cell::mark(frame.t("settings-published"), "ok") },
            Cell::text(half(&item.basis, frame)),
        ]
    };
    let rows = layers.into_iter().flat_map(|(layer, items)| items.iter().map(move |item| row(layer, item))).collect();
    let notes = [lang.pick(&framework.zh, &framework.en).to_owned(), half(&framework.basis, frame)];
    Table { columns, rows, notes: notes.into_iter().filter(|note| !note.is_empty()).collect() }
}

/// The files write a basis in both languages, Chinese before a slash.
fn half(both: &str, frame: &Frame) -> String {
    let (zh, en) = both.split_once(" / ").unwrap_or((both, both));
    frame.lang.pick(zh, en).to_owned()
}

fn campaigns(app: &App, frame: &Frame) -> Table {
    let columns = vec![column(frame, "campaign", Kind::Text), column(frame, "first_day", Kind::Day)];
    let rows = app.catalogue.campaigns.iter().map(|c| vec![Cell::text(&c.name), Cell::text(c.first_day.to_string())]).collect();
    let notes = app.catalogue.campaigns_basis.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
    Table { columns, rows, notes: notes.collect() }
}

fn templates(app: &App, frame: &Frame) -> Table {
    let columns = vec![column(frame, "template", Kind::Text), column(frame, "title", Kind::Text)];
    let row = |template: &super::ReportTemplate| {
        let title = nc_figures::report::Template::parse(&template.text).map(|read| read.title).unwrap_or_default();
        vec![Cell::link(&template.name, format!("/settings/templates/{}", template.name)), Cell::text(title)]
    };
    Table { columns, rows: app.catalogue.templates.iter().map(row).collect(), notes: Vec::new() }
}

/// What the program holds itself to, read from where it is held.
fn limits(frame: &Frame) -> Table {
    let columns = vec![column(frame, "limit", Kind::Text), column(frame, "amount", Kind::Number), column(frame, "limit_unit", Kind::Text)];
    let minutes = |micros: i64| micros / 60_000_000;
    let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let limits: [(&str, i64, &str); 9] = [
        ("session-idle", minutes(nc_store::door::IDLE), "minutes"),
        ("session-longest", minutes(nc_store::door::LONGEST), "minutes"),
        ("request", i64::try_from(Duration::as_secs(&crate::answer::PATIENCE)).unwrap_or(i64::MAX), "seconds"),
        ("upload", whole(Problem::LARGEST_BODY / 1024), "kib"),
        ("form", whole(LARGEST_FORM / 1024), "kib"),
        ("sheet-rows", i64::from(nc_office::DEFAULT_MAX_ROWS), "rows"),
        ("article", whole(nc_office::MAX_PROSE), "letters"),
        ("article-page", whole(crate::check::page::MOST), "letters"),
        ("recovery-codes", whole(nc_store::door::RECOVERY_CODES), "codes"),
    ];
    let row = |(key, n, unit): (&str, i64, &str)| {
        vec![Cell::text(frame.word("limit", key)), Cell::text(n.to_string()), Cell::text(frame.word("limit-unit", unit))]
    };
    Table { columns, rows: limits.into_iter().map(row).collect(), notes: Vec::new() }
}
