//! Committee meetings: documents wait in the pool, come first on the agenda, and lead to tasks that somebody else verifies.

use nc_organisation::study::{
    AgendaItem, AssignFollowUp, ClearSource, CloseMeeting, HoldMeeting, MeetingId, ReportFollowUp, TopicId, VerifyFollowUp,
};

use crate::agenda::Agenda;
use crate::chance::Chance;
use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::places::zh_labelled;
use crate::sources::Source;
use crate::summary::Options;
use crate::world::World;

#[derive(Debug, Clone)]
enum Task {
    Clear { source: usize, committee: usize },
    Hold(usize),
    Assign(usize),
    Report(usize),
    Verify { meeting: usize, accepted: bool },
    VerifyOwn(usize),
}

#[derive(Debug, Clone)]
struct Meeting {
    serial: String,
    committee: usize,
    held: i32,
    agenda: Vec<AgendaItem>,
    reason: Option<String>,
}

/// The desk that keeps the committees' records.
pub(crate) struct Desk {
    agenda: Agenda<Task>,
    meetings: Vec<Meeting>,
}

/// Draws the meetings of the bureau (two a month) and of the banners (one a month). `topics` are published on the days
/// named and put on the next agenda of the bureau.
pub(crate) fn plan(world: &World, options: &Options, sources: &[Source], topics: &[(i32, TopicId)]) -> Desk {
    let mut chance = Chance::new(options.seed, "committees");
    let mut desk = Desk { agenda: Agenda::new(&world.days), meetings: Vec::new() };
    let banners = world.places.banners();
    let committees = std::iter::once((0, 15, 9)).chain(banners.into_iter().take(options.share(9, 1)).map(|banner| (banner, 30, 17)));
    for (committee, every, start) in committees {
        let mut waiting: Vec<usize> = Vec::new();
        let mut cleared = 0;
        let mut topics = topics.iter().filter(|_| committee == 0).copied().peekable();
        let mut number = 0;
        let lag = if committee == 0 { 1 } else { 4 };
        let mut day = start;
        while day < world.days.last - 20 {
            let held = world.days.recorded_from(day);
            while let Some(source) = sources.get(cleared).filter(|source| source.published + lag <= held) {
                desk.agenda.put(source.published + lag, Task::Clear { source: cleared, committee });
                waiting.push(cleared);
                cleared += 1;
            }
            number += 1;
            let topic = topics.next_if(|(published, _)| *published < held).map(|(_, topic)| topic);
            desk.meet(world, &mut chance, (committee, number, held), &mut waiting, sources, topic);
            day += every;
        }
    }
    desk
}

impl Desk {
    fn meet(
        &mut self,
        world: &World,
        chance: &mut Chance,
        (committee, number, held): (usize, usize, i32),
        waiting: &mut Vec<usize>,
        sources: &[Source],
        topic: Option<TopicId>,
    ) {
        // Now and then a meeting has no first item although documents wait, and says why.
        let skipped = !waiting.is_empty() && chance.hit(60);
        let studied: Vec<usize> = if skipped { Vec::new() } else { waiting.drain(..waiting.len().min(3)).collect() };
        let item = |source, title: &str, topic| AgendaItem { source, title: zh_labelled(title), topic };
        let mut agenda: Vec<AgendaItem> =
            studied.iter().filter_map(|n| sources.get(*n)).map(|source| item(Some(source.id), "传达学习", None)).collect();
        if let Some(topic) = topic {
            agenda.push(item(None, "专题学习第一级", Some(topic)));
        }
        agenda.push(item(None, "研究近期重点工作", None));
        let serial = format!("YS-DWH-{committee}-{number:03}");
        let reason = skipped.then(|| "应急处突，学习顺延至下次会议（演示）".to_owned());
        let at = self.meetings.len();
        self.meetings.push(Meeting { serial, committee, held, agenda, reason });
        let late = if chance.hit(50) { chance.between(9, 18) } else { chance.between(0, 2) };
        let recorded = self.agenda.put(held + late, Task::Hold(at));
        let rest = world.days.last - recorded;
        if chance.hit(600) && rest > 5 {
            self.follow_up(chance, at, recorded, rest);
        }
    }

    /// Most tasks are done and verified; some are returned first, some stay open past their day.
    fn follow_up(&mut self, chance: &mut Chance, at: usize, recorded: i32, rest: i32) {
        self.agenda.put(recorded + 1, Task::Assign(at));
        if rest < 50 || chance.hit(80) {
            return;
        }
        self.agenda.put(recorded + 18, Task::Report(at));
        if at == 0 {
            self.agenda.put(recorded + 19, Task::VerifyOwn(at));
        }
        if chance.hit(120) {
            self.agenda.put(recorded + 22, Task::Verify { meeting: at, accepted: false });
            self.agenda.put(recorded + 30, Task::Report(at));
        }
        self.agenda.put(recorded + 35, Task::Verify { meeting: at, accepted: true });
    }

    /// Whether there is something to do that day.
    pub fn has(&self, day: i32) -> bool {
        self.agenda.has(day)
    }

    /// Records what is due.
    pub async fn work(&mut self, day: i32, world: &World, sources: &[Source], clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        for task in self.agenda.take(day) {
            self.record(day, task, world, sources, clerk).await?;
        }
        Ok(())
    }

    fn meeting(&self, number: usize) -> Result<(&Meeting, MeetingId), DemoError> {
        let meeting = self.meetings.get(number).ok_or(DemoError::Lost("a meeting"))?;
        Ok((meeting, MeetingId::of_serial(&meeting.serial)))
    }

    async fn record(&self, day: i32, task: Task, world: &World, sources: &[Source], clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let today = world.days.day(day);
        // The doer and the verifier are the two people of the committee's unit who stay.
        let person = |committee: usize, which: usize| {
            let found = world.staff.steady(committee).get(which).copied().flatten().ok_or(DemoError::Lost("the head of a unit"))?;
            world.id(found)
        };
        match task {
            Task::Clear { source, committee } => {
                let source = sources.get(source).ok_or(DemoError::Lost("a document"))?.id;
                let command = ClearSource { source, committee: world.places.get(committee)?.path.clone(), cleared_on: today };
                clerk.send(world.actors.recorder(committee), 1, command).await?;
            }
            Task::Hold(number) => {
                let (meeting, id) = self.meeting(number)?;
                let by = world.actors.recorder(meeting.committee);
                let held = HoldMeeting {
                    serial: meeting.serial.clone(),
                    committee: world.places.get(meeting.committee)?.path.clone(),
                    held_on: world.days.day(meeting.held),
                    agenda: meeting.agenda.clone(),
                    reason: None,
                };
                clerk.send(by, 2, held).await?;
                clerk.send(by, 3, CloseMeeting { meeting: id, reason: meeting.reason.clone() }).await?;
            }
            Task::Assign(number) => {
                let (meeting, id) = self.meeting(number)?;
                let command = AssignFollowUp {
                    meeting: id,
                    item: 1,
                    what: zh_labelled("按会议要求制定落实措施"),
                    doer: person(meeting.committee, 0)?,
                    assigned_on: today,
                    due_by: today.plus_days(28),
                };
                clerk.send(world.actors.recorder(meeting.committee), 1, command).await?;
            }
            Task::Report(number) => {
                let (meeting, id) = self.meeting(number)?;
                clerk
                    .send(world.actors.recorder(meeting.committee), 1, ReportFollowUp { meeting: id, task: 1, reported_on: today })
                    .await?;
            }
            Task::Verify { meeting: number, accepted } => {
                let (meeting, id) = self.meeting(number)?;
                let verifier = person(meeting.committee, 1)?;
                let command = VerifyFollowUp { meeting: id, task: 1, verifier, verified_on: today, accepted };
                clerk.send(world.actors.recorder(meeting.committee), 1, command).await?;
            }
            Task::VerifyOwn(number) => {
                let (meeting, id) = self.meeting(number)?;
                let verifier = person(meeting.committee, 0)?;
                let command = VerifyFollowUp { meeting: id, task: 1, verifier, verified_on: today, accepted: true };
                let why = ("承办人自己验收自己的任务", "somebody verifies their own task");
                clerk.send_refused(world.actors.recorder(meeting.committee), why, command).await?;
            }
        }
        Ok(())
    }
}
