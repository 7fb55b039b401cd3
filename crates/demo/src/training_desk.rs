//! Records the training classes.

use nc_capability::training::command::{
    CancelClass, CloseClass, CorrectMark, Enrol, HoldSession, ImportRoster, MarkAttendance, OpenClass, PlanClass, RecordAssessment,
    RecordHeld, RosterRow, ScheduleSession, ScoreRow, SetStock, Step, Withdraw,
};
use nc_capability::training::model::Equipment;
use nc_capability::training::{ClassId, Kind, Method, Status};
use nc_kernel::{Actor, UnitPath};

use crate::awkward::Wrong;
use crate::chance::Chance;
use crate::clerk::{Clerk, Ticket};
use crate::error::DemoError;
use crate::places::zh_labelled;
use crate::plans;
use crate::roster_files;
use crate::training::{Class, Fix, Route, Task, Training};
use crate::world::World;

/// Hundredths of a point needed to pass.
const PASS: u32 = 6_000;
/// What may be booked for a session.
const RADIO: &str = "手持电台";
/// Lessons of a day, in minutes of the day.
const LESSONS: [(u16, u16); 2] = [(540, 720), (840, 1_020)];

/// Writes down what there is to book.
pub(crate) async fn open(world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    clerk.send(&world.actors.political, 1, SetStock { item: RADIO.to_owned(), quantity: 2_000 }).await?;
    Ok(())
}

/// Records what is due that day.
pub(crate) async fn work(
    training: &mut Training,
    day: i32,
    world: &World,
    chance: &mut Chance,
    clerk: &mut Clerk<'_>,
) -> Result<(), DemoError> {
    for task in training.agenda.take(day) {
        match task {
            Task::Roster(number) | Task::Held(number) => {
                let class = training.classes.get(number).ok_or(DemoError::Lost("a class"))?;
                let marked = Desk { class, number, world, day }.roster(task, chance, clerk).await?;
                if let Some(class) = training.classes.get_mut(number) {
                    class.marked = Some(marked);
                }
            }
            Task::Plan(number)
            | Task::Enrol(number)
            | Task::GiveUp(number)
            | Task::Session(number)
            | Task::Taught(number)
            | Task::Fix(number, _)
            | Task::Withdraw(number)
            | Task::Cancel(number)
            | Task::Refuse(number, _)
            | Task::ClashingSession(number)
            | Task::TooMuchEquipment(number) => {
                let class = training.classes.get(number).ok_or(DemoError::Lost("a class"))?;
                Desk { class, number, world, day }.record(task, number, clerk).await?;
            }
        }
    }
    Ok(())
}

struct Desk<'a> {
    class: &'a Class,
    /// Its place among all classes.
    number: usize,
    world: &'a World,
    day: i32,
}

impl Desk<'_> {
    fn id(&self) -> ClassId {
        ClassId::of_serial(&self.class.serial)
    }

    fn lead(&self) -> usize {
        self.class.organisers.first().copied().unwrap_or(0)
    }

    fn by(&self) -> &Actor {
        self.world.actors.class_head(self.lead())
    }

    fn host(&self) -> Result<Option<UnitPath>, DemoError> {
        let base = self.world.places.base().filter(|_| self.class.hosted);
        base.map(|base| Ok(self.world.places.get(base)?.path.clone())).transpose()
    }

    fn venue(&self) -> Result<String, DemoError> {
        let place = self.world.places.base().filter(|_| self.class.hosted).unwrap_or(self.lead());
        Ok(zh_labelled(&format!("{}教室", self.world.places.get(place)?.zh)))
    }

    fn minutes(&self) -> u32 {
        480 * u32::try_from(self.class.to - self.class.from + 1).unwrap_or(1)
    }

    async fn record(&self, task: Task, number: usize, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (id, class, by, political) = (self.id(), self.class, self.by(), &self.world.actors.political);
        match task {
            Task::Plan(_) => {
                clerk.send(by, 1, self.planned()?).await?;
                clerk.send(by, 1, OpenClass { class: id }).await?;
                if let Some(provided) = plans::provided(self.world, class, number)? {
                    clerk.send(by, 1, provided).await?;
                }
            }
            Task::Enrol(_) => {
                let Some(seats) = &class.seats else { return Ok(()) };
                let persons = seats.asked.iter().map(|person| self.world.id(*person)).collect::<Result<Vec<_>, _>>()?;
                clerk.send(by, persons.len(), Enrol { class: id, persons, step: Step::Enrol, late_reason: None }).await?;
            }
            Task::GiveUp(_) => {
                let Some(seats) = class.seats.as_ref().filter(|seats| seats.given_up > 0) else { return Ok(()) };
                let persons = seats.asked.iter().take(seats.given_up).map(|p| self.world.id(*p)).collect::<Result<Vec<_>, _>>()?;
                clerk.send(by, 2, Withdraw { class: id, persons, reason: Some("临时任务（演示）".to_owned()) }).await?;
            }
            Task::Session(_) => {
                for day in class.from..=class.to {
                    for (starts, ends) in LESSONS {
                        clerk.send(by, 3, self.session(number, day, (starts, ends))).await?;
                    }
                }
            }
            Task::ClashingSession(_) => {
                let why = ("同一时段重复排课", "two sessions of one class at the same time");
                clerk.send_refused(by, why, self.session(number, class.from, (600, 700))).await?;
            }
            Task::TooMuchEquipment(_) => {
                let equipment = vec![Equipment { item: RADIO.to_owned(), quantity: 5_000 }];
                let command = ScheduleSession { equipment, ..self.session(number, class.from, (1_080, 1_140)) };
                clerk.send_refused(by, ("预约的装备超过库存", "more equipment than there is"), command).await?;
            }
            Task::Taught(_) => {
                let held = usize::try_from(class.to - class.from + 1).unwrap_or(1) * LESSONS.len();
                for session in (1..).take(held) {
                    clerk.send(by, 1, HoldSession { class: id, session }).await?;
                }
            }
            Task::Fix(_, Fix::MakeUp(person)) => {
                let made_up_on = Some(self.world.days.day(self.day));
                // Who is away on the day of the make-up comes on a day nobody wrote down.
                let made_up_on = made_up_on.filter(|_| self.world.staff.get(person).is_ok_and(|m| m.there(self.day, self.day)));
                let row = RosterRow { made_up_on, ..RosterRow::new(self.world.id(person)?, Status::MakeUp) };
                clerk.send(by, 1, MarkAttendance { class: id, roster: vec![row], method: Method::Roster }).await?;
            }
            Task::Fix(_, fix) => {
                let command = self.correction(fix, clerk).await?;
                clerk.send(political, 1, command).await?;
            }
            Task::Withdraw(_) => {
                let (reason, authority) = ("核查发现未实际举办（演示）".to_owned(), "督察核查通报（演示）".to_owned());
                clerk.send(political, class.rows.len(), CancelClass { class: id, reason, authority }).await?;
            }
            Task::Cancel(_) => {
                let (reason, authority) = ("报名人数不足（演示）".to_owned(), "训练处意见（演示）".to_owned());
                clerk.send(by, 1, CancelClass { class: id, reason, authority }).await?;
            }
            Task::Refuse(_, wrong) => self.refused(wrong, clerk).await?,
            Task::Roster(_) | Task::Held(_) => {}
        }
        Ok(())
    }

    /// Records who came, and closes the class.
    async fn roster(&self, task: Task, chance: &mut Chance, clerk: &mut Clerk<'_>) -> Result<(Ticket, u64), DemoError> {
        let (id, class, by, rows) = (self.id(), self.class, self.by(), self.class.rows.len());
        if matches!(task, Task::Held(_)) {
            let mut held = self.held()?;
            if class.assessed {
                held.pass_line = Some(PASS);
                for row in held.roster.iter_mut().filter(|row| row.status.attends()) {
                    row.score = Some(score(chance));
                }
            }
            return Ok((clerk.send(by, rows * 2, held).await?, 1));
        }
        let ticket = if class.route == Route::File {
            let rows = roster_files::through(self.world, class, clerk).await?;
            clerk.send(by, rows.len(), ImportRoster { rows }).await?
        } else {
            clerk.send(by, rows, MarkAttendance { class: id, roster: self.lines()?, method: Method::Roster }).await?
        };
        if class.assessed {
            self.assess(chance, clerk).await?;
        }
        clerk.send(by, rows, CloseClass { class: id }).await?;
        Ok((ticket, 0))
    }

    /// Everybody who came is examined; who failed may try again.
    async fn assess(&self, chance: &mut Chance, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let there = self.class.rows.iter().filter(|(_, status)| status.attends());
        let mut scores = Vec::with_capacity(self.class.rows.len());
        for (person, _) in there {
            scores.push(ScoreRow { person: self.world.id(*person)?, score: score(chance) });
        }
        let failed: Vec<ScoreRow> =
            scores.iter().filter(|row| row.score < PASS).map(|row| ScoreRow { person: row.person, score: PASS + 500 }).collect();
        let (class, kind, pass_line) = (self.id(), Kind::Theory, Some(PASS));
        clerk.send(self.by(), scores.len(), RecordAssessment { class, kind, pass_line, scores }).await?;
        if !failed.is_empty() && chance.hit(500) {
            clerk.send(self.by(), failed.len(), RecordAssessment { class, kind, pass_line, scores: failed }).await?;
        }
        Ok(())
    }

    fn lines(&self) -> Result<Vec<RosterRow>, DemoError> {
        self.class.rows.iter().map(|(person, status)| Ok(RosterRow::new(self.world.id(*person)?, *status))).collect()
    }

    fn planned(&self) -> Result<PlanClass, DemoError> {
        let (class, days) = (self.class, &self.world.days);
        Ok(PlanClass {
            serial: class.serial.clone(),
            title: class.title.clone(),
            category: class.category,
            starts_on: days.day(class.from),
            ends_on: Some(days.day(class.to)),
            organisers: self.world.paths(&class.organisers)?,
            credit_minutes: self.minutes(),
            host: self.host()?,
            capacity: class.seats.as_ref().and_then(|seats| u32::try_from(seats.capacity).ok()),
            cut_off: class.seats.as_ref().map(|_| days.day(class.from)),
            pass_line: class.assessed.then_some(PASS),
            plan_item: plans::line_of(self.world, class, self.number)?,
            theme: class.theme.clone(),
            venue: Some(self.venue()?),
        })
    }

    fn held(&self) -> Result<RecordHeld, DemoError> {
        let (class, days) = (self.class, &self.world.days);
        Ok(RecordHeld {
            title: class.title.clone(),
            category: class.category,
            held_on: days.day(class.from),
            organisers: self.world.paths(&class.organisers)?,
            roster: self.lines()?,
            credit_minutes: Some(self.minutes()),
            ends_on: Some(days.day(class.to)),
            serial: Some(class.serial.clone()),
            host: self.host()?,
            theme: class.theme.clone(),
            pass_line: None,
            plan_item: plans::line_of(self.world, class, self.number)?,
            venue: Some(self.venue()?),
        })
    }

    fn session(&self, number: usize, day: i32, (starts_minute, ends_minute): (u16, u16)) -> ScheduleSession {
        let radios = Equipment { item: RADIO.to_owned(), quantity: 20 };
        ScheduleSession {
            class: self.id(),
            subject: zh_labelled("专题授课与实操"),
            day: self.world.days.day(day),
            starts_minute,
            ends_minute,
            credit_minutes: None,
            room: Some(format!("第{}教室", number % 40 + 1)),
            instructor: None,
            instructor_reason: None,
            equipment: if number % 10 == 3 { vec![radios] } else { Vec::new() },
            overlap_reason: None,
        }
    }

    async fn correction(&self, fix: Fix, clerk: &mut Clerk<'_>) -> Result<CorrectMark, DemoError> {
        let (number, status, reason) = match fix {
            Fix::MakeUp(person) => (person, Status::MakeUp, "补训登记"),
            Fix::WasThere(person) => (person, Status::Present, "签到册显示本人到课，原登记有误"),
            Fix::Forgotten(person) => (person, Status::Present, "名册漏登"),
            Fix::WasNotThere(person) => (person, Status::Absent, "核查未到课，原登记有误"),
            Fix::WasLate(person) => (person, Status::Late, "实为迟到"),
        };
        // The mark that is wrong, by its place in the roster as it was recorded.
        let corrects = match self.class.rows.iter().position(|(person, _)| *person == number) {
            None => None,
            Some(at) => {
                let (ticket, before) = self.class.marked.ok_or(DemoError::Lost("a roster"))?;
                let at = u64::try_from(at).map_err(|_| DemoError::Lost("a mark"))?;
                Some(clerk.first_seq(ticket).await? + before + at)
            }
        };
        let (reason, authority) = (format!("{reason}（演示）"), "政治部核对单（演示）".to_owned());
        let person = self.world.id(number)?;
        Ok(CorrectMark { class: self.id(), person, corrects, status, credit_minutes: None, sittings: None, reason, authority })
    }

    async fn refused(&self, wrong: Wrong, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let mut held = self.held()?;
        let mut by = self.by();
        match wrong {
            Wrong::OnLeave(person) | Wrong::Left(person) => {
                held.roster.retain(|row| row.person != person);
                held.roster.push(RosterRow::new(person, Status::Present));
            }
            Wrong::Twice => held.roster.extend(held.roster.first().cloned()),
            Wrong::Stranger => {
                let other = self.world.places.tops().iter().find(|top| !self.class.organisers.contains(top)).copied();
                by = self.world.actors.recorder(other.ok_or(DemoError::Lost("another unit"))?);
            }
            Wrong::Reader => by = &self.world.actors.leader,
            Wrong::Again => {}
            Wrong::Closed(person) => {
                let roster = vec![RosterRow::new(person, Status::Present)];
                let command = MarkAttendance { class: self.id(), roster, method: Method::Roster };
                return clerk.send_refused(by, wrong.why(), command).await;
            }
        }
        clerk.send_refused(by, wrong.why(), held).await
    }
}

/// Most pass.
fn score(chance: &mut Chance) -> u32 {
    let points = if chance.hit(60) { chance.between(4_000, 5_950) } else { chance.between(6_000, 9_900) };
    u32::try_from(points / 50 * 50).unwrap_or(PASS)
}
