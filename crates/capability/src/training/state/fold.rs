//! What each fact means for a class. Folding cannot fail, and costs the same however large the roster is.

use nc_kernel::id::PersonId;
use nc_kernel::{Aggregate, Change, Day, Micros, Recorded};

use super::LATE_AFTER_DAYS;
use super::class::Class;
use super::values::{Attempt, Closing, Enrolment, Mark};
use crate::training::appeal::{Appeal, Decided};
use crate::training::fact::{EnrolmentChanged, Fact};
use crate::training::model::{ClassState, EnrolmentState, MarkValue, Session, SessionState};

impl Aggregate for Class {
    type Fact = Fact;

    const FAMILY: &'static str = "training.class";

    fn changes(&self, fact: &Recorded<Fact>, out: &mut Vec<Change>) {
        self.register_changes(fact, out);
        self.seat_changes(fact, out);
    }

    fn fold(&mut self, recorded: &Recorded<Fact>) {
        match &recorded.fact {
            Fact::ClassPlanned(fact) => {
                self.since = self.since.or(Some(recorded.seq));
                self.planned = Some(fact.clone());
            }
            Fact::ClassOpened(_) => self.state = ClassState::Open,
            Fact::SessionScheduled(fact) => {
                if let Some(instructor) = fact.instructor {
                    self.teaching.entry(instructor).or_insert(recorded.seq);
                }
                self.sessions.push(Session {
                    session: fact.session,
                    subject: fact.subject.clone(),
                    day: fact.day,
                    starts_minute: fact.starts_minute,
                    ends_minute: fact.ends_minute,
                    room: fact.room.clone(),
                    instructor: fact.instructor,
                    credit_minutes: fact.credit_minutes,
                    state: SessionState::Scheduled,
                });
            }
            Fact::SessionHeld(fact) => {
                self.session_is(fact.session, SessionState::Held);
                self.run();
            }
            Fact::SessionCancelled(fact) => self.session_is(fact.session, SessionState::Cancelled),
            Fact::EnrolmentChanged(fact) => self.enrol(fact, recorded.seq),
            Fact::Attended(_) | Fact::MarkCorrected(_) => {
                if let Some(mark) = self.mark_of(recorded) {
                    self.put(mark);
                }
                self.run();
            }
            Fact::Assessed(_) | Fact::ScoreCorrected(_) => {
                if let Some((person, attempts)) = self.attempts_after(recorded) {
                    self.scores.insert(person, attempts);
                }
            }
            Fact::CheckedIn(fact) => {
                self.check_ins.entry(fact.session).or_default().insert(fact.person);
                self.run();
            }
            Fact::Appealed(fact) => self.appeals.push(Appeal {
                seq: recorded.seq,
                person: fact.person,
                about: fact.about,
                grounds: fact.grounds.clone(),
                on: recorded.recorded_at.day(),
                decided: None,
            }),
            Fact::AppealDecided(fact) => {
                if let Some(appeal) = self.appeals.iter_mut().find(|appeal| appeal.seq == fact.appeal) {
                    let on = recorded.recorded_at.day();
                    appeal.decided = Some(Decided { upheld: fact.upheld, reason: fact.reason.clone(), on });
                }
            }
            Fact::ClassClosed(_) => self.close(Closing { seq: recorded.seq, recorded_at: recorded.recorded_at }),
            Fact::ClassCancelled(_) => self.state = ClassState::Cancelled,
            Fact::PlanDrafted(_)
            | Fact::PlanApproved(_)
            | Fact::PlanAmended(_)
            | Fact::StockSet(_)
            | Fact::Booked(_)
            | Fact::Released(_)
            | Fact::Reserved(_) => {}
        }
    }
}

impl Class {
    /// Whether something recorded at `at` about what happened by `on` is late.
    pub(super) fn is_late(at: Micros, on: Day) -> bool {
        at.day().days_since(on) > LATE_AFTER_DAYS
    }

    /// The mark that `recorded` puts in force, where it is about one.
    pub(super) fn mark_of(&self, recorded: &Recorded<Fact>) -> Option<Mark> {
        match &recorded.fact {
            Fact::Attended(fact) => {
                let value = MarkValue {
                    credit_minutes: fact.credit_minutes,
                    member: fact.member,
                    sender: fact.sender.clone(),
                    sittings: fact.sittings,
                    status: fact.status,
                };
                let due = fact.made_up_on.or(self.dates().map(|(_, ends_on)| ends_on));
                let late = due.is_some_and(|due| Self::is_late(recorded.recorded_at, due));
                Some(Mark { person: fact.person, value, seq: recorded.seq, late, missed: fact.missed })
            }
            Fact::MarkCorrected(fact) => {
                // A correction is not a late entry; who was left off the roster until now is one.
                let old = self.mark(fact.person);
                let late = old
                    .map_or_else(|| self.dates().is_some_and(|(_, ends_on)| Self::is_late(recorded.recorded_at, ends_on)), |old| old.late);
                Some(Mark { person: fact.person, value: fact.now.clone(), seq: recorded.seq, late, missed: old.and_then(|old| old.missed) })
            }
            _ => None,
        }
    }

    /// The attempts of a person once `recorded` is taken in, where it is about them.
    pub(super) fn attempts_after(&self, recorded: &Recorded<Fact>) -> Option<(PersonId, Vec<Attempt>)> {
        match &recorded.fact {
            Fact::Assessed(fact) => {
                let mut attempts = self.attempts(fact.person).to_vec();
                attempts.push(Attempt {
                    kind: fact.kind,
                    attempt: fact.attempt,
                    score: fact.score,
                    pass_line: fact.pass_line,
                    seq: recorded.seq,
                    first: recorded.seq,
                    recorded_on: recorded.recorded_at.day(),
                });
                Some((fact.person, attempts))
            }
            Fact::ScoreCorrected(fact) => {
                let mut attempts = self.attempts(fact.person).to_vec();
                let now = Attempt {
                    kind: fact.kind,
                    attempt: fact.attempt,
                    score: fact.now,
                    pass_line: fact.pass_line,
                    seq: recorded.seq,
                    first: recorded.seq,
                    recorded_on: recorded.recorded_at.day(),
                };
                match attempts.iter_mut().find(|attempt| fact.corrects == Some(attempt.seq)) {
                    Some(attempt) => *attempt = Attempt { first: attempt.first, ..now },
                    None => attempts.push(now),
                }
                Some((fact.person, attempts))
            }
            _ => None,
        }
    }

    fn put(&mut self, mark: Mark) {
        let attends = mark.value.status.attends();
        let at = *self.at.entry(mark.person).or_insert(self.marks.len());
        let attended = match self.marks.get_mut(at) {
            Some(old) => std::mem::replace(old, mark).value.status.attends(),
            None => {
                self.marks.push(mark);
                false
            }
        };
        self.attending = self.attending + usize::from(attends) - usize::from(attended);
    }

    /// Where somebody stands once `fact`, recorded at `seq`, is taken in.
    pub(super) fn enrolment_after(&self, fact: &EnrolmentChanged, seq: u64) -> Enrolment {
        let old = self.enrolment(fact.person);
        let seated = fact.state == EnrolmentState::Enrolled || old.is_some_and(|old| old.seated);
        let changes = old.map_or(0, |old| old.changes).saturating_add(1);
        Enrolment { state: fact.state, sender: fact.sender.clone(), ticket: self.tickets, seated, seq, changes }
    }

    fn enrol(&mut self, fact: &EnrolmentChanged, seq: u64) {
        let now = self.enrolment_after(fact, seq);
        let ticket = now.ticket;
        self.tickets += 1;
        if let Some(old) = self.enrolments.insert(fact.person, now) {
            match old.state {
                EnrolmentState::Enrolled => self.seats_taken = self.seats_taken.saturating_sub(1),
                EnrolmentState::Waitlisted => drop(self.queue.remove(&old.ticket)),
                _ => {}
            }
        }
        match fact.state {
            EnrolmentState::Enrolled => self.seats_taken += 1,
            EnrolmentState::Waitlisted => drop(self.queue.insert(ticket, fact.person)),
            _ => {}
        }
    }

    fn close(&mut self, closing: Closing) {
        self.closing = Some(closing);
        self.state = ClassState::Closed;
        for session in self.sessions.iter_mut().filter(|session| session.state == SessionState::Held) {
            session.state = SessionState::Locked;
        }
        let at = &self.at;
        for (person, enrolment) in &mut self.enrolments {
            if enrolment.state == EnrolmentState::Enrolled && !at.contains_key(person) {
                enrolment.state = EnrolmentState::NoShow;
            }
        }
    }

    fn session_is(&mut self, number: u32, state: SessionState) {
        if let Some(session) = self.sessions.iter_mut().find(|session| session.session == number) {
            session.state = state;
        }
    }

    fn run(&mut self) {
        if matches!(self.state, ClassState::Planned | ClassState::Open) {
            self.state = ClassState::Running;
        }
    }
}
