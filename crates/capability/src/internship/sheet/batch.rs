//! A batch: what was agreed, its students, and what they have not met yet.

use nc_kernel::Need;
use nc_people::access::Action;
use nc_people::sheet::AskKind;
use nc_people::sheet::{Label, Line, Listed, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label, need};
use serde_json::json;

use super::{AUTHORITY, FROM, HOST, MENTORS, PLAN, POST, STATE, STUDENT, TO, count, document, mentors, text};
use crate::internship::command::{CloseBatch, EnterStudents, ExtendBatch, OpenBatch};
use crate::internship::coverage::Coverage;
use crate::internship::model::Stage;
use crate::internship::state::{Batch, BatchHead, Placement};

const OPEN: Word = Word::new("open", "进行中", "open");
const CLOSED: Word = Word::new("closed", "已结束", "closed");
const SERIAL: Label = label("批次编号", "Batch serial");
const TITLE: Label = label("名称", "Title");
const SCHOOL: Label = label("院校", "School");
const MAJOR: Label = label("专业", "Subject");
const UNIT: Label = label("组织单位", "Organising unit");
const WEEKS: Label = label("约定周数", "Weeks agreed");
const COMPETENCIES: Label = label("能力清单（一行一项）", "Competencies, one a line");
const CAP: Label = label("每名指导老师同期最多带教人数", "Students one mentor may have at once");
const MINIMUM: Label = label("最少实习天数（达到方计入保障人数）", "Least number of days, after which a student counts");
const AGREEMENT: Label = label("校局协议", "Agreement");

impl Listed for Batch {
    const LIST: &'static str = "internship_batch";
    const ONE: Label = label("实习批次", "Internship batch");
    const MANY: Label = label("实习批次", "Internship batches");
    const STATES: &'static [Word] = &[OPEN, CLOSED];
    const UNFINISHED: &'static [&'static str] = &["open"];
    const KINDS: &'static [Word] = &[];
    const COUNTS: Option<Label> = Some(label("学生数", "Students"));

    fn line(&self) -> Option<Line> {
        let head = self.head()?;
        Some(Line {
            since: head.since,
            id: head.id.0,
            serial: head.serial.clone(),
            title: head.title.clone(),
            kind: "",
            state: if self.closed_on().is_some() { CLOSED.word } else { OPEN.word },
            organisers: vec![head.unit.clone()],
            starts_on: head.from,
            ends_on: head.to,
            marks: self.students().len(),
        })
    }
}

impl Sheeted for Batch {
    const INITIATIVE: &'static str = "talent";
    const PAPERS: &'static [Label] = &[label("实习生分配表", "Allocation of interns")];
    const ROSTER: Option<(&'static str, Action)> = Some(("internship", PLAN));
    const FACTS: &'static [Word] = &[
        Word::new("internship.batch_opened.v1", "设立批次", "batch opened"),
        Word::new("internship.batch_extended.v1", "调整结束日", "last day changed"),
        Word::new("internship.student_entered.v1", "列入学生", "student entered"),
        Word::new("internship.batch_closed.v1", "结束批次", "batch closed"),
    ];

    fn reads(&self) -> Vec<Need> {
        self.students().keys().map(need::<Placement>).collect()
    }

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(head) = self.head() else { return sheet };
        self.terms(head, &mut sheet);
        let placements = || self.students().keys().filter_map(|id| view.states.get::<Placement>(id));
        let met = |number: u32| {
            placements().filter(|one| one.logs().iter().any(|log| log.practised.iter().any(|done| done.competency == number))).count()
        };
        let list = (1_u32..).zip(&head.competencies);
        let here = placements().filter(|one| !one.logs().is_empty()).count();
        sheet.table(
            label("能力清单", "Competencies"),
            const {
                &[
                    label("序号", "No."),
                    label("能力", "Competency"),
                    label("已接触的学生", "Students who met it"),
                    label("已有周记的学生", "Students with logs"),
                ]
            },
            list.map(|(n, name)| Row::of([Shown::Count(i64::from(n)), Shown::text(name), count(met(n)), count(here)])),
        );
        sheet.table(
            label("学生", "Students"),
            const { &[STUDENT, STATE, HOST, POST, MENTORS, FROM, TO, label("能力覆盖", "Coverage"), label("实习安排", "Placement")] },
            placements().filter_map(|placement| row(head, placement)),
        );
        if view.now.day() > head.to && self.closed_on().is_none() {
            sheet.warnings.push(label(
                "批次已到期，尚未结束：请评定、出具证明并结束批次",
                "The batch is past its last day and not closed: grade, certify and close it",
            ));
        }
        if view.may(PLAN, &head.unit) && self.closed_on().is_none() {
            self.steps(head, &mut sheet);
        }
        sheet
    }

    fn begin(_: &Viewing<'_>) -> Vec<Step> {
        vec![
            Step::of::<OpenBatch>(label("设立实习批次", "Open a batch"))
                .ask("serial", SERIAL, AskKind::Text)
                .ask("title", TITLE, AskKind::Text)
                .ask("school", SCHOOL, AskKind::Text)
                .ask("major", MAJOR, AskKind::Text)
                .ask("unit", UNIT, AskKind::Unit(Some(PLAN)))
                .ask("from", FROM, AskKind::Day)
                .ask("to", TO, AskKind::Day)
                .ask("weeks", WEEKS, AskKind::Count)
                .ask("competencies", COMPETENCIES, AskKind::Lines)
                .ask("load_cap", CAP, AskKind::Count)
                .preset(2)
                .ask("minimum_days", MINIMUM, AskKind::Count)
                .preset(30)
                .ask("agreement", AGREEMENT, AskKind::Document),
        ]
    }
}

impl Batch {
    fn terms(&self, head: &BatchHead, sheet: &mut Sheet) {
        sheet.term(SERIAL, [Shown::text(&head.serial)]);
        sheet.term(SCHOOL, [Shown::text(&head.school)]);
        sheet.term(MAJOR, [Shown::text(&head.major)]);
        sheet.term(UNIT, [Shown::Unit(head.unit.clone())]);
        sheet.term(label("起止", "From and to"), [Shown::Day(head.from), Shown::Day(head.to)]);
        sheet.term(WEEKS, [Shown::Count(i64::from(head.weeks))]);
        sheet.term(CAP, [Shown::Count(i64::from(head.load_cap))]);
        sheet.term(MINIMUM, [Shown::Count(i64::from(head.minimum_days))]);
        sheet.term(AGREEMENT, [document(&head.agreement)]);
        sheet.term(label("学生数", "Students"), [count(self.students().len())]);
        sheet.term(label("结束日", "Closed on"), self.closed_on().map(Shown::Day));
    }

    fn steps(&self, head: &BatchHead, sheet: &mut Sheet) {
        let id = head.id.to_string();
        let columns = AskKind::Rows(vec![text("name", label("姓名", "Name")), text("id_number", label("身份证号", "Identity number"))]);
        let enter = Step::of::<EnterStudents>(label("列入新学生", "Enter new students")).fix("batch", id.clone());
        sheet.steps.push(enter.ask("students", label("学生（姓名、身份证号）", "Students: name, identity number"), columns));
        let extend = Step::of::<ExtendBatch>(label("调整结束日", "Change the last day")).fix("batch", id.clone());
        sheet.steps.push(extend.ask("to", TO, AskKind::Day).preset(head.to).ask("basis", AUTHORITY, AskKind::Text));
        let all: Vec<String> = self.students().keys().map(ToString::to_string).collect();
        sheet
            .steps
            .push(Step::of::<CloseBatch>(label("结束批次", "Close the batch")).fix("batch", id).fix("placements", json!(all)).grave());
    }
}

fn row(head: &BatchHead, placement: &Placement) -> Option<Row> {
    let (of, stage) = (placement.head()?, placement.stage()?);
    let stay = placement.stay();
    let coverage = Coverage::of(placement, head.competencies.len());
    let narrow = label("接触面窄", "narrow");
    let covered = Shown::text(format!("{}/{}", coverage.met(), head.competencies.len()));
    let covered = if coverage.is_narrow() && stage == Stage::Active { Shown::Late(narrow) } else { covered };
    let row = Row::of([
        Shown::Person(of.person),
        Shown::Label(stage.label()),
        Shown::or_nothing(stay.map(|stay| Shown::Unit(stay.host.clone()))),
        Shown::or_nothing(stay.map(|stay| Shown::text(&stay.post))),
        Shown::or_nothing(stay.map(mentors)),
        Shown::or_nothing(stay.map(|stay| Shown::Day(stay.arrived.map_or(stay.from, |(on, _)| on)))),
        Shown::or_nothing(stay.map(|stay| Shown::Day(stay.last()))),
        covered,
        Shown::Thing { list: Placement::LIST, id: of.placement.0, title: of.serial.clone() },
    ]);
    Some(row.sent_by(stay.map_or_else(|| of.organiser.clone(), |stay| stay.host.clone())))
}
