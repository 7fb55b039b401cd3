//! 问题整改台账: what is to be mended, and what became of it.

use nc_people::sheet::{AskKind, Label, Listed, Row, Sheet, Shown, Step, label};

use super::Sight;
use crate::exercise::command::{FinishAction, SetAction, VerifyAction};
use crate::exercise::decide::owns;
use crate::exercise::fact::Recurrence;
use crate::exercise::model::{Element, Role};
use crate::exercise::state::{Action, Exercise};

const ISSUE: Label = label("问题", "Issue");
const CAUSE: Label = label("根本原因", "Root cause");
const MEASURE: Label = label("措施", "Measure");
const ELEMENT: Label = label("要素", "Element");
const OWNER: Label = label("责任单位", "Unit");
const CONTACT: Label = label("责任人", "Contact");
const DUE: Label = label("期限", "Due");
const EVIDENCE: Label = label("完成情况", "What was done");
const PAPER: Label = label("佐证文件", "Evidence");

pub(super) fn show(exercise: &Exercise, sight: &Sight<'_>, sheet: &mut Sheet) {
    let today = sight.view.now.day();
    let mine = |action: &Action| sight.view.is(action.set.contact);
    let seen = |action: &&Action| sight.staff() || sight.issued() || mine(action) || sight.late_for_me(exercise);
    const COLUMNS: &[Label] = &[
        label("序号", "No."),
        ISSUE,
        CAUSE,
        ELEMENT,
        MEASURE,
        OWNER,
        CONTACT,
        DUE,
        label("状态", "Status"),
        EVIDENCE,
        PAPER,
        label("往期同一问题", "Found before at"),
        label("再次出现", "Found again at"),
    ];
    let shown = exercise.actions().iter().filter(seen);
    if shown.clone().any(|action| action.overdue(today)) {
        sheet.warnings.push(label("有整改事项逾期未核验。", "An improvement action is overdue."));
    }
    if shown.clone().any(|action| action.set.recurs.is_some() || !action.again.is_empty()) {
        sheet.warnings.push(label("有问题在不同演练中重复出现。", "An issue was found at more than one exercise."));
    }
    let rows = shown.map(|action| {
        let set = &action.set;
        let status = match (&action.verified, &action.finished) {
            (Some(_), _) => Shown::Good(label("已核验", "verified")),
            _ if action.overdue(today) => Shown::Late(label("逾期", "overdue")),
            (None, Some(_)) => Shown::Label(label("待核验", "to be verified")),
            (None, None) => Shown::Label(label("整改中", "open")),
        };
        let evidence = action.finished.as_ref().map(|finished| Shown::text(&finished.evidence));
        let paper = action.finished.as_ref().and_then(|finished| finished.document.clone()).map(Shown::Paper);
        let other = |found: &Recurrence| Shown::Thing {
            list: Exercise::LIST,
            id: found.exercise.0,
            title: format!("{} #{}", found.title, found.action),
        };
        Row::of([
            Shown::Count(i64::from(set.action)),
            Shown::text(&set.issue),
            Shown::text(&set.cause),
            Shown::Label(set.element.label()),
            Shown::text(&set.measure),
            Shown::Unit(set.unit.clone()),
            Shown::Person(set.contact),
            Shown::Day(set.due),
            status,
            Shown::or_nothing(evidence),
            Shown::or_nothing(paper),
            Shown::or_nothing(set.recurs.as_ref().map(other)),
            Shown::or_nothing(action.again.last().map(other)),
        ])
        .with(finish(action, sight))
        .with(verify(action, sight))
    });
    sheet.table(label("问题整改", "Improvement"), COLUMNS, rows);
    if sight.held() && leads(sight) {
        sheet.steps.extend(set(sight));
    }
}

fn leads(sight: &Sight<'_>) -> bool {
    sight.role().is_some_and(|role| role.evaluates() || role == Role::Director)
}

fn finish(action: &Action, sight: &Sight<'_>) -> Option<Step> {
    let open = sight.held() && action.finished.is_none() && sight.view.is(action.set.contact);
    let step = open.then(|| sight.step::<FinishAction>(label("上报完成", "Report as done"))).flatten()?;
    Some(step.about(action.set.action).fix("action", action.set.action).ask("evidence", EVIDENCE, AskKind::Long).ask(
        "document",
        PAPER,
        AskKind::Document,
    ))
}

fn verify(action: &Action, sight: &Sight<'_>) -> Option<Step> {
    let waits = action.finished.is_some() && action.verified.is_none() && leads(sight);
    let other = sight.view.person.is_some_and(|person| !owns(action, person));
    let step = (waits && other).then(|| sight.step::<VerifyAction>(label("核验", "Verify"))).flatten()?;
    let step = step.about(action.set.action).fix("action", action.set.action);
    Some(step.ask("holds", label("整改属实", "It is done"), AskKind::Yes))
}

fn set(sight: &Sight<'_>) -> Option<Step> {
    let step = sight.step::<SetAction>(label("列整改事项", "Set an action"))?;
    Some(
        step.ask("issue", ISSUE, AskKind::Long)
            .ask("cause", CAUSE, AskKind::Long)
            .ask("element", ELEMENT, AskKind::Word(Element::WORDS))
            .ask("measure", MEASURE, AskKind::Long)
            .ask("unit", OWNER, AskKind::Unit(None))
            .ask("contact", CONTACT, AskKind::Person)
            .ask("due", DUE, AskKind::Day)
            .preset(sight.view.now.day().plus_days(30))
            .ask("recurs_exercise", label("往期演练", "Earlier exercise"), AskKind::Thing { list: Exercise::LIST, open: false })
            .optional()
            .ask("recurs_action", label("往期整改事项序号", "Number of the action there"), AskKind::Count)
            .optional(),
    )
}
