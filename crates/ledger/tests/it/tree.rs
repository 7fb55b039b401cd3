//! Any size, any question: proofs against the naive tree.

use nc_ledger::tree::{
    Frontier, StoredTile, TileSet, edge_tiles, prove_consistency, prove_inclusion, prove_set, root_at, tiles_for_consistency,
    tiles_for_inclusion, tiles_for_set, verify_consistency, verify_inclusion, verify_set, verify_subtree_consistency,
    verify_subtree_inclusion,
};
use nc_ledger::{Hash, LedgerError, leaf_hash};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::log::{Log, naive_root};

/// Three levels of tiles exist from 65,536 leaves on; leaves that are mere numbers keep it fast.
fn numbers(size: u64) -> (Frontier, Vec<StoredTile>, Vec<Hash>) {
    let leaves: Vec<Hash> = (0..size).map(|n| leaf_hash(&n.to_be_bytes())).collect();
    let mut frontier = Frontier::default();
    leaves.iter().for_each(|leaf| frontier.append(*leaf));
    let tiles = frontier.take_changed();
    (frontier, tiles, leaves)
}

#[test]
fn every_small_tree_has_the_naive_root_and_is_continued_from_its_edge() {
    let log = Log::of(530);
    let leaves = log.leaves();
    let mut continued = Frontier::default();
    let mut tiles = TileSet::default();
    for size in 0..=530u64 {
        assert_eq!(log.roots[size as usize], naive_root(&leaves[..size as usize]), "size {size}");
        continued = Frontier::load(size, continued.edge()).unwrap();
        assert_eq!(continued.root(), log.roots[size as usize], "loaded at {size}");
        let ids: Vec<_> = continued.edge().iter().map(StoredTile::id).collect();
        assert_eq!(ids, edge_tiles(size));
        if let Some(leaf) = leaves.get(size as usize) {
            continued.append(*leaf);
            continued.take_changed().into_iter().for_each(|tile| tiles.insert(tile));
            assert!(continued.take_changed().is_empty());
        }
    }
    for size in 0..=530u64 {
        assert_eq!(root_at(&tiles, size).unwrap(), log.roots[size as usize]);
        assert_eq!(root_at(&log.only(&edge_tiles(size)), size).unwrap(), log.roots[size as usize]);
    }
}

#[test]
fn three_levels_of_tiles_hold_together() {
    let (frontier, tiles, leaves) = numbers(66_000);
    assert_eq!(tiles.iter().map(|tile| tile.level).max(), Some(2));
    let set: TileSet = tiles.iter().cloned().collect();
    let root = naive_root(&leaves);
    assert_eq!(frontier.root(), root);
    assert_eq!(root_at(&set, 66_000).unwrap(), root);
    for index in [0, 255, 256, 65_535, 65_536, 65_999] {
        let proof = prove_inclusion(&set, index, 66_000).unwrap();
        verify_inclusion(leaves[index as usize], index, 66_000, &proof, root).unwrap();
    }
    let wanted: Vec<u64> = (0..66_000).step_by(7).collect();
    let proof = prove_set(&set, &wanted, 66_000).unwrap();
    let claimed: Vec<_> = wanted.iter().map(|&index| (index, leaves[index as usize])).collect();
    verify_set(&claimed, 66_000, &proof, root).unwrap();

    let edge: Vec<StoredTile> = tiles.into_iter().filter(|tile| edge_tiles(66_000).contains(&tile.id())).collect();
    assert_eq!(Frontier::load(66_000, edge).unwrap().root(), root);
}

#[test]
fn a_wrong_edge_is_refused() {
    let (frontier, ..) = numbers(300);
    let edge = frontier.edge();
    let refused = |size, edge| matches!(Frontier::load(size, edge), Err(LedgerError::EdgeDiffers { .. }));
    assert!(refused(301, edge.clone()));
    assert!(refused(44, edge.clone()));
    assert!(refused(300, Vec::new()));
    assert!(refused(0, edge.clone()));
    assert!(refused(u64::MAX, edge.clone()));
    let mut short = edge;
    short[0].hashes.pop();
    assert!(refused(300, short));
}

#[test]
fn questions_outside_the_tree_are_refused() {
    let (frontier, tiles, leaves) = numbers(10);
    let set: TileSet = tiles.into_iter().collect();
    let root = frontier.root();
    assert!(matches!(prove_inclusion(&set, 10, 10), Err(LedgerError::OutOfRange { .. })));
    assert!(matches!(prove_inclusion(&set, 0, u64::MAX), Err(LedgerError::OutOfRange { .. })));
    assert!(matches!(prove_consistency(&set, 0, 10), Err(LedgerError::OutOfRange { .. })));
    assert!(matches!(prove_consistency(&set, 11, 10), Err(LedgerError::OutOfRange { .. })));
    assert!(matches!(prove_set(&set, &[10], 10), Err(LedgerError::OutOfRange { .. })));
    assert!(matches!(prove_set(&set, &[3, 3], 10), Err(LedgerError::Unsorted(3))));
    assert!(matches!(prove_set(&set, &[4, 3], 10), Err(LedgerError::Unsorted(3))));
    assert!(matches!(root_at(&set, u64::MAX), Err(LedgerError::OutOfRange { .. })));
    assert!(matches!(root_at(&set, 11), Err(LedgerError::TileMissing { level: 0, index: 0 })));
    assert!(matches!(prove_inclusion(&TileSet::default(), 3, 10), Err(LedgerError::TileMissing { .. })));
    assert!(tiles_for_inclusion(10, 10).is_empty());
    assert!(tiles_for_inclusion(0, u64::MAX).is_empty());
    assert!(tiles_for_consistency(11, 10).is_empty());
    assert!(tiles_for_set(&[4, 3], 10).is_empty());
    assert!(edge_tiles(u64::MAX).is_empty());
    let huge = vec![root; 100_000];
    assert!(verify_inclusion(leaves[0], 0, u64::MAX, &huge, root).is_err());
    assert!(verify_consistency(1, root, u64::MAX, root, &huge).is_err());
    assert!(verify_set(&[(0, leaves[0])], u64::MAX, &huge, root).is_err());
}

#[test]
fn the_empty_set_is_proved_by_the_root() {
    let (frontier, tiles, _) = numbers(10);
    let set: TileSet = tiles.into_iter().collect();
    assert_eq!(prove_set(&set, &[], 10).unwrap(), [frontier.root()]);
    verify_set(&[], 10, &[frontier.root()], frontier.root()).unwrap();
    assert_eq!(prove_set(&set, &[], 0).unwrap(), []);
    verify_set(&[], 0, &[], nc_ledger::tree::EMPTY_ROOT).unwrap();
    assert!(verify_set(&[], 0, &[], frontier.root()).is_err());
}

fn flipped(hash: Hash, bit: usize) -> Hash {
    let mut bytes = hash.0;
    bytes[bit / 8 % 32] ^= 1 << (bit % 8);
    Hash(bytes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_batches_give_the_naive_root_and_tiles(batches in prop::collection::vec(0usize..400, 1..6)) {
        let mut frontier = Frontier::default();
        let mut tiles = TileSet::default();
        let mut leaves = Vec::new();
        for batch in batches {
            for _ in 0..batch {
                let leaf = leaf_hash(&leaves.len().to_be_bytes());
                frontier.append(leaf);
                leaves.push(leaf);
            }
            frontier.take_changed().into_iter().for_each(|tile| tiles.insert(tile));
            prop_assert_eq!(frontier.size(), leaves.len() as u64);
            prop_assert_eq!(frontier.root(), naive_root(&leaves));
            prop_assert_eq!(root_at(&tiles, frontier.size()).unwrap(), frontier.root());
        }
    }

    #[test]
    fn any_proof_verifies_and_no_changed_one(size in 1u64..900, at in any::<Index>(), old in any::<Index>(), bit in 0usize..256) {
        let (frontier, tiles, leaves) = numbers(size);
        let all: TileSet = tiles.into_iter().collect();
        let root = frontier.root();
        let index = at.index(size as usize) as u64;
        let leaf = leaves[index as usize];
        let proof = prove_inclusion(&all, index, size).unwrap();
        verify_inclusion(leaf, index, size, &proof, root).unwrap();
        prop_assert!(verify_inclusion(flipped(leaf, bit), index, size, &proof, root).is_err());
        prop_assert!(verify_inclusion(leaf, index, size, &proof, flipped(root, bit)).is_err());
        for nth in 0..proof.len() {
            let mut changed = proof.clone();
            changed[nth] = flipped(changed[nth], bit);
            prop_assert!(verify_inclusion(leaf, index, size, &changed, root).is_err());
        }

        let old = old.index(size as usize) as u64 + 1;
        let old_root = naive_root(&leaves[..old as usize]);
        let proof = prove_consistency(&all, old, size).unwrap();
        verify_consistency(old, old_root, size, root, &proof).unwrap();
        prop_assert!(verify_consistency(old, flipped(old_root, bit), size, root, &proof).is_err());
        prop_assert!(verify_consistency(old, old_root, size, flipped(root, bit), &proof).is_err());
        for nth in 0..proof.len() {
            let mut changed = proof.clone();
            changed[nth] = flipped(changed[nth], bit);
            prop_assert!(verify_consistency(old, old_root, size, root, &changed).is_err());
        }
    }

    #[test]
    fn any_set_verifies_from_its_own_tiles_and_no_changed_one(
        size in 1u64..900, picks in prop::collection::vec(any::<Index>(), 0..40), nth in any::<Index>(), bit in 0usize..256,
    ) {
        let log = Log::of(size);
        let leaves = log.leaves();
        let mut wanted: Vec<u64> = picks.iter().map(|pick| pick.index(size as usize) as u64).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let proof = prove_set(&log.only(&tiles_for_set(&wanted, size)), &wanted, size).unwrap();
        let claimed: Vec<_> = wanted.iter().map(|&index| (index, leaves[index as usize])).collect();
        verify_set(&claimed, size, &proof, log.root()).unwrap();
        prop_assert!(verify_set(&claimed, size, &proof, flipped(log.root(), bit)).is_err());
        if !claimed.is_empty() {
            let mut changed = claimed.clone();
            let nth = nth.index(changed.len());
            changed[nth].1 = flipped(changed[nth].1, bit);
            prop_assert!(verify_set(&changed, size, &proof, log.root()).is_err());
            let mut fewer = claimed.clone();
            fewer.remove(nth);
            prop_assert!(verify_set(&fewer, size, &proof, log.root()).is_err());
        }
        if !proof.is_empty() {
            let mut changed = proof.clone();
            let nth = nth.index(changed.len());
            changed[nth] = flipped(changed[nth], bit);
            prop_assert!(verify_set(&claimed, size, &changed, log.root()).is_err());
            prop_assert!(verify_set(&claimed, size, &proof[1..], log.root()).is_err());
        }
        let longer = [proof.as_slice(), &[log.root()]].concat();
        prop_assert!(verify_set(&claimed, size, &longer, log.root()).is_err());
    }

    #[test]
    fn the_tiles_named_are_the_tiles_needed(size in 1u64..900, at in any::<Index>()) {
        let log = Log::of(size);
        let index = at.index(size as usize) as u64;
        prop_assert!(prove_inclusion(&log.only(&tiles_for_inclusion(index, size)), index, size).is_ok());
        prop_assert!(prove_consistency(&log.only(&tiles_for_consistency(index + 1, size)), index + 1, size).is_ok());
        prop_assert_eq!(root_at(&log.only(&edge_tiles(size)), size).unwrap(), log.root());
    }

    #[test]
    fn any_subtree_is_proved_inside_itself_and_inside_the_tree(size in 1u64..300, at in any::<Index>(), log2 in 0u32..9) {
        let (frontier, _, leaves) = numbers(size);
        let width = 1u64 << log2;
        let start = at.index(size as usize) as u64 / width * width;
        let end = (start + width).min(size);
        let span = &leaves[start as usize..end as usize];
        let part = naive_root(span);
        let mut inner = Frontier::default();
        span.iter().for_each(|leaf| inner.append(*leaf));
        let tiles: TileSet = inner.take_changed().into_iter().collect();
        let proof = prove_inclusion(&tiles, 0, end - start).unwrap();
        verify_subtree_inclusion(span[0], start, start, end, &proof, part).unwrap();

        let proof = subtree_proof(start as usize, end as usize, &leaves, true);
        // The interval may be a valid subtree under a smaller alignment only when it was cut by the tree's end.
        verify_subtree_consistency(start, end, part, size, frontier.root(), &proof).unwrap();
        prop_assert!(verify_subtree_consistency(start, end, flipped(part, 9), size, frontier.root(), &proof).is_err());
        prop_assert!(verify_subtree_consistency(start, end, part, size, flipped(frontier.root(), 9), &proof).is_err());
    }
}

/// SUBTREE_SUBPROOF of draft-ietf-plants-merkle-tree-certs §4.4.1.
fn subtree_proof(start: usize, end: usize, leaves: &[Hash], known: bool) -> Vec<Hash> {
    if start == 0 && end == leaves.len() {
        return if known { Vec::new() } else { vec![naive_root(leaves)] };
    }
    let mut middle = 1;
    while middle * 2 < leaves.len() {
        middle *= 2;
    }
    let (left, right) = leaves.split_at(middle);
    let (mut proof, sibling) = if end <= middle {
        (subtree_proof(start, end, left, known), right)
    } else if start >= middle {
        (subtree_proof(start - middle, end - middle, right, known), left)
    } else {
        (subtree_proof(0, end - middle, right, false), left)
    };
    proof.push(naive_root(sibling));
    proof
}
