//! Pages of internships: a batch, a placement, a proposal for an award.

mod award;
mod batch;
mod placement;

use nc_people::access::Action;
use nc_people::sheet::{Ask, AskKind, Label, Shown, Step, Word, label};

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

/// What happened at every kind of fact of internships.
const FACTS: &[Word] = &[
    Word::new("internship.batch_opened.v1", "设立批次", "batch opened"),
    Word::new("internship.batch_extended.v1", "调整结束日", "last day changed"),
    Word::new("internship.student_entered.v1", "列入学生", "student entered"),
    Word::new("internship.batch_closed.v1", "结束批次", "batch closed"),
    Word::new("internship.requested.v1", "提出", "requested"),
    Word::new("internship.allocated.v1", "分配", "allotted"),
    Word::new("internship.arrived.v1", "报到", "arrived"),
    Word::new("internship.started.v1", "上岗", "began work"),
    Word::new("internship.transferred.v1", "转岗", "moved"),
    Word::new("internship.mentors_changed.v1", "更换指导老师", "mentors changed"),
    Word::new("internship.log_kept.v1", "记周记", "log kept"),
    Word::new("internship.visited.v1", "走访", "visited"),
    Word::new("internship.evaluated.v1", "鉴定", "evaluated"),
    Word::new("internship.appraised.v1", "学生评价", "student's appraisal"),
    Word::new("internship.terminated.v1", "提前终止", "ended early"),
    Word::new("internship.graded.v1", "评定成绩", "graded"),
    Word::new("internship.certified.v1", "出具证明", "certified"),
    Word::new("internship.stay_corrected.v1", "更正起止日", "days corrected"),
    Word::new("internship.withdrawn.v1", "撤回", "withdrawn"),
    Word::new("internship.mentor_engaged.v1", "带教开始", "mentor engaged"),
    Word::new("internship.mentor_released.v1", "带教结束", "mentor released"),
    Word::new("internship.certificate_numbered.v1", "证明编号", "certificate numbered"),
    Word::new("internship.award_proposed.v1", "推荐", "proposed"),
    Word::new("internship.award_confirmed.v1", "确认获评", "confirmed"),
    Word::new("internship.award_declined.v1", "不予确认", "declined"),
    Word::new("internship.award_revoked.v1", "撤销", "revoked"),
];
