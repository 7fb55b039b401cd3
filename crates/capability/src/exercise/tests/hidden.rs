//! What a player may read, and when.

use super::play::{MARK, Play, inject, shows};
use crate::exercise::*;

#[test]
fn t14_a_player_reads_an_inject_when_it_is_released_to_their_team_and_nobody_else_ever_does() {
    let mut play = Play::locked(vec![inject(5, "红队", false), inject(10, "蓝队", true), inject(20, "红队", false)]);
    let everybody = [None, Some(play.red), Some(play.blue), Some(play.outsider)];
    let staff = [play.director, play.controller, play.lead, play.evaluator];
    for person in everybody {
        assert!(!play.text(person).contains(MARK), "before it starts: {person:?}");
    }
    for person in staff {
        assert!(play.text(Some(person)).contains(MARK));
    }
    play.turn(Turn::Start);
    play.wait(5 * 60 - 1);
    for person in everybody {
        assert!(!play.text(person).contains(MARK), "a second too early: {person:?}");
    }
    play.wait(1);
    let reads = |play: &Play, person, at: u32| shows(&play.sheet(person), &format!("{MARK}{at}"));
    assert!(reads(&play, Some(play.red), 5) && !reads(&play, Some(play.red), 20));
    for person in [None, Some(play.blue), Some(play.outsider)] {
        assert!(!play.text(person).contains(MARK), "another team's: {person:?}");
    }
    // A player reads what came, never what is expected of them.
    assert!(!shows(&play.sheet(Some(play.red)), "处置"));
    let release = ReleaseInject { exercise: play.id, by: play.controller, inject: InjectNo::planned(2) };
    play.world.as_person(play.controller).run(&release).unwrap();
    assert!(reads(&play, Some(play.blue), 10) && !reads(&play, Some(play.red), 10));
    play.turn(Turn::End);
    play.wait(3600);
    for person in everybody {
        assert!(!play.text(person).contains(&format!("{MARK}20")), "what never came stays unread: {person:?}");
    }
    // What injects say stands in no fact of the exercise and in no register.
    let told: Vec<&str> = play.world.log.iter().filter(|row| row.body.contains(MARK)).map(|row| row.kind).collect();
    assert_eq!(told, ["exercise.scenario_written.v1"]);
    assert!(!format!("{:?}", play.world.live).contains(MARK));
}

#[test]
fn t14_a_refusal_tells_a_player_nothing_of_the_scenario() {
    let mut play = Play::locked(vec![inject(5, "红队", true)]);
    play.turn(Turn::Start);
    let red = play.red;
    for no in [InjectNo::planned(1), InjectNo::planned(2)] {
        let release = ReleaseInject { exercise: play.id, by: red, inject: no };
        assert_eq!(play.world.as_person(red).refused(&release), [("exercise.not_in_role", "by".into())], "there or not: {no}");
    }
    // Nor may a player borrow a controller's name.
    let as_other = ReleaseInject { exercise: play.id, by: play.controller, inject: InjectNo::planned(1) };
    assert_eq!(play.world.as_person(red).refused(&as_other), [("common.not_you", "by".into())]);
    let both = AppointPeople { exercise: play.id, role: Role::Controller, team: None, people: vec![red] };
    assert_eq!(play.world.refused(&both)[0].0, "exercise.stage", "nobody changes sides while it runs");
}
