//! A claim and its check as programs read them: exact decimals as strings, offsets in characters.

use nc_claims::{Award, Bound, Claim, ClaimPeriod, Kind, Note, Qualifier};
use nc_kernel::UnitPath;
use rust_decimal::Decimal;
use serde::Serialize;

use super::candidates::{Candidate, Matched, Why};
use super::honours::HonourEvidence;
use super::verdict::{Finding, Reason, Verdict};

/// 论断的机读形式. Money is in 元 and a per cent is a fraction; an open bound is null.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedClaim<'a> {
    /// First character.
    pub start: usize,
    /// First character after it.
    pub end: usize,
    /// The text between.
    pub text: &'a str,
    /// What sort of claim.
    pub kind: Kind,
    /// The value.
    pub value: Option<String>,
    /// The least the words allow.
    pub low: Option<String>,
    /// The most the words allow.
    pub high: Option<String>,
    /// Whether `low` itself is allowed.
    pub low_included: bool,
    /// Whether `high` itself is allowed.
    pub high_included: bool,
    /// One step of the last printed digit.
    pub step: Option<String>,
    /// The measure word as written.
    pub unit: &'a str,
    /// The kind of thing counted.
    pub dimension: &'a str,
    /// The hedge.
    pub qualifier: Qualifier,
    /// The time.
    pub period: &'a ClaimPeriod,
    /// The organisation.
    pub scope: &'a str,
    /// What is counted.
    pub subject: &'a str,
    /// What was won.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub award: Option<&'a Award>,
    /// Position of the whole in the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<usize>,
    /// What a person should know.
    pub notes: &'a [Note],
}

impl<'a> From<&'a Claim> for PrintedClaim<'a> {
    fn from(claim: &'a Claim) -> Self {
        Self {
            start: claim.start,
            end: claim.end,
            text: &claim.text,
            kind: claim.kind,
            value: claim.value.map(exact),
            low: claim.low.value().map(exact),
            high: claim.high.value().map(exact),
            low_included: matches!(claim.low, Bound::With(_)),
            high_included: matches!(claim.high, Bound::With(_)),
            step: claim.step.map(exact),
            unit: &claim.unit,
            dimension: claim.dimension,
            qualifier: claim.qualifier,
            period: &claim.period,
            scope: &claim.scope,
            subject: &claim.subject,
            award: claim.award.as_ref(),
            part_of: claim.part_of,
            notes: &claim.notes,
        }
    }
}

/// A decimal without an exponent and without zeros at its end.
fn exact(value: Decimal) -> String {
    value.normalize().to_string()
}

/// 核对的机读形式: a claim with what the ledger says of it.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedFinding<'a> {
    /// The claim.
    #[serde(flatten)]
    pub claim: PrintedClaim<'a>,
    /// The figure it is about, `id@version`; null where none is.
    pub figure: Option<String>,
    /// What it may be about, the nearest first.
    pub candidates: Vec<PrintedCandidate<'a>>,
    /// What the ledger says.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// The exact value it rests on.
    pub ledger_value: Option<String>,
    /// Where the rows are: what to ask `rows` for.
    pub rows: Option<Rows>,
    /// The honours it rests on, with their documents.
    #[serde(skip_serializing_if = "<[HonourEvidence]>::is_empty")]
    pub honours: &'a [HonourEvidence],
}

/// 明细入口: the question whose rows stand behind a value.
#[derive(Debug, Clone, Serialize)]
pub struct Rows {
    /// `id@version`.
    pub figure: String,
    /// The unit.
    pub unit: UnitPath,
    /// The time.
    pub period: nc_kernel::Period,
    /// Whether the text left the time open and it was taken from what was asked.
    pub period_assumed: bool,
    /// Size of the ledger.
    pub ledger_size: u64,
    /// Its root.
    pub ledger_root: String,
}

/// 候选的机读形式.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedCandidate<'a> {
    /// `id@version`.
    pub figure: String,
    /// How near its wording is, in hundredths.
    pub score: u32,
    /// Why, each as `code: words`.
    pub why: Vec<PrintedWhy<'a>>,
}

/// A reason for a candidate.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedWhy<'a> {
    /// `chosen`, `wording`, `companion`, `measure_differs`.
    pub code: &'static str,
    /// The wording, figure or measure word meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<&'a str>,
}

impl<'a> PrintedFinding<'a> {
    /// A line of a check.
    #[must_use]
    pub fn new(claim: &'a Claim, matched: &'a Matched, finding: &'a Finding) -> Self {
        let rows = finding.value.as_ref().map(|value| Rows {
            figure: format!("{}@{}", value.figure, value.version),
            unit: value.scope.clone(),
            period: value.period,
            period_assumed: matched.period_assumed,
            ledger_size: value.ledger_size,
            ledger_root: value.ledger_root.clone(),
        });
        let meant = if matched.open_between == 1 { matched.meant().first().map(key) } else { None };
        Self {
            claim: claim.into(),
            figure: meant,
            candidates: matched.candidates.iter().map(PrintedCandidate::from).collect(),
            verdict: finding.verdict,
            reason: finding.reason,
            ledger_value: finding.ledger_value.map(exact),
            rows,
            honours: &finding.honours,
        }
    }
}

fn key(candidate: &Candidate) -> String {
    format!("{}@{}", candidate.figure, candidate.version)
}

impl<'a> From<&'a Candidate> for PrintedCandidate<'a> {
    fn from(candidate: &'a Candidate) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a score lies between 0 and 1")]
        let score = (candidate.score.clamp(0.0, 1.0) * 100.0).round() as u32;
        let why = candidate.why.iter().map(|why| match why {
            Why::Chosen => PrintedWhy { code: "chosen", words: None },
            Why::Wording(words) => PrintedWhy { code: "wording", words: Some(words) },
            Why::Companion(figure) => PrintedWhy { code: "companion", words: Some(figure) },
            Why::MeasureDiffers { counted_in } => PrintedWhy { code: "measure_differs", words: Some(counted_in) },
        });
        Self { figure: key(candidate), score, why: why.collect() }
    }
}
