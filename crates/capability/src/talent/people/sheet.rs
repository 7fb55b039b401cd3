//! A profile and an apprenticeship in their books.

use nc_people::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label};

use super::command::{BeginApprenticeship, CloseProfile, EndApprenticeship, LookAtApprenticeship, OpenProfile, StageProfile};
use super::model::{Level, Source, Stage};
use super::state::{Apprenticeship, Profile};

const ON: Label = label("日期", "On");
const SERIAL: Label = label("编号", "Serial number");
const REASON: Label = label("理由（不写人名）", "Reason (no names)");
const KEEPER: Label = label("管理单位", "Kept by");

impl Listed for Profile {
    const LIST: &'static str = "talent_profile";
    const ONE: Label = label("人才档案", "talent profile");
    const MANY: Label = label("人才档案", "talent profiles");
    const STATES: &'static [Word] = &[Word::new("open", "在库", "open"), Word::new("closed", "已销档", "closed")];
    const UNFINISHED: &'static [&'static str] = &[];
    const KINDS: &'static [Word] = Level::WORDS;

    const COUNTS: Option<Label> = None;

    fn line(&self) -> Option<Line> {
        let (began, body) = self.head()?;
        Some(Line {
            since: began.seq,
            id: body.profile.0,
            serial: body.serial.clone(),
            title: body.domain.clone(),
            kind: body.level.word(),
            state: if self.closed_on().is_some() { "closed" } else { "open" },
            organisers: vec![began.unit.clone()],
            starts_on: began.on,
            ends_on: self.closed_on().unwrap_or(began.on),
            marks: 0,
        })
    }
}

impl Sheeted for Profile {
    const INITIATIVE: &'static str = "talent";
    const PAPERS: &'static [Label] = &[label("人才信息登记表", "Register of talents")];
    const FACTS: &'static [Word] = &[
        Word::new("talent.profile_opened.v1", "建档", "opened"),
        Word::new("talent.profile_staged.v1", "引育用励", "introduced, developed, deployed or rewarded"),
        Word::new("talent.profile_closed.v1", "销档", "closed"),
    ];

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some((began, body)) = self.head() else { return sheet };
        sheet.takes_part = vec![body.person];
        sheet.term(label("人才", "Who"), [Shown::Person(body.person)]);
        sheet.term(label("派员单位", "Serves in"), [Shown::Unit(body.sender.clone())]);
        sheet.term(label("领域", "Field"), [Shown::text(&body.domain)]);
        sheet.term(label("来源", "Source"), [Shown::Label(body.source.label())]);
        sheet.term(label("认定依据", "Evidence"), [Shown::text(&body.evidence)]);
        sheet.term(label("建档日", "Opened on"), [Shown::Day(began.on)]);
        sheet.term(label("销档日", "Closed on"), self.closed_on().map(Shown::Day));
        const STAGES: &[Label] = &[label("引育用励", "What"), ON, label("内容或依据", "Basis")];
        let stages =
            self.stages().iter().map(|(stage, on, basis)| Row::of([Shown::Label(stage.label()), Shown::Day(*on), Shown::text(basis)]));
        sheet.table(label("经历", "History"), STAGES, stages);
        if self.closed_on().is_none() && view.may(Action::ManageTalent, &began.unit) {
            let (profile, today) = (body.profile.to_string(), view.now.day());
            sheet.steps = vec![
                Step::of::<StageProfile>(label("登记引育用励", "Record what was done"))
                    .fix("profile", profile.clone())
                    .ask("stage", label("引育用励", "What"), AskKind::Word(Stage::WORDS))
                    .ask("basis", label("内容或依据（不写人名）", "Basis (no names)"), AskKind::Long)
                    .ask("staged_on", ON, AskKind::Day)
                    .preset(today),
                Step::of::<CloseProfile>(label("销档", "Close"))
                    .fix("profile", profile)
                    .ask("reason", REASON, AskKind::Long)
                    .ask("authority", label("依据", "Authority"), AskKind::Text)
                    .ask("closed_on", ON, AskKind::Day)
                    .preset(today)
                    .grave(),
            ];
        }
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        let open = || {
            Step::of::<OpenProfile>(label("建档", "Open a profile"))
                .ask("serial", SERIAL, AskKind::Text)
                .ask("person", label("人才", "Who"), AskKind::Person)
                .ask("unit", KEEPER, AskKind::Unit(Some(Action::ManageTalent)))
                .ask("domain", label("领域", "Field"), AskKind::Text)
                .ask("level", label("层级", "Level"), AskKind::Word(Level::WORDS))
                .ask("source", label("来源", "Source"), AskKind::Word(Source::WORDS))
                .ask("evidence", label("认定依据（不写人名）", "Evidence (no names)"), AskKind::Text)
                .ask("opened_on", ON, AskKind::Day)
                .preset(view.now.day())
        };
        view.may_somewhere(Action::ManageTalent).then(open).into_iter().collect()
    }
}

impl Listed for Apprenticeship {
    const LIST: &'static str = "apprenticeship";
    const ONE: Label = label("师徒结对", "apprenticeship");
    const MANY: Label = label("师徒结对", "apprenticeships");
    const STATES: &'static [Word] =
        &[Word::new("running", "结对中", "running"), Word::new("reached", "已出师", "goal reached"), Word::new("ended", "已终止", "ended")];
    const UNFINISHED: &'static [&'static str] = &["running"];
    const KINDS: &'static [Word] = &[];

    const COUNTS: Option<Label> = Some(label("检视（次）", "Looks"));

    fn line(&self) -> Option<Line> {
        let (began, body) = self.head()?;
        Some(Line {
            since: began.seq,
            id: body.apprenticeship.0,
            serial: body.serial.clone(),
            title: body.goal.clone(),
            kind: "",
            state: match self.ended() {
                None => "running",
                Some((_, true)) => "reached",
                Some((_, false)) => "ended",
            },
            organisers: vec![began.unit.clone()],
            starts_on: began.on,
            ends_on: self.ended().map(|(day, _)| day).or(self.due()).unwrap_or(began.on),
            marks: self.looks().len(),
        })
    }
}

impl Sheeted for Apprenticeship {
    const INITIATIVE: &'static str = "talent";
    const PAPERS: &'static [Label] =
        &[label("师徒结对协议书", "Agreement of master and apprentice"), label("师徒结对检视表", "Half-yearly look")];
    const FACTS: &'static [Word] = &[
        Word::new("talent.apprenticed.v1", "结对", "begun"),
        Word::new("talent.apprenticeship_looked_at.v1", "半年检视", "looked at"),
        Word::new("talent.apprenticeship_ended.v1", "出师或终止", "ended"),
    ];

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some((began, body)) = self.head() else { return sheet };
        let today = view.now.day();
        sheet.takes_part = vec![body.master, body.apprentice];
        sheet.term(label("师傅", "Master"), [Shown::Person(body.master)]);
        sheet.term(label("徒弟", "Apprentice"), [Shown::Person(body.apprentice)]);
        sheet.term(label("目标", "Goal"), [Shown::text(&body.goal)]);
        sheet.term(label("结对日", "Begun on"), [Shown::Day(began.on)]);
        sheet.term(label("下次检视不晚于", "To be looked at by"), self.due().map(Shown::Day));
        if self.due().is_some_and(|due| due < today) {
            sheet.warnings.push(label("半年检视已逾期。", "The half-yearly look is overdue."));
        }
        const LOOKS: &[Label] = &[label("年度", "Year"), label("半年", "Half"), ON, label("情况", "Remark")];
        let looks = self.looks().iter().map(|look| {
            Row::of([
                Shown::text(look.year.to_string()),
                Shown::Count(i64::from(look.half)),
                Shown::Day(look.on),
                Shown::text(&look.remark),
            ])
        });
        sheet.table(label("半年检视", "Half-yearly looks"), LOOKS, looks);
        if self.ended().is_none() && view.may(Action::ManageTalent, &began.unit) {
            let apprenticeship = body.apprenticeship.to_string();
            sheet.steps = vec![
                Step::of::<LookAtApprenticeship>(label("登记检视", "Record a look"))
                    .fix("apprenticeship", apprenticeship.clone())
                    .ask("year", label("年度", "Year"), AskKind::Count)
                    .preset(today.year())
                    .ask("half", label("半年（1或2）", "Half (1 or 2)"), AskKind::Count)
                    .preset(if today.month() <= 6 { 1 } else { 2 })
                    .ask("remark", label("情况（不写人名）", "Remark (no names)"), AskKind::Long)
                    .ask("looked_on", ON, AskKind::Day)
                    .preset(today),
                Step::of::<EndApprenticeship>(label("出师或终止", "End"))
                    .fix("apprenticeship", apprenticeship)
                    .ask("reached", label("达到目标", "The goal was reached"), AskKind::Yes)
                    .ask("reason", REASON, AskKind::Long)
                    .ask("ended_on", ON, AskKind::Day)
                    .preset(today)
                    .grave(),
            ];
        }
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        let begin = || {
            Step::of::<BeginApprenticeship>(label("结对", "Begin an apprenticeship"))
                .ask("serial", SERIAL, AskKind::Text)
                .ask("unit", KEEPER, AskKind::Unit(Some(Action::ManageTalent)))
                .ask("master", label("师傅", "Master"), AskKind::Person)
                .ask("apprentice", label("徒弟", "Apprentice"), AskKind::Person)
                .ask("goal", label("目标（不写人名）", "Goal (no names)"), AskKind::Text)
                .ask("begun_on", ON, AskKind::Day)
                .preset(view.now.day())
        };
        view.may_somewhere(Action::ManageTalent).then(begin).into_iter().collect()
    }
}
