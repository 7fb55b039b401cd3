//! What is recorded of exercises. Nothing here is personal: people appear by pseudonym. What an inject says stands in a
//! stream of its own, which no register rests on: no figure, no proof and no history of the exercise carries it.

use nc_kernel::{Day, Document, PersonId, UnitPath, facts};
use nc_people::directory::MemberKind;
use serde::{Deserialize, Serialize};

use super::model::{Element, ExerciseId, Finding, InjectNo, Kind, ProgrammeId, Rating, Report, Role, Side, Turn};

facts! {
    /// 演练: the facts of one exercise, on the stream `exercise.exercise/{id}`.
    pub enum Fact {
        "exercise.planned.v1" => Planned,
        "exercise.teams_set.v1" => TeamsSet,
        "exercise.programme_named.v1" => ProgrammeNamed,
        "exercise.appointed.v1" => Appointed,
        "exercise.released.v1" => Released,
        "exercise.objectives_set.v1" => ObjectivesSet,
        "exercise.scenario_locked.v1" => ScenarioLocked,
        "exercise.clock_turned.v1" => ClockTurned,
        "exercise.speed_set.v1" => SpeedSet,
        "exercise.inject_released.v1" => InjectReleased,
        "exercise.inject_skipped.v1" => InjectSkipped,
        "exercise.drill_held.v1" => DrillHeld,
        "exercise.run_added.v1" => RunAdded,
        "exercise.observed.v1" => Observed,
        "exercise.rated.v1" => Rated,
        "exercise.overridden.v1" => Overridden,
        "exercise.hotwash_held.v1" => HotwashHeld,
        "exercise.report_advanced.v1" => ReportAdvanced,
        "exercise.action_set.v1" => ActionSet,
        "exercise.action_finished.v1" => ActionFinished,
        "exercise.action_verified.v1" => ActionVerified,
        "exercise.action_recurred.v1" => ActionRecurred,
        "exercise.struck.v1" => Struck,
    }
}

facts! {
    /// 演练脚本: the facts of one scenario list, on the stream `exercise.scenario/{id}`.
    pub enum ScenarioFact {
        "exercise.scenario_written.v1" => ScenarioWritten,
        "exercise.inject_added.v1" => InjectAdded,
    }
}

/// 立项, on its first day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// Last day.
    pub ends_on: Day,
    /// Which exercise.
    pub exercise: ExerciseId,
    /// Of which type.
    pub kind: Kind,
    /// Who planned it, where the account belongs to somebody: overdue actions come back to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planner: Option<PersonId>,
    /// What its programme is called in words; one that stands in the book is named by [`ProgrammeNamed`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<String>,
    /// Anything to add; 演示数据 for what is invented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Natural key.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// 三不: neither announced, nor prepared, nor rehearsed.
    pub unannounced: bool,
    /// Who organises it.
    pub unit: UnitPath,
}

/// 所属规划: the programme it belongs to, in place of one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeNamed {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// The item of the programme whose place it takes, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// Which programme.
    pub programme: ProgrammeId,
    /// What the programme is called.
    pub title: String,
}

/// 队伍.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Its colour: a label.
    pub colour: String,
    /// What it is called.
    pub name: String,
    /// On which side.
    pub side: Side,
}

/// 编队: the teams, in place of those before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamsSet {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// The teams.
    pub teams: Vec<Team>,
}

/// Somebody in an exercise, as they served when they were named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taker {
    /// As what they served.
    pub member: MemberKind,
    /// Who.
    pub person: PersonId,
    /// Where they served.
    pub sender: UnitPath,
}

/// 任岗: people given a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointed {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// Who.
    pub people: Vec<Taker>,
    /// As what.
    pub role: Role,
    /// Of which team: of players only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
}

/// 免岗: a place taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// Whose place.
    pub person: PersonId,
    /// Why.
    pub reason: String,
}

/// 关键任务: what an evaluator rates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// The capability it shows.
    pub capability: String,
    /// The objective it serves.
    pub objective: String,
    /// What is to be done, and how well.
    pub task: String,
}

/// 评估指南: the critical tasks, numbered from 1 in their order, in place of those before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectivesSet {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// The critical tasks.
    pub tasks: Vec<Task>,
}

/// 脚本锁定.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioLocked {
    /// By whom.
    pub by: PersonId,
    /// Which exercise.
    pub exercise: ExerciseId,
    /// How many injects it had.
    pub injects: u32,
}

/// 时钟操作, at the moment it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockTurned {
    /// By whom.
    pub by: PersonId,
    /// Which exercise.
    pub exercise: ExerciseId,
    /// How.
    pub turn: Turn,
}

/// 倍速, from the moment it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeedSet {
    /// By whom.
    pub by: PersonId,
    /// Which exercise.
    pub exercise: ExerciseId,
    /// How many times as fast as the wall.
    pub speed: u8,
}

/// 人工发布, at the moment it was recorded. What the clock releases needs no fact: it follows from the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InjectReleased {
    /// By whom.
    pub by: PersonId,
    /// Which exercise.
    pub exercise: ExerciseId,
    /// Which inject.
    pub inject: InjectNo,
}

/// 跳过.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InjectSkipped {
    /// By whom.
    pub by: PersonId,
    /// Which exercise.
    pub exercise: ExerciseId,
    /// Which inject.
    pub inject: InjectNo,
}

/// 演练已实施: an exercise recorded after it was held, without a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrillHeld {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// How many runs.
    pub runs: u32,
}

/// 加演一轮, on its day: the same scenario with another team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunAdded {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// By which team.
    pub team: String,
}

/// 观察.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observed {
    /// By whom.
    pub by: PersonId,
    /// What it rests on.
    pub evidence: String,
    /// Which exercise.
    pub exercise: ExerciseId,
    /// Strength or issue.
    pub finding: Finding,
    /// Of which critical task, from 1.
    pub task: u32,
    /// What was seen.
    pub text: String,
}

/// 评级; the last one counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    /// By whom; nobody named where a drill was recorded afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// Which exercise.
    pub exercise: ExerciseId,
    /// How it was done.
    pub rating: Rating,
    /// Which critical task, from 1.
    pub task: u32,
}

/// 主评估改评: the rating of an objective in place of its worst critical task's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overridden {
    /// By whom.
    pub by: PersonId,
    /// Which exercise.
    pub exercise: ExerciseId,
    /// Which objective.
    pub objective: String,
    /// How it was met.
    pub rating: Rating,
    /// Why.
    pub reason: String,
}

/// 现场讲评.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HotwashHeld {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// What was said, point by point.
    pub remarks: Vec<String>,
}

/// 报告进度.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportAdvanced {
    /// By whom; nobody named where a drill was recorded afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// Which exercise.
    pub exercise: ExerciseId,
    /// How far.
    pub to: Report,
}

/// 整改事项, from the fact's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionSet {
    /// Its number, from 1.
    pub action: u32,
    /// Root cause.
    pub cause: String,
    /// Who answers for it.
    pub contact: PersonId,
    /// Last day on time.
    pub due: Day,
    /// What it changes.
    pub element: Element,
    /// Which exercise.
    pub exercise: ExerciseId,
    /// What is wrong.
    pub issue: String,
    /// What shall be done.
    pub measure: String,
    /// An earlier exercise at which the same issue was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurs: Option<Recurrence>,
    /// Whose it is.
    pub unit: UnitPath,
}

/// 重复问题: the same issue at another exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recurrence {
    /// Its number there.
    pub action: u32,
    /// At which exercise.
    pub exercise: ExerciseId,
    /// What that exercise is called.
    pub title: String,
}

/// 整改完成, with what shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionFinished {
    /// Which action.
    pub action: u32,
    /// By whom.
    pub by: PersonId,
    /// The paper that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// What it shows.
    pub evidence: String,
    /// Which exercise.
    pub exercise: ExerciseId,
}

/// 重复出现: the issue of an action was found again at a later exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionRecurred {
    /// Which action.
    pub action: u32,
    /// Where it was found again.
    pub again: Recurrence,
    /// Which exercise.
    pub exercise: ExerciseId,
}

/// 整改核验.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionVerified {
    /// Which action.
    pub action: u32,
    /// By whom.
    pub by: PersonId,
    /// Which exercise.
    pub exercise: ExerciseId,
    /// Whether it is done; otherwise it is open again.
    pub holds: bool,
}

/// 撤销: it does not count, and nothing more happens to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Struck {
    /// On whose authority.
    pub authority: String,
    /// Which exercise.
    pub exercise: ExerciseId,
    /// Why.
    pub reason: String,
}

/// 情况注入: one line of the scenario list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inject {
    /// Exercise time when it is due, in minutes from the start.
    pub at: u32,
    /// Whether the clock releases it when due; otherwise a controller does.
    pub by_clock: bool,
    /// How it comes: radio, telephone, in person.
    pub channel: String,
    /// 备用方案: what controllers do where the players do otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contingency: Option<String>,
    /// What the players should do.
    pub expected: String,
    /// From whom it comes, in the play.
    pub from: String,
    /// 关键情况: the exercise cannot show what it is for without it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub key_event: bool,
    /// Its number.
    pub no: InjectNo,
    /// The objective it serves, as the guide calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective: Option<String>,
    /// Which controller sees to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<PersonId>,
    /// What it says.
    pub text: String,
    /// To which team.
    pub to: String,
}

/// 脚本编写: the injects, in place of those before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioWritten {
    /// By whom.
    pub by: PersonId,
    /// Of which exercise.
    pub exercise: ExerciseId,
    /// The injects.
    pub injects: Vec<Inject>,
}

/// 临机注入.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InjectAdded {
    /// By whom.
    pub by: PersonId,
    /// Of which exercise.
    pub exercise: ExerciseId,
    /// The inject.
    pub inject: Inject,
}
