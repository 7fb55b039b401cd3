//! Points by difficulty, against an oracle of its own, and when a discipline's rules may still change.

use num_rational::Ratio;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::scene::*;
use crate::contest::board;
use crate::contest::command::*;
use crate::contest::model::*;
use crate::contest::score::RankMethod;

fn task(n: usize, points: i64) -> Task {
    Task { code: format!("Q{n}"), difficulty: 1 + i64::try_from(n % 9).unwrap(), points, title: format!("题{n}"), title_en: None }
}

fn by_difficulty(points: &[i64], decimals: u8) -> Discipline {
    let tasks = points.iter().enumerate().map(|(n, points)| task(n + 1, *points)).collect();
    Discipline { tasks, decimals, ties: vec![TieBreak::Duration], awards: Vec::new(), ..measured(Scoring::Tasks) }
}

fn worked(tasks: &[i64], millis: Option<i64>) -> Measured {
    Measured { tasks: tasks.to_vec(), millis, ..done(None) }
}

/// The sum as a fraction in lowest terms, task by task, and rounded once, half up.
fn oracle(points: &[i64], percents: &[i64]) -> (Ratio<i128>, i128) {
    let zero = Ratio::from_integer(0);
    let exact = points
        .iter()
        .zip(percents)
        .fold(zero, |sum, (points, percent)| sum + Ratio::from_integer(i128::from(*points)) * Ratio::new(i128::from(*percent), 100));
    (exact, (exact + Ratio::new(1, 2)).floor().to_integer())
}

#[test]
fn ten_thousand_random_sums_by_difficulty_equal_the_exact_oracle() {
    let percent = prop_oneof![3 => Just(100_i64), 2 => Just(0), 1 => Just(50), 2 => 1_i64..=99];
    let sums = prop::collection::vec((prop_oneof![1_i64..=9, 1_i64..=1_000_000_000], percent), 1..=20);
    let mut runner = TestRunner::new(Config { cases: 10_000, failure_persistence: None, ..Config::default() });
    let halves = std::cell::Cell::new(0_u32);
    runner
        .run(&sums, |sums| {
            let (points, percents): (Vec<i64>, Vec<i64>) = sums.into_iter().unzip();
            let sum = by_difficulty(&points, 2).sum_of_tasks(&percents);
            let (exact, rounded) = oracle(&points, &percents);
            prop_assert_eq!(Ratio::new(sum.over, sum.under), exact);
            prop_assert_eq!(i128::from(sum.half_up()), rounded);
            halves.set(halves.get() + u32::from((exact * 2).is_integer() && !exact.is_integer()));
            Ok(())
        })
        .unwrap();
    assert!(halves.get() > 100, "the sums hold halves: {halves:?}");
}

#[test]
fn entries_are_ranked_by_the_sum_then_by_answer_time_as_the_oracle_ranks_them() {
    // Few values, so that sums and times are often equal.
    let percent = prop_oneof![Just(100_i64), Just(0), Just(50)];
    let entry = (prop::collection::vec(percent, 3), prop::option::of(prop_oneof![Just(60_000_i64), Just(61_000)]));
    let cases = (prop::collection::vec(1_i64..=3, 3), prop::collection::vec(entry, 4));
    let mut runner = TestRunner::new(Config { cases: 60, failure_persistence: None, ..Config::default() });
    let (tied, shared) = (std::cell::Cell::new(0_u32), std::cell::Cell::new(0_u32));
    runner
        .run(&cases, |(points, entries)| {
            let mut scene = Scene::new(by_difficulty(&points, 0), true);
            for (entrant, (tasks, millis)) in entries.iter().enumerate() {
                let attempt = scene.attempt(entrant, 1, worked(tasks, *millis));
                scene.world.run(&attempt).unwrap();
            }
            // One is before another with a higher sum, or with the same and a shorter time; no time is the longest.
            let key = |(tasks, millis): &(Vec<i64>, Option<i64>)| (-oracle(&points, tasks).1, millis.unwrap_or(i64::MAX));
            let expected: Vec<Option<u32>> = entries
                .iter()
                .map(|entry| Some(1 + u32::try_from(entries.iter().filter(|other| key(other) < key(entry)).count()).unwrap()))
                .collect();
            let same = |a: usize, b: usize| oracle(&points, &entries[a].0).1 == oracle(&points, &entries[b].0).1;
            tied.set(tied.get() + u32::from(same(0, 1) && key(&entries[0]) != key(&entries[1])));
            shared.set(shared.get() + u32::from(key(&entries[0]) == key(&entries[1])));
            prop_assert_eq!(scene.ranks(scene.contest().live()), expected);
            Ok(())
        })
        .unwrap();
    assert!(tied.get() > 0 && shared.get() > 0, "sums are broken by time and shared: {tied:?}, {shared:?}");
}

#[test]
fn how_far_each_task_was_done_is_said_of_each_and_of_nothing_else() {
    let mut scene = Scene::new(by_difficulty(&[300, 500], 2), true);
    for (measured, refused) in [
        (worked(&[100], None), ("contest.each_task", "measured.tasks")),
        (worked(&[100, 0, 0], None), ("contest.each_task", "measured.tasks")),
        (worked(&[100, 101], None), ("contest.task_percent", "measured.tasks[1]")),
        (worked(&[-1, 0], None), ("contest.task_percent", "measured.tasks[0]")),
        (Measured { value: Some(800), ..worked(&[100, 100], None) }, ("contest.measured", "measured")),
        (Measured { outcome: Outcome::Absent, ..worked(&[0, 50], None) }, ("contest.task_percent", "measured.tasks[1]")),
    ] {
        let attempt = scene.attempt(0, 1, measured);
        assert_eq!(scene.world.refused(&attempt), [(refused.0, refused.1.to_owned())]);
    }
    // 3.00 × 100 % + 5.00 × 33 % = 4.65; nothing of every task is a result, too, and an absence is none.
    for (entrant, measured) in
        [(0, worked(&[100, 33], None)), (1, worked(&[0, 0], None)), (2, Measured { outcome: Outcome::Absent, ..worked(&[0, 0], None) })]
    {
        let attempt = scene.attempt(entrant, 1, measured);
        scene.world.run(&attempt).unwrap();
    }
    let live = scene.contest().live();
    let lines = board::lines(live, scene.codes(), live.discipline("T1").unwrap());
    let value = |entrant: usize| lines.iter().find(|line| line.code == scene.code(entrant)).unwrap().value;
    assert_eq!([0, 1, 2].map(value), [Some(465), Some(0), None]);
    // Where points do not go by difficulty there are no tasks.
    let mut scene = Scene::new(measured(Scoring::Points), true);
    let attempt = scene.attempt(0, 1, Measured { value: Some(5), ..worked(&[100], None) });
    assert_eq!(scene.world.refused(&attempt)[0].0, "contest.each_task");
}

#[test]
fn points_of_a_task_change_until_the_first_result_and_other_rules_until_the_first_entry() {
    let before = by_difficulty(&[300, 500], 2);
    let mut scene = Scene::new(before.clone(), true);
    let contest = scene.id;
    let put = |discipline: Discipline, existing| PutDiscipline { contest, discipline, existing, judges: Vec::new(), head: None };
    let now = by_difficulty(&[300, 700], 2);
    let other = Discipline { ties: Vec::new(), ..now.clone() };
    scene.world.acts(scene.recorder);
    assert_eq!(scene.world.refused(&put(other, true))[0].0, "contest.discipline_entered");
    assert_eq!(scene.world.refused(&put(now.clone(), false)), [("contest.discipline_taken", "discipline.serial".to_owned())]);
    let unknown = Discipline { serial: "T9".into(), ..now.clone() };
    assert_eq!(scene.world.refused(&put(unknown.clone(), true)), [("contest.discipline", "discipline.serial".to_owned())]);
    // Codes are drawn: there is no further discipline, but the points may still be put right.
    assert_eq!(scene.world.refused(&put(unknown, false))[0].0, "contest.drawn");
    scene.world.run(&put(now.clone(), true)).unwrap();
    let attempt = scene.attempt(0, 1, worked(&[100, 100], Some(60_000)));
    scene.world.run(&attempt).unwrap();
    let lines = board::lines(scene.contest().live(), scene.codes(), &now);
    assert_eq!(lines[0].value, Some(1_000));
    assert_eq!(scene.world.refused(&put(before, true))[0].0, "contest.discipline_scored");
}

#[test]
fn a_discipline_of_ones_own_is_added_with_its_panel_and_each_fault_has_its_field() {
    let mut scene = Scene::unseated(measured(Scoring::Points));
    let contest = scene.id;
    let judges: Vec<_> = scene.judges.iter().map(|(judge, _)| *judge).collect();
    let own = Discipline {
        serial: "T2".into(),
        signed: vec![Signer::Judge, Signer::Head],
        ..judged(vec![TieBreak::FirstCriterion], RankMethod::Dense)
    };
    let put = PutDiscipline { contest, discipline: own.clone(), existing: false, judges, head: Some(scene.judges[HEAD].0) };
    let wrong = Discipline {
        attempts: 2,
        rounds: vec![Stage::Final, Stage::Heat],
        decimals: 4,
        criteria: vec![Criterion { weight: 0, ..own.criteria[0].clone() }],
        awards: vec![AwardRule { from: 2, to: 1, ..own.awards[0].clone() }],
        signed: vec![Signer::Head, Signer::Head],
        tasks: vec![task(1, 5)],
        title: " ".into(),
        ..own.clone()
    };
    scene.world.acts(scene.recorder);
    let places: Vec<String> =
        scene.world.refused(&PutDiscipline { discipline: wrong, ..put.clone() }).into_iter().map(|(_, place)| place).collect();
    assert_eq!(
        places,
        ["title", "rounds", "attempts", "decimals", "signed", "criteria[0]", "awards[0]", "tasks"]
            .map(|field| format!("discipline.{field}"))
    );
    let twice = Discipline { tasks: vec![task(1, 5), task(1, 5), task(3, 0)], ..by_difficulty(&[1], 0) };
    let refused = scene.world.refused(&PutDiscipline { discipline: Discipline { serial: "T3".into(), ..twice }, ..put.clone() });
    assert_eq!(refused.into_iter().map(|(_, place)| place).collect::<Vec<_>>(), ["discipline.tasks[1]", "discipline.tasks[2]"]);
    let no_head = PutDiscipline { judges: Vec::new(), ..put.clone() };
    assert_eq!(scene.world.refused(&no_head), [("contest.head_judge", "head".to_owned())]);
    scene.world.run(&put).unwrap();
    let live = scene.contest().live();
    assert_eq!((live.discipline("T2"), live.panel("T2").len(), live.head_judge("T2")), (Some(&own), 5, put.head));
    // Nobody has entered it: its rules may change, and its panel stays where nobody is named.
    let changed = Discipline { drop: 0, ..own };
    scene.world.run(&PutDiscipline { discipline: changed.clone(), existing: true, judges: Vec::new(), head: None, ..put }).unwrap();
    let live = scene.contest().live();
    assert_eq!((live.discipline("T2"), live.panel("T2").len()), (Some(&changed), 5));
}

#[test]
fn a_time_that_is_to_be_long_is_ranked_so_and_a_count_of_faults_the_other_way() {
    for (scoring, better, expected) in [
        (Scoring::Time, Some(Better::More), [Some(4), Some(3), Some(2), Some(1)]),
        (Scoring::Time, None, [Some(1), Some(2), Some(3), Some(4)]),
        (Scoring::Count, Some(Better::Less), [Some(1), Some(2), Some(3), Some(4)]),
    ] {
        let mut scene = Scene::new(Discipline { better, team_best: 1, ..measured(scoring) }, false);
        for (entrant, value) in [(0, 10), (1, 20), (2, 30), (3, 40)] {
            let attempt = scene.attempt(entrant, 1, done(Some(value)));
            scene.world.run(&attempt).unwrap();
        }
        assert_eq!(scene.ranks(scene.contest().live()), expected);
        scene.publish();
        let best = scene.public().unwrap().disciplines[0].units[0].total;
        assert_eq!(best, if expected[0] == Some(1) { 10 } else { 40 });
    }
}
