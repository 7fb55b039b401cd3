//! 复式记账: the accounts of one fund and the journals that move money between them, in whole fen.
//!
//! Every operation is one journal whose lines sum to zero. Nothing is changed afterwards: a mistake is taken back by the
//! journal that is its exact opposite. No account but the source may fall below nothing, which is what makes a payment
//! above the budget, or above what was approved, impossible.

use std::collections::BTreeMap;

use nc_kernel::PersonId;
use nc_kernel::money::Money;

/// 科目: where money stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// 资金来源: where it came from; the only account that goes below nothing.
    Source,
    /// 预算余额: what may still be awarded.
    Budget,
    /// 已承诺: awarded, and not yet approved.
    Committed,
    /// 应付: approved for somebody, and not yet paid.
    Payable(PersonId),
    /// 已付.
    Paid,
    /// 退回: paid and given back; holds what comes off [`Account::Paid`].
    Returned,
}

/// 分录: what an operation does to the accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journal {
    lines: Vec<(Account, Money)>,
}

/// 业务: what can be done with the money of a fund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// 下达预算.
    Budgeted,
    /// 奖补认定: the budget holds it for somebody.
    Awarded,
    /// 审批.
    Approved(PersonId),
    /// 支付.
    Paid(PersonId),
    /// 退回: given back after it was paid, free to be awarded again.
    Returned,
    /// 结账: what was not awarded goes back to where it came from.
    Closed,
    /// 退回上缴: given back after the fund was closed, and so to where it came from.
    Restored,
}

impl Journal {
    /// The journal of an operation.
    #[must_use]
    pub fn of(operation: Operation, amount: Money) -> Self {
        let (from, to) = match operation {
            Operation::Budgeted => (Account::Source, Account::Budget),
            Operation::Awarded => (Account::Budget, Account::Committed),
            Operation::Approved(person) => (Account::Committed, Account::Payable(person)),
            Operation::Paid(person) => (Account::Payable(person), Account::Paid),
            Operation::Returned => (Account::Returned, Account::Budget),
            Operation::Closed => (Account::Budget, Account::Source),
            Operation::Restored => (Account::Returned, Account::Source),
        };
        Self { lines: vec![(from, Money(-amount.0)), (to, amount)] }
    }

    /// The journal that takes this one back.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self { lines: self.lines.iter().map(|(account, amount)| (*account, Money(-amount.0))).collect() }
    }

    /// Its lines.
    #[must_use]
    pub fn lines(&self) -> &[(Account, Money)] {
        &self.lines
    }

    /// Whether its lines sum to zero.
    #[must_use]
    pub fn balances(&self) -> bool {
        self.lines.iter().map(|(_, amount)| i128::from(amount.0)).sum::<i128>() == 0
    }
}

/// 余额: what every account holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Balances(BTreeMap<Account, i64>);

impl Balances {
    /// What an account holds.
    #[must_use]
    pub fn of(&self, account: Account) -> Money {
        Money(self.0.get(&account).copied().unwrap_or_default())
    }

    /// What was approved for anybody and not yet paid.
    #[must_use]
    pub fn payable(&self) -> Money {
        let owed = self.0.iter().filter(|(account, _)| matches!(account, Account::Payable(_)));
        Money(owed.fold(0, |sum, (_, held)| sum.saturating_add(*held)))
    }

    /// What was paid and not given back.
    #[must_use]
    pub fn net_paid(&self) -> Money {
        Money(self.of(Account::Paid).0.saturating_add(self.of(Account::Returned).0))
    }

    /// The first account that could not bear the journal, and what it holds. What was given back cannot be more than what
    /// was paid.
    #[must_use]
    pub fn short(&self, journal: &Journal) -> Option<(Account, Money)> {
        let after = self.after(journal);
        let fell = |account: &Account| match account {
            Account::Source => false,
            Account::Returned | Account::Paid => after.net_paid().0 < 0,
            other => after.of(*other).0 < 0,
        };
        let account = journal.lines.iter().map(|(account, _)| *account).find(fell)?;
        Some((account, if account == Account::Returned { self.net_paid() } else { self.of(account) }))
    }

    /// The balances with the journal posted.
    #[must_use]
    pub fn after(&self, journal: &Journal) -> Self {
        let mut after = self.clone();
        after.post(journal);
        after
    }

    /// Posts a journal.
    pub fn post(&mut self, journal: &Journal) {
        for (account, amount) in &journal.lines {
            let held = self.0.entry(*account).or_default();
            *held = held.saturating_add(amount.0);
        }
    }

    /// Whether everything that stands anywhere came from the source.
    #[must_use]
    pub fn balances(&self) -> bool {
        self.0.values().map(|held| i128::from(*held)).sum::<i128>() == 0
    }
}
