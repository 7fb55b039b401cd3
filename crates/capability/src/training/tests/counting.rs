//! What counts, once, where and when.

use nc_kernel::Attr;
use nc_people::directory::{LeaveKind, MemberKind};

use super::planning::plan_class;
use super::world::{A, B, BASE, World, attr, day, held, present, unit};
use crate::training::command::{CancelClass, CloseClass, HoldSession, MarkAttendance, PlanClass, RecordHeld, RosterRow, ScheduleSession};
use crate::training::model::{ClassId, ClassState, Method, Status};

fn cancel(serial: &str) -> CancelClass {
    CancelClass { class: ClassId::of_serial(serial), reason: "重复登记".into(), authority: "训练处〔2024〕3号".into() }
}

#[test]
fn a4_cancelled_class_leaves_every_register() {
    let mut world = World::new();
    let people = [world.police(A), world.police(B)];
    world.run(&held("2024-东胜-017", "2024-06-27", &[A], &people)).unwrap();
    world.run(&held("2024-东胜-018", "2024-06-27", &[A], &people)).unwrap();
    assert_eq!(world.counts(), (2, 4));
    world.run(&cancel("2024-东胜-017")).unwrap();
    assert_eq!(world.counts(), (1, 2));
    assert_eq!(world.class(ClassId::of_serial("2024-东胜-017")).state(), ClassState::Cancelled);
    assert_eq!(world.refused(&cancel("2024-东胜-017")), [("training.class_cancelled", "class".into())]);
}

#[test]
fn a5_one_class_of_three_sittings_is_one_run_and_one_attendance_a_person() {
    let mut world = World::new();
    let (all, one) = (world.police(A), world.police(A));
    world.run(&plan_class("S-1", "2024-06-28", None)).unwrap();
    let class = ClassId::of_serial("S-1");
    for (session, starts_minute) in [(1, 540), (2, 600), (3, 660)] {
        let (day, subject, ends_minute) = (day("2024-06-28"), "法律".into(), starts_minute + 45);
        let (credit_minutes, room, instructor, equipment, overlap_reason) = (None, None, None, Vec::new(), None);
        world
            .run(&ScheduleSession {
                class,
                subject,
                day,
                starts_minute,
                ends_minute,
                credit_minutes,
                room,
                instructor,
                instructor_reason: None,
                equipment,
                overlap_reason,
            })
            .unwrap();
        world.run(&HoldSession { class, session }).unwrap();
    }
    let roster = vec![
        RosterRow::new(all, Status::Present),
        RosterRow { sittings: Some(1), credit_minutes: Some(45), ..RosterRow::new(one, Status::EarlyLeave) },
    ];
    world.run(&MarkAttendance { class, roster, method: Method::Roster }).unwrap();
    world.run(&CloseClass { class }).unwrap();
    assert_eq!(world.counts(), (1, 2));
    let sums: Vec<_> = world
        .entries("training.attendance")
        .iter()
        .map(|row| (attr(row, "sittings").clone(), attr(row, "credit_minutes").clone()))
        .collect();
    assert_eq!(sums, [(Attr::Int(3), Attr::Int(135)), (Attr::Int(1), Attr::Int(45))]);
}

#[test]
fn a6_one_person_in_two_classes_is_two_attendances_and_one_person() {
    let mut world = World::new();
    let person = world.police(A);
    world.run(&held("S-1", "2024-06-26", &[A], &[person])).unwrap();
    world.run(&held("S-2", "2024-06-27", &[B], &[person])).unwrap();
    let rows = world.entries("training.attendance");
    assert_eq!(rows.len(), 2);
    let persons: std::collections::HashSet<_> = rows.iter().map(|row| row.person.unwrap()).collect();
    assert_eq!(persons.len(), 1);
}

#[test]
fn a7_joint_class_has_one_run_entry_with_two_organisers() {
    let mut world = World::new();
    let person = world.person(A, MemberKind::Auxiliary);
    world.run(&held("S-1", "2024-06-26", &[A, B], &[person])).unwrap();
    let runs = world.entries("training.run");
    assert_eq!(runs.len(), 1);
    assert_eq!(runs[0].facets.organisers, [unit(A), unit(B)]);
    assert_eq!(attr(runs[0], "joint"), &Attr::Bool(true));
    let row = world.entries("training.attendance")[0];
    assert_eq!(row.facets.sender, Some(unit(A)));
    assert_eq!(attr(row, "member"), &Attr::from("auxiliary"));
}

#[test]
fn a9_person_on_leave_marked_present_is_refused() {
    let cases = [
        (Status::Present, "2024-06-27", "2024-06-27", LeaveKind::Annual, true),
        (Status::Present, "2024-06-20", "2024-06-25", LeaveKind::Annual, true),
        (Status::Present, "2024-06-28", "2024-06-30", LeaveKind::Annual, false),
        (Status::Late, "2024-06-20", "2024-06-25", LeaveKind::Sick, false),
        (Status::Late, "2024-06-20", "2024-06-27", LeaveKind::Sick, true),
        (Status::SickLeave, "2024-06-20", "2024-06-27", LeaveKind::Sick, false),
        (Status::Present, "2024-06-20", "2024-06-27", LeaveKind::OfficialTravel, false),
    ];
    for (status, from, to, kind, refused) in cases {
        let mut world = World::new();
        let (person, other) = (world.police(A), world.police(A));
        world.leave(person, from, to, kind);
        let mut command = held("S-1", "2024-06-25", &[A], &[other]);
        command.ends_on = Some(day("2024-06-27"));
        command.roster.push(RosterRow::new(person, status));
        match (refused, world.run(&command)) {
            (true, Err(no)) => {
                assert_eq!(no.codes(), ["training.on_leave"], "{status} {from}");
                assert_eq!(no.0[0].place.as_deref(), Some("roster[1].person"));
            }
            (false, Ok(done)) => {
                let noted = done.notes.iter().any(|note| note.rule.code == "training.travelling");
                assert_eq!(noted, kind == LeaveKind::OfficialTravel);
            }
            (_, other) => panic!("{status} {from}: {other:?}"),
        }
    }
}

#[test]
fn a10_make_up_never_adds_a_run() {
    let mut world = World::new();
    let (there, missed) = (world.police(A), world.police(A));
    let mut command = held("S-1", "2024-06-20", &[A], &[there]);
    command.roster.push(RosterRow::new(missed, Status::Absent));
    world.run(&command).unwrap();
    assert_eq!(world.counts(), (1, 1));

    let class = ClassId::of_serial("S-1");
    let missing = world.class(class).mark(missed).unwrap().seq;
    let made_up = RosterRow { made_up_on: Some(day("2024-06-27")), ..RosterRow::new(missed, Status::MakeUp) };
    let make_up = MarkAttendance { class, roster: vec![made_up], method: Method::Roster };
    world.run(&make_up).unwrap();
    assert_eq!(world.counts(), (1, 2));
    let mark = world.class(class).mark(missed).unwrap();
    assert_eq!(mark.missed, Some(missing), "it names the mark it makes up for");
    let (key, seq) = (format!("{class}/{missed}"), mark.seq);
    let row = world.entries("training.attendance").into_iter().find(|row| row.key == key).unwrap();
    assert_eq!((row.day, row.evidence), (day("2024-06-20"), seq), "it counts with the class that was missed");
    assert_eq!(attr(row, "status"), &Attr::from("make_up"));
    assert_eq!(world.refused(&make_up), [("training.marked_twice", "roster[0].person".into())]);
    world.run(&cancel("S-1")).unwrap();
    assert_eq!(world.counts(), (0, 0));
}

#[test]
fn a15_recording_a_held_class_takes_five_fields() {
    let mut world = World::new();
    let (a, b) = (world.police(A), world.police(B));
    let json = format!(
        r#"{{"title":"新警射击训练","category":"initial","held_on":"2024-06-27","organisers":["{A}"],"roster":[{{"person":"{a}"}},{{"person":"{b}","status":"late"}}]}}"#
    );
    let command: RecordHeld = serde_json::from_str(&json).unwrap();
    let fields: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(fields.as_object().unwrap().len(), 5);
    let done = world.run(&command).unwrap();
    let kinds: Vec<_> = done.facts.iter().map(|fact| fact.kind).collect();
    assert_eq!(kinds, ["training.class_planned.v1", "training.attended.v1", "training.attended.v1", "training.class_closed.v1"]);
    assert_eq!(done.notes.iter().map(|note| note.rule.code).collect::<Vec<_>>(), ["training.credit_assumed"]);
    assert_eq!(world.counts(), (1, 2));
    assert!(world.entries("training.attendance").iter().all(|row| attr(row, "credit_minutes") == &Attr::Int(480)));
    let again = world.run(&command).unwrap();
    assert_ne!(again.facts[0].stream, done.facts[0].stream, "another class without number is another class");
}

#[test]
fn a16_late_entry_is_allowed_and_marked() {
    for (held_on, late) in [("2024-06-21", false), ("2024-06-20", true)] {
        let mut world = World::new();
        let person = world.police(A);
        let done = world.run(&held("S-1", held_on, &[A], &[person])).unwrap();
        assert_eq!(done.notes.iter().any(|note| note.rule.code == "training.late_entry"), late);
        for register in ["training.run", "training.attendance"] {
            let entry = world.entries(register)[0];
            assert_eq!(attr(entry, "late"), &Attr::Bool(late), "{held_on} {register}");
            assert_eq!(entry.day, day(held_on), "both dates stay");
        }
    }
}

#[test]
fn t2_class_organised_by_a_hosted_at_b_counts_once_with_both_facets() {
    let mut world = World::new();
    let person = world.police(A);
    let mut command = held("S-1", "2024-06-26", &[A], &[person]);
    command.host = Some(unit(BASE));
    command.theme = vec!["political".into()];
    world.run(&command).unwrap();
    let runs = world.entries("training.run");
    assert_eq!(runs.len(), 1);
    assert_eq!((&runs[0].facets.organisers[..], &runs[0].facets.host), (&[unit(A)][..], &Some(unit(BASE))));
    assert_eq!((attr(runs[0], "hosted"), attr(runs[0], "theme")), (&Attr::Bool(true), &Attr::from("political")));
}

#[test]
fn entries_carry_what_the_registers_say_and_point_to_their_mark() {
    let mut world = World::new();
    let person = world.police(A);
    world.run(&held("S-1", "2024-06-26", &[A], &[person])).unwrap();
    for doc in crate::training::REGISTERS {
        for entry in world.entries(doc.name) {
            assert_eq!(entry.attrs.keys().copied().collect::<Vec<_>>(), doc.attrs, "{}", doc.name);
            assert_eq!(entry.person.is_some(), doc.has_person);
            assert_eq!(entry.until.is_some(), doc.lasts);
            let evidence = &world.log[entry.evidence as usize];
            let wanted = if doc.has_person { "training.attended.v1" } else { "training.class_closed.v1" };
            assert_eq!(evidence.kind, wanted);
        }
    }
}

#[test]
fn a_class_counts_from_its_close_only() {
    let mut world = World::new();
    let person = world.police(A);
    let plan = PlanClass { ends_on: Some(day("2024-06-27")), ..plan_class("S-1", "2024-06-24", None) };
    world.today("2024-06-01").run(&plan).unwrap();
    let class = ClassId::of_serial("S-1");
    let mark = MarkAttendance { class, roster: present(&[person]), method: Method::Roster };
    assert_eq!(world.refused(&mark), [("training.future", "class".into())]);
    world.today("2024-06-26").run(&mark).unwrap();
    assert_eq!(world.counts(), (0, 0));
    assert_eq!(world.refused(&CloseClass { class }), [("training.future", "class".into())]);
    world.today("2024-06-27").run(&CloseClass { class }).unwrap();
    assert_eq!(world.counts(), (1, 1));
    assert_eq!(world.refused(&CloseClass { class }), [("training.closed_twice", "class".into())]);
}
