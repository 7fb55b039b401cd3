//! The accounts against sums that know nothing of accounts.

use nc_kernel::PersonId;
use nc_kernel::money::Money;
use proptest::prelude::*;

use crate::talent::money::{Account, Balances, Journal, Operation};

const PEOPLE: i64 = 3;

fn operations() -> impl Strategy<Value = Vec<(Operation, i64, bool)>> {
    let person = (1..=PEOPLE).prop_map(PersonId);
    let operation = prop_oneof![
        Just(Operation::Budgeted),
        Just(Operation::Awarded),
        person.clone().prop_map(Operation::Approved),
        person.prop_map(Operation::Paid),
        Just(Operation::Returned),
        Just(Operation::Closed),
        Just(Operation::Restored),
    ];
    proptest::collection::vec((operation, 1_i64..1_000_000, any::<bool>()), 0..60)
}

proptest! {
    #[test]
    fn every_journal_balances_and_its_opposite_takes_it_back(fen in 1_i64..i64::MAX, person in 1..=PEOPLE) {
        let person = PersonId(person);
        for operation in [
            Operation::Budgeted,
            Operation::Awarded,
            Operation::Approved(person),
            Operation::Paid(person),
            Operation::Returned,
            Operation::Closed,
            Operation::Restored,
        ] {
            let journal = Journal::of(operation, Money(fen));
            prop_assert!(journal.balances() && journal.reversed().balances());
            prop_assert_eq!(journal.reversed().reversed(), journal.clone());
            let back = Balances::default().after(&journal).after(&journal.reversed());
            prop_assert!(journal.lines().iter().all(|(account, _)| back.of(*account) == Money::ZERO));
        }
    }

    #[test]
    fn what_is_posted_only_when_it_can_be_borne_leaves_no_account_below_nothing(operations in operations()) {
        let (mut balances, mut net, mut posted) = (Balances::default(), 0_i64, Vec::<(Operation, Money)>::new());
        for (operation, fen, takes_back) in operations {
            let (operation, amount, taken) = match posted.last().copied() {
                Some((operation, amount)) if takes_back => (operation, amount, true),
                _ => (operation, Money(fen), false),
            };
            let journal = if taken { Journal::of(operation, amount).reversed() } else { Journal::of(operation, amount) };
            if balances.short(&journal).is_none() {
                balances.post(&journal);
                let moved = match operation {
                    Operation::Paid(_) => amount.0,
                    Operation::Returned | Operation::Restored => -amount.0,
                    _ => 0,
                };
                net += if taken { -moved } else { moved };
                if taken { posted.pop(); } else { posted.push((operation, amount)); }
            }
            prop_assert!(balances.balances());
            prop_assert_eq!(balances.net_paid(), Money(net));
            let payable = (1..=PEOPLE).map(|person| Account::Payable(PersonId(person)));
            for account in [Account::Budget, Account::Committed].into_iter().chain(payable) {
                prop_assert!(balances.of(account) >= Money::ZERO, "{:?}", account);
            }
            prop_assert!(balances.net_paid() >= Money::ZERO);
        }
    }
}
