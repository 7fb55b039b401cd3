//! One claim.

use std::collections::BTreeMap;

use nc_kernel::document::attachment;
use nc_kernel::{Aggregate, Change, Day, Entry, Facets, Micros, Recorded, UserId};
use nc_people::judge::Lateness;

use super::fact::{Claimed, Decided, Fact};
use super::model::ClaimState;
use super::registers::{CREDIT, DOCUMENTS};

/// A course is claimed on time within this many days after it ended.
pub(super) const LATENESS: Lateness = Lateness { after_days: 30 };

/// 外训申报: one claim.
#[derive(Debug, Clone, Default)]
pub struct Claim {
    made: Option<Made>,
    since: Option<u64>,
    decided: Option<Conclusion>,
}

/// What was claimed, when and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What it says.
    pub body: Claimed,
    /// Last day of the course.
    pub ended_on: Day,
    /// When it was claimed.
    pub at: Micros,
    /// By whose account.
    pub by: UserId,
    /// Position of the fact.
    pub seq: u64,
}

/// What was decided, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conclusion {
    /// What it says.
    pub body: Decided,
    /// The day.
    pub on: Day,
    /// Position of the fact.
    pub seq: u64,
}

impl Claim {
    /// What was claimed, the last time; `None` while nobody did.
    #[must_use]
    pub fn made(&self) -> Option<&Made> {
        self.made.as_ref()
    }

    /// Position of the first fact.
    #[must_use]
    pub fn since(&self) -> Option<u64> {
        self.since
    }

    /// What was decided about it.
    #[must_use]
    pub fn conclusion(&self) -> Option<&Conclusion> {
        self.decided.as_ref()
    }

    /// How far it has come; `None` while nobody claimed it.
    #[must_use]
    pub fn state(&self) -> Option<ClaimState> {
        self.made.as_ref().map(|_| match &self.decided {
            None => ClaimState::Claimed,
            Some(decided) if decided.body.approved => ClaimState::Approved,
            Some(_) => ClaimState::Refused,
        })
    }

    /// What it puts into the register of credit, recomputed from the state.
    #[must_use]
    pub fn entry(&self) -> Option<Entry> {
        let (made, decided) = (self.made.as_ref()?, self.decided.as_ref().filter(|decided| decided.body.approved)?);
        let late = LATENESS.is_late(made.ended_on, made.at.day());
        Some(Entry {
            register: CREDIT,
            key: made.body.claim.to_string(),
            day: made.ended_on,
            until: None,
            facets: facets(&made.body),
            person: Some(made.body.person),
            attrs: BTreeMap::from([
                ("credit_minutes", i64::from(decided.body.credit_minutes).into()),
                ("late", late.into()),
                ("member", made.body.member.word().into()),
            ]),
            evidence: decided.seq,
        })
    }
}

fn facets(body: &Claimed) -> Facets {
    Facets { organisers: vec![body.sender.clone()], host: None, sender: Some(body.sender.clone()) }
}

impl Aggregate for Claim {
    type Fact = Fact;

    const FAMILY: &'static str = "claim.course";

    fn changes(&self, recorded: &Recorded<Fact>, out: &mut Vec<Change>) {
        let mut after = self.clone();
        after.fold(recorded);
        let (before, after) = (self.entry(), after.entry());
        if before != after {
            out.extend(before.map(Change::Remove));
            out.extend(after.map(Change::Add));
        }
        if let Fact::Claimed(body) = &recorded.fact {
            let rows = attachment(
                DOCUMENTS,
                &body.claim.to_string(),
                recorded.happened_on,
                &facets(body),
                recorded.seq,
                &body.document,
                &[body.person],
            );
            out.extend(rows.into_iter().map(Change::Add));
        }
    }

    fn fold(&mut self, recorded: &Recorded<Fact>) {
        match &recorded.fact {
            Fact::Claimed(body) => {
                self.since = self.since.or(Some(recorded.seq));
                self.made = Some(Made {
                    body: body.clone(),
                    ended_on: recorded.happened_on,
                    at: recorded.recorded_at,
                    by: recorded.actor.user,
                    seq: recorded.seq,
                });
                self.decided = None;
            }
            Fact::Decided(body) => {
                self.decided = Some(Conclusion { body: body.clone(), on: recorded.happened_on, seq: recorded.seq });
            }
        }
    }
}
