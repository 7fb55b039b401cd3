//! Proving a figure to somebody who has nothing of ours but a file and a public key.
//!
//! The file holds the claim, the signed checkpoint, and the facts of every stream that has a row behind the figure. The
//! reader checks that each fact is in the ledger of that checkpoint, folds the facts with the very rules that made the
//! rows, and recounts. What a proof cannot show is that the bureau recorded everything, or that a record is true.

use std::collections::{BTreeMap, BTreeSet};

use nc_figures::recount::{Recount, Selector, part_definitions};
use nc_figures::{Catalogue, Definition, Worth};
use nc_kernel::{Change, Day, Entry, Micros, Period, UnitPath};
use nc_ledger::bundle::Bundle;
use nc_ledger::checkpoint::{self, Checkpoint};
use nc_people::Scope;
use serde::{Deserialize, Serialize};

use crate::db::Snapshot;
use crate::error::{StoreError, damaged};
use crate::figures::{self, Question};
use crate::log::StoredFact;
use crate::report::{self, ReleaseProven};
use crate::{Store, checkpoints, log, registry};

/// How often a checkpoint is signed anew because somebody wrote before the view was open.
const ATTEMPTS: usize = 100;

/// 主张: what a proof file claims, in the file's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Counted over the first so many facts only; absent for everything up to the checkpoint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_size: Option<u64>,
    /// Whose ledger.
    pub bureau: i64,
    /// The definition, and for a ratio its parts too.
    pub definitions: Vec<Definition>,
    /// As known at the end of this day; absent for everything up to the checkpoint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_on: Option<Day>,
    /// The time it is about.
    pub period: Period,
    /// How many rows stand behind it, over all parts.
    pub rows: u64,
    /// The unit whose subtree is counted.
    pub unit: UnitPath,
    /// The number: `n`, and `of` for a ratio.
    pub n: i64,
    /// Below the line of a ratio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<i64>,
}

impl Claim {
    pub(crate) fn worth(&self) -> Worth {
        match self.of {
            Some(of) => Worth::Ratio { n: self.n, of },
            None => Worth::Count(self.n),
        }
    }
}

/// What a reader of a proof file learned.
#[derive(Debug, Clone, Serialize)]
pub struct Proven {
    /// The claim that holds.
    pub claim: Claim,
    /// Size of the ledger it was checked against.
    pub ledger_size: u64,
    /// Root of that ledger, hex.
    pub ledger_root: String,
    /// Name of the ledger, as signed.
    pub origin: String,
    /// How many facts were checked to be in it.
    pub facts: u64,
}

impl Store {
    /// Builds the proof file of a figure.
    ///
    /// # Errors
    /// [`StoreError`] when the figure may not be read or its rows and cells disagree.
    pub async fn prove(&self, scope: &Scope, question: &Question) -> Result<Vec<u8>, StoreError> {
        figures::within(scope, question)?;
        let (mut view, note, signed) = self.signed_view().await?;
        let evidence = self.evidence_in(&mut view, question).await?;
        let catalogue = self.published.catalogue();
        let parts = part_definitions(&question.definition, &catalogue).unwrap_or_default();
        let mut definitions = vec![question.definition.clone()];
        definitions.extend(parts.into_iter().filter(|p| p.key() != question.definition.key()).cloned());
        let positions: BTreeSet<u64> = evidence.parts.iter().flatten().map(|e| e.evidence).collect();
        let positions: Vec<u64> = positions.into_iter().collect();
        let mut facts = BTreeMap::new();
        let mut streams = log::streams_of(&mut view, self.bureau, &positions).await?;
        streams.push(nc_kernel::StreamId::only(<nc_figures::Book as nc_kernel::Aggregate>::FAMILY));
        for stream in streams {
            for fact in log::read_stream(&mut view, self.bureau, &stream, signed.size).await? {
                facts.insert(fact.seq.0, fact.bytes);
            }
        }
        let indices: Vec<u64> = facts.keys().copied().collect();
        let tiles = log::tiles(&mut view, self.bureau, nc_ledger::tree::tiles_for_set(&indices, signed.size)).await?;
        let proof = nc_ledger::tree::prove_set(&tiles, &indices, signed.size).map_err(|e| damaged("tile", e))?;
        let (n, of) = match evidence.value.worth {
            Worth::Count(n) => (n, None),
            Worth::Ratio { n, of } => (n, Some(of)),
        };
        let claim = Claim {
            at_size: None,
            bureau: self.bureau,
            definitions,
            known_on: question.known_on,
            period: question.period,
            rows: evidence.parts.iter().map(|rows| rows.len() as u64).sum(),
            unit: question.unit.clone(),
            n,
            of,
        };
        let claim = serde_json::to_value(&claim).map_err(|e| damaged("claim", e))?;
        Bundle { claim, checkpoint: note, facts: facts.into_iter().collect(), proof }.to_json().map_err(|e| damaged("proof", e))
    }
}

impl Store {
    /// A view of the ledger that a signed checkpoint covers whole, with everything derived.
    pub(crate) async fn signed_view(&self) -> Result<(Snapshot, String, Checkpoint), StoreError> {
        for _ in 0..ATTEMPTS {
            self.sign_now().await?;
            let mut view = self.view().await?;
            let head = log::head(&mut view, self.bureau).await?.ok_or_else(|| damaged("chain head", "it is missing"))?;
            let note = checkpoints::latest(&mut view, self.bureau).await?.ok_or_else(|| damaged("checkpoint", "none was signed"))?;
            let signed = checkpoint::open(&note, &self.verifier_key).map_err(|e| damaged("checkpoint", e))?;
            if signed.size == head.size && head.derived == head.size {
                return Ok((view, note, signed));
            }
        }
        Err(StoreError::Unusable("the ledger is being written without a pause; ask for the proof again".to_owned()))
    }
}

/// Checks a proof file offline: signature, inclusion of every fact, definitions on the ledger, and the recount.
///
/// # Errors
/// [`StoreError::Damaged`] naming what does not hold.
pub fn verify(file: &[u8], verifier_key: &str) -> Result<Proven, StoreError> {
    let bundle = Bundle::from_json(file).map_err(|e| bad("the file", &e))?;
    let Checkpoint { origin, size, root } = bundle.verify(verifier_key).map_err(|e| bad("the ledger", &e))?;
    let claim: Claim = serde_json::from_value(bundle.claim.clone()).map_err(|e| bad("the claim", &e))?;
    recount(&bundle, &claim)?;
    Ok(Proven { claim, ledger_size: size, ledger_root: hex::encode(root.0), origin, facts: bundle.facts.len() as u64 })
}

/// What a proof file turned out to prove.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Verified {
    /// One figure.
    Figure(Proven),
    /// Every figure of a released report.
    Release(ReleaseProven),
}

/// Checks a proof file of either kind offline.
///
/// # Errors
/// As [`verify`].
pub fn verify_any(file: &[u8], verifier_key: &str) -> Result<Verified, StoreError> {
    let bundle = Bundle::from_json(file).map_err(|e| bad("the file", &e))?;
    if bundle.claim.get("report").is_none() {
        return verify(file, verifier_key).map(Verified::Figure);
    }
    let head = bundle.verify(verifier_key).map_err(|e| bad("the ledger", &e))?;
    report::verify_release(&bundle, &head).map(Verified::Release)
}

pub(crate) fn bad(what: &str, why: &dyn std::fmt::Display) -> StoreError {
    StoreError::Unusable(format!("the proof does not hold: {what}: {why}"))
}

/// Recounts a claim from the facts of a bundle whose inclusion was checked; gives the rows, part by part.
pub(crate) fn recount(bundle: &Bundle, claim: &Claim) -> Result<Vec<Vec<Entry>>, StoreError> {
    let registers = registry::registers();
    let catalogue = Catalogue::excerpt(claim.definitions.clone(), &registers)?;
    let definition = claim.definitions.first().ok_or_else(|| bad("the claim", &"it names no definition"))?;
    let known_at = claim.known_on.map_or(crate::maintenance::NOW, Micros::end_of);
    let live = replay(bundle, known_at, claim.at_size.unwrap_or(u64::MAX))?;
    for wanted in &claim.definitions {
        if !live.definitions.contains(wanted) {
            return Err(bad("the definition", &format!("{} is not on the ledger as the file states it", wanted.key())));
        }
    }
    let mut parts = Vec::new();
    for part in part_definitions(definition, &catalogue).ok_or_else(|| bad("the definition", &"a part is missing"))? {
        let mut selector = Selector::new(part, &registers, &claim.unit, claim.period)?;
        parts.push(live.entries.values().filter(|e| selector.takes(e)).cloned().collect::<Vec<Entry>>());
    }
    let rows = parts.iter().map(|rows| rows.len() as u64).sum::<u64>();
    let worth = Recount::default()
        .worth(definition, &catalogue, &registers, claim.period, &parts)
        .ok_or_else(|| bad("the recount", &"it cannot be made"))?;
    if worth != claim.worth() || rows != claim.rows {
        return Err(bad(
            "the recount",
            &format!("the file claims {:?} from {} rows, its facts give {worth:?} from {rows}", claim.worth(), claim.rows),
        ));
    }
    Ok(parts)
}

struct Live {
    entries: BTreeMap<(&'static str, String), Entry>,
    definitions: Vec<Definition>,
}

/// Folds the first `size` facts of a bundle's ledger, in order, into the entries they leave standing.
fn replay(bundle: &Bundle, known_at: Micros, size: u64) -> Result<Live, StoreError> {
    let mut states = nc_kernel::States::default();
    let mut entries = BTreeMap::new();
    for (seq, bytes) in &bundle.facts {
        let envelope = nc_ledger::envelope::Envelope::parse(bytes).map_err(|e| damaged(format!("fact {seq}"), e))?;
        let stored = StoredFact { seq: log::Seq(*seq), stream: envelope.stream.to_string(), bytes: bytes.clone() };
        let opened = stored.open()?;
        // A definition may be newer than what it is asked about.
        if (opened.recorded.recorded_at > known_at || *seq >= size)
            && opened.stream.family() != <nc_figures::Book as nc_kernel::Aggregate>::FAMILY
        {
            continue;
        }
        if states.any(&opened.stream).is_none() {
            let empty = registry::empty_state(opened.stream.family())
                .ok_or_else(|| damaged(format!("fact {seq}"), "a kind of thing this program does not know"))?;
            states.insert(opened.stream.clone(), empty);
        }
        let mut changes = Vec::new();
        if let Some(state) = states.any_mut(&opened.stream) {
            state.take(&opened.as_recorded(), Some(&mut changes))?;
        }
        for change in changes {
            let id = (change.entry().register, change.entry().key.clone());
            match change {
                Change::Add(entry) => entries.insert(id, entry),
                Change::Remove(_) => entries.remove(&id),
            };
        }
    }
    let definitions = states.only::<nc_figures::Book>().map(|b| b.all().cloned().collect()).unwrap_or_default();
    Ok(Live { entries, definitions })
}
