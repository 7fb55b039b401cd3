//! The server on a real port.

use std::time::Duration;

use crate::bureau::{Bureau, OFFICER, options, person};
use crate::client::Client;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_told_to_stop_finishes_and_closes_the_store() {
    let bureau = Bureau::new().await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let (told, listening) = tokio::sync::oneshot::channel();
    let store = bureau.store.clone();
    let shutdown = async move { drop(stopped.await) };
    let server =
        tokio::spawn(async move { nc_web::serve(store, options("127.0.0.1:0"), shutdown, |address| told.send(address).unwrap()).await });
    let address = listening.await.unwrap();
    let mut client = Client::connect(address).await.unwrap();
    let headers = format!("Authorization: Bearer {}\r\nIdempotency-Key: k\r\nContent-Type: application/json\r\n", bureau.token(&OFFICER));
    let body = serde_json::json!({"person": person(0), "kind": "annual", "from": "2024-03-04", "to": "2024-03-04"}).to_string();
    let (status, answer) = client.ask("POST /api/v1/commands/people.approve_leave", &headers, body.as_bytes()).await.unwrap();
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&answer));
    let (status, _) = client.ask("GET /sign-in", "", b"").await.unwrap();
    assert_eq!(status, 200);

    stop.send(()).unwrap();
    // The kept-alive connection must not keep the server.
    tokio::time::timeout(Duration::from_secs(5), server).await.unwrap().unwrap().unwrap();
    assert!(Client::connect(address).await.is_err());
    let after = bureau.store.execute_named(&OFFICER, "late", "people.approve_leave", serde_json::from_str(&body).unwrap()).await;
    assert!(matches!(after, Err(nc_store::StoreError::Closed)));
}

#[tokio::test]
async fn an_address_in_use_is_named() {
    let bureau = Bureau::bare().await;
    let holder = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = holder.local_addr().unwrap().to_string();
    let fault = nc_web::serve(bureau.store.clone(), options(&address), std::future::pending(), |_| {}).await.unwrap_err();
    assert!(fault.to_string().contains(&address), "{fault}");
}
