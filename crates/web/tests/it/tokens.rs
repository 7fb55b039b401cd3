//! Tokens that are held to less than their user may.

use serde_json::{Value, json};

use crate::bureau::{Bureau, OFFICER, SYSTEM, person};

async fn issue(bureau: &Bureau, key: &str, wanted: &Value) -> (String, String) {
    let answer = bureau.call(&SYSTEM, "POST", &format!("/accounts/{}/tokens", OFFICER.user), key, Some(wanted)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let made = answer.json();
    (made["token"].as_str().unwrap().to_owned(), made["secret"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_token_may_less_than_its_user_and_never_more() {
    let bureau = Bureau::new().await;
    let leave = json!({"person": person(0), "kind": "annual", "from": "2024-03-04", "to": "2024-03-04"});
    let foreign = json!({"person": person(15), "kind": "annual", "from": "2024-03-04", "to": "2024-03-04"});
    let terms = |more: Value| {
        let mut terms = json!({"label": "大屏", "last_day": "2024-06-01"});
        terms.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        terms
    };
    let (_, reads) = issue(&bureau, "reads", &terms(json!({}))).await;
    let (_, figures) = issue(&bureau, "figures", &terms(json!({"actions": ["read_figures"]}))).await;
    let (_, unit) = issue(&bureau, "unit", &terms(json!({"writes": true, "unit": "/150600/a/"}))).await;
    for (token, method, path, body, status, code) in [
        (&reads, "GET", "/figures", None, 200, ""),
        (&reads, "POST", "/commands/people.approve_leave", Some(&leave), 403, "token.reads_only"),
        (&figures, "GET", "/figures", None, 200, ""),
        (&figures, "GET", "/people", None, 403, "token.beyond"),
        (&figures, "GET", "/classes", None, 403, "token.beyond"),
        (&unit, "GET", "/figures?unit=/150600/", None, 403, "token.beyond"),
        (&unit, "GET", "/figures?unit=/150600/a/", None, 200, ""),
        (&unit, "GET", "/people?unit=/150600/b/", None, 403, "token.beyond"),
        (&unit, "POST", "/commands/people.approve_leave", Some(&foreign), 403, "token.beyond"),
        (&unit, "POST", "/commands/people.approve_leave", Some(&leave), 200, ""),
    ] {
        let answer = bureau.call_with(token, method, path, "limited", body).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path}: {}", answer.text());
        if status != 200 {
            assert_eq!(answer.json()["refusals"][0]["code"], code, "{method} {path}");
        }
    }
    // What a unit's token lists by default is its unit.
    let people = bureau.call_with(&unit, "GET", "/people?limit=1000", "k", None).await.json();
    assert_eq!(people["people"].as_array().unwrap().len(), 10);
    // Pages know nothing of limits, so they take no limited token.
    let request = axum::http::Request::get("/figures/training.runs").header("host", "elsewhere.example");
    let page = bureau.ask(request.header("authorization", format!("Bearer {figures}")).body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(page.status, 401);
}

#[tokio::test]
async fn a_token_is_shown_once_seen_in_the_list_and_ends_when_revoked() {
    let bureau = Bureau::new().await;
    let wanted = json!({"label": "接口", "last_day": "2024-06-01", "actions": ["read_figures"], "unit": "/150600/a/"});
    let (id, secret) = issue(&bureau, "once", &wanted).await;
    let tokens = format!("/accounts/{}/tokens", OFFICER.user);
    let again = bureau.call(&SYSTEM, "POST", &tokens, "once", Some(&wanted)).await;
    assert_eq!((again.status.as_u16(), &again.json()["refusals"][0]["code"]), (409, &json!("token.request_taken")));
    assert!(again.text().contains(&id) && !again.text().contains("nct_"));

    assert_eq!(bureau.call_with(&secret, "GET", "/me", "k", None).await.json()["limits"]["unit"], "/150600/a/");
    let line = async || {
        let list = bureau.call(&SYSTEM, "GET", &tokens, "k", None).await.json();
        list["tokens"].as_array().unwrap().iter().find(|line| line["token"] == *id).cloned()
    };
    let shown = line().await.unwrap();
    assert_eq!((&shown["used_on"], &shown["label"]), (&json!("2024-03-01"), &json!("接口")));
    assert_eq!((&shown["limits"]["writes"], &shown["limits"]["actions"]), (&json!(false), &json!(["read_figures"])));

    let revoked = bureau.call(&SYSTEM, "DELETE", &format!("{tokens}/{id}"), "k", None).await;
    assert_eq!((revoked.status.as_u16(), revoked.body.len()), (204, 0));
    assert_eq!(bureau.call_with(&secret, "GET", "/me", "k", None).await.status, 401);
    assert!(line().await.is_none());
    assert_eq!(bureau.call(&SYSTEM, "DELETE", &format!("{tokens}/{id}"), "k", None).await.status, 404);
}

#[tokio::test]
async fn a_token_ends_with_its_day_and_with_its_account() {
    let bureau = Bureau::new().await;
    let (_, short) = issue(&bureau, "short", &json!({"label": "一日", "last_day": "2024-03-02"})).await;
    assert_eq!(bureau.call_with(&short, "GET", "/me", "k", None).await.status, 200);
    bureau.clock.set(nc_kernel::Micros(nc_kernel::Micros::end_of(nc_kernel::Day::parse("2024-03-02").unwrap()).0 + 1));
    assert_eq!(bureau.call_with(&short, "GET", "/me", "k", None).await.status, 401);

    let bureau = Bureau::new().await;
    let (_, secret) = issue(&bureau, "long", &json!({"label": "长期", "last_day": "2024-06-01"})).await;
    assert_eq!(bureau.call_with(&secret, "GET", "/me", "k", None).await.status, 200);
    assert_eq!(bureau.call(&SYSTEM, "POST", &format!("/accounts/{}/close", OFFICER.user), "close", None).await.status, 200);
    assert_eq!(bureau.call_with(&secret, "GET", "/me", "k", None).await.status, 401);
}
