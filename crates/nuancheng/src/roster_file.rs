//! 名册文件: a spreadsheet of people, read, and its people found. Faults are named by cell; what is registered of a
//! person is never printed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use nc_kernel::identifiers::CitizenNumber;
use nc_kernel::{Actor, PersonId};
use nc_office::{Binding, CellFault, ReadOptions, Roster, RosterOptions, RosterRow, Status, Table, parse_roster, roster_columns};
use nc_people::model::{ID_NUMBER, POLICE_NUMBER};
use nc_people::numbers;

use crate::exit::{Exit, Failure, Reason};
use crate::files;
use crate::global::Global;
use crate::people_lookup::{id_number, police_number};
use crate::progress::Bar;
use crate::session::Session;

/// Minutes of a tenth of a class hour, the unit of a roster's hours.
const TENTH: u32 = 6;

/// A file as read.
pub struct RosterFile {
    /// Every cell.
    pub table: Table,
    /// The lines without fault, and the faults.
    pub roster: Roster,
}

/// A line whose person was found.
#[derive(Debug, Clone)]
pub struct Matched {
    /// Sheet line, from 1.
    pub line: u32,
    /// Serial of the class or run, where the sheet has one.
    pub serial: Option<String>,
    /// Who.
    pub person: PersonId,
    /// What they did.
    pub status: Status,
    /// Minutes credited, where the sheet says.
    pub credit_minutes: Option<u32>,
    /// Hundredths of a point, where the sheet says.
    pub score: Option<u32>,
}

/// Reads a roster. With `class_fixed`, the class is known and its column may be missing.
///
/// # Errors
/// When the file is no spreadsheet or has no header that is known.
pub fn read(global: &Global, path: &Path, class_fixed: bool) -> Result<RosterFile, Failure> {
    let bytes = files::read(path)?;
    let mut bar = Bar::new(global, "读取", "reading");
    let mut progress = |done: u32, all: Option<u32>| bar.set(done.into(), all.unwrap_or(done).into());
    let options = ReadOptions { progress: Some(&mut progress), ..ReadOptions::default() };
    let table =
        nc_office::read(&bytes, &roster_columns(class_fixed), options).map_err(|e| Failure::from(e).at(path.display().to_string()))?;
    let roster = parse_roster(&table, RosterOptions { class_fixed, valid_id: &|text| CitizenNumber::parse(text).is_ok() });
    Ok(RosterFile { table, roster })
}

impl Session<'_> {
    /// Finds the people of a roster among those the actor may read; numbers and names must agree.
    ///
    /// # Errors
    /// When people cannot be read.
    pub async fn find_people(&self, actor: &Actor, roster: &Roster) -> Result<(Vec<Matched>, Vec<CellFault>), Failure> {
        let Some(binding) = &roster.binding else { return Ok((Vec::new(), Vec::new())) };
        let police: Vec<Option<String>> = roster.rows.iter().map(|r| r.police_number.as_deref().map(police_number)).collect();
        let citizen: Vec<Option<String>> = roster.rows.iter().map(|r| r.id_number.as_deref().map(id_number)).collect();
        let found = Register {
            by_police: self.resolve(actor, POLICE_NUMBER, &present(&police)).await?,
            by_citizen: self.resolve(actor, ID_NUMBER, &present(&citizen)).await?,
            names: if roster.rows.iter().any(|r| r.name.is_some()) { self.names(actor).await? } else { HashMap::new() },
        };
        let mut bar = Bar::new(self.global, "核对人员", "finding people");
        let all = roster.rows.len() as u64;
        let (mut matched, mut faults) = (Vec::with_capacity(roster.rows.len()), Vec::new());
        for (done, ((row, police), citizen)) in (1_u64..).zip(roster.rows.iter().zip(&police).zip(&citizen)) {
            match found.person(binding, row, police.as_deref(), citizen.as_deref()) {
                Ok(person) => matched.push(Matched {
                    line: row.line,
                    serial: row.class_no.clone(),
                    person,
                    status: row.status,
                    credit_minutes: row.credit_tenths.map(|tenths| tenths.saturating_mul(TENTH)),
                    score: row.score_hundredths,
                }),
                Err(fault) => faults.push(fault),
            }
            if done.is_multiple_of(1_000) {
                bar.set(done, all);
            }
        }
        Ok((matched, faults))
    }
}

fn present(numbers: &[Option<String>]) -> Vec<&str> {
    numbers.iter().flatten().map(String::as_str).collect()
}

struct Register {
    by_police: HashMap<String, PersonId>,
    by_citizen: HashMap<String, PersonId>,
    names: HashMap<PersonId, String>,
}

impl Register {
    fn person(&self, binding: &Binding, row: &RosterRow, police: Option<&str>, citizen: Option<&str>) -> Result<PersonId, CellFault> {
        let unknown = |column: &str| {
            binding.fault(
                row.line,
                column,
                "unknown_person",
                "名册里没有此号码的人员，或不在您可查看的范围内；请核对号码，或先登记此人",
                "nobody with this number is on the register, or you may not see them; check the number, or register the person first",
            )
        };
        let by_police = police.map(|n| self.by_police.get(n).copied().ok_or_else(|| unknown("police_number"))).transpose()?;
        let by_citizen = citizen.map(|n| self.by_citizen.get(n).copied().ok_or_else(|| unknown("id_number"))).transpose()?;
        let person = match (by_police, by_citizen) {
            (Some(one), Some(other)) if one != other => {
                return Err(binding.fault(
                    row.line,
                    "id_number",
                    "numbers_differ",
                    "警号和身份证号登记在不同的人名下；请核对两个号码",
                    "police number and identity number belong to different people; check both",
                ));
            }
            (Some(person), _) | (None, Some(person)) => person,
            (None, None) => return Err(unknown("police_number")),
        };
        match (&row.name, self.names.get(&person)) {
            (Some(written), Some(registered)) if numbers::name(written).as_ref() != Some(registered) => Err(binding.fault(
                row.line,
                "name",
                "name_differs",
                "姓名与此号码登记的姓名不符；请核对号码和姓名，如登记有误请先更正",
                "the name is not the one registered with this number; check both, or correct the register first",
            )),
            _ => Ok(person),
        }
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
            let file = read(s.global, &path, true)?;
            let (matched, unknown) = s.find_people(actor, &file.roster).await?;
            let faults: Vec<CellFault> = file.roster.faults.into_iter().chain(unknown).collect();
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
