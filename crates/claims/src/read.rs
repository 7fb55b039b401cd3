//! The reading: normalise, cut up, find words, read numerals and honours, then say of each its period, scope and
//! subject.

use crate::award::{Honours, names_person};
use crate::claim::{Article, Bound, Claim, Context, Kind, Note, Untagged};
use crate::clause::{Inside, Layout};
use crate::cue::{Cues, Sort};
use crate::draft::Draft;
use crate::lexicon;
use crate::lists::Lists;
use crate::number::{Scan, Skipped};
use crate::period::{self, Mention, Periods};
use crate::person;
use crate::qualifier;
use crate::scope::Scopes;
use crate::sums;
use crate::text::{Text, is_han};

/// Reads `source`.
pub(crate) fn read(source: &str, context: &Context) -> Article {
    let text = Text::new(source);
    let layout = Layout::of(&text);
    let cues = Cues::of(&text);
    let terms = lexicon::terms(&text);
    let mut periods = period::mentions(&text, &layout);
    let scan = Scan { text: &text, layout: &layout, cues: &cues, terms: &terms, periods: &periods };
    let numbers = scan.run();
    periods.extend(numbers.streaks.iter().copied());
    periods.sort_by_key(|m| m.start);

    let honours = Honours { text: &text, layout: &layout, cues: &cues };
    let worded = honours.without_numeral(&numbers.drafts);
    let mut drafts = merged(numbers.drafts, worded);
    let scopes = Scopes::of(&text, &layout, &cues, &periods, context);
    honours.fill(&mut drafts, &scopes);
    Lists { text: &text, layout: &layout, cues: &cues }.bind(&mut drafts);
    same_files(&layout, &mut drafts);
    let drafts = if apart(&drafts) { drafts } else { merged(drafts, Vec::new()) };

    let finish = Finish { text: &text, layout: &layout, cues: &cues, scopes: &scopes, mentions: &periods };
    let told = Periods::new(&text, &layout, &periods, context);
    let places: Vec<(usize, usize)> = drafts.iter().map(|d| (d.start, d.end)).collect();
    let mut claims = finish.claims(drafts, &told);
    let sums = sums::stated(&text, &layout, &cues, &places, &mut claims);
    sums::restated(&layout, &places, &mut claims);
    let untagged = untagged(&text, &numbers.skipped, &places);
    Article { claims, untagged, sums }
}

/// 受理案件18件,调解成功6件: in one sentence 件 goes on counting cases.
fn same_files(layout: &Layout, drafts: &mut [Draft]) {
    let mut sentence = None;
    for d in drafts.iter_mut().filter(|d| d.unit == "件") {
        let own = layout.clause(d.start).sentence;
        if d.kind == Kind::CountCases {
            sentence = Some(own);
        } else if sentence == Some(own) && d.kind == Kind::CountItems && d.dimension == "item" {
            (d.kind, d.dimension) = (Kind::CountCases, "case");
        }
    }
}

/// Whether a subject says only how a value moved: 上升到, 增至.
fn only_moves(subject: &str) -> bool {
    let rest = subject.trim_end_matches(['到', '至', '为', '了', '的']);
    ["上升", "下降", "提高", "降低", "提升", "增加", "减少", "增", "降", "升", "由", "缩短", "压缩", "压减"].contains(&rest)
}

/// Whether none overlaps the next.
fn apart(drafts: &[Draft]) -> bool {
    drafts.windows(2).all(|pair| matches!(pair, [a, b] if a.end <= b.start))
}

/// Both lists in order, without what overlaps an earlier one of the first.
fn merged(first: Vec<Draft>, second: Vec<Draft>) -> Vec<Draft> {
    let mut all: Vec<(u8, Draft)> = first.into_iter().map(|d| (0, d)).chain(second.into_iter().map(|d| (1, d))).collect();
    all.sort_by_key(|(rank, d)| (d.start, *rank, std::cmp::Reverse(d.end)));
    let mut out: Vec<(u8, Draft)> = Vec::with_capacity(all.len());
    for (rank, d) in all {
        if let Some((kept, last)) = out.last()
            && last.end > d.start
        {
            // A numeral is surer than words around it.
            if *kept > rank {
                out.pop();
            } else {
                continue;
            }
        }
        out.push((rank, d));
    }
    out.into_iter().map(|(_, d)| d).collect()
}

fn untagged(text: &Text<'_>, skipped: &[Skipped], places: &[(usize, usize)]) -> Vec<Untagged> {
    let mut last = 0;
    let mut out = Vec::new();
    for s in skipped {
        let i = places.partition_point(|(_, end)| *end <= s.start);
        let claimed = places.get(i).is_some_and(|(start, _)| *start < s.end);
        if claimed || s.start < last {
            continue;
        }
        last = s.end;
        let (start, end, words) = text.original(s.start, s.end.min(text.len()));
        out.push(Untagged { start, end, text: words.to_owned(), why: s.why });
    }
    out
}

struct Finish<'a> {
    text: &'a Text<'a>,
    layout: &'a Layout,
    cues: &'a Cues,
    scopes: &'a Scopes,
    mentions: &'a [Mention],
}

impl Finish<'_> {
    fn claims(&self, drafts: Vec<Draft>, periods: &Periods<'_>) -> Vec<Claim> {
        let mut out: Vec<Claim> = Vec::with_capacity(drafts.len());
        let mut previous_end = 0;
        for d in drafts {
            let (start, end, words) = self.text.original(d.start, d.end);
            let (scope, named_here) = self.scopes.at(self.layout, d.start);
            let clause = self.layout.clause(d.start);
            let subject_end = self.scopes.subject_end(self.layout, d.start);
            let bare_start = subject_end.unwrap_or(clause.start);
            // A clause that begins with its number, or with a subject of its own, is not governed from before.
            let number_first =
                qualifier::before(self.text, d.number).map_or(d.number, |(_, s)| s) <= bare_start + 1 && is_han(self.text.at(d.after));
            let period = periods.of(d.start, d.end, d.kind, named_here || number_first);
            let subject = match &d.subject {
                Some(given) => given.clone(),
                None if d.kind == Kind::AwardStreak || d.award.as_ref().is_some_and(|a| a.about_others && !a.title.is_empty()) => {
                    d.award.as_ref().map(|a| a.title.clone()).unwrap_or_default()
                }
                None => {
                    let own = self.subject(&d, bare_start, previous_end);
                    // A person's name stays in the text.
                    let won = self.cues.within(clause.start, d.start).rfind(|c| c.sort == Sort::Wins);
                    let named = won.is_some_and(|c| names_person(&self.text.words(clause.start, c.start)));
                    let own = match &d.award {
                        Some(award) if named => award.title.clone(),
                        _ => own,
                    };
                    if own.is_empty() || only_moves(&own) { out.last().map(|c| c.subject.clone()).unwrap_or_default() } else { own }
                }
            };
            let subject = person::without_names(subject);
            let kind = if self.standing(&d, clause.start) { Kind::StandingListSize } else { d.kind };
            let mut notes = d.notes;
            if self.text.damaged(d.start, d.end) || self.text.damaged(d.end, self.noun_end(d.after, clause.end)) {
                notes.push(Note::Damaged);
            }
            if self.open_list(&d.award, d.start, clause.start) && !notes.contains(&Note::OpenList) {
                notes.push(Note::OpenList);
            }
            if self.subject_uncertain(d.kind, d.start, &scope, named_here) {
                notes.push(Note::SubjectUncertain);
            }
            notes.sort_unstable();
            notes.dedup();
            previous_end = d.end;
            out.push(Claim {
                start,
                end,
                text: words.to_owned(),
                kind,
                value: d.value,
                low: d.low,
                high: if d.value.is_none() && d.low == Bound::Open { Bound::Open } else { d.high },
                step: d.step,
                unit: d.unit,
                dimension: d.dimension,
                qualifier: d.qualifier,
                period,
                scope,
                subject,
                award: d.award,
                part_of: None,
                notes,
            });
        }
        out
    }

    /// 规范13项制度, 102项业务“全域通办”: rules and services that stand, not acts that were done.
    fn standing(&self, d: &Draft, clause_start: usize) -> bool {
        if d.kind != Kind::CountItems || !matches!(d.dimension, "item" | "clause") || d.award.is_some() {
            return false;
        }
        let run = (d.after..d.after + 16).take_while(|k| is_han(self.text.at(*k))).count();
        let after = self.text.words(d.after, d.after + run);
        let noun = self.text.words(d.after, self.noun_end(d.after, d.after + 16));
        let rules = ["制度", "规定", "业务", "办法", "机制", "禁令", "规范", "规程", "清单"]
            .iter()
            .any(|n| after.ends_with(n) || noun.ends_with(n));
        let verb = self.text.words(clause_start, d.start);
        rules && !after.is_empty() && !["办理", "受理", "办结", "整改", "排查"].iter().any(|v| verb.ends_with(v))
    }

    fn noun_end(&self, from: usize, limit: usize) -> usize {
        let stop = self.cues.phrase_end(from, limit.min(from + 16));
        let mut k = from;
        while k < stop && is_han(self.text.at(k)) {
            k += 1;
        }
        k
    }

    fn open_list(&self, award: &Option<crate::claim::Award>, at: usize, clause_start: usize) -> bool {
        award.is_none() && self.text.before(at) == '等' && at > clause_start + 1
    }

    /// An honour without a subject of its own, after a clause about a part of the organisation.
    fn subject_uncertain(&self, kind: Kind, at: usize, scope: &str, named_here: bool) -> bool {
        let honour = matches!(kind, Kind::Rank | Kind::AwardLevel | Kind::AwardStreak | Kind::Recognition);
        let part = !scope.is_empty() && !scope.ends_with("公安局") && !scope.ends_with("公安机关");
        let clause = self.layout.clause(at);
        let opens = self.scopes.subject_end(self.layout, clause.end).is_some();
        honour && part && !named_here && !opens && kind == Kind::Rank
    }

    /// The words that say what is counted: before the number from the verb on, after the measure word to the noun.
    fn subject(&self, d: &Draft, bare_start: usize, previous_end: usize) -> String {
        let text = self.text;
        let clause = self.layout.clause(d.start);
        let mut from = bare_start.max(clause.start).min(d.start);
        // What a number before it has already said is not said again.
        if previous_end > from && previous_end <= d.start {
            from = previous_end;
            // 2人死亡、3人受伤: what follows the sign is a thing of its own.
            if let Some(sign) = (from..d.start).rev().find(|k| text.at(*k) == '、') {
                from = sign + 1;
            }
        }
        let mut inner = None;
        let later = self.mentions.partition_point(|m| m.start < d.start);
        if let Some(m) = self.mentions.get(..later).and_then(<[Mention]>::last)
            && m.end > from
            && m.end <= d.start
        {
            // 破案率从2022年的45%: what stands before the period is part of the subject.
            if m.start > from + 1 {
                inner = Some((m.start, m.end));
            } else {
                from = m.end;
            }
        }
        let mut head = match inner {
            Some((start, end)) => self.content(from, start) + &self.content(end, d.start),
            None => self.content(from, d.start),
        };
        // 二是出动警力: the head of a list of points.
        if let Some((number, rest)) = head.split_once('是')
            && !number.is_empty()
            && number.chars().all(crate::text::is_numeral)
        {
            head = rest.to_owned();
        }
        let edges = ['在', '的', '有', '等', '(', ')', '于', '至', '到', '、', '和', '及', '并', '为'];
        let head = head.trim_start_matches(edges);
        let head = if head.ends_with("行为") { head } else { head.trim_end_matches(edges) };
        let honour = d.award.is_some();
        let end = if honour { d.after } else { self.tail_end(d.after, clause.end) };
        let tail = self.content(d.after, end);
        let tail = tail.trim_start_matches('的');
        format!("{head}{tail}")
    }

    /// The words of a stretch without quotes and without what only joins or adds up.
    fn content(&self, from: usize, to: usize) -> String {
        const JOINING: &[&str] = &["同时", "其中", "此外", "目前", "共计", "总计", "合计", "累计", "分别"];
        let text = self.text;
        let mut out = String::with_capacity((to.saturating_sub(from)) * 3);
        let mut k = from;
        while k < to {
            let c = text.at(k);
            let joins = matches!(c, '同' | '其' | '此' | '目' | '共' | '总' | '合' | '累' | '分');
            if joins && let Some(end) = text.any(k, JOINING).filter(|end| *end <= to) {
                k = end;
                continue;
            }
            let adds = match c {
                '“' | '”' | '《' | '》' | ' ' | '已' => true,
                '共' => text.before(k) != '公' && !matches!(text.at(k + 1), '产' | '同' | '建' | '享' | '治' | '青'),
                '了' => text.at(k + 1) != '解',
                _ => false,
            };
            if !adds {
                out.push(c);
            }
            k += 1;
        }
        out
    }

    /// Up to the next number, sign or 22 characters.
    fn tail_end(&self, from: usize, limit: usize) -> usize {
        let mut k = from;
        while k < limit.min(from + 22) {
            let c = self.text.at(k);
            if !(is_han(c) || matches!(c, '“' | '”' | '《' | '》')) || (c == '、' && self.layout.inside(k) == Inside::Prose) {
                break;
            }
            if crate::numeral::begins(c) && c.is_ascii_digit() {
                break;
            }
            k += 1;
        }
        let verb = self.cues.within(from, k).find(|c| matches!(c.sort, Sort::Frame)).map(|c| c.start);
        verb.unwrap_or(k)
    }
}
