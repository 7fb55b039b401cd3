//! Personal values beside the ledger, never in it.
//!
//! The hashed bytes of a fact hold `SHA-256(salt ‖ value)` for a personal field. Salt and value lie in a side table under
//! the subject's key; deleting them leaves the commitment standing and tells nobody what it was, because a 16-byte salt
//! cannot be guessed even for a value as small as a surname.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::id::{IdGen, PersonId};

/// 承诺值: what the ledger keeps of a personal value, 64 hex digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Commitment(pub String);

/// A personal value on its way to the side table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalValue {
    /// Whom it is about: erasing this subject erases it.
    pub subject: PersonId,
    /// Which field, `name`, `id_number`, `police_number`, …
    pub field: &'static str,
    /// Random salt of the commitment.
    pub salt: [u8; 16],
    /// The value itself.
    pub value: String,
}

impl PersonalValue {
    /// Takes a value in and draws its salt.
    #[must_use]
    pub fn new(subject: PersonId, field: &'static str, value: String, ids: &mut dyn IdGen) -> Self {
        let mut salt = [0; 16];
        ids.fill(&mut salt);
        Self { subject, field, salt, value }
    }

    /// What the ledger may hold of it.
    #[must_use]
    pub fn commitment(&self) -> Commitment {
        commitment(&self.salt, &self.value)
    }
}

/// `SHA-256(salt ‖ value)` in hex.
#[must_use]
pub fn commitment(salt: &[u8; 16], value: &str) -> Commitment {
    Commitment(hex::encode(Sha256::new().chain_update(salt).chain_update(value.as_bytes()).finalize()))
}
