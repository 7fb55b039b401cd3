use crate::bureau::{Bureau, NOBODY};

#[tokio::test]
async fn the_ledger_tells_where_it_stands() {
    let bureau = Bureau::new().await;
    bureau.store.sign_now().await.unwrap();
    let ledger = bureau.api(&NOBODY, "/ledger").await.json();
    let (size, root) = bureau.store.published().head();
    assert_eq!(ledger["bureau"], 150_600);
    assert_eq!((ledger["size"].as_u64(), ledger["root"].as_str()), (Some(size), Some(root.to_string_hex().as_str())));
    assert_eq!(ledger["verifier_key"], bureau.store.verifier_key());
    let signed = nc_ledger::checkpoint::open(ledger["checkpoint"].as_str().unwrap(), bureau.store.verifier_key()).unwrap();
    assert_eq!((signed.size, signed.root), (size, root));
}

#[tokio::test]
async fn without_a_token_nothing_is_told() {
    let bureau = Bureau::new().await;
    let answer = bureau.open_page("/api/v1/ledger").await;
    assert_eq!((answer.status.as_u16(), answer.header("www-authenticate")), (401, "Bearer"));
}

trait Hex {
    fn to_string_hex(&self) -> String;
}

impl Hex for nc_ledger::Hash {
    fn to_string_hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
