//! What people want of exercises. Who acts in a role names themselves in `by`, and only they may give the command.

use nc_kernel::{Day, PersonId, UnitPath};
use serde::{Deserialize, Serialize};

use super::fact::{Task, Team};
use super::model::{Element, ExerciseId, Finding, InjectNo, Kind, Rating, Report, Role, Turn};

macro_rules! commands {
    ($($(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* pub $field:ident: $type:ty),+ $(,)? })+) => {
        $($(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $type),+ })+
    };
}

commands! {
    /// 演练立项.
    pub struct PlanExercise {
        /// What it is called.
        pub title: String,
        /// Of which type.
        pub kind: Kind,
        /// Who organises it.
        pub unit: UnitPath,
        /// First day.
        pub starts_on: Day,
        /// Last day.
        pub ends_on: Day,
        /// The programme it belongs to.
        #[serde(default)]
        pub programme: Option<String>,
        /// Natural key; made of title, unit and first day where nothing is given.
        #[serde(default)]
        pub serial: Option<String>,
        /// Anything to add.
        #[serde(default)]
        pub remark: Option<String>,
    }

    /// 编队: the teams, in place of those before; before anybody is in one.
    pub struct SetTeams {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// The teams.
        pub teams: Vec<Team>,
    }

    /// 任岗.
    pub struct AppointPeople {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// As what.
        pub role: Role,
        /// Of which team: of players only.
        #[serde(default)]
        pub team: Option<String>,
        /// Who.
        pub people: Vec<PersonId>,
    }

    /// 设定评估指南: the critical tasks with objective and capability, in place of those before.
    pub struct SetObjectives {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// The critical tasks.
        pub tasks: Vec<Task>,
    }

    /// 编写脚本: the injects by time, in place of those before.
    pub struct WriteScenario {
        /// Of which exercise.
        pub exercise: ExerciseId,
        /// By whom.
        pub by: PersonId,
        /// The injects; they are numbered from 1 in their order.
        pub injects: Vec<InjectRow>,
    }

    /// One line of a scenario as it is pasted.
    pub struct InjectRow {
        /// Exercise time when it is due, in minutes from the start.
        pub at: u32,
        /// To which team.
        pub to: String,
        /// From whom it comes, in the play.
        pub from: String,
        /// How it comes.
        pub channel: String,
        /// What it says.
        pub text: String,
        /// What the players should do.
        pub expected: String,
        /// Whether a controller releases it rather than the clock.
        #[serde(default)]
        pub by_hand: bool,
    }

    /// 锁定脚本: by the director.
    pub struct LockScenario {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// By whom.
        pub by: PersonId,
    }

    /// 操作时钟.
    pub struct TurnClock {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// By whom.
        pub by: PersonId,
        /// How.
        pub turn: Turn,
    }

    /// 调整倍速.
    pub struct SetSpeed {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// By whom.
        pub by: PersonId,
        /// 1 to 10.
        pub speed: u8,
    }

    /// 人工发布.
    pub struct ReleaseInject {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// By whom.
        pub by: PersonId,
        /// Which inject.
        pub inject: InjectNo,
    }

    /// 跳过.
    pub struct SkipInject {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// By whom.
        pub by: PersonId,
        /// Which inject.
        pub inject: InjectNo,
    }

    /// 临机注入, numbered behind a planned one.
    pub struct AddInject {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// By whom.
        pub by: PersonId,
        /// Behind which inject.
        pub behind: InjectNo,
        /// What it is.
        pub inject: InjectRow,
    }

    /// 加演一轮.
    pub struct AddRun {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// By whom.
        pub by: PersonId,
        /// By which team.
        pub team: String,
        /// On which day.
        pub held_on: Day,
    }

    /// 记录观察.
    pub struct Observe {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// By whom.
        pub by: PersonId,
        /// Of which critical task, from 1.
        pub task: u32,
        /// Strength or issue.
        pub finding: Finding,
        /// What was seen.
        pub text: String,
        /// What it rests on.
        pub evidence: String,
    }

    /// 评级.
    pub struct RateTask {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// By whom.
        pub by: PersonId,
        /// Which critical task, from 1.
        pub task: u32,
        /// How it was done.
        pub rating: Rating,
    }

    /// 改评目标: by the lead evaluator.
    pub struct OverrideObjective {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// By whom.
        pub by: PersonId,
        /// Which objective.
        pub objective: String,
        /// How it was met.
        pub rating: Rating,
        /// Why.
        pub reason: String,
    }

    /// 登记现场讲评.
    pub struct HoldHotwash {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// By whom.
        pub by: PersonId,
        /// On which day.
        pub held_on: Day,
        /// What was said, point by point.
        pub remarks: Vec<String>,
    }

    /// 推进报告: drafted by the lead evaluator, agreed and issued by the director.
    pub struct AdvanceReport {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// By whom.
        pub by: PersonId,
        /// How far.
        pub to: Report,
    }

    /// 列整改事项.
    pub struct SetAction {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// By whom.
        pub by: PersonId,
        /// What is wrong.
        pub issue: String,
        /// Root cause.
        pub cause: String,
        /// What it changes.
        pub element: Element,
        /// What shall be done.
        pub measure: String,
        /// Whose it is.
        pub unit: UnitPath,
        /// Who answers for it.
        pub contact: PersonId,
        /// Last day on time.
        pub due: Day,
        /// The earlier exercise at which the same issue was found.
        #[serde(default)]
        pub recurs_exercise: Option<ExerciseId>,
        /// The number of the action there.
        #[serde(default)]
        pub recurs_action: Option<u32>,
    }

    /// 上报整改完成: by who answers for it.
    pub struct FinishAction {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// By whom.
        pub by: PersonId,
        /// Which action.
        pub action: u32,
        /// What shows it.
        pub evidence: String,
    }

    /// 核验整改.
    pub struct VerifyAction {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// By whom.
        pub by: PersonId,
        /// Which action.
        pub action: u32,
        /// Whether it is done.
        pub holds: bool,
    }

    /// 登记已实施的演练: neither announced nor prepared nor rehearsed, commented on the spot.
    pub struct RecordDrill {
        /// What it is called.
        pub title: String,
        /// Of which type.
        pub kind: Kind,
        /// Who held it.
        pub unit: UnitPath,
        /// On which day.
        pub held_on: Day,
        /// Who played.
        pub players: Vec<PersonId>,
        /// What was rated, and what was said about it on the spot.
        pub tasks: Vec<DrillTask>,
        /// How many runs; one where nothing is said.
        #[serde(default)]
        pub runs: Option<u32>,
        /// The programme it belongs to.
        #[serde(default)]
        pub programme: Option<String>,
        /// Natural key; made of title, unit and day where nothing is given.
        #[serde(default)]
        pub serial: Option<String>,
        /// Anything to add.
        #[serde(default)]
        pub remark: Option<String>,
    }

    /// A critical task of a drill, rated and commented.
    pub struct DrillTask {
        /// The objective it serves.
        pub objective: String,
        /// The capability it shows.
        pub capability: String,
        /// What was to be done.
        pub task: String,
        /// How it was done.
        pub rating: Rating,
        /// What was said on the spot.
        #[serde(default)]
        pub comment: Option<String>,
    }

    /// 撤销演练.
    pub struct StrikeExercise {
        /// Which exercise.
        pub exercise: ExerciseId,
        /// Why.
        pub reason: String,
        /// On whose authority.
        pub authority: String,
    }
}
