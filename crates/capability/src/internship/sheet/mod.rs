//! Pages of internships: a batch, a placement, a proposal for an award.

mod award;
mod batch;
mod placement;

use nc_people::access::Action;
use nc_people::sheet::{Ask, AskKind, Label, Shown, Step, label};

use crate::internship::state::Stay;

const HOST: Label = label("实习单位", "Host unit");
const POST: Label = label("岗位", "Post");
const MENTORS: Label = label("指导老师", "Mentors");
const FROM: Label = label("起", "From");
const TO: Label = label("止", "To");
const STUDENT: Label = label("学生", "Student");
const STATE: Label = label("状态", "State");
const REASON: Label = label("理由", "Reason");
const AUTHORITY: Label = label("依据", "Authority");
const DOCUMENT: Label = label("文件", "Document");
const OVER: Label = label("超出带教上限的理由", "Reason for more students than the cap");
const LEVEL: Label = label("等次", "Level");
const ON: Label = label("日期", "Day");

/// Asks for a seat under `place`.
fn ask_seat(step: Step, place: &str) -> Step {
    let at = |field: &str| format!("{place}.{field}");
    step.ask(at("host"), HOST, AskKind::Unit(None))
        .ask(at("post"), POST, AskKind::Text)
        .ask(at("mentors"), MENTORS, AskKind::People)
        .ask(at("from"), FROM, AskKind::Day)
        .ask(at("to"), TO, AskKind::Day)
        .ask(at("over"), OVER, AskKind::Text)
        .optional()
}

fn text(name: &str, label: Label) -> Ask {
    AskKind::column(name, label, AskKind::Text)
}

/// The mentors of a stay.
fn mentors(stay: &Stay) -> Shown {
    if stay.mentors.is_empty() { Shown::Nothing } else { Shown::People(stay.mentors.clone()) }
}

/// A document as it is called.
fn document(document: &nc_kernel::Document) -> Shown {
    let number = document.number.as_deref().map(|number| format!(" {number}")).unwrap_or_default();
    Shown::text(format!("{}{number}", document.name))
}

fn count(n: usize) -> Shown {
    Shown::Count(i64::try_from(n).unwrap_or(i64::MAX))
}

const PLAN: Action = Action::PlanTraining;
const RECORD: Action = Action::RecordTraining;
const CORRECT: Action = Action::CorrectTraining;
