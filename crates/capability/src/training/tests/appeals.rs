//! Objections to scores.

use nc_kernel::PersonId;

use super::world::{A, World, held};
use crate::training::command::{AppealScore, DecideAppeal, RecordHeld, RosterRow};
use crate::training::model::{ClassId, Status};
use crate::training::state::Standing;

fn failed() -> (World, ClassId, PersonId) {
    let mut world = World::new();
    let person = world.police(A);
    let roster = vec![RosterRow { score: Some(5_900), ..RosterRow::new(person, Status::Present) }];
    world.run(&RecordHeld { roster, pass_line: Some(6_000), ..held("S-1", "2024-06-27", &[A], &[]) }).unwrap();
    (world, ClassId::of_serial("S-1"), person)
}

#[test]
fn an_objection_is_made_in_person_within_its_deadline_once_and_corrects_the_score_when_it_is_right() {
    let (mut world, class, person) = failed();
    let user = world.account(person);
    let about = world.class(class).attempts(person)[0].seq;
    let appeal = AppealScore { class, person, about, grounds: "第三题计分有误".into() };
    assert_eq!(world.refused(&appeal), [("common.not_you", "person".into())]);
    world.today("2024-07-06");
    assert_eq!(world.acting(user, |world| world.refused(&appeal)), [("training.appeal_late", "about".into())]);
    world.today("2024-07-05");
    world.acting(user, |world| world.run(&appeal)).unwrap();
    assert_eq!(world.acting(user, |world| world.refused(&appeal)), [("training.appeal_twice", "about".into())]);

    let seq = world.class(class).appeals()[0].seq;
    let decide = |score| DecideAppeal { class, appeal: seq, score, reason: "复核".into(), authority: "考核组".into() };
    let own = world.acting(user, |world| world.refused(&decide(Some(6_200))));
    assert_eq!(own, [("training.appeal_own", String::new())]);
    assert_eq!(world.refused(&decide(Some(5_900))), [("training.no_change", "score".into())]);
    assert_eq!(world.class(class).standing(person), Standing::Failed);
    world.run(&decide(Some(6_200))).unwrap();
    let state = world.class(class);
    assert_eq!((state.standing(person), state.attempts(person)[0].score), (Standing::Passed, 6_200));
    assert!(state.appeals()[0].decided.as_ref().is_some_and(|decided| decided.upheld));
    assert_eq!(world.refused(&decide(None)), [("training.unknown_appeal", "appeal".into())], "decided once");
}

#[test]
fn a_rejected_objection_leaves_the_score() {
    let (mut world, class, person) = failed();
    let user = world.account(person);
    let about = world.class(class).attempts(person)[0].seq;
    world.acting(user, |world| world.run(&AppealScore { class, person, about, grounds: "计分有误".into() })).unwrap();
    let appeal = world.class(class).appeals()[0].seq;
    world.run(&DecideAppeal { class, appeal, score: None, reason: "计分无误".into(), authority: "考核组".into() }).unwrap();
    assert_eq!(world.class(class).attempts(person)[0].score, 5_900);
    assert!(world.class(class).appeals()[0].decided.as_ref().is_some_and(|decided| !decided.upheld));
}
