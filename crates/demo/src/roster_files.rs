//! Rosters that go through a real xlsx file: written, read back, every number looked up, as an import does it.

use std::collections::HashMap;

use nc_capability::training::command::ImportRow;
use nc_capability::training::{ClassId, Status};
use nc_kernel::Day;
use nc_kernel::identifiers::CitizenNumber;
use nc_office::{ListCell, ListColumn, ListSheet, ReadOptions, RosterOptions, list_xlsx, parse_roster, read, roster_columns};
use nc_people::Action;

use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::names;
use crate::places::zh_labelled;
use crate::training::Class;
use crate::world::World;

const HEADINGS: [&str; 5] = ["班次编号", "警号", "姓名", "单位", "状态"];

/// Writes the roster of `class` as xlsx, reads it back, and gives the rows to import.
pub(crate) async fn through(world: &World, class: &Class, clerk: &Clerk<'_>) -> Result<Vec<ImportRow>, DemoError> {
    let fault = |why: String| DemoError::RosterFile { class: class.serial.clone(), why };
    let bytes = write(world, class).map_err(|e| fault(e.to_string()))?;
    let columns = roster_columns(false);
    let table = read(&bytes, &columns, ReadOptions::default()).map_err(|e| fault(e.to_string()))?;
    let valid_id = |number: &str| CitizenNumber::parse(number).is_ok();
    let roster = parse_roster(&table, RosterOptions { class_fixed: false, valid_id: &valid_id });
    if let Some(first) = roster.faults.first() {
        return Err(fault(first.en.clone()));
    }
    if roster.rows.len() != class.rows.len() {
        return Err(fault(format!("{} rows written, {} read", class.rows.len(), roster.rows.len())));
    }
    let store = &clerk.store;
    let failed = |source| DemoError::Store { doing: format!("looking up the roster of {}", class.serial), source };
    let scope = store.allow(&world.actors.political, Action::ReadPeople, world.places.bureau()?).map_err(failed)?;
    let numbers: Vec<&str> = roster.rows.iter().filter_map(|row| row.police_number.as_deref()).collect();
    let people: HashMap<_, _> = store.resolve(&scope, "police_number", &numbers).await.map_err(failed)?;
    let row = |row: &nc_office::RosterRow| {
        let number = row.police_number.as_deref().unwrap_or_default();
        Ok(ImportRow {
            place: format!("名册!A{}", row.line),
            class: ClassId::of_serial(row.class_no.as_deref().unwrap_or_default()),
            person: people.get(number).copied().ok_or_else(|| fault(format!("nobody has the number in line {}", row.line)))?,
            status: status(row.status),
            credit_minutes: None,
            score: None,
        })
    };
    roster.rows.iter().map(row).collect()
}

fn write(world: &World, class: &Class) -> Result<Vec<u8>, DemoError> {
    let day = world.days.day(class.to);
    let list = ListSheet {
        title: zh_labelled("培训考勤名册"),
        notes: vec![class.title.clone(), format!("培训日期：{} 至 {day}", world.days.day(class.from))],
        columns: HEADINGS.iter().map(|title| ListColumn { title: (*title).to_owned(), width: 18.0 }).collect(),
        created: created(day),
    };
    let mut rows = Vec::with_capacity(class.rows.len());
    for (number, status) in &class.rows {
        let member = world.staff.get(*number)?;
        let unit = member.unit_on(class.to).map(|unit| world.places.get(unit)).transpose()?;
        rows.push(vec![
            ListCell::text(class.serial.as_str()),
            ListCell::text(names::number(*number, member.kind)),
            ListCell::text(names::name(*number)),
            ListCell::text(unit.map(|place| place.zh.as_str()).unwrap_or_default()),
            ListCell::text(status.zh()),
        ]);
    }
    list_xlsx(&list, rows).map_err(|e| DemoError::RosterFile { class: class.serial.clone(), why: e.to_string() })
}

fn created(day: Day) -> jiff::civil::DateTime {
    day.date().at(18, 0, 0, 0)
}

fn status(read: nc_office::Status) -> Status {
    match read {
        nc_office::Status::Present => Status::Present,
        nc_office::Status::Late => Status::Late,
        nc_office::Status::EarlyLeave => Status::EarlyLeave,
        nc_office::Status::OfficialLeave => Status::OfficialLeave,
        nc_office::Status::SickLeave => Status::SickLeave,
        nc_office::Status::Absent => Status::Absent,
        nc_office::Status::MakeUp => Status::MakeUp,
    }
}
