//! The book: who guides whom, and which certificate numbers are taken.

use std::collections::{BTreeMap, BTreeSet};

use nc_kernel::{Aggregate, Change, Day, PersonId, Recorded};

use crate::internship::fact::BookFact;
use crate::internship::model::PlacementId;

/// 带教台账: every mentor's students over time, and the numbers of certificates. One stream for the bureau, because a mentor may have
/// students of several batches.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Book {
    by_mentor: BTreeMap<PersonId, Vec<Engagement>>,
    numbers: BTreeMap<String, PlacementId>,
}

/// 带教: one mentor and one student between two days, both counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engagement {
    /// Whose placement.
    pub placement: PlacementId,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Why more students than allowed.
    pub over: Option<String>,
}

impl Book {
    /// A mentor's students, in the order they came.
    #[must_use]
    pub fn of(&self, mentor: PersonId) -> &[Engagement] {
        self.by_mentor.get(&mentor).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whose certificate bears `number`.
    #[must_use]
    pub fn holder(&self, number: &str) -> Option<PlacementId> {
        self.numbers.get(number).copied()
    }

    /// The most students `mentor` has on one day from `from` through `to`, `placement`'s own not counted, `planned` with them.
    #[must_use]
    pub fn load(&self, mentor: PersonId, placement: PlacementId, (from, to): (Day, Day), planned: &[Engagement]) -> usize {
        let others: Vec<&Engagement> = self
            .of(mentor)
            .iter()
            .chain(planned)
            .filter(|other| other.placement != placement && other.from <= to && from <= other.to)
            .collect();
        // The most fall on a day on which one of them begins.
        let starts = others.iter().map(|other| other.from.max(from)).chain([from]);
        let on = |day: Day| {
            let there = others.iter().filter(|other| other.from <= day && day <= other.to);
            there.map(|other| other.placement).collect::<BTreeSet<_>>().len()
        };
        starts.map(on).max().unwrap_or_default()
    }
}

impl Aggregate for Book {
    type Fact = BookFact;
    const FAMILY: &'static str = "internship.book";

    fn changes(&self, _: &Recorded<BookFact>, _: &mut Vec<Change>) {}

    fn fold(&mut self, fact: &Recorded<BookFact>) {
        match &fact.fact {
            BookFact::MentorEngaged(body) => {
                let (from, to, over) = (fact.happened_on, body.to, body.over.clone());
                self.by_mentor.entry(body.mentor).or_default().push(Engagement { placement: body.placement, from, to, over });
            }
            BookFact::MentorReleased(body) => {
                let all = self.by_mentor.entry(body.mentor).or_default();
                if let Some(last) = all.iter_mut().rev().find(|engagement| engagement.placement == body.placement) {
                    last.to = fact.happened_on;
                }
                // Whoever was released before the first day never guided.
                all.retain(|engagement| engagement.from <= engagement.to);
            }
            BookFact::CertificateNumbered(body) => {
                self.numbers.insert(body.number.clone(), body.placement);
            }
        }
    }
}
