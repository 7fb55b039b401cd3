//! Role models, their bulletin, and cultural events: from the nomination to the issue that tells of it.

use nc_honour::culture::{EventKind, PublishIssue, RecordEvent, WithdrawEvent};
use nc_honour::role_model::{
    AnswerObjection, ConcludeNomination, ModelId, Nominate, Outcome, PlaceHold, PublishNomination, PutModelForward, RaiseObjection,
};
use nc_honour::roll::Level;
use nc_kernel::Actor;
use nc_people::MemberKind;

use crate::agenda::Agenda;
use crate::chance::Chance;
use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::honour_desk::{honour, paper};
use crate::honour_list::{BULLETIN, NOMINATED, PROGRAMME};
use crate::honours::{Honours, count, lasting, unit_at};
use crate::places::{LABEL, zh_labelled};
use crate::summary::Options;
use crate::world::World;

/// Events that were held: what the article says with 60余.
const EVENTS: usize = 63;
/// Issues of the bulletin.
const ISSUES: usize = 5;
/// Officers whose deeds were put forward.
const FORWARD: usize = 3;

#[derive(Debug, Clone, Copy)]
struct Nomination {
    person: usize,
    title: &'static str,
    nominated: i32,
    /// The honour by which they are named, by number; none when it comes to nothing.
    honour: Option<usize>,
    objected: bool,
}

#[derive(Debug, Clone, Copy)]
enum Task {
    Nominate(usize),
    Publish(usize),
    Object(usize),
    Answer(usize),
    Conclude(usize),
    Forward(usize),
    Hold(usize),
    Refuse(usize),
    Issue(usize),
    Event(usize),
    WithdrawEvent(usize),
}

/// The desk that keeps role models and culture.
pub(crate) struct Desk {
    agenda: Agenda<Task>,
    nominations: Vec<Nomination>,
    events: Vec<(i32, Vec<usize>)>,
}

/// Draws nominations, issues and events.
pub(crate) fn plan(world: &World, options: &Options, honours: &Honours) -> Result<Desk, DemoError> {
    let mut chance = Chance::new(options.seed, "culture");
    let mut desk = Desk { agenda: Agenda::new(&world.days), nominations: Vec::new(), events: Vec::new() };
    desk.nominate(world, &mut chance, honours)?;
    for n in 0..ISSUES {
        let after = desk.nominations.iter().filter(|one| one.honour.is_some()).nth(n).map_or(0, |one| one.nominated);
        desk.agenda.put(after + 190, Task::Issue(n));
    }
    // One more than counts: it was recorded and did not take place.
    for n in 0..=EVENTS {
        let on = world.days.at_part(n, EVENTS + 1, 30);
        let host = if n % 4 == 0 { unit_at(world, "01/")? } else { chance.pick(world.places.tops()).unwrap_or(0) };
        let mut units = vec![host];
        if n % 8 == 3 {
            units.extend(world.places.tops().iter().copied().find(|top| *top != host));
        }
        desk.events.push((on, units));
        let recorded = desk.agenda.put(on + chance.between(0, 6), Task::Event(n));
        if n == EVENTS / 2 {
            desk.agenda.put(recorded + 5, Task::WithdrawEvent(n));
        }
    }
    Ok(desk)
}

impl Desk {
    /// Everybody named by the region was nominated here; one nomination fell to an objection, one was never made.
    fn nominate(&mut self, world: &World, chance: &mut Chance, honours: &Honours) -> Result<(), DemoError> {
        let mut last_officer = 0;
        for title in NOMINATED {
            let (number, given, people) = honours.listed(title).ok_or(DemoError::Lost("the people of an honour"))?;
            for person in people {
                last_officer = last_officer.max(*person);
                let nominated = given.on - chance.between(60, 110);
                self.follow(Nomination {
                    person: *person,
                    title,
                    nominated,
                    honour: Some(number),
                    objected: self.nominations.len() % 4 == 1,
                });
            }
            let concluded = world.days.recorded_from((given.on + 50).min(world.days.last - 2));
            let ready = self.nominations.iter().enumerate().filter(|(_, one)| one.title == title);
            let ready: Vec<usize> = ready.map(|(n, _)| n).collect();
            for n in ready {
                self.agenda.put(concluded, Task::Conclude(n));
            }
        }
        for n in 0..FORWARD {
            self.agenda.put(world.days.last - 100 + count(n).try_into().unwrap_or(0), Task::Forward(n));
        }
        let mut others = lasting(world, MemberKind::Police).filter(|person| *person > last_officer);
        let title = NOMINATED.first().copied().unwrap_or_default();
        if let Some(person) = others.next() {
            self.follow(Nomination { person, title, nominated: 420, honour: None, objected: true });
        }
        if let Some(person) = others.next() {
            let held = self.nominations.len();
            self.nominations.push(Nomination { person, title, nominated: 430, honour: None, objected: false });
            self.agenda.put(400, Task::Hold(held));
            self.agenda.put(430, Task::Refuse(held));
        }
        Ok(())
    }

    fn follow(&mut self, nomination: Nomination) {
        let n = self.nominations.len();
        let nominated = self.agenda.put(nomination.nominated, Task::Nominate(n));
        let public = self.agenda.put(nominated + 2, Task::Publish(n));
        if nomination.objected {
            let objected = self.agenda.put(public + 3, Task::Object(n));
            self.agenda.put(objected + 10, Task::Answer(n));
        }
        self.nominations.push(Nomination { nominated, ..nomination });
    }

    /// Whether there is something to do that day.
    pub fn has(&self, day: i32) -> bool {
        self.agenda.has(day)
    }

    /// Events that were held.
    pub fn events(&self) -> i64 {
        count(self.events.len()) - 1
    }

    /// Issues that are out.
    pub fn issues() -> i64 {
        count(ISSUES)
    }

    /// People named, and people put forward.
    pub fn people(&self) -> (i64, i64) {
        (count(self.nominations.iter().filter(|one| one.honour.is_some()).count()), count(FORWARD))
    }

    /// Records what is due.
    pub async fn work(&mut self, day: i32, world: &World, honours: &Honours, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        for task in self.agenda.take(day) {
            match task {
                Task::Issue(_) | Task::Event(_) | Task::WithdrawEvent(_) => self.culture(day, task, world, clerk).await?,
                _ => self.model(day, task, world, honours, clerk).await?,
            }
        }
        Ok(())
    }

    fn nomination(&self, n: usize, world: &World) -> Result<(&Nomination, Nominate, ModelId), DemoError> {
        let nomination = self.nominations.get(n).ok_or(DemoError::Lost("a nomination"))?;
        let form = Nominate {
            person: world.id(nomination.person)?,
            title: nomination.title.to_owned(),
            level: Level::Region,
            nominated_on: world.days.day(nomination.nominated),
            evidence: None,
            serial: Some(format!("YS-DX-{:02}", n + 1)),
            remark: Some(LABEL.to_owned()),
        };
        let id = form.id();
        Ok((nomination, form, id))
    }

    async fn model(&self, day: i32, task: Task, world: &World, honours: &Honours, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (Task::Nominate(n)
        | Task::Publish(n)
        | Task::Object(n)
        | Task::Answer(n)
        | Task::Conclude(n)
        | Task::Forward(n)
        | Task::Hold(n)
        | Task::Refuse(n)
        | Task::Issue(n)
        | Task::Event(n)
        | Task::WithdrawEvent(n)) = task;
        let (nomination, form, model) = self.nomination(n, world)?;
        let today = world.days.day(day);
        let (publicity, political) = (&world.actors.publicity, &world.actors.political);
        match task {
            Task::Nominate(_) | Task::Refuse(_) => {
                let evidence = paper(clerk, &format!("先进事迹材料 {n}"), None).await?;
                if matches!(task, Task::Refuse(_)) {
                    let why = ("推荐督察部门暂停推选的人员", "somebody on hold is nominated");
                    clerk.send_refused(publicity, why, Nominate { evidence: Some(evidence.clone()), ..form }).await?;
                    let given_up = clerk.store.give_up_document(&evidence.sha256).await;
                    given_up.map_err(|source| DemoError::Store { doing: "a document".to_owned(), source })?;
                } else {
                    clerk.send(publicity, 1, Nominate { evidence: Some(evidence), ..form }).await?;
                }
            }
            Task::Publish(_) => {
                clerk.send(publicity, 1, PublishNomination { model, from: today, to: today.plus_days(8) }).await?;
            }
            Task::Object(_) => {
                clerk.send(publicity, 1, RaiseObjection { model, raised_on: today }).await?;
            }
            Task::Answer(_) => {
                let upheld = nomination.honour.is_none();
                clerk.send(political, 1, AnswerObjection { model, objection: 1, upheld, answered_on: today }).await?;
            }
            Task::Conclude(_) => {
                let given = nomination.honour.and_then(|n| honours.given.get(n)).map(honour);
                let command = ConcludeNomination { model, outcome: Outcome::Named, concluded_on: today, honour: given };
                clerk.send(publicity, 1, command).await?;
            }
            Task::Forward(_) => {
                let command = PutModelForward { model, programme: PROGRAMME.to_owned(), level: Level::City, put_on: today };
                clerk.send(publicity, 1, command).await?;
            }
            Task::Hold(_) => {
                let command = PlaceHold { person: form.person, until: today.plus_days(180) };
                clerk.send(&world.actors.supervisor, 1, command).await?;
            }
            Task::Issue(_) | Task::Event(_) | Task::WithdrawEvent(_) => {}
        }
        Ok(())
    }

    fn event(&self, n: usize, world: &World) -> Result<(RecordEvent, Vec<usize>), DemoError> {
        const KINDS: [(EventKind, &str); 4] = [
            (EventKind::Performance, "基层慰问演出"),
            (EventKind::Exhibition, "廉洁书画展"),
            (EventKind::Match, "警体比赛"),
            (EventKind::Talk, "英模故事分享会"),
        ];
        let (on, units) = self.events.get(n).cloned().ok_or(DemoError::Lost("an event"))?;
        let (kind, name) = KINDS.get(n % KINDS.len()).copied().unwrap_or((EventKind::Other, "活动"));
        let title = zh_labelled(&format!("{name}第{}场", n + 1));
        Ok((RecordEvent { title, kind, held_on: world.days.day(on), units: world.paths(&units)?, serial: None }, units))
    }

    async fn culture(&self, day: i32, task: Task, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let today = world.days.day(day);
        match task {
            Task::Event(n) => {
                let (command, units) = self.event(n, world)?;
                let by: &Actor = match units.as_slice() {
                    [only] => world.actors.recorder(*only),
                    _ => &world.actors.publicity,
                };
                clerk.send(by, 1, command).await?;
            }
            Task::WithdrawEvent(n) => {
                let event = self.event(n, world)?.0.id();
                let (reason, authority) = ("因安保任务未举办（演示）".to_owned(), "政治部核对单（演示）".to_owned());
                clerk.send(&world.actors.political, 1, WithdrawEvent { event, reason, authority }).await?;
            }
            Task::Issue(n) => {
                let models = self.nomination(n, world).map(|(_, _, model)| vec![model])?;
                let approver = lasting(world, MemberKind::Police).next().ok_or(DemoError::Lost("an approver"))?;
                let issue = u32::try_from(n + 1).unwrap_or(1);
                let command = PublishIssue {
                    bulletin: BULLETIN.to_owned(),
                    issue,
                    title: zh_labelled(&format!("第{issue}期")),
                    unit: world.places.get(unit_at(world, "01/")?)?.path.clone(),
                    published_on: today,
                    approver: world.id(approver)?,
                    models,
                };
                clerk.send(world.actors.recorder(unit_at(world, "01/")?), 1, command).await?;
            }
            _ => {}
        }
        Ok(())
    }
}
