//! Disciplines of one's own over the web: set up, added and changed by forms that need no script, and points by difficulty from the
//! form that records them to the public board.

use nc_capability::contest::ContestId;
use serde_json::json;

use super::contests::{codes, done};
use crate::bureau::{Bureau, LEADER_A, OFFICER, person};

type Fields<'a> = Vec<(&'a str, &'a str)>;

/// The fields of a discipline that sums points by difficulty, as a form sends them.
fn by_difficulty<'a>(at: &'a [String; 18]) -> Fields<'a> {
    let values = [
        "T1",
        "数据建模",
        "Modelling",
        "tasks",
        "1",
        "分",
        "points",
        "",
        "0",
        "Q1 | 去重 | 2 | 3.5 | Dedupe\nQ2 | 串并 | 5 | 6.5",
        "final",
        "0",
        "1",
        "",
        "duration",
        "standard",
        "1",
        "head",
    ];
    at.iter().map(String::as_str).zip(values).collect()
}

fn names(place: &str) -> [String; 18] {
    [
        "serial",
        "title",
        "title_en",
        "scoring",
        "decimals",
        "measure",
        "measure_en",
        "better",
        "drop",
        "tasks",
        "rounds",
        "advance",
        "attempts",
        "ties.0",
        "ties.1",
        "method",
        "team_best",
        "signed",
    ]
    .map(|field| format!("f-{place}.{field}"))
}

fn with<'a>(fields: &Fields<'a>, changed: &[(&'a str, &'a str)]) -> Fields<'a> {
    let other = |name: &str| changed.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    fields.iter().map(|(name, value)| (*name, other(name).unwrap_or(value))).collect()
}

#[tokio::test]
async fn a_discipline_of_ones_own_is_set_up_and_changed_by_a_form_that_keeps_what_was_typed() {
    let bureau = Bureau::new().await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    let new = "/books/contest/new";
    let form = browser.get(&format!("{new}?step=contest.set_up/own")).await.text();
    for field in ["disciplines.0.title", "disciplines.0.tasks", "disciplines.0.signed", "disciplines.0.ties.3", "blind"] {
        assert!(form.contains(&format!("name=\"f-{field}\"")), "{field}: {form}");
    }
    assert!(form.contains("type=\"checkbox\" name=\"f-disciplines.0.rounds\" value=\"final\" checked"), "{form}");
    let english = browser.get(&format!("{new}?step=contest.set_up/own&lang=en")).await.text();
    assert!(english.contains("A discipline of one&#39;s own") && english.contains("Tasks and points"), "{english}");
    browser.get("/?lang=zh").await;

    let at = names("disciplines.0");
    let mut sent: Fields<'_> = vec![
        ("step", "contest.set_up/own"),
        ("f-serial", "BW-5"),
        ("f-title", "数据建模比武"),
        ("f-level", "city"),
        ("f-authority", "市公安局"),
        ("f-organisers", "/150600/a/"),
        ("f-starts_on", "2024-02-28"),
        ("f-ends_on", "2024-02-29"),
        ("f-appeal_days", "5"),
    ];
    sent.extend(by_difficulty(&at));
    // What cannot be read and what the rules refuse stands beside its field, and nothing typed is lost.
    let unread = with(&sent, &[("f-disciplines.0.tasks", "Q1 | 去重 | 2 | 3.55")]);
    let refused = browser.post(new, &unread).await;
    let page = refused.text();
    assert!(refused.status == 422 && page.contains("fault-f-disciplines.0.tasks-1") && page.contains("第1行“分值”"), "{page}");
    let wrong = [("f-disciplines.0.decimals", "4"), ("f-disciplines.0.attempts", "12"), ("f-disciplines.0.tasks", "Q1 | 去重 | 12 | 3.5")];
    let refused = browser.post(new, &with(&sent, &wrong)).await;
    let page = refused.text();
    for fault in ["decimals", "attempts", "tasks"] {
        assert!(page.contains(&format!("id=\"fault-f-disciplines.0.{fault}-1\"")), "{fault}: {page}");
    }
    for kept in [
        "value=\"数据建模\"",
        "Q1 | 去重 | 12 | 3.5",
        "value=\"duration\" selected",
        "value=\"head\" checked",
        "value=\"/150600/a/\" selected",
    ] {
        assert!(refused.status == 422 && page.contains(kept), "{kept}: {page}");
    }
    // A box that was unticked stays so.
    let unticked: Fields<'_> = sent.iter().copied().filter(|(name, _)| *name != "f-disciplines.0.rounds").collect();
    let page = browser.post(new, &unticked).await.text();
    assert!(page.contains("fault-f-disciplines.0.rounds-1") && !page.contains("value=\"final\" checked"), "{page}");

    let done_by = browser.post(new, &sent).await;
    let contest = ContestId::of_serial("BW-5");
    let sheet = format!("/books/contest/{contest}");
    assert_eq!((done_by.status.as_u16(), done_by.header("location")), (303, sheet.as_str()), "{}", done_by.text());

    // Another is added with its panel, and changed; the form of the change stands filled in.
    let at = names("discipline");
    let mut added: Fields<'_> = vec![("step", "contest.put_discipline/new"), ("f-judges", "481010\n481011"), ("f-head", "481011")];
    added.extend(with(
        &by_difficulty(&at),
        &[("f-discipline.serial", "T2"), ("f-discipline.scoring", "judged"), ("f-discipline.tasks", "")],
    ));
    let refused = browser.post(&sheet, &added).await;
    assert!(refused.status == 422 && refused.text().contains("fault-f-discipline.criteria-1"), "{}", refused.text());
    added.push(("f-discipline.criteria", "实操 | 60 | 100 | Practical\n文书 | 40 | 100"));
    let sent = browser.post(&sheet, &added).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let form = browser.get(&format!("{sheet}?step=contest.put_discipline/T2")).await.text();
    for filled in [
        "实操 | 60 | 100.0 | Practical\n文书 | 40 | 100.0",
        "value=\"judged\" selected",
        "value=\"duration\" selected",
        "value=\"head\" checked",
    ] {
        assert!(form.contains(filled), "{filled}: {form}");
    }
    assert!(!form.contains("name=\"f-discipline.serial\""), "{form}");
    let changed: Fields<'_> =
        added.iter().copied().filter(|(name, _)| !["f-discipline.serial", "f-judges", "f-head", "step"].contains(name)).collect();
    let mut changed = with(&changed, &[("f-discipline.title", "模型答辩")]);
    changed.push(("step", "contest.put_discipline/T2"));
    assert_eq!(browser.post(&sheet, &changed).await.status, 303);
    let page = browser.get(&sheet).await.text();
    assert!(page.contains("模型答辩") && page.contains("评委评分") && page.contains("裁判长"), "{page}");
    // Who does not plan is offered none of it.
    let read = bureau.page_of(&LEADER_A, &sheet).await.text();
    assert!(read.contains("模型答辩") && !read.contains("contest.put_discipline"), "{read}");
}

#[tokio::test]
async fn points_by_difficulty_are_recorded_by_a_form_and_ranked_on_the_board_by_sum_and_time() {
    let bureau = Bureau::new().await;
    let task = |code: &str, points: i64| json!({"code": code, "title": "题", "difficulty": 3, "points": points});
    let discipline = json!({"serial": "T1", "title": "数据建模", "scoring": "tasks", "decimals": 1, "rounds": ["final"], "advance": 0, "attempts": 1,
        "drop": 0, "ties": ["duration"], "method": "standard", "team_best": 2, "criteria": [], "awards": [], "tasks": [task("Q1", 35), task("Q2", 60)]});
    let set_up = json!({"serial": "BW-6", "title": "建模比武", "level": "city", "authority": "市公安局", "organisers": ["/150600/a/"],
        "starts_on": "2024-02-28", "ends_on": "2024-02-29", "blind": false, "appeal_days": 5, "disciplines": [discipline]});
    done(&bureau, &OFFICER, "contest.set_up", set_up).await;
    let contest = ContestId::of_serial("BW-6");
    for n in [0, 1] {
        done(&bureau, &OFFICER, "contest.enter", json!({"contest": contest, "discipline": "T1", "people": [person(n)]})).await;
    }
    let mut browser = bureau.signed_in(&OFFICER).await;
    let sheet = format!("/books/contest/{contest}");
    // Somebody has entered: of the rules the points alone can still be put right.
    let step = "contest.put_discipline/T1";
    let form = browser.get(&format!("{sheet}?step={step}")).await.text();
    assert!(form.contains("Q2 | 题 | 3 | 6.0") && !form.contains("f-discipline.title"), "{form}");
    let sent = browser.post(&sheet, &[("step", step), ("f-discipline.tasks", "Q1 | 题 | 3 | 3.5\nQ2 | 题 | 3 | 6.5")]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    done(&bureau, &OFFICER, "contest.draw_codes", json!({"contest": contest})).await;
    let codes = codes(&bureau, contest).await;
    let record = |code: &'static str, done: [&'static str; 2], seconds: &'static str| {
        vec![
            ("step", "contest.record_attempt/T1"),
            ("f-code", code),
            ("f-round", "final"),
            ("f-attempt", "1"),
            ("f-measured.outcome", "done"),
            ("f-measured.tasks.0", done[0]),
            ("f-measured.tasks.1", done[1]),
            ("f-measured.deductions", ""),
            ("f-measured.millis", seconds),
        ]
    };
    let leaked: Vec<&'static str> = codes.iter().map(|code| &*code.clone().leak()).collect();
    let refused = browser.post(&sheet, &record(leaked[0], ["100", "120"], "61.5")).await;
    assert!(refused.status == 422 && refused.text().contains("fault-f-measured.tasks.1-1"), "{}", refused.text());
    // 3.5 + 6.5 × 70 % = 8.05, which is 8.1; 3.5 × 46 % + 6.5 = 8.11, which is 8.1: the shorter time is first.
    for (code, shares, seconds) in [(leaked[0], ["100", "70"], "61.5"), (leaked[1], ["46", "100"], "60")] {
        let sent = browser.post(&sheet, &record(code, shares, seconds)).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
    }
    assert_eq!(browser.post(&sheet, &[("step", step), ("f-discipline.tasks", "Q1 | 题 | 3 | 1")]).await.status, 422);
    let told = browser.get(&sheet).await.text();
    assert!(told.contains("Q1 100% / Q2 70%") && told.contains("题目与分值"), "{told}");
    // What the tasks are is not given away before results are out.
    assert!(!bureau.page_of(&LEADER_A, &sheet).await.text().contains("题目与分值"));
    done(&bureau, &OFFICER, "contest.lock_scores", json!({"contest": contest})).await;
    done(&bureau, &OFFICER, "contest.publish", json!({"contest": contest})).await;
    let board = bureau.api(&OFFICER, &format!("{sheet}/board")).await.json();
    let lines: Vec<_> =
        board["disciplines"][0]["lines"].as_array().unwrap().iter().map(|line| (line["code"].clone(), line["value"].clone())).collect();
    assert_eq!(lines, [(json!(codes[1]), json!(81)), (json!(codes[0]), json!(81))]);
    assert_eq!(board["disciplines"][0]["units"][0]["total"], json!(162));
    let page = bureau.page_of(&LEADER_A, &format!("{sheet}/board")).await.text();
    assert!(page.contains("共2题") && page.contains("按难度计分"), "{page}");
    assert!(bureau.page_of(&LEADER_A, &sheet).await.text().contains("题目与分值"));
}
