//! Hedges around a number, and the interval they leave.

use rust_decimal::Decimal;

use crate::claim::{Bound, Qualifier};
use crate::text::Text;

/// Hedges before the number, longest first where one ends like another. `true`: belongs to the span.
const BEFORE: &[(&str, Qualifier)] = &[
    ("不超过", Qualifier::AtMost),
    ("不多于", Qualifier::AtMost),
    ("不高于", Qualifier::AtMost),
    ("不大于", Qualifier::AtMost),
    ("最多", Qualifier::AtMost),
    ("至多", Qualifier::AtMost),
    ("不足", Qualifier::AtMost),
    ("不到", Qualifier::AtMost),
    ("不少于", Qualifier::AtLeast),
    ("不低于", Qualifier::AtLeast),
    ("不小于", Qualifier::AtLeast),
    ("至少", Qualifier::AtLeast),
    ("最少", Qualifier::AtLeast),
    ("超过", Qualifier::Over),
    ("突破", Qualifier::Over),
    ("超出", Qualifier::Over),
    ("多于", Qualifier::Over),
    ("高于", Qualifier::Over),
    ("大于", Qualifier::Over),
    ("逾", Qualifier::Over),
    ("超", Qualifier::Over),
    ("将近", Qualifier::Nearly),
    ("接近", Qualifier::Nearly),
    ("近", Qualifier::Nearly),
    ("大约", Qualifier::About),
    ("约为", Qualifier::About),
    ("大概", Qualifier::About),
    ("约", Qualifier::About),
    ("上下", Qualifier::About),
    ("高达", Qualifier::Reaching),
    ("多达", Qualifier::Reaching),
    ("达到", Qualifier::Reaching),
    ("达", Qualifier::Reaching),
    ("小于", Qualifier::AtMost),
    ("低于", Qualifier::AtMost),
    ("少于", Qualifier::AtMost),
];

const AFTER: &[(&str, Qualifier)] = &[
    ("及以上", Qualifier::AtLeast),
    ("(含)以上", Qualifier::AtLeast),
    ("以上", Qualifier::AtLeast),
    ("及以下", Qualifier::AtMost),
    ("以下", Qualifier::AtMost),
    ("以内", Qualifier::AtMost),
    ("之内", Qualifier::AtMost),
    ("左右", Qualifier::About),
    ("上下", Qualifier::About),
    ("内", Qualifier::AtMost),
];

/// The hedge that ends just before `i`, and where it begins. One of 了, 有, 为, 是 and 至 may stand between.
pub(crate) fn before(text: &Text<'_>, i: usize) -> Option<(Qualifier, usize)> {
    // What the words above end with.
    let may_end =
        |c| matches!(c, '过' | '于' | '多' | '足' | '到' | '少' | '破' | '出' | '逾' | '超' | '近' | '约' | '为' | '概' | '下' | '达');
    let ending = |i: usize| {
        if !may_end(text.before(i)) {
            return None;
        }
        BEFORE.iter().find_map(|(word, q)| text.ends(i, word).map(|start| (*q, start, i)))
    };
    let between = matches!(text.before(i), '了' | '有' | '为' | '是' | '至');
    let (qualifier, start, i) = ending(i).or_else(|| between.then(|| ending(i.saturating_sub(1))).flatten())?;
    // 附近, 最近, 邻近; 发达, 到达, 传达; 预约, 节约, 合约.
    let previous = text.before(start);
    let word = i - start;
    let lexical = match text.at(start) {
        '近' if word == 1 => matches!(previous, '附' | '最' | '邻' | '靠' | '亲' | '临' | '就'),
        '达' if word == 1 => matches!(previous, '发' | '到' | '传' | '送' | '直' | '表' | '抵' | '下'),
        '约' if word == 1 => matches!(previous, '预' | '节' | '合' | '签' | '违' | '制'),
        _ => false,
    };
    (!lexical).then_some((qualifier, start))
}

/// The hedge that begins at `i`, and where it ends.
pub(crate) fn after(text: &Text<'_>, i: usize) -> Option<(Qualifier, usize)> {
    // 3天内 is a limit, 3家内设机构 is none.
    let inner = text.at(i) == '内' && matches!(text.at(i + 1), '设' | '部' | '容' | '外' | '蒙');
    AFTER.iter().find(|(word, _)| !inner && text.starts(i, word)).map(|(word, q)| (*q, i + word.chars().count()))
}

/// The interval a printed value leaves under a hedge. `coarse` is one step of the last digit that is not nought.
pub(crate) fn bounds(qualifier: Qualifier, value: Decimal, coarse: Decimal) -> (Bound, Bound) {
    let half = coarse.checked_div(Decimal::TWO).unwrap_or(coarse);
    let plus = |d: Decimal| value.checked_add(d).map_or(Bound::Open, Bound::Without);
    let with = |v: Option<Decimal>| v.map_or(Bound::Open, Bound::With);
    match qualifier {
        Qualifier::Exact | Qualifier::Reaching => (Bound::With(value), Bound::With(value)),
        Qualifier::Odd => (Bound::Without(value), plus(coarse)),
        Qualifier::Nearly => {
            // 近百 is more than nought: below a round one, a step is a tenth of it.
            let step = if value == coarse { coarse.checked_div(Decimal::TEN).unwrap_or(coarse) } else { coarse };
            (value.checked_sub(step).map_or(Bound::Open, Bound::Without), Bound::Without(value))
        }
        Qualifier::About => (with(value.checked_sub(half)), with(value.checked_add(half))),
        Qualifier::Over => (Bound::Without(value), Bound::Open),
        Qualifier::AtLeast => (Bound::With(value), Bound::Open),
        Qualifier::AtMost => (Bound::Open, Bound::With(value)),
    }
}
