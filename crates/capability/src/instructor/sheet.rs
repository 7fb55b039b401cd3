//! The file as lists and pages show it.

use nc_people::access::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label};

use super::command::{AppointInstructor, CertifyInstructor, ProposeInstructor, WithdrawInstructor};
use super::model::{Level, Standing};
use super::state::Instructor;

const ON: Label = label("日期", "Day");
const AUTHORITY: Label = label("依据文件", "Document");
const SUBJECT: Label = label("科目", "Subject");
const LEVEL: Label = label("等级", "Level");
const SUBJECTS: &[Label] = &[SUBJECT, LEVEL, label("状态", "State"), label("认证日", "Certified on"), label("聘至", "Until")];
const TERMS: &[Label] =
    &[SUBJECT, LEVEL, label("首日", "From"), label("末日", "Through"), label("提前终止", "Ended on"), AUTHORITY, label("记录", "Fact")];

fn standing(standing: Standing) -> Shown {
    match standing {
        Standing::Candidate => Shown::Label(label("候选", "candidate")),
        Standing::Certified => Shown::Label(label("已认证", "certified")),
        Standing::Appointed => Shown::Good(label("聘任中", "appointed")),
        Standing::Expired => Shown::Late(label("聘期届满", "term has run out")),
        Standing::Withdrawn => Shown::Off(label("已解聘", "withdrawn")),
    }
}

impl Listed for Instructor {
    const LIST: &'static str = "instructor";
    const ONE: Label = label("教官", "Instructor");
    const MANY: Label = label("教官库", "Instructors");
    const STATES: &'static [Word] = &[
        Word::new("candidate", "候选", "candidate"),
        Word::new("certified", "已认证", "certified"),
        Word::new("appointed", "已聘任", "appointed"),
        Word::new("expired", "聘期届满", "term has run out"),
        Word::new("withdrawn", "已解聘", "withdrawn"),
    ];
    const UNFINISHED: &'static [&'static str] = &["candidate", "certified"];
    const OFF: &'static [&'static str] = &["withdrawn"];
    const KINDS: &'static [Word] = &[];
    const LAPSES: &'static [(&'static str, &'static str)] = &[("appointed", "expired")];

    const COUNTS: Option<Label> = Some(label("科目数", "Subjects"));

    fn line(&self) -> Option<Line> {
        let head = self.head()?;
        let standing: Vec<_> = self.subjects().map(|(_, subject)| subject).filter(|subject| subject.withdrawn.is_none()).collect();
        let state = if standing.iter().any(|subject| !subject.terms.is_empty()) {
            "appointed"
        } else if standing.iter().any(|subject| subject.certified.is_some()) {
            "certified"
        } else if standing.is_empty() {
            "withdrawn"
        } else {
            "candidate"
        };
        Some(Line {
            since: head.since,
            id: head.id.0,
            serial: head.serial.clone(),
            title: self.subjects().map(|(name, _)| name).collect::<Vec<_>>().join("、"),
            kind: "",
            state,
            organisers: vec![head.unit.clone()],
            starts_on: head.opened_on,
            ends_on: self.until().unwrap_or(head.opened_on).max(head.opened_on),
            marks: self.subjects().count(),
        })
    }

    fn lapses(&self) -> Option<&'static str> {
        self.until().map(|_| "expired")
    }
}

impl Sheeted for Instructor {
    const INITIATIVE: &'static str = "training";
    const PAPERS: &'static [Label] = &[
        label("教官推荐表", "proposal of an instructor"),
        label("教官资格审批表", "approval of an instructor"),
        label("教官库花名册", "roster of instructors"),
    ];
    const FACTS: &'static [Word] = &[
        Word::new("instructor.proposed.v1", "推荐", "proposed"),
        Word::new("instructor.certified.v1", "认证", "certified"),
        Word::new("instructor.appointed.v1", "聘任", "appointed"),
        Word::new("instructor.withdrawn.v1", "解聘", "withdrawn"),
    ];

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(head) = self.head() else { return sheet };
        let today = view.now.day();
        sheet.takes_part.push(head.person);
        sheet.term(label("教官", "Instructor"), [Shown::Person(head.person)]);
        sheet.term(label("推荐单位", "Proposed by"), [Shown::Unit(head.unit.clone())]);
        let may = view.may(Action::CorrectTraining, &head.unit);
        let of = |step: Step, name: &str| step.about(name).fix("instructor", head.id.to_string()).fix("subject", name);
        let rows = self.subjects().map(|(name, subject)| {
            let now = subject.standing(today);
            let mut steps = Vec::new();
            if may && now != Standing::Withdrawn {
                let certify = of(Step::of::<CertifyInstructor>(label("认证", "Certify")), name)
                    .ask("level", LEVEL, AskKind::Word(Level::WORDS))
                    .ask("on", ON, AskKind::Day)
                    .preset(today)
                    .ask("authority", AUTHORITY, AskKind::Text);
                if subject.certified.is_none() || subject.level < Level::Senior {
                    steps.push(certify);
                }
                if subject.certified.is_some() && now != Standing::Appointed {
                    let appoint = of(Step::of::<AppointInstructor>(label("聘任", "Appoint")), name)
                        .ask("from", label("聘期首日", "First day"), AskKind::Day)
                        .preset(today)
                        .ask("until", label("聘期末日", "Last day"), AskKind::Day)
                        .ask("authority", AUTHORITY, AskKind::Text);
                    steps.push(appoint);
                }
                let withdraw = of(Step::of::<WithdrawInstructor>(label("解聘", "Withdraw")), name)
                    .ask("on", ON, AskKind::Day)
                    .preset(today)
                    .ask("reason", label("原因", "Reason"), AskKind::Text)
                    .ask("authority", AUTHORITY, AskKind::Text)
                    .grave();
                steps.push(withdraw);
            }
            let certified = subject.certified.as_ref().map(|(on, _)| Shown::Day(*on));
            Row::of([
                Shown::text(name),
                Shown::Label(subject.level.label()),
                standing(now),
                Shown::or_nothing(certified),
                Shown::or_nothing(subject.terms.last().map(|term| Shown::Day(term.until))),
            ])
            .with(steps)
        });
        sheet.table(label("科目", "Subjects"), SUBJECTS, rows.collect::<Vec<_>>());
        let terms = self.subjects().flat_map(|(name, subject)| subject.terms.iter().map(move |term| (name, term)));
        let terms = terms.map(|(name, term)| {
            Row::of([
                Shown::text(name),
                Shown::Label(term.level.label()),
                Shown::Day(term.from),
                Shown::Day(term.until),
                Shown::or_nothing(term.ended.map(Shown::Day)),
                Shown::text(&term.authority),
                Shown::Fact(term.seq),
            ])
        });
        sheet.table(label("聘期", "Terms"), TERMS, terms.collect::<Vec<_>>());
        if self.subjects().any(|(_, subject)| subject.standing(today) == Standing::Expired) {
            sheet
                .warnings
                .push(label("有科目聘期已届满，续聘前不得排课。", "A term has run out: no session may be set before another begins."));
        }
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        if !view.may_somewhere(Action::PlanTraining) {
            return Vec::new();
        }
        let step = Step::of::<ProposeInstructor>(label("推荐教官", "Propose an instructor"))
            .ask("person", label("人员", "Person"), AskKind::Person)
            .ask("serial", label("档案编号", "Number of the file"), AskKind::Text)
            .ask("subject", SUBJECT, AskKind::Text)
            .ask("level", label("拟定等级", "Level aimed at"), AskKind::Word(Level::WORDS))
            .ask("on", ON, AskKind::Day)
            .preset(view.now.day());
        vec![step]
    }
}
