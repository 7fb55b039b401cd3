//! The one fault type of the crate.

/// What can be wrong with bytes, tiles, proofs, notes or bundles handed to the ledger.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// A value cannot be written as canonical JSON of integers: a float, or a type JSON does not have.
    #[error("not canonical: {0}")]
    NotCanonical(&'static str),
    /// JSON could not be read or written.
    #[error("JSON could not be read or written")]
    Json(#[source] serde_json::Error),
    /// The bytes are a JSON envelope, but not as this crate writes it (order, spaces, escapes).
    #[error("the envelope is not in canonical form")]
    EnvelopeForm,
    /// A leaf number, or a tree size, that lies outside the tree asked about.
    #[error("{index} is outside a tree of {size} leaves")]
    OutOfRange {
        /// The leaf number or smaller tree size asked for.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// Leaf numbers of a set were not strictly ascending.
    #[error("leaf {0} is repeated or out of order")]
    Unsorted(u64),
    /// A tile needed for the proof was not loaded, or holds fewer hashes than the tree needs.
    #[error("tile {index} of level {level} is missing or too narrow")]
    TileMissing {
        /// Tile level, 0 holds leaf hashes.
        level: u8,
        /// Tile number within its level.
        index: u64,
    },
    /// The tiles offered as the right edge are not those of a tree of this size.
    #[error("these tiles are not the right edge of a tree of {size} leaves")]
    EdgeDiffers {
        /// Leaves in the tree that was to be continued.
        size: u64,
    },
    /// The text is a checkpoint, or has a form that could be taken for one.
    #[error("the text is no statement that can be signed or opened here")]
    NotAStatement,
    /// The text is no token of the kind asked for.
    #[error("the text is no signed token of this kind")]
    NotAToken,
    /// The token names another key than the one it is opened with.
    #[error("the token names another key")]
    OtherKey,
    /// The key named did not sign what the token says.
    #[error("the token is not signed by this key")]
    TokenSignature,
    /// A proof does not lead from the given leaves to the given root.
    #[error("the proof does not lead to the root")]
    ProofFails,
    /// The interval is not a subtree: empty, reversed, or its start is not aligned to its width.
    #[error("leaves {start}..{end} are not a subtree")]
    NotASubtree {
        /// First leaf.
        start: u64,
        /// Leaf after the last.
        end: u64,
    },
    /// A key name that C2SP signed-note forbids (empty, white space, plus, control characters), or a malformed key text.
    #[error("malformed key or key name")]
    Key,
    /// The text is not a note signed by the given key.
    #[error("the note is not signed by this key")]
    Note(#[source] signed_note::NoteError),
    /// The note is genuine, but it is no checkpoint of the log that the key belongs to.
    #[error("the signed text is not a checkpoint of this log")]
    NotACheckpoint,
    /// A fact of a bundle is wrong on its own.
    #[error("fact {seq}: {problem}")]
    BundleFact {
        /// Position the bundle claims for the fact.
        seq: u64,
        /// What is wrong.
        problem: &'static str,
    },
    /// The file is JSON, but not a bundle of a version known here.
    #[error("not a proof bundle: {0}")]
    NotABundle(&'static str),
}
