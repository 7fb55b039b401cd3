//! What signatures are refused for. Whose is missing is said by code and seat, never by name.

use nc_kernel::refusal::{No, Rule};

/// A discipline whose scores are signed has a panel with a head judge before codes are drawn.
pub const PANEL: Rule = Rule::new(
    "contest.sign_panel",
    No::Conflict,
    "{discipline}的成绩须签字；抽签前请组成评委并指定裁判长。",
    "Scores of {discipline} are signed: seat a panel with a head judge before the draw.",
);

/// The scores are not signed in this part.
pub const NOT_ASKED: Rule = Rule::new(
    "contest.sign_not_asked",
    No::Conflict,
    "按本科目规则，此项成绩不需以此身份签字。",
    "By the rules of this discipline these scores are not signed in this part.",
);

/// There is nothing to sign yet.
pub const NOTHING: Rule = Rule::new(
    "contest.sign_nothing",
    No::Conflict,
    "此编码在该轮的成绩未齐：须先有成绩，评委须先评分。",
    "The scores of this code in this round are not complete: there is a result first, and a judge scores before signing.",
);

/// A judge who stood aside does not sign.
pub const ASIDE: Rule = Rule::new("contest.sign_recused", No::Forbidden, "已回避的评委不签字。", "A judge who stood aside does not sign.");

/// Only a judge of the panel, its head judge, or the competitor signs.
pub const NOT_YOURS: Rule = Rule::new(
    "contest.sign_not_yours",
    No::Forbidden,
    "只有本科目评委、裁判长和本编码的参赛人（团队为领队，即报名时的第一人）各以本人身份签字。",
    "Only a judge of the panel, its head judge and the competitor of this code (of a team the leader, entered first) sign, each in their own part.",
);

/// A competitor signs once names are open.
pub const SEALED: Rule = Rule::new(
    "contest.sign_sealed",
    No::Conflict,
    "参赛人须在姓名公开（封存、解码）后签字：此前签字会暴露编码对应的人。",
    "A competitor signs once names are open: a signature before would tell whose code it is.",
);

/// The scores changed since they were looked at.
pub const CHANGED: Rule = Rule::new(
    "contest.sign_changed",
    No::Conflict,
    "成绩在您查看后已变动；请重新打开此页核对后再签。",
    "The scores changed since you looked: open the page again and check them before you sign.",
);

/// It is signed already.
pub const ALREADY: Rule = Rule::new(
    "contest.signed_already",
    No::Conflict,
    "此项已签字，成绩未变动，不必再签。",
    "This is signed, and the scores have not changed since.",
);

/// The head judge signs after the judges.
pub const JUDGES_FIRST: Rule = Rule::new(
    "contest.sign_judges_first",
    No::Conflict,
    "裁判长在各评委之后签字；尚缺席次：{seats}。",
    "The head judge signs after the judges; missing are seats {seats}.",
);

/// Only a competitor objects, and before results are published.
pub const OBJECTION: Rule = Rule::new(
    "contest.sign_objection",
    No::Conflict,
    "只有参赛人可带异议签字；成绩公布后请直接申诉。",
    "Only a competitor signs with an objection; once results are published, file an appeal instead.",
);

/// Corrected scores are signed anew before they lead anywhere.
pub const ANEW: Rule = Rule::new(
    "contest.sign_anew",
    No::Conflict,
    "此编码的成绩更正后尚未重新签字；签齐后再推荐。",
    "The corrected scores of this code are not signed anew yet: have them signed before the nomination.",
);

/// Signatures of judges are missing.
pub const MISSING_JUDGES: Rule = Rule::new(
    "contest.unsigned_judges",
    No::Conflict,
    "{discipline}尚缺评委签字（编码#席次）：{missing}；请该席评委用本人账户在本场卷页签字。",
    "{discipline} lacks signatures of judges (code#seat): {missing}. Let the judge of that seat sign on the contest's page from their own account.",
);

/// Signatures of the head judge are missing.
pub const MISSING_HEAD: Rule = Rule::new(
    "contest.unsigned_head",
    No::Conflict,
    "{discipline}尚缺裁判长签字（编码）：{missing}；请裁判长在各评委签字后，用本人账户在本场卷页签字。",
    "{discipline} lacks signatures of the head judge (code): {missing}. Let the head judge sign on the contest's page after the judges.",
);

/// Signatures of competitors are missing.
pub const MISSING_COMPETITORS: Rule = Rule::new(
    "contest.unsigned_competitors",
    No::Conflict,
    "{discipline}尚缺参赛人签字（编码）：{missing}；请参赛人在本场卷页签字，拒签或缺席的由裁判长说明。",
    "{discipline} lacks signatures of competitors (code): {missing}. Let them sign on the contest's page; who refuses or is absent is recorded by the head judge.",
);
