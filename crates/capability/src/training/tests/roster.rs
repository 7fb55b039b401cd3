//! What is refused, where, and with which words.

use super::world::{A, B, World, day, held, unit};
use crate::training::command::{CloseClass, RecordHeld, RosterRow};
use crate::training::model::{ClassId, Status};
use nc_kernel::id::PersonId;

/// A change to a good command, and what it is refused for.
type Case = (fn(&mut RecordHeld), &'static str, &'static str);

#[test]
fn a_held_class_names_its_faults() {
    let cases: &[Case] = &[
        (|c| c.title = " ".into(), "training.empty", "title"),
        (|c| c.title = "长".repeat(121), "training.text", "title"),
        (|c| c.venue = Some("一\n二".into()), "training.text", "venue"),
        (|c| c.serial = Some("a b".into()), "training.serial", "serial"),
        (|c| c.held_on = day("2024-06-29"), "training.future", "held_on"),
        (|c| c.ends_on = Some(day("2024-06-29")), "training.future", "ends_on"),
        (|c| c.ends_on = Some(day("2024-06-01")), "training.ends_before_start", "ends_on"),
        (|c| (c.held_on, c.ends_on) = (day("2023-01-01"), Some(day("2024-06-01"))), "training.too_long", "held_on"),
        (|c| c.organisers.clear(), "training.no_organiser", "organisers"),
        (|c| c.organisers.push(unit(A)), "training.unit_twice", "organisers[1]"),
        (|c| c.organisers.push(unit("/150600/999/")), "training.unit_not_in_force", "organisers[1]"),
        (|c| c.host = Some(unit("/150600/999/")), "training.unit_not_in_force", "host"),
        (|c| c.roster.clear(), "training.empty_roster", "roster"),
        (|c| c.roster.truncate(1), "training.empty_roster", "roster"),
        (|c| c.roster.push(RosterRow::new(PersonId(77), Status::Present)), "training.unknown_person", "roster[2].person"),
        (|c| c.roster.push(c.roster[1].clone()), "training.row_twice", "roster[2].person"),
        (|c| c.roster.push(RosterRow::new(PersonId(3), Status::Present)), "training.not_serving", "roster[2].person"),
        (|c| c.roster[1].credit_minutes = Some(241), "training.credit_too_high", "roster[1].credit_minutes"),
        (|c| c.roster[0].credit_minutes = Some(1), "training.credit_unearned", "roster[0].credit_minutes"),
        (|c| c.roster[1].sittings = Some(2), "training.sittings", "roster[1].sittings"),
        (|c| c.roster[1].sittings = Some(0), "training.sittings", "roster[1].sittings"),
        (|c| c.roster[1].made_up_on = Some(day("2024-06-28")), "training.made_up_on", "roster[1].made_up_on"),
        (|c| c.roster[1].score = Some(1), "training.no_pass_line", "roster[1].score"),
        (|c| c.credit_minutes = Some(1441), "training.number", "credit_minutes"),
        (|c| c.theme = vec!["two words".into()], "training.theme", "theme"),
    ];
    for (i, (change, code, place)) in cases.iter().enumerate() {
        let mut world = World::new();
        let (absent, there, gone) = (world.police(A), world.police(B), world.police(B));
        world.left(gone, "2024-06-01");
        let mut command = held("S-1", "2024-06-27", &[A], &[there]);
        command.roster.insert(0, RosterRow::new(absent, Status::Absent));
        world.run(&command).unwrap();
        command.serial = Some("S-2".into());
        change(&mut command);
        assert_eq!(world.refused(&command), [(*code, (*place).to_owned())], "case {i}");
    }
}

#[test]
fn a_roster_names_all_faults_at_once_and_no_personal_value() {
    let mut world = World::new();
    let (a, gone) = (world.police(A), world.police(A));
    world.left(gone, "2024-01-01");
    let mut command = held("S-1", "2024-06-27", &[A], &[a, gone, PersonId(99), a]);
    command.title = String::new();
    let refused = world.run(&command).unwrap_err();
    let text = refused.to_string();
    assert_eq!(refused.codes(), ["training.empty", "training.not_serving", "training.unknown_person", "training.row_twice"]);
    assert!(!text.contains('{') && !text.contains(&gone.to_string()), "{text}");
    assert!(text.contains("2024-06-27") && text.contains("roster[0]"), "{text}");
}

#[test]
fn an_unknown_class_is_the_bureau_s_to_know() {
    let mut world = World::new();
    let command = CloseClass { class: ClassId::of_serial("nowhere") };
    assert_eq!(world.refused(&command), [("training.unknown_class", "class".into())]);
    let asked = nc_people::command::Command::asks(&command, &world.states);
    assert_eq!(asked, [(nc_people::Action::RecordTraining, unit("/150600/"))]);
}

#[test]
fn the_same_serial_is_the_same_class() {
    assert_eq!(ClassId::of_serial("2024-东胜-017"), ClassId::of_serial(" 2024-东胜-017 "));
    assert_ne!(ClassId::of_serial("2024-东胜-017"), ClassId::of_serial("2024-东胜-018"));
    assert!(ClassId::of_serial("2024-东胜-017").0 > 0);
    let mut world = World::new();
    let person = world.police(A);
    world.run(&held("S-1", "2024-06-27", &[A], &[person])).unwrap();
    assert_eq!(world.refused(&held("S-1", "2024-06-27", &[B], &[person])), [("training.serial_taken", "serial".into())]);
}
