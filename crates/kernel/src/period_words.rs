//! The words articles and people use for a period.
//!
//! Decisions, each with a test below:
//! - `3年来`, `近三年`, `3y`: the three years that end with the as-of day, so from the day after the same date three
//!   years earlier. With an as-of day of 31 December these are three calendar years.
//! - A half, quarter, month or date without a year is the latest one that has begun by the as-of day.
//! - `今年` and everything "since" run through the as-of day; a named year (`2024年`) is the whole calendar year.
//! - `截至X` is cumulative through the end of X; `至今` and `目前` mean the as-of day.
//! - A named campaign starts on the day the caller's table gives; `近年来` names no start and is refused.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::day::Day;
use crate::period::Period;

/// Why words are no period, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// Not a form known here.
    #[error(
        "看不懂这个期间，可写作 2024年、2024年上半年、2023年1月1日至2025年12月31日、3年来 / not a period known here: write 2024, 2024H1, 2024Q3, 2024-03, 2023-01-01..2025-12-31, since 2023-01-01 or 3y"
    )]
    Unknown,
    /// Names no beginning.
    #[error("“{0}”没有说明从何时起，请写明年份或日期 / “{0}” does not say since when: give a year or a date")]
    Vague(String),
    /// A day or month the calendar has not.
    #[error("日历上没有这一天或这个月 / the calendar has no such day or month")]
    NoSuchDay,
    /// Ends before it begins.
    #[error("期间的终点早于起点 / the period ends before it begins")]
    Backwards,
}

impl Period {
    /// Reads the words of a period as they stand in an article or on the command line. `as_of` is the day the words are
    /// said for; `campaigns` gives the first day of each named campaign (`抓强整树` → 2023-01-01).
    ///
    /// # Errors
    /// [`PeriodError`] saying what is missing.
    pub fn parse_words(text: &str, as_of: Day, campaigns: &BTreeMap<String, Day>) -> Result<Self, PeriodError> {
        let plain = plain(text);
        let period = Words { as_of, campaigns }.read(&plain)?;
        if period.from.is_some_and(|from| from > period.to) { Err(PeriodError::Backwards) } else { Ok(period) }
    }

    /// The period in Chinese, as a report says it. What it says reads back as the same period.
    #[must_use]
    pub fn words(&self) -> String {
        let to = self.to;
        let Some(from) = self.from else {
            return format!("截至{}累计", long(to));
        };
        let (year, last_year) = (from.year(), to.year());
        let whole_months = from == from.first_of_month() && to == to.last_of_month();
        let (first, last) = (from.month(), to.month());
        match (whole_months && year == last_year, first, last) {
            (true, 1, 12) => format!("{year}年"),
            (true, 1, 6) => format!("{year}年上半年"),
            (true, 7, 12) => format!("{year}年下半年"),
            (true, _, _) if first == last => format!("{year}年{first}月"),
            (true, 1 | 4 | 7 | 10, _) if last == first + 2 => {
                let name = ["一", "二", "三", "四"].get(usize::from(first.unsigned_abs() / 3)).copied().unwrap_or_default();
                format!("{year}年第{name}季度")
            }
            (true, _, _) => format!("{year}年{first}至{last}月"),
            _ if whole_months && first == 1 && last == 12 => format!("{year}年至{last_year}年"),
            _ if from == to => long(from),
            _ => format!("{}至{}", long(from), long(to)),
        }
    }
}

fn long(day: Day) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day_of_month())
}

/// Ordinary widths, no spaces or quotes, one kind of dash, lower case, no punctuation at the end.
fn plain(text: &str) -> String {
    let text: String = text
        .nfkc()
        .filter(|c| !c.is_whitespace() && !matches!(c, '“' | '”' | '"' | '‘' | '’' | '\'' | '「' | '」' | '《' | '》'))
        .map(|c| if matches!(c, '—' | '–' | '~' | '〜' | '−') { '-' } else { c })
        .flat_map(char::to_lowercase)
        .collect();
    text.trim_matches([',', '，', '。', ';', ':', '、']).to_owned()
}

/// A stretch of whole days.
type Span = (Day, Day);

struct Words<'a> {
    as_of: Day,
    campaigns: &'a BTreeMap<String, Day>,
}

impl Words<'_> {
    fn read(&self, text: &str) -> Result<Period, PeriodError> {
        let readers = [Self::short, Self::cumulative, Self::years_back, Self::since, Self::range];
        for reader in readers {
            if let Some(found) = reader(self, text).transpose() {
                return found;
            }
        }
        let (first, last) = self.span(text)?.ok_or(PeriodError::Unknown)?;
        Ok(Period::new(first, last))
    }

    /// The forms of the command line.
    fn short(&self, text: &str) -> Result<Option<Period>, PeriodError> {
        if let Some((from, to)) = text.split_once("..") {
            let day = |t: &str| Day::parse(t).map_err(|_| PeriodError::NoSuchDay);
            let to = if to.is_empty() { self.as_of } else { day(to)? };
            return Ok(Some(Period { from: if from.is_empty() { None } else { Some(day(from)?) }, to }));
        }
        if text == "all" {
            return Ok(Some(Period::up_to(self.as_of)));
        }
        if let Some(rest) = text.strip_prefix("since") {
            let (first, _) = self.short_span(rest)?.ok_or(PeriodError::Unknown)?;
            return Ok(Some(Period::new(first, self.as_of)));
        }
        if let Some(years) = text.strip_suffix('y').and_then(number) {
            return Ok(Some(self.last_years(years)));
        }
        Ok(self.short_span(text)?.map(|(first, last)| Period::new(first, last)))
    }

    /// `2024`, `2024h1`, `2024q3`, `2024-03`, `2024-03-01`.
    fn short_span(&self, text: &str) -> Result<Option<Span>, PeriodError> {
        let Some((digits, rest)) = text.split_at_checked(4) else { return Ok(None) };
        let Some(year) = year_number(digits) else { return Ok(None) };
        if rest.is_empty() {
            return months(year, 1, 12).map(Some);
        }
        match rest.split_at_checked(1) {
            Some(("h", half)) => part(year, number(half), 2).map(Some),
            Some(("q", quarter)) => part(year, number(quarter), 4).map(Some),
            Some(("-", month)) if !month.contains('-') && number(month).is_some_and(|n| n <= 12) => part(year, number(month), 12).map(Some),
            Some(("-", rest)) if rest.contains('-') && text.bytes().all(|b| b.is_ascii_digit() || b == b'-') => {
                let day = Day::parse(text).map_err(|_| PeriodError::NoSuchDay)?;
                Ok(Some((day, day)))
            }
            _ => Ok(None),
        }
    }

    /// Everything through a day.
    fn cumulative(&self, text: &str) -> Result<Option<Period>, PeriodError> {
        let now = ["累计", "历年", "历年来", "历年累计", "至今", "目前", "目前累计", "迄今", "迄今为止", "今"];
        let rest = text.strip_prefix("截至").or_else(|| text.strip_prefix("截止到")).or_else(|| text.strip_prefix("截止"));
        let Some(rest) = rest else {
            return Ok(now.contains(&text).then(|| Period::up_to(self.as_of)));
        };
        if rest.is_empty() || now.contains(&rest) || rest == "今天" || rest == "今日" {
            return Ok(Some(Period::up_to(self.as_of)));
        }
        let rest = rest.trim_end_matches("累计").trim_end_matches(['底', '末']);
        // 年底 and 月底 without a number are this year's and this month's.
        let last = match rest {
            "年" => self.as_of.last_of_year(),
            "月" => self.as_of.last_of_month(),
            _ => match self.short_span(rest)?.or(self.span(rest)?) {
                Some((_, last)) => last,
                None => return Err(PeriodError::Unknown),
            },
        };
        Ok(Some(Period::up_to(last)))
    }

    /// `3年来`, `近三年`, `过去3年`, `近6个月`.
    fn years_back(&self, text: &str) -> Result<Option<Period>, PeriodError> {
        let (near, rest) =
            ["近", "最近", "过去", "这", "前"].iter().find_map(|p| text.strip_prefix(p)).map_or((false, text), |rest| (true, rest));
        let came = rest.strip_suffix("以来").or_else(|| rest.strip_suffix('来')).or_else(|| rest.strip_suffix("间"));
        if !near && came.is_none() {
            return Ok(None);
        }
        let span = came.unwrap_or(rest);
        if matches!(span, "年" | "几年" | "些年" | "期" | "段时间" | "多年" | "数年") {
            return Err(PeriodError::Vague(text.to_owned()));
        }
        if span == "半年" {
            return Ok(Some(self.last_months(6)));
        }
        if let Some(years) = span.strip_suffix("周年").or_else(|| span.strip_suffix('年')).and_then(number) {
            // 2024年来 is a year, not two thousand of them.
            return Ok((years < 100).then(|| self.last_years(years)));
        }
        let in_months = span.strip_suffix("个月").and_then(number);
        Ok(in_months.map(|n| self.last_months(i32::try_from(n).unwrap_or(i32::MAX))))
    }

    fn last_years(&self, years: u32) -> Period {
        self.last_months(i32::try_from(years.saturating_mul(12)).unwrap_or(i32::MAX))
    }

    fn last_months(&self, n: i32) -> Period {
        Period::new(self.as_of.plus_months(n.saturating_neg()).plus_days(1), self.as_of)
    }

    /// `自2023年1月1日以来`, `今年以来`, `2023年3月起至今`, `“抓强整树”专项活动开展以来`.
    fn since(&self, text: &str) -> Result<Option<Period>, PeriodError> {
        let from = text.strip_prefix(['自', '从']);
        let bare = from.unwrap_or(text);
        let cut = ["以来", "起至今", "开始至今", "至今", "起", "开始"].iter().find_map(|end| bare.strip_suffix(end));
        let Some(start) = cut.or(from) else { return Ok(None) };
        // 自1月至10月 is a range.
        if cut.is_none() && start.contains(['至', '到', '-']) {
            return Ok(None);
        }
        let first = match self.span(start)? {
            Some((first, _)) => first,
            None => match self.short_span(start)? {
                Some((first, _)) => first,
                None => self.campaign(start).ok_or_else(|| PeriodError::Vague(text.to_owned()))?,
            },
        };
        Ok(Some(Period::new(first, self.as_of)))
    }

    /// The first day of the campaign with the longest name that occurs in the words.
    fn campaign(&self, words: &str) -> Option<Day> {
        let named = self.campaigns.iter().map(|(name, day)| (plain(name), *day));
        named
            .filter(|(name, _)| !name.is_empty() && words.contains(name.as_str()))
            .max_by_key(|(name, _)| name.chars().count())
            .map(|(_, day)| day)
    }

    /// `2023年至2025年`, `2023至2025年`, `今年1至10月`, `2024年3月至2025年2月`.
    fn range(&self, text: &str) -> Result<Option<Period>, PeriodError> {
        let text = text.strip_prefix(['自', '从']).unwrap_or(text).trim_end_matches("期间");
        let Some((left, right)) = text.split_once(['至', '到', '-']) else { return Ok(None) };
        if matches!(right, "今" | "目前" | "现在") {
            return self.since(&format!("{left}至今"));
        }
        // The left side may leave out the ending the right side has: 1至10月, 2023至2025年.
        let ending = right.chars().last().filter(|c| matches!(c, '年' | '月' | '日'));
        let left = match ending {
            Some(end) if left.chars().last().is_some_and(|c| numeral(c).is_some() || c.is_ascii_digit()) => format!("{left}{end}"),
            _ => left.to_owned(),
        };
        let Some((first, _)) = self.span(&left)? else { return Ok(None) };
        // The right side may leave out the year, and the month, the left side has.
        let year = first.year();
        let right_of_year = format!("{year}年{right}");
        let last = match self.span(right)? {
            Some(span) if right.contains("年") || right.contains("今") => Some(span),
            _ => match self.span(&right_of_year)? {
                Some(span) => Some(span),
                None => self.span(&format!("{year}年{}月{right}", first.month()))?,
            },
        };
        Ok(last.map(|(_, last)| Period::new(first, last)))
    }

    /// A year, half, quarter, month or day in Chinese words. `None` when the text is none of these.
    fn span(&self, text: &str) -> Result<Option<Span>, PeriodError> {
        let this = self.as_of.year();
        let relative = [
            ("今年", this),
            ("本年度", this),
            ("本年", this),
            ("去年", this - 1),
            ("上年度", this - 1),
            ("上年", this - 1),
            ("前年", this - 2),
            ("全年", this),
        ];
        if matches!(text, "今年" | "本年度" | "本年" | "年初" | "今年年初" | "今年初") {
            return Ok(Some((self.as_of.first_of_year(), self.as_of)));
        }
        if text == "本月" || text == "当月" {
            return Ok(Some((self.as_of.first_of_month(), self.as_of)));
        }
        if text == "上月" || text == "上个月" {
            let last = self.as_of.first_of_month().minus_days(1);
            return Ok(Some((last.first_of_month(), last)));
        }
        let (year, rest) =
            if let Some((year, rest)) = relative.iter().find_map(|(word, year)| text.strip_prefix(word).map(|rest| (*year, rest))) {
                (Some(year), rest)
            } else if let Some((digits, rest)) = text.split_once('年')
                && let Some(year) = year_number(digits)
            {
                (Some(year), rest)
            } else {
                (None, text)
            };
        let rest = rest.trim_start_matches("度全年").trim_start_matches('的');
        match (year, rest) {
            (Some(year), "" | "度" | "全年" | "年度") => return months(year, 1, 12).map(Some),
            (Some(year), "初" | "年初") => return months(year, 1, 1).map(Some),
            _ => {}
        }
        let Some((first, last, days)) = within_year(rest)? else { return Ok(None) };
        let of = |year: i16| -> Result<Span, PeriodError> {
            match days {
                None => months(year, first, last),
                Some(day) => Day::new(year, first, day).map(|d| (d, d)).map_err(|_| PeriodError::NoSuchDay),
            }
        };
        match year {
            Some(year) => of(year).map(Some),
            // 29 February may be missing this year and right last year.
            None => match of(this) {
                Ok((start, end)) if start <= self.as_of => Ok(Some((start, end))),
                _ => of(this - 1).map(Some),
            },
        }
    }
}

/// First month, last month, and day of the month of words that leave the year out.
fn within_year(text: &str) -> Result<Option<(i8, i8, Option<i8>)>, PeriodError> {
    let fixed = match text {
        "上半年" => Some((1, 6)),
        "下半年" => Some((7, 12)),
        "前三季度" | "前3季度" => Some((1, 9)),
        _ => None,
    };
    if let Some((first, last)) = fixed {
        return Ok(Some((first, last, None)));
    }
    let quarter = text.strip_suffix("季度").map(|q| q.trim_start_matches('第'));
    if let Some(n) = quarter.and_then(number) {
        let n = i8::try_from(n).ok().filter(|n| (1..=4).contains(n)).ok_or(PeriodError::NoSuchDay)?;
        return Ok(Some((n * 3 - 2, n * 3, None)));
    }
    let Some((month, rest)) = text.split_once('月') else { return Ok(None) };
    let Some(month) = number(month.trim_end_matches('份')) else { return Ok(None) };
    let month = i8::try_from(month).ok().filter(|n| (1..=12).contains(n)).ok_or(PeriodError::NoSuchDay)?;
    let rest = rest.trim_start_matches('份');
    if rest.is_empty() || rest == "初" {
        return Ok(Some((month, month, None)));
    }
    let Some(day) = rest.strip_suffix(['日', '号']).and_then(number) else { return Ok(None) };
    Ok(Some((month, month, Some(i8::try_from(day).map_err(|_| PeriodError::NoSuchDay)?))))
}

fn year_number(digits: &str) -> Option<i16> {
    let ascii = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    // 二〇二四年
    let spelled = || -> Option<i16> {
        let found: Option<Vec<u32>> = digits.chars().map(numeral).collect();
        let found = found.filter(|list| list.len() == 4 && list.iter().all(|n| *n < 10))?;
        i16::try_from(found.iter().fold(0, |sum, n| sum * 10 + n)).ok()
    };
    let year = if ascii { digits.parse().ok() } else { spelled() };
    year.filter(|y| (1949..=2199).contains(y))
}

fn numeral(c: char) -> Option<u32> {
    "〇一二三四五六七八九十".chars().zip(0..).find(|(n, _)| *n == c).map(|(_, n)| n).or(match c {
        '零' => Some(0),
        '两' => Some(2),
        _ => None,
    })
}

/// A whole number in digits or, below a hundred, in Chinese numerals.
fn number(text: &str) -> Option<u32> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    match text.split_once('十') {
        Some((tens, ones)) => {
            let one = |part: &str, empty: u32| if part.is_empty() { Some(empty) } else { single(part) };
            Some(one(tens, 1)? * 10 + one(ones, 0)?)
        }
        None => single(text),
    }
}

fn single(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let n = chars.next().and_then(numeral).filter(|n| *n < 10)?;
    chars.next().is_none().then_some(n)
}

/// The `n`th of `parts` equal parts of a year.
fn part(year: i16, n: Option<u32>, parts: i8) -> Result<Span, PeriodError> {
    let n = n.and_then(|n| i8::try_from(n).ok()).filter(|n| (1..=parts).contains(n)).ok_or(PeriodError::NoSuchDay)?;
    let length = 12 / parts;
    months(year, (n - 1) * length + 1, n * length)
}

fn months(year: i16, first: i8, last: i8) -> Result<Span, PeriodError> {
    let start = Day::new(year, first, 1).map_err(|_| PeriodError::NoSuchDay)?;
    let end = Day::new(year, last, 1).map_err(|_| PeriodError::NoSuchDay)?;
    Ok((start, end.last_of_month()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn campaigns() -> BTreeMap<String, Day> {
        BTreeMap::from([("抓强整树".to_owned(), day("2023-02-20")), ("大练兵".to_owned(), day("2024-05-06"))])
    }

    fn read(text: &str, as_of: &str) -> Result<Period, PeriodError> {
        Period::parse_words(text, day(as_of), &campaigns())
    }

    #[test]
    fn the_words_articles_use() {
        for (text, as_of, from, to) in [
            ("2024年", "2025-12-31", "2024-01-01", "2024-12-31"),
            ("2024年度", "2025-12-31", "2024-01-01", "2024-12-31"),
            ("2024年全年", "2025-12-31", "2024-01-01", "2024-12-31"),
            ("二〇二四年", "2025-12-31", "2024-01-01", "2024-12-31"),
            ("去年", "2025-12-31", "2024-01-01", "2024-12-31"),
            ("今年", "2025-10-15", "2025-01-01", "2025-10-15"),
            ("今年以来", "2025-10-15", "2025-01-01", "2025-10-15"),
            ("今年以来,", "2025-10-15", "2025-01-01", "2025-10-15"),
            ("去年以来", "2025-10-15", "2024-01-01", "2025-10-15"),
            ("年初以来", "2025-10-15", "2025-01-01", "2025-10-15"),
            ("上半年", "2025-10-15", "2025-01-01", "2025-06-30"),
            ("下半年", "2025-10-15", "2025-07-01", "2025-12-31"),
            ("下半年", "2025-03-15", "2024-07-01", "2024-12-31"),
            ("2025年上半年", "2025-10-15", "2025-01-01", "2025-06-30"),
            ("去年下半年", "2025-10-15", "2024-07-01", "2024-12-31"),
            ("2024年第三季度", "2025-10-15", "2024-07-01", "2024-09-30"),
            ("2024年3季度", "2025-10-15", "2024-07-01", "2024-09-30"),
            ("一季度", "2025-10-15", "2025-01-01", "2025-03-31"),
            ("前三季度", "2025-10-15", "2025-01-01", "2025-09-30"),
            ("2024年3月", "2025-10-15", "2024-03-01", "2024-03-31"),
            ("2024年2月份", "2025-10-15", "2024-02-01", "2024-02-29"),
            ("十一月", "2025-10-15", "2024-11-01", "2024-11-30"),
            ("上月", "2025-10-15", "2025-09-01", "2025-09-30"),
            ("2024年3月1日", "2025-10-15", "2024-03-01", "2024-03-01"),
            ("今年1至10月", "2025-11-15", "2025-01-01", "2025-10-31"),
            ("2025年1-10月", "2025-11-15", "2025-01-01", "2025-10-31"),
            ("1—10月", "2025-11-15", "2025-01-01", "2025-10-31"),
            ("2025年1月至10月", "2025-11-15", "2025-01-01", "2025-10-31"),
            ("2024年3月至2025年2月", "2025-11-15", "2024-03-01", "2025-02-28"),
            ("2023年至2025年", "2025-12-31", "2023-01-01", "2025-12-31"),
            ("2023至2025年", "2025-12-31", "2023-01-01", "2025-12-31"),
            ("2023-2025年", "2025-12-31", "2023-01-01", "2025-12-31"),
            ("2024年3月1日至3月5日", "2025-12-31", "2024-03-01", "2024-03-05"),
            ("2024年3月1日至5日", "2025-12-31", "2024-03-01", "2024-03-05"),
            ("自2023年1月1日至2025年12月31日", "2025-12-31", "2023-01-01", "2025-12-31"),
            ("自2023年1月1日以来", "2025-12-31", "2023-01-01", "2025-12-31"),
            ("2023年以来", "2025-12-31", "2023-01-01", "2025-12-31"),
            ("2023年3月起", "2025-12-31", "2023-03-01", "2025-12-31"),
            ("2023年3月至今", "2025-12-31", "2023-03-01", "2025-12-31"),
            ("自2023年3月", "2025-12-31", "2023-03-01", "2025-12-31"),
            ("3年来", "2025-12-31", "2023-01-01", "2025-12-31"),
            ("三年来", "2025-12-31", "2023-01-01", "2025-12-31"),
            ("近三年", "2025-10-15", "2022-10-16", "2025-10-15"),
            ("近3年来", "2024-02-29", "2021-03-01", "2024-02-29"),
            ("过去两年", "2025-12-31", "2024-01-01", "2025-12-31"),
            ("近半年", "2025-12-31", "2025-07-01", "2025-12-31"),
            ("近6个月", "2025-12-31", "2025-07-01", "2025-12-31"),
            ("“抓强整树”专项活动开展以来", "2025-12-31", "2023-02-20", "2025-12-31"),
            ("自治区公安厅部署开展全区公安机关“抓强整树”专项活动以来", "2025-12-31", "2023-02-20", "2025-12-31"),
            ("大练兵以来", "2025-12-31", "2024-05-06", "2025-12-31"),
        ] {
            assert_eq!(read(text, as_of), Ok(Period::new(day(from), day(to))), "{text} as of {as_of}");
        }
    }

    #[test]
    fn everything_through_a_day() {
        for (text, as_of, to) in [
            ("累计", "2025-10-15", "2025-10-15"),
            ("截至目前", "2025-10-15", "2025-10-15"),
            ("至今", "2025-10-15", "2025-10-15"),
            ("截至10月底", "2025-11-15", "2025-10-31"),
            ("截至10月底", "2026-01-15", "2025-10-31"),
            ("截至2025年10月底", "2026-01-15", "2025-10-31"),
            ("截至2025年底", "2026-01-15", "2025-12-31"),
            ("截至去年底", "2026-01-15", "2025-12-31"),
            ("截至2025年10月31日", "2026-01-15", "2025-10-31"),
            ("截止2025年10月31日累计", "2026-01-15", "2025-10-31"),
            ("截至2025-10-31", "2026-01-15", "2025-10-31"),
            ("..2025-10-31", "2026-01-15", "2025-10-31"),
            ("all", "2026-01-15", "2026-01-15"),
        ] {
            assert_eq!(read(text, as_of), Ok(Period::up_to(day(to))), "{text} as of {as_of}");
        }
    }

    #[test]
    fn the_forms_of_the_command_line() {
        for (text, from, to) in [
            ("2024", "2024-01-01", "2024-12-31"),
            ("2024H1", "2024-01-01", "2024-06-30"),
            ("2024h2", "2024-07-01", "2024-12-31"),
            ("2024Q3", "2024-07-01", "2024-09-30"),
            ("2024-03", "2024-03-01", "2024-03-31"),
            ("2024-03-01", "2024-03-01", "2024-03-01"),
            ("2023-01-01..2025-12-31", "2023-01-01", "2025-12-31"),
            ("2023-01-01..", "2023-01-01", "2025-10-15"),
            ("since 2023-01-01", "2023-01-01", "2025-10-15"),
            ("since 2024Q2", "2024-04-01", "2025-10-15"),
            ("3y", "2022-10-16", "2025-10-15"),
        ] {
            assert_eq!(read(text, "2025-10-15"), Ok(Period::new(day(from), day(to))), "{text}");
        }
    }

    #[test]
    fn what_is_no_period_says_why() {
        for (text, error) in [
            ("", PeriodError::Unknown),
            ("某年", PeriodError::Unknown),
            ("第一名", PeriodError::Unknown),
            ("近年来", PeriodError::Vague("近年来".into())),
            ("近几年", PeriodError::Vague("近几年".into())),
            ("“未知行动”开展以来", PeriodError::Vague("未知行动开展以来".into())),
            ("2024H3", PeriodError::NoSuchDay),
            ("2024-13", PeriodError::Unknown),
            ("2024年13月", PeriodError::NoSuchDay),
            ("2023年2月29日", PeriodError::NoSuchDay),
            ("2024年五季度", PeriodError::NoSuchDay),
            ("2025-12-31..2023-01-01", PeriodError::Backwards),
            ("2025年至2023年", PeriodError::Backwards),
            ("since 2027-01-01", PeriodError::Backwards),
        ] {
            assert_eq!(read(text, "2025-10-15"), Err(error), "{text}");
        }
    }

    #[test]
    fn a_period_in_words() {
        for (from, to, words) in [
            ("2024-01-01", "2024-12-31", "2024年"),
            ("2024-01-01", "2024-06-30", "2024年上半年"),
            ("2024-10-01", "2024-12-31", "2024年第四季度"),
            ("2024-03-01", "2024-03-31", "2024年3月"),
            ("2025-01-01", "2025-10-31", "2025年1至10月"),
            ("2023-01-01", "2025-12-31", "2023年至2025年"),
            ("2023-02-20", "2025-12-31", "2023年2月20日至2025年12月31日"),
            ("2024-03-01", "2024-03-01", "2024年3月1日"),
        ] {
            assert_eq!(Period::new(day(from), day(to)).words(), words);
        }
        assert_eq!(Period::up_to(day("2025-10-31")).words(), "截至2025年10月31日累计");
    }

    proptest! {
        #[test]
        fn words_read_back(start in 0_i64..30_000, length in 0_i64..2_000, months in 0_i32..40, shape in 0..4) {
            let from = Day::from_epoch_days(start);
            let period = match shape {
                0 => Period::new(from, from.plus_days(length)),
                1 => Period::new(from.first_of_month(), from.plus_months(months).last_of_month()),
                2 => Period::new(from.first_of_year(), from.plus_months(months).last_of_year()),
                _ => Period::up_to(from),
            };
            prop_assert_eq!(Period::parse_words(&period.words(), day("2025-10-15"), &BTreeMap::new()), Ok(period));
        }

        #[test]
        fn no_text_does_worse_than_be_refused(text in "[0-9年月日至到来以近今截底上下半季度第一三十自起hqy.\\-]{0,10}") {
            let _ = read(&text, "2024-02-29");
        }
    }
}
