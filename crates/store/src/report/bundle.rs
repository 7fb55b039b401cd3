//! 证明包: one file with the proofs of every number of a release.
//!
//! The reader needs the file and the public key. They learn that the release is in the ledger as its text stands, that
//! the root printed in it was the ledger's at that size, that every fact behind every number is in the ledger, and that
//! each number follows from them. They learn nobody's name: facts carry pseudonyms and salted hashes.

use std::collections::BTreeMap;

use nc_figures::Worth;
use nc_figures::recount::part_definitions;
use nc_figures::report::{Document, Fact, ReportId, TaggedFact, row_set_hash, rules};
use nc_kernel::{Actor, Micros, StreamId};
use nc_ledger::bundle::Bundle;
use nc_ledger::checkpoint::Checkpoint;
use nc_ledger::{Hash, tree};
use nc_people::access::Action;
use serde::{Deserialize, Serialize};

use super::differences::same_question;
use crate::error::{StoreError, damaged};
use crate::log::{Seq, StoredFact};
use crate::proof::{Claim, bad, recount};
use crate::{Store, log};

/// What a release's proof file claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseClaim {
    /// Whose ledger.
    pub bureau: i64,
    /// One claim a figure, period and unit.
    pub claims: Vec<Claim>,
    /// Proof that the ledger whose root the release prints is the beginning of the checkpoint's, hex.
    pub consistency: Vec<String>,
    /// Which report.
    pub report: ReportId,
    /// Position of the release in the ledger.
    pub seq: u64,
}

/// What a reader of a release's proof file learned.
#[derive(Debug, Clone, Serialize)]
pub struct ReleaseProven {
    /// Which report.
    pub report: ReportId,
    /// Position of the release in the ledger.
    pub seq: u64,
    /// When it was recorded.
    pub released_at: Micros,
    /// The document as recorded: compare its text with the one at hand.
    pub document: Document,
    /// Size of the ledger it was checked against.
    pub ledger_size: u64,
    /// Root of that ledger, hex.
    pub ledger_root: String,
    /// Name of the ledger, as signed.
    pub origin: String,
    /// How many facts were checked to be in it.
    pub facts: u64,
    /// How many different figures were recounted.
    pub recounted: u64,
}

impl Store {
    /// Builds the proof file of a release.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is no release the actor may see, or they may not open its unit's rows.
    pub async fn prove_report(&self, actor: &Actor, id: ReportId) -> Result<Vec<u8>, StoreError> {
        let (mut view, note, signed) = self.signed_view().await?;
        let report = self.visible(&mut view, actor, id).await?;
        let release = report.release().ok_or_else(|| StoreError::Refused(rules::NOT_RELEASED.refuse().into()))?;
        if let Some(draft) = report.draft() {
            self.allow(actor, Action::ReadRows, &draft.unit)?;
        }
        let catalogue = self.published.catalogue();
        let mut facts: BTreeMap<u64, Vec<u8>> = BTreeMap::new();
        let mut claims: Vec<Claim> = Vec::new();
        let mut asked: Vec<&TaggedFact> = Vec::new();
        for fact in &release.document.facts {
            if asked.iter().any(|other| same_question(other, fact)) {
                continue;
            }
            asked.push(fact);
            let rows = self.rows_of_release(&mut view, fact).await?;
            let mut positions: Vec<u64> = rows.iter().flatten().map(|row| row.entry.evidence).collect();
            positions.sort_unstable();
            positions.dedup();
            for stream in log::streams_of(&mut view, self.bureau, &positions).await? {
                let behind = log::read_stream(&mut view, self.bureau, &stream, fact.ledger_size).await?;
                facts.extend(behind.into_iter().map(|fact| (fact.seq.0, fact.bytes)));
            }
            let definition = self.question_of(fact)?.definition;
            let parts = part_definitions(&definition, &catalogue).unwrap_or_default().into_iter().cloned();
            let others: Vec<_> = parts.filter(|part| part.key() != definition.key()).collect();
            claims.push(claim(self.bureau, fact, std::iter::once(definition).chain(others).collect()));
        }
        let book = StreamId::only(<nc_figures::Book as nc_kernel::Aggregate>::FAMILY);
        let own = StreamId::new(<nc_figures::report::Report as nc_kernel::Aggregate>::FAMILY, id);
        for fact in log::read_stream(&mut view, self.bureau, &book, signed.size).await? {
            facts.insert(fact.seq.0, fact.bytes);
        }
        let released = log::read_stream(&mut view, self.bureau, &own, signed.size).await?;
        facts.extend(released.into_iter().filter(|fact| fact.seq.0 == release.seq).map(|fact| (fact.seq.0, fact.bytes)));
        let old = release.document.ledger().map(|(size, _)| size);
        let consistency = match old {
            Some(old) => {
                let tiles = log::tiles(&mut view, self.bureau, tree::tiles_for_consistency(old, signed.size)).await?;
                tree::prove_consistency(&tiles, old, signed.size).map_err(|e| damaged("tile", e))?
            }
            None => Vec::new(),
        };
        let indices: Vec<u64> = facts.keys().copied().collect();
        let tiles = log::tiles(&mut view, self.bureau, tree::tiles_for_set(&indices, signed.size)).await?;
        let proof = tree::prove_set(&tiles, &indices, signed.size).map_err(|e| damaged("tile", e))?;
        let consistency = consistency.iter().map(|hash| hex::encode(hash.0)).collect();
        let claim = ReleaseClaim { bureau: self.bureau, claims, consistency, report: id, seq: release.seq };
        let claim = serde_json::to_value(&claim).map_err(|e| damaged("claim", e))?;
        Bundle { claim, checkpoint: note, facts: facts.into_iter().collect(), proof }.to_json().map_err(|e| damaged("proof", e))
    }
}

fn claim(bureau: i64, fact: &TaggedFact, definitions: Vec<nc_figures::Definition>) -> Claim {
    let (n, of) = match fact.worth {
        Worth::Count(n) => (n, None),
        Worth::Ratio { n, of } => (n, Some(of)),
    };
    Claim {
        at_size: Some(fact.ledger_size),
        bureau,
        definitions,
        known_on: None,
        period: fact.period,
        rows: fact.rows,
        unit: fact.scope.clone(),
        n,
        of,
    }
}

/// Checks a release's file whose facts were checked to be in the ledger of `head`.
pub(crate) fn verify(bundle: &Bundle, head: &Checkpoint) -> Result<ReleaseProven, StoreError> {
    let claim: ReleaseClaim = serde_json::from_value(bundle.claim.clone()).map_err(|e| bad("the claim", &e))?;
    let own = StreamId::new(<nc_figures::report::Report as nc_kernel::Aggregate>::FAMILY, claim.report);
    let stored = bundle.facts.iter().find(|(seq, _)| *seq == claim.seq);
    let (seq, bytes) = stored.ok_or_else(|| bad("the release", &"its fact is not in the file"))?;
    let recorded = StoredFact { seq: Seq(*seq), stream: own.to_string(), bytes: bytes.clone() }.open()?.read()?;
    let Fact::Released(released) = recorded.fact else { return Err(bad("the release", &"the fact is none")) };
    let document = released.document;
    consistent(&claim, &document, head)?;
    let mut recounted = Vec::new();
    for part in &claim.claims {
        let rows = recount(bundle, part)?;
        recounted.push((part, row_set_hash(&rows)));
    }
    for fact in &document.facts {
        let found = recounted.iter().find(|(part, _)| {
            part.definitions.first().is_some_and(|d| d.key() == fact.key()) && part.period == fact.period && part.unit == fact.scope
        });
        let (part, hash) = found.ok_or_else(|| bad("the release", &format!("nothing proves {}", fact.printed)))?;
        let same = part.worth() == fact.worth && part.rows == fact.rows && part.at_size == Some(fact.ledger_size) && *hash == fact.row_hash;
        if !same || part.bureau != claim.bureau || part.known_on.is_some() {
            return Err(bad("the release", &format!("{} is not what its facts give", fact.printed)));
        }
    }
    Ok(ReleaseProven {
        report: claim.report,
        seq: *seq,
        released_at: recorded.recorded_at,
        document,
        ledger_size: head.size,
        ledger_root: hex::encode(head.root.0),
        origin: head.origin.clone(),
        facts: bundle.facts.len() as u64,
        recounted: recounted.len() as u64,
    })
}

/// The root printed in the release is that of the beginning of the ledger, for all its numbers one.
fn consistent(claim: &ReleaseClaim, document: &Document, head: &Checkpoint) -> Result<(), StoreError> {
    let Some((size, root)) = document.ledger() else { return Ok(()) };
    if document.facts.iter().any(|fact| (fact.ledger_size, fact.ledger_root.as_str()) != (size, root)) {
        return Err(bad("the release", &"its numbers were computed at different sizes of the ledger"));
    }
    let hash = |text: &str| -> Result<Hash, StoreError> {
        let bytes = hex::decode(text).map_err(|e| bad("the release", &e))?;
        Ok(Hash(bytes.try_into().map_err(|_| bad("the release", &"a hash has the wrong length"))?))
    };
    let proof = claim.consistency.iter().map(|text| hash(text)).collect::<Result<Vec<_>, _>>()?;
    tree::verify_consistency(size, hash(root)?, head.size, head.root, &proof).map_err(|e| bad("the root the release prints", &e))
}
