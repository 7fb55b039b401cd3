//! Streams a log and collects what does not fit; `judge` says what it means.

use std::collections::{BTreeMap, BTreeSet};

use tlog_tiles::Hash;

use super::report::{Defect, Finding, Report};
use crate::checkpoint::Checkpoint;
use crate::envelope::Envelope;
use crate::leaf_hash;
use crate::tree::{Frontier, HASH_BYTES, StoredTile, TILE_WIDTH, TileId};

/// Streams a whole log and finds the first bad position.
///
/// Facts come in order; stored tiles come in any order, before, between or after the facts, or all at
/// [`Auditor::finish`]. Interleaving them (256 facts, then their tile) keeps memory constant; otherwise it is 32 bytes
/// a fact.
#[derive(Debug, Default)]
pub struct Auditor {
    /// By falling size, so that the next one due is last.
    pub(super) held: Vec<Checkpoint>,
    /// Sizes of held checkpoints whose root was reached, ascending.
    pub(super) agreed: Vec<u64>,
    pub(super) frontier: Frontier,
    /// A fact was missing: later ones cannot be hashed into the tree.
    pub(super) broken: bool,
    pub(super) recomputed: BTreeMap<TileId, Vec<u8>>,
    stored: BTreeMap<TileId, Vec<u8>>,
    /// Nodes whose stored hash is not the recomputed one.
    pub(super) differing: BTreeSet<(u8, u64)>,
    /// Tiles above level 0 that could be compared, with how many nodes.
    pub(super) compared: BTreeMap<TileId, u64>,
    pub(super) findings: Vec<Finding>,
}

impl Auditor {
    /// An audit against checkpoints held outside the database, in any order; each must match when its size is reached.
    #[must_use]
    pub fn new(mut checkpoints: Vec<Checkpoint>) -> Self {
        checkpoints.sort_by_key(|held| std::cmp::Reverse(held.size));
        let mut auditor = Self { held: checkpoints, ..Self::default() };
        auditor.compare_checkpoints();
        auditor
    }

    /// The next fact as stored. A gap, a repetition, and an envelope naming another position are findings.
    pub fn fact(&mut self, seq: u64, bytes: &[u8]) {
        let next = self.frontier.size();
        if seq < next {
            self.find(seq, Defect::FactRepeated);
            return;
        }
        if self.broken {
            return;
        }
        if seq > next {
            self.find(next, Defect::FactMissing);
            self.broken = true;
            return;
        }
        if !Envelope::parse(bytes).is_ok_and(|envelope| envelope.seq == seq) {
            self.find(seq, Defect::FactMalformed);
        }
        self.frontier.append(leaf_hash(bytes));
        for tile in self.frontier.take_full() {
            self.recomputed(tile);
        }
        self.compare_checkpoints();
    }

    /// A stored tile, full or partial, of any level; each tile once.
    pub fn tile(&mut self, tile: StoredTile) {
        match self.recomputed.remove(&tile.id()) {
            Some(recomputed) => self.compare(tile.id(), &recomputed, &tile.hashes),
            None => {
                self.stored.insert(tile.id(), tile.hashes);
            }
        }
    }

    /// Ends the audit: the stored head, and all stored tiles not handed in before.
    pub fn finish(mut self, head_size: u64, head_root: Hash, tiles: impl IntoIterator<Item = StoredTile>) -> Report {
        for tile in tiles {
            self.tile(tile);
        }
        for tile in self.frontier.edge() {
            self.recomputed(tile);
        }
        for (id, hashes) in std::mem::take(&mut self.stored) {
            self.compare(id, &[], &hashes);
        }
        let (size, root) = (self.frontier.size(), self.frontier.root());
        let findings = self.judge(head_size, head_root);
        Report { size, root, first_bad: findings.first().copied(), findings }
    }

    /// All facts below this position are vouched for by a checkpoint held outside.
    pub(super) fn vouched(&self) -> u64 {
        self.agreed.last().copied().unwrap_or(0)
    }

    fn find(&mut self, position: u64, what: Defect) {
        self.findings.push(Finding { position, what });
    }

    fn compare_checkpoints(&mut self) {
        while let Some(held) = self.held.pop_if(|held| held.size == self.frontier.size()) {
            if held.root == self.frontier.root() {
                self.agreed.push(held.size);
            } else {
                self.find(self.vouched(), Defect::CheckpointDiffers { size: held.size });
            }
        }
    }

    fn recomputed(&mut self, tile: StoredTile) {
        match self.stored.remove(&tile.id()) {
            Some(stored) => self.compare(tile.id(), &tile.hashes, &stored),
            None => {
                self.recomputed.insert(tile.id(), tile.hashes);
            }
        }
    }

    fn compare(&mut self, id: TileId, recomputed: &[u8], stored: &[u8]) {
        let mut ours = recomputed.chunks(HASH_BYTES);
        let mut theirs = stored.chunks(HASH_BYTES);
        let mut node = id.index.saturating_mul(TILE_WIDTH);
        loop {
            let pair = (ours.next(), theirs.next());
            if pair == (None, None) {
                break;
            }
            if pair.0 != pair.1 {
                self.differing.insert((id.level, node));
            }
            node = node.saturating_add(1);
        }
        if id.level > 0 {
            self.compared.insert(id, (recomputed.len() / HASH_BYTES) as u64);
        }
    }
}
