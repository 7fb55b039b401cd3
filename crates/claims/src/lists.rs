//! Respective lists: 分别, 分获, 依次, and things and prizes that stand in order.

use crate::claim::{Award, Kind, Note};
use crate::clause::{Clause, Inside, Layout};
use crate::cue::{Cues, Sort};
use crate::draft::Draft;
use crate::text::Text;

/// Binds members to values.
pub(crate) struct Lists<'a> {
    /// The text.
    pub text: &'a Text<'a>,
    /// Its clauses and quotes.
    pub layout: &'a Layout,
    /// Its grammar words.
    pub cues: &'a Cues,
}

impl Lists<'_> {
    /// Works through every clause that holds a list. Drafts are in order and stay so.
    pub(crate) fn bind(&self, drafts: &mut Vec<Draft>) {
        let mut added: Vec<Draft> = Vec::new();
        let mut dropped: Vec<usize> = Vec::new();
        let mut at = 0;
        while at < drafts.len() {
            let Some(first) = drafts.get(at) else { break };
            let clause = self.layout.clause(first.start);
            let mut end = at + 1;
            while drafts.get(end).is_some_and(|d| d.start < clause.end) {
                end += 1;
            }
            let frame = self
                .cues
                .within(clause.start, clause.end)
                .find(|c| matches!(c.word, "分别" | "依次" | "分获" | "分别获" | "双双"))
                .copied();
            let earlier = if frame.is_some() { self.counted_before(drafts, at, &clause) } else { Vec::new() };
            if let Some(group) = drafts.get_mut(at..end) {
                match frame {
                    Some(frame) => {
                        self.of_earlier(group, &earlier, &clause, frame.start, frame.end);
                        if let Some(members) = self.respective(group, &clause, frame.start, frame.end) {
                            added.extend(members);
                            dropped.extend(
                                group.iter().enumerate().filter(|(_, d)| d.start >= frame.end && is_honour(d)).map(|(i, _)| at + i),
                            );
                        }
                    }
                    None => self.in_order(group, &clause),
                }
            }
            at = end;
        }
        if added.is_empty() {
            return;
        }
        let mut number = 0;
        drafts.retain(|_| {
            number += 1;
            dropped.binary_search(&(number - 1)).is_err()
        });
        drafts.extend(added);
        drafts.sort_by_key(|d| d.start);
    }

    /// A、B分别下降x、y binds in order; two models and one prize give each the prize; three projects and four prizes
    /// cannot be told apart. Returns the members as claims of their own where they share one prize.
    fn respective(&self, group: &mut [Draft], clause: &Clause, frame: usize, frame_end: usize) -> Option<Vec<Draft>> {
        let members = self.members(clause.start, frame);
        let counted = group.iter().filter(|d| d.end <= frame).find(|d| d.value.is_some() && !is_honour(d)).map(|d| d.value);
        let values: Vec<usize> = group.iter().enumerate().filter(|(_, d)| d.start >= frame_end).map(|(i, _)| i).collect();
        if values.is_empty() {
            return None;
        }
        let honours = values.iter().all(|i| group.get(*i).is_some_and(is_honour));
        if members.len() == values.len() && members.len() > 1 {
            let verb = self
                .cues
                .within(frame_end, clause.end)
                .find(|c| matches!(c.sort, Sort::Changes | Sort::Verb))
                .map(|c| c.word)
                .unwrap_or_default();
            for (slot, (start, end)) in values.iter().zip(&members) {
                let name = self.plain(*start, *end);
                // A person's name stays in the text.
                if crate::award::names_person(&name) {
                    continue;
                }
                let Some(d) = group.get_mut(*slot) else { continue };
                match d.award.as_mut() {
                    Some(award) => award.recipient = name,
                    None => d.subject = Some(format!("{name}{verb}")),
                }
            }
            return None;
        }
        if honours && values.len() == 1 && members.len() > 1 && counted.is_none() {
            let prize = values.first().and_then(|i| group.get(*i))?.clone();
            return Some(
                members
                    .iter()
                    .map(|(start, end)| {
                        let mut d = Draft { start: *start, end: *end, number: prize.number, after: prize.after, ..prize.clone() };
                        let name = self.plain(*start, *end);
                        d.subject = Some(name.clone());
                        d.award = Some(Award { recipient: name, ..prize.award.clone().unwrap_or_default() });
                        d
                    })
                    .collect(),
            );
        }
        let many = counted.flatten().map_or(members.len() > 1, |c| c != rust_decimal::Decimal::from(values.len()));
        if many || counted.is_some() {
            for d in group.iter_mut() {
                if d.start >= frame_end || d.value.is_some() && counted.flatten() == d.value {
                    d.notes.push(Note::UndeterminedDistribution);
                }
            }
        }
        None
    }

    /// The counts of the same sentence before a clause, with the words before each.
    fn counted_before(&self, drafts: &[Draft], at: usize, clause: &Clause) -> Vec<(usize, String)> {
        let earlier = drafts.get(..at).unwrap_or_default().iter().rev().take(6);
        let mut out: Vec<(usize, String)> = earlier
            .take_while(|d| self.layout.clause(d.start).sentence == clause.sentence)
            .filter(|d| d.value.is_some() && d.award.is_none() && !matches!(d.kind, Kind::Rate | Kind::Change))
            .map(|d| (d.start, self.plain(self.layout.clause(d.start).start, d.start)))
            .collect();
        out.reverse();
        out
    }

    /// 受理23件,审结22件,同比分别上升x和y: the values are of the counts before, in order.
    fn of_earlier(&self, group: &mut [Draft], earlier: &[(usize, String)], clause: &Clause, frame: usize, frame_end: usize) {
        if !self.plain(clause.start, frame).is_empty() {
            return;
        }
        let mut values: Vec<&mut Draft> =
            group.iter_mut().filter(|d| d.start >= frame_end && matches!(d.kind, Kind::Rate | Kind::Change)).collect();
        let change = self.cues.within(frame_end, clause.end).find(|c| c.sort == Sort::Changes).map(|c| c.word).unwrap_or_default();
        let bound = values.len() == earlier.len() && values.len() > 1;
        for (i, d) in values.iter_mut().enumerate() {
            match earlier.get(i).filter(|_| bound) {
                Some((_, name)) => d.subject = Some(format!("{name}{change}")),
                None => d.notes.push(Note::UndeterminedDistribution),
            }
        }
    }

    /// 夺得甲、乙全区比武第一名、第二名: as many contests as places, in order.
    fn in_order(&self, group: &mut [Draft], clause: &Clause) {
        let ranks: Vec<usize> =
            group.iter().enumerate().filter(|(_, d)| d.kind == Kind::Rank && d.dimension == "rank").map(|(i, _)| i).collect();
        let (Some(first), Some(last)) = (ranks.first().and_then(|i| group.get(*i)), ranks.last().and_then(|i| group.get(*i))) else {
            return;
        };
        if ranks.len() < 2 || self.text.words(first.end, last.start).chars().count() > ranks.len() * 6 {
            return;
        }
        let from = self.cues.within(clause.start, first.start).rfind(|c| c.sort == Sort::Wins).map_or(clause.start, |c| c.end);
        let members = self.members(from, first.start);
        if members.len() != ranks.len() {
            return;
        }
        // The last member carries what all share: 刑事技术全区比武竞赛.
        let shared = members
            .last()
            .and_then(|(start, end)| self.cues.first(*start, *end, Sort::Field).map(|c| self.plain(c.start, *end)))
            .unwrap_or_default();
        for (slot, (start, end)) in ranks.iter().zip(&members) {
            let name = self.plain(*start, *end);
            let title = if name.ends_with(shared.as_str()) { name } else { format!("{name}{shared}") };
            if let Some(award) = group.get_mut(*slot).and_then(|d| d.award.as_mut()) {
                award.title = title;
            }
        }
    }

    fn plain(&self, start: usize, end: usize) -> String {
        self.text
            .words(start, end)
            .replace(['“', '”', '《', '》'], "")
            .replace("其中", "")
            .replace("同比", "")
            .replace("环比", "")
            .trim_matches([' ', '了'])
            .to_owned()
    }

    /// The things named between two places: quoted ones, or parts between 、 and 和.
    fn members(&self, start: usize, end: usize) -> Vec<(usize, usize)> {
        let from = self.layout.enclosed.partition_point(|(s, ..)| *s < start);
        let quoted: Vec<(usize, usize)> = self
            .layout
            .enclosed
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|(s, e, _)| *s < end && *e <= end)
            .filter(|(.., inside)| *inside != Inside::Prose)
            .map(|(s, e, _)| (*s, *e))
            .collect();
        let adjacent = quoted.windows(2).all(|pair| matches!(pair, [(_, a), (b, _)] if b.checked_sub(*a).is_some_and(|gap| gap <= 3)));
        if quoted.len() > 1 && adjacent {
            return quoted;
        }
        let mut out = Vec::new();
        let mut from = start;
        for i in start..end {
            if matches!(self.text.at(i), '、' | '和' | '与' | '及') && self.layout.inside(i) == Inside::Prose {
                if i > from {
                    out.push((from, i));
                }
                from = i + 1;
            }
        }
        if end > from {
            out.push((from, end));
        }
        out
    }
}

fn is_honour(d: &Draft) -> bool {
    matches!(d.kind, Kind::Rank | Kind::AwardLevel)
}
