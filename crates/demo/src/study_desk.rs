//! Records the runs of theory study.

use nc_kernel::Actor;
use nc_organisation::study::{
    ArchiveRun, CancelRun, ClassHours, CloseRun, CorrectMark, HoldSitting, ImportRoster, Line, MarkAttendance, OpenRun, PlanRun,
    RecordHeld, RosterRow, RowSource, RunId, RunKind, SourceId, Status,
};

use crate::awkward::Wrong;
use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::sources::{self, Source};
use crate::study::{Fix, Row, Run, Study, Task};
use crate::world::World;

/// Records what is due that day.
pub(crate) async fn work(study: &mut Study, day: i32, world: &World, known: &[Source], clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    for task in study.agenda.take(day) {
        Desk { study, world, known }.record(task, clerk).await?;
    }
    Ok(())
}

struct Desk<'a> {
    study: &'a Study,
    world: &'a World,
    known: &'a [Source],
}

impl Desk<'_> {
    async fn record(&self, task: Task, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (Task::Plan(number)
        | Task::Open(number)
        | Task::Sitting(number)
        | Task::Roster(number)
        | Task::Held(number)
        | Task::Fix(number, _)
        | Task::Archive(number)
        | Task::Withdraw(number)
        | Task::Cancel(number)
        | Task::Refuse(number, _)) = task;
        let (run, id) = self.run(number)?;
        let (by, political) = (self.recorder(run), &self.world.actors.political);
        let rows = run.rows.len();
        match task {
            Task::Plan(_) => {
                clerk.send(by, 1, self.planned(run)?).await?;
            }
            Task::Open(_) => {
                clerk.send(by, 1, OpenRun { run: id, opened_on: self.world.days.day(run.from) }).await?;
            }
            Task::Sitting(_) => {
                for day in run.from..=run.to {
                    let held_on = self.world.days.day(day);
                    clerk.send(by, 1, HoldSitting { run: id, held_on, hours: ClassHours::FullDays(1) }).await?;
                }
            }
            Task::Roster(_) => {
                if run.imported {
                    clerk.send(by, rows, self.import(run, id)?).await?;
                } else {
                    clerk.send(by, rows, MarkAttendance { run: id, roster: self.lines(run)?, source: RowSource::Recorder }).await?;
                }
                clerk.send(by, rows, CloseRun { run: id, ends_on: None }).await?;
            }
            Task::Held(_) => {
                clerk.send(by, rows * 2, self.held(run)?).await?;
            }
            Task::Fix(_, Fix::MakeUp(person)) => {
                let line = Line { makes_up: Some(id), ..Line::of(self.world.id(person)?, Status::MakeUp) };
                clerk.send(by, 1, MarkAttendance { run: id, roster: vec![line], source: RowSource::Recorder }).await?;
            }
            Task::Fix(_, fix) => {
                clerk.send(political, 1, self.correction(fix, id)?).await?;
            }
            Task::Archive(_) => {
                clerk.send(by, 1, ArchiveRun { run: id }).await?;
            }
            Task::Withdraw(_) => {
                let (reason, authority) = ("核查发现与另一期重复登记（演示）".to_owned(), "督察核查通报（演示）".to_owned());
                clerk.send(political, rows, CancelRun { run: id, reason, authority }).await?;
            }
            Task::Cancel(_) => {
                let (reason, authority) = ("因安保任务取消（演示）".to_owned(), "局领导批示（演示）".to_owned());
                clerk.send(political, 1, CancelRun { run: id, reason, authority }).await?;
            }
            Task::Refuse(_, wrong) => self.refused(run, id, wrong, clerk).await?,
        }
        Ok(())
    }

    fn run(&self, number: usize) -> Result<(&Run, RunId), DemoError> {
        let run = self.study.runs.get(number).ok_or(DemoError::Lost("a run"))?;
        Ok((run, RunId::of_serial(&run.serial)))
    }

    fn recorder(&self, run: &Run) -> &Actor {
        self.world.actors.recorder(run.organisers.first().copied().unwrap_or(0))
    }

    /// A document the run studies: one that was there when the run was planned.
    fn cites(&self, run: &Run) -> Vec<SourceId> {
        sources::latest(self.known, run.from - 12).map(|source| source.id).into_iter().collect()
    }

    fn hours(run: &Run) -> ClassHours {
        match run.kind {
            RunKind::FeaturedLesson => ClassHours::Minutes(120),
            _ => ClassHours::FullDays(u16::try_from(run.to - run.from + 1).unwrap_or(1)),
        }
    }

    fn planned(&self, run: &Run) -> Result<PlanRun, DemoError> {
        let days = &self.world.days;
        Ok(PlanRun {
            serial: run.serial.clone(),
            kind: run.kind,
            title: run.title.clone(),
            starts_on: days.day(run.from),
            ends_on: days.day(run.to),
            organisers: self.world.paths(&run.organisers)?,
            host: None,
            cites: self.cites(run),
            hours: Some(Self::hours(run)),
            reason: None,
        })
    }

    fn held(&self, run: &Run) -> Result<RecordHeld, DemoError> {
        let days = &self.world.days;
        let sittings = if run.sittings { (run.from..=run.to).map(|day| days.day(day)).collect() } else { Vec::new() };
        Ok(RecordHeld {
            kind: run.kind,
            title: run.title.clone(),
            starts_on: days.day(run.from),
            ends_on: Some(days.day(run.to)),
            organisers: self.world.paths(&run.organisers)?,
            roster: self.lines(run)?,
            hours: Self::hours(run),
            cites: self.cites(run),
            host: None,
            reason: None,
            serial: Some(run.serial.clone()),
            sittings,
            source: if run.imported { RowSource::Import } else { RowSource::Recorder },
        })
    }

    fn line(&self, row: &Row) -> Result<Line, DemoError> {
        let makes_up = row.makes_up.map(|number| self.run(number)).transpose()?.map(|(_, id)| id);
        Ok(Line { leave: row.leave, makes_up, ..Line::of(self.world.id(row.person)?, row.status) })
    }

    fn lines(&self, run: &Run) -> Result<Vec<Line>, DemoError> {
        run.rows.iter().map(|row| self.line(row)).collect()
    }

    fn import(&self, run: &Run, id: RunId) -> Result<ImportRoster, DemoError> {
        let rows = self.lines(run)?.into_iter().enumerate().map(|(n, line)| RosterRow {
            place: format!("名册!A{}", n + 2),
            run: id,
            person: line.person,
            status: line.status,
            leave: line.leave,
            credit_minutes: None,
            sittings: None,
            makes_up: line.makes_up,
        });
        Ok(ImportRoster { rows: rows.collect() })
    }

    fn correction(&self, fix: Fix, run: RunId) -> Result<CorrectMark, DemoError> {
        let (person, status, reason) = match fix {
            Fix::MakeUp(person) => (person, Some(Status::MakeUp), "补训登记"),
            Fix::WasThere(person) => (person, Some(Status::Present), "签到册显示本人到课，原登记有误"),
            Fix::Forgotten(person) => (person, Some(Status::Present), "名册漏登"),
            Fix::WasNotThere(person) => (person, Some(Status::Absent), "核查未到课，原登记有误"),
            Fix::NeverListed(person) => (person, None, "同名误登"),
            Fix::WasLate(person) => (person, Some(Status::Late), "实为迟到"),
        };
        let person = self.world.id(person)?;
        let to = status.map(|status| Line::of(person, status));
        let (reason, authority) = (format!("{reason}（演示）"), "政治部核对单（演示）".to_owned());
        Ok(CorrectMark { run, person, to, reason, authority })
    }

    async fn refused(&self, run: &Run, id: RunId, wrong: Wrong, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let mut held = self.held(run)?;
        let mut by = self.recorder(run);
        match wrong {
            Wrong::OnLeave(person) | Wrong::Left(person) => {
                held.roster.retain(|line| line.person != person);
                held.roster.push(Line::of(person, Status::Present));
            }
            Wrong::Twice => held.roster.extend(held.roster.first().cloned()),
            Wrong::Stranger => {
                let other = self.world.places.tops().iter().find(|top| !run.organisers.contains(top)).copied();
                by = self.world.actors.recorder(other.ok_or(DemoError::Lost("another unit"))?);
            }
            Wrong::Reader => by = &self.world.actors.leader,
            Wrong::Again => {}
            Wrong::Closed(person) => {
                let roster = vec![Line::of(person, Status::Present)];
                let command = MarkAttendance { run: id, roster, source: RowSource::Recorder };
                return clerk.send_refused(by, wrong.why(), command).await;
            }
        }
        clerk.send_refused(by, wrong.why(), held).await
    }
}
