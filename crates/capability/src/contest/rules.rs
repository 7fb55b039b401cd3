//! Everything contests say no to.

pub mod discipline;
pub mod signing;

use nc_kernel::refusal::{No, Rule};

/// There is no such contest.
pub const UNKNOWN: Rule =
    Rule::new("contest.unknown", No::Unknown, "没有这场比武竞赛；请核对编号。", "There is no such contest: check the serial.");

/// A contest with serial {serial} exists already.
pub const TAKEN: Rule =
    Rule::new("contest.serial_taken", No::Conflict, "编号{serial}的比武竞赛已存在。", "A contest with serial {serial} exists already.");

/// The last day is before the first.
pub const BACKWARDS: Rule =
    Rule::new("contest.backwards", No::Invalid, "止日早于起日；请更正。", "The last day is before the first: correct it.");

/// At least one discipline, each with a serial of its own.
pub const DISCIPLINES: Rule = Rule::new(
    "contest.disciplines",
    No::Invalid,
    "至少一个科目，科目编号不得重复。",
    "At least one discipline, each with a serial of its own.",
);

/// Appeals are open for 1 to 60 days.
pub const APPEAL_DAYS: Rule = Rule::new("contest.appeal_days", No::Invalid, "申诉期为1至60天。", "Appeals are open for 1 to 60 days.");

/// This contest has no such discipline.
pub const DISCIPLINE: Rule = Rule::new("contest.discipline", No::Unknown, "本场没有此科目。", "This contest has no such discipline.");

/// This contest has no such code.
pub const CODE: Rule = Rule::new("contest.code", No::Unknown, "本场没有此编码。", "This contest has no such code.");

/// At least one person.
pub const NOBODY: Rule = Rule::new("contest.nobody", No::Invalid, "至少一人。", "At least one person.");

/// Codes were drawn.
pub const DRAWN: Rule =
    Rule::new("contest.drawn", No::Conflict, "已抽签编码，不能再报名或改规则。", "Codes were drawn: there are no further entries.");

/// Codes are not drawn yet.
pub const NOT_DRAWN: Rule = Rule::new(
    "contest.not_drawn",
    No::Conflict,
    "尚未抽签编码；请先完成报名并抽签。",
    "Codes are not drawn yet: finish entries and draw first.",
);

/// Nobody has entered yet.
pub const NO_ENTRY: Rule = Rule::new("contest.no_entry", No::Conflict, "还没有人报名。", "Nobody has entered yet.");

/// This person has entered this discipline already.
pub const ENTERED: Rule =
    Rule::new("contest.entered", No::Conflict, "此人已在本科目报名。", "This person has entered this discipline already.");

/// A judge does not contest what they judge, and an entrant does not judge it.
pub const JUDGE_ENTERED: Rule = Rule::new(
    "contest.judge_entered",
    No::Conflict,
    "评委不得参加本人评判的科目，参赛人不得担任该科目评委。",
    "A judge does not contest what they judge, and an entrant does not judge it.",
);

/// The lower contest did not nominate this code for this one.
pub const NOT_NOMINATED: Rule = Rule::new(
    "contest.not_nominated",
    No::Conflict,
    "下级比武没有推荐此编码参加本场。",
    "The lower contest did not nominate this code for this one.",
);

/// Scores are locked.
pub const LOCKED: Rule =
    Rule::new("contest.locked", No::Conflict, "评分已封存；更正须经申诉。", "Scores are locked: a correction takes an appeal.");

/// Scores are not locked yet.
pub const NOT_LOCKED: Rule =
    Rule::new("contest.not_locked", No::Conflict, "评分尚未封存；请先封存。", "Scores are not locked yet: lock them first.");

/// This code does not contest this round, or results of the one before are missing.
pub const ROUND: Rule = Rule::new(
    "contest.round",
    No::Conflict,
    "此编码不参加该轮，或前一轮成绩未齐。",
    "This code does not contest this round, or results of the one before are missing.",
);

/// Attempts go from 1 to {most}, none left out or repeated.
pub const ATTEMPT: Rule = Rule::new(
    "contest.attempt",
    No::Invalid,
    "次序须为1至{most}，不得跳过或重复。",
    "Attempts go from 1 to {most}, none left out or repeated.",
);

/// The result does not fit the scoring.
pub const MEASURED: Rule = Rule::new(
    "contest.measured",
    No::Invalid,
    "成绩与计分方式不符：完成时须有成绩（评委评分和按难度计分除外，合格记1），未完成或缺席不得有成绩；不得为负。",
    "The result does not fit the scoring: a done attempt has a value (not where judges score or tasks are summed; a pass is 1), one not done or absent has none; nothing is negative.",
);

/// This discipline is not scored by judges.
pub const NOT_JUDGED: Rule =
    Rule::new("contest.not_judged", No::Conflict, "本科目不由评委评分。", "This discipline is not scored by judges.");

/// Only a judge of this discipline scores it.
pub const NOT_ON_PANEL: Rule =
    Rule::new("contest.not_on_panel", No::Forbidden, "只有本科目评委可以评分。", "Only a judge of this discipline scores it.");

/// The head judge is one of the panel.
pub const HEAD: Rule =
    Rule::new("contest.head_judge", No::Invalid, "裁判长须是本科目评委之一。", "The head judge is one of the discipline's panel.");

/// Only the head judge of this discipline decides on faults of equipment.
pub const NOT_HEAD: Rule = Rule::new(
    "contest.not_head_judge",
    No::Forbidden,
    "器材故障补时只能由本科目裁判长决定。",
    "Only the head judge of this discipline grants time for a fault of equipment.",
);

/// The time granted does not fit the attempt.
pub const EXTRA_TIME: Rule = Rule::new(
    "contest.extra_time",
    No::Invalid,
    "补时须大于0，不超过该次已记录的用时，且不细于成绩的小数位；该次须已完成并有用时。",
    "Time granted is more than nothing, no more than the attempt took and no finer than the result's decimals; the attempt was completed and has a duration.",
);

/// One mark for each criterion, from 0 to its highest mark.
pub const MARKS: Rule = Rule::new(
    "contest.marks",
    No::Invalid,
    "每个评分项一个分数，不低于0、不高于满分。",
    "One mark for each criterion, from 0 to its highest mark.",
);

/// This code has no completed attempt in this round to score.
pub const NOT_PERFORMED: Rule = Rule::new(
    "contest.not_performed",
    No::Conflict,
    "此编码在该轮没有完成的成绩，不能评分。",
    "This code has no completed attempt in this round to score.",
);

/// Codes are sealed.
pub const SEALED: Rule = Rule::new(
    "contest.sealed",
    No::Forbidden,
    "编码尚未解码，不得查询对应的人；此次查询已记录在案。",
    "Codes are sealed: who is behind one is not told. This attempt was recorded.",
);

/// Codes are unsealed already.
pub const OPEN: Rule = Rule::new("contest.already_open", No::Conflict, "已经解码。", "Codes are unsealed already.");

/// Unsealing is asked for by a recorder or class head of the organiser.
pub const ASK_ROLE: Rule = Rule::new(
    "contest.ask_role",
    No::Forbidden,
    "提请解码须由本场主办单位的内勤或班主任办理。",
    "Unsealing is asked for by a recorder or class head of the organiser.",
);

/// Unsealing is agreed to by a political officer.
pub const AGREE_ROLE: Rule =
    Rule::new("contest.agree_role", No::Forbidden, "同意解码须由政工干部办理。", "Unsealing is agreed to by a political officer.");

/// Nobody has asked for unsealing yet.
pub const NOT_ASKED: Rule = Rule::new("contest.not_asked", No::Conflict, "尚未有人提请解码。", "Nobody has asked for unsealing yet.");

/// Unsealing was asked for.
pub const ASKED: Rule =
    Rule::new("contest.asked", No::Conflict, "已经提请解码，等待另一人同意。", "Unsealing was asked for: another person has to agree.");

/// Unsealing takes two people in two roles.
pub const SAME_PERSON: Rule =
    Rule::new("contest.same_person", No::Forbidden, "解码须由两人以两种身份办理。", "Unsealing takes two people in two roles.");

/// {discipline} still lacks results or scores.
pub const INCOMPLETE: Rule = Rule::new(
    "contest.incomplete",
    No::Conflict,
    "{discipline}尚缺成绩或评分：{codes}；补齐后再公布。",
    "{discipline} still lacks results or scores: {codes}. Complete them first.",
);

/// Results are published when codes are unsealed.
pub const SEALED_PUBLISH: Rule =
    Rule::new("contest.sealed_publish", No::Conflict, "解码后方可公布成绩。", "Results are published when codes are unsealed.");

/// Results are published already.
pub const PUBLISHED: Rule = Rule::new("contest.published", No::Conflict, "成绩已公布。", "Results are published already.");

/// Results are not published yet.
pub const NOT_PUBLISHED: Rule = Rule::new("contest.not_published", No::Conflict, "成绩尚未公布。", "Results are not published yet.");

/// Only somebody behind this code appeals for it.
pub const NOT_YOURS: Rule =
    Rule::new("contest.not_yours", No::Forbidden, "只有本编码的参赛人可以申诉。", "Only somebody behind this code appeals for it.");

/// Appeals closed on {day}.
pub const TOO_LATE: Rule = Rule::new("contest.appeal_late", No::Conflict, "申诉截止{day}，已过期限。", "Appeals closed on {day}.");

/// There is no such appeal, or it was decided.
pub const APPEAL: Rule = Rule::new("contest.appeal", No::Unknown, "没有此申诉，或已决定。", "There is no such appeal, or it was decided.");

/// Only a disqualified entry is restored.
pub const NOT_DISQUALIFIED: Rule = Rule::new(
    "contest.not_disqualified",
    No::Conflict,
    "此编码没有被取消成绩，无从恢复。",
    "This code is not disqualified: there is nothing to restore.",
);

/// A judge of this contest does not decide its appeals.
pub const PANEL_JUDGE: Rule =
    Rule::new("contest.appeal_by_judge", No::Forbidden, "本场评委不得决定申诉。", "A judge of this contest does not decide its appeals.");

/// The board is frozen already.
pub const FROZEN: Rule = Rule::new("contest.frozen", No::Conflict, "榜单已冻结。", "The board is frozen already.");

/// The board is not frozen.
pub const NOT_FROZEN: Rule = Rule::new("contest.not_frozen", No::Conflict, "榜单没有冻结。", "The board is not frozen.");

/// A nomination goes to a contest of a higher level.
pub const LEVEL: Rule =
    Rule::new("contest.level", No::Conflict, "只能推荐参加更高级别的比武。", "A nomination goes to a contest of a higher level.");

/// This code has no rank.
pub const NOT_RANKED: Rule =
    Rule::new("contest.not_ranked", No::Conflict, "此编码没有名次，不能推荐。", "This code has no rank: it cannot be nominated.");

/// It was nominated for that contest already.
pub const NOMINATED: Rule = Rule::new("contest.nominated", No::Conflict, "已推荐参加该场。", "It was nominated for that contest already.");

/// Results entered later than this many days after the contest's last day are late.
pub const LATE_AFTER: nc_people::Lateness = nc_people::Lateness { after_days: 7 };
