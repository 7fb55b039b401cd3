//! The year's plan as lists and pages show it.

use nc_kernel::money::Money;
use nc_kernel::{Day, Need};
use nc_people::access::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label};

use super::command::{AmendPlan, ApprovePlan, DraftPlan};
use super::model::{Category, PlanItem, PlanItemRef};
use super::state::{Bookings, Plan};

const AUTHORITY: Label = label("批准文件或会议", "Document or meeting");
const ITEM: Label = label("项目编号", "Line");
const TITLE: Label = label("名称", "Title");
const CATEGORY: Label = label("类别", "Category");
const RUNS: Label = label("期数", "Classes");
const HEADCOUNT: Label = label("人次", "Attendances");
const DUE: Label = label("应完成月份", "Due by month");
const MINUTES: Label = label("人均学时（分钟）", "Credit each (minutes)");
const BUDGET: Label = label("经费", "Budget");
const RESERVED: Label = label("班次已落实经费", "Reserved for classes");
const LEFT: Label = label("余额", "Left");
const LINES: &[Label] = &[ITEM, TITLE, CATEGORY, RUNS, HEADCOUNT, MINUTES, DUE, BUDGET, RESERVED, LEFT];

fn columns() -> AskKind {
    AskKind::Rows(vec![
        AskKind::column("item", ITEM, AskKind::Text),
        AskKind::column("title", TITLE, AskKind::Text),
        AskKind::column("category", CATEGORY, AskKind::Word(Category::WORDS)),
        AskKind::column("runs", RUNS, AskKind::Count),
        AskKind::column("headcount", HEADCOUNT, AskKind::Count),
        AskKind::column("credit_minutes", MINUTES, AskKind::Minutes),
        AskKind::column("budget_fen", BUDGET, AskKind::Money),
        AskKind::optional_column("due_month", DUE, AskKind::Count),
    ])
}

fn line(item: &PlanItem, reserved: i64) -> Row {
    Row::of([
        Shown::text(&item.item),
        Shown::text(&item.title),
        Shown::Label(item.category.label()),
        Shown::Count(i64::from(item.runs)),
        Shown::Count(i64::from(item.headcount)),
        Shown::Minutes(i64::from(item.credit_minutes)),
        Shown::Count(i64::from(item.due())),
        Shown::Money(Money(item.budget_fen)),
        Shown::Money(Money(reserved)),
        Shown::Money(Money(item.budget_fen.saturating_sub(reserved))),
    ])
}

impl Plan {
    fn days(&self) -> Option<(Day, Day)> {
        let first = Day::new(self.year()?, 1, 1).ok()?;
        Some((first, first.last_of_year()))
    }
}

impl Listed for Plan {
    const LIST: &'static str = "training_plan";
    const ONE: Label = label("年度训练计划", "Training plan");
    const MANY: Label = label("年度训练计划", "Training plans");
    const STATES: &'static [Word] = &[Word::new("draft", "待批准", "draft"), Word::new("in_force", "已批准", "in force")];
    const UNFINISHED: &'static [&'static str] = &["draft"];
    const KINDS: &'static [Word] = &[];

    const COUNTS: Option<Label> = Some(label("项目数", "Lines"));

    fn line(&self) -> Option<Line> {
        let (starts_on, ends_on) = self.days()?;
        Some(Line {
            since: self.versions().first()?.seq,
            id: self.id()?.0,
            serial: self.year()?.to_string(),
            title: self.title().to_owned(),
            kind: "",
            state: if self.approved() { "in_force" } else { "draft" },
            organisers: vec![self.unit()?.clone()],
            starts_on,
            ends_on,
            marks: self.version()?.items.len(),
        })
    }
}

impl Sheeted for Plan {
    const INITIATIVE: &'static str = "training";
    const PAPERS: &'static [Label] = &[label("年度训练计划表", "yearly training plan"), label("办班审批表", "approval of a class")];
    // One kind of facts for plans, classes and bookings: a plan's own stream holds the first three.
    const FACTS: &'static [Word] = &[
        Word::new("training.plan_drafted.v1", "计划拟定", "plan drafted"),
        Word::new("training.plan_approved.v1", "计划批准", "plan approved"),
        Word::new("training.plan_amended.v1", "计划调整", "plan amended"),
        Word::new("training.class_planned.v1", "班次立项", "class planned"),
        Word::new("training.class_opened.v1", "开放报名", "class opened"),
        Word::new("training.session_scheduled.v1", "排课", "session scheduled"),
        Word::new("training.session_held.v1", "授课完成", "session held"),
        Word::new("training.session_cancelled.v1", "课次取消", "session cancelled"),
        Word::new("training.enrolment_changed.v1", "名册变动", "enrolment changed"),
        Word::new("training.attended.v1", "考勤", "attended"),
        Word::new("training.checked_in.v1", "签到", "checked in"),
        Word::new("training.mark_corrected.v1", "考勤更正", "mark corrected"),
        Word::new("training.assessed.v1", "考核成绩", "assessed"),
        Word::new("training.score_corrected.v1", "成绩更正", "score corrected"),
        Word::new("training.appealed.v1", "成绩申诉", "objection to a score"),
        Word::new("training.appeal_decided.v1", "申诉结论", "objection decided"),
        Word::new("training.class_closed.v1", "结业", "class closed"),
        Word::new("training.class_cancelled.v1", "取消班次", "class cancelled"),
        Word::new("training.stock_set.v1", "装备库存", "stock set"),
        Word::new("training.booked.v1", "预约", "booked"),
        Word::new("training.released.v1", "释放预约", "released"),
        Word::new("training.reserved.v1", "经费预留", "money reserved"),
    ];

    fn reads(&self) -> Vec<Need> {
        vec![Need::only::<Bookings>()]
    }

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let (Some(id), Some(unit), Some(version)) = (self.id(), self.unit(), self.version()) else { return sheet };
        let items = &version.items;
        sheet.term(label("单位", "Unit"), [Shown::Unit(unit.clone())]);
        sheet.term(label("年度", "Year"), self.year().map(|year| Shown::text(year.to_string())));
        sheet.term(label("现行版本", "Version"), [Shown::Count(i64::from(version.number))]);
        sheet.term(AUTHORITY, version.authority.as_deref().map(Shown::text));
        // Sums of exact fen, shown once: rounded lines are never added.
        let budget = items.iter().fold(0_i64, |sum, item| sum.saturating_add(item.budget_fen));
        sheet.term(label("经费合计", "Budget in all"), [Shown::Money(Money(budget))]);
        let reserved = |item: &PlanItem| {
            let of = PlanItemRef { item: item.item.clone(), plan: id };
            view.states.only::<Bookings>().map_or(0, |booked| booked.reserved(&of, None))
        };
        sheet.table(label("计划项目", "Lines"), LINES, items.iter().map(|item| line(item, reserved(item))).collect::<Vec<_>>());
        let versions = self.versions().iter().map(|version| {
            Row::of([
                Shown::Count(i64::from(version.number)),
                Shown::Count(i64::try_from(version.items.len()).unwrap_or(i64::MAX)),
                Shown::or_nothing(version.authority.as_deref().map(Shown::text)),
                Shown::or_nothing(version.reason.as_deref().map(Shown::text)),
                Shown::Fact(version.seq),
            ])
        });
        const VERSIONS: &[Label] =
            &[label("版本", "Version"), label("项目数", "Lines"), AUTHORITY, label("调整原因", "Why amended"), label("记录", "Fact")];
        sheet.table(label("版本沿革", "Versions"), VERSIONS, versions.collect::<Vec<_>>());
        if view.may(Action::PlanTraining, unit) {
            let step = if self.approved() {
                Step::of::<AmendPlan>(label("调整计划", "Amend"))
                    .fix("plan", id.to_string())
                    .ask("items", label("全部项目", "All lines from now on"), columns())
                    .ask("reason", label("原因", "Reason"), AskKind::Text)
                    .ask("authority", AUTHORITY, AskKind::Text)
            } else {
                Step::of::<ApprovePlan>(label("批准计划", "Approve")).fix("plan", id.to_string()).ask("authority", AUTHORITY, AskKind::Text)
            };
            sheet.steps.push(step);
        }
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        if !view.may_somewhere(Action::PlanTraining) {
            return Vec::new();
        }
        let step = Step::of::<DraftPlan>(label("拟定计划", "Draft a plan"))
            .ask("unit", label("单位", "Unit"), AskKind::Unit(Some(Action::PlanTraining)))
            .ask("year", label("年度", "Year"), AskKind::Count)
            .preset(view.now.day().year())
            .ask("title", TITLE, AskKind::Text)
            .ask("items", label("项目", "Lines"), columns());
        vec![step]
    }
}
