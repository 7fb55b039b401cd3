//! 优秀实习指导老师: proposed by a unit, confirmed by another, with its document.

use super::world::*;
use crate::internship::command::*;
use crate::internship::model::*;
use crate::internship::registers::AWARD;

fn propose(mentor: nc_kernel::PersonId) -> ProposeMentorAward {
    ProposeMentorAward { serial: "2024-1".into(), mentor, unit: unit(A), proposed_on: day("2024-03-05"), document: paper("推荐表") }
}

#[test]
fn an_award_is_confirmed_by_another_person_and_counts_from_then_on() {
    let mut world = World::with_batch();
    let ((mentor, _), (idle, _)) = (world.officer(A), world.officer(A));
    world.at_work(1, mentor);
    world.today("2024-03-05");
    assert_eq!(world.refused(&CLERK, &propose(idle)), [("internship.never_mentor", "mentor".into())]);
    world.ok(&CLERK, &propose(mentor));
    assert!(world.entries(AWARD).is_empty(), "a proposal is no award");
    let award = MentorAwardId::of_serial("2024-1");
    let confirm = ConfirmMentorAward { award, awarded_on: day("2024-03-05"), document: paper("表彰决定") };
    assert_eq!(world.refused(&CLERK, &confirm), [("internship.other_person", "award".into())]);
    assert_eq!(world.refused(&RECORDER, &confirm), [("access.not_allowed", String::new())], "a unit does not confirm");
    let own = nc_kernel::Actor { user: nc_kernel::UserId(901) };
    world.account(&own, Some(mentor), nc_people::Role::PoliticalOfficer, TOP);
    assert_eq!(world.refused(&own, &confirm), [("internship.other_person", "award".into())]);
    world.ok(&CHIEF, &confirm);
    assert_eq!(world.entries(AWARD).iter().map(|entry| (entry.day, entry.person)).collect::<Vec<_>>(), [(day("2024-03-05"), Some(mentor))]);
    assert_eq!(world.refused(&CHIEF, &confirm), [("internship.award_stage", "award".into())]);
    world.ok(&CHIEF, &RevokeMentorAward { award, reason: "材料不实".into(), authority: "政治部决定".into() });
    assert!(world.entries(AWARD).is_empty());
    assert_eq!(world.refused(&CLERK, &propose(mentor)), [("internship.serial_taken", "serial".into())]);
}
