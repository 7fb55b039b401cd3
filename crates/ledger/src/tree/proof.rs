//! Inclusion and consistency proofs (RFC 6962 §2.1.1, §2.1.2), read from tiles.

use tlog_tiles::{Hash, check_record, check_tree, prove_record, prove_tree, tree_hash};

use super::tile::{Recorder, TileId, TileSet};
use super::{EMPTY_ROOT, MAX_SIZE};
use crate::LedgerError;

/// No honest proof is longer: one hash a level, and one more for consistency. Guards the library's copying.
const LONGEST_PROOF: usize = 65;

/// The tiles [`prove_inclusion`] reads; none if the leaf is not in the tree.
#[must_use]
pub fn tiles_for_inclusion(index: u64, size: u64) -> Vec<TileId> {
    if size > MAX_SIZE {
        return Vec::new();
    }
    Recorder::tiles(|recorder| prove_record(size, index, recorder))
}

/// The tiles [`prove_consistency`] reads; none if there is nothing to prove.
#[must_use]
pub fn tiles_for_consistency(old: u64, size: u64) -> Vec<TileId> {
    if size > MAX_SIZE {
        return Vec::new();
    }
    Recorder::tiles(|recorder| prove_tree(size, old, recorder))
}

/// Proves that leaf `index` is in the tree of the first `size` leaves.
///
/// # Errors
/// [`LedgerError::OutOfRange`] or [`LedgerError::TileMissing`].
pub fn prove_inclusion(tiles: &TileSet, index: u64, size: u64) -> Result<Vec<Hash>, LedgerError> {
    if index >= size || size > MAX_SIZE {
        return Err(LedgerError::OutOfRange { index, size });
    }
    tiles.read(|reader| prove_record(size, index, reader))
}

/// Proves that the tree of `old` leaves is a prefix of the tree of `new` leaves, 1 ≤ `old` ≤ `new`.
///
/// # Errors
/// [`LedgerError::OutOfRange`] or [`LedgerError::TileMissing`].
pub fn prove_consistency(tiles: &TileSet, old: u64, new: u64) -> Result<Vec<Hash>, LedgerError> {
    if old == 0 || old > new || new > MAX_SIZE {
        return Err(LedgerError::OutOfRange { index: old, size: new });
    }
    tiles.read(|reader| prove_tree(new, old, reader))
}

/// The root of the first `size` leaves; reads the tiles of [`edge_tiles`](super::edge_tiles), or wider ones.
///
/// # Errors
/// [`LedgerError::OutOfRange`] or [`LedgerError::TileMissing`].
pub fn root_at(tiles: &TileSet, size: u64) -> Result<Hash, LedgerError> {
    match size {
        0 => Ok(EMPTY_ROOT),
        1..=MAX_SIZE => tiles.read(|reader| tree_hash(size, reader)),
        _ => Err(LedgerError::OutOfRange { index: size, size: MAX_SIZE }),
    }
}

/// Checks an inclusion proof of the leaf hash `leaf` at `index`.
///
/// # Errors
/// [`LedgerError::OutOfRange`] or [`LedgerError::ProofFails`].
pub fn verify_inclusion(leaf: Hash, index: u64, size: u64, proof: &[Hash], root: Hash) -> Result<(), LedgerError> {
    if index >= size {
        return Err(LedgerError::OutOfRange { index, size });
    }
    if proof.len() > LONGEST_PROOF {
        return Err(LedgerError::ProofFails);
    }
    check_record(&proof.to_vec(), size, root, index, leaf).map_err(|_| LedgerError::ProofFails)
}

/// Checks a consistency proof. A proof from an empty tree says nothing and is refused, as in RFC 9162.
///
/// # Errors
/// [`LedgerError::OutOfRange`] or [`LedgerError::ProofFails`].
pub fn verify_consistency(old: u64, old_root: Hash, new: u64, new_root: Hash, proof: &[Hash]) -> Result<(), LedgerError> {
    if old == 0 || old > new {
        return Err(LedgerError::OutOfRange { index: old, size: new });
    }
    if proof.len() > LONGEST_PROOF {
        return Err(LedgerError::ProofFails);
    }
    check_tree(&proof.to_vec(), new, new_root, old, old_root).map_err(|_| LedgerError::ProofFails)
}
