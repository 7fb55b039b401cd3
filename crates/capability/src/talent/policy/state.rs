//! A subsidy policy, folded from its facts.

use nc_kernel::document::attachment;
use nc_kernel::money::Money;
use nc_kernel::{Aggregate, Change, Day, Facets, Recorded, UnitPath};

use super::fact::{PolicyAdopted, PolicyFact};
use super::model::AmountRule;
use crate::talent::registers::DOCUMENTS;

/// 奖补政策.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct SubsidyPolicy {
    head: Option<Adopted>,
    ended: Option<Day>,
}

/// What was adopted, where and from when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopted {
    /// Position of its first fact.
    pub since: u64,
    /// First day in force.
    pub from: Day,
    /// Whose policy it is.
    pub unit: UnitPath,
    /// What it says.
    pub body: PolicyAdopted,
}

impl SubsidyPolicy {
    /// What it says; none before it exists.
    #[must_use]
    pub fn adopted(&self) -> Option<&Adopted> {
        self.head.as_ref()
    }

    /// Whether somebody ended it.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        self.ended.is_some()
    }

    /// Last day in force, where there is one.
    #[must_use]
    pub fn until(&self) -> Option<Day> {
        self.ended.or_else(|| self.head.as_ref()?.body.until)
    }

    /// Whether it is in force on `day`.
    #[must_use]
    pub fn in_force(&self, day: Day) -> bool {
        self.head.as_ref().is_some_and(|head| head.from <= day) && self.until().is_none_or(|until| day <= until)
    }
}

impl Adopted {
    /// Whether one award may be of `amount`.
    #[must_use]
    pub fn allows(&self, amount: Money) -> bool {
        match self.body.rule {
            AmountRule::Fixed => amount == self.body.amount,
            AmountRule::Cap => amount <= self.body.amount,
        }
    }
}

impl Aggregate for SubsidyPolicy {
    type Fact = PolicyFact;
    const FAMILY: &'static str = "talent.policy";

    fn changes(&self, fact: &Recorded<PolicyFact>, out: &mut Vec<Change>) {
        if let PolicyFact::PolicyAdopted(body) = &fact.fact {
            let at = Facets { organisers: vec![fact.unit.clone()], host: None, sender: None };
            let key = format!("policy/{}", body.serial);
            let rows = attachment(DOCUMENTS, &key, fact.happened_on, &at, fact.seq, &body.basis, &[]);
            out.extend(rows.into_iter().map(Change::Add));
        }
    }

    fn fold(&mut self, fact: &Recorded<PolicyFact>) {
        match &fact.fact {
            PolicyFact::PolicyAdopted(body) => {
                let adopted = || Adopted { since: fact.seq, from: fact.happened_on, unit: fact.unit.clone(), body: body.clone() };
                self.head.get_or_insert_with(adopted);
            }
            PolicyFact::PolicyEnded(_) => self.ended = Some(fact.happened_on),
        }
    }
}
