//! One fact as it is hashed: a flat JSON object, keys sorted, no spaces.
//!
//! The shape is frozen once shipped: the bytes of old facts must stay readable for as long as their figures are quoted.

mod canonical;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::LedgerError;

pub use canonical::{canonical, canonical_body};

/// One fact as it is hashed. Field order is the byte order of the keys; do not reorder.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope<'a> {
    /// Who recorded it: an actor's id as text, never a name.
    #[serde(borrow)]
    pub actor: Cow<'a, str>,
    /// Recorded at, microseconds since 1970-01-01 UTC. Lateness and "as known on" use it.
    pub at: i64,
    /// What happened, canonical JSON from [`canonical_body`]; personal fields are salted commitments.
    #[serde(borrow)]
    pub body: &'a RawValue,
    /// Whose ledger it is.
    pub bureau: i64,
    /// Kind of fact with its version, `training.class_closed.v1`.
    #[serde(borrow)]
    pub kind: Cow<'a, str>,
    /// Happened on, ISO date of the local calendar. Reports count by it.
    #[serde(borrow)]
    pub on: Cow<'a, str>,
    /// Position in the bureau's log, from 0: the leaf number.
    pub seq: u64,
    /// The subject the fact belongs to, as `kind:id`.
    #[serde(borrow)]
    pub stream: Cow<'a, str>,
    /// Path of the unit the fact is counted for.
    #[serde(borrow)]
    pub unit: Cow<'a, str>,
}

impl<'a> Envelope<'a> {
    /// The bytes to store and hash. `body` is copied as it stands, so it must come from [`canonical_body`].
    ///
    /// # Errors
    /// [`LedgerError::Json`] if serialisation fails, which these field types do not do.
    pub fn to_bytes(&self) -> Result<Vec<u8>, LedgerError> {
        let mut bytes = Vec::with_capacity(192 + self.body.get().len());
        serde_json::to_writer(&mut bytes, self).map_err(LedgerError::Json)?;
        Ok(bytes)
    }

    /// Reads stored bytes, borrowing from them. The body is not looked into.
    ///
    /// # Errors
    /// [`LedgerError::Json`] if they are no envelope, [`LedgerError::EnvelopeForm`] if they are one that
    /// [`Envelope::to_bytes`] would write differently: two texts of one fact must not both pass.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, LedgerError> {
        let envelope: Self = serde_json::from_slice(bytes).map_err(LedgerError::Json)?;
        if envelope.to_bytes()? == bytes { Ok(envelope) } else { Err(LedgerError::EnvelopeForm) }
    }
}
