//! The rules: the only place where the list of instructors says no.

use nc_kernel::{Aggregate as _, Day, Need, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, TITLE, ask_about};

use super::command::{AppointInstructor, CertifyInstructor, ProposeInstructor, WithdrawInstructor};
use super::fact::{Appointed, Certified, Fact, Proposed, Withdrawn};
use super::model::{InstructorId, Standing};
use super::rules;
use super::state::{Head, Instructor, Subject};

/// Longest subject.
const SUBJECT: usize = 40;
/// Longest term, in years.
const TERM_YEARS: i32 = 5;

/// A file with the subject a command is about.
fn known<'a>(states: &'a States, instructor: InstructorId, subject: &str) -> Result<(&'a Head, &'a Subject), Refused> {
    let file = states.get::<Instructor>(instructor);
    let found = file.and_then(|file| Some((file.head()?, file.subject(subject)?)));
    found.ok_or_else(|| rules::UNKNOWN.refuse().at("subject").into())
}

/// Whom to ask: the unit where the person of the file serves on `day`; of a file that does not exist, the whole bureau.
fn asks(states: &States, instructor: InstructorId, action: Action, day: Day) -> Vec<(Action, UnitPath)> {
    let person = states.get::<Instructor>(instructor).and_then(Instructor::head).map(|head| head.person);
    ask_about(states, action, person.unwrap_or(nc_kernel::PersonId(0)), Some(day))
}

fn needs(instructor: InstructorId) -> Vec<Need> {
    vec![Need::of::<Instructor>(instructor)]
}

fn write(judge: &mut Judge<'_>, head: &Head, on: Day, fact: impl Into<Fact>) {
    judge.fact::<Fact>(&StreamId::new(Instructor::FAMILY, head.id), &head.unit, on, fact);
}

fn not_before(judge: &mut Judge<'_>, place: &str, day: Day, earlier: Day) {
    if day < earlier {
        judge.no(rules::BEFORE.refuse().at(place).with("day", earlier));
    }
}

impl Command for ProposeInstructor {
    const NAME: &'static str = "instructor.propose";

    fn needs(&self) -> Vec<Need> {
        needs(InstructorId::of(self.person))
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_about(states, Action::PlanTraining, self.person, Some(self.on))
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let id = InstructorId::of(self.person);
        let file = states.get::<Instructor>(id);
        judge.text("subject", &self.subject, SUBJECT);
        judge.serial("serial", &self.serial);
        judge.come("on", self.on);
        let subject = self.subject.trim().to_owned();
        if let Some(state) = file.and_then(|file| file.subject(&subject)).map(|known| known.standing(ctx.today()))
            && state != Standing::Withdrawn
        {
            judge.no(rules::TWICE.refuse().at("subject").with("state", state.zh()));
        }
        if let Some(member) = judge.member("person", self.person, &[self.on]) {
            let unit = file.and_then(Instructor::head).map_or(&member.unit, |head| &head.unit);
            let body = Proposed {
                instructor: id,
                level: self.level,
                member: member.kind,
                person: self.person,
                sender: member.unit.clone(),
                serial: self.serial.clone(),
                subject,
            };
            judge.fact::<Fact>(&StreamId::new(Instructor::FAMILY, id), unit, self.on, body);
        }
        judge.done()
    }
}

impl Command for CertifyInstructor {
    const NAME: &'static str = "instructor.certify";

    fn needs(&self) -> Vec<Need> {
        needs(self.instructor)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.instructor, Action::CorrectTraining, self.on)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (head, subject) = known(states, self.instructor, &self.subject)?;
        let mut judge = Judge::new(ctx);
        judge.text("authority", &self.authority, TITLE);
        judge.come("on", self.on);
        not_before(&mut judge, "on", self.on, subject.proposed_on);
        if judge.acting == Some(head.person) {
            judge.no(rules::OWN.refuse());
        }
        if subject.standing(ctx.today()) == Standing::Withdrawn {
            judge.no(rules::STATE.refuse().at("subject").with("state", Standing::Withdrawn.zh()));
        } else if subject.certified.is_some() && self.level <= subject.level {
            judge.no(rules::LEVEL.refuse().at("level").with("level", subject.level.zh()));
        }
        let (authority, subject) = (self.authority.trim().to_owned(), self.subject.trim().to_owned());
        let body = Certified { authority, instructor: head.id, level: self.level, subject };
        write(&mut judge, head, self.on, body);
        judge.done()
    }
}

impl Command for AppointInstructor {
    const NAME: &'static str = "instructor.appoint";

    fn needs(&self) -> Vec<Need> {
        needs(self.instructor)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.instructor, Action::CorrectTraining, self.from)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (head, subject) = known(states, self.instructor, &self.subject)?;
        let mut judge = Judge::new(ctx);
        judge.text("authority", &self.authority, TITLE);
        judge.come("from", self.from);
        if judge.acting == Some(head.person) {
            judge.no(rules::OWN.refuse());
        }
        let last = self.from.plus_months(12 * TERM_YEARS).minus_days(1);
        if self.until < self.from || last < self.until {
            judge.no(rules::TERM.refuse().at("until").with("years", TERM_YEARS));
        }
        match (&subject.certified, subject.standing(ctx.today())) {
            (Some((certified_on, _)), state) if state != Standing::Withdrawn => {
                not_before(&mut judge, "from", self.from, *certified_on);
            }
            (_, state) => judge.no(rules::STATE.refuse().at("subject").with("state", state.zh())),
        }
        let runs = subject.terms.iter().filter(|term| term.ended.is_none());
        if let Some(term) = runs.into_iter().find(|term| term.from <= self.until && self.from <= term.until) {
            judge.no(rules::OVERLAP.refuse().at("from").with("until", term.until));
        }
        if let Some(member) = judge.member("from", head.person, &[self.from]) {
            let body = Appointed {
                authority: self.authority.trim().to_owned(),
                instructor: head.id,
                member: member.kind,
                sender: member.unit.clone(),
                subject: self.subject.trim().to_owned(),
                until: self.until,
            };
            write(&mut judge, head, self.from, body);
        }
        judge.done()
    }
}

impl Command for WithdrawInstructor {
    const NAME: &'static str = "instructor.withdraw";

    fn needs(&self) -> Vec<Need> {
        needs(self.instructor)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.instructor, Action::CorrectTraining, self.on)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (head, subject) = known(states, self.instructor, &self.subject)?;
        let mut judge = Judge::new(ctx);
        judge.because(&self.reason, &self.authority);
        judge.come("on", self.on);
        not_before(&mut judge, "on", self.on, subject.proposed_on);
        if subject.withdrawn.is_some() {
            judge.no(rules::STATE.refuse().at("subject").with("state", Standing::Withdrawn.zh()));
        }
        let body = Withdrawn {
            authority: self.authority.trim().to_owned(),
            instructor: head.id,
            reason: self.reason.trim().to_owned(),
            subject: self.subject.trim().to_owned(),
        };
        write(&mut judge, head, self.on, body);
        judge.done()
    }
}
