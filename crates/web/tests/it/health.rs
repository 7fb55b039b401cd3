use crate::bureau::Bureau;

#[tokio::test]
async fn the_process_and_the_database_answer() {
    let bureau = Bureau::bare().await;
    let alive = bureau.open_page("/healthz").await;
    assert_eq!((alive.status.as_u16(), alive.text().as_str()), (200, "ok\n"));
    let ready = bureau.open_page("/readyz").await;
    assert_eq!((ready.status.as_u16(), ready.json()["size"].as_u64()), (200, Some(0)));
}

#[tokio::test]
async fn a_server_without_its_database_is_alive_and_not_ready() {
    let bureau = Bureau::bare().await;
    bureau.store.close().await;
    assert_eq!(bureau.open_page("/healthz").await.status, 200);
    let ready = bureau.open_page("/readyz").await;
    assert_eq!((ready.status.as_u16(), ready.header("retry-after")), (503, "2"));
    assert_eq!(ready.json()["type"], "urn:nuancheng:problem:not-ready");
}
