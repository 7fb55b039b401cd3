//! The schema of what the check and the reading of an article print. The values come from `nc_figures` as the command line
//! prints them; these types only describe them.
#![expect(dead_code, reason = "they describe an answer and are never made")]

use utoipa::ToSchema;

use crate::api::schema::{On, Unit};

/// 论断的期间.
#[derive(ToSchema)]
pub(crate) struct ClaimTime {
    from: Option<On>,
    to: Option<On>,
    origin: String,
    words: String,
}

/// 论断中的荣誉.
#[derive(ToSchema)]
pub(crate) struct ClaimAward {
    title: String,
    field: String,
    edition: Option<u32>,
    recipient: String,
    about_others: bool,
}

/// 论断: money in 元, a per cent as a fraction; exact decimals as text; offsets in characters.
#[derive(ToSchema)]
pub(crate) struct Claim {
    start: usize,
    end: usize,
    text: String,
    kind: String,
    #[schema(required)]
    value: Option<String>,
    #[schema(required)]
    low: Option<String>,
    #[schema(required)]
    high: Option<String>,
    low_included: bool,
    high_included: bool,
    #[schema(required)]
    step: Option<String>,
    unit: String,
    dimension: String,
    qualifier: String,
    period: ClaimTime,
    scope: String,
    subject: String,
    award: Option<ClaimAward>,
    part_of: Option<usize>,
    notes: Vec<String>,
}

/// 未标数字: a number that is no figure.
#[derive(ToSchema)]
pub(crate) struct UntaggedNumber {
    start: usize,
    end: usize,
    text: String,
    why: String,
}

/// 文内合计.
#[derive(ToSchema)]
pub(crate) struct SumStated {
    whole: usize,
    parts: Vec<usize>,
    holds: bool,
}

/// 读数.
#[derive(ToSchema)]
pub(crate) struct Claims {
    claims: Vec<Claim>,
    untagged: Vec<UntaggedNumber>,
    sums: Vec<SumStated>,
}

/// 候选理由.
#[derive(ToSchema)]
pub(crate) struct CandidateWhy {
    code: String,
    words: Option<String>,
}

/// 候选.
#[derive(ToSchema)]
pub(crate) struct FindingCandidate {
    figure: String,
    score: u32,
    why: Vec<CandidateWhy>,
}

/// 期间.
#[derive(ToSchema)]
pub(crate) struct FindingPeriod {
    from: Option<On>,
    to: On,
}

/// 明细入口: the question whose rows stand behind a value.
#[derive(ToSchema)]
pub(crate) struct FindingRows {
    figure: String,
    unit: Unit,
    period: FindingPeriod,
    period_assumed: bool,
    ledger_size: u64,
    ledger_root: String,
}

/// 荣誉依据.
#[derive(ToSchema)]
pub(crate) struct FindingHonour {
    key: String,
    title: String,
    document: String,
    seq: u64,
}

/// 核对结果 of one claim.
#[derive(ToSchema)]
pub(crate) struct Finding {
    start: usize,
    end: usize,
    text: String,
    kind: String,
    value: Option<String>,
    low: Option<String>,
    high: Option<String>,
    low_included: bool,
    high_included: bool,
    step: Option<String>,
    unit: String,
    dimension: String,
    qualifier: String,
    period: ClaimTime,
    scope: String,
    subject: String,
    award: Option<ClaimAward>,
    part_of: Option<usize>,
    notes: Vec<String>,
    figure: Option<String>,
    candidates: Vec<FindingCandidate>,
    /// `supported`, `contradicted`, `not_recorded`, `not_checkable` or `needs_person`.
    verdict: String,
    reason: String,
    ledger_value: Option<String>,
    rows: Option<FindingRows>,
    honours: Option<Vec<FindingHonour>>,
}
