//! How a programme stands in its book.

use nc_kernel::{Day, Need};
use nc_people::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label, need};

use super::command::{AddDue, CloseProgramme, DropDue, SetUpProgramme, StrikeProgramme};
use super::fact::SetUp;
use super::state::{Programme, Progress};
use crate::exercise::model::{Kind, ProgrammeStage, Rating, Span};
use crate::exercise::rating::ObjectiveRating;
use crate::exercise::sheet::rating;
use crate::exercise::state::Exercise;

const CAPABILITY: Label = label("能力", "Capability");
const OBJECTIVE: Label = label("训练目标", "Objective");
const NO: Label = label("序号", "No.");
const TITLE: Label = label("名称", "Title");
const KIND: Label = label("类型", "Type");
const UNIT: Label = label("单位", "Unit");
const DUE: Label = label("办理期限", "Due");
const REASON: Label = label("理由", "Reason");
const EXERCISES: Label = label("演练", "Exercises");
const STATUS: Label = label("进度", "Progress");

impl Listed for Programme {
    const LIST: &'static str = "exercise_programme";
    const ONE: Label = label("演练规划", "exercise programme");
    const MANY: Label = label("演练规划", "exercise programmes");
    const STATES: &'static [Word] = ProgrammeStage::WORDS;
    const UNFINISHED: &'static [&'static str] = &["in_force"];
    const OFF: &'static [&'static str] = &["struck"];
    const KINDS: &'static [Word] = Span::WORDS;
    const COUNTS: Option<Label> = Some(label("列入演练", "Exercises"));

    fn line(&self) -> Option<Line> {
        let (body, starts_on) = (self.head()?, self.starts_on()?);
        let span = if starts_on.year() == body.ends_on.year() { Span::Annual } else { Span::MultiYear };
        Some(Line {
            since: self.since()?,
            id: body.programme.0,
            serial: body.serial.clone(),
            title: body.title.clone(),
            kind: span.word(),
            state: self.stage().map_or("", ProgrammeStage::word),
            organisers: vec![body.unit.clone()],
            starts_on,
            ends_on: body.ends_on,
            marks: self.joined().len(),
        })
    }
}

impl Sheeted for Programme {
    const INITIATIVE: &'static str = "training";
    const PAPERS: &'static [Label] = &[label("年度演练计划", "Yearly exercise plan"), label("多年演练规划表", "Multi-year exercise plan")];
    const FACTS: &'static [Word] = &[
        Word::new("exercise.programme_set_up.v1", "制定", "set up"),
        Word::new("exercise.programme_extended.v1", "增列应办演练", "exercises added"),
        Word::new("exercise.programme_dropped.v1", "取消应办演练", "exercise dropped"),
        Word::new("exercise.programme_joined.v1", "列入演练", "exercise joined"),
        Word::new("exercise.programme_closed.v1", "办结", "closed"),
        Word::new("exercise.programme_struck.v1", "撤销", "struck out"),
    ];

    fn reads(&self) -> Vec<Need> {
        self.joined().iter().map(|joined| need::<Exercise>(joined.exercise)).collect()
    }

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let (Some(body), Some(stage)) = (self.head(), self.stage()) else { return sheet };
        sheet.known_to = self.items().map(|(_, item)| item.due.unit.clone()).collect();
        sheet.term(label("备注", "Remark"), body.remark.clone().map(Shown::Text));
        let today = view.now.day();
        let count = |wanted: Progress| {
            let found = self.items().filter(|(number, _)| self.progress(*number, view.states, today) == Some(wanted)).count();
            Shown::Count(i64::try_from(found).unwrap_or(i64::MAX))
        };
        for progress in [Progress::Done, Progress::InHand, Progress::Due, Progress::Overdue] {
            sheet.term(called(progress), [count(progress)]);
        }
        if count(Progress::Overdue) != Shown::Count(0) && stage == ProgrammeStage::InForce {
            sheet.warnings.push(label("有应办演练已过期限。", "An exercise that was due has not been held."));
        }
        if let Some((day, review)) = self.review() {
            sheet.term(label("办结意见", "Review"), [Shown::Day(day), Shown::text(review)]);
        }
        self.aims(body, view, &mut sheet);
        self.due(stage, view, &mut sheet);
        self.held(view, &mut sheet);
        steps(self, stage, view, &mut sheet);
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        let today = view.now.day();
        let aims = vec![AskKind::column("capability", CAPABILITY, AskKind::Text), AskKind::column("objective", OBJECTIVE, AskKind::Text)];
        let step = || {
            Step::of::<SetUpProgramme>(label("制定演练规划", "Set up a programme"))
                .ask("title", TITLE, AskKind::Text)
                .ask("unit", UNIT, AskKind::Unit(Some(Action::PlanTraining)))
                .ask("starts_on", label("起日", "First day"), AskKind::Day)
                .preset(today)
                .ask("ends_on", label("止日", "Last day"), AskKind::Day)
                .ask("aims", label("训练目标（粘贴行）", "Objectives (paste rows)"), AskKind::Rows(aims))
                .ask("due", label("应办演练（粘贴行）", "Exercises due (paste rows)"), AskKind::Rows(columns()))
                .ask("serial", label("编号", "Serial"), AskKind::Text)
                .optional()
                .ask("remark", label("备注（不写人名）", "Remark (no names)"), AskKind::Text)
                .optional()
        };
        view.may_somewhere(Action::PlanTraining).then(step).into_iter().collect()
    }
}

/// What each progress is called, as a term and in a cell.
fn called(progress: Progress) -> Label {
    match progress {
        Progress::Due => label("待办", "Due"),
        Progress::Overdue => label("逾期未办", "Overdue"),
        Progress::InHand => label("在办", "In hand"),
        Progress::Done => label("已办", "Done"),
        Progress::Dropped => label("取消", "Dropped"),
    }
}

fn columns() -> Vec<nc_people::sheet::Ask> {
    vec![
        AskKind::column("title", TITLE, AskKind::Text),
        AskKind::column("kind", KIND, AskKind::Word(Kind::WORDS)),
        AskKind::column("unit", UNIT, AskKind::Unit(None)),
        AskKind::column("due", DUE, AskKind::Day),
        AskKind::column("capability", CAPABILITY, AskKind::Text),
    ]
}

impl Programme {
    /// What it is to train: how often each capability is due and was shown, and how it was rated last.
    fn aims(&self, body: &SetUp, view: &Viewing<'_>, sheet: &mut Sheet) {
        const COLUMNS: &[Label] = &[
            CAPABILITY,
            OBJECTIVE,
            label("应办", "Due"),
            label("已检验", "Exercises that showed it"),
            label("最近评级", "Last rating"),
            label("评于", "Rated on"),
        ];
        let number = |n: usize| Shown::Count(i64::try_from(n).unwrap_or(i64::MAX));
        let rows = body.aims.iter().map(|aim| {
            let due = self.items().filter(|(_, item)| item.dropped.is_none() && item.due.capability == aim.capability).count();
            let shown: Vec<(Day, Rating)> = self.exercises(view.states).filter_map(|(_, held)| shown_by(held, &aim.capability)).collect();
            let last = shown.iter().max_by_key(|(day, _)| *day);
            let day = Shown::or_nothing(last.map(|(day, _)| Shown::Day(*day)));
            let texts = [&aim.capability, &aim.objective].map(Shown::text);
            Row::of(texts.into_iter().chain([number(due), number(shown.len()), rating(last.map(|(_, rating)| *rating)), day]))
        });
        sheet.table(label("训练目标与能力", "Capabilities to be trained"), COLUMNS, rows);
    }

    fn due(&self, stage: ProgrammeStage, view: &Viewing<'_>, sheet: &mut Sheet) {
        const COLUMNS: &[Label] = &[NO, TITLE, KIND, UNIT, CAPABILITY, DUE, STATUS, EXERCISES, REASON];
        let today = view.now.day();
        let open = stage == ProgrammeStage::InForce;
        let rows = self.items().map(|(number, item)| {
            let progress = self.progress(number, view.states, today).unwrap_or(Progress::Due);
            let status = called(progress);
            let status = match progress {
                Progress::Done => Shown::Good(status),
                Progress::Overdue if open => Shown::Late(status),
                Progress::Dropped => Shown::Off(status),
                Progress::Due | Progress::Overdue | Progress::InHand => Shown::Label(status),
            };
            let mut held = self.exercises(view.states).filter(|(joined, _)| joined.item == Some(number));
            let held = held.find_map(|(_, exercise)| thing(exercise, view));
            let due = &item.due;
            let row = Row::of([
                Shown::Count(i64::from(number)),
                Shown::text(&due.title),
                Shown::Label(due.kind.label()),
                Shown::Unit(due.unit.clone()),
                Shown::text(&due.capability),
                Shown::Day(due.due),
                status,
                Shown::or_nothing(held),
                Shown::or_nothing(item.dropped.clone().map(Shown::Text)),
            ]);
            row.with(self.drop_step(number, progress, view).filter(|_| open))
        });
        sheet.table(label("应办演练", "Exercises due"), COLUMNS, rows);
    }

    fn drop_step(&self, number: u32, progress: Progress, view: &Viewing<'_>) -> Option<Step> {
        let body = self.head()?;
        let may = matches!(progress, Progress::Due | Progress::Overdue) && view.may(Action::PlanTraining, &body.unit);
        may.then(|| {
            let step = Step::of::<DropDue>(label("取消", "Drop")).about(number).fix("item", number);
            step.fix("programme", body.programme.to_string()).ask("reason", REASON, AskKind::Text).grave()
        })
    }

    /// Its exercises by their days, as far as the reader may open them.
    fn held(&self, view: &Viewing<'_>, sheet: &mut Sheet) {
        const COLUMNS: &[Label] =
            &[label("演练", "Exercise"), KIND, UNIT, label("日期", "On"), label("阶段", "Stage"), label("事项序号", "Item")];
        let mut all: Vec<(Day, Row)> = Vec::new();
        for (joined, exercise) in self.exercises(view.states) {
            let (Some(body), Some(stage), Some(thing)) = (exercise.planned(), exercise.stage(), thing(exercise, view)) else { continue };
            let day = exercise.runs().map(|(day, _)| day).max().unwrap_or(body.ends_on);
            let item = Shown::or_nothing(joined.item.map(|item| Shown::Count(i64::from(item))));
            let stage = if exercise.counts() { Shown::Good(stage.label()) } else { Shown::Label(stage.label()) };
            let kind = Shown::Label(body.kind.label());
            all.push((day, Row::of([thing, kind, Shown::Unit(body.unit.clone()), Shown::Day(day), stage, item])));
        }
        all.sort_by_key(|(day, _)| *day);
        sheet.table(label("列入的演练", "Its exercises"), COLUMNS, all.into_iter().map(|(_, row)| row));
    }
}

/// An exercise as a link, where the reader may read rows of its unit.
fn thing(exercise: &Exercise, view: &Viewing<'_>) -> Option<Shown> {
    let body = exercise.planned().filter(|body| view.may(Action::ReadRows, &body.unit))?;
    Some(Shown::Thing { list: Exercise::LIST, id: body.exercise.0, title: body.title.clone() })
}

/// When an exercise that counts was held last, and the worst rating of its objectives that show `capability`.
fn shown_by(exercise: &Exercise, capability: &str) -> Option<(Day, Rating)> {
    let objectives = exercise.objectives();
    let rated = objectives.iter().filter(|known| known.capability == capability).filter_map(ObjectiveRating::rating);
    let (worst, day) = (rated.max()?, exercise.runs().map(|(day, _)| day).max()?);
    exercise.counts().then_some((day, worst))
}

fn steps(programme: &Programme, stage: ProgrammeStage, view: &Viewing<'_>, sheet: &mut Sheet) {
    let Some(body) = programme.head().filter(|_| stage == ProgrammeStage::InForce) else { return };
    let about = |step: Step| step.fix("programme", body.programme.to_string());
    if view.may(Action::PlanTraining, &body.unit) {
        let add = about(Step::of::<AddDue>(label("增列应办演练", "Add exercises")));
        let rows = label("应办演练（粘贴行）", "Exercises due (paste rows)");
        sheet.steps.push(add.ask("due", rows, AskKind::Rows(columns())).ask("reason", REASON, AskKind::Text));
        let close = about(Step::of::<CloseProgramme>(label("办结规划", "Close the programme")));
        let review = label("办结意见（未办的注明原因）", "Review (why what was due was not done)");
        sheet.steps.push(close.ask("review", review, AskKind::Long));
    }
    if programme.joined().is_empty() && view.may(Action::CorrectTraining, &body.unit) {
        let strike = about(Step::of::<StrikeProgramme>(label("撤销规划", "Strike out"))).grave();
        sheet.steps.push(strike.ask("reason", REASON, AskKind::Text).ask("authority", label("依据", "Authority"), AskKind::Text));
    }
}
