//! Records that were wrong, and people who must be forgotten.

use nc_kernel::personal::{Commitment, PersonalValue};
use nc_kernel::{Day, Need, Refused, States, UnitPath};

use super::{Judge, REASON, ask, ask_about_latest, ask_bureau, needs, place_of};
use crate::access::Action;
use crate::command::{Command, Ctx, Decision};
use crate::commands::{CorrectRecord, ErasePerson, WithdrawRecord};
use crate::fact::{PersonErased, RecordCorrected, RecordWithdrawn};
use crate::history::{Event, Step};
use crate::model::{ID_NUMBER, Leave, MemberKind, NAME, POLICE_NUMBER, Person, Post};
use crate::{numbers, rules};

/// A record of a person that can be corrected or withdrawn.
enum Record<'a> {
    Service(&'a Event),
    Leave(&'a Leave),
    Post(&'a Post),
}

fn record(person: &Person, seq: u64) -> Option<Record<'_>> {
    let service = person.events.iter().find(|event| event.seq == seq).map(Record::Service);
    let leave = || person.leaves.iter().find(|leave| leave.since_seq == seq).map(Record::Leave);
    let post = || person.posts.iter().find(|post| post.since_seq == seq).map(Record::Post);
    service.or_else(leave).or_else(post)
}

impl Command for CorrectRecord {
    const NAME: &'static str = "people.correct_record";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let mut asks = ask_about_latest(states, self.person);
        asks.extend(self.unit.iter().flat_map(|unit| ask(Action::ManagePeople, unit)));
        asks
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.text("reason", &self.reason, REASON);
        judge.text("authority", &self.authority, REASON);
        let Some(person) = judge.person(self.person) else { return judge.done() };
        let Some(record) = record(person, self.corrects) else {
            judge.faults.push(rules::RECORD.refuse().with("seq", self.corrects).at("corrects"));
            return judge.done();
        };
        self.parts(&mut judge, &record);
        let day = match record {
            Record::Service(event) => self.service(&mut judge, person, event),
            Record::Leave(leave) => self.leave(&mut judge, person, leave),
            Record::Post(post) => self.from.unwrap_or(post.from),
        };
        if let Some(from) = self.from {
            judge.day("from", from);
        }
        if let Some(unit) = &self.unit {
            judge.unit("unit", unit, day);
        }
        let recorded = match record {
            Record::Service(Event { step: Step::Enter { kind, .. } | Step::Become { kind }, .. }) => *kind,
            _ => MemberKind::Police,
        };
        let kind = self.kind.unwrap_or(recorded);
        let mut personal = Vec::new();
        let name = self.value(&mut judge, ctx, NAME, &mut personal, kind);
        let id_number = self.value(&mut judge, ctx, ID_NUMBER, &mut personal, kind);
        let police_number = self.value(&mut judge, ctx, POLICE_NUMBER, &mut personal, kind);
        let fact = RecordCorrected {
            authority: self.authority.trim().to_owned(),
            corrects: self.corrects,
            from: self.from,
            id_number,
            kind: self.kind,
            name,
            person: person.id,
            police_number,
            reason: self.reason.trim().to_owned(),
            to: self.to,
            unit: self.unit.clone(),
        };
        if let Some(unit) = self.unit.as_ref().or_else(|| place_of(person, day)) {
            let (unit, today) = (unit.clone(), judge.today);
            judge.fact_holding(&unit, today, fact, personal);
        }
        judge.done()
    }
}

impl CorrectRecord {
    /// Something must be corrected, and only what the record has.
    fn parts(&self, judge: &mut Judge<'_>, record: &Record<'_>) {
        let (unit, kind, name, number, to) = match record {
            Record::Service(event) => match event.step {
                Step::Enter { .. } => (true, true, true, true, false),
                Step::Move { .. } => (true, false, false, false, false),
                Step::Become { .. } => (false, false, false, true, false),
                Step::Leave => (false, false, false, false, false),
            },
            Record::Leave(_) => (false, false, false, false, true),
            Record::Post(_) => (true, false, false, false, false),
        };
        let given = [
            ("unit", self.unit.is_some(), unit),
            ("kind", self.kind.is_some(), kind),
            (NAME, self.name.is_some(), name),
            (ID_NUMBER, self.id_number.is_some(), name),
            (POLICE_NUMBER, self.police_number.is_some(), number),
            ("to", self.to.is_some(), to),
            ("from", self.from.is_some(), true),
        ];
        if given.iter().all(|(_, given, _)| !given) {
            judge.no("corrects", &rules::NOTHING_CORRECTED);
        }
        for (place, _, _) in given.iter().filter(|(_, given, has)| *given && !has) {
            judge.no(place, &rules::NOT_ITS_PART);
        }
        // Another kind goes with another number.
        if self.kind.is_some() && self.police_number.is_none() {
            judge.no(POLICE_NUMBER, &rules::BLANK);
        }
    }

    /// A corrected day stays between its neighbours. Returns the day the corrected step takes effect.
    fn service(&self, judge: &mut Judge<'_>, person: &Person, event: &Event) -> Day {
        let day = self.from.unwrap_or(event.on);
        let (old, new) = ((event.on, event.seq), (day, event.seq));
        let turned = |other: &Event| ((other.on, other.seq) < old) != ((other.on, other.seq) < new);
        // Two steps do not share a day, but for leaving and coming back.
        let meets = |other: &Event| {
            let (first, second) = if other.seq < event.seq { (other, event) } else { (event, other) };
            other.on == day && !matches!((&first.step, &second.step), (Step::Leave, Step::Enter { .. }))
        };
        if day != event.on && person.events.iter().any(|other| other.seq != event.seq && (turned(other) || meets(other))) {
            judge.no("from", &rules::ORDER);
        }
        day
    }

    fn leave(&self, judge: &mut Judge<'_>, person: &Person, leave: &Leave) -> Day {
        let (from, to) = (self.from.unwrap_or(leave.from), self.to.unwrap_or(leave.to));
        if to < from {
            judge.no("to", &rules::BACKWARDS);
        }
        let others = person.leaves.iter().filter(|other| other.since_seq != leave.since_seq);
        if let Some(other) = others.clone().find(|other| other.from <= to && from <= other.to) {
            judge.faults.push(rules::LEAVE_OVERLAPS.refuse().with("from", other.from).with("to", other.to).at("from"));
        }
        from
    }

    /// The right personal value of `field`, if one is given: its commitment, with the value put aside.
    fn value(
        &self,
        judge: &mut Judge<'_>,
        ctx: &mut Ctx<'_>,
        field: &'static str,
        personal: &mut Vec<PersonalValue>,
        kind: MemberKind,
    ) -> Option<Commitment> {
        let value = match field {
            NAME => numbers::name(self.name.as_deref()?).or_else(|| {
                judge.no(field, &rules::NAME);
                None
            })?,
            ID_NUMBER => match numbers::id_number(self.id_number.as_deref()?, judge.today) {
                Ok(number) => number,
                Err(why) => {
                    judge.faults.push(rules::ID_NUMBER.refuse().with("why_zh", why.zh()).with("why_en", why.en()).at(field));
                    return None;
                }
            },
            _ => numbers::police_number(self.police_number.as_deref()?, kind).or_else(|| {
                judge.no(field, &rules::POLICE_NUMBER);
                None
            })?,
        };
        let value = PersonalValue::new(self.person, field, value, ctx.ids);
        let commitment = value.commitment();
        personal.push(value);
        Some(commitment)
    }
}

impl Command for WithdrawRecord {
    const NAME: &'static str = "people.withdraw_record";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_about_latest(states, self.person)
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.text("reason", &self.reason, REASON);
        judge.text("authority", &self.authority, REASON);
        let Some(person) = judge.person(self.person) else { return judge.done() };
        match record(person, self.withdraws) {
            None => judge.faults.push(rules::RECORD.refuse().with("seq", self.withdraws).at("withdraws")),
            // What came after rests on it.
            Some(Record::Service(event)) => {
                let later = person.events.iter().filter(|other| (other.on, other.seq) > (event.on, event.seq)).map(|other| other.on).max();
                if let Some(day) = later {
                    judge.faults.push(rules::LATER_RECORD.refuse().with("day", day).at("withdraws"));
                }
            }
            Some(Record::Leave(_) | Record::Post(_)) => {}
        }
        if let Some(unit) = person.memberships.last().map(|member| member.unit.clone()) {
            let fact = RecordWithdrawn {
                authority: self.authority.trim().to_owned(),
                person: person.id,
                reason: self.reason.trim().to_owned(),
                withdraws: self.withdraws,
            };
            let today = judge.today;
            judge.fact(&unit, today, fact);
        }
        judge.done()
    }
}

impl Command for ErasePerson {
    const NAME: &'static str = "people.erase_person";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_bureau(states, Action::ErasePerson)
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.text("basis", &self.basis, REASON);
        let today = judge.today;
        match judge.directory.person(self.person) {
            None => judge.no("person", &rules::PERSON),
            Some(person) if person.erased => {}
            Some(person) => {
                // The bureau must know who serves in it.
                if person.memberships.iter().any(|member| member.until.is_none_or(|until| until > today)) {
                    judge.faults.push(rules::SERVING.refuse().with("day", today).at("person"));
                }
                if person.visits.iter().any(|visit| visit.to >= today) {
                    judge.faults.push(rules::VISITING.refuse().with("day", today).at("person"));
                }
                let unit = place_of(person, today).or(judge.directory.bureau().map(|bureau| &bureau.path)).cloned();
                if let Some(unit) = unit {
                    judge.fact(&unit, today, PersonErased { basis: self.basis.trim().to_owned(), person: person.id });
                }
            }
        }
        judge.done()
    }
}
