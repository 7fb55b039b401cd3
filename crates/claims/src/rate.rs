//! Rates, changes and ranges, and the hedges around any figure.

use rust_decimal::Decimal;

use crate::claim::{Bound, Kind, Note, Qualifier};
use crate::cue::Sort;
use crate::draft::Draft;
use crate::measure::{self, Measure};
use crate::number::{Read, Scan};
use crate::numeral::{self, Numeral};
use crate::qualifier;
use crate::text::is_han;

impl Scan<'_> {
    /// 百分之八十六, 86%, 八成六, 三分之一, 2.3倍 follow a measure table of their own.
    pub(crate) fn rate(&self, n: &Numeral) -> Option<Read> {
        let text = self.text;
        let end = n.end;
        if text.starts(end, "分之") {
            let share = Numeral::read(text, end + 2)?;
            let whole = if text.at(n.start) == '百' && n.end == n.start + 1 { Decimal::ONE_HUNDRED } else { n.value };
            let factor = Decimal::ONE.checked_div(whole)?;
            let mut d = Draft::number(&share, share.end, Kind::Rate, "ratio", factor);
            d.start = n.start;
            d.number = n.start;
            d.unit = text.words(n.start, end + 2);
            d.after = share.end;
            // Two thirds has no last digit.
            if !matches!(text.at(n.end.saturating_sub(1)), '百' | '千' | '万') {
                d.step = None;
            }
            return Some(self.finished(d, share.coarse.checked_mul(factor)));
        }
        let (factor, stop) = match text.at(end) {
            '%' => (Decimal::new(1, 2), end + 1),
            '‰' => (Decimal::new(1, 3), end + 1),
            '成' => return self.tenths(n),
            '折' => return self.discount(n),
            '番' if text.any_before(n.start, &["翻", "翻了"]).is_some() => {
                let mut d = Draft::number(n, end + 1, Kind::Change, "doubling", Decimal::ONE);
                d.unit = "番".to_owned();
                return Some(self.finished(d, Some(n.coarse)));
            }
            _ => return None,
        };
        if let Some(range) = self.range(n, None) {
            return Some(range);
        }
        let mut d = Draft::number(n, stop, Kind::Rate, "ratio", factor);
        d.unit = text.words(end, stop);
        d.after = stop;
        Some(self.finished(d, n.coarse.checked_mul(factor)))
    }

    /// 8折, 八五折: the tenths of a price that are paid.
    fn discount(&self, n: &Numeral) -> Option<Read> {
        let next = self.text.at(n.end + 1);
        if n.value < Decimal::ONE
            || n.value == Decimal::TEN
            || n.value >= Decimal::ONE_HUNDRED
            || n.odd
            || "叠算合扣旧腾射损断返服".contains(next)
        {
            return None;
        }
        // 八五折 is 85 in a hundred, and reads like a pair of digits.
        let two = n.end == n.start + 2 && n.step == Decimal::ONE && self.text.at(n.start) != '十';
        let whole = self
            .text
            .words(n.start, n.end)
            .chars()
            .try_fold(Decimal::ZERO, |sum, c| sum.checked_mul(Decimal::TEN)?.checked_add(Decimal::from(numeral::digit(c)?)));
        let (value, step) = if two { (whole?, Decimal::new(1, 2)) } else { (n.value, n.step.checked_mul(Decimal::new(1, 1))?) };
        let value = value.checked_mul(if two { Decimal::new(1, 2) } else { Decimal::new(1, 1) })?;
        let m = Numeral { value, upper: None, step, coarse: step, ..n.clone() };
        let mut d = Draft::number(&m, n.end + 1, Kind::Rate, "ratio", Decimal::ONE);
        d.unit = "折".to_owned();
        Some(self.finished(d, Some(step)))
    }

    /// 三成, 八成六, 七成半; 成立, 成功 and their like are words.
    pub(crate) fn tenths(&self, n: &Numeral) -> Option<Read> {
        let text = self.text;
        let next = text.at(n.end + 1);
        let ten = n.value <= Decimal::TEN && n.value >= Decimal::ONE;
        let word = "立功员果绩为都效型完交分长就本品年因套形语文真熟团份田全灾".contains(next);
        if !ten || word || (!n.chinese && is_han(next) && !matches!(next, '以' | '左' | '多' | '的')) {
            return None;
        }
        let mut value = n.value.checked_mul(Decimal::new(1, 1))?;
        let mut stop = n.end + 1;
        let mut step = Decimal::new(1, 1);
        let more = if next == '半' { Some((Decimal::new(5, 2), n.end + 2)) } else { None };
        let digit =
            Numeral::read(text, n.end + 1).filter(|m| m.chinese && m.value < Decimal::TEN && m.end == n.end + 2 && !m.value.is_zero());
        let digit = digit.filter(|m| measure::find(text, m.end).is_none());
        let more = more.or_else(|| digit.and_then(|m| Some((m.value.checked_mul(Decimal::new(1, 2))?, m.end))));
        if let Some((v, at)) = more {
            value = value.checked_add(v)?;
            step = Decimal::new(1, 2);
            stop = at;
        }
        let m = Numeral { value, step, coarse: step, ..n.clone() };
        let mut d = Draft::number(&m, stop, Kind::Rate, "ratio", Decimal::ONE);
        d.unit = "成".to_owned();
        d.after = stop;
        Some(self.finished(d, Some(step)))
    }

    /// 5000元至1万元, 2万至3万元, 10-20人, 5%至8%.
    pub(crate) fn range(&self, n: &Numeral, measure: Option<&Measure>) -> Option<Read> {
        let text = self.text;
        let per_cent = |end: usize| matches!(text.at(end), '%' | '‰');
        let left_end = measure.map_or(if per_cent(n.end) { n.end + 1 } else { n.end }, |m| m.end);
        let sign = text.at(left_end);
        if !matches!(sign, '至' | '到' | '—' | '-' | '~') || n.odd || n.vague {
            return None;
        }
        // 从120起到80起 is a change, not a range.
        let moved = text.any_before(n.start, &["从", "由"]).is_some();
        let right_start = left_end + if text.at(left_end + 1) == sign { 2 } else { 1 };
        let m = Numeral::read(text, right_start).filter(|m| !m.vague && !moved)?;
        let (factor, stop, unit, dimension, kind) = if per_cent(m.end) {
            (
                if text.at(m.end) == '%' { Decimal::new(1, 2) } else { Decimal::new(1, 3) },
                m.end + 1,
                text.at(m.end).to_string(),
                "ratio",
                Kind::Rate,
            )
        } else {
            let second = measure::find(text, m.end)?;
            let (dimension, kind, _) = self.counted(&m, &second);
            (Decimal::ONE, second.end, self.unit(&m, &second), dimension, kind)
        };
        // 2至3万元: the scale of the right end holds for the left.
        let mut low = n.value;
        if n.scale.is_none() && m.scale.is_some() && measure.is_none() && n.value < Decimal::from(1000) {
            let scale = if m.scale == Some('亿') { 100_000_000 } else { 10_000 };
            low = low.checked_mul(Decimal::from(scale))?;
        }
        if low >= m.value {
            return None;
        }
        let mut d = Draft::number(&m, stop, kind, dimension, factor);
        d.start = n.start;
        d.number = n.start;
        d.after = stop;
        d.value = None;
        d.step = None;
        d.unit = unit;
        d.low = low.checked_mul(factor).map_or(Bound::Open, Bound::With);
        d.high = m.value.checked_mul(factor).map_or(Bound::Open, Bound::With);
        Some(Read::Figure(Box::new(d)))
    }

    /// Adds the hedges around and settles rate against change.
    pub(crate) fn finished(&self, mut d: Draft, coarse: Option<Decimal>) -> Read {
        let text = self.text;
        let odd = d.qualifier == Qualifier::Odd;
        let mut hedges: Vec<Qualifier> = Vec::new();
        if let Some((q, start)) = qualifier::before(text, d.start) {
            d.start = start;
            hedges.push(q);
        } else if text.before(d.start) == '上'
            && d.number == d.start
            && numeral::begins(text.at(d.start))
            && matches!(text.at(d.start), '百' | '千' | '万' | '亿')
        {
            d.start -= 1;
            hedges.push(Qualifier::AtLeast);
        }
        if let Some((q, end)) = qualifier::after(text, d.end) {
            d.end = end;
            d.after = d.after.max(end);
            hedges.push(q);
        }
        if odd && d.value.is_some() {
            hedges.push(Qualifier::Odd);
        }
        let contradictory = hedges.contains(&Qualifier::Nearly) && hedges.contains(&Qualifier::Odd)
            || hedges.contains(&Qualifier::Nearly) && hedges.contains(&Qualifier::Over);
        if contradictory {
            d.notes.push(Note::ContradictoryQualifiers);
            d.qualifier = Qualifier::Nearly;
            (d.low, d.high) = (Bound::Open, Bound::Open);
        } else if d.value.is_some() {
            // 达…余 is odd; 超…以上 is over.
            let strongest = hedges.iter().copied().rfind(|q| *q != Qualifier::Reaching).or(hedges.first().copied());
            if let Some(q) = strongest {
                d.qualifier = q;
                d.bound(coarse);
            }
        }
        if d.kind == Kind::Rate && self.is_change(&d) {
            d.kind = Kind::Change;
            d.dimension = "ratio_change";
        }
        if matches!(d.kind, Kind::CountCases | Kind::CountPersons | Kind::CountItems | Kind::CountSessions | Kind::Money)
            && self.is_change(&d)
            && self.compared(&d)
        {
            d.kind = Kind::Change;
        }
        self.negative(&mut d);
        Read::Figure(Box::new(d))
    }

    pub(crate) fn negative(&self, d: &mut Draft) {
        let text = self.text;
        let sign = text.before(d.start);
        let minus = sign == '负' || sign == '-' && !is_han(text.before(d.start - 1)) && !text.before(d.start - 1).is_ascii_alphanumeric();
        if !minus || d.qualifier != Qualifier::Exact || d.kind == Kind::CountPersons {
            return;
        }
        if let Some(value) = d.value.and_then(|v| Decimal::ZERO.checked_sub(v)) {
            d.value = Some(value);
            (d.low, d.high) = (Bound::With(value), Bound::With(value));
            d.start -= 1;
        }
    }

    /// Whether a word of change stands right before: 下降8.37%, 同比分别下降12.3%、8.5%.
    pub(crate) fn is_change(&self, d: &Draft) -> bool {
        let text = self.text;
        let mut at = d.start;
        loop {
            let before = text.before(at);
            if matches!(before, '了' | '约' | '近' | '达' | '各') {
                at -= 1;
            } else if matches!(before, '、' | '和' | '与' | '及') {
                // The next member of a list of changes.
                let Some(previous) = self.list_member_before(at - 1) else { return false };
                at = previous;
            } else {
                break;
            }
        }
        let near = self.cues.within(at.saturating_sub(4), at).next_back();
        near.is_some_and(|c| c.end == at && c.sort == Sort::Changes)
            || matches!(text.before(at), '增' | '升' | '降' | '减') && self.compared(d)
    }

    /// Where the per cent before a list sign begins.
    pub(crate) fn list_member_before(&self, sign: usize) -> Option<usize> {
        let text = self.text;
        let mut at = sign;
        while at > 0
            && (text.before(at).is_ascii_digit()
                || matches!(text.before(at), '.' | '%' | '起' | '人' | '名' | '件' | '个' | '百' | '分' | '点'))
        {
            at -= 1;
        }
        (at < sign).then_some(at)
    }

    pub(crate) fn compared(&self, d: &Draft) -> bool {
        let clause = self.layout.clause(d.start);
        // 与去年同期相比 holds for the rest of its sentence.
        let number = self.layout.clause_at(d.start);
        let near = self.layout.clauses.get(number.saturating_sub(8)..number).unwrap_or_default();
        let from = near.iter().find(|c| c.sentence == clause.sentence).map_or(clause.start, |c| c.start);
        self.cues.within(from, d.start).any(|c| c.sort == Sort::Against)
    }
}
