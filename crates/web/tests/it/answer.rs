//! What every answer carries.

use axum::body::Body;
use axum::http::Request;

use crate::bureau::{Bureau, OFFICER};

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const PAGES: [&str; 11] = [
    "/",
    "/pillars",
    "/figures",
    "/figures/training.attendances",
    "/ledger",
    "/people",
    "/units",
    "/admin/audit",
    "/nowhere",
    "/people/1",
    "/sign-in",
];

#[tokio::test]
async fn every_answer_has_an_id_and_keeps_the_browser_in_bounds() {
    let bureau = Bureau::new().await;
    let mut ids = std::collections::BTreeSet::new();
    let mut answers = Vec::new();
    for path in PAGES {
        answers.push(bureau.page(path).await);
        answers.push(bureau.open_page(path).await);
    }
    for path in ["/healthz", "/readyz", "/checkpoint", "/tile/9/000", "/me/security", "/me/second-factor", "/set-up", "/sign-in/code"] {
        answers.push(bureau.open_page(path).await);
    }
    let mut officer = bureau.signed_in(&OFFICER).await;
    for path in ["/", "/me/record", "/me/readers", "/me/security", "/me/second-factor"] {
        answers.push(officer.get(path).await);
    }
    answers.push(officer.post("/me/password", &[]).await);
    answers.push(officer.post_from("https://evil.example", "/sign-out", &[]).await);
    answers.push(bureau.api(&OFFICER, "/figures").await);
    for answer in &answers {
        assert_eq!(answer.header("content-security-policy"), CSP);
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("x-frame-options"), "DENY");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert!(!answer.header("cache-control").is_empty());
        assert!(ids.insert(answer.header("x-request-id").to_owned()), "an id twice");
        let text = answer.text();
        for inline in [" style=", "<style", " onclick=", "javascript:", "<script>"] {
            assert!(!text.contains(inline), "the page breaks its own policy: {inline} in {text}");
        }
    }
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again_and_a_personal_one_is_kept_nowhere() {
    let bureau = Bureau::new().await;
    let first = bureau.page("/figures").await;
    assert_eq!(first.header("cache-control"), "private, no-cache");
    let tag = first.header("etag").to_owned();
    let again = async |path: &str, tag: &str| {
        let token = format!("Bearer {}", bureau.token(&OFFICER));
        let request = Request::get(path).header("authorization", token).header("if-none-match", tag);
        bureau.ask(request.body(Body::empty()).unwrap()).await
    };
    let same = again("/figures", &tag).await;
    assert_eq!((same.status.as_u16(), same.body.len()), (304, 0));
    assert_eq!(again("/figures?period_from=2022-01-01&period_to=2022-12-31", &tag).await.status, 200);
    for path in ["/people", "/figures/training.attendances", "/"] {
        let page = bureau.page(path).await;
        assert_eq!((page.header("cache-control"), page.header("etag")), ("no-store", ""), "{path}");
    }
}

#[tokio::test]
async fn pages_are_compressed_and_assets_kept_for_ever() {
    let bureau = Bureau::new().await;
    let request = |path: &str, coding: &str| {
        Request::get(path)
            .header("authorization", format!("Bearer {}", bureau.token(&OFFICER)))
            .header("accept-encoding", coding)
            .body(Body::empty())
            .unwrap()
    };
    let page = bureau.ask(request("/figures", "br, gzip")).await;
    assert_eq!(page.header("content-encoding"), "br");
    let plain = bureau.page("/figures").await.text();
    for part in plain.split("\"/assets/").skip(1) {
        let path = format!("/assets/{}", part.split_once('"').unwrap().0);
        let asset = bureau.ask(request(&path, "gzip, deflate, br")).await;
        assert_eq!((asset.status.as_u16(), asset.header("content-encoding")), (200, "br"), "{path}");
        assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable");
        assert!(asset.body.len() < bureau.open_page(&path).await.body.len(), "{path}");
        assert_eq!(bureau.ask(request(&path, "gzip")).await.header("content-encoding"), "gzip");
    }
    assert_eq!(bureau.open_page("/assets/../Cargo.toml").await.status, 404);
    // The first page of an area, beyond what is kept: far below 100 kB.
    for path in PAGES {
        let bytes = bureau.ask(request(path, "br")).await.body.len();
        assert!(bytes < 30_000, "{path} takes {bytes} bytes");
    }
}

#[tokio::test]
async fn a_problem_names_its_request_and_both_languages() {
    let bureau = Bureau::bare().await;
    let missing = bureau.open_page("/nowhere").await;
    assert_eq!((missing.status.as_u16(), missing.header("content-type")), (404, "application/problem+json"));
    let problem = missing.json();
    assert_eq!(problem["request_id"], missing.header("x-request-id"));
    assert_eq!((problem["zh"].as_str(), problem["en"].as_str()), (Some("没有这个页面"), Some("There is no such page.")));
    let wrong = bureau.open_page("/api/v1/commands/people.approve_leave").await;
    assert_eq!((wrong.status.as_u16(), wrong.header("allow")), (405, "POST"));
    assert_eq!(wrong.json()["status"], 405);
}
