//! Numbers in prose that are bound to nothing.

use nc_kernel::Day;

use super::measure;

/// A number in a text that a reader takes for a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// First character, counted from 0.
    pub start: usize,
    /// First character after it.
    pub end: usize,
    /// The text between.
    pub text: String,
    /// The measure word after it, where there is one.
    pub unit: String,
}

/// 读数: finds the numbers of a Chinese text. Periods and bound numbers may be among them; the report takes those out.
pub trait Numbers: Send + Sync {
    /// Every number of `text` that states how many, how much or which place, written for `as_of`.
    fn figures(&self, text: &str, as_of: Day) -> Vec<Found>;
}

/// The strict reading: every numeral in digits, and every one in characters before a measure word, unless it belongs to
/// a listed term. It may take a lexical number for a figure, never the other way round.
#[derive(Debug, Clone, Copy, Default)]
pub struct StrictNumbers;

/// Set phrases of the genre that hold numerals and count nothing.
const TERMS: &[&str] = &[
    "1+12+N",
    "365天×24小时",
    "三会一课",
    "两个确立",
    "两个维护",
    "四个意识",
    "四个自信",
    "第一议题",
    "第一责任人",
    "三项清单",
    "三零",
    "零门槛",
    "一网通办",
    "一门通办",
    "一窗通办",
    "三级联动",
    "四大支柱",
    "一岗双责",
    "三重一大",
    "八项规定",
    "两学一做",
    "放管服",
    "双随机一公开",
    "第一选择",
    "第一时间",
    "第一标准",
    "一体化",
    "一线",
    "统一",
    "进一步",
    "一体",
    "一并",
    "一批",
    "唯一",
    "一系列",
    "一手抓",
    "12123",
    "12348",
    "12345",
    "110",
    "119",
    "122",
];

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千万亿两廿半".contains(c)
}

fn joins(c: char) -> bool {
    matches!(c, '.' | '．' | ',' | '，' | '点' | '万' | '亿' | '千' | '百' | '%' | '％' | '‰')
}

impl Numbers for StrictNumbers {
    fn figures(&self, text: &str, _: Day) -> Vec<Found> {
        let characters: Vec<char> = text.chars().collect();
        let rest = |from: usize| characters.iter().skip(from).collect::<String>();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(c) = characters.get(at).copied() {
            let here = rest(at);
            if let Some(term) = TERMS.iter().filter(|term| here.starts_with(**term)).max_by_key(|term| term.len()) {
                at += term.chars().count();
                continue;
            }
            let start = at;
            if is_digit(c) {
                at += 1;
                while let Some(next) = characters.get(at).copied() {
                    let digit_follows = characters.get(at + 1).is_some_and(|c| is_digit(*c));
                    let more = is_digit(next) || (joins(next) && (digit_follows || !matches!(next, '.' | '．' | ',' | '，' | '点')));
                    if !more {
                        break;
                    }
                    at += 1;
                }
            } else if is_numeral(c) {
                at += characters.iter().skip(at).take_while(|c| is_numeral(**c) || **c == '点').count();
                let ordinal = start.checked_sub(1).and_then(|i| characters.get(i)) == Some(&'第');
                let stop = rest(at);
                let counts = measure::leading(&stop).is_some() || stop.starts_with(['余', '多']) || rest(start).starts_with("百分之");
                if !counts && !ordinal {
                    continue;
                }
            } else {
                at += 1;
                continue;
            }
            let text: String = characters.get(start..at).unwrap_or_default().iter().collect();
            let unit = measure::leading(rest(at).trim_start_matches(['余', '多'])).unwrap_or_default().to_owned();
            found.push(Found { start, end: at, text, unit });
        }
        found
    }
}
