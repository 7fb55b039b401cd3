//! The offline proof file.

use nc_ledger::LedgerError;
use nc_ledger::bundle::Bundle;
use nc_ledger::tree::{prove_set, tiles_for_set};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::log::{Log, fact, signer};

fn bundle(log: &Log, wanted: &[u64]) -> Bundle {
    let size = log.size();
    Bundle {
        claim: json!({"figure": "study.rotation.attendances", "version": 1, "value": 199}),
        checkpoint: signer().sign(size, log.root()).unwrap(),
        facts: wanted.iter().map(|&seq| (seq, log.facts[seq as usize].clone())).collect(),
        proof: prove_set(&log.only(&tiles_for_set(wanted, size)), wanted, size).unwrap(),
    }
}

#[test]
fn r14_bundle_verifies_offline_without_personal_data() {
    let log = Log::of(600);
    let made = bundle(&log, &[0, 3, 4, 255, 256, 599]);
    let file = made.to_json().unwrap();

    let read = Bundle::from_json(&file).unwrap();
    assert_eq!(read, made);
    assert_eq!(read.to_json().unwrap(), file, "deterministic bytes");
    assert_eq!(read.verify(&signer().verifier_key()).unwrap(), log.checkpoint(600));

    // Nothing but these fields can be in a bundle, and a fact's body holds the commitment in place of the name.
    let document: Value = serde_json::from_slice(&file).unwrap();
    let keys: Vec<&String> = document.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["checkpoint", "claim", "facts", "format", "proof"]);
    for (seq, bytes) in &read.facts {
        let fact: Value = serde_json::from_slice(bytes).unwrap();
        let name = fact["body"]["name"].as_str().unwrap();
        assert_eq!(hex::decode(name).unwrap().len(), 32, "fact {seq}");
    }
}

#[test]
fn a_figure_of_zero_has_a_bundle_too() {
    let log = Log::of(9);
    assert!(bundle(&log, &[]).verify(&signer().verifier_key()).is_ok());
}

#[test]
fn the_first_fact_wrong_on_its_own_is_named() {
    let log = Log::of(20);
    let key = signer().verifier_key();
    let verdict = |change: &dyn Fn(&mut Bundle)| {
        let mut changed = bundle(&log, &[2, 5, 7]);
        change(&mut changed);
        changed.verify(&key).unwrap_err()
    };
    let names = |error, wanted| matches!(error, LedgerError::BundleFact { seq, .. } if seq == wanted);
    assert!(names(verdict(&|b| b.facts[1].1 = fact(6)), 5));
    assert!(names(verdict(&|b| b.facts[1].1.truncate(9)), 5));
    assert!(names(verdict(&|b| b.facts.swap(0, 1)), 2));
    assert!(names(verdict(&|b| b.facts[2] = (20, fact(20))), 20));
    assert!(matches!(verdict(&|b| drop(b.facts.remove(1))), LedgerError::ProofFails));
    assert!(matches!(verdict(&|b| b.proof.truncate(1)), LedgerError::ProofFails));
    let renumbered = bundle(&log, &[2, 5, 7]).verify(&signer().verifier_key().replace("test", "else"));
    assert!(matches!(renumbered, Err(LedgerError::Key)));
}

#[test]
fn a_float_in_the_claim_is_refused() {
    let mut made = bundle(&Log::of(3), &[1]);
    made.claim = json!({"rate": 0.86});
    assert!(matches!(made.to_json(), Err(LedgerError::NotCanonical(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// The claim is text beside the proof; every other byte is covered.
    #[test]
    fn r15_a_flipped_bit_in_a_bundle_is_found(position in any::<prop::sample::Index>(), bit in 0u8..8) {
        let log = Log::of(40);
        let made = bundle(&log, &[1, 8, 39]);
        let mut file = made.to_json().unwrap();
        let at = position.index(file.len());
        file[at] ^= 1 << bit;
        if let Ok(read) = Bundle::from_json(&file)
            && read.verify(&signer().verifier_key()).is_ok()
        {
            prop_assert_eq!((read.checkpoint, read.facts, read.proof), (made.checkpoint, made.facts, made.proof));
        }
    }

    #[test]
    fn reading_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Bundle::from_json(&bytes);
    }
}
