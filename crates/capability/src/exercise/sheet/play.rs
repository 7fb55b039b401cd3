//! The scenario as far as a reader may know it, and the steps of conduct.

use nc_kernel::Micros;
use nc_people::sheet::{Ask, AskKind, Label, Name, Row, Sheet, Shown, Step, label};

use super::prepare::teams;
use super::{OBJECTIVE, ON, Sight, TEAM};
use crate::exercise::clock::{FASTEST, MINUTE};
use crate::exercise::command::{AddInject, AddRun, ReleaseInject, SetSpeed, SkipInject, TurnClock};
use crate::exercise::fact::Inject;
use crate::exercise::model::{InjectNo, Role, Stage, Turn};
use crate::exercise::scenario::{Delivery, Scenario};
use crate::exercise::state::Exercise;

const NO: Label = label("编号", "No.");
const AT: Label = label("计划（演练分钟）", "Planned (exercise minute)");
const ACTUAL: Label = label("实际", "Actual");
const FROM: Label = label("来源", "From");
const CHANNEL: Label = label("渠道", "Channel");
const TEXT: Label = label("情况", "Inject");
const EXPECTED: Label = label("预期行动", "Expected action");
const STATUS: Label = label("状态", "Status");
const BY_HAND: Label = label("人工发布", "By hand");
const KEY: Label = label("关键情况", "Key event");
const CONTINGENCY: Label = label("备用方案", "Contingency");
const RESPONSIBLE: Label = label("负责导调", "Responsible");

/// The columns of a scenario as it is pasted.
pub(super) fn columns() -> Vec<Ask> {
    vec![
        AskKind::column("at", AT, AskKind::Count),
        AskKind::column("to", TEAM, AskKind::Text),
        AskKind::column("from", FROM, AskKind::Text),
        AskKind::column("channel", CHANNEL, AskKind::Text),
        AskKind::column("text", TEXT, AskKind::Text),
        AskKind::column("expected", EXPECTED, AskKind::Text),
        AskKind::optional_column("by_hand", BY_HAND, AskKind::Yes),
        AskKind::optional_column("objective", OBJECTIVE, AskKind::Text),
        AskKind::optional_column("key_event", KEY, AskKind::Yes),
        AskKind::optional_column("contingency", CONTINGENCY, AskKind::Text),
        AskKind::optional_column("responsible", RESPONSIBLE, AskKind::Person),
    ]
}

fn actual(delivery: Delivery) -> Shown {
    match delivery {
        Delivery::Released { actual, .. } => Shown::Moment(actual),
        Delivery::Pending | Delivery::Skipped => Shown::Nothing,
    }
}

pub(super) fn show(exercise: &Exercise, sight: &Sight<'_>, sheet: &mut Sheet) {
    let now = sight.view.now;
    if let Some(start) = exercise.clock().start() {
        sheet.term(label("开始", "Started"), [Shown::Moment(start)]);
        let minute = exercise.clock().read(now) / MINUTE;
        let stands = if exercise.clock().running() { label("运行", "running") } else { label("停", "standing") };
        sheet.term(label("演练时钟（分）", "Exercise clock (min)"), [Shown::Count(minute), Shown::Label(stands)]);
        sheet.term(label("倍速", "Speed"), [Shown::Count(i64::from(exercise.clock().speed()))]);
    }
    if let (Stage::Locked | Stage::Conduct, Some(role)) = (sight.stage, sight.role()) {
        let says = match role {
            Role::Player => label("参演席", "Player's desk"),
            role if role.controls() => label("导调台", "Control desk"),
            _ => label("观察席", "Observer's desk"),
        };
        sheet.doors.push(("live", says));
    }
    let scenario = sight.view.states.get::<Scenario>(sight.body.exercise);
    if let Some(scenario) = scenario {
        if sight.staff() {
            whole(exercise, scenario, sight, sheet);
        } else if let Some((_, place)) = sight.me {
            let mine = scenario.injects().filter(|inject| place.team.as_ref() == Some(&inject.to));
            released(exercise, mine, now, sheet);
        }
    }
    if let (true, Some(scenario)) = (sight.role().is_some_and(Role::controls), scenario) {
        turns(exercise, scenario, sight, sheet);
    }
}

/// What a player may read: what was released to the player's own team, without what is expected of it.
fn released<'a>(exercise: &Exercise, injects: impl Iterator<Item = &'a Inject>, now: Micros, sheet: &mut Sheet) {
    const COLUMNS: &[Label] = &[NO, ACTUAL, FROM, CHANNEL, TEXT];
    let known = injects.map(|inject| (inject, Delivery::of(exercise, inject, now))).filter(|(_, delivery)| delivery.is_released());
    let rows = known.map(|(inject, delivery)| {
        let texts = [&inject.from, &inject.channel, &inject.text].map(Shown::text);
        Row::of([Shown::text(inject.no.to_string()), actual(delivery)].into_iter().chain(texts))
    });
    sheet.table(label("收到的情况", "Injects received"), COLUMNS, rows);
}

fn whole(exercise: &Exercise, scenario: &Scenario, sight: &Sight<'_>, sheet: &mut Sheet) {
    const COLUMNS: &[Label] = &[NO, AT, ACTUAL, STATUS, KEY, TEAM, FROM, CHANNEL, TEXT, EXPECTED, CONTINGENCY, OBJECTIVE, RESPONSIBLE];
    let controls = sight.stage == Stage::Conduct && sight.role().is_some_and(Role::controls);
    let rows = scenario.injects().map(|inject| {
        let delivery = Delivery::of(exercise, inject, sight.view.now);
        let head =
            [Shown::text(inject.no.to_string()), Shown::Count(i64::from(inject.at)), actual(delivery), Shown::Label(delivery.label())];
        let key = if inject.key_event { Shown::Label(label("关键", "key")) } else { Shown::Nothing };
        let texts = [&inject.to, &inject.from, &inject.channel, &inject.text, &inject.expected].map(Shown::text);
        let more = [&inject.contingency, &inject.objective].map(|text| Shown::or_nothing(text.as_ref().map(Shown::text)));
        let who = Shown::or_nothing(inject.responsible.map(Shown::Person));
        let row = Row::of(head.into_iter().chain([key]).chain(texts).chain(more).chain([who]));
        if !controls || delivery != Delivery::Pending {
            return row;
        }
        let about = |step: Option<Step>| step.map(|step| step.about(inject.no).fix("inject", inject.no.0));
        row.with(about(sight.step::<ReleaseInject>(label("发布", "Release"))))
            .with(about(sight.step::<SkipInject>(label("跳过", "Skip"))).map(Step::grave))
    });
    sheet.table(label("演练脚本", "Scenario"), COLUMNS, rows);
    let skipped = |inject: &Inject| inject.key_event && Delivery::of(exercise, inject, sight.view.now) == Delivery::Skipped;
    if scenario.injects().any(skipped) {
        let told = label("有关键情况被跳过，相应目标可能无法评估。", "A key event was skipped: its objective may go untested.");
        sheet.warnings.push(told);
    }
}

fn turns(exercise: &Exercise, scenario: &Scenario, sight: &Sight<'_>, sheet: &mut Sheet) {
    if sight.stage == Stage::Hotwash {
        let run = sight.step::<AddRun>(label("加演一轮", "Add a run"));
        let run = run.map(|step| step.ask("team", TEAM, teams(exercise)).ask("held_on", ON, AskKind::Day).preset(sight.view.now.day()));
        sheet.steps.extend(run);
    }
    if !matches!(sight.stage, Stage::Locked | Stage::Conduct) {
        return;
    }
    for turn in [Turn::Start, Turn::Pause, Turn::Resume, Turn::End] {
        if exercise.clock().can(turn) {
            let step = sight.step::<TurnClock>(turn.label()).map(|step| step.about(turn.word()).fix("turn", turn.word()));
            sheet.steps.extend(step.map(|step| if turn == Turn::End { step.grave() } else { step }));
        }
    }
    let choices = (1..=FASTEST).map(|speed| (speed.to_string(), Name::Text(format!("×{speed}")))).collect();
    let speed = sight.step::<SetSpeed>(label("调整倍速", "Set the speed"));
    let ask = AskKind::OneOf { choices, number: true };
    sheet.steps.extend(speed.map(|step| step.ask("speed", label("倍速", "Speed"), ask).preset(exercise.clock().speed())));
    if sight.stage == Stage::Conduct {
        let behind = scenario.injects().map(|inject| inject.no).filter(|no| !no.is_ad_hoc());
        let choices = behind.map(|no| (no.0.to_string(), Name::Text(no.to_string()))).collect();
        let now = sight.view.now;
        let minute = exercise.clock().read(now) / MINUTE;
        let past = scenario.injects().filter(|inject| Delivery::of(exercise, inject, now) != Delivery::Pending);
        let last = past.map(|inject| inject.no.behind()).max().unwrap_or(InjectNo::planned(1));
        let add = sight.step::<AddInject>(label("临机注入", "Add an inject")).map(|step| {
            step.ask("inject.to", TEAM, teams(exercise))
                .ask("inject.from", FROM, AskKind::Text)
                .ask("inject.channel", CHANNEL, AskKind::Text)
                .ask("inject.text", TEXT, AskKind::Long)
                .ask("inject.expected", EXPECTED, AskKind::Long)
                .ask("at_once", label("立即发布（不看下面的时间）", "Release at once (whatever the time below)"), AskKind::Yes)
                .preset("yes")
                .ask("inject.at", AT, AskKind::Count)
                .preset(minute)
                .ask("behind", label("编号排在其后", "Numbered behind"), AskKind::OneOf { choices, number: true })
                .preset(last.0)
                .ask("inject.objective", OBJECTIVE, goals(exercise))
                .optional()
                .ask("inject.contingency", CONTINGENCY, AskKind::Long)
                .optional()
                .ask("inject.key_event", KEY, AskKind::Yes)
                .optional()
                .ask("inject.by_hand", BY_HAND, AskKind::Yes)
                .optional()
        });
        sheet.steps.extend(add);
    }
}

/// One of the objectives of the guide.
fn goals(exercise: &Exercise) -> AskKind {
    let goals = exercise.objectives().into_iter().map(|goal| goal.objective.to_owned());
    AskKind::OneOf { choices: goals.map(|goal| (goal.clone(), Name::Text(goal))).collect(), number: false }
}
