use crate::bureau::{Bureau, LEADER_A, OFFICER, PLAIN};

#[tokio::test]
async fn the_file_proves_the_figure_offline() {
    let bureau = Bureau::new().await;
    let question = "?unit=/150600/a/&period_from=2023-01-01&period_to=2023-12-31";
    for (actor, path) in [(&LEADER_A, "training.attendances"), (&OFFICER, "training.pass_rate@1")] {
        let answer = bureau.api(actor, &format!("/figures/{path}/proof{question}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let id = path.split('@').next().unwrap();
        assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"{id}@1.proof.json\""));
        let proven = nc_store::proof::verify(&answer.body, bureau.store.verifier_key()).unwrap();
        assert_eq!(proven.claim.unit.as_str(), "/150600/a/");
        assert!(!answer.text().contains("某某"));
    }
}

#[tokio::test]
async fn who_may_open_no_rows_gets_no_proof() {
    let bureau = Bureau::new().await;
    assert_eq!(bureau.api(&PLAIN, "/figures/training.attendances").await.status, 200);
    let refused = bureau.api(&PLAIN, "/figures/training.attendances/proof").await;
    assert_eq!(refused.status, 403);
    assert_eq!(bureau.api(&LEADER_A, "/figures/training.attendances/proof?unit=/150600/b/").await.status, 403);
}

#[tokio::test]
async fn a_proof_that_leaves_is_noted_for_everybody_in_it() {
    let bureau = Bureau::new().await;
    bureau.page("/figures/training.attendances/proof?period_from=2022-01-01&period_to=2022-12-31").await;
    for (n, times) in [(0, 1), (5, 1), (6, 0), (15, 0)] {
        let readings = bureau.store.readings_of(crate::bureau::person(n), 5).await.unwrap();
        assert_eq!(readings.iter().filter(|reading| reading.what == "proof:training.attendances").count(), times, "person {n}");
    }
}
