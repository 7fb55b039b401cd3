//! Given / when / then.

use nc_kernel::UserId;

use super::command::{AdoptProject, MoveProject, ProposeProject, ReferToHonour};
use super::model::{HonourKind, ProjectId, Stage};
use super::registers::{ADOPTION, STAGE};
use super::state::Project;
use crate::training::tests::world::{A, B, BASE, World, day, unit};

fn id() -> ProjectId {
    ProjectId::of_serial("CX-1")
}

fn propose() -> ProposeProject {
    ProposeProject {
        serial: "CX-1".into(),
        title: "校园风险预警".into(),
        purpose: "预警校园多风险".into(),
        unit: unit(A),
        studio: None,
        model: Some("校园多风险智能预警与干预模型".into()),
        proposed_on: day("2024-02-01"),
    }
}

fn step(stage: Stage, on: &str) -> MoveProject {
    MoveProject { project: id(), stage, basis: "会议纪要".into(), moved_on: day(on) }
}

fn adopt(adopter: &str, on: &str) -> AdoptProject {
    AdoptProject { project: id(), adopter: unit(adopter), basis: "用于校园周边巡防".into(), adopted_on: day(on) }
}

#[test]
fn stages_follow_one_another_and_another_person_approves() {
    let mut world = World::new();
    world.run(&propose()).unwrap();
    assert_eq!(world.refused(&propose()), [("innovation.taken", "serial".into())]);
    assert_eq!(world.refused(&step(Stage::Building, "2024-03-01")), [("innovation.stage", "project".into())]);
    assert_eq!(world.refused(&step(Stage::Approved, "2024-03-01")), [("innovation.own", String::new())]);
    world.acting = UserId(2);
    assert_eq!(world.refused(&step(Stage::Approved, "2024-01-31")).first().unwrap().0, "innovation.earlier");
    let steps = [Stage::Approved, Stage::Building, Stage::Pilot, Stage::Deployed, Stage::Submitted, Stage::Archived];
    for (n, stage) in steps.into_iter().enumerate() {
        world.run(&step(stage, &format!("2024-03-{:02}", n + 1))).unwrap();
    }
    assert_eq!(world.entries(STAGE).len(), steps.len(), "each stage counts once");
    assert_eq!(world.refused(&step(Stage::Archived, "2024-04-01")), [("innovation.stage", "project".into())]);
    assert_eq!(world.states.get::<Project>(id()).unwrap().stage(), Some(Stage::Archived));
}

#[test]
fn an_adoption_is_a_fact_with_a_day_and_never_the_projects_own_unit() {
    let mut world = World::new();
    world.run(&propose()).unwrap();
    assert_eq!(world.refused(&adopt(B, "2024-03-01")), [("innovation.stage", "project".into())]);
    world.acting = UserId(2);
    for (stage, on) in [(Stage::Approved, "2024-03-01"), (Stage::Building, "2024-03-02"), (Stage::Pilot, "2024-03-10")] {
        world.run(&step(stage, on)).unwrap();
    }
    assert_eq!(world.refused(&adopt(B, "2024-03-09")), [("innovation.earlier", "adopted_on".into())]);
    assert_eq!(world.refused(&adopt(A, "2024-03-11")), [("innovation.its_own", "adopter".into())]);
    world.run(&adopt(B, "2024-03-11")).unwrap();
    world.run(&adopt(BASE, "2024-03-12")).unwrap();
    assert_eq!(world.refused(&adopt(B, "2024-03-13")), [("innovation.adopted", "adopter".into())]);
    let hosts: Vec<_> = world.entries(ADOPTION).into_iter().filter_map(|entry| entry.facets.host.clone()).collect();
    assert_eq!(hosts, [unit(B), unit(BASE)]);
}

#[test]
fn an_honour_is_referred_to_once_and_counted_nowhere_here() {
    let mut world = World::new();
    world.run(&propose()).unwrap();
    let refer = ReferToHonour { project: id(), honour: "RY-7".into(), kind: HonourKind::Award, referred_on: day("2024-06-01") };
    world.run(&refer).unwrap();
    assert_eq!(world.refused(&refer), [("innovation.referred", "honour".into())]);
    assert!(world.live.is_empty());
    let unknown = ProposeProject { serial: "CX-2".into(), studio: Some("GZS-404".into()), ..propose() };
    assert_eq!(world.refused(&unknown), [("innovation.studio", "studio".into())]);
}
