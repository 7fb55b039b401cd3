use super::{EventKind, PublishIssue, RecordEvent, WithdrawEvent, WithdrawIssue};
use crate::role_model::{ModelId, Nominate};
use crate::roll::Level;
use crate::testing::{POLITICAL, RECORDER, World, day, p, paper, unit};

fn event(title: &str, units: &[&str]) -> RecordEvent {
    RecordEvent {
        title: title.into(),
        kind: EventKind::Performance,
        held_on: day("2025-05-04"),
        units: units.iter().map(|u| unit(u)).collect(),
        serial: None,
    }
}

fn issue(number: u32) -> PublishIssue {
    PublishIssue {
        bulletin: "典型风采录".into(),
        issue: number,
        title: format!("第{number}期"),
        unit: unit("/1506/a/"),
        published_on: day("2025-05-04"),
        approver: p(1),
        models: Vec::new(),
    }
}

#[test]
fn p35_an_event_held_together_is_one() {
    let mut w = World::new();
    assert_eq!(w.refused(&RECORDER, &event("慰问演出", &[])), [("honour.event_no_host", "units".to_owned())]);
    w.done(&RECORDER, &event("慰问演出", &["/1506/a/", "/1506/b/"]));
    assert_eq!(w.refused(&RECORDER, &event("慰问演出", &["/1506/b/"])), [("honour.event_twice", "title".to_owned())]);
    w.done(&RECORDER, &event("书画展", &["/1506/b/"]));
    assert_eq!(w.rows("honour.event").len(), 2);
    let id = event("慰问演出", &[]).id();
    let withdraw = WithdrawEvent { event: id, reason: "未举办".into(), authority: "核对单".into() };
    w.done(&POLITICAL, &withdraw);
    assert_eq!(w.event(id).held(), None);
    assert_eq!(w.refused(&POLITICAL, &withdraw), [("honour.event_unknown", "event".to_owned())]);
    assert_eq!(w.rows("honour.event").len(), 1);
    let mut early = event("明日活动", &["/1506/a/"]);
    early.held_on = day("2025-12-02");
    assert_eq!(w.refused(&RECORDER, &early), [("common.future", "held_on".to_owned())], "only what was held");
}

#[test]
fn p35_an_issue_has_a_number_nobody_else_has_and_an_approver() {
    let mut w = World::new();
    for number in 1..=5 {
        w.done(&RECORDER, &issue(number));
    }
    assert_eq!(w.refused(&RECORDER, &issue(5)), [("honour.issue_twice", "issue".to_owned())]);
    assert_eq!(w.refused(&RECORDER, &issue(0)), [("honour.issue_number", "issue".to_owned())]);
    assert_eq!(w.refused(&RECORDER, &PublishIssue { approver: p(99), ..issue(6) }), [("common.person", "approver".to_owned())]);
    assert_eq!(
        w.refused(&RECORDER, &PublishIssue { models: vec![ModelId(3)], ..issue(6) }),
        [("honour.model_unknown", "models[0]".to_owned())]
    );
    let nomination = Nominate {
        person: p(1),
        title: "最美警察".into(),
        level: Level::Region,
        nominated_on: day("2025-03-01"),
        evidence: Some(paper("事迹")),
        serial: None,
        remark: None,
    };
    w.done(&RECORDER, &nomination);
    w.done(&RECORDER, &PublishIssue { models: vec![nomination.id()], ..issue(6) });
    assert_eq!(w.rows("honour.bulletin").len(), 6);
    let withdraw =
        WithdrawIssue { bulletin: "典型风采录".into(), issue: 6, reason: "未发布".into(), authority: "核对单".into() };
    w.done(&POLITICAL, &withdraw);
    assert_eq!(w.refused(&POLITICAL, &withdraw), [("honour.issue_unknown", "issue".to_owned())]);
    assert_eq!(w.rows("honour.bulletin").len(), 5);
    assert!(w.bulletin("典型风采录").issue(5).is_some());
}
