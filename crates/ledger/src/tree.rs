//! The append-only tree: RFC 6962 hashing, stored as C2SP tiles of height 8 (256 hashes).
//!
//! Sizes and leaf numbers count facts of one bureau. A tree may have at most 2^62 leaves; more is "outside".

mod frontier;
mod proof;
mod set;
mod subtree;
mod tile;

pub use frontier::Frontier;
pub use proof::{
    prove_consistency, prove_inclusion, root_at, tiles_for_consistency, tiles_for_inclusion, verify_consistency, verify_inclusion,
};
pub use set::{prove_set, tiles_for_set, verify_set};
pub use subtree::{verify_subtree_consistency, verify_subtree_inclusion};
pub use tile::{StoredTile, TileId, TileSet, edge_tiles};

pub(crate) use tile::{HASH_BYTES, TILE_WIDTH};

use tlog_tiles::{EMPTY_HASH, Hash, node_hash};

/// The root of the empty tree (RFC 6962 §2.1).
pub const EMPTY_ROOT: Hash = EMPTY_HASH;

/// Beyond this the library's storage index would overflow.
const MAX_SIZE: u64 = 1 << 62;

/// Width of the left child of a subtree of `width` ≥ 2 leaves: the largest power of two below it.
fn left_width(width: u64) -> u64 {
    1 << (width - 1).ilog2()
}

/// Root over perfect subtrees of falling size, left to right.
fn bag(peaks: &[Hash]) -> Hash {
    let mut from_right = peaks.iter().rev().copied();
    let Some(last) = from_right.next() else {
        return EMPTY_ROOT;
    };
    from_right.fold(last, |right, left| node_hash(left, right))
}
