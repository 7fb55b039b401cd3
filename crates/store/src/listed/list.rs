//! What a list is, told by the type of the things in it.

use nc_kernel::states::AnyState;
use nc_kernel::{Day, PersonId};
use nc_people::sheet::{Label, Line, Listed, Word};

/// 名册: a list of things of one type. Two are the same when their words are.
#[derive(Debug, Clone, Copy)]
pub struct List {
    /// The word its places are stored under.
    pub word: &'static str,
    /// The family of its things' streams.
    pub family: &'static str,
    /// What one of its things is called.
    pub one: Label,
    /// What it is called.
    pub many: Label,
    /// Every state its things can be in.
    pub states: &'static [Word],
    /// The states of what still waits for somebody.
    pub unfinished: &'static [&'static str],
    /// The states of what no longer counts.
    pub off: &'static [&'static str],
    /// Every kind its things can be of.
    pub kinds: &'static [Word],
    /// What its lines count.
    pub counts: Option<Label>,
    /// Which state becomes which once the last day of a line is past.
    pub lapses: &'static [(&'static str, &'static str)],
    line: fn(&dyn AnyState) -> Option<Line>,
    lapse: fn(&dyn AnyState) -> Option<&'static str>,
    waits_for: fn(&dyn AnyState) -> Vec<PersonId>,
    escalates: fn(&dyn AnyState) -> Vec<(PersonId, Day)>,
}

impl List {
    /// The list of things of type `A`.
    #[must_use]
    pub const fn of<A: Listed>() -> Self {
        Self {
            word: A::LIST,
            family: A::FAMILY,
            one: A::ONE,
            many: A::MANY,
            states: A::STATES,
            unfinished: A::UNFINISHED,
            off: A::OFF,
            kinds: A::KINDS,
            counts: A::COUNTS,
            lapses: A::LAPSES,
            line: line_of::<A>,
            lapse: lapse_of::<A>,
            waits_for: waits_for_of::<A>,
            escalates: escalates_of::<A>,
        }
    }

    /// The words of its states.
    #[must_use]
    pub fn state_words(&self) -> Vec<&'static str> {
        self.states.iter().map(|state| state.word).collect()
    }

    /// The words of its kinds.
    #[must_use]
    pub fn kind_words(&self) -> Vec<&'static str> {
        self.kinds.iter().map(|kind| kind.word).collect()
    }

    /// What a state is called.
    #[must_use]
    pub fn state(&self, word: &str) -> Option<Label> {
        self.states.iter().find(|state| state.word == word).map(|state| state.label)
    }

    /// What a kind is called.
    #[must_use]
    pub fn kind(&self, word: &str) -> Option<Label> {
        self.kinds.iter().find(|kind| kind.word == word).map(|kind| kind.label)
    }

    /// The line of one of its things.
    pub(crate) fn line(&self, state: &dyn AnyState) -> Option<Line> {
        (self.line)(state)
    }

    /// What the state of this line becomes once its last day is past: one of the pairs the list names.
    pub(crate) fn lapse(&self, state: &dyn AnyState, line: &Line) -> Option<&'static str> {
        (self.lapse)(state).filter(|then| self.lapses.contains(&(line.state, *then)))
    }

    /// The line of one of its things as it reads on `today`.
    pub(crate) fn line_on(&self, state: &dyn AnyState, today: Day) -> Option<Line> {
        let line = self.line(state)?;
        let lapsed = self.lapse(state, &line).filter(|_| line.ends_on < today);
        Some(Line { state: lapsed.unwrap_or(line.state), ..line })
    }

    /// Whether its things have sheets, and so may wait for somebody by name.
    pub(crate) fn has_pages(&self) -> bool {
        crate::Book::named(self.word).is_some()
    }

    /// Who has something to do in one of its things.
    pub(crate) fn waits_for(&self, state: &dyn AnyState) -> Vec<PersonId> {
        (self.waits_for)(state)
    }

    /// Whom one of its things comes to besides, and from which day on.
    pub(crate) fn escalates(&self, state: &dyn AnyState) -> Vec<(PersonId, Day)> {
        (self.escalates)(state)
    }
}

impl PartialEq for List {
    fn eq(&self, other: &Self) -> bool {
        self.word == other.word
    }
}

impl Eq for List {}

fn line_of<A: Listed>(state: &dyn AnyState) -> Option<Line> {
    state.as_any().downcast_ref::<A>()?.line()
}

fn lapse_of<A: Listed>(state: &dyn AnyState) -> Option<&'static str> {
    state.as_any().downcast_ref::<A>()?.lapses()
}

fn waits_for_of<A: Listed>(state: &dyn AnyState) -> Vec<PersonId> {
    state.as_any().downcast_ref::<A>().map(A::waits_for).unwrap_or_default()
}

fn escalates_of<A: Listed>(state: &dyn AnyState) -> Vec<(PersonId, Day)> {
    state.as_any().downcast_ref::<A>().map(A::escalates).unwrap_or_default()
}
