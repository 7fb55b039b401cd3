use serde_json::json;

use crate::bureau::{Bureau, SECURITY, SYSTEM};

#[tokio::test]
async fn an_account_is_made_once_and_signs_in_with_the_password_that_was_shown() {
    let bureau = Bureau::new().await;
    let wanted = json!({"login": "neiqin"});
    let made = bureau.call(&SYSTEM, "POST", "/accounts", "new-1", Some(&wanted)).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let made = made.json();
    let password = made["password"].as_str().unwrap();
    let user = bureau.store.sign_in("neiqin", password).await.unwrap().unwrap();
    assert_eq!(made["user"], user.to_string());
    let again = bureau.call(&SYSTEM, "POST", "/accounts", "new-1", Some(&wanted)).await.json();
    assert_eq!((&again["user"], &again["receipt"]["repeated"], again.get("password")), (&made["user"], &json!(true), None));

    // The security administrator grants, and sees what was granted.
    let grant = json!({"user": made["user"], "role": "recorder", "unit": "/150600/a/", "from": "2024-03-01"});
    assert_eq!(bureau.call(&SECURITY, "POST", "/commands/people.grant_role", "grant-1", Some(&grant)).await.status, 200);
    let grants = bureau.call(&SECURITY, "GET", &format!("/grants?user={user}"), "k", None).await.json();
    assert_eq!((&grants["grants"][0]["role"], grants["grants"].as_array().unwrap().len()), (&json!("recorder"), 1));

    let set = json!({"password": "一句记得住的话才好用"});
    let path = format!("/accounts/{user}/password");
    assert_eq!(bureau.call(&SYSTEM, "PUT", &path, "k", Some(&set)).await.status, 200);
    assert_eq!(bureau.store.sign_in("neiqin", password).await.unwrap(), None);
    assert_eq!(bureau.store.sign_in("neiqin", "一句记得住的话才好用").await.unwrap(), Some(user));

    let closed = bureau.call(&SYSTEM, "POST", &format!("/accounts/{user}/close"), "close-1", None).await;
    assert_eq!(closed.status, 200, "{}", closed.text());
    assert_eq!(bureau.store.sign_in("neiqin", "一句记得住的话才好用").await.unwrap(), None);
}

#[tokio::test]
async fn accounts_come_in_pages() {
    let bureau = Bureau::new().await;
    let mut logins = Vec::new();
    let mut path = "/accounts?limit=3".to_owned();
    loop {
        let page = bureau.call(&SYSTEM, "GET", &path, "k", None).await.json();
        logins.extend(page["accounts"].as_array().unwrap().iter().map(|a| a["login"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/accounts?limit=3&cursor={next}");
    }
    assert_eq!(logins, ["auditadmin", "leader-a", "member", "nobody", "plain", "political", "secadmin", "sysadmin"]);
}
