//! 人才经费账: one fund with its awards and journals.

use std::collections::BTreeMap;

use nc_kernel::money::Money;
use nc_kernel::{Aggregate, Attr, Change, Day, Entry, Facets, Recorded, UnitPath, UserId};
use nc_people::directory::MemberKind;

use crate::talent::fact::{Awarded, FundFact, FundOpened};
use crate::talent::money::{Account, Balances, Journal, Operation};
use crate::talent::registers::PAYMENT;

/// 奖补: one award and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// What was awarded, and to whom.
    pub body: Awarded,
    /// When.
    pub on: Day,
    /// Who proposed it.
    pub by: UserId,
    /// Who approved it, and when.
    pub approved: Option<(UserId, Day)>,
    /// What was paid of it, less what was given back.
    pub paid: Money,
    /// What was approved and not yet paid. What was given back is not owed again: it is the budget's.
    pub owed: Money,
    /// Whether it was taken back.
    pub reversed: bool,
}

/// 一笔业务: one posted operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// The fact.
    pub seq: u64,
    /// When.
    pub on: Day,
    /// Which award it is about.
    pub award: Option<u32>,
    /// What it is.
    pub operation: Operation,
    /// Fen.
    pub amount: Money,
    /// The voucher, where money moved.
    pub voucher: String,
    /// Whether it was taken back.
    pub reversed: bool,
    entry: Option<Entry>,
}

impl Posted {
    /// Its journal.
    #[must_use]
    pub fn journal(&self) -> Journal {
        Journal::of(self.operation, self.amount)
    }
}

/// 经费账.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Fund {
    head: Option<(u64, Day, UnitPath, FundOpened)>,
    awards: Vec<Award>,
    posted: Vec<Posted>,
    balances: Balances,
    closed: Option<Day>,
}

impl Fund {
    /// What was opened; `None` for a fund nobody opened.
    #[must_use]
    pub fn head(&self) -> Option<&FundOpened> {
        self.head.as_ref().map(|head| &head.3)
    }

    /// Position of its first fact.
    #[must_use]
    pub fn since(&self) -> Option<u64> {
        self.head.as_ref().map(|head| head.0)
    }

    /// When it was opened.
    #[must_use]
    pub fn opened_on(&self) -> Option<Day> {
        self.head.as_ref().map(|head| head.1)
    }

    /// Whose money it is.
    #[must_use]
    pub fn unit(&self) -> Option<&UnitPath> {
        self.head.as_ref().map(|head| &head.2)
    }

    /// Its awards, the first has number 1.
    #[must_use]
    pub fn awards(&self) -> &[Award] {
        &self.awards
    }

    /// An award by its number.
    #[must_use]
    pub fn award(&self, number: u32) -> Option<&Award> {
        self.awards.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// Every operation, in order.
    #[must_use]
    pub fn posted(&self) -> &[Posted] {
        &self.posted
    }

    /// The operation the fact at `seq` posted.
    #[must_use]
    pub fn operation(&self, seq: u64) -> Option<&Posted> {
        self.posted.iter().find(|posted| posted.seq == seq)
    }

    /// The day something was first paid of an award, and stands.
    #[must_use]
    pub fn first_paid(&self, award: u32) -> Option<Day> {
        let paid = |posted: &&Posted| matches!(posted.operation, Operation::Paid(_)) && posted.award == Some(award) && !posted.reversed;
        self.posted.iter().filter(paid).map(|posted| posted.on).min()
    }

    /// What was allotted in all.
    #[must_use]
    pub fn allotted(&self) -> Money {
        self.sum(|operation| operation == Operation::Budgeted)
    }

    /// What went back to where it came from, when the fund was closed and later.
    #[must_use]
    pub fn handed_back(&self) -> Money {
        self.sum(|operation| matches!(operation, Operation::Closed | Operation::Restored))
    }

    fn sum(&self, of: impl Fn(Operation) -> bool) -> Money {
        let standing = self.posted.iter().filter(|posted| !posted.reversed && of(posted.operation));
        Money(standing.fold(0, |sum, posted| posted.amount.0.saturating_add(sum)))
    }

    /// The day it was closed.
    #[must_use]
    pub fn closed_on(&self) -> Option<Day> {
        self.closed
    }

    /// Awards that stand and are not paid in full.
    pub fn unsettled(&self) -> impl Iterator<Item = &Award> {
        self.awards.iter().filter(|award| !award.reversed && (award.approved.is_none() || award.owed > Money::ZERO))
    }

    /// What every account holds.
    #[must_use]
    pub fn balances(&self) -> &Balances {
        &self.balances
    }

    /// What a fact posts: the operation, the sum, the award it is about and the voucher.
    fn posts(&self, fact: &FundFact) -> Option<(Operation, Money, Option<u32>, String)> {
        let person = |award: u32| self.award(award).map(|award| award.body.person);
        Some(match fact {
            FundFact::FundOpened(_) | FundFact::Reversed(_) => return None,
            FundFact::Budgeted(body) => (Operation::Budgeted, body.amount, None, String::new()),
            FundFact::Awarded(body) => (Operation::Awarded, body.amount, Some(body.award), String::new()),
            FundFact::Approved(body) => {
                let award = self.award(body.award)?;
                (Operation::Approved(award.body.person), award.body.amount, Some(body.award), String::new())
            }
            FundFact::Paid(body) => (Operation::Paid(person(body.award)?), body.amount, Some(body.award), body.voucher.clone()),
            FundFact::Returned(body) => {
                let operation = if self.closed.is_some() { Operation::Restored } else { Operation::Returned };
                (operation, body.amount, Some(body.award), body.voucher.clone())
            }
            FundFact::FundClosed(_) => (Operation::Closed, self.balances.of(Account::Budget), None, String::new()),
        })
    }

    /// The row of a payment, or of what was given back.
    fn entry(&self, fact: &Recorded<FundFact>) -> Option<Entry> {
        let (award, fen, movement) = match &fact.fact {
            FundFact::Paid(body) => (body.award, body.amount.0, "paid"),
            FundFact::Returned(body) => (body.award, -body.amount.0, "returned"),
            _ => return None,
        };
        let (head, unit, body) = (self.head()?, self.unit()?, &self.award(award)?.body);
        let member: MemberKind = body.member;
        Some(Entry {
            register: PAYMENT,
            key: format!("{}/{award}/{}", head.serial, fact.seq),
            day: fact.happened_on,
            until: None,
            facets: Facets { organisers: vec![unit.clone()], host: None, sender: Some(body.sender.clone()) },
            person: Some(body.person),
            attrs: BTreeMap::from([
                ("fen", Attr::Int(fen)),
                ("member", member.word().into()),
                ("movement", movement.into()),
                ("year", Attr::Int(i64::from(head.year))),
            ]),
            evidence: fact.seq,
        })
    }

    /// What an operation does to its award, or undoes.
    fn follow(&mut self, number: Option<u32>, operation: Operation, amount: Money, by: Option<(UserId, Day)>) {
        if operation == Operation::Closed {
            self.closed = by.map(|(_, on)| on);
        }
        let at = number.and_then(|number| usize::try_from(number).ok()?.checked_sub(1));
        let Some(award) = at.and_then(|at| self.awards.get_mut(at)) else { return };
        match operation {
            Operation::Budgeted | Operation::Closed => {}
            Operation::Awarded => award.reversed = by.is_none(),
            Operation::Approved(_) => {
                award.approved = by;
                award.owed = if by.is_some() { amount } else { Money::ZERO };
            }
            Operation::Paid(_) | Operation::Returned | Operation::Restored => {
                let pays = matches!(operation, Operation::Paid(_));
                let moved = if pays == by.is_some() { amount.0 } else { -amount.0 };
                award.paid = Money(award.paid.0.saturating_add(moved));
                if pays {
                    award.owed = Money(award.owed.0.saturating_sub(moved));
                }
            }
        }
    }
}

impl Aggregate for Fund {
    type Fact = FundFact;
    const FAMILY: &'static str = "talent.fund";

    fn changes(&self, fact: &Recorded<FundFact>, out: &mut Vec<Change>) {
        if let FundFact::Reversed(body) = &fact.fact {
            out.extend(self.operation(body.reverses).and_then(|posted| posted.entry.clone()).map(Change::Remove));
        }
        out.extend(self.entry(fact).map(Change::Add));
    }

    fn fold(&mut self, fact: &Recorded<FundFact>) {
        let (day, user) = (fact.happened_on, fact.actor.user);
        if let FundFact::FundOpened(body) = &fact.fact {
            self.head = Some((fact.seq, day, fact.unit.clone(), body.clone()));
        }
        if let FundFact::Awarded(body) = &fact.fact {
            self.awards.push(Award {
                body: body.clone(),
                on: day,
                by: user,
                approved: None,
                paid: Money::ZERO,
                owed: Money::ZERO,
                reversed: false,
            });
        }
        if let FundFact::Reversed(body) = &fact.fact {
            let Some(posted) = self.posted.iter_mut().find(|posted| posted.seq == body.reverses) else { return };
            posted.reversed = true;
            let (journal, number, operation, amount) = (posted.journal().reversed(), posted.award, posted.operation, posted.amount);
            self.balances.post(&journal);
            self.follow(number, operation, amount, None);
        }
        if let Some((operation, amount, award, voucher)) = self.posts(&fact.fact) {
            let entry = self.entry(fact);
            let posted = Posted { seq: fact.seq, on: day, award, operation, amount, voucher, reversed: false, entry };
            self.balances.post(&posted.journal());
            self.posted.push(posted);
            self.follow(award, operation, amount, Some((user, day)));
        }
    }
}
