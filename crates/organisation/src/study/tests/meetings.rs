use nc_kernel::Attr;

use super::*;

fn hold(serial: &str, on: &str, sources: &[Option<&str>]) -> HoldMeeting {
    let item = |s: &Option<&str>| AgendaItem { source: s.map(SourceId::of_serial), title: "议题".into(), topic: None };
    HoldMeeting {
        serial: serial.into(),
        committee: unit("/1506/"),
        held_on: day(on),
        agenda: sources.iter().map(item).collect(),
        reason: None,
    }
}

fn close(serial: &str, reason: Option<&str>) -> CloseMeeting {
    CloseMeeting { meeting: MeetingId::of_serial(serial), reason: reason.map(str::to_owned) }
}

fn clear(w: &mut World, serial: &str, published: &str, cleared: &str) {
    w.done(&source(serial, published));
    w.done(&ClearSource { source: SourceId::of_serial(serial), committee: unit("/1506/"), cleared_on: day(cleared) });
}

#[test]
fn a1_meeting_cannot_study_what_was_not_published() {
    let mut w = World::new();
    w.done(&source("S", "2025-11-10"));
    let early = hold("M", "2025-11-09", &[None, Some("S")]);
    assert_eq!(w.refused(&early), at("study.before_published", "held_on"));
    let clear = ClearSource { source: SourceId::of_serial("S"), committee: unit("/1506/"), cleared_on: day("2025-11-09") };
    assert_eq!(w.refused(&clear), at("study.before_published", "cleared_on"));
    w.done(&HoldMeeting { reason: Some("提前收到电报".into()), ..early });
    w.done(&close("M", None));
    assert_eq!(w.rows("study.meeting")[0].attrs["before_source"], Attr::Bool(true));
}

#[test]
fn a2_meeting_with_pending_sources_needs_a_first_item_or_a_reason() {
    let mut w = World::new();
    clear(&mut w, "S1", "2025-11-01", "2025-11-02");
    clear(&mut w, "S2", "2025-11-01", "2025-11-20");
    clear(&mut w, "S3", "2025-11-01", "2025-11-20");
    w.done(&source("OLD", "2020-01-01"));
    w.done(&hold("M0", "2025-11-01", &[None]));
    w.done(&close("M0", None));
    w.done(&hold("M1", "2025-11-25", &[None, Some("S1")]));
    assert_eq!(w.refused(&close("M1", None)), at("study.pending_sources", "reason"), "studied, but not first");
    w.done(&hold("M2", "2025-11-26", &[Some("OLD")]));
    assert_eq!(w.refused(&close("M2", Some(" "))), at("study.pending_sources", "reason"), "something old does not answer");
    w.done(&hold("M3", "2025-11-27", &[Some("S1"), Some("S2")]));
    w.done(&close("M3", None));
    let drop = DropSource {
        source: SourceId::of_serial("S3"),
        committee: unit("/1506/"),
        dropped_on: day("2025-11-27"),
        reason: "内容重复".into(),
    };
    w.done(&drop);
    assert_eq!(w.refused(&drop), at("study.not_waiting", "source"));
    w.done(&hold("M4", "2025-11-28", &[None]));
    w.done(&close("M4", None));
    assert_eq!(w.refused(&close("M2", None)), at("study.pending_sources", "reason"), "they were waiting on that day");
    w.done(&close("M2", Some("紧急会议")));
    let rows = w.rows("study.meeting");
    let count = |attr: &str| rows.iter().filter(|e| e.attrs[attr] == Attr::Bool(true)).count();
    assert_eq!((rows.len(), count("owed"), count("first_item")), (4, 2, 2));
    assert_eq!(w.refused(&close("M2", None)), at("study.meeting_closed", "meeting"));
}

#[test]
fn a13_follow_up_closes_only_by_another_person_and_escalates_when_overdue() {
    let mut w = World::new();
    w.done(&hold("M", "2025-11-03", &[None]));
    let meeting = MeetingId::of_serial("M");
    let assign =
        AssignFollowUp {
            meeting, item: 1, what: "制定措施".into(), doer: p(1), assigned_on: day("2025-11-03"), due_by: day("2025-11-10")
        };
    assert_eq!(w.refused(&AssignFollowUp { item: 2, ..assign.clone() }), at("study.no_item", "item"));
    w.done(&assign);
    let task = |w: &World| w.states.get::<Meeting>(meeting).unwrap().task(1).unwrap().clone();
    let escalated = |w: &World, on: &str| task(w).escalation(day(on));
    assert_eq!(escalated(&w, "2025-11-10"), None);
    assert_eq!(escalated(&w, "2025-11-11"), Some(Escalation::Doer));
    assert_eq!(escalated(&w, "2025-11-18"), Some(Escalation::Committee));
    let verify = |n: i64, accepted| VerifyFollowUp { meeting, task: 1, verifier: p(n), verified_on: day("2025-11-21"), accepted };
    let report = ReportFollowUp { meeting, task: 1, reported_on: day("2025-11-20") };
    assert_eq!(w.refused(&verify(2, true)), at("study.not_reported", "task"));
    w.done(&report);
    assert_eq!(w.refused(&verify(1, true)), at("study.verifier_is_doer", "verifier"));
    w.done(&verify(2, false));
    assert_eq!(task(&w).state, TaskState::Returned);
    assert_eq!(w.refused(&report), at("study.task_order", "reported_on"));
    w.done(&ReportFollowUp { reported_on: day("2025-11-21"), ..report });
    w.done(&verify(2, true));
    assert_eq!((task(&w).state, escalated(&w, "2026-01-01")), (TaskState::Verified, None));
    assert_eq!(w.refused(&verify(2, true)), at("study.task_closed", "task"));
}
