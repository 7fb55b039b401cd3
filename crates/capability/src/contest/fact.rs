//! What is recorded about contests. Kinds are frozen; fields stand in alphabetical order, which makes the bodies canonical.

use nc_kernel::{Day, PersonId, UnitPath, facts};
use serde::{Deserialize, Serialize};

use super::model::{ContestId, Correction, Discipline, Entrant, Level, Measured, Moved, SanctionKind, Seat, Signer, Stage, Unsigned};

facts! {
    /// 比武事实: everything about a contest that anybody may know who may know of it. Entries appear by code only.
    pub enum Fact {
        "contest.set_up.v1" => SetUp,
        "contest.discipline_put.v1" => DisciplinePut,
        "contest.panel_seated.v1" => PanelSeated,
        "contest.entries_coded.v1" => EntriesCoded,
        "contest.attempted.v1" => Attempted,
        "contest.scored.v1" => Scored,
        "contest.extra_time_granted.v1" => ExtraTimeGranted,
        "contest.recused.v1" => Recused,
        "contest.scores_signed.v1" => ScoresSigned,
        "contest.signature_waived.v1" => SignatureWaived,
        "contest.scores_locked.v1" => ScoresLocked,
        "contest.names_opened.v1" => NamesOpened,
        "contest.sanctioned.v1" => Sanctioned,
        "contest.published.v1" => Published,
        "contest.appealed.v1" => Appealed,
        "contest.appeal_decided.v1" => AppealDecided,
        "contest.frozen.v1" => Frozen,
        "contest.unfrozen.v1" => Unfrozen,
        "contest.nominated.v1" => Nominated,
        "contest.nomination_received.v1" => NominationReceived,
    }
}

facts! {
    /// 编码事实: who stands behind the codes. A stream of its own, so that nothing that proves a result carries it early.
    pub enum CodeFact {
        "contest.entry_registered.v1" => EntryRegistered,
        "contest.codes_drawn.v1" => CodesDrawn,
        "contest.mapping_refused.v1" => MappingRefused,
        "contest.unseal_refused.v1" => UnsealRefused,
        "contest.unseal_asked.v1" => UnsealAsked,
        "contest.unsealed.v1" => Unsealed,
        "contest.names_came_out.v1" => NamesCameOut,
    }
}

facts! {
    /// 纪录事实: the best result of each event across contests.
    pub enum RecordFact {
        "contest.record_set.v1" => RecordSet,
        "contest.event_result.v1" => EventResult,
    }
}

/// 举办.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetUp {
    /// Days in which an appeal may be filed, counted from publication.
    pub appeal_days: i64,
    /// Who gives the awards, as the document says.
    pub authority: String,
    /// Whether codes hide who stands behind them until they are unsealed.
    pub blind: bool,
    /// The contest.
    pub contest: ContestId,
    /// What is contested.
    pub disciplines: Vec<Discipline>,
    /// Last day.
    pub ends_on: Day,
    /// Where it is held.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub host: Option<UnitPath>,
    /// At which level.
    pub level: Level,
    /// Who organises it, the first leads.
    pub organisers: Vec<UnitPath>,
    /// Its serial.
    pub serial: String,
    /// First day.
    pub starts_on: Day,
    /// What it is called.
    pub title: String,
}

/// 科目增改: a discipline as it is from now on, new or in the place of the one with its serial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisciplinePut {
    /// The discipline.
    pub discipline: Discipline,
}

/// 评委组成.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelSeated {
    /// Of which discipline.
    pub discipline: String,
    /// 裁判长, where there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub head: Option<PersonId>,
    /// Who judges, and where they serve.
    pub seats: Vec<Seat>,
}

/// 编码参赛: the codes of a discipline, in the order of the codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntriesCoded {
    /// The codes.
    pub codes: Vec<Coded>,
}

/// A code and what it contests.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Coded {
    /// The code.
    pub code: String,
    /// The discipline.
    pub discipline: String,
}

/// 一次成绩. Its moment of recording is its time of submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempted {
    /// Which attempt of the round, from 1.
    pub attempt: u32,
    /// Whose.
    pub code: String,
    /// What was measured.
    pub measured: Measured,
    /// In which round.
    pub round: Stage,
}

/// 评委评分, by the judge's own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scored {
    /// Of whom.
    pub code: String,
    /// Who scores.
    pub judge: PersonId,
    /// One mark a criterion.
    pub marks: Vec<i64>,
    /// In which round.
    pub round: Stage,
}

/// 器材故障补时: time an attempt lost without the entrant's fault. It is taken off its duration, and off a result that is a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtraTimeGranted {
    /// Which attempt of the round, from 1.
    pub attempt: u32,
    /// Whose.
    pub code: String,
    /// The head judge who decided.
    pub judge: PersonId,
    /// Time lost, in milliseconds.
    pub millis: i64,
    /// What failed.
    pub reason: String,
    /// In which round.
    pub round: Stage,
}

/// 主动回避: the judge's score of this entry neither counts nor is waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recused {
    /// Of whom.
    pub code: String,
    /// Who stands aside.
    pub judge: PersonId,
}

/// 成绩签字, by the signer's own account. A competitor signs once names are open, so that no envelope says before whose code it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoresSigned {
    /// Of whom.
    pub code: String,
    /// Positions of the facts it covers: what was measured, granted and scored, as it stood then.
    pub covers: Vec<u64>,
    /// The judge or head judge who signs; none for a competitor, who appears by code only.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub judge: Option<PersonId>,
    /// 异议: what a competitor holds to be wrong. It becomes an appeal when results are published.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub objection: Option<String>,
    /// In which round.
    pub round: Stage,
    /// In what part.
    pub signer: Signer,
}

/// 未签字说明: a competitor refused or was absent. The head judge's record stands in place of the signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureWaived {
    /// Whose.
    pub code: String,
    /// Positions of the facts the signature would have covered.
    pub covers: Vec<u64>,
    /// The head judge.
    pub judge: PersonId,
    /// Whether they refused or were absent.
    pub kind: Unsigned,
    /// What happened.
    pub reason: String,
    /// In which round.
    pub round: Stage,
}

/// 评分封存: no score is given or changed from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoresLocked {}

/// 公开姓名: the codes were unsealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamesOpened {}

/// 处罚.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sanctioned {
    /// Whom.
    pub code: String,
    /// What.
    pub kind: SanctionKind,
    /// Why.
    pub reason: String,
}

/// 公布成绩: the contest is decided; what was decided follows from the facts before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Last day of appeals.
    pub appeals_until: Day,
}

/// 申诉.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appealed {
    /// Its number, from 1.
    pub appeal: u32,
    /// Of which entry.
    pub code: String,
    /// What is said to be wrong.
    pub ground: String,
    /// In which round.
    pub round: Stage,
}

/// 申诉决定, with everybody whose rank or award it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealDecided {
    /// Which appeal.
    pub appeal: u32,
    /// By which document or whose order.
    pub authority: String,
    /// What is put right; none when it was not upheld.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub correction: Option<Correction>,
    /// Who moved.
    pub moved: Vec<Moved>,
    /// Why.
    pub reason: String,
}

/// 冻结榜单: the public board stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// Why.
    pub reason: String,
}

/// 解冻榜单: the board shows all that was recorded meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfrozen {
    /// Last day of appeals, where results were published behind the freeze: nobody could appeal what nobody saw.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub appeals_until: Option<Day>,
}

/// 推荐参加上级比武.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nominated {
    /// Which entry.
    pub code: String,
    /// To which contest.
    pub to: ContestId,
}

/// 收到推荐: a contest of a lower level nominated one of its entries for this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NominationReceived {
    /// The code it had there.
    pub code: String,
    /// Where it earned it.
    pub from: ContestId,
}

/// 报名.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryRegistered {
    /// In which discipline.
    pub discipline: String,
    /// Who: one, or a team.
    pub entrants: Vec<Entrant>,
    /// The result that led here: the contest, and the code there.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<(ContestId, String)>,
    /// Its number, from 1.
    pub number: u32,
    /// The unit it stands for.
    pub unit: UnitPath,
}

/// 抽签编码: which code each entry got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodesDrawn {
    /// Number of the entry, and its code.
    pub codes: Vec<(u32, String)>,
}

/// 解码被拒: somebody asked who stands behind a code before it was unsealed. Who asked is the fact's actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingRefused {
    /// The code.
    pub code: String,
}

/// 解码办理被拒: somebody tried to unseal who may not, or alone. Who tried is the fact's actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsealRefused {}

/// 提请解码: the first of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsealAsked {
    /// Who asked, as a person.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub person: Option<PersonId>,
    /// In which role.
    pub role: nc_people::Role,
}

/// 解码. From here on taking part is counted; where the board was frozen then, from when it is thawed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsealed {
    /// Last day of the contest.
    pub ends_on: Day,
    /// Where it was held.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub host: Option<UnitPath>,
    /// At which level.
    pub level: Level,
    /// Who organised it.
    pub organisers: Vec<UnitPath>,
    /// In which role the second agreed; none when the contest was not coded.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub role: Option<nc_people::Role>,
    /// The codes of those who came.
    pub took_part: Vec<String>,
    /// Whether the board was frozen: who took part, and that names are open, then comes out when it is thawed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub withheld: Option<bool>,
}

/// 姓名随榜单公开: names that were opened behind a freeze came out with it. From here on taking part is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamesCameOut {}

/// 本场最好成绩: the best result of an event on the public board of one contest, whenever it comes out or an appeal changes it.
/// The record of the event follows from those of all contests, so that one that is struck gives way to the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventResult {
    /// By which entry; none when no result stands any more.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<String>,
    /// In which contest.
    pub contest: ContestId,
    /// Decimals of the value.
    pub decimals: u8,
    /// Of what.
    pub event: String,
    /// Whether less is better.
    pub less: bool,
    /// What the contest is called.
    pub title: String,
    /// The result; none when no result stands any more.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<i64>,
}

/// 破纪录, as it was recorded before the best result of every contest was: the result was better than the record of its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordSet {
    /// By which entry.
    pub code: String,
    /// In which contest.
    pub contest: ContestId,
    /// Decimals of the value.
    pub decimals: u8,
    /// Of what.
    pub event: String,
    /// The result.
    pub value: i64,
}
