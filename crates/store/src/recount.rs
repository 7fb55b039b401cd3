//! The nightly recount: what figures say against what their rows say.

use nc_kernel::{Day, Period};

use crate::Store;
use crate::error::StoreError;
use crate::figures::Question;
use crate::jobs::{Claimed, Outcome};

/// Months a recount goes back. The window moves by a day each night, so that in time every cell of a day, a month and a
/// year is among those it reads.
const MONTHS: i32 = 36;

impl Store {
    /// Recounts every figure in use, for the whole bureau, over the three years up to `day`. Needs no scope: what leaves is
    /// only which figures differ.
    pub(crate) async fn recount(&self, day: Day, claimed: &Claimed) -> Result<Outcome, StoreError> {
        let period = Period::new(day.plus_months(-MONTHS).plus_days(1), day);
        let unit = self.bureau_path()?;
        let catalogue = self.published().catalogue();
        let (mut figures, mut differing) = (0, Vec::new());
        for definition in catalogue.in_use() {
            let question = Question { definition: definition.clone(), unit: unit.clone(), period, known_on: None };
            // A view for each figure: a long one would keep SQLite's write-ahead log from being cleared.
            let mut view = self.view().await?;
            match self.evidence_in(&mut view, &question).await {
                Ok(_) => {}
                Err(StoreError::Damaged { place, why }) => {
                    tracing::error!(figure = %definition.key(), %place, %why, "the nightly recount found a difference");
                    differing.push(format!("{}: {place}: {why}", definition.key()));
                }
                Err(fault) => return Err(fault),
            }
            drop(view);
            figures += 1;
            if !self.settle_job(claimed, Outcome::Alive).await? {
                return Err(StoreError::Unusable("the recount took so long that another worker took it over".to_owned()));
            }
        }
        Ok(if differing.is_empty() {
            Outcome::Done(format!("{figures} figures agree with their rows"))
        } else {
            Outcome::Failed(differing.join("; "))
        })
    }
}
