//! `GET /api/v1/figures` and `GET /api/v1/figures/{id}`.

use serde_json::Value;

use crate::bureau::{Bureau, LEADER_A, NOBODY, OFFICER, PLAIN};

fn count(list: &Value, id: &str) -> i64 {
    let figures = list["figures"].as_array().unwrap();
    figures.iter().find(|f| f["figure"] == id).unwrap()["worth"]["count"].as_i64().unwrap()
}

#[tokio::test]
async fn every_figure_with_its_value_period_and_ledger() {
    let bureau = Bureau::new().await;
    let all = bureau.api(&OFFICER, "/figures").await.json();
    assert_eq!(all["figures"].as_array().unwrap().len(), bureau.store.published().catalogue().in_use().count());
    assert_eq!(count(&all, "training.attendances"), 6 + 15 + 20);
    let year = bureau.api(&OFFICER, "/figures?unit=/150600/b/&period_from=2023-01-01&period_to=2023-12-31").await.json();
    assert_eq!(count(&year, "training.attendances"), 5);
    let first = &year["figures"][0];
    assert_eq!(first["period"], serde_json::json!({"from": "2023-01-01", "to": "2023-12-31"}));
    assert_eq!((first["scope"].as_str(), first["version"].as_u64()), (Some("/150600/b/"), Some(1)));
    assert_eq!(first["ledger_size"], bureau.store.published().head().0);
}

#[tokio::test]
async fn as_known_on_an_earlier_day() {
    let bureau = Bureau::new().await;
    let before = bureau.api(&OFFICER, "/figures?known_on=2024-02-29").await.json();
    assert_eq!(count(&before, "training.attendances"), 0);
    assert_eq!(before["figures"][0]["ledger_size"], 0);
}

#[tokio::test]
async fn a_figure_with_its_definition() {
    let bureau = Bureau::new().await;
    let shown = bureau.api(&PLAIN, "/figures/training.attendances@1").await.json();
    assert_eq!(shown["definition"]["unit"], "人次");
    assert_eq!(shown["value"]["worth"]["count"], 41);
    let missing = bureau.api(&PLAIN, "/figures/training.nothing").await;
    assert_eq!((missing.status.as_u16(), missing.json()["en"].as_str()), (404, Some("There is no such figure.")));
}

#[tokio::test]
async fn a_reader_starts_at_the_own_unit_and_stays_there() {
    let bureau = Bureau::new().await;
    let own = bureau.api(&LEADER_A, "/figures").await.json();
    assert_eq!(own["figures"][0]["scope"], "/150600/a/");
    assert_eq!(count(&own, "training.attendances"), 6 + 10 + 10);
    for (actor, path) in
        [(&LEADER_A, "/figures?unit=/150600/"), (&LEADER_A, "/figures/training.runs?unit=/150600/b/"), (&NOBODY, "/figures")]
    {
        let refused = bureau.api(actor, path).await;
        assert_eq!(refused.status, 403, "{path}");
        assert_eq!(refused.json()["refusals"][0]["code"], "access.not_allowed");
    }
}

#[tokio::test]
async fn a_question_that_cannot_be_read_is_refused_at_its_place() {
    let bureau = Bureau::new().await;
    let refused = bureau.api(&OFFICER, "/figures?unit=150600&period_to=2024-02-30").await;
    assert_eq!(refused.status, 422);
    let places: Vec<Value> = refused.json()["refusals"].as_array().unwrap().iter().map(|r| r["place"].clone()).collect();
    assert_eq!(places, ["unit", "period_to"]);
    assert_eq!(bureau.api(&OFFICER, "/figures?unit=/150600/&unit=/150600/a/").await.status, 422);
}
