//! Drawing rows behind a figure at random, and recording what a reviewer found.

use std::collections::BTreeMap;

use nc_figures::Value;
use nc_figures::recounts::{Doubt, Fact, Recounted, Recounts, lot};
use nc_kernel::{Aggregate as _, Draft, Entry, Need, Refused, States, StreamId, UnitPath};
use nc_people::Scope;
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::error::StoreError;
use crate::figures::{self, Question, may_see};
use crate::rules::{DOUBT_NOT_DRAWN, DOUBT_WITHOUT_REASON};

/// 抽样: rows drawn behind a figure.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The figure's value in the same view, equal to the aggregate of all its rows.
    pub value: Value,
    /// Rows behind it in all.
    pub rows: u64,
    /// The rows drawn, by key.
    pub drawn: Vec<Entry>,
    /// Rows the viewer may not see; none of them was drawn.
    pub hidden: u64,
}

impl Store {
    /// Draws `wanted` rows behind a figure. The ledger's root decides which, so they can be neither chosen nor foreseen,
    /// and are the same for everybody who asks at the same moment and may see the same rows.
    ///
    /// # Errors
    /// [`StoreError`] when the figure may not be read, or its rows and cells disagree.
    pub async fn sample(&self, scope: &Scope, visible: &[Scope], question: &Question, wanted: usize) -> Result<Sample, StoreError> {
        figures::within(scope, question)?;
        let mut view = self.view().await?;
        let evidence = self.evidence_in(&mut view, question).await?;
        let mut drawn: BTreeMap<[u8; 32], Entry> = BTreeMap::new();
        let (mut rows, mut hidden) = (0, 0);
        for (part, entries) in evidence.parts.into_iter().enumerate() {
            for entry in entries {
                rows += 1;
                if may_see(visible, &entry) {
                    drawn.insert(lot(&evidence.value.ledger_root, &format!("{part}/{}", entry.key)), entry);
                    if drawn.len() > wanted {
                        drawn.pop_last();
                    }
                } else {
                    hidden += 1;
                }
            }
        }
        let mut drawn: Vec<Entry> = drawn.into_values().collect();
        drawn.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(Sample { value: evidence.value, rows, drawn, hidden })
    }
}

/// 登记复核: what a reviewer found in the rows that were drawn.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordRecount {
    /// The figure, `id@version`.
    pub figure: String,
    /// The unit asked about.
    pub unit: UnitPath,
    /// The time asked about.
    pub period: nc_kernel::Period,
    /// Size of the ledger the rows were drawn at.
    pub ledger_size: u64,
    /// Its root.
    pub ledger_root: String,
    /// Rows behind the figure in all.
    pub rows: u64,
    /// Keys of the rows drawn.
    pub sampled: Vec<String>,
    /// Rows among them that do not hold.
    #[serde(default)]
    pub doubts: Vec<Doubt>,
}

impl RecordRecount {
    /// Of a sample.
    #[must_use]
    pub fn of(sample: &Sample, doubts: Vec<Doubt>) -> Self {
        Self {
            figure: format!("{}@{}", sample.value.figure, sample.value.version),
            unit: sample.value.scope.clone(),
            period: sample.value.period,
            ledger_size: sample.value.ledger_size,
            ledger_root: sample.value.ledger_root.clone(),
            rows: sample.rows,
            sampled: sample.drawn.iter().map(|entry| entry.key.clone()).collect(),
            doubts,
        }
    }
}

impl Command for RecordRecount {
    const NAME: &'static str = "figures.record_recount";

    fn needs(&self) -> Vec<Need> {
        Vec::new()
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        vec![(Action::RecordRecount, self.unit.clone())]
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut refusals = Vec::new();
        for (at, doubt) in self.doubts.iter().enumerate() {
            if !self.sampled.contains(&doubt.key) {
                refusals.push(DOUBT_NOT_DRAWN.refuse().with("row", &doubt.key).at(format!("doubts[{at}].key")));
            }
            if doubt.why.trim().is_empty() {
                refusals.push(DOUBT_WITHOUT_REASON.refuse().with("row", &doubt.key).at(format!("doubts[{at}].why")));
            }
        }
        Refused::unless_empty(refusals)?;
        let Self { figure, unit, period, ledger_size, ledger_root, rows, sampled, doubts } = self.clone();
        let fact = Fact::from(Recounted { doubts, figure, ledger_root, ledger_size, period, rows, sampled, unit });
        let draft = Draft::new(StreamId::only(Recounts::FAMILY), self.unit.clone(), ctx.today(), &fact);
        Ok(vec![draft.map_err(|_| Refused(vec![DOUBT_WITHOUT_REASON.refuse().with("row", "")]))?].into())
    }
}
