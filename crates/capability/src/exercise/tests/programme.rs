//! Programmes: what is due, in hand and done.

use nc_people::sheet::{Sheeted as _, Shown, Viewing};
use nc_people::{Action, Directory};

use super::play::{Play, inject, plan, shows};
use crate::exercise::programme::{AddDue, Aim, CloseProgramme, DropDue, Due, Progress, SetUpProgramme, StrikeProgramme};
use crate::exercise::*;
use crate::training::tests::world::{A, B, day, unit};

fn due(title: &str, on: &str) -> Due {
    Due { capability: "现场处置".into(), due: day(on), kind: Kind::RedBlue, title: title.into(), unit: unit(A) }
}

fn set_up(serial: &str) -> SetUpProgramme {
    SetUpProgramme {
        title: "2024年度实战演练规划".into(),
        unit: unit(A),
        starts_on: day("2024-01-01"),
        ends_on: day("2024-12-31"),
        aims: vec![Aim { capability: "现场处置".into(), objective: "两分钟内控制现场".into() }],
        due: vec![due("上半年处突", "2024-06-30"), due("下半年处突", "2024-07-05"), due("冬季处突", "2024-12-20")],
        serial: Some(serial.into()),
        remark: None,
    }
}

/// A programme, and an exercise that names its second item, held and reported where asked.
fn with_exercise(reported: bool) -> (Play, ProgrammeId) {
    let mut play = Play::locked(vec![inject(1, "红队", false)]);
    let command = set_up("GH-1");
    play.world.run(&command).unwrap();
    let name = NameProgramme { exercise: play.id, programme: command.id(), item: Some(2) };
    play.world.run(&name).unwrap();
    play.turn(Turn::Start);
    play.turn(Turn::End);
    if reported {
        for (task, rating) in [(1, Rating::Performed), (2, Rating::Major), (3, Rating::Performed)] {
            play.rate(task, rating);
        }
        play.hotwash();
        for to in [Report::Drafted, Report::Agreed, Report::Issued] {
            play.advance(to);
        }
    }
    (play, command.id())
}

fn progress(play: &Play, id: ProgrammeId) -> Vec<Progress> {
    let programme = play.world.states.get::<Programme>(id).unwrap();
    let today = play.world.now.day();
    programme.items().map(|(number, _)| programme.progress(number, &play.world.states, today).unwrap()).collect()
}

#[test]
fn a_programme_tells_what_is_due_in_hand_and_done_from_its_exercises() {
    let (mut play, id) = with_exercise(false);
    assert_eq!(progress(&play, id), [Progress::Due, Progress::InHand, Progress::Due]);
    play.world.today("2024-07-01");
    assert_eq!(progress(&play, id), [Progress::Overdue, Progress::InHand, Progress::Due], "read from the day");
    let (mut play, id) = with_exercise(true);
    assert_eq!(progress(&play, id)[1], Progress::Done);
    let sheet = |play: &Play, all: bool| {
        let (may, somewhere) = (move |_: Action, _: &nc_kernel::UnitPath| all, |_: Action| true);
        let directory = play.world.states.only::<Directory>().unwrap();
        let view = Viewing { now: play.world.now, person: None, directory, states: &play.world.states, may: &may, somewhere: &somewhere };
        play.world.states.get::<Programme>(id).unwrap().sheet(&view)
    };
    let seen = sheet(&play, true);
    let rated = |cell: &Shown| *cell == Shown::Label(Rating::Major.label());
    assert!(seen.tables[0].rows[0].cells.iter().any(rated), "the capability as it was shown last, by its worst objective");
    let linked = |sheet: &nc_people::sheet::Sheet| format!("{sheet:?}").contains(&format!("id: {}", play.id.0));
    assert!(linked(&seen) && !linked(&sheet(&play, false)), "exercises only for who may read rows of their units");
    // Struck out it leaves its item due again.
    let strike = StrikeExercise { exercise: play.id, reason: "重复登记".into(), authority: "政治部".into() };
    play.world.run(&strike).unwrap();
    assert_eq!(progress(&play, id)[1], Progress::Due);
    play.world.run(&DropDue { programme: id, item: 3, reason: "并入下半年".into() }).unwrap();
    assert_eq!(progress(&play, id)[2], Progress::Dropped);
    let again = DropDue { programme: id, item: 3, reason: "并入下半年".into() };
    assert_eq!(play.world.refused(&again), [("exercise.programme_item", "item".into())]);
    let add = AddDue { programme: id, due: vec![due("补充处突", "2024-11-01")], reason: "上级要求".into() };
    play.world.run(&add).unwrap();
    assert_eq!(progress(&play, id).len(), 4);
    assert!(shows(&sheet(&play, true), "补充处突"));
}

#[test]
fn an_exercise_names_one_programme_of_its_unit_or_above_and_of_its_time() {
    let (mut play, first) = with_exercise(true);
    let second = set_up("GH-2");
    play.world.run(&second).unwrap();
    let name = |programme, item| NameProgramme { exercise: play.id, programme, item };
    let (no_item, unknown, moves) = (name(second.id(), Some(9)), name(ProgrammeId::of_serial("nothing"), None), name(second.id(), Some(1)));
    assert_eq!(play.world.refused(&no_item), [("exercise.programme_item", "item".into())]);
    assert_eq!(play.world.refused(&unknown), [("exercise.programme", "programme".into())]);
    play.world.run(&moves).unwrap();
    assert_eq!((progress(&play, first)[1], progress(&play, second.id())[0]), (Progress::Due, Progress::Done), "it counts where it is");
    let elsewhere = SetUpProgramme { unit: unit(B), due: vec![Due { unit: unit(B), ..due("处突", "2024-06-30") }], ..set_up("GH-3") };
    play.world.run(&elsewhere).unwrap();
    let early = SetUpProgramme { ends_on: day("2024-05-31"), due: vec![due("处突", "2024-05-30")], ..set_up("GH-4") };
    play.world.run(&early).unwrap();
    for programme in [elsewhere.id(), early.id()] {
        let planned = PlanExercise { programme: Some(programme), ..plan("2024-77", "2024-06-28") };
        assert_eq!(play.world.refused(&planned), [("exercise.programme_reach", "programme".into())]);
    }
    let strike = StrikeProgramme { programme: second.id(), reason: "误建".into(), authority: "政治部".into() };
    assert_eq!(play.world.refused(&strike), [("exercise.programme_taken_up", "programme".into())]);
    play.world.run(&StrikeProgramme { programme: early.id(), ..strike.clone() }).unwrap();
    let close = CloseProgramme { programme: second.id(), review: "两项未办，警力用于专项行动".into() };
    play.world.run(&close).unwrap();
    assert_eq!(play.world.refused(&close), [("exercise.programme", "programme".into())], "closed is closed");
}

#[test]
fn a_programme_says_of_whom_and_when_each_exercise_is_due_and_for_which_capability() {
    let mut play = Play::new(vec![inject(1, "红队", false)]);
    let wrong = SetUpProgramme {
        ends_on: day("2023-12-31"),
        aims: vec![set_up("x").aims[0].clone(), set_up("x").aims[0].clone()],
        due: vec![Due { unit: unit(B), capability: "水域救援".into(), ..due("处突", "2024-06-30") }],
        ..set_up("GH-9")
    };
    let faults = [
        ("exercise.backwards", "ends_on".to_owned()),
        ("common.repeated", "aims[1].capability".to_owned()),
        ("exercise.programme_capability", "due[0].capability".to_owned()),
        ("exercise.programme_reach", "due[0].due".to_owned()),
    ];
    assert_eq!(play.world.refused(&wrong), faults);
    play.world.run(&set_up("GH-9")).unwrap();
    assert_eq!(play.world.refused(&set_up("GH-9"))[0].0, "exercise.programme_serial_taken");
}
