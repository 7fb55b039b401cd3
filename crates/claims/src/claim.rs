//! What a reading finds.

use std::collections::BTreeMap;

use nc_kernel::Day;
use rust_decimal::Decimal;
use serde::Serialize;

/// What the reader of an article knows besides its text. Everything may be left empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// The day the article was written for: `今年`, `3年来` and `截至目前` go by it. Without it such periods keep their
    /// words and have no days.
    pub as_of: Option<Day>,
    /// First day of each named campaign: `抓强整树` → 2023-01-01.
    pub campaigns: BTreeMap<String, Day>,
    /// Who publishes it: what `我局` and `该局` mean before the text names anybody.
    pub publisher: Option<String>,
}

/// 一篇文章的读数: everything found in one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// The claims, in the order of the text.
    pub claims: Vec<Claim>,
    /// Numbers that are no figure, with the reason: shown, never judged.
    pub untagged: Vec<Untagged>,
    /// Sums the text itself states: a whole and its parts.
    pub sums: Vec<StatedSum>,
}

/// 论断: one figure, rank, award or recognition the text claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// First character of the number with its qualifier and measure word, counted in characters from 0.
    pub start: usize,
    /// First character after it.
    pub end: usize,
    /// The text between.
    pub text: String,
    /// What sort of claim it is.
    pub kind: Kind,
    /// The printed value, exact: money in 元, a per cent as a fraction, 万 and 亿 multiplied out. `None` where the text
    /// gives none (多项, a recognition without a numeral).
    pub value: Option<Decimal>,
    /// The least the printed words allow.
    pub low: Bound,
    /// The most the printed words allow.
    pub high: Bound,
    /// One step of the last printed digit: 100 for 6.45万, 1 for 199. A ledger value supports an exact claim when it
    /// rounds (half up) to the printed one at this step.
    pub step: Option<Decimal>,
    /// The measure word as written: 期, 人次, 万元, %.
    pub unit: String,
    /// What kind of thing is counted, in the words of `dimension` (session, attendance, person, CNY, ratio …).
    pub dimension: &'static str,
    /// How the number is hedged.
    pub qualifier: Qualifier,
    /// The time it is about.
    pub period: ClaimPeriod,
    /// The organisation it is about, by name; empty where the text names none.
    pub scope: String,
    /// The words that say what is counted, without the number: 开展政治轮训, 参训民辅警.
    pub subject: String,
    /// For ranks, awards and recognitions: what was won.
    pub award: Option<Award>,
    /// Position among the claims of the whole this one is a part of (其中).
    pub part_of: Option<usize>,
    /// What a person should know.
    pub notes: Vec<Note>,
}

/// One end of what a number may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bound {
    /// Not bounded on this side.
    #[default]
    Open,
    /// Up to and with this value.
    With(Decimal),
    /// Up to and without this value.
    Without(Decimal),
}

impl Bound {
    /// The value at the bound.
    #[must_use]
    pub fn value(self) -> Option<Decimal> {
        match self {
            Self::Open => None,
            Self::With(v) | Self::Without(v) => Some(v),
        }
    }
}

/// 论断种类.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 期、次、场、批 of events, and issues of a bulletin.
    CountSessions,
    /// 人次.
    CountAttendances,
    /// 人、名、户.
    CountPersons,
    /// 起、件 of cases.
    CountCases,
    /// 家、个 of units and organisations.
    CountUnits,
    /// 个、项、处、部 of things.
    CountItems,
    /// 元.
    Money,
    /// 率、成、百分之.
    Rate,
    /// 同比, 增长, 倍, 个百分点: a change between two periods.
    Change,
    /// 第一名, and 首家, 唯一, 率先: a place among others.
    Rank,
    /// 一等奖, 二级, 国家级, a title, a batch.
    AwardLevel,
    /// 连续三届.
    AwardStreak,
    /// 第三届: which edition.
    Edition,
    /// 二十六项措施: how long a standing list is.
    StandingListSize,
    /// 得到肯定并推广, 挂牌: recognised without a numeral.
    Recognition,
    /// Lengths, weights, durations and other physical quantities.
    Quantity,
}

/// 限定词.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Qualifier {
    /// No hedge, or 共, 为.
    #[serde(rename = "exact")]
    Exact,
    /// 达、达到: exact, or rounded as printed.
    #[serde(rename = "达")]
    Reaching,
    /// 余、多、几: above the printed value and below its next step.
    #[serde(rename = "余")]
    Odd,
    /// 近、将近: just below.
    #[serde(rename = "近")]
    Nearly,
    /// 约、左右、大约.
    #[serde(rename = "约")]
    About,
    /// 超、突破、逾: above, no upper bound.
    #[serde(rename = "超")]
    Over,
    /// 以上、不少于、至少: not below.
    #[serde(rename = "以上")]
    AtLeast,
    /// 以下、以内、不超过、至多: not above.
    #[serde(rename = "以下")]
    AtMost,
}

/// 论断的期间.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ClaimPeriod {
    /// First day; `None` when not known or from the beginning of records.
    pub from: Option<Day>,
    /// Last day; `None` when not known.
    pub to: Option<Day>,
    /// Where it comes from.
    pub origin: Origin,
    /// The words as written.
    pub words: String,
}

/// 期间来源.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// In the claim's own clause.
    Stated,
    /// From the sentence or paragraph before it, or from the opening paragraph or the headline, where these name a stretch
    /// of the calendar the article reports on.
    Inherited,
    /// Nowhere.
    #[default]
    None,
}

/// 荣誉内容: what a rank, an award or a recognition is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Award {
    /// What was won, or the contest: 全区廉洁文化新媒体作品, 全区公安首届舆论引导大比武.
    pub title: String,
    /// The field of comparison: 全国, 全区, 全市, 公安部, 市直, 国家级; empty where none is named.
    pub field: String,
    /// Which edition of the contest (首届 is 1).
    pub edition: Option<u32>,
    /// Who or what won it, as written; a person's name stays in the text and is never here.
    pub recipient: String,
    /// Whether it says something about others (唯一, 首家, 率先, 首创): no ledger of one's own can prove it.
    pub about_others: bool,
}

/// What a person should know about a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// 近…余: the hedges contradict each other.
    ContradictoryQualifiers,
    /// 多项, 一批, 若干, 大幅: no value can be assigned.
    Vague,
    /// Several things share several values and the text does not say which has which.
    UndeterminedDistribution,
    /// The grammatical subject and the sense may differ.
    SubjectUncertain,
    /// 等: the list is open.
    OpenList,
    /// The text is damaged here (a line break within a word, a letter that stands for another).
    Damaged,
    /// The same thing is stated elsewhere in the text with another value.
    RestatedDifferently,
}

/// 未标数字: a number that is no figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Untagged {
    /// First character.
    pub start: usize,
    /// First character after it.
    pub end: usize,
    /// The text between.
    pub text: String,
    /// Why it is none: `term`, `telephone`, `section`, `period`, `name`, `lexical` …
    pub why: &'static str,
}

/// 文内合计: a whole and its parts, both stated by the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatedSum {
    /// Position among the claims.
    pub whole: usize,
    /// Positions among the claims.
    pub parts: Vec<usize>,
    /// Whether the parts add up to the whole; a subset (其中) need only not exceed it.
    pub holds: bool,
}
