//! The rules: the only place of readiness that says no.

use std::collections::HashSet;

use nc_kernel::{Aggregate as _, Day, Draft, Need, PersonId, Refusal, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::directory::{Directory, Membership};
use nc_people::judge::{ask_about, ask_of};

use super::command::{
    BindPeople, DecideExemption, EndExemption, ExemptPerson, IssueCredential, ReleasePerson, RequestExemption, RevokeCredential,
    SetRequirement,
};
use super::fact::{Bound, Exempted, ExemptionEnded, ExemptionRefused, ExemptionRequested, Fact, Issued, Released, RequirementSet, Revoked};
use super::model::RequirementId;
use super::rules;
use super::state::{Head, Requirement};
use crate::declare::of_known;

/// Longest title, basis, authority, document.
const LINE: usize = 120;
/// Longest reason.
const REASON: usize = 500;
/// Longest serial number.
const SHORT: usize = 40;

/// Gathers faults and facts of one command about one requirement.
struct Sheet<'a> {
    head: &'a Head,
    directory: &'a Directory,
    today: Day,
    faults: Vec<Refusal>,
    facts: Vec<Draft>,
}

impl<'a> Sheet<'a> {
    fn of(states: &'a States, ctx: &'a Ctx<'_>, requirement: RequirementId) -> Result<(Self, &'a Requirement), Refused> {
        let known = states.get::<Requirement>(requirement).and_then(|state| Some((state, state.head()?)));
        let (state, head) = known.ok_or_else(|| rules::UNKNOWN.refuse().at("requirement"))?;
        Ok((Self { head, directory: ctx.directory, today: ctx.today(), faults: Vec::new(), facts: Vec::new() }, state))
    }

    /// A day that has come, and on which the requirement was in force.
    fn come(&mut self, place: &str, day: Day) {
        if day > self.today {
            self.faults.push(rules::FUTURE.refuse().at(place).with("day", day));
        }
        self.in_force(place, day);
    }

    fn in_force(&mut self, place: &str, day: Day) {
        if day < self.head.from {
            self.faults.push(rules::TOO_EARLY.refuse().at(place).with("from", self.head.from));
        }
    }

    /// Where the person serves on `day`; a fault when nowhere.
    fn member(&mut self, place: &str, person: PersonId, day: Day) -> Option<&'a Membership> {
        let member = self.directory.member_on(person, day);
        if member.is_none() {
            self.faults.push(rules::NOT_SERVING.refuse().at(place).with("day", day));
        }
        member
    }

    /// People named once each, with their places.
    fn people(&mut self, people: &[PersonId]) -> Vec<(String, PersonId)> {
        if people.is_empty() {
            self.faults.push(rules::NOBODY.refuse().at("people"));
        }
        let mut seen = HashSet::new();
        people.iter().enumerate().filter(|(_, person)| seen.insert(**person)).map(|(i, person)| (format!("people[{i}]"), *person)).collect()
    }

    fn write(&mut self, on: Day, fact: impl Into<Fact>) -> Result<(), Refused> {
        let draft = Draft::new(StreamId::new(Requirement::FAMILY, self.head.id), self.head.unit.clone(), on, &fact.into());
        self.facts.push(draft.map_err(|_| Refused::from(rules::UNWRITABLE.refuse()))?);
        Ok(())
    }

    fn done(self) -> Result<Decision, Refused> {
        Refused::unless_empty(self.faults)?;
        Ok(self.facts.into())
    }
}

fn text(faults: &mut Vec<Refusal>, place: &str, text: &str, max: usize) {
    if text.trim().is_empty() || text.chars().count() > max || text.chars().any(char::is_control) {
        faults.push(rules::TEXT.refuse().at(place).with("max", max));
    }
}

fn needs(requirement: RequirementId) -> Vec<Need> {
    vec![Need::of::<Requirement>(requirement)]
}

/// Whom to ask: whose requirement it is. About one that does not exist the bureau is asked, so that only who may see
/// everything learns that it does not.
fn asks(states: &States, action: Action, requirement: RequirementId) -> Vec<(Action, UnitPath)> {
    let unit = states.get::<Requirement>(requirement).and_then(Requirement::head).map(|head| head.unit.clone());
    ask_of(states, action, unit)
}

impl Command for SetRequirement {
    const NAME: &'static str = "readiness.set_requirement";

    fn needs(&self) -> Vec<Need> {
        needs(RequirementId::of_serial(&self.serial))
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        vec![(Action::PlanTraining, self.unit.clone())]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let requirement = RequirementId::of_serial(&self.serial);
        let mut faults = Vec::new();
        text(&mut faults, "serial", &self.serial, SHORT);
        text(&mut faults, "title", &self.title, LINE);
        text(&mut faults, "basis", &self.basis, LINE);
        if !self.renewal.sound() {
            faults.push(rules::RENEWAL.refuse().at("renewal"));
        }
        if ctx.directory.unit(&self.unit, self.from).is_none() {
            faults.push(rules::UNIT.refuse().at("unit").with("unit", &self.unit).with("day", self.from));
        }
        if states.get::<Requirement>(requirement).and_then(Requirement::head).is_some() {
            faults.push(rules::SERIAL_TAKEN.refuse().at("serial").with("serial", self.serial.trim()));
        }
        Refused::unless_empty(faults)?;
        let trimmed = |text: &str| text.trim().to_owned();
        let head = Head {
            id: requirement,
            serial: trimmed(&self.serial),
            title: trimmed(&self.title),
            unit: self.unit.clone(),
            basis: trimmed(&self.basis),
            renewal: self.renewal,
            from: self.from,
        };
        let mut sheet = Sheet { head: &head, directory: ctx.directory, today: ctx.today(), faults: Vec::new(), facts: Vec::new() };
        let (basis, serial, title) = (head.basis.clone(), head.serial.clone(), head.title.clone());
        sheet.write(self.from, RequirementSet { basis, renewal: self.renewal, requirement, serial, title })?;
        sheet.done()
    }
}

impl Command for BindPeople {
    const NAME: &'static str = "readiness.bind";

    of_known!(requirement, PlanTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (mut sheet, state) = Sheet::of(states, ctx, self.requirement)?;
        sheet.come("from", self.from);
        for (place, person) in sheet.people(&self.people) {
            let Some(member) = sheet.member(&place, person, self.from) else { continue };
            if state.bound_since(person).is_none() && !state.binds(person, self.from) {
                let (sender, member) = (member.unit.clone(), member.kind);
                sheet.write(self.from, Bound { member, person, requirement: self.requirement, sender })?;
            }
        }
        sheet.done()
    }
}

impl Command for ReleasePerson {
    const NAME: &'static str = "readiness.release";

    of_known!(requirement, PlanTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (mut sheet, state) = Sheet::of(states, ctx, self.requirement)?;
        sheet.come("on", self.on);
        text(&mut sheet.faults, "reason", &self.reason, REASON);
        if state.bound_since(self.person).is_none_or(|since| since > self.on) {
            sheet.faults.push(rules::NOT_BOUND.refuse().at("person").with("day", self.on));
        }
        let reason = self.reason.trim().to_owned();
        sheet.write(self.on, Released { person: self.person, reason, requirement: self.requirement })?;
        sheet.done()
    }
}

impl Command for IssueCredential {
    const NAME: &'static str = "readiness.issue";

    of_known!(requirement, RecordTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (mut sheet, state) = Sheet::of(states, ctx, self.requirement)?;
        let on = self.completed_on;
        if on > sheet.today {
            sheet.faults.push(rules::FUTURE.refuse().at("completed_on").with("day", on));
        }
        text(&mut sheet.faults, "document", &self.document, LINE);
        let until = sheet.head.renewal.valid_until(on);
        for (place, person) in sheet.people(&self.people) {
            let Some(member) = sheet.member(&place, person, on) else { continue };
            if state.issued_on(person, on) {
                sheet.faults.push(rules::ISSUED_TWICE.refuse().at(place).with("day", on));
                continue;
            }
            let (document, sender, member) = (self.document.trim().to_owned(), member.unit.clone(), member.kind);
            sheet.write(on, Issued { document, member, person, requirement: self.requirement, sender, until })?;
        }
        sheet.done()
    }
}

impl Command for RevokeCredential {
    const NAME: &'static str = "readiness.revoke";

    of_known!(requirement, CorrectTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (mut sheet, state) = Sheet::of(states, ctx, self.requirement)?;
        if self.on > sheet.today {
            sheet.faults.push(rules::FUTURE.refuse().at("on").with("day", self.on));
        }
        text(&mut sheet.faults, "reason", &self.reason, REASON);
        text(&mut sheet.faults, "authority", &self.authority, LINE);
        match state.valid_issue(self.person, self.on) {
            None => sheet.faults.push(rules::NOTHING_VALID.refuse().at("person").with("day", self.on)),
            Some(issue) => {
                let (authority, reason) = (self.authority.trim().to_owned(), self.reason.trim().to_owned());
                sheet.write(self.on, Revoked { authority, issue, person: self.person, reason, requirement: self.requirement })?;
            }
        }
        sheet.done()
    }
}

/// What stands against an exemption of `person` from `from` through `to`.
fn exemptible(sheet: &mut Sheet<'_>, state: &Requirement, person: PersonId, from: Day, to: Day) {
    sheet.in_force("from", from);
    if to < from {
        sheet.faults.push(rules::BACKWARDS.refuse().at("to"));
    }
    if !state.binds(person, from) {
        sheet.faults.push(rules::NOT_BOUND.refuse().at("person").with("day", from));
    }
    if state.exempt_within(person, from, to) {
        sheet.faults.push(rules::EXEMPT_TWICE.refuse().at("from"));
    }
}

impl Command for ExemptPerson {
    const NAME: &'static str = "readiness.exempt";

    of_known!(requirement, PlanTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (mut sheet, state) = Sheet::of(states, ctx, self.requirement)?;
        exemptible(&mut sheet, state, self.person, self.from, self.to);
        text(&mut sheet.faults, "reason", &self.reason, REASON);
        text(&mut sheet.faults, "authority", &self.authority, LINE);
        // An exemption may begin later; the unit is the one of today then.
        if let Some(member) = sheet.member("person", self.person, self.from.min(sheet.today)) {
            let (authority, reason) = (self.authority.trim().to_owned(), self.reason.trim().to_owned());
            let (sender, member) = (member.unit.clone(), member.kind);
            sheet.write(
                self.from,
                Exempted {
                    authority,
                    member,
                    person: self.person,
                    reason,
                    request: None,
                    requirement: self.requirement,
                    sender,
                    to: self.to,
                },
            )?;
        }
        sheet.done()
    }
}

impl Command for RequestExemption {
    const NAME: &'static str = "readiness.request_exemption";

    fn needs(&self) -> Vec<Need> {
        needs(self.requirement)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_about(states, Action::RecordTraining, self.person, None)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (mut sheet, state) = Sheet::of(states, ctx, self.requirement)?;
        text(&mut sheet.faults, "reason", &self.reason, REASON);
        exemptible(&mut sheet, state, self.person, self.from, self.to);
        if state.requests().any(|(_, request)| request.person == self.person && request.decided.is_none()) {
            sheet.faults.push(rules::REQUESTED_TWICE.refuse().at("person"));
        }
        let today = sheet.today;
        if let Some(member) = sheet.member("person", self.person, self.from.min(today)) {
            let (reason, sender) = (self.reason.trim().to_owned(), member.unit.clone());
            let (from, person, requirement, to) = (self.from, self.person, self.requirement, self.to);
            sheet.write(today, ExemptionRequested { from, person, reason, requirement, sender, to })?;
        }
        sheet.done()
    }
}

impl Command for DecideExemption {
    const NAME: &'static str = "readiness.decide_exemption";

    of_known!(requirement, PlanTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (mut sheet, state) = Sheet::of(states, ctx, self.requirement)?;
        let waiting = state.requests().find(|(seq, request)| *seq == self.request && request.decided.is_none());
        let (_, request) = waiting.ok_or_else(|| rules::NO_REQUEST.refuse().at("request"))?;
        text(&mut sheet.faults, "authority", &self.authority, LINE);
        let acting = ctx.directory.user(ctx.actor.user).and_then(|user| user.person);
        if request.by == ctx.actor.user || acting == Some(request.person) {
            sheet.faults.push(rules::OWN_REQUEST.refuse().at("request"));
        }
        let authority = self.authority.trim().to_owned();
        let (person, requirement) = (request.person, self.requirement);
        if !self.approve {
            text(&mut sheet.faults, "reason", &self.reason, REASON);
            let (today, reason) = (sheet.today, self.reason.trim().to_owned());
            sheet.write(today, ExemptionRefused { authority, person, reason, request: self.request, requirement })?;
            return sheet.done();
        }
        let (from, to) = (request.from, request.to);
        exemptible(&mut sheet, state, person, from, to);
        if let Some(member) = sheet.member("request", person, from.min(sheet.today)) {
            let (sender, member, reason) = (member.unit.clone(), member.kind, request.reason.clone());
            let request = Some(self.request);
            sheet.write(from, Exempted { authority, member, person, reason, request, requirement, sender, to })?;
        }
        sheet.done()
    }
}

impl Command for EndExemption {
    const NAME: &'static str = "readiness.end_exemption";

    of_known!(requirement, PlanTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (mut sheet, state) = Sheet::of(states, ctx, self.requirement)?;
        sheet.come("on", self.on);
        text(&mut sheet.faults, "reason", &self.reason, REASON);
        match state.exemption_on(self.person, self.on) {
            None => sheet.faults.push(rules::NOT_EXEMPT.refuse().at("person").with("day", self.on)),
            Some(exemption) => {
                let (person, reason, requirement) = (self.person, self.reason.trim().to_owned(), self.requirement);
                sheet.write(self.on, ExemptionEnded { exemption, person, reason, requirement })?;
            }
        }
        sheet.done()
    }
}
