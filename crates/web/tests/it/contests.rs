//! Contests over the web: the public board, what a freeze hides and from whom, codes before they are unsealed, and the way up.

use nc_capability::contest::ContestId;
use nc_kernel::Actor;
use serde_json::{Value, json};

use crate::bureau::{AUDIT, Bureau, LEADER_A, MEMBER, NOBODY, OFFICER, PLAIN, person};

/// What the made-up people are called.
pub const NAME: &str = "某某";

pub async fn done(bureau: &Bureau, actor: &Actor, name: &str, input: Value) {
    let key = format!("{name}/{}", bureau.store.published().head().0);
    bureau.store.execute_named(actor, key, name, input).await.unwrap_or_else(|fault| panic!("{name}: {fault}"));
}

pub fn shooting() -> Value {
    json!({"serial": "S1", "title": "手枪精度射击", "title_en": "Precision pistol shooting", "scoring": "points", "decimals": 1,
        "rounds": ["final"], "advance": 0, "attempts": 1, "drop": 0, "ties": ["deductions"], "method": "standard", "team_best": 1,
        "event": "手枪精度射击", "criteria": [],
        "awards": [{"from": 1, "to": 1, "kind": "rank", "place": 1, "title": "第一名", "title_en": "First place"}]})
}

/// A contest of one banner with three of its people in it, drawn; the third of them is MEMBER, who may take part and no more.
async fn drawn(bureau: &Bureau, serial: &str, level: &str, blind: bool) -> ContestId {
    let set_up = json!({"serial": serial, "title": "射击比武", "level": level, "authority": "市公安局", "organisers": ["/150600/a/"],
        "starts_on": "2024-02-28", "ends_on": "2024-02-29", "blind": blind, "appeal_days": 5, "disciplines": [shooting()]});
    done(bureau, &OFFICER, "contest.set_up", set_up).await;
    let contest = ContestId::of_serial(serial);
    for n in [0, 1, 2] {
        done(bureau, &OFFICER, "contest.enter", json!({"contest": contest, "discipline": "S1", "people": [person(n)]})).await;
    }
    done(bureau, &OFFICER, "contest.draw_codes", json!({"contest": contest})).await;
    contest
}

/// The codes of the entries, in the order they were entered: by the results that are then recorded for them.
pub async fn codes(bureau: &Bureau, contest: ContestId) -> Vec<String> {
    let sheet = bureau.api(&OFFICER, &format!("/books/contest/{contest}")).await.json();
    let table = sheet["tables"].as_array().unwrap().iter().find(|table| table["says"]["en"].as_str().unwrap().starts_with("Results"));
    table.unwrap()["rows"].as_array().unwrap().iter().map(|row| row[1]["text"].as_str().unwrap().to_owned()).collect()
}

pub async fn attempt(bureau: &Bureau, contest: ContestId, code: &str, value: i64) {
    let measured = json!({"outcome": "done", "value": value});
    let input = json!({"contest": contest, "code": code, "round": "final", "attempt": 1, "measured": measured});
    done(bureau, &OFFICER, "contest.record_attempt", input).await;
}

/// As [`drawn`] without codes that hide anybody, run and published: 90, 80 and 70 points by code.
async fn published(bureau: &Bureau, serial: &str) -> ContestId {
    let contest = drawn(bureau, serial, "city", false).await;
    for (code, value) in codes(bureau, contest).await.iter().zip([900, 800, 700]) {
        attempt(bureau, contest, code, value).await;
    }
    done(bureau, &OFFICER, "contest.lock_scores", json!({"contest": contest})).await;
    let board = format!("/books/contest/{contest}/board");
    assert_eq!(bureau.api(&OFFICER, &board).await.status, 404);
    assert_eq!(bureau.page_of(&OFFICER, &board).await.status, 404);
    done(bureau, &OFFICER, "contest.publish", json!({"contest": contest})).await;
    contest
}

pub async fn takes_part(bureau: &Bureau) {
    let grant = json!({"user": MEMBER.user, "role": "officer", "unit": "/150600/a/", "from": "2024-03-01"});
    done(bureau, &Actor::SYSTEM, "people.grant_role", grant).await;
}

#[tokio::test]
async fn t20_the_public_board_shows_results_to_all_of_the_bureau_and_names_as_far_as_they_may_be_known() {
    let bureau = Bureau::new().await;
    let contest = published(&bureau, "BW-1").await;
    let board = format!("/books/contest/{contest}/board");
    let sheet = bureau.page_of(&OFFICER, &format!("/books/contest/{contest}")).await.text();
    assert!(sheet.contains(&format!("href=\"{board}\"")), "{sheet}");
    let page = bureau.page_of(&OFFICER, &board).await.text();
    for shown in [NAME, "90.0", "第一名", "单位成绩", "本场创造纪录", "东胜区分局", "取本单位最好的1个成绩之和"]
    {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(!page.contains("冻结"), "{page}");
    let english = bureau.page_of(&OFFICER, &format!("{board}?lang=en")).await.text();
    for shown in ["Precision pistol shooting", "First place", "Totals of units"] {
        assert!(english.contains(shown), "{shown}: {english}");
    }
    for sheet in ["?as=xlsx", "?as=xlsx&of=units"] {
        let file = bureau.page_of(&OFFICER, &format!("{board}{sheet}")).await;
        assert!(file.status == 200 && file.body.starts_with(b"PK"), "{sheet}");
    }
    // Who reads figures of the bureau and no rows sees the standings, and nobody behind a code.
    let plain = bureau.page_of(&PLAIN, &board).await.text();
    assert!(plain.contains("90.0") && plain.contains("东胜区分局") && !plain.contains(NAME), "{plain}");
    let told = bureau.api(&PLAIN, &board).await.json();
    let lines = told["disciplines"][0]["lines"].as_array().unwrap();
    assert!(lines.len() == 3 && lines.iter().all(|line| line["people"] == json!([])), "{told}");
    let told = bureau.api(&OFFICER, &board).await.json();
    assert_eq!(told["disciplines"][0]["lines"][0]["rank"], json!(1));
    assert_eq!(told["disciplines"][0]["lines"][0]["people"][0]["name"], json!(NAME));
    assert_eq!(told["disciplines"][0]["record"]["value"], json!(900));
    // An entrant without any role sees the board, themselves on it, and nobody else.
    let own = bureau.page_of(&MEMBER, &board).await.text();
    assert_eq!(own.matches(NAME).count(), 1, "{own}");
    assert_eq!(bureau.page_of(&NOBODY, &board).await.status, 404);
    // Whoever was named is told who looked.
    let readings = bureau.store.readings_of(person(2), 50).await.unwrap();
    assert!(readings.iter().any(|reading| reading.reader == OFFICER.user && reading.what == "book:contest"), "{readings:?}");
}

#[tokio::test]
async fn t20_nothing_recorded_behind_a_freeze_reaches_a_page_a_list_a_figure_or_a_program() {
    let bureau = Bureau::new().await;
    takes_part(&bureau).await;
    let contest = published(&bureau, "BW-1").await;
    let own = bureau.api(&MEMBER, &format!("/books/contest/{contest}")).await.json();
    let term = own["terms"].as_array().unwrap().iter().find(|term| term["says"]["en"] == "Your code").unwrap();
    let code = term["values"][0]["text"].as_str().unwrap().to_owned();
    done(&bureau, &OFFICER, "contest.freeze", json!({"contest": contest, "reason": "市级复核"})).await;

    let sheet = format!("/books/contest/{contest}");
    let looks = [
        sheet.clone(),
        format!("{sheet}/board"),
        "/books/contest".to_owned(),
        "/books/contest?state=appealed".to_owned(),
        "/books/contest?state=published".to_owned(),
    ];
    let told = async |actor: &Actor| {
        let mut all = Vec::new();
        for look in &looks {
            for answer in [bureau.page_of(actor, look).await, bureau.api(actor, look).await] {
                // A refusal carries the number of its request, and differs in nothing else.
                all.push(if answer.status == 200 { answer.text() } else { answer.status.to_string() });
            }
        }
        all
    };
    let readers = [LEADER_A, PLAIN];
    let before = [told(&readers[0]).await, told(&readers[1]).await];
    let appeal = json!({"contest": contest, "code": code, "round": "final", "person": person(2), "ground": "漏计一发"});
    done(&bureau, &MEMBER, "contest.appeal", appeal).await;
    assert_eq!(before, [told(&readers[0]).await, told(&readers[1]).await]);
    let measured = json!({"outcome": "done", "value": 990});
    let decide = json!({"contest": contest, "appeal": 1, "correction": {"measured": {"attempt": 1, "measured": measured}},
        "reason": "复核靶纸", "authority": "仲裁组"});
    done(&bureau, &OFFICER, "contest.decide_appeal", decide).await;
    assert_eq!(before, [told(&readers[0]).await, told(&readers[1]).await]);

    // Readers are told that the board stands still and since when; whoever runs the contest is warned, and sees what is live.
    let read = &before[0][2];
    assert!(read.contains("榜单自 2024-03-01 09:00 起冻结") && !read.contains("只对主办方可见") && !read.contains("市级复核"), "{read}");
    assert!(!before[0][0].contains("alert-warning") && before[0][0].contains("榜单冻结自"), "{}", before[0][0]);
    let runs = bureau.page_of(&OFFICER, &sheet).await.text();
    assert!(runs.contains("alert-warning") && runs.contains("以下为实时情况") && runs.contains("99.0"), "{runs}");
    let runs = bureau.page_of(&OFFICER, &format!("{sheet}/board")).await.text();
    assert!(runs.contains("只对主办方可见") && runs.contains("市级复核") && !runs.contains("99.0"), "{runs}");

    done(&bureau, &OFFICER, "contest.unfreeze", json!({"contest": contest})).await;
    let page = bureau.page_of(&LEADER_A, &format!("{sheet}/board")).await.text();
    assert!(page.contains("99.0") && !page.contains("冻结"), "{page}");
}

#[tokio::test]
async fn t18_before_unsealing_pages_show_codes_and_every_try_to_look_behind_one_is_on_record() {
    let bureau = Bureau::new().await;
    let contest = drawn(&bureau, "BW-2", "city", true).await;
    let page = format!("/books/contest/{contest}");
    let all = codes(&bureau, contest).await;
    for (code, value) in all.iter().zip([900, 800, 700]) {
        attempt(&bureau, contest, code, value).await;
    }
    for path in [page.clone(), format!("{page}/board"), "/books/contest".to_owned()] {
        for actor in [OFFICER, LEADER_A, PLAIN] {
            assert!(!bureau.page_of(&actor, &path).await.text().contains(NAME), "{path}");
            assert!(!bureau.api(&actor, &path).await.text().contains(&person(0).to_string()), "{path}");
        }
    }
    assert_eq!(bureau.page_of(&OFFICER, &format!("{page}/board")).await.status, 404);

    let tries = async || {
        let sheet = bureau.api(&OFFICER, &page).await.json();
        let terms = sheet["terms"].as_array().unwrap().clone();
        terms.iter().find(|term| term["says"]["en"] == "Refused tries on codes").map_or(0, |term| term["values"].as_array().unwrap().len())
    };
    let noted = async || {
        let events = bureau.store.door_events(100).await.unwrap();
        let mut by: Vec<_> = events.iter().filter(|event| event.kind == "code_step_refused").map(|event| event.by).collect();
        by.sort_unstable();
        by
    };
    // Whose role may ask is offered the step, and told no beside the field.
    let asks = [("step", "contest.look_up_code"), ("f-code", all[0].as_str())];
    let mut leader = bureau.signed_in(&LEADER_A).await;
    assert!(leader.get(&page).await.text().contains("step=contest.look_up_code"));
    let refused = leader.post(&page, &asks).await;
    assert!(refused.status == 422 && refused.text().contains("此次查询已记录在案"), "{}", refused.text());
    assert_eq!((tries().await, noted().await), (1, vec![]));
    // By the API whoever may not even ask is turned away by the policy, and is a fact all the same.
    let look = json!({"contest": contest, "code": all[1]});
    for actor in [NOBODY, MEMBER] {
        let refused = bureau.post(&actor, "contest.look_up_code", "k1", &look).await;
        assert_eq!(refused.status, 403, "{}", refused.text());
    }
    assert_eq!(tries().await, 3);
    // An entrant to whom the page does not offer the step, and somebody who cannot open the page: noted for the audit.
    assert_eq!(bureau.signed_in(&MEMBER).await.post(&page, &asks).await.status, 422);
    assert_eq!(bureau.signed_in(&PLAIN).await.post(&page, &asks).await.status, 404);
    assert_eq!(bureau.signed_in(&NOBODY).await.post(&page, &[("step", "contest.unseal")]).await.status, 404);
    assert_eq!(noted().await, [PLAIN.user, NOBODY.user, MEMBER.user]);
    let audit = bureau.page_of(&AUDIT, "/admin/audit?of=events").await.text();
    assert!(audit.contains("试办未向其开放的编码解码事项"), "{audit}");
    // A form that has nothing to do with codes is not.
    bureau.signed_in(&PLAIN).await.post(&page, &[("step", "contest.publish")]).await;
    assert_eq!((tries().await, noted().await.len()), (3, 3));
}

#[tokio::test]
async fn a_result_of_the_city_is_nominated_for_the_region_and_entered_there_by_two_forms() {
    let bureau = Bureau::new().await;
    let city = published(&bureau, "BW-1").await;
    let region = json!({"serial": "QQ-1", "title": "全区射击比武", "level": "region", "authority": "自治区公安厅", "organisers": ["/150600/"],
        "starts_on": "2024-03-10", "ends_on": "2024-03-11", "blind": false, "appeal_days": 5, "disciplines": [shooting()]});
    done(&bureau, &OFFICER, "contest.set_up", region).await;
    let region = ContestId::of_serial("QQ-1");
    let code = codes(&bureau, city).await[0].clone();
    let (lower, higher) = (format!("/books/contest/{city}"), format!("/books/contest/{region}"));
    let mut browser = bureau.signed_in(&OFFICER).await;
    let step = format!("contest.nominate/{code}");
    let form = browser.get(&format!("{lower}?step={step}")).await.text();
    assert!(form.contains("name=\"f-to\"") && form.contains("QQ-1"), "{form}");
    let sent = browser.post(&lower, &[("step", &step), ("f-to", "QQ-1")]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert!(browser.get(&lower).await.text().contains(&higher));
    // There it stands with whom it names, to be entered without a number being typed again.
    let sheet = browser.get(&higher).await.text();
    assert!(sheet.contains("下级推荐") && sheet.contains(NAME) && sheet.contains("未报名"), "{sheet}");
    let enter = format!("contest.enter/{city}-{code}");
    assert_eq!(browser.post(&higher, &[("step", &enter), ("f-discipline", "S1")]).await.status, 303);
    let sheet = browser.get(&higher).await.text();
    assert!(sheet.contains("已报名") && !sheet.contains("未报名"), "{sheet}");
    // Who reads rows there and does not run it is not told who was nominated.
    let read = bureau.page_of(&LEADER_A, &lower).await.text();
    assert!(!read.contains("contest.nominate") && !read.contains("推荐</h2>"), "{read}");
}
