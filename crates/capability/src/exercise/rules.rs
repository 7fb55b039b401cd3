//! Every no of exercises.

use nc_kernel::Rule;
use nc_kernel::refusal::No;

/// Unknown exercise.
pub const UNKNOWN: Rule =
    Rule::new("exercise.unknown", No::Unknown, "没有这期演练；请核对编号。", "There is no such exercise: check the id.");
/// The serial is taken.
pub const TAKEN: Rule = Rule::new(
    "exercise.serial_taken",
    No::Conflict,
    "该编号已有演练使用；请换一个编号。",
    "An exercise bears this serial already: choose another.",
);
/// Not at that stage.
pub const STAGE: Rule = Rule::new(
    "exercise.stage",
    No::Conflict,
    "演练目前为“{stage}”，不能办理此项。",
    "The exercise is at “{stage_en}”; this cannot be done now.",
);
/// Days backwards.
pub const BACKWARDS: Rule =
    Rule::new("exercise.backwards", No::Invalid, "止日不能早于起日；请改正。", "It cannot end before it starts: correct the day.");
/// Nothing is listed.
pub const NOTHING: Rule = Rule::new("exercise.nothing", No::Invalid, "至少列一项。", "List at least one.");
/// Too many are listed.
pub const TOO_MANY: Rule =
    Rule::new("exercise.too_many", No::Invalid, "一次最多{most}项；请分开办理。", "At most {most} at a time: split them.");
/// Unknown team.
pub const TEAM: Rule = Rule::new(
    "exercise.team",
    No::Unknown,
    "没有这支队伍；参演人员和情况注入须对应已编的队伍。",
    "There is no such team: players and injects belong to a team of the exercise.",
);
/// A team has people or injects.
pub const PLAYER_TEAM: Rule = Rule::new(
    "exercise.player_team",
    No::Invalid,
    "参演人员须编入队伍，其他岗位不编队。",
    "A player belongs to a team, and nobody else does.",
);
/// One place a person.
pub const TWO_PLACES: Rule = Rule::new(
    "exercise.two_places",
    No::Conflict,
    "此人已任“{role}”；一人在一期演练中只任一岗。",
    "This person is “{role_en}” here already: one place a person in an exercise.",
);
/// A role is taken.
pub const ROLE_TAKEN: Rule = Rule::new(
    "exercise.role_taken",
    No::Conflict,
    "“{role}”只设一人，且已有人选。",
    "There is one “{role_en}” only, and one is named already.",
);
/// Not in that role.
pub const NOT_IN_ROLE: Rule = Rule::new(
    "exercise.not_in_role",
    No::Forbidden,
    "此事由本期演练的相应岗位办理；请与总导演联系。",
    "This is for those with the role in this exercise: ask its director.",
);
/// No scenario.
pub const NO_SCENARIO: Rule = Rule::new(
    "exercise.no_scenario",
    No::Conflict,
    "脚本还没有情况注入，或评估指南没有关键任务；补齐后再锁定。",
    "The scenario has no injects or the guide no critical tasks: complete them before locking.",
);
/// The scenario is not in order.
pub const ORDER: Rule = Rule::new(
    "exercise.order",
    No::Invalid,
    "情况注入须按计划时间先后排列；请调整。",
    "Injects stand in the order of their times: sort them.",
);
/// The clock cannot be turned so.
pub const CLOCK: Rule = Rule::new(
    "exercise.clock",
    No::Conflict,
    "时钟现在不能这样操作；请刷新后查看时钟状态。",
    "The clock cannot be turned that way now: look at it again.",
);
/// No such speed.
pub const SPEED: Rule = Rule::new("exercise.speed", No::Invalid, "倍速须在1至{most}之间。", "The speed lies between 1 and {most}.");
/// Unknown or handled inject.
pub const INJECT: Rule = Rule::new(
    "exercise.inject",
    No::Conflict,
    "没有这条待发布的情况注入；可能已发布或跳过。",
    "No such inject is pending: it may have been released or skipped.",
);
/// An ad-hoc inject in the past.
pub const PAST: Rule = Rule::new(
    "exercise.past",
    No::Invalid,
    "临机注入的时间不能早于当前演练时间{minute}分。",
    "An inject cannot be due before the exercise's present minute {minute}.",
);
/// Unknown task or objective.
pub const TASK: Rule =
    Rule::new("exercise.task", No::Unknown, "评估指南里没有这项任务或目标。", "The evaluation guide has no such task or objective.");
/// The report goes step by step.
pub const REPORT: Rule =
    Rule::new("exercise.report", No::Conflict, "报告须依次起草、议定、印发。", "The report is drafted, agreed and issued, in that order.");
/// Nothing was evaluated.
pub const NOT_EVALUATED: Rule = Rule::new(
    "exercise.not_evaluated",
    No::Conflict,
    "还没有一个目标完成评估；评级后再起草报告。",
    "No objective is evaluated yet: rate its tasks before the report.",
);
/// No hot wash.
pub const NO_HOTWASH: Rule = Rule::new(
    "exercise.no_hotwash",
    No::Conflict,
    "还没有现场讲评；登记后再起草报告。",
    "There was no hot wash yet: record it before the report.",
);
/// Unknown action.
pub const ACTION: Rule =
    Rule::new("exercise.action", No::Unknown, "没有这件整改事项，或已办到这一步。", "There is no such action, or this was done already.");
/// Not finished.
pub const NOT_FINISHED: Rule = Rule::new(
    "exercise.not_finished",
    No::Conflict,
    "整改还没有附佐证上报完成；完成后再核验。",
    "The action is not finished with evidence: verify it after that.",
);
/// The owner verifies.
pub const OWNER: Rule = Rule::new(
    "exercise.owner_verifies",
    No::Forbidden,
    "整改责任人和办理人不能核验自己的事项；请由他人核验。",
    "Who owns or finished an action does not verify it: another person does.",
);
/// The earlier issue is not one.
pub const RECURS: Rule = Rule::new(
    "exercise.recurs",
    No::Unknown,
    "所指的往期问题不存在；请核对演练编号和事项序号。",
    "The earlier issue does not exist: check the exercise and the number.",
);
/// Finished without a paper.
pub const NO_EVIDENCE: Rule = Rule::new(
    "exercise.no_evidence",
    No::Conflict,
    "整改没有附佐证文件，不能核验通过；请退回补交。",
    "No document shows that it is done: send it back for one.",
);
/// Nobody with such a place.
pub const NO_PLACE: Rule = Rule::new(
    "exercise.no_place",
    No::Unknown,
    "此人在本期演练中没有可免的岗位。",
    "This person has no place here that can be taken back.",
);
/// Who knew the scenario plays, or the other way round.
pub const KNEW: Rule = Rule::new(
    "exercise.knew_the_scenario",
    No::Conflict,
    "此人曾任“{role}”；看过脚本的不再参演，开演后的参演人员不再转任导调、评估。",
    "This person was “{role_en}” here: who knew the scenario does not play, and who played once it had begun does not join those who know it.",
);
/// A responsible controller is none.
pub const RESPONSIBLE: Rule = Rule::new(
    "exercise.responsible",
    No::Invalid,
    "情况注入的负责人须是本期的导调人员。",
    "Who sees to an inject directs or controls this exercise.",
);
/// Unknown programme.
pub const PROGRAMME: Rule =
    Rule::new("exercise.programme", No::Unknown, "没有这份进行中的演练规划；请核对。", "There is no such programme in progress: check it.");
/// A programme of elsewhere or of another time.
pub const PROGRAMME_REACH: Rule = Rule::new(
    "exercise.programme_reach",
    No::Invalid,
    "演练须属于规划单位或其下级，且日期在规划期内（{from}至{to}）。",
    "The exercise is of the programme's unit or below it, and within its days, {from} to {to}.",
);
/// Unknown item.
pub const ITEM: Rule =
    Rule::new("exercise.programme_item", No::Unknown, "规划里没有这一项，或已取消。", "The programme has no such item, or it fell away.");
/// An item somebody took up.
pub const TAKEN_UP: Rule = Rule::new(
    "exercise.programme_taken_up",
    No::Conflict,
    "已有演练列入；请先处理这些演练。",
    "Exercises have joined already: see to them first.",
);
/// A programme bears this serial.
pub const PROGRAMME_TAKEN: Rule = Rule::new(
    "exercise.programme_serial_taken",
    No::Conflict,
    "该编号已有演练规划使用；请换一个编号。",
    "A programme bears this serial already: choose another.",
);
/// A capability the programme does not name.
pub const CAPABILITY: Rule = Rule::new(
    "exercise.programme_capability",
    No::Unknown,
    "此项能力不在规划的训练目标中；请先列入目标。",
    "The programme does not name this capability: name it among its objectives first.",
);
