//! Whole-log audits: each corruption is found and its first bad position named.

use nc_ledger::Hash;
use nc_ledger::audit::{Auditor, Defect, Finding, Report};
use nc_ledger::checkpoint::Checkpoint;
use nc_ledger::leaf_hash;
use nc_ledger::tree::{Frontier, StoredTile, TileId};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::log::{Log, fact};

/// A log as stored, to be damaged, with what an outsider holds.
struct Stored {
    facts: Vec<(u64, Vec<u8>)>,
    tiles: Vec<StoredTile>,
    head: (u64, Hash),
    held: Vec<Checkpoint>,
}

impl Stored {
    fn of(log: &Log, held: &[u64]) -> Self {
        Self {
            facts: (0u64..).zip(log.facts.iter().cloned()).collect(),
            tiles: log.tiles.values().cloned().collect(),
            head: (log.size(), log.root()),
            held: held.iter().map(|&size| log.checkpoint(size)).collect(),
        }
    }

    fn audit(&self) -> Report {
        let mut auditor = Auditor::new(self.held.clone());
        for (seq, bytes) in &self.facts {
            auditor.fact(*seq, bytes);
        }
        auditor.finish(self.head.0, self.head.1, self.tiles.clone())
    }

    fn first_bad(&self) -> Option<Finding> {
        self.audit().first_bad
    }

    fn truncate(&mut self, size: usize) {
        self.facts.truncate(size);
    }
}

fn found(position: u64, what: Defect) -> Option<Finding> {
    Some(Finding { position, what })
}

#[test]
fn a_sound_log_has_no_finding_in_any_order_of_tiles() {
    for size in [0, 1, 255, 256, 257, 600] {
        let log = Log::of(size);
        let stored = Stored::of(&log, &[0, size / 2, size, size]);
        let report = stored.audit();
        assert_eq!(report.findings, [], "size {size}");
        assert_eq!((report.size, report.root), (size, log.root()));

        let mut before = Auditor::new(stored.held.clone());
        stored.tiles.iter().for_each(|tile| before.tile(tile.clone()));
        stored.facts.iter().for_each(|(seq, bytes)| before.fact(*seq, bytes));
        assert_eq!(before.finish(size, log.root(), []), report);
    }
}

fn flip(bytes: &mut [u8], bit: usize) {
    let at = bit / 8 % bytes.len();
    bytes[at] ^= 1 << (bit % 8);
}

fn check_fact_flip(log: &Log, held: &[u64], seq: usize, bit: usize) {
    let mut stored = Stored::of(log, held);
    flip(&mut stored.facts[seq].1, bit);
    assert_eq!(stored.first_bad(), found(seq as u64, Defect::FactChanged), "fact {seq} bit {bit}");
}

fn check_tile_flip(log: &Log, held: &[u64], nth: usize, bit: usize) {
    let mut stored = Stored::of(log, held);
    let tile = &mut stored.tiles[nth];
    flip(&mut tile.hashes, bit);
    let TileId { level, index } = tile.id();
    let node = index * 256 + (bit / 8 % tile.hashes.len() / 32) as u64;
    let wanted = found(node << (8 * level), Defect::TileChanged { level, index });
    assert_eq!(stored.first_bad(), wanted, "tile {level}/{index} bit {bit}");
}

/// Sampled over all facts, all tiles of every level, and the head; the property test below visits random bits.
#[test]
fn r15_every_flipped_bit_is_found_and_the_first_bad_position_named() {
    let log = Log::of(600);
    for held in [&[][..], &[100, 300, 600]] {
        for seq in (0..600).step_by(29).chain([255, 256, 511, 512, 599]) {
            check_fact_flip(&log, held, seq, seq * 31 + seq % 8);
        }
        for byte in (0..log.facts[300].len()).step_by(7) {
            check_fact_flip(&log, held, 300, byte * 8 + byte % 8);
        }
        for nth in 0..log.tiles.len() {
            let bytes = log.tiles.values().nth(nth).unwrap().hashes.len();
            for byte in (0..bytes).step_by(if bytes > 64 { 331 } else { 3 }) {
                check_tile_flip(&log, held, nth, byte * 8 + byte % 8);
            }
        }
        for bit in (0..256).step_by(9) {
            let mut stored = Stored::of(&log, held);
            flip(&mut stored.head.1.0, bit);
            let vouched = held.last().copied().unwrap_or(0);
            assert_eq!(stored.first_bad(), found(vouched, Defect::HeadDiffers), "head root bit {bit}");
        }
        for bit in (0..64).step_by(3) {
            let mut stored = Stored::of(&log, held);
            stored.head.0 ^= 1 << bit;
            let found = stored.first_bad().unwrap();
            assert_eq!(found.position, stored.head.0.min(600), "head size bit {bit}: {found}");
        }
    }
}

#[test]
fn r15_every_flipped_bit_of_a_held_checkpoint_is_found() {
    let log = Log::of(600);
    for bit in (0..256).step_by(9) {
        let mut stored = Stored::of(&log, &[100, 300, 600]);
        flip(&mut stored.held[1].root.0, bit);
        assert_eq!(stored.first_bad(), found(100, Defect::CheckpointDiffers { size: 300 }));
    }
    for bit in 0..64 {
        let mut stored = Stored::of(&log, &[300]);
        stored.held[0].size ^= 1 << bit;
        let size = stored.held[0].size;
        let wanted = if size > 600 { found(600, Defect::CheckpointAhead { size }) } else { found(0, Defect::CheckpointDiffers { size }) };
        assert_eq!(stored.first_bad(), wanted, "bit {bit}");
    }
}

#[test]
fn r16_truncated_log_is_found_from_one_held_checkpoint() {
    let backup = Log::of(400);
    let mut restored = Stored::of(&backup, &[]);
    assert_eq!(restored.first_bad(), None, "without an outside copy a restored backup looks sound");
    restored.held = vec![Log::of(600).checkpoint(600)];
    assert_eq!(restored.first_bad(), found(400, Defect::CheckpointAhead { size: 600 }));

    // Truncated, then filled up again with other facts: longer than the checkpoint, but another history.
    let mut frontier = Frontier::default();
    let mut refilled = Stored::of(&backup, &[100, 400]);
    for seq in 400..700 {
        refilled.facts.push((seq, fact(seq + 1000)));
    }
    for (seq, bytes) in &mut refilled.facts {
        if *seq >= 400 {
            let text = String::from_utf8(bytes.clone()).unwrap();
            *bytes = text.replace(&format!("\"seq\":{}", *seq + 1000), &format!("\"seq\":{seq}")).into_bytes();
        }
        frontier.append(leaf_hash(bytes));
    }
    refilled.tiles = frontier.take_changed();
    refilled.head = (700, frontier.root());
    assert_eq!(refilled.first_bad(), None);
    refilled.held.push(Log::of(600).checkpoint(600));
    assert_eq!(refilled.first_bad(), found(400, Defect::CheckpointDiffers { size: 600 }));
}

#[test]
fn deleted_facts_are_found_whatever_else_was_left() {
    let log = Log::of(600);
    for size in [0, 1, 200, 256, 300, 512, 599] {
        let mut stored = Stored::of(&log, &[]);
        stored.truncate(size);
        assert_eq!(stored.first_bad(), found(size as u64, Defect::FactMissing), "tail from {size}");

        // The head was rewound too, but not the tiles.
        stored.head = (size as u64, log.roots[size]);
        assert_eq!(stored.first_bad().unwrap().position, size as u64, "rewound to {size}");

        let mut stored = Stored::of(&log, &[100, 600]);
        stored.facts.remove(size);
        assert_eq!(stored.first_bad(), found(size as u64, Defect::FactMissing), "gap at {size}");
    }
}

#[test]
fn repeated_swapped_and_foreign_facts_are_found() {
    let log = Log::of(300);
    let mut repeated = Stored::of(&log, &[]);
    let again = repeated.facts[50].clone();
    repeated.facts.insert(51, again);
    assert_eq!(repeated.first_bad(), found(50, Defect::FactRepeated));

    let mut swapped = Stored::of(&log, &[]);
    swapped.facts.swap(50, 51);
    assert_eq!(swapped.first_bad(), found(50, Defect::FactMissing));

    // Bytes exchanged between two rows, tiles and head made to fit: only the envelope's own number tells.
    let mut exchanged = Stored::of(&log, &[]);
    exchanged.facts[50].1 = fact(51);
    exchanged.facts[51].1 = fact(50);
    let mut frontier = Frontier::default();
    exchanged.facts.iter().for_each(|(_, bytes)| frontier.append(leaf_hash(bytes)));
    exchanged.tiles = frontier.take_changed();
    exchanged.head.1 = frontier.root();
    assert_eq!(exchanged.first_bad(), found(50, Defect::FactMalformed));

    let mut beyond = Stored::of(&log, &[]);
    beyond.head = (299, log.roots[299]);
    assert_eq!(beyond.first_bad(), found(299, Defect::FactBeyondHead));
}

#[test]
fn a_fact_changed_with_its_leaf_hash_is_found_in_its_span() {
    let log = Log::of(600);
    for (held, position) in [(&[][..], 256), (&[300][..], 300)] {
        let mut stored = Stored::of(&log, held);
        flip(&mut stored.facts[400].1, 77);
        let leaf = leaf_hash(&stored.facts[400].1);
        let tile = stored.tiles.iter_mut().find(|tile| tile.id() == TileId { level: 0, index: 1 }).unwrap();
        tile.hashes[(400 - 256) * 32..][..32].copy_from_slice(&leaf.0);
        let findings = stored.audit().findings;
        let span = Finding { position, what: Defect::SpanChanged { end: 512 } };
        assert!(findings.contains(&span), "{findings:?}");
        assert!(findings.iter().all(|finding| finding.position >= position), "{findings:?}");
    }
}

#[test]
fn missing_superfluous_and_misshapen_tiles_are_found() {
    let log = Log::of(600);
    for nth in 0..log.tiles.len() {
        let mut stored = Stored::of(&log, &[]);
        let TileId { level, index } = stored.tiles.remove(nth).id();
        assert_eq!(stored.first_bad(), found(index << (8 * (level + 1)), Defect::TileMissing { level, index }));
    }
    for (level, index) in [(0, 3), (1, 1), (2, 0), (7, 0), (8, 0), (255, u64::MAX)] {
        let mut stored = Stored::of(&log, &[]);
        stored.tiles.push(StoredTile { level, index, hashes: vec![1; 32] });
        assert!(stored.first_bad().unwrap().position >= 600, "tile {level}/{index}");
    }
    let mut short = Stored::of(&log, &[]);
    short.tiles[0].hashes.truncate(100);
    assert_eq!(short.first_bad(), found(3, Defect::TileChanged { level: 0, index: 0 }));
}

#[test]
fn a_report_lists_no_more_than_its_limit() {
    let mut stored = Stored::of(&Log::of(600), &[]);
    stored.tiles.iter_mut().for_each(|tile| tile.hashes.fill(0));
    let report = stored.audit();
    assert_eq!(report.findings.len(), Report::MOST);
    assert_eq!(report.first_bad, found(0, Defect::TileChanged { level: 0, index: 0 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn r15_any_flipped_bit_is_found(size in 1u64..400, held in prop::collection::vec(any::<Index>(), 0..3), at in any::<Index>(), bit in 0usize..100_000) {
        let log = Log::of(size);
        let held: Vec<u64> = held.iter().map(|index| index.index(size as usize + 1) as u64).collect();
        check_fact_flip(&log, &held, at.index(size as usize), bit);
        check_tile_flip(&log, &held, at.index(log.tiles.len()), bit);
    }
}
