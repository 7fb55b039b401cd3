//! What people want of exercises. Who acts in a role names themselves in `by`, and only they may give the command.

use nc_kernel::{Day, Document, PersonId, UnitPath};

use super::fact::{Task, Team};
use super::model::{Element, ExerciseId, Finding, InjectNo, Kind, ProgrammeId, Rating, Report, Role, Turn};

use crate::declare::commands;

commands! {
    /// 演练立项.
    PlanExercise {
        /// What it is called.
        title: String,
        /// Of which type.
        kind: Kind,
        /// Who organises it.
        unit: UnitPath,
        /// First day.
        starts_on: Day,
        /// Last day.
        ends_on: Day,
        /// The programme it belongs to.
        #[serde(default)]
        programme: Option<ProgrammeId>,
        /// The item of the programme whose place it takes, from 1.
        #[serde(default)]
        item: Option<u32>,
        /// Natural key; made of title, unit and first day where nothing is given.
        #[serde(default)]
        serial: Option<String>,
        /// Anything to add.
        #[serde(default)]
        remark: Option<String>,
    }

    /// 归入规划, in place of one before.
    NameProgramme {
        /// Which exercise.
        exercise: ExerciseId,
        /// The programme it belongs to.
        programme: ProgrammeId,
        /// The item of the programme whose place it takes, from 1.
        #[serde(default)]
        item: Option<u32>,
    }

    /// 编队: the teams, in place of those before; before anybody is in one.
    SetTeams {
        /// Which exercise.
        exercise: ExerciseId,
        /// The teams.
        teams: Vec<Team>,
    }

    /// 任岗.
    AppointPeople {
        /// Which exercise.
        exercise: ExerciseId,
        /// As what.
        role: Role,
        /// Of which team: of players only.
        #[serde(default)]
        team: Option<String>,
        /// Who.
        people: Vec<PersonId>,
    }

    /// 免岗: a place is taken back; history stays.
    ReleasePerson {
        /// Which exercise.
        exercise: ExerciseId,
        /// Whose place.
        person: PersonId,
        /// Why.
        reason: String,
    }

    /// 设定评估指南: the critical tasks with objective and capability, in place of those before.
    SetObjectives {
        /// Which exercise.
        exercise: ExerciseId,
        /// The critical tasks.
        tasks: Vec<Task>,
    }

    /// 编写脚本: the injects by time, in place of those before.
    WriteScenario {
        /// Of which exercise.
        exercise: ExerciseId,
        /// By whom.
        by: PersonId,
        /// The injects; they are numbered from 1 in their order.
        injects: Vec<InjectRow>,
    }

    /// One line of a scenario as it is pasted.
    InjectRow {
        /// Exercise time when it is due, in minutes from the start.
        at: u32,
        /// To which team.
        to: String,
        /// From whom it comes, in the play.
        from: String,
        /// How it comes.
        channel: String,
        /// What it says.
        text: String,
        /// What the players should do.
        expected: String,
        /// Whether a controller releases it rather than the clock.
        #[serde(default)]
        by_hand: bool,
        /// The objective it serves, as the guide calls it.
        #[serde(default)]
        objective: Option<String>,
        /// Whether the exercise cannot show what it is for without it.
        #[serde(default)]
        key_event: bool,
        /// What controllers do where the players do otherwise.
        #[serde(default)]
        contingency: Option<String>,
        /// Which controller sees to it.
        #[serde(default)]
        responsible: Option<PersonId>,
    }

    /// 锁定脚本: by the director.
    LockScenario {
        /// Which exercise.
        exercise: ExerciseId,
        /// By whom.
        by: PersonId,
    }

    /// 操作时钟.
    TurnClock {
        /// Which exercise.
        exercise: ExerciseId,
        /// By whom.
        by: PersonId,
        /// How.
        turn: Turn,
    }

    /// 调整倍速.
    SetSpeed {
        /// Which exercise.
        exercise: ExerciseId,
        /// By whom.
        by: PersonId,
        /// 1 to 10.
        speed: u8,
    }

    /// 人工发布.
    ReleaseInject {
        /// Which exercise.
        exercise: ExerciseId,
        /// By whom.
        by: PersonId,
        /// Which inject.
        inject: InjectNo,
    }

    /// 跳过.
    SkipInject {
        /// Which exercise.
        exercise: ExerciseId,
        /// By whom.
        by: PersonId,
        /// Which inject.
        inject: InjectNo,
    }

    /// 临机注入, numbered behind a planned one.
    AddInject {
        /// Which exercise.
        exercise: ExerciseId,
        /// By whom.
        by: PersonId,
        /// Behind which inject.
        behind: InjectNo,
        /// What it is.
        inject: InjectRow,
        /// Whether it is released at once, whatever time the inject names.
        #[serde(default)]
        at_once: bool,
    }

    /// 加演一轮.
    AddRun {
        /// Which exercise.
        exercise: ExerciseId,
        /// By whom.
        by: PersonId,
        /// By which team.
        team: String,
        /// On which day.
        held_on: Day,
    }

    /// 记录观察.
    Observe {
        /// Which exercise.
        exercise: ExerciseId,
        /// By whom.
        by: PersonId,
        /// Of which critical task, from 1.
        task: u32,
        /// Strength or issue.
        finding: Finding,
        /// What was seen.
        text: String,
        /// What it rests on.
        evidence: String,
    }

    /// 评级.
    RateTask {
        /// Which exercise.
        exercise: ExerciseId,
        /// By whom.
        by: PersonId,
        /// Which critical task, from 1.
        task: u32,
        /// How it was done.
        rating: Rating,
    }

    /// 改评目标: by the lead evaluator.
    OverrideObjective {
        /// Which exercise.
        exercise: ExerciseId,
        /// By whom.
        by: PersonId,
        /// Which objective.
        objective: String,
        /// How it was met.
        rating: Rating,
        /// Why.
        reason: String,
    }

    /// 登记现场讲评.
    HoldHotwash {
        /// Which exercise.
        exercise: ExerciseId,
        /// By whom.
        by: PersonId,
        /// On which day.
        held_on: Day,
        /// What was said, point by point.
        remarks: Vec<String>,
    }

    /// 推进报告: drafted by the lead evaluator, agreed and issued by the director.
    AdvanceReport {
        /// Which exercise.
        exercise: ExerciseId,
        /// By whom.
        by: PersonId,
        /// How far.
        to: Report,
    }

    /// 列整改事项.
    SetAction {
        /// Which exercise.
        exercise: ExerciseId,
        /// By whom.
        by: PersonId,
        /// What is wrong.
        issue: String,
        /// Root cause.
        cause: String,
        /// What it changes.
        element: Element,
        /// What shall be done.
        measure: String,
        /// Whose it is.
        unit: UnitPath,
        /// Who answers for it.
        contact: PersonId,
        /// Last day on time.
        due: Day,
        /// The earlier exercise at which the same issue was found.
        #[serde(default)]
        recurs_exercise: Option<ExerciseId>,
        /// The number of the action there.
        #[serde(default)]
        recurs_action: Option<u32>,
    }

    /// 上报整改完成: by who answers for it.
    FinishAction {
        /// Which exercise.
        exercise: ExerciseId,
        /// By whom.
        by: PersonId,
        /// Which action.
        action: u32,
        /// What the paper shows.
        evidence: String,
        /// The paper that shows it.
        document: Document,
    }

    /// 核验整改.
    VerifyAction {
        /// Which exercise.
        exercise: ExerciseId,
        /// By whom.
        by: PersonId,
        /// Which action.
        action: u32,
        /// Whether it is done.
        holds: bool,
    }

    /// 登记已实施的演练: neither announced nor prepared nor rehearsed, commented on the spot.
    RecordDrill {
        /// What it is called.
        title: String,
        /// Of which type.
        kind: Kind,
        /// Who held it.
        unit: UnitPath,
        /// On which day.
        held_on: Day,
        /// Who played.
        players: Vec<PersonId>,
        /// What was rated, and what was said about it on the spot.
        tasks: Vec<DrillTask>,
        /// How many runs; one where nothing is said.
        #[serde(default)]
        runs: Option<u32>,
        /// The programme it belongs to.
        #[serde(default)]
        programme: Option<ProgrammeId>,
        /// The item of the programme whose place it takes, from 1.
        #[serde(default)]
        item: Option<u32>,
        /// Natural key; made of title, unit and day where nothing is given.
        #[serde(default)]
        serial: Option<String>,
        /// Anything to add.
        #[serde(default)]
        remark: Option<String>,
    }

    /// A critical task of a drill, rated and commented.
    DrillTask {
        /// The objective it serves.
        objective: String,
        /// The capability it shows.
        capability: String,
        /// What was to be done.
        task: String,
        /// How it was done.
        rating: Rating,
        /// What was said on the spot.
        #[serde(default)]
        comment: Option<String>,
    }

    /// 撤销演练.
    StrikeExercise {
        /// Which exercise.
        exercise: ExerciseId,
        /// Why.
        reason: String,
        /// On whose authority.
        authority: String,
    }
}
