//! 抽查复核: somebody looked at rows drawn at random behind a figure and said what they found.

use nc_kernel::{Aggregate, Change, Period, Recorded, UnitPath};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Rows drawn unless somebody asks for another number.
pub const ROWS: usize = 20;

/// 存疑: a row that does not hold, in the reviewer's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Doubt {
    /// Key of the row.
    pub key: String,
    /// What is wrong with it.
    pub why: String,
}

/// 复核入账: what a reviewer found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recounted {
    /// Rows that do not hold; none when all hold.
    pub doubts: Vec<Doubt>,
    /// `id@version`.
    pub figure: String,
    /// Root of the ledger the rows were drawn at, which decided which rows they were.
    pub ledger_root: String,
    /// Its size.
    pub ledger_size: u64,
    /// The time asked about.
    pub period: Period,
    /// Rows behind the figure in all.
    pub rows: u64,
    /// Keys of the rows that were drawn.
    pub sampled: Vec<String>,
    /// The unit asked about.
    pub unit: UnitPath,
}

nc_kernel::facts! {
    /// Facts about recounts.
    pub enum Fact {
        "figures.recounted.v1" => Recounted,
    }
}

/// 复核册: every recount recorded, in order. One stream.
#[derive(Debug, Clone, Default)]
pub struct Recounts {
    all: Vec<Recounted>,
}

impl Recounts {
    /// Every recount, the oldest first.
    #[must_use]
    pub fn all(&self) -> &[Recounted] {
        &self.all
    }
}

impl Aggregate for Recounts {
    type Fact = Fact;
    const FAMILY: &'static str = "figures.recounts";

    fn changes(&self, _: &Recorded<Fact>, _: &mut Vec<Change>) {}

    fn fold(&mut self, recorded: &Recorded<Fact>) {
        let Fact::Recounted(recounted) = &recorded.fact;
        self.all.push(recounted.clone());
    }
}

/// The lot of a row at a ledger root: the rows with the smallest lots are drawn. Nobody who records a row can know its lot
/// beforehand, and everybody can draw the same rows again.
#[must_use]
pub fn lot(ledger_root: &str, row: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(ledger_root.as_bytes());
    hash.update([0]);
    hash.update(row.as_bytes());
    hash.finalize().into()
}
