//! The states a rule reads while it decides.

use std::any::Any;
use std::collections::HashMap;

use crate::fact::{Aggregate, FactBody, Recorded, UnknownFact};
use crate::register::Change;
use crate::stream::StreamId;

/// A state whose area the holder does not know: what the store folds, caches and projects.
pub trait AnyState: Send + Sync {
    /// Folds a stored fact in, telling first what it does to the registers.
    ///
    /// # Errors
    /// [`UnknownFact`] when the area cannot read it; the state is then unchanged.
    fn take(&mut self, stored: &Recorded<(&str, &str)>, changes: Option<&mut Vec<Change>>) -> Result<(), UnknownFact>;

    /// The state itself, to be downcast by who knows its type.
    fn as_any(&self) -> &dyn Any;
}

struct Holder<A>(A);

impl<A: Aggregate> AnyState for Holder<A> {
    fn take(&mut self, stored: &Recorded<(&str, &str)>, changes: Option<&mut Vec<Change>>) -> Result<(), UnknownFact> {
        let (kind, body) = stored.fact;
        let recorded = Recorded {
            seq: stored.seq,
            recorded_at: stored.recorded_at,
            happened_on: stored.happened_on,
            unit: stored.unit.clone(),
            actor: stored.actor.clone(),
            fact: A::Fact::parse(kind, body)?,
        };
        if let Some(out) = changes {
            self.0.changes(&recorded, out);
        }
        self.0.fold(&recorded);
        Ok(())
    }

    fn as_any(&self) -> &dyn Any {
        &self.0
    }
}

/// A stream a command must have before it may decide, and the empty state it starts from.
pub struct Need {
    /// The stream to load.
    pub stream: StreamId,
    /// Makes the empty state of the stream's kind.
    pub empty: fn() -> Box<dyn AnyState>,
}

impl Need {
    /// The thing `id` of kind `A`.
    #[must_use]
    pub fn of<A: Aggregate>(id: impl std::fmt::Display) -> Self {
        Self { stream: StreamId::new(A::FAMILY, id), empty: empty::<A> }
    }

    /// The only thing of kind `A`.
    #[must_use]
    pub fn only<A: Aggregate>() -> Self {
        Self { stream: StreamId::only(A::FAMILY), empty: empty::<A> }
    }
}

/// An empty state of kind `A`.
#[must_use]
pub fn empty<A: Aggregate>() -> Box<dyn AnyState> {
    Box::new(Holder(A::default()))
}

/// The states at hand, by stream.
#[derive(Default)]
pub struct States {
    by_stream: HashMap<StreamId, Box<dyn AnyState>>,
}

impl States {
    /// The state of the thing `id` of kind `A`; `None` when it was not loaded or never existed.
    #[must_use]
    pub fn get<A: Aggregate>(&self, id: impl std::fmt::Display) -> Option<&A> {
        self.find(&StreamId::new(A::FAMILY, id))
    }

    /// The state of the only thing of kind `A`.
    #[must_use]
    pub fn only<A: Aggregate>(&self) -> Option<&A> {
        self.find(&StreamId::only(A::FAMILY))
    }

    fn find<A: Aggregate>(&self, stream: &StreamId) -> Option<&A> {
        self.by_stream.get(stream)?.as_any().downcast_ref()
    }

    /// Puts a state in place.
    pub fn insert(&mut self, stream: StreamId, state: Box<dyn AnyState>) {
        self.by_stream.insert(stream, state);
    }

    /// The state of `stream`, whatever its kind.
    #[must_use]
    pub fn any(&self, stream: &StreamId) -> Option<&dyn AnyState> {
        self.by_stream.get(stream).map(AsRef::as_ref)
    }

    /// The state of `stream` to fold facts into.
    pub fn any_mut(&mut self, stream: &StreamId) -> Option<&mut Box<dyn AnyState>> {
        self.by_stream.get_mut(stream)
    }

    /// Forgets a stream; it is loaded again when needed.
    pub fn forget(&mut self, stream: &StreamId) {
        self.by_stream.remove(stream);
    }

    /// Forgets every stream for which `keep` is false.
    pub fn retain(&mut self, mut keep: impl FnMut(&StreamId) -> bool) {
        self.by_stream.retain(|stream, _| keep(stream));
    }

    /// How many streams are at hand.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_stream.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_stream.is_empty()
    }
}
