//! Reads a roster of interns out of a table: clean rows, and every fault by cell.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jiff::civil::Date;

use crate::columns::Binding;
use crate::fault::{CellFault, Problem, cell_name};
use crate::intern_columns::{SEAT, intern_columns};
use crate::reading::{self, Reading};
use crate::table::{Row, Table};
use crate::value::Value;

/// 实习生名册的一行, without any fault this crate can see. Whether people and units exist is the caller's to check.
#[derive(Clone, PartialEq, Eq)]
pub struct InternRow {
    /// Sheet line, from 1.
    pub line: u32,
    /// 批次编号; always there unless the caller fixed the batch.
    pub batch: Option<String>,
    /// 姓名.
    pub name: String,
    /// 身份证号, accepted by the caller's check.
    pub id_number: String,
    /// Where they go.
    pub seat: Option<InternSeat>,
}

impl std::fmt::Debug for InternRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InternRow").field("line", &self.line).field("batch", &self.batch).field("seat", &self.seat).finish_non_exhaustive()
    }
}

/// 分配: all that a seat takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InternSeat {
    /// 实习单位 as written.
    pub host: String,
    /// 岗位.
    pub post: String,
    /// 警号 of the mentors, as written.
    pub mentors: Vec<String>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Why more students than the batch allows.
    pub over: Option<String>,
}

/// What the caller knows before a roster of interns is read.
#[derive(Clone, Copy)]
pub struct InternOptions<'a> {
    /// True if the batch is known already; then 批次编号 may be missing.
    pub batch_fixed: bool,
    /// Says whether an identity number (folded, upper case) is valid.
    pub valid_id: &'a dyn Fn(&str) -> bool,
}

/// A roster of interns as read.
pub type Interns = Reading<InternRow>;

/// Reads every line under the header. Rows with a fault are reported and left out of [`Interns`]' rows.
#[must_use]
pub fn parse_interns(table: &Table, options: InternOptions<'_>) -> Interns {
    let binding = match intern_columns(options.batch_fixed).bind(table) {
        Ok(binding) => binding,
        Err(faults) => return Interns::without_header(faults, Vec::new()),
    };
    let mut notes = binding.notes.clone();
    let lines = reading::data(table, &binding, &mut notes);
    let mut reader = Reader { binding: &binding, valid_id: options.valid_id, first: HashMap::new(), faults: Vec::new() };
    let rows = lines.iter().filter_map(|row| reader.row(row)).collect();
    let mut faults = reader.faults;
    faults.extend(reading::merged(table, lines.last().map_or(0, |row| row.line)));
    Interns::of(rows, faults, notes, lines.len(), binding)
}

struct Reader<'a> {
    binding: &'a Binding,
    valid_id: &'a dyn Fn(&str) -> bool,
    /// The line on which a student was met first in a batch.
    first: HashMap<(Option<String>, String), u32>,
    faults: Vec<CellFault>,
}

impl Reader<'_> {
    fn row(&mut self, row: &Row<'_>) -> Option<InternRow> {
        let before = self.faults.len();
        let batch = self.text(row, "batch");
        let name = self.text(row, "name");
        let id_number = self.text(row, "id_number");
        if let Some(number) = &id_number {
            if !(self.valid_id)(number) {
                self.push(row.line, "id_number", &Problem::BadIdNumber);
            } else {
                self.once(row.line, &batch, number);
            }
        }
        let seat = self.seat(row);
        let clean = self.faults.len() == before;
        Some(InternRow { line: row.line, batch, name: name?, id_number: id_number?, seat }).filter(|_| clean)
    }

    /// The same student twice in one batch: each later line names the first.
    fn once(&mut self, line: u32, batch: &Option<String>, number: &str) {
        let column = self.binding.column("id_number").unwrap_or(0);
        match self.first.entry((batch.clone(), number.to_owned())) {
            Entry::Occupied(first) => {
                let first = cell_name(*first.get(), column);
                self.faults.push(CellFault::of(line, column, &Problem::DuplicateRow { first }));
            }
            Entry::Vacant(free) => {
                free.insert(line);
            }
        }
    }

    fn seat(&mut self, row: &Row<'_>) -> Option<InternSeat> {
        let before = self.faults.len();
        let (host, post, mentors) = (self.text(row, "host"), self.text(row, "post"), self.text(row, "mentors"));
        let (from, to) = (self.day(row, "from"), self.day(row, "to"));
        let over = self.text(row, "over");
        // A cell that is there but faulty has been reported; it is not missing.
        if self.faults.len() > before {
            return None;
        }
        let filled = [host.is_some(), post.is_some(), mentors.is_some(), from.is_some(), to.is_some()];
        if !filled.contains(&true) && over.is_none() {
            return None;
        }
        for (id, _) in SEAT.iter().zip(filled).filter(|(_, filled)| !filled) {
            let Some((zh, en)) = self.binding.heading(id) else { continue };
            self.push(row.line, id, &Problem::Required { zh, en });
        }
        let mentors = mentors?.split([',', '、', ';', '/', '，', '；']).filter(|one| !one.is_empty()).map(str::to_owned).collect();
        Some(InternSeat { host: host?, post: post?, mentors, from: from?, to: to?, over })
    }

    fn value<'t>(&mut self, row: &Row<'t>, id: &str) -> Value<'t> {
        reading::value(self.binding, &mut self.faults, row, self.binding.slot(id))
    }

    fn text(&mut self, row: &Row<'_>, id: &str) -> Option<String> {
        self.value(row, id).into_text()
    }

    fn day(&mut self, row: &Row<'_>, id: &str) -> Option<Date> {
        match self.value(row, id) {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }

    fn push(&mut self, line: u32, id: &str, problem: &Problem) {
        let fault = CellFault::of(line, self.binding.column_or_first(id), problem);
        self.faults.push(fault);
    }
}
