//! Records what happens to people: registration, transfers, leave, leaving, and what was recorded wrongly.

use std::collections::HashMap;

use nc_people::MemberKind;
use nc_people::commands::{
    ApproveLeave, AssignPost, CancelLeave, ChangeKind, CorrectRecord, ErasePerson, LeaveService, RegisterPeople, RegisterPerson,
    ReturnToService, TransferPerson, WithdrawRecord,
};

use crate::agenda::Agenda;
use crate::chance::Chance;
use crate::clerk::{Clerk, Ticket};
use crate::error::DemoError;
use crate::names;
use crate::places::zh_labelled;
use crate::staff::{Away, Member};
use crate::summary::Options;
use crate::world::World;

/// People registered by one command.
const LIST: usize = 400;

/// One thing to record about somebody.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Task {
    Hire(usize),
    Transfer(usize),
    Swear(usize),
    Leave(usize),
    Return(usize),
    Absent(usize, Away),
    /// Absence recorded after the event, although the person is recorded as present.
    AbsentAfterAll(usize, Away),
    BackEarly(usize, Away),
    Shorten(usize, Away),
    Unapprove(usize, Away),
    Rename(usize),
    Erase(usize),
}

/// The desk that keeps the personnel records.
pub(crate) struct Desk {
    /// What is to be recorded when.
    pub agenda: Agenda<Task>,
    approvals: HashMap<(usize, i32), Ticket>,
    hires: HashMap<usize, Ticket>,
}

/// Puts down what the lives of everybody mean for the desk.
pub(crate) fn plan(world: &World, options: &Options) -> Desk {
    let mut chance = Chance::new(options.seed, "people");
    let last = world.days.last;
    let mut agenda = Agenda::new(&world.days);
    let mut erased = options.share(5, 1);
    for (number, member) in world.staff.all.iter().enumerate() {
        let spell = |n: usize| member.spells.get(n).copied();
        if let Some(first) = spell(0).filter(|first| first.from > 0) {
            agenda.put(first.from, Task::Hire(number));
        }
        // Most steps are recorded at once, some before they take effect, some late.
        let delay = if chance.hit(60) { chance.between(5, 25) } else { chance.between(-2, 1) };
        match (member.left, spell(1)) {
            (None, Some(second)) => {
                agenda.put(second.from + delay, Task::Transfer(number));
            }
            (Some((on, _)), second) => {
                agenda.put(on + delay.min(5), Task::Leave(number));
                if let Some(back) = second {
                    agenda.put(back.from, Task::Return(number));
                } else if erased > 0 && on + 100 < last {
                    erased -= 1;
                    agenda.put(on + 90, Task::Erase(number));
                }
            }
            (None, None) => {}
        }
        if let Some(on) = member.sworn {
            agenda.put(on, Task::Swear(number));
        }
        for away in &member.leaves {
            agenda.put(away.approved, Task::Absent(number, *away));
            absence_changes(&mut agenda, &mut chance, number, *away, last);
        }
    }
    if let Some(newcomer) = world.staff.all.iter().position(|m| m.registered() > 0 && m.registered() + 40 < last) {
        agenda.put(world.staff.all.get(newcomer).map_or(last, Member::registered) + 30, Task::Rename(newcomer));
    }
    Desk { agenda, approvals: HashMap::new(), hires: HashMap::new() }
}

/// Some come back early, some leaves were recorded with the wrong end, some were never taken.
fn absence_changes(agenda: &mut Agenda<Task>, chance: &mut Chance, number: usize, away: Away, last: i32) {
    let long = away.to - away.from >= 3 && away.to + 3 < last;
    match chance.below(1_000) {
        0..25 if long => agenda.put(away.to, Task::BackEarly(number, away)),
        25..32 if long => agenda.put(away.to + 2, Task::Shorten(number, away)),
        32..36 if long => agenda.put(away.to + 3, Task::Unapprove(number, away)),
        _ => return,
    };
}

impl Desk {
    /// Registers everybody who served before the first day, and the heads of units.
    pub async fn open(&mut self, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let before: Vec<usize> =
            world.staff.all.iter().enumerate().filter(|(_, m)| m.spells.first().is_some_and(|s| s.from <= 0)).map(|(n, _)| n).collect();
        for list in before.chunks(LIST) {
            let people = list.iter().map(|number| newcomer(world, *number)).collect::<Result<Vec<_>, _>>()?;
            clerk.send_alone(&world.actors.political, people.len(), RegisterPeople { people }).await?;
        }
        for (unit, place) in world.places.iter() {
            let Some(head) = world.staff.steady(unit).first().copied().flatten() else { continue };
            let post = AssignPost {
                person: world.staff.get(head)?.id,
                title: zh_labelled("负责人"),
                unit: place.path.clone(),
                from: world.days.day(0),
            };
            clerk.send(&world.actors.political, 1, post).await?;
        }
        Ok(())
    }

    /// Records what is due.
    pub async fn work(&mut self, day: i32, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        for task in self.agenda.take(day) {
            self.record(task, world, clerk).await?;
        }
        Ok(())
    }

    async fn record(&mut self, task: Task, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let by = &world.actors.political;
        let days = &world.days;
        match task {
            Task::Hire(number) => {
                let ticket = clerk.send_alone(by, 1, RegisterPeople { people: vec![newcomer(world, number)?] }).await?;
                self.hires.insert(number, ticket);
            }
            Task::Transfer(number) => {
                let member = world.staff.get(number)?;
                let spell = member.spells.get(1).copied().ok_or(DemoError::Lost("a transfer"))?;
                let unit = world.places.get(spell.unit)?.path.clone();
                clerk.send(by, 1, TransferPerson { person: member.id, unit, from: days.day(spell.from) }).await?;
            }
            Task::Swear(number) => {
                let member = world.staff.get(number)?;
                let from = days.day(member.sworn.ok_or(DemoError::Lost("an oath"))?);
                let police_number = names::number(number, MemberKind::Police);
                clerk.send_alone(by, 1, ChangeKind { person: member.id, kind: MemberKind::Police, police_number, from }).await?;
            }
            Task::Leave(number) => {
                let member = world.staff.get(number)?;
                let (on, reason) = member.left.ok_or(DemoError::Lost("a leaver"))?;
                clerk.send(by, 1, LeaveService { person: member.id, on: days.day(on), reason }).await?;
            }
            Task::Return(number) => {
                let member = world.staff.get(number)?;
                let spell = member.spells.get(1).copied().ok_or(DemoError::Lost("a return"))?;
                let unit = world.places.get(spell.unit)?.path.clone();
                clerk.send(by, 1, ReturnToService { person: member.id, unit, from: days.day(spell.from) }).await?;
            }
            Task::Absent(number, away) | Task::AbsentAfterAll(number, away) => {
                let leave =
                    ApproveLeave { person: world.staff.get(number)?.id, kind: away.kind, from: days.day(away.from), to: days.day(away.to) };
                let ticket = clerk.send(by, 1, leave).await?;
                self.approvals.insert((number, away.from), ticket);
            }
            Task::BackEarly(number, away) => {
                let approved = self.approved(number, away, clerk).await?;
                let person = world.staff.get(number)?.id;
                clerk.send(by, 1, CancelLeave { person, approved, from: days.day(away.to) }).await?;
            }
            Task::Shorten(number, away) => {
                let approved = self.approved(number, away, clerk).await?;
                let wrong = CorrectRecord::of(world.staff.get(number)?.id, approved, "结束日期登记有误（演示）", "政治部核对单（演示）");
                clerk.send(by, 1, CorrectRecord { to: Some(days.day(away.to - 1)), ..wrong }).await?;
            }
            Task::Unapprove(number, away) => {
                let withdraws = self.approved(number, away, clerk).await?;
                let person = world.staff.get(number)?.id;
                let (reason, authority) = ("未实际休假（演示）".to_owned(), "政治部核对单（演示）".to_owned());
                clerk.send(by, 1, WithdrawRecord { person, withdraws, reason, authority }).await?;
            }
            Task::Rename(number) => {
                let ticket = self.hires.get(&number).copied().ok_or(DemoError::Lost("a registration"))?;
                let seq = clerk.first_seq(ticket).await?;
                let wrong = CorrectRecord::of(world.staff.get(number)?.id, seq, "姓名录入有误（演示）", "户籍资料（演示）");
                clerk.send_alone(by, 1, CorrectRecord { name: Some(names::name(number + 1)), ..wrong }).await?;
            }
            Task::Erase(number) => {
                let person = world.staff.get(number)?.id;
                clerk.send_alone(by, 1, ErasePerson { person, basis: "个人信息保护法第四十七条，本人申请（演示）".to_owned() }).await?;
            }
        }
        Ok(())
    }

    async fn approved(&self, number: usize, away: Away, clerk: &mut Clerk<'_>) -> Result<u64, DemoError> {
        let ticket = self.approvals.get(&(number, away.from)).copied().ok_or(DemoError::Lost("an approval"))?;
        clerk.first_seq(ticket).await
    }
}

fn newcomer(world: &World, number: usize) -> Result<RegisterPerson, DemoError> {
    let member = world.staff.get(number)?;
    let spell = member.spells.first().copied().ok_or(DemoError::Lost("a unit of somebody"))?;
    Ok(RegisterPerson {
        person: Some(member.id),
        name: names::name(number),
        id_number: names::id_number(number),
        police_number: names::number(number, member.kind),
        kind: member.kind,
        unit: world.places.get(spell.unit)?.path.clone(),
        from: world.days.day(spell.from),
    })
}
