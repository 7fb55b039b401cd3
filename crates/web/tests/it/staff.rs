//! People and units over time, the desk, one's own record, and who read it.

use nc_kernel::Actor;

use crate::bureau::{Bureau, LEADER_A, MEMBER, OFFICER, person};

#[tokio::test]
async fn names_are_shown_within_the_scope_and_each_showing_is_noted_first() {
    let bureau = Bureau::new().await;
    let page = bureau.page("/people?unit=/150600/b/").await;
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.text().matches(">某某</a>").count(), 10);
    let readings = bureau.store.readings_of(person(15), 10).await.unwrap();
    assert_eq!((readings.len(), readings[0].reader, readings[0].what.as_str(), readings[0].times), (1, OFFICER.user, "people", 1));
    assert!(bureau.store.readings_of(person(2), 10).await.unwrap().is_empty(), "who was not shown was not read");
    bureau.page("/people?unit=/150600/b/").await;
    assert_eq!(bureau.store.readings_of(person(15), 10).await.unwrap()[0].times, 2);
    // Before they served there nobody is listed; a spreadsheet is a reading of everybody in it.
    assert!(bureau.page("/people?on=2019-12-31").await.text().contains("无人在岗"));
    let sheet = bureau.page("/people?as=xlsx").await;
    assert_eq!((sheet.status.as_u16(), &sheet.body[..2]), (200, b"PK".as_slice()));
    assert_eq!(bureau.store.readings_of(person(2), 10).await.unwrap()[0].what, "people_xlsx");
}

#[tokio::test]
async fn a_search_by_name_is_posted_and_no_link_carries_it() {
    let bureau = Bureau::new().await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    let found = browser.post("/people", &[("q", "某某"), ("unit", "/150600/a/")]).await.text();
    assert_eq!(found.matches(">某某</a>").count(), 10);
    assert!(!found.contains("q=%E6"), "no address holds the name");
    let none = browser.post("/people", &[("q", "欧阳"), ("unit", "/150600/a/")]).await.text();
    assert!(none.contains("没有符合搜索的人") && none.contains("value=\"欧阳\""));
}

#[tokio::test]
async fn a_member_sees_the_own_record_and_who_read_it() {
    let bureau = Bureau::new().await;
    let mut member = bureau.signed_in(&MEMBER).await;
    let desk = member.get("/").await.text();
    assert!(desk.contains("4 学时") && desk.contains("还没有人看过"), "{desk}");
    let record = member.get("/me/record").await.text();
    // A class in each of three years, four hours each.
    assert_eq!(record.matches("<b>4 学时</b>").count(), 3, "{record}");
    assert!(record.contains("东胜区分局") && record.contains("民警"));
    bureau.api(&LEADER_A, "/figures/training.attendances/rows").await;
    bureau.page(&format!("/people/{}", person(2))).await;
    let readers = member.get("/me/readers").await.text();
    for text in ["leader-a", "领导", "数字明细 培训练兵参训人次", "political", "个人页"] {
        assert!(readers.contains(text), "no {text} in {readers}");
    }
    assert!(member.get("/").await.text().contains("leader-a"));
    // One's own reading is not noted, and a member without a role reads nobody else.
    assert!(bureau.store.readings_of(person(2), 10).await.unwrap().iter().all(|reading| reading.reader != MEMBER.user));
    assert_eq!(member.get("/people").await.status, 403);
    let own = bureau.page_of(&Actor { user: MEMBER.user }, "/me/record").await;
    assert_eq!(own.status, 303, "a token opens nobody's own pages");
}

#[tokio::test]
async fn g7_units_and_people_stand_in_the_trees_order_and_no_count_can_be_sorted_by() {
    let bureau = Bureau::new().await;
    let units = bureau.page("/units").await.text();
    let place = |text: &str| units.find(text).unwrap_or_else(|| panic!("no {text} in {units}"));
    assert!(place(">鄂尔多斯市公安局</a>") < place("东胜区分局</a>") && place("东胜区分局</a>") < place("康巴什分局</a>"));
    assert!(units.contains("sort=unit") && !units.contains("sort=serving"));
    // Asked for all the same, a count does not order the list.
    let forced = bureau.page("/units?sort=-serving").await.text();
    assert!(!forced.contains("aria-sort"));
    assert!(forced.find("东胜区分局</a>") < forced.find("康巴什分局</a>"));
    let people = bureau.page("/people").await.text();
    assert!(people.contains("sort=name") && people.contains("sort=from"));
}

#[tokio::test]
async fn unfinished_work_waits_on_the_desk_by_its_deadline() {
    let bureau = Bureau::new().await;
    let class = |serial: &str, starts: &str| serde_json::json!({"serial": serial, "title": format!("待结班{serial}"), "category": "drill", "starts_on": starts, "organisers": ["/150600/a/"], "credit_minutes": 240});
    for (serial, starts) in [("late", "2024-02-20"), ("today", "2024-03-01"), ("far", "2024-05-06")] {
        let done = bureau.post(&OFFICER, "training.plan_class", serial, &class(serial, starts)).await;
        assert_eq!(done.status, 200, "{}", done.text());
    }
    let mut officer = bureau.signed_in(&OFFICER).await;
    let desk = officer.get("/").await.text();
    assert!(desk.contains("已超 10 天") && desk.contains("今天到期") && !desk.contains("待结班far"), "{desk}");
    assert!(desk.find("待结班late") < desk.find("待结班today"));
    let mut leader = bureau.signed_in(&LEADER_A).await;
    assert!(!leader.get("/").await.text().contains("待结班"), "shown to whoever can act");
}

#[tokio::test]
async fn drafts_are_kept_for_their_writer_alone() {
    let bureau = Bureau::new().await;
    let mut officer = bureau.signed_in(&OFFICER).await;
    let kept = officer.post("/me/drafts/training.record_held", &[("title", "警务实战"), ("roster", "100001\n100002")]).await;
    assert_eq!(kept.status, 204);
    let draft = bureau.store.draft(OFFICER.user, "training.record_held").await.unwrap().unwrap();
    assert_eq!(draft.fields, [("title".to_owned(), "警务实战".to_owned()), ("roster".to_owned(), "100001\n100002".to_owned())]);
    assert_eq!(bureau.store.draft(MEMBER.user, "training.record_held").await.unwrap(), None);
    assert!(officer.get("/").await.text().contains("没有提交的草稿"));
    assert_eq!(officer.post("/me/drafts/a%20b", &[]).await.status, 404);
    bureau.store.drop_draft(OFFICER.user, "training.record_held").await.unwrap();
    assert!(!officer.get("/").await.text().contains("没有提交的草稿"));
}
