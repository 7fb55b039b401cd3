//! What a judge scores, and what whoever runs the contest does next.

use nc_people::sheet::{AskKind, Label, Name, Row, Sheet, Shown, Step, Viewing, label};

use super::{CODE, REASON, measured};
use crate::contest::command::{
    AskUnseal, DrawCodes, Enter, FreezeBoard, GiveScore, GrantExtraTime, LockScores, PublishResults, RecordAttempt, Recuse, UnfreezeBoard,
};
use crate::contest::fact::SetUp;
use crate::contest::model::{Discipline, Stage};
use crate::contest::state::{Codes, Contest};

impl Contest {
    /// What a judge sees: codes to score, and nothing of who is behind them.
    pub(super) fn judge_steps(&self, view: &Viewing<'_>, head: &SetUp, sheet: &mut Sheet) {
        const COLUMNS: &[Label] = &[label("科目", "Discipline"), CODE, label("轮次", "Round")];
        let Some(judge) = view.person else { return };
        let rows = self.to_score(judge).into_iter().map(|(discipline, code, round)| {
            let give = Step::of::<GiveScore>(label("评分", "Score"))
                .about(format!("{code}-{}", round.word()))
                .fix("contest", head.contest.to_string())
                .fix("code", code.clone())
                .fix("round", round.word())
                .fix("judge", judge.to_string());
            let give = discipline.criteria.iter().enumerate().fold(give, |step, (i, criterion)| {
                step.ask(
                    format!("marks.{i}"),
                    Name::named(&criterion.title, criterion.title_en.as_deref()),
                    AskKind::Points(discipline.decimals),
                )
            });
            let aside = Step::of::<Recuse>(label("回避", "Stand aside"))
                .about(&code)
                .fix("contest", head.contest.to_string())
                .fix("code", code.clone())
                .fix("judge", judge.to_string());
            Row::of([discipline.called(), Shown::text(code), Shown::Label(round.label())]).with([give, aside])
        });
        sheet.table(label("待本人评分", "For you to score"), COLUMNS, rows);
        let leads = |discipline: &&Discipline| self.live().head_judge(&discipline.serial) == Some(judge) && !self.live().is_locked();
        for discipline in head.disciplines.iter().filter(leads) {
            let performed = self.live().codes_of(&discipline.serial).map(|code| (code.to_owned(), Name::Text(code.to_owned()))).collect();
            sheet.steps.push(
                Step::of::<GrantExtraTime>(label("器材故障补时", "Grant time for a fault"))
                    .about(&discipline.serial)
                    .fix("contest", head.contest.to_string())
                    .fix("judge", judge.to_string())
                    .ask("code", CODE, AskKind::OneOf { choices: performed, number: false })
                    .ask("round", label("轮次", "Round"), AskKind::Word(Stage::WORDS))
                    .ask("attempt", label("第几次", "Attempt"), AskKind::Count)
                    .preset(1)
                    .ask("millis", label("补时（秒）", "Seconds lost"), AskKind::Points(3))
                    .ask("reason", REASON, AskKind::Text),
            );
        }
    }

    pub(super) fn run_steps(&self, head: &SetUp, codes: &Codes, sheet: &mut Sheet) {
        let live = self.live();
        let id = head.contest.to_string();
        let choices = |all: Vec<(String, Name)>| AskKind::OneOf { choices: all, number: false };
        let mut add = |step: Step| sheet.steps.push(step.fix("contest", id.clone()));
        if !live.is_drawn() {
            let disciplines = head.disciplines.iter().map(|d| (d.serial.clone(), Name::named(&d.title, d.title_en.as_deref()))).collect();
            let enter = Step::of::<Enter>(label("报名", "Enter"));
            let enter = enter.ask("discipline", label("科目", "Discipline"), choices(disciplines));
            add(enter.ask("people", label("参赛人（一人或一队）", "Entrants (one, or a team)"), AskKind::People));
            if codes.entries().next().is_some() {
                add(Step::of::<DrawCodes>(label("抽签编码", "Draw codes")));
            }
        } else if !live.is_locked() {
            for discipline in &head.disciplines {
                let coded = live.codes_of(&discipline.serial).map(|code| (code.to_owned(), Name::Text(code.to_owned()))).collect();
                let step = Step::of::<RecordAttempt>(label("记录成绩", "Record a result")).about(&discipline.serial);
                let step = step.ask("code", CODE, choices(coded)).ask("round", label("轮次", "Round"), AskKind::Word(Stage::WORDS));
                let step = step.ask("attempt", label("第几次", "Attempt"), AskKind::Count).preset(1);
                add(measured::asked(step, "measured", discipline));
            }
            add(Step::of::<LockScores>(label("封存评分", "Lock scores")).grave());
        } else if !live.is_open() && codes.asked().is_none() {
            add(Step::of::<AskUnseal>(label("提请解码", "Ask to unseal")));
        } else if live.is_open() && live.published().is_none() {
            add(Step::of::<PublishResults>(label("公布成绩", "Publish results")));
        }
        if self.is_frozen() {
            add(Step::of::<UnfreezeBoard>(label("解冻榜单", "Unfreeze the board")));
        } else {
            add(Step::of::<FreezeBoard>(label("冻结榜单", "Freeze the board")).ask("reason", REASON, AskKind::Text));
        }
    }
}
