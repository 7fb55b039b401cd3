//! The claim as lists and pages show it.

use nc_people::access::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Sheet, Sheeted, Shown, Step, Viewing, Word, label};

use super::command::{ClaimTraining, DecideClaim};
use super::model::ClaimState;
use super::state::Claim;

const MINUTES: Label = label("学时（分钟）", "Credit (minutes)");
const AUTHORITY: Label = label("认定依据", "Judged by");
const REASON: Label = label("原因", "Reason");

impl Listed for Claim {
    const LIST: &'static str = "claim";
    const ONE: Label = label("外训申报", "Claim of training elsewhere");
    const MANY: Label = label("外训学时认定", "Training elsewhere");
    const STATES: &'static [Word] = ClaimState::WORDS;
    const UNFINISHED: &'static [&'static str] = &["claimed"];
    const OFF: &'static [&'static str] = &["refused"];
    const KINDS: &'static [Word] = &[];

    const COUNTS: Option<Label> = None;

    fn line(&self) -> Option<Line> {
        let made = self.made()?;
        Some(Line {
            since: self.since()?,
            id: made.body.claim.0,
            serial: format!("{}-{}", made.body.from.year(), made.body.claim),
            title: made.body.title.clone(),
            kind: "",
            state: self.state()?.word(),
            organisers: vec![made.body.sender.clone()],
            starts_on: made.body.from,
            ends_on: made.ended_on,
            marks: 1,
        })
    }
}

impl Sheeted for Claim {
    const INITIATIVE: &'static str = "training";
    const PAPERS: &'static [Label] = &[
        label("外训学时认定申请表", "application for credit of training elsewhere"),
        label("外训证书复印件台账", "file of copies of certificates"),
    ];
    const FACTS: &'static [Word] = &[Word::new("claim.claimed.v1", "申报", "claimed"), Word::new("claim.decided.v1", "认定", "decided")];

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let (Some(made), Some(state)) = (self.made(), self.state()) else { return sheet };
        let body = &made.body;
        sheet.takes_part.push(body.person);
        let minutes = |minutes: u32| Shown::Minutes(i64::from(minutes));
        // Whose training it was is for who may read people of that unit, and for the person.
        if view.is(body.person) || view.may(Action::ReadPeople, &body.sender) {
            sheet.term(label("受训人", "Who was trained"), [Shown::Person(body.person)]);
        }
        sheet.term(label("所在单位", "Unit"), [Shown::Unit(body.sender.clone())]);
        sheet.term(label("培训机构", "Held by"), [Shown::text(&body.provider)]);
        sheet.term(label("起止", "From and to"), [Shown::Day(body.from), Shown::Day(made.ended_on)]);
        sheet.term(label("申报学时", "Claimed"), [minutes(body.credit_minutes)]);
        let number = body.document.number.as_deref().map(Shown::text);
        sheet.term(label("证明材料", "Document"), std::iter::once(Shown::text(&body.document.name)).chain(number));
        sheet.term(label("申报记录", "Claimed in"), [Shown::Fact(made.seq)]);
        let shown = match state {
            ClaimState::Claimed => Shown::Label(label("待认定", "waits for a decision")),
            ClaimState::Approved => Shown::Good(label("已认定", "credited")),
            ClaimState::Refused => Shown::Off(label("不予认定", "not credited")),
        };
        sheet.term(label("状态", "State"), [shown]);
        if let Some(conclusion) = self.conclusion() {
            sheet.term(label("认定学时", "Credited"), [minutes(conclusion.body.credit_minutes)]);
            sheet.term(AUTHORITY, [Shown::text(&conclusion.body.authority)]);
            sheet.term(REASON, conclusion.body.reason.as_deref().map(Shown::text));
            sheet.term(label("认定记录", "Decided in"), [Shown::Day(conclusion.on), Shown::Fact(conclusion.seq)]);
        } else if view.may(Action::CorrectTraining, &body.sender) && !view.is(body.person) {
            let decide = |word: &str, says, approve: bool| {
                Step::of::<DecideClaim>(says).about(word).fix("claim", body.claim.to_string()).fix("approve", approve)
            };
            let approve = decide("approve", label("认定", "Credit it"), true)
                .ask("credit_minutes", MINUTES, AskKind::Minutes)
                .optional()
                .preset(body.credit_minutes)
                .ask("authority", AUTHORITY, AskKind::Text)
                .ask("reason", label("少于申报学时的原因", "Why less than claimed"), AskKind::Text)
                .optional();
            let refuse = decide("refuse", label("不予认定", "Refuse it"), false)
                .ask("reason", REASON, AskKind::Text)
                .ask("authority", AUTHORITY, AskKind::Text)
                .grave();
            sheet.steps = vec![approve, refuse];
        }
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        if !view.may_somewhere(Action::TakePart) {
            return Vec::new();
        }
        let course = |step: Step| {
            step.ask("title", label("培训名称", "What it was called"), AskKind::Text)
                .ask("provider", label("培训机构", "Held by"), AskKind::Text)
                .ask("from", label("首日", "First day"), AskKind::Day)
                .ask("to", label("末日", "Last day"), AskKind::Day)
                .ask("credit_minutes", MINUTES, AskKind::Minutes)
                .ask("document", label("证明材料", "Document"), AskKind::Document)
        };
        let own = view.person.map(|person| {
            let step = Step::of::<ClaimTraining>(label("申报本人外训", "Claim training of your own")).about("own");
            course(step.fix("person", person.to_string()))
        });
        let clerk = view.may_somewhere(Action::RecordTraining).then(|| {
            let step = Step::of::<ClaimTraining>(label("代为申报外训", "Claim training for somebody of the unit"));
            course(step.ask("person", label("受训人", "Who was trained"), AskKind::Person))
        });
        own.into_iter().chain(clerk).collect()
    }
}
