//! Trainees by name: they come in with the code of the room, and object to a score of theirs.

use nc_capability::training::ClassId;
use nc_capability::training::command::{AppealScore, DecideAppeal};
use nc_kernel::{Actor, Micros, PersonId};
use nc_people::Action;
use nc_store::CheckedIn;

use crate::agenda::Agenda;
use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::places::zh_labelled;
use crate::training::Training;
use crate::world::World;

/// Who comes in by code, and who objects: their logins. The last objection waits for its decision.
const LOGINS: [&str; 5] = ["trainee-1", "trainee-2", "trainee-3", "examinee-1", "examinee-2"];
/// Of them, how many come in by code.
const BY_CODE: usize = 3;

#[derive(Debug, Clone, Copy)]
enum Task {
    /// Before the first lesson.
    CheckIn,
    Object(usize),
    Decide,
}

/// What they do, and when.
pub(crate) struct Desk {
    agenda: Agenda<Task>,
    /// The class that people come in to by code, and the one they were examined in: serial and first day.
    attended: Option<(String, i32)>,
    examined: Option<String>,
    people: Vec<usize>,
    actors: Vec<Actor>,
}

/// Finds the last class with lessons written down, and the last with an examination, in which people took part who serve all
/// the time.
pub(crate) fn plan(world: &World, training: &Training) -> Desk {
    let last = world.days.last;
    let mut agenda = Agenda::new(&world.days);
    let mut people: Vec<usize> = Vec::new();
    let staying = |class: &crate::training::Class, most: usize, taken: &[usize]| -> Vec<usize> {
        let came = class.rows.iter().filter(|(_, status)| status.attends()).map(|(person, _)| *person);
        let stays = |person: &usize| {
            !taken.contains(person)
                && world
                    .staff
                    .get(*person)
                    .is_ok_and(|member| member.registered() == 0 && member.there(0, last) && member.spells.len() == 1)
        };
        came.filter(stays).take(most).collect()
    };
    let counts = |class: &&crate::training::Class| class.counts();
    let with_lessons = training.classes.iter().filter(counts).filter(|class| class.sessions && class.from > 60);
    let attended = with_lessons.map(|class| (class, staying(class, BY_CODE, &[]))).filter(|(_, found)| found.len() == BY_CODE);
    let attended = attended.max_by_key(|(class, _)| class.from).map(|(class, found)| {
        people.extend(found);
        agenda.put(class.from, Task::CheckIn);
        (class.serial.clone(), class.from)
    });
    let wanted = LOGINS.len() - BY_CODE;
    let examined = training.classes.iter().filter(counts).filter(|class| class.assessed && class.recorded() + 5 < last);
    let examined = examined.map(|class| (class, staying(class, wanted, &people))).filter(|(_, found)| found.len() == wanted);
    let examined = examined.max_by_key(|(class, _)| class.recorded()).map(|(class, found)| {
        let objected = class.recorded() + 1;
        for n in 0..found.len() {
            agenda.put(objected, Task::Object(n));
        }
        agenda.put(objected + 3, Task::Decide);
        if attended.is_none() {
            people.clear();
        }
        (class.serial.clone(), found)
    });
    let examined = examined.map(|(serial, found)| {
        people.extend(found);
        serial
    });
    Desk { agenda, attended, examined, people, actors: Vec::new() }
}

impl Desk {
    /// Whether anything is to be done that day.
    pub fn has(&self, day: i32) -> bool {
        self.agenda.has(day)
    }

    /// Who they are: login, unit and person, for their accounts.
    pub fn cast(&self, world: &World) -> Result<Vec<(&'static str, usize, PersonId)>, DemoError> {
        let skip = if self.attended.is_some() { 0 } else { BY_CODE };
        let logins = LOGINS.iter().skip(skip).zip(&self.people);
        logins.map(|(login, person)| Ok((*login, world.staff.get(*person)?.unit_on(0).unwrap_or(0), world.id(*person)?))).collect()
    }

    /// Their accounts, in the order of the cast.
    pub fn acted_by(&mut self, actors: Vec<Actor>) {
        self.actors = actors;
    }

    /// Before anything else of the day: the room is open and its code on the screen.
    pub async fn morning(&self, day: i32, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let Some((serial, _)) = self.attended.as_ref().filter(|(_, on)| *on == day) else { return Ok(()) };
        clerk.at(Micros::at(world.days.day(day), 8, 50)).await?;
        let class = ClassId::of_serial(serial);
        let (fault, scope) = (|source| DemoError::Store { doing: "check-in".to_owned(), source }, self.scope(world, clerk)?);
        let known = clerk.store.class(std::slice::from_ref(&scope), class).await.map_err(fault)?;
        let known = known.ok_or(DemoError::Lost("a class"))?;
        let session = known.session(1).ok_or(DemoError::Lost("a lesson"))?;
        for (n, actor) in self.actors.iter().take(BY_CODE).enumerate() {
            let code = clerk.store.check_in_code(class, session).ok_or(DemoError::Lost("a code"))?;
            let came = clerk.store.check_in(actor, format!("demo/check-in/{n}"), (class, 1), &code).await.map_err(fault)?;
            if !matches!(came, CheckedIn::In(_)) {
                return Err(DemoError::Lost("a check-in"));
            }
        }
        Ok(())
    }

    /// Records what is due that day.
    pub async fn work(&mut self, day: i32, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        for task in self.agenda.take(day) {
            match task {
                // Was done in the morning.
                Task::CheckIn => {}
                Task::Object(n) => self.object(n, world, clerk).await?,
                Task::Decide => self.decide(world, clerk).await?,
            }
        }
        Ok(())
    }

    fn scope(&self, world: &World, clerk: &Clerk<'_>) -> Result<nc_people::Scope, DemoError> {
        let fault = |source| DemoError::Store { doing: "a class of trainees".to_owned(), source };
        clerk.store.allow(&world.actors.political, Action::ReadRows, &world.places.get(0)?.path).map_err(fault)
    }

    async fn examination(&self, world: &World, clerk: &mut Clerk<'_>) -> Result<(ClassId, nc_capability::training::Class), DemoError> {
        clerk.settle().await?;
        let class = ClassId::of_serial(self.examined.as_deref().unwrap_or_default());
        let fault = |source| DemoError::Store { doing: "an examination".to_owned(), source };
        let scope = self.scope(world, clerk)?;
        let known = clerk.store.class(std::slice::from_ref(&scope), class).await.map_err(fault)?;
        Ok((class, known.ok_or(DemoError::Lost("a class"))?))
    }

    /// Who objects: they stand behind those who came in by code.
    fn examinee(&self, n: usize) -> Option<(&usize, &Actor)> {
        let first = self.people.len().saturating_sub(LOGINS.len() - BY_CODE);
        self.people.get(first + n).zip(self.actors.get(first + n))
    }

    async fn object(&self, n: usize, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (class, known) = self.examination(world, clerk).await?;
        let (person, actor) = self.examinee(n).ok_or(DemoError::Lost("an examinee"))?;
        let person = world.id(*person)?;
        let Some(score) = known.attempts(person).last() else { return Ok(()) };
        let grounds = zh_labelled(if n == 0 {
            "认为第二题评分偏低，请求复核"
        } else {
            "登记的分数与答卷不一致，请求核对"
        });
        clerk.send(actor, 1, AppealScore { class, person, about: score.seq, grounds }).await?;
        Ok(())
    }

    /// The first is looked into, and the score stands; the second waits.
    async fn decide(&self, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (class, known) = self.examination(world, clerk).await?;
        let Some(appeal) = known.appeals().first().map(|appeal| appeal.seq) else { return Ok(()) };
        let (reason, authority) = (zh_labelled("复核答卷，评分无误"), zh_labelled("考核组复核记录"));
        clerk.send(&world.actors.political, 1, DecideAppeal { class, appeal, score: None, reason, authority }).await?;
        Ok(())
    }
}
