//! Closed classes, corrections and assessments.

use nc_kernel::Attr;
use nc_kernel::id::PersonId;

use super::planning::plan_class;
use super::world::{A, World, attr, held, present};
use crate::training::command::{
    CancelClass, CloseClass, CorrectMark, CorrectScore, Enrol, ImportRoster, ImportRow, MarkAttendance, OpenClass, RecordAssessment,
    RosterRow, ScheduleSession, ScoreRow, Step, Withdraw,
};
use crate::training::fact::{Fact, MarkCorrected};
use crate::training::model::{ClassId, EnrolmentState, Kind, Method, Status};
use crate::training::state::Standing;
use nc_kernel::FactBody;

fn correct(class: ClassId, person: PersonId, corrects: Option<u64>, status: Status) -> CorrectMark {
    let (reason, authority) = ("签到簿核对".into(), "训练处〔2024〕9号".into());
    CorrectMark { class, person, corrects, status, credit_minutes: None, sittings: None, reason, authority }
}

#[test]
fn t12_closed_class_changes_only_by_correction() {
    let mut world = World::new();
    let (a, b, forgotten) = (world.police(A), world.police(A), world.police(A));
    world.run(&held("S-1", "2024-06-27", &[A], &[a, b])).unwrap();
    let class = ClassId::of_serial("S-1");
    let mark = |people: &[PersonId]| MarkAttendance { class, roster: present(people), method: Method::Roster };
    let closed = |place: &str| vec![("training.class_closed", place.to_owned())];
    assert_eq!(world.refused(&mark(&[forgotten])), closed("roster[0].person"));
    assert_eq!(world.refused(&mark(&[a])), [("training.marked_twice", "roster[0].person".into())]);
    assert_eq!(world.refused(&OpenClass { class }), closed("class"));
    assert_eq!(world.refused(&Enrol { class, persons: vec![forgotten], step: Step::Enrol, late_reason: None }), closed("class"));
    assert_eq!(world.refused(&Withdraw { class, persons: vec![a], reason: None }), closed("class"));
    assert_eq!(
        world.refused(&RecordAssessment {
            class,
            kind: Kind::Theory,
            pass_line: Some(6000),
            scores: vec![ScoreRow { person: a, score: 1 }]
        }),
        closed("class")
    );

    // Both values, the actor, the reason and the authority stay.
    let old = world.class(class).mark(b).unwrap().seq;
    assert_eq!(world.refused(&correct(class, b, Some(old + 100), Status::Absent)), [("training.not_in_force", "corrects".into())]);
    assert_eq!(world.refused(&correct(class, b, Some(old), Status::Present)), [("training.no_change", "status".into())]);
    let mut bare = correct(class, b, Some(old), Status::Absent);
    (bare.reason, bare.authority) = (String::new(), " ".into());
    assert_eq!(world.refused(&bare), [("training.empty", "reason".into()), ("training.empty", "authority".into())]);
    let done = world.run(&correct(class, b, Some(old), Status::Absent)).unwrap();
    let Ok(Fact::MarkCorrected(MarkCorrected { corrects, was, now, reason, authority, .. })) =
        Fact::parse(done.facts[0].kind, &done.facts[0].body)
    else {
        panic!()
    };
    assert_eq!((corrects, was.unwrap().status, now.status), (Some(old), Status::Present, Status::Absent));
    assert_eq!((reason.as_str(), authority.as_str()), ("签到簿核对", "训练处〔2024〕9号"));
    assert_eq!(world.counts(), (1, 1));

    let old = world.class(class).mark(a).unwrap().seq;
    assert_eq!(world.refused(&correct(class, a, Some(old), Status::Absent)), [("training.last_attendance", "status".into())]);
    world.run(&correct(class, a, Some(old), Status::Late)).unwrap();
    let row = world.entries("training.attendance")[0];
    assert_eq!((attr(row, "status"), row.evidence), (&Attr::from("late"), world.class(class).mark(a).unwrap().seq));
    world.run(&correct(class, forgotten, None, Status::Present)).unwrap();
    assert_eq!(world.counts(), (1, 2));

    world.run(&CancelClass { class, reason: "未实际举办".into(), authority: "督察".into() }).unwrap();
    assert_eq!(world.refused(&correct(class, a, None, Status::Present)), [("training.class_cancelled", "class".into())]);
    assert_eq!(world.refused(&mark(&[a])), [("training.class_cancelled", "class".into())]);
    assert_eq!(world.refused(&CloseClass { class }), [("training.class_cancelled", "class".into())]);
}

#[test]
fn a_class_without_attendance_or_with_open_sessions_cannot_be_closed() {
    let mut world = World::new();
    let (a, b, c) = (world.police(A), world.police(A), world.police(A));
    world.run(&plan_class("S-1", "2024-06-28", Some(2))).unwrap();
    let class = ClassId::of_serial("S-1");
    world.run(&OpenClass { class }).unwrap();
    assert_eq!(
        world.refused(&MarkAttendance { class, roster: present(&[a]), method: Method::Roster }),
        [("training.not_enrolled", "roster[0].person".into())],
        "attendance before any enrolment"
    );
    world.run(&Enrol { class, persons: vec![a, b], step: Step::Enrol, late_reason: None }).unwrap();
    assert_eq!(world.refused(&CloseClass { class }), [("training.empty_roster", "class".into())]);
    let absent = MarkAttendance { class, roster: vec![RosterRow::new(a, Status::Absent)], method: Method::Roster };
    world.run(&absent).unwrap();
    assert_eq!(world.refused(&CloseClass { class }), [("training.empty_roster", "class".into())]);
    assert_eq!(
        world.refused(&MarkAttendance { class, roster: present(&[c]), method: Method::Roster }),
        [("training.not_enrolled", "roster[0].person".into())]
    );
    assert_eq!(world.refused(&Withdraw { class, persons: vec![a], reason: None }), [("training.already_attended", "persons[0]".into())]);
    world.run(&MarkAttendance { class, roster: vec![RosterRow::new(a, Status::MakeUp)], method: Method::Roster }).unwrap();
    let (day, subject) = (super::world::day("2024-06-28"), "法律".into());
    let session = ScheduleSession {
        class,
        subject,
        day,
        starts_minute: 540,
        ends_minute: 600,
        credit_minutes: None,
        room: None,
        instructor: None,
        instructor_reason: None,
        equipment: Vec::new(),
        overlap_reason: None,
    };
    world.run(&session).unwrap();
    assert_eq!(world.refused(&CloseClass { class }), [("training.session_open", "class".into())]);
    world.run(&crate::training::command::HoldSession { class, session: 1 }).unwrap();
    world.run(&CloseClass { class }).unwrap();
    assert_eq!(world.class(class).enrolment(b).unwrap().state, EnrolmentState::NoShow);
    assert_eq!(world.counts(), (1, 1));
    world.run(&MarkAttendance { class, roster: vec![RosterRow::new(b, Status::MakeUp)], method: Method::Roster }).unwrap();
    assert_eq!(world.counts(), (1, 2), "who had a seat and did not come can still make it up");
}

#[test]
fn scores_have_attempts_and_decide_who_passed() {
    let mut world = World::new();
    let (a, b) = (world.police(A), world.police(A));
    world.run(&plan_class("S-1", "2024-06-27", None)).unwrap();
    let class = ClassId::of_serial("S-1");
    world.run(&MarkAttendance { class, roster: present(&[a, b]), method: Method::Roster }).unwrap();
    let exam =
        |person, score| RecordAssessment { class, kind: Kind::Theory, pass_line: Some(6000), scores: vec![ScoreRow { person, score }] };
    world.run(&exam(a, 5999)).unwrap();
    assert_eq!((world.class(class).standing(a), world.class(class).completed(a)), (Standing::Failed, false));
    world.run(&exam(a, 6000)).unwrap();
    assert_eq!(world.class(class).attempts(a).iter().map(|attempt| attempt.attempt).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(
        (world.class(class).standing(a), world.class(class).completed(a), world.class(class).standing(b)),
        (Standing::Passed, true, Standing::NotAssessed)
    );
    assert_eq!(world.refused(&RecordAssessment { pass_line: None, ..exam(a, 1) }), [("training.no_pass_line", "pass_line".into())]);
    world.run(&CloseClass { class }).unwrap();
    let passed = |world: &World, person| {
        world.entries("training.attendance").iter().find(|row| row.person == Some(person)).map(|row| attr(row, "passed").clone())
    };
    assert_eq!((passed(&world, a), passed(&world, b)), (Some(Attr::Bool(true)), Some(Attr::Bool(false))));
    let corrects = Some(world.class(class).attempts(a)[1].seq);
    let fix = |person, corrects, score| CorrectScore {
        class,
        person,
        kind: Kind::Theory,
        corrects,
        score,
        pass_line: Some(6000),
        reason: "登分错误".into(),
        authority: "考务组".into(),
    };
    world.run(&fix(a, corrects, 5000)).unwrap();
    assert_eq!(passed(&world, a), Some(Attr::Bool(false)));
    assert_eq!(world.refused(&fix(a, corrects, 6500)), [("training.not_in_force", "corrects".into())]);
    world.run(&fix(b, None, 9000)).unwrap();
    assert_eq!(passed(&world, b), Some(Attr::Bool(true)));
}

#[test]
fn an_import_names_all_faults_and_a_second_one_changes_nothing() {
    let mut world = World::new();
    let people: Vec<PersonId> = (0..6).map(|_| world.police(A)).collect();
    for serial in ["S-1", "S-2"] {
        world.run(&crate::training::command::PlanClass { pass_line: Some(6000), ..plan_class(serial, "2024-06-27", Some(4)) }).unwrap();
    }
    let row = |place: usize, serial: &str, person, status, score| ImportRow {
        place: format!("row {place}"),
        class: ClassId::of_serial(serial),
        person,
        status,
        credit_minutes: None,
        score,
    };
    let good: Vec<ImportRow> = people
        .iter()
        .take(4)
        .enumerate()
        .flat_map(|(i, p)| [row(i + 2, "S-1", *p, Status::Present, Some(8000)), row(i + 12, "S-2", *p, Status::Late, None)])
        .collect();
    let mut bad = good.clone();
    bad.push(row(30, "S-3", people[0], Status::Present, None));
    bad.push(row(31, "S-1", PersonId(999), Status::Present, None));
    bad.push(row(32, "S-1", people[0], Status::Present, None));
    bad.push(row(33, "S-2", people[4], Status::Absent, Some(100)));
    bad.push(ImportRow { credit_minutes: Some(999), ..row(34, "S-2", people[5], Status::SickLeave, None) });
    let mut faults = world.refused(&ImportRoster { rows: bad });
    faults.sort();
    let wanted = [
        ("training.credit_unearned", "row 34.credit_minutes"),
        ("training.row_twice", "row 32.person"),
        ("training.score_without_attendance", "row 33.score"),
        ("training.unknown_class", "row 30.class"),
        ("training.unknown_person", "row 31.person"),
    ];
    assert_eq!(faults, wanted.map(|(code, place)| (code, place.to_owned())));

    let import = ImportRoster { rows: good };
    assert_eq!(world.run(&import).unwrap().facts.len(), 12);
    assert_eq!(world.run(&import).unwrap().facts.len(), 0, "the second import changes nothing");
    let class = ClassId::of_serial("S-1");
    world.run(&CloseClass { class }).unwrap();
    assert_eq!(world.run(&import).unwrap().facts.len(), 0, "nor after the close");
    let differs =
        ImportRoster { rows: vec![row(2, "S-1", people[0], Status::Late, None), row(3, "S-1", people[1], Status::Present, Some(1))] };
    assert_eq!(world.refused(&differs), [("training.row_differs", "row 2.person".into()), ("training.row_differs", "row 3.score".into())]);
    let fifth = ImportRoster { rows: vec![row(7, "S-2", people[4], Status::Present, None)] };
    assert_eq!(world.refused(&fifth)[0].0, "training.capacity");
}
