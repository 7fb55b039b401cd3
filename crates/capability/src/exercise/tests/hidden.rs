//! What a player may read, and when.

use super::play::{MARK, Play, inject, shows};
use crate::exercise::*;

#[test]
fn t14_a_player_reads_an_inject_when_it_is_released_to_their_team_and_nobody_else_ever_does() {
    // Everything of an inject is marked, what it is for and who sees to it too.
    let marked = |row: InjectRow| {
        let (at, text) = (row.at, |what: &str| format!("{MARK}{what}{}", row.at));
        let objective = (at == 5).then(|| "控制现场".to_owned());
        InjectRow { channel: text("渠道"), from: text("来源"), contingency: Some(text("备用")), key_event: true, objective, ..row }
    };
    let rows = [inject(5, "红队", false), inject(10, "蓝队", true), inject(20, "红队", false)];
    let mut play = Play::locked(rows.into_iter().map(marked).collect());
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
    // A player reads what came, never what is expected of them, what else was in store or what it is to show.
    let reads_all = play.text(Some(play.red));
    assert!(!shows(&play.sheet(Some(play.red)), "处置") && !reads_all.contains("备用") && !reads_all.contains("控制现场"));
    assert!(reads_all.contains(&format!("{MARK}渠道5")) && !reads_all.contains(&format!("{MARK}渠道20")));
    assert!(!reads_all.contains("Key event") && !reads_all.contains("Responsible"));
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
    assert_eq!(play.world.refused(&both)[0].0, "exercise.two_places", "nobody changes sides while it runs");
}

#[test]
fn t14_nobody_changes_sides_by_way_of_a_place_taken_back() {
    let mut play = Play::locked(vec![inject(5, "红队", true)]);
    let (id, controller, red) = (play.id, play.controller, play.red);
    let release = |person, reason: &str| ReleasePerson { exercise: id, person, reason: reason.into() };
    assert_eq!(play.world.refused(&release(red, " ")), [("common.blank", "reason".into())]);
    assert_eq!(play.world.refused(&release(play.outsider, "病假")), [("exercise.no_place", "person".into())]);
    play.world.run(&release(controller, "病假")).unwrap();
    assert!(!play.text(Some(controller)).contains(MARK), "who is out of it reads no more");
    let role = |role, person, team: Option<&str>| AppointPeople { exercise: id, role, team: team.map(str::to_owned), people: vec![person] };
    let plays = role(Role::Player, controller, Some("红队"));
    assert_eq!(play.world.refused(&plays), [("exercise.knew_the_scenario", "people[0]".into())]);
    play.world.run(&role(Role::Controller, controller, None)).unwrap();
    // A player who has not begun may still join the staff; one who has may not.
    let blue = play.blue;
    play.world.run(&release(blue, "改任评估")).unwrap();
    play.world.run(&role(Role::Evaluator, blue, None)).unwrap();
    play.turn(Turn::Start);
    play.world.run(&release(red, "受伤退出")).unwrap();
    assert_eq!(play.world.refused(&role(Role::Evaluator, red, None)), [("exercise.knew_the_scenario", "people[0]".into())]);
    assert!(!play.text(Some(red)).contains(MARK));
    // A director who cannot go on is replaced while it runs.
    play.world.run(&release(play.director, "紧急出警")).unwrap();
    play.world.run(&role(Role::Director, play.outsider, None)).unwrap();
    let former: Vec<(Role, bool, &str)> =
        play.exercise().former().iter().map(|former| (former.place.role, former.begun, former.reason.as_str())).collect();
    let expected = [
        (Role::Controller, false, "病假"),
        (Role::Player, false, "改任评估"),
        (Role::Player, true, "受伤退出"),
        (Role::Director, true, "紧急出警"),
    ];
    assert_eq!(former, expected, "what was stays on record");
    assert!(shows(&play.sheet(Some(play.lead)), "受伤退出"));
}

#[test]
fn t14_a_players_desk_holds_what_came_to_the_own_team_and_nothing_of_what_is_to_come() {
    let mut play = Play::locked(vec![inject(5, "红队", false), inject(6, "蓝队", true), inject(20, "红队", false)]);
    let desk = |play: &Play, person| desk::Desk::of(play.exercise(), play.scenario(), person, play.world.now);
    assert_eq!(desk(&play, play.outsider), None);
    let numbers = |desk: &desk::Desk| desk.came.iter().map(|came| came.no.to_string()).collect::<Vec<_>>();
    play.turn(Turn::Start);
    play.wait(7 * 60);
    let (red, blue) = (desk(&play, play.red).unwrap(), desk(&play, play.blue).unwrap());
    assert_eq!((numbers(&red), numbers(&blue)), (vec!["1".to_owned()], vec![]));
    assert!(red.waiting.is_empty() && red.turns.is_empty() && red.came[0].expected.is_none());
    assert!(!format!("{red:?}{blue:?}").contains(&format!("{MARK}20")));
    let controls = desk(&play, play.controller).unwrap();
    let waiting: Vec<(String, bool)> = controls.waiting.iter().map(|next| (next.inject.no.to_string(), next.due)).collect();
    assert_eq!(waiting, [("2".to_owned(), true), ("3".to_owned(), false)], "what a controller is to release stands first");
    assert_eq!(controls.turns, [Turn::Pause, Turn::End]);
    assert_eq!(controls.waiting[1].about.unwrap().0 - play.world.now.0, 13 * 60 * 1_000_000);
    // Evaluators know the scenario and turn no clock.
    let evaluates = desk(&play, play.evaluator).unwrap();
    assert!(evaluates.turns.is_empty() && evaluates.waiting.len() == 2);
}
