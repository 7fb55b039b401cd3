//! Proofs about a subtree: leaves `start..end` with `start` aligned to the width, as Merkle Tree Certificates define
//! them (draft-ietf-plants-merkle-tree-certs §4). A bureau can hand out one sealed span of its log and prove both
//! that a leaf lies in the span and that the span is part of a later checkpoint.

use tlog_tiles::{Hash, node_hash};

use super::{EMPTY_ROOT, left_width, verify_inclusion};
use crate::LedgerError;

/// Checks that leaf `index` lies in the subtree `start..end` with hash `root`.
///
/// # Errors
/// [`LedgerError::NotASubtree`], [`LedgerError::OutOfRange`] or [`LedgerError::ProofFails`].
pub fn verify_subtree_inclusion(leaf: Hash, index: u64, start: u64, end: u64, proof: &[Hash], root: Hash) -> Result<(), LedgerError> {
    if start >= end || !aligned(start, end) {
        return Err(LedgerError::NotASubtree { start, end });
    }
    let within = index.checked_sub(start).ok_or(LedgerError::OutOfRange { index, size: end })?;
    verify_inclusion(leaf, within, end - start, proof, root)
}

/// Checks that the subtree `start..end` with hash `subtree_root` is part of the tree of `size` leaves. The empty
/// subtree needs no proof and is part of every tree.
///
/// # Errors
/// [`LedgerError::NotASubtree`], [`LedgerError::OutOfRange`] or [`LedgerError::ProofFails`].
pub fn verify_subtree_consistency(
    start: u64,
    end: u64,
    subtree_root: Hash,
    size: u64,
    root: Hash,
    proof: &[Hash],
) -> Result<(), LedgerError> {
    if start > end || !aligned(start, end) {
        return Err(LedgerError::NotASubtree { start, end });
    }
    if end > size {
        return Err(LedgerError::OutOfRange { index: end, size });
    }
    let holds = if start == end {
        proof.is_empty() && subtree_root == EMPTY_ROOT
    } else {
        run(start, end, size, Some(subtree_root), proof) == Some((subtree_root, root))
    };
    if holds { Ok(()) } else { Err(LedgerError::ProofFails) }
}

/// `start` is a multiple of the smallest power of two that holds the interval.
fn aligned(start: u64, end: u64) -> bool {
    match end.saturating_sub(start).checked_next_power_of_two() {
        Some(width) => start.is_multiple_of(width),
        None => start == 0,
    }
}

/// The hashes of the subtree and of the tree that the proof implies. `known` is the subtree's hash while the whole
/// subtree lies before us; once split off, its remainder must come from the proof.
fn run(start: u64, end: u64, size: u64, known: Option<Hash>, proof: &[Hash]) -> Option<(Hash, Hash)> {
    if start == 0 && end == size {
        return match (known, proof) {
            (Some(hash), []) | (None, &[hash]) => Some((hash, hash)),
            _ => None,
        };
    }
    let (&sibling, rest) = proof.split_last()?;
    let middle = left_width(size);
    if end <= middle {
        let (part, left) = run(start, end, middle, known, rest)?;
        Some((part, node_hash(left, sibling)))
    } else if start >= middle {
        let (part, right) = run(start - middle, end - middle, size - middle, known, rest)?;
        Some((part, node_hash(sibling, right)))
    } else {
        let (part, right) = run(0, end - middle, size - middle, None, rest)?;
        Some((node_hash(sibling, part), node_hash(sibling, right)))
    }
}
