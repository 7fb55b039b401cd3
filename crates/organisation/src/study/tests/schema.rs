use nc_kernel::FactBody;

use super::*;

#[test]
fn a8_attendance_source_is_named_and_nothing_else_is_stored() {
    let mut w = World::new();
    w.done(&plan("R", "2025-11-28", "2025-11-28"));
    w.done(&OpenRun { run: run_id("R"), opened_on: day("2025-11-28") });
    let decision = w.done(&MarkAttendance { source: RowSource::DutySystem, ..mark("R", present(&[1])) });
    let body: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&decision.facts[0].body).unwrap();
    let fields: Vec<&str> = body.keys().map(String::as_str).collect();
    assert_eq!(fields, ["credit_minutes", "member", "person", "sender", "sittings", "source", "status"]);
    assert_eq!(body["source"], "duty_system");
    assert!(decision.facts[0].personal.is_empty());
}

#[test]
fn a8_no_fact_command_or_register_has_a_forbidden_field() {
    const NEVER: &[&str] = &[
        "photo",
        "clock_in",
        "clockin",
        "location",
        "gps",
        "points",
        "score",
        "rank",
        "screen",
        "ethnic",
        "religio",
        "political",
        "party_member",
    ];
    let sources = [
        include_str!("../fact.rs"),
        include_str!("../model.rs"),
        include_str!("../registers.rs"),
        include_str!("../command/run.rs"),
        include_str!("../command/source.rs"),
        include_str!("../command/topic.rs"),
        include_str!("../../branch/fact.rs"),
        include_str!("../../branch/model.rs"),
        include_str!("../../branch/command.rs"),
        include_str!("../../branch/registers.rs"),
    ];
    for text in sources {
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let found = NEVER.iter().find(|word| line.to_lowercase().contains(**word));
            assert_eq!(found, None, "{line}");
        }
    }
}

#[test]
fn kinds_are_frozen() {
    let kinds: Vec<&str> = fact::Fact::KINDS.iter().chain(crate::branch::Fact::KINDS).copied().collect();
    insta::assert_snapshot!(kinds.join("\n"), @r"
    study.source_published.v1
    study.source_cleared.v1
    study.source_studied.v1
    study.source_dropped.v1
    study.topic_published.v1
    study.committee_studied.v1
    study.branch_studied.v1
    study.branch_exempted.v1
    study.branch_withdrawn.v1
    study.staff_studied.v1
    study.staff_withdrawn.v1
    study.meeting_held.v1
    study.meeting_closed.v1
    study.follow_up_assigned.v1
    study.follow_up_reported.v1
    study.follow_up_verified.v1
    study.run_planned.v1
    study.run_opened.v1
    study.sitting_held.v1
    study.attended.v1
    study.mark_corrected.v1
    study.mark_withdrawn.v1
    study.run_closed.v1
    study.run_archived.v1
    study.run_cancelled.v1
    branch.formed.v1
    branch.dissolved.v1
    branch.joined.v1
    branch.left.v1
    ");
}

#[test]
fn entries_carry_the_attributes_their_register_names() {
    let mut w = World::new();
    let zb = branch(&mut w, "ZB1", "/1506/a/", "2020-01-01");
    w.done(&crate::branch::JoinBranch { branch: zb, people: vec![p(1)], joined_on: day("2020-01-01") });
    topic(&mut w);
    w.done(&RecordBranchStudy { people: vec![p(1)], ..follow(zb, "2025-11-25") });
    let agenda = vec![AgendaItem { source: None, title: "议题".into(), topic: None }];
    w.done(&HoldMeeting { serial: "M".into(), committee: unit("/1506/"), held_on: day("2025-11-28"), agenda, reason: None });
    w.done(&CloseMeeting { meeting: MeetingId::of_serial("M"), reason: None });
    held(&mut w, "R", "2025-11-28", &[1]);
    for doc in crate::REGISTERS.iter().copied().flatten() {
        let rows = w.rows(doc.name);
        assert!(!rows.is_empty(), "{}", doc.name);
        for row in rows {
            assert_eq!(row.attrs.keys().copied().collect::<Vec<_>>(), doc.attrs, "{}", doc.name);
            assert_eq!(row.person.is_some(), doc.has_person, "{}", doc.name);
        }
    }
}
