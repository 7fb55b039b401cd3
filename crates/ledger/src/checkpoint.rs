//! Signed checkpoints: C2SP tlog-checkpoint in a C2SP signed-note, Ed25519.
//!
//! A checkpoint says "this log had `size` facts and this root". It is worth something once a copy lies outside the
//! database: printed in an article, mailed to an archive, held by another bureau.

use ed25519_dalek::{Signer as _, SigningKey};
use signed_note::{Note, StandardVerifier, VerifierList};
use tlog_tiles::Hash;

use crate::LedgerError;

/// The algorithm byte of Ed25519 in C2SP key texts.
pub(crate) const ED25519: u8 = 1;

/// Signs checkpoints of one log. Its name is the log's origin line and the key's name.
pub struct Signer {
    name: String,
    pub(crate) key: SigningKey,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signer").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Signer {
    /// A signer from its name and the 32 secret bytes of its Ed25519 key.
    ///
    /// # Errors
    /// [`LedgerError::Key`] if C2SP signed-note forbids the name: empty, white space, a plus, control characters.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, LedgerError> {
        if !signed_note::is_key_name_valid(name) || name.chars().any(char::is_control) {
            return Err(LedgerError::Key);
        }
        Ok(Self { name: name.to_owned(), key: SigningKey::from_bytes(seed) })
    }

    /// The public key as C2SP text, `name+id+key`: what an outsider needs to check anything.
    #[must_use]
    pub fn verifier_key(&self) -> String {
        signed_note::new_ed25519_verifier_key(&self.name, &self.key.verifying_key())
    }

    /// The signed note for a tree of `size` facts.
    ///
    /// A log must never sign two roots for one size; that is the caller's promise, the signer keeps no memory.
    ///
    /// # Errors
    /// [`LedgerError::Note`] if the note cannot be formed.
    pub fn sign(&self, size: u64, root: Hash) -> Result<String, LedgerError> {
        let body = tlog_tiles::Checkpoint::new(&self.name, size, root, "").map_err(|_| LedgerError::NotACheckpoint)?;
        let mut note = Note::new(&body.to_bytes(), &[]).map_err(LedgerError::Note)?;
        note.add_sigs(&[self]).map_err(LedgerError::Note)?;
        String::from_utf8(note.to_bytes()).map_err(|_| LedgerError::NotACheckpoint)
    }
}

impl signed_note::Signer for Signer {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        let mut key = vec![ED25519];
        key.extend(self.key.verifying_key().to_bytes());
        signed_note::key_id(&self.name, &key)
    }

    fn sign(&self, text: &[u8]) -> Result<Vec<u8>, ed25519_dalek::SignatureError> {
        Ok(self.key.try_sign(text)?.to_vec())
    }
}

/// What a checkpoint says.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// Which log, equal to the signing key's name.
    pub origin: String,
    /// Facts in the log.
    pub size: u64,
    /// The tree's root.
    pub root: Hash,
}

/// Opens a signed checkpoint with a C2SP verifier key. Further signatures (witnesses) and extension lines are allowed
/// and not looked at.
///
/// # Errors
/// [`LedgerError::Key`] for a malformed key, [`LedgerError::Note`] if this key did not sign the text,
/// [`LedgerError::NotACheckpoint`] if the text is something else or names another log.
pub fn open(note: &str, verifier_key: &str) -> Result<Checkpoint, LedgerError> {
    let verifier = StandardVerifier::new(verifier_key).map_err(|_| LedgerError::Key)?;
    let name = signed_note::Verifier::name(&verifier).to_owned();
    let note = Note::from_bytes(note.as_bytes()).map_err(LedgerError::Note)?;
    note.verify(&VerifierList::new(vec![Box::new(verifier)])).map_err(LedgerError::Note)?;
    let body = tlog_tiles::Checkpoint::from_bytes(note.text()).map_err(|_| LedgerError::NotACheckpoint)?;
    if body.origin() != name {
        return Err(LedgerError::NotACheckpoint);
    }
    Ok(Checkpoint { origin: name, size: body.size(), root: *body.hash() })
}
