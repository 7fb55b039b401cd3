//! From what happened to a person to where they served when.

use nc_kernel::{Day, UnitPath};

use crate::model::{MemberKind, Membership};

/// One step of a service life. Kept as recorded, so that a correction or withdrawal of any step just derives anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    /// The fact that recorded it: its lasting name.
    pub seq: u64,
    /// That fact or its latest correction.
    pub evidence: u64,
    /// The day it takes effect.
    pub on: Day,
    /// What happens.
    pub step: Step,
}

/// What can happen to a service life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// Service begins, or begins again.
    Enter { unit: UnitPath, kind: MemberKind },
    /// Another unit.
    Move { unit: UnitPath },
    /// Another kind of member.
    Become { kind: MemberKind },
    /// Service ends.
    Leave,
}

/// The memberships that follow from the events, oldest first. A membership of no days (entered and left on the same
/// day after a correction) is none.
pub(crate) fn memberships(events: &[Event]) -> Vec<Membership> {
    let mut steps: Vec<&Event> = events.iter().collect();
    steps.sort_by_key(|event| (event.on, event.seq));
    let mut done: Vec<Membership> = Vec::new();
    let mut open: Option<Membership> = None;
    for event in steps {
        let next = match (&event.step, &open) {
            (Step::Enter { unit, kind }, _) => Some((unit.clone(), *kind)),
            (Step::Move { unit }, Some(now)) => Some((unit.clone(), now.kind)),
            (Step::Become { kind }, Some(now)) => Some((now.unit.clone(), *kind)),
            // Before any service there is nothing to move, change or leave.
            (Step::Move { .. } | Step::Become { .. }, None) => continue,
            (Step::Leave, _) => None,
        };
        if let Some(mut ended) = open.take()
            && ended.from < event.on
        {
            ended.until = Some(event.on);
            done.push(ended);
        }
        open =
            next.map(|(unit, kind)| Membership { unit, kind, from: event.on, until: None, since_seq: event.seq, evidence: event.evidence });
    }
    done.extend(open);
    done
}
