//! How a laboratory stands in its book.

use nc_people::access::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Name, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label};

use super::command::{
    AdvanceAccreditation, BeginAccreditation, CalibrateInstrument, CloseNonconformity, FindNonconformity, FoundLaboratory,
    GrantAccreditation, PassSurveillance, RecordProficiency, RegisterInstrument, ReinstateAccreditation, RequestTest, SuspendAccreditation,
    WithdrawAccreditation,
};
use super::model::{Stage, Status, scheme, schemes};
use super::state::{Accreditation, Laboratory};

const ON: Label = label("日期", "On");
const SERIAL: Label = label("编号", "Serial");
const TITLE: Label = label("名称", "Title");
const ITEM: Label = label("项目", "Item");
const WHY: Label = label("理由", "Reason");
const BY: Label = label("依据", "Authority");

impl Listed for Laboratory {
    const LIST: &'static str = "laboratory";
    const ONE: Label = label("实验室", "laboratory");
    const MANY: Label = label("实验室", "laboratories");
    const STATES: &'static [Word] = &[
        Word::new("preparing", "准备", "preparing"),
        Word::new("applied", "已申请", "applied"),
        Word::new("document_review", "文件审查", "document review"),
        Word::new("on_site", "现场评审", "on-site assessment"),
        Word::new("nonconformities", "有不符合项", "nonconformities"),
        Word::new("rectified", "已整改", "rectified"),
        Word::new("granted", "已获准", "granted"),
        Word::new("renewed", "已续期", "renewed"),
        Word::new("suspended", "暂停", "suspended"),
        Word::new("expired", "过期", "expired"),
        Word::new("withdrawn", "撤销", "withdrawn"),
    ];
    const UNFINISHED: &'static [&'static str] =
        &["preparing", "applied", "document_review", "on_site", "nonconformities", "rectified", "suspended"];
    const OFF: &'static [&'static str] = &["expired", "withdrawn"];
    const KINDS: &'static [Word] = &[];
    const COUNTS: Option<Label> = Some(label("受理委托", "Requests accepted"));

    const LAPSES: &'static [(&'static str, &'static str)] = &[("granted", "expired"), ("renewed", "expired")];

    // The line is about the latest accreditation. That a surveillance is due is told by the sheet: it is in force still.
    fn line(&self) -> Option<Line> {
        let head = self.head()?;
        let latest = self.accreditations.last();
        let last = latest.and_then(|held| held.grants.last());
        let state = latest.map_or(Status::Before(Stage::Preparing), |held| match last {
            Some(grant) => {
                held.suspensions.last().filter(|(_, until)| until.is_none()).map_or(held.status(grant.from), |_| Status::Suspended)
            }
            None => held.status(held.begun),
        });
        let state = if latest.is_some_and(|held| held.withdrawn.is_some()) { Status::Withdrawn } else { state };
        Some(Line {
            since: head.seq,
            id: head.id.0,
            serial: head.serial.clone(),
            title: head.title.clone(),
            kind: "",
            state: state.word(),
            organisers: vec![head.unit.clone()],
            starts_on: head.from,
            ends_on: last.and_then(|grant| grant.until).unwrap_or(head.from),
            marks: self.tests(),
        })
    }

    fn lapses(&self) -> Option<&'static str> {
        self.accreditations.last()?.grants.last()?.until.map(|_| "expired")
    }
}

fn shown(status: Status) -> Shown {
    let word = Laboratory::STATES.iter().find(|word| word.word == status.word());
    let label = word.map_or(label("监督评审到期", "surveillance due"), |word| word.label);
    match status {
        Status::Granted | Status::Renewed => Shown::Good(label),
        Status::SurveillanceDue | Status::Expired | Status::Suspended | Status::Nonconformities => Shown::Late(label),
        Status::Withdrawn => Shown::Off(label),
        Status::Before(_) | Status::Rectified => Shown::Label(label),
    }
}

impl Sheeted for Laboratory {
    const INITIATIVE: &'static str = "support";
    const PAPERS: &'static [Label] = &[
        label("实验室评审申请表", "Application for review of a laboratory"),
        label("不符合项整改单", "Nonconformity and its correction"),
        label("仪器设备检定台账", "Calibrations of instruments"),
        label("能力验证登记表", "Record of proficiency tests"),
        label("检验鉴定委托登记表", "Register of test requests"),
    ];
    const FACTS: &'static [Word] = &[
        Word::new("laboratory.founded.v1", "设立", "founded"),
        Word::new("laboratory.accreditation_begun.v1", "启动评审", "accreditation begun"),
        Word::new("laboratory.accreditation_advanced.v1", "评审进展", "accreditation advanced"),
        Word::new("laboratory.nonconformity_found.v1", "发现不符合项", "nonconformity found"),
        Word::new("laboratory.nonconformity_closed.v1", "关闭不符合项", "nonconformity closed"),
        Word::new("laboratory.granted.v1", "获准", "granted"),
        Word::new("laboratory.surveillance_passed.v1", "监督评审通过", "surveillance passed"),
        Word::new("laboratory.suspended.v1", "暂停", "suspended"),
        Word::new("laboratory.reinstated.v1", "恢复", "reinstated"),
        Word::new("laboratory.withdrawn.v1", "撤销", "withdrawn"),
        Word::new("laboratory.instrument_registered.v1", "仪器登记", "instrument recorded"),
        Word::new("laboratory.calibrated.v1", "检定校准", "calibrated"),
        Word::new("laboratory.proficiency_tested.v1", "能力验证", "proficiency test"),
        Word::new("laboratory.test_requested.v1", "受理委托", "test request accepted"),
    ];

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(head) = self.head() else { return sheet };
        let (today, id) = (view.now.day(), head.id.to_string());
        let manages = view.may(Action::ManageSupport, &head.unit);
        let step = |step: Step| step.fix("laboratory", id.clone());
        const HELD: &[Label] = &[
            label("序号", "No."),
            label("评审制度", "Scheme"),
            label("等级", "Grade"),
            label("今日状态", "State today"),
            label("有效期至", "Valid until"),
            label("监督评审期限", "Surveillance by"),
        ];
        let held = self.numbered().map(|(number, held)| {
            let grant = held.grants.last();
            let name = scheme(&held.scheme).map_or(held.scheme.as_str(), |scheme| scheme.zh.as_str());
            let day = |day: Option<nc_kernel::Day>| Shown::or_nothing(day.map(Shown::Day));
            Row::of([
                Shown::Count(i64::from(number)),
                Shown::text(name),
                Shown::or_nothing(held.level.clone().map(Shown::Text)),
                shown(held.status(today)),
                day(grant.and_then(|grant| grant.until)),
                day(grant.and_then(|grant| grant.surveillance)),
            ])
            .with(if manages { accreditation_steps(number, held, view) } else { Vec::new() }.into_iter().map(step))
        });
        sheet.table(label("资质与评审", "Accreditations"), HELD, held);
        const SCOPE: &[Label] = &[
            label("评审", "Accreditation"),
            label("代码", "Code"),
            ITEM,
            label("所需仪器", "Instruments"),
            label("今日可受理", "Accepted today"),
        ];
        let scope = self.numbered().flat_map(|(number, held)| held.scope.iter().map(move |item| (number, held, item))).map(
            |(number, held, item)| {
                let fit = item.instruments.iter().all(|serial| self.instruments.get(serial).is_some_and(|known| known.fit(today)));
                let accepted = match (held.status(today).in_force(), fit) {
                    (true, true) => Shown::Good(label("可受理", "accepted")),
                    (true, false) => Shown::Late(label("仪器检定到期", "calibration overdue")),
                    (false, _) => Shown::Off(label("资质未生效", "not in force")),
                };
                let cells = [Shown::Count(i64::from(number)), Shown::text(&item.code), Shown::text(&item.title)];
                Row::of(cells.into_iter().chain([Shown::text(item.instruments.join("、")), accepted]))
            },
        );
        sheet.table(label("范围", "Scope"), SCOPE, scope);
        const FOUND: &[Label] = &[
            label("评审", "Accreditation"),
            label("序号", "No."),
            label("不符合项", "Nonconformity"),
            label("整改责任人", "Owner"),
            label("期限", "Due"),
            label("关闭", "Closed"),
        ];
        let found =
            self.numbered().flat_map(|(number, held)| (1_u32..).zip(&held.nonconformities).map(move |(n, found)| (number, n, found)));
        let found = found.map(|(number, n, found)| {
            let closed = match found.closed {
                Some((day, _)) => Shown::Day(day),
                None if found.due < today => Shown::Late(label("逾期未关闭", "overdue")),
                None => Shown::Label(label("未关闭", "open")),
            };
            let close = (manages && found.closed.is_none() && view.person.is_some_and(|person| person != found.owner)).then(|| {
                step(Step::of::<CloseNonconformity>(label("核查关闭", "Verify and close")).about(format!("{number}-{n}")))
                    .fix("accreditation", number)
                    .fix("nonconformity", n)
                    .ask("evidence", label("整改材料", "What shows it"), AskKind::Document)
                    .ask("on", ON, AskKind::Day)
                    .preset(today)
            });
            let cells = [Shown::Count(i64::from(number)), Shown::Count(i64::from(n)), Shown::text(&found.title)];
            let row = Row::of(cells.into_iter().chain([Shown::Person(found.owner), Shown::Day(found.due), closed])).with(close);
            match view.directory.member_on(found.owner, today) {
                Some(member) => row.sent_by(member.unit.clone()),
                None => row.sent_by(head.unit.clone()),
            }
        });
        sheet.table(label("不符合项", "Nonconformities"), FOUND, found);
        const INSTRUMENTS: &[Label] = &[SERIAL, TITLE, label("检定有效期至", "Calibrated until"), label("今日", "Today")];
        let instruments = self.instruments.iter().map(|(serial, known)| {
            let fit = if known.fit(today) {
                Shown::Good(label("可用", "fit for use"))
            } else {
                Shown::Late(label("检定到期", "calibration overdue"))
            };
            let calibrate = manages.then(|| {
                step(Step::of::<CalibrateInstrument>(label("登记检定", "Record a calibration")).about(serial))
                    .fix("instrument", serial.clone())
                    .ask("certificate", label("检定证书号", "Certificate"), AskKind::Text)
                    .ask("on", ON, AskKind::Day)
                    .preset(today)
            });
            let due = Shown::or_nothing(known.due().map(Shown::Day));
            Row::of([Shown::text(serial), Shown::text(&known.title), due, fit]).with(calibrate)
        });
        sheet.table(label("仪器", "Instruments"), INSTRUMENTS, instruments);
        const PROFICIENCY: &[Label] = &[ON, ITEM, label("组织方与编号", "Programme"), label("结果", "Result")];
        let tests = self.proficiency.iter().map(|test| {
            let result = match test.satisfactory {
                true => Shown::Good(label("满意", "satisfactory")),
                false => Shown::Late(label("不满意", "not satisfactory")),
            };
            Row::of([Shown::Day(test.on), Shown::text(&test.item), Shown::text(&test.programme), result])
        });
        sheet.table(label("能力验证", "Proficiency tests"), PROFICIENCY, tests);
        if self.accreditations.iter().any(|held| held.status(today) == Status::Expired) {
            sheet
                .warnings
                .push(label("有资质已过期，该范围内的委托不再受理。", "An accreditation has expired: requests in its scope are refused."));
        }
        if self.instruments.values().any(|known| !known.fit(today)) {
            sheet.warnings.push(label(
                "有仪器检定到期，相关委托不予受理。",
                "An instrument is overdue for calibration: requests that need it are refused.",
            ));
        }
        if manages {
            sheet.steps.extend(self.steps(view).into_iter().map(step));
        }
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        let found = || {
            Step::of::<FoundLaboratory>(label("登记实验室", "Record a laboratory"))
                .ask("serial", SERIAL, AskKind::Text)
                .ask("title", TITLE, AskKind::Text)
                .ask("unit", label("单位", "Unit"), AskKind::Unit(Some(Action::ManageSupport)))
                .ask("on", label("设立日", "Since"), AskKind::Day)
                .preset(view.now.day())
        };
        view.may_somewhere(Action::ManageSupport).then(found).into_iter().collect()
    }
}

impl Laboratory {
    /// What may be done with the laboratory as a whole.
    fn steps(&self, view: &Viewing<'_>) -> Vec<Step> {
        let today = view.now.day();
        let choice = |item: &super::ScopeItem| (item.code.clone(), Name::Text(format!("{} {}", item.code, item.title)));
        let items: Vec<_> = self.accreditations.iter().flat_map(|held| &held.scope).map(choice).collect();
        let named = |scheme: &super::Scheme| (scheme.serial.clone(), Name::Text(format!("{} / {}", scheme.zh, scheme.en)));
        let kinds = AskKind::OneOf { choices: schemes().iter().map(named).collect(), number: false };
        let scope = AskKind::Rows(vec![
            AskKind::column("code", label("代码", "Code"), AskKind::Text),
            AskKind::column("title", ITEM, AskKind::Text),
            AskKind::optional_column("instruments", label("必备仪器编号（顿号分开）", "Instruments it needs, by serial"), AskKind::Lines),
        ]);
        let mut steps = vec![
            Step::of::<BeginAccreditation>(label("启动评审", "Begin an accreditation"))
                .ask("scheme", label("评审制度", "Scheme"), kinds)
                .ask("level", label("等级", "Grade"), AskKind::Text)
                .optional()
                .ask("scope", label("范围", "Scope"), scope),
            Step::of::<RegisterInstrument>(label("登记仪器", "Record an instrument"))
                .ask("instrument", SERIAL, AskKind::Text)
                .ask("title", TITLE, AskKind::Text)
                .ask("calibration_months", label("检定周期（月）", "Months between calibrations"), AskKind::Count)
                .preset(12),
        ];
        if !items.is_empty() {
            let item = || AskKind::OneOf { choices: items.clone(), number: false };
            steps.push(
                Step::of::<RequestTest>(label("受理委托", "Accept a request"))
                    .ask("item", ITEM, item())
                    .ask("number", label("委托编号", "Number"), AskKind::Text)
                    .ask("client", label("委托单位", "Requested by"), AskKind::Unit(None)),
            );
            steps.push(
                Step::of::<RecordProficiency>(label("登记能力验证", "Record a proficiency test"))
                    .ask("item", ITEM, item())
                    .ask("programme", label("组织方与编号", "Programme"), AskKind::Text)
                    .ask("satisfactory", label("结果满意", "Satisfactory"), AskKind::Yes),
            );
        }
        steps.into_iter().map(|step| step.ask("on", ON, AskKind::Day).preset(today)).collect()
    }
}

/// What may be done with one accreditation.
fn accreditation_steps(number: u32, held: &Accreditation, view: &Viewing<'_>) -> Vec<Step> {
    let today = view.now.day();
    let status = held.status(today);
    let why = |step: Step| step.ask("reason", WHY, AskKind::Text).ask("authority", BY, AskKind::Text).grave();
    let find = || {
        Step::of::<FindNonconformity>(label("登记不符合项", "Record a nonconformity"))
            .ask("title", label("不符合项", "Nonconformity"), AskKind::Text)
            .ask("owner", label("整改责任人", "Owner"), AskKind::Person)
            .ask("due", label("期限", "Due"), AskKind::Day)
            .preset(today.plus_days(30))
    };
    let grant = |words| Step::of::<GrantAccreditation>(words).ask("certificate", label("证书或通报", "Certificate"), AskKind::Document);
    let next = |to: &'static str, words| Step::of::<AdvanceAccreditation>(words).fix("to", to);
    let steps = match status {
        Status::Before(Stage::Preparing) => vec![next("applied", label("提交申请", "Apply"))],
        Status::Before(Stage::Applied) => vec![next("document_review", label("进入文件审查", "Start document review"))],
        Status::Before(Stage::DocumentReview) => vec![next("on_site", label("进入现场评审", "Start on-site assessment"))],
        Status::Before(Stage::OnSite) | Status::Rectified => vec![find(), grant(label("登记获准", "Record the grant"))],
        Status::Nonconformities => vec![find()],
        Status::Granted | Status::Renewed | Status::SurveillanceDue => vec![
            Step::of::<PassSurveillance>(label("登记监督评审通过", "Record surveillance passed")),
            grant(label("登记续期", "Record the renewal")),
            find(),
            why(Step::of::<SuspendAccreditation>(label("登记暂停", "Record a suspension"))),
            why(Step::of::<WithdrawAccreditation>(label("登记撤销", "Record a withdrawal"))),
        ],
        Status::Suspended => vec![
            Step::of::<ReinstateAccreditation>(label("登记恢复", "Record the reinstatement")).ask("authority", BY, AskKind::Text),
            why(Step::of::<WithdrawAccreditation>(label("登记撤销", "Record a withdrawal"))),
        ],
        Status::Expired => vec![grant(label("登记续期", "Record the renewal"))],
        Status::Withdrawn => Vec::new(),
    };
    let dated = |step: Step| step.about(number).fix("accreditation", number).ask("on", ON, AskKind::Day).preset(today);
    steps.into_iter().map(dated).collect()
}
