use nc_kernel::Attr;
use nc_people::access::Action;

use super::{attr, enrol, named, organisers, prize, project, record, title};
use crate::roll::{
    AwardForm, ClaimWord, ConfirmHonour, CorrectHonour, HonourId, HonourKind, HonourState, Level, RevokeHonour, WithdrawHonour, WorkId,
};
use crate::testing::{POLITICAL, RECORDER, RECORDER_AGAIN, World, day, p, paper, unit};

/// An award, what to change of it, and the no.
type Case = (fn(&mut AwardForm), &'static str, &'static str);

#[test]
fn f15_an_award_needs_issuer_title_level_day_recipient_and_certificate() {
    let cases: [Case; 16] = [
        (|a| a.issuer = " ".into(), "common.blank", "award.issuer"),
        (|a| a.title = "长".repeat(81), "common.too_long", "award.title"),
        (|a| a.awarded_on = day("2025-12-02"), "common.future", "award.awarded_on"),
        (|a| a.document = None, "honour.no_document", "award.document"),
        (|a| a.units.clear(), "honour.no_recipient", "award.units"),
        (|a| a.units = vec![unit("/1506/z/")], "common.unit", "award.units[0]"),
        (|a| a.units.push(unit("/1506/a/")), "common.repeated", "award.units[1]"),
        (|a| a.people = vec![p(99)], "common.person", "award.people[0]"),
        (|a| a.people = vec![p(1), p(1)], "common.repeated", "award.people[1]"),
        (|a| a.place = None, "honour.place", "award.place"),
        (|a| a.place = Some(-1), "honour.place", "award.place"),
        (|a| a.kind = HonourKind::Title, "honour.no_place", "award.place"),
        (|a| a.edition = Some(0), "honour.turn", "award.edition"),
        (|a| a.year = Some(2026), "honour.turn", "award.year"),
        (|a| a.claim = Some(ClaimWord::First), "honour.claim", "award.claim"),
        (|a| a.work = Some(WorkId(7)), "honour.unknown_work", "award.work"),
    ];
    let mut w = World::new();
    for (change, code, place) in cases {
        let mut award = prize();
        change(&mut award);
        assert_eq!(w.refused(&RECORDER, &record(award)), [(code, place.to_owned())], "{code} at {place}");
    }
    let mut bare = AwardForm::new(HonourKind::Prize, "", "", Level::City, day("2025-06-01"), None);
    bare.claim = Some(ClaimWord::Only);
    let all: Vec<_> = w.refused(&RECORDER, &record(bare)).into_iter().map(|(code, _)| code).collect();
    assert_eq!(all, ["common.blank", "common.blank", "honour.place", "honour.claim", "honour.no_recipient", "honour.no_document"]);
    assert!(w.live.is_empty());
    enrol(&mut w, "H", prize());
    let mut special = prize();
    (special.place, special.contest) = (Some(0), None);
    enrol(&mut w, "特等奖", special);
}

#[test]
fn g5_an_outside_fact_needs_its_document_and_a_second_person_before_it_counts() {
    let mut w = World::new();
    let mut award = prize();
    award.document = None;
    assert_eq!(w.refused(&RECORDER, &record(award)), [("honour.no_document", "award.document".to_owned())]);
    w.done(&RECORDER, &named("H", prize()));
    let confirm = ConfirmHonour { honour: HonourId::of_serial("H") };
    assert_eq!(w.asks(&confirm), [(Action::ConfirmHonour, unit("/1506/a/"))]);
    assert_eq!(w.asks(&named("H2", prize())), [(Action::RecordHonour, unit("/1506/a/"))]);
    assert!(w.rows("honour.award").is_empty(), "it does not count yet");
    assert_eq!(w.rows("honour.document").len(), 1, "its document is known");
    for somebody in [RECORDER, RECORDER_AGAIN] {
        assert_eq!(w.refused(&somebody, &confirm), [("honour.same_person", "honour".to_owned())]);
    }
    w.done(&POLITICAL, &confirm);
    let rows = w.rows("honour.award");
    assert_eq!(rows.len(), 1);
    assert_eq!(attr(rows[0], "document"), Some(&Attr::from(paper("通报").sha256.as_str())));
    assert_eq!(w.refused(&POLITICAL, &confirm), [("honour.confirmed", "honour".to_owned())]);
    assert_eq!(w.refused(&POLITICAL, &ConfirmHonour { honour: HonourId(9) }), [("honour.unknown", "honour".to_owned())]);
}

#[test]
fn a_row_says_everything_an_article_may_claim() {
    let mut w = World::new();
    let mut award = prize();
    award.edition = Some(1);
    enrol(&mut w, "H", award);
    let row = w.rows("honour.award")[0];
    let text = |s: &str| Attr::from(s);
    for (name, value) in [
        ("about_others", Attr::from(false)),
        ("contest", text("全区科创大赛")),
        ("edition", Attr::from(1)),
        ("holder", text("/1506/a/")),
        ("issuer", text("某厅")),
        ("kind", text("prize")),
        ("late", Attr::from(true)),
        ("level", text("region")),
        ("place", Attr::from(2)),
        ("project", text("甲项目")),
        ("project_kind", text("innovation")),
        ("recipient_kind", text("project")),
        ("series", text("二等奖")),
        ("shared", Attr::from(false)),
        ("title", text("二等奖")),
        ("turn", Attr::from(1)),
        ("year", Attr::from(2025)),
    ] {
        assert_eq!(attr(row, name), Some(&value), "{name}");
    }
    assert_eq!((row.day, row.until, organisers(row)), (day("2025-06-01"), None, vec!["/1506/a/"]));
    let documented: Vec<&str> = crate::roll::AWARDS.attrs.to_vec();
    assert!(row.attrs.keys().all(|name| documented.contains(name)));
}

#[test]
fn p35_an_award_shared_by_several_units_or_recorded_twice_is_one() {
    let mut w = World::new();
    let mut shared = prize();
    shared.units.push(unit("/1506/b/"));
    let honour = enrol(&mut w, "H", shared);
    let rows = w.rows("honour.award");
    assert_eq!((rows.len(), organisers(rows[0]), attr(rows[0], "shared")), (1, vec!["/1506/a/", "/1506/b/"], Some(&Attr::from(true))));
    // The other unit records it again: for itself, with another scan of the paper, under another serial.
    let mut again = prize();
    (again.units, again.document) = (vec![unit("/1506/b/")], Some(paper("另一份扫描件")));
    assert_eq!(w.refused(&RECORDER, &named("H-b", again)), [("honour.shared", "award".to_owned())]);
    assert_eq!(w.refused(&RECORDER, &named("H", prize())).first().map(|(code, _)| *code), Some("honour.twice"));
    // Another project of the same contest is another prize; so is the same title of another unit.
    let mut other = prize();
    other.project = Some(project("乙项目"));
    enrol(&mut w, "H-2", other);
    enrol(&mut w, "T-a", title(2024));
    let mut of_b = title(2024);
    of_b.units = vec![unit("/1506/b/")];
    let told = w.done(&RECORDER, &named("T-b", of_b));
    assert!(told.notes.iter().any(|n| n.rule.code == "honour.perhaps_shared"), "the same paper: perhaps one award");
    assert_eq!(w.refused(&RECORDER, &named("T-again", title(2024))), [("honour.shared", "award".to_owned())]);
    // What was withdrawn stands in nobody's way.
    w.done(&POLITICAL, &WithdrawHonour { honour, reason: "误登".into(), authority: "核对单".into() });
    enrol(&mut w, "H-3", prize());
}

#[test]
fn people_are_rows_of_their_own_in_the_unit_they_served_in() {
    let mut w = World::new();
    let mut award = AwardForm::new(HonourKind::Title, "某厅", "最美警察", Level::Region, day("2025-06-01"), Some(paper("决定")));
    award.people = vec![p(1), p(11)];
    let asked = w.asks(&record(award.clone()));
    assert_eq!(asked, [(Action::RecordHonour, unit("/1506/a/")), (Action::RecordHonour, unit("/1506/b/"))]);
    let mut again = award.clone();
    again.people = vec![p(11), p(12)];
    enrol(&mut w, "P", award);
    let people: Vec<_> = w.rows("honour.person_award").iter().map(|e| (e.person.unwrap(), e.facets.sender.clone().unwrap())).collect();
    assert_eq!(people.len(), 2);
    assert!(people.contains(&(p(1), unit("/1506/a/"))) && people.contains(&(p(11), unit("/1506/b/"))));
    assert_eq!(attr(w.rows("honour.award")[0], "recipient_kind"), Some(&Attr::from("person")));
    let named: Vec<_> = w.rows("honour.document").iter().map(|e| e.person.unwrap()).collect();
    assert!(named.contains(&p(1)) && named.contains(&p(11)), "the document names them");
    assert_eq!(w.refused(&RECORDER, &record(again)), [("honour.shared", "award".to_owned())]);
}

#[test]
fn r11_first_and_only_rest_on_the_document_of_somebody_else_and_say_so() {
    let mut w = World::new();
    let claim = |issuer: &str| {
        let mut form =
            AwardForm::new(HonourKind::FirstOrOnly, issuer, "全国首家数智车管所", Level::National, day("2025-06-01"), Some(paper("报道")));
        (form.units, form.claim) = (vec![unit("/1506/a/")], Some(ClaimWord::First));
        form
    };
    for own in ["某市公安局", "某市公安局宣传科", "甲旗公安局", "公安局"] {
        assert_eq!(w.refused(&RECORDER, &record(claim(own))), [("honour.own_word", "award.issuer".to_owned())], "{own}");
    }
    let mut wordless = claim("某部某局");
    wordless.claim = None;
    assert_eq!(w.refused(&RECORDER, &record(wordless)), [("honour.claim", "award.claim".to_owned())]);
    enrol(&mut w, "C", claim("某部某局"));
    enrol(&mut w, "T", title(2024));
    let rows = w.rows("honour.award");
    let said: Vec<_> = rows.iter().map(|r| (attr(r, "about_others").cloned().unwrap(), attr(r, "claim").cloned())).collect();
    assert!(said.contains(&(Attr::from(true), Some(Attr::from("首家")))), "{said:?}");
    assert!(said.contains(&(Attr::from(false), None)));
}

#[test]
fn a_correction_waits_for_its_own_confirmation() {
    let mut w = World::new();
    let honour = enrol(&mut w, "H", prize());
    let mut right = prize();
    (right.place, right.title) = (Some(1), "一等奖".into());
    let correct = CorrectHonour { honour, award: right, reason: "等次误填".into(), authority: "政治部核对单".into() };
    let mut groundless = correct.clone();
    groundless.reason = String::new();
    assert_eq!(w.refused(&RECORDER, &groundless), [("common.blank", "reason".to_owned())]);
    w.done(&RECORDER, &correct);
    assert_eq!(attr(w.rows("honour.award")[0], "place"), Some(&Attr::from(2)), "the confirmed content counts on");
    assert_eq!(w.roll().honour(honour).unwrap().state(), HonourState::Correcting);
    assert_eq!(w.refused(&RECORDER, &ConfirmHonour { honour }), [("honour.same_person", "honour".to_owned())]);
    w.done(&POLITICAL, &ConfirmHonour { honour });
    assert_eq!(attr(w.rows("honour.award")[0], "place"), Some(&Attr::from(1)));
    assert_eq!(w.rows("honour.document").len(), 2, "both papers are kept");
}

#[test]
fn what_ended_counts_no_more_and_does_not_change() {
    for revoked in [false, true] {
        let mut w = World::new();
        let honour = enrol(&mut w, "H", prize());
        let (reason, authority) = ("原授予单位通报撤销".to_owned(), "某厅通知".to_owned());
        let revoke = |on: &str| RevokeHonour { honour, revoked_on: day(on), reason: reason.clone(), authority: authority.clone() };
        let withdraw = WithdrawHonour { honour, reason: reason.clone(), authority: authority.clone() };
        assert_eq!(w.refused(&POLITICAL, &revoke("2025-05-31")), [("honour.revoked_before", "revoked_on".to_owned())]);
        if revoked {
            w.done(&POLITICAL, &revoke("2025-08-01"))
        } else {
            w.done(&POLITICAL, &withdraw)
        };
        assert!(w.rows("honour.award").is_empty());
        let state = w.roll().honour(honour).unwrap().state();
        assert_eq!(state, if revoked { HonourState::Revoked } else { HonourState::Withdrawn });
        let ended = [("honour.ended", "honour".to_owned())];
        assert_eq!(w.refused(&POLITICAL, &withdraw), ended);
        assert_eq!(w.refused(&POLITICAL, &revoke("2025-08-01")), ended);
        assert_eq!(w.refused(&POLITICAL, &ConfirmHonour { honour }), ended);
        assert_eq!(w.refused(&RECORDER, &named("H", prize())), [("honour.ended", "serial".to_owned())]);
    }
}

#[test]
fn editions_of_one_holder_are_one_series() {
    let mut w = World::new();
    for year in [2023, 2024, 2025] {
        enrol(&mut w, &format!("T-{year}"), title(year));
    }
    let rows = w.rows("honour.award");
    let turns: Vec<_> = rows.iter().map(|r| (attr(r, "series").unwrap(), attr(r, "holder").unwrap(), attr(r, "turn").unwrap())).collect();
    assert_eq!(turns.len(), 3);
    assert!(turns.iter().all(|(series, holder, _)| **series == Attr::from("全国一等所") && **holder == Attr::from("/1506/a/")));
}

#[test]
fn p35_a_project_that_won_several_prizes_is_one_project() {
    let mut w = World::new();
    let prize = |contest: &str, level, place, project| {
        let mut form = prize();
        (form.contest, form.level, form.place, form.project) = (Some(contest.to_owned()), level, Some(place), Some(project));
        form
    };
    let national = enrol(&mut w, "1", prize("技术革新大赛", Level::Ministry, 2, project("甲项目")));
    enrol(&mut w, "2", prize("技术革新大赛", Level::Ministry, 3, project("乙项目")));
    enrol(&mut w, "3", prize("科创大赛", Level::Region, 1, project("甲项目")));
    enrol(&mut w, "4", prize("科创大赛", Level::Region, 2, project("丙项目")));
    let rows = |w: &World| {
        let mut rows: Vec<_> = w
            .rows("honour.project_won")
            .iter()
            .map(|r| (attr(r, "title").cloned(), attr(r, "level").cloned(), attr(r, "prizes").cloned()))
            .collect();
        rows.sort();
        rows
    };
    let row = |title: &str, level: &str, prizes: i64| (Some(Attr::from(title)), Some(Attr::from(level)), Some(Attr::from(prizes)));
    assert_eq!(rows(&w), [row("丙项目", "region", 1), row("乙项目", "ministry", 1), row("甲项目", "ministry", 2)], "3 projects, 4 prizes");
    w.done(&POLITICAL, &WithdrawHonour { honour: national, reason: "误登".into(), authority: "核对单".into() });
    assert_eq!(rows(&w), [row("丙项目", "region", 1), row("乙项目", "ministry", 1), row("甲项目", "region", 1)]);
}
