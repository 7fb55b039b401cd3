//! Every no of theory study: a code frozen once shipped, what is wrong, and what to do about it.

use nc_kernel::Rule;
use nc_kernel::refusal::No;

/// Declares rules in one line of each language.
macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident $code:literal $no:ident $zh:literal $en:literal)+) => {
        $($(#[$doc])* pub const $name: Rule = Rule::new($code, No::$no, $zh, $en);)+
    };
}

rules! {
    /// A serial is used.
    TWICE "study.twice" Conflict
        "编号{serial}已登记；请勿重复登记，确为另一事项的请换编号。"
        "Serial {serial} is recorded already: do not record it again, or use another serial for another thing."
    /// Unknown document.
    UNKNOWN_SOURCE "study.unknown_source" Unknown
        "没有这份学习材料；请先登记材料。" "There is no such document: register it first."
    /// Unknown topic.
    UNKNOWN_TOPIC "study.unknown_topic" Unknown
        "没有这个学习专题；请先发布专题。" "There is no such topic: publish it first."
    /// Unknown meeting.
    UNKNOWN_MEETING "study.unknown_meeting" Unknown
        "没有这次党委会；请先登记会议。" "There is no such meeting: record it first."
    /// Unknown run.
    UNKNOWN_RUN "study.unknown_run" Unknown
        "没有这一期培训；请先登记计划或核对编号。" "There is no such run: plan it first, or check its serial."
    /// A1.
    BEFORE_PUBLISHED "study.before_published" Invalid
        "{day}早于所学内容的发布日期{published}；请核对日期，确属如此的写明理由。"
        "{day} is before {published}, when it was published: check the day, or state the reason."
    /// A1, when a reason was given.
    BEFORE_PUBLISHED_NOTED "study.before_published_noted" Invalid
        "{day}早于发布日期{published}，已按所写理由记录并标注。"
        "{day} is before publication on {published}; recorded with the stated reason and flagged."
    /// Ends before it starts.
    ENDS_FIRST "study.ends_first" Invalid
        "结束日期早于开始日期；请核对。" "It ends before it starts: check the days."
    /// Longer than a year.
    TOO_LONG "study.too_long" Invalid
        "一期培训不超过366天；请分期登记。" "A run lasts at most 366 days: record several runs."
    /// Nobody is named as organiser.
    NO_ORGANISER "study.no_organiser" Invalid
        "请填写主办单位，牵头单位在前。" "Name who holds it, the leading unit first."
    /// The same organiser twice.
    ORGANISER_TWICE "study.organiser_twice" Invalid
        "主办单位重复；请删去一个。" "This organiser is named twice: remove one."
    /// Nothing to do.
    NO_ROWS "study.no_rows" Invalid
        "名册为空；请至少填写一人。" "The roster is empty: name at least one person."

    /// A document waits already or was dealt with.
    CLEARED_TWICE "study.cleared_twice" Conflict
        "该材料已入此党委议题池；无需重复。" "The document is in this committee's pool already: nothing to do."
    /// Not waiting.
    NOT_WAITING "study.not_waiting" Conflict
        "该材料不在此党委议题池待学之列；请先审定入池。" "The document does not wait in this committee's pool: clear it first."
    /// A meeting without items.
    NO_AGENDA "study.no_agenda" Invalid
        "请填写会议议题。" "List the items of the meeting."
    /// Closed meeting.
    MEETING_CLOSED "study.meeting_closed" Conflict
        "会议已办结；无需重复办结。" "The meeting's record is complete already: nothing to do."
    /// A2.
    PENDING_SOURCES "study.pending_sources" Invalid
        "有{count}份已审定材料待学，而第一议题不在其中；请补录第一议题或写明理由。"
        "{count} cleared documents were waiting and the first item studied none of them: record the first item or state the reason."
    /// Item number.
    NO_ITEM "study.no_item" Invalid
        "会议没有第{item}项议题；请核对序号。" "The meeting has no item {item}: check the number."
    /// Task number.
    UNKNOWN_TASK "study.unknown_task" Unknown
        "会议没有第{task}项任务；请核对序号。" "The meeting has no task {task}: check the number."
    /// Closed task.
    TASK_CLOSED "study.task_closed" Conflict
        "任务已验收；如需继续，请另行交办。" "The task is closed: assign another one if there is more to do."
    /// Not reported.
    NOT_REPORTED "study.not_reported" Conflict
        "任务尚未反馈；请承办人先反馈再验收。" "The task was not reported: the doer reports it before it is verified."
    /// Reported already.
    REPORTED_TWICE "study.reported_twice" Conflict
        "任务已反馈，等待验收。" "The task is reported already and waits to be verified."
    /// A13.
    VERIFIER_IS_DOER "study.verifier_is_doer" Forbidden
        "验收人不能是承办人本人；请由他人验收。" "The doer cannot verify the task: somebody else does."
    /// Days of a task out of order.
    TASK_ORDER "study.task_order" Invalid
        "日期早于上一环节（{since}）；请核对。" "The day is before the step that went before ({since}): check it."

    /// Due before published.
    DUE_FIRST "study.due_first" Invalid
        "跟进期限早于发布日期；请核对。" "The branches' last day is before the publishing day: check it."
    /// A topic without documents.
    NO_SOURCE "study.no_source" Invalid
        "请至少引用一份学习材料。" "Cite at least one document."
    /// A3.
    BRANCH_NOT_DUE "study.branch_not_due" Invalid
        "该支部在专题发布日未成立或不在范围内，不在应跟进之列；人员学习请按第三级登记。"
        "This branch was not in force or in scope when the topic was published and does not owe it: record its people at level three."
    /// Followed already.
    FOLLOWED_TWICE "study.followed_twice" Conflict
        "该支部已于{day}跟进；如有误，请先撤回。" "This branch followed on {day}: withdraw that first if it is wrong."
    /// Exempted already.
    EXEMPT "study.exempt" Conflict
        "该支部此专题已免；无需登记。" "This branch is exempt from the topic: nothing to record."
    /// Nothing to withdraw.
    NOT_FOLLOWED "study.not_followed" Conflict
        "没有可撤回的记录；请核对。" "There is nothing recorded to withdraw: check whom and what."

    /// Not open.
    NOT_OPEN "study.not_open" Conflict
        "该期尚未开班；请先登记开班。" "The run is not open: record its opening first."
    /// Opened already.
    OPENED_TWICE "study.opened_twice" Conflict
        "该期已开班。" "The run is open already: nothing to do."
    /// Closed.
    CLOSED "study.run_closed" Conflict
        "该期已结业，名册已确认；如有误，请用考勤更正并写明理由和依据。"
        "The run is closed and its roster confirmed: use a correction with its reason and authority."
    /// Not closed.
    NOT_CLOSED "study.not_closed" Conflict
        "该期尚未结业；请先结业。" "The run is not closed: close it first."
    /// Cancelled.
    CANCELLED "study.run_cancelled" Conflict
        "该期已取消；请核对，另办的请用新编号登记。" "The run was cancelled: check it, or record another run under a new serial."
    /// Nobody attended.
    EMPTY_ROSTER "study.empty_roster" Invalid
        "名册中无人到训，不能结业；请先记考勤，未举办的请取消。"
        "Nobody on the roster took part: mark the attendance first, or cancel the run if it was not held."
    /// Sitting outside the run.
    OUTSIDE "study.outside_run" Invalid
        "{day}不在该期{from}至{to}之内；请核对日期。" "{day} is not within the run, {from} to {to}: check the day."
    /// Marked already.
    MARKED_TWICE "study.marked_twice" Conflict
        "此人在该期已有考勤；如有误，请用考勤更正。" "This person is marked in the run already: use a correction if the mark is wrong."
    /// Twice in the same list.
    LISTED_TWICE "study.listed_twice" Invalid
        "此人在名册中出现两次；请删去一行。" "This person is on the roster twice: remove one row."
    /// Import differs.
    DIFFERS "study.mark_differs" Conflict
        "与已记录的考勤不同；如记录有误，请用考勤更正，否则请改此行。"
        "This differs from what is recorded: use a correction if the record is wrong, else change this row."
    /// A9.
    ON_LEAVE "study.on_leave" Conflict
        "此人当时在已批准的休假中，不能记为到训；请改为请假，或先更正休假记录。"
        "This person was on approved leave then and cannot be marked present: mark leave, or correct the leave record first."
    /// Leave without class.
    LEAVE_CLASS "study.leave_class" Invalid
        "请假须选请假类别，其他情形不选。" "Leave needs the class of its reason; other marks have none."
    /// Credit for who was not there.
    CREDIT_UNEARNED "study.credit_unearned" Invalid
        "未到训者不计学时和场次；请删去。" "Who did not take part earns no credit and no sitting: remove them."
    /// Too much credit.
    CREDIT_TOO_MUCH "study.credit_too_much" Invalid
        "学时须为0至{most}分钟；请核对。" "Credit is 0 to {most} minutes here: check it."
    /// Too many sittings.
    SITTINGS "study.sittings" Invalid
        "场次须为1至{most}；请核对。" "Sittings are 1 to {most} here: check it."
    /// A10.
    MAKE_UP_WHAT "study.make_up_what" Invalid
        "补训须指明所补的一期，其他考勤不填。" "A make-up names the run that was missed; other marks do not."
    /// A10.
    NOTHING_MISSED "study.nothing_missed" Conflict
        "此人在所补的一期没有请假或缺勤记录；请核对所补的一期。"
        "This person did not miss the named run by leave or absence: check which run is made up."
    /// Correction without an object.
    NO_MARK "study.no_mark" Conflict
        "此人在该期没有考勤可撤回；请核对。" "This person has no mark in the run to withdraw: check whom."
    /// Correction while open without mark.
    MARK_INSTEAD "study.mark_instead" Invalid
        "该期未结业且此人无考勤；请直接记考勤。" "The run is not closed and the person has no mark: mark the attendance instead."
    /// A make-up is corrected, not withdrawn.
    MAKE_UP_STAYS "study.make_up_stays" Invalid
        "补训替代了原考勤，不能撤回；请更正为请假或缺勤。" "A make-up replaced an earlier mark: correct it to leave or absence instead."
    /// Correction about somebody else.
    OTHER_PERSON "study.other_person" Invalid
        "更正前后须为同一人；请分别更正。" "A correction is about one person: correct each of them."
    /// Correction that changes nothing.
    SAME "study.same" Invalid
        "更正内容与记录相同；无需更正。" "The correction says what is recorded already: nothing to do."
}
