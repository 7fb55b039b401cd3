//! How an exercise stands in its book: its line, and what each reader sees of it.

mod aar;
mod actions;
mod play;
mod prepare;

use nc_kernel::{Day, Need, PersonId};
use nc_people::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Sheet, Sheeted, Shown, Step, Viewing, Word, label, need};

use super::command::{PlanExercise, RecordDrill};
use super::decide::owns;
use super::fact::Planned;
use super::model::{Kind, Rating, Role, Stage};
use super::programme::Programme;
use super::scenario::Scenario;
use super::state::{Exercise, Place};

const ON: Label = label("日期", "On");
const TASK: Label = label("关键任务", "Critical task");
const OBJECTIVE: Label = label("目标", "Objective");
const CAPABILITY: Label = label("能力", "Capability");
const RATING: Label = label("评级", "Rating");
const TEAM: Label = label("队伍", "Team");
const PROGRAMME: Label = label("所属规划", "Programme");
const ITEM: Label = label("规划事项序号", "Number of the item there");

impl Listed for Exercise {
    const LIST: &'static str = "exercise";
    const ONE: Label = label("演练", "exercise");
    const MANY: Label = label("红蓝对抗与演练", "exercises");
    const STATES: &'static [Word] = Stage::WORDS;
    const UNFINISHED: &'static [&'static str] = &["planning", "locked", "conduct", "hotwash", "aar_draft", "aar_agreed", "actions_open"];
    const OFF: &'static [&'static str] = &["struck"];
    const KINDS: &'static [Word] = Kind::WORDS;
    const COUNTS: Option<Label> = Some(label("轮次", "Runs"));

    fn line(&self) -> Option<Line> {
        let (body, starts_on) = (self.planned()?, self.starts_on()?);
        Some(Line {
            since: self.since()?,
            id: body.exercise.0,
            serial: body.serial.clone(),
            title: body.title.clone(),
            kind: body.kind.word(),
            state: self.stage().map_or("", Stage::word),
            organisers: vec![body.unit.clone()],
            starts_on,
            ends_on: self.due_by(body.ends_on),
            marks: self.runs().count(),
        })
    }

    /// Who answers for an action that is not done, and who verifies it: the lead evaluator, or the director where that is the
    /// owner or there is none.
    fn waits_for(&self) -> Vec<PersonId> {
        let open = self.actions().iter().filter(|action| action.verified.is_none() && !self.is_struck());
        let verifier = |action: &super::state::Action| {
            let named = [Role::LeadEvaluator, Role::Director].map(|role| self.holder(role));
            named.into_iter().flatten().find(|person| !owns(action, *person))
        };
        let mut people: Vec<PersonId> =
            open.filter_map(|action| if action.finished.is_some() { verifier(action) } else { Some(action.set.contact) }).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// The day after the first action fell due, whoever planned and whoever directs the exercise has it on their desk too.
    fn escalates(&self) -> Vec<(PersonId, Day)> {
        let from = self.next_due().filter(|_| !self.is_struck()).map(|due| due.plus_days(1));
        let answer = [self.planned().and_then(|body| body.planner), self.holder(Role::Director)];
        from.map(|from| answer.into_iter().flatten().map(|person| (person, from)).collect()).unwrap_or_default()
    }
}

/// Days after its last run by which its report is due.
const REPORT_DAYS: i64 = 30;

impl Exercise {
    /// The day by which it waits to be carried on: its last as planned, its report's, then that of the first open action.
    fn due_by(&self, planned: Day) -> Day {
        let Some(held) = self.runs().map(|(day, _)| day).max() else { return planned };
        match self.stage() {
            Some(Stage::Hotwash | Stage::Drafted | Stage::Agreed) => held.plus_days(REPORT_DAYS),
            Some(Stage::Actions) => self.next_due().unwrap_or(held),
            _ => held,
        }
    }

    /// Who holds a role of which there is one.
    fn holder(&self, role: Role) -> Option<PersonId> {
        self.people().find(|place| place.role == role).map(|place| place.taker.person)
    }
}

/// 视野: what a reader may know of an exercise. Who plays is a player whatever else they may do in the bureau.
struct Sight<'a> {
    view: &'a Viewing<'a>,
    me: Option<(PersonId, &'a Place)>,
    body: &'a Planned,
    stage: Stage,
}

impl Sight<'_> {
    fn role(&self) -> Option<Role> {
        self.me.map(|(_, place)| place.role)
    }

    /// Directs, controls, evaluates or facilitates: knows the whole scenario.
    fn staff(&self) -> bool {
        self.role().is_some_and(|role| role != Role::Player)
    }

    fn plans(&self) -> bool {
        self.role() != Some(Role::Player) && self.view.may(Action::PlanTraining, &self.body.unit)
    }

    /// Whether the report is out.
    fn issued(&self) -> bool {
        matches!(self.stage, Stage::Actions | Stage::Closed)
    }

    fn held(&self) -> bool {
        self.issued() || matches!(self.stage, Stage::Hotwash | Stage::Drafted | Stage::Agreed)
    }

    /// Whether an overdue action brings the reader here, who planned the exercise.
    fn late_for_me(&self, exercise: &Exercise) -> bool {
        let late = exercise.next_due().is_some_and(|due| due < self.view.now.day());
        late && self.body.planner.is_some_and(|planner| self.view.is(planner)) && self.role() != Some(Role::Player)
    }

    /// A step the reader takes in person.
    fn step<C: nc_people::Command>(&self, name: Label) -> Option<Step> {
        let person = self.view.person?;
        Some(Step::of::<C>(name).fix("exercise", self.body.exercise.to_string()).fix("by", person.to_string()))
    }
}

/// A rating as it is shown: what could not be done stands out.
pub(super) fn rating(rating: Option<Rating>) -> Shown {
    match rating {
        None => Shown::Off(label("未评", "not rated")),
        Some(Rating::Performed) => Shown::Good(Rating::Performed.label()),
        Some(Rating::Unable) => Shown::Late(Rating::Unable.label()),
        Some(other) => Shown::Label(other.label()),
    }
}

impl Sheeted for Exercise {
    const INITIATIVE: &'static str = "training";
    const PAPERS: &'static [Label] = &[
        label("演练方案", "Exercise plan"),
        label("导调文书", "Controllers' papers"),
        label("演练评估表", "Evaluation form"),
        label("演练总结报告", "After-action report"),
        label("问题整改台账", "Improvement ledger"),
    ];
    const FACTS: &'static [Word] = &[
        Word::new("exercise.planned.v1", "立项", "planned"),
        Word::new("exercise.teams_set.v1", "编队", "teams set"),
        Word::new("exercise.programme_named.v1", "归入规划", "programme named"),
        Word::new("exercise.appointed.v1", "任岗", "people named"),
        Word::new("exercise.released.v1", "免岗", "place taken back"),
        Word::new("exercise.objectives_set.v1", "设定评估指南", "evaluation guide set"),
        Word::new("exercise.scenario_locked.v1", "脚本锁定", "scenario locked"),
        Word::new("exercise.clock_turned.v1", "操作时钟", "clock turned"),
        Word::new("exercise.speed_set.v1", "调整倍速", "speed set"),
        Word::new("exercise.inject_released.v1", "人工发布情况", "inject released"),
        Word::new("exercise.inject_skipped.v1", "跳过情况", "inject skipped"),
        Word::new("exercise.drill_held.v1", "登记已实施", "recorded as held"),
        Word::new("exercise.run_added.v1", "加演一轮", "run added"),
        Word::new("exercise.observed.v1", "观察", "observed"),
        Word::new("exercise.rated.v1", "评级", "rated"),
        Word::new("exercise.overridden.v1", "改评目标", "objective rated otherwise"),
        Word::new("exercise.hotwash_held.v1", "现场讲评", "hot wash held"),
        Word::new("exercise.report_advanced.v1", "报告推进", "report advanced"),
        Word::new("exercise.action_set.v1", "列整改事项", "action set"),
        Word::new("exercise.action_finished.v1", "整改完成", "action finished"),
        Word::new("exercise.action_verified.v1", "整改核验", "action verified"),
        Word::new("exercise.action_recurred.v1", "问题重复出现", "issue found again"),
        Word::new("exercise.struck.v1", "撤销", "struck out"),
    ];

    fn reads(&self) -> Vec<Need> {
        self.planned().map(|body| need::<Scenario>(body.exercise)).into_iter().collect()
    }

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let (Some(body), Some(stage)) = (self.planned(), self.stage()) else { return sheet };
        let me = view.person.and_then(|person| Some((person, self.place(person)?)));
        let sight = Sight { view, me, body, stage };
        sheet.takes_part = self.people().map(|place| place.taker.person).collect();
        sheet.takes_part.extend(self.actions().iter().map(|action| action.set.contact));
        if sight.issued() {
            sheet.known_to = self.actions().iter().map(|action| action.set.unit.clone()).collect();
        }
        let known = sight.late_for_me(self);
        sheet.takes_part.extend(body.planner.filter(|planner| known && view.is(*planner)));
        let named = self.named().map(|named| Shown::Thing { list: Programme::LIST, id: named.programme.0, title: named.title.clone() });
        let item = self.named().and_then(|named| named.item).map(|item| Shown::text(format!("#{item}")));
        sheet.term(PROGRAMME, named.or_else(|| body.programme.clone().map(Shown::Text)).into_iter().chain(item));
        sheet.term(label("实施日期", "Held on"), self.runs().map(|(day, _)| day).max().map(Shown::Day));
        sheet.term(label("备注", "Remark"), body.remark.clone().map(Shown::Text));
        if body.unannounced {
            let told = label("不通知、不准备、不预演", "not announced, not prepared, not rehearsed");
            sheet.term(label("方式", "Manner"), [Shown::Label(told)]);
        }
        if let Some((_, place)) = me {
            let team = place.team.clone().map(Shown::Text);
            sheet.term(label("我的岗位", "My role"), [Shown::Label(place.role.label())].into_iter().chain(team));
        }
        prepare::show(self, &sight, &mut sheet);
        play::show(self, &sight, &mut sheet);
        aar::show(self, &sight, &mut sheet);
        actions::show(self, &sight, &mut sheet);
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        let plan = || plan_step(view);
        let drill = || drill_step(view);
        let plan = view.may_somewhere(Action::PlanTraining).then(plan);
        plan.into_iter().chain(view.may_somewhere(Action::RecordTraining).then(drill)).collect()
    }
}

fn plan_step(view: &Viewing<'_>) -> Step {
    Step::of::<PlanExercise>(label("演练立项", "Plan an exercise"))
        .ask("title", label("名称", "Title"), AskKind::Text)
        .ask("kind", label("类型", "Type"), AskKind::Word(Kind::WORDS))
        .ask("unit", label("主办单位", "Organiser"), AskKind::Unit(Some(Action::PlanTraining)))
        .ask("starts_on", label("起日", "First day"), AskKind::Day)
        .preset(view.now.day())
        .ask("ends_on", label("止日", "Last day"), AskKind::Day)
        .preset(view.now.day())
        .ask("programme", PROGRAMME, programme())
        .optional()
        .ask("item", ITEM, AskKind::Count)
        .optional()
        .ask("serial", label("编号", "Serial"), AskKind::Text)
        .optional()
        .ask("remark", label("备注（不写人名）", "Remark (no names)"), AskKind::Text)
        .optional()
}

fn drill_step(view: &Viewing<'_>) -> Step {
    let tasks = vec![
        AskKind::column("objective", OBJECTIVE, AskKind::Text),
        AskKind::column("capability", CAPABILITY, AskKind::Text),
        AskKind::column("task", TASK, AskKind::Text),
        AskKind::column("rating", RATING, AskKind::Word(Rating::WORDS)),
        AskKind::optional_column("comment", label("现场点评", "Said on the spot"), AskKind::Text),
    ];
    Step::of::<RecordDrill>(label("登记已实施的演练", "Record a drill that was held"))
        .ask("title", label("名称", "Title"), AskKind::Text)
        .ask("kind", label("类型", "Type"), AskKind::Word(Kind::WORDS))
        .preset(Kind::RedBlue.word())
        .ask("unit", label("实施单位", "Unit"), AskKind::Unit(Some(Action::RecordTraining)))
        .ask("held_on", ON, AskKind::Day)
        .preset(view.now.day())
        .ask("players", label("参演人员", "Players"), AskKind::People)
        .ask("tasks", label("任务与评级", "Tasks and ratings"), AskKind::Rows(tasks))
        .ask("runs", label("轮次", "Runs"), AskKind::Count)
        .optional()
        .ask("programme", PROGRAMME, programme())
        .optional()
        .ask("item", ITEM, AskKind::Count)
        .optional()
}

/// A programme in progress.
fn programme() -> AskKind {
    AskKind::Thing { list: Programme::LIST, open: true }
}
