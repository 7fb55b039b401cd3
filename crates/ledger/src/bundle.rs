//! The proof bundle: one JSON file from which an outsider re-verifies the facts behind a published figure, offline,
//! with the public key alone (requirement 14).

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tlog_tiles::Hash;

use crate::checkpoint::{self, Checkpoint};
use crate::envelope::{Envelope, canonical};
use crate::{LedgerError, leaf_hash, tree};

/// Names the file's shape; a changed shape gets another number.
const FORMAT: &str = "nuancheng-bundle/1";

/// An offline proof file: what is claimed, the signed checkpoint, the facts and one set proof.
///
/// The ledger proves that the facts are in the log; that the claim follows from them is for whoever knows the
/// figure's definition. Facts carry salted commitments, so a bundle holds no personal value.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    /// What the facts are evidence for; integers, no floats.
    pub claim: Value,
    /// The signed note the proof leads to.
    pub checkpoint: String,
    /// Position and exact stored bytes of each fact, ascending.
    pub facts: Vec<(u64, Vec<u8>)>,
    /// The set proof of [`tree::prove_set`] for those positions at the checkpoint's size.
    pub proof: Vec<Hash>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    checkpoint: String,
    claim: Value,
    facts: Vec<Fact>,
    format: String,
    proof: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fact {
    bytes: String,
    seq: u64,
}

impl Bundle {
    /// The file: canonical JSON, so equal bundles have equal bytes.
    ///
    /// # Errors
    /// [`LedgerError::NotCanonical`] if the claim holds a float.
    pub fn to_json(&self) -> Result<Vec<u8>, LedgerError> {
        let fact = |(seq, bytes): &(u64, Vec<u8>)| Fact { bytes: BASE64_STANDARD.encode(bytes), seq: *seq };
        let document = Document {
            checkpoint: self.checkpoint.clone(),
            claim: self.claim.clone(),
            facts: self.facts.iter().map(fact).collect(),
            format: FORMAT.to_owned(),
            proof: self.proof.iter().map(Hash::to_string).collect(),
        };
        canonical(&document).map(String::into_bytes)
    }

    /// Reads the file. Nothing is verified yet.
    ///
    /// # Errors
    /// [`LedgerError::Json`] or [`LedgerError::NotABundle`].
    pub fn from_json(json: &[u8]) -> Result<Self, LedgerError> {
        let document: Document = serde_json::from_slice(json).map_err(LedgerError::Json)?;
        if document.format != FORMAT {
            return Err(LedgerError::NotABundle("unknown format"));
        }
        let fact = |fact: Fact| match BASE64_STANDARD.decode(fact.bytes) {
            Ok(bytes) => Ok((fact.seq, bytes)),
            Err(_) => Err(LedgerError::BundleFact { seq: fact.seq, problem: "its bytes are not base64" }),
        };
        let hash = |text: &String| Hash::parse_hash(text).map_err(|_| LedgerError::NotABundle("malformed proof hash"));
        Ok(Self {
            claim: document.claim,
            checkpoint: document.checkpoint,
            facts: document.facts.into_iter().map(fact).collect::<Result<_, _>>()?,
            proof: document.proof.iter().map(hash).collect::<Result<_, _>>()?,
        })
    }

    /// Checks signature, positions, envelopes and proof; gives the checkpoint the facts are proved against.
    ///
    /// # Errors
    /// [`LedgerError::BundleFact`] names the first fact that is wrong on its own (order, envelope, position). A fact
    /// changed without trace in its envelope gives [`LedgerError::ProofFails`]: a set proof holds or fails as one.
    /// Signature faults as in [`checkpoint::open`].
    pub fn verify(&self, verifier_key: &str) -> Result<Checkpoint, LedgerError> {
        let head = checkpoint::open(&self.checkpoint, verifier_key)?;
        let mut leaves = Vec::with_capacity(self.facts.len());
        let mut least = 0;
        for (seq, bytes) in &self.facts {
            let seq = *seq;
            let wrong = |problem| Err(LedgerError::BundleFact { seq, problem });
            if seq < least {
                return wrong("repeated or out of order");
            }
            if seq >= head.size {
                return wrong("beyond the checkpoint");
            }
            match Envelope::parse(bytes) {
                Ok(envelope) if envelope.seq == seq => leaves.push((seq, leaf_hash(bytes))),
                Ok(_) => return wrong("its envelope names another position"),
                Err(_) => return wrong("not an envelope"),
            }
            least = seq + 1;
        }
        tree::verify_set(&leaves, head.size, &self.proof, head.root)?;
        Ok(head)
    }
}
