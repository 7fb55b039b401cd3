//! What the ledger says about a claim.

use nc_claims::{Claim, Note};
use rust_decimal::Decimal;
use serde::Serialize;

use super::candidates::{Candidate, Matched, Why};
use super::compare::{Agreement, agreement, worth_as_printed};
use super::honours::HonourEvidence;
use super::place::Place;
use crate::catalogue::Catalogue;
use crate::evaluate::Value;

/// 结论.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 有据: what is recorded says the same.
    Supported,
    /// 不符: what is recorded says otherwise.
    Contradicted,
    /// 未记录: nothing is recorded about it.
    NotRecorded,
    /// 无法核对: no record of one's own could say.
    NotCheckable,
    /// 需人工: a person must say what is meant.
    NeedsPerson,
}

impl Verdict {
    /// Every verdict, in the order people read them.
    pub const ALL: [Self; 5] = [Self::Supported, Self::Contradicted, Self::NotRecorded, Self::NotCheckable, Self::NeedsPerson];

    /// Chinese name.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Supported => "有据",
            Self::Contradicted => "不符",
            Self::NotRecorded => "未记录",
            Self::NotCheckable => "无法核对",
            Self::NeedsPerson => "需人工",
        }
    }

    /// English name.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Contradicted => "contradicted",
            Self::NotRecorded => "not recorded",
            Self::NotCheckable => "not checkable",
            Self::NeedsPerson => "needs a person",
        }
    }

    /// The word style sheets know it by.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Contradicted => "contradicted",
            Self::NotRecorded => "not-recorded",
            Self::NotCheckable => "not-checkable",
            Self::NeedsPerson => "needs-person",
        }
    }

    /// The sign it is marked with, so that no colour carries it alone.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Self::Supported => '✓',
            Self::Contradicted => '✗',
            Self::NotRecorded => '○',
            Self::NotCheckable => '－',
            Self::NeedsPerson => '？',
        }
    }
}

/// 理由: why the verdict is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The ledger's value is the printed one.
    Equal,
    /// The ledger's value rounds to the printed one at its precision.
    Rounds,
    /// The ledger's value lies where 余, 近, 约, 超 allow.
    Within,
    /// The ledger holds the award, with its document.
    Documented,
    /// A claim about others: the ledger holds an outside document that says so, and rests on it.
    RestsOnDocument,
    /// The ledger's value is another one.
    ValueDiffers,
    /// The value is near, but 余, 近, 达 or 超 is untrue of it.
    HedgeUntrue,
    /// The same thing is counted, in another measure: 人次 is not 人.
    MeasureDiffers,
    /// The award is recorded with another place or grade.
    PlaceDiffers,
    /// No figure is near.
    NoFigure,
    /// No such award is recorded.
    NoHonour,
    /// The text gives no value (多项, 一批).
    Vague,
    /// It says something about others (唯一, 首家), and no outside document is recorded.
    AboutOthers,
    /// It is about an organisation that is none of this ledger.
    OutsideScope,
    /// It is about a unit whose figures the reader may not see.
    NotAllowed,
    /// It compares two periods or measures what no figure counts.
    NoRule,
    /// Two figures are equally near.
    SeveralFigures,
    /// Several units could bear the name.
    SeveralUnits,
    /// Several things share several values and the text does not say which has which.
    UndeterminedDistribution,
    /// The hedges contradict each other.
    ContradictoryHedges,
    /// The rate has nothing to be a rate of.
    NothingToDivide,
}

impl Reason {
    /// In Chinese.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Equal => "与账本相等",
            Self::Rounds => "账本数值按所写精度取整即此数",
            Self::Within => "账本数值在所写范围内",
            Self::Documented => "有荣誉记录及文件为证",
            Self::RestsOnDocument => "关于他人的论断，仅凭所存外部文件",
            Self::ValueDiffers => "账本是另一个数",
            Self::HedgeUntrue => "余、近、达、超等措辞与账本数值不合",
            Self::MeasureDiffers => "量词不同：账本数的不是这个",
            Self::PlaceDiffers => "记录的名次或等级不同",
            Self::NoFigure => "没有相近的指标",
            Self::NoHonour => "没有这项荣誉的记录",
            Self::Vague => "文中没有给出数值",
            Self::AboutOthers => "涉及他人，且无外部文件",
            Self::OutsideScope => "所说单位不在本账本",
            Self::NotAllowed => "无权查看该单位的数字",
            Self::NoRule => "两期比较或物理量，本账本不计",
            Self::SeveralFigures => "两个指标同样相近，请认定",
            Self::SeveralUnits => "有多个单位可能是所指",
            Self::UndeterminedDistribution => "多项与多奖未写明如何对应",
            Self::ContradictoryHedges => "限定词自相矛盾",
            Self::NothingToDivide => "分母为零",
        }
    }

    /// In English.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Equal => "equal to the ledger",
            Self::Rounds => "the ledger's value rounds to it as printed",
            Self::Within => "the ledger's value lies within what the words allow",
            Self::Documented => "the award is recorded with its document",
            Self::RestsOnDocument => "a claim about others; it rests on an outside document",
            Self::ValueDiffers => "the ledger has another value",
            Self::HedgeUntrue => "the hedge (余, 近, 达, 超) is untrue of the ledger's value",
            Self::MeasureDiffers => "another measure: the ledger counts something else",
            Self::PlaceDiffers => "recorded with another place or grade",
            Self::NoFigure => "no figure is near",
            Self::NoHonour => "no such award is recorded",
            Self::Vague => "the text gives no value",
            Self::AboutOthers => "it is about others, and no outside document is recorded",
            Self::OutsideScope => "it is about an organisation outside this ledger",
            Self::NotAllowed => "you may not read that unit's figures",
            Self::NoRule => "a comparison of periods or a quantity no figure counts",
            Self::SeveralFigures => "two figures are equally near: choose one",
            Self::SeveralUnits => "several units could be meant",
            Self::UndeterminedDistribution => "the text does not say which has which",
            Self::ContradictoryHedges => "the hedges contradict each other",
            Self::NothingToDivide => "there is nothing to divide by",
        }
    }
}

/// 核对结果: the verdict about one claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What the ledger says.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// The value it rests on, exact, in the terms of the claim (元, fractions).
    pub ledger_value: Option<Decimal>,
    /// The figure it rests on, with everything that makes it checkable.
    pub value: Option<Value>,
    /// The honours it rests on.
    pub honours: Vec<HonourEvidence>,
}

impl Finding {
    /// A verdict that rests on no value.
    #[must_use]
    pub fn bare(verdict: Verdict, reason: Reason) -> Self {
        Self { verdict, reason, ledger_value: None, value: None, honours: Vec::new() }
    }
}

/// Judges a claim that is matched to figures; `values` are those of [`Matched::meant`], in order.
#[must_use]
pub fn judge(claim: &Claim, matched: &Matched, catalogue: &Catalogue, values: &[Value]) -> Finding {
    if claim.notes.contains(&Note::ContradictoryQualifiers) {
        return Finding::bare(Verdict::NeedsPerson, Reason::ContradictoryHedges);
    }
    if claim.value.is_none() {
        return Finding::bare(Verdict::NotCheckable, Reason::Vague);
    }
    if matched.meant().is_empty() {
        let elsewhere = matched.place == Place::Stranger;
        return if elsewhere {
            Finding::bare(Verdict::NotCheckable, Reason::OutsideScope)
        } else if matches!(claim.kind, nc_claims::Kind::Change | nc_claims::Kind::Quantity) {
            Finding::bare(Verdict::NotRecorded, Reason::NoRule)
        } else {
            Finding::bare(Verdict::NotRecorded, Reason::NoFigure)
        };
    }
    match &matched.place {
        Place::Stranger => return Finding::bare(Verdict::NotCheckable, Reason::OutsideScope),
        Place::Several(_) => return Finding::bare(Verdict::NeedsPerson, Reason::SeveralUnits),
        Place::Unit(_) | Place::Unnamed => {}
    }
    let findings: Vec<Finding> =
        matched.meant().iter().zip(values).map(|(candidate, value)| against(claim, candidate, catalogue, value)).collect();
    match findings.as_slice() {
        [] => Finding::bare(Verdict::NotRecorded, Reason::NoFigure),
        [only] => only.clone(),
        [first, others @ ..] if others.iter().all(|o| o.verdict == first.verdict && o.verdict == Verdict::Contradicted) => first.clone(),
        _ => Finding::bare(Verdict::NeedsPerson, Reason::SeveralFigures),
    }
}

fn against(claim: &Claim, candidate: &Candidate, catalogue: &Catalogue, value: &Value) -> Finding {
    let definition = catalogue.find(&format!("{}@{}", value.figure, value.version));
    let Some(worth) = definition.and_then(|d| worth_as_printed(d, &value.worth)) else {
        return Finding { value: Some(value.clone()), ..Finding::bare(Verdict::Contradicted, Reason::NothingToDivide) };
    };
    let mixed_up = candidate.why.iter().any(|why| matches!(why, Why::MeasureDiffers { .. }));
    let (verdict, reason) = match agreement(claim, worth) {
        _ if mixed_up => (Verdict::Contradicted, Reason::MeasureDiffers),
        None => (Verdict::NotCheckable, Reason::Vague),
        Some(Agreement::Equal) => (Verdict::Supported, Reason::Equal),
        Some(Agreement::Rounds) => (Verdict::Supported, Reason::Rounds),
        Some(Agreement::Within) => (Verdict::Supported, Reason::Within),
        Some(Agreement::HedgeUntrue) => (Verdict::Contradicted, Reason::HedgeUntrue),
        Some(Agreement::Differs) => (Verdict::Contradicted, Reason::ValueDiffers),
    };
    Finding { verdict, reason, ledger_value: Some(worth.decimal()), value: Some(value.clone()), honours: Vec::new() }
}
