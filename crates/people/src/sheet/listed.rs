//! Things that stand in a list.

use nc_kernel::{Aggregate, Day, PersonId, UnitPath};

use super::shown::{Label, Word};

/// 入册事项: a thing that stands in a list, by state and kind, for every unit it counts for.
pub trait Listed: Aggregate {
    /// The list's word, stored and in addresses: `exercise`. Frozen.
    const LIST: &'static str;
    /// What one is called.
    const ONE: Label;
    /// What the list is called.
    const MANY: Label;
    /// Every state one can be in.
    const STATES: &'static [Word];
    /// The states in which it still waits for somebody.
    const UNFINISHED: &'static [&'static str];
    /// The states in which it no longer counts: taken back, refused, out of use.
    const OFF: &'static [&'static str] = &[];
    /// 到期变化: which state becomes which once the last day of a line is past, by time alone. Nothing is recorded then and no
    /// job runs: lists and their filters read it so on every day.
    const LAPSES: &'static [(&'static str, &'static str)] = &[];
    /// Every kind one can be of; empty when all are of one kind.
    const KINDS: &'static [Word];

    /// What a line counts, as a column of the list; none where it counts nothing.
    const COUNTS: Option<Label>;

    /// Its line; none before it exists.
    fn line(&self) -> Option<Line>;

    /// What the state of its line becomes once the line's last day is past, as [`Listed::LAPSES`] names it; none where it stays.
    fn lapses(&self) -> Option<&'static str> {
        None
    }

    /// Who has something to do in it now, by name: a judge with a score to give, a mentor with a log to read. It stands on
    /// their desk. Nobody for what only an office attends to.
    fn waits_for(&self) -> Vec<PersonId> {
        Vec::new()
    }

    /// Whom it comes to besides from a day on: who answers for those it waits for, once they are late.
    fn escalates(&self) -> Vec<(PersonId, Day)> {
        Vec::new()
    }
}

/// 行: what a list shows of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Position of the first fact about it. Never changes.
    pub since: u64,
    /// Its id.
    pub id: i64,
    /// Its serial, as people wrote it.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// The word of its kind; empty when the list has none.
    pub kind: &'static str,
    /// The word of its state.
    pub state: &'static str,
    /// Who organises it; the first leads. Never changes.
    pub organisers: Vec<UnitPath>,
    /// First day.
    pub starts_on: Day,
    /// Last day, or the day it is due.
    pub ends_on: Day,
    /// How many it counts of what [`Listed::COUNTS`] says.
    pub marks: usize,
}
