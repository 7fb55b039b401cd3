//! Party branches: one in every unit, and who belongs to them. Some transfers are forgotten here, as they are.

use nc_kernel::PersonId;
use nc_organisation::branch::{BranchId, FormBranch, JoinBranch, LeaveBranch};
use nc_people::MemberKind;

use crate::agenda::Agenda;
use crate::chance::Chance;
use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::places::{Place, zh_labelled};
use crate::summary::Options;
use crate::world::World;

#[derive(Debug, Clone, Copy)]
enum Task {
    Join(usize, usize),
    Leave(usize, usize),
}

/// The desk that keeps the roll.
pub(crate) struct Desk {
    agenda: Agenda<Task>,
    members: Vec<(usize, usize)>,
}

/// Natural key of a unit's branch.
fn serial(place: &Place) -> String {
    format!("ZB{}", place.path.as_str().trim_end_matches('/').replace('/', "-"))
}

/// Id of a unit's branch.
pub(crate) fn branch_of(place: &Place) -> BranchId {
    BranchId::of_serial(&serial(place))
}

/// Three of four police officers belong to the branch of their unit.
pub(crate) fn plan(world: &World, options: &Options) -> Desk {
    let mut chance = Chance::new(options.seed, "branches");
    let mut agenda = Agenda::new(&world.days);
    let mut members = Vec::new();
    for (number, member) in world.staff.all.iter().enumerate() {
        let Some(first) = member.spells.first().copied() else { continue };
        if member.kind != MemberKind::Police || !chance.hit(750) {
            continue;
        }
        if first.from <= 0 {
            members.push((number, first.unit));
        } else {
            agenda.put(first.from + 30, Task::Join(number, first.unit));
        }
        let gone = first.until.saturating_add(if chance.hit(100) { 40 } else { 27 });
        if first.until < world.days.last - 45 && first.until > first.from + 31 {
            match member.spells.get(1).copied() {
                _ if member.left.is_some() => {
                    agenda.put(gone, Task::Leave(number, first.unit));
                }
                // One in twenty who move stays on the old roll: two records that contradict each other.
                Some(second) if !chance.hit(50) => {
                    agenda.put(gone, Task::Leave(number, first.unit));
                    agenda.put(gone, Task::Join(number, second.unit));
                }
                _ => {}
            }
        }
    }
    Desk { agenda, members }
}

impl Desk {
    /// Whether there is something to do that day.
    pub fn has(&self, day: i32) -> bool {
        self.agenda.has(day)
    }

    /// Forms the branches and writes down who belongs to them on the first day.
    pub async fn open(&mut self, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let by = &world.actors.political;
        let (formed_on, joined_on) = (world.days.day(0), world.days.day(0));
        for (unit, place) in world.places.iter() {
            let (serial, name) = (serial(place), zh_labelled(&format!("{}党支部", place.zh)));
            clerk.send(by, 1, FormBranch { serial, name, unit: place.path.clone(), formed_on }).await?;
            let ours = self.members.iter().filter(|(_, of)| *of == unit);
            let people = ours.map(|(number, _)| world.id(*number)).collect::<Result<Vec<PersonId>, _>>()?;
            if !people.is_empty() {
                clerk.send(by, people.len(), JoinBranch { branch: branch_of(place), people, joined_on }).await?;
            }
        }
        Ok(())
    }

    /// Records what is due.
    pub async fn work(&mut self, day: i32, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        for task in self.agenda.take(day) {
            let (Task::Join(number, unit) | Task::Leave(number, unit)) = task;
            let place = world.places.get(unit)?;
            let (branch, people, on) = (branch_of(place), vec![world.id(number)?], world.days.day(day));
            let by = world.actors.recorder(place.top);
            match task {
                Task::Join(..) => clerk.send(by, 1, JoinBranch { branch, people, joined_on: on }).await?,
                Task::Leave(..) => clerk.send(by, 1, LeaveBranch { branch, people, left_on: on }).await?,
            };
        }
        Ok(())
    }
}
