//! Every title says that it is synthetic, and every account is a demonstration account.

use nc_demo::{DemoError, fill};
use nc_kernel::{FixedClock, Micros, SeededIds};
use sqlx::Connection;

use crate::bureau::bureau;

/// What people read as a title in a fact.
const TITLES: [&str; 4] = ["title", "name_zh", "subject", "what"];

fn titles(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        // An honour has the title it has, and says in its remark that it is invented.
        serde_json::Value::Object(fields) if fields.get("remark").and_then(|r| r.as_str()).is_some_and(|r| r.contains("演示数据")) => {}
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                // By which rules a contest is held is the catalogue's; the contest's own title says what it is.
                if name == "disciplines" {
                    continue;
                }
                match value.as_str().filter(|_| TITLES.contains(&name.as_str())) {
                    Some(text) => found.push(text.to_owned()),
                    None => titles(value, found),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| titles(item, found)),
        _ => {}
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_title_is_labelled() {
    let bureau = bureau(1).await;
    let mut connection = sqlx::SqliteConnection::connect(&bureau.database.url).await.unwrap();
    let facts: Vec<(String, Vec<u8>)> =
        sqlx::query_as("SELECT kind, bytes FROM fact WHERE bureau_id = $1").bind(150_600).fetch_all(&mut connection).await.unwrap();
    assert_eq!(facts.len() as u64, bureau.summary.facts);
    let mut seen = 0;
    for (kind, bytes) in facts.iter().filter(|(kind, _)| !kind.starts_with("figures.")) {
        let mut found = Vec::new();
        titles(&serde_json::from_slice(bytes).unwrap(), &mut found);
        seen += found.len();
        let unlabelled: Vec<&String> = found.iter().filter(|title| !title.contains("演示数据")).collect();
        assert!(unlabelled.is_empty(), "{kind}: {unlabelled:?}");
    }
    assert!(seen > 100, "{seen}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn accounts_sign_in_and_a_bureau_with_people_is_left_alone() {
    let bureau = bureau(1).await;
    for account in &bureau.summary.accounts {
        assert!(account.login.starts_with("demo-") && !account.role_zh.is_empty() && !account.role_en.is_empty());
    }
    for login in ["demo-leader", "demo-recorder-150602", "demo-officer"] {
        let account = bureau.summary.accounts.iter().find(|account| account.login == login).unwrap();
        assert!(bureau.store.sign_in(&account.login, &account.password).await.unwrap().is_some());
    }
    let again = fill(&bureau.store, &FixedClock::new(Micros(0)), &bureau.options, &mut SeededIds::new(1), &mut |_, _| {}).await;
    assert!(matches!(again, Err(DemoError::NotEmpty)));
}
