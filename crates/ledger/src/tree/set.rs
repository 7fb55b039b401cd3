//! Set proofs: many leaves against one root with one compact proof.
//!
//! The proof is the in-order list of the hashes of the maximal subtrees without a wanted leaf. The verifier walks the
//! same tree and needs no positions: the leaf numbers fix the shape. An inclusion proof is the case of one leaf
//! (in another order); the empty set's proof is the root itself.

use tlog_tiles::{Hash, HashReader, node_hash, sub_tree_index};

use super::tile::{Recorder, TileId, TileSet};
use super::{EMPTY_ROOT, MAX_SIZE, bag, left_width};
use crate::LedgerError;

/// The tiles [`prove_set`] reads; none if `indices` are not strictly ascending leaves of the tree.
#[must_use]
pub fn tiles_for_set(indices: &[u64], size: u64) -> Vec<TileId> {
    if check(indices.iter().copied(), size).is_err() {
        return Vec::new();
    }
    Recorder::tiles(|recorder| prove(recorder, indices, size))
}

/// Proves that the leaves `indices` (sorted, unique) are in the tree of the first `size` leaves.
///
/// # Errors
/// [`LedgerError::OutOfRange`], [`LedgerError::Unsorted`] or [`LedgerError::TileMissing`].
pub fn prove_set(tiles: &TileSet, indices: &[u64], size: u64) -> Result<Vec<Hash>, LedgerError> {
    check(indices.iter().copied(), size)?;
    tiles.read(|reader| prove(reader, indices, size))
}

/// Checks a set proof for leaf hashes with their leaf numbers (sorted, unique).
///
/// # Errors
/// [`LedgerError::OutOfRange`], [`LedgerError::Unsorted`] or [`LedgerError::ProofFails`].
pub fn verify_set(leaves: &[(u64, Hash)], size: u64, proof: &[Hash], root: Hash) -> Result<(), LedgerError> {
    check(leaves.iter().map(|&(index, _)| index), size)?;
    let mut rest = proof.iter();
    let computed = if size == 0 { Some(EMPTY_ROOT) } else { walk(0, size, leaves, &mut rest) };
    if computed == Some(root) && rest.next().is_none() { Ok(()) } else { Err(LedgerError::ProofFails) }
}

fn check(indices: impl Iterator<Item = u64>, size: u64) -> Result<(), LedgerError> {
    if size > MAX_SIZE {
        return Err(LedgerError::OutOfRange { index: size, size: MAX_SIZE });
    }
    let mut least = 0;
    for index in indices {
        if index >= size {
            return Err(LedgerError::OutOfRange { index, size });
        }
        if index < least {
            return Err(LedgerError::Unsorted(index));
        }
        least = index + 1;
    }
    Ok(())
}

fn prove(reader: &impl HashReader, indices: &[u64], size: u64) -> Result<Vec<Hash>, tlog_tiles::Error> {
    let mut bare = Vec::new();
    if size > 0 {
        bare_subtrees(0, size, indices, &mut bare);
    }
    let hash = |(lo, hi)| Ok(bag(&reader.read_hashes(&sub_tree_index(lo, hi, Vec::new()))?));
    bare.into_iter().map(hash).collect()
}

/// The maximal subtrees of `lo..hi` without a wanted leaf, left to right.
fn bare_subtrees(lo: u64, hi: u64, wanted: &[u64], bare: &mut Vec<(u64, u64)>) {
    if wanted.is_empty() {
        bare.push((lo, hi));
    } else if hi - lo > 1 {
        let middle = lo + left_width(hi - lo);
        let (left, right) = wanted.split_at(wanted.partition_point(|&index| index < middle));
        bare_subtrees(lo, middle, left, bare);
        bare_subtrees(middle, hi, right, bare);
    }
}

/// The root of `lo..hi` from its wanted leaves and the proof; `None` if the proof is too short.
fn walk(lo: u64, hi: u64, leaves: &[(u64, Hash)], proof: &mut std::slice::Iter<'_, Hash>) -> Option<Hash> {
    match leaves {
        [] => proof.next().copied(),
        [(_, leaf)] if hi - lo == 1 => Some(*leaf),
        _ => {
            let middle = lo + left_width(hi - lo);
            let (left, right) = leaves.split_at(leaves.partition_point(|&(index, _)| index < middle));
            let left = walk(lo, middle, left, proof)?;
            let right = walk(middle, hi, right, proof)?;
            Some(node_hash(left, right))
        }
    }
}
