//! The periods a text names.

use std::collections::BTreeMap;

use nc_kernel::{Day, Period};

/// Words of a period within a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// First character, counted from 0.
    pub start: usize,
    /// First character after it.
    pub end: usize,
    /// The words.
    pub words: String,
    /// What they mean.
    pub period: Period,
}

/// Stands where a bound number is, so that no period is read into it.
pub(super) const MASK: char = '□';

/// Words of a period are no longer than this.
const LONGEST: usize = 40;
/// 累计 and its like add to a period that is named; alone they mean everything.
const ADVERBS: &[&str] = &["累计", "目前", "至今", "迄今", "历年", "历年来", "截至目前", "目前累计", "历年累计"];

impl Said {
    fn is_adverb(&self) -> bool {
        ADVERBS.contains(&self.words.as_str())
    }
}

fn cuts(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '！' | '？' | '、' | '：' | '（' | '）' | ',' | ';' | '!' | '?' | ':' | '(' | ')' | '\n' | MASK)
}

fn may_begin(c: char) -> bool {
    c.is_ascii_digit() || "〇一二三四五六七八九十两近最过这前今本去上下全年自从截至止累历目迄".contains(c)
}

fn may_end(c: char) -> bool {
    "年月日号度来起今间计底末初前".contains(c)
}

/// Every period `text` names, in order, none overlapping: from each place the longest words that are one.
pub(super) fn said(text: &str, as_of: Day, campaigns: &BTreeMap<String, Day>) -> Vec<Said> {
    let characters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut start = 0;
    while start < characters.len() {
        let clause = characters.iter().skip(start).take(LONGEST).take_while(|c| !cuts(**c)).count();
        let longest = (2..=clause).rev().find_map(|length| {
            let words = characters.get(start..start + length)?;
            let (first, last) = (words.first()?, words.last()?);
            // A campaign's name may begin with anything; everything else with a numeral or one of a few words.
            let tried = may_end(*last) && (may_begin(*first) || matches!(last, '来' | '起'));
            let words: String = tried.then(|| words.iter().collect())?;
            Period::parse_words(&words, as_of, campaigns).ok().map(|period| Said { start, end: start + length, words, period })
        });
        start = match longest {
            Some(said) => {
                let end = said.end;
                found.push(said);
                end
            }
            None => start + 1,
        };
    }
    found
}

/// The period a reader has in mind at character `at`: the last one named before it.
pub(super) fn in_mind(said: &[Said], at: usize) -> Option<&Said> {
    let before = || said.iter().rev().filter(|s| s.end <= at);
    before().find(|s| !s.is_adverb()).or_else(|| before().next())
}
