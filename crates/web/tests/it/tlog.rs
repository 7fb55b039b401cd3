//! A foreign auditor: nothing but the two public addresses and the verifier key.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use tlog_tiles::{Error, Hash, HashReader, Tile, TileHashReader, TileReader, stored_hash_index, tree_hash};

use crate::bureau::{Bureau, OFFICER, ask, person};

/// Fetches tiles over HTTP, as a C2SP client does.
struct Remote {
    bureau: Bureau,
    runtime: tokio::runtime::Handle,
}

impl TileReader for Remote {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, Error> {
        let fetch = async |tile: &Tile| {
            // The library's addresses name the height, C2SP's do not.
            let path = tile.path().replacen("tile/8/", "/tile/", 1);
            let answer = ask(&self.bureau.router, Request::get(&path).body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, 200, "{path}");
            let immutable = answer.header("cache-control").contains("immutable");
            assert_eq!(immutable, tile.width() == 256, "{path}");
            answer.body
        };
        let mut all = Vec::new();
        for tile in tiles {
            all.push(self.runtime.block_on(fetch(tile)));
        }
        Ok(all)
    }

    fn save_tiles(&self, _: &[Tile], _: &[Vec<u8>]) {}
}

async fn get(bureau: &Bureau, path: &str) -> crate::bureau::Answer {
    ask(&bureau.router, Request::get(path).body(Body::empty()).unwrap()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_tree_is_verified_through_the_public_addresses_only() {
    let bureau = Bureau::new().await;
    for round in 0..6 {
        let people: Vec<Value> = (0..150).map(|n| crate::bureau::registration(100 + round * 150 + n, "/150600/a/")).collect();
        let done = bureau.post(&OFFICER, "people.register_people", &format!("many-{round}"), &json!({"people": people})).await;
        assert_eq!(done.status, 200, "{}", done.text());
    }
    bureau.store.sign_now().await.unwrap();
    let note = get(&bureau, "/checkpoint").await;
    assert_eq!(note.header("content-type"), "text/plain; charset=utf-8");
    let signed = nc_ledger::checkpoint::open(&note.text(), bureau.store.verifier_key()).unwrap();
    // Two full tiles and more: the level above has a tile of its own.
    assert!(signed.size > 900);
    // The ledger grows on; the tiles of the signed size are still there.
    let leave = json!({"person": person(0), "kind": "annual", "from": "2024-03-04", "to": "2024-03-04"});
    assert_eq!(bureau.post(&OFFICER, "people.approve_leave", "later", &leave).await.status, 200);

    let runtime = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || {
        let remote = Remote { bureau, runtime };
        let reader = TileHashReader::new(signed.size, signed.root, &remote);
        // Every hash the reader gives is checked against the signed root on the way.
        assert_eq!(tree_hash(signed.size, &reader).unwrap(), signed.root);
        let leaves: Vec<u64> = (0..signed.size).map(|n| stored_hash_index(0, n)).collect();
        let hashes = reader.read_hashes(&leaves).unwrap();
        assert_eq!(hashes.len() as u64, signed.size);
        let wrong = TileHashReader::new(signed.size, Hash([0; 32]), &remote);
        assert!(wrong.read_hashes(&leaves[..1]).is_err(), "the reader checks nothing");
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn what_is_not_there_is_not_made_up() {
    let bureau = Bureau::bare().await;
    assert_eq!(get(&bureau, "/checkpoint").await.status, 404);
    let bureau = Bureau::new().await;
    let size = bureau.store.published().head().0;
    assert!((2..255).contains(&size));
    assert_eq!(get(&bureau, &format!("/tile/0/000.p/{size}")).await.body.len() as u64, size * 32);
    assert_eq!(get(&bureau, "/tile/0/000.p/1").await.body.len(), 32);
    let wider = format!("/tile/0/000.p/{}", size + 1);
    let paths = [
        "/tile/0/000",
        &wider,
        "/tile/0/000.p/0",
        "/tile/0/000.p/256",
        "/tile/0/001",
        "/tile/0/0",
        "/tile/0/x000/000",
        "/tile/1/000",
        "/tile/-1/000",
        "/tile/64/000",
        "/tile/data/000",
        "/tile/entries/000",
        "/tile/0/x999/x999/x999/x999/x999/x999/999",
    ];
    for path in paths {
        assert_eq!(get(&bureau, path).await.status, 404, "{path}");
    }
}
