//! 成绩榜: what follows from attempts, scores and rules. Computed every time, stored nowhere.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use nc_kernel::UnitPath;

use super::model::{AwardRule, Discipline, Outcome, Scoring, Seat, Stage, TieBreak};
use super::score::{self, Exact};
use super::state::{Codes, Live};

/// 名次状态: where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// 名次.
    Ranked(u32),
    /// 未晋级: out after an earlier round.
    Out,
    /// 未完成.
    Failed,
    /// 缺席.
    Absent,
    /// 取消成绩.
    Disqualified,
    /// 待成绩: an attempt or a score is missing.
    Waiting,
}

impl Place {
    /// The rank, where there is one.
    #[must_use]
    pub fn rank(self) -> Option<u32> {
        match self {
            Self::Ranked(rank) => Some(rank),
            _ => None,
        }
    }
}

/// 一行成绩.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The entry's code.
    pub code: String,
    /// The round the value is of.
    pub round: Stage,
    /// The result, in units of the discipline's precision.
    pub value: Option<i64>,
    /// Where it stands.
    pub place: Place,
    /// What it is given.
    pub award: Option<AwardRule>,
}

/// 单位成绩.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitLine {
    /// The unit.
    pub unit: UnitPath,
    /// The sum of its best results.
    pub total: i64,
    /// Its rank in this discipline of this contest.
    pub rank: u32,
}

/// What one entry has to show in one round.
#[derive(Debug, Clone, Copy)]
struct Shown {
    value: i64,
    first: Option<Exact>,
    deductions: Option<i64>,
    millis: Option<i64>,
    at: i64,
}

#[derive(Debug, Clone, Copy)]
enum Found {
    Result(Shown),
    Not(Place),
}

/// Less is better; nothing is worst.
fn less<T: Ord>(a: Option<T>, b: Option<T>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

fn compare(discipline: &Discipline, a: &Shown, b: &Shown) -> Ordering {
    let by_value = if discipline.less_is_better() { a.value.cmp(&b.value) } else { b.value.cmp(&a.value) };
    discipline.ties.iter().fold(by_value, |so_far, tie| {
        so_far.then_with(|| match tie {
            TieBreak::FirstCriterion => less(a.first.map(std::cmp::Reverse), b.first.map(std::cmp::Reverse)),
            TieBreak::Deductions => less(a.deductions, b.deductions),
            TieBreak::Duration => less(a.millis, b.millis),
            TieBreak::Earlier => a.at.cmp(&b.at),
        })
    })
}

/// 评委集合: who must score this entry: everybody on the panel who serves in another unit and did not stand aside. A unit
/// and those above and below it are one here, but for the bureau itself, which is above all.
fn judges<'a>(
    live: &'a Live,
    codes: &'a Codes,
    discipline: &'a Discipline,
    code: &'a str,
    round: Stage,
) -> impl Iterator<Item = nc_kernel::PersonId> {
    let counts = move |seat: &&Seat| !related(codes, code, seat) && !live.stands_aside(code, round, seat.judge);
    live.panel(&discipline.serial).iter().filter(counts).map(|seat| seat.judge)
}

/// Whether a judge is of the entrant's own unit, or behind the code themselves: their score does not count.
pub(super) fn related(codes: &Codes, code: &str, seat: &Seat) -> bool {
    codes.unit_of(code).is_some_and(|own| own_unit(own, &seat.unit)) || codes.entered_by(code, seat.judge)
}

/// Whether a judge of `judge` belongs to the entrant's own unit.
#[must_use]
pub fn own_unit(entrant: &UnitPath, judge: &UnitPath) -> bool {
    let under = |upper: &UnitPath, lower: &UnitPath| upper.depth() > 1 && upper.contains(lower);
    entrant == judge || under(entrant, judge) || under(judge, entrant)
}

fn judged(live: &Live, codes: &Codes, discipline: &Discipline, code: &str, round: Stage) -> Option<(i64, Option<Exact>)> {
    let weights: Vec<u32> = discipline.criteria.iter().map(|criterion| criterion.weight).collect();
    let marks: Option<Vec<&[i64]>> = judges(live, codes, discipline, code, round).map(|judge| live.marks(code, round, judge)).collect();
    let marks = marks?;
    let sums: Option<Vec<i128>> = marks.iter().map(|marks| score::weighted(marks, &weights)).collect();
    let value = score::mean(&sums?, usize::from(discipline.drop), &weights)?.half_up();
    let firsts: Vec<i128> = marks.iter().filter_map(|marks| marks.first()).map(|mark| i128::from(*mark)).collect();
    Some((value, score::mean(&firsts, 0, &[1])))
}

/// Milliseconds in units of the precision of a discipline whose results are seconds; what does not go in evenly was refused.
fn in_precision(discipline: &Discipline, millis: i64) -> i64 {
    millis * 10_i64.pow(u32::from(discipline.decimals)) / 1_000
}

fn found(live: &Live, codes: &Codes, discipline: &Discipline, code: &str, round: Stage) -> Found {
    if live.is_disqualified(code) {
        return Found::Not(Place::Disqualified);
    }
    let mut best: Option<Shown> = None;
    let mut otherwise = Place::Waiting;
    for (measured, at, granted) in live.timed(code, round) {
        match measured.outcome {
            Outcome::Failed => otherwise = Place::Failed,
            Outcome::Absent if otherwise == Place::Waiting => otherwise = Place::Absent,
            Outcome::Absent => {}
            Outcome::Done => {
                let result = match discipline.scoring {
                    Scoring::Judged => judged(live, codes, discipline, code, round),
                    Scoring::Tasks => Some((discipline.sum_of_tasks(&measured.tasks).half_up(), None)),
                    // Of a time that is to be long, a fault takes nothing away.
                    Scoring::Time if discipline.less_is_better() => {
                        measured.value.map(|value| (value.saturating_sub(in_precision(discipline, granted)).max(0), None))
                    }
                    _ => measured.value.map(|value| (value, None)),
                };
                let Some((value, first)) = result else { return Found::Not(Place::Waiting) };
                let shown = Shown {
                    value,
                    first,
                    deductions: measured.deductions,
                    millis: measured.millis.map(|millis| millis.saturating_sub(granted).max(0)),
                    at: at.0,
                };
                if best.is_none_or(|best| compare(discipline, &shown, &best) == Ordering::Less) {
                    best = Some(shown);
                }
            }
        }
    }
    best.map_or(Found::Not(otherwise), Found::Result)
}

/// One round: those who were ranked, best first, then the others by code.
fn round(live: &Live, codes: &Codes, discipline: &Discipline, stage: Stage, entries: &[&str]) -> Vec<Line> {
    let (mut ranked, mut others) = (Vec::new(), Vec::new());
    for code in entries {
        match found(live, codes, discipline, code, stage) {
            Found::Result(shown) => ranked.push((*code, shown)),
            Found::Not(place) => others.push((*code, place)),
        }
    }
    ranked.sort_by(|(code, a), (other, b)| compare(discipline, a, b).then_with(|| code.cmp(other)));
    let ranks = discipline.method.ranks(&ranked, |(_, a), (_, b)| compare(discipline, a, b) == Ordering::Equal);
    let line = |code: &str, value, place| Line { code: code.to_owned(), round: stage, value, place, award: None };
    let ranked = ranked.iter().zip(ranks).map(|((code, shown), rank)| line(code, Some(shown.value), Place::Ranked(rank)));
    ranked.chain(others.iter().map(|(code, place)| line(code, None, *place))).collect()
}

/// Who contests a round: everybody in the first, in a later one those whom the one before let through.
#[must_use]
pub fn contesting(live: &Live, codes: &Codes, discipline: &Discipline, stage: Stage) -> Vec<String> {
    let mut entries: Vec<String> = live.codes_of(&discipline.serial).map(str::to_owned).collect();
    for earlier in discipline.rounds.iter().take_while(|earlier| **earlier != stage) {
        let borrowed: Vec<&str> = entries.iter().map(String::as_str).collect();
        let lines = round(live, codes, discipline, *earlier, &borrowed);
        let through = |line: &Line| line.place.rank().is_some_and(|rank| discipline.advance == 0 || rank <= discipline.advance);
        entries = lines.into_iter().filter(through).map(|line| line.code).collect();
    }
    entries.sort();
    entries
}

/// The board of one discipline: the last round, then those who went out before it, latest round first.
#[must_use]
pub fn lines(live: &Live, codes: &Codes, discipline: &Discipline) -> Vec<Line> {
    let mut entries: Vec<String> = live.codes_of(&discipline.serial).map(str::to_owned).collect();
    let mut out: Vec<Vec<Line>> = Vec::new();
    let last = discipline.rounds.last().copied();
    for stage in &discipline.rounds {
        let borrowed: Vec<&str> = entries.iter().map(String::as_str).collect();
        let mut lines = round(live, codes, discipline, *stage, &borrowed);
        if Some(*stage) == last {
            for line in &mut lines {
                let rank = line.place.rank();
                line.award = rank.and_then(|rank| discipline.awards.iter().find(|award| award.from <= rank && rank <= award.to)).cloned();
            }
            out.push(lines);
            break;
        }
        let through = |line: &Line| line.place.rank().is_some_and(|rank| discipline.advance == 0 || rank <= discipline.advance);
        // While a result of this round is missing, nobody is out.
        let settled = lines.iter().all(|line| line.place != Place::Waiting);
        let (on, mut rest): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(through);
        for line in &mut rest {
            if line.place.rank().is_some() {
                line.place = if settled { Place::Out } else { Place::Waiting };
            }
        }
        entries = on.into_iter().map(|line| line.code).collect();
        out.push(rest);
    }
    out.into_iter().rev().flatten().collect()
}

/// The unit totals of one discipline, by rank; empty when it has none. A unit with too few results has no total.
#[must_use]
pub fn unit_lines(codes: &Codes, discipline: &Discipline, lines: &[Line]) -> Vec<UnitLine> {
    let mut results: BTreeMap<&UnitPath, Vec<i64>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.place.rank().is_some()) {
        if let (Some(unit), Some(value)) = (codes.unit_of(&line.code), line.value) {
            results.entry(unit).or_default().push(value);
        }
    }
    let lower = discipline.less_is_better();
    let best = usize::from(discipline.team_best);
    let mut totals: Vec<(&UnitPath, i64)> =
        results.into_iter().filter_map(|(unit, values)| Some((unit, score::best_of(&values, best, lower)?))).collect();
    totals.sort_by(|(unit, a), (other, b)| if lower { a.cmp(b) } else { b.cmp(a) }.then_with(|| unit.cmp(other)));
    let ranks = discipline.method.ranks(&totals, |(_, a), (_, b)| a == b);
    totals.into_iter().zip(ranks).map(|((unit, total), rank)| UnitLine { unit: unit.clone(), total, rank }).collect()
}

/// Whether a round before `stage` still lacks a result.
#[must_use]
pub fn waiting_before(live: &Live, codes: &Codes, discipline: &Discipline, stage: Stage) -> bool {
    discipline.rounds.iter().take_while(|earlier| **earlier != stage).any(|earlier| {
        let entries = contesting(live, codes, discipline, *earlier);
        let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
        round(live, codes, discipline, *earlier, &entries).iter().any(|line| line.place == Place::Waiting)
    })
}
