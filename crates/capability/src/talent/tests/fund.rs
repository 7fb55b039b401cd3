//! A fund through its commands: 10,000 random ones against exact sums, and each rule that says no.

use std::collections::BTreeMap;

use nc_kernel::money::Money;
use nc_kernel::{Attr, PersonId, UserId};

use crate::talent::command::{AllotBudget, ApproveSubsidy, AwardSubsidy, CloseFund, OpenFund, PaySubsidy, ReturnSubsidy, ReverseOperation};
use crate::talent::model::FundId;
use crate::talent::money::{Account, Operation};
use crate::talent::policy::command::AdoptPolicy;
use crate::talent::policy::tests::adopt;
use crate::talent::registers::PAYMENT;
use crate::talent::state::Fund;
use crate::training::tests::world::{A, World, attr, day, unit};

const ON: &str = "2024-06-20";
const PROPOSER: UserId = UserId(1);
const APPROVER: UserId = UserId(2);
const TREASURER: UserId = UserId(3);

fn id() -> FundId {
    FundId::of_serial("RC-2024")
}

fn open() -> OpenFund {
    OpenFund {
        serial: "RC-2024".into(),
        title: "人才专项经费".into(),
        unit: unit("/150600/"),
        year: 2024,
        source: "市级财政".into(),
        basis: "局〔2024〕3号".into(),
        opened_on: day("2024-01-10"),
    }
}

fn allot(fen: i64) -> AllotBudget {
    AllotBudget { fund: id(), amount: Money(fen), basis: "财〔2024〕8号".into(), allotted_on: day(ON) }
}

fn award(person: PersonId, fen: i64) -> AwardSubsidy {
    AwardSubsidy {
        fund: id(),
        person,
        amount: Money(fen),
        policy: "ZC-1".into(),
        clause: "第六条".into(),
        profile: None,
        awarded_on: day(ON),
    }
}

fn approve(award: u32) -> ApproveSubsidy {
    ApproveSubsidy { fund: id(), award, approved_on: day(ON) }
}

fn pay(award: u32, fen: i64, voucher: &str) -> PaySubsidy {
    PaySubsidy { fund: id(), award, amount: Money(fen), voucher: voucher.into(), paid_on: day(ON) }
}

fn give_back(award: u32, fen: i64, voucher: &str) -> ReturnSubsidy {
    ReturnSubsidy { fund: id(), award, amount: Money(fen), voucher: voucher.into(), reason: "调出".into(), returned_on: day(ON) }
}

fn reverse(reverses: u64) -> ReverseOperation {
    ReverseOperation { fund: id(), reverses, reason: "录入有误".into(), authority: "政治部核对单".into() }
}

fn fund(world: &World) -> &Fund {
    world.states.get::<Fund>(id()).unwrap()
}

fn as_user(world: &mut World, by: UserId) -> &mut World {
    world.acting = by;
    world
}

fn last(world: &World) -> u64 {
    fund(world).posted().last().unwrap().seq
}

/// The fen of every live row.
fn rows(world: &World) -> i128 {
    world
        .entries(PAYMENT)
        .into_iter()
        .map(|entry| match attr(entry, "fen") {
            Attr::Int(fen) => i128::from(*fen),
            _ => unreachable!(),
        })
        .sum()
}

/// An opened fund with a thousand yuan, and one award of it to each of two people.
fn begun() -> (World, [PersonId; 2]) {
    let mut world = World::new();
    let people = [world.police(A), world.police(A)];
    world.run(&AdoptPolicy { amount: Money(999_999_999), ..adopt() }).unwrap();
    world.run(&open()).unwrap();
    world.run(&allot(100_000)).unwrap();
    world.run(&award(people[0], 40_000)).unwrap();
    world.run(&award(people[1], 30_000)).unwrap();
    (world, people)
}

#[test]
fn t13_ten_thousand_random_operations_balance_and_the_report_is_the_sum_rounded_once() {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut below = move |n: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed % n
    };
    let mut world = World::new();
    let people: Vec<PersonId> = (0..7).map(|_| world.police(A)).collect();
    world.run(&AdoptPolicy { amount: Money(999_999_999), ..adopt() }).unwrap();
    world.run(&open()).unwrap();
    world.run(&allot(9_000_000_000)).unwrap();
    // What was paid of each award, by the position of the operation: the sums without any account.
    let mut moved: BTreeMap<u64, i128> = BTreeMap::new();
    let (mut done, mut refused) = (BTreeMap::<&str, u32>::new(), 0);
    for n in 0..10_000_u32 {
        let number = u32::try_from(below(fund(&world).awards().len() as u64 + 1)).unwrap() + 1;
        let fen = i64::try_from(below(999_999)).unwrap() + 1;
        let voucher = format!("PZ-{n}");
        let (what, answer) = match below(10) {
            0 => ("award", as_user(&mut world, PROPOSER).run(&award(people[below(7) as usize], fen)).is_ok()),
            1 | 2 => ("approve", as_user(&mut world, APPROVER).run(&approve(number)).is_ok()),
            3..=6 => {
                let fen = if below(2) == 0 { fen / 4 + 1 } else { fund(&world).award(number).map_or(fen, |award| award.body.amount.0) };
                let answer = as_user(&mut world, TREASURER).run(&pay(number, fen, &voucher)).is_ok();
                if answer {
                    moved.insert(last(&world), i128::from(fen));
                }
                ("pay", answer)
            }
            7 => {
                let answer = as_user(&mut world, TREASURER).run(&give_back(number, fen / 3 + 1, &voucher)).is_ok();
                if answer {
                    moved.insert(last(&world), -i128::from(fen / 3 + 1));
                }
                ("return", answer)
            }
            _ => {
                let posted = fund(&world).posted();
                // Not the one allotment: without it nothing would follow.
                let seq = posted.get(1 + below(posted.len() as u64) as usize).map_or(u64::MAX, |posted| posted.seq);
                let answer = as_user(&mut world, PROPOSER).run(&reverse(seq)).is_ok();
                if answer {
                    moved.remove(&seq);
                }
                ("reverse", answer)
            }
        };
        if answer {
            *done.entry(what).or_default() += 1;
        } else {
            refused += 1;
        }
        let fund = fund(&world);
        assert!(fund.balances().balances(), "operation {n}");
        assert_eq!(i128::from(fund.balances().net_paid().0), moved.values().sum::<i128>(), "operation {n}");
    }
    println!("{done:?}, {refused} refused");
    assert!(["award", "approve", "pay", "return", "reverse"].iter().all(|what| done[what] > 100) && refused > 100);
    assert!(fund(&world).posted().iter().all(|posted| posted.journal().balances()));
    let exact: i128 = moved.values().sum();
    assert_eq!(rows(&world), exact, "the register holds what the ledger says");
    // Two decimals of 万元 are ten thousand fen: half up, once, on the sum.
    let hundredths = (exact + 5_000) / 10_000;
    let told = fund(&world).balances().net_paid().wan(2);
    assert_eq!(Money::parse(&told).map(|money| i128::from(money.0)), Ok(hundredths * 10_000));
}

#[test]
fn nothing_is_awarded_above_the_budget_nor_paid_above_what_was_approved() {
    let (mut world, people) = begun();
    assert_eq!(world.refused(&award(people[0], 30_001)), [("talent.short", "amount".into())]);
    assert_eq!(world.refused(&award(people[0], 0)), [("talent.amount", "amount".into())]);
    world.acting = TREASURER;
    assert_eq!(world.refused(&pay(1, 10_000, "V1")), [("talent.approval", "award".into())]);
    as_user(&mut world, APPROVER).run(&approve(1)).unwrap();
    assert_eq!(world.refused(&approve(1)), [("talent.approval", "award".into())]);
    as_user(&mut world, TREASURER).run(&pay(1, 25_000, "V1")).unwrap();
    assert_eq!(world.refused(&pay(1, 15_000, "V1")), [("talent.voucher", "voucher".into())]);
    let codes: Vec<_> = world.refused(&pay(1, 15_001, "V2")).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["talent.above", "talent.short"]);
    world.run(&pay(1, 15_000, "V2")).unwrap();
    assert_eq!(world.refused(&give_back(1, 40_001, "V3")).first().unwrap().0, "talent.above");
    assert_eq!(world.refused(&pay(3, 1, "V3")), [("talent.award", "award".into())]);
    assert_eq!(rows(&world), 40_000);
    // What was given back may be awarded again.
    world.run(&give_back(1, 10_000, "V3")).unwrap();
    assert_eq!(rows(&world), 30_000);
    assert_eq!(fund(&world).balances().net_paid(), Money(30_000));
    as_user(&mut world, PROPOSER).run(&award(people[1], 40_000)).unwrap();
}

#[test]
fn three_people_propose_approve_and_pay() {
    let (mut world, _) = begun();
    assert_eq!(world.refused(&approve(1)), [("talent.own", String::new())]);
    as_user(&mut world, APPROVER).run(&approve(1)).unwrap();
    assert_eq!(world.refused(&pay(1, 40_000, "V1")), [("talent.own", String::new())]);
    as_user(&mut world, TREASURER).run(&pay(1, 40_000, "V1")).unwrap();
}

#[test]
fn an_operation_is_taken_back_once_and_only_while_nothing_rests_on_it() {
    let (mut world, _) = begun();
    let (allotted, awarded) = (fund(&world).posted()[0].seq, fund(&world).posted()[1].seq);
    as_user(&mut world, APPROVER).run(&approve(1)).unwrap();
    let approved = last(&world);
    as_user(&mut world, TREASURER).run(&pay(1, 40_000, "V1")).unwrap();
    let paid = last(&world);
    world.run(&give_back(1, 5_000, "V2")).unwrap();
    let returned = last(&world);
    for (seq, code) in
        [(allotted, "talent.short"), (awarded, "talent.operation"), (approved, "talent.operation"), (paid, "talent.operation")]
    {
        assert_eq!(world.refused(&reverse(seq)), [(code, "reverses".into())], "{seq}");
    }
    for (seq, left) in [(returned, 40_000), (paid, 0), (approved, 0), (awarded, 0)] {
        world.run(&reverse(seq)).unwrap();
        assert_eq!(rows(&world), left);
        assert_eq!(world.refused(&reverse(seq)), [("talent.operation", "reverses".into())]);
    }
    assert_eq!(fund(&world).posted().iter().filter(|posted| posted.reversed).count(), 4);
    assert!(matches!(fund(&world).operation(paid).unwrap().operation, Operation::Paid(_)), "what was posted stays to be seen");
    assert_eq!(world.refused(&approve(1)).first().unwrap().0, "talent.award");
}

#[test]
fn nobody_approves_or_pays_what_they_get_themselves() {
    let (mut world, people) = begun();
    let own = world.account(people[0]);
    assert_eq!(world.acts(own).refused(&approve(1)), [("talent.own", String::new())]);
    as_user(&mut world, APPROVER).run(&approve(1)).unwrap();
    as_user(&mut world, APPROVER).run(&approve(2)).unwrap();
    assert_eq!(world.acts(own).refused(&pay(1, 40_000, "V1")), [("talent.own", String::new())]);
    // What somebody else gets, they may pay.
    world.acts(own).run(&pay(2, 30_000, "V1")).unwrap();
    as_user(&mut world, TREASURER).run(&pay(1, 40_000, "V2")).unwrap();
}

#[test]
fn a_closed_fund_hands_back_what_was_not_awarded_and_holds_nothing_but_what_was_paid() {
    let (mut world, people) = begun();
    let close = || CloseFund { fund: id(), basis: "年度决算〔2024〕1号".into(), closed_on: day(ON) };
    assert_eq!(world.refused(&close()), [("talent.unsettled", "fund".into())], "two awards are not settled");
    for (award, fen) in [(1, 40_000), (2, 30_000)] {
        as_user(&mut world, APPROVER).run(&approve(award)).unwrap();
        assert_eq!(world.refused(&close()).first().unwrap().0, "talent.unsettled");
        as_user(&mut world, TREASURER).run(&pay(award, fen, &format!("V{award}"))).unwrap();
    }
    as_user(&mut world, PROPOSER).run(&close()).unwrap();
    let closing = last(&world);
    let held = |world: &World| {
        let balances = fund(world).balances();
        [Account::Budget, Account::Committed].map(|account| balances.of(account).0).into_iter().chain([balances.payable().0]).sum::<i64>()
    };
    assert!(held(&world) == 0 && fund(&world).balances().balances());
    assert_eq!((fund(&world).handed_back(), fund(&world).allotted()), (Money(30_000), Money(100_000)));
    assert_eq!(fund(&world).balances().of(Account::Source), Money(-70_000), "what is out is what was paid");
    for (code, refused) in [
        ("talent.closed", world.refused(&close())),
        ("talent.closed", world.refused(&allot(1))),
        ("talent.closed", world.refused(&award(people[0], 1))),
        ("talent.closed", world.refused(&reverse(closing - 1))),
    ] {
        assert_eq!(refused.first().unwrap().0, code);
    }
    // What is given back later goes on to where it came from.
    as_user(&mut world, TREASURER).run(&give_back(1, 10_000, "V3")).unwrap();
    assert!(held(&world) == 0 && fund(&world).balances().balances());
    assert_eq!((rows(&world), fund(&world).handed_back()), (60_000, Money(40_000)));
    assert_eq!(fund(&world).balances().of(Account::Source), Money(-60_000));
    // The closing is taken back like anything else.
    as_user(&mut world, PROPOSER).run(&reverse(closing)).unwrap();
    assert_eq!(fund(&world).balances().of(Account::Budget), Money(30_000));
    world.run(&award(people[1], 30_000)).unwrap();
}
