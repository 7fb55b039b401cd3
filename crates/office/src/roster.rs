//! Reads an attendance roster out of a table: clean rows, and every fault by cell.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jiff::civil::Date;

use crate::columns::Binding;
use crate::fault::{CellFault, Problem, cell_name};
use crate::reading::{self, Reading};
use crate::roster_columns::roster_columns;
use crate::table::{Area, Row, Table};
use crate::value::Value;

/// 考勤状态. An empty cell of the roster is [`Status::Present`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 出勤
    #[default]
    Present,
    /// 迟到
    Late,
    /// 早退
    EarlyLeave,
    /// 公假
    OfficialLeave,
    /// 病假
    SickLeave,
    /// 缺勤、旷课
    Absent,
    /// 补训
    MakeUp,
}

impl Status {
    fn from_canonical(name: &str) -> Self {
        match name {
            "late" => Self::Late,
            "early_leave" => Self::EarlyLeave,
            "official_leave" => Self::OfficialLeave,
            "sick_leave" => Self::SickLeave,
            "absent" => Self::Absent,
            "make_up" => Self::MakeUp,
            _ => Self::Present,
        }
    }
}

/// One line of a roster without any fault this crate can see. Whether the person exists is the caller's to check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RosterRow {
    /// Sheet line, from 1.
    pub line: u32,
    /// 班次编号; always there unless the caller fixed the class.
    pub class_no: Option<String>,
    /// 警号, folded and upper case. At least one of the two numbers is there.
    pub police_number: Option<String>,
    /// 身份证号, accepted by the caller's check.
    pub id_number: Option<String>,
    /// 姓名, for comparison with the number.
    pub name: Option<String>,
    /// 单位 as written.
    pub unit: Option<String>,
    /// 日期 of the attendance.
    pub date: Option<Date>,
    /// 状态.
    pub status: Status,
    /// 学时 in tenths, a multiple of 5.
    pub credit_tenths: Option<u32>,
    /// 成绩 in hundredths.
    pub score_hundredths: Option<u32>,
    /// 备注.
    pub note: Option<String>,
}

/// What the caller knows before a roster is read.
#[derive(Clone, Copy)]
pub struct RosterOptions<'a> {
    /// True if the class is fixed by the page the file was uploaded on; then 班次编号 may be missing.
    pub class_fixed: bool,
    /// Says whether an identity number (folded, upper case) is valid: GB 11643, from `nc_kernel::identifiers`.
    pub valid_id: &'a dyn Fn(&str) -> bool,
}

/// A roster of attendance as read.
pub type Roster = Reading<RosterRow>;

/// Places of the roster's columns, looked up once.
struct Slots {
    class_no: Option<usize>,
    police_number: Option<usize>,
    id_number: Option<usize>,
    name: Option<usize>,
    unit: Option<usize>,
    date: Option<usize>,
    status: Option<usize>,
    hours: Option<usize>,
    score: Option<usize>,
    note: Option<usize>,
}

/// A row and whether it may be imported.
struct Draft {
    row: RosterRow,
    clean: bool,
}

/// Reads every line under the header. Rows with a fault are reported and left out of [`Roster::rows`].
#[must_use]
pub fn parse_roster(table: &Table, options: RosterOptions<'_>) -> Roster {
    let columns = roster_columns(options.class_fixed);
    let binding = match columns.bind(table) {
        Ok(binding) => binding,
        Err(faults) => return Roster::without_header(faults, Vec::new()),
    };
    let slot = |id| binding.slot(id).filter(|slot| binding.column_at(*slot).is_some());
    let slots = Slots {
        class_no: slot("class_no"),
        police_number: slot("police_number"),
        id_number: slot("id_number"),
        name: slot("name"),
        unit: slot("unit"),
        date: slot("date"),
        status: slot("status"),
        hours: slot("hours"),
        score: slot("score"),
        note: slot("note"),
    };
    if slots.police_number.is_none() && slots.id_number.is_none() {
        return Roster::without_header(vec![no_number_column(table)], binding.notes.clone());
    }
    let number_column = slots.police_number.or(slots.id_number).and_then(|slot| binding.column_at(slot));
    let mut reader = RosterReader {
        merged: merged_lines(table, number_column),
        binding: &binding,
        slots,
        valid_id: options.valid_id,
        faults: Vec::new(),
    };
    let mut notes = binding.notes.clone();
    let lines = reading::data(table, &binding, &mut notes);
    let mut drafts: Vec<Draft> = lines.iter().map(|row| reader.row(row)).collect();
    reader.faults.extend(reading::merged(table, table.rows().last().map_or(0, |row| row.line)));
    reader.duplicates(&mut drafts);
    let faults = reader.faults;
    let rows = drafts.into_iter().filter(|draft| draft.clean).map(|draft| draft.row).collect();
    Roster::of(rows, faults, notes, lines.len(), binding)
}

struct RosterReader<'a> {
    binding: &'a Binding,
    slots: Slots,
    valid_id: &'a dyn Fn(&str) -> bool,
    /// Runs of lines whose number cells are merged, rising.
    merged: Vec<(u32, u32)>,
    faults: Vec<CellFault>,
}

impl RosterReader<'_> {
    fn row(&mut self, row: &Row<'_>) -> Draft {
        let before = self.faults.len();
        let class_no = self.text(row, self.slots.class_no);
        let police_number = self.text(row, self.slots.police_number);
        let id_number = self.text(row, self.slots.id_number);
        let numbers_read = self.faults.len();
        if let Some(number) = &id_number
            && !(self.valid_id)(number)
        {
            self.push(row.line, self.slots.id_number, &Problem::BadIdNumber);
        }
        let draft = RosterRow {
            line: row.line,
            name: self.text(row, self.slots.name),
            unit: self.text(row, self.slots.unit),
            date: match self.value(row, self.slots.date) {
                Value::Date(date) => Some(date),
                _ => None,
            },
            status: match self.value(row, self.slots.status) {
                Value::Choice(name) => Status::from_canonical(name),
                _ => Status::default(),
            },
            credit_tenths: self.scaled(row, self.slots.hours),
            score_hundredths: self.scaled(row, self.slots.score),
            note: self.text(row, self.slots.note),
            class_no,
            police_number,
            id_number,
        };
        // A number that is there but faulty has been reported; only nothing at all is missing.
        let number_slot = self.slots.police_number.or(self.slots.id_number);
        let unread = self.faults.get(before..numbers_read).unwrap_or_default();
        if draft.police_number.is_none() && draft.id_number.is_none() && !self.is_number_fault(unread) && !self.is_merged(row.line) {
            self.push(row.line, number_slot, &Problem::NumbersMissing);
        }
        Draft { row: draft, clean: self.faults.len() == before }
    }

    /// The same person twice in one class on one day: each later line names the first. A line that repeats the same
    /// first line by both numbers is reported once.
    fn duplicates(&mut self, drafts: &mut [Draft]) {
        let by_police = repeats(drafts, |row| row.police_number.as_deref());
        let by_id = repeats(drafts, |row| row.id_number.as_deref());
        for (slot, found, other) in [(self.slots.police_number, &by_police, None), (self.slots.id_number, &by_id, Some(&by_police))] {
            let Some(column) = slot.and_then(|slot| self.binding.column_at(slot)) else {
                continue;
            };
            for (at, first_line) in found {
                if other.is_some_and(|other: &HashMap<usize, u32>| other.get(at) == Some(first_line)) {
                    continue;
                }
                if let Some(draft) = drafts.get_mut(*at) {
                    draft.clean = false;
                    let first = cell_name(*first_line, column);
                    self.faults.push(CellFault::of(draft.row.line, column, &Problem::DuplicateRow { first }));
                }
            }
        }
    }

    fn value<'t>(&mut self, row: &Row<'t>, slot: Option<usize>) -> Value<'t> {
        reading::value(self.binding, &mut self.faults, row, slot)
    }

    fn text(&mut self, row: &Row<'_>, slot: Option<usize>) -> Option<String> {
        self.value(row, slot).into_text()
    }

    fn scaled(&mut self, row: &Row<'_>, slot: Option<usize>) -> Option<u32> {
        match self.value(row, slot) {
            Value::Scaled(units) => u32::try_from(units).ok(),
            _ => None,
        }
    }

    fn push(&mut self, line: u32, slot: Option<usize>, problem: &Problem) {
        let column = slot.and_then(|slot| self.binding.column_at(slot)).unwrap_or(0);
        self.faults.push(CellFault::of(line, column, problem));
    }

    fn is_number_fault(&self, faults: &[CellFault]) -> bool {
        let columns = [self.slots.police_number, self.slots.id_number].map(|slot| slot.and_then(|slot| self.binding.column_at(slot)));
        faults.iter().any(|fault| columns.contains(&Some(fault.column)))
    }

    /// True if the number cell of a line is part of a merged area, which has a fault of its own.
    fn is_merged(&self, line: u32) -> bool {
        let after = self.merged.partition_point(|(first, _)| *first <= line);
        let run = after.checked_sub(1).and_then(|at| self.merged.get(at));
        run.is_some_and(|(_, last)| line <= *last)
    }
}

/// Runs of lines in which a column is merged, rising; looked up by halving, since a sheet may have 100,000 of them.
fn merged_lines(table: &Table, column: Option<u32>) -> Vec<(u32, u32)> {
    let covers = |area: &&Area| column.is_some_and(|column| area.contains(area.first_line, column));
    let mut lines: Vec<(u32, u32)> = table.merges_in_data().filter(covers).map(|area| (area.first_line, area.last_line)).collect();
    lines.sort_unstable();
    lines
}

/// Drafts (by place) whose number was met before in the same class on the same day, with the line it was met on.
fn repeats(drafts: &[Draft], number: fn(&RosterRow) -> Option<&str>) -> HashMap<usize, u32> {
    let mut first: HashMap<(Option<&str>, Option<Date>, &str), u32> = HashMap::with_capacity(drafts.len());
    let mut repeated = HashMap::new();
    for (at, row) in drafts.iter().map(|draft| &draft.row).enumerate() {
        let Some(value) = number(row) else { continue };
        match first.entry((row.class_no.as_deref(), row.date, value)) {
            Entry::Occupied(entry) => {
                repeated.insert(at, *entry.get());
            }
            Entry::Vacant(entry) => {
                entry.insert(row.line);
            }
        }
    }
    repeated
}

fn no_number_column(table: &Table) -> CellFault {
    let next = table.header.last().map_or(0, |label| label.column + 1);
    let problem = Problem::MissingColumn { zh: "警号或身份证号".into(), en: "Police number or Identity number".into() };
    CellFault::of(table.header_lines.1, next, &problem)
}
