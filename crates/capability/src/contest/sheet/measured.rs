//! What was measured of an attempt: how it is asked, and how it is told.

use nc_kernel::fixed::written;
use nc_people::sheet::{AskKind, Label, Name, Row, Sheet, Shown, Step, label};

use super::CODE;
use crate::contest::fact::SetUp;
use crate::contest::model::{Discipline, Measured, Outcome, Scoring};
use crate::contest::state::{Contest, Live};

const DISCIPLINE: Label = label("科目", "Discipline");

/// What a result is called, with what it is counted in.
fn result(discipline: &Discipline) -> Name {
    match (&discipline.measure, discipline.scoring) {
        (Some(zh), _) => {
            let en = discipline.measure_en.as_ref().unwrap_or(zh);
            Name::Both { zh: format!("成绩（{zh}）"), en: format!("Result ({en})") }
        }
        (None, Scoring::Time) => label("成绩（秒）", "Result (s)").into(),
        (None, Scoring::Pass) => label("成绩（合格填1）", "Result (1 for a pass)").into(),
        (None, _) => label("成绩", "Result").into(),
    }
}

/// Asks what was measured, at `place` of the command.
pub(super) fn asked(step: Step, place: &str, discipline: &Discipline) -> Step {
    let at = |field: &str| format!("{place}.{field}");
    let points = || AskKind::Points(discipline.decimals);
    let mut step = step.ask(at("outcome"), label("结果", "Outcome"), AskKind::Word(Outcome::WORDS)).preset(Outcome::Done.word());
    match discipline.scoring {
        Scoring::Judged => {}
        Scoring::Tasks => {
            for (i, task) in discipline.tasks.iter().enumerate() {
                let (code, points) = (&task.code, written(task.points, discipline.decimals));
                let en = task.title_en.as_ref().unwrap_or(&task.title);
                let name = Name::Both {
                    zh: format!("{code} {}（{points}分）完成度 %", task.title),
                    en: format!("{code} {en} ({points} points), % done"),
                };
                step = step.ask(at(&format!("tasks.{i}")), name, AskKind::Count).preset(0);
            }
        }
        _ => step = step.ask(at("value"), result(discipline), points()).optional(),
    }
    step.ask(at("deductions"), label("扣分", "Deductions"), points())
        .optional()
        .ask(at("millis"), label("用时（秒）", "Duration (s)"), AskKind::Points(3))
        .optional()
}

/// How far each task was done.
fn tasks(discipline: &Discipline, measured: &Measured) -> String {
    let each = discipline.tasks.iter().zip(&measured.tasks).map(|(task, percent)| format!("{} {percent}%", task.code));
    each.collect::<Vec<_>>().join(" / ")
}

/// What was measured in one attempt, in words; what a person signs.
pub(super) fn told(discipline: &Discipline, measured: &Measured, granted: i64, zh: bool) -> String {
    let pick = |words: Label| if zh { words.zh } else { words.en };
    let seconds = |millis| format!("{} {}", written(millis, 3), pick(label("秒", "s")));
    let value = match discipline.scoring {
        Scoring::Tasks if measured.outcome == Outcome::Done => Some(discipline.sum_of_tasks(&measured.tasks).half_up()),
        Scoring::Pass => None,
        _ => measured.value,
    };
    let first = value.map_or_else(|| pick(measured.outcome.label()).to_owned(), |value| written(value, discipline.decimals));
    let mut said = vec![first];
    if !measured.tasks.is_empty() {
        said.push(tasks(discipline, measured));
    }
    if let Some(deductions) = measured.deductions {
        said.push(format!("{} {}", pick(label("扣分", "deducted")), written(deductions, discipline.decimals)));
    }
    said.extend(measured.millis.map(|millis| format!("{} {}", pick(label("用时", "took")), seconds(millis))));
    if granted > 0 {
        said.push(format!("{} {}", pick(label("补时", "granted")), seconds(granted)));
    }
    said.join(if zh { "，" } else { ", " })
}

impl Contest {
    /// The tasks of disciplines that sum points by difficulty, and how far each was done: for who runs the contest, and for
    /// everybody once results are published. Before that a task is not given away.
    pub(super) fn tasks(&self, seen: &Live, head: &SetUp, told: bool, sheet: &mut Sheet) {
        const TASKS: &[Label] =
            &[DISCIPLINE, label("题号", "Code"), label("题目", "Task"), label("难度", "Difficulty"), label("分值", "Points")];
        const DONE: &[Label] =
            &[DISCIPLINE, CODE, label("轮次", "Round"), label("第几次", "Attempt"), label("各题完成度", "Done of each task")];
        if !told {
            return;
        }
        let (mut all, mut done) = (Vec::new(), Vec::new());
        for discipline in head.disciplines.iter().filter(|discipline| !discipline.tasks.is_empty()) {
            all.extend(discipline.tasks.iter().map(|task| {
                Row::of([
                    discipline.called(),
                    Shown::text(&task.code),
                    Shown::named(&task.title, task.title_en.as_deref()),
                    Shown::Count(task.difficulty),
                    Shown::Points { value: task.points, decimals: discipline.decimals },
                ])
            }));
            for code in seen.codes_of(&discipline.serial) {
                for round in &discipline.rounds {
                    done.extend(seen.attempts(code, *round).zip(1..).filter(|((measured, _), _)| measured.outcome == Outcome::Done).map(
                        |((measured, _), number)| {
                            let round = Shown::Label(round.label());
                            Row::of([
                                discipline.called(),
                                Shown::text(code),
                                round,
                                Shown::Count(number),
                                Shown::text(tasks(discipline, measured)),
                            ])
                        },
                    ));
                }
            }
        }
        sheet.table(label("题目与分值", "Tasks and points"), TASKS, all);
        sheet.table(label("各题完成情况", "What was done of each task"), DONE, done);
    }
}
