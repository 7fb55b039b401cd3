//! 纪录: the best result of each event.

use std::collections::BTreeMap;

use nc_kernel::{Aggregate, Change, Day, Recorded};

use crate::contest::fact::RecordFact;
use crate::contest::model::ContestId;

/// A record as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Best {
    /// In which contest.
    pub contest: ContestId,
    /// By which entry.
    pub code: String,
    /// Decimals of the value.
    pub decimals: u8,
    /// The result.
    pub value: i64,
    /// When.
    pub on: Day,
}

/// 纪录簿: one stream for the bureau; every record that ever stood is in its facts.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Records {
    best: BTreeMap<String, Best>,
}

impl Records {
    /// The record of an event.
    #[must_use]
    pub fn best(&self, event: &str) -> Option<&Best> {
        self.best.get(event)
    }
}

impl Aggregate for Records {
    type Fact = RecordFact;

    const FAMILY: &'static str = "contest.records";

    fn changes(&self, _: &Recorded<RecordFact>, _: &mut Vec<Change>) {}

    fn fold(&mut self, recorded: &Recorded<RecordFact>) {
        let RecordFact::RecordSet(body) = &recorded.fact;
        let best =
            Best { contest: body.contest, code: body.code.clone(), decimals: body.decimals, value: body.value, on: recorded.happened_on };
        self.best.insert(body.event.clone(), best);
    }
}
