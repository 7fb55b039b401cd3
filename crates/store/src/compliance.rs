//! 达标情况: where people stand under each requirement on a day.

use std::collections::BTreeSet;

use nc_capability::readiness::{Requirement, RequirementId};
use nc_kernel::{Day, PersonId, UnitPath};
use nc_people::access::covered;
use nc_people::{Directory, Scope};

use crate::error::StoreError;
use crate::{Store, db};

/// Months ahead that are told.
const MONTHS: u8 = 12;

/// 一项要求的达标情况, of people who serve in the units of a scope on the day. Compliant, exempt and overdue are together who
/// is bound, and nobody is in two of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplianceLine {
    /// The requirement.
    pub requirement: RequirementId,
    /// What it is called.
    pub title: String,
    /// The document that asks for it.
    pub basis: String,
    /// People who hold what is required.
    pub compliant: usize,
    /// People exempt.
    pub exempt: usize,
    /// People who hold nothing valid and are not exempt.
    pub overdue: usize,
    /// First day of each of twelve months from that of the day on, and how many who are compliant lose it in that month.
    pub ahead: Vec<(Day, usize)>,
}

/// 可上岗人员: who may do today what one requirement asks a credential for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldersLine {
    /// The requirement.
    pub requirement: RequirementId,
    /// What it is called.
    pub title: String,
    /// People whose rows the reader may see, with the unit they serve in and the last day they may; by unit and lapse.
    pub seen: Vec<(PersonId, UnitPath, Option<Day>)>,
    /// How many more there are.
    pub hidden: usize,
}

impl ComplianceLine {
    /// People bound.
    #[must_use]
    pub fn bound(&self) -> usize {
        self.compliant + self.exempt + self.overdue
    }
}

impl Store {
    /// The requirements in force on `day`, by serial.
    ///
    /// Costs: the facts of the requirements' own streams are read and folded, one stream each, as many as people were bound,
    /// licensed and exempted by them. No register, no cell and no other history is read; what is asked of them then is in memory.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn requirements(&self, day: Day) -> Result<Vec<Requirement>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let mut found = Vec::new();
        for state in self.every::<Requirement>(&mut view).await? {
            let serial = state.head().filter(|head| head.from <= day).map(|head| head.serial.clone());
            found.extend(serial.map(|serial| (serial, state)));
        }
        found.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(found.into_iter().map(|(_, state)| state).collect())
    }

    /// Where the people of `scope` stand on `day` under each of `requirements`.
    #[must_use]
    pub fn compliance(&self, requirements: &[Requirement], scope: &Scope, day: Day) -> Vec<ComplianceLine> {
        self.published().with_directory(|directory: &Directory| {
            let line = |state: &Requirement| {
                let head = state.head()?;
                let count = |people: &BTreeSet<PersonId>| people.iter().filter(|person| here(directory, scope, **person, day)).count();
                let standing = state.standing(directory, day);
                let ahead = state.outlook(directory, day, MONTHS).into_iter();
                Some(ComplianceLine {
                    requirement: head.id,
                    title: head.title.clone(),
                    basis: head.basis.clone(),
                    compliant: count(&standing.compliant),
                    exempt: count(&standing.exempt),
                    overdue: count(&standing.overdue),
                    ahead: ahead.map(|(month, people)| (month, count(&people))).collect(),
                })
            };
            requirements.iter().filter_map(line).collect()
        })
    }

    /// Who of the people of `scope` holds a valid credential on `day`, for each of `requirements`: computed from dates now, so
    /// whose credential lapsed the day before is not there. People of units outside `readable` are only counted.
    #[must_use]
    pub fn holders(&self, requirements: &[Requirement], scope: &Scope, readable: &[Scope], day: Day) -> Vec<HoldersLine> {
        self.published().with_directory(|directory: &Directory| {
            let line = |state: &Requirement| {
                let head = state.head()?;
                let mut line = HoldersLine { requirement: head.id, title: head.title.clone(), seen: Vec::new(), hidden: 0 };
                for person in state.holders(directory, day).into_iter().filter(|person| here(directory, scope, *person, day)) {
                    let Some(member) = directory.member_on(person, day) else { continue };
                    if covered(readable, &member.unit) && readable.iter().any(|scope| crate::in_scope(directory, scope, person)) {
                        line.seen.push((person, member.unit.clone(), state.lapses(person, day)));
                    } else {
                        line.hidden += 1;
                    }
                }
                // By unit, then by the day it lapses: an order that says nothing of anybody.
                line.seen.sort_by(|a, b| (&a.1, a.2.is_none(), a.2, a.0).cmp(&(&b.1, b.2.is_none(), b.2, b.0)));
                Some(line)
            };
            requirements.iter().filter_map(line).collect()
        })
    }
}

/// Whether the person serves in a unit of `scope` on `day`.
pub(crate) fn here(directory: &Directory, scope: &Scope, person: PersonId, day: Day) -> bool {
    directory.member_on(person, day).is_some_and(|member| covered(std::slice::from_ref(scope), &member.unit))
}
