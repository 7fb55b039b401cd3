use crate::bureau::{Bureau, LEADER_A, NOBODY, OFFICER, PLAIN};

#[tokio::test]
async fn every_row_once_over_all_pages() {
    let bureau = Bureau::new().await;
    let mut keys = Vec::new();
    let mut path = "/figures/training.attendances/rows?limit=7".to_owned();
    loop {
        let page = bureau.api(&OFFICER, &path).await.json();
        let rows = page["rows"].as_array().unwrap();
        assert!(rows.len() <= 7);
        assert_eq!(page["hidden"], 0);
        keys.extend(rows.iter().map(|row| row["key"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/figures/training.attendances/rows?limit=7&cursor={next}");
    }
    assert_eq!(keys.len(), 41);
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 41);
    for garbage in ["41", "v2.20240301.1.6b6579", "v1.20240301.1.%00"] {
        let refused = bureau.api(&OFFICER, &format!("/figures/training.attendances/rows?cursor={garbage}")).await;
        assert_eq!((refused.status.as_u16(), refused.json()["refusals"][0]["place"].as_str()), (422, Some("cursor")), "{garbage}");
    }
}

#[tokio::test]
async fn a_row_names_its_unit_person_and_evidence_and_nobody_by_name() {
    let bureau = Bureau::new().await;
    let answer = bureau.api(&LEADER_A, "/figures/training.attendances/rows").await;
    let page = answer.json();
    assert_eq!(page["rows"].as_array().unwrap().len(), 26);
    let row = &page["rows"][0];
    assert_eq!((row["day"].as_str(), row["organisers"][0].as_str()), (Some("2022-02-10"), Some("/150600/a/")));
    assert!(row["evidence"].as_u64().unwrap() < bureau.store.published().head().0);
    assert!(!answer.text().contains("某某"));
}

#[tokio::test]
async fn rows_one_may_not_open_are_counted() {
    let bureau = Bureau::new().await;
    let page = bureau.api(&PLAIN, "/figures/training.attendances/rows").await.json();
    assert_eq!((page["rows"].as_array().unwrap().len(), page["hidden"].as_u64()), (0, Some(41)));
    assert_eq!(bureau.api(&NOBODY, "/figures/training.attendances/rows").await.status, 403);
    assert_eq!(bureau.api(&OFFICER, "/figures/training.attendances/rows?limit=0").await.status, 422);
}
