//! Topics that go down three levels: four a year, followed by every branch but a few, some late, some exempt.

use nc_kernel::PersonId;
use nc_organisation::study::{ExemptBranch, PublishTopic, RecordBranchStudy, TopicId, WithdrawBranchStudy};

use crate::agenda::Agenda;
use crate::branches::branch_of;
use crate::chance::Chance;
use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::places::zh_labelled;
use crate::sources::{self, Source};
use crate::summary::Options;
use crate::world::World;

/// Days between two topics.
const EVERY: i32 = 91;
/// Days a branch has.
const WINDOW: i32 = 30;
/// People written down with a branch's study.
const PEOPLE: usize = 12;

#[derive(Debug, Clone, Copy)]
enum Task {
    Publish(usize),
    Study { topic: usize, unit: usize },
    Exempt { topic: usize, unit: usize },
    Withdraw { topic: usize, unit: usize },
}

/// The desk that keeps the topics.
pub(crate) struct Desk {
    agenda: Agenda<Task>,
    topics: Vec<(i32, String)>,
    chance: Chance,
}

/// Draws who follows which topic when.
pub(crate) fn plan(world: &World, options: &Options) -> Desk {
    let mut chance = Chance::new(options.seed, "cascade");
    let mut agenda = Agenda::new(&world.days);
    let mut topics = Vec::new();
    let mut day = 25;
    while day < world.days.last - 70 {
        let topic = topics.len();
        let published = agenda.put(day, Task::Publish(topic));
        topics.push((published, format!("YS-ZT-{:02}", topic + 1)));
        for (unit, _) in world.places.iter() {
            match chance.below(1_000) {
                0..15 => {
                    agenda.put(published + chance.between(2, 10), Task::Exempt { topic, unit });
                }
                // Never followed: overdue for good.
                15..45 => {}
                45..75 => {
                    agenda.put(published + WINDOW + chance.between(1, 25), Task::Study { topic, unit });
                }
                75..79 => {
                    let on = agenda.put(published + 5, Task::Study { topic, unit });
                    agenda.put(on + 3, Task::Withdraw { topic, unit });
                    agenda.put(on + 9, Task::Study { topic, unit });
                }
                _ => {
                    agenda.put(published + chance.between(1, WINDOW - 4), Task::Study { topic, unit });
                }
            }
        }
        day += EVERY;
    }
    Desk { agenda, topics, chance }
}

impl Desk {
    /// Days and ids of the topics.
    pub fn topics(&self) -> Vec<(i32, TopicId)> {
        self.topics.iter().map(|(day, serial)| (*day, TopicId::of_serial(serial))).collect()
    }

    /// Whether there is something to do that day.
    pub fn has(&self, day: i32) -> bool {
        self.agenda.has(day)
    }

    /// Records what is due.
    pub async fn work(&mut self, day: i32, world: &World, known: &[Source], clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        for task in self.agenda.take(day) {
            self.record(day, task, world, known, clerk).await?;
        }
        Ok(())
    }

    async fn record(&mut self, day: i32, task: Task, world: &World, known: &[Source], clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let today = world.days.day(day);
        let (Task::Publish(number)
        | Task::Study { topic: number, .. }
        | Task::Exempt { topic: number, .. }
        | Task::Withdraw { topic: number, .. }) = task;
        let (_, serial) = self.topics.get(number).cloned().ok_or(DemoError::Lost("a topic"))?;
        let topic = TopicId::of_serial(&serial);
        match task {
            Task::Publish(_) => {
                let command = PublishTopic {
                    title: zh_labelled(&format!("第{}次三级联动专题学习", number + 1)),
                    serial,
                    cites: sources::latest(known, day).map(|source| source.id).into_iter().collect(),
                    committee: world.places.bureau()?.clone(),
                    published_on: today,
                    due_by: today.plus_days(i64::from(WINDOW)),
                    reason: None,
                };
                clerk.send(&world.actors.political, 1, command).await?;
            }
            Task::Study { unit, .. } => {
                let place = world.places.get(unit)?;
                let people = self.some_of(unit, day, world)?;
                let command = RecordBranchStudy { topic, branch: branch_of(place), studied_on: today, people, reason: None };
                clerk.send(world.actors.recorder(place.top), 1 + PEOPLE, command).await?;
            }
            Task::Exempt { unit, .. } => {
                let branch = branch_of(world.places.get(unit)?);
                let (reason, authority) = ("执行专项任务（演示）".to_owned(), "政治部批示（演示）".to_owned());
                let command = ExemptBranch { topic, branch, exempted_on: today, reason, authority };
                clerk.send(&world.actors.political, 1, command).await?;
            }
            Task::Withdraw { unit, .. } => {
                let branch = branch_of(world.places.get(unit)?);
                let (reason, authority) = ("专题选错（演示）".to_owned(), "政治部核对单（演示）".to_owned());
                clerk.send(&world.actors.political, 1, WithdrawBranchStudy { topic, branch, reason, authority }).await?;
            }
        }
        Ok(())
    }

    /// Some who serve in the unit that day and are not away.
    fn some_of(&mut self, unit: usize, day: i32, world: &World) -> Result<Vec<PersonId>, DemoError> {
        // A day of margin: who joins or leaves that very day may be recorded later than the study.
        let there = world.staff.all.iter().enumerate().filter(|(_, m)| m.unit_on(day) == Some(unit) && m.there(day - 1, day));
        let mut there: Vec<usize> = there.map(|(number, _)| number).collect();
        self.chance.shuffle(&mut there);
        there.into_iter().take(PEOPLE).map(|number| world.id(number)).collect()
    }
}
