//! Tiles by address, and a set of them in memory that proofs read from.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use tlog_tiles::{Hash, HashReader, Tile};

use super::MAX_SIZE;
use crate::LedgerError;

/// Levels of the binary tree in one tile; 8 is what C2SP tlog-tiles fixes.
const HEIGHT: u8 = 8;
/// Hashes in a full tile.
pub(crate) const TILE_WIDTH: u64 = 1 << HEIGHT;
/// Bytes of one hash.
pub(crate) const HASH_BYTES: usize = 32;

/// A tile as it is stored: the row `(level, index) → hashes`, replaced when the tile grows.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct StoredTile {
    /// 0 holds leaf hashes; level `l` holds roots of subtrees of `256^l` leaves.
    pub level: u8,
    /// Tile number within its level.
    pub index: u64,
    /// 1 to 256 hashes of 32 bytes, one after the other.
    pub hashes: Vec<u8>,
}

impl StoredTile {
    /// Where the tile belongs.
    #[must_use]
    pub fn id(&self) -> TileId {
        TileId { level: self.level, index: self.index }
    }
}

/// The address of a tile, without its width: a wider version of a tile serves every smaller tree too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    /// 0 holds leaf hashes.
    pub level: u8,
    /// Tile number within its level.
    pub index: u64,
}

/// Tiles in memory, loaded by the caller before it asks for a proof.
#[derive(Clone, Debug, Default)]
pub struct TileSet {
    tiles: BTreeMap<TileId, Vec<u8>>,
}

impl TileSet {
    /// Adds a tile; of two versions of one tile the wider stays.
    pub fn insert(&mut self, tile: StoredTile) {
        let held = self.tiles.entry(tile.id()).or_default();
        if held.len() < tile.hashes.len() {
            *held = tile.hashes;
        }
    }

    /// Runs a proof builder over these tiles and says which tile was missing if one was.
    pub(super) fn read<T>(&self, build: impl FnOnce(&Reader<'_>) -> Result<T, tlog_tiles::Error>) -> Result<T, LedgerError> {
        let reader = Reader { set: self, missing: Cell::new(None) };
        build(&reader).map_err(|_| match reader.missing.get() {
            Some(TileId { level, index }) => LedgerError::TileMissing { level, index },
            None => LedgerError::ProofFails,
        })
    }
}

impl FromIterator<StoredTile> for TileSet {
    fn from_iter<I: IntoIterator<Item = StoredTile>>(tiles: I) -> Self {
        let mut set = Self::default();
        tiles.into_iter().for_each(|tile| set.insert(tile));
        set
    }
}

/// Serves the library's node numbers from tiles.
pub(super) struct Reader<'a> {
    set: &'a TileSet,
    missing: Cell<Option<TileId>>,
}

impl HashReader for Reader<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog_tiles::Error> {
        let read = |&node: &u64| {
            let tile = Tile::from_index(HEIGHT, node);
            let id = address(tile);
            let bytes = self.set.tiles.get(&id).map_or(&[][..], Vec::as_slice);
            tile.hash_at_index(bytes, node).inspect_err(|_| self.missing.set(Some(id)))
        };
        indexes.iter().map(read).collect()
    }
}

/// Answers every node with zeroes and keeps the tiles asked for: the library itself tells what a proof will read.
#[derive(Default)]
pub(super) struct Recorder {
    asked: RefCell<BTreeSet<TileId>>,
}

impl Recorder {
    /// The tiles a proof builder reads, in order; none if it refuses the question.
    pub(super) fn tiles<T>(build: impl FnOnce(&Self) -> Result<T, tlog_tiles::Error>) -> Vec<TileId> {
        let recorder = Self::default();
        match build(&recorder) {
            Ok(_) => recorder.asked.into_inner().into_iter().collect(),
            Err(_) => Vec::new(),
        }
    }
}

impl HashReader for Recorder {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog_tiles::Error> {
        let mut asked = self.asked.borrow_mut();
        asked.extend(indexes.iter().map(|&node| address(Tile::from_index(HEIGHT, node))));
        Ok(vec![Hash::default(); indexes.len()])
    }
}

fn address(tile: Tile) -> TileId {
    TileId { level: tile.level(), index: tile.level_index() }
}

/// The partial tile of each level of a tree of `size` leaves, lowest level first: what [`Frontier::load`] wants and
/// what a root is computed from. A level whose last tile is full has none.
///
/// [`Frontier::load`]: super::Frontier::load
#[must_use]
pub fn edge_tiles(size: u64) -> Vec<TileId> {
    if size > MAX_SIZE {
        return Vec::new();
    }
    edge_widths(size).filter(|&(_, width)| width > 0).map(|(id, _)| id).collect()
}

/// For each level with any node: the tile the next node goes to, and how many nodes it holds already.
pub(super) fn edge_widths(size: u64) -> impl Iterator<Item = (TileId, u64)> {
    (0u8..8)
        .map(move |level| (level, size >> (HEIGHT * level)))
        .take_while(|&(_, nodes)| nodes > 0)
        .map(|(level, nodes)| (TileId { level, index: nodes / TILE_WIDTH }, nodes % TILE_WIDTH))
}
