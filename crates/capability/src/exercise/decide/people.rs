//! Who is in an exercise: named to a place, and taken back from it.

use nc_kernel::{Day, Need, PersonId, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REASON, REPEATED};

use super::plan::BEFORE;
use super::{asks, at, listed, needs, stream};
use crate::declare::of_known;
use crate::exercise::command::{AppointPeople, ReleasePerson};
use crate::exercise::fact::{Appointed, Fact, Released, Taker};
use crate::exercise::model::{Role, Stage};
use crate::exercise::rules;
use crate::exercise::state::Exercise;

/// Until the report is agreed staff can change.
const STAFFED: &[Stage] = &[Stage::Planning, Stage::Locked, Stage::Conduct, Stage::Hotwash, Stage::Drafted];
/// Players can stay away until it is over.
const PLAYED: &[Stage] = &[Stage::Planning, Stage::Locked, Stage::Conduct];

/// People as they serve now, each once.
pub(super) fn takers(judge: &mut Judge<'_>, place: &str, people: &[PersonId], days: &[Day]) -> Vec<Taker> {
    let mut takers: Vec<Taker> = Vec::new();
    for (i, person) in people.iter().enumerate() {
        let place = format!("{place}[{i}]");
        if takers.iter().any(|taker| taker.person == *person) {
            judge.no(REPEATED.refuse().at(place));
        } else if let Some(member) = judge.member(place, *person, days) {
            takers.push(Taker { member: member.kind, person: *person, sender: member.unit.clone() });
        }
    }
    takers
}

/// The role in which somebody knew too much, or was tested too far, to be named `role` now.
fn bars(exercise: &Exercise, person: PersonId, role: Role) -> Option<Role> {
    let mut former = exercise.former().iter().filter(|former| former.place.taker.person == person);
    let barred = former.find(|former| match former.place.role {
        Role::Player => former.begun && role != Role::Player,
        _ => role == Role::Player,
    });
    barred.map(|former| former.place.role)
}

impl Command for AppointPeople {
    const NAME: &'static str = "exercise.appoint";
    of_known!(exercise, PlanTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let stages = if self.role == Role::Player { BEFORE } else { STAFFED };
        let (exercise, body) = at(states, &mut judge, self.exercise, stages)?;
        listed(&mut judge, "people", self.people.len());
        if (self.role == Role::Player) != self.team.is_some() {
            judge.no(rules::PLAYER_TEAM.refuse().at("team"));
        }
        if self.team.as_ref().is_some_and(|name| !exercise.teams().iter().any(|team| team.name == *name)) {
            judge.no(rules::TEAM.refuse().at("team"));
        }
        let single = matches!(self.role, Role::Director | Role::LeadController | Role::LeadEvaluator);
        if single && (self.people.len() > 1 || exercise.people().any(|place| place.role == self.role)) {
            let label = self.role.label();
            judge.no(rules::ROLE_TAKEN.refuse().with("role", label.zh).with("role_en", label.en).at("role"));
        }
        for (i, person) in self.people.iter().enumerate() {
            let taken = exercise.role(*person).map(|role| (&rules::TWO_PLACES, role));
            let barred = || bars(exercise, *person, self.role).map(|role| (&rules::KNEW, role));
            if let Some((rule, role)) = taken.or_else(barred) {
                let label = role.label();
                judge.no(rule.refuse().with("role", label.zh).with("role_en", label.en).at(format!("people[{i}]")));
            }
        }
        let people = takers(&mut judge, "people", &self.people, &[ctx.today()]);
        let appointed = Appointed { exercise: self.exercise, people, role: self.role, team: self.team.clone() };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), appointed);
        judge.done()
    }
}

impl Command for ReleasePerson {
    const NAME: &'static str = "exercise.release_person";
    of_known!(exercise, PlanTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let role = states.get::<Exercise>(self.exercise).and_then(|exercise| exercise.role(self.person));
        let stages = if role == Some(Role::Player) { PLAYED } else { STAFFED };
        let (_, body) = at(states, &mut judge, self.exercise, stages)?;
        if role.is_none() {
            judge.no(rules::NO_PLACE.refuse().at("person"));
        }
        judge.text("reason", &self.reason, REASON);
        let released = Released { exercise: self.exercise, person: self.person, reason: self.reason.clone() };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), released);
        judge.done()
    }
}
