//! 名册文件: a spreadsheet of people, read, and its people found. Faults are named by cell; what is registered of a
//! person is never printed.

use std::path::{Path, PathBuf};

use nc_intake::Matched;
use nc_kernel::Actor;
use nc_kernel::identifiers::CitizenNumber;
use nc_office::{CellFault, Columns, ReadOptions, Roster, RosterOptions, Status, Table, parse_roster, roster_columns};

use crate::exit::{Exit, Failure, Reason};
use crate::files;
use crate::global::Global;
use crate::progress::Bar;
use crate::session::Session;

/// Reads a roster. With `class_fixed`, the class is known and its column may be missing.
///
/// # Errors
/// When the file is no spreadsheet or has no header that is known.
pub fn read(global: &Global, path: &Path, class_fixed: bool) -> Result<Roster, Failure> {
    let table = table(global, path, &roster_columns(class_fixed))?;
    Ok(parse_roster(&table, RosterOptions { class_fixed, valid_id: &|text| CitizenNumber::parse(text).is_ok() }))
}

/// Reads the cells of a spreadsheet with these columns.
///
/// # Errors
/// When the file is no spreadsheet or has no header that is known.
pub fn table(global: &Global, path: &Path, columns: &Columns) -> Result<Table, Failure> {
    let bytes = files::read(path)?;
    let mut bar = Bar::new(global, "读取", "reading");
    let mut progress = |done: u32, all: Option<u32>| bar.set(done.into(), all.unwrap_or(done).into());
    let options = ReadOptions { progress: Some(&mut progress), ..ReadOptions::default() };
    nc_office::read(&bytes, columns, options).map_err(|e| Failure::from(e).at(path.display().to_string()))
}

impl Session<'_> {
    /// Finds the people of a roster among those the actor may read; numbers and names must agree.
    ///
    /// # Errors
    /// When people cannot be read.
    pub async fn find_people(&self, actor: &Actor, roster: &Roster) -> Result<(Vec<Matched>, Vec<CellFault>), Failure> {
        let mut bar = Bar::new(self.global, "核对人员", "finding people");
        let scopes = self.people_scopes(actor)?;
        Ok(nc_intake::match_people(&self.store, &scopes, roster, &mut |done, all| bar.set(done, all)).await?)
    }
}

/// The people of a record: from roster files, or from numbers with commas between.
///
/// # Errors
/// Naming every cell or number that does not fit.
pub async fn roster(s: &Session<'_>, actor: &Actor, words: &[String]) -> Result<Vec<Matched>, Failure> {
    let mut all = Vec::new();
    for word in words {
        let path = PathBuf::from(word);
        if path.is_file() {
            let read = read(s.global, &path, true)?;
            let (matched, unknown) = s.find_people(actor, &read).await?;
            let faults: Vec<CellFault> = read.faults.into_iter().chain(unknown).collect();
            if !faults.is_empty() {
                return Err(of_cells(&faults));
            }
            all.extend(matched);
        } else if word.contains(['/', '.']) {
            return Err(
                Failure::unreadable("没有这个名册文件；请核对路径", "there is no such roster file; check the path").at(word.clone())
            );
        } else {
            let numbers: Vec<String> = word.split([',', '，', ' ']).map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect();
            let people = s.people_at(actor, &numbers, |at| format!("--roster[{}]", at + 1)).await?;
            all.extend(people.into_iter().map(|person| Matched {
                line: 0,
                serial: None,
                person,
                status: Status::Present,
                credit_minutes: None,
                score: None,
            }));
        }
    }
    Ok(all)
}

/// Faults by cell, as a failure.
#[must_use]
pub fn of_cells(faults: &[CellFault]) -> Failure {
    let reason = |f: &CellFault| Reason { code: Some(f.code), place: Some(f.cell.clone()), zh: f.zh.clone(), en: f.en.clone() };
    Failure { exit: Exit::Refused, reasons: faults.iter().map(reason).collect() }
}
