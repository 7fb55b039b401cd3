//! Every reason for which training says no, with what to do instead. Codes are frozen.

use nc_kernel::Rule;
use nc_kernel::refusal::No::{Conflict, Forbidden, Invalid, Unknown};

/// The body of a fact cannot be written: a fault of the program, not of the input.
pub const UNWRITABLE: Rule = Rule::new(
    "training.unwritable",
    Invalid,
    "记录无法写成文本，属程序缺陷；请将本提示告知管理员。",
    "The record cannot be written as text, which is a fault of the program; please tell the administrator.",
);
/// A needed text is missing.
pub const EMPTY: Rule = Rule::new("training.empty", Invalid, "此项不能为空；请填写。", "This must not be empty; fill it in.");
/// A text is too long or holds control characters.
pub const TEXT: Rule = Rule::new(
    "training.text",
    Invalid,
    "文字超过{max}字或含有换行等控制字符；请缩短或删去。",
    "The text is longer than {max} characters or holds control characters; shorten or clean it.",
);
/// A number lies outside what makes sense.
pub const NUMBER: Rule = Rule::new(
    "training.number",
    Invalid,
    "数值应在{least}至{most}之间；请改正。",
    "The number must lie between {least} and {most}; correct it.",
);
/// A serial number with strange characters.
pub const SERIAL: Rule = Rule::new(
    "training.serial",
    Invalid,
    "班次编号只能含汉字、字母、数字、括号和 - _ . #；请改写，如 2024-东胜-017。",
    "A serial number holds letters, digits, Chinese characters, brackets and - _ . # only; write it like 2024-东胜-017.",
);
/// The serial number belongs to another class.
pub const SERIAL_TAKEN: Rule = Rule::new(
    "training.serial_taken",
    Conflict,
    "班次编号{serial}已有班次使用；请换一个编号，或打开该班次继续登记。",
    "The serial number {serial} belongs to another class; choose another, or go on with that class.",
);
/// No such class.
pub const UNKNOWN_CLASS: Rule = Rule::new(
    "training.unknown_class",
    Unknown,
    "没有这个培训班；请核对编号，或先立项。",
    "There is no such class; check the number, or plan it first.",
);
/// No such session.
pub const UNKNOWN_SESSION: Rule = Rule::new(
    "training.unknown_session",
    Unknown,
    "本班没有第{session}课次；请核对。",
    "The class has no session {session}; check the number.",
);
/// No such plan.
pub const UNKNOWN_PLAN: Rule = Rule::new(
    "training.unknown_plan",
    Unknown,
    "没有这个训练计划；请核对，或先拟定。",
    "There is no such plan; check it, or draft it first.",
);
/// No such line in the plan.
pub const UNKNOWN_ITEM: Rule = Rule::new(
    "training.unknown_item",
    Unknown,
    "计划现行版本没有项目{item}；请核对。",
    "The plan's current version has no line {item}; check it.",
);
/// The unit has a plan for the year.
pub const PLAN_EXISTS: Rule = Rule::new(
    "training.plan_exists",
    Conflict,
    "该单位{year}年已有训练计划；请调整原计划。",
    "The unit already has a plan for {year}; amend that one.",
);
/// The plan is not in force.
pub const PLAN_NOT_APPROVED: Rule =
    Rule::new("training.plan_not_approved", Conflict, "计划尚未批准；请先批准。", "The plan is not approved; approve it first.");
/// The plan is in force already.
pub const PLAN_APPROVED: Rule = Rule::new(
    "training.plan_approved",
    Conflict,
    "计划已批准；如需变动请调整计划。",
    "The plan is approved already; amend it to change it.",
);
/// Two lines of a plan bear the same number.
pub const ITEM_TWICE: Rule = Rule::new(
    "training.item_twice",
    Invalid,
    "项目编号{item}重复；请各用一个编号。",
    "The line number {item} appears twice; give each its own.",
);
/// The last day lies before the first.
pub const ENDS_BEFORE_START: Rule = Rule::new(
    "training.ends_before_start",
    Invalid,
    "结束早于开始；请改正日期或时间。",
    "It ends before it starts; correct the dates or times.",
);
/// A class of more than a year.
pub const TOO_LONG: Rule = Rule::new(
    "training.too_long",
    Invalid,
    "班次跨度超过{max}天；请核对日期，或分期立项。",
    "The class spans more than {max} days; check the dates, or plan several runs.",
);
/// Something that has not happened yet is recorded as done.
pub const FUTURE: Rule = Rule::new(
    "training.future",
    Invalid,
    "{day}尚未到来，不能登记为已发生；请待其发生后登记。",
    "{day} is still to come and cannot be recorded as done; record it when it has happened.",
);
/// A day outside the days of the class.
pub const OUTSIDE_CLASS: Rule = Rule::new(
    "training.outside_class",
    Invalid,
    "日期不在班次起止（{from}至{to}）之内；请改正。",
    "The day lies outside the class ({from} to {to}); correct it.",
);
/// A class without organiser.
pub const NO_ORGANISER: Rule =
    Rule::new("training.no_organiser", Invalid, "至少要有一个主办单位；请填写。", "At least one organising unit is needed; name it.");
/// A unit is named twice.
pub const UNIT_TWICE: Rule =
    Rule::new("training.unit_twice", Invalid, "主办单位{unit}重复；请删去一个。", "The organiser {unit} is named twice; remove one.");
/// A unit that does not exist on that day.
pub const UNIT_NOT_IN_FORCE: Rule = Rule::new(
    "training.unit_not_in_force",
    Invalid,
    "单位{unit}在{day}不存在或已撤销；请核对。",
    "The unit {unit} does not exist on {day}; check it.",
);
/// A theme word with a space, or too many of them.
pub const THEME: Rule = Rule::new(
    "training.theme",
    Invalid,
    "主题最多{max}个，每个为不含空格的短词；请改正。",
    "At most {max} theme words, each short and without spaces; correct them.",
);
/// The class is closed.
pub const CLOSED: Rule = Rule::new(
    "training.class_closed",
    Conflict,
    "班次{serial}已结业，不能直接改动；请用更正登记并写明理由和依据。",
    "The class {serial} is closed and cannot be changed; use a correction with reason and authority.",
);
/// The class is closed already.
pub const CLOSED_TWICE: Rule = Rule::new(
    "training.closed_twice",
    Conflict,
    "班次{serial}已经结业；无须再次结业。",
    "The class {serial} is closed already; nothing is left to do.",
);
/// The class is cancelled.
pub const CANCELLED: Rule = Rule::new(
    "training.class_cancelled",
    Conflict,
    "班次{serial}已取消；请另立新班次。",
    "The class {serial} is cancelled; plan a new one.",
);
/// The class takes enrolments already, or no longer.
pub const OPEN_TWICE: Rule = Rule::new(
    "training.opened_twice",
    Conflict,
    "班次已开放报名或已开始；无须再次开放。",
    "The class is open or under way already; nothing is left to do.",
);
/// Enrolment has not begun.
pub const NOT_OPEN: Rule = Rule::new(
    "training.not_open",
    Conflict,
    "班次尚未开放报名；请先开放，或仅作推荐。",
    "The class does not take enrolments yet; open it first, or nominate only.",
);
/// Enrolment is over.
pub const ENROLMENT_OVER: Rule = Rule::new(
    "training.enrolment_over",
    Conflict,
    "报名已于{day}截止；如确需补录，请写明理由，且仅限空余名额。",
    "Enrolment ended on {day}; give a reason to take a free seat late.",
);
/// The person has a seat or waits for one.
pub const ENROLLED_TWICE: Rule = Rule::new(
    "training.enrolled_twice",
    Conflict,
    "该人员已在名册中；请从本次名单删去。",
    "The person is on the roster already; remove the line.",
);
/// The person is not on the roster.
pub const NOT_ENROLLED: Rule = Rule::new(
    "training.not_enrolled",
    Conflict,
    "该人员不在已录取名册中；请先录取，或核对人员。",
    "The person has no seat in this class; enrol them first, or check the person.",
);
/// The person has been marked, so cannot withdraw.
pub const ALREADY_ATTENDED: Rule = Rule::new(
    "training.already_attended",
    Conflict,
    "该人员已有考勤记录，不能退出；请更正考勤。",
    "The person is marked and cannot withdraw; correct the mark instead.",
);
/// More people than seats.
pub const CAPACITY: Rule = Rule::new(
    "training.capacity",
    Conflict,
    "人数{wanted}超过名额{seats}；请核对名册，或另开一期。",
    "{wanted} people for {seats} seats; check the roster, or hold another run.",
);
/// No such person.
pub const UNKNOWN_PERSON: Rule = Rule::new(
    "training.unknown_person",
    Unknown,
    "人员目录中没有此人；请核对，或先登记人员。",
    "The directory has no such person; check, or register the person first.",
);
/// The person serves nowhere on that day.
pub const NOT_SERVING: Rule = Rule::new(
    "training.not_serving",
    Invalid,
    "该人员在{day}不在任何单位任职；请核对人员或日期。",
    "The person serves in no unit on {day}; check the person or the date.",
);
/// The person is on approved leave and marked present.
pub const ON_LEAVE: Rule = Rule::new(
    "training.on_leave",
    Conflict,
    "该人员在{day}有已批准的请假，不能登记为参训；请改为请假状态，或先销假。",
    "The person is on approved leave on {day} and cannot be marked present; mark the leave, or have it ended first.",
);
/// The person appears twice in the input.
pub const ROW_TWICE: Rule = Rule::new(
    "training.row_twice",
    Invalid,
    "同一人员在本次名单中出现两次（另见{other}）；请保留一行。",
    "The person appears twice in the list (see {other}); keep one line.",
);
/// The person is marked already.
pub const MARKED_TWICE: Rule = Rule::new(
    "training.marked_twice",
    Conflict,
    "该人员在本班已有考勤记录；如有误请用更正。",
    "The person is marked for this class already; use a correction if it is wrong.",
);
/// An imported row differs from what is recorded.
pub const ROW_DIFFERS: Rule = Rule::new(
    "training.row_differs",
    Conflict,
    "本行与已登记的内容不一致；如原记录有误，请用更正并写明理由和依据。",
    "The row differs from what is recorded; use a correction with reason and authority if the record is wrong.",
);
/// Credit for who was not there.
pub const CREDIT_UNEARNED: Rule = Rule::new(
    "training.credit_unearned",
    Invalid,
    "未参训者不能计学时；请删去学时或改正状态。",
    "Who did not attend earns no credit; remove the minutes or correct the status.",
);
/// More credit than the class gives.
pub const CREDIT_TOO_HIGH: Rule = Rule::new(
    "training.credit_too_high",
    Invalid,
    "所计{minutes}分钟超过本班{most}分钟；请改正。",
    "{minutes} minutes are more than the {most} of the class; correct them.",
);
/// More sittings than the class has.
pub const SITTINGS: Rule = Rule::new(
    "training.sittings",
    Invalid,
    "场次数应在{least}至{most}之间；请改正。",
    "Sittings must lie between {least} and {most}; correct them.",
);
/// A make-up day without a make-up, or outside what is possible.
pub const MADE_UP_ON: Rule = Rule::new(
    "training.made_up_on",
    Invalid,
    "补训日期只用于补训，且应在开班之后、今日之前；请改正。",
    "A make-up day goes with a make-up only, after the class began and not after today; correct it.",
);
/// A class cannot be held without anybody.
pub const EMPTY_ROSTER: Rule = Rule::new(
    "training.empty_roster",
    Invalid,
    "没有任何人参训，不能计为已举办；请先登记考勤，或取消班次。",
    "Nobody attended, so the class cannot count as held; mark attendance first, or cancel it.",
);
/// The last attendance is corrected away.
pub const LAST_ATTENDANCE: Rule = Rule::new(
    "training.last_attendance",
    Conflict,
    "这是本班唯一的参训记录；如班次并未举办，请撤销班次。",
    "This is the only attendance of the class; withdraw the class if it was not held.",
);
/// A session is neither held nor cancelled.
pub const SESSION_OPEN: Rule = Rule::new(
    "training.session_open",
    Conflict,
    "第{session}课次尚未授课也未取消；请先登记。",
    "Session {session} is neither held nor cancelled; record that first.",
);
/// The session is past the step asked for.
pub const SESSION_STATE: Rule = Rule::new(
    "training.session_state",
    Conflict,
    "第{session}课次已是“{state}”；无法再作此操作。",
    "Session {session} is {state} already; this cannot be done to it.",
);
/// The room, the instructor or the trainees are elsewhere.
pub const OVERLAP: Rule = Rule::new(
    "training.overlap",
    Conflict,
    "该时段已被占用（{from}至{to}）；请换时间或资源，确需重叠的请写明理由。",
    "It is taken from {from} to {to}; choose another time or place, or give a reason for the overlap.",
);
/// Not enough of it.
pub const STOCK: Rule = Rule::new(
    "training.stock",
    Conflict,
    "{item}共{stock}件，该时段已用{used}件，不足{wanted}件；请减少或换时间。",
    "Of {stock} {item}, {used} are in use then and {wanted} are wanted; take fewer or another time.",
);
/// Not in the stock list.
pub const NO_STOCK: Rule = Rule::new(
    "training.no_stock",
    Unknown,
    "装备库存中没有{item}；请先登记库存。",
    "The stock list has no {item}; record the stock first.",
);
/// The room is too small for the class.
pub const ROOM_SEATS: Rule = Rule::new(
    "training.room_seats",
    Conflict,
    "{room}只有{seats}座，容不下{wanted}人；请换场地或减少名额。",
    "{room} has {seats} seats for {wanted} people; choose another room or admit fewer.",
);
/// The cost exceeds what is left of the line.
pub const BUDGET: Rule = Rule::new(
    "training.budget",
    Conflict,
    "该计划项目预算{budget}分，其他班次已占{reserved}分，不足{fen}分；请压减经费或调整计划。",
    "Of {budget} fen of the line, other classes have {reserved}, which leaves less than {fen}; spend less or amend the plan.",
);
/// The money comes from a line that the class does not carry out.
pub const OTHER_ITEM: Rule = Rule::new(
    "training.other_item",
    Invalid,
    "本班不属于计划项目{item}；经费只能从本班所属的计划项目列支。",
    "The class does not carry out the line {item}; its money comes from the line it carries out.",
);
/// No pass line to judge the score by.
pub const NO_PASS_LINE: Rule = Rule::new(
    "training.no_pass_line",
    Invalid,
    "本班没有合格线，无法判定成绩；请先给出合格线。",
    "The class has no pass line to judge a score by; give one.",
);
/// A score for who is not on the class.
pub const SCORE_WITHOUT_ATTENDANCE: Rule = Rule::new(
    "training.score_without_attendance",
    Conflict,
    "该人员没有本班的参训记录；请先登记考勤。",
    "The person has no attendance in this class; mark it first.",
);
/// The mark or score named is not the one in force.
pub const NOT_IN_FORCE: Rule = Rule::new(
    "training.not_in_force",
    Conflict,
    "所更正的记录已不是现行记录；请刷新后针对现行记录更正。",
    "What you correct is no longer in force; reload and correct what stands now.",
);
/// The correction changes nothing.
pub const NO_CHANGE: Rule = Rule::new(
    "training.no_change",
    Conflict,
    "更正内容与现行记录相同；无须更正。",
    "The correction says what is recorded already; nothing is left to do.",
);

/// Note: the record is late.
pub const LATE_ENTRY: Rule = Rule::new(
    "training.late_entry",
    Invalid,
    "本次登记距结束已{days}天，按迟录标注；仍照常计数。",
    "Recorded {days} days after the end: marked as late, and counted all the same.",
);
/// Note: the minutes are an assumption.
pub const CREDIT_ASSUMED: Rule = Rule::new(
    "training.credit_assumed",
    Invalid,
    "未填学时，按每天{minutes}分钟计入；如不符请写明后重新提交。",
    "No minutes were given, so {minutes} a day are credited; say so if that is wrong.",
);
/// Note: the person travels on duty and is marked present.
pub const TRAVELLING: Rule = Rule::new(
    "training.travelling",
    Invalid,
    "该人员在{day}登记为出差；如非外出参训，请核对。",
    "The person is recorded as travelling on duty on {day}; check unless the journey was for this class.",
);

/// The code was typed for a session that takes no check-in now.
pub const CHECK_IN_CLOSED: Rule = Rule::new(
    "training.check_in_closed",
    Conflict,
    "本课次现在不接受签到；请由班主任登记考勤。",
    "This session takes no check-in now; the class head marks the roster.",
);
/// There is nothing to confirm.
pub const NOTHING_TO_CONFIRM: Rule =
    Rule::new("training.nothing_to_confirm", Conflict, "没有待确认的签到。", "There is no check-in to confirm.");
/// Somebody whose term does not run teaches.
pub const OUT_OF_TERM: Rule = Rule::new(
    "training.out_of_term",
    Conflict,
    "该教官在{day}不在聘期内；请另选教官、先续聘，或说明原因。",
    "The term of this instructor does not run on {day}; choose another, appoint again first, or give a reason.",
);
/// Somebody who is no instructor teaches: told, not refused.
pub const NOT_AN_INSTRUCTOR: Rule = Rule::new(
    "training.not_an_instructor",
    Conflict,
    "授课人不在教官库中；已照常排课，请确认是否需要办理聘任。",
    "Who teaches is not on the list of instructors; the session is set, see whether an appointment is needed.",
);
/// The score cannot be objected to.
pub const UNKNOWN_SCORE: Rule = Rule::new(
    "training.unknown_score",
    Unknown,
    "没有这条成绩，或已被更正；请按现行成绩申诉。",
    "There is no such score, or it was corrected; object to the one in force.",
);
/// Too late to object.
pub const APPEAL_LATE: Rule = Rule::new(
    "training.appeal_late",
    Conflict,
    "申诉期限为{deadline}，已过；请联系训练主管部门按更正程序办理。",
    "Objections were taken until {deadline}; ask the training office for a correction.",
);
/// Objected to before.
pub const APPEAL_TWICE: Rule = Rule::new(
    "training.appeal_twice",
    Conflict,
    "这条成绩已申诉过；不能重复申诉。",
    "This score was objected to already; that is possible once.",
);
/// No such objection, or decided.
pub const UNKNOWN_APPEAL: Rule =
    Rule::new("training.unknown_appeal", Unknown, "没有这项待处理的申诉；请核对。", "There is no such objection that waits; check it.");
/// Who objected decides, or who recorded the score does.
pub const APPEAL_OWN: Rule = Rule::new(
    "training.appeal_own",
    Forbidden,
    "申诉人不能处理自己的申诉；请由他人处理。",
    "Nobody decides their own objection; somebody else must.",
);
