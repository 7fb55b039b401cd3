//! Contests: call-taking, forensic work, guidance of public opinion and marksmanship each year, by the catalogue's templates.
//! Judges score from accounts of their own and see codes only; whoever runs a contest never learns whose code it is.

use std::collections::BTreeMap;

use nc_capability::contest::command::DrawCodes;
use nc_capability::contest::model::{ContestId, Discipline, Signer, Stage};
use nc_capability::contest::template::Template;

use crate::agenda::Agenda;
use crate::chance::Chance;
use crate::clerk::Clerk;
use crate::contest_desk;
use crate::contest_signing;
use crate::error::DemoError;
use crate::summary::Options;
use crate::world::World;

/// What is contested every year, by the template's key, and in which part of the year.
const YEARLY: [(&str, i32); 4] = [("marksmanship", 100), ("call_taking", 160), ("opinion_guidance", 220), ("forensics", 280)];
/// Entrants of a discipline.
const ENTRANTS: usize = 10;
/// Units that send a team, where results make a total of the unit.
const TEAMS: usize = 4;
/// The discipline whose scores are signed: who contests it has an account to sign from.
const SIGNED: (&str, &str) = ("forensics", "F1");

#[derive(Debug, Clone, Copy)]
enum Task {
    /// Set up, panels seated, entries taken.
    SetUp(usize),
    /// Codes drawn.
    Draw(usize),
    /// Performed, scored, locked.
    Hold(usize),
    /// Unsealed, signed by who contested, and published.
    Publish(usize),
    /// An entrant appeals, and the political department decides.
    Appeal(usize),
}

/// A contest as it is to be held.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    pub template: &'static Template,
    pub year: i16,
    /// The day it is held.
    pub on: i32,
    /// By discipline.
    pub entrants: Vec<Vec<usize>>,
    /// Whether its results are out before the records end.
    pub ends: bool,
}

impl Planned {
    pub fn serial(&self) -> String {
        format!("YS-BW-{}-{}", self.year, self.template.key)
    }

    pub fn id(&self) -> ContestId {
        ContestId::of_serial(&self.serial())
    }

    /// As contested here: one round, so that who runs a coded contest need not know who is let through.
    pub fn disciplines(&self) -> Vec<Discipline> {
        self.template
            .disciplines
            .iter()
            .map(|discipline| {
                let signed =
                    if (self.template.key.as_str(), discipline.serial.as_str()) == SIGNED { Signer::ALL.to_vec() } else { Vec::new() };
                Discipline { advance: 0, rounds: last_of(discipline), signed, ..discipline.clone() }
            })
            .collect()
    }
}

fn last_of(discipline: &Discipline) -> Vec<Stage> {
    discipline.rounds.last().copied().into_iter().collect()
}

/// The desk that runs contests.
pub(crate) struct Desk {
    agenda: Agenda<Task>,
    contests: Vec<Planned>,
    chance: Chance,
}

/// Draws the contests of each year and who enters them. The last is still taking entries when the records end.
pub(crate) fn plan(world: &World, options: &Options) -> Desk {
    let mut desk = Desk { agenda: Agenda::new(&world.days), contests: Vec::new(), chance: Chance::new(options.seed, "contests") };
    let last = world.days.last;
    for start in (0..last).step_by(365) {
        for (key, offset) in YEARLY {
            let Some(template) = Template::named(key) else { continue };
            let on = world.days.worked_from((start + offset).max(30));
            if on > last {
                continue;
            }
            let n = desk.contests.len();
            let set_up = desk.agenda.put(on - 25, Task::SetUp(n));
            // What cannot be published before the end stays as it is then.
            let ends = on + 10 < last;
            if ends {
                let drawn = desk.agenda.put((on - 5).max(set_up + 1), Task::Draw(n));
                let held = desk.agenda.put(on.max(drawn), Task::Hold(n));
                let published = desk.agenda.put(held + 1, Task::Publish(n));
                if template.key == "marksmanship" {
                    desk.agenda.put(published + 1, Task::Appeal(n));
                }
            }
            let mut entrants: Vec<Vec<usize>> = template
                .disciplines
                .iter()
                .map(|discipline| match usize::from(discipline.team_best) {
                    _ if (key, discipline.serial.as_str()) == SIGNED => contest_signing::with_accounts(world),
                    0 => desk.entrants(world, on),
                    each => desk.teams(world, on, each),
                })
                .collect();
            if let Some(first) = entrants.first_mut().filter(|_| key != SIGNED.0) {
                first.extend(contest_desk::appellant(world));
            }
            desk.contests.push(Planned { template, year: world.days.day(on).year(), on, entrants, ends });
        }
    }
    desk
}

impl Desk {
    /// Who enters a discipline: people of different units who are there from the entry to the contest.
    fn entrants(&mut self, world: &World, on: i32) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for _ in 0..ENTRANTS * 40 {
            let person = self.chance.below(world.staff.all.len());
            let fits = |member: &crate::staff::Member| !member.steady && member.registered() < on - 30 && member.there(on - 30, on + 5);
            if !found.contains(&person) && world.staff.all.get(person).is_some_and(fits) {
                found.push(person);
            }
            if found.len() == ENTRANTS {
                break;
            }
        }
        found
    }

    /// Who enters a discipline in which the best `each` of a unit make its total: as many of several units.
    fn teams(&mut self, world: &World, on: i32, each: usize) -> Vec<usize> {
        let unit = |member: &crate::staff::Member| {
            let fits = !member.steady && member.registered() < on - 30 && member.there(on - 30, on + 5);
            let (before, then) = (member.unit_on(on - 30)?, member.unit_on(on + 5)?);
            (fits && before == then).then_some(then)
        };
        let mut by_unit: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, member) in world.staff.all.iter().enumerate() {
            if let Some(unit) = unit(member) {
                by_unit.entry(unit).or_default().push(number);
            }
        }
        let mut units: Vec<Vec<usize>> = by_unit.into_values().filter(|people| people.len() >= each).collect();
        let mut found = Vec::new();
        for _ in 0..TEAMS.min(units.len()) {
            let team = units.swap_remove(self.chance.below(units.len()));
            found.extend(team.into_iter().take(each));
        }
        found
    }

    /// Whether there is something to do that day.
    pub fn has(&self, day: i32) -> bool {
        self.agenda.has(day)
    }

    /// Contests and disciplines published, as meant.
    pub fn meant(&self) -> (i64, i64) {
        let all: Vec<&Planned> = self.contests.iter().filter(|planned| planned.ends).collect();
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        (number(all.len()), number(all.iter().map(|planned| planned.template.disciplines.len()).sum()))
    }

    /// Records what is due.
    pub async fn work(&mut self, day: i32, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        for task in self.agenda.take(day) {
            let (Task::SetUp(n) | Task::Draw(n) | Task::Hold(n) | Task::Publish(n) | Task::Appeal(n)) = task;
            let planned = self.contests.get(n).cloned().ok_or(DemoError::Lost("a contest"))?;
            let runs = &world.actors.publicity;
            let contest = planned.id();
            match task {
                Task::SetUp(_) => contest_desk::set_up(&planned, world, clerk).await?,
                Task::Draw(_) => drop(clerk.send(runs, 2, DrawCodes { contest }).await?),
                Task::Hold(_) => contest_desk::hold(&planned, &mut self.chance, world, clerk).await?,
                Task::Publish(_) => contest_desk::publish(&planned, world, clerk).await?,
                Task::Appeal(_) => contest_desk::appeal(&planned, world, clerk).await?,
            }
            clerk.settle().await?;
        }
        Ok(())
    }
}
