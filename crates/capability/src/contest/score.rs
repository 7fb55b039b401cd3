//! 计分: the arithmetic of a contest. Whole numbers only; a mean is an exact fraction until it is rounded, once, half up.

use std::cmp::Ordering;

/// 精确分数: a mean that has not been rounded. The denominator is positive.
#[derive(Debug, Clone, Copy)]
pub struct Exact {
    /// Above the line.
    pub over: i128,
    /// Below the line; never zero or less.
    pub under: i128,
}

impl Exact {
    /// Rounded half up (towards positive infinity) to a whole number of units.
    #[must_use]
    pub fn half_up(self) -> i64 {
        let rounded = (2 * self.over + self.under).div_euclid(2 * self.under);
        i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX })
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.over * other.under).cmp(&(other.over * self.under))
    }
}

/// 评委评分: the marks of one judge, criterion by criterion, by the criteria's weights. The weighted sum is in units of one
/// part of the sum of weights. `None` when there is not one mark a criterion, or no weight at all.
#[must_use]
pub fn weighted(marks: &[i64], weights: &[u32]) -> Option<i128> {
    let all: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    let sum = || marks.iter().zip(weights).map(|(mark, weight)| i128::from(*mark) * i128::from(*weight)).sum();
    (marks.len() == weights.len() && all > 0).then(sum)
}

/// 去极值后的得分: which scores of a panel count. `drop` highest and `drop` lowest are dropped when the panel has at least
/// `2 × drop + 3` scores, else none: fewer than three would be left. Of equal extremes exactly one is dropped for each.
#[must_use]
pub fn counted(scores: &[i128], drop: usize) -> Vec<i128> {
    let mut sorted = scores.to_vec();
    sorted.sort_unstable();
    let drop = if sorted.len() >= 2 * drop + 3 { drop } else { 0 };
    let keep = sorted.len() - 2 * drop;
    sorted.into_iter().skip(drop).take(keep).collect()
}

/// 平均分: the exact mean of what counts of a panel's weighted scores, in units of one mark. `None` without a score.
#[must_use]
pub fn mean(scores: &[i128], drop: usize, weights: &[u32]) -> Option<Exact> {
    let kept = counted(scores, drop);
    let weight: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    let under = i128::try_from(kept.len()).ok()? * weight;
    (under > 0).then(|| Exact { over: kept.iter().sum(), under })
}

/// 并列名次法: what ranks equal entries share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RankMethod {
    /// 1224: the next rank says how many are before.
    #[default]
    Standard,
    /// 1223: no rank is left out.
    Dense,
    /// 1234: equal entries get successive ranks, by the order of their codes.
    Ordinal,
}

impl RankMethod {
    /// The rank of each of `sorted`, best first; `equal` says who shares.
    pub fn ranks<T>(self, sorted: &[T], equal: impl Fn(&T, &T) -> bool) -> Vec<u32> {
        let mut ranks: Vec<u32> = Vec::with_capacity(sorted.len());
        let mut before: Option<(&T, u32)> = None;
        for (entry, place) in sorted.iter().zip(1_u32..) {
            let rank = match (self, before) {
                (Self::Standard | Self::Dense, Some((other, rank))) if equal(other, entry) => rank,
                (Self::Dense, Some((_, rank))) => rank + 1,
                _ => place,
            };
            ranks.push(rank);
            before = Some((entry, rank));
        }
        ranks
    }
}

/// 单位成绩: the sum of the best `k` results; `None` of a unit with fewer, which is not ranked.
#[must_use]
pub fn best_of(results: &[i64], k: usize, lower_better: bool) -> Option<i64> {
    let mut sorted = results.to_vec();
    sorted.sort_unstable();
    if !lower_better {
        sorted.reverse();
    }
    (k > 0 && sorted.len() >= k).then(|| sorted.iter().take(k).sum())
}
