//! Signed checkpoints.

use nc_ledger::LedgerError;
use nc_ledger::checkpoint::{Signer, open};

use crate::log::{Log, NAME, signer};

#[test]
fn a_signed_checkpoint_opens_with_its_key_only() {
    let log = Log::of(3);
    let note = signer().sign(3, log.root()).unwrap();
    assert!(note.starts_with(&format!("{NAME}\n3\n{}\n\n— {NAME} ", log.root())), "{note}");
    assert_eq!(open(&note, &signer().verifier_key()).unwrap(), log.checkpoint(3));
    assert_eq!(note, signer().sign(3, log.root()).unwrap());

    let other = Signer::from_seed(NAME, &[8; 32]).unwrap();
    assert!(matches!(open(&note, &other.verifier_key()), Err(LedgerError::Note(_))));
    assert!(matches!(open(&note, "nonsense"), Err(LedgerError::Key)));
    assert!(matches!(open("nonsense", &signer().verifier_key()), Err(LedgerError::Note(_))));
}

#[test]
fn a_witness_signature_beside_ours_is_allowed() {
    let log = Log::of(3);
    let note = signer().sign(3, log.root()).unwrap();
    let witness = Signer::from_seed("witness.example", &[9; 32]).unwrap();
    let mut cosigned = signed_note::Note::from_bytes(note.as_bytes()).unwrap();
    cosigned.add_sigs(&[&witness]).unwrap();
    let text = String::from_utf8(cosigned.to_bytes()).unwrap();
    assert_eq!(open(&text, &signer().verifier_key()).unwrap().size, 3);
    // The witness's key alone does not make it the witness's log.
    assert!(matches!(open(&text, &witness.verifier_key()), Err(LedgerError::NotACheckpoint)));
}

#[test]
fn names_the_note_format_forbids_are_refused() {
    for name in ["", "two words", "a+b", "line\nbreak", "bell\u{7}", "全角\u{3000}"] {
        assert!(matches!(Signer::from_seed(name, &[1; 32]), Err(LedgerError::Key)), "{name:?}");
    }
    let chinese = Signer::from_seed("暖城.例/账", &[1; 32]).unwrap();
    assert!(open(&chinese.sign(0, nc_ledger::tree::EMPTY_ROOT).unwrap(), &chinese.verifier_key()).is_ok());
}

#[test]
fn the_seed_is_not_printed() {
    assert_eq!(format!("{:?}", signer()), format!("Signer {{ name: {NAME:?}, .. }}"));
}

#[test]
fn r15_every_flipped_bit_of_a_checkpoint_is_found() {
    let note = signer().sign(600, Log::of(600).root()).unwrap();
    let key = signer().verifier_key();
    for bit in 0..note.len() * 8 {
        let mut bytes = note.clone().into_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        if let Ok(text) = String::from_utf8(bytes) {
            assert!(open(&text, &key).is_err(), "bit {bit}: {text}");
        }
    }
}
