//! The certificate as lists and pages show it.

use nc_people::access::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label};

use super::command::{ReissueCertificate, VoidCertificate};
use super::model::SeriesId;
use super::state::Certificate;

const REASON: Label = label("原因", "Reason");
const AUTHORITY: Label = label("依据", "Authority");
const NUMBER: Label = label("编号", "Number");

impl Listed for Certificate {
    const LIST: &'static str = "certificate";
    const ONE: Label = label("结业证书", "Certificate");
    const MANY: Label = label("结业证书", "Certificates");
    const STATES: &'static [Word] = &[Word::new("valid", "有效", "valid"), Word::new("void", "已作废", "void")];
    const UNFINISHED: &'static [&'static str] = &[];
    const OFF: &'static [&'static str] = &["void"];
    const KINDS: &'static [Word] = &[];

    const COUNTS: Option<Label> = Some(label("编号数", "Numbers"));

    fn line(&self) -> Option<Line> {
        let (first, last) = (self.issues().first()?, self.last()?);
        Some(Line {
            since: first.seq,
            id: last.body.certificate.0,
            serial: last.body.number.clone(),
            title: last.body.title.clone(),
            kind: "",
            state: if last.void.is_none() { "valid" } else { "void" },
            organisers: self.unit().into_iter().cloned().collect(),
            starts_on: last.body.ended_on,
            ends_on: last.body.ended_on,
            marks: self.issues().len(),
        })
    }
}

impl Sheeted for Certificate {
    const INITIATIVE: &'static str = "training";
    const PAPERS: &'static [Label] =
        &[label("结业证书登记簿", "register of certificates"), label("证书遗失补办申请表", "application for a lost certificate")];
    const FACTS: &'static [Word] =
        &[Word::new("certificate.issued.v1", "发证", "issued"), Word::new("certificate.voided.v1", "作废", "made void")];

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let (Some(last), Some(unit)) = (self.last(), self.unit()) else { return sheet };
        let body = &last.body;
        sheet.takes_part.push(body.person);
        if view.is(body.person) || view.may(Action::ReadPeople, &body.sender) {
            sheet.term(label("持证人", "Holder"), [Shown::Person(body.person)]);
        }
        sheet.term(label("班次", "Class"), [Shown::text(&body.class_serial), Shown::text(&body.title)]);
        sheet.term(label("结业日", "Ended on"), [Shown::Day(body.ended_on)]);
        sheet.term(label("学时", "Credit"), [Shown::Minutes(i64::from(body.credit_minutes))]);
        let state = if last.void.is_none() { Shown::Good(label("有效", "valid")) } else { Shown::Off(label("已作废", "void")) };
        sheet.term(label("状态", "State"), [state]);
        let rows = self.issues().iter().map(|issue| {
            let void = issue.void.as_ref();
            Row::of([
                Shown::text(&issue.body.number),
                Shown::Day(issue.on),
                Shown::text(&issue.body.authority),
                Shown::or_nothing(issue.body.replaces.as_ref().map(Shown::text)),
                Shown::or_nothing(void.map(|void| Shown::Day(void.on))),
                Shown::or_nothing(void.map(|void| Shown::text(&void.reason))),
                Shown::Fact(issue.seq),
            ])
        });
        const COLUMNS: &[Label] = &[
            NUMBER,
            label("发证日", "Issued on"),
            AUTHORITY,
            label("代替编号", "In place of"),
            label("作废日", "Void since"),
            REASON,
            label("记录", "Fact"),
        ];
        sheet.table(label("编号沿革", "Numbers"), COLUMNS, rows.collect::<Vec<_>>());
        if view.may(Action::CorrectTraining, unit) {
            let because = |step: Step| {
                step.fix("certificate", body.certificate.to_string()).ask("reason", REASON, AskKind::Text).ask(
                    "authority",
                    AUTHORITY,
                    AskKind::Text,
                )
            };
            let series = SeriesId::of(unit, body.ended_on.year());
            sheet.steps.push(because(Step::of::<ReissueCertificate>(label("补发", "Reissue")).fix("series", series.to_string())));
            if last.void.is_none() {
                sheet.steps.push(because(Step::of::<VoidCertificate>(label("作废", "Make void"))).grave());
            }
        }
        sheet
    }

    /// Certificates are issued on the page of their class, to whoever completed it.
    fn begin(_: &Viewing<'_>) -> Vec<Step> {
        Vec::new()
    }
}
