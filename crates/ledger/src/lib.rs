//! The ledger: facts as bytes, a Merkle tree over them, signed checkpoints, and proofs anybody can check offline.
//!
//! A bureau's log is a dense sequence of facts. Fact `seq` (counted from 0) is leaf `seq` of an RFC 6962 tree, so
//! every published proof vector applies unchanged and foreign tools (C2SP tlog-tiles) can audit us.
//!
//! An auditor needs nothing else of the product: [`bundle::Bundle::verify`] checks one published figure's evidence
//! from a file and a public key; [`audit::Auditor`] checks a whole log against externally held checkpoints and names
//! the first bad position. Writers use [`envelope::Envelope`], [`leaf_hash`], [`tree::Frontier`] and
//! [`checkpoint::Signer`].
//!
//! Invariants
//! - A fact's bytes are written once and hashed as stored; nothing here ever re-serialises a stored fact.
//! - No personal value is needed or carried: bodies hold salted commitments only (the areas see to that).
//! - Pure: no clock, no randomness, no I/O. Tiles and facts are handed in by the caller.
//! - Without a checkpoint held outside the database a log proves nothing against its own administrator.
//!
//! Hashing, node proofs, tile addressing and the note format come from `tlog_tiles` and `signed_note`; ours are the
//! envelope, the append edge, the set proof, subtree proofs, the bundle and the audit.

pub mod audit;
pub mod bundle;
pub mod checkpoint;
pub mod envelope;
mod error;
pub mod statement;
pub mod token;
pub mod tree;

pub use error::LedgerError;
pub use tlog_tiles::Hash;

/// The leaf hash of a fact: `SHA-256(0x00 || bytes)` over the bytes as stored (RFC 6962 §2.1).
#[must_use]
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    tlog_tiles::record_hash(bytes)
}
