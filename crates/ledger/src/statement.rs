//! Signed statements: other texts than checkpoints under the ledger's key, as C2SP signed notes.
//!
//! A statement can never be taken for a checkpoint: the first line of a checkpoint is the log's name, and a text that
//! begins so is not signed here.

use signed_note::{Note, StandardVerifier, Verifier as _, VerifierList};

use crate::LedgerError;
use crate::checkpoint::Signer;

impl Signer {
    /// The signed note of `text`: lines, the last one ended, none of them empty.
    ///
    /// # Errors
    /// [`LedgerError::NotAStatement`] for a text that begins as a checkpoint does or holds an empty line;
    /// [`LedgerError::Note`] if no note can be formed.
    pub fn sign_statement(&self, text: &str) -> Result<String, LedgerError> {
        let name = signed_note::Signer::name(self);
        if !text.ends_with('\n') || text.lines().any(str::is_empty) || text.lines().next() == Some(name) {
            return Err(LedgerError::NotAStatement);
        }
        let mut note = Note::new(text.as_bytes(), &[]).map_err(LedgerError::Note)?;
        note.add_sigs(&[self]).map_err(LedgerError::Note)?;
        String::from_utf8(note.to_bytes()).map_err(|_| LedgerError::NotAStatement)
    }
}

/// Opens a signed statement with a C2SP verifier key: its text.
///
/// # Errors
/// [`LedgerError::Key`] for a malformed key, [`LedgerError::Note`] if this key did not sign the text,
/// [`LedgerError::NotAStatement`] if it is a checkpoint.
pub fn open(note: &str, verifier_key: &str) -> Result<String, LedgerError> {
    let verifier = StandardVerifier::new(verifier_key).map_err(|_| LedgerError::Key)?;
    let name = verifier.name().to_owned();
    let note = Note::from_bytes(note.as_bytes()).map_err(LedgerError::Note)?;
    note.verify(&VerifierList::new(vec![Box::new(verifier)])).map_err(LedgerError::Note)?;
    let text = std::str::from_utf8(note.text()).map_err(|_| LedgerError::NotAStatement)?;
    if text.lines().next() == Some(name.as_str()) { Err(LedgerError::NotAStatement) } else { Ok(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_opens_with_its_key_alone_and_is_no_checkpoint() {
        let signer = Signer::from_seed("ledger.example/1", &[7; 32]).unwrap();
        let other = Signer::from_seed("ledger.example/1", &[8; 32]).unwrap();
        let note = signer.sign_statement("kind v1\nnumber 1\n").unwrap();
        assert_eq!(open(&note, &signer.verifier_key()).unwrap(), "kind v1\nnumber 1\n");
        assert!(matches!(open(&note, &other.verifier_key()), Err(LedgerError::Note(_))));
        assert!(matches!(open(&note.replace("number 1", "number 2"), &signer.verifier_key()), Err(LedgerError::Note(_))));
        assert!(crate::checkpoint::open(&note, &signer.verifier_key()).is_err(), "nobody takes it for a checkpoint");
        let checkpoint = signer.sign(0, tlog_tiles::EMPTY_HASH).unwrap();
        assert!(matches!(open(&checkpoint, &signer.verifier_key()), Err(LedgerError::NotAStatement)));
        for text in ["ledger.example/1\n0\nroot\n", "no end", "a\n\nb\n"] {
            assert!(matches!(signer.sign_statement(text), Err(LedgerError::NotAStatement)), "{text:?}");
        }
    }
}
