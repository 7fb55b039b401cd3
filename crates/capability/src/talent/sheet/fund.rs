//! A fund in its book, with its accounts, awards and journals.

use std::collections::BTreeSet;

use nc_kernel::Need;
use nc_kernel::money::Money;
use nc_people::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label, need};

use super::{AUTHORITY, ON, REASON};
use crate::talent::command::{AllotBudget, ApproveSubsidy, AwardSubsidy, CloseFund, OpenFund, PaySubsidy, ReturnSubsidy, ReverseOperation};
use crate::talent::money::{Account, Operation};
use crate::talent::policy::{PolicyId, SubsidyPolicy};
use crate::talent::state::{Award, Fund, Posted};

const AMOUNT: Label = label("金额（元）", "Amount (yuan)");
const VOUCHER: Label = label("凭证号", "Voucher");

impl Operation {
    /// What it is called.
    #[must_use]
    pub const fn label(self) -> Label {
        match self {
            Self::Budgeted => label("下达预算", "budget allotted"),
            Self::Awarded => label("奖补认定", "awarded"),
            Self::Approved(_) => label("审批", "approved"),
            Self::Paid(_) => label("支付", "paid"),
            Self::Returned => label("退回", "given back"),
            Self::Closed => label("结账上缴", "handed back at the closing"),
            Self::Restored => label("退回上缴", "given back and handed on"),
        }
    }
}

impl Account {
    /// What it is called.
    #[must_use]
    pub const fn label(self) -> Label {
        match self {
            Self::Source => label("资金来源", "Source"),
            Self::Budget => label("预算余额", "Budget"),
            Self::Committed => label("已承诺", "Committed"),
            Self::Payable(_) => label("应付", "Payable"),
            Self::Paid => label("已付", "Paid"),
            Self::Returned => label("退回", "Returned"),
        }
    }
}

impl Listed for Fund {
    const LIST: &'static str = "talent_fund";
    const ONE: Label = label("人才经费账", "talent fund");
    const MANY: Label = label("人才经费账", "talent funds");
    const STATES: &'static [Word] =
        &[Word::new("open", "有未付", "to be paid"), Word::new("settled", "无未付", "settled"), Word::new("closed", "已结账", "closed")];
    const UNFINISHED: &'static [&'static str] = &["open"];
    const KINDS: &'static [Word] = &[];

    const COUNTS: Option<Label> = Some(label("奖补（项）", "Awards"));

    fn line(&self) -> Option<Line> {
        let (head, unit, on) = (self.head()?, self.unit()?, self.opened_on()?);
        let waits = self.unsettled().next().is_some();
        Some(Line {
            since: self.since()?,
            id: head.fund.0,
            serial: head.serial.clone(),
            title: head.title.clone(),
            kind: "",
            state: match self.closed_on() {
                Some(_) => "closed",
                None if waits => "open",
                None => "settled",
            },
            organisers: vec![unit.clone()],
            starts_on: on,
            ends_on: on.last_of_year(),
            marks: self.awards().iter().filter(|award| !award.reversed).count(),
        })
    }
}

impl Sheeted for Fund {
    const INITIATIVE: &'static str = "talent";
    const PAPERS: &'static [Label] = &[
        label("人才奖补审批表", "Approval of a subsidy"),
        label("补贴发放登记簿", "Register of subsidies paid"),
        label("人才经费明细账", "Journal of talent money"),
    ];
    const FACTS: &'static [Word] = &[
        Word::new("talent.fund_opened.v1", "立账", "opened"),
        Word::new("talent.budgeted.v1", "下达预算", "budget allotted"),
        Word::new("talent.awarded.v1", "奖补认定", "awarded"),
        Word::new("talent.approved.v1", "审批", "approved"),
        Word::new("talent.paid.v1", "支付", "paid"),
        Word::new("talent.returned.v1", "退回", "given back"),
        Word::new("talent.reversed.v1", "冲销", "reversed"),
        Word::new("talent.fund_closed.v1", "结账", "closed"),
    ];

    fn reads(&self) -> Vec<Need> {
        let policies: BTreeSet<_> = self.awards().iter().map(|award| award.body.policy).collect();
        policies.into_iter().map(need::<SubsidyPolicy>).collect()
    }

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some((head, unit)) = self.head().zip(self.unit()) else { return sheet };
        let (fund, today) = (head.fund.to_string(), view.now.day());
        let (keeps, pays) = (view.may(Action::ManageTalent, unit), view.may(Action::PayTalent, unit));
        sheet.term(label("年度", "Year"), [Shown::text(head.year.to_string())]);
        sheet.term(label("资金来源", "Source"), [Shown::text(&head.source)]);
        sheet.term(label("依据", "Basis"), [Shown::text(&head.basis)]);
        let held = self.balances();
        sheet.term(label("已下达", "Allotted"), [Shown::Money(self.allotted())]);
        sheet.term(label("预算余额", "Left to award"), [Shown::Money(held.of(Account::Budget))]);
        sheet.term(label("已承诺", "Awarded, not approved"), [Shown::Money(held.of(Account::Committed))]);
        sheet.term(label("应付", "Approved, not paid"), [Shown::Money(held.payable())]);
        sheet.term(label("已付（减退回）", "Paid, less what was given back"), [Shown::Money(held.net_paid())]);
        let closed = self.closed_on();
        sheet.term(label("结账日", "Closed on"), closed.map(Shown::Day));
        sheet.term(label("已上缴", "Handed back"), closed.map(|_| Shown::Money(self.handed_back())));
        const AWARDS: &[Label] = &[
            label("序号", "No."),
            label("对象", "Who"),
            label("政策", "Policy"),
            label("条款", "Article"),
            label("金额", "Amount"),
            label("审批", "Approved"),
            label("已付", "Paid"),
        ];
        let awards = (1_u32..).zip(self.awards()).map(|(number, award)| {
            let approved = match award.approved {
                _ if award.reversed => Shown::Off(label("已冲销", "reversed")),
                Some((_, on)) => Shown::Day(on),
                None => Shown::Late(label("待审批", "not approved")),
            };
            let body = &award.body;
            Row::of([
                Shown::Count(i64::from(number)),
                Shown::Person(body.person),
                policy(view, body.policy),
                Shown::text(&body.clause),
                Shown::Money(body.amount),
                approved,
                Shown::Money(award.paid),
            ])
            .sent_by(body.sender.clone())
            .with(self.award_steps(number, award, (keeps, pays), view))
        });
        sheet.table(label("奖补", "Awards"), AWARDS, awards);
        const JOURNAL: &[Label] = &[
            label("事项号", "Fact"),
            ON,
            label("业务", "Operation"),
            label("奖补序号", "Award"),
            label("借方", "To"),
            label("贷方", "From"),
            label("金额", "Amount"),
            VOUCHER,
            label("状态", "State"),
        ];
        let journal = self.posted().iter().map(|posted| {
            let moved = matches!(posted.operation, Operation::Paid(_) | Operation::Returned | Operation::Restored);
            let may = !posted.reversed && (closed.is_none() || matches!(posted.operation, Operation::Closed | Operation::Restored));
            let may = may && if moved { pays } else { keeps };
            self.journal_row(posted).with(may.then(|| {
                Step::of::<ReverseOperation>(label("冲销", "Reverse"))
                    .about(posted.seq)
                    .fix("fund", fund.clone())
                    .fix("reverses", posted.seq)
                    .ask("reason", REASON, AskKind::Long)
                    .ask("authority", AUTHORITY, AskKind::Text)
                    .grave()
            }))
        });
        sheet.table(label("明细账", "Journal"), JOURNAL, journal);
        if keeps && closed.is_none() {
            sheet.steps.extend([
                Step::of::<AwardSubsidy>(label("奖补认定", "Award a subsidy"))
                    .fix("fund", fund.clone())
                    .ask("person", label("对象", "Who"), AskKind::Person)
                    .ask("amount", AMOUNT, AskKind::Money)
                    .ask("policy", label("政策编号", "Serial of the policy"), AskKind::Text)
                    .ask("clause", label("条款或事由（不写人名）", "Article or reason (no names)"), AskKind::Text)
                    .ask(
                        "profile",
                        label("人才档案编号（政策按层级或领域时填写）", "Serial of the profile, where the policy is for a level or field"),
                        AskKind::Text,
                    )
                    .optional()
                    .ask("awarded_on", ON, AskKind::Day)
                    .preset(today),
                Step::of::<AllotBudget>(label("下达预算", "Allot money"))
                    .fix("fund", fund.clone())
                    .ask("amount", AMOUNT, AskKind::Money)
                    .ask("basis", label("下达文件", "Document"), AskKind::Text)
                    .ask("allotted_on", ON, AskKind::Day)
                    .preset(today),
            ]);
            if self.unsettled().next().is_none() {
                sheet.steps.push(
                    Step::of::<CloseFund>(label("结账", "Close"))
                        .fix("fund", fund)
                        .ask("basis", label("结账文件", "Document"), AskKind::Text)
                        .ask("closed_on", ON, AskKind::Day)
                        .preset(today)
                        .grave(),
                );
            }
        }
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        let open = || {
            Step::of::<OpenFund>(label("立账", "Open a fund"))
                .ask("serial", label("编号", "Serial number"), AskKind::Text)
                .ask("title", label("名称", "Title"), AskKind::Text)
                .ask("unit", label("单位", "Unit"), AskKind::Unit(Some(Action::ManageTalent)))
                .ask("year", label("年度", "Year"), AskKind::Count)
                .preset(view.now.day().year())
                .ask("source", label("资金来源", "Source"), AskKind::Text)
                .ask("basis", label("政策依据", "Policy"), AskKind::Text)
                .ask("opened_on", ON, AskKind::Day)
                .preset(view.now.day())
        };
        view.may_somewhere(Action::ManageTalent).then(open).into_iter().collect()
    }
}

/// The policy an award keeps to.
fn policy(view: &Viewing<'_>, id: PolicyId) -> Shown {
    let adopted = view.states.get::<SubsidyPolicy>(id).and_then(SubsidyPolicy::adopted);
    Shown::or_nothing(adopted.map(|adopted| Shown::Thing { list: SubsidyPolicy::LIST, id: id.0, title: adopted.body.name.clone() }))
}

impl Fund {
    fn award_steps(&self, number: u32, award: &Award, (keeps, pays): (bool, bool), view: &Viewing<'_>) -> Vec<Step> {
        let (Some(head), false) = (self.head(), award.reversed) else { return Vec::new() };
        let (fund, today) = (head.fund.to_string(), view.now.day());
        let mut steps = Vec::new();
        let running = self.closed_on().is_none();
        if keeps && running && award.approved.is_none() {
            steps.push(
                Step::of::<ApproveSubsidy>(label("审批", "Approve"))
                    .about(number)
                    .fix("fund", fund.clone())
                    .fix("award", number)
                    .ask("approved_on", ON, AskKind::Day)
                    .preset(today),
            );
        }
        let moves = |step: Step, most: Money| {
            step.about(number).fix("fund", fund.clone()).fix("award", number).ask("amount", AMOUNT, AskKind::Money).preset(most).ask(
                "voucher",
                VOUCHER,
                AskKind::Text,
            )
        };
        if pays && running && award.approved.is_some() && award.owed > Money::ZERO {
            let pay = moves(Step::of::<PaySubsidy>(label("支付", "Pay")), award.owed);
            steps.push(pay.ask("paid_on", ON, AskKind::Day).preset(today));
        }
        if pays && award.paid > Money::ZERO {
            let back = moves(Step::of::<ReturnSubsidy>(label("登记退回", "Record what was given back")), award.paid);
            steps.push(back.ask("reason", REASON, AskKind::Long).ask("returned_on", ON, AskKind::Day).preset(today));
        }
        steps
    }

    fn journal_row(&self, posted: &Posted) -> Row {
        let journal = posted.journal();
        let named = |sign: fn(i64) -> bool| {
            let line = journal.lines().iter().find(|(_, amount)| sign(amount.0));
            Shown::or_nothing(line.map(|(account, _)| Shown::Label(account.label())))
        };
        let row = Row::of([
            Shown::Fact(posted.seq),
            Shown::Day(posted.on),
            Shown::Label(posted.operation.label()),
            Shown::or_nothing(posted.award.map(|number| Shown::Count(i64::from(number)))),
            named(i64::is_positive),
            named(i64::is_negative),
            Shown::Money(posted.amount),
            if posted.voucher.is_empty() { Shown::Nothing } else { Shown::text(&posted.voucher) },
            if posted.reversed { Shown::Off(label("已冲销", "reversed")) } else { Shown::Nothing },
        ]);
        match posted.award.and_then(|number| self.award(number)) {
            Some(award) => row.sent_by(award.body.sender.clone()),
            None => row,
        }
    }
}
