//! Every endpoint and every no it can give. The endpoints come from the server's own table: one that is not covered here
//! is named in `uncovered_routes.txt`, which must stay empty.

use axum::body::Body;
use axum::http::Request;
use nc_figures::report::ReportId;
use nc_kernel::Actor;
use nc_kernel::document::BlobId;
use serde_json::{Value, json};

use crate::bureau::{AUDIT, Bureau, LEADER_A, NOBODY, OFFICER, PLAIN, SECURITY, SYSTEM, person, registration};
use crate::documents::{PAPER, honour, upload};

/// Reports of the cases: one released for one banner, a draft of the bureau, and one whose text has come to name somebody.
fn report(key: &str) -> ReportId {
    ReportId::of_key(&format!("{}/{key}", OFFICER.user))
}

fn template(more: &str) -> Value {
    json!(format!("# 培训情况\n2024年1月至2月，开展培训练兵[[training.runs]]期。{more}"))
}

fn draft(unit: &str, more: &str) -> Value {
    json!({"template": template(more), "unit": unit, "period_from": "2024-01-01", "period_to": "2024-02-29"})
}

/// An id nothing has.
const NOTHING: &str = "0000000000zzz";

struct Case {
    route: &'static str,
    status: u16,
    actor: Actor,
    path: String,
    body: Option<Value>,
}

fn case(route: &'static str, status: u16, actor: Actor, path: impl Into<String>) -> Case {
    Case { route, status, actor, path: path.into(), body: None }
}

fn with(route: &'static str, status: u16, actor: Actor, path: impl Into<String>, body: Value) -> Case {
    Case { body: Some(body), ..case(route, status, actor, path) }
}

fn cases() -> Vec<Case> {
    let proposal = |ends: &str| json!({"starts_on": "2024-04-01", "ends_on": ends, "place": "/150600/a/", "headcount": 10});
    let leave = |day: &str| json!({"person": person(0), "kind": "annual", "from": day, "to": day});
    let user = |actor: Actor| actor.user.to_string();
    let token = |days: &str| json!({"label": "大屏", "last_day": days});
    vec![
        with("POST /commands/{name}", 403, NOBODY, "/commands/people.approve_leave", leave("2024-03-04")),
        with("POST /commands/{name}", 404, OFFICER, "/commands/people.nothing", json!({})),
        with("POST /commands/{name}", 409, OFFICER, "/commands/people.approve_leave", leave("2024-03-12")),
        with("POST /commands/{name}", 422, OFFICER, "/commands/people.approve_leave", json!({"person": 7})),
        case("GET /figures", 403, NOBODY, "/figures"),
        case("GET /figures", 422, OFFICER, "/figures?unit=x"),
        case("GET /figures/{id}", 403, LEADER_A, "/figures/training.runs?unit=/150600/b/"),
        case("GET /figures/{id}", 404, OFFICER, "/figures/training.nothing"),
        case("GET /figures/{id}", 422, OFFICER, "/figures/training.runs?period_from=2024-02-30"),
        case("GET /figures/{id}/rows", 403, NOBODY, "/figures/training.runs/rows"),
        case("GET /figures/{id}/rows", 404, OFFICER, "/figures/training.nothing/rows"),
        case("GET /figures/{id}/rows", 422, OFFICER, "/figures/training.runs/rows?limit=0"),
        case("GET /figures/{id}/proof", 403, PLAIN, "/figures/training.runs/proof"),
        case("GET /figures/{id}/proof", 404, OFFICER, "/figures/training.nothing/proof"),
        case("GET /figures/{id}/proof", 422, OFFICER, "/figures/training.runs/proof?known_on=x"),
        case("GET /figures/{id}/sample", 403, NOBODY, "/figures/training.runs/sample"),
        case("GET /figures/{id}/sample", 404, OFFICER, "/figures/training.nothing/sample"),
        case("GET /figures/{id}/sample", 422, OFFICER, "/figures/training.runs/sample?rows=0"),
        with("POST /figures/{id}/recounts", 403, PLAIN, "/figures/training.runs/recounts", json!({})),
        with("POST /figures/{id}/recounts", 404, OFFICER, "/figures/training.nothing/recounts", json!({})),
        with("POST /figures/{id}/recounts", 409, OFFICER, "/figures/training.runs/recounts?rows=1", json!({})),
        with(
            "POST /figures/{id}/recounts",
            422,
            OFFICER,
            "/figures/training.runs/recounts",
            json!({"doubts": [{"key": "x", "why": "缺签到表"}]}),
        ),
        case("GET /reports", 403, NOBODY, "/reports"),
        case("GET /reports", 422, OFFICER, "/reports?stage=lost"),
        with("POST /reports", 403, PLAIN, "/reports", draft("/150600/", "")),
        with("POST /reports", 404, OFFICER, "/reports", {
            let mut wanted = draft("/150600/", "");
            wanted["corrects"] = json!(NOTHING);
            wanted
        }),
        with("POST /reports", 409, OFFICER, "/reports", {
            let mut wanted = draft("/150600/", "");
            wanted["corrects"] = json!(report("open"));
            wanted
        }),
        with("POST /reports", 422, OFFICER, "/reports", draft("/150600/", "表彰3人。")),
        with("POST /reports/preview", 403, LEADER_A, "/reports/preview", draft("/150600/a/", "")),
        with("POST /reports/preview", 422, OFFICER, "/reports/preview", draft("/150600/", "民警某某。")),
        case("GET /reports/{id}", 404, PLAIN, format!("/reports/{}", report("open"))),
        with("PUT /reports/{id}", 403, LEADER_A, format!("/reports/{}", report("out")), json!({"template": template("")})),
        with("PUT /reports/{id}", 404, OFFICER, format!("/reports/{NOTHING}"), json!({"template": template("")})),
        with("PUT /reports/{id}", 409, OFFICER, format!("/reports/{}", report("out")), json!({"template": template("")})),
        with("PUT /reports/{id}", 422, OFFICER, format!("/reports/{}", report("open")), json!({"template": template("表彰3人。")})),
        case("POST /reports/{id}/release", 403, OFFICER, format!("/reports/{}/release", report("out"))),
        case("POST /reports/{id}/release", 404, LEADER_A, format!("/reports/{}/release", report("open"))),
        case("POST /reports/{id}/release", 409, LEADER_A, format!("/reports/{}/release", report("out"))),
        case("POST /reports/{id}/release", 422, LEADER_A, format!("/reports/{}/release", report("named"))),
        case("GET /reports/{id}/differences", 404, PLAIN, format!("/reports/{}/differences", report("open"))),
        case("GET /reports/{id}/differences", 409, OFFICER, format!("/reports/{}/differences", report("open"))),
        case("GET /reports/{id}/facts/{n}", 404, OFFICER, format!("/reports/{}/facts/9", report("out"))),
        case("GET /reports/{id}/facts/{n}", 409, OFFICER, format!("/reports/{}/facts/0", report("open"))),
        case("GET /reports/{id}/facts/{n}", 422, OFFICER, format!("/reports/{}/facts/0?limit=0", report("out"))),
        case("GET /reports/{id}/export", 404, PLAIN, format!("/reports/{}/export", report("open"))),
        case("GET /reports/{id}/export", 409, OFFICER, format!("/reports/{}/export?to=pdf", report("out"))),
        case("GET /reports/{id}/export", 422, OFFICER, format!("/reports/{}/export?to=odt", report("out"))),
        case("GET /reports/{id}/proof", 403, PLAIN, format!("/reports/{}/proof", report("out"))),
        case("GET /reports/{id}/proof", 404, OFFICER, format!("/reports/{NOTHING}/proof")),
        case("GET /reports/{id}/proof", 409, OFFICER, format!("/reports/{}/proof", report("open"))),
        case("POST /documents", 403, NOBODY, "/documents"),
        case("POST /documents", 422, OFFICER, "/documents"),
        case("GET /documents/{sha256}", 403, PLAIN, format!("/documents/{}", "0".repeat(64))),
        case("GET /documents/{sha256}", 404, OFFICER, format!("/documents/{}", "0".repeat(64))),
        case("GET /documents/{sha256}", 409, OFFICER, format!("/documents/{}", BlobId::of(PAPER))),
        case("GET /imports/rosters/template", 403, PLAIN, "/imports/rosters/template"),
        case("GET /imports/rosters/template", 422, OFFICER, "/imports/rosters/template?lang=fr"),
        case("GET /ledger/checkpoints", 422, PLAIN, "/ledger/checkpoints?after=x"),
        case("GET /ledger/tiles/{level}/{index}", 404, PLAIN, "/ledger/tiles/9/0"),
        with("POST /ledger/audit", 403, OFFICER, "/ledger/audit", json!({})),
        with("POST /ledger/audit", 422, AUDIT, "/ledger/audit", json!({"checkpoints": ["not a note"]})),
        case("GET /audit", 403, OFFICER, "/audit"),
        case("GET /audit", 422, AUDIT, "/audit?before=-1"),
        with("POST /proofs/verify", 422, PLAIN, "/proofs/verify", json!({"proof": {"claim": 1}})),
        case("GET /units", 403, NOBODY, "/units"),
        case("GET /units", 422, OFFICER, "/units?on=yesterday"),
        case("GET /people", 403, PLAIN, "/people"),
        case("GET /people", 422, OFFICER, "/people?kind=soldier"),
        with("POST /people/find", 403, LEADER_A, "/people/find", json!({"name": "某"})),
        with("POST /people/find", 422, OFFICER, "/people/find", json!({})),
        case("GET /people/{id}", 403, LEADER_A, format!("/people/{}", person(0))),
        case("GET /people/{id}", 404, OFFICER, format!("/people/{NOTHING}")),
        case("GET /classes", 403, LEADER_A, "/classes?unit=/150600/"),
        case("GET /classes", 422, OFFICER, "/classes?state=nothing&sortt=newest"),
        case("GET /books/{list}", 403, LEADER_A, "/books/role_model?unit=/150600/b/"),
        case("GET /books/{list}", 404, OFFICER, "/books/none"),
        case("GET /books/{list}", 422, OFFICER, "/books/role_model?state=none"),
        case("GET /books/{list}/{id}", 404, OFFICER, format!("/books/role_model/{NOTHING}")),
        case("GET /books/contest/{id}/board", 404, OFFICER, format!("/books/contest/{NOTHING}/board")),
        case("GET /classes/{id}", 403, PLAIN, format!("/classes/{NOTHING}")),
        case("GET /classes/{id}", 404, OFFICER, format!("/classes/{NOTHING}")),
        with("POST /classes/what-if", 403, LEADER_A, "/classes/what-if", proposal("2024-04-01")),
        with("POST /classes/what-if", 422, OFFICER, "/classes/what-if", proposal("2024-03-31")),
        case("GET /plans", 403, PLAIN, "/plans"),
        case("GET /plans", 422, OFFICER, "/plans?cursor=x"),
        case("GET /certificates/{id}/badge", 403, PLAIN, format!("/certificates/{NOTHING}/badge")),
        case("GET /certificates/{id}/badge", 404, OFFICER, format!("/certificates/{NOTHING}/badge")),
        case("GET /status-lists/{series}", 403, PLAIN, "/status-lists/2024-a"),
        case("GET /status-lists/{series}", 404, OFFICER, "/status-lists/2024-nowhere"),
        case("GET /plans/{id}", 403, PLAIN, format!("/plans/{NOTHING}")),
        case("GET /plans/{id}", 404, OFFICER, format!("/plans/{NOTHING}")),
        case("GET /runs", 403, NOBODY, "/runs"),
        case("GET /runs", 422, OFFICER, "/runs?cursor=l1.20240230.0000000000001"),
        case("GET /runs/{id}", 403, PLAIN, format!("/runs/{NOTHING}")),
        case("GET /runs/{id}", 404, OFFICER, format!("/runs/{NOTHING}")),
        case("GET /topics/{id}", 403, PLAIN, format!("/topics/{NOTHING}")),
        case("GET /topics/{id}", 404, OFFICER, format!("/topics/{NOTHING}")),
        case("GET /dues", 403, PLAIN, "/dues"),
        case("GET /dues", 422, OFFICER, "/dues?open=perhaps"),
        case("GET /follow-ups", 403, PLAIN, "/follow-ups"),
        case("GET /branches", 403, PLAIN, "/branches"),
        case("GET /branches", 422, OFFICER, "/branches?limit=1001"),
        case("GET /branches/{id}", 403, LEADER_A, format!("/branches/{NOTHING}")),
        case("GET /branches/{id}", 404, OFFICER, format!("/branches/{NOTHING}")),
        case("POST /imports/rosters", 403, PLAIN, "/imports/rosters"),
        case("POST /imports/rosters", 422, OFFICER, "/imports/rosters?dry_run=perhaps"),
        with("POST /checks", 403, NOBODY, "/checks", json!({"text": "举办培训3期"})),
        with("POST /checks", 422, OFFICER, "/checks?as_of=x", json!({"text": "举办培训3期"})),
        with("POST /claims", 422, NOBODY, "/claims", json!({"txt": "举办培训3期"})),
        case("GET /accounts", 403, OFFICER, "/accounts"),
        case("GET /accounts", 422, SYSTEM, "/accounts?cursor=x"),
        with("POST /accounts", 403, SECURITY, "/accounts", json!({"login": "new"})),
        with("POST /accounts", 409, SYSTEM, "/accounts", json!({"login": "plain"})),
        with("POST /accounts", 422, SYSTEM, "/accounts", json!({"login": "new", "password": "short"})),
        case("POST /accounts/{user}/close", 403, OFFICER, format!("/accounts/{}/close", user(PLAIN))),
        case("POST /accounts/{user}/close", 404, SYSTEM, format!("/accounts/{NOTHING}/close")),
        case("POST /accounts/{user}/close", 409, SYSTEM, format!("/accounts/{}/close", user(NOBODY))),
        with("PUT /accounts/{user}/password", 403, OFFICER, format!("/accounts/{}/password", user(PLAIN)), json!({})),
        with("PUT /accounts/{user}/password", 404, SYSTEM, format!("/accounts/{NOTHING}/password"), json!({})),
        with("PUT /accounts/{user}/password", 422, SYSTEM, format!("/accounts/{}/password", user(PLAIN)), json!({"password": "short"})),
        case("GET /accounts/{user}/tokens", 403, OFFICER, format!("/accounts/{}/tokens", user(PLAIN))),
        case("GET /accounts/{user}/tokens", 404, SYSTEM, format!("/accounts/{NOTHING}/tokens")),
        with("POST /accounts/{user}/tokens", 403, OFFICER, format!("/accounts/{}/tokens", user(OFFICER)), token("2024-06-01")),
        with("POST /accounts/{user}/tokens", 404, SYSTEM, format!("/accounts/{NOTHING}/tokens"), token("2024-06-01")),
        with("POST /accounts/{user}/tokens", 409, SYSTEM, format!("/accounts/{}/tokens", user(PLAIN)), token("2024-06-01")),
        with("POST /accounts/{user}/tokens", 422, SYSTEM, format!("/accounts/{}/tokens", user(OFFICER)), token("2024-03-01")),
        case("DELETE /accounts/{user}/tokens/{token}", 403, OFFICER, format!("/accounts/{}/tokens/{NOTHING}", user(PLAIN))),
        case("DELETE /accounts/{user}/tokens/{token}", 404, SYSTEM, format!("/accounts/{}/tokens/{NOTHING}", user(PLAIN))),
        case("GET /grants", 403, OFFICER, "/grants"),
        case("GET /grants", 422, SECURITY, "/grants?user=x"),
        case("GET /me/class-hours", 404, OFFICER, "/me/class-hours"),
        case("GET /jobs", 403, OFFICER, "/jobs"),
    ]
}

fn method(route: &str) -> &str {
    route.split(' ').next().unwrap()
}

/// Reports are there from the beginning.
async fn report_prepared(bureau: &Bureau) {
    let size = bureau.store.published().head().0;
    for (key, unit, more) in [("out", "/150600/a/", ""), ("open", "/150600/", ""), ("named", "/150600/a/", "由赵演示主讲。")] {
        let saved = bureau.call(&OFFICER, "POST", "/reports", key, Some(&draft(unit, more))).await;
        assert_eq!((saved.status.as_u16(), &saved.json()["report"]), (200, &json!(report(key))), "{}", saved.text());
    }
    let out = bureau.call(&LEADER_A, "POST", &format!("/reports/{}/release", report("out")), "out", None).await;
    assert_eq!(out.status, 200, "{}", out.text());
    let mut joins = registration(25, "/150600/a/");
    joins["name"] = json!("赵演示");
    assert_eq!(bureau.post(&OFFICER, "people.register_person", "joins", &joins).await.status, 200);
    assert!(bureau.store.published().head().0 > size + 4);
    // A paper that went with somebody it named.
    let kept = upload(bureau, PAPER).await.json();
    for (name, input) in [
        ("honour.record", honour(&kept)),
        ("people.leave_service", json!({"person": person(19), "on": "2024-02-28", "reason": "moved_away"})),
        ("people.erase_person", json!({"person": person(19), "basis": "本人申请"})),
    ] {
        let done = bureau.post(&OFFICER, name, name, &input).await;
        assert_eq!(done.status, 200, "{name}: {}", done.text());
    }
}

/// What clashes must be there first.
async fn prepare(bureau: &Bureau) {
    let leave = json!({"person": person(0), "kind": "annual", "from": "2024-03-12", "to": "2024-03-12"});
    assert_eq!(bureau.post(&OFFICER, "people.approve_leave", "first", &leave).await.status, 200);
    // The key of the cases, used for something else.
    let other = json!({"person": person(1), "kind": "annual", "from": "2024-03-13", "to": "2024-03-13"});
    assert_eq!(bureau.post(&OFFICER, "people.approve_leave", "recount-key", &other).await.status, 200);
    let close = bureau.call(&SYSTEM, "POST", &format!("/accounts/{}/close", PLAIN.user), "close", None).await;
    assert_eq!(close.status, 200, "{}", close.text());
}

#[tokio::test]
async fn every_endpoint_refuses_as_its_description_says() {
    let bureau = Bureau::new().await;
    report_prepared(&bureau).await;
    let cases = cases();
    // Before its account is closed, somebody who reads figures and nothing else.
    let (late, early): (Vec<&Case>, Vec<&Case>) = cases.iter().partition(|case| case.status == 409);
    let mut wrong = Vec::new();
    for (round, cases) in [early, late].into_iter().enumerate() {
        if round == 1 {
            prepare(&bureau).await;
        }
        for case in cases {
            // Keys that stand for something else by the second round.
            let key = match case.route {
                "POST /figures/{id}/recounts" => "recount-key",
                "POST /accounts/{user}/close" => "close",
                _ => "refused",
            };
            let answer = bureau.call(&case.actor, method(case.route), &case.path, key, case.body.as_ref()).await;
            let problem: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            let told = answer.header("content-type") == "application/problem+json"
                && problem["status"] == case.status
                && ["zh", "en"].iter().all(|lang| problem[lang].as_str().is_some_and(|text| !text.is_empty()));
            if answer.status.as_u16() != case.status || !told {
                wrong.push(format!("{} {}: not {} but {} {problem}", case.route, case.path, case.status, answer.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_refusal_of_any_endpoint_is_left_untested() {
    let cases = cases();
    let mut uncovered = String::new();
    for (route, statuses) in nc_web::refusals() {
        for status in statuses {
            if !cases.iter().any(|case| case.route == route && case.status == *status) {
                uncovered.push_str(&format!("{route} {status}\n"));
            }
        }
    }
    assert_eq!(uncovered, include_str!("uncovered_routes.txt"), "these refusals are tested nowhere");
    let known = nc_web::refusals();
    for case in &cases {
        let described = known.iter().any(|(route, statuses)| *route == case.route && statuses.contains(&case.status));
        assert!(described, "{} does not say that it refuses with {}", case.route, case.status);
    }
}

/// An address of the endpoint, with something in place of its parts.
fn address(route: &str) -> String {
    let path = route.split(' ').nth(1).unwrap();
    path.replace("{name}", "people.approve_leave")
        .replace("/reports/{id}", &format!("/reports/{NOTHING}"))
        .replace("{id}", "training.runs")
        .replace("{level}", "0")
        .replace("{index}", "0")
        .replace("{n}", "0")
        .replace("{sha256}", NOTHING)
        .replace("{series}", NOTHING)
        .replace("{user}", NOTHING)
        .replace("{token}", NOTHING)
}

#[tokio::test]
async fn no_endpoint_answers_without_a_token_that_counts() {
    let bureau = Bureau::new().await;
    for (route, _) in nc_web::refusals() {
        for token in [None, Some("nct_0000"), Some("")] {
            let mut request = Request::builder().method(method(&route)).uri(format!("/api/v1{}", address(&route)));
            if let Some(token) = token {
                request = request.header("authorization", format!("Bearer {token}"));
            }
            let answer = bureau.ask(request.body(Body::empty()).unwrap()).await;
            assert_eq!((answer.status.as_u16(), answer.header("www-authenticate")), (401, "Bearer"), "{route}");
        }
    }
}

#[tokio::test]
async fn a_method_nobody_serves_is_405_and_names_those_that_are() {
    let bureau = Bureau::new().await;
    for (route, _) in nc_web::refusals() {
        let answer = bureau.call(&OFFICER, "PATCH", &address(&route), "k", None).await;
        assert_eq!(answer.status, 405, "{route}");
        assert!(answer.header("allow").contains(method(&route)), "{route}: {}", answer.header("allow"));
    }
}

/// Whether the document says that the endpoint takes this.
fn described(route: &str, pointer: &str) -> bool {
    let (verb, path) = route.split_once(' ').unwrap();
    let path = path.replace("{name}", "people.approve_leave").replace('/', "~1");
    nc_web::openapi().pointer(&format!("/paths/{path}/{}{pointer}", verb.to_lowercase())).is_some()
}

#[tokio::test]
async fn a_body_that_is_none_is_refused_before_anything_else_is_done() {
    let bureau = Bureau::new().await;
    let size = bureau.store.published().head().0;
    for (route, _) in nc_web::refusals().into_iter().filter(|(route, _)| described(route, "/requestBody")) {
        let request = |media: &'static str| {
            Request::builder()
                .method(method(&route))
                .uri(format!("/api/v1{}", address(&route)))
                .header("authorization", format!("Bearer {}", bureau.token(&OFFICER)))
                .header("idempotency-key", "k")
                .header("content-type", media)
        };
        // A cut body is a text like any other where a file of any kind is taken.
        let (is_file, is_any) = (route == "POST /imports/rosters", route == "POST /documents");
        let cut = bureau.ask(request("application/json").body(Body::from("{\"a\": ")).unwrap()).await;
        assert!(is_any || cut.status == if is_file { 422 } else { 400 } || cut.status == 404, "{route}: {} {}", cut.status, cut.text());
        let large = request("application/json").header("content-length", "99999999").body(Body::empty()).unwrap();
        let large = bureau.ask(large).await;
        assert!(large.status == 413 || large.status == 404, "{route}: {}", large.status);
        if !["POST /checks", "POST /claims", "POST /imports/rosters", "POST /documents"].contains(&route.as_str()) {
            let media = bureau.ask(request("text/csv").body(Body::from("a,b")).unwrap()).await;
            assert!(media.status == 415 || media.status == 404, "{route}: {}", media.status);
        }
    }
    assert_eq!(bureau.store.published().head().0, size);
}

#[tokio::test]
async fn a_write_without_its_key_is_refused() {
    let bureau = Bureau::new().await;
    let keyed: Vec<String> = nc_web::refusals()
        .into_iter()
        .map(|(route, _)| route)
        .filter(|route| {
            let (verb, path) = route.split_once(' ').unwrap();
            let path = path.replace("{name}", "people.approve_leave").replace('/', "~1");
            let document = nc_web::openapi();
            let parameters = document.pointer(&format!("/paths/{path}/{}/parameters", verb.to_lowercase())).cloned().unwrap();
            parameters.as_array().unwrap().iter().any(|p| p["name"] == "Idempotency-Key")
        })
        .collect();
    assert!(keyed.len() >= 5, "{keyed:?}");
    for route in keyed {
        let answer = bureau.call(&SYSTEM, method(&route), &address(&route), "", Some(&json!({}))).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json()["type"].as_str()),
            (400, Some("urn:nuancheng:problem:idempotency-key")),
            "{route}"
        );
    }
}
