//! Reports through the API: the same rules as on the pages, held to what a token may.

use nc_people::access::Action;
use nc_store::tokens::{TokenLimits, TokenTerms};
use serde_json::{Value, json};

use crate::bureau::{Bureau, LEADER_A, OFFICER, PLAIN, person};

const TEXT: &str = "# 培训工作情况报告\n2024年1月至2月，组织培训练兵[[training.runs]]期，参训民辅警[[training.attendances]]人次。\n";

fn wanted(text: &str) -> Value {
    json!({"template": text, "unit": "/150600/a/", "period_from": "2024-01-01", "period_to": "2024-02-29"})
}

async fn drafted(bureau: &Bureau, key: &str) -> String {
    let saved = bureau.call(&OFFICER, "POST", "/reports", key, Some(&wanted(TEXT))).await;
    assert_eq!(saved.status, 200, "{}", saved.text());
    format!("/reports/{}", saved.json()["report"].as_str().unwrap())
}

async fn released(bureau: &Bureau) -> String {
    let path = drafted(bureau, "draft").await;
    let out = bureau.call(&LEADER_A, "POST", &format!("{path}/release"), "release", None).await;
    assert_eq!(out.status, 200, "{}", out.text());
    path
}

/// A token of an actor, held to less.
async fn held(bureau: &Bureau, actor: &nc_kernel::Actor, key: &str, limits: TokenLimits) -> String {
    let terms = TokenTerms { label: key.to_owned(), expires_at: nc_kernel::Micros(bureau.store.now().0 + 3_600_000_000), limits };
    bureau.store.issue_token(actor.user, &terms, key, &mut nc_kernel::SeededIds::new(key.len() as u64)).await.unwrap().1
}

#[tokio::test]
async fn g1_a_preview_names_every_problem_by_line_and_character_and_saves_nothing() {
    let bureau = Bureau::new().await;
    let size = bureau.store.published().head().0;
    let preview = bureau.call(&OFFICER, "POST", "/reports/preview", "k", Some(&wanted(TEXT))).await.json();
    assert_eq!((&preview["sound"], &preview["problems"]), (&json!(true), &json!([])));
    assert_eq!(preview["document"]["facts"][1]["worth"], json!({"count": 10}));
    let wrong = TEXT.replace("]]期", "]]次");
    let told = bureau.call(&OFFICER, "POST", "/reports/preview", "k", Some(&wanted(&wrong))).await.json();
    assert_eq!(
        (&told["sound"], &told["problems"][0]["code"], &told["problems"][0]["place"]),
        (&json!(false), &json!("report.measure"), &json!("2:18"))
    );
    let refused = bureau.call(&OFFICER, "POST", "/reports", "k", Some(&wanted(&wrong))).await;
    assert_eq!((refused.status.as_u16(), &refused.json()["refusals"][0]["place"]), (422, &json!("2:18")));
    // Somebody named is refused before the text is read, and nobody's name is repeated.
    let named = bureau.call(&OFFICER, "POST", "/reports/preview", "k", Some(&wanted(&format!("{TEXT}[[民警某某参训")))).await;
    assert_eq!((named.status.as_u16(), &named.json()["refusals"][0]["code"]), (422, &json!("report.names_person")));
    assert!(!named.text().contains("某某"), "{}", named.text());
    let mut kept = wanted(&format!("{TEXT}2024年1月至2月，民警某某参训。"));
    kept["not_names"] = json!({"places": ["3:14"], "reason": "泛指，不是人名"});
    assert_eq!(bureau.call(&OFFICER, "POST", "/reports/preview", "k", Some(&kept)).await.json()["sound"], true);
    kept["not_names"]["places"] = json!([]);
    assert_eq!(bureau.call(&OFFICER, "POST", "/reports/preview", "k", Some(&kept)).await.status, 422);
    assert_eq!(bureau.store.published().head().0, size, "nothing was saved");
}

#[tokio::test]
async fn g6_a_draft_is_made_once_revised_and_released_by_another() {
    let bureau = Bureau::new().await;
    let path = drafted(&bureau, "draft").await;
    let size = bureau.store.published().head().0;
    assert_eq!(drafted(&bureau, "draft").await, path, "the same key is the same draft");
    assert_eq!(bureau.store.published().head().0, size);
    let shown = bureau.api(&OFFICER, &path).await.json();
    assert_eq!((&shown["stage"], &shown["template"], &shown["preparers"]), (&json!("draft"), &json!(TEXT), &json!([OFFICER.user])));
    let own = bureau.call(&OFFICER, "POST", &format!("{path}/release"), "own", None).await;
    assert_eq!(own.status, 403, "{}", own.text());
    let revised = bureau.call(&OFFICER, "PUT", &path, "revise", Some(&json!({"template": TEXT.replace("组织", "举办")}))).await;
    assert_eq!((revised.status.as_u16(), &revised.json()["receipt"]["facts"]), (200, &json!(1)), "{}", revised.text());
    for repeated in [false, true] {
        let out = bureau.call(&LEADER_A, "POST", &format!("{path}/release"), "release", None).await;
        assert_eq!((out.status.as_u16(), &out.json()["receipt"]["repeated"]), (200, &json!(repeated)), "{}", out.text());
    }
    let shown = bureau.api(&PLAIN, &path).await.json();
    assert_eq!((&shown["stage"], &shown["releaser"]), (&json!("released"), &json!(LEADER_A.user)));
    assert!(shown["document"]["blocks"][0]["runs"][0]["text"].as_str().unwrap().contains("举办培训练兵"));
    let mut correction = wanted(TEXT);
    correction["corrects"] = json!(path.trim_start_matches("/reports/"));
    let later = bureau.call(&OFFICER, "POST", "/reports", "correction", Some(&correction)).await.json();
    let later = later["report"].as_str().unwrap();
    assert_eq!(bureau.call(&LEADER_A, "POST", &format!("/reports/{later}/release"), "later", None).await.status, 200);
    let list = bureau.api(&PLAIN, "/reports").await.json();
    let stages: Vec<&str> = list["reports"].as_array().unwrap().iter().map(|line| line["stage"].as_str().unwrap()).collect();
    assert_eq!(stages, ["released", "corrected"]);
    assert_eq!(bureau.api(&PLAIN, "/reports?stage=corrected").await.json()["reports"][0]["corrected_by"], later);
}

#[tokio::test]
async fn g2_g3_differences_and_numbers_are_answered_with_rows_as_far_as_one_may_open_them() {
    let bureau = Bureau::new().await;
    let path = released(&bureau).await;
    assert_eq!(bureau.api(&PLAIN, &format!("{path}/differences")).await.json(), json!({"differences": []}));
    let late = json!({
        "title": "补录", "category": "drill", "held_on": "2024-02-20", "organisers": ["/150600/a/"],
        "roster": [{"person": person(1)}], "credit_minutes": 60,
    });
    assert_eq!(bureau.post(&OFFICER, "training.record_held", "late", &late).await.status, 200);
    let differences = bureau.api(&PLAIN, &format!("{path}/differences")).await.json();
    let by: Vec<i64> = differences["differences"].as_array().unwrap().iter().map(|d| d["by"].as_i64().unwrap()).collect();
    assert_eq!(by, [1, 1], "{differences}");
    let fact = bureau.api(&OFFICER, &format!("{path}/facts/1?limit=3")).await.json();
    assert_eq!(
        (&fact["worth"], &fact["counted"], &fact["visible"], &fact["hidden"]),
        (&json!({"count": 10}), &json!(10), &json!(10), &json!(0))
    );
    assert_eq!((fact["parts"][0].as_array().unwrap().len(), &fact["holds"]), (3, &json!(true)));
    let closed = bureau.api(&PLAIN, &format!("{path}/facts/1")).await.json();
    assert_eq!((&closed["visible"], &closed["hidden"], &closed["parts"]), (&json!(0), &json!(10), &json!([[]])));
    // The token of somebody who opens rows, held to figures, opens none either.
    let figures = TokenLimits { writes: false, actions: vec![Action::ReadFigures], unit: None };
    let token = held(&bureau, &OFFICER, "figures", figures).await;
    let limited = bureau.call_with(&token, "GET", &format!("{path}/facts/1"), "k", None).await.json();
    assert_eq!((&limited["visible"], &limited["hidden"]), (&json!(0), &json!(10)));
    assert_eq!(bureau.call_with(&token, "GET", &format!("{path}/proof"), "k", None).await.status, 403);
}

#[tokio::test]
async fn a_token_held_to_less_sees_and_does_less() {
    let bureau = Bureau::new().await;
    let path = drafted(&bureau, "draft").await;
    let reading = held(&bureau, &OFFICER, "reading", TokenLimits { writes: false, actions: Vec::new(), unit: None }).await;
    let elsewhere = nc_kernel::UnitPath::parse("/150600/b/").unwrap();
    let other = held(&bureau, &OFFICER, "elsewhere", TokenLimits { writes: true, actions: Vec::new(), unit: Some(elsewhere) }).await;
    assert_eq!(bureau.call_with(&reading, "GET", &path, "k", None).await.status, 200);
    for (method, path, body) in [
        ("POST", "/reports".to_owned(), Some(wanted(TEXT))),
        ("PUT", path.clone(), Some(json!({"template": TEXT}))),
        ("POST", format!("{path}/release"), None),
    ] {
        let refused = bureau.call_with(&reading, method, &path, "k", body.as_ref()).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["refusals"][0]["code"]), (403, &json!("token.reads_only")), "{path}");
    }
    assert_eq!(bureau.call_with(&other, "GET", &path, "k", None).await.status, 404);
    assert_eq!(bureau.call_with(&other, "GET", "/reports", "k", None).await.json(), json!({"reports": []}));
    assert_eq!(bureau.call_with(&other, "POST", "/reports", "k", Some(&wanted(TEXT))).await.status, 403);
}

#[tokio::test]
async fn exports_and_the_proof_leave_as_files() {
    let bureau = Bureau::new().await;
    let path = released(&bureau).await;
    for (to, media) in [("html", "text/html; charset=utf-8"), ("md", "text/markdown; charset=utf-8")] {
        let file = bureau.api(&PLAIN, &format!("{path}/export?to={to}")).await;
        assert_eq!((file.status.as_u16(), file.header("content-type")), (200, media));
        assert!(file.text().contains("参训民辅警"));
    }
    let docx = bureau.api(&PLAIN, &format!("{path}/export")).await;
    assert!(docx.status == 200 && docx.body.starts_with(b"PK\x03\x04"));
    let proof = bureau.api(&OFFICER, &format!("{path}/proof")).await;
    let verified = nc_store::proof::verify_any(&proof.body, bureau.store.verifier_key());
    assert!(matches!(verified, Ok(nc_store::proof::Verified::Release(_))), "{verified:?}");
    let read = bureau.store.readings_of(person(1), 10).await.unwrap();
    assert!(read.iter().any(|reading| reading.what == "proof:training.attendances"), "who is in it can see who took it");
}
