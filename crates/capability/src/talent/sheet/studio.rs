//! A studio in its book.

use nc_people::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label};

use super::{AUTHORITY, ON, REASON};
use crate::talent::command::{
    CompleteStudioTask, JoinStudio, JudgeStudio, LeaveStudio, LookAtStudio, NameStudio, ProposeStudio, SetStudioTask, WithdrawStudio,
};
use crate::talent::model::{Finding, StudioState};
use crate::talent::state::Studio;

impl Listed for Studio {
    const LIST: &'static str = "talent_studio";
    const ONE: Label = label("人才工作室", "talent studio");
    const MANY: Label = label("人才工作室", "talent studios");
    const STATES: &'static [Word] = StudioState::WORDS;
    const UNFINISHED: &'static [&'static str] = &["proposed", "reviewed", "rectifying"];
    const OFF: &'static [&'static str] = &["withdrawn"];
    const KINDS: &'static [Word] = &[];

    const COUNTS: Option<Label> = None;

    fn line(&self) -> Option<Line> {
        let (head, unit, on) = (self.head()?, self.unit()?, self.proposed_on()?);
        Some(Line {
            since: self.since()?,
            id: head.studio.0,
            serial: head.serial.clone(),
            title: head.name.clone(),
            kind: "",
            state: self.state().map_or("", StudioState::word),
            organisers: vec![unit.clone()],
            starts_on: on,
            ends_on: self.withdrawn_on().or(self.due()).or(self.named_on()).unwrap_or(on),
            marks: 0,
        })
    }
}

impl Sheeted for Studio {
    const INITIATIVE: &'static str = "talent";
    const PAPERS: &'static [Label] = &[
        label("工作室申报表", "Proposal of a studio"),
        label("工作室成员名册", "Members of a studio"),
        label("工作室年度评议表", "Yearly review of a studio"),
    ];
    const FACTS: &'static [Word] = &[
        Word::new("talent.studio_proposed.v1", "申报", "proposed"),
        Word::new("talent.studio_judged.v1", "评审", "reviewed"),
        Word::new("talent.studio_named.v1", "命名挂牌", "named"),
        Word::new("talent.studio_joined.v1", "成员加入", "member joined"),
        Word::new("talent.studio_left.v1", "成员退出", "member left"),
        Word::new("talent.studio_task_set.v1", "下达年度任务", "yearly task set"),
        Word::new("talent.studio_task_done.v1", "完成年度任务", "yearly task done"),
        Word::new("talent.studio_looked_at.v1", "年度评议", "yearly review"),
        Word::new("talent.studio_withdrawn.v1", "撤销", "withdrawn"),
    ];

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some((head, unit)) = self.head().zip(self.unit()) else { return sheet };
        let today = view.now.day();
        sheet.term(label("领域", "Field"), [Shown::text(&head.domain)]);
        sheet.term(label("依托单位", "Belongs to"), [Shown::Unit(unit.clone())]);
        sheet.term(label("领衔人", "Led by"), [Shown::Person(head.lead)]);
        sheet.term(label("挂牌日", "Named on"), self.named_on().map(Shown::Day));
        let studio = head.studio.to_string();
        let keeps = view.may(Action::ManageTalent, unit);
        let stands = matches!(self.state(), Some(StudioState::Named | StudioState::Rectifying));
        let open = keeps && stands;
        if self.state() == Some(StudioState::Rectifying) && self.due().is_some_and(|due| due < today) {
            sheet.warnings.push(label("整改已过期限，尚未复评。", "The rectification is overdue and was not reviewed again."));
        }
        const MEMBERS: &[Label] =
            &[label("成员", "Member"), label("派员单位", "Serves in"), label("加入", "Since"), label("退出", "Until")];
        let members = self.members().map(|(person, sender, from, until)| {
            let leave = (open && until.is_none()).then(|| {
                Step::of::<LeaveStudio>(label("登记退出", "Record leaving"))
                    .about(person)
                    .fix("studio", studio.clone())
                    .fix("person", person.to_string())
                    .ask("left_on", ON, AskKind::Day)
                    .preset(today)
            });
            let left = Shown::or_nothing(until.map(Shown::Day));
            Row::of([Shown::Person(person), Shown::Unit(sender.clone()), Shown::Day(from), left]).sent_by(sender.clone()).with(leave)
        });
        sheet.table(label("成员", "Members"), MEMBERS, members);
        const TASKS: &[Label] =
            &[label("序号", "No."), label("任务", "Task"), label("期限", "Due"), label("完成", "Done"), label("成果", "Output")];
        let tasks = (1_u32..).zip(self.tasks()).map(|(number, task)| {
            let (done, output) = match &task.done {
                Some((on, output)) => (Shown::Day(*on), Shown::text(output)),
                None if task.due < today => (Shown::Late(label("逾期", "overdue")), Shown::Nothing),
                None => (Shown::Nothing, Shown::Nothing),
            };
            let complete = (open && task.done.is_none()).then(|| {
                Step::of::<CompleteStudioTask>(label("登记完成", "Record as done"))
                    .about(number)
                    .fix("studio", studio.clone())
                    .fix("task", number)
                    .ask("output", label("成果及存放处", "Output and where it is kept"), AskKind::Long)
                    .ask("done_on", ON, AskKind::Day)
                    .preset(today)
            });
            Row::of([Shown::Count(i64::from(number)), Shown::text(&task.text), Shown::Day(task.due), done, output]).with(complete)
        });
        sheet.table(label("年度任务", "Yearly tasks"), TASKS, tasks);
        const LOOKS: &[Label] = &[label("年度", "Year"), ON, label("结果", "Finding"), label("说明", "Remark"), label("整改期限", "Due")];
        let looks = self.looks().iter().map(|look| {
            let finding = match look.finding {
                Finding::Excellent | Finding::Pass => Shown::Good(look.finding.label()),
                Finding::Rectify => Shown::Late(look.finding.label()),
            };
            let until = Shown::or_nothing(look.until.map(Shown::Day));
            Row::of([Shown::text(look.year.to_string()), Shown::Day(look.on), finding, Shown::text(&look.reason), until])
        });
        sheet.table(label("年度评议", "Yearly reviews"), LOOKS, looks);
        if keeps {
            self.steps(view, &studio, &mut sheet);
        }
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        let propose = || {
            Step::of::<ProposeStudio>(label("申报工作室", "Propose a studio"))
                .ask("serial", label("编号", "Serial number"), AskKind::Text)
                .ask("name", label("名称", "Name"), AskKind::Text)
                .ask("domain", label("领域", "Field"), AskKind::Text)
                .ask("unit", label("依托单位", "Belongs to"), AskKind::Unit(Some(Action::ManageTalent)))
                .ask("lead", label("领衔人", "Led by"), AskKind::Person)
                .ask("proposed_on", label("申报日", "Proposed on"), AskKind::Day)
                .preset(view.now.day())
        };
        view.may_somewhere(Action::ManageTalent).then(propose).into_iter().collect()
    }
}

impl Studio {
    fn steps(&self, view: &Viewing<'_>, studio: &str, sheet: &mut Sheet) {
        let today = view.now.day();
        let state = self.state();
        if state == Some(StudioState::Proposed) {
            sheet.steps.push(
                Step::of::<JudgeStudio>(label("登记评审", "Record the review"))
                    .fix("studio", studio)
                    .ask("fit", label("符合条件", "Fit to be named"), AskKind::Yes)
                    .ask("reason", REASON, AskKind::Long)
                    .ask("judged_on", ON, AskKind::Day)
                    .preset(today),
            );
        }
        if state == Some(StudioState::Reviewed) {
            sheet.steps.push(
                Step::of::<NameStudio>(label("命名挂牌", "Name it"))
                    .fix("studio", studio)
                    .ask("document", label("命名文件", "Document that names it"), AskKind::Document)
                    .ask("named_on", ON, AskKind::Day)
                    .preset(today),
            );
        }
        if matches!(state, Some(StudioState::Named | StudioState::Rectifying)) {
            sheet.steps.extend([
                Step::of::<JoinStudio>(label("成员加入", "Add members"))
                    .fix("studio", studio)
                    .ask("people", label("成员", "Members"), AskKind::People)
                    .ask("joined_on", ON, AskKind::Day)
                    .preset(today),
                Step::of::<SetStudioTask>(label("下达年度任务", "Set a yearly task"))
                    .fix("studio", studio)
                    .ask("text", label("任务", "Task"), AskKind::Long)
                    .ask("due", label("期限", "Due"), AskKind::Day)
                    .preset(today.last_of_year()),
                Step::of::<LookAtStudio>(label("年度评议", "Yearly review"))
                    .fix("studio", studio)
                    .ask("year", label("年度", "Year"), AskKind::Count)
                    .preset(today.year())
                    .ask("finding", label("结果", "Finding"), AskKind::Word(Finding::WORDS))
                    .ask("reason", REASON, AskKind::Long)
                    .ask("until", label("整改期限（限期整改时）", "Due (where to rectify)"), AskKind::Day)
                    .optional()
                    .ask("looked_on", ON, AskKind::Day)
                    .preset(today),
            ]);
        }
        if state.is_some_and(|state| state != StudioState::Withdrawn) {
            sheet.steps.push(
                Step::of::<WithdrawStudio>(label("撤销", "Withdraw"))
                    .fix("studio", studio)
                    .ask("reason", REASON, AskKind::Long)
                    .ask("authority", AUTHORITY, AskKind::Text)
                    .ask("withdrawn_on", ON, AskKind::Day)
                    .preset(today)
                    .grave(),
            );
        }
    }
}
