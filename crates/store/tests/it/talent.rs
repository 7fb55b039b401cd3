//! Talent studios and the money of a fund, from command to figure.

use std::collections::BTreeMap;

use nc_capability::talent::command::{
    AllotBudget, ApproveSubsidy, AwardSubsidy, CloseFund, CompleteStudioTask, JudgeStudio, NameStudio, OpenFund, PaySubsidy, ProposeStudio,
    ReturnSubsidy, ReverseOperation, SetStudioTask, WithdrawStudio,
};
use nc_capability::talent::policy::AmountRule;
use nc_capability::talent::policy::command::{AdoptPolicy, EndPolicy};
use nc_capability::talent::{FundId, PolicyId, StudioId};
use nc_kernel::money::Money;
use nc_kernel::{Actor, PersonId, UserId};
use nc_people::Role;
use nc_people::commands::{CreateUser, GrantRole};
use nc_people::sheet::{Label, Shown};
use nc_store::{Book, Reader, StoreError};
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

/// At most `fen` an award, from 2024 on.
async fn adopt(bureau: &Bureau, fen: i64) {
    let adopt = AdoptPolicy {
        serial: "ZC-1".into(),
        name: "人才奖补办法".into(),
        unit: unit(TOP),
        basis: keep(bureau, "人才奖补办法").await,
        rule: AmountRule::Cap,
        amount: Money(fen),
        level: None,
        domain: None,
        from: day("2024-01-01"),
        until: None,
    };
    bureau.done(&OFFICER, adopt).await;
}

async fn open(bureau: &Bureau, fen: i64) {
    adopt(bureau, fen + 1).await;
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
    AwardSubsidy {
        fund: fund(),
        person,
        amount: Money(fen),
        policy: "ZC-1".into(),
        clause: "第六条".into(),
        profile: None,
        awarded_on: day("2024-02-01"),
    }
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

/// Operations in all, and how many are asked for at once.
const OPERATIONS: u32 = 10_000;
const TOGETHER: u32 = 100;
/// A political officer and a treasurer with accounts of their own persons.
const OWN_APPROVER: Actor = Actor { user: UserId(33) };
const OWN_TREASURER: Actor = Actor { user: UserId(34) };

/// One random operation.
enum Asked {
    Award(PersonId, i64),
    Approve(u32),
    Pay(u32, i64, u32),
    Return(u32, i64, u32),
    /// Of the fact at a position, and whether money moved by it.
    Reverse(u64, bool),
}

impl Asked {
    fn word(&self) -> &'static str {
        match self {
            Self::Award(..) => "award",
            Self::Approve(_) => "approve",
            Self::Pay(..) => "pay",
            Self::Return(..) => "return",
            Self::Reverse(..) => "reverse",
        }
    }

    async fn ask(&self, bureau: &Bureau) -> Option<u64> {
        match self {
            Self::Award(person, fen) => tried(bureau, &OFFICER, award(*person, *fen)).await,
            Self::Approve(number) => tried(bureau, &APPROVER, approve(*number)).await,
            Self::Pay(number, fen, voucher) => tried(bureau, &TREASURER, pay(*number, *fen, *voucher)).await,
            Self::Return(number, fen, voucher) => tried(bureau, &TREASURER, give_back(*number, *fen, *voucher)).await,
            Self::Reverse(seq, moved) => tried(bureau, if *moved { &TREASURER } else { &OFFICER }, reverse(*seq)).await,
        }
    }
}

/// What the fund's page says of each account, in fen.
async fn held(bureau: &Bureau) -> BTreeMap<&'static str, i64> {
    let reader = Reader::new(OFFICER, |action| bureau.store.scopes(&OFFICER, action));
    let book = Book::named("talent_fund").unwrap();
    let opened = bureau.store.open_sheet(&reader, book, fund().0).await.unwrap().unwrap();
    let money = |(label, shown): &(Label, Vec<Shown>)| match shown.as_slice() {
        [Shown::Money(money)] => Some((label.zh, money.0)),
        _ => None,
    };
    opened.sheet.terms.iter().filter_map(money).collect()
}

/// What was allotted stands somewhere, to the fen, and the payments that stand are `net`.
async fn balanced(bureau: &Bureau, net: i64) {
    let held = held(bureau).await;
    let paid = held["已付（减退回）"];
    let back = held.get("已上缴").copied().unwrap_or_default();
    assert_eq!(held["已下达"], held["预算余额"] + held["已承诺"] + held["应付"] + paid + back, "{held:?}");
    assert_eq!(paid, net, "{held:?}");
}

dual_db! {
    async fn t13_ten_thousand_operations_through_the_ledger_balance_and_the_figure_is_the_exact_sum_rounded_once(db: TestDatabase) {
        let bureau = staffed(db).await;
        open(&bureau, 900_000_000_000).await;
        let people = bureau.of(A);
        let mut seed = 20_241_u64;
        let mut below = move |n: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % n
        };
        // Each operation of money that stands, by its position: the sums without any account.
        let mut moved = BTreeMap::<u64, i64>::new();
        let (mut posted, mut awards) = (Vec::<u64>::new(), 0_u64);
        let (mut done, mut refused) = (BTreeMap::<&str, u32>::new(), 0);
        for round in 0..OPERATIONS / TOGETHER {
            let mut asked = Vec::new();
            for n in 0..TOGETHER {
                let award = u32::try_from(below(awards + 1)).unwrap() + 1;
                let fen = i64::try_from(below(999_999)).unwrap() + 1;
                let voucher = round * TOGETHER + n;
                asked.push(match below(9) {
                    0 | 1 => Asked::Award(people[below(people.len() as u64) as usize], fen),
                    2 | 3 => Asked::Approve(award),
                    4..=6 => Asked::Pay(award, fen / 3 + 1, voucher),
                    7 => Asked::Return(award, fen / 9 + 1, voucher),
                    _ => {
                        let seq = posted.get(below(posted.len() as u64 + 1) as usize).copied().unwrap_or(u64::MAX);
                        Asked::Reverse(seq, moved.contains_key(&seq))
                    }
                });
            }
            let answers = futures_util::future::join_all(asked.iter().map(|one| one.ask(&bureau))).await;
            for (one, answer) in asked.iter().zip(answers) {
                let Some(seq) = answer else { refused += 1; continue };
                *done.entry(one.word()).or_default() += 1;
                match one {
                    Asked::Award(..) => awards += 1,
                    Asked::Approve(_) => {}
                    Asked::Pay(_, fen, _) => { moved.insert(seq, *fen); }
                    Asked::Return(_, fen, _) => { moved.insert(seq, -*fen); }
                    Asked::Reverse(of, _) => { moved.remove(of); continue; }
                }
                posted.push(seq);
            }
            if round % 20 == 19 {
                balanced(&bureau, moved.values().sum()).await;
            }
        }
        println!("{done:?}, {refused} refused");
        assert!(["award", "approve", "pay", "return", "reverse"].iter().all(|what| done[what] > 100) && refused > 100);
        let exact: i64 = moved.values().sum();
        balanced(&bureau, exact).await;
        assert_eq!(bureau.count("talent.subsidy_paid", TOP, year(2024)).await, exact);
        assert_eq!(bureau.count("talent.subsidy_paid", TOP, year(2023)).await, 0);
        let evidence = bureau.evidence(&bureau.question("talent.subsidy_paid", TOP, year(2024))).await;
        assert_eq!(evidence.parts[0].len(), moved.len(), "every row of the figure is a payment or what was given back");
        // Two decimals of 万元 are ten thousand fen: half up, once, on the sum.
        let half_up = |fen: i64| (fen + 5_000).div_euclid(10_000);
        let told = Money(exact).wan(2);
        assert_eq!(Money::parse(&told).map(|money| money.0), Ok(half_up(exact) * 10_000), "{told}");
    }

    async fn nobody_approves_or_pays_what_they_get(db: TestDatabase) {
        let bureau = staffed(db).await;
        open(&bureau, 100_000).await;
        let people = bureau.of(A1);
        for (actor, person, role) in [(OWN_APPROVER, people[0], Role::PoliticalOfficer), (OWN_TREASURER, people[1], Role::Treasurer)] {
            bureau.done(&Actor::SYSTEM, CreateUser { user: Some(actor.user), person: Some(person) }).await;
            bureau.done(&Actor::SYSTEM, GrantRole { user: actor.user, role, unit: unit(TOP), from: day("2024-06-28"), until: None }).await;
        }
        for person in &people[..2] {
            bureau.done(&OFFICER, award(*person, 10_000)).await;
        }
        assert_eq!(bureau.refused(&OWN_APPROVER, approve(1)).await, ["talent.own"]);
        for number in [1, 2] {
            bureau.done(&APPROVER, approve(number)).await;
        }
        assert_eq!(bureau.refused(&OWN_TREASURER, pay(2, 10_000, 1)).await, ["talent.own"]);
        bureau.done(&OWN_TREASURER, pay(1, 10_000, 1)).await;
        bureau.done(&TREASURER, pay(2, 10_000, 2)).await;
        assert_eq!(bureau.count("talent.subsidy_paid", TOP, year(2024)).await, 20_000);
    }

    async fn an_award_names_its_policy_and_is_refused_outside_it(db: TestDatabase) {
        let bureau = staffed(db).await;
        open(&bureau, 100_000).await;
        let person = bureau.of(A1)[0];
        let unknown = AwardSubsidy { policy: "ZC-404".into(), ..award(person, 100) };
        assert_eq!(bureau.refused(&OFFICER, unknown).await, ["talent.no_policy"]);
        assert_eq!(bureau.refused(&OFFICER, award(person, 100_002)).await, ["talent.short", "talent.policy_amount"]);
        bureau.done(&OFFICER, award(person, 100)).await;
        let end = EndPolicy { policy: PolicyId::of_serial("ZC-1"), until: day("2024-01-31"), reason: "另有新办法".into(), authority: "局〔2024〕9号".into() };
        bureau.done(&OFFICER, end).await;
        assert_eq!(bureau.refused(&OFFICER, award(person, 100)).await, ["talent.policy_force"]);
        // What was awarded before stands and is paid.
        bureau.done(&APPROVER, approve(1)).await;
        bureau.done(&TREASURER, pay(1, 100, 1)).await;
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    }

    async fn a_closed_fund_balances_to_zero_and_awards_nothing_more(db: TestDatabase) {
        let bureau = staffed(db).await;
        open(&bureau, 100_000).await;
        let person = bureau.of(A1)[0];
        let close = || CloseFund { fund: fund(), basis: "年度决算".into(), closed_on: day("2024-06-28") };
        bureau.done(&OFFICER, award(person, 60_000)).await;
        bureau.done(&APPROVER, approve(1)).await;
        bureau.done(&TREASURER, pay(1, 50_000, 1)).await;
        assert_eq!(bureau.refused(&OFFICER, close()).await, ["talent.unsettled"]);
        bureau.done(&TREASURER, pay(1, 10_000, 2)).await;
        bureau.done(&OFFICER, close()).await;
        balanced(&bureau, 60_000).await;
        let held = held(&bureau).await;
        assert_eq!(["预算余额", "已承诺", "应付"].map(|account| held[account]), [0; 3]);
        assert_eq!((held["已下达"], held["已上缴"]), (100_000, 40_000));
        assert_eq!(bureau.refused(&OFFICER, close()).await, ["talent.closed"]);
        assert_eq!(bureau.refused(&OFFICER, award(person, 1)).await, ["talent.closed", "talent.short"]);
        bureau.done(&TREASURER, give_back(1, 5_000, 1)).await;
        balanced(&bureau, 55_000).await;
        assert_eq!(bureau.count("talent.subsidy_paid", TOP, year(2024)).await, 55_000);
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
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
