//! 达标情况: where people stand under each requirement on a day.

use std::collections::BTreeSet;

use nc_capability::readiness::{Requirement, RequirementId};
use nc_kernel::{Aggregate as _, Day, PersonId, StreamId};
use nc_people::access::covered;
use nc_people::{Directory, Scope};

use crate::error::{StoreError, While};
use crate::{Store, db};

/// Months ahead that are told.
const MONTHS: u8 = 12;
const STREAMS: &str = "SELECT DISTINCT stream FROM fact WHERE bureau_id = $1 AND stream > $2 AND stream < $3 ORDER BY stream";

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

impl ComplianceLine {
    /// People bound.
    #[must_use]
    pub fn bound(&self) -> usize {
        self.compliant + self.exempt + self.overdue
    }
}

impl Store {
    /// Every requirement in force on `day`, with where the people of `scope` stand under it.
    ///
    /// Costs: the facts of the requirements' own streams are read and folded, one stream each, as many as people were bound,
    /// licensed and exempted by them; the directory is in memory. No register, no cell and no other history is read.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn compliance(&self, scope: &Scope, day: Day) -> Result<Vec<ComplianceLine>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        // '0' is the character after '/'.
        let (first, end) = (format!("{}/", Requirement::FAMILY), format!("{}0", Requirement::FAMILY));
        let rows: Vec<(String,)> = on!(&mut view, c => sqlx::query_as(STREAMS).bind(self.bureau).bind(&first).bind(&end)
            .fetch_all(&mut **c).await)
        .during("reading requirements")?;
        let mut lines = Vec::new();
        for (stream,) in &rows {
            let state: Requirement = self.folded(&mut view, &StreamId::from_stored(stream)).await?;
            let Some(head) = state.head().filter(|head| head.from <= day) else { continue };
            let line = self.published().with_directory(|directory: &Directory| {
                let here = |person: &PersonId| {
                    let member = directory.member_on(*person, day);
                    member.is_some_and(|member| covered(std::slice::from_ref(scope), &member.unit))
                };
                let count = |people: &BTreeSet<PersonId>| people.iter().filter(|person| here(person)).count();
                let standing = state.standing(directory, day);
                let ahead = state.outlook(directory, day, MONTHS).into_iter();
                ComplianceLine {
                    requirement: head.id,
                    title: head.title.clone(),
                    basis: head.basis.clone(),
                    compliant: count(&standing.compliant),
                    exempt: count(&standing.exempt),
                    overdue: count(&standing.overdue),
                    ahead: ahead.map(|(month, people)| (month, count(&people))).collect(),
                }
            });
            lines.push((head.serial.clone(), line));
        }
        lines.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(lines.into_iter().map(|(_, line)| line).collect())
    }
}
