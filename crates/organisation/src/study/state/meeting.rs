//! A meeting of a committee, with its follow-up tasks.

use nc_kernel::{Aggregate, Change, Day, Entry, PersonId, Recorded};

use crate::LATENESS;
use crate::study::fact::{Fact, MeetingHeld};
use crate::study::model::{AgendaItem, Escalation, TaskState};
use crate::study::registers::meeting_entry;

/// Overdue tasks are the doer's for this many days, then the committee's.
const ESCALATE_AFTER_DAYS: i64 = 7;

/// 跟进任务: one task of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Number within the meeting, from 1.
    pub number: u32,
    /// The item it follows from.
    pub item: u32,
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub doer: PersonId,
    /// When it was assigned.
    pub assigned_on: Day,
    /// By when.
    pub due_by: Day,
    /// Where it stands.
    pub state: TaskState,
    /// When it got there.
    pub since: Day,
}

impl Task {
    /// Days past due, as of `today`; `None` when it is closed or not due yet.
    #[must_use]
    pub fn overdue(&self, today: Day) -> Option<i64> {
        let days = today.days_since(self.due_by);
        (self.state != TaskState::Verified && days > 0).then_some(days)
    }

    /// Whom it is shown to because it is overdue.
    #[must_use]
    pub fn escalation(&self, today: Day) -> Option<Escalation> {
        let days = self.overdue(today)?;
        Some(if days > ESCALATE_AFTER_DAYS { Escalation::Committee } else { Escalation::Doer })
    }
}

/// How a meeting's record was completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MeetingClosing {
    pub owed: bool,
    pub reason: Option<String>,
    pub seq: u64,
}

/// 党委会: one meeting.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Meeting {
    held: Option<(Day, MeetingHeld)>,
    late: bool,
    closing: Option<MeetingClosing>,
    tasks: Vec<Task>,
}

impl Meeting {
    /// When it was held and what was recorded; `None` for a meeting nobody recorded.
    #[must_use]
    pub fn held(&self) -> Option<(Day, &MeetingHeld)> {
        self.held.as_ref().map(|(day, body)| (*day, body))
    }

    /// Whether its record is complete.
    #[must_use]
    pub fn closed(&self) -> bool {
        self.closing.is_some()
    }

    /// Why there was no first item though one was owed.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.closing.as_ref()?.reason.as_deref()
    }

    /// Whether it was recorded late.
    #[must_use]
    pub fn late(&self) -> bool {
        self.late
    }

    /// 第一议题: the first item, when it studies a document.
    #[must_use]
    pub fn first_item(&self) -> Option<&AgendaItem> {
        self.held.as_ref()?.1.agenda.first().filter(|item| item.source.is_some())
    }

    /// Its tasks by number.
    #[must_use]
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// The task with this number.
    #[must_use]
    pub fn task(&self, number: u32) -> Option<&Task> {
        self.tasks.iter().find(|t| t.number == number)
    }

    /// What it puts in its register, recomputed from the state.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.closing.iter().filter_map(|c| meeting_entry(self, c)).collect()
    }

    fn step(&mut self, number: u32, state: TaskState, on: Day) {
        if let Some(task) = self.tasks.iter_mut().find(|t| t.number == number) {
            task.state = state;
            task.since = on;
        }
    }
}

impl Aggregate for Meeting {
    type Fact = Fact;
    const FAMILY: &'static str = "study.meeting";

    fn changes(&self, fact: &Recorded<Fact>, out: &mut Vec<Change>) {
        if let (Fact::MeetingClosed(body), None) = (&fact.fact, &self.closing) {
            let closing = MeetingClosing { owed: body.owed, reason: body.reason.clone(), seq: fact.seq };
            out.extend(meeting_entry(self, &closing).map(Change::Add));
        }
    }

    fn fold(&mut self, fact: &Recorded<Fact>) {
        let on = fact.happened_on;
        match &fact.fact {
            Fact::MeetingHeld(body) if self.held.is_none() => {
                self.late = LATENESS.is_late(on, fact.recorded_at.day());
                self.held = Some((on, body.clone()));
            }
            Fact::MeetingClosed(body) if self.closing.is_none() => {
                self.closing = Some(MeetingClosing { owed: body.owed, reason: body.reason.clone(), seq: fact.seq });
            }
            Fact::FollowUpAssigned(body) => self.tasks.push(Task {
                number: body.task,
                item: body.item,
                what: body.what.clone(),
                doer: body.doer,
                assigned_on: on,
                due_by: body.due_by,
                state: TaskState::Assigned,
                since: on,
            }),
            Fact::FollowUpReported(body) => self.step(body.task, TaskState::Reported, on),
            Fact::FollowUpVerified(body) => {
                let state = if body.accepted { TaskState::Verified } else { TaskState::Returned };
                self.step(body.task, state, on);
            }
            _ => {}
        }
    }
}
