//! What counts as one 期, and what beside it.

use nc_kernel::Attr;

use super::play::{Play, inject};
use crate::exercise::*;
use crate::training::tests::world::{A, B, World, attr, day, unit};

#[test]
fn t1_an_exercise_counts_when_held_evaluated_and_reported_with_its_runs_beside() {
    let mut play = Play::locked(vec![inject(1, "红队", false)]);
    let counts = |play: &Play| [HELD, RUN, PLAYER].map(|register| play.world.entries(register).len());
    play.turn(Turn::Start);
    play.turn(Turn::End);
    let run = AddRun { exercise: play.id, by: play.controller, team: "蓝队".into(), held_on: day("2024-06-28") };
    play.world.run(&run).unwrap();
    play.hotwash();
    let early = AdvanceReport { exercise: play.id, by: play.lead, to: Report::Drafted };
    assert_eq!(play.world.refused(&early), [("exercise.not_evaluated", "to".into())]);
    play.rate(3, Rating::Some);
    play.advance(Report::Drafted);
    play.advance(Report::Agreed);
    assert_eq!(counts(&play), [0, 0, 0], "not before the report is issued");
    play.advance(Report::Issued);
    assert_eq!(counts(&play), [1, 2, 2], "one 期 of two runs, two players");
    assert_eq!(play.exercise().stage(), Some(Stage::Closed), "nothing to mend");
    let strike = StrikeExercise { exercise: play.id, reason: "重复登记".into(), authority: "政治部".into() };
    play.world.run(&strike).unwrap();
    assert_eq!(counts(&play), [0, 0, 0], "struck out it counts for nothing");
}

fn drill(players: Vec<nc_kernel::PersonId>) -> RecordDrill {
    let row = DrillTask {
        objective: "制服持刀人员".into(),
        capability: "现场处置".into(),
        task: "口头警告后使用器械".into(),
        rating: Rating::Some,
        comment: Some("站位过近".into()),
    };
    RecordDrill {
        title: "所队实战对抗".into(),
        kind: Kind::RedBlue,
        unit: unit(A),
        held_on: day("2024-06-20"),
        players,
        tasks: vec![row],
        runs: Some(3),
        programme: None,
        item: None,
        serial: None,
        remark: None,
    }
}

#[test]
fn a_drill_of_the_three_nos_is_recorded_as_held_by_one_command() {
    let mut world = World::new();
    let players = vec![world.police(A), world.police(B)];
    let command = drill(players.clone());
    world.run(&command).unwrap();
    let held = world.entries(HELD);
    assert_eq!((held.len(), held[0].day), (1, day("2024-06-20")));
    assert_eq!((attr(held[0], "unannounced"), attr(held[0], "kind")), (&Attr::Bool(true), &Attr::from("red_blue")));
    assert_eq!((world.entries(RUN).len(), world.entries(PLAYER).len()), (3, 2));
    let senders: Vec<_> = world.entries(PLAYER).iter().map(|row| (row.person.unwrap(), row.facets.sender.clone().unwrap())).collect();
    assert!(senders.contains(&(players[1], unit(B))), "each counts for the unit that sent them");
    assert_eq!(world.refused(&command), [("exercise.serial_taken", "serial".into())]);
    let bad = RecordDrill {
        held_on: day("2024-06-29"),
        players: vec![players[0], players[0]],
        tasks: Vec::new(),
        runs: Some(0),
        ..drill(Vec::new())
    };
    assert_eq!(
        world.refused(&bad),
        [
            ("common.future", "held_on".into()),
            ("exercise.nothing", "tasks".into()),
            ("exercise.nothing", "runs".into()),
            ("common.repeated", "players[1]".into())
        ]
    );
}

#[test]
fn registers_hold_what_the_final_state_says() {
    let mut world = World::new();
    let players = vec![world.police(A), world.police(B)];
    world.run(&drill(players)).unwrap();
    for doc in REGISTERS {
        for entry in world.entries(doc.name) {
            assert_eq!(entry.attrs.keys().copied().collect::<Vec<_>>(), doc.attrs);
            assert!(world.log[entry.evidence as usize].kind.starts_with("exercise."));
        }
    }
}
