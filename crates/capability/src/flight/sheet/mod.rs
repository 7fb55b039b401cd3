//! How an aircraft stands in its book. Licences are given and missions assigned from here: the command asks the aircraft first.

mod pilot;

use nc_people::access::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label};

use crate::flight::command::{
    AssignMission, LicenseOperator, LogFlight, RecordAirworthiness, RecordInsurance, RegisterAircraft, RestoreLicence, RetireAircraft,
    SetCurrency, SuspendLicence,
};
use crate::flight::model::{Category, Mission, Rating};
use crate::flight::state::Aircraft;

const ON: Label = label("日期", "On");
const WHO: Label = label("操控员", "Operator");

impl Listed for Aircraft {
    const LIST: &'static str = "aircraft";
    const ONE: Label = label("警用无人机", "unmanned aircraft");
    const MANY: Label = label("警用无人机", "unmanned aircraft");
    const STATES: &'static [Word] = &[
        Word::new("in_service", "在役", "in service"),
        Word::new("grounded", "停飞（适航或保险不在有效期）", "grounded: airworthiness or insurance not valid"),
        Word::new("retired", "退役", "retired"),
    ];
    const UNFINISHED: &'static [&'static str] = &["grounded"];
    const LAPSES: &'static [(&'static str, &'static str)] = &[("in_service", "grounded")];
    const OFF: &'static [&'static str] = &["retired"];
    const KINDS: &'static [Word] = Category::WORDS;
    const COUNTS: Option<Label> = None;

    fn line(&self) -> Option<Line> {
        let head = self.head()?;
        let due = self.good_until();
        Some(Line {
            since: head.seq,
            id: head.id.0,
            serial: head.serial.clone(),
            title: head.model.clone(),
            kind: head.category.word(),
            state: match (self.retired, due) {
                (Some(_), _) => "retired",
                (None, Some(_)) => "in_service",
                (None, None) => "grounded",
            },
            organisers: vec![head.unit.clone()],
            starts_on: head.from,
            ends_on: self.retired.or(due).unwrap_or(head.from),
            marks: 0,
        })
    }

    fn lapses(&self) -> Option<&'static str> {
        self.good_until().map(|_| "grounded")
    }
}

impl Sheeted for Aircraft {
    const INITIATIVE: &'static str = "support";
    const PAPERS: &'static [Label] = &[
        label("航空器适航与保险台账", "Airworthiness and insurance of aircraft"),
        label("飞行日志", "Flight log"),
        label("飞行任务审批表", "Assignment of flight missions"),
        label("无人机执照台账", "Register of operator licences"),
    ];
    const FACTS: &'static [Word] = &[
        Word::new("flight.aircraft_registered.v1", "登记", "recorded"),
        Word::new("flight.airworthy.v1", "适航", "airworthiness recorded"),
        Word::new("flight.insured.v1", "保险", "insurance recorded"),
        Word::new("flight.aircraft_retired.v1", "退役", "retired"),
    ];

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(head) = self.head() else { return sheet };
        let today = view.now.day();
        const TIMES: &[Label] =
            &[label("事项", "What"), label("起", "From"), label("止", "Until"), label("凭证", "Document"), label("今日", "Today")];
        let rows = |what: Label, times: &[(nc_kernel::Day, nc_kernel::Day, String)]| {
            let row = |(from, until, document): &(nc_kernel::Day, nc_kernel::Day, String)| {
                let now = match *from <= today && today <= *until {
                    true => Shown::Good(label("有效", "valid")),
                    false if *until < today => Shown::Late(label("已过期", "lapsed")),
                    false => Shown::Off(label("未生效", "not yet")),
                };
                Row::of([Shown::Label(what), Shown::Day(*from), Shown::Day(*until), Shown::text(document), now])
            };
            times.iter().map(row).collect::<Vec<_>>()
        };
        let airworthy = rows(label("适航", "Airworthiness"), &self.airworthy);
        sheet.table(
            label("适航与保险", "Airworthiness and insurance"),
            TIMES,
            airworthy.into_iter().chain(rows(label("保险", "Insurance"), &self.insured)),
        );
        if self.retired.is_none() && !self.against(today).is_empty() {
            sheet
                .warnings
                .push(label("今日不能派遣：适航或保险不在有效期。", "Not to be assigned today: airworthiness or insurance is not valid."));
        }
        if view.may(Action::ManageSupport, &head.unit) && self.retired.is_none() {
            sheet.steps = self.steps(view);
        }
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        if !view.may_somewhere(Action::ManageSupport) {
            return Vec::new();
        }
        let today = view.now.day();
        let licence = |step: Step| {
            step.ask("person", WHO, AskKind::Person).ask("category", label("类别", "Category"), AskKind::Word(Category::WORDS))
        };
        let by = |step: Step| step.ask("authority", label("依据", "Authority"), AskKind::Text).ask("on", ON, AskKind::Day).preset(today);
        vec![
            Step::of::<RegisterAircraft>(label("登记无人机", "Record an aircraft"))
                .ask("serial", label("编号", "Serial"), AskKind::Text)
                .ask("model", label("型号", "Type"), AskKind::Text)
                .ask("category", label("类别", "Category"), AskKind::Word(Category::WORDS))
                .ask("unit", label("单位", "Unit"), AskKind::Unit(Some(Action::ManageSupport)))
                .ask("on", ON, AskKind::Day)
                .preset(today),
            licence(Step::of::<LicenseOperator>(label("登记操控员执照", "Record an operator's licence")))
                .ask("class", label("级别", "Class"), AskKind::Text)
                .ask("rating", label("等级", "Rating"), AskKind::Word(Rating::WORDS))
                .ask("base", label("取证基地", "Earned at"), AskKind::Unit(Some(Action::ManageSupport)))
                .ask("document", label("考核记录编号", "Record of the examination"), AskKind::Text)
                .ask("on", label("生效日", "Valid from"), AskKind::Day)
                .preset(today)
                .ask("until", label("有效期至", "Valid until"), AskKind::Day)
                .optional(),
            by(licence(Step::of::<SuspendLicence>(label("暂扣执照", "Suspend a licence"))).ask(
                "reason",
                label("理由", "Reason"),
                AskKind::Text,
            ))
            .grave(),
            by(licence(Step::of::<RestoreLicence>(label("恢复执照", "Restore a licence")))),
            Step::of::<SetCurrency>(label("设定近期经历要求", "Set the rule of currency"))
                .ask("currency.days", label("天数", "Days"), AskKind::Count)
                .ask("currency.flights", label("架次", "Flights"), AskKind::Count)
                .ask("currency.minutes", label("或分钟", "Or minutes"), AskKind::Minutes)
                .ask("basis", label("依据", "Authority"), AskKind::Text)
                .ask("on", ON, AskKind::Day)
                .preset(today),
        ]
    }
}

impl Aircraft {
    /// The last day on which, by what is recorded, it is airworthy and insured; none where either was never recorded.
    fn good_until(&self) -> Option<nc_kernel::Day> {
        let last = |times: &[(nc_kernel::Day, nc_kernel::Day, String)]| times.iter().map(|(_, until, _)| *until).max();
        last(&self.airworthy).min(last(&self.insured))
    }

    fn steps(&self, view: &Viewing<'_>) -> Vec<Step> {
        let Some(head) = self.head() else { return Vec::new() };
        let today = view.now.day();
        let time = |step: Step| {
            step.ask("document", label("凭证", "Document"), AskKind::Text)
                .ask("on", label("起", "From"), AskKind::Day)
                .preset(today)
                .ask("until", label("止", "Until"), AskKind::Day)
                .preset(today.plus_months(12).minus_days(1))
        };
        let dated = |step: Step| step.ask("on", ON, AskKind::Day).preset(today);
        let mission = |step: Step| step.ask("mission", label("任务", "Mission"), AskKind::Word(Mission::WORDS));
        let steps = [
            dated(
                mission(Step::of::<AssignMission>(label("派遣任务", "Assign a mission")).ask("person", WHO, AskKind::Person))
                    .ask("number", label("任务编号", "Task order"), AskKind::Text)
                    .ask("beyond", label("超视距", "Beyond line of sight"), AskKind::Yes),
            ),
            dated(
                mission(Step::of::<LogFlight>(label("记录飞行", "Log a flight")).ask("person", WHO, AskKind::Person))
                    .ask("minutes", label("分钟", "Minutes"), AskKind::Minutes)
                    .ask("instructor", label("带飞教员", "Instructor"), AskKind::Person)
                    .optional(),
            ),
            time(Step::of::<RecordAirworthiness>(label("登记适航", "Record airworthiness"))),
            time(Step::of::<RecordInsurance>(label("登记保险", "Record insurance"))),
            dated(Step::of::<RetireAircraft>(label("退役", "Retire")).ask("reason", label("理由", "Reason"), AskKind::Text)).grave(),
        ];
        steps.into_iter().map(|step| step.fix("aircraft", head.id.to_string())).collect()
    }
}

/// The words above are those of the model.
#[cfg(test)]
#[test]
fn the_book_knows_every_word() {
    let words = |all: &[Word]| all.iter().map(|word| word.word).collect::<Vec<_>>();
    assert_eq!(words(Category::WORDS), Category::ALL.iter().map(|category| category.word()).collect::<Vec<_>>());
    assert_eq!(words(Rating::WORDS), Rating::ALL.iter().map(|rating| rating.word()).collect::<Vec<_>>());
    assert_eq!(words(Mission::WORDS), Mission::ALL.iter().map(|mission| mission.word()).collect::<Vec<_>>());
}
