//! 本人成绩: the scores of somebody, and what can be said against them.

use std::collections::BTreeSet;

use nc_capability::training::appeal::deadline;
use nc_capability::training::registers::{ATTENDANCE, SEAT};
use nc_capability::training::state::Attempt;
use nc_capability::training::{Class, ClassId};
use nc_kernel::{Aggregate as _, Day, PersonId, StreamId};

use crate::error::StoreError;
use crate::{Store, db};

/// 本人成绩: one score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnScore {
    /// The class.
    pub class: ClassId,
    /// What it was called.
    pub title: String,
    /// Last day of the class.
    pub ended_on: Day,
    /// The attempt.
    pub attempt: Attempt,
    /// The last day on which it can be objected to.
    pub deadline: Day,
    /// Whether it was objected to, and then whether the objection was right; `None` inside while it waits.
    pub appealed: Option<Option<bool>>,
}

/// Rows about one person that are looked through.
const MOST: i64 = 5_000;

impl Store {
    /// The scores of `own`, the latest class first. The caller passes the person of whoever asks and nobody else.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn own_scores(&self, own: PersonId) -> Result<Vec<OwnScore>, StoreError> {
        let rows = self.own_entries(own, MOST).await?.into_iter().map(|known| known.entry);
        let of = |at: usize, key: &str| key.split('/').nth(at).and_then(|id| id.parse::<ClassId>().ok());
        let classes: BTreeSet<ClassId> = rows
            .filter_map(|entry| match entry.register {
                SEAT => of(1, &entry.key),
                ATTENDANCE => of(0, &entry.key),
                _ => None,
            })
            .collect();
        let mut view = db::snapshot(&self.readers).await?;
        let mut scores = Vec::new();
        for id in classes {
            let class: Class = self.folded(&mut view, &StreamId::new(Class::FAMILY, id)).await?;
            let Some((_, ended_on)) = class.dates() else { continue };
            scores.extend(class.attempts(own).iter().map(|attempt| {
                OwnScore {
                    class: id,
                    title: class.title().to_owned(),
                    ended_on,
                    attempt: attempt.clone(),
                    deadline: deadline(attempt.recorded_on),
                    // An objection that was right corrected the score, which has another position since.
                    appealed: class
                        .appeals()
                        .iter()
                        .rev()
                        .find(|appeal| appeal.about == attempt.seq || appeal.about == attempt.first)
                        .map(|appeal| appeal.decided.as_ref().map(|one| one.upheld)),
                }
            }));
        }
        scores.sort_by_key(|score| (std::cmp::Reverse(score.ended_on), score.class, score.attempt.seq));
        Ok(scores)
    }
}
