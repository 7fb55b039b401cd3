//! What a class must be like before it can exist, planned ahead or recorded afterwards.

use nc_kernel::{Day, Need, Refusal, States};
use nc_people::directory::Directory;

use super::{LINE, SHORT, number, text, text_if, unit};
use crate::training::fact::ClassPlanned;
use crate::training::model::{ClassId, PlanItemRef};
use crate::training::rules;
use crate::training::state::{Class, Plan};

/// Longest class: longer schooling is held as several runs.
const MAX_DAYS: i64 = 366;
/// Most minutes in a day.
pub(super) const DAY_MINUTES: u32 = 24 * 60;
/// Most theme words.
const MAX_THEMES: usize = 5;
/// Most points, in hundredths.
pub(super) const MAX_SCORE: u32 = 100_000;

/// The streams that tell whether `head` may exist.
pub(super) fn needs(class: Option<ClassId>, plan_item: Option<&PlanItemRef>) -> Vec<Need> {
    let class = class.map(Need::of::<Class>);
    class.into_iter().chain(plan_item.map(|item| Need::of::<Plan>(item.plan))).collect()
}

/// Days a class takes, at least one.
pub(super) fn days(from: Day, to: Day) -> u32 {
    u32::try_from(to.days_since(from).saturating_add(1)).unwrap_or(1).max(1)
}

/// Whether a serial number holds only what may stand in one.
fn good_serial(serial: &str) -> bool {
    serial.chars().all(|c| c.is_alphanumeric() || "-_.#()（）〔〕[]".contains(c))
}

/// Every fault of a class head. `dated` names the field that holds the first day.
pub(super) fn check(head: &ClassPlanned, dated: &str, states: &States, directory: &Directory, faults: &mut Vec<Refusal>) {
    text(faults, "title", &head.title, LINE);
    text_if(faults, "venue", head.venue.as_deref(), LINE);
    text(faults, "serial", &head.serial, SHORT);
    if !good_serial(&head.serial) {
        faults.push(rules::SERIAL.refuse().at("serial"));
    } else if states.get::<Class>(head.class).is_some_and(Class::exists) {
        faults.push(rules::SERIAL_TAKEN.refuse().at("serial").with("serial", &head.serial));
    }
    dates(head, dated, faults);
    organisers(head, directory, faults);
    if let Some(host) = &head.host {
        unit(faults, directory, "host".to_owned(), host, head.starts_on);
    }
    if let Some(capacity) = head.capacity {
        number(faults, "capacity", capacity, 1, 1_000_000);
    }
    if let Some(line) = head.pass_line {
        number(faults, "pass_line", line, 1, MAX_SCORE);
    }
    let good = |word: &String| !word.is_empty() && word.chars().count() <= 20 && !word.chars().any(|c| c.is_whitespace() || c.is_control());
    if head.theme.len() > MAX_THEMES || !head.theme.iter().all(good) {
        faults.push(rules::THEME.refuse().at("theme").with("max", MAX_THEMES));
    }
    plan_item(head, states, faults);
}

/// What is wrong with the first and last day. `dated` names the field that holds the first.
pub(super) fn span(from: Day, to: Day, dated: &str) -> Option<Refusal> {
    if to < from {
        Some(rules::ENDS_BEFORE_START.refuse().at("ends_on"))
    } else {
        (to.days_since(from) >= MAX_DAYS).then(|| rules::TOO_LONG.refuse().at(dated).with("max", MAX_DAYS))
    }
}

fn dates(head: &ClassPlanned, dated: &str, faults: &mut Vec<Refusal>) {
    if let Some(fault) = span(head.starts_on, head.ends_on, dated) {
        faults.push(fault);
        return;
    }
    let most = days(head.starts_on, head.ends_on).saturating_mul(DAY_MINUTES);
    number(faults, "credit_minutes", head.credit_minutes, 0, most);
    if head.cut_off.is_some_and(|cut_off| cut_off > head.ends_on) {
        faults.push(rules::OUTSIDE_CLASS.refuse().at("cut_off").with("from", head.starts_on).with("to", head.ends_on));
    }
}

fn organisers(head: &ClassPlanned, directory: &Directory, faults: &mut Vec<Refusal>) {
    if head.organisers.is_empty() {
        faults.push(rules::NO_ORGANISER.refuse().at("organisers"));
    }
    for (i, path) in head.organisers.iter().enumerate() {
        unit(faults, directory, format!("organisers[{i}]"), path, head.starts_on);
        if head.organisers.iter().take(i).any(|other| other == path) {
            faults.push(rules::UNIT_TWICE.refuse().at(format!("organisers[{i}]")).with("unit", path));
        }
    }
}

fn plan_item(head: &ClassPlanned, states: &States, faults: &mut Vec<Refusal>) {
    let Some(wanted) = &head.plan_item else { return };
    faults.extend(line(wanted, states.get::<Plan>(wanted.plan)).err());
}

/// The plan of a line, if both exist and the plan is in force.
pub(super) fn line<'a>(wanted: &PlanItemRef, plan: Option<&'a Plan>) -> Result<&'a Plan, Refusal> {
    match plan.filter(|plan| plan.id().is_some()) {
        None => Err(rules::UNKNOWN_PLAN.refuse().at("plan_item.plan")),
        Some(plan) if !plan.approved() => Err(rules::PLAN_NOT_APPROVED.refuse().at("plan_item.plan")),
        Some(plan) if plan.item(&wanted.item).is_none() => {
            Err(rules::UNKNOWN_ITEM.refuse().at("plan_item.item").with("item", &wanted.item))
        }
        Some(plan) => Ok(plan),
    }
}
