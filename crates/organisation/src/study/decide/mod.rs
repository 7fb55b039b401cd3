//! The rules of theory study: the only place of this area that says no.

mod cascade;
mod held;
mod import;
mod marks;
mod meeting;
mod run;
mod source;

use nc_kernel::{Aggregate, Day, Need, Refusal, States, StreamId};

use super::model::{SourceId, TopicId};
use super::rules;
use super::state::{Source, Topic};
use nc_people::judge::Judge;

/// The streams of the documents an event cites.
fn sources(cites: &[SourceId]) -> impl Iterator<Item = Need> {
    cites.iter().map(Need::of::<Source>)
}

fn stream<A: Aggregate>(id: impl std::fmt::Display) -> StreamId {
    StreamId::new(A::FAMILY, id)
}

/// A1: an event may not come before what it studies was published, unless a reason is recorded with it.
/// Gives the reason back when it is needed, so that a reason without need is not recorded as a flag.
struct Order<'a> {
    reason: Option<&'a String>,
    used: bool,
}

impl<'a> Order<'a> {
    fn new(reason: Option<&'a String>) -> Self {
        Self { reason: reason.filter(|r| !r.trim().is_empty()), used: false }
    }

    fn after(&mut self, judge: &mut Judge<'_>, place: &str, day: Day, published: Day) {
        if day >= published {
            return;
        }
        let tell = |refusal: Refusal| refusal.with("day", day).with("published", published).at(place);
        if self.reason.is_some() {
            judge.note(tell(rules::BEFORE_PUBLISHED_NOTED.refuse()));
            self.used = true;
        } else {
            judge.no(tell(rules::BEFORE_PUBLISHED.refuse()));
        }
    }

    fn after_source(&mut self, judge: &mut Judge<'_>, states: &States, (place, named_at): (&str, &str), day: Day, source: SourceId) {
        match states.get::<Source>(source).and_then(Source::document) {
            Some(document) => self.after(judge, place, day, document.published_on),
            None => judge.no(rules::UNKNOWN_SOURCE.refuse().at(named_at)),
        }
    }

    fn after_topic(&mut self, judge: &mut Judge<'_>, states: &States, (place, named_at): (&str, &str), day: Day, topic: TopicId) {
        match states.get::<Topic>(topic).and_then(Topic::published) {
            Some((published, _)) => self.after(judge, place, day, published),
            None => judge.no(rules::UNKNOWN_TOPIC.refuse().at(named_at)),
        }
    }

    fn cites(&mut self, judge: &mut Judge<'_>, states: &States, place: &str, day: Day, cites: &[SourceId]) {
        for (i, source) in cites.iter().enumerate() {
            self.after_source(judge, states, (place, &format!("cites[{i}]")), day, *source);
        }
    }

    /// The reason to record: only when it was needed.
    fn reason(&self) -> Option<String> {
        self.reason.filter(|_| self.used).cloned()
    }
}
