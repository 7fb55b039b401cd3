//! Published vectors (requirement 15): see `tests/vectors/README.md`.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use nc_ledger::tree::{
    Frontier, StoredTile, TileSet, prove_inclusion, root_at, verify_consistency, verify_inclusion, verify_subtree_consistency,
    verify_subtree_inclusion,
};
use nc_ledger::{Hash, LedgerError, leaf_hash};
use serde::Deserialize;
use signed_note::{Note, StandardVerifier, VerifierList};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    leaf_idx: Option<u64>,
    tree_size: Option<u64>,
    start: Option<u64>,
    end: Option<u64>,
    size: Option<u64>,
    size1: Option<u64>,
    size2: Option<u64>,
    root: Option<String>,
    root1: Option<String>,
    root2: Option<String>,
    leaf_hash: Option<String>,
    proof: Option<Vec<String>>,
    want_err: bool,
}

/// Roots and proof entries that are no hash stand for themselves by their leaf hash.
fn hash(text: &str) -> Hash {
    let bytes = BASE64_STANDARD.decode(text).unwrap();
    <[u8; 32]>::try_from(bytes.as_slice()).map_or_else(|_| leaf_hash(&bytes), Hash)
}

impl Case {
    fn hash(text: Option<&String>) -> Hash {
        hash(text.unwrap())
    }

    /// Strict: our type cannot hold a leaf hash of another length, which is how such a case is refused.
    fn leaf(&self) -> Result<Hash, LedgerError> {
        Hash::parse_hash(self.leaf_hash.as_ref().unwrap()).map_err(|_| LedgerError::ProofFails)
    }

    fn proof(&self) -> Vec<Hash> {
        self.proof.iter().flatten().map(|text| hash(text)).collect()
    }

    fn inclusion(&self) -> Result<(), LedgerError> {
        let (leaf, root) = (self.leaf()?, Self::hash(self.root.as_ref()));
        verify_inclusion(leaf, self.leaf_idx.unwrap(), self.tree_size.unwrap(), &self.proof(), root)
    }

    fn consistency(&self) -> Result<(), LedgerError> {
        let (old, new) = (Self::hash(self.root1.as_ref()), Self::hash(self.root2.as_ref()));
        verify_consistency(self.size1.unwrap(), old, self.size2.unwrap(), new, &self.proof())
    }

    fn subtree_inclusion(&self) -> Result<(), LedgerError> {
        let (leaf, root) = (self.leaf()?, Self::hash(self.root.as_ref()));
        let (start, end) = (self.start.unwrap(), self.end.unwrap());
        verify_subtree_inclusion(leaf, self.leaf_idx.unwrap(), start, end, &self.proof(), root)
    }

    fn subtree_consistency(&self) -> Result<(), LedgerError> {
        let (part, root) = (Self::hash(self.root1.as_ref()), Self::hash(self.root2.as_ref()));
        let (start, end) = (self.start.unwrap(), self.end.unwrap());
        verify_subtree_consistency(start, end, part, self.size.unwrap(), root, &self.proof())
    }
}

type Verify = fn(&Case) -> Result<(), LedgerError>;

#[test]
fn r15_all_vectors_pass_with_their_expected_verdict() {
    let kinds: [(&str, Verify); 4] = [
        (include_str!("../vectors/transparency-dev-inclusion.json"), Case::inclusion),
        (include_str!("../vectors/transparency-dev-consistency.json"), Case::consistency),
        (include_str!("../vectors/transparency-dev-subtreeinclusion.json"), Case::subtree_inclusion),
        (include_str!("../vectors/transparency-dev-subtreeconsistency.json"), Case::subtree_consistency),
    ];
    let (mut cases, mut wrong) = (0, Vec::new());
    for (json, verify) in kinds {
        let file: BTreeMap<String, Case> = serde_json::from_str(json).unwrap();
        cases += file.len();
        for (name, case) in file {
            let verdict = verify(&case);
            if verdict.is_err() != case.want_err {
                wrong.push((name, verdict));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(cases, 518);
}

#[derive(Deserialize)]
struct KnownRoots {
    leaves_hex: Vec<String>,
    roots_hex_by_size: Vec<String>,
    inclusion: Vec<KnownProof>,
}

#[derive(Deserialize)]
struct KnownProof {
    size: u64,
    index: u64,
    proof_hex: Vec<String>,
}

fn from_hex(text: &str) -> Hash {
    Hash(hex::decode(text).unwrap().try_into().unwrap())
}

#[test]
fn r15_known_roots_and_their_36_inclusion_proofs() {
    let known: KnownRoots = serde_json::from_str(include_str!("../vectors/rfc6962-known-roots.json")).unwrap();
    let leaves: Vec<Hash> = known.leaves_hex.iter().map(|leaf| leaf_hash(&hex::decode(leaf).unwrap())).collect();
    let roots: Vec<Hash> = known.roots_hex_by_size.iter().map(|root| from_hex(root)).collect();

    let mut frontier = Frontier::default();
    assert_eq!(frontier.root(), roots[0]);
    for (leaf, root) in leaves.iter().zip(&roots[1..]) {
        frontier.append(*leaf);
        assert_eq!(frontier.root(), *root);
    }
    let tiles: TileSet = frontier.take_changed().into_iter().collect::<Vec<StoredTile>>().into_iter().collect();
    for (size, root) in (0u64..).zip(&roots) {
        assert_eq!(root_at(&tiles, size).unwrap(), *root);
    }
    assert_eq!(known.inclusion.len(), 36);
    for case in &known.inclusion {
        let proof: Vec<Hash> = case.proof_hex.iter().map(|hash| from_hex(hash)).collect();
        let (leaf, root) = (leaves[case.index as usize], roots[case.size as usize]);
        assert_eq!(prove_inclusion(&tiles, case.index, case.size).unwrap(), proof);
        verify_inclusion(leaf, case.index, case.size, &proof, root).unwrap();
    }
}

#[derive(Deserialize)]
struct SignedNote {
    verifier_key: String,
    note: String,
}

/// The example is a note but no checkpoint, so it goes through the library that `checkpoint::open` uses.
#[test]
fn r15_the_signed_note_of_the_specification_verifies() {
    let example: SignedNote = serde_json::from_str(include_str!("../vectors/c2sp-signed-note.json")).unwrap();
    let known = || VerifierList::new(vec![Box::new(StandardVerifier::new(&example.verifier_key).unwrap())]);
    assert!(Note::from_bytes(example.note.as_bytes()).unwrap().verify(&known()).is_ok());
    let forged = example.note.replace("example message", "example massage");
    assert!(Note::from_bytes(forged.as_bytes()).unwrap().verify(&known()).is_err());

    let refused = nc_ledger::checkpoint::open(&example.note, &example.verifier_key);
    assert!(matches!(refused, Err(LedgerError::NotACheckpoint)), "{refused:?}");
}
