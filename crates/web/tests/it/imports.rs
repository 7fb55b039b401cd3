use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::bureau::{Bureau, OFFICER};

pub async fn import(bureau: &Bureau, query: &str, text: &str) -> Value {
    let request = Request::post(format!("/api/v1/imports/rosters{query}"))
        .header("authorization", format!("Bearer {}", bureau.token(&OFFICER)))
        .header("content-type", "text/csv")
        .body(Body::from(text.to_owned()))
        .unwrap();
    let answer = bureau.ask(request).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[tokio::test]
async fn a_roster_is_judged_by_cell_and_taken_in_whole_or_not_at_all() {
    let bureau = Bureau::new().await;
    let plan = json!({"serial": "spring", "title": "春训", "category": "drill", "starts_on": "2024-02-20", "organisers": ["/150600/"]});
    assert_eq!(bureau.post(&OFFICER, "training.plan_class", "spring", &plan).await.status, 200);
    let class = nc_kernel::id::to_text(nc_kernel::id::natural("training.class", "spring"));
    assert_eq!(bureau.post(&OFFICER, "training.open_class", "open", &json!({"class": class})).await.status, 200);
    let size = || bureau.store.published().head().0;
    let before = size();

    let wrong = "警号,姓名,考勤\n481001,某某,出勤\n999999,某某,出勤\n481002,某人,出勤\n";
    let judged = import(&bureau, "?class=spring", wrong).await;
    let cells: Vec<(&str, &str)> =
        judged["faults"].as_array().unwrap().iter().map(|f| (f["cell"].as_str().unwrap(), f["code"].as_str().unwrap())).collect();
    assert_eq!(cells, [("A3", "unknown_person"), ("B4", "name_differs")], "{judged}");
    assert_eq!((&judged["added"], judged.get("receipt"), size()), (&json!(0), None, before));

    let right = "警号,姓名,考勤\n481001,某某,出勤\n481002,某某,迟到\n";
    let dry = import(&bureau, "?class=spring&dry_run=true", right).await;
    assert_eq!((&dry["faults"], dry["added"].as_u64(), size()), (&json!([]), Some(2), before), "{dry}");
    let done = import(&bureau, "?class=spring", right).await;
    assert_eq!((done["added"].as_u64(), &done["receipt"]["repeated"], size()), (Some(2), &json!(false), before + 2));
    let again = import(&bureau, "?class=spring", right).await;
    assert_eq!((again["added"].as_u64(), &again["receipt"]["repeated"], size()), (Some(0), &json!(true), before + 2));
}
