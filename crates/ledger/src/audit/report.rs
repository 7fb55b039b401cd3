//! What an audit found.

use tlog_tiles::Hash;

/// The outcome of an audit.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Facts hashed in unbroken order from 0.
    pub size: u64,
    /// The root recomputed from exactly those facts.
    pub root: Hash,
    /// The lowest position that cannot be trusted; `None` if the log is sound.
    pub first_bad: Option<Finding>,
    /// All findings by position, consequences of an earlier named cause left out; at most [`Report::MOST`].
    pub findings: Vec<Finding>,
}

impl Report {
    /// How many findings a report lists; a rewritten log would otherwise list every fact.
    pub const MOST: usize = 100;
}

/// One thing wrong, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The first fact in doubt. Exact for facts and stored leaves; for a higher tile node the first leaf below it; for
    /// a head or checkpoint that differs, the size up to which the last agreeing held checkpoint vouches.
    pub position: u64,
    /// What is wrong there.
    pub what: Defect,
}

/// What can be wrong. At one position the earlier variant is named first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Defect {
    /// The fact's bytes do not give the stored leaf hash, and no root vouches for the bytes.
    FactChanged,
    /// Facts between here and `end` do not give the stored node above them, though their leaf hashes are stored so: a
    /// fact was changed together with its leaf hash.
    SpanChanged {
        /// The position after the last fact in doubt.
        end: u64,
    },
    /// No fact at this position, though a later fact or the head says there was one.
    FactMissing,
    /// A fact read twice, or after a later one.
    FactRepeated,
    /// The bytes are no envelope, or its `seq` is not the fact's position.
    FactMalformed,
    /// A fact after the last one the head counts.
    FactBeyondHead,
    /// The log is shorter than a checkpoint held outside: truncated, or an old backup was restored.
    CheckpointAhead {
        /// The size the checkpoint states.
        size: u64,
    },
    /// A checkpoint held outside states another root for this size: history was rewritten.
    CheckpointDiffers {
        /// The size the checkpoint states.
        size: u64,
    },
    /// The head's root does not follow from the facts.
    HeadDiffers,
    /// A stored tile differs from the facts below it, while the facts themselves are vouched for.
    TileChanged {
        /// Tile level, 0 holds leaf hashes.
        level: u8,
        /// Tile number within its level.
        index: u64,
    },
    /// A tile that these facts fill is not stored.
    TileMissing {
        /// Tile level, 0 holds leaf hashes.
        level: u8,
        /// Tile number within its level.
        index: u64,
    },
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "position {}: ", self.position)?;
        match self.what {
            Defect::FactChanged => write!(f, "the fact's bytes were changed"),
            Defect::SpanChanged { end } => {
                write!(f, "a fact from here to {end} was changed together with its leaf hash")
            }
            Defect::FactMissing => write!(f, "the fact is missing"),
            Defect::FactRepeated => write!(f, "the fact is repeated or out of order"),
            Defect::FactMalformed => write!(f, "the fact is no envelope for this position"),
            Defect::FactBeyondHead => write!(f, "the head does not count this fact"),
            Defect::CheckpointAhead { size } => write!(f, "the log ends here, but a checkpoint is held for {size} facts"),
            Defect::CheckpointDiffers { size } => {
                write!(f, "facts from here on do not give the root of the checkpoint held for {size} facts")
            }
            Defect::HeadDiffers => write!(f, "facts from here on do not give the head's root"),
            Defect::TileChanged { level, index } => {
                write!(f, "stored tile {index} of level {level} was changed")
            }
            Defect::TileMissing { level, index } => {
                write!(f, "tile {index} of level {level} is not stored")
            }
        }
    }
}
