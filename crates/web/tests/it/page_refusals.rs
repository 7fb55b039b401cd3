//! Every page and form has a refusal here: somebody it must not serve, and the answer they get. A route without one is listed in
//! `uncovered_pages.txt`, which stays empty.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;
use nc_kernel::Actor;

use crate::bureau::{AUDIT, Bureau, LEADER_A, NOBODY, OFFICER, SECURITY, SYSTEM};

/// Method, route as it is declared, an address of it, who asks (nobody: without a session), and the answer.
type Case = (&'static str, &'static str, &'static str, Option<Actor>, u16);

const CASES: &[Case] = &[
    ("get", "/", "/", None, 303),
    ("get", "/pillars", "/pillars", Some(NOBODY), 403),
    ("get", "/pillars", "/pillars?unit=/150600/b/", Some(LEADER_A), 403),
    ("get", "/figures", "/figures", Some(SYSTEM), 403),
    ("get", "/figures/{id}", "/figures/training.runs?unit=/150600/", Some(LEADER_A), 403),
    ("get", "/figures/{id}/proof", "/figures/training.runs/proof", Some(SECURITY), 403),
    ("get", "/ledger", "/ledger", None, 303),
    ("get", "/check", "/check", Some(NOBODY), 403),
    ("post", "/check", "/check", Some(SYSTEM), 403),
    ("post", "/check/wording", "/check/wording", Some(OFFICER), 401),
    ("get", "/wall", "/wall", None, 303),
    ("get", "/wall", "/wall", Some(SYSTEM), 403),
    ("get", "/reports", "/reports", Some(NOBODY), 403),
    ("get", "/reports/new", "/reports/new", Some(LEADER_A), 403),
    ("post", "/reports/new", "/reports/new", Some(OFFICER), 401),
    ("get", "/reports/{id}", "/reports/0000000000zzz", Some(OFFICER), 404),
    ("post", "/reports/{id}", "/reports/0000000000zzz", Some(OFFICER), 401),
    ("get", "/reports/{id}/revise", "/reports/0000000000zzz/revise", Some(OFFICER), 404),
    ("post", "/reports/{id}/revise", "/reports/0000000000zzz/revise", None, 401),
    ("get", "/reports/{id}/facts/{n}", "/reports/0000000000zzz/facts/0", Some(OFFICER), 404),
    ("get", "/reports/{id}/export", "/reports/0000000000zzz/export?to=docx", Some(OFFICER), 404),
    ("get", "/training", "/training?unit=/150600/b/", Some(LEADER_A), 403),
    ("get", "/training/classes", "/training/classes?unit=/150600/b/", Some(LEADER_A), 403),
    ("get", "/training/classes", "/training/classes", Some(NOBODY), 403),
    ("get", "/training/classes/{id}", "/training/classes/CLASS", Some(LEADER_A), 404),
    ("post", "/training/classes/{id}", "/training/classes/CLASS", Some(OFFICER), 401),
    ("get", "/training/classes/{id}/sessions/{n}/code", "/training/classes/CLASS/sessions/1/code", Some(LEADER_A), 403),
    ("get", "/training/classes/{id}/sessions/{n}/present", "/training/classes/CLASS/sessions/1/present", Some(LEADER_A), 403),
    ("get", "/training/classes/{id}/certificates", "/training/classes/CLASS/certificates", Some(LEADER_A), 403),
    ("post", "/training/classes/{id}/certificates", "/training/classes/CLASS/certificates", Some(OFFICER), 401),
    ("get", "/training/classes/{id}/certificates/print", "/training/classes/CLASS/certificates/print", Some(LEADER_A), 403),
    ("get", "/check-in", "/check-in", None, 303),
    ("post", "/check-in", "/check-in", Some(OFFICER), 401),
    ("get", "/certificates/{id}/paper", "/certificates/0000000000zzz/paper", None, 303),
    ("get", "/certificates/{id}/file", "/certificates/0000000000zzz/file", None, 303),
    ("get", "/certificates/{id}/badge", "/certificates/0000000000zzz/badge", None, 303),
    ("get", "/certificates/{id}/status", "/certificates/0000000000zzz/status", None, 303),
    ("get", "/me/calendar", "/me/calendar", None, 303),
    ("post", "/me/calendar", "/me/calendar", Some(OFFICER), 401),
    ("get", "/me/scores", "/me/scores", None, 303),
    ("post", "/me/scores", "/me/scores", Some(OFFICER), 401),
    ("get", "/calendar/{name}", "/calendar/nobody.ics", None, 404),
    ("get", "/training/what-if", "/training/what-if", Some(LEADER_A), 403),
    ("post", "/training/what-if", "/training/what-if", Some(OFFICER), 401),
    ("get", "/training/plan", "/training/plan?unit=/150600/b/", Some(LEADER_A), 403),
    ("get", "/training/record", "/training/record", Some(LEADER_A), 403),
    ("post", "/training/record", "/training/record", Some(OFFICER), 401),
    ("get", "/study", "/study", Some(NOBODY), 403),
    ("get", "/study/runs", "/study/runs", Some(SECURITY), 403),
    ("get", "/study/runs/{id}", "/study/runs/0000000000zzz", Some(OFFICER), 404),
    ("post", "/study/runs/{id}", "/study/runs/0000000000zzz", None, 401),
    ("get", "/study/topics/{id}", "/study/topics/0000000000zzz", Some(OFFICER), 404),
    ("get", "/study/record", "/study/record", Some(SECURITY), 403),
    ("post", "/study/record", "/study/record", None, 401),
    ("get", "/readiness", "/readiness?unit=/150600/b/", Some(LEADER_A), 403),
    ("get", "/areas/{initiative}", "/areas/support?unit=/150600/b/", Some(LEADER_A), 403),
    ("get", "/areas/{initiative}", "/areas/none", Some(OFFICER), 404),
    ("get", "/books/{list}", "/books/none", Some(OFFICER), 404),
    ("get", "/books/{list}", "/books/role_model?unit=/150600/b/", Some(LEADER_A), 403),
    ("get", "/books/{list}/new", "/books/none/new", Some(OFFICER), 404),
    ("get", "/books/{list}/new", "/books/role_model/new", Some(LEADER_A), 404),
    ("post", "/books/{list}/new", "/books/none/new", Some(OFFICER), 401),
    ("get", "/books/{list}/{id}", "/books/none/0000000000zzz", Some(OFFICER), 404),
    ("post", "/books/{list}/{id}", "/books/none/0000000000zzz", None, 401),
    ("get", "/books/contest/{id}/board", "/books/contest/0000000000zzz/board", Some(OFFICER), 404),
    ("get", "/books/exercise/{id}/live", "/books/exercise/0000000000zzz/live", Some(OFFICER), 404),
    ("post", "/books/exercise/{id}/live", "/books/exercise/0000000000zzz/live", None, 401),
    ("get", "/import", "/import", Some(OFFICER), 303),
    ("post", "/import", "/import", None, 401),
    ("post", "/import/step", "/import/step", Some(OFFICER), 401),
    ("get", "/import/template", "/import/template", None, 303),
    ("get", "/import/faults", "/import/faults", None, 303),
    ("get", "/people", "/people", Some(LEADER_A), 403),
    ("post", "/people", "/people", Some(NOBODY), 403),
    ("get", "/people/{id}", "/people/PERSON", Some(LEADER_A), 404),
    ("get", "/units", "/units", Some(AUDIT), 403),
    ("get", "/me/record", "/me/record", None, 303),
    ("get", "/me/readers", "/me/readers", None, 303),
    ("get", "/me/security", "/me/security", Some(OFFICER), 303),
    ("post", "/me/password", "/me/password", Some(OFFICER), 401),
    ("post", "/me/sessions", "/me/sessions", Some(OFFICER), 401),
    ("get", "/me/second-factor", "/me/second-factor", Some(OFFICER), 303),
    ("post", "/me/second-factor", "/me/second-factor", None, 401),
    ("post", "/me/drafts/{form}", "/me/drafts/training.record_held", None, 401),
    ("get", "/admin/accounts", "/admin/accounts", Some(SECURITY), 403),
    ("get", "/admin/accounts", "/admin/accounts", Some(OFFICER), 403),
    ("post", "/admin/accounts", "/admin/accounts", Some(SYSTEM), 401),
    ("get", "/admin/grants", "/admin/grants", Some(SYSTEM), 403),
    ("post", "/admin/grants", "/admin/grants", Some(SECURITY), 401),
    ("get", "/admin/audit", "/admin/audit", Some(SYSTEM), 403),
    ("get", "/admin/audit", "/admin/audit", Some(OFFICER), 403),
    ("get", "/settings", "/settings", None, 303),
    ("get", "/settings/{part}", "/settings/none", Some(OFFICER), 404),
    ("get", "/settings/figures/{id}", "/settings/figures/none", Some(OFFICER), 404),
    ("get", "/settings/templates/{name}", "/settings/templates/none", Some(OFFICER), 404),
    ("get", "/admin/backup", "/admin/backup", Some(SECURITY), 403),
    ("get", "/admin/backup", "/admin/backup", Some(OFFICER), 403),
    ("get", "/admin/erasure", "/admin/erasure", Some(SYSTEM), 403),
    ("get", "/admin/erasure", "/admin/erasure", Some(AUDIT), 403),
    ("post", "/admin/erasure", "/admin/erasure", Some(OFFICER), 401),
    ("get", "/sign-in/code", "/sign-in/code", Some(OFFICER), 303),
    ("post", "/sign-in/code", "/sign-in/code", None, 401),
    ("get", "/set-up", "/set-up", Some(SYSTEM), 404),
    ("post", "/set-up", "/set-up", Some(SYSTEM), 404),
];

/// Routes that serve everybody: they say nothing of anybody, or are the way in and out.
const OPEN: &[(&str, &str)] = &[
    ("get", "/sign-in"),
    ("post", "/sign-in"),
    ("post", "/sign-out"),
    ("post", "/preferences"),
    ("get", "/wall/screen"),
    ("post", "/wall/screen"),
    ("get", "/certificates/verify"),
];

/// Pages that a feature builds in: without configuration they are not there, whoever asks.
const BY_FEATURE: &[(&str, &str)] = &[
    ("get", "/sign-in/oidc"),
    ("get", "/sign-in/oidc/callback"),
    ("post", "/me/identity"),
    ("post", "/sign-in/passkey/begin"),
    ("post", "/sign-in/passkey"),
    ("post", "/me/passkeys/begin"),
    ("post", "/me/passkeys"),
];

/// Method and route of every line that declares one.
fn declared(source: &str) -> BTreeSet<(String, String)> {
    let mut all = BTreeSet::new();
    for part in source.split(".route(\"").skip(1) {
        let (route, rest) = part.split_once('"').unwrap();
        let handlers = rest.split(".layer(").next().unwrap();
        for method in ["get", "post", "put", "patch", "delete"] {
            if handlers.contains(&format!(" {method}(")) || handlers.contains(&format!(").{method}(")) {
                all.insert((method.to_owned(), route.to_owned()));
            }
        }
    }
    all
}

#[test]
fn every_route_has_a_refusal() {
    let known = CASES.iter().map(|(method, route, ..)| (*method, *route)).chain(OPEN.iter().copied());
    let known: BTreeSet<(String, String)> = known.map(|(method, route)| (method.to_owned(), route.to_owned())).collect();
    let (by_feature, always) = include_str!("../../src/routes.rs").split_once("fn pages(").expect("the pages' routes");
    let expected: BTreeSet<(String, String)> =
        BY_FEATURE.iter().map(|(method, route)| ((*method).to_owned(), (*route).to_owned())).collect();
    assert_eq!(declared(by_feature), expected);
    let declared = declared(always);
    assert!(declared.len() > 25, "the routes are read: {declared:?}");
    let uncovered: Vec<String> = declared.difference(&known).map(|(method, route)| format!("{method} {route}\n")).collect();
    assert_eq!(uncovered.concat(), include_str!("uncovered_pages.txt"));
    let gone: Vec<_> = known.difference(&declared).collect();
    assert!(gone.is_empty(), "these routes are no more: {gone:?}");
}

#[tokio::test]
async fn a_way_in_that_is_not_configured_is_not_there() {
    let bureau = Bureau::new().await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    for (method, route) in BY_FEATURE {
        let answer = if *method == "get" { browser.get(route).await } else { browser.post(route, &[("what", "unlink")]).await };
        assert_eq!(answer.status, 404, "{method} {route}");
    }
    let page = bureau.open_page("/sign-in").await.text() + &browser.get("/me/security").await.text();
    assert!(BY_FEATURE.iter().all(|(_, route)| !page.contains(route)), "{page}");
}

#[tokio::test]
async fn every_refusal_is_given() {
    let bureau = Bureau::new().await;
    // Somebody who serves in the other banner.
    let person = crate::bureau::person(15).to_string();
    for (method, route, path, who, status) in CASES {
        let class = nc_kernel::id::to_text(nc_kernel::id::natural("training.class", "2024b"));
        let path = path.replace("PERSON", &person).replace("CLASS", &class);
        let mut request = Request::builder().method(method.to_uppercase().as_str()).uri(&path);
        if let Some(who) = who {
            request = request.header("authorization", format!("Bearer {}", bureau.token(who)));
        }
        let (media, body) = ("application/x-www-form-urlencoded", "a=b");
        let body = if *method == "get" { Body::empty() } else { Body::from(body) };
        let answer = bureau.ask(request.header("content-type", media).body(body).unwrap()).await;
        assert_eq!(answer.status.as_u16(), *status, "{method} {route} {path}: {}", answer.text());
        if *status == 303 {
            assert!(answer.header("location").starts_with("/sign-in"), "{path}");
        }
        assert!(!answer.text().contains("某某"), "{path} names somebody");
    }
}

#[tokio::test]
async fn a_person_elsewhere_and_a_person_who_does_not_exist_get_one_answer() {
    let bureau = Bureau::new().await;
    let strip = |text: String, id: &str| text.replace(id, "").lines().filter(|line| !line.contains("<code>")).collect::<String>();
    let elsewhere = crate::bureau::person(15).to_string();
    let nobody = nc_kernel::PersonId(999_999).to_string();
    let mut texts = Vec::new();
    for id in [&elsewhere, &nobody] {
        let answer = bureau.page_of(&LEADER_A, &format!("/people/{id}")).await;
        assert_eq!(answer.status, 404);
        texts.push(strip(answer.text(), id));
    }
    assert_eq!(texts[0], texts[1]);
}
