use axum::body::Body;
use axum::http::Request;
use nc_figures::check::PrintedFinding;
use nc_people::access::Action;
use serde_json::json;

use crate::bureau::{Bureau, OFFICER};

const TEXT: &str = "2023年，全市公安机关开展政治轮训12期，参训民辅警199人次。";

#[tokio::test]
async fn an_article_comes_as_text_or_as_a_file_and_gets_the_same_answer() {
    let bureau = Bureau::new().await;
    let said = bureau.call(&OFFICER, "POST", "/checks?as_of=2024-03-01", "k", Some(&json!({"text": TEXT}))).await;
    assert_eq!(said.status, 200, "{}", said.text());
    let findings = said.json();
    // The same as the command line prints.
    let unit = bureau.store.bureau_path().unwrap();
    let scope = bureau.store.allow(&OFFICER, Action::ReadFigures, &unit).unwrap();
    let as_of = nc_kernel::Day::parse("2024-03-01").ok();
    let draft = nc_store::Draft { text: TEXT, period: None, as_of, unit, campaigns: Default::default() };
    let checked = bureau.store.check(&scope, &draft).await.unwrap();
    let printed: Vec<_> = checked.lines.iter().map(|line| PrintedFinding::new(&line.claim, &line.matched, &line.finding)).collect();
    assert_eq!(findings, serde_json::to_value(printed).unwrap());
    let file = Request::post("/api/v1/checks?as_of=2024-03-01")
        .header("authorization", format!("Bearer {}", bureau.token(&OFFICER)))
        .header("content-type", "text/plain; charset=utf-8")
        .body(Body::from(TEXT))
        .unwrap();
    assert_eq!(bureau.ask(file).await.json(), findings);
    let claims = bureau.call(&OFFICER, "POST", "/claims", "k", Some(&json!({"text": TEXT}))).await.json();
    assert_eq!(claims["claims"].as_array().unwrap().len(), checked.lines.len());
    assert!(claims["untagged"].is_array() && claims["sums"].is_array());
}
