//! The right edge of the tree: appending without reading anything back.

use std::collections::BTreeMap;

use tlog_tiles::{Hash, Tile, node_hash};

use super::tile::{HASH_BYTES, StoredTile, TILE_WIDTH, edge_widths};
use super::{MAX_SIZE, bag};
use crate::LedgerError;

const FULL: usize = TILE_WIDTH as usize * HASH_BYTES;

/// The right edge of an append-only RFC 6962 tree in C2SP tiles of height 8: all one needs to append.
///
/// Cloning it before a transaction and putting the clone back after a rollback is cheap (at most 8 KiB a level).
#[derive(Clone, Debug, Default)]
pub struct Frontier {
    size: u64,
    /// Roots of the perfect subtrees, largest first: one for each bit of `size`.
    peaks: Vec<Hash>,
    /// The unfinished tile of each level.
    edge: Vec<Edge>,
    /// Tiles finished since they were last taken.
    full: Vec<StoredTile>,
}

#[derive(Clone, Debug, Default)]
struct Edge {
    index: u64,
    hashes: Vec<u8>,
    changed: bool,
}

impl Frontier {
    /// Continues a tree of `size` leaves from its stored edge: exactly the tiles of [`edge_tiles`](super::edge_tiles).
    ///
    /// # Errors
    /// [`LedgerError::EdgeDiffers`] if a tile is missing, superfluous or of another width. The caller compares
    /// [`Frontier::root`] with the recorded head: a load cannot tell a flipped bit.
    pub fn load(size: u64, edge: Vec<StoredTile>) -> Result<Self, LedgerError> {
        let differs = || LedgerError::EdgeDiffers { size };
        if size > MAX_SIZE {
            return Err(differs());
        }
        let mut given: BTreeMap<_, _> = edge.into_iter().map(|tile| (tile.id(), tile.hashes)).collect();
        let mut frontier = Self { size, ..Self::default() };
        for (id, width) in edge_widths(size) {
            let hashes = if width == 0 { Vec::new() } else { given.remove(&id).ok_or_else(differs)? };
            if hashes.len() as u64 != width * HASH_BYTES as u64 {
                return Err(differs());
            }
            frontier.edge.push(Edge { index: id.index, hashes, changed: false });
        }
        if !given.is_empty() {
            return Err(differs());
        }
        frontier.peaks = frontier.edge.iter().rev().flat_map(|edge| peaks_of(&edge.hashes)).collect();
        Ok(frontier)
    }

    /// Appends one leaf. Two hashes on average, no allocation but the tiles themselves.
    pub fn append(&mut self, leaf: Hash) {
        self.push(0, leaf);
        self.size += 1;
        let mut node = leaf;
        // Each trailing zero of the new size closes one perfect subtree.
        for height in 1..=self.size.trailing_zeros() {
            if let Some(left) = self.peaks.pop() {
                node = node_hash(left, node);
            }
            if height % 8 == 0 {
                self.push((height / 8) as u8, node);
            }
        }
        self.peaks.push(node);
    }

    /// Leaves in the tree.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The tree's root; at most 62 hashes.
    #[must_use]
    pub fn root(&self) -> Hash {
        bag(&self.peaks)
    }

    /// The partial tile of each level as it stands: what [`Frontier::load`] takes back.
    #[must_use]
    pub fn edge(&self) -> Vec<StoredTile> {
        self.partial(|edge| !edge.hashes.is_empty())
    }

    /// Tiles changed since the last call, full or partial, by level and index. Each replaces its stored version.
    pub fn take_changed(&mut self) -> Vec<StoredTile> {
        let mut tiles = self.take_full();
        tiles.extend(self.partial(|edge| edge.changed));
        self.edge.iter_mut().for_each(|edge| edge.changed = false);
        tiles.sort_unstable();
        tiles
    }

    /// The tiles finished since the last call, in the order they were finished.
    pub(crate) fn take_full(&mut self) -> Vec<StoredTile> {
        std::mem::take(&mut self.full)
    }

    fn partial(&self, wanted: impl Fn(&Edge) -> bool) -> Vec<StoredTile> {
        let levels = (0u8..).zip(&self.edge);
        let wanted = levels.filter(|(_, edge)| wanted(edge));
        wanted.map(|(level, edge)| StoredTile { level, index: edge.index, hashes: edge.hashes.clone() }).collect()
    }

    fn push(&mut self, level: u8, hash: Hash) {
        if self.edge.len() <= usize::from(level) {
            self.edge.push(Edge::default());
        }
        let Some(edge) = self.edge.get_mut(usize::from(level)) else {
            return;
        };
        edge.hashes.extend_from_slice(&hash.0);
        edge.changed = true;
        if edge.hashes.len() == FULL {
            let hashes = std::mem::replace(&mut edge.hashes, Vec::with_capacity(FULL));
            self.full.push(StoredTile { level, index: edge.index, hashes });
            edge.index += 1;
            edge.changed = false;
        }
    }
}

/// Roots of the perfect subtrees over one partial tile, largest first.
fn peaks_of(hashes: &[u8]) -> Vec<Hash> {
    let mut rest = hashes;
    let mut peaks = Vec::new();
    while let Some(log) = (rest.len() / HASH_BYTES).checked_ilog2() {
        let (perfect, right) = rest.split_at(HASH_BYTES << log);
        peaks.push(Tile::subtree_hash(perfect));
        rest = right;
    }
    peaks
}
