//! 纪录: the best result of each event over all contests.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use nc_kernel::{Aggregate, Change, Day, Recorded};

use crate::contest::fact::RecordFact;
use crate::contest::model::ContestId;

/// The best result of an event in one contest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Best {
    /// In which contest.
    pub contest: ContestId,
    /// What the contest is called; empty where that was not recorded.
    pub title: String,
    /// By which entry.
    pub code: String,
    /// Decimals of the value.
    pub decimals: u8,
    /// The result.
    pub value: i64,
    /// The contest's last day.
    pub on: Day,
}

impl Best {
    /// Both values at the finer of their precisions.
    fn beats(&self, other: &Self, less: bool) -> Ordering {
        let to = self.decimals.max(other.decimals);
        let scaled = |best: &Self| i128::from(best.value) * 10_i128.pow(u32::from(to.saturating_sub(best.decimals)));
        let by_value = scaled(self).cmp(&scaled(other));
        if less { by_value.reverse() } else { by_value }
    }
}

/// What was told of an event: by which fact, of which contest, and what stands there from then on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    seq: u64,
    contest: ContestId,
    best: Option<Best>,
    /// Whether less is better; unknown of a record recorded as such.
    less: Option<bool>,
}

/// 纪录簿: one stream for the bureau. Results are those of public boards: a contest whose board is frozen adds its own when it
/// is thawed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Records {
    told: BTreeMap<String, Vec<Told>>,
}

impl Records {
    /// The record of an event.
    #[must_use]
    pub fn best(&self, event: &str) -> Option<&Best> {
        self.best_until(event, None)
    }

    /// The record of an event as far as facts go up to `until`. Who equals a record does not take it.
    #[must_use]
    pub fn best_until(&self, event: &str, until: Option<u64>) -> Option<&Best> {
        let told: Vec<&Told> = self.told.get(event)?.iter().filter(|told| until.is_none_or(|until| told.seq <= until)).collect();
        let less = told.iter().find_map(|told| told.less);
        // Of each contest what was told last, in the order it was first told of.
        let mut standing: Vec<(ContestId, Option<&Best>)> = Vec::new();
        for told in told {
            match standing.iter_mut().find(|(contest, _)| *contest == told.contest) {
                Some((_, best)) => *best = told.best.as_ref(),
                None => standing.push((told.contest, told.best.as_ref())),
            }
        }
        standing.into_iter().filter_map(|(_, best)| best).reduce(|record, best| {
            let better = match less {
                // Each was a record when it was told.
                None => true,
                Some(less) => best.beats(record, less).then_with(|| record.on.cmp(&best.on)) == Ordering::Greater,
            };
            if better { best } else { record }
        })
    }

    /// The best result of an event that stands for one contest.
    #[must_use]
    pub fn of(&self, event: &str, contest: ContestId) -> Option<&Best> {
        self.told.get(event)?.iter().rfind(|told| told.contest == contest)?.best.as_ref()
    }
}

impl Aggregate for Records {
    type Fact = RecordFact;

    const FAMILY: &'static str = "contest.records";

    fn changes(&self, _: &Recorded<RecordFact>, _: &mut Vec<Change>) {}

    fn fold(&mut self, recorded: &Recorded<RecordFact>) {
        let on = recorded.happened_on;
        let (event, contest, best, less) = match &recorded.fact {
            RecordFact::RecordSet(body) => {
                let (contest, code, decimals, value) = (body.contest, body.code.clone(), body.decimals, body.value);
                (&body.event, contest, Some(Best { contest, title: String::new(), code, decimals, value, on }), None)
            }
            RecordFact::EventResult(body) => {
                let (contest, title, decimals) = (body.contest, body.title.clone(), body.decimals);
                let best = body.code.clone().zip(body.value).map(|(code, value)| Best { contest, title, code, decimals, value, on });
                (&body.event, contest, best, Some(body.less))
            }
        };
        self.told.entry(event.clone()).or_default().push(Told { seq: recorded.seq, contest, best, less });
    }
}
