//! Talent studios and the money of a fund, from command to figure.

use nc_capability::talent::command::{
    AllotBudget, ApproveSubsidy, AwardSubsidy, CompleteStudioTask, JudgeStudio, NameStudio, OpenFund, PaySubsidy, ProposeStudio,
    ReturnSubsidy, ReverseOperation, SetStudioTask, WithdrawStudio,
};
use nc_capability::talent::{FundId, StudioId};
use nc_kernel::money::Money;
use nc_kernel::{Actor, UserId};
use nc_people::Role;
use nc_people::commands::{CreateUser, GrantRole};
use nc_store::StoreError;
use nc_testkit::dual_db;

use crate::bureau::{A, A1, Bureau, OFFICER, TOP, day, unit, year};
use crate::documents::keep;

/// Who approves what [`OFFICER`] proposes.
const APPROVER: Actor = Actor { user: UserId(31) };
/// 财务人员.
const TREASURER: Actor = Actor { user: UserId(32) };

async fn staffed(db: nc_testkit::TestDatabase) -> Bureau {
    let bureau = Bureau::new(db).await;
    for (actor, role) in [(APPROVER, Role::PoliticalOfficer), (TREASURER, Role::Treasurer)] {
        bureau.done(&Actor::SYSTEM, CreateUser { user: Some(actor.user), person: None }).await;
        bureau.done(&Actor::SYSTEM, GrantRole { user: actor.user, role, unit: unit(TOP), from: day("2024-01-08"), until: None }).await;
    }
    bureau.on("2024-06-28");
    bureau
}

fn fund() -> FundId {
    FundId::of_serial("RC-2024")
}

async fn open(bureau: &Bureau, fen: i64) {
    let open = OpenFund {
        serial: "RC-2024".into(),
        title: "人才专项经费".into(),
        unit: unit(TOP),
        year: 2024,
        source: "市级财政".into(),
        basis: "局〔2024〕3号".into(),
        opened_on: day("2024-01-10"),
    };
    bureau.done(&OFFICER, open).await;
    let allot = AllotBudget { fund: fund(), amount: Money(fen), basis: "财〔2024〕8号".into(), allotted_on: day("2024-01-15") };
    bureau.done(&OFFICER, allot).await;
}

fn award(person: nc_kernel::PersonId, fen: i64) -> AwardSubsidy {
    AwardSubsidy { fund: fund(), person, amount: Money(fen), policy: "第六条".into(), awarded_on: day("2024-02-01") }
}

fn approve(award: u32) -> ApproveSubsidy {
    ApproveSubsidy { fund: fund(), award, approved_on: day("2024-02-02") }
}

fn pay(award: u32, fen: i64, n: u32) -> PaySubsidy {
    PaySubsidy { fund: fund(), award, amount: Money(fen), voucher: format!("PZ-{n}"), paid_on: day("2024-03-01") }
}

fn give_back(award: u32, fen: i64, n: u32) -> ReturnSubsidy {
    let (amount, reason) = (Money(fen), "调出本局".to_owned());
    ReturnSubsidy { fund: fund(), award, amount, voucher: format!("TH-{n}"), reason, returned_on: day("2024-04-01") }
}

fn reverse(reverses: u64) -> ReverseOperation {
    ReverseOperation { fund: fund(), reverses, reason: "录入有误".into(), authority: "政治部核对单".into() }
}

/// Done, or refused by a rule: anything else is a fault.
async fn tried<C: nc_people::command::Command>(bureau: &Bureau, actor: &Actor, command: C) -> Option<u64> {
    match bureau.store.execute(actor, bureau.key(), command).await {
        Ok(receipt) => Some(receipt.first_seq),
        Err(StoreError::Refused(_)) => None,
        Err(fault) => panic!("{}: {fault}", C::NAME),
    }
}

dual_db! {
    async fn t13_the_figure_of_money_is_the_exact_sum_of_payments_less_what_was_given_back(db: TestDatabase) {
        let bureau = staffed(db).await;
        open(&bureau, 900_000_000).await;
        let people = bureau.of(A);
        let mut seed = 20_241_u64;
        let mut below = move |n: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % n
        };
        // Each operation of money that stands, by its position.
        let mut moved = std::collections::BTreeMap::<u64, i64>::new();
        let (mut posted, mut awards, mut refused) = (Vec::new(), 0_u32, 0);
        for n in 0..600_u32 {
            let number = u32::try_from(below(u64::from(awards) + 1)).unwrap() + 1;
            let fen = i64::try_from(below(999_999)).unwrap() + 1;
            let done = match below(9) {
                0 | 1 => {
                    let person = people[below(people.len() as u64) as usize];
                    let done = tried(&bureau, &OFFICER, award(person, fen)).await;
                    awards += u32::from(done.is_some());
                    done
                }
                2 | 3 => tried(&bureau, &APPROVER, approve(number)).await,
                4..=6 => tried(&bureau, &TREASURER, pay(number, fen / 3 + 1, n)).await.inspect(|seq| { moved.insert(*seq, fen / 3 + 1); }),
                7 => tried(&bureau, &TREASURER, give_back(number, fen / 9 + 1, n)).await.inspect(|seq| { moved.insert(*seq, -(fen / 9 + 1)); }),
                _ => {
                    let seq = posted.get(below(posted.len() as u64 + 1) as usize).copied().unwrap_or(u64::MAX);
                    let by = if moved.contains_key(&seq) { &TREASURER } else { &OFFICER };
                    let done = tried(&bureau, by, reverse(seq)).await;
                    if done.is_some() { moved.remove(&seq); }
                    refused += u32::from(done.is_none());
                    continue;
                }
            };
            match done { Some(seq) => posted.push(seq), None => refused += 1 }
        }
        assert!(moved.len() > 20 && refused > 20 && moved.values().any(|fen| *fen < 0), "{} moved, {refused} refused", moved.len());
        let exact: i64 = moved.values().sum();
        assert_eq!(bureau.count("talent.subsidy_paid", TOP, year(2024)).await, exact);
        assert_eq!(bureau.count("talent.subsidy_paid", TOP, year(2023)).await, 0);
        let evidence = bureau.evidence(&bureau.question("talent.subsidy_paid", TOP, year(2024))).await;
        assert_eq!(evidence.parts[0].len(), moved.len(), "every row of the figure is a payment or what was given back");
    }

    async fn a_payment_above_the_budget_or_by_who_approved_it_is_refused(db: TestDatabase) {
        let bureau = staffed(db).await;
        open(&bureau, 251_600_000).await;
        let person = bureau.of(A1)[0];
        assert_eq!(bureau.refused(&OFFICER, award(person, 251_600_001)).await, ["talent.short"]);
        bureau.done(&OFFICER, award(person, 251_600_000)).await;
        assert_eq!(bureau.refused(&OFFICER, approve(1)).await, ["talent.own"]);
        bureau.done(&APPROVER, approve(1)).await;
        let by_approver = bureau.store.execute(&APPROVER, bureau.key(), pay(1, 1, 1)).await;
        assert!(by_approver.is_err(), "who manages talent work does not pay");
        assert_eq!(bureau.refused(&TREASURER, pay(1, 251_600_001, 1)).await, ["talent.above", "talent.short"]);
        bureau.done(&TREASURER, pay(1, 251_600_000, 1)).await;
        assert_eq!(bureau.count("talent.subsidy_paid", TOP, year(2024)).await, 251_600_000);
        assert_eq!(bureau.count("talent.subsidised", A1, year(2024)).await, 1);
    }

    async fn a_studio_counts_from_the_day_it_was_named_until_it_was_withdrawn(db: TestDatabase) {
        let bureau = staffed(db).await;
        let studio = StudioId::of_serial("GZS-1");
        let propose = ProposeStudio {
            serial: "GZS-1".into(),
            name: "视频侦查工作室".into(),
            domain: "视频侦查".into(),
            unit: unit(A),
            lead: bureau.of(A)[0],
            proposed_on: day("2024-02-01"),
        };
        bureau.done(&OFFICER, propose).await;
        let judged = JudgeStudio { studio, fit: true, reason: "符合条件".into(), judged_on: day("2024-02-20") };
        assert_eq!(bureau.refused(&OFFICER, judged.clone()).await, ["talent.own"]);
        bureau.done(&APPROVER, judged).await;
        assert_eq!(bureau.count("talent.studios", TOP, year(2024)).await, 0);
        let document = keep(&bureau, "命名通报").await;
        bureau.done(&OFFICER, NameStudio { studio, document, named_on: day("2024-03-01") }).await;
        bureau.done(&OFFICER, SetStudioTask { studio, text: "编写教程".into(), due: day("2024-12-31") }).await;
        let done = CompleteStudioTask { studio, task: 1, output: "教程一套，存训练处".into(), done_on: day("2024-06-01") };
        bureau.done(&OFFICER, done.clone()).await;
        assert_eq!(bureau.refused(&OFFICER, done).await, ["talent.task"]);
        assert_eq!(bureau.count("talent.studios", A, year(2024)).await, 1);
        assert_eq!(bureau.count("talent.outputs", A, year(2024)).await, 1);
        let (reason, authority) = ("领衔人调离".to_owned(), "局党委会".to_owned());
        bureau.done(&OFFICER, WithdrawStudio { studio, reason, authority, withdrawn_on: day("2024-06-20") }).await;
        assert_eq!(bureau.count("talent.studios", TOP, year(2024)).await, 0);
        assert_eq!(bureau.count("talent.outputs", TOP, year(2024)).await, 1, "what it did stays done");
    }
}
