//! Every reason for which internships say no, with what to do instead. Codes are frozen.

use nc_kernel::Rule;
use nc_kernel::refusal::No::{Conflict, Forbidden, Invalid, Unknown};

/// No such batch.
pub const UNKNOWN_BATCH: Rule = Rule::new(
    "internship.unknown_batch",
    Unknown,
    "没有这个实习批次；请核对编号，或先设立批次。",
    "There is no such batch; check the serial, or open it first.",
);
/// The serial belongs to another.
pub const SERIAL_TAKEN: Rule = Rule::new(
    "internship.serial_taken",
    Conflict,
    "编号{serial}已在使用；请换一个编号。",
    "The serial {serial} is in use; choose another.",
);
/// The batch is closed.
pub const BATCH_CLOSED: Rule = Rule::new(
    "internship.batch_closed",
    Conflict,
    "该批次已结束，不能再列入学生或分配。",
    "The batch is closed: nobody is entered or allotted any more.",
);
/// Somebody's internship is not over.
pub const BATCH_OPEN: Rule = Rule::new(
    "internship.batch_unfinished",
    Conflict,
    "尚有{count}名学生的实习未结束；请先评定、终止或撤回。",
    "The internship of {count} students is not over; grade, end or withdraw them first.",
);
/// The days are the wrong way round.
pub const BACKWARDS: Rule =
    Rule::new("internship.backwards", Invalid, "止日早于起日；请改正。", "The last day is before the first; correct it.");
/// A number of the batch makes no sense.
pub const NUMBERS: Rule =
    Rule::new("internship.numbers", Invalid, "此项须在{least}至{most}之间；请改正。", "This takes {least} to {most}; correct it.");
/// The batch is too short for its least number of days.
pub const SHORTER: Rule = Rule::new(
    "internship.shorter",
    Invalid,
    "批次共{days}天，少于最少天数{least}天；请改正。",
    "The batch has {days} days, fewer than the least number of {least}; correct one of them.",
);
/// The list of competencies is not one.
pub const COMPETENCIES: Rule = Rule::new(
    "internship.competencies",
    Invalid,
    "能力清单应有1至40项，每项1至40字且不重复；请改正。",
    "The list takes 1 to 40 competencies of 1 to 40 characters, each once; correct it.",
);
/// Nobody named.
pub const NOBODY: Rule = Rule::new("internship.nobody", Invalid, "至少要有一人；请填写。", "At least one person is needed; name them.");
/// The student is in the batch.
pub const IN_BATCH: Rule = Rule::new(
    "internship.in_batch",
    Conflict,
    "该学生已在此批次；无须再列。",
    "The student is in this batch already; there is nothing to add.",
);
/// Nobody of this id was ever received.
pub const UNKNOWN_STUDENT: Rule = Rule::new(
    "internship.unknown_student",
    Unknown,
    "没有登记过这名学生；请核对，或按新学生填写姓名和身份证号。",
    "No such student was ever registered; check, or give name and identity number as of a new one.",
);
/// The person serves in the bureau.
pub const STAFF: Rule = Rule::new(
    "internship.staff",
    Conflict,
    "此人在本局任职，不能作为实习学生；请核对身份证号。",
    "This person serves in the bureau and cannot be an intern; check the identity number.",
);
/// The student's values were erased.
pub const ERASED: Rule = Rule::new(
    "internship.erased",
    Conflict,
    "此人的个人信息已删除，不能再安排。",
    "This person's values were erased; nothing can be arranged for them.",
);
/// No such placement.
pub const UNKNOWN: Rule = Rule::new("internship.unknown", Unknown, "没有这项实习安排；请核对。", "There is no such placement; check it.");
/// Not at this stage.
pub const STAGE: Rule =
    Rule::new("internship.stage", Conflict, "该实习现为“{zh}”，不能办理此事。", "The placement stands at “{en}”: this cannot be done.");
/// Outside the batch.
pub const OUTSIDE_BATCH: Rule = Rule::new(
    "internship.outside_batch",
    Invalid,
    "{day}不在批次起止日{from}至{to}之内；请改正，或先将批次延期。",
    "{day} is outside the batch, {from} to {to}; correct it, or extend the batch first.",
);
/// Outside the stay.
pub const OUTSIDE_STAY: Rule = Rule::new(
    "internship.outside_stay",
    Invalid,
    "{day}不在本次实习{from}至{to}之内；请核对。",
    "{day} is outside this stay, {from} to {to}; check it.",
);
/// Allotted elsewhere.
pub const ELSEWHERE: Rule = Rule::new(
    "internship.elsewhere",
    Conflict,
    "该学生已分配到别处或日期、岗位、指导老师不同；如要改变，请办理转岗或更换指导老师。",
    "The student is allotted elsewhere, or with other days, post or mentors; to change that, move them or change the mentors.",
);
/// Moved to where they are.
pub const SAME_HOST: Rule = Rule::new(
    "internship.same_host",
    Invalid,
    "新旧单位和岗位相同；请改正，或改为更换指导老师。",
    "Unit and post are the same as before; correct it, or change the mentors instead.",
);
/// The mentor has as many students as the batch allows.
pub const MENTOR_FULL: Rule = Rule::new(
    "internship.mentor_full",
    Conflict,
    "该指导老师同期已带{load}名学生，上限{cap}名；请换人，或写明理由。",
    "This mentor has {load} students at that time, of {cap} allowed; choose another, or give a reason.",
);
/// The actor is neither the student nor a mentor.
pub const NOT_THEIRS: Rule = Rule::new(
    "internship.not_theirs",
    Forbidden,
    "只有该学生本人或其指导老师可以记周记。",
    "Only the student or one of their mentors keeps the log.",
);
/// A log takes one to seven days.
pub const LOG_SPAN: Rule =
    Rule::new("internship.log_span", Invalid, "一篇周记为1至7天；请改正。", "A log covers one to seven days; correct it.");
/// Days that have a log.
pub const LOG_TWICE: Rule = Rule::new(
    "internship.log_twice",
    Conflict,
    "{from}至{to}已有周记；请改用不重叠的日期。",
    "There is a log of {from} to {to}; choose days that do not overlap.",
);
/// What was practised makes no sense.
pub const PRACTISED: Rule = Rule::new(
    "internship.practised",
    Invalid,
    "练习项应在能力清单内、不重复，每项1至{days}天；请改正。",
    "Name competencies of the list, each once, with 1 to {days} days; correct it.",
);
/// The form is needed.
pub const PAPER: Rule = Rule::new(
    "internship.paper",
    Invalid,
    "此方鉴定须附鉴定表；指导老师也可用本人账户办理。",
    "This evaluation takes the form on paper; a mentor may do it from their own account instead.",
);
/// The actor is not a mentor of the student.
pub const NOT_MENTOR: Rule = Rule::new(
    "internship.not_mentor",
    Forbidden,
    "须由该学生的指导老师用本人账户办理。",
    "This is for a mentor of the student, from their own account.",
);
/// A mentor grades their own student.
pub const OWN_INTERN: Rule = Rule::new(
    "internship.own_intern",
    Forbidden,
    "指导老师不能评定自己所带学生的最终成绩；请由他人评定。",
    "A mentor does not fix the grade of their own student; somebody else does.",
);
/// An evaluation is missing.
pub const NOT_EVALUATED: Rule = Rule::new(
    "internship.not_evaluated",
    Conflict,
    "尚缺{zh}鉴定；三方鉴定齐备后评定。",
    "The evaluation of the {en} is missing; the grade follows all three.",
);
/// The student has not been heard.
pub const NOT_APPRAISED: Rule = Rule::new(
    "internship.not_appraised",
    Invalid,
    "学生尚未评价本次实习；不影响评定，请提醒其填写。",
    "The student has not said how the placement was; the grade stands, please ask them to.",
);
/// Fewer days than the certificate takes.
pub const TOO_FEW_DAYS: Rule = Rule::new(
    "internship.too_few_days",
    Conflict,
    "实习{days}天，未达到最少{least}天，不能出具证明。",
    "There were {days} days, fewer than the least number of {least}; no certificate is given.",
);
/// The certificate number is taken.
pub const NUMBER_TAKEN: Rule = Rule::new(
    "internship.number_taken",
    Conflict,
    "证明编号{number}已使用；请换一个编号。",
    "The certificate number {number} is taken; choose another.",
);
/// Nothing to correct.
pub const NOTHING_CORRECTED: Rule =
    Rule::new("internship.nothing_corrected", Invalid, "请填写要更正的日期。", "Give the day that is to be corrected.");
/// No such proposal.
pub const UNKNOWN_AWARD: Rule =
    Rule::new("internship.unknown_award", Unknown, "没有这项推荐；请核对。", "There is no such proposal; check it.");
/// Has guided nobody.
pub const NEVER_MENTOR: Rule = Rule::new(
    "internship.never_mentor",
    Conflict,
    "带教台账里没有此人带教实习学生的记录；请核对人员。",
    "The book shows no student whom this person guided; check who is meant.",
);
/// Confirmed by who proposed, or by the mentor.
pub const OTHER_PERSON: Rule = Rule::new(
    "internship.other_person",
    Forbidden,
    "推荐人和被推荐人不能确认；请由他人确认。",
    "Neither who proposed nor who is proposed confirms; somebody else does.",
);
/// The proposal stands elsewhere.
pub const AWARD_STAGE: Rule = Rule::new(
    "internship.award_stage",
    Conflict,
    "该推荐现为“{zh}”，不能办理此事。",
    "The proposal stands at “{en}”: this cannot be done.",
);
