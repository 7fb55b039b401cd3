use nc_kernel::{Attr, Entry};

use super::*;
use crate::branch::JoinBranch;

#[test]
fn a3_topic_creates_due_items_for_branches_in_force_that_day_only() {
    let mut w = World::new();
    let old = branch(&mut w, "ZB1", "/1506/a/", "2020-01-01");
    let that_day = branch(&mut w, "ZB2", "/1506/b/", "2025-11-03");
    let later = branch(&mut w, "ZB3", "/1506/b/", "2025-11-04");
    let gone = branch(&mut w, "ZB4", "/1506/b/", "2020-01-01");
    let dissolved_on = day("2025-11-03");
    w.done(&crate::branch::DissolveBranch { branch: gone, dissolved_on, reason: "撤并".into() });
    let id = topic(&mut w);
    let due: Vec<_> = w.rows("study.due").iter().map(|e| (e.key.clone(), e.day)).collect();
    let mut expected = [old, that_day].map(|b| (format!("{id}/{b}"), day("2025-11-20")));
    expected.sort();
    assert_eq!(due, expected);
    assert_eq!(w.refused(&follow(later, "2025-11-10")), at("study.branch_not_due", "branch"));
    w.done(&follow(that_day, "2025-11-20"));
    let states = |w: &World, on: &str| {
        let topic = w.states.get::<Topic>(id).unwrap();
        [old, that_day].map(|b| topic.state_of(b, day(on)).unwrap())
    };
    assert_eq!(states(&w, "2025-11-20")[0], ItemState::Due);
    // Recorded on 1 December, eleven days after: within the window but late.
    let followed = ItemState::Followed { on: day("2025-11-20"), on_time: false };
    assert_eq!(states(&w, "2025-11-22"), [ItemState::Overdue { days: 2 }, followed]);
    let exempt = ExemptBranch {
        topic: id,
        branch: old,
        exempted_on: day("2025-11-25"),
        reason: "执行专项任务".into(),
        authority: "党委决定".into(),
    };
    w.done(&exempt);
    assert_eq!(states(&w, "2025-11-30")[0], ItemState::Exempt { reason: "执行专项任务".into() });
    assert_eq!((w.rows("study.due").len(), w.rows("study.follow").len()), (1, 1));
    assert_eq!(w.refused(&exempt), at("study.exempt", "branch"));
    assert_eq!(w.refused(&follow(that_day, "2025-11-20")), at("study.followed_twice", "branch"));
}

#[test]
fn a12_auxiliaries_are_in_level_three_and_outside_member_denominators() {
    let mut w = World::new();
    let zb = branch(&mut w, "ZB1", "/1506/a/", "2020-01-01");
    let join = |people: &[i64]| JoinBranch { branch: zb, people: people.iter().map(|n| p(*n)).collect(), joined_on: day("2020-01-01") };
    w.done(&join(&[1, 2]));
    assert_eq!(w.refused(&join(&[21])), at("branch.auxiliary", "people[0]"));
    topic(&mut w);
    // The branch studies with an auxiliary and somebody who is no member; nobody types them again.
    w.done(&RecordBranchStudy { people: vec![p(1), p(21), p(3)], ..follow(zb, "2025-11-25") });
    let people = vec![p(1), p(22)];
    let staff =
        RecordStaffStudy { topic: TopicId::of_serial("T"), unit: unit("/1506/a/"), studied_on: day("2025-11-26"), people, reason: None };
    assert_eq!(w.done(&staff).facts.len(), 1, "who studied already is left as they are");
    let rows = w.rows("study.staff");
    let auxiliaries = rows.iter().filter(|e| e.attrs["member"] == Attr::from("auxiliary")).count();
    assert_eq!((rows.len(), auxiliaries), (4, 2));
    let members: Vec<_> = w.rows("branch.membership").iter().filter_map(|e| e.person).collect();
    assert_eq!(members, [p(1), p(2)]);
}

#[test]
fn a14_cascade_lag_comes_from_event_dates() {
    let mut w = World::new();
    let all = ["ZB1", "ZB2", "ZB3"].map(|s| branch(&mut w, s, "/1506/a/", "2020-01-01"));
    let id = topic(&mut w);
    let agenda = vec![AgendaItem { source: None, title: "传达学习".into(), topic: Some(id) }];
    w.done(&HoldMeeting { serial: "M".into(), committee: unit("/1506/"), held_on: day("2025-11-05"), agenda, reason: None });
    w.on("2025-11-25").done(&follow(all[0], "2025-11-06"));
    w.done(&follow(all[1], "2025-11-24"));
    let cascade = |w: &World| w.states.get::<Topic>(id).unwrap().cascade().unwrap();
    assert_eq!(cascade(&w).committee_days, Some(2));
    assert_eq!(cascade(&w).branch_median.unwrap().to_string(), "12", "3 and 21 days");
    w.done(&follow(all[2], "2025-11-10"));
    assert_eq!(cascade(&w).branch_median.unwrap().to_string(), "7");
    assert_eq!((cascade(&w).followed, cascade(&w).owing), (3, 3));
    let lags: Vec<_> = w.rows("study.follow").iter().map(|e| e.attrs["lag_days"].clone()).collect();
    assert!(lags.contains(&Attr::Int(21)) && lags.contains(&Attr::Int(3)));
    let on_time = |e: &&&Entry| e.attrs["on_time"] == Attr::Bool(true);
    let rows = w.rows("study.follow");
    assert_eq!(rows.iter().filter(on_time).count(), 0, "one after the window, two recorded late");
}

#[test]
fn a1_study_before_the_topic_needs_a_reason_and_mistakes_are_withdrawn() {
    let mut w = World::new();
    let zb = branch(&mut w, "ZB1", "/1506/a/", "2020-01-01");
    let id = topic(&mut w);
    let early = follow(zb, "2025-11-02");
    assert_eq!(w.refused(&early), at("study.before_published", "studied_on"));
    w.done(&RecordBranchStudy { reason: Some("先行学习".into()), people: vec![p(1)], ..early });
    assert_eq!(w.rows("study.follow")[0].attrs["before_source"], Attr::Bool(true));
    let (reason, authority) = ("登记有误".to_owned(), "党委办公室".to_owned());
    w.done(&WithdrawBranchStudy { topic: id, branch: zb, reason: reason.clone(), authority: authority.clone() });
    let person = WithdrawStaffStudy { topic: id, person: p(1), reason, authority };
    w.done(&person);
    assert_eq!(w.refused(&person), at("study.not_followed", "person"));
    assert!(w.rows("study.follow").is_empty() && w.rows("study.staff").is_empty());
    w.done(&follow(zb, "2025-11-28"));
    assert_eq!(w.recomputed(&[], &["T"], &[]), w.live);
}

#[test]
fn the_median_of_an_even_number_may_be_half_a_day() {
    let median = |days: &[i64]| MedianDays::of(days.to_vec()).map(|m| m.to_string());
    assert_eq!(median(&[]), None);
    assert_eq!(median(&[4]).as_deref(), Some("4"));
    assert_eq!(median(&[5, 2]).as_deref(), Some("3.5"));
    assert_eq!(median(&[-1, 0]).as_deref(), Some("-0.5"));
}
