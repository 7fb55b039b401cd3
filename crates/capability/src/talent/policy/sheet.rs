//! A subsidy policy in its book.

use nc_people::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Sheet, Sheeted, Shown, Step, Viewing, Word, label};

use super::command::{AdoptPolicy, EndPolicy};
use super::model::AmountRule;
use super::state::SubsidyPolicy;
use crate::talent::people::Level;

const SERIAL: Label = label("编号", "Serial number");
const NAME: Label = label("名称", "Name");
const UNIT: Label = label("制定单位", "Made by");
const BASIS: Label = label("依据文件", "Document");
const RULE: Label = label("标准", "Standard");
const LEVEL: Label = label("适用层级", "For the level");
const DOMAIN: Label = label("适用领域", "For the field");
const FROM: Label = label("施行日", "In force from");
const UNTIL: Label = label("止日", "In force until");
const ANY: Label = label("不限", "any");

impl Listed for SubsidyPolicy {
    const LIST: &'static str = "talent_policy";
    const ONE: Label = label("奖补政策", "subsidy policy");
    const MANY: Label = label("奖补政策", "subsidy policies");
    const STATES: &'static [Word] = &[
        Word::new("adopted", "已出台", "adopted"),
        Word::new("lapsed", "已失效", "no longer in force"),
        Word::new("ended", "已终止", "ended"),
    ];
    const UNFINISHED: &'static [&'static str] = &[];
    const OFF: &'static [&'static str] = &["lapsed", "ended"];
    const LAPSES: &'static [(&'static str, &'static str)] = &[("adopted", "lapsed")];
    const KINDS: &'static [Word] = AmountRule::WORDS;
    const COUNTS: Option<Label> = None;

    fn line(&self) -> Option<Line> {
        let adopted = self.adopted()?;
        Some(Line {
            since: adopted.since,
            id: adopted.body.policy.0,
            serial: adopted.body.serial.clone(),
            title: adopted.body.name.clone(),
            kind: adopted.body.rule.word(),
            state: if self.is_ended() { "ended" } else { "adopted" },
            organisers: vec![adopted.unit.clone()],
            starts_on: adopted.from,
            ends_on: self.until().unwrap_or(adopted.from),
            marks: 0,
        })
    }

    fn lapses(&self) -> Option<&'static str> {
        self.until().filter(|_| !self.is_ended()).map(|_| "lapsed")
    }
}

impl Sheeted for SubsidyPolicy {
    const INITIATIVE: &'static str = "talent";
    const PAPERS: &'static [Label] = &[label("人才奖补政策汇编", "Collection of subsidy policies")];
    const FACTS: &'static [Word] =
        &[Word::new("talent.policy_adopted.v1", "出台", "adopted"), Word::new("talent.policy_ended.v1", "终止", "ended")];

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(adopted) = self.adopted() else { return sheet };
        let (body, today) = (&adopted.body, view.now.day());
        sheet.term(
            BASIS,
            [Shown::text(match &body.basis.number {
                Some(number) => format!("{} {number}", body.basis.name),
                None => body.basis.name.clone(),
            })],
        );
        sheet.term(RULE, [Shown::Label(body.rule.label()), Shown::Money(body.amount)]);
        sheet.term(LEVEL, [Shown::Label(body.level.map_or(ANY, Level::label))]);
        sheet.term(DOMAIN, [body.domain.as_ref().map_or(Shown::Label(ANY), Shown::text)]);
        sheet.term(FROM, [Shown::Day(adopted.from)]);
        sheet.term(UNTIL, self.until().map(Shown::Day));
        let now = if self.in_force(today) {
            Shown::Good(label("施行中", "in force"))
        } else if today < adopted.from {
            Shown::Label(label("尚未施行", "not yet in force"))
        } else {
            Shown::Off(label("已失效", "no longer in force"))
        };
        sheet.term(label("今日", "Today"), [now]);
        if !self.is_ended() && view.may(Action::ManageTalent, &adopted.unit) {
            sheet.steps.push(
                Step::of::<EndPolicy>(label("终止", "End"))
                    .fix("policy", body.policy.to_string())
                    .ask("until", UNTIL, AskKind::Day)
                    .preset(today)
                    .ask("reason", label("理由（不写人名）", "Reason (no names)"), AskKind::Long)
                    .ask("authority", label("依据", "Authority"), AskKind::Text)
                    .grave(),
            );
        }
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        let adopt = || {
            Step::of::<AdoptPolicy>(label("登记奖补政策", "Enter a policy"))
                .ask("serial", SERIAL, AskKind::Text)
                .ask("name", NAME, AskKind::Text)
                .ask("unit", UNIT, AskKind::Unit(Some(Action::ManageTalent)))
                .ask("basis", BASIS, AskKind::Document)
                .ask("rule", RULE, AskKind::Word(AmountRule::WORDS))
                .ask("amount", label("金额（元）", "Amount (yuan)"), AskKind::Money)
                .ask("level", LEVEL, AskKind::Word(Level::WORDS))
                .optional()
                .ask("domain", DOMAIN, AskKind::Text)
                .optional()
                .ask("from", FROM, AskKind::Day)
                .preset(view.now.day())
                .ask("until", UNTIL, AskKind::Day)
                .optional()
        };
        view.may_somewhere(Action::ManageTalent).then(adopt).into_iter().collect()
    }
}
