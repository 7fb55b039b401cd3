//! What can be asked of contests.

use nc_kernel::{Day, PersonId, UnitPath};

use super::model::{ContestId, Correction, Discipline, Level, Measured, SanctionKind, Signer, Stage, Unsigned};

use crate::declare::commands;

commands! {
    /// 举办比武. Its id is [`ContestId::of_serial`].
    SetUpContest {
        /// Serial.
        serial: String,
        /// What it is called.
        title: String,
        /// At which level.
        level: Level,
        /// Who gives the awards.
        authority: String,
        /// Who organises it; the first leads.
        organisers: Vec<UnitPath>,
        /// Where it is held.
        #[serde(default)]
        host: Option<UnitPath>,
        /// First day.
        starts_on: Day,
        /// Last day.
        ends_on: Day,
        /// Whether codes hide who stands behind them.
        blind: bool,
        /// Days in which an appeal may be filed.
        appeal_days: i64,
        /// What is contested.
        disciplines: Vec<Discipline>,
    }
    /// 科目增改: adds a discipline before codes are drawn, or changes one nobody has entered; its tasks until the first result.
    PutDiscipline {
        /// The contest.
        contest: ContestId,
        /// What is contested, and by which rules.
        discipline: Discipline,
        /// Whether the discipline with this serial is changed; else it must be new.
        #[serde(default)]
        existing: bool,
        /// Who judges; the panel stays as it is where nobody is named.
        #[serde(default)]
        judges: Vec<PersonId>,
        /// 裁判长: who of them leads.
        #[serde(default)]
        head: Option<PersonId>,
    }
    /// 组成评委. Replaces the panel of the discipline.
    SeatPanel {
        /// The contest.
        contest: ContestId,
        /// The discipline.
        discipline: String,
        /// Who judges.
        judges: Vec<PersonId>,
        /// 裁判长: who of them leads, and decides on faults of equipment.
        #[serde(default)]
        head: Option<PersonId>,
    }
    /// 报名.
    Enter {
        /// The contest.
        contest: ContestId,
        /// The discipline.
        discipline: String,
        /// One person, or a team. The unit of the first is the one it stands for.
        people: Vec<PersonId>,
        /// The contest of a lower level that nominated it.
        #[serde(default)]
        from: Option<ContestId>,
        /// The code it had there.
        #[serde(default)]
        from_code: Option<String>,
    }
    /// 抽签编码: every entry gets its code; there are no further entries.
    DrawCodes {
        /// The contest.
        contest: ContestId,
    }
    /// 记录成绩.
    RecordAttempt {
        /// The contest.
        contest: ContestId,
        /// Whose.
        code: String,
        /// In which round.
        round: Stage,
        /// Which attempt, from 1.
        attempt: u32,
        /// What was measured.
        measured: Measured,
    }
    /// 评分. Given again before scores are locked, it replaces the one before.
    GiveScore {
        /// The contest.
        contest: ContestId,
        /// Of whom.
        code: String,
        /// In which round.
        round: Stage,
        /// Who scores.
        judge: PersonId,
        /// One mark a criterion.
        marks: Vec<i64>,
    }
    /// 器材故障补时, by the head judge. Given again for an attempt, it replaces the one before.
    GrantExtraTime {
        /// The contest.
        contest: ContestId,
        /// Whose attempt.
        code: String,
        /// In which round.
        round: Stage,
        /// Which attempt, from 1.
        attempt: u32,
        /// Time lost, in milliseconds.
        millis: i64,
        /// What failed.
        reason: String,
        /// Who decides.
        judge: PersonId,
    }
    /// 主动回避.
    Recuse {
        /// The contest.
        contest: ContestId,
        /// Of whom.
        code: String,
        /// Who stands aside.
        judge: PersonId,
    }
    /// 成绩签字. Judges and head judge sign before scores are locked, a competitor once names are open.
    SignScores {
        /// The contest.
        contest: ContestId,
        /// Of whom.
        code: String,
        /// In which round.
        round: Stage,
        /// In what part.
        signer: Signer,
        /// Who signs.
        person: PersonId,
        /// Positions of the facts that are signed, as the signer saw them.
        covers: Vec<u64>,
        /// 异议: what a competitor holds to be wrong; it becomes an appeal when results are published.
        #[serde(default)]
        objection: Option<String>,
    }
    /// 未签字说明, by the head judge: a competitor refused or was absent.
    WaiveSignature {
        /// The contest.
        contest: ContestId,
        /// Whose signature.
        code: String,
        /// In which round.
        round: Stage,
        /// Whether they refused or were absent.
        kind: Unsigned,
        /// What happened.
        reason: String,
        /// Who records it.
        judge: PersonId,
        /// Positions of the facts that would have been signed, as the head judge saw them.
        covers: Vec<u64>,
    }
    /// 封存评分. Of a contest that is not coded this opens the names, too.
    LockScores {
        /// The contest.
        contest: ContestId,
    }
    /// 查询编码对应: refused, and the try recorded, before the codes are unsealed.
    LookUpCode {
        /// The contest.
        contest: ContestId,
        /// The code.
        code: String,
    }
    /// 提请解码, by whoever runs the contest.
    AskUnseal {
        /// The contest.
        contest: ContestId,
    }
    /// 同意解码, by another person in another role.
    Unseal {
        /// The contest.
        contest: ContestId,
    }
    /// 处罚.
    SanctionEntry {
        /// The contest.
        contest: ContestId,
        /// Whom.
        code: String,
        /// What.
        kind: SanctionKind,
        /// Why.
        reason: String,
    }
    /// 公布成绩.
    PublishResults {
        /// The contest.
        contest: ContestId,
    }
    /// 申诉, by one of those who made the entry.
    Appeal {
        /// The contest.
        contest: ContestId,
        /// Of which entry.
        code: String,
        /// In which round.
        round: Stage,
        /// Who appeals.
        person: PersonId,
        /// What is said to be wrong.
        ground: String,
    }
    /// 申诉决定.
    DecideAppeal {
        /// The contest.
        contest: ContestId,
        /// Which appeal.
        appeal: u32,
        /// What is put right; none when it is not upheld.
        #[serde(default)]
        correction: Option<Correction>,
        /// Why.
        reason: String,
        /// By which document or whose order.
        authority: String,
    }
    /// 冻结榜单.
    FreezeBoard {
        /// The contest.
        contest: ContestId,
        /// Why.
        reason: String,
    }
    /// 解冻榜单.
    UnfreezeBoard {
        /// The contest.
        contest: ContestId,
    }
    /// 推荐参加上级比武.
    NominateUp {
        /// The contest.
        contest: ContestId,
        /// Which entry.
        code: String,
        /// The contest of a higher level.
        to: ContestId,
    }
}
