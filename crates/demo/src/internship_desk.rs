//! Records the batches of interns.

use nc_capability::internship::command::{
    AllocatePlacement, CertifyPlacement, CloseBatch, ConfirmArrival, ConfirmMentorAward, EvaluateIntern, GradePlacement, ImportRoster,
    KeepLog, NewStudent, OpenBatch, ProposeMentorAward, RecordVisit, RosterRow, Seat, StartWork, Student, TerminatePlacement,
    TransferPlacement, WithdrawPlacement,
};
use nc_capability::internship::model::{EndReason, Level, MoveReason, Practised, Progress, Side};
use nc_capability::internship::{MentorAwardId, PlacementId};
use nc_kernel::{Actor, Day};

use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::honour_desk::paper;
use crate::internships::{Goes, Intern, Internships, Task, Term};
use crate::names;
use crate::places::{LABEL, zh_labelled};
use crate::world::World;

/// Days after which a student counts, and those after which one left early.
const MINIMUM: (u32, i64) = (30, 9);
/// What a student is to meet.
const COMPETENCIES: [&str; 8] =
    ["接处警", "社区警务", "巡逻防控", "案件办理流程", "现场勘查", "信息采集与研判", "窗口服务", "法律文书制作"];
const POST: &str = "社区民警助理（演示）";
const OTHER_POST: &str = "办案辅助（演示）";

/// Records what is due that day.
pub(crate) async fn work(internships: &mut Internships, day: i32, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    for task in internships.agenda.take(day) {
        let (Task::Open(at) | Task::Arrive(at) | Task::Log(at, _) | Task::Middle(at) | Task::End(at)) = task;
        let term = internships.terms.get(at).ok_or(DemoError::Lost("a batch of interns"))?;
        let desk = Desk { term, world, day };
        match task {
            Task::Open(_) => desk.open(clerk).await?,
            Task::Arrive(_) => desk.arrive(clerk).await?,
            Task::Log(_, week) => desk.log(week, clerk).await?,
            Task::Middle(_) => desk.middle(clerk).await?,
            Task::End(_) => {
                desk.end(clerk).await?;
                let mentors = internships.awards.iter().filter(|(of, _)| *of == at).map(|(_, mentor)| *mentor);
                for (nth, mentor) in mentors.enumerate() {
                    desk.award(nth, mentor, clerk).await?;
                }
            }
        }
    }
    Ok(())
}

struct Desk<'a> {
    term: &'a Term,
    world: &'a World,
    day: i32,
}

impl Desk<'_> {
    fn today(&self) -> Day {
        self.world.days.day(self.day)
    }

    fn political(&self) -> &Actor {
        &self.world.actors.political
    }

    /// Who records where a mentor serves.
    fn recorder(&self, mentor: usize) -> Result<&Actor, DemoError> {
        Ok(self.world.actors.recorder(self.world.places.top_of(self.unit(mentor)?)))
    }

    fn unit(&self, mentor: usize) -> Result<usize, DemoError> {
        self.world.staff.get(mentor)?.unit_on(self.day).ok_or(DemoError::Lost("a mentor's unit"))
    }

    fn seat(&self, mentor: usize, post: &str, from: Day) -> Result<Seat, DemoError> {
        Ok(Seat {
            host: self.world.places.get(self.unit(mentor)?)?.path.clone(),
            post: post.to_owned(),
            mentors: vec![self.world.id(mentor)?],
            from,
            to: self.world.days.day(self.term.to),
            over: None,
        })
    }

    fn first(&self) -> Day {
        self.world.days.day(self.term.from)
    }

    fn placement(&self, intern: &Intern) -> PlacementId {
        intern.placement(self.term.id())
    }

    async fn open(&self, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let agreement = paper(clerk, &format!("校局合作协议\n批次：{}", self.term.title), None).await?;
        let command = OpenBatch {
            serial: self.term.serial.clone(),
            title: self.term.title.clone(),
            school: zh_labelled("示例警察学院"),
            major: "公安学类".to_owned(),
            unit: self.world.places.bureau()?.clone(),
            from: self.first(),
            to: self.world.days.day(self.term.to),
            weeks: 15,
            competencies: COMPETENCIES.iter().map(|name| (*name).to_owned()).collect(),
            load_cap: 2,
            minimum_days: MINIMUM.0,
            agreement,
        };
        clerk.send(self.political(), 1, command).await?;
        let mut rows = Vec::with_capacity(self.term.students.len());
        for (nth, intern) in self.term.students.iter().enumerate() {
            let new = NewStudent { person: Some(intern.id), name: names::name(intern.number), id_number: names::id_number(intern.number) };
            let student = if intern.known { Student::Known(intern.id) } else { Student::New(new) };
            // Who was entered by mistake has no place; a mentor drawn by chance may be full, which is then said why.
            let mut seat = (intern.goes != Goes::Mistaken).then(|| self.seat(intern.mentors[0], POST, self.first())).transpose()?;
            if let Some(seat) = seat.as_mut().filter(|_| intern.goes == Goes::Leaves || intern.known) {
                seat.over = Some(format!("该所仅一名持证教官（{LABEL}）"));
            }
            rows.push(RosterRow { place: format!("row {}", nth + 2), batch: self.term.id(), student, seat });
        }
        clerk.send_alone(self.political(), rows.len() * 6, ImportRoster { rows }).await?;
        if let [one, two, ..] = self.term.students.as_slice() {
            let (placement, seat) = (self.placement(one), self.seat(two.mentors[0], POST, self.first())?);
            let why = ("已分配的学生再次分配", "allotting a student who is allotted");
            clerk.send_refused(self.political(), why, AllocatePlacement { placement, batch: self.term.id(), seat }).await?;
        }
        Ok(())
    }

    /// Those who are placed.
    fn placed(&self) -> impl Iterator<Item = &Intern> {
        self.term.students.iter().filter(|one| one.goes != Goes::Mistaken)
    }

    async fn arrive(&self, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        for intern in self.placed() {
            self.begin(intern, intern.mentors[0], self.first(), clerk).await?;
        }
        let mistaken = self.term.students.iter().filter(|one| one.goes == Goes::Mistaken);
        for intern in mistaken {
            let (reason, authority) = ("院校名单误列（演示）".to_owned(), "政治部核对单（演示）".to_owned());
            clerk.send(self.political(), 1, WithdrawPlacement { placement: self.placement(intern), reason, authority }).await?;
        }
        Ok(())
    }

    async fn begin(&self, intern: &Intern, mentor: usize, on: Day, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let placement = self.placement(intern);
        let by = self.recorder(mentor)?;
        clerk.send(by, 1, ConfirmArrival { placement, arrived_on: on }).await?;
        let undertaking = format!("演示承诺〔{}〕{}号", on.year(), intern.number);
        clerk.send(by, 1, StartWork { placement, started_on: on, undertaking }).await?;
        Ok(())
    }

    /// The mentor who has an account keeps the log; most of the weeks one thing, so that narrow exposure shows.
    async fn log(&self, week: i32, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        for intern in self.placed().filter(|one| one.logged) {
            let from = self.first().plus_days(i64::from((week - 1) * 7));
            let competency = if week % 4 == 0 { u32::try_from(week / 4 + 1).unwrap_or(2) } else { 1 };
            let command = KeepLog {
                placement: self.placement(intern),
                batch: self.term.id(),
                by: self.world.id(intern.mentors[0])?,
                from,
                to: from.plus_days(4),
                practised: vec![Practised { competency, days: 5 }],
            };
            clerk.send(self.recorder(intern.mentors[0])?, 1, command).await?;
        }
        Ok(())
    }

    async fn middle(&self, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        for (nth, intern) in self.placed().enumerate() {
            let placement = self.placement(intern);
            match intern.goes {
                Goes::Leaves => {
                    let ended_on = self.first().plus_days(MINIMUM.1);
                    clerk.send(self.political(), 3, TerminatePlacement { placement, ended_on, reason: EndReason::OwnRequest }).await?;
                }
                Goes::Moves => {
                    let seat = self.seat(intern.mentors[1], OTHER_POST, self.today())?;
                    let (batch, reason) = (self.term.id(), MoveReason::Breadth);
                    clerk.send(self.political(), 5, TransferPlacement { placement, batch, reason, seat }).await?;
                    self.begin(intern, intern.mentors[1], self.today(), clerk).await?;
                }
                _ if nth % 5 == 0 => {
                    let (batch, visited_on) = (self.term.id(), self.today());
                    let progress = if intern.logged { Progress::NeedsHelp } else { Progress::OnTrack };
                    let next = if intern.logged { vec![3, 5] } else { Vec::new() };
                    let command = RecordVisit { placement, batch, visitor: Side::School, visited_on, progress, next };
                    clerk.send(self.recorder(intern.mentors[0])?, 1, command).await?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    async fn end(&self, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let last = self.world.days.day(self.term.to);
        let form = paper(clerk, &format!("实习鉴定表汇总\n批次：{}", self.term.title), None).await?;
        for (nth, intern) in self.placed().filter(|one| one.goes != Goes::Leaves).enumerate() {
            let placement = self.placement(intern);
            let level = if nth % 6 == 0 { Level::Excellent } else { Level::Good };
            let [first, second] = intern.mentors;
            let mentor = if intern.goes == Goes::Moves { second } else { first };
            for side in [Side::Mentor, Side::Unit, Side::School] {
                let by = if side == Side::School { self.political() } else { self.recorder(mentor)? };
                let document = Some(form.clone());
                clerk.send(by, 1, EvaluateIntern { placement, side, level, evaluated_on: last, document }).await?;
            }
            clerk.send(self.political(), 3, GradePlacement { placement, level, ended_on: last }).await?;
            let number = format!("演示实证{}-{:03}", self.term.serial, nth + 1);
            clerk.send(self.political(), 2, CertifyPlacement { placement, number, issued_on: self.today() }).await?;
        }
        let placements = self.term.students.iter().map(|one| self.placement(one)).collect();
        clerk.send(self.political(), 1, CloseBatch { batch: self.term.id(), placements }).await?;
        Ok(())
    }

    async fn award(&self, nth: usize, mentor: usize, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let serial = format!("{}-优-{:02}", self.term.serial, nth + 1);
        let award = MentorAwardId::of_serial(&serial);
        let text = format!("优秀实习指导老师推荐表\n编号：{serial}");
        let document = paper(clerk, &text, None).await?;
        let unit = self.world.places.get(self.world.places.top_of(self.unit(mentor)?))?.path.clone();
        let command = ProposeMentorAward { serial, mentor: self.world.id(mentor)?, unit, proposed_on: self.today(), document };
        // The department's own desk proposes where the mentor is who records there.
        let by = if self.world.staff.get(mentor)?.steady { &self.world.actors.publicity } else { self.recorder(mentor)? };
        let by = if by == self.political() { &self.world.actors.publicity } else { by };
        clerk.send(by, 2, command).await?;
        let document = paper(clerk, &format!("优秀实习指导老师名单\n批次：{}", self.term.title), None).await?;
        clerk.send(self.political(), 2, ConfirmMentorAward { award, awarded_on: self.today(), document }).await?;
        Ok(())
    }
}
