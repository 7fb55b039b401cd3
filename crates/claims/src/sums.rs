//! Wholes and parts the text itself states, and things it states twice.

use rust_decimal::Decimal;

use crate::claim::{Claim, Kind, Note, StatedSum};
use crate::clause::Layout;
use crate::cue::{Cue, Cues, Sort};
use crate::text::Text;

/// Finds the sums. `places` are the claims' places in the normalised text.
pub(crate) fn stated(text: &Text<'_>, layout: &Layout, cues: &Cues, places: &[(usize, usize)], claims: &mut [Claim]) -> Vec<StatedSum> {
    let mut sums = Vec::new();
    for cue in cues.within(0, text.len()).filter(|c| c.sort == Sort::Frame) {
        let found = match cue.word {
            "其中" => of_which(text, layout, cue, places, claims),
            "包括" | "包含" => of_which(text, layout, cue, places, claims),
            "合计" | "共计" | "总计" => total(layout, cue, places, claims),
            _ => None,
        };
        sums.extend(found);
    }
    bracketed(text, places, claims, &mut sums);
    for sum in &sums {
        for part in &sum.parts {
            if let Some(claim) = claims.get_mut(*part) {
                claim.part_of = Some(sum.whole);
            }
        }
    }
    sums.sort_by_key(|s| s.whole);
    sums
}

fn countable(c: &Claim) -> bool {
    c.value.is_some()
        && !matches!(
            c.kind,
            Kind::Rank
                | Kind::AwardLevel
                | Kind::AwardStreak
                | Kind::Edition
                | Kind::Rate
                | Kind::Change
                | Kind::StandingListSize
                | Kind::Recognition
        )
}

fn add_up(claims: &[Claim], parts: &[usize]) -> Option<Decimal> {
    parts.iter().filter_map(|i| claims.get(*i)).try_fold(Decimal::ZERO, |sum, c| sum.checked_add(c.value?))
}

/// X22次,其中A6次、B16次: the parts follow in the same sentence and count the same.
fn of_which(text: &Text<'_>, layout: &Layout, cue: &Cue, places: &[(usize, usize)], claims: &[Claim]) -> Option<StatedSum> {
    let sentence = layout.clause(cue.start).sentence;
    let next = places.partition_point(|(start, _)| *start < cue.start);
    let first = claims.get(next).filter(|c| countable(c))?;
    let (first_start, _) = *places.get(next)?;
    if layout.clause(first_start).sentence != sentence {
        return None;
    }
    let whole = (0..next).rev().take(4).find(|i| {
        claims.get(*i).is_some_and(|c| countable(c) && c.dimension == first.dimension)
            && places.get(*i).is_some_and(|(start, _)| layout.clause(*start).sentence == sentence)
    })?;
    let mut parts = vec![next];
    for i in next + 1..claims.len().min(next + 64) {
        let (Some(c), Some((start, _)), Some((_, before))) = (claims.get(i), places.get(i), places.get(i - 1)) else { break };
        let gap = text.slice(*before, *start);
        let other_topic = gap.iter().any(|c| matches!(c, '。' | '\n' | ';'));
        if other_topic || layout.clause(*start).sentence != sentence {
            break;
        }
        if countable(c) && c.dimension == first.dimension && gap.len() <= 24 {
            parts.push(i);
        }
    }
    let all = claims.get(whole)?.value?;
    let sum = add_up(claims, &parts)?;
    let holds = if cue.word == "其中" { sum <= all } else { sum == all };
    Some(StatedSum { whole, parts, holds })
}

/// A6次、B16次,合计22次.
fn total(layout: &Layout, cue: &Cue, places: &[(usize, usize)], claims: &[Claim]) -> Option<StatedSum> {
    let sentence = layout.clause(cue.start).sentence;
    let whole = places.partition_point(|(start, _)| *start < cue.start);
    let last = claims.get(whole).filter(|c| countable(c))?;
    if places.get(whole).is_none_or(|(start, _)| *start > cue.end + 12) {
        return None;
    }
    let parts: Vec<usize> = (0..whole)
        .rev()
        .take(8)
        .take_while(|i| places.get(*i).is_some_and(|(start, _)| layout.clause(*start).sentence == sentence))
        .filter(|i| claims.get(*i).is_some_and(|c| countable(c) && c.dimension == last.dimension))
        .collect();
    if parts.len() < 2 {
        return None;
    }
    let mut parts = parts;
    parts.reverse();
    let holds = add_up(claims, &parts)? == last.value?;
    Some(StatedSum { whole, parts, holds })
}

/// 检查22次(机关6次、基层16次): what stands in the brackets right after is the whole again.
fn bracketed(text: &Text<'_>, places: &[(usize, usize)], claims: &[Claim], sums: &mut Vec<StatedSum>) {
    for (whole, (_, end)) in places.iter().enumerate() {
        if text.at(*end) != '(' {
            continue;
        }
        let Some(close) = (*end..text.len().min(end + 80)).find(|i| text.at(*i) == ')') else { continue };
        let Some(all) = claims.get(whole).filter(|c| countable(c)) else { continue };
        let inside: Vec<usize> = (whole + 1..claims.len())
            .take_while(|i| places.get(*i).is_some_and(|(start, _)| *start < close))
            .filter(|i| claims.get(*i).is_some_and(|c| countable(c) && c.dimension == all.dimension))
            .collect();
        let subset = text.find(*end, close, "其中").is_some();
        if inside.len() < 2 || subset || sums.iter().any(|s| s.whole == whole) {
            continue;
        }
        let holds = add_up(claims, &inside).is_some_and(|sum| Some(sum) == all.value);
        sums.push(StatedSum { whole, parts: inside, holds });
    }
}

/// Marks what a heading says otherwise than the body: the same dimension and the same words with another value.
pub(crate) fn restated(layout: &Layout, places: &[(usize, usize)], claims: &mut [Claim]) {
    let heading =
        |i: usize| places.get(i).is_some_and(|(start, _)| layout.headings.get(layout.clause(*start).paragraph).copied().unwrap_or(false));
    let heads: Vec<usize> = (0..claims.len()).filter(|i| heading(*i)).take(32).collect();
    let mut marks: Vec<usize> = Vec::new();
    for head in &heads {
        let Some(said) = claims.get(*head).filter(|c| countable(c) || c.kind == Kind::Rate) else { continue };
        let alike: Vec<usize> = (0..claims.len())
            .filter(|i| !heading(*i))
            .filter(|i| {
                claims.get(*i).is_some_and(|c| {
                    c.kind == said.kind && c.dimension == said.dimension && c.value.is_some() && similar(&c.subject, &said.subject)
                })
            })
            .collect();
        let agrees = alike.iter().any(|i| claims.get(*i).is_some_and(|c| compatible(said, c)));
        if !alike.is_empty() && !agrees {
            marks.push(*head);
            marks.extend(alike);
        }
    }
    for i in marks {
        if let Some(claim) = claims.get_mut(i)
            && !claim.notes.contains(&Note::RestatedDifferently)
        {
            claim.notes.push(Note::RestatedDifferently);
        }
    }
}

/// Whether one printed value can be the other rounded or hedged.
fn compatible(a: &Claim, b: &Claim) -> bool {
    let admits = |c: &Claim, v: Decimal| {
        use crate::claim::Bound::{Open, With, Without};
        let low = match c.low {
            Open => true,
            With(x) => x <= v,
            Without(x) => x < v,
        };
        let high = match c.high {
            Open => true,
            With(x) => v <= x,
            Without(x) => v < x,
        };
        let rounded = c.value.zip(c.step).is_some_and(|(value, step)| {
            let half = step.checked_div(Decimal::TWO).unwrap_or(step);
            value.checked_sub(v).is_some_and(|gap| gap.abs() <= half)
        });
        (low && high) || rounded
    };
    a.value.zip(b.value).is_some_and(|(x, y)| x == y || admits(a, y) || admits(b, x))
}

/// Whether two subjects are the same thing in other words: most pairs of characters of the shorter are in the longer.
fn similar(a: &str, b: &str) -> bool {
    let pairs = |t: &str| -> Vec<(char, char)> { t.chars().zip(t.chars().skip(1)).collect() };
    let (mut short, mut long) = (pairs(a), pairs(b));
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    if short.is_empty() {
        return false;
    }
    let shared = short.iter().filter(|p| long.contains(p)).count();
    shared * 10 >= short.len() * 6
}
