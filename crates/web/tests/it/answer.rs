//! What every answer carries.

use crate::bureau::{Bureau, OFFICER};

const CSP: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

#[tokio::test]
async fn every_answer_has_an_id_and_keeps_the_browser_in_bounds() {
    let bureau = Bureau::new().await;
    let mut ids = std::collections::BTreeSet::new();
    let mut answers = Vec::new();
    for path in ["/", "/ledger", "/figures/training.runs", "/assets/nuancheng.css", "/healthz", "/checkpoint", "/nowhere", "/tile/9/000"] {
        answers.push(bureau.page(path).await);
    }
    answers.push(bureau.api(&OFFICER, "/figures").await);
    for answer in &answers {
        assert_eq!(answer.header("content-security-policy"), CSP);
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("x-frame-options"), "DENY");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert!(!answer.header("cache-control").is_empty());
        assert!(ids.insert(answer.header("x-request-id").to_owned()), "an id twice");
        assert!(!answer.text().contains(" style=") && !answer.text().contains("<script"), "the page breaks its own policy");
    }
    assert_eq!(answers[0].header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_problem_names_its_request_and_both_languages() {
    let bureau = Bureau::bare().await;
    let missing = bureau.page("/nowhere").await;
    assert_eq!((missing.status.as_u16(), missing.header("content-type")), (404, "application/problem+json"));
    let problem = missing.json();
    assert_eq!(problem["request_id"], missing.header("x-request-id"));
    assert_eq!((problem["zh"].as_str(), problem["en"].as_str()), (Some("没有这个页面"), Some("There is no such page.")));
    let wrong = bureau.page("/api/v1/commands/people.approve_leave").await;
    assert_eq!((wrong.status.as_u16(), wrong.header("allow")), (405, "POST"));
    assert_eq!(wrong.json()["status"], 405);
}
