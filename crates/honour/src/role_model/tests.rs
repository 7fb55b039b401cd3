use nc_people::access::Action;

use super::{
    AnswerObjection, ConcludeNomination, LiftHold, ModelId, Nominate, Outcome, PlaceHold, PublishNomination, PutModelForward,
    RaiseObjection, Stage,
};
use crate::roll::{AwardForm, ConfirmHonour, HonourId, HonourKind, Level, RecordHonour};
use crate::testing::{POLITICAL, RECORDER, World, day, p, paper, unit};

fn nominate(person: i64) -> Nominate {
    Nominate {
        person: p(person),
        title: "最美警察".into(),
        level: Level::Region,
        nominated_on: day("2025-03-01"),
        evidence: Some(paper("事迹")),
        serial: None,
        remark: None,
    }
}

fn publish(model: ModelId, from: &str, to: &str) -> PublishNomination {
    PublishNomination { model, from: day(from), to: day(to) }
}

fn conclude(model: ModelId, on: &str, honour: Option<HonourId>) -> ConcludeNomination {
    ConcludeNomination { model, outcome: Outcome::Named, concluded_on: day(on), honour }
}

/// An honour of the person on the roll.
fn honour(w: &mut World, person: i64) -> HonourId {
    let mut award = AwardForm::new(HonourKind::Title, "某厅", "最美警察", Level::Region, day("2025-05-01"), Some(paper("决定")));
    award.people = vec![p(person)];
    w.done(&RECORDER, &RecordHonour { award, serial: Some(format!("H{person}")) });
    let honour = HonourId::of_serial(&format!("H{person}"));
    w.done(&POLITICAL, &ConfirmHonour { honour });
    honour
}

#[test]
fn p35_a_role_model_is_nominated_with_evidence_public_and_named_on_the_roll() {
    let mut w = World::new();
    let form = nominate(1);
    let id = form.id();
    assert_eq!(w.refused(&RECORDER, &Nominate { evidence: None, ..form.clone() }), [("honour.model_no_evidence", "evidence".to_owned())]);
    assert_eq!(w.refused(&RECORDER, &publish(id, "2025-03-02", "2025-03-10")), [("honour.model_unknown", "model".to_owned())]);
    assert_eq!(w.asks(&form), [(Action::RecordHonour, unit("/1506/a/"))]);
    w.done(&RECORDER, &form);
    assert_eq!(w.refused(&RECORDER, &form), [("honour.model_twice", "person".to_owned())]);
    assert_eq!(w.refused(&RECORDER, &conclude(id, "2025-05-02", None)).first().map(|(c, _)| *c), Some("honour.model_stage"));
    for (from, to) in [("2025-03-02", "2025-03-07"), ("2025-02-27", "2025-03-10")] {
        assert_eq!(w.refused(&RECORDER, &publish(id, from, to)), [("honour.model_too_short", "to".to_owned())]);
    }
    w.done(&RECORDER, &publish(id, "2025-03-02", "2025-03-08"));
    assert_eq!(
        w.refused(&RECORDER, &conclude(id, "2025-03-08", None)),
        [("honour.model_still_public", "concluded_on".to_owned()), ("honour.model_no_honour", "honour".to_owned())]
    );
    let of_another = honour(&mut w, 2);
    assert_eq!(w.refused(&RECORDER, &conclude(id, "2025-05-02", Some(of_another))), [("honour.model_no_honour", "honour".to_owned())]);
    let given = honour(&mut w, 3);
    assert_eq!(w.refused(&RECORDER, &conclude(id, "2025-05-02", Some(given))).len(), 1);
    // The roll is told apart by its people: a further honour of person 1.
    let mut award = AwardForm::new(HonourKind::Title, "某厅", "最美警察", Level::Region, day("2025-05-01"), Some(paper("决定一")));
    award.people = vec![p(1)];
    w.done(&RECORDER, &RecordHonour { award, serial: Some("H1".into()) });
    let own = HonourId::of_serial("H1");
    assert_eq!(w.refused(&RECORDER, &conclude(id, "2025-05-02", Some(own))).len(), 1, "not confirmed yet");
    w.done(&POLITICAL, &ConfirmHonour { honour: own });
    w.done(&RECORDER, &conclude(id, "2025-05-02", Some(own)));
    assert_eq!(w.model(id).stage(), Some(Stage::Named));
    let rows = w.rows("honour.role_model");
    assert_eq!(rows.iter().map(|r| (r.person.unwrap(), r.day)).collect::<Vec<_>>(), [(p(1), day("2025-05-02"))]);
    let put = PutModelForward { model: id, programme: "读懂暖城·德润北疆".into(), level: Level::City, put_on: day("2025-06-01") };
    w.done(&RECORDER, &put);
    assert_eq!(w.refused(&RECORDER, &put), [("common.repeated", "programme".to_owned())]);
    assert_eq!(w.rows("honour.put_forward").len(), 1);
}

#[test]
fn p35_objections_are_answered_before_anybody_is_named() {
    for upheld in [false, true] {
        let mut w = World::new();
        let id = nominate(1).id();
        w.done(&RECORDER, &nominate(1));
        let object = |on: &str| RaiseObjection { model: id, raised_on: day(on) };
        assert_eq!(w.refused(&RECORDER, &object("2025-03-03")).first().map(|(c, _)| *c), Some("honour.model_stage"), "not public yet");
        w.done(&RECORDER, &publish(id, "2025-03-02", "2025-03-08"));
        for outside in ["2025-03-01", "2025-03-09"] {
            assert_eq!(w.refused(&RECORDER, &object(outside)), [("honour.model_not_public", "raised_on".to_owned())]);
        }
        w.done(&RECORDER, &object("2025-03-08"));
        let given = honour(&mut w, 1);
        assert_eq!(w.refused(&RECORDER, &conclude(id, "2025-05-02", Some(given))), [("honour.model_unanswered", "model".to_owned())]);
        let answer = |objection| AnswerObjection { model: id, objection, upheld, answered_on: day("2025-03-12") };
        assert_eq!(w.asks(&answer(1)), [(Action::ConfirmHonour, unit("/1506/a/"))], "who nominated does not answer");
        assert_eq!(w.refused(&POLITICAL, &answer(2)), [("honour.model_objection", "objection".to_owned())]);
        w.done(&POLITICAL, &answer(1));
        if upheld {
            assert_eq!(w.model(id).stage(), Some(Stage::NotNamed));
            assert_eq!(w.refused(&RECORDER, &conclude(id, "2025-05-02", Some(given))), [("honour.model_stage", "model".to_owned())]);
            assert!(w.rows("honour.role_model").is_empty());
        } else {
            assert_eq!(w.refused(&POLITICAL, &answer(1)), [("honour.model_objection", "objection".to_owned())], "answered");
            w.done(&RECORDER, &conclude(id, "2025-05-02", Some(given)));
            assert_eq!(w.rows("honour.role_model").len(), 1);
        }
    }
}

#[test]
fn p35_somebody_on_hold_is_stopped_at_every_step_and_nobody_learns_why() {
    let mut w = World::new();
    w.on("2025-03-01");
    let place = |until: &str| PlaceHold { person: p(1), until: day(until) };
    assert_eq!(w.asks(&place("2025-06-01")), [(Action::HoldHonour, unit("/1506/a/"))]);
    assert_eq!(w.refused(&POLITICAL, &place("2025-03-01")), [("honour.hold_ends", "until".to_owned())]);
    assert_eq!(w.refused(&POLITICAL, &LiftHold { person: p(1) }), [("honour.no_hold", "person".to_owned())]);
    w.done(&POLITICAL, &place("2025-06-01"));
    assert!(w.live.is_empty(), "no figure counts holds");
    let held = [("honour.on_hold", "person".to_owned())];
    assert_eq!(w.refused(&RECORDER, &nominate(1)), held);
    w.done(&RECORDER, &nominate(2));
    w.done(&POLITICAL, &LiftHold { person: p(1) });
    w.done(&RECORDER, &nominate(1));
    let id = nominate(1).id();
    w.done(&POLITICAL, &place("2025-06-01"));
    w.on("2025-03-20");
    assert_eq!(w.refused(&RECORDER, &publish(id, "2025-03-10", "2025-03-18")), held);
    let put = PutModelForward { model: id, programme: "工程".into(), level: Level::City, put_on: day("2025-03-10") };
    assert_eq!(w.refused(&RECORDER, &put), held);
    // It ends by itself.
    w.on("2025-06-01").done(&RECORDER, &publish(id, "2025-06-01", "2025-06-08"));
    w.on("2025-06-20").done(&POLITICAL, &place("2025-12-01"));
    let given = {
        w.on("2025-06-21");
        honour(&mut w, 1)
    };
    assert_eq!(w.refused(&RECORDER, &conclude(id, "2025-06-21", Some(given))), held);
    let not_named = ConcludeNomination { model: id, outcome: Outcome::NotNamed, concluded_on: day("2025-06-21"), honour: None };
    w.done(&RECORDER, &not_named);
    assert!(w.rows("honour.role_model").is_empty());
}
