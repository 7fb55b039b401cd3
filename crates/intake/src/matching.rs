//! Finding the people of a roster by the numbers others know them by; numbers and names must agree.

use std::collections::HashMap;

use nc_kernel::PersonId;
use nc_kernel::identifiers::CitizenNumber;
use nc_office::{Binding, CellFault, Roster, RosterRow, Status};
use nc_people::model::{ID_NUMBER, POLICE_NUMBER};
use nc_people::{MemberKind, Scope, numbers};
use nc_store::{Store, StoreError};

/// Minutes of a tenth of a class hour, the unit of a roster's hours.
const TENTH: u32 = 6;

/// A police or auxiliary number as the index holds it; the text itself where it is neither.
#[must_use]
pub fn police_number(text: &str) -> String {
    numbers::police_number(text, MemberKind::Police)
        .or_else(|| numbers::police_number(text, MemberKind::Auxiliary))
        .unwrap_or_else(|| text.trim().to_owned())
}

/// A citizen number as the index holds it; the text itself where it is none.
#[must_use]
pub fn id_number(text: &str) -> String {
    CitizenNumber::parse(text).map_or_else(|_| text.trim().to_owned(), |number| number.as_str().to_owned())
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

/// Finds the people of a roster among those of `scopes`; `progress` is told how far it is.
///
/// # Errors
/// When people cannot be read.
pub async fn match_people(
    store: &Store,
    scopes: &[Scope],
    roster: &Roster,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<(Vec<Matched>, Vec<CellFault>), StoreError> {
    let Some(binding) = &roster.binding else { return Ok((Vec::new(), Vec::new())) };
    let police: Vec<Option<String>> = roster.rows.iter().map(|r| r.police_number.as_deref().map(police_number)).collect();
    let citizen: Vec<Option<String>> = roster.rows.iter().map(|r| r.id_number.as_deref().map(id_number)).collect();
    let mut found = Register { by_police: HashMap::new(), by_citizen: HashMap::new(), names: HashMap::new() };
    let named = roster.rows.iter().any(|r| r.name.is_some());
    for scope in scopes {
        found.by_police.extend(store.resolve(scope, POLICE_NUMBER, &present(&police)).await?);
        found.by_citizen.extend(store.resolve(scope, ID_NUMBER, &present(&citizen)).await?);
        if named {
            found.names.extend(store.names(scope).await?);
        }
    }
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
            progress(done, all);
        }
    }
    Ok((matched, faults))
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
