//! Why innovation says no.

use nc_kernel::Rule;
use nc_kernel::refusal::No;

/// Nobody proposed this project.
pub const NO_PROJECT: Rule =
    Rule::new("innovation.no_project", No::Unknown, "没有此项目；请核对编号。", "There is no such project: check its id.");
/// A serial that is taken.
pub const TAKEN: Rule =
    Rule::new("innovation.taken", No::Conflict, "编号“{serial}”已被使用；请另取编号。", "“{serial}” is taken: choose another serial.");
/// No such studio.
pub const STUDIO: Rule = Rule::new(
    "innovation.studio",
    No::Unknown,
    "没有此编号的人才工作室；请核对，或留空。",
    "No studio has this serial: check it, or leave it out.",
);
/// The step is not the next one.
pub const STAGE: Rule = Rule::new(
    "innovation.stage",
    No::Conflict,
    "项目现为“{state}”，不能办理此事；阶段须逐步推进，或直接归档。",
    "The project is “{state_en}”: this cannot be done now. Stages follow one another, or the project is archived.",
);
/// Who proposed it approves it.
pub const OWN: Rule = Rule::new(
    "innovation.own",
    No::Forbidden,
    "立项须由申报人以外的人办理。",
    "Another person than who proposed the project must approve it.",
);
/// Before what came first.
pub const EARLIER: Rule = Rule::new("innovation.earlier", No::Invalid, "不能早于{day}。", "It cannot be before {day}.");
/// The unit has it already.
pub const ADOPTED: Rule =
    Rule::new("innovation.adopted", No::Conflict, "该单位已登记推广应用。", "The unit's adoption is recorded already.");
/// Its own unit.
pub const ITS_OWN: Rule = Rule::new(
    "innovation.its_own",
    No::Invalid,
    "项目所属单位使用本单位项目不算推广应用。",
    "A unit that uses its own project does not adopt it.",
);
/// Already referred to.
pub const REFERRED: Rule = Rule::new("innovation.referred", No::Conflict, "该荣誉已关联。", "The honour is referred to already.");
