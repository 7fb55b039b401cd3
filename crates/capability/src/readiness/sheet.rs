//! How a requirement stands in its book.

use nc_kernel::PersonId;
use nc_people::access::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label};

use super::command::{
    BindPeople, DecideExemption, EndExemption, ExemptPerson, IssueCredential, ReleasePerson, RequestExemption, RevokeCredential,
    SetRequirement,
};
use super::due::Renewal;
use super::state::Requirement;

const ON: Label = label("日期", "On");
const WHO: Label = label("人员", "Who");
const WHY: Label = label("理由", "Reason");
const BY: Label = label("依据", "Authority");
/// How far ahead a lapse is shown, in months.
const AHEAD: i32 = 3;

impl Listed for Requirement {
    const LIST: &'static str = "requirement";
    const ONE: Label = label("岗位资格要求", "requirement");
    const MANY: Label = label("岗位资格要求", "requirements");
    const STATES: &'static [Word] =
        &[Word::new("in_force", "执行中", "in force"), Word::new("to_decide", "执行中，有免训申请待审", "in force, exemptions to decide")];
    const UNFINISHED: &'static [&'static str] = &["to_decide"];
    const KINDS: &'static [Word] = &[];
    const COUNTS: Option<Label> = None;

    fn line(&self) -> Option<Line> {
        let (head, since) = (self.head()?, self.since()?);
        // The day the longest waiting request asks for: by then it has to be decided.
        let waiting = self.requests().filter(|(_, request)| request.decided.is_none()).map(|(_, request)| request.from).min();
        Some(Line {
            since,
            id: head.id.0,
            serial: head.serial.clone(),
            title: head.title.clone(),
            kind: "",
            state: if waiting.is_some() { "to_decide" } else { "in_force" },
            organisers: vec![head.unit.clone()],
            starts_on: head.from,
            ends_on: waiting.unwrap_or(head.from),
            marks: 0,
        })
    }
}

impl Sheeted for Requirement {
    const INITIATIVE: &'static str = "support";
    const PAPERS: &'static [Label] = &[
        label("持证人员台账", "Register of holders"),
        label("证书到期提醒表", "Reminder of lapsing credentials"),
        label("免训审批表", "Approval of exemptions"),
    ];
    const FACTS: &'static [Word] = &[
        Word::new("readiness.requirement_set.v1", "设定要求", "requirement set"),
        Word::new("readiness.bound.v1", "列入要求", "bound"),
        Word::new("readiness.released.v1", "移出要求", "released"),
        Word::new("readiness.issued.v1", "发证", "credential issued"),
        Word::new("readiness.revoked.v1", "吊销", "credential revoked"),
        Word::new("readiness.exempted.v1", "免训", "exempted"),
        Word::new("readiness.exemption_requested.v1", "申请免训", "exemption requested"),
        Word::new("readiness.exemption_refused.v1", "不予免训", "exemption refused"),
        Word::new("readiness.exemption_ended.v1", "终止免训", "exemption ended"),
    ];

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(head) = self.head() else { return sheet };
        let today = view.now.day();
        let count = |n: usize| [Shown::Count(i64::try_from(n).unwrap_or(i64::MAX))];
        sheet.term(BY, [Shown::text(&head.basis)]);
        let renewal = match head.renewal {
            Renewal::Never {} => vec![Shown::Label(label("长期有效", "does not lapse"))],
            Renewal::Rolling { months } => {
                vec![Shown::Label(label("滚动到期，月数", "rolling, months")), Shown::Count(i64::from(months))]
            }
            Renewal::Anchored { every_years, month } => vec![
                Shown::Label(label("固定窗口，年数与月份", "fixed window, years and month")),
                Shown::Count(i64::from(every_years)),
                Shown::Count(i64::from(month)),
            ],
        };
        sheet.term(label("到期规则", "Due again"), renewal);
        let standing = self.standing(view.directory, today);
        let bound = standing.compliant.len() + standing.exempt.len() + standing.overdue.len();
        sheet.term(label("应持证", "Bound"), count(bound));
        sheet.term(label("达标", "Compliant"), count(standing.compliant.len()));
        sheet.term(label("免训", "Exempt"), count(standing.exempt.len()));
        sheet.term(label("逾期", "Overdue"), count(standing.overdue.len()));
        // Whoever keeps the records of people bound knows what they are bound by.
        let everybody = standing.compliant.iter().chain(&standing.exempt).chain(&standing.overdue);
        sheet.known_to = everybody.filter_map(|person| Some(view.directory.member_on(*person, today)?.unit.clone())).collect();
        sheet.known_to.sort();
        sheet.known_to.dedup();
        let sent = |person: PersonId, row: Row| match view.directory.member_on(person, today) {
            Some(member) => row.sent_by(member.unit.clone()),
            None => row.sent_by(head.unit.clone()),
        };
        const OVERDUE: &[Label] = &[WHO, label("今日", "Today")];
        let overdue = standing.overdue.iter().map(|person| {
            let cells = [Shown::Person(*person), Shown::Late(label("未持有效证", "holds nothing valid"))];
            sent(*person, Row::of(cells))
        });
        sheet.table(label("逾期人员", "Overdue"), OVERDUE, overdue);
        let horizon = today.plus_months(AHEAD);
        let mut lapsing: Vec<_> = standing.compliant.iter().filter_map(|person| Some((self.lapses(*person, today)?, *person))).collect();
        lapsing.retain(|(until, _)| *until < horizon);
        lapsing.sort();
        const LAPSING: &[Label] = &[WHO, label("有效期至", "Valid until")];
        let rows = lapsing.into_iter().map(|(until, person)| sent(person, Row::of([Shown::Person(person), Shown::Day(until)])));
        sheet.table(label("三个月内到期", "Lapsing within three months"), LAPSING, rows);
        const AHEAD_BY_MONTH: &[Label] = &[label("月份（首日）", "Month, first day"), label("到期人数", "People lapsing")];
        let outlook = self.outlook(view.directory, today, 12).into_iter();
        let by_month = outlook.map(|(month, people)| Row::of([Shown::Day(month)].into_iter().chain(count(people.len()))));
        sheet.table(label("今后十二个月到期预告", "Lapsing in the next twelve months"), AHEAD_BY_MONTH, by_month);
        self.exemption_tables(view, &mut sheet);
        let fixed = |step: Step| step.fix("requirement", head.id.to_string());
        let day = |step: Step, name: &str, words| step.ask(name, words, AskKind::Day).preset(today);
        let text = |step: Step, name: &str, words| step.ask(name, words, AskKind::Text);
        if view.may(Action::RecordTraining, &head.unit) {
            let issue = fixed(Step::of::<IssueCredential>(label("发证或复训合格", "Issue or renew")));
            let issue = text(issue.ask("people", WHO, AskKind::People), "document", label("凭证", "Document"));
            sheet.steps.push(day(issue, "completed_on", label("取得日", "Earned on")));
        }
        if view.may_somewhere(Action::RecordTraining) {
            let request =
                fixed(Step::of::<RequestExemption>(label("申请免训", "Request an exemption"))).ask("person", WHO, AskKind::Person);
            sheet.steps.push(text(day(day(request, "from", label("起", "From")), "to", label("止", "To")), "reason", WHY));
        }
        if view.may(Action::PlanTraining, &head.unit) {
            let bind = fixed(Step::of::<BindPeople>(label("列入要求", "Bind people"))).ask("people", WHO, AskKind::People);
            sheet.steps.push(day(bind, "from", label("起", "From")));
            let exempt = fixed(Step::of::<ExemptPerson>(label("免训", "Exempt"))).ask("person", WHO, AskKind::Person);
            let exempt = day(day(exempt, "from", label("起", "From")), "to", label("止", "To"));
            sheet.steps.push(text(text(exempt, "reason", WHY), "authority", BY));
            let release = fixed(Step::of::<ReleasePerson>(label("移出要求", "Release"))).ask("person", WHO, AskKind::Person);
            sheet.steps.push(text(day(release, "on", ON), "reason", WHY));
        }
        if view.may(Action::CorrectTraining, &head.unit) {
            let revoke = fixed(Step::of::<RevokeCredential>(label("吊销", "Revoke"))).ask("person", WHO, AskKind::Person).grave();
            sheet.steps.push(text(text(day(revoke, "on", ON), "reason", WHY), "authority", BY));
        }
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        if !view.may_somewhere(Action::PlanTraining) {
            return Vec::new();
        }
        let set = |words| {
            Step::of::<SetRequirement>(words)
                .ask("serial", label("编号", "Serial"), AskKind::Text)
                .ask("title", label("名称", "Title"), AskKind::Text)
                .ask("unit", label("单位", "Unit"), AskKind::Unit(Some(Action::PlanTraining)))
                .ask("basis", BY, AskKind::Text)
                .ask("from", label("起", "Since"), AskKind::Day)
                .preset(view.now.day())
        };
        vec![
            set(label("设定要求（滚动到期）", "Set a requirement (rolling)")).about("rolling").ask(
                "renewal.rolling.months",
                label("有效月数", "Months valid"),
                AskKind::Count,
            ),
            set(label("设定要求（固定窗口）", "Set a requirement (fixed window)"))
                .about("anchored")
                .ask("renewal.anchored.every_years", label("每几年", "Every so many years"), AskKind::Count)
                .preset(1)
                .ask("renewal.anchored.month", label("月份", "Month"), AskKind::Count),
            set(label("设定要求（长期有效）", "Set a requirement (does not lapse)"))
                .about("never")
                .fix("renewal", serde_json::json!({"never": {}})),
        ]
    }
}

impl Requirement {
    /// Requests that wait or were decided, and who is, was or will be exempt. An exemption is over the day after its last,
    /// whoever looks.
    fn exemption_tables(&self, view: &Viewing<'_>, sheet: &mut Sheet) {
        let Some(head) = self.head() else { return };
        let today = view.now.day();
        let decides = view.may(Action::PlanTraining, &head.unit);
        const REQUESTS: &[Label] = &[
            WHO,
            label("起", "From"),
            label("止", "To"),
            WHY,
            label("申请单位", "Asked by"),
            label("申请日", "Asked on"),
            label("审批", "Decision"),
        ];
        let step = |seq: u64, approve: bool, words| {
            let step = Step::of::<DecideExemption>(words).about(format!("{seq}-{approve}")).fix("requirement", head.id.to_string());
            let step = step.fix("request", seq).fix("approve", approve);
            if approve {
                step.ask("authority", BY, AskKind::Text)
            } else {
                step.ask("reason", WHY, AskKind::Text).ask("authority", BY, AskKind::Text)
            }
        };
        let rows = self.requests().map(|(seq, request)| {
            let decision = match request.decided {
                None => Shown::Late(label("待审批", "to decide")),
                Some((true, _)) => Shown::Good(label("同意", "approved")),
                Some((false, _)) => Shown::Off(label("不同意", "refused")),
            };
            let row = Row::of([
                Shown::Person(request.person),
                Shown::Day(request.from),
                Shown::Day(request.to),
                Shown::text(&request.reason),
                Shown::Unit(request.sender.clone()),
                Shown::Day(request.on),
                decision,
            ]);
            let open = decides && request.decided.is_none();
            let steps = [(true, label("同意", "Approve")), (false, label("不同意", "Refuse"))];
            let steps = steps.into_iter().filter(|_| open).map(|(approve, words)| step(seq, approve, words));
            row.sent_by(request.sender.clone()).with(steps)
        });
        sheet.table(label("免训申请", "Requests for exemption"), REQUESTS, rows);
        const EXEMPT: &[Label] = &[WHO, label("起", "From"), label("止", "To"), WHY, BY, label("今日", "Today")];
        let rows = self.exemptions().into_iter().map(|time| {
            let runs = time.from <= today && today <= time.to;
            let now = match (runs, time.ended) {
                (true, _) => Shown::Label(label("免训", "exempt")),
                (false, _) if today < time.from => Shown::Off(label("未开始", "not yet")),
                (false, true) => Shown::Off(label("提前终止", "ended before its time")),
                (false, false) => Shown::Off(label("已到期", "over")),
            };
            let sender = view.directory.member_on(time.person, today).map_or_else(|| head.unit.clone(), |member| member.unit.clone());
            let end = Step::of::<EndExemption>(label("终止免训", "End the exemption"))
                .about(time.person)
                .fix("requirement", head.id.to_string())
                .fix("person", time.person.to_string())
                .ask("on", label("恢复约束之日", "Binds again on"), AskKind::Day)
                .preset(today)
                .ask("reason", WHY, AskKind::Text);
            let cells = [
                Shown::Person(time.person),
                Shown::Day(time.from),
                Shown::Day(time.to),
                Shown::text(&time.reason),
                Shown::text(&time.authority),
                now,
            ];
            Row::of(cells).sent_by(sender).with((decides && runs).then_some(end))
        });
        sheet.table(label("免训", "Exemptions"), EXEMPT, rows);
    }
}
