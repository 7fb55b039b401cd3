//! Profiles of talents and apprenticeships: opened, followed, and some of them ended.

use nc_capability::talent::people::command::{
    BeginApprenticeship, CloseProfile, EndApprenticeship, LookAtApprenticeship, OpenProfile, StageProfile,
};
use nc_capability::talent::people::{ApprenticeshipId, Level, ProfileId, Source, Stage};
use nc_people::MemberKind;

use crate::agenda::Agenda;
use crate::chance::Chance;
use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::honours::lasting;
use crate::summary::Options;
use crate::talent_desk::FIELDS;
use crate::world::World;

/// Profiles, of which the last is closed again.
const PROFILES: usize = 40;
/// Apprenticeships, of which every third ends.
const PAIRS: usize = 24;

#[derive(Debug, Clone, Copy)]
enum Task {
    Open(usize),
    Stage(usize, Stage),
    Close(usize),
    Begin(usize),
    Look(usize),
    End(usize),
}

/// The desk that keeps them.
pub(crate) struct Desk {
    agenda: Agenda<Task>,
    people: Vec<usize>,
}

/// Draws what happens when.
pub(crate) fn plan(world: &World, options: &Options) -> Desk {
    let mut chance = Chance::new(options.seed, "talent people");
    let mut agenda = Agenda::new(&world.days);
    for n in 0..PROFILES {
        let mut on = agenda.put(world.days.at_part(n, PROFILES + 2, 200), Task::Open(n));
        for stage in [Stage::Introduce, Stage::Develop, Stage::Deploy, Stage::Reward].into_iter().skip(n % 2) {
            on = agenda.put(on + chance.between(12, 40), Task::Stage(n, stage));
        }
        if n + 1 == PROFILES {
            agenda.put(on + 10, Task::Close(n));
        }
    }
    for n in 0..PAIRS {
        let mut on = agenda.put(world.days.at_part(n, PAIRS * 2, 400), Task::Begin(n));
        for _ in 0..2 {
            on = agenda.put(on + 184, Task::Look(n));
        }
        if n % 3 == 0 {
            agenda.put(on + 10, Task::End(n));
        }
    }
    Desk { agenda, people: lasting(world, MemberKind::Police).collect() }
}

impl Desk {
    /// Whether there is something to do that day.
    pub fn has(&self, day: i32) -> bool {
        self.agenda.has(day)
    }

    /// Steps still to take.
    pub fn len(&self) -> usize {
        self.agenda.len()
    }

    fn person(&self, n: usize, world: &World) -> Result<nc_kernel::PersonId, DemoError> {
        let at = n % self.people.len().max(1);
        world.id(self.people.get(at).copied().ok_or(DemoError::Lost("a talent"))?)
    }

    /// Records what is due.
    pub async fn work(&mut self, day: i32, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let talent = &world.actors.talent;
        let today = world.days.day(day);
        for task in self.agenda.take(day) {
            let (Task::Open(n) | Task::Stage(n, _) | Task::Close(n) | Task::Begin(n) | Task::Look(n) | Task::End(n)) = task;
            let unit = world.places.bureau()?.clone();
            let field = FIELDS.get(n % FIELDS.len()).copied().unwrap_or_default();
            let (profile_serial, pair_serial) = (format!("YS-RCK-{:03}", n + 1), format!("YS-ST-{:03}", n + 1));
            let profile = ProfileId::of_serial(&profile_serial);
            let apprenticeship = ApprenticeshipId::of_serial(&pair_serial);
            match task {
                Task::Open(_) => {
                    let level = Level::ALL.get(n % Level::ALL.len()).copied().unwrap_or(Level::City);
                    let source = Source::ALL.get(n % Source::ALL.len()).copied().unwrap_or(Source::Grown);
                    let (domain, evidence) = (field.to_owned(), "人才认定通知（演示）".to_owned());
                    let person = self.person(n * 3, world)?;
                    let command = OpenProfile { serial: profile_serial, person, unit, domain, level, source, evidence, opened_on: today };
                    clerk.send(talent, 1, command).await?;
                }
                Task::Stage(_, stage) => {
                    let basis = format!("{}（演示）", stage.label().zh);
                    clerk.send(talent, 1, StageProfile { profile, stage, basis, staged_on: today }).await?;
                }
                Task::Close(_) => {
                    let (reason, authority) = ("调离专业岗位（演示）".to_owned(), "政治部核对单（演示）".to_owned());
                    clerk.send(talent, 1, CloseProfile { profile, reason, authority, closed_on: today }).await?;
                }
                Task::Begin(_) => {
                    let (master, apprentice) = (self.person(n * 2, world)?, self.person(n * 2 + 1, world)?);
                    let goal = format!("独立承担{field}工作（演示）");
                    let command = BeginApprenticeship { serial: pair_serial, unit, master, apprentice, goal, begun_on: today };
                    clerk.send(talent, 1, command).await?;
                }
                Task::Look(_) => {
                    let year = u16::try_from(today.year()).unwrap_or_default();
                    let half = if today.month() <= 6 { 1 } else { 2 };
                    let remark = "按计划推进（演示）".to_owned();
                    clerk.send(talent, 1, LookAtApprenticeship { apprenticeship, year, half, remark, looked_on: today }).await?;
                }
                Task::End(_) => {
                    let reason = "期满考核合格（演示）".to_owned();
                    clerk.send(talent, 1, EndApprenticeship { apprenticeship, reached: true, reason, ended_on: today }).await?;
                }
            }
        }
        Ok(())
    }
}
