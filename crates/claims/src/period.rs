//! Periods: where the text names a time, and which of them a claim goes by.

use std::collections::BTreeMap;

use nc_kernel::{Day, Period};

use crate::claim::{ClaimPeriod, Context, Kind, Origin};
use crate::clause::{Clause, Layout};
use crate::numeral::{self, Numeral};
use crate::text::Text;

/// 期间词: a time the text names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mention {
    /// First character.
    pub start: usize,
    /// First character after it.
    pub end: usize,
    /// What it does to the claims after it.
    pub force: Force,
}

/// How far a mention reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Force {
    /// A period for this sentence and the rest of the paragraph.
    Full,
    /// 累计: for its own sentence.
    Cumulative,
    /// 连续三届: for its own clause, and as background for the awards of its sentence.
    Streak,
    /// 由上年的82.1%: for the number right after it.
    Next,
    /// 较2023年, 去年同期: the other side of a comparison; within a name: nobody's period.
    Nobody,
}

const POINTS: &[&str] =
    &["今年", "去年", "前年", "本年度", "本年", "当年", "上年度", "上年", "全年", "本月", "当月", "上月", "上个月", "年初"];
const WITHIN_YEAR: &[&str] = &[
    "上半年",
    "下半年",
    "前三季度",
    "前3季度",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "全年",
    "年度",
    "度",
    "年底",
    "年末",
    "年初",
    "底",
    "末",
    "初",
];
const VAGUE: &[&str] =
    &["近年来", "近几年来", "近些年来", "近几年", "多年来", "这些年来", "一段时间以来", "一直以来", "长期以来", "历年来", "历年"];
const NOW: &[&str] = &["截至目前", "截止目前", "截至今天", "截至今日", "截至", "截止", "目前", "迄今为止", "迄今", "至今"];

/// Every time the text names, in order, none within another.
pub(crate) fn mentions(text: &Text<'_>, layout: &Layout) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut i = 0;
    while i < text.len() {
        if !may_begin(text.at(i)) {
            i += 1;
            continue;
        }
        match mention_at(text, layout, i) {
            Some(m) if m.end > i => {
                i = m.end;
                // A since-phrase takes in what it is made of.
                while found.last().is_some_and(|last| last.start >= m.start) {
                    found.pop();
                }
                found.push(m);
            }
            _ => i += 1,
        }
    }
    found
}

/// Whether a time may begin, or end with its own beginning elsewhere, at a character.
fn may_begin(c: char) -> bool {
    let word = matches!(
        c,
        '近' | '过'
            | '最'
            | '这'
            | '多'
            | '历'
            | '长'
            | '以'
            | '期'
            | '累'
            | '截'
            | '目'
            | '迄'
            | '至'
            | '第'
            | '前'
            | '今'
            | '去'
            | '本'
            | '当'
            | '上'
            | '下'
            | '全'
            | '年'
    );
    word || numeral::begins(c)
}

fn mention_at(text: &Text<'_>, layout: &Layout, i: usize) -> Option<Mention> {
    let c = text.at(i);
    let mention = match c {
        '近' | '过' | '最' | '这' | '多' | '历' | '长' if let Some(end) = text.any(i, VAGUE) => {
            Mention { start: i, end, force: Force::Full }
        }
        '近' | '过' | '最' | '这' => {
            let head = text.any(i, &["过去", "最近", "近", "这"])?;
            let n = Numeral::read(text, head)?;
            let end = text.any(n.end, &["年多来", "年来", "年间", "年中", "年", "个月来", "个月"])?;
            Mention { start: i, end, force: Force::Full }
        }
        '以' if text.starts(i, "以来") => {
            let clause = layout.clause(i);
            // Quotes within the clause are part of the name of the campaign.
            Mention { start: clause.start, end: i + 2, force: Force::Full }
        }
        '期' if text.starts(i, "期间") => {
            let clause = layout.clause(i);
            if i + 2 - clause.start > 20 || i == clause.start {
                return None;
            }
            Mention { start: clause.start, end: i + 2, force: Force::Full }
        }
        '累' if text.starts(i, "累计") => Mention { start: i, end: i + 2, force: Force::Cumulative },
        '截' | '目' | '迄' | '至' => {
            let end = text.any(i, NOW)?;
            let end = if matches!(text.words(i, end).as_str(), "截至" | "截止") {
                let at = if text.at(end) == '到' { end + 1 } else { end };
                let end = point(text, at)?;
                text.any(end, &["底", "末"]).unwrap_or(end)
            } else {
                end
            };
            Mention { start: i, end, force: Force::Full }
        }
        _ => Mention { start: i, end: span(text, i)?, force: Force::Full },
    };
    Some(weakened(text, layout, mention))
}

/// Takes the force from the other side of a comparison and from what stands within a name.
fn weakened(text: &Text<'_>, layout: &Layout, mut m: Mention) -> Mention {
    let compared = text.any_before(m.start, &["较", "比", "与", "同", "相比"]).is_some() && !text.starts(m.end, "以来");
    // 由上年的82.1%增至86.5%: the first value's, not the second's.
    if text.any_before(m.start, &["由", "从"]).is_some() && text.at(m.end) == '的' && numeral::begins(text.at(m.end + 1)) {
        m.force = Force::Next;
    }
    let named = layout.inside(m.start) != crate::clause::Inside::Prose;
    if compared || text.starts(m.end, "同期") || (named && m.force == Force::Full && layout.inside(m.end) != crate::clause::Inside::Prose)
    {
        m.force = Force::Nobody;
    }
    m
}

/// A point or a stretch between two points: `2024年上半年`, `今年1至10月`, `2021—2023年`.
fn span(text: &Text<'_>, i: usize) -> Option<usize> {
    let c = text.at(i);
    let numeric = numeral::begins(c) || matches!(c, '第' | '前');
    if !numeric && !matches!(c, '今' | '去' | '本' | '当' | '上' | '下' | '全' | '年') {
        return None;
    }
    if !numeral::begins(c) && !matches!(text.at(i + 1), '年' | '月' | '个' | '半' | '初' | '一' | '二' | '三' | '四' | '1'..='4') {
        return None;
    }
    if numeric && (numeral::begins(text.before(i)) || text.before(i).is_ascii_alphanumeric() || text.before(i) == '.') {
        return None;
    }
    let number = numeral::begins(c);
    if let Some(end) = number.then(|| ended_years(text, i)).flatten() {
        return Some(end);
    }
    let first = number.then(|| bare_to_suffix(text, i)).flatten().or_else(|| point(text, i))?;
    let mut end = first;
    // 今年 followed by 1至10月.
    if let Some(more) = bare_to_suffix(text, end) {
        end = more;
    }
    if matches!(text.at(end), '至' | '到' | '—' | '-' | '~')
        && let Some(second) = point(text, end + 1).or_else(|| (text.at(end + 1) == '今').then_some(end + 2))
    {
        end = second;
    }
    Some(text.any(end, &["以来", "起至今", "至今", "期间", "起", "间", "来"]).unwrap_or(end))
}

/// `3年来`, `五年间`, `半年来`, `两年多来`.
fn ended_years(text: &Text<'_>, i: usize) -> Option<usize> {
    // Reading a numeral costs; most are followed by something else.
    let mut after = i;
    while numeral::begins(text.at(after)) || matches!(text.at(after), '余' | '多' | '几') {
        after += 1;
    }
    if !matches!(text.at(after), '年' | '个' | '半') && !matches!(text.before(after), '多' | '半') {
        return None;
    }
    let n = Numeral::read(text, i)?;
    if n.value > rust_decimal::Decimal::ONE_HUNDRED {
        return None;
    }
    text.any(n.end, &["年以来", "年多以来", "年多来", "年来", "年间", "个月以来", "个月来", "个多月来"])
}

/// `1至10月`, `1-6月`, `2021—2023年`, `3月1日至5日`'s right side: a bare numeral whose unit only the other end has.
fn bare_to_suffix(text: &Text<'_>, i: usize) -> Option<usize> {
    let left = short_number(text, i)?;
    if !matches!(text.at(left), '至' | '到' | '—' | '-' | '~') {
        return None;
    }
    let right = short_number(text, left + 1)?;
    let unit = text.any(right, &["月份", "月", "年度", "年", "季度"])?;
    let years = text.at(right) == '年';
    // 3至5年 is how long something takes.
    if years && left - i != 4 {
        return None;
    }
    Some(within(text, unit).unwrap_or(unit))
}

fn short_number(text: &Text<'_>, i: usize) -> Option<usize> {
    let mut end = i;
    while text.at(end).is_ascii_digit()
        || matches!(text.at(end), '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '〇' | '零')
    {
        end += 1;
    }
    (end > i && end - i <= 4).then_some(end)
}

/// A year, half, quarter, month or day.
fn point(text: &Text<'_>, i: usize) -> Option<usize> {
    if let Some(end) = text.any(i, POINTS) {
        return Some(within(text, end).unwrap_or(end));
    }
    if let Some(end) = text.any(i, &["上半年", "下半年", "前三季度", "前3季度", "第一季度", "第二季度", "第三季度", "第四季度"])
    {
        return Some(end);
    }
    let end = short_number(text, i)?;
    let size = end - i;
    match text.at(end) {
        '年' if size == 4 => {
            // 二〇二四年 and 2024年; 一千年 is none.
            let after = end + 1;
            Some(within(text, after).unwrap_or(after))
        }
        '月' if size <= 2 && text.at(end + 1) != '饼' => within(text, i),
        '季' if text.at(end + 1) == '度' && size == 1 => Some(end + 2),
        '.' | '-' | '/' if size == 4 => {
            // 2024-03-01, 2024.3.1
            let sign = text.at(end);
            let month = short_number(text, end + 1)?;
            let day = (text.at(month) == sign).then(|| short_number(text, month + 1)).flatten()?;
            (text.at(i).is_ascii_digit() && month - end <= 3 && day - month <= 3).then_some(day)
        }
        _ => None,
    }
}

/// What may follow a year, or stand alone for this year's: `上半年`, `3月`, `3月1日`, `底`.
fn within(text: &Text<'_>, i: usize) -> Option<usize> {
    if let Some(end) = text.any(i, WITHIN_YEAR) {
        let followed = text.at(end);
        // 年初心, 末端, 底线.
        return (!matches!(text.at(i), '底' | '末' | '初') || !matches!(followed, '心' | '端' | '线' | '步' | '级' | '中')).then_some(end);
    }
    let at = if text.at(i) == '第' { i + 1 } else { i };
    let number = short_number(text, at)?;
    if number - at > 2 {
        return None;
    }
    if text.starts(number, "季度") {
        return Some(number + 2);
    }
    if text.at(number) != '月' {
        return None;
    }
    let mut end = number + 1;
    if text.at(end) == '份' {
        end += 1;
    }
    if let Some(done) = text.any(end, &["上旬", "中旬", "下旬", "底", "末", "初"]) {
        return Some(done);
    }
    if let Some(day) = short_number(text, end)
        && matches!(text.at(day), '日' | '号')
    {
        end = day + 1;
    }
    Some(end)
}

/// Whether a mention names a stretch of the calendar: a year, a half, a quarter, months; no day, no campaign, no 近年来.
fn is_calendar(text: &Text<'_>, m: &Mention) -> bool {
    let words = text.slice(m.start, m.end);
    let dated = words.iter().any(|c| matches!(c, '年' | '月' | '季')) && !matches!(words.last(), Some('日' | '号' | '间'));
    let begins = words.first().is_some_and(|c| c.is_ascii_digit() || matches!(c, '今' | '去' | '本' | '上' | '下' | '全' | '前' | '二'));
    dated && begins && ended_years(text, m.start).is_none()
}

/// Looks up which mention a claim goes by.
pub(crate) struct Periods<'a> {
    text: &'a Text<'a>,
    layout: &'a Layout,
    mentions: &'a [Mention],
    as_of: Option<Day>,
    campaigns: &'a BTreeMap<String, Day>,
    /// What the article as a whole reports on.
    reported: Option<Mention>,
}

impl<'a> Periods<'a> {
    /// Over the mentions of a text.
    pub(crate) fn new(text: &'a Text<'a>, layout: &'a Layout, mentions: &'a [Mention], context: &'a Context) -> Self {
        let reported = Self::reported(text, layout, mentions);
        Self { text, layout, mentions, as_of: context.as_of, campaigns: &context.campaigns, reported }
    }

    /// The period of a claim at `start..end`. `own_subject`: its clause names who did it, so an adverb of an earlier
    /// clause does not govern it.
    pub(crate) fn of(&self, start: usize, end: usize, kind: Kind, own_subject: bool) -> ClaimPeriod {
        let clause = self.layout.clause(start);
        let upto = self.mentions.partition_point(|m| m.start < end);
        let before = self.mentions.get(..upto).unwrap_or_default();
        if let Some(own) = before.last().filter(|m| m.force == Force::Next && m.end + 1 == start) {
            return self.told(own, Origin::Stated);
        }
        let same_sentence = |m: &&Mention| self.layout.clause(m.start).sentence == clause.sentence;
        let sentence = || {
            let near = before.iter().rev().take(24).take_while(same_sentence);
            near.filter(|m| !matches!(m.force, Force::Nobody | Force::Next))
        };
        let in_clause = |m: &Mention| m.start >= clause.start;
        let honour = matches!(kind, Kind::Rank | Kind::AwardLevel | Kind::AwardStreak | Kind::Edition | Kind::Recognition);

        if kind == Kind::AwardStreak
            && let Some(own) = sentence().find(|m| m.force == Force::Streak && m.end == end)
        {
            return self.told(own, Origin::Stated);
        }
        if let Some(full) = sentence().find(|m| m.force == Force::Full && (in_clause(m) || self.fronted(m))) {
            return self.told(full, Origin::Stated);
        }
        // A period that follows its number in the same clause: 立案120起(2024年).
        let rest = self.mentions.get(upto..).unwrap_or_default();
        if let Some(later) =
            rest.iter().take_while(|m| m.start < clause.end).find(|m| m.force == Force::Full && self.text.before(m.start) == '(')
        {
            return self.told(later, Origin::Stated);
        }
        // 累计 adds up within the time the article reports on, where it names one.
        if self.reported.is_none()
            && let Some(own) = sentence().find(|m| m.force == Force::Cumulative && in_clause(m))
        {
            return self.told(own, Origin::Stated);
        }
        let adds_up = |m: &Mention| m.force == Force::Cumulative && self.reported.is_some();
        if let Some(near) = sentence().find(|m| !adds_up(m) && (m.force != Force::Streak || honour)) {
            let governs = !honour && !own_subject && near.force != Force::Streak;
            return self.told(near, if governs { Origin::Stated } else { Origin::Inherited });
        }
        self.inherited(clause, before)
    }

    /// The last mention of the paragraph before the claim's sentence, or what the article reports on. 累计 ends what was
    /// said before it, and a day ends with its own sentence.
    fn inherited(&self, clause: Clause, before: &[Mention]) -> ClaimPeriod {
        let sentence_of = |m: &Mention| self.layout.clause(m.start).sentence;
        let mut earlier = before
            .iter()
            .rev()
            .take(256)
            .take_while(|m| self.layout.clause(m.start).paragraph == clause.paragraph)
            .filter(|m| sentence_of(m) != clause.sentence)
            .filter(|m| m.force == Force::Full && !self.is_day(m) || m.force == Force::Cumulative);
        let found = match earlier.next() {
            Some(sum) if sum.force == Force::Cumulative => {
                // 去年累计查处: the year goes on.
                let goes_on = |m: &&Mention| m.force == Force::Full && (self.reported.is_some() || sentence_of(m) == sentence_of(sum));
                earlier.next().filter(goes_on).copied()
            }
            full => full.copied(),
        };
        found.or(self.reported).map_or_else(ClaimPeriod::default, |m| self.told(&m, Origin::Inherited))
    }

    /// The calendar period the first paragraph of the article opens a clause with, or one in the headline above it: what
    /// the article reports on, until a paragraph names another. 近年来 and 某活动以来 tell the background of their own
    /// paragraph.
    fn reported(text: &Text<'_>, layout: &Layout, mentions: &[Mention]) -> Option<Mention> {
        let opening = layout.headings.iter().position(|heading| !heading)?;
        let upto = mentions.partition_point(|m| layout.clause(m.start).paragraph <= opening);
        let own = mentions.get(..upto)?;
        let body = own.partition_point(|m| layout.clause(m.start).paragraph < opening);
        let calendar = |m: &&Mention| m.force == Force::Full && is_calendar(text, m);
        let opens = |m: &&Mention| {
            let clause = layout.clause(m.start);
            m.start <= clause.start + 1
        };
        let (headline, first) = own.split_at(body);
        first.iter().filter(calendar).find(opens).or_else(|| headline.iter().rev().find(calendar)).copied()
    }

    /// Whether a mention names one day: the date of an event.
    fn is_day(&self, m: &Mention) -> bool {
        matches!(self.text.before(m.end), '日' | '号')
    }

    /// Whether a mention stands alone before a comma, so that it governs the whole sentence.
    fn fronted(&self, m: &Mention) -> bool {
        let clause = self.layout.clause(m.start);
        let alone = clause.end <= m.end + 1 && clause.end >= m.end;
        // 在8月举行的比武中, is an adverbial as a whole.
        let opens = m.start <= clause.start + 1 && matches!(self.text.at(clause.start), '在' | '于');
        alone || opens && matches!(self.text.before(clause.end), '中' | '上' | '时' | '后' | '间')
    }

    fn told(&self, m: &Mention, origin: Origin) -> ClaimPeriod {
        let (_, _, words) = self.text.original(m.start, m.end);
        let read = match (m.force, self.as_of) {
            (Force::Streak, _) | (_, None) => None,
            (_, Some(day)) => {
                // 全年 is all of the year the article reports on.
                let year = self.reported.filter(|_| words == "全年").map(|m| self.text.original(m.start, m.end).2);
                Period::parse_words(year.unwrap_or(words), day, self.campaigns).ok()
            }
        };
        ClaimPeriod { from: read.and_then(|p| p.from), to: read.map(|p| p.to), origin, words: words.to_owned() }
    }
}
