//! Innovation projects: the three whose prizes stand in the roll of honour, and two on their way.

use nc_capability::innovation::command::{AdoptProject, MoveProject, ProposeProject, ReferToHonour};
use nc_capability::innovation::{HonourKind, ProjectId, Stage};

use crate::agenda::Agenda;
use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::honours::Honours;
use crate::places::zh_labelled;
use crate::world::World;

/// Name, what it is for, and how far it comes. The first three won the prizes of the roll of honour.
const PROJECTS: [(&str, &str, Stage); 5] = [
    ("科创项目甲", "现场勘查装备改良", Stage::Submitted),
    ("科创项目乙", "执法记录自动归档", Stage::Submitted),
    ("科创项目丙", "涉案视频快速检索", Stage::Submitted),
    ("科创项目丁", "训练场靶位调度", Stage::Deployed),
    ("科创项目戊", "接处警语音转写", Stage::Building),
];

#[derive(Debug, Clone, Copy)]
enum Task {
    Propose(usize),
    Move(usize, Stage),
    Adopt(usize, usize),
    Refer(usize, usize),
}

/// The desk that keeps innovation.
pub(crate) struct Desk {
    agenda: Agenda<Task>,
}

/// Draws when each project takes its steps.
pub(crate) fn plan(world: &World, honours: &Honours) -> Desk {
    let mut agenda = Agenda::new(&world.days);
    for (n, (name, _, last)) in PROJECTS.iter().enumerate() {
        let mut on = agenda.put(world.days.at_part(n + 1, 12, 400), Task::Propose(n));
        for stage in Stage::ALL.iter().filter(|stage| **stage > Stage::Idea && **stage <= *last) {
            on = agenda.put(on + 30, Task::Move(n, *stage));
        }
        if *last >= Stage::Pilot {
            for k in 0..=n % 3 {
                on = agenda.put(on + 10, Task::Adopt(n, n + k + 1));
            }
        }
        for (number, given) in honours.projects().filter(|(_, project, _)| project == name).map(|(number, _, given)| (number, given)) {
            agenda.put(on.max(given) + 70, Task::Refer(n, number));
        }
    }
    Desk { agenda }
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

    /// Projects that are taken into use.
    pub fn deployed() -> i64 {
        i64::try_from(PROJECTS.iter().filter(|(.., last)| *last >= Stage::Deployed).count()).unwrap_or(0)
    }

    /// Records what is due.
    pub async fn work(&mut self, day: i32, world: &World, honours: &Honours, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (talent, political) = (&world.actors.talent, &world.actors.political);
        let today = world.days.day(day);
        let tops = world.places.tops();
        let top = |n: usize| tops.get(n % tops.len().max(1)).copied().ok_or(DemoError::Lost("a unit"));
        for task in self.agenda.take(day) {
            let (Task::Propose(n) | Task::Move(n, _) | Task::Adopt(n, _) | Task::Refer(n, _)) = task;
            let serial = format!("YS-CX-{:02}", n + 1);
            let project = ProjectId::of_serial(&serial);
            let (name, purpose, _) = PROJECTS.get(n).copied().ok_or(DemoError::Lost("a project"))?;
            match task {
                Task::Propose(_) => {
                    let command = ProposeProject {
                        serial,
                        title: zh_labelled(name),
                        purpose: format!("{purpose}（演示）"),
                        unit: world.places.get(top(n)?)?.path.clone(),
                        studio: None,
                        model: None,
                        proposed_on: today,
                    };
                    clerk.send(talent, 1, command).await?;
                }
                Task::Move(_, stage) => {
                    let basis = "项目评审会纪要（演示）".to_owned();
                    clerk.send(political, 1, MoveProject { project, stage, basis, moved_on: today }).await?;
                }
                Task::Adopt(_, unit) => {
                    let (adopter, basis) = (world.places.get(top(unit)?)?.path.clone(), "日常工作使用（演示）".to_owned());
                    clerk.send(talent, 1, AdoptProject { project, adopter, basis, adopted_on: today }).await?;
                }
                Task::Refer(_, number) => {
                    let honour = honours.given.get(number).ok_or(DemoError::Lost("an honour"))?.serial.clone();
                    clerk.send(talent, 1, ReferToHonour { project, honour, kind: HonourKind::Award, referred_on: today }).await?;
                }
            }
        }
        Ok(())
    }
}
