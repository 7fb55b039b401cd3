//! Every no of the roll of honour.

use nc_kernel::Rule;
use nc_kernel::refusal::No;

/// No document.
pub const NO_DOCUMENT: Rule = Rule::new(
    "honour.no_document",
    No::Invalid,
    "荣誉来自局外，须附证书、通报等文件才能登记；口头得知的不入册。请先取得文件。",
    "An honour comes from outside and is recorded with its certificate or notice only; hearsay is not. Get the paper first.",
);
/// No recipient.
pub const NO_RECIPIENT: Rule =
    Rule::new("honour.no_recipient", No::Invalid, "请填写获得荣誉的单位、人员或作品。", "Say to which unit, people or work it was given.");
/// Place of a kind that has one.
pub const PLACE: Rule = Rule::new(
    "honour.place",
    No::Invalid,
    "{kind}须填第几（特等奖填0，其余从1起）。",
    "Of this kind ({kind}) say which: 0 for a special prize, otherwise from 1.",
);
/// Place of a kind that has none.
pub const NO_PLACE: Rule = Rule::new(
    "honour.no_place",
    No::Invalid,
    "{kind}没有名次等次；请留空或改类别。",
    "This kind ({kind}) has no place: leave it out, or take another kind.",
);
/// Claim word missing.
pub const CLAIM: Rule = Rule::new(
    "honour.claim",
    No::Invalid,
    "首家唯一类须写明是首家、唯一、率先还是首创；其他类别不填此项。",
    "A claim about others says whether it is the first, the only one, leading or original; no other kind has such a word.",
);
/// A claim about others resting on an own document.
pub const OWN_WORD: Rule = Rule::new(
    "honour.own_word",
    No::Invalid,
    "首家、唯一、率先是对他人的判断，不能以本局自己的文件为据；请附上级或第三方的文件。",
    "First, only and leading are claims about others; the bureau's own paper cannot carry them. Attach one of a higher or outside body.",
);
/// Edition or year.
pub const TURN: Rule = Rule::new(
    "honour.turn",
    No::Invalid,
    "届次须从1起，年度须为授予之年或其前两年；请核对。",
    "An edition counts from 1, and the year is that of the award or one of the two before: check them.",
);
/// Unknown honour.
pub const UNKNOWN: Rule =
    Rule::new("honour.unknown", No::Unknown, "荣誉册里没有此项；请核对编号。", "There is no such honour on the roll: check the id.");
/// Unknown work.
pub const UNKNOWN_WORK: Rule = Rule::new(
    "honour.unknown_work",
    No::Unknown,
    "没有这件作品，或已撤回；请先入库。",
    "There is no such work, or it was withdrawn: enter it first.",
);
/// Recorded already.
pub const TWICE: Rule = Rule::new(
    "honour.twice",
    No::Conflict,
    "此荣誉已登记（{honour}）；无须再记。",
    "This honour is recorded already ({honour}): nothing to do.",
);
/// The same award recorded for others.
pub const SHARED: Rule = Rule::new(
    "honour.shared",
    No::Conflict,
    "同一奖项已登记（{honour}），多家共有只算一项；请更正该记录，补上单位或人员。",
    "The same award is recorded already ({honour}); however many share it, it is one. Correct that record to add a unit or person.",
);
/// Perhaps the same award.
pub const PERHAPS_SHARED: Rule = Rule::new(
    "honour.perhaps_shared",
    No::Invalid,
    "同一文件已用于相同的荣誉（{honour}）；如系多家共有一项，请改为更正该记录。",
    "The same paper carries the same honour already ({honour}); if several share one, correct that record instead.",
);
/// What waits for confirmation.
pub const AWAITS: Rule = Rule::new(
    "honour.awaits",
    No::Invalid,
    "荣誉编号 {honour}；经另一人核验后才计数。",
    "The honour's id is {honour}; it counts once somebody else has confirmed it.",
);
/// Withdrawn or revoked.
pub const ENDED: Rule = Rule::new(
    "honour.ended",
    No::Conflict,
    "此荣誉已撤回或撤销；不能再改。",
    "This honour was withdrawn or revoked: it cannot change any more.",
);
/// Nothing to confirm.
pub const CONFIRMED: Rule =
    Rule::new("honour.confirmed", No::Conflict, "没有待核验的内容；无须再核。", "Nothing waits for confirmation here.");
/// Recorder and confirmer are one.
pub const SAME_PERSON: Rule = Rule::new(
    "honour.same_person",
    No::Forbidden,
    "登记人不能核验自己的登记；请由另一人对照文件核验。",
    "Who recorded it does not confirm it: let somebody else compare it with the paper.",
);
/// Revoked before it was awarded.
pub const REVOKED_BEFORE: Rule = Rule::new(
    "honour.revoked_before",
    No::Invalid,
    "撤销日期早于授予日期{day}；请核对。",
    "It cannot have been taken back before it was awarded on {day}: check the day.",
);
/// Work entered already.
pub const WORK_TWICE: Rule = Rule::new(
    "honour.work_twice",
    No::Conflict,
    "作品“{serial}”已入库；联合创作请用加入联合作品，新版本请登记版本，同名另作请另编编号。",
    "The work “{serial}” is entered already: join it if you made it together, add a version of it, or give another work of that name its own serial.",
);
/// Nobody made it.
pub const NO_MAKER: Rule = Rule::new("honour.no_maker", No::Invalid, "请填写创作单位。", "Say which unit made it.");
/// Before it was made.
pub const BEFORE_MADE: Rule = Rule::new(
    "honour.before_made",
    No::Invalid,
    "日期早于作品创作日期{day}；请核对。",
    "That is before the work was made on {day}: check the day.",
);
/// A work with prizes.
pub const WORK_HAS_HONOURS: Rule = Rule::new(
    "honour.work_has_honours",
    No::Conflict,
    "作品名下还有荣誉；请先撤回或更正这些荣誉。",
    "There are honours of this work: withdraw or correct them first.",
);
