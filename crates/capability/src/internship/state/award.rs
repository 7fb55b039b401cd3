//! A proposal for an award.

use nc_kernel::{Aggregate, Change, Day, Document, PersonId, Recorded, UnitPath, UserId};
use nc_people::directory::MemberKind;

use crate::internship::fact::AwardFact;
use crate::internship::model::{AwardStage, MentorAwardId};
use crate::internship::registers;

/// 优秀实习指导老师: one proposal and what became of it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct MentorAward {
    award: Option<Award>,
}

/// What was proposed, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// Position of its first fact.
    pub since: u64,
    /// Its id.
    pub id: MentorAwardId,
    /// Natural key.
    pub serial: String,
    /// Who.
    pub mentor: PersonId,
    /// As what they served.
    pub member: MemberKind,
    /// Where they served.
    pub sender: UnitPath,
    /// The unit that proposed.
    pub unit: UnitPath,
    /// When.
    pub proposed_on: Day,
    /// The account that proposed: another confirms.
    pub proposed_by: UserId,
    /// What it rests on.
    pub document: Document,
    /// Where it stands.
    pub stage: AwardStage,
    /// When it was awarded, with the fact and the decision that say so.
    pub awarded: Option<(Day, u64, Document)>,
    /// Why it was declined or revoked.
    pub reason: Option<String>,
}

impl MentorAward {
    /// The proposal; none before it exists.
    #[must_use]
    pub fn award(&self) -> Option<&Award> {
        self.award.as_ref()
    }
}

impl Aggregate for MentorAward {
    type Fact = AwardFact;
    const FAMILY: &'static str = "internship.mentor_award";

    fn changes(&self, fact: &Recorded<AwardFact>, out: &mut Vec<Change>) {
        let add = |unit: &UnitPath, sender: &UnitPath, id: MentorAwardId, document: &Document, mentor: PersonId| {
            registers::document(&format!("mentor_award/{id}"), fact.happened_on, (unit, sender), fact.seq, document, &[mentor])
        };
        match (&fact.fact, &self.award) {
            (AwardFact::AwardProposed(body), None) => {
                out.extend(add(&fact.unit, &body.sender, body.award, &body.document, body.mentor).into_iter().map(Change::Add));
            }
            (AwardFact::AwardConfirmed(body), Some(award)) => {
                out.extend(add(&award.unit, &award.sender, award.id, &body.document, award.mentor).into_iter().map(Change::Add));
                out.push(Change::Add(registers::award(award, fact.happened_on, fact.seq)));
            }
            (AwardFact::AwardRevoked(_), Some(award)) => {
                let row = award.awarded.as_ref().map(|(day, seq, _)| registers::award(award, *day, *seq));
                out.extend(row.map(Change::Remove));
            }
            _ => {}
        }
    }

    fn fold(&mut self, fact: &Recorded<AwardFact>) {
        match (&fact.fact, &mut self.award) {
            (AwardFact::AwardProposed(body), empty @ None) => {
                *empty = Some(Award {
                    since: fact.seq,
                    id: body.award,
                    serial: body.serial.clone(),
                    mentor: body.mentor,
                    member: body.member,
                    sender: body.sender.clone(),
                    unit: fact.unit.clone(),
                    proposed_on: fact.happened_on,
                    proposed_by: fact.actor.user,
                    document: body.document.clone(),
                    stage: AwardStage::Proposed,
                    awarded: None,
                    reason: None,
                });
            }
            (AwardFact::AwardConfirmed(body), Some(award)) => {
                award.stage = AwardStage::Confirmed;
                award.awarded = Some((fact.happened_on, fact.seq, body.document.clone()));
            }
            (AwardFact::AwardDeclined(body), Some(award)) => {
                award.stage = AwardStage::Declined;
                award.reason = Some(body.reason.clone());
            }
            (AwardFact::AwardRevoked(body), Some(award)) => {
                award.stage = AwardStage::Revoked;
                award.reason = Some(body.reason.clone());
            }
            _ => {}
        }
    }
}
