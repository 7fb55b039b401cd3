//! What the facts say, folded here from their stored bytes without any of the store's own tables.

use std::collections::BTreeMap;

use nc_kernel::{Actor, Change, Day, Entry, Micros, Recorded, States, StreamId, UnitPath};
use nc_ledger::envelope::Envelope;
use sha2::{Digest, Sha256};

use crate::direct_sql::{Direct, Row};

/// The states and the history of every register.
#[derive(Default)]
pub struct Replay {
    pub states: States,
    pub log: Vec<(Micros, Change)>,
    leaves: Vec<[u8; 32]>,
}

impl Replay {
    pub async fn of(url: &str) -> Self {
        let mut replay = Self::default();
        replay.catch_up(url).await;
        replay
    }

    /// Takes in what was recorded since.
    pub async fn catch_up(&mut self, url: &str) {
        for row in Direct::to(url).await.facts(self.size()).await {
            self.take(&row);
        }
    }

    pub fn size(&self) -> u64 {
        self.leaves.len() as u64
    }

    fn take(&mut self, row: &Row) {
        assert_eq!(row.seq, self.size(), "the log has a gap or a repetition");
        let envelope = Envelope::parse(&row.bytes).unwrap();
        assert_eq!((envelope.seq, envelope.stream.as_ref()), (row.seq, row.stream.as_str()));
        let stream = StreamId::from_stored(&row.stream);
        if self.states.any(&stream).is_none() {
            self.states.insert(stream.clone(), nc_store::registry::empty_state(stream.family()).unwrap());
        }
        let recorded = Recorded {
            seq: row.seq,
            recorded_at: Micros(envelope.at),
            happened_on: Day::parse(&envelope.on).unwrap(),
            unit: UnitPath::parse(&envelope.unit).unwrap(),
            actor: Actor { user: envelope.actor.parse().unwrap() },
            fact: (envelope.kind.as_ref(), envelope.body.get()),
        };
        let mut changes = Vec::new();
        self.states.any_mut(&stream).unwrap().take(&recorded, Some(&mut changes)).unwrap();
        self.log.extend(changes.into_iter().map(|change| (recorded.recorded_at, change)));
        self.leaves.push(Sha256::new().chain_update([0]).chain_update(&row.bytes).finalize().into());
    }

    /// The entries that counted, as known at `at`.
    pub fn live(&self, at: Micros) -> Vec<Entry> {
        let mut live: BTreeMap<(&'static str, String), Entry> = BTreeMap::new();
        for (_, change) in self.log.iter().take_while(|(recorded_at, _)| *recorded_at <= at) {
            let id = (change.entry().register, change.entry().key.clone());
            match change {
                Change::Add(entry) => assert_eq!(live.insert(id, entry.clone()), None, "an entry was added twice"),
                Change::Remove(entry) => assert_eq!(live.remove(&id).as_ref(), Some(entry), "what is removed is what was added"),
            }
        }
        live.into_values().collect()
    }

    /// RFC 6962's tree head, by its definition.
    pub fn root(&self) -> [u8; 32] {
        root(&self.leaves)
    }
}

fn root(leaves: &[[u8; 32]]) -> [u8; 32] {
    match leaves {
        [] => Sha256::digest([]).into(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            Sha256::new().chain_update([1]).chain_update(root(left)).chain_update(root(right)).finalize().into()
        }
    }
}
