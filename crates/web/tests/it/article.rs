use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::bureau::{Bureau, OFFICER};

const TEXT: &str = "2023年，全市公安机关共举办警务实战训练2期。";

#[tokio::test]
async fn an_article_comes_as_text_or_as_a_file_and_gets_the_same_answer() {
    let bureau = Bureau::new().await;
    let said = bureau.call(&OFFICER, "POST", "/checks?as_of=2024-03-01", "k", Some(&json!({"text": TEXT}))).await;
    assert_eq!(said.status, 200, "{}", said.text());
    let findings = said.json();
    let first = &findings[0];
    assert_eq!((&first["value"], &first["kind"]), (&json!("2"), &json!("count_sessions")), "{findings}");
    assert!(first["verdict"].is_string() && first["candidates"].is_array());
    let file = Request::post("/api/v1/checks?as_of=2024-03-01")
        .header("authorization", format!("Bearer {}", bureau.token(&OFFICER)))
        .header("content-type", "text/plain; charset=utf-8")
        .body(Body::from(TEXT))
        .unwrap();
    assert_eq!(bureau.ask(file).await.json(), findings);
    let claims = bureau.call(&OFFICER, "POST", "/claims", "k", Some(&json!({"text": TEXT}))).await.json();
    assert_eq!(claims["claims"][0]["value"], "2");
    assert!(claims["untagged"].is_array() && claims["sums"].is_array());
}
