//! Lists: who sees which lines, filtered, in pages.

use serde_json::{Value, json};

use crate::bureau::{AUDIT, Bureau, LEADER_A, OFFICER, PLAIN, SYSTEM, person};

/// Every line of a list, page by page.
async fn all(bureau: &Bureau, actor: &nc_kernel::Actor, path: &str, key: &str) -> Vec<Value> {
    let path = if path.contains('?') { path.to_owned() } else { format!("{path}?limit=1000") };
    let mut lines = Vec::new();
    let mut next: Option<String> = None;
    loop {
        let cursor = next.map(|next| format!("&cursor={next}")).unwrap_or_default();
        let answer = bureau.api(actor, &format!("{path}{cursor}")).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        let page = answer.json();
        lines.extend(page[key].as_array().unwrap().iter().cloned());
        match page.get("next") {
            Some(Value::String(text)) => next = Some(text.clone()),
            Some(Value::Number(n)) => next = Some(n.to_string()),
            _ => return lines,
        }
    }
}

async fn serials(bureau: &Bureau, actor: &nc_kernel::Actor, query: &str) -> Vec<String> {
    let lines = all(bureau, actor, &format!("/classes?limit=2{query}"), "items").await;
    lines.iter().map(|line| line["serial"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn classes_are_listed_by_unit_state_kind_and_time_in_both_orders() {
    let bureau = Bureau::new().await;
    // A joint class counts for both units and stands once in the bureau's list.
    let joint = json!({
        "title": "联训", "category": "promotion", "held_on": "2024-02-20", "serial": "joint", "credit_minutes": 60,
        "organisers": ["/150600/a/", "/150600/b/"], "roster": [{"person": person(1)}, {"person": person(12)}],
    });
    assert_eq!(bureau.post(&OFFICER, "training.record_held", "joint", &joint).await.status, 200);
    let plan = json!({"serial": "planned", "title": "待办", "category": "drill", "starts_on": "2024-04-01", "organisers": ["/150600/b/"]});
    assert_eq!(bureau.post(&OFFICER, "training.plan_class", "planned", &plan).await.status, 200);

    let whole = serials(&bureau, &OFFICER, "").await;
    assert_eq!((whole.len(), whole[0].as_str(), whole[1].as_str()), (7, "planned", "joint"));
    let mut oldest = serials(&bureau, &OFFICER, "&sort=oldest").await;
    oldest.reverse();
    assert_eq!(oldest, whole);
    assert_eq!(serials(&bureau, &LEADER_A, "").await, ["joint", "2024a", "2023a", "2022a"]);
    assert_eq!(serials(&bureau, &OFFICER, "&unit=/150600/b/&state=planned").await, ["planned"]);
    assert_eq!(serials(&bureau, &OFFICER, "&state=closed&kind=promotion").await, ["joint"]);
    assert_eq!(serials(&bureau, &OFFICER, "&kind=drill&period_from=2023-01-01&period_to=2023-12-31").await.len(), 2);
    assert_eq!(serials(&bureau, &OFFICER, "&kind=initial").await, Vec::<String>::new());

    // What changes its state moves.
    let cancel = json!({"class": nc_class("planned"), "reason": "改期", "authority": "局长办公会"});
    assert_eq!(bureau.post(&OFFICER, "training.cancel_class", "cancel", &cancel).await.status, 200);
    assert_eq!(serials(&bureau, &OFFICER, "&state=planned").await, Vec::<String>::new());
    assert_eq!(serials(&bureau, &OFFICER, "&state=cancelled").await, ["planned"]);
    // And a rebuild finds every line where it stands.
    let rebuilt = bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap();
    assert_eq!(rebuilt.differing, Vec::<&str>::new());
}

/// The id of a class, by its serial.
fn nc_class(serial: &str) -> String {
    nc_kernel::id::to_text(nc_kernel::id::natural("training.class", serial))
}

#[tokio::test]
async fn a_class_opens_with_its_roster_and_names_only_for_who_may_read_people() {
    let bureau = Bureau::new().await;
    let path = format!("/classes/{}", nc_class("2024a"));
    let class = bureau.api(&OFFICER, &path).await.json();
    assert_eq!(
        (&class["title"], &class["state"], class["marks"].as_array().unwrap().len()),
        (&json!("警务实战训练"), &json!("closed"), 10)
    );
    assert_eq!((&class["marks"][0]["name"], &class["attended"]), (&json!("某某"), &json!(10)));
    let seen = bureau.api(&LEADER_A, &path).await.json();
    assert_eq!((seen["marks"][0].get("name"), seen["marks"].as_array().unwrap().len()), (None, 10));
    assert_eq!(bureau.api(&LEADER_A, &format!("/classes/{}", nc_class("2024b"))).await.status, 404);
}

#[tokio::test]
async fn people_are_listed_found_and_opened_within_the_permission_to_read_them() {
    let bureau = Bureau::new().await;
    let people = all(&bureau, &OFFICER, "/people?limit=7", "people").await;
    assert_eq!((people.len(), &people[0]["name"]), (20, &json!("某某")));
    assert!(!people.iter().any(|line| line.to_string().contains("481")), "a list holds no number");
    assert_eq!(all(&bureau, &OFFICER, "/people?unit=/150600/b/&limit=1000", "people").await.len(), 10);
    assert_eq!(all(&bureau, &OFFICER, "/people?kind=auxiliary", "people").await.len(), 0);

    let found = bureau.call(&OFFICER, "POST", "/people/find", "k", Some(&json!({"number": "481003"}))).await.json();
    assert_eq!(found["people"][0]["person"], person(3).to_string());
    let nobody = bureau.call(&OFFICER, "POST", "/people/find", "k", Some(&json!({"number": "481003", "name": "李"}))).await.json();
    assert_eq!(nobody["people"], json!([]));
    let all_named = bureau.call(&OFFICER, "POST", "/people/find", "k", Some(&json!({"name": "某", "unit": "/150600/a/"}))).await.json();
    assert_eq!((all_named["people"].as_array().unwrap().len(), &all_named["more"]), (10, &json!(false)));

    let one = bureau.api(&OFFICER, &format!("/people/{}", person(3))).await.json();
    assert_eq!((&one["police_number"], &one["service"][0]["unit"]), (&json!("481003"), &json!("/150600/a/")));
    assert!(one.get("id_number").is_none());
}

#[tokio::test]
async fn branches_topics_runs_and_what_is_owed() {
    let bureau = Bureau::new().await;
    let done = async |name: &str, input: Value| {
        let answer = bureau.post(&OFFICER, name, &format!("{name}/{}", input["serial"]), &input).await;
        assert_eq!(answer.status, 200, "{name}: {}", answer.text());
    };
    for (serial, unit) in [("first", "/150600/a/"), ("second", "/150600/b/")] {
        done("branch.form", json!({"serial": serial, "name": "第一党支部", "unit": unit, "formed_on": "2020-01-01"})).await;
    }
    let source = json!({"serial": "s1", "title": "重要讲话", "issuer": "中央", "level": "central", "published_on": "2024-02-01", "unit": "/150600/"});
    done("study.publish_source", source).await;
    let topic = json!({
        "serial": "t1", "title": "专题", "cites": [nc_kernel::id::to_text(nc_kernel::id::natural("SourceId", "s1"))],
        "committee": "/150600/", "published_on": "2024-02-10", "due_by": "2024-03-10",
    });
    done("study.publish_topic", topic).await;
    let branches = all(&bureau, &OFFICER, "/branches?limit=1", "branches").await;
    assert_eq!(branches.len(), 2);
    assert_eq!(all(&bureau, &LEADER_A, "/branches", "branches").await.len(), 1);
    let one = bureau.api(&OFFICER, &format!("/branches/{}", branches[0]["branch"].as_str().unwrap())).await.json();
    assert_eq!((&one["branch"]["name"], &one["members"]), (&json!("第一党支部"), &json!([])));
    let held = json!({
        "kind": "rotation", "title": "政治轮训", "starts_on": "2024-02-20", "organisers": ["/150600/a/"], "serial": "run",
        "roster": [{"person": person(2)}], "hours": {"full_days": 1},
    });
    done("study.record_held", held).await;
    let runs = all(&bureau, &LEADER_A, "/runs?state=closed", "items").await;
    assert_eq!((runs.len(), &runs[0]["title"]), (1, &json!("政治轮训")));
    let run = bureau.api(&OFFICER, &format!("/runs/{}", runs[0]["id"].as_str().unwrap())).await.json();
    assert_eq!((&run["marks"][0]["name"], &run["full_credit_minutes"]), (&json!("某某"), &json!(480)));
    let dues = all(&bureau, &OFFICER, "/dues?limit=1", "dues").await;
    assert_eq!((dues.len(), &dues[0]["due_by"], &dues[0]["overdue"]), (2, &json!("2024-03-10"), &json!(false)));
    assert_eq!(all(&bureau, &LEADER_A, "/dues?open=true", "dues").await.len(), 1);
    let study = json!({"topic": dues[0]["topic"], "branch": dues[0]["branch"], "studied_on": "2024-02-28"});
    assert_eq!(bureau.post(&OFFICER, "study.record_branch", "studied", &study).await.status, 200);
    assert_eq!(all(&bureau, &OFFICER, "/dues?open=true", "dues").await.len(), 1);
    assert!(all(&bureau, &OFFICER, "/dues", "dues").await[0]["followed"].is_u64());
    let topic = bureau.api(&LEADER_A, &format!("/topics/{}", dues[0]["topic"].as_str().unwrap())).await.json();
    assert_eq!((topic["items"].as_array().unwrap().len(), &topic["hidden"], &topic["owing"]), (1, &json!(1), &json!(2)));
}

#[tokio::test]
async fn plans_units_audit_and_the_rest() {
    let bureau = Bureau::new().await;
    let plan = json!({
        "unit": "/150600/a/", "year": 2024, "title": "2024年训练计划",
        "items": [{"item": "1", "title": "实战", "category": "drill", "runs": 2, "headcount": 20, "credit_minutes": 480, "budget_fen": 100_000}],
    });
    let drafted = bureau.post(&OFFICER, "training.draft_plan", "plan", &plan).await;
    assert_eq!(drafted.status, 200, "{}", drafted.text());
    let plans = all(&bureau, &LEADER_A, "/plans", "plans").await;
    assert_eq!((plans.len(), &plans[0]["title"]), (1, &json!("2024年训练计划")));
    let one = bureau.api(&LEADER_A, &format!("/plans/{}", plans[0]["plan"].as_str().unwrap())).await.json();
    assert_eq!(one["versions"][0]["items"][0]["runs"], 2);

    let units = all(&bureau, &PLAIN, "/units?limit=2", "units").await;
    assert_eq!(units.iter().map(|u| u["path"].as_str().unwrap()).collect::<Vec<_>>(), ["/150600/", "/150600/a/", "/150600/b/"]);

    let mut seqs = Vec::new();
    let mut path = "/audit?limit=40".to_owned();
    loop {
        let page = bureau.api(&AUDIT, &path).await.json();
        seqs.extend(page["lines"].as_array().unwrap().iter().map(|line| line["seq"].as_u64().unwrap()));
        let Some(next) = page["next"].as_u64() else { break };
        path = format!("/audit?limit=40&before={next}");
    }
    let size = bureau.store.published().head().0;
    assert_eq!(seqs, (0..size).rev().collect::<Vec<_>>());
    let report = bureau.call(&AUDIT, "POST", "/ledger/audit", "k", Some(&json!({}))).await.json();
    assert_eq!((&report["holds"], report["size"].as_u64()), (&json!(true), Some(size)));
    assert_eq!(bureau.api(&SYSTEM, "/jobs").await.json()["jobs"], json!([]));

    bureau.store.sign_now().await.unwrap();
    let notes = bureau.api(&PLAIN, "/ledger/checkpoints").await.json();
    assert_eq!(notes["checkpoints"].as_array().unwrap().last().unwrap()["size"].as_u64(), Some(size));
    let tile = bureau.api(&PLAIN, "/ledger/tiles/0/0").await.json();
    assert_eq!(tile["hashes"].as_array().unwrap().len() as u64, size.min(256));

    let proof = bureau.api(&OFFICER, "/figures/training.runs/proof").await.json();
    let proven = bureau.call(&PLAIN, "POST", "/proofs/verify", "k", Some(&json!({"proof": proof}))).await;
    assert_eq!((proven.status.as_u16(), proven.json()["n"].as_i64()), (200, Some(5)), "{}", proven.text());
    let mut forged = proof.clone();
    forged["claim"]["n"] = json!(6);
    assert_eq!(bureau.call(&PLAIN, "POST", "/proofs/verify", "k", Some(&json!({"proof": forged}))).await.status, 422);

    let sample = bureau.api(&OFFICER, "/figures/training.attendances/sample?rows=3").await.json();
    assert_eq!((sample["drawn"].as_array().unwrap().len(), sample["rows"].as_u64()), (3, Some(41)));
    let found = json!({"doubts": [{"key": sample["drawn"][0]["key"], "why": "缺签到表"}]});
    let recorded = bureau.call(&OFFICER, "POST", "/figures/training.attendances/recounts?rows=3", "recount", Some(&found)).await;
    assert_eq!(recorded.status, 200, "{}", recorded.text());
    assert_eq!(recorded.json()["receipt"]["facts"], 1);
}
