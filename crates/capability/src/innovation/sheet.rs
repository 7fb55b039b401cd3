//! A project in its book.

use nc_kernel::Need;
use nc_people::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Name, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label, need};

use super::command::{AdoptProject, MoveProject, ProposeProject, ReferToHonour};
use super::model::{HonourKind, Stage};
use super::state::{Head, Project};
use crate::talent::Studio;

const ON: Label = label("日期", "On");
const BASIS: Label = label("依据或成效（不写人名）", "Basis or result (no names)");

impl Listed for Project {
    const LIST: &'static str = "innovation";
    const ONE: Label = label("创新项目", "innovation project");
    const MANY: Label = label("创新项目", "innovation projects");
    const STATES: &'static [Word] = Stage::WORDS;
    const UNFINISHED: &'static [&'static str] = &["idea", "approved", "building", "pilot"];
    const KINDS: &'static [Word] = &[];

    const COUNTS: Option<Label> = Some(label("推广应用（家）", "Adopted by (units)"));

    fn line(&self) -> Option<Line> {
        let head = self.head()?;
        Some(Line {
            since: head.seq,
            id: head.body.project.0,
            serial: head.body.serial.clone(),
            title: head.body.title.clone(),
            kind: "",
            state: self.stage().map_or("", Stage::word),
            organisers: vec![head.unit.clone()],
            starts_on: head.on,
            ends_on: self.since().unwrap_or(head.on),
            marks: self.adopters().len(),
        })
    }
}

impl Sheeted for Project {
    const INITIATIVE: &'static str = "talent";
    const PAPERS: &'static [Label] = &[
        label("创新项目申报表", "Proposal of a project"),
        label("项目进度登记表", "Progress of a project"),
        label("推广应用登记表", "Adoption of a project"),
    ];
    const FACTS: &'static [Word] = &[
        Word::new("innovation.proposed.v1", "申报", "proposed"),
        Word::new("innovation.moved.v1", "阶段变更", "moved on"),
        Word::new("innovation.adopted.v1", "推广应用", "adopted"),
        Word::new("innovation.honoured.v1", "关联荣誉", "honour referred to"),
    ];

    fn reads(&self) -> Vec<Need> {
        self.head().and_then(|head| head.body.studio).map(need::<Studio>).into_iter().collect()
    }

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(head) = self.head() else { return sheet };
        sheet.known_to = self.adopters().iter().map(|(unit, ..)| unit.clone()).collect();
        sheet.term(label("单位", "Unit"), [Shown::Unit(head.unit.clone())]);
        sheet.term(label("用途", "Purpose"), [Shown::text(&head.body.purpose)]);
        sheet.term(label("模型", "Model"), head.body.model.as_deref().map(Shown::text));
        let studio = head.body.studio.and_then(|id| view.states.get::<Studio>(id)).and_then(Studio::head);
        sheet.term(
            label("所属工作室", "Studio"),
            studio.map(|studio| Shown::Thing { list: Studio::LIST, id: studio.studio.0, title: studio.name.clone() }),
        );
        const STAGES: &[Label] = &[label("阶段", "Stage"), ON, label("依据或成效", "Basis or result")];
        let proposed = Row::of([Shown::Label(Stage::Idea.label()), Shown::Day(head.on), Shown::Nothing]);
        let reached =
            self.stages().iter().map(|(stage, on, basis)| Row::of([Shown::Label(stage.label()), Shown::Day(*on), Shown::text(basis)]));
        sheet.table(label("进度", "Progress"), STAGES, std::iter::once(proposed).chain(reached));
        const ADOPTERS: &[Label] = &[label("应用单位", "Adopted by"), ON, label("用于", "For")];
        let adopters =
            self.adopters().iter().map(|(unit, on, basis)| Row::of([Shown::Unit(unit.clone()), Shown::Day(*on), Shown::text(basis)]));
        sheet.table(label("推广应用", "Adoptions"), ADOPTERS, adopters);
        const HONOURS: &[Label] = &[label("荣誉编号", "Honour"), label("类别", "Kind")];
        let honours = self.honours().iter().map(|(honour, kind)| Row::of([Shown::text(honour), Shown::Label(kind.label())]));
        sheet.table(label("关联荣誉", "Honours"), HONOURS, honours);
        if view.may(Action::ManageTalent, &head.unit) {
            self.steps(view, head, &mut sheet);
        }
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        let propose = || {
            Step::of::<ProposeProject>(label("申报创新项目", "Propose a project"))
                .ask("serial", label("编号", "Serial number"), AskKind::Text)
                .ask("title", label("名称", "Title"), AskKind::Text)
                .ask("purpose", label("用途（不写人名）", "Purpose (no names)"), AskKind::Long)
                .ask("unit", label("单位", "Unit"), AskKind::Unit(Some(Action::ManageTalent)))
                .ask("studio", label("所属工作室编号", "Serial of its studio"), AskKind::Text)
                .optional()
                .ask("model", label("模型名称", "Name of its model"), AskKind::Text)
                .optional()
                .ask("proposed_on", label("申报日", "Proposed on"), AskKind::Day)
                .preset(view.now.day())
        };
        view.may_somewhere(Action::ManageTalent).then(propose).into_iter().collect()
    }
}

impl Project {
    fn steps(&self, view: &Viewing<'_>, head: &Head, sheet: &mut Sheet) {
        let (Some(stage), today) = (self.stage(), view.now.day()) else { return };
        let project = head.body.project.to_string();
        let next: Vec<(String, Name)> =
            Stage::ALL.iter().filter(|to| stage.leads_to(**to)).map(|to| (to.word().to_owned(), Name::Label(to.label()))).collect();
        if !next.is_empty() {
            sheet.steps.push(
                Step::of::<MoveProject>(label("阶段变更", "Move on"))
                    .fix("project", project.clone())
                    .ask("stage", label("阶段", "Stage"), AskKind::OneOf { choices: next, number: false })
                    .ask("basis", BASIS, AskKind::Long)
                    .ask("moved_on", ON, AskKind::Day)
                    .preset(today),
            );
        }
        if stage.can_be_adopted() {
            sheet.steps.push(
                Step::of::<AdoptProject>(label("登记推广应用", "Record an adoption"))
                    .fix("project", project.clone())
                    .ask("adopter", label("应用单位", "Adopted by"), AskKind::Unit(None))
                    .ask("basis", label("用于", "For"), AskKind::Text)
                    .ask("adopted_on", ON, AskKind::Day)
                    .preset(today),
            );
        }
        sheet.steps.push(
            Step::of::<ReferToHonour>(label("关联荣誉", "Refer to an honour"))
                .fix("project", project)
                .ask("honour", label("荣誉编号", "Serial of the honour"), AskKind::Text)
                .ask("kind", label("类别", "Kind"), AskKind::Word(HonourKind::WORDS))
                .ask("referred_on", ON, AskKind::Day)
                .preset(today),
        );
    }
}
