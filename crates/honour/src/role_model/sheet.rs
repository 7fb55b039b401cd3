//! How a nomination stands in its book: its line, its sheet, and what may be done with it next.

use nc_people::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label};

use super::command::{AnswerObjection, ConcludeNomination, Nominate, PublishNomination, PutModelForward, RaiseObjection};
use super::model::PUBLIC_DAYS;
use super::state::{RoleModel, Stage};

const LEVELS: &[Word] = &[
    Word::new("national", "国家级", "national"),
    Word::new("ministry", "部级", "ministry"),
    Word::new("region", "自治区级", "region"),
    Word::new("city", "市级", "city"),
    Word::new("county", "旗县级", "county"),
];
const OUTCOMES: &[Word] = &[Word::new("named", "获评", "named"), Word::new("not_named", "未获评", "not named")];
const ON: Label = label("日期", "On");

impl Stage {
    /// The word in lists.
    fn word(self) -> &'static str {
        match self {
            Self::Nominated => "nominated",
            Self::Public => "public",
            Self::Named => "named",
            Self::NotNamed => "not_named",
        }
    }
}

impl Listed for RoleModel {
    const LIST: &'static str = "role_model";
    const ONE: Label = label("典型推荐", "nomination of a role model");
    const MANY: Label = label("典型推荐", "nominations of role models");
    const STATES: &'static [Word] = &[
        Word::new("nominated", "已推荐", "nominated"),
        Word::new("public", "公示", "public"),
        Word::new("named", "获评", "named"),
        Word::new("not_named", "未获评", "not named"),
    ];
    const UNFINISHED: &'static [&'static str] = &["nominated", "public"];
    const OFF: &'static [&'static str] = &["not_named"];
    const KINDS: &'static [Word] = LEVELS;

    const COUNTS: Option<Label> = None;

    fn line(&self) -> Option<Line> {
        let (body, on) = (self.nominated()?, self.nominated_on()?);
        Some(Line {
            since: self.since()?,
            id: body.model.0,
            serial: body.model.to_string(),
            title: body.title.clone(),
            kind: body.level.word(),
            state: self.stage().map_or("", Stage::word),
            organisers: vec![body.unit.clone()],
            starts_on: on,
            ends_on: self.concluded_on().or(self.public().map(|(_, to)| to)).unwrap_or(on),
            marks: 0,
        })
    }
}

impl Sheeted for RoleModel {
    const INITIATIVE: &'static str = "models";
    const PAPERS: &'static [Label] =
        &[label("先进典型推荐表", "Recommendation of a role model"), label("公示情况登记表", "Record of public notice")];
    const FACTS: &'static [Word] = &[
        Word::new("honour.model_nominated.v1", "推荐", "nominated"),
        Word::new("honour.model_published.v1", "公示", "public notice given"),
        Word::new("honour.model_objected.v1", "收到异议", "objection received"),
        Word::new("honour.model_objection_answered.v1", "答复异议", "objection answered"),
        Word::new("honour.model_concluded.v1", "结果", "concluded"),
        Word::new("honour.model_put_forward.v1", "推送", "put forward"),
    ];

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(body) = self.nominated() else { return sheet };
        let model = body.model.to_string();
        sheet.term(label("推荐人选", "Nominated"), [Shown::Person(body.person)]);
        if let Some((from, to)) = self.public() {
            sheet.term(label("公示期", "Public notice"), [Shown::Day(from), Shown::Day(to)]);
        }
        const OBJECTIONS: &[Label] = &[label("序号", "No."), label("处理", "Answer")];
        let answers = (1_u32..).zip(self.answers()).map(|(number, answer)| {
            let said = match answer {
                None => Shown::Late(label("待答复", "not answered")),
                Some(true) => Shown::Off(label("成立", "upheld")),
                Some(false) => Shown::Good(label("不成立", "not upheld")),
            };
            let step = (answer.is_none() && view.may(Action::ConfirmHonour, &body.unit)).then(|| {
                Step::of::<AnswerObjection>(label("答复", "Answer"))
                    .about(number)
                    .fix("model", model.clone())
                    .fix("objection", number)
                    .ask("upheld", label("异议成立", "The objection holds"), AskKind::Yes)
                    .ask("answered_on", ON, AskKind::Day)
                    .preset(view.now.day())
            });
            Row::of([Shown::Count(i64::from(number)), said]).with(step)
        });
        sheet.table(label("异议", "Objections"), OBJECTIONS, answers);
        const FORWARDED: &[Label] = &[label("推送至", "Put forward to"), ON];
        let forwarded = self.forwarded().map(|(programme, on)| Row::of([Shown::text(programme), Shown::Day(on)]));
        sheet.table(label("推送", "Put forward"), FORWARDED, forwarded);
        if view.may(Action::RecordHonour, &body.unit) {
            self.steps(view, &model, &mut sheet);
        }
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        let nominate = || {
            Step::of::<Nominate>(label("推荐典型", "Nominate"))
                .ask("person", label("人选", "Who"), AskKind::Person)
                .ask("title", label("称号", "Title"), AskKind::Text)
                .ask("level", label("级别", "Level"), AskKind::Word(LEVELS))
                .ask("nominated_on", label("推荐日", "Nominated on"), AskKind::Day)
                .preset(view.now.day())
                .ask("evidence", label("事迹材料", "Account of the deeds"), AskKind::Document)
                .optional()
                .ask("remark", label("备注（不写人名）", "Remark (no names)"), AskKind::Text)
                .optional()
        };
        view.may_somewhere(Action::RecordHonour).then(nominate).into_iter().collect()
    }
}

impl RoleModel {
    fn steps(&self, view: &Viewing<'_>, model: &str, sheet: &mut Sheet) {
        let today = view.now.day();
        let stage = self.stage();
        if stage == Some(Stage::Nominated) {
            sheet.steps.push(
                Step::of::<PublishNomination>(label("公示", "Give public notice"))
                    .fix("model", model)
                    .ask("from", label("公示起日", "First day"), AskKind::Day)
                    .preset(today)
                    .ask("to", label("公示止日", "Last day"), AskKind::Day)
                    .preset(today.plus_days(PUBLIC_DAYS - 1)),
            );
        }
        if stage == Some(Stage::Public) {
            sheet.steps.push(
                Step::of::<RaiseObjection>(label("登记异议", "Record an objection"))
                    .fix("model", model)
                    .ask("raised_on", ON, AskKind::Day)
                    .preset(today),
            );
        }
        if matches!(stage, Some(Stage::Nominated | Stage::Public)) {
            sheet.steps.push(
                Step::of::<ConcludeNomination>(label("登记结果", "Record the result"))
                    .fix("model", model)
                    .ask("outcome", label("结果", "Result"), AskKind::Word(OUTCOMES))
                    .ask("concluded_on", ON, AskKind::Day)
                    .preset(today)
                    .ask("honour", label("荣誉编号（外单位授予时）", "Id of the honour (given by others)"), AskKind::Text)
                    .optional(),
            );
        }
        if stage.is_some_and(|stage| stage != Stage::NotNamed) {
            sheet.steps.push(
                Step::of::<PutModelForward>(label("推送事迹", "Put the deeds forward"))
                    .fix("model", model)
                    .ask("programme", label("推送至", "Put forward to"), AskKind::Text)
                    .ask("level", label("级别", "Level"), AskKind::Word(LEVELS))
                    .ask("put_on", ON, AskKind::Day)
                    .preset(today),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::Outcome;
    use super::*;
    use crate::roll::Level;

    #[test]
    fn the_book_knows_every_word() {
        let words = |all: &[Word]| all.iter().map(|word| word.word).collect::<Vec<_>>();
        assert_eq!(words(LEVELS), Level::ALL.iter().map(|level| level.word()).collect::<Vec<_>>());
        assert_eq!(words(OUTCOMES), Outcome::ALL.iter().map(|outcome| outcome.word()).collect::<Vec<_>>());
        let stages = [Stage::Nominated, Stage::Public, Stage::Named, Stage::NotNamed];
        assert_eq!(words(RoleModel::STATES), stages.map(Stage::word));
    }
}
