//! Documents through the API: taken in, named by an honour, handed out to who may open its rows; and the roster's template.

use axum::body::Body;
use axum::http::Request;
use nc_kernel::document::BlobId;
use serde_json::{Value, json};

use crate::bureau::{Answer, Bureau, OFFICER, PLAIN, person};

/// A paper, as far as its type can be told.
pub const PAPER: &[u8] = b"%PDF-1.7\n% synthetic\n";

pub async fn upload(bureau: &Bureau, bytes: &'static [u8]) -> Answer {
    let request = Request::post("/api/v1/documents")
        .header("authorization", format!("Bearer {}", bureau.token(&OFFICER)))
        .header("content-type", "application/octet-stream");
    bureau.ask(request.body(Body::from(bytes)).unwrap()).await
}

/// An honour of somebody that rests on the uploaded paper.
pub fn honour(kept: &Value) -> Value {
    let mut document = kept.clone();
    document["name"] = json!("关于表彰的通报（演示数据）");
    json!({"award": {
        "issuer": "市公安局", "title": "优秀教官", "level": "city", "awarded_on": "2024-02-20", "kind": "title",
        "people": [person(19)], "document": document,
    }})
}

#[tokio::test]
async fn g5_a_document_is_taken_in_named_by_a_record_and_handed_out() {
    let bureau = Bureau::new().await;
    let path = format!("/documents/{}", BlobId::of(PAPER));
    let kept = upload(&bureau, PAPER).await;
    assert_eq!(kept.status, 200, "{}", kept.text());
    assert_eq!(kept.json(), json!({"media": "pdf", "sha256": BlobId::of(PAPER).as_str(), "size": PAPER.len()}));
    assert_eq!(upload(&bureau, PAPER).await.json(), kept.json(), "the same bytes are one document");
    assert_eq!(bureau.api(&OFFICER, &path).await.status, 404, "no record names it yet");
    let recorded = bureau.post(&OFFICER, "honour.record", "honour", &honour(&kept.json())).await;
    assert_eq!(recorded.status, 200, "{}", recorded.text());
    let file = bureau.api(&OFFICER, &path).await;
    assert_eq!((file.status.as_u16(), file.body.as_slice()), (200, PAPER));
    assert_eq!((file.header("content-type"), file.header("cache-control")), ("application/octet-stream", "no-store"));
    assert!(
        file.header("content-disposition").starts_with("attachment; filename=") && file.header("content-disposition").ends_with(".pdf\"")
    );
    assert_eq!(bureau.api(&PLAIN, &path).await.status, 403);
    let script = upload(&bureau, b"\x7fELF\x02").await;
    assert_eq!((script.status.as_u16(), &script.json()["refusals"][0]["code"]), (422, &json!("store.document_type")));
    // An honour without its paper, or with one that was never taken in, is refused.
    let mut lost = honour(&kept.json());
    lost["award"]["document"]["sha256"] = json!("0".repeat(64));
    lost["award"]["title"] = json!("优秀班主任");
    assert_eq!(bureau.post(&OFFICER, "honour.record", "lost", &lost).await.status, 422);
}

#[tokio::test]
async fn the_roster_to_fill_in_is_taken_back_with_its_example_left_out() {
    let bureau = Bureau::new().await;
    for (lang, heading) in [("zh", "警号"), ("en", "Police number")] {
        let sheet = bureau.api(&OFFICER, &format!("/imports/rosters/template?lang={lang}")).await;
        assert!(sheet.status == 200 && sheet.header("content-disposition").contains("roster.xlsx"));
        let table = nc_office::read(&sheet.body, &nc_office::roster_columns(false), nc_office::ReadOptions::default()).unwrap();
        assert!(table.header.iter().any(|cell| cell.text.contains(heading)), "{lang}: {:?}", table.header);
        let options = nc_office::RosterOptions { class_fixed: false, valid_id: &|_| true };
        let roster = nc_office::parse_roster(&table, options);
        assert!(roster.lines == 0 && roster.faults.is_empty(), "{lang}: the example row is none");
    }
}
