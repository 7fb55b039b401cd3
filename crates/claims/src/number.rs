//! Numerals in their surroundings: which are figures, and of what; which are none, and why.

use rust_decimal::Decimal;

use crate::claim::{Award, Bound, Kind, Note, Qualifier};
use crate::clause::{Inside, Layout};
use crate::cue::{Cues, Sort};
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

enum Read {
    Figure(Box<Draft>),
    Nothing,
    Skip(usize, &'static str),
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
            let c = self.text.at(i);
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
    fn is_term(&self, t: &Term) -> bool {
        let before = self.text.before(t.start);
        let first = self.text.at(t.start);
        let longer = numeral::begins(first)
            && (numeral::begins(before) || matches!(before, '第' | '点' | '余' | '近' | '超' | '逾') && t.why == "lexical");
        let streak = self.text.any_before(t.start, &["连续"]).is_some();
        // 一起 and 一个 go on to 一等奖 never; 一万多 begins with 一 only.
        let goes_on = numeral::begins(first) && t.end == t.start + 1;
        !(longer || streak || goes_on)
    }

    fn skip_numerals(&self, start: usize, end: usize, why: &'static str, out: &mut Numbers) {
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

    fn numeral(&self, i: usize, out: &mut Numbers) -> Read {
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
            let end = self.layout.enclosure(i).map_or(n.end, |(_, end, _)| end.min(n.end + 8).max(n.end));
            return Read::Skip(end.min(self.chain_end(n.end)), "term");
        }
        self.plain(&n, out)
    }

    /// The digits, letters and signs that hang together with a numeral: 1+12+N, K120+300, 0477-8123456.
    fn chain_end(&self, mut end: usize) -> usize {
        while self.text.at(end).is_ascii_alphanumeric()
            || matches!(self.text.at(end), '+' | '×' | '·' | '-' | '.' | ':' | '/') && self.text.at(end + 1).is_ascii_alphanumeric()
        {
            end += 1;
        }
        end
    }

    fn run_of_digits(&self, i: usize) -> usize {
        let mut end = i + 1;
        while self.text.at(end).is_ascii_digit() || self.text.at(end) == '.' {
            end += 1;
        }
        end
    }

    /// Section numbers, telephones, document numbers, times, codes, addresses.
    fn no_figure(&self, n: &Numeral) -> Option<(usize, &'static str)> {
        let text = self.text;
        let (i, end) = (n.start, n.end);
        let (before, after) = (text.before(i), text.at(end));
        let line_start = matches!(before, '\0' | '\n') || before == '(' && matches!(text.before(i - 1), '\0' | '\n' | '。' | ';');
        if line_start && matches!(after, ' ' | '、' | '.' | ')') && n.value < Decimal::ONE_HUNDRED {
            return Some((end, "section"));
        }
        if n.chinese && n.value < Decimal::from(20) && (after == '是' || (after == '要') && n.end - n.start == 1) && !is_han(before) {
            return Some((end + 1, "section"));
        }
        if n.chinese && n.digits > 0 && before == '(' && after == ')' {
            return Some((end, "section"));
        }
        if before.is_ascii_alphabetic() || before == '_' || matches!(before, '@' | '#' | '&' | '=') {
            return Some((self.chain_end(end), "name"));
        }
        if after.is_ascii_alphabetic() && measure::find(text, end).is_none() {
            return Some((self.chain_end(end), "name"));
        }
        if after == '+'
            || (before == '+' && !n.chinese)
            || after == '×'
            || before == '×'
            || (after == '*' && text.at(end + 1).is_ascii_digit())
        {
            return Some((self.chain_end(end), "term"));
        }
        if after == '·' && numeral::begins(text.at(end + 1)) || before == '·' && numeral::begins(text.before(i.saturating_sub(1))) {
            return Some((self.chain_end(end), "name"));
        }
        if matches!(after, '〕' | ']' | '】') || matches!(before, '〔' | '[' | '【') {
            // 〔2024〕3号
            let close = end + 1;
            let number = Numeral::read(text, close).map_or(end, |m| if text.at(m.end) == '号' { m.end + 1 } else { end });
            return Some((number, "document_number"));
        }
        if text.starts(end, "号") && !text.starts(end, "号召") {
            let written = if text.any(end + 1, &["楼", "院", "门", "室", "路", "线", "公路", "街", "店"]).is_some() {
                "address"
            } else {
                "document_number"
            };
            return Some((end + 1, written));
        }
        if let Some(done) = text.any(end, &["单元", "号楼", "栋楼", "楼", "层", "室", "国道", "省道", "县道", "线公路", "环路", "号线"])
        {
            return Some((done, "address"));
        }
        if text.any_before(i, &["国道", "省道", "县道", "高速"]).is_some() && after != '公' {
            return Some((end, "address"));
        }
        if !n.chinese && self.telephone(n) {
            return Some((self.chain_end(end), "telephone"));
        }
        if !n.chinese
            && text.any_before(i, &["代号", "编号", "车牌", "尾号", "房号", "工号", "警号", "证号", "代码", "账号", "QQ"]).is_some()
        {
            return Some((self.chain_end(end), "name"));
        }
        if let Some(done) = self.clock(n) {
            return Some((done, "time"));
        }
        if let Some(done) = text.any(end, &["周岁", "岁"]) {
            return Some((done, "age"));
        }
        if text.starts(end, "周年") || text.starts(end, "星级") && !self.wins_near(i) {
            return Some((end + 2, "name"));
        }
        if !n.chinese && (after == '.' && text.at(end + 1).is_ascii_digit() || before == '.') {
            return Some((self.chain_end(end), "section"));
        }
        if matches!(after, ':' | '/') && numeral::begins(text.at(end + 1)) && !n.chinese {
            return Some((self.chain_end(end), "ratio"));
        }
        None
    }

    /// 110, 12345热线, 0477-8123456, 13812345678.
    fn telephone(&self, n: &Numeral) -> bool {
        const SERVICES: &[i64] = &[
            110, 119, 120, 122, 114, 12_110, 12_119, 12_122, 12_123, 12_309, 12_315, 12_328, 12_337, 12_338, 12_345, 12_348, 12_350,
            12_355, 12_363, 12_367, 12_368, 12_369, 12_371, 12_380, 12_381, 12_388, 12_389, 12_393, 95_598, 96_110, 96_333,
        ];
        const AFTER: &[&str] = &[
            "热线",
            "接处警",
            "接警",
            "报警",
            "警情",
            "指挥",
            "平台",
            "电话",
            "专线",
            "客户端",
            "App",
            "APP",
            "举报",
            "语音",
            "联勤",
            "中心",
            "出警",
            "宣传日",
            "反诈",
            "公安服务",
            "政务",
            "便民",
        ];
        let text = self.text;
        let (i, end) = (n.start, n.end);
        if n.scale.is_some() || n.odd || n.step < Decimal::ONE || text.slice(i, end).contains(&',') {
            return false;
        }
        let size = end - i;
        let unit = measure::find(text, end).is_some() || text.at(end) == '%';
        let service = SERVICES.iter().any(|s| Decimal::from(*s) == n.value);
        let named = text.any(end, AFTER).is_some() || text.any_before(i, &["拨打", "电话", "热线", "致电"]).is_some();
        let dashed = text.at(i) == '0' && (3..=4).contains(&size) && text.at(end) == '-' || text.before(i) == '-' && size >= 7;
        (service && (named || !unit))
            || (named && size >= 3 && !unit)
            || dashed
            || (text.at(i) == '1' && size == 11)
            || (text.at(i) == '0' && size >= 10)
    }

    /// 7时30分, 9:00, 上午9点, 3月1日 without its period.
    fn clock(&self, n: &Numeral) -> Option<usize> {
        let text = self.text;
        if n.scale.is_some() || n.odd || n.value > Decimal::from(60) || n.step < Decimal::ONE {
            return None;
        }
        let end = n.end;
        if text.at(end) == ':' && text.at(end + 1).is_ascii_digit() && text.at(end + 2).is_ascii_digit() && n.value < Decimal::from(25) {
            let mut done = end + 3;
            if text.at(done) == ':' && text.at(done + 1).is_ascii_digit() {
                done += 3;
            }
            return Some(done);
        }
        if n.value <= Decimal::from(24) && matches!(text.at(end), '时' | '点') {
            let of_day = text
                .any_before(n.start, &["上午", "下午", "凌晨", "早上", "晚上", "晚", "早", "中午", "当日", "日", "夜间", "至", "次日"])
                .is_some();
            let minutes = Numeral::read(text, end + 1).filter(|m| m.value < Decimal::from(60));
            return match minutes {
                Some(m) if text.at(m.end) == '分' => Some(m.end + 1),
                _ if text.at(end) == '时' && !matches!(text.at(end + 1), '间' | '长' | '段') => Some(end + 1),
                _ if text.any(end, &["点整", "点半", "点钟", "点许"]).is_some() => Some(end + 2),
                _ if of_day && !matches!(text.at(end + 1), '位' | '上') => Some(end + 1),
                _ => None,
            };
        }
        let calendar = matches!(text.at(end), '日' | '月' | '号') && !text.starts(end, "月饼") && !text.starts(end, "日元");
        (calendar && n.value <= Decimal::from(31)).then_some(end + 1)
    }

    fn wins_near(&self, i: usize) -> bool {
        let clause = self.layout.clause(i);
        self.cues.within(clause.start, i).any(|c| c.sort == Sort::Wins)
            || self.cues.within(clause.start, clause.end).any(|c| matches!(c.word, "创建" | "创成" | "达标" | "评定" | "认定" | "命名"))
    }

    /// 第一名, 第三批, 第十一位, 全国第一; 第一标准 is a figure of speech.
    fn ordinal(&self, n: &Numeral) -> Read {
        let text = self.text;
        let start = n.start - 1;
        let end = n.end;
        if self.layout.inside(n.start) == Inside::Quote {
            return Read::Skip(end, "term");
        }
        let draft = |stop: usize, kind: Kind, dimension: &'static str, unit: &str| {
            let mut d = Draft::words(start, stop, kind, dimension).ordinal(n.value, unit);
            d.number = n.start;
            d.award = Some(Award::default());
            Read::Figure(Box::new(d))
        };
        let field_near = || {
            let clause = self.layout.clause(start);
            self.cues
                .within(clause.start.max(start.saturating_sub(14)), start)
                .any(|c| c.sort == Sort::Field || c.sort == Sort::Wins || matches!(c.word, "综合"))
                || text
                    .any_before(start, &["排名", "位居", "位列", "列", "居", "排", "总分", "成绩", "考核", "综合", "评比", "保持", "团体"])
                    .is_some()
        };
        match text.at(end) {
            '名' if text.at(end + 1) != '称' => draft(end + 1, Kind::Rank, "rank", "名"),
            '位' => draft(end + 1, Kind::Rank, "rank", "位"),
            '批' if self.wins_near(start) || field_near() || matches!(text.before(start), '国' | '区' | '省' | '市') => {
                draft(end + 1, Kind::AwardLevel, "batch_ordinal", "批")
            }
            '届' if text.any_before(start, &["举办", "承办", "主办", "举办了", "承办了", "举办的"]).is_some() => {
                let mut d = Draft::words(start, end + 1, Kind::Edition, "edition").ordinal(n.value, "届");
                d.number = n.start;
                Read::Figure(Box::new(d))
            }
            '届' => Read::Skip(end + 1, "edition"),
            c if is_han(c) && !matches!(c, '的' | '和' | '、' | '并' | '且') => {
                let stop = if measure::find(text, end).is_some() { end + 1 } else { end };
                Read::Skip(stop, "ordinal")
            }
            _ if field_near() => draft(end, Kind::Rank, "rank", ""),
            _ => Read::Skip(end, "ordinal"),
        }
    }

    /// 全区前三, 前10名.
    fn among_the_first(&self, n: &Numeral) -> Read {
        let text = self.text;
        let start = n.start - 1;
        let clause = self.layout.clause(start);
        let ranked = self.cues.within(clause.start, start).any(|c| matches!(c.sort, Sort::Field | Sort::Wins)) || self.wins_near(start);
        let stop = text.any(n.end, &["名", "位"]).unwrap_or(n.end);
        let ends = !is_han(text.at(stop)) || matches!(text.at(stop), '的' | '、' | '行');
        if !ranked || !ends {
            return Read::Skip(stop, "ordinal");
        }
        let mut d = Draft::words(start, stop, Kind::Rank, "rank").ordinal(n.value, text.words(n.end, stop).as_str());
        d.qualifier = Qualifier::AtMost;
        d.low = Bound::With(Decimal::ONE);
        d.award = Some(Award::default());
        Read::Figure(Box::new(d))
    }

    /// 连续三届, 连续2年, 蝉联三届.
    fn streak(&self, n: &Numeral, start: usize, out: &mut Numbers) -> Read {
        let text = self.text;
        let (end, dimension) = match text.at(n.end) {
            '届' => (n.end + 1, "consecutive_editions"),
            '年' => (n.end + 1, "consecutive_years"),
            '次' => (n.end + 1, "consecutive_times"),
            '个' if text.starts(n.end, "个月") => (n.end + 2, "consecutive_months"),
            '个' if text.starts(n.end, "个季度") => (n.end + 3, "consecutive_quarters"),
            '个' if text.starts(n.end, "个年度") => (n.end + 3, "consecutive_years"),
            '度' => (n.end + 1, "consecutive_times"),
            _ => return self.plain(n, out),
        };
        let stop = if text.any(end, &["以上"]).is_some() { end + 2 } else { end };
        let mut d = Draft::number(n, stop, Kind::AwardStreak, dimension, Decimal::ONE);
        d.start = start;
        d.after = stop;
        d.unit = text.words(n.end, end);
        d.award = Some(Award::default());
        if stop > end {
            d.qualifier = Qualifier::AtLeast;
            d.bound(Some(n.coarse));
        }
        out.streaks.push(Mention { start, end: stop, force: crate::period::Force::Streak });
        Read::Figure(Box::new(d))
    }

    /// 《从优待警二十条措施》: the size of the list a document sets.
    fn in_title(&self, n: &Numeral) -> Read {
        let text = self.text;
        let (_, close, _) = self.layout.enclosure(n.start).unwrap_or((n.start, n.end, Inside::Title));
        let rest = text.words(n.end + 1, close);
        let lists =
            ["措施", "规定", "办法", "意见", "举措", "制度", "机制", "要求", "准则", "禁令", "硬措施", "承诺", "清单", "标准", "任务"];
        let unit = text.at(n.end);
        let dimension = match unit {
            '条' => "clause",
            '项' => "item",
            '点' => "point",
            _ => return Read::Skip(n.end, "title"),
        };
        // 二十条 alone closes a title too.
        if n.value < Decimal::TWO || n.bare_scale || !(rest.is_empty() || lists.iter().any(|w| rest.ends_with(w) || rest.starts_with(w))) {
            return Read::Skip(n.end, "title");
        }
        let mut d = Draft::number(n, n.end + 1, Kind::StandingListSize, dimension, Decimal::ONE);
        d.unit = unit.to_string();
        Read::Figure(Box::new(d))
    }

    fn plain(&self, n: &Numeral, out: &mut Numbers) -> Read {
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
        if lexical && !n.vague {
            return Read::Skip(n.end.max(n.start + 1), "lexical");
        }
        if n.chinese && self.structure(n, &measure) {
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
    fn hedged(&self, n: &Numeral) -> bool {
        qualifier::before(self.text, n.start).is_some() || self.text.before(n.start) == '上' && n.bare_scale
    }

    /// 三级网络, 两个结合: a small Chinese number that names a thing.
    fn structure(&self, n: &Numeral, measure: &Measure) -> bool {
        const ABSTRACT: &[&str] = &[
            "确立",
            "维护",
            "意识",
            "自信",
            "全面",
            "必须",
            "严禁",
            "规定",
            "不准",
            "坚持",
            "务必",
            "服从",
            "结合",
            "先行",
            "统筹",
            "转变",
            "一律",
            "允许",
            "革命",
            "能力",
            "层面",
            "方面",
            "维度",
            "毫不动摇",
            "同步",
            "强化",
            "聚焦",
            "到位",
            "突出",
            "环节",
            "一百年",
            "文明",
            "体系",
            "关系",
            "问题",
            "字",
            "阶段",
            "极端",
            "清单",
            "过硬",
            "统一",
        ];
        if n.value >= Decimal::TEN || n.odd {
            return false;
        }
        let next = self.text.at(measure.end);
        let abstract_noun =
            matches!(measure.word, "个" | "项" | "种" | "类" | "条" | "张") && self.text.any(measure.end, ABSTRACT).is_some();
        // 一码三人, 两队一室: measures chained without anything counted.
        let chained = numeral::begins(next) && self.text.at(measure.end) != '0' && n.end - n.start == 1 && !next.is_ascii_digit();
        abstract_noun || chained
    }

    /// 百分之八十六, 86%, 八成六, 三分之一, 2.3倍 follow a measure table of their own.
    fn rate(&self, n: &Numeral) -> Option<Read> {
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

    /// 三成, 八成六, 七成半; 成立, 成功 and their like are words.
    fn tenths(&self, n: &Numeral) -> Option<Read> {
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

    /// 一等奖, 二等功, 一等所, 二级实验室.
    fn level(&self, n: &Numeral) -> Option<Read> {
        let text = self.text;
        let end = n.end;
        if text.at(end) == '等' && n.value < Decimal::TEN && !n.odd {
            let (unit, stop, dimension) = match text.at(end + 1) {
                '奖' => ("等奖", end + 2, "award_level"),
                '功' => ("等功", end + 2, "award_level"),
                _ if n.chinese && self.wins_near(n.start) && is_han(text.at(end + 1)) => ("等", end + 1, "grade"),
                _ => return None,
            };
            return Some(self.graded(n, stop, dimension, unit));
        }
        // 一、二等奖: the levels share what follows the last.
        if n.chinese && text.at(end) == '、' && n.end == n.start + 1 {
            let mut k = end;
            while text.at(k) == '、' && numeral::begins(text.at(k + 1)) {
                k += 2;
            }
            if let Some(unit) = ["等奖", "等功"].into_iter().find(|u| text.starts(k, u)) {
                return Some(self.graded(n, end, "award_level", unit));
            }
        }
        if text.at(end) == '级' && n.chinese && n.value <= Decimal::TEN && !n.odd {
            const GRADED: &[&str] = &[
                "实验室",
                "达标",
                "标准化",
                "英模",
                "资质",
                "等保",
                "档案",
                "公安局",
                "派出所",
                "车管所",
                "单位",
                "医院",
                "勋章",
                "奖章",
                "警种",
                "法庭",
                "监管场所",
                "看守所",
                "机构",
                "站",
                "所",
            ];
            let clause = self.layout.clause(n.start);
            let rest = text.words(end + 1, clause.end.min(end + 12));
            // 两级公安机关, 三级联动: levels of a structure.
            let rated = self.wins_near(n.start)
                && GRADED.iter().any(|g| rest.contains(g))
                && !text.starts(end + 1, "公安机关")
                && n.value != Decimal::TWO
                || self.wins_near(n.start) && GRADED.iter().any(|g| rest.contains(g)) && text.at(n.start) == '二';
            if rated || text.any(end, &["级英模", "级英雄"]).is_some() {
                return Some(self.graded(n, end + 1, "grade", "级"));
            }
            return Some(Read::Skip(end + 1, "term"));
        }
        if text.starts(end, "星级") && self.wins_near(n.start) {
            return Some(self.graded(n, end + 2, "grade", "星级"));
        }
        None
    }

    fn graded(&self, n: &Numeral, stop: usize, dimension: &'static str, unit: &str) -> Read {
        let mut d = Draft::words(n.start, stop, Kind::AwardLevel, dimension).ordinal(n.value, unit);
        d.award = Some(Award::default());
        Read::Figure(Box::new(d))
    }

    /// 历时两年半, 有期徒刑3年; any other 三年 is a period or a name.
    fn years(&self, n: &Numeral) -> Read {
        let text = self.text;
        let half = text.at(n.end + 1) == '半';
        let end = n.end + 1 + usize::from(half);
        let lasting = text
            .any_before(
                n.start,
                &[
                    "历时",
                    "为期",
                    "有期徒刑",
                    "徒刑",
                    "耗时",
                    "历经",
                    "长达",
                    "满",
                    "超过",
                    "近",
                    "至",
                    "期限",
                    "有效期",
                    "缩短",
                    "延长",
                    "时间",
                    "不少于",
                    "不超过",
                    "逃亡",
                    "潜逃",
                ],
            )
            .is_some();
        if !(half || lasting) || text.starts(end, "行动") || n.value > Decimal::ONE_HUNDRED {
            return Read::Skip(end, "period");
        }
        let value = if half { n.value + Decimal::new(5, 1) } else { n.value };
        let step = if half { Decimal::new(5, 1) } else { Decimal::ONE };
        let m = Numeral { value, step, coarse: step, ..n.clone() };
        let mut d = Draft::number(&m, end, Kind::Quantity, "year", Decimal::ONE);
        d.unit = text.words(n.end, end);
        d.after = end;
        self.finished(d, Some(step))
    }

    /// 侦破现案、积案12、34起: a numeral before 、 takes the measure word of the next.
    fn borrowed(&self, n: &Numeral) -> Option<Measure> {
        let text = self.text;
        let sign = text.any(n.end, &["、", "和", "及", "与"])?;
        let next = Numeral::read(text, sign).filter(|_| !n.chinese)?;
        let measure = measure::find(text, next.end).or_else(|| self.borrowed(&next))?;
        Some(Measure { end: n.end, ..measure })
    }

    fn unmeasured(&self, n: &Numeral) -> Read {
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

    /// 引一育一用一励: a scanner's 一 for a dash.
    fn dash_artefact(&self, i: usize) -> bool {
        let one = |k: usize| self.text.at(k) == '一';
        one(i) && (one(i + 2) && is_han(self.text.at(i + 1)) || i >= 2 && one(i - 2) && is_han(self.text.at(i - 1)))
    }

    /// 5000元至1万元, 2万至3万元, 10-20人, 5%至8%.
    fn range(&self, n: &Numeral, measure: Option<&Measure>) -> Option<Read> {
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

    fn unit(&self, n: &Numeral, measure: &Measure) -> String {
        let money = n.scale.filter(|_| measure.kind == Kind::Money);
        let mut unit = money.map(String::from).unwrap_or_default();
        let from = if measure.end > n.end { self.text.words(n.end, measure.end) } else { measure.word.to_owned() };
        // 人民币 stands before the numeral as often as after it.
        unit.push_str(from.trim_start_matches("人民币").trim_start_matches('余'));
        if unit.is_empty() { from } else { unit }
    }

    /// Dimension and kind by the noun around, and where the noun phrase after ends.
    fn counted(&self, n: &Numeral, measure: &Measure) -> (&'static str, Kind, usize) {
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

    fn count(&self, n: &Numeral, measure: &Measure, end: usize) -> Read {
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
    fn score(&self, n: &Numeral) -> bool {
        let clause = self.layout.clause(n.start);
        let lead = self.text.words(clause.start, n.start);
        ["得分", "满意度", "成绩", "评分", "总分", "平均分", "考核", "测评", "满分", "积分"].iter().any(|w| lead.contains(w))
    }

    /// Adds the hedges around and settles rate against change.
    fn finished(&self, mut d: Draft, coarse: Option<Decimal>) -> Read {
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

    fn negative(&self, d: &mut Draft) {
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
    fn is_change(&self, d: &Draft) -> bool {
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
    fn list_member_before(&self, sign: usize) -> Option<usize> {
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

    fn compared(&self, d: &Draft) -> bool {
        let clause = self.layout.clause(d.start);
        let from = self
            .layout
            .clauses
            .get(self.layout.clause_at(d.start).saturating_sub(1))
            .filter(|c| c.sentence == clause.sentence)
            .map_or(clause.start, |c| c.start);
        self.cues.within(from, d.start).any(|c| c.sort == Sort::Against)
    }
}
