//! A placement: where the student is, what they practised and have not met, how it went, and what comes next.

use nc_kernel::{Need, PersonId};
use nc_people::sheet::{AskKind, Label, Line, Listed, Name, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label, need};

use super::{
    AUTHORITY, CORRECT, DOCUMENT, FROM, HOST, LEVEL, MENTORS, ON, OVER, PLAN, POST, REASON, RECORD, STATE, STUDENT, TO, ask_seat, document,
    mentors,
};
use crate::internship::command::{
    AllocatePlacement, AppraisePlacement, CertifyPlacement, ChangeMentors, ConfirmArrival, CorrectStay, EvaluateIntern, GradePlacement,
    KeepLog, RecordVisit, StartWork, TerminatePlacement, TransferPlacement, WithdrawPlacement,
};
use crate::internship::coverage::Coverage;
use crate::internship::model::{EndReason, Extent, Level, MoveReason, Progress, Side, Stage};
use crate::internship::state::{Batch, Head, Placement, Stay};

const GUIDANCE: Label = label("带教指导", "Guidance");
const BREADTH: Label = label("岗位接触面", "Range of work");
const RELEVANCE: Label = label("与所学结合", "Fit with the studies");
const CHORES: Label = label("多为杂务", "Mostly chores");
const NUMBER: Label = label("编号", "Number");
const ENDED: Label = label("最后一天", "Last day");
const VISITOR: Label = label("走访方", "Visitor");
const PROGRESS: Label = label("进展", "Progress");
const NEXT: Label = label("下一步接触的能力序号", "Competencies to meet next, by number");
const PRACTISED: Label = label("练习内容（能力序号、天数）", "Practised: number of the competency, days");

impl Listed for Placement {
    const LIST: &'static str = "internship";
    const ONE: Label = label("实习安排", "Internship");
    const MANY: Label = label("实习安排", "Internships");
    const STATES: &'static [Word] = Stage::WORDS;
    const UNFINISHED: &'static [&'static str] = &["requested", "allocated", "arrived", "active", "transferred", "graded"];
    const OFF: &'static [&'static str] = &["terminated", "withdrawn"];
    const KINDS: &'static [Word] = &[];
    const COUNTS: Option<Label> = None;

    fn line(&self) -> Option<Line> {
        let (head, stage) = (self.head()?, self.stage()?);
        let stay = self.stay();
        let first = self.stays().first();
        // A title names nobody: the post and the school say enough to find it.
        let title = stay.map_or_else(|| head.school.clone(), |stay| format!("{} {}", head.school, stay.post));
        Some(Line {
            since: head.since,
            id: head.placement.0,
            serial: head.serial.clone(),
            title,
            kind: "",
            state: stage.word(),
            organisers: vec![head.organiser.clone()],
            starts_on: first.map_or(head.entered_on, |stay| stay.arrived.map_or(stay.from, |(on, _)| on)),
            ends_on: stay.map_or(head.entered_on, Stay::last),
            marks: 1,
        })
    }

    /// The mentors from the arrival on, or the move to them, until one of them has evaluated; the student, while at work, until
    /// they said how it is. Both keep the log meanwhile.
    fn waits_for(&self) -> Vec<PersonId> {
        let (Some(head), Some(stage), Some(stay)) = (self.head(), self.stage(), self.stay()) else { return Vec::new() };
        let guided = matches!(stage, Stage::Arrived | Stage::Active | Stage::Transferred);
        // What a mentor of an earlier unit found does not stand for this one.
        let evaluated = self.evaluations().get(&Side::Mentor).is_some_and(|said| said.on >= stay.from);
        let mentors = stay.mentors.iter().copied().filter(|_| guided && !evaluated);
        let student = Some(head.person).filter(|_| stage == Stage::Active && self.appraisal().is_none());
        mentors.chain(student).collect()
    }
}

impl Sheeted for Placement {
    const INITIATIVE: &'static str = "talent";
    const PAPERS: &'static [Label] = &[
        label("实习报到登记表", "Register of arrivals"),
        label("实习周记", "Weekly log"),
        label("实习鉴定表", "Evaluation form"),
        label("实习证明存根", "Stub of the certificate"),
    ];
    const FACTS: &'static [Word] = &[
        Word::new("internship.requested.v1", "提出", "requested"),
        Word::new("internship.allocated.v1", "分配", "allotted"),
        Word::new("internship.arrived.v1", "报到", "arrived"),
        Word::new("internship.started.v1", "上岗", "began work"),
        Word::new("internship.transferred.v1", "转岗", "moved"),
        Word::new("internship.mentors_changed.v1", "更换指导老师", "mentors changed"),
        Word::new("internship.log_kept.v1", "记周记", "log kept"),
        Word::new("internship.visited.v1", "走访", "visited"),
        Word::new("internship.evaluated.v1", "鉴定", "evaluated"),
        Word::new("internship.appraised.v1", "学生评价", "student's appraisal"),
        Word::new("internship.terminated.v1", "提前终止", "ended early"),
        Word::new("internship.graded.v1", "评定成绩", "graded"),
        Word::new("internship.certified.v1", "出具证明", "certified"),
        Word::new("internship.stay_corrected.v1", "更正起止日", "days corrected"),
        Word::new("internship.withdrawn.v1", "撤回", "withdrawn"),
    ];

    fn reads(&self) -> Vec<Need> {
        self.head().map(|head| need::<Batch>(head.batch)).into_iter().collect()
    }

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let (Some(head), Some(stage)) = (self.head(), self.stage()) else { return sheet };
        let is_student = view.is(head.person);
        if is_only_received(view) && !is_student {
            return sheet;
        }
        sheet.known_to = self.stays().iter().map(|stay| stay.host.clone()).collect();
        sheet.takes_part = std::iter::once(head.person).chain(self.mentors().iter().copied()).collect();
        self.terms(view, head, stage, &mut sheet);
        self.tables(view, head, &mut sheet);
        let seen = Seen { view, head, stage, placement: self };
        seen.warn(&mut sheet);
        seen.steps(&mut sheet);
        sheet
    }

    /// A placement begins in its batch.
    fn begin(_: &Viewing<'_>) -> Vec<Step> {
        Vec::new()
    }
}

/// Whether who looks is only received here: such a reader sees their own placement and no other.
fn is_only_received(view: &Viewing<'_>) -> bool {
    view.person.and_then(|person| view.directory.person(person)).is_some_and(nc_people::Person::is_visitor)
}

impl Placement {
    fn terms(&self, view: &Viewing<'_>, head: &Head, stage: Stage, sheet: &mut Sheet) {
        sheet.term(STUDENT, [Shown::Person(head.person)]);
        let batch = view.states.get::<Batch>(head.batch).and_then(Batch::head);
        sheet.term(
            label("批次", "Batch"),
            batch.map(|batch| Shown::Thing { list: Batch::LIST, id: batch.id.0, title: batch.title.clone() }),
        );
        sheet.term(label("院校", "School"), [Shown::text(&head.school)]);
        sheet.term(label("专业", "Subject"), batch.map(|batch| Shown::text(&batch.major)));
        sheet.term(label("已实习天数", "Days so far"), [Shown::Count(self.days_through(view.now.day()))]);
        sheet.term(label("最少天数", "Least number of days"), [Shown::Count(i64::from(head.minimum_days))]);
        sheet.term(label("达到最少天数之日", "Least number of days reached on"), self.reached().map(|(day, ..)| Shown::Day(day)));
        sheet.term(label("终止原因", "Why it ended early"), self.end_reason().map(|reason| Shown::Label(reason.label())));
        sheet.term(label("成绩", "Grade"), self.grade().map(|level| Shown::Label(level.label())));
        let certificate = self.certificate().map(|(number, on)| [Shown::text(number), Shown::Day(on)]);
        sheet.term(label("实习证明", "Certificate"), certificate.into_iter().flatten());
        // What the student says is for whoever organises; host and mentors hear it when it can no longer touch the grade.
        let heard = view.is(head.person) || view.may(PLAN, &head.organiser) || stage.is_over();
        if let Some(said) = self.appraisal().filter(|_| heard) {
            sheet.term(GUIDANCE, [Shown::Label(said.guidance.label())]);
            sheet.term(BREADTH, [Shown::Label(said.breadth.label())]);
            sheet.term(RELEVANCE, [Shown::Label(said.relevance.label())]);
            sheet.term(CHORES, [Shown::Label(if said.mostly_chores { label("是", "yes") } else { label("否", "no") })]);
        }
    }

    fn tables(&self, view: &Viewing<'_>, head: &Head, sheet: &mut Sheet) {
        sheet.table(
            label("实习经过", "Stays"),
            const {
                &[
                    HOST,
                    POST,
                    MENTORS,
                    FROM,
                    TO,
                    label("报到", "Arrived"),
                    label("上岗", "At work since"),
                    label("承诺书", "Undertaking"),
                    label("转岗原因", "Why moved"),
                ]
            },
            self.stays().iter().map(|stay| {
                Row::of([
                    Shown::Unit(stay.host.clone()),
                    Shown::text(&stay.post),
                    mentors(stay),
                    Shown::Day(stay.from),
                    Shown::Day(stay.last()),
                    Shown::or_nothing(stay.arrived.map(|(on, _)| Shown::Day(on))),
                    Shown::or_nothing(stay.started.as_ref().map(|(on, _)| Shown::Day(*on))),
                    Shown::or_nothing(stay.started.as_ref().map(|(_, number)| Shown::text(number))),
                    Shown::or_nothing(stay.moved.map(|reason| Shown::Label(reason.label()))),
                ])
            }),
        );
        let list =
            view.states.get::<Batch>(head.batch).and_then(Batch::head).map(|batch| batch.competencies.as_slice()).unwrap_or_default();
        let coverage = Coverage::of(self, list.len());
        sheet.table(
            label("能力覆盖", "Coverage"),
            const { &[label("序号", "No."), label("能力", "Competency"), label("练习天数", "Days practised"), STATE] },
            (1_i64..).zip(list.iter().zip(&coverage.days)).map(|(n, (name, days))| {
                let met = if *days > 0 { Shown::Good(label("已接触", "met")) } else { Shown::Late(label("未接触", "not met")) };
                Row::of([Shown::Count(n), Shown::text(name), Shown::Count(i64::from(*days)), met])
            }),
        );
        sheet.table(
            label("周记", "Logs"),
            const { &[FROM, TO, label("记录人", "Kept by"), label("练习的能力", "Competencies")] },
            self.logs().iter().map(|log| {
                let names = log.practised.iter().map(|done| {
                    let at = usize::try_from(done.competency).ok().and_then(|n| n.checked_sub(1));
                    at.and_then(|at| list.get(at)).map_or_else(|| done.competency.to_string(), Clone::clone)
                });
                let names: Vec<String> = names.collect();
                Row::of([Shown::Day(log.from), Shown::Day(log.to), Shown::Person(log.by), Shown::text(names.join("、"))])
            }),
        );
        sheet.table(
            label("走访反馈", "Visits"),
            const { &[ON, VISITOR, PROGRESS, NEXT] },
            self.visits().iter().map(|visit| {
                let next: Vec<String> = visit.next.iter().map(ToString::to_string).collect();
                let (visitor, progress) = (Shown::Label(visit.visitor.label()), Shown::Label(visit.progress.label()));
                Row::of([Shown::Day(visit.on), visitor, progress, Shown::text(next.join("、"))])
            }),
        );
        sheet.table(
            label("三方鉴定", "Evaluations"),
            const { &[label("鉴定方", "Side"), LEVEL, ON, DOCUMENT] },
            self.evaluations().iter().map(|(side, said)| {
                let paper = Shown::or_nothing(said.document.as_ref().map(document));
                Row::of([Shown::Label(side.label()), Shown::Label(said.level.label()), Shown::Day(said.on), paper])
            }),
        );
    }
}

/// A placement as somebody sees it.
struct Seen<'a, 'v> {
    view: &'a Viewing<'v>,
    head: &'a Head,
    stage: Stage,
    placement: &'a Placement,
}

impl Seen<'_, '_> {
    fn warn(&self, sheet: &mut Sheet) {
        let today = self.view.now.day();
        let Some(stay) = self.placement.stay() else { return };
        if matches!(self.stage, Stage::Allocated | Stage::Transferred) && today > stay.from {
            sheet.warnings.push(label("已过报到日，尚未确认报到", "The day of arrival has passed and nobody confirmed it"));
        }
        if self.stage.is_here() && today > stay.to {
            sheet.warnings.push(label("实习已到期，尚未评定", "The stay is over and not graded"));
        }
        if self.stage.is_here() && stay.mentors.iter().all(|mentor| self.view.directory.member_on(*mentor, today).is_none()) {
            sheet.warnings.push(label("指导老师均已不在职，请更换", "No mentor serves any more: name another"));
        }
        let list = self.view.states.get::<Batch>(self.head.batch).and_then(Batch::head).map_or(0, |batch| batch.competencies.len());
        if self.stage == Stage::Active && Coverage::of(self.placement, list).is_narrow() {
            sheet.warnings.push(label(
                "岗位接触面窄：请按未接触的能力安排轮岗或任务",
                "Narrow exposure: arrange work on competencies not met so far",
            ));
        }
    }

    fn steps(&self, sheet: &mut Sheet) {
        let plans = self.view.may(PLAN, &self.head.organiser);
        let stay = self.placement.stay();
        let records = stay.is_some_and(|stay| self.view.may(RECORD, &stay.host));
        let mentor = self.placement.mentors().iter().copied().find(|mentor| self.view.is(*mentor));
        let student = Some(self.head.person).filter(|person| self.view.is(*person));
        let mut steps = Vec::new();
        if plans {
            steps.extend(self.planning());
        }
        if records || plans {
            steps.extend(self.recording(plans, records));
        }
        if self.stage == Stage::Active {
            steps.extend(mentor.or(student).map(|by| self.log(by)));
            steps.extend(mentor.map(|_| self.evaluate(Side::Mentor, false)));
            steps.extend(student.map(|_| self.appraise()));
        }
        if self.stage.is_here() {
            steps.extend(mentor.map(|_| self.visit(Side::Mentor)));
        }
        if self.view.may(CORRECT, &self.head.organiser) {
            steps.extend(self.correcting());
        }
        sheet.steps = steps;
    }

    fn step<C: nc_people::Command>(&self, says: Label) -> Step {
        Step::of::<C>(says).fix("placement", self.head.placement.to_string())
    }

    fn of_batch<C: nc_people::Command>(&self, says: Label) -> Step {
        self.step::<C>(says).fix("batch", self.head.batch.to_string())
    }

    fn planning(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        if self.stage == Stage::Requested {
            steps.push(ask_seat(self.of_batch::<AllocatePlacement>(label("分配", "Allot")), "seat"));
        }
        if matches!(self.stage, Stage::Allocated | Stage::Arrived | Stage::Active | Stage::Transferred) {
            let change = self.of_batch::<ChangeMentors>(label("更换指导老师", "Change the mentors"));
            steps.push(
                change.ask("mentors", MENTORS, AskKind::People).ask("from", FROM, AskKind::Day).ask("over", OVER, AskKind::Text).optional(),
            );
            let moved = self.of_batch::<TransferPlacement>(label("转岗", "Move to another unit"));
            steps.push(ask_seat(moved.ask("reason", REASON, AskKind::Word(MoveReason::WORDS)), "seat"));
        }
        if self.stage == Stage::Active {
            let grade = self.step::<GradePlacement>(label("评定成绩", "Fix the grade"));
            steps.push(grade.ask("level", LEVEL, AskKind::Word(Level::WORDS)).ask("ended_on", ENDED, AskKind::Day));
        }
        if self.stage == Stage::Graded {
            let certify = self.step::<CertifyPlacement>(label("出具实习证明", "Give the certificate"));
            steps.push(certify.ask("number", NUMBER, AskKind::Text).ask("issued_on", ON, AskKind::Day));
        }
        if !self.stage.is_over() {
            let end = self.step::<TerminatePlacement>(label("提前终止", "End early")).grave();
            steps.push(end.ask("ended_on", ENDED, AskKind::Day).ask("reason", REASON, AskKind::Word(EndReason::WORDS)));
        }
        steps
    }

    fn recording(&self, plans: bool, records: bool) -> Vec<Step> {
        let mut steps = Vec::new();
        match self.stage {
            Stage::Allocated | Stage::Transferred if records => {
                let from = self.placement.stay().map(|stay| stay.from).unwrap_or(self.head.entered_on);
                let arrive = self.step::<ConfirmArrival>(label("确认报到", "Confirm the arrival"));
                steps.push(arrive.ask("arrived_on", ON, AskKind::Day).preset(from));
            }
            Stage::Arrived if records => {
                let start = self.step::<StartWork>(label("上岗", "Begin work")).ask("started_on", ON, AskKind::Day);
                steps.push(start.ask("undertaking", label("保密安全承诺书编号", "Number of the signed undertaking"), AskKind::Text));
            }
            Stage::Active => {
                if records {
                    steps.push(self.evaluate(Side::Mentor, true));
                    steps.push(self.evaluate(Side::Unit, true));
                }
                if plans {
                    steps.push(self.evaluate(Side::School, true));
                }
            }
            _ => {}
        }
        if self.stage.is_here() && records {
            steps.push(self.visit(Side::Unit));
            steps.push(self.visit(Side::School));
        }
        steps
    }

    fn log(&self, by: PersonId) -> Step {
        let columns = vec![
            AskKind::column("competency", label("能力序号", "Number"), AskKind::Count),
            AskKind::column("days", label("天数", "Days"), AskKind::Count),
        ];
        let step = self.of_batch::<KeepLog>(label("记周记", "Keep the log")).fix("by", by.to_string());
        step.ask("from", FROM, AskKind::Day).ask("to", TO, AskKind::Day).ask("practised", PRACTISED, AskKind::Rows(columns))
    }

    fn visit(&self, side: Side) -> Step {
        let says = match side {
            Side::Mentor => label("带教反馈", "Give feedback"),
            Side::Unit => label("记单位走访", "Record a visit of the unit"),
            Side::School => label("记院校走访", "Record a visit of the school"),
        };
        let step = self.of_batch::<RecordVisit>(says).fix("visitor", side.word()).about(side.word());
        step.ask("visited_on", ON, AskKind::Day).ask("progress", PROGRESS, AskKind::Word(Progress::WORDS))
    }

    fn evaluate(&self, side: Side, paper: bool) -> Step {
        let says = match (side, paper) {
            (Side::Mentor, false) => label("鉴定", "Evaluate"),
            (Side::Mentor, true) => label("录入指导老师鉴定表", "Enter the mentor's form"),
            (Side::Unit, _) => label("录入单位鉴定表", "Enter the unit's form"),
            (Side::School, _) => label("录入院校鉴定表", "Enter the school's form"),
        };
        let what = if paper { format!("{}-paper", side.word()) } else { side.word().to_owned() };
        let step = self.step::<EvaluateIntern>(says).fix("side", side.word()).about(what);
        let step = step.ask("level", LEVEL, AskKind::Word(Level::WORDS)).ask("evaluated_on", ON, AskKind::Day);
        if paper { step.ask("document", DOCUMENT, AskKind::Document) } else { step }
    }

    fn appraise(&self) -> Step {
        let extent = || AskKind::Word(Extent::WORDS);
        let step = self.step::<AppraisePlacement>(label("评价本次实习", "Say how the placement is"));
        step.ask("guidance", GUIDANCE, extent()).ask("breadth", BREADTH, extent()).ask("relevance", Name::Label(RELEVANCE), extent()).ask(
            "mostly_chores",
            CHORES,
            AskKind::Yes,
        )
    }

    fn correcting(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        if matches!(self.stage, Stage::Arrived | Stage::Active | Stage::Terminated | Stage::Graded | Stage::Certified) {
            let step = self.step::<CorrectStay>(label("更正起止日", "Correct the days"));
            let step = step
                .ask("arrived_on", label("报到日", "Arrived on"), AskKind::Day)
                .optional()
                .ask("ended_on", ENDED, AskKind::Day)
                .optional();
            steps.push(step.ask("reason", REASON, AskKind::Text).ask("authority", AUTHORITY, AskKind::Text));
        }
        if self.stage != Stage::Withdrawn {
            let step = self.step::<WithdrawPlacement>(label("撤回（误录）", "Take back, entered by mistake")).grave();
            steps.push(step.ask("reason", REASON, AskKind::Text).ask("authority", AUTHORITY, AskKind::Text));
        }
        steps
    }
}
