use std::collections::BTreeSet;

use nc_kernel::{Attr, Entry};
use nc_people::directory::MemberKind;

use super::*;

fn sum(rows: &[&Entry], attr: &str) -> i64 {
    rows.iter().map(|e| if let Some(Attr::Int(n)) = e.attrs.get(attr) { *n } else { 0 }).sum()
}

fn record_held() -> RecordHeld {
    serde_json::from_str(
        r#"{"kind":"rotation","title":"第三期政治轮训","starts_on":"2025-11-28","organisers":["/1506/a/"],
            "roster":[{"person":"0000000000001"},{"person":"0000000000002","status":"leave","leave":"duty"}],
            "hours":{"full_days":1}}"#,
    )
    .unwrap()
}

#[test]
fn a1_event_before_its_source_is_refused_or_carries_a_reason() {
    let mut w = World::new();
    w.done(&source("S", "2025-11-10"));
    let mut planned = PlanRun { cites: vec![SourceId::of_serial("S")], ..plan("R", "2025-11-09", "2025-11-10") };
    assert_eq!(w.refused(&planned), at("study.before_published", "starts_on"));
    let unknown = PlanRun { cites: vec![SourceId::of_serial("X")], ..planned.clone() };
    assert_eq!(w.refused(&unknown), at("study.unknown_source", "cites[0]"));
    planned.reason = Some("当日收到征求意见稿".into());
    let decision = w.done(&planned);
    assert_eq!(decision.notes[0].rule.code, "study.before_published_noted");
    let recorded = w.states.get::<Run>(run_id("R")).unwrap().planned().unwrap();
    assert_eq!(recorded.reason, planned.reason);
    // A reason nobody needs is not a flag.
    w.done(&PlanRun { serial: "R2".into(), starts_on: day("2025-11-10"), ..planned });
    assert_eq!(w.states.get::<Run>(run_id("R2")).unwrap().planned().unwrap().reason, None);
}

#[test]
fn a4_cancelled_run_leaves_every_register() {
    let mut w = World::new();
    held(&mut w, "R1", "2025-11-28", &[1, 2]);
    w.done(&plan("R2", "2025-11-28", "2025-11-28"));
    w.done(&OpenRun { run: run_id("R2"), opened_on: day("2025-11-28") });
    w.done(&mark("R2", present(&[3])));
    assert_eq!((w.rows("study.run").len(), w.rows("study.attendance").len()), (1, 2), "an open run does not count");
    w.done(&cancel("R1"));
    w.done(&cancel("R2"));
    assert!(w.live.is_empty());
    assert_eq!(w.refused(&mark("R2", present(&[4]))), at("study.run_cancelled", "run"));
    assert_eq!(w.refused(&close("R2")), at("study.run_cancelled", "run"));
    assert_eq!(w.refused(&cancel("R2")), at("study.run_cancelled", "run"));
}

#[test]
fn a5_three_sittings_are_one_run_and_sittings_can_be_summed() {
    let mut w = World::new();
    w.done(&PlanRun { hours: None, ..plan("R", "2025-11-26", "2025-11-28") });
    w.done(&OpenRun { run: run_id("R"), opened_on: day("2025-11-26") });
    for on in ["2025-11-26", "2025-11-27", "2025-11-28"] {
        w.done(&HoldSitting { run: run_id("R"), held_on: day(on), hours: ClassHours::HalfDays(1) });
    }
    let some = Line { sittings: Some(2), ..Line::of(p(2), Status::Late) };
    w.done(&mark("R", vec![Line::of(p(1), Status::Present), some]));
    w.done(&close("R"));
    assert_eq!(w.rows("study.run").len(), 1);
    let rows = w.rows("study.attendance");
    assert_eq!((rows.len(), sum(&rows, "sittings"), sum(&rows, "credit_minutes")), (2, 5, 3 * 240 + 2 * 240));
}

#[test]
fn a6_attendances_people_and_coverage_differ() {
    let mut w = World::new();
    held(&mut w, "R1", "2025-11-27", &[1, 2]);
    held(&mut w, "R2", "2025-11-28", &[1]);
    let rows = w.rows("study.attendance");
    let people: BTreeSet<_> = rows.iter().filter_map(|e| e.person).collect();
    let serving = w.directory.serving(&unit("/1506/a/"), day("2025-11-30")).map(|(person, _)| person.id).collect::<BTreeSet<_>>();
    assert_eq!((rows.len(), people.len(), serving.intersection(&people).count(), serving.len()), (3, 2, 2, 13));
}

#[test]
fn a7_joint_run_is_one_entry_with_two_organisers() {
    let mut w = World::new();
    w.done(&RecordHeld { organisers: vec![unit("/1506/a/"), unit("/1506/b/")], ..record_held() });
    let rows = w.rows("study.run");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].facets.organisers, [unit("/1506/a/"), unit("/1506/b/")]);
    assert_eq!(rows[0].attrs["joint"], Attr::Bool(true));
    assert_eq!(w.rows("study.attendance")[0].facets.organisers.len(), 2);
}

#[test]
fn a9_present_while_on_leave_is_a_conflict_before_saving() {
    let mut w = World::new();
    w.leave(1, "2025-11-20", "2025-11-30");
    w.leave(2, "2025-11-28", "2025-11-28");
    w.done(&plan("R", "2025-11-27", "2025-11-28"));
    w.done(&OpenRun { run: run_id("R"), opened_on: day("2025-11-27") });
    assert_eq!(w.refused(&mark("R", present(&[2, 1]))), at("study.on_leave", "roster[1].status"), "2 was away one day of two");
    let away = Line { leave: Some(LeaveClass::Annual), ..Line::of(p(1), Status::Leave) };
    w.done(&HoldSitting { run: run_id("R"), held_on: day("2025-11-27"), hours: ClassHours::HalfDays(1) });
    w.done(&HoldSitting { run: run_id("R"), held_on: day("2025-11-28"), hours: ClassHours::HalfDays(1) });
    assert_eq!(w.refused(&mark("R", present(&[2]))), at("study.on_leave", "roster[0].status"), "both sittings cannot be");
    w.done(&mark("R", vec![away, Line { sittings: Some(1), ..Line::of(p(2), Status::Present) }]));
}

#[test]
fn a10_make_up_links_to_the_missed_run_and_adds_none() {
    let mut w = World::new();
    let made_up = |person: i64, missed: &str| Line { makes_up: Some(run_id(missed)), ..Line::of(p(person), Status::MakeUp) };
    w.done(&plan("R1", "2025-11-20", "2025-11-20"));
    w.done(&OpenRun { run: run_id("R1"), opened_on: day("2025-11-20") });
    let sick = |n: i64| Line { leave: Some(LeaveClass::Sick), ..Line::of(p(n), Status::Leave) };
    w.done(&mark("R1", vec![Line::of(p(1), Status::Present), sick(2), Line::of(p(3), Status::Absent)]));
    w.done(&close("R1"));
    assert_eq!(
        w.refused(&mark("R1", vec![made_up(1, "R1")])),
        [("study.marked_twice", "roster[0].person".to_owned()), ("study.nothing_missed", "roster[0].makes_up".to_owned())]
    );
    // Within the run that was missed: the attendance it lacked.
    w.done(&mark("R1", vec![made_up(2, "R1")]));
    assert_eq!((w.rows("study.run").len(), w.rows("study.attendance").len()), (1, 2));
    // With a later run: an attendance of that run which names the missed one.
    w.done(&plan("R2", "2025-11-28", "2025-11-28"));
    w.done(&OpenRun { run: run_id("R2"), opened_on: day("2025-11-28") });
    w.done(&mark("R2", vec![made_up(3, "R1"), Line::of(p(4), Status::Present)]));
    w.done(&close("R2"));
    assert_eq!((w.rows("study.run").len(), w.rows("study.attendance").len()), (2, 4));
    let mark = w.states.get::<Run>(run_id("R2")).unwrap().mark(p(3)).unwrap();
    assert_eq!(mark.body.makes_up, Some(run_id("R1")));
}

#[test]
fn a11_class_hours_stop_at_year_end_and_show_the_norms() {
    let mut w = World::new();
    held(&mut w, "R1", "2024-12-31", &[1]);
    held(&mut w, "R2", "2025-01-01", &[1]);
    held(&mut w, "R3", "2025-11-28", &[1, 2]);
    let norm = |hours| Norm { basis: "党员教育管理工作条例".into(), hours, zh: "年度集中学习".into() };
    let own: Vec<&Entry> = w.rows("study.attendance").into_iter().filter(|e| e.person == Some(p(1))).collect();
    let year = class_hours(own.iter().copied(), 2025, &norm(32));
    assert_eq!((year.minutes, year.norm_minutes, year.short_by), (960, 1920, 960));
    assert_eq!(class_hours(own.iter().copied(), 2025, &norm(56)).short_by, 2400);
    assert_eq!(class_hours(own, 2024, &norm(8)).short_by, 0, "not carried over");
    assert_eq!((ClassHours::FullDays(1).minutes(), ClassHours::HalfDays(1).minutes()), (480, 240));
}

#[test]
fn a15_recording_a_held_run_takes_five_fields() {
    let mut w = World::new();
    let decision = w.done(&record_held());
    assert!(decision.notes.is_empty());
    assert_eq!((w.rows("study.run").len(), w.rows("study.attendance").len()), (1, 1));
    let row = w.rows("study.attendance")[0];
    assert_eq!((row.day, row.attrs["credit_minutes"].clone()), (day("2025-11-28"), Attr::Int(480)));
    assert_eq!(w.refused(&record_held()), at("study.twice", "serial"), "pressing the button twice records it once");
}

#[test]
fn a16_late_entry_keeps_both_dates_and_is_not_on_time() {
    let mut w = World::new();
    let late = RecordHeld { starts_on: day("2025-11-20"), ..record_held() };
    assert_eq!(w.done(&late).notes[0].rule.code, "common.late");
    w.done(&record_held());
    let rows = w.rows("study.run");
    assert_eq!(rows.len(), 2, "held counts both");
    assert_eq!(rows.iter().filter(|e| e.attrs["on_time"] == Attr::Bool(true)).count(), 1);
    let late = rows.iter().find(|e| e.attrs["late"] == Attr::Bool(true)).unwrap();
    assert_eq!(late.day, day("2025-11-20"), "it counts when it happened");
}

#[test]
fn a_roster_names_every_fault_at_once() {
    let mut w = World::new();
    let line = |n: i64, status| Line::of(p(n), status);
    let roster = vec![
        line(1, Status::Present),
        line(99, Status::Present),
        line(2, Status::Leave),
        Line { credit_minutes: Some(481), ..line(3, Status::Present) },
        Line { credit_minutes: Some(60), ..line(4, Status::Absent) },
        line(5, Status::MakeUp),
        line(1, Status::Present),
        Line { sittings: Some(2), ..line(6, Status::Present) },
    ];
    let mut command = RecordHeld { roster, ends_on: Some(day("2025-12-02")), ..record_held() };
    command.hours = ClassHours::FullDays(1);
    let faults = w.refused(&command);
    let expected = [
        ("common.future", "ends_on"),
        ("common.person", "roster[1].person"),
        ("study.leave_class", "roster[2].leave"),
        ("study.credit_too_much", "roster[3].credit_minutes"),
        ("study.credit_unearned", "roster[4].credit_minutes"),
        ("study.make_up_what", "roster[5].makes_up"),
        ("study.listed_twice", "roster[6].person"),
        ("study.sittings", "roster[7].sittings"),
    ];
    assert_eq!(faults, expected.map(|(code, place)| (code, place.to_owned())));
    assert!(w.live.is_empty());
}

#[test]
fn runs_go_one_way() {
    let mut w = World::new();
    let opened = OpenRun { run: run_id("R"), opened_on: day("2025-11-28") };
    assert_eq!(w.refused(&opened), at("study.unknown_run", "run"));
    assert_eq!(w.refused(&plan("R", "2025-11-28", "2025-11-27")), at("study.ends_first", "ends_on"));
    let z = PlanRun { organisers: vec![unit("/1506/z/")], ..plan("R", "2025-11-28", "2025-11-28") };
    assert_eq!(w.refused(&z), at("common.unit", "organisers[0]"));
    w.done(&plan("R", "2025-11-28", "2025-11-28"));
    assert_eq!(w.refused(&plan("R", "2025-11-28", "2025-11-28")), at("study.twice", "serial"));
    assert_eq!(w.refused(&mark("R", present(&[1]))), at("study.not_open", "run"));
    assert_eq!(w.refused(&OpenRun { opened_on: day("2025-11-29"), ..opened.clone() }), at("study.outside_run", "opened_on"));
    w.done(&opened);
    assert_eq!(w.refused(&opened), at("study.opened_twice", "run"));
    assert_eq!(w.refused(&close("R")), at("study.empty_roster", "run"));
    w.done(&mark("R", present(&[1])));
    assert_eq!(w.refused(&mark("R", present(&[1]))), at("study.marked_twice", "roster[0].person"));
    assert_eq!(w.refused(&ArchiveRun { run: run_id("R") }), at("study.not_closed", "run"));
    w.done(&close("R"));
    assert_eq!(w.refused(&close("R")), at("study.run_closed", "run"));
    assert_eq!(w.refused(&mark("R", present(&[2]))), at("study.run_closed", "roster[0].person"));
    w.done(&ArchiveRun { run: run_id("R") });
    assert_eq!(w.states.get::<Run>(run_id("R")).unwrap().state(), Some(RunState::Archived));
    w.done(&plan("F", "2026-01-05", "2026-01-06"));
    assert_eq!(w.refused(&OpenRun { run: run_id("F"), opened_on: day("2026-01-05") }), at("common.future", "opened_on"));
}

#[test]
fn a_correction_names_the_old_fact_and_changes_one_row() {
    let mut w = World::new();
    held(&mut w, "R", "2025-11-28", &[1, 2]);
    let fix = |person: i64, to: Option<Line>| CorrectMark {
        run: run_id("R"),
        person: p(person),
        to,
        reason: "核对签到".into(),
        authority: "班主任".into(),
    };
    let seq = w.states.get::<Run>(run_id("R")).unwrap().mark(p(1)).unwrap().seq;
    assert_eq!(w.refused(&fix(1, Some(Line::of(p(1), Status::Present)))), at("study.same", "to"));
    assert_eq!(w.refused(&fix(1, Some(Line::of(p(2), Status::Absent)))), at("study.other_person", "to.person"));
    assert_eq!(w.refused(&fix(3, None)), at("study.no_mark", "person"));
    let decision = w.done(&fix(1, Some(Line::of(p(1), Status::Absent))));
    assert!(decision.facts[0].body.contains(&format!("\"old_seq\":{seq}")));
    assert_eq!(w.rows("study.attendance").len(), 1);
    w.on("2025-12-20").done(&fix(1, Some(Line::of(p(1), Status::Late))));
    let row = |w: &World, n| w.rows("study.attendance").into_iter().find(|e| e.person == Some(p(n))).cloned();
    assert_eq!(row(&w, 1).unwrap().attrs["late"], Attr::Bool(false), "it was first recorded in time");
    w.done(&fix(4, Some(Line::of(p(4), Status::Present))));
    assert_eq!(row(&w, 4).unwrap().attrs["late"], Attr::Bool(true), "somebody forgotten is entered late");
    w.done(&fix(2, None));
    assert_eq!(w.rows("study.attendance").len(), 2);
    assert_eq!(w.recomputed(&["R"], &[], &[]), w.live);
}

#[test]
fn an_import_adds_what_is_new_and_refuses_what_differs() {
    let mut w = World::new();
    for serial in ["R1", "R2"] {
        w.done(&plan(serial, "2025-11-28", "2025-11-28"));
        w.done(&OpenRun { run: run_id(serial), opened_on: day("2025-11-28") });
    }
    let row = |n: usize, serial: &str, person: i64, status| RosterRow {
        place: format!("名册!A{n}"),
        run: run_id(serial),
        person: p(person),
        status,
        leave: None,
        credit_minutes: None,
        sittings: None,
        makes_up: None,
    };
    let file = vec![row(2, "R1", 1, Status::Present), row(3, "R1", 2, Status::Absent), row(4, "R2", 1, Status::Present)];
    let import = |rows: &[RosterRow]| ImportRoster { rows: rows.to_vec() };
    assert_eq!(w.done(&import(&file)).facts.len(), 3);
    assert!(w.done(&import(&file)).facts.is_empty());
    w.done(&close("R1"));
    w.done(&mark("R1", vec![Line { makes_up: Some(run_id("R1")), ..Line::of(p(2), Status::MakeUp) }]));
    assert!(w.done(&import(&file)).facts.is_empty(), "read again after closing and a make-up");
    let bad = [
        row(2, "R1", 1, Status::Late),
        row(3, "R9", 1, Status::Present),
        row(4, "R2", 99, Status::Present),
        row(5, "R1", 3, Status::Present),
        row(6, "R2", 4, Status::Present),
        row(7, "R2", 4, Status::Present),
        row(8, "R2", 4, Status::Late),
    ];
    let expected = [
        ("study.mark_differs", "名册!A2"),
        ("study.unknown_run", "名册!A3"),
        ("common.person", "名册!A4"),
        ("study.run_closed", "名册!A5"),
        ("study.listed_twice", "名册!A8"),
    ];
    assert_eq!(w.refused(&import(&bad)), expected.map(|(code, place)| (code, place.to_owned())));
    assert_eq!(w.rows("study.attendance").len(), 2);
}

#[test]
fn a_large_roster_is_one_pass() {
    let mut w = World::new();
    let people: Vec<i64> = (1_000..6_000).collect();
    people.iter().for_each(|n| w.register(*n, "/1506/a/", MemberKind::Police));
    w.done(&plan("R", "2025-11-28", "2025-11-28"));
    w.done(&OpenRun { run: run_id("R"), opened_on: day("2025-11-28") });
    let rows = people.iter().map(|n| RosterRow {
        place: format!("A{n}"),
        run: run_id("R"),
        person: p(*n),
        status: Status::Present,
        leave: None,
        credit_minutes: None,
        sittings: None,
        makes_up: None,
    });
    w.done(&ImportRoster { rows: rows.collect() });
    w.done(&close("R"));
    assert_eq!(w.rows("study.attendance").len(), people.len());
    w.done(&cancel("R"));
    assert!(w.live.is_empty());
}
