//! Every no of laboratories. Codes are frozen.

use nc_kernel::Rule;
use nc_kernel::refusal::No::{Conflict, Invalid, Unknown};

/// Unknown laboratory.
pub const UNKNOWN: Rule =
    Rule::new("laboratory.unknown", Unknown, "没有这个实验室；请核对编号。", "There is no such laboratory: check the id.");
/// Founded already.
pub const TWICE: Rule =
    Rule::new("laboratory.twice", Conflict, "编号{serial}的实验室已登记。", "A laboratory with serial {serial} is recorded already.");
/// Unknown scheme or grade.
pub const SCHEME: Rule = Rule::new(
    "laboratory.scheme",
    Invalid,
    "评审制度或等级不在目录中；可用制度：{known}。",
    "The scheme or grade is not in the catalogue; schemes are {known}.",
);
/// Nothing in scope.
pub const NO_SCOPE: Rule =
    Rule::new("laboratory.no_scope", Invalid, "评审范围至少一项，代码不重复。", "A scope has at least one item and no code twice.");
/// An accreditation under the scheme is under way or in force.
pub const RUNNING: Rule = Rule::new(
    "laboratory.running",
    Conflict,
    "该制度下已有评审或资质（第{number}号）；请在其上办理。",
    "There is an accreditation under this scheme already (no. {number}): go on with that one.",
);
/// Unknown accreditation.
pub const ACCREDITATION: Rule =
    Rule::new("laboratory.accreditation_unknown", Unknown, "该实验室没有这项评审。", "The laboratory has no such accreditation.");
/// Not possible at this state.
pub const STATE: Rule = Rule::new(
    "laboratory.state",
    Conflict,
    "评审目前为“{state}”，不能办理此项。",
    "The accreditation is at “{state_en}”; this cannot be done now.",
);
/// Nonconformities are open.
pub const OPEN: Rule = Rule::new(
    "laboratory.open_nonconformities",
    Conflict,
    "还有{open}项不符合项未关闭；全部关闭后再登记获准。",
    "{open} nonconformities are open: a grant comes after all are closed.",
);
/// Unknown or closed nonconformity.
pub const NONCONFORMITY: Rule = Rule::new(
    "laboratory.nonconformity_closed",
    Conflict,
    "没有这项不符合项，或已关闭。",
    "There is no such nonconformity, or it is closed.",
);
/// The owner closes.
pub const OWNER: Rule = Rule::new(
    "laboratory.own_nonconformity",
    Conflict,
    "不符合项须由整改责任人以外的本局人员核查关闭。",
    "A nonconformity is closed by a person of the bureau other than its owner.",
);
/// Before what it follows.
pub const TOO_EARLY: Rule = Rule::new("laboratory.too_early", Invalid, "日期不得早于{from}。", "The day may not be before {from}.");
/// An instrument is there already.
pub const INSTRUMENT_TWICE: Rule =
    Rule::new("laboratory.instrument_twice", Conflict, "该仪器已登记。", "This instrument is recorded already.");
/// Unknown instrument.
pub const INSTRUMENT: Rule = Rule::new(
    "laboratory.instrument_unknown",
    Unknown,
    "该实验室没有仪器{instrument}；请先登记。",
    "The laboratory has no instrument {instrument}: record it first.",
);
/// Interval out of range.
pub const MONTHS: Rule =
    Rule::new("laboratory.months", Invalid, "检定周期须为1至120个月。", "The interval of calibration is 1 to 120 months.");
/// Outside scope.
pub const OUT_OF_SCOPE: Rule = Rule::new(
    "laboratory.out_of_scope",
    Conflict,
    "项目{item}不在{day}有效资质的范围内，不予受理；请改送有该项资质的实验室。",
    "Item {item} is in no scope in force on {day}, so the request is not accepted: send it to a laboratory that has it in scope.",
);
/// Calibration overdue.
pub const CALIBRATION: Rule = Rule::new(
    "laboratory.calibration_overdue",
    Conflict,
    "仪器{instrument}检定校准已于{due}到期或从未检定，不予受理；请先检定。",
    "Instrument {instrument} was due for calibration on {due} or never calibrated, so the request is not accepted: calibrate it first.",
);
/// Number used.
pub const NUMBER: Rule =
    Rule::new("laboratory.number_taken", Conflict, "委托编号{number}已受理。", "Request {number} is accepted already.");
