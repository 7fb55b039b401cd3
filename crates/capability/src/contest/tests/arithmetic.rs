//! The arithmetic against an oracle of its own: exact fractions of another library, and selection instead of sorting.

use num_rational::Ratio;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::contest::score::{self, RankMethod};

/// Mean of what counts, as a fraction in lowest terms. Extremes are taken out one at a time, by value.
fn oracle(panel: &[Vec<i64>], weights: &[u32], drop: usize) -> Ratio<i128> {
    let all: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    let mut scores: Vec<Ratio<i128>> =
        panel.iter().map(|marks| marks.iter().zip(weights).map(|(m, w)| Ratio::new(i128::from(*m) * i128::from(*w), all)).sum()).collect();
    if scores.len() > 2 * drop + 2 {
        for _ in 0..drop {
            for highest in [true, false] {
                let extreme = if highest { *scores.iter().max().unwrap() } else { *scores.iter().min().unwrap() };
                let at = scores.iter().position(|score| *score == extreme).unwrap();
                scores.remove(at);
            }
        }
    }
    let count = i128::try_from(scores.len()).unwrap();
    scores.into_iter().sum::<Ratio<i128>>() / Ratio::from_integer(count)
}

#[test]
fn t17_ten_thousand_random_panels_equal_the_exact_oracle() {
    // Few different marks, so that extremes are shared often; zero to two judges stand aside.
    let panel = (1_usize..=4).prop_flat_map(|criteria| {
        let marks = prop::collection::vec(prop_oneof![Just(9000_i64), Just(0), 8990_i64..=9000, 0_i64..=10_000], criteria);
        (prop::collection::vec(marks, 1..=11), prop::collection::vec(1_u32..=40, criteria), 0_usize..=3, 0_usize..=2)
    });
    let mut runner = TestRunner::new(Config { cases: 10_000, failure_persistence: None, ..Config::default() });
    let shared = std::cell::Cell::new(0_u32);
    let halves = std::cell::Cell::new(0_u32);
    runner
        .run(&panel, |(mut panel, weights, drop, aside)| {
            panel.truncate(panel.len().saturating_sub(aside).max(1));
            let sums: Vec<i128> = panel.iter().map(|marks| score::weighted(marks, &weights).unwrap()).collect();
            let highest = sums.iter().max().unwrap();
            shared.set(shared.get() + u32::from(sums.iter().filter(|sum| *sum == highest).count() > 1));
            let mean = score::mean(&sums, drop, &weights).unwrap();
            let expected = oracle(&panel, &weights, drop);
            prop_assert_eq!(Ratio::new(mean.over, mean.under), expected);
            let rounded = (expected + Ratio::new(1, 2)).floor().to_integer();
            halves.set(halves.get() + u32::from((expected * 2).is_integer() && !expected.is_integer()));
            prop_assert_eq!(i128::from(mean.half_up()), rounded);
            Ok(())
        })
        .unwrap();
    assert!(shared.get() > 500 && halves.get() > 50, "the panels hold what they should: {shared:?}, {halves:?}");
}

#[test]
fn t17_nothing_is_dropped_from_a_small_panel_and_one_of_equal_extremes() {
    for (scores, drop, kept) in [
        (vec![90, 80, 70, 60, 50], 1, vec![60, 70, 80]),
        (vec![90, 90, 70, 50, 50], 1, vec![50, 70, 90]),
        (vec![90, 80, 70, 60], 1, vec![60, 70, 80, 90]),
        (vec![9, 8, 7, 6, 5, 4], 2, vec![4, 5, 6, 7, 8, 9]),
        (vec![9, 8, 7, 6, 5, 4, 3], 2, vec![5, 6, 7]),
        (vec![7, 7, 7, 7, 7], 1, vec![7, 7, 7]),
    ] {
        assert_eq!(score::counted(&scores, drop), kept);
    }
}

#[test]
fn t17_a_mean_is_rounded_once_half_up() {
    for (over, under, rounded) in [(5, 2, 3), (-5, 2, -2), (7, 3, 2), (8, 3, 3), (-7, 3, -2), (1, 2, 1), (0, 3, 0)] {
        assert_eq!(score::Exact { over, under }.half_up(), rounded, "{over}/{under}");
    }
}

#[test]
fn t19_each_rank_method_shares_and_skips_as_it_says() {
    let scores = [90, 80, 80, 70, 70, 70, 60];
    for (method, ranks) in [
        (RankMethod::Standard, [1, 2, 2, 4, 4, 4, 7]),
        (RankMethod::Dense, [1, 2, 2, 3, 3, 3, 4]),
        (RankMethod::Ordinal, [1, 2, 3, 4, 5, 6, 7]),
    ] {
        assert_eq!(method.ranks(&scores, |a, b| a == b), ranks, "{method:?}");
    }
    assert!(RankMethod::Standard.ranks::<i64>(&[], |a, b| a == b).is_empty());
}

#[test]
fn a_unit_total_is_the_best_k_or_nothing() {
    assert_eq!(score::best_of(&[10, 30, 20], 2, false), Some(50));
    assert_eq!(score::best_of(&[10, 30, 20], 2, true), Some(30));
    assert_eq!(score::best_of(&[10], 2, false), None);
    assert_eq!(score::best_of(&[10], 0, false), None);
}
