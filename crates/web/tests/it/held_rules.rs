//! Rules that have a page of their own: what a class would lack, hours against the norms, the cascade's lag, follow-up tasks.

use serde_json::{Value, json};

use crate::bureau::{Bureau, LEADER_A, MEMBER, OFFICER, person};

async fn done(bureau: &Bureau, name: &str, input: Value) -> Value {
    let key = format!("{name}/{input}").bytes().filter(u8::is_ascii_graphic).map(char::from).take(150).collect::<String>();
    let answer = bureau.post(&OFFICER, name, &key, &input).await;
    assert_eq!(answer.status, 200, "{name}: {}", answer.text());
    answer.json()
}

fn natural(family: &str, serial: &str) -> String {
    nc_kernel::id::to_text(nc_kernel::id::natural(family, serial))
}

#[tokio::test]
async fn t11_a_proposed_class_shows_what_it_lacks_on_page_and_api_and_saves_nothing() {
    let bureau = Bureau::new().await;
    // A plan in force with 1,000 yuan, a class that has the room and the instructor on a morning, five radios, no beds.
    let item = json!({"item": "A-01", "title": "实战", "category": "drill", "runs": 2, "headcount": 20, "credit_minutes": 480, "budget_fen": 100_000});
    done(&bureau, "training.draft_plan", json!({"unit": "/150600/", "year": 2024, "title": "年度计划", "items": [item]})).await;
    let plan = bureau.api(&OFFICER, "/plans").await.json()["plans"][0]["plan"].as_str().unwrap().to_owned();
    done(&bureau, "training.approve_plan", json!({"plan": plan, "authority": "局党委会"})).await;
    let class = json!({"serial": "taken", "title": "先到", "category": "drill", "starts_on": "2024-04-01", "organisers": ["/150600/a/"]});
    done(&bureau, "training.plan_class", class).await;
    done(&bureau, "training.set_stock", json!({"item": "手持电台", "quantity": 5})).await;
    let session = json!({"class": natural("training.class", "taken"), "subject": "处突", "day": "2024-04-01", "starts_minute": 540,
        "ends_minute": 660, "room": "101", "instructor": person(3)});
    done(&bureau, "training.schedule_session", session).await;
    let size = bureau.store.published().head().0;

    let proposal = json!({
        "starts_on": "2024-04-01", "ends_on": "2024-04-02", "place": "/150600/a/", "headcount": 30,
        "sessions": [{"day": "2024-04-01", "starts_minute": 600, "ends_minute": 720, "room": "101", "instructor": person(3),
            "equipment": [{"item": "手持电台", "quantity": 8}]}],
        "nights": {"2024-04-01": 30}, "cost": {"fen": 150_050, "plan_item": {"plan": plan, "item": "A-01"}},
    });
    let answer = bureau.call(&OFFICER, "POST", "/classes/what-if", "k", Some(&proposal)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let lacks = answer.json();
    let of: Vec<&str> = lacks["lacks"].as_array().unwrap().iter().map(|lack| lack["of"].as_str().unwrap()).collect();
    assert_eq!(of, ["instructor", "room", "equipment"], "{lacks}");
    assert_eq!((&lacks["none"], &lacks["beds"]["2024-04-01"], &lacks["budget_fen"]), (&json!(false), &json!(30), &json!(50_050)));
    assert_eq!(lacks["lacks"][2]["short"], 3);

    let mut browser = bureau.signed_in(&OFFICER).await;
    assert!(browser.get("/training").await.text().contains("href=\"/training/what-if\""));
    let line = format!("{plan} A-01");
    let fields = [
        ("place", "/150600/a/"),
        ("starts_on", "2024-04-01"),
        ("ends_on", "2024-04-02"),
        ("headcount", "30"),
        ("beds", "30"),
        ("day-1", "2024-04-01"),
        ("from-1", "10:00"),
        ("until-1", "12:00"),
        ("room-1", "101"),
        ("instructor-1", "481003"),
        ("item-1", "手持电台"),
        ("quantity-1", "8"),
        ("cost", "1500.50"),
        ("plan_item", line.as_str()),
    ];
    let page = browser.post("/training/what-if", &fields).await;
    assert_eq!(page.status, 200, "{}", page.text());
    for said in
        ["场地 101 · 09:00–11:00 已被占用", "教官 某某 · 09:00–11:00 已被占用", "手持电台 · 差 3 件", "差 30 张床位", "差 500.50 元"]
    {
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
    // Without what is lacking, nothing is; and what cannot be read is said beside its field, with the input kept.
    let enough = browser
        .post("/training/what-if", &[&fields[..4], &[("day-1", "2024-04-02"), ("from-1", "10:00"), ("until-1", "12:00")]].concat())
        .await;
    assert!(enough.text().contains("什么都不缺"), "{}", enough.text());
    let wrong =
        browser.post("/training/what-if", &[&fields[..4], &[("day-1", "2024-04-01"), ("from-1", "10"), ("cost", "1,5")]].concat()).await;
    assert_eq!(wrong.status, 422);
    for field in ["day-1", "cost"] {
        assert!(wrong.text().contains(&format!("id=\"fault-{field}-1\"")), "{field}: {}", wrong.text());
    }
    assert_eq!(bureau.store.published().head().0, size, "nothing is saved");
}

#[tokio::test]
async fn a11_ones_own_record_shows_hours_against_both_norms_by_calendar_year() {
    let bureau = Bureau::new().await;
    done(&bureau, "branch.form", json!({"serial": "first", "name": "第一党支部", "unit": "/150600/a/", "formed_on": "2020-01-01"})).await;
    let mut own = bureau.signed_in(&MEMBER).await;
    assert!(!own.get("/me/record").await.text().contains("还差"), "no norm binds who is no member");
    let branch = bureau.api(&OFFICER, "/branches").await.json()["branches"][0]["branch"].clone();
    done(&bureau, "branch.join", json!({"branch": branch, "people": [person(2)], "joined_on": "2020-02-01"})).await;
    for (serial, day, end, days) in [("r1", "2023-12-27", "2023-12-31", 5), ("r2", "2024-01-02", "2024-01-02", 1)] {
        let run = json!({"kind": "rotation", "title": "政治轮训", "starts_on": day, "ends_on": end, "organisers": ["/150600/a/"], "serial": serial,
            "hours": {"full_days": days}, "roster": [{"person": person(2)}]});
        done(&bureau, "study.record_held", run).await;
    }
    let page = own.get("/me/record").await.text();
    // 2024: 8 of 32 and of 56 hours; 2023: 40 hours reach the one and not the other, and nothing is carried over.
    for said in ["还差 24 学时", "还差 48 学时", "已达到", "还差 16 学时", "中国共产党党员教育管理工作条例"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let years = bureau.api(&MEMBER, "/me/class-hours").await.json();
    let lines: Vec<(i64, String, i64, i64)> = years["years"]
        .as_array()
        .unwrap()
        .iter()
        .map(|y| {
            (
                y["year"].as_i64().unwrap(),
                y["who"].as_str().unwrap().to_owned(),
                y["minutes"].as_i64().unwrap(),
                y["short_by"].as_i64().unwrap(),
            )
        })
        .collect();
    let line = |year, who: &str, minutes, short| (year, who.to_owned(), minutes, short);
    let expected = [
        line(2024, "member", 480, 1440),
        line(2024, "secretary", 480, 2880),
        line(2023, "member", 2400, 0),
        line(2023, "secretary", 2400, 960),
    ];
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn a14_a_topics_page_computes_each_levels_lag_from_the_events() {
    let bureau = Bureau::new().await;
    for (serial, unit) in [("first", "/150600/a/"), ("second", "/150600/b/")] {
        done(&bureau, "branch.form", json!({"serial": serial, "name": format!("{serial}支部"), "unit": unit, "formed_on": "2020-01-01"}))
            .await;
    }
    let source =
        json!({"serial": "s1", "title": "讲话", "issuer": "中央", "level": "central", "published_on": "2024-02-01", "unit": "/150600/"});
    done(&bureau, "study.publish_source", source).await;
    let topic = json!({"serial": "t1", "title": "专题", "cites": [natural("SourceId", "s1")], "committee": "/150600/",
        "published_on": "2024-02-10", "due_by": "2024-02-25"});
    done(&bureau, "study.publish_topic", topic).await;
    let study = bureau.page("/study").await.text();
    let (_, rest) = study.split_once("href=\"/study/topics/").expect("what is owed leads to the topic");
    let path = format!("/study/topics/{}", rest.split('"').next().unwrap());
    assert!(study.contains("2 个支部未跟进") && study.contains("已过期"));
    let dues = bureau.api(&OFFICER, "/dues").await.json();
    let mine = dues["dues"].as_array().unwrap().iter().find(|due| due["unit"] == "/150600/a/").unwrap().clone();
    done(&bureau, "study.record_branch", json!({"topic": mine["topic"], "branch": mine["branch"], "studied_on": "2024-02-13"})).await;
    let page = bureau.page(&path).await.text();
    for said in ["1 / 2", "滞后中位数 3 天", "2024-02-13", "逾期 · 5 天", "second支部"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let part = bureau.page_of(&LEADER_A, &path).await.text();
    assert!(part.contains("另有 1 个支部") && !part.contains("second支部"), "{part}");
    let api = bureau.api(&OFFICER, &format!("/topics/{}", path.rsplit('/').next().unwrap())).await.json();
    assert_eq!((&api["branch_median_days"], api.get("committee_days")), (&json!("3"), None));
}

#[tokio::test]
async fn a13_an_overdue_follow_up_is_shown_to_its_doer_and_then_goes_up_to_the_committee() {
    let bureau = Bureau::new().await;
    let source =
        json!({"serial": "s1", "title": "讲话", "issuer": "中央", "level": "central", "published_on": "2024-01-20", "unit": "/150600/"});
    done(&bureau, "study.publish_source", source).await;
    let meeting = json!({"serial": "m1", "committee": "/150600/", "held_on": "2024-02-05",
        "agenda": [{"title": "学习讲话", "source": natural("SourceId", "s1")}]});
    done(&bureau, "study.hold_meeting", meeting).await;
    let meeting = natural("MeetingId", "m1");
    for (what, due) in [("修订方案", "2024-02-20"), ("报送小结", "2024-02-27"), ("回头看", "2024-03-20")] {
        let task = json!({"meeting": meeting, "item": 1, "what": what, "doer": person(2), "assigned_on": "2024-02-05", "due_by": due});
        done(&bureau, "study.assign_follow_up", task).await;
    }
    let tasks = bureau.api(&OFFICER, "/follow-ups").await.json();
    let seen: Vec<(&str, Option<i64>, Option<&str>)> = tasks["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| (t["what"].as_str().unwrap(), t["days_overdue"].as_i64(), t["escalated_to"].as_str()))
        .collect();
    assert_eq!(seen, [("修订方案", Some(10), Some("committee")), ("报送小结", Some(3), Some("doer")), ("回头看", None, None)]);
    let page = bureau.page("/study").await.text();
    assert!(page.contains("已上报党委") && page.contains("提醒承办人") && page.contains("回头看"), "{page}");
    let mut doer = bureau.signed_in(&MEMBER).await;
    let desk = doer.get("/").await.text();
    assert!(desk.contains("党委会交我办的") && desk.contains("修订方案"), "{desk}");
    // A reader of one banner sees none of the bureau's.
    assert_eq!(bureau.api(&LEADER_A, "/follow-ups").await.json()["tasks"], json!([]));
    // Closed by another than the doer, it is gone from both.
    done(&bureau, "study.report_follow_up", json!({"meeting": meeting, "task": 1, "reported_on": "2024-02-28"})).await;
    let verify = json!({"meeting": meeting, "task": 1, "verifier": person(5), "verified_on": "2024-02-29", "accepted": true});
    done(&bureau, "study.verify_follow_up", verify).await;
    assert!(!bureau.page("/study").await.text().contains("修订方案") && !doer.get("/").await.text().contains("修订方案"));
}
