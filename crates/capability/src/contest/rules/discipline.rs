//! What the rules of a discipline are refused for, each at its field.

use nc_kernel::refusal::{No, Rule};

/// Rounds stand in order, each once.
pub const ROUNDS: Rule = Rule::new(
    "contest.rounds",
    No::Invalid,
    "至少一轮，按预赛、复赛、决赛的次序，各不重复。",
    "At least one round, in the order of heat, semifinal and final, each once.",
);

/// Attempts are 1 to 9, and one where judges score.
pub const ATTEMPTS: Rule = Rule::new(
    "contest.attempts",
    No::Invalid,
    "每轮1至9次机会；评委评分的科目只有1次。",
    "A round has 1 to 9 attempts; one where judges score.",
);

/// Decimals are 0 to 3.
pub const DECIMALS: Rule = Rule::new("contest.decimals", No::Invalid, "小数为0至3位。", "There are 0 to 3 decimals.");

/// A judged discipline has criteria, any other has none.
pub const CRITERIA: Rule = Rule::new(
    "contest.criteria",
    No::Invalid,
    "评委评分的科目须有评分项，其他科目不得有。",
    "A discipline that judges score has criteria, any other has none.",
);

/// A criterion has a weight and a highest mark.
pub const CRITERION: Rule = Rule::new(
    "contest.criterion",
    No::Invalid,
    "第{line}项：权重和满分须大于0。",
    "Criterion {line}: weight and highest mark are more than nothing.",
);

/// The ranks of an award run from the first to the last.
pub const AWARD: Rule = Rule::new(
    "contest.award_ranks",
    No::Invalid,
    "第{line}个奖项：名次从1起，起不大于止。",
    "Award {line}: ranks begin at 1 and do not run backwards.",
);

/// A discipline that sums points by difficulty has tasks, any other has none.
pub const TASKS: Rule = Rule::new(
    "contest.tasks",
    No::Invalid,
    "按难度计分的科目须有题目，其他科目不得有。",
    "A discipline that sums points by difficulty has tasks, any other has none.",
);

/// A task has a code of its own, a difficulty and points.
pub const TASK: Rule = Rule::new(
    "contest.task",
    No::Invalid,
    "第{line}题：题号不得为空或重复，难度为1至9，分值大于0且不超过一百万。",
    "Task {line}: it has a code of its own, a difficulty of 1 to 9, and points more than nothing and no more than a million.",
);

/// How far each task was done.
pub const EACH_TASK: Rule = Rule::new(
    "contest.each_task",
    No::Invalid,
    "须逐题写明完成度，共{most}题，按题目次序。",
    "Say of each task how far it was done: {most} of them, in their order.",
);

/// A task is done in part by 0 to 100 percent.
pub const PERCENT: Rule = Rule::new(
    "contest.task_percent",
    No::Invalid,
    "完成度为0至100的整数（100为完成，0为未完成），没有完成的成绩各题为0；此处为{percent}。",
    "How far a task was done is a whole number from 0 to 100 (100 done, 0 not), and 0 of a result that was not completed; here it is {percent}.",
);

/// A discipline with this serial exists already.
pub const TAKEN: Rule = Rule::new(
    "contest.discipline_taken",
    No::Conflict,
    "本场已有此编号的科目；请换编号，或修改那个科目。",
    "This contest has a discipline with this serial: choose another, or change that one.",
);

/// Somebody entered under these rules.
pub const ENTERED: Rule = Rule::new(
    "contest.discipline_entered",
    No::Conflict,
    "已有人报名，科目规则不得更改；首个成绩之前只可更改题目与分值。",
    "Somebody has entered under these rules: until the first result only the tasks and their points change.",
);

/// A result was recorded under these rules.
pub const SCORED: Rule = Rule::new(
    "contest.discipline_scored",
    No::Conflict,
    "已有成绩，科目规则、题目和分值不得更改。",
    "A result has been recorded: rules, tasks and points of this discipline no longer change.",
);
