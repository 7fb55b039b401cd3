//! Verdicts and reasons as people read them.

use nc_figures::check::{Reason, Verdict};
use nc_store::Line;

use crate::lang::Lang;

/// The verdict.
#[must_use]
pub fn verdict(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::Supported => lang.pick("有据", "supported"),
        Verdict::Contradicted => lang.pick("不符", "contradicted"),
        Verdict::NotRecorded => lang.pick("未记录", "not recorded"),
        Verdict::NotCheckable => lang.pick("无法核对", "not checkable"),
        Verdict::NeedsPerson => lang.pick("需人工", "needs a person"),
    }
}

/// The reason, with what it rests on.
#[must_use]
pub fn reason(line: &Line, lang: Lang) -> String {
    let (zh, en) = match line.finding.reason {
        Reason::Equal => ("与账本相等", "equal to the ledger"),
        Reason::Rounds => ("账本数值按所写精度取整即此数", "the ledger's value rounds to it as printed"),
        Reason::Within => ("账本数值在所写范围内", "the ledger's value lies within what the words allow"),
        Reason::Documented => ("有荣誉记录及文件为证", "the award is recorded with its document"),
        Reason::RestsOnDocument => ("关于他人的论断，仅凭所存外部文件", "a claim about others; it rests on an outside document"),
        Reason::ValueDiffers => ("账本是另一个数", "the ledger has another value"),
        Reason::HedgeUntrue => ("余、近、达、超等措辞与账本数值不合", "the hedge (余, 近, 达, 超) is untrue of the ledger's value"),
        Reason::MeasureDiffers => ("量词不同：账本数的不是这个", "another measure: the ledger counts something else"),
        Reason::PlaceDiffers => ("记录的名次或等级不同", "recorded with another place or grade"),
        Reason::NoFigure => ("没有相近的指标", "no figure is near"),
        Reason::NoHonour => ("没有这项荣誉的记录", "no such award is recorded"),
        Reason::Vague => ("文中没有给出数值", "the text gives no value"),
        Reason::AboutOthers => ("涉及他人，且无外部文件", "it is about others, and no outside document is recorded"),
        Reason::OutsideScope => ("所说单位不在本账本", "it is about an organisation outside this ledger"),
        Reason::NotAllowed => ("无权查看该单位的数字", "you may not read that unit's figures"),
        Reason::NoRule => ("两期比较或物理量，本账本不计", "a comparison of periods or a quantity no figure counts"),
        Reason::SeveralFigures => ("两个指标同样相近，请认定", "two figures are equally near: choose one"),
        Reason::SeveralUnits => ("有多个单位可能是所指", "several units could be meant"),
        Reason::UndeterminedDistribution => ("多项与多奖未写明如何对应", "the text does not say which has which"),
        Reason::ContradictoryHedges => ("限定词自相矛盾", "the hedges contradict each other"),
        Reason::NothingToDivide => ("分母为零", "there is nothing to divide by"),
    };
    lang.pick(zh, en).to_owned()
}
