//! Given / when / then.

use super::command::{BeginApprenticeship, CloseProfile, EndApprenticeship, LookAtApprenticeship, OpenProfile, StageProfile};
use super::model::{ApprenticeshipId, Level, ProfileId, Source, Stage};
use super::state::{Apprenticeship, Profile};
use crate::talent::registers::{APPRENTICESHIP, PROFILE};
use crate::training::tests::world::{A, World, day, unit};

#[test]
fn a_profile_keeps_its_history_and_counts_until_it_is_closed() {
    let mut world = World::new();
    let person = world.police(A);
    let open = OpenProfile {
        serial: "RC-1".into(),
        person,
        unit: unit(A),
        domain: "视频侦查".into(),
        level: Level::City,
        source: Source::Grown,
        evidence: "局〔2024〕5号".into(),
        opened_on: day("2024-02-01"),
    };
    world.run(&open).unwrap();
    assert_eq!(world.refused(&open), [("talent.taken", "serial".into())]);
    let profile = ProfileId::of_serial("RC-1");
    let stage = |stage, on: &str| StageProfile { profile, stage, basis: "进修班".into(), staged_on: day(on) };
    for (what, on) in [(Stage::Deploy, "2024-03-01"), (Stage::Develop, "2024-04-01"), (Stage::Deploy, "2024-05-01")] {
        world.run(&stage(what, on)).unwrap();
    }
    assert_eq!(world.refused(&stage(Stage::Reward, "2024-01-31")), [("talent.earlier", "staged_on".into())]);
    let close = |on: &str| CloseProfile { profile, reason: "调出".into(), authority: "政治部".into(), closed_on: day(on) };
    assert_eq!(world.refused(&close("2024-04-30")), [("talent.earlier", "closed_on".into())]);
    world.run(&close("2024-06-01")).unwrap();
    assert_eq!(world.refused(&stage(Stage::Reward, "2024-06-02")), [("talent.ended", String::new())]);
    let state = world.states.get::<Profile>(profile).unwrap();
    assert_eq!(state.stages().iter().map(|(stage, ..)| *stage).collect::<Vec<_>>(), [Stage::Deploy, Stage::Develop, Stage::Deploy]);
    assert_eq!(world.entries(PROFILE)[0].until, Some(day("2024-06-01")));
}

#[test]
fn an_apprenticeship_is_looked_at_once_a_half_year_until_it_ends() {
    let mut world = World::new();
    let (master, apprentice) = (world.police(A), world.police(A));
    let begin = BeginApprenticeship {
        serial: "ST-1".into(),
        unit: unit(A),
        master,
        apprentice,
        goal: "独立完成电子数据取证".into(),
        begun_on: day("2023-09-01"),
    };
    assert_eq!(world.refused(&BeginApprenticeship { apprentice: master, ..begin.clone() }), [("talent.themselves", "apprentice".into())]);
    world.run(&begin).unwrap();
    let apprenticeship = ApprenticeshipId::of_serial("ST-1");
    let look = |year, half, on: &str| LookAtApprenticeship { apprenticeship, year, half, remark: "按计划".into(), looked_on: day(on) };
    let due = |world: &World| world.states.get::<Apprenticeship>(apprenticeship).unwrap().due();
    assert_eq!(due(&world), Some(day("2024-03-01")));
    world.run(&look(2023, 2, "2023-12-20")).unwrap();
    assert_eq!(due(&world), Some(day("2024-06-20")));
    assert_eq!(world.refused(&look(2023, 2, "2023-12-21")), [("talent.looked", "half".into())]);
    assert_eq!(world.refused(&look(2024, 3, "2024-06-20")), [("talent.half", "half".into())]);
    let end = EndApprenticeship { apprenticeship, reached: true, reason: "考核合格".into(), ended_on: day("2024-06-25") };
    world.run(&end).unwrap();
    assert_eq!(world.refused(&end), [("talent.ended", String::new())]);
    assert_eq!(due(&world), None);
    assert_eq!(world.entries(APPRENTICESHIP)[0].until, Some(day("2024-06-25")));
}
