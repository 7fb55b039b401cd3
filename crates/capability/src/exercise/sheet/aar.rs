//! The after-action report, made from what was recorded whenever it is opened; and the steps of evaluation.

use nc_people::sheet::{AskKind, Label, Name, Row, Sheet, Shown, label};

use super::{CAPABILITY, OBJECTIVE, ON, RATING, Sight, TASK, TEAM, rating};
use crate::exercise::command::{AdvanceReport, HoldHotwash, Observe, OverrideObjective, RateTask};
use crate::exercise::model::{Finding, Rating, Report, Role, Stage};
use crate::exercise::state::Exercise;

const TEXT: Label = label("情况", "What was seen");
const EVIDENCE: Label = label("依据", "Evidence");
const FINDING: Label = label("类别", "Kind");
const REASON: Label = label("改评理由", "Why otherwise");

pub(super) fn show(exercise: &Exercise, sight: &Sight<'_>, sheet: &mut Sheet) {
    const RUNS: &[Label] = &[label("轮次", "Run"), ON, TEAM];
    let rows = (1_i64..)
        .zip(exercise.runs())
        .map(|(number, (day, team))| Row::of([Shown::Count(number), Shown::Day(day), Shown::or_nothing(team.map(Shown::text))]));
    sheet.table(label("实施轮次", "Runs"), RUNS, rows);
    if let Some((report, day)) = exercise.report() {
        sheet.term(label("总结报告", "After-action report"), [Shown::Label(report.label()), Shown::Day(day)]);
    }
    if sight.staff() || sight.issued() {
        const RATED: &[Label] = &[OBJECTIVE, CAPABILITY, RATING, REASON];
        let rows = exercise.objectives().into_iter().map(|objective| {
            let reason = objective.overridden.map(|(_, reason)| Shown::text(reason));
            let names = [objective.objective, objective.capability].map(Shown::text);
            Row::of(names.into_iter().chain([rating(objective.rating()), Shown::or_nothing(reason)]))
        });
        sheet.table(label("目标评级（取最差关键任务）", "Objectives (worst critical task)"), RATED, rows);
        const OBSERVED: &[Label] = &[label("时间", "When"), label("任务序号", "Task"), FINDING, TEXT, EVIDENCE];
        let rows = exercise.observed().map(|(at, body)| {
            let finding = match body.finding {
                Finding::Strength => Shown::Good(body.finding.label()),
                Finding::Issue => Shown::Label(body.finding.label()),
            };
            let task = Shown::Count(i64::from(body.task));
            Row::of([Shown::Moment(at), task, finding, Shown::text(&body.text), Shown::text(&body.evidence)])
        });
        sheet.table(label("观察", "Observations"), OBSERVED, rows);
    }
    if let Some((day, points)) = exercise.hotwash().filter(|_| sight.me.is_some() || sight.issued()) {
        sheet.term(label("现场讲评", "Hot wash"), [Shown::Day(day)].into_iter().chain(points.iter().map(Shown::text)));
    }
    steps(exercise, sight, sheet);
}

fn steps(exercise: &Exercise, sight: &Sight<'_>, sheet: &mut Sheet) {
    if matches!(sight.stage, Stage::Conduct | Stage::Hotwash | Stage::Drafted) && sight.role().is_some_and(Role::evaluates) {
        evaluation(exercise, sight, sheet);
    }
    if sight.stage == Stage::Hotwash && sight.staff() {
        let hotwash = sight.step::<HoldHotwash>(label("登记现场讲评", "Record the hot wash")).map(|step| {
            step.ask("held_on", ON, AskKind::Day).preset(sight.view.now.day()).ask(
                "remarks",
                label("要点（每行一条）", "Points (one a line)"),
                AskKind::Lines,
            )
        });
        sheet.steps.extend(hotwash);
    }
    let next = match (sight.stage, sight.role()) {
        (Stage::Hotwash, Some(Role::LeadEvaluator)) => Some((Report::Drafted, label("起草报告", "Draft the report"))),
        (Stage::Drafted, Some(Role::Director)) => Some((Report::Agreed, label("总结会通过", "Agreed at the meeting"))),
        (Stage::Agreed, Some(Role::Director)) => Some((Report::Issued, label("印发报告", "Issue the report"))),
        _ => None,
    };
    let advance = next.and_then(|(to, name)| Some(sight.step::<AdvanceReport>(name)?.fix("to", to.word())));
    sheet.steps.extend(advance);
}

fn evaluation(exercise: &Exercise, sight: &Sight<'_>, sheet: &mut Sheet) {
    let tasks = || {
        let named = (1_u32..).zip(exercise.tasks());
        let choices = named.map(|(number, task)| (number.to_string(), Name::Text(format!("{number} {}", task.task)))).collect();
        AskKind::OneOf { choices, number: true }
    };
    let observe = sight.step::<Observe>(label("记录观察", "Write down an observation")).map(|step| {
        step.ask("task", TASK, tasks())
            .ask("finding", FINDING, AskKind::Word(Finding::WORDS))
            .ask("text", label("情况（不写人名）", "What was seen (no names)"), AskKind::Long)
            .ask("evidence", EVIDENCE, AskKind::Text)
    });
    let rate = sight.step::<RateTask>(label("评级", "Rate a task"));
    let rate = rate.map(|step| step.ask("task", TASK, tasks()).ask("rating", RATING, AskKind::Word(Rating::WORDS)));
    sheet.steps.extend(observe.into_iter().chain(rate));
    if sight.role() == Some(Role::LeadEvaluator) {
        let rated = exercise.objectives().into_iter().filter(|objective| objective.by_tasks.is_some());
        let choices = rated.map(|known| (known.objective.to_owned(), Name::Text(known.objective.to_owned()))).collect();
        let otherwise = sight.step::<OverrideObjective>(label("改评目标", "Rate an objective otherwise")).map(|step| {
            step.ask("objective", OBJECTIVE, AskKind::OneOf { choices, number: false })
                .ask("rating", RATING, AskKind::Word(Rating::WORDS))
                .ask("reason", REASON, AskKind::Text)
        });
        sheet.steps.extend(otherwise);
    }
}
