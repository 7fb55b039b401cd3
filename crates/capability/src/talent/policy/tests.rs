//! Given / when / then.

use nc_kernel::document::{BlobId, Document, Media};
use nc_kernel::money::Money;
use nc_kernel::{Day, PersonId};
use nc_people::sheet::Listed as _;

use super::command::{AdoptPolicy, EndPolicy};
use super::model::{AmountRule, PolicyId};
use super::state::SubsidyPolicy;
use crate::talent::command::{AllotBudget, AwardSubsidy, OpenFund};
use crate::talent::model::FundId;
use crate::talent::people::command::{CloseProfile, OpenProfile};
use crate::talent::people::{Level, ProfileId, Source};
use crate::training::tests::world::{A, B, World, day, unit};

/// A policy of the bureau in force from 2024 on: at most 500 yuan an award.
pub(in crate::talent) fn adopt() -> AdoptPolicy {
    AdoptPolicy {
        serial: "ZC-1".into(),
        name: "人才奖补办法".into(),
        unit: unit("/150600/"),
        basis: Document { media: Media::Text, name: "奖补办法".into(), number: None, sha256: BlobId::of(b"basis"), size: 5 },
        rule: AmountRule::Cap,
        amount: Money(50_000),
        level: None,
        domain: None,
        from: day("2024-01-01"),
        until: None,
    }
}

fn fund(world: &mut World, at: &str) -> FundId {
    let open = OpenFund {
        serial: format!("RC{at}"),
        title: "人才专项经费".into(),
        unit: unit(at),
        year: 2024,
        source: "市级财政".into(),
        basis: "局〔2024〕3号".into(),
        opened_on: day("2024-01-10"),
    };
    world.run(&open).unwrap();
    let fund = FundId::of_serial(&open.serial);
    let allot = AllotBudget { fund, amount: Money(1_000_000), basis: "财〔2024〕8号".into(), allotted_on: day("2024-01-10") };
    world.run(&allot).unwrap();
    fund
}

fn award(fund: FundId, person: PersonId, fen: i64, on: &str) -> AwardSubsidy {
    AwardSubsidy { fund, person, amount: Money(fen), policy: "ZC-1".into(), clause: "第六条".into(), profile: None, awarded_on: day(on) }
}

#[test]
fn an_award_keeps_to_the_time_and_the_sum_of_its_policy() {
    let mut world = World::new();
    let (person, fund) = (world.police(A), fund(&mut world, A));
    let on = "2024-03-01";
    assert_eq!(world.refused(&award(fund, person, 1, on)), [("talent.no_policy", "policy".into())]);
    let until = Some(day("2024-05-31"));
    world.run(&AdoptPolicy { from: day("2024-02-01"), until, ..adopt() }).unwrap();
    assert_eq!(world.refused(&adopt()), [("talent.taken", "serial".into())]);
    for (on, fits) in [("2024-01-31", false), ("2024-02-01", true), ("2024-05-31", true), ("2024-06-01", false)] {
        match world.run(&award(fund, person, 50_000, on)) {
            Ok(_) => assert!(fits, "{on}"),
            Err(refused) => assert!(!fits && refused.0[0].rule.code == "talent.policy_force", "{on}: {refused:?}"),
        }
    }
    assert_eq!(world.refused(&award(fund, person, 50_001, on)), [("talent.policy_amount", "amount".into())]);
    world.run(&AdoptPolicy { serial: "ZC-2".into(), rule: AmountRule::Fixed, ..adopt() }).unwrap();
    let fixed = |fen| AwardSubsidy { policy: "ZC-2".into(), ..award(fund, person, fen, on) };
    for off in [49_999, 50_001] {
        assert_eq!(world.refused(&fixed(off)), [("talent.policy_amount", "amount".into())]);
    }
    world.run(&fixed(50_000)).unwrap();
}

#[test]
fn a_policy_holds_for_the_money_of_its_unit_and_those_below_until_it_is_ended() {
    let mut world = World::new();
    let person = world.police(A);
    let (one, other) = (fund(&mut world, A), fund(&mut world, B));
    world.run(&AdoptPolicy { unit: unit(A), ..adopt() }).unwrap();
    world.run(&award(one, person, 100, "2024-03-01")).unwrap();
    assert_eq!(world.refused(&award(other, person, 100, "2024-03-01")), [("talent.policy_unit", "policy".into())]);
    let end = |until: Day| EndPolicy {
        policy: PolicyId::of_serial("ZC-1"),
        until,
        reason: "另出台新办法".into(),
        authority: "局〔2024〕20号".into(),
    };
    assert_eq!(world.refused(&end(day("2023-12-31"))), [("talent.earlier", "until".into())]);
    world.run(&end(day("2024-04-30"))).unwrap();
    assert_eq!(world.refused(&end(day("2024-04-30"))), [("talent.ended", "policy".into())]);
    world.run(&award(one, person, 100, "2024-04-30")).unwrap();
    assert_eq!(world.refused(&award(one, person, 100, "2024-05-01")), [("talent.policy_force", "policy".into())]);
    let policy = world.states.get::<SubsidyPolicy>(PolicyId::of_serial("ZC-1")).unwrap();
    assert!(policy.in_force(day("2024-04-30")) && !policy.in_force(day("2024-05-01")));
}

#[test]
fn a_policy_for_a_level_and_field_takes_a_profile_of_them_that_is_open() {
    let mut world = World::new();
    let (person, fund) = (world.police(A), fund(&mut world, A));
    let other = world.police(A);
    world.run(&AdoptPolicy { level: Some(Level::City), domain: Some("视频侦查".into()), ..adopt() }).unwrap();
    let mut open = |serial: &str, person, level, domain: &str| {
        let profile = OpenProfile {
            serial: serial.into(),
            person,
            unit: unit(A),
            domain: domain.into(),
            level,
            source: Source::Grown,
            evidence: "局〔2024〕5号".into(),
            opened_on: day("2024-02-01"),
        };
        world.run(&profile).unwrap();
    };
    open("RC-1", person, Level::City, "视频侦查");
    open("RC-2", person, Level::Bureau, "视频侦查");
    open("RC-3", person, Level::City, "电子数据");
    open("RC-4", other, Level::City, "视频侦查");
    let with = |profile: Option<&str>, on: &str| AwardSubsidy { profile: profile.map(Into::into), ..award(fund, person, 100, on) };
    for profile in [None, Some("RC-2"), Some("RC-3"), Some("RC-4"), Some("RC-404")] {
        assert_eq!(world.refused(&with(profile, "2024-03-01")), [("talent.policy_profile", "profile".into())], "{profile:?}");
    }
    assert_eq!(world.refused(&with(Some("RC-1"), "2024-01-31")), [("talent.policy_profile", "profile".into())], "before it was opened");
    world.run(&with(Some("RC-1"), "2024-03-01")).unwrap();
    let (reason, authority, closed_on) = ("调出".into(), "政治部".into(), day("2024-04-01"));
    world.run(&CloseProfile { profile: ProfileId::of_serial("RC-1"), reason, authority, closed_on }).unwrap();
    world.run(&with(Some("RC-1"), "2024-03-31")).unwrap();
    assert_eq!(world.refused(&with(Some("RC-1"), "2024-04-01")), [("talent.policy_profile", "profile".into())]);
}

#[test]
fn a_policy_with_a_last_day_lapses_by_itself_one_without_does_not_and_one_that_was_ended_stays_so() {
    let mut world = World::new();
    world.run(&AdoptPolicy { until: Some(day("2024-05-31")), ..adopt() }).unwrap();
    world.run(&AdoptPolicy { serial: "ZC-2".into(), ..adopt() }).unwrap();
    let shown = |world: &World, serial: &str| {
        let policy = world.states.get::<SubsidyPolicy>(PolicyId::of_serial(serial)).unwrap();
        (policy.line().unwrap().state, policy.line().unwrap().ends_on, policy.lapses())
    };
    assert_eq!(shown(&world, "ZC-1"), ("adopted", day("2024-05-31"), Some("lapsed")));
    assert_eq!(shown(&world, "ZC-2"), ("adopted", day("2024-01-01"), None));
    assert!(SubsidyPolicy::LAPSES.contains(&("adopted", "lapsed")) && SubsidyPolicy::OFF.contains(&"lapsed"));
    let (until, reason, authority) = (day("2024-04-30"), "另出台新办法".into(), "局〔2024〕20号".into());
    world.run(&EndPolicy { policy: PolicyId::of_serial("ZC-1"), until, reason, authority }).unwrap();
    assert_eq!(shown(&world, "ZC-1"), ("ended", day("2024-04-30"), None));
}
