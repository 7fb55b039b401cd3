//! A small log in memory: facts, tiles, roots; and the naive RFC 6962 tree it is compared with.

use std::collections::BTreeMap;

use nc_ledger::checkpoint::{Checkpoint, Signer};
use nc_ledger::envelope::{Envelope, canonical_body};
use nc_ledger::tree::{Frontier, StoredTile, TileId, TileSet};
use nc_ledger::{Hash, leaf_hash};
use serde_json::json;

/// The log's name in its checkpoints.
pub const NAME: &str = "nuancheng.test/1";

/// A log as a store would hold it.
pub struct Log {
    pub facts: Vec<Vec<u8>>,
    pub tiles: BTreeMap<TileId, StoredTile>,
    /// `roots[n]` is the root of the first n facts.
    pub roots: Vec<Hash>,
}

impl Log {
    pub fn of(size: u64) -> Self {
        let mut frontier = Frontier::default();
        let mut log = Self { facts: Vec::new(), tiles: BTreeMap::new(), roots: vec![frontier.root()] };
        for seq in 0..size {
            let bytes = fact(seq);
            frontier.append(leaf_hash(&bytes));
            log.facts.push(bytes);
            log.roots.push(frontier.root());
            if seq % 97 == 0 {
                log.store(frontier.take_changed());
            }
        }
        log.store(frontier.take_changed());
        log
    }

    pub fn size(&self) -> u64 {
        self.facts.len() as u64
    }

    pub fn root(&self) -> Hash {
        self.roots[self.facts.len()]
    }

    pub fn store(&mut self, tiles: Vec<StoredTile>) {
        self.tiles.extend(tiles.into_iter().map(|tile| (tile.id(), tile)));
    }

    pub fn only(&self, ids: &[TileId]) -> TileSet {
        ids.iter().map(|id| self.tiles[id].clone()).collect()
    }

    pub fn checkpoint(&self, size: u64) -> Checkpoint {
        Checkpoint { origin: NAME.to_owned(), size, root: self.roots[size as usize] }
    }

    pub fn leaves(&self) -> Vec<Hash> {
        self.facts.iter().map(|bytes| leaf_hash(bytes)).collect()
    }
}

/// A plausible fact with a commitment in place of a name.
pub fn fact(seq: u64) -> Vec<u8> {
    let commitment = hex::encode(leaf_hash(&seq.to_be_bytes()).0);
    let body = canonical_body(&json!({"count": seq * 3, "name": commitment, "kind": "政治轮训"})).unwrap();
    let envelope = Envelope {
        actor: "p:7".into(),
        at: 1_767_225_600_000_000 + seq as i64,
        body: &body,
        bureau: 1,
        kind: "study.attended.v1".into(),
        on: "2026-01-01".into(),
        seq,
        stream: "class:12".into(),
        unit: "/1/4/".into(),
    };
    envelope.to_bytes().unwrap()
}

pub fn signer() -> Signer {
    Signer::from_seed(NAME, &[7; 32]).unwrap()
}

/// RFC 6962 §2.1 to the letter, slow on purpose.
pub fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => nc_ledger::tree::EMPTY_ROOT,
        [leaf] => *leaf,
        _ => {
            let mut split = 1;
            while split * 2 < leaves.len() {
                split *= 2;
            }
            tlog_tiles::node_hash(naive_root(&leaves[..split]), naive_root(&leaves[split..]))
        }
    }
}
