//! Numerals in their surroundings: which are figures, and of what; which are none, and why.

use rust_decimal::Decimal;

use crate::claim::{Kind, Qualifier};
use crate::clause::{Inside, Layout};
use crate::cue::Cues;
use crate::draft::Draft;
use crate::lexicon::Term;
use crate::measure::{self, Measure};
use crate::numeral::{self, Numeral};
use crate::period::Mention;
use crate::qualifier;
use crate::text::{Text, is_han};

/// A numeral that is no figure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Skipped {
    /// First character.
    pub start: usize,
    /// First character after it.
    pub end: usize,
    /// Why.
    pub why: &'static str,
}

/// What one pass over the numerals of a text gives.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    /// Figures, in order.
    pub drafts: Vec<Draft>,
    /// The rest, in order.
    pub skipped: Vec<Skipped>,
    /// 连续三届: periods of their own.
    pub streaks: Vec<Mention>,
}

/// Reads all numerals of a text, left to right.
pub(crate) struct Scan<'a> {
    /// The text.
    pub text: &'a Text<'a>,
    /// Its clauses and quotes.
    pub layout: &'a Layout,
    /// Its grammar words.
    pub cues: &'a Cues,
    /// Its fixed phrases.
    pub terms: &'a [Term],
    /// Its periods.
    pub periods: &'a [Mention],
}

/// What a numeral turned out to be.
pub(crate) enum Read {
    Figure(Box<Draft>),
    Nothing,
    Skip(usize, &'static str),
}

/// Whether a numeral, an amount like 几十 or an address may begin with a character.
fn may_begin(c: char) -> bool {
    numeral::begins(c) || matches!(c, '几' | '数' | 'h' | 'w')
}

impl Scan<'_> {
    /// The pass.
    pub(crate) fn run(&self) -> Numbers {
        let mut out = Numbers::default();
        let (mut term, mut period) = (0, 0);
        let mut i = 0;
        while i < self.text.len() {
            while self.terms.get(term).is_some_and(|t| t.end <= i) {
                term += 1;
            }
            while self.periods.get(period).is_some_and(|p| p.end <= i) {
                period += 1;
            }
            if let Some(p) = self.periods.get(period).filter(|p| p.start <= i) {
                self.skip_numerals(if p.end - p.start <= 12 { p.start } else { i }, p.end, "period", &mut out);
                i = p.end;
                continue;
            }
            if let Some(t) = self.terms.get(term).filter(|t| t.start == i && self.is_term(t)) {
                if self.text.slice(t.start, t.end).iter().any(|c| numeral::begins(*c) || *c == '双' || *c == '半') {
                    out.skipped.push(Skipped { start: t.start, end: t.end, why: t.why });
                }
                i = t.end;
                continue;
            }
            // Nothing begins before the next phrase or period but a numeral.
            let next = |start: Option<usize>| start.filter(|start| *start > i).unwrap_or(self.text.len());
            let stop = next(self.terms.get(term).map(|t| t.start)).min(next(self.periods.get(period).map(|p| p.start)));
            let c = self.text.at(i);
            if !may_begin(c) {
                let idle = self.text.slice(i, stop).iter().take_while(|c| !may_begin(**c)).count();
                i += idle.max(1);
                continue;
            }
            if matches!(c, 'h' | 'w') && self.text.any(i, &["http://", "https://", "www."]).is_some() {
                while self.text.at(i).is_ascii_graphic() {
                    i += 1;
                }
                continue;
            }
            let vague = matches!(c, '几' | '数') && Numeral::read(self.text, i).is_some();
            if !(numeral::begins(c) || vague) {
                i += 1;
                continue;
            }
            match self.numeral(i, &mut out) {
                Read::Figure(draft) => {
                    i = draft.end.max(i + 1);
                    out.drafts.push(*draft);
                }
                Read::Nothing => i += 1,
                Read::Skip(end, why) => {
                    out.skipped.push(Skipped { start: i, end: end.max(i + 1), why });
                    i = end.max(i + 1);
                }
            }
        }
        out
    }

    /// A phrase of the lexicon, unless its numeral belongs to a longer one: 二十一起, 十一批, 百一十万.
    pub(crate) fn is_term(&self, t: &Term) -> bool {
        let before = self.text.before(t.start);
        let first = self.text.at(t.start);
        let longer = numeral::begins(first)
            && (numeral::begins(before) || matches!(before, '第' | '点' | '余' | '近' | '超' | '逾') && t.why == "lexical");
        let streak = self.text.any_before(t.start, &["连续"]).is_some();
        // 一起 and 一个 go on to 一等奖 never; 一万多 begins with 一 only.
        let goes_on = numeral::begins(first) && t.end == t.start + 1;
        // 一点二万 is a decimal.
        let goes_on = goes_on || self.text.before(t.end) == '点' && numeral::begins(first) && numeral::begins(self.text.at(t.end));
        !(longer || streak || goes_on)
    }

    pub(crate) fn skip_numerals(&self, start: usize, end: usize, why: &'static str, out: &mut Numbers) {
        let mut i = start;
        let whole = end - start <= 12;
        while i < end {
            if numeral::begins(self.text.at(i)) {
                out.skipped.push(Skipped { start: if whole { start } else { i }, end, why });
                return;
            }
            i += 1;
        }
    }

    pub(crate) fn numeral(&self, i: usize, out: &mut Numbers) -> Read {
        let text = self.text;
        // A capital numeral that stands alone is a word: 队伍, 大陆.
        let Some(n) = Numeral::read(text, i) else {
            return if text.at(i).is_ascii_digit() { Read::Skip(self.run_of_digits(i), "number") } else { Read::Nothing };
        };
        if let Some((end, why)) = self.no_figure(&n) {
            return Read::Skip(end, why);
        }
        let before = text.before(i);
        if before == '第' {
            return self.ordinal(&n);
        }
        if before == '前' && n.value < Decimal::ONE_HUNDRED && !n.odd {
            return self.among_the_first(&n);
        }
        if let Some(start) = text.any_before(i, &["连续", "蝉联", "连获"]) {
            return self.streak(&n, start, out);
        }
        let inside = self.layout.inside(i);
        if inside == Inside::Title {
            return self.in_title(&n);
        }
        if inside == Inside::Quote {
            // 被命名为“五星级党支部”
            if text.starts(n.end, "星级")
                && let Some(level) = self.level(&n)
            {
                return level;
            }
            let end = self.layout.enclosure(i).map_or(n.end, |(_, end, _)| end.min(n.end + 8).max(n.end));
            return Read::Skip(end.min(self.chain_end(n.end)), "term");
        }
        self.plain(&n, out)
    }

    pub(crate) fn plain(&self, n: &Numeral, out: &mut Numbers) -> Read {
        if let Some(found) = self.rate(n) {
            return found;
        }
        if let Some(found) = self.level(n) {
            return found;
        }
        if matches!(self.text.at(n.end), '年' | '届' | '次') && self.text.any(n.end + 1, &["蝉联", "连冠"]).is_some() {
            return self.streak(n, n.start, out);
        }
        if self.text.at(n.end) == '年' && !n.vague {
            return self.years(n);
        }
        let lexical =
            n.chinese && !self.hedged(n) && n.upper.is_none() && (n.bare_scale || n.value == Decimal::ONE || n.value.is_zero()) && !n.odd;
        let (measure, unit_start) = match measure::find(self.text, n.end) {
            Some(m) => (Some(m), n.end),
            None => (self.borrowed(n), n.end),
        };
        let Some(measure) = measure else { return self.unmeasured(n) };
        if let Some(why) = self.told_in_passing(n, &measure) {
            return Read::Skip(measure.end.max(n.end), why);
        }
        if lexical && !n.vague {
            return Read::Skip(n.end.max(n.start + 1), "lexical");
        }
        if n.chinese && (self.structure(n, &measure) || self.sums_up_a_list(n, &measure)) {
            return Read::Skip(measure.end.max(n.end), "term");
        }
        if measure.end <= unit_start {
            return self.count(n, &measure, n.end);
        }
        if let Some(range) = self.range(n, Some(&measure)) {
            return range;
        }
        self.count(n, &measure, measure.end)
    }

    /// 近, 超, 上 or 数 before a numeral make an amount of what would be an idiom: 近百人, 上千名.
    pub(crate) fn hedged(&self, n: &Numeral) -> bool {
        qualifier::before(self.text, n.start).is_some() || self.text.before(n.start) == '上' && n.bare_scale
    }

    /// 侦破现案、积案12、34起: a numeral before 、 takes the measure word of the next.
    pub(crate) fn borrowed(&self, n: &Numeral) -> Option<Measure> {
        let text = self.text;
        let sign = text.any(n.end, &["、", "和", "及", "与"])?;
        let next = Numeral::read(text, sign).filter(|_| !n.chinese)?;
        let measure = measure::find(text, next.end).or_else(|| self.borrowed(&next))?;
        Some(Measure { end: n.end, ..measure })
    }

    pub(crate) fn unmeasured(&self, n: &Numeral) -> Read {
        let text = self.text;
        if n.chinese
            && n.scale.is_none()
            && let Some(range) = self.range(n, None)
        {
            return range;
        }
        if n.chinese && n.scale.is_none() {
            if self.dash_artefact(n.start) {
                return Read::Skip(n.end, "artefact");
            }
            return Read::Skip(n.end, "lexical");
        }
        if let Some(range) = self.range(n, None) {
            return range;
        }
        let plain_end = n.end;
        let clause = self.layout.clause(n.start);
        let money = ["损失", "资金", "金额", "挽损", "涉案", "赃款", "贷款", "补贴", "产值", "投资", "经费"];
        let lead = text.words(clause.start, n.start);
        if n.scale.is_some() && !n.bare_scale {
            let (kind, dimension) = if money.iter().any(|w| lead.contains(w)) { (Kind::Money, "CNY") } else { (Kind::CountItems, "item") };
            if is_han(text.at(plain_end)) && text.at(plain_end) != '的' && kind != Kind::Money && !self.hedged(n) {
                return Read::Skip(plain_end, "no_measure");
            }
            let mut d = Draft::number(n, plain_end, kind, dimension, Decimal::ONE);
            d.unit = n.scale.filter(|_| kind == Kind::Money).map(String::from).unwrap_or_default();
            d.after = plain_end;
            return self.finished(d, Some(n.coarse));
        }
        Read::Skip(plain_end, "no_measure")
    }

    pub(crate) fn unit(&self, n: &Numeral, measure: &Measure) -> String {
        let money = n.scale.filter(|_| measure.kind == Kind::Money);
        let mut unit = money.map(String::from).unwrap_or_default();
        let from = if measure.end > n.end { self.text.words(n.end, measure.end) } else { measure.word.to_owned() };
        // 人民币 stands before the numeral as often as after it.
        unit.push_str(from.trim_start_matches("人民币").trim_start_matches('余'));
        if unit.is_empty() { from } else { unit }
    }

    /// Dimension and kind by the noun around, and where the noun phrase after ends.
    pub(crate) fn counted(&self, n: &Numeral, measure: &Measure) -> (&'static str, Kind, usize) {
        let clause = self.layout.clause(n.start);
        let phrase_end = self.cues.phrase_end(measure.end, clause.end.min(measure.end + 24));
        let mut k = measure.end;
        while k < phrase_end && (is_han(self.text.at(k)) || matches!(self.text.at(k), '“' | '”')) {
            k += 1;
        }
        let after = self.text.words(measure.end, k);
        let from = clause.start.max(n.start.saturating_sub(14));
        let qualified = qualifier::before(self.text, n.start).map_or(n.start, |(_, s)| s);
        let trimmed = self.text.any_before(qualified, &["共计", "共", "总计", "累计", "已", "有"]).unwrap_or(qualified).max(from);
        let before = self.text.words(from, trimmed);
        let before = before.trim_end_matches(['”', '》', ' ']);
        let (dimension, kind) = measure::counted(measure, before, &after);
        (dimension, kind, k)
    }

    pub(crate) fn count(&self, n: &Numeral, measure: &Measure, end: usize) -> Read {
        let text = self.text;
        if measure.word == "分" && !self.score(n) {
            return Read::Skip(end, "time");
        }
        if measure.dimension == "consecutive_editions" {
            return Read::Skip(end, "edition");
        }
        if matches!(measure.dimension, "hour" | "day")
            && text
                .any(
                    end,
                    &[
                        "值班",
                        "在线",
                        "自助",
                        "服务",
                        "不打烊",
                        "值守",
                        "备勤",
                        "警务",
                        "×",
                        "工作制",
                        "受理",
                        "双向",
                        "全天候",
                        "待命",
                        "行动",
                    ],
                )
                .is_some()
        {
            return Read::Skip(end, "term");
        }
        if text.starts(end, "以上") && self.nothing_happened(n.start) {
            return Read::Skip(end, "threshold");
        }
        let (dimension, kind, _) = self.counted(n, measure);
        let mut stop = end;
        let mut value_half = false;
        let mut odd_after = false;
        if text.at(stop) == '半' && matches!(measure.dimension, "hour" | "month" | "day" | "km" | "year") {
            value_half = true;
            stop += 1;
        } else if matches!(text.at(stop), '多' | '余') && !is_han(text.at(stop + 1))
            || text.at(stop) == '多' && matches!(text.at(stop + 1), '的' | '时')
        {
            odd_after = true;
            stop += 1;
        }
        // 部(幅), 件(个).
        if text.at(stop) == '(' && measure::find(text, stop + 1).is_some_and(|m| text.at(m.end) == ')') {
            stop = measure::find(text, stop + 1).map_or(stop, |m| m.end + 1);
        }
        let mut d = Draft::number(n, stop, kind, dimension, Decimal::ONE);
        d.unit = if stop > end && !value_half && !odd_after { text.words(n.end, stop) } else { self.unit(n, measure) };
        if measure.word == "个" && n.end < end && text.at(n.end) == '个' && stop == end {
            d.unit = measure.word.to_owned();
        }
        if value_half {
            d.value = d.value.and_then(|v| v.checked_add(Decimal::new(5, 1)));
            d.bound(Some(n.coarse));
            d.unit = text.words(n.end, stop);
        }
        if odd_after || measure.word.contains('多') {
            d.qualifier = Qualifier::Odd;
            d.bound(Some(n.coarse));
        }
        if measure.word == "个百分点" || measure.word == "倍" {
            let factor = if measure.word == "倍" { Decimal::ONE } else { Decimal::new(1, 2) };
            d = Draft::number(n, stop, kind, dimension, factor);
            d.unit = measure.word.to_owned();
            d.after = stop;
            return self.finished(d, n.coarse.checked_mul(factor));
        }
        d.after = stop;
        self.finished(d, Some(n.coarse))
    }

    /// 98.6分 after 得分, 满意度: a score; 30分 alone is a time.
    pub(crate) fn score(&self, n: &Numeral) -> bool {
        let clause = self.layout.clause(n.start);
        let lead = self.text.words(clause.start, n.start);
        ["得分", "满意度", "成绩", "评分", "总分", "平均分", "考核", "测评", "满分", "积分"].iter().any(|w| lead.contains(w))
    }
}
