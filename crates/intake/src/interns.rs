//! Finding whom and what a roster of interns names: students who came before, units, mentors.

use std::collections::HashMap;

use nc_capability::internship::BatchId;
use nc_capability::internship::command::{NewStudent, RosterRow, Seat, Student};
use nc_kernel::{Day, PersonId, UnitPath};
use nc_office::{Binding, CellFault, InternRow, InternSeat, Interns};
use nc_people::model::{ID_NUMBER, POLICE_NUMBER};
use nc_people::{Directory, Scope, numbers};
use nc_store::{Store, StoreError};

use crate::command::place;
use crate::matching::{id_number, police_number};

/// Rows told of between two words about how far it is.
const STEP: u64 = 200;

/// The rows that fit as the command takes them, and the faults of the others. A number nobody of `scopes` has is a new student's.
///
/// # Errors
/// When people cannot be read.
pub(crate) async fn match_interns(
    store: &Store,
    scopes: &[Scope],
    fixed: Option<&str>,
    sheet: &Interns,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<(Vec<RosterRow>, Vec<CellFault>), StoreError> {
    let Some(binding) = &sheet.binding else { return Ok((Vec::new(), Vec::new())) };
    let citizen: Vec<String> = sheet.rows.iter().map(|row| id_number(&row.id_number)).collect();
    let mentors = sheet.rows.iter().filter_map(|row| row.seat.as_ref()).flat_map(|seat| &seat.mentors);
    let police: Vec<String> = mentors.map(|number| police_number(number)).collect();
    let mut known = Known { by_citizen: HashMap::new(), by_police: HashMap::new(), names: HashMap::new(), units: units(store) };
    for scope in scopes {
        known.by_citizen.extend(store.resolve(scope, ID_NUMBER, &texts(&citizen)).await?);
        known.by_police.extend(store.resolve(scope, POLICE_NUMBER, &texts(&police)).await?);
    }
    if !known.by_citizen.is_empty() {
        for scope in scopes {
            known.names.extend(store.names(scope).await?);
        }
    }
    let all = sheet.rows.len() as u64;
    let (mut rows, mut faults) = (Vec::with_capacity(sheet.rows.len()), Vec::new());
    for (done, (row, citizen)) in (1_u64..).zip(sheet.rows.iter().zip(&citizen)) {
        match known.row(binding, fixed, row, citizen) {
            Ok(row) => rows.push(row),
            Err(found) => faults.extend(found),
        }
        if done.is_multiple_of(STEP) {
            progress(done, all);
        }
    }
    Ok((rows, faults))
}

fn texts(numbers: &[String]) -> Vec<&str> {
    numbers.iter().map(String::as_str).collect()
}

/// Every unit there ever was, by each name it had and by its path.
fn units(store: &Store) -> HashMap<String, Vec<UnitPath>> {
    store.published().with_directory(|directory: &Directory| {
        let mut units: HashMap<String, Vec<UnitPath>> = HashMap::new();
        for path in directory.paths() {
            let names = directory.unit_names(path).flat_map(|unit| [unit.name_zh.clone(), unit.name_en.clone()]);
            for name in names.chain([path.as_str().to_owned()]) {
                let paths = units.entry(name).or_default();
                if !paths.contains(path) {
                    paths.push(path.clone());
                }
            }
        }
        units
    })
}

struct Known {
    by_citizen: HashMap<String, PersonId>,
    by_police: HashMap<String, PersonId>,
    names: HashMap<PersonId, String>,
    units: HashMap<String, Vec<UnitPath>>,
}

impl Known {
    fn row(&self, binding: &Binding, fixed: Option<&str>, row: &InternRow, citizen: &str) -> Result<RosterRow, Vec<CellFault>> {
        let batch = fixed.or(row.batch.as_deref()).unwrap_or_default();
        let mut faults = Vec::new();
        let student = self.student(binding, row, citizen).map_err(|fault| faults.push(fault)).ok();
        let seat = row.seat.as_ref().and_then(|seat| self.seat(binding, row.line, seat, &mut faults));
        match student {
            Some(student) if faults.is_empty() => Ok(RosterRow { place: place(row.line), batch: BatchId::of_serial(batch), student, seat }),
            _ => Err(faults),
        }
    }

    fn student(&self, binding: &Binding, row: &InternRow, citizen: &str) -> Result<Student, CellFault> {
        let Some(person) = self.by_citizen.get(citizen).copied() else {
            return Ok(Student::New(NewStudent { person: None, name: row.name.clone(), id_number: row.id_number.clone() }));
        };
        match self.names.get(&person) {
            Some(registered) if numbers::name(&row.name).as_ref() != Some(registered) => Err(binding.fault(
                row.line,
                "name",
                "name_differs",
                "姓名与此号码登记的姓名不符；请核对号码和姓名，如登记有误请先更正",
                "the name is not the one registered with this number; check both, or correct the register first",
            )),
            _ => Ok(Student::Known(person)),
        }
    }

    fn seat(&self, binding: &Binding, line: u32, seat: &InternSeat, faults: &mut Vec<CellFault>) -> Option<Seat> {
        let host = self.host(binding, line, &seat.host).map_err(|fault| faults.push(fault)).ok();
        let mut mentors = Vec::with_capacity(seat.mentors.len());
        for written in &seat.mentors {
            match self.by_police.get(&police_number(written)) {
                Some(mentor) => mentors.push(*mentor),
                None => faults.push(binding.fault(
                    line,
                    "mentors",
                    "unknown_mentor",
                    "名册里没有此警号的人员，或不在您可查看的范围内；请核对警号，多人用顿号或逗号分开",
                    "nobody with this police number is on the register, or you may not see them; check it, and put commas between several",
                )),
            }
        }
        let (from, to) = (Day::from(seat.from), Day::from(seat.to));
        Some(Seat { host: host?, post: seat.post.clone(), mentors, from, to, over: seat.over.clone() })
    }

    fn host(&self, binding: &Binding, line: u32, written: &str) -> Result<UnitPath, CellFault> {
        match self.units.get(written).map(Vec::as_slice) {
            Some([one]) => Ok(one.clone()),
            Some([_, ..]) => Err(binding.fault(
                line,
                "host",
                "several_units",
                "有几个单位同名；请改填单位路径",
                "several units have this name; write the path of the unit",
            )),
            _ => Err(binding.fault(
                line,
                "host",
                "unknown_unit",
                "没有这个单位；请填写单位全称或路径",
                "there is no such unit; write its full name or its path",
            )),
        }
    }
}
