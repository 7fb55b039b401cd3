use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::bureau::{Bureau, NOBODY, OFFICER, person};

fn leave(day: &str) -> Value {
    json!({"person": person(0), "kind": "annual", "from": day, "to": day})
}

#[tokio::test]
async fn a_command_is_carried_out_once_however_often_it_is_sent() {
    let bureau = Bureau::new().await;
    let size = bureau.store.published().head().0;
    let first = bureau.post(&OFFICER, "people.approve_leave", "leave-1", &leave("2024-03-04")).await;
    assert_eq!(first.status, 200, "{}", first.text());
    let first = first.json();
    assert_eq!(
        (first["key"].as_str(), first["first_seq"].as_u64(), first["repeated"].as_bool()),
        (Some("leave-1"), Some(size), Some(false))
    );
    let again = bureau.post(&OFFICER, "people.approve_leave", "leave-1", &leave("2024-03-04")).await.json();
    assert_eq!((&again["first_seq"], &again["facts"], &again["repeated"]), (&first["first_seq"], &first["facts"], &json!(true)));
    assert_eq!(bureau.store.published().head().0, size + 1);
}

#[tokio::test]
async fn a_key_belongs_to_one_user_and_one_request() {
    let bureau = Bureau::new().await;
    assert_eq!(bureau.post(&OFFICER, "people.approve_leave", "1", &leave("2024-03-04")).await.status, 200);
    let other = json!({"person": person(0), "approved": 1, "from": "2024-03-04"});
    let taken = bureau.post(&OFFICER, "people.cancel_leave", "1", &other).await;
    let content = bureau.post(&OFFICER, "people.approve_leave", "1", &leave("2024-03-05")).await;
    for answer in [taken, content] {
        assert_eq!((answer.status.as_u16(), &answer.json()["refusals"][0]["code"]), (409, &json!("store.key_taken")));
        assert!(answer.text().contains("used before, for people.approve_leave"), "{}", answer.text());
    }
    // Another user's command with the same key is judged, not answered with somebody else's receipt.
    assert_eq!(bureau.post(&NOBODY, "people.approve_leave", "1", &leave("2024-03-04")).await.status, 403);
}

#[tokio::test]
async fn every_kind_of_no_has_its_status_and_names_its_place() {
    let bureau = Bureau::new().await;
    bureau.post(&OFFICER, "people.approve_leave", "held", &leave("2024-03-04")).await;
    let nobody = person(500);
    for (input, status, code, place) in [
        (leave("2024-03-04"), 409, "people.leave_overlaps", "from"),
        (json!({"person": person(0), "kind": "annual", "from": "2024-03-06", "to": "2024-03-05"}), 422, "people.backwards", "to"),
        (json!({"person": nobody, "kind": "annual", "from": "2024-03-06", "to": "2024-03-06"}), 404, "people.person", "person"),
    ] {
        let answer = bureau.post(&OFFICER, "people.approve_leave", "refused", &input).await;
        let problem = answer.json();
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (status, "application/problem+json"), "{problem}");
        let reason = &problem["refusals"][0];
        assert_eq!((reason["code"].as_str(), reason["place"].as_str()), (Some(code), Some(place)));
        assert!(!reason["zh"].as_str().unwrap().is_empty() && !reason["en"].as_str().unwrap().is_empty());
    }
    let forbidden = bureau.post(&NOBODY, "people.approve_leave", "refused", &leave("2024-03-07")).await;
    assert_eq!((forbidden.status.as_u16(), &forbidden.json()["refusals"][0]["code"]), (403, &json!("access.not_allowed")));
    let unfit = bureau.post(&OFFICER, "people.approve_leave", "refused", &json!({"person": person(0)})).await;
    assert_eq!(unfit.status, 422);
    assert!(unfit.json()["en"].as_str().unwrap().contains("kind"), "{}", unfit.text());
}

#[tokio::test]
async fn what_is_no_command_is_turned_away() {
    let bureau = Bureau::new().await;
    let size = bureau.store.published().head().0;
    let status = async |request: Request<Body>| bureau.ask(request).await;
    let command = |name| bureau.command(&OFFICER, name, "key");

    let broken = status(command("people.approve_leave").body(Body::from("{\n  \"person\": ,\n}")).unwrap()).await;
    assert_eq!(broken.status, 400);
    assert!(broken.json()["en"].as_str().unwrap().contains("line 2, column 13"), "{}", broken.text());

    assert_eq!(status(command("people.no_such").body(Body::from("{}")).unwrap()).await.status, 404);
    let plain =
        Request::post("/api/v1/commands/people.approve_leave").header("authorization", format!("Bearer {}", bureau.token(&OFFICER)));
    let no_key = status(plain.header("content-type", "application/json").body(Body::from("{}")).unwrap()).await;
    assert_eq!((no_key.status.as_u16(), no_key.json()["type"].as_str()), (400, Some("urn:nuancheng:problem:idempotency-key")));
    let long = bureau.post(&OFFICER, "people.approve_leave", &"k".repeat(181), &leave("2024-03-04")).await;
    assert_eq!(long.status, 400);

    let mut text = command("people.approve_leave").body(Body::from("{}")).unwrap();
    text.headers_mut().insert("content-type", "text/plain".parse().unwrap());
    assert_eq!(status(text).await.status, 415);

    for token in ["", "Bearer nct_unknown", "Basic abc", "Bearer"] {
        let mut request = command("people.approve_leave").body(Body::from("{}")).unwrap();
        request.headers_mut().insert("authorization", token.parse().unwrap());
        assert_eq!(status(request).await.status, 401, "{token}");
    }
    assert_eq!(bureau.store.published().head().0, size);
}

#[tokio::test]
async fn a_token_ends() {
    let bureau = Bureau::new().await;
    assert_eq!(bureau.api(&OFFICER, "/ledger").await.status, 200);
    bureau.clock.set(nc_kernel::Micros(bureau.store.now().0 + 3_600_000_000));
    assert_eq!(bureau.api(&OFFICER, "/ledger").await.status, 401);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_before_it_is_read() {
    let bureau = Bureau::new().await;
    // A body that is read fails the test.
    let unread = Body::from_stream(Unread);
    let request = bureau.command(&OFFICER, "people.approve_leave", "big").header("content-length", "16777217").body(unread).unwrap();
    assert_eq!(bureau.ask(request).await.status, 413);
    let unsaid = vec![b' '; 16 * 1024 * 1024 + 1];
    let request = bureau.command(&OFFICER, "people.approve_leave", "big").body(Body::from(unsaid)).unwrap();
    assert_eq!(bureau.ask(request).await.status, 413);
}

struct Unread;

impl futures_util::Stream for Unread {
    type Item = Result<Vec<u8>, std::io::Error>;

    fn poll_next(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<Option<Self::Item>> {
        panic!("the body was read");
    }
}

#[tokio::test]
async fn a_closing_server_asks_to_try_again_and_says_nothing_internal() {
    let bureau = Bureau::new().await;
    let token = bureau.token(&OFFICER).to_owned();
    bureau.store.close().await;
    let answer = bureau.post(&OFFICER, "people.approve_leave", "late", &leave("2024-03-04")).await;
    // The database is closed as well, so not even the token can be looked up.
    assert!([500, 503].contains(&answer.status.as_u16()));
    let problem = answer.json();
    assert_eq!(problem["request_id"], answer.header("x-request-id"));
    let text = answer.text();
    assert!(!text.contains("sqlx") && !text.contains("pool") && !text.contains(&token), "{text}");
}
