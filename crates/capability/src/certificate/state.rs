//! One certificate with its trail, and the numbers of one series.

use std::collections::BTreeMap;

use nc_kernel::{Aggregate, Change, Day, Entry, Facets, Recorded, UnitPath};

use super::fact::{Fact, Issued, SeriesFact};
use super::model::CertificateId;
use super::registers::ISSUED;

/// 一次发证: one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// What it says.
    pub body: Issued,
    /// When it was issued.
    pub on: Day,
    /// Position of the fact.
    pub seq: u64,
    /// When it became void, why, and by whose order.
    pub void: Option<Void>,
}

/// 作废: when, why, by whose order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Void {
    /// First day on which the number is good no more.
    pub on: Day,
    /// Why.
    pub reason: String,
    /// By whose order.
    pub authority: String,
    /// Position of the fact.
    pub seq: u64,
}

/// 证书: what one person has for one class.
#[derive(Debug, Clone, Default)]
pub struct Certificate {
    unit: Option<UnitPath>,
    issues: Vec<Issue>,
}

impl Certificate {
    /// Every number, the first first.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// The number issued last, valid or not.
    #[must_use]
    pub fn last(&self) -> Option<&Issue> {
        self.issues.last()
    }

    /// The number that is good, where one is.
    #[must_use]
    pub fn valid(&self) -> Option<&Issue> {
        self.last().filter(|issue| issue.void.is_none())
    }

    /// The unit that led the class.
    #[must_use]
    pub fn unit(&self) -> Option<&UnitPath> {
        self.unit.as_ref()
    }

    /// What it puts into the register, recomputed from the state.
    #[must_use]
    pub fn entry(&self) -> Option<Entry> {
        let (first, valid) = (self.issues.first()?, self.valid()?);
        let body = &valid.body;
        Some(Entry {
            register: ISSUED,
            key: body.certificate.to_string(),
            day: first.on,
            until: None,
            facets: Facets { organisers: self.unit.iter().cloned().collect(), host: None, sender: Some(body.sender.clone()) },
            person: Some(body.person),
            attrs: BTreeMap::from([("member", body.member.word().into()), ("reissued", (self.issues.len() > 1).into())]),
            evidence: valid.seq,
        })
    }
}

impl Aggregate for Certificate {
    type Fact = Fact;

    const FAMILY: &'static str = "certificate.paper";

    fn changes(&self, recorded: &Recorded<Fact>, out: &mut Vec<Change>) {
        let mut after = self.clone();
        after.fold(recorded);
        let (before, after) = (self.entry(), after.entry());
        if before != after {
            out.extend(before.map(Change::Remove));
            out.extend(after.map(Change::Add));
        }
    }

    fn fold(&mut self, recorded: &Recorded<Fact>) {
        match &recorded.fact {
            Fact::Issued(body) => {
                self.unit.get_or_insert_with(|| recorded.unit.clone());
                self.issues.push(Issue { body: body.clone(), on: recorded.happened_on, seq: recorded.seq, void: None });
            }
            Fact::Voided(body) => {
                if let Some(issue) = self.issues.iter_mut().find(|issue| issue.body.number == body.number) {
                    let (reason, authority) = (body.reason.clone(), body.authority.clone());
                    issue.void = Some(Void { on: recorded.happened_on, reason, authority, seq: recorded.seq });
                }
            }
        }
    }
}

/// 证书编号序列: which certificate each number was given to.
#[derive(Debug, Clone, Default)]
pub struct Series {
    given: Vec<CertificateId>,
}

impl Series {
    /// How many numbers were given.
    #[must_use]
    pub fn given(&self) -> u32 {
        u32::try_from(self.given.len()).unwrap_or(u32::MAX)
    }

    /// Every certificate that has a number of it, once, by id.
    #[must_use]
    pub fn holders(&self) -> Vec<CertificateId> {
        let mut holders = self.given.clone();
        holders.sort_unstable();
        holders.dedup();
        holders
    }

    /// The certificate that has the `nth` number.
    #[must_use]
    pub fn holder(&self, nth: u32) -> Option<CertificateId> {
        let at = usize::try_from(nth).ok()?.checked_sub(1)?;
        self.given.get(at).copied()
    }
}

impl Aggregate for Series {
    type Fact = SeriesFact;

    const FAMILY: &'static str = "certificate.series";

    fn changes(&self, _: &Recorded<SeriesFact>, _: &mut Vec<Change>) {}

    fn fold(&mut self, recorded: &Recorded<SeriesFact>) {
        let SeriesFact::Numbered(body) = &recorded.fact;
        self.given.push(body.certificate);
    }
}
