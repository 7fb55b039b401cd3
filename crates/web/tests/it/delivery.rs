//! Check-in by the code of the room, certificates to print and check, objections, and one's own calendar, as browsers meet them.

use serde_json::{Value, json};

use crate::bureau::{Bureau, MEMBER, OFFICER, SECURITY, person};

fn class(serial: &str) -> String {
    nc_kernel::id::to_text(nc_kernel::id::natural("training.class", serial))
}

async fn done(bureau: &Bureau, name: &str, input: Value) {
    let key = format!("{name}/{input}").chars().filter(char::is_ascii_graphic).take(150).collect::<String>();
    let by = if name == "people.grant_role" { &SECURITY } else { &OFFICER };
    let answer = bureau.post(by, name, &key, &input).await;
    assert_eq!(answer.status, 200, "{name}: {}", answer.text());
}

/// Lets the member take part in what names them.
async fn taking_part(bureau: &Bureau) {
    let input = json!({"user": MEMBER.user, "role": "officer", "unit": "/150600/", "from": "2024-03-01"});
    done(bureau, "people.grant_role", input).await;
}

/// A class that was held yesterday: the member failed by a point, somebody else passed.
async fn held(bureau: &Bureau) {
    let roster = json!([{"person": person(2), "score": 5_900}, {"person": person(3), "score": 8_000}]);
    let held = json!({"title": "警务技能训练", "category": "drill", "held_on": "2024-03-01", "organisers": ["/150600/a/"], "roster": roster,
        "credit_minutes": 240, "serial": "D-1", "pass_line": 6_000});
    done(bureau, "training.record_held", held).await;
}

#[tokio::test]
async fn t6_a_typed_code_too_early_locks_nobody_and_a_wrong_one_is_told() {
    let bureau = Bureau::new().await;
    taking_part(&bureau).await;
    let plan = json!({"serial": "D-2", "title": "法律训练", "category": "professional", "starts_on": "2024-03-10",
        "organisers": ["/150600/a/"], "capacity": 5});
    done(&bureau, "training.plan_class", plan).await;
    done(&bureau, "training.open_class", json!({"class": class("D-2")})).await;
    let session = json!({"class": class("D-2"), "subject": "法律", "day": "2024-03-10", "starts_minute": 540, "ends_minute": 600});
    done(&bureau, "training.schedule_session", session).await;
    done(&bureau, "training.enrol", json!({"class": class("D-2"), "persons": [person(2)]})).await;

    let hall = format!("/training/classes/{}/sessions/1/code", class("D-2"));
    let screen = bureau.page(&hall).await.text();
    assert!(screen.contains("尚未开放签到") && !screen.contains("nc-hall-code"), "no code before its time: {screen}");
    let mut member = bureau.signed_in(&MEMBER).await;
    let place = format!("{}/1", class("D-2"));
    // More often than tries are granted: a code that is only early costs none.
    for _ in 0..8 {
        let early = member.post("/check-in", &[("session", &place), ("code", "000000")]).await;
        assert_eq!(early.status, 422);
        assert!(early.text().contains("还没到签到时间") && early.text().contains("2024-03-10 08:45"), "{}", early.text());
    }
    let none = member.post("/check-in", &[("session", ""), ("code", "000000")]).await;
    assert_eq!(none.status, 422);
    let named = member.get(&format!("/check-in?class={}&session=1&code=123456", class("D-2"))).await.text();
    assert!(named.contains(&format!("value=\"{place}\"")) && named.contains("value=\"123456\""), "the picture fills the form: {named}");
}

#[tokio::test]
async fn certificates_are_issued_printed_and_verified_by_anybody_with_the_paper() {
    let bureau = Bureau::new().await;
    held(&bureau).await;
    let here = format!("/training/classes/{}/certificates", class("D-1"));
    let mut officer = bureau.signed_in(&OFFICER).await;
    let before = officer.get(&here).await.text();
    assert!(before.contains("1 人已完成本班"), "who failed is not among them: {before}");
    assert_eq!(officer.post(&here, &[("authority", " ")]).await.status, 422);
    assert_eq!(officer.post(&here, &[("authority", "局训练处")]).await.status, 303);
    let papers = officer.get(&format!("{here}/print")).await.text();
    let (_, rest) = papers.split_once("核验码 <code>").expect("a code");
    let code = rest.split('<').next().unwrap();
    assert!(papers.contains("2024-a-00001") && papers.contains("<svg"), "{papers}");

    let verify = |number: &str, code: &str| format!("/certificates/verify?number={number}&code={}", code.to_lowercase());
    let good = bureau.open_page(&verify("2024-a-00001", code)).await.text();
    assert!(good.contains("证书有效") && good.contains("警务技能训练"), "{good}");
    assert!(!good.contains("某某"), "the page names nobody: {good}");
    let bad = bureau.open_page(&verify("2024-a-00001", "AAAAA-AAAAA")).await.text();
    assert!(bad.contains("查无此证") && !bad.contains("警务技能训练"), "{bad}");

    let page = officer.get(&here).await.text();
    let (before, _) = page.split_once("/paper\"").expect("a paper");
    let id = before.rsplit('/').next().unwrap();
    let file = officer.get(&format!("/certificates/{id}/file")).await.text();
    let (note, opening) = nc_capability::certificate::content::split(&file);
    assert!(note.starts_with("nuancheng certificate v1\n") && opening.is_some(), "{file}");
    let mut member = bureau.signed_in(&MEMBER).await;
    assert_eq!(member.get(&format!("/certificates/{id}/paper")).await.status, 404, "it is somebody else's");
}

#[tokio::test]
async fn a_badge_and_its_status_list_go_to_who_may_see_the_certificate_and_to_nobody_else() {
    use nc_capability::certificate::badge::Badge;
    use nc_capability::certificate::status_list::StatusList;
    use nc_ledger::token::{self, Typ};

    let bureau = Bureau::new().await;
    held(&bureau).await;
    taking_part(&bureau).await;
    let roster = json!([{"person": person(2), "score": 7_000}]);
    let own = json!({"title": "法律训练", "category": "drill", "held_on": "2024-03-01", "organisers": ["/150600/a/"], "roster": roster,
        "credit_minutes": 45, "serial": "D-3", "pass_line": 6_000});
    done(&bureau, "training.record_held", own).await;
    let mut officer = bureau.signed_in(&OFFICER).await;
    let mut id = async |serial: &str| {
        let here = format!("/training/classes/{}/certificates", class(serial));
        assert_eq!(officer.post(&here, &[("authority", "局训练处")]).await.status, 303);
        let page = officer.get(&here).await.text();
        page.split_once("/paper\"").expect("a paper").0.rsplit('/').next().unwrap().to_owned()
    };
    let (others, own) = (id("D-1").await, id("D-3").await);

    let key = bureau.store.verifier_key();
    let mut member = bureau.signed_in(&MEMBER).await;
    let page = member.get(&format!("/certificates/{own}/paper")).await.text();
    assert!(page.contains(&format!("/certificates/{own}/badge")) && page.contains(&format!("/certificates/{own}/status")), "{page}");
    let token = member.get(&format!("/certificates/{own}/badge")).await;
    assert_eq!((token.header("content-type"), token.header("cache-control")), ("application/vc+jwt", "no-store"));
    assert_eq!(token.header("content-disposition"), "attachment; filename=\"badge-2024-a-00002.jwt\"");
    let badge = Badge::read(&token::open(&token.text(), Typ::Jwt, key).unwrap()).unwrap();
    assert_eq!((badge.title.as_str(), badge.hours.as_str()), ("法律训练", "0.75"));
    let list = member.get(&format!("/certificates/{own}/status")).await.text();
    let list = StatusList::read(&token::open(&list, Typ::VcJwt, key).unwrap()).unwrap();
    assert_eq!(badge.check(bureau.store.now().day(), Some(&list)), Ok(()));
    for what in ["badge", "status"] {
        assert_eq!(member.get(&format!("/certificates/{others}/{what}")).await.status, 404, "it is somebody else's");
        assert_eq!(officer.get(&format!("/certificates/{others}/{what}")).await.status, 200);
    }

    let token = bureau.api(&OFFICER, &format!("/certificates/{others}/badge")).await;
    assert_eq!(token.header("content-type"), "application/vc+jwt");
    assert!(Badge::read(&token::open(&token.text(), Typ::Jwt, key).unwrap()).is_ok());
    assert_eq!(bureau.api(&MEMBER, &format!("/certificates/{others}/badge")).await.status, 403);
    let list = bureau.api(&OFFICER, "/status-lists/2024-a").await.text();
    assert!(StatusList::read(&token::open(&list, Typ::VcJwt, key).unwrap()).is_ok());
    assert_eq!(bureau.api(&MEMBER, "/status-lists/2024-a").await.status, 403);
}

#[tokio::test]
async fn a_score_is_objected_to_by_its_holder_and_decided_on_the_page_of_the_class() {
    let bureau = Bureau::new().await;
    taking_part(&bureau).await;
    held(&bureau).await;
    let mut member = bureau.signed_in(&MEMBER).await;
    let scores = member.get("/me/scores").await.text();
    assert!(scores.contains("59.00 / 60.00") && !scores.contains("80.00"), "one's own and nobody else's: {scores}");
    let (_, rest) = scores.split_once("name=\"about\" value=\"").expect("a form");
    let about = rest.split('"').next().unwrap().to_owned();
    assert_eq!(member.post("/me/scores", &[("about", &about), ("grounds", " ")]).await.status, 422);
    assert_eq!(member.post("/me/scores", &[("about", &about), ("grounds", "第三题计分有误")]).await.status, 303);
    assert!(member.get("/me/scores").await.text().contains("申诉待处理"));

    let here = format!("/training/classes/{}", class("D-1"));
    let mut officer = bureau.signed_in(&OFFICER).await;
    assert!(officer.get(&here).await.text().contains("第三题计分有误"));
    let decide = |score| [("step", "decide-appeal"), ("session", "0"), ("score", score), ("reason", "复核"), ("authority", "考核组")];
    assert_eq!(officer.post(&here, &decide("6o")).await.status, 422);
    assert_eq!(officer.post(&here, &decide("62.5")).await.status, 303);
    let scores = member.get("/me/scores").await.text();
    assert!(scores.contains("62.50 / 60.00") && scores.contains("申诉成立"), "{scores}");

    // A score is also corrected without an objection.
    let fields = [("step", "correct-score"), ("session", "0"), ("score", "79.25"), ("reason", "录入错误"), ("authority", "训练处")];
    let third = person(3).to_string();
    let fields: Vec<(&str, &str)> = fields.into_iter().chain([("person", third.as_str())]).collect();
    assert_eq!(officer.post(&here, &fields).await.status, 303);
    assert!(officer.get(&here).await.text().contains("79.25"));
}

#[tokio::test]
async fn a_calendar_is_read_at_its_secret_address_until_it_is_ended() {
    let bureau = Bureau::new().await;
    let mut member = bureau.signed_in(&MEMBER).await;
    let made = member.post("/me/calendar", &[("do", "make")]).await.text();
    let (_, rest) = made.split_once("/calendar/").expect("an address");
    let path = format!("/calendar/{}", rest.split('<').next().unwrap());
    assert!(!member.get("/me/calendar").await.text().contains(&path), "told once");
    let feed = bureau.open_page(&path).await;
    assert_eq!(feed.status, 200);
    assert_eq!(feed.header("content-type"), "text/calendar; charset=utf-8");
    assert!(feed.text().starts_with("BEGIN:VCALENDAR\r\n") && feed.text().contains("TZID:Asia/Shanghai\r\n"));
    assert_eq!(member.post("/me/calendar", &[("do", "end")]).await.status, 303);
    assert_eq!(bureau.open_page(&path).await.status, 404);
}
