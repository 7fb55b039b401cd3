use nc_kernel::Attr;

use super::{attr, enrol, organisers, won, work};
use crate::roll::{
    AddWorkVersion, EnterWork, HonourKind, Level, Measure, PublishWork, RevokeHonour, ShareWork, WithdrawHonour, WithdrawWork, WorkId,
};
use crate::testing::{POLITICAL, RECORDER, World, day, p, unit};

fn version(label: &str) -> AddWorkVersion {
    AddWorkVersion { work: WorkId::of_serial("警戒"), label: label.into(), added_on: day("2024-05-01") }
}

#[test]
fn f14_versions_and_makers_of_one_work_count_once_by_measure() {
    let mut w = World::new();
    w.done(&RECORDER, &work("警戒", Measure::Piece, &["/1506/a/"]));
    w.done(&RECORDER, &work("清风", Measure::Sheet, &["/1506/b/"]));
    w.done(&RECORDER, &version("完整版"));
    w.done(&RECORDER, &version("竖屏版"));
    assert_eq!(w.refused(&RECORDER, &version("竖屏版")), [("common.repeated", "label".to_owned())]);
    // The other unit enters it too, and is told to join it.
    assert_eq!(w.refused(&RECORDER, &work("警戒", Measure::Piece, &["/1506/b/"])), [("honour.work_twice", "title".to_owned())]);
    w.done(&RECORDER, &ShareWork { work: WorkId::of_serial("警戒"), unit: unit("/1506/b/") });
    assert_eq!(
        w.refused(&RECORDER, &ShareWork { work: WorkId::of_serial("警戒"), unit: unit("/1506/b/") }),
        [("common.repeated", "unit".to_owned())]
    );
    let rows = w.rows("honour.work");
    assert_eq!(rows.len(), 2, "one row a work");
    let film = rows.iter().find(|r| attr(r, "measure") == Some(&Attr::from("bu"))).unwrap();
    assert_eq!((attr(film, "versions"), attr(film, "shared")), (Some(&Attr::from(3)), Some(&Attr::from(true))));
    assert_eq!(organisers(film), ["/1506/a/", "/1506/b/"]);
    // Another work of that name has its own serial.
    w.done(&RECORDER, &EnterWork { serial: Some("警戒（书法）".into()), ..work("警戒", Measure::Sheet, &["/1506/b/"]) });
    assert_eq!(w.rows("honour.work").len(), 3);
}

#[test]
fn f15_the_highest_level_of_a_work_is_derived_from_its_awards() {
    let mut w = World::new();
    let id = WorkId::of_serial("警戒");
    w.done(&RECORDER, &work("警戒", Measure::Piece, &["/1506/a/", "/1506/b/"]));
    let rows = |w: &World| -> Vec<(String, String, Option<String>)> {
        let mut rows: Vec<_> = w
            .rows("honour.work_award")
            .iter()
            .map(|r| {
                let Some(Attr::Text(level)) = attr(r, "level") else { panic!("no level") };
                (r.day.to_string(), level.clone(), r.until.map(|u| u.to_string()))
            })
            .collect();
        rows.sort();
        rows
    };
    let row = |day: &str, level: &str, until: Option<&str>| (day.to_owned(), level.to_owned(), until.map(str::to_owned));
    enrol(&mut w, "R", won("警戒", Level::Region, "2024-06-01"));
    assert_eq!(rows(&w), [row("2024-06-01", "region", None)]);
    enrol(&mut w, "C", won("警戒", Level::City, "2024-07-01"));
    let mut second = won("警戒", Level::Region, "2024-08-01");
    second.contest = Some("另一比赛".into());
    enrol(&mut w, "R2", second);
    assert_eq!(rows(&w), [row("2024-06-01", "region", None)], "no lower and no second prize changes it");
    let national = enrol(&mut w, "N", won("警戒", Level::National, "2025-01-10"));
    assert_eq!(rows(&w), [row("2024-06-01", "region", Some("2025-01-10")), row("2025-01-10", "national", None)]);
    // A nomination is no prize.
    let mut nominated = won("警戒", Level::National, "2024-02-01");
    (nominated.kind, nominated.place, nominated.awarded_on) = (HonourKind::Nomination, None, day("2024-09-01"));
    enrol(&mut w, "nominated", nominated);
    assert_eq!(rows(&w).len(), 2);
    assert_eq!(
        w.refused(&POLITICAL, &WithdrawWork { work: id, reason: "重复".into(), authority: "核对单".into() }),
        [("honour.work_has_honours", "work".to_owned())]
    );
    let (reason, authority) = ("通报撤销".to_owned(), "组委会通知".to_owned());
    w.done(&POLITICAL, &RevokeHonour { honour: national, revoked_on: day("2025-03-01"), reason, authority });
    assert_eq!(rows(&w), [row("2024-06-01", "region", None)]);
    let mut early = won("警戒", Level::City, "2024-02-28");
    early.contest = Some("别的比赛".into());
    assert_eq!(w.refused(&RECORDER, &super::record(early)), [("honour.before_made", "award.awarded_on".to_owned())]);
}

#[test]
fn p35_one_prize_of_a_shared_work_is_one_whoever_records_it() {
    let mut w = World::new();
    w.done(&RECORDER, &work("警戒", Measure::Piece, &["/1506/a/", "/1506/b/"]));
    enrol(&mut w, "R", won("警戒", Level::Region, "2024-06-01"));
    let mut again = won("警戒", Level::Region, "2024-06-02");
    again.units = vec![unit("/1506/b/")];
    assert_eq!(w.refused(&RECORDER, &super::record(again)), [("honour.shared", "award".to_owned())]);
    assert_eq!(organisers(w.rows("honour.award")[0]), ["/1506/a/", "/1506/b/"], "it counts for both that made it");
    assert_eq!(organisers(w.rows("honour.work_award")[0]), ["/1506/a/", "/1506/b/"]);
}

#[test]
fn f16_publishing_is_separate_and_keeps_release_day_and_approver() {
    let mut w = World::new();
    let id = WorkId::of_serial("警戒");
    let publish = |on: &str, approver: i64| PublishWork {
        work: id,
        released_on: day(on),
        approver: p(approver),
        channel: "局公众号".into(),
        document: None,
    };
    assert_eq!(w.refused(&RECORDER, &publish("2024-05-01", 1)), [("honour.unknown_work", "work".to_owned())]);
    w.done(&RECORDER, &work("警戒", Measure::Piece, &["/1506/a/"]));
    assert_eq!(attr(w.rows("honour.work")[0], "published"), Some(&Attr::from(false)), "entered is not published");
    for (command, code, place) in [
        (publish("2024-02-28", 1), "honour.before_made", "released_on"),
        (publish("2025-12-02", 1), "common.future", "released_on"),
        (publish("2024-05-01", 99), "common.person", "approver"),
    ] {
        assert!(w.refused(&RECORDER, &command).contains(&(code, place.to_owned())), "{code}");
    }
    w.done(&RECORDER, &publish("2024-05-01", 2));
    assert_eq!(attr(w.rows("honour.work")[0], "published"), Some(&Attr::from(true)));
    let publications = &w.roll().work(id).unwrap().publications;
    assert_eq!(publications.iter().map(|p| (p.released_on, p.approver)).collect::<Vec<_>>(), [(day("2024-05-01"), p(2))]);
}

#[test]
fn a_work_that_was_withdrawn_is_gone() {
    let mut w = World::new();
    let id = WorkId::of_serial("警戒");
    w.done(&RECORDER, &work("警戒", Measure::Piece, &["/1506/a/"]));
    let withdraw = WithdrawWork { work: id, reason: "重复入库".into(), authority: "核对单".into() };
    let honour = enrol(&mut w, "R", won("警戒", Level::Region, "2024-06-01"));
    w.done(&POLITICAL, &WithdrawHonour { honour, reason: "误登".into(), authority: "核对单".into() });
    w.done(&POLITICAL, &withdraw);
    assert!(w.rows("honour.work").is_empty() && w.rows("honour.work_award").is_empty());
    assert_eq!(w.refused(&POLITICAL, &withdraw), [("honour.unknown_work", "work".to_owned())]);
    assert!(
        w.refused(&RECORDER, &super::record(won("警戒", Level::City, "2024-06-01")))
            .contains(&("honour.unknown_work", "award.work".to_owned()))
    );
}
