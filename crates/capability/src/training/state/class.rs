//! One class, and what can be asked of it. Look-ups are by hash, so a row costs the same however large the roster is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use nc_kernel::id::PersonId;
use nc_kernel::{Day, UnitPath};

use super::values::{Attempt, Closing, Counts, Enrolment, Mark, Standing, standing};
use crate::training::appeal::Appeal;
use crate::training::fact::ClassPlanned;
use crate::training::model::{Category, ClassId, ClassState, EnrolmentState, PlanItemRef, Session, SessionState, Status};

/// 培训班(期): one class.
#[derive(Debug, Clone, Default)]
pub struct Class {
    pub(super) since: Option<u64>,
    pub(super) planned: Option<ClassPlanned>,
    pub(super) state: ClassState,
    pub(super) closing: Option<Closing>,
    pub(super) sessions: Vec<Session>,
    pub(super) enrolments: HashMap<PersonId, Enrolment>,
    pub(super) queue: BTreeMap<u64, PersonId>,
    pub(super) seats_taken: usize,
    pub(super) tickets: u64,
    pub(super) marks: Vec<Mark>,
    pub(super) at: HashMap<PersonId, usize>,
    pub(super) attending: usize,
    pub(super) scores: HashMap<PersonId, Vec<Attempt>>,
    pub(super) check_ins: BTreeMap<u32, BTreeSet<PersonId>>,
    pub(super) appeals: Vec<Appeal>,
    /// Who teaches, with the position of the first fact that says so.
    pub(super) teaching: BTreeMap<PersonId, u64>,
}

impl Class {
    /// A class of which nothing but its head is recorded: for judging a roster before the class exists.
    #[must_use]
    pub fn of(head: ClassPlanned) -> Self {
        Self { planned: Some(head), ..Self::default() }
    }

    /// What was planned; `None` while the class does not exist.
    #[must_use]
    pub fn head(&self) -> Option<&ClassPlanned> {
        self.planned.as_ref()
    }

    /// Whether the class exists.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.planned.is_some()
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> Option<ClassId> {
        self.head().map(|head| head.class)
    }

    /// Position of its first fact: classes in the order they were planned.
    #[must_use]
    pub fn since(&self) -> Option<u64> {
        self.since
    }

    /// Its serial number.
    #[must_use]
    pub fn serial(&self) -> &str {
        self.head().map_or("", |head| &head.serial)
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self) -> &str {
        self.head().map_or("", |head| &head.title)
    }

    /// What it is for.
    #[must_use]
    pub fn category(&self) -> Option<Category> {
        self.head().map(|head| head.category)
    }

    /// What it is about.
    #[must_use]
    pub fn theme(&self) -> &[String] {
        self.head().map_or(&[], |head| &head.theme)
    }

    /// Who holds it; the first leads.
    #[must_use]
    pub fn organisers(&self) -> &[UnitPath] {
        self.head().map_or(&[], |head| &head.organisers)
    }

    /// The unit that leads: its recorders look after the class.
    #[must_use]
    pub fn lead(&self) -> Option<&UnitPath> {
        self.organisers().first()
    }

    /// The base that hosts it.
    #[must_use]
    pub fn host(&self) -> Option<&UnitPath> {
        self.head().and_then(|head| head.host.as_ref())
    }

    /// First and last day.
    #[must_use]
    pub fn dates(&self) -> Option<(Day, Day)> {
        self.head().map(|head| (head.starts_on, head.ends_on))
    }

    /// The line of a plan it carries out.
    #[must_use]
    pub fn plan_item(&self) -> Option<&PlanItemRef> {
        self.head().and_then(|head| head.plan_item.as_ref())
    }

    /// Seats; none means as many as come.
    #[must_use]
    pub fn capacity(&self) -> Option<u32> {
        self.head().and_then(|head| head.capacity)
    }

    /// Last day on which enrolments are taken and waiting people promoted.
    #[must_use]
    pub fn cut_off(&self) -> Option<Day> {
        self.head().map(|head| head.cut_off.unwrap_or(head.starts_on))
    }

    /// How far it has come.
    #[must_use]
    pub fn state(&self) -> ClassState {
        self.state
    }

    /// Whether it counts: closed and not withdrawn.
    #[must_use]
    pub fn counts_now(&self) -> bool {
        self.closing.is_some() && self.state == ClassState::Closed
    }

    /// Where and when it was closed, also when it was withdrawn later.
    #[must_use]
    pub fn closing(&self) -> Option<Closing> {
        self.closing
    }

    /// Its sessions in the order they were scheduled.
    #[must_use]
    pub fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    /// The session with that number.
    #[must_use]
    pub fn session(&self, number: u32) -> Option<&Session> {
        self.sessions.iter().find(|session| session.session == number)
    }

    /// Minutes credited to who attends all of it: those of its sessions that stand, or of the class where it has none.
    #[must_use]
    pub fn full_credit(&self) -> u32 {
        if self.live_sessions().next().is_none() {
            return self.head().map_or(0, |head| head.credit_minutes);
        }
        self.live_sessions().fold(0, |sum, session| sum.saturating_add(session.credit_minutes))
    }

    /// Sessions a person may have attended: at least the class itself.
    #[must_use]
    pub fn full_sittings(&self) -> u32 {
        u32::try_from(self.live_sessions().count()).unwrap_or(u32::MAX).max(1)
    }

    fn live_sessions(&self) -> impl Iterator<Item = &Session> {
        self.sessions.iter().filter(|session| session.state != SessionState::Cancelled)
    }

    /// Whether only who is enrolled may attend: somebody was put on the roster, or seats are counted and enrolment is open.
    /// Otherwise the attendance roster is the roster.
    #[must_use]
    pub fn keeps_roster(&self) -> bool {
        let seats = || self.planned.as_ref().is_some_and(|planned| planned.capacity.is_some());
        !self.enrolments.is_empty() || self.state == ClassState::Open && seats()
    }

    /// Where `person` stands on the roster.
    #[must_use]
    pub fn enrolment(&self, person: PersonId) -> Option<&Enrolment> {
        self.enrolments.get(&person)
    }

    /// The roster, in no particular order.
    pub fn roster(&self) -> impl Iterator<Item = (PersonId, &Enrolment)> {
        self.enrolments.iter().map(|(person, enrolment)| (*person, enrolment))
    }

    /// Who waits, the longest first.
    pub fn waiting(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.queue.values().copied()
    }

    /// Seats given.
    #[must_use]
    pub fn seats_taken(&self) -> usize {
        self.seats_taken
    }

    /// Seats left; none means as many as come.
    #[must_use]
    pub fn seats_free(&self) -> Option<usize> {
        self.capacity().map(|seats| (seats as usize).saturating_sub(self.seats_taken))
    }

    /// The mark of `person`.
    #[must_use]
    pub fn mark(&self, person: PersonId) -> Option<&Mark> {
        self.at.get(&person).and_then(|at| self.marks.get(*at))
    }

    /// All marks, in the order in which people were first marked.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Completed attendances (人次).
    #[must_use]
    pub fn attending(&self) -> usize {
        self.attending
    }

    /// What `person` scored, in the order it was recorded.
    #[must_use]
    pub fn attempts(&self, person: PersonId) -> &[Attempt] {
        self.scores.get(&person).map_or(&[], Vec::as_slice)
    }

    /// Who checked in to the session with that number, by pseudonym.
    pub fn checked_in(&self, session: u32) -> impl Iterator<Item = PersonId> + '_ {
        self.check_ins.get(&session).into_iter().flatten().copied()
    }

    /// Whether `person` checked in to the session with that number.
    #[must_use]
    pub fn is_checked_in(&self, session: u32, person: PersonId) -> bool {
        self.check_ins.get(&session).is_some_and(|people| people.contains(&person))
    }

    /// Who checked in and has no mark yet, with how many sessions that stand and the minutes credited for them.
    #[must_use]
    pub fn provisional(&self) -> BTreeMap<PersonId, (u32, u32)> {
        let mut people = BTreeMap::new();
        for session in self.live_sessions() {
            for person in self.checked_in(session.session).filter(|person| self.mark(*person).is_none()) {
                let (sittings, minutes): &mut (u32, u32) = people.entry(person).or_default();
                *sittings = sittings.saturating_add(1);
                *minutes = minutes.saturating_add(session.credit_minutes);
            }
        }
        people
    }

    /// Objections to scores, in the order they were made.
    #[must_use]
    pub fn appeals(&self) -> &[Appeal] {
        &self.appeals
    }

    /// Whether `person` passed what was examined.
    #[must_use]
    pub fn standing(&self, person: PersonId) -> Standing {
        standing(self.attempts(person))
    }

    /// Whether `person` completed the class: was there (or made it up) and failed nothing.
    #[must_use]
    pub fn completed(&self, person: PersonId) -> bool {
        self.mark(person).is_some_and(|mark| mark.value.status.attends()) && self.standing(person) != Standing::Failed
    }

    /// Counts for a screen.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { attended: self.attending, missed: self.marks.len().saturating_sub(self.attending), ..Counts::default() };
        counts.made_up = self.marks.iter().filter(|mark| mark.value.status == Status::MakeUp).count();
        for enrolment in self.enrolments.values() {
            match enrolment.state {
                EnrolmentState::Enrolled => counts.enrolled += 1,
                EnrolmentState::Waitlisted => counts.waitlisted += 1,
                EnrolmentState::Withdrawn => counts.withdrawn += 1,
                EnrolmentState::NoShow => counts.no_show += 1,
                EnrolmentState::Nominated | EnrolmentState::Approved => {}
            }
        }
        counts
    }
}
