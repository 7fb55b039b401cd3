use super::scene::*;
use crate::contest::board::{self, Place};
use crate::contest::command::*;
use crate::contest::model::*;
use crate::contest::score::RankMethod;
use crate::contest::state::Records;

#[test]
fn t17_ties_are_broken_in_order_then_shared() {
    // The same weighted mean: 0.6 × 90 + 0.4 × 60 = 0.6 × 70 + 0.4 × 90 = 78.
    let marks = [[9000, 6000], [7000, 9000], [9000, 6000], [1000, 1000]];
    for (ties, expected) in [
        (vec![], [1, 1, 1, 4]),
        (vec![TieBreak::FirstCriterion], [1, 3, 1, 4]),
        (vec![TieBreak::FirstCriterion, TieBreak::Earlier], [1, 3, 1, 4]),
    ] {
        let mut scene = Scene::new(judged(ties, RankMethod::Standard), true);
        scene.perform(marks);
        assert_eq!(scene.ranks(scene.contest().live()), expected.map(Some));
    }
}

#[test]
fn t19_order_goes_by_stored_precision_and_who_failed_has_no_rank() {
    for (scoring, expected) in [(Scoring::Points, [Some(2), Some(1), None, None]), (Scoring::Time, [Some(1), Some(2), None, None])] {
        let mut scene = Scene::new(measured(scoring), false);
        // 12.34 and 12.35: the same to one decimal, which is all a narrow page shows.
        let none = |outcome| Measured { outcome, ..done(None) };
        for (entrant, measured) in [(0, done(Some(1234))), (1, done(Some(1235))), (2, none(Outcome::Failed)), (3, none(Outcome::Absent))] {
            let attempt = scene.attempt(entrant, 1, measured);
            scene.world.run(&attempt).unwrap();
        }
        assert_eq!(scene.ranks(scene.contest().live()), expected);
        let contest = scene.id;
        scene.world.run(&LockScores { contest }).unwrap();
        // Who was absent did not take part.
        assert_eq!(scene.world.entries("contest.participation").len(), 3);
    }
}

#[test]
fn t19_a_result_that_is_none_is_refused() {
    for (scoring, measured) in [
        (Scoring::Metric, done(None)),
        (Scoring::Points, done(Some(-1))),
        (Scoring::Pass, done(Some(0))),
        (Scoring::Points, Measured { outcome: Outcome::Failed, ..done(Some(5)) }),
        (Scoring::Judged, done(Some(5))),
    ] {
        let discipline = if scoring == Scoring::Judged { judged(vec![], RankMethod::Dense) } else { measured_of(scoring) };
        let mut scene = Scene::new(discipline, false);
        let attempt = scene.attempt(0, 1, measured);
        assert_eq!(scene.world.refused(&attempt), [("contest.measured", "measured".to_owned())], "{scoring:?}");
    }
}

#[test]
fn time_lost_by_a_fault_of_equipment_is_given_back_by_the_head_judge_alone() {
    let mut scene = Scene::unseated(measured(Scoring::Time));
    let contest = scene.id;
    let [head, other] = [scene.judges[2], scene.judges[3]];
    let seat = SeatPanel { contest, discipline: "T1".into(), judges: vec![head.0, other.0], head: Some(scene.judges[4].0) };
    scene.world.acts(scene.recorder);
    assert_eq!(scene.world.refused(&seat), [("contest.head_judge", "head".to_owned())]);
    scene.world.run(&SeatPanel { head: Some(head.0), ..seat }).unwrap();
    scene.draw();
    for (entrant, value) in [(0, 2000), (1, 2100), (2, 2200), (3, 2300)] {
        let attempt = scene.attempt(entrant, 1, done(Some(value)));
        scene.world.run(&attempt).unwrap();
    }
    let (round, reason) = (Stage::Final, "计时器重启".to_owned());
    let grant = GrantExtraTime { contest, code: scene.code(1), round, attempt: 1, millis: 1_500, reason, judge: head.0 };
    scene.world.acts(other.1);
    assert_eq!(scene.world.refused(&GrantExtraTime { judge: other.0, ..grant.clone() })[0].0, "contest.not_head_judge");
    scene.world.acts(head.1);
    // Nothing, finer than hundredths of a second, and more than the run took.
    for millis in [0, 1_505, 21_010] {
        assert_eq!(scene.world.refused(&GrantExtraTime { millis, ..grant.clone() }), [("contest.extra_time", "millis".to_owned())]);
    }
    assert_eq!(scene.world.refused(&GrantExtraTime { attempt: 2, ..grant.clone() })[0].0, "contest.extra_time");
    scene.world.run(&grant).unwrap();
    // 21.00 − 1.50 is before 20.00.
    assert_eq!(scene.ranks(scene.contest().live()), [Some(2), Some(1), Some(3), Some(4)]);
    // Given again, it replaces the one before.
    scene.world.run(&GrantExtraTime { millis: 500, ..grant.clone() }).unwrap();
    assert_eq!(scene.ranks(scene.contest().live()), [Some(1), Some(2), Some(3), Some(4)]);
    scene.world.acts(scene.recorder).run(&LockScores { contest }).unwrap();
    scene.world.acts(head.1);
    assert_eq!(scene.world.refused(&grant)[0].0, "contest.locked");
}

fn measured_of(scoring: Scoring) -> Discipline {
    super::scene::measured(scoring)
}

#[test]
fn rounds_let_through_whom_they_say_and_units_total_their_best() {
    let discipline = Discipline {
        rounds: vec![Stage::Heat, Stage::Final],
        advance: 3,
        team_best: 2,
        event: Some("射击".into()),
        ..measured(Scoring::Points)
    };
    let mut scene = Scene::new(discipline, false);
    for (entrant, value) in [(0, 40), (1, 30), (2, 20), (3, 10)] {
        let attempt = RecordAttempt { round: Stage::Heat, ..scene.attempt(entrant, 1, done(Some(value))) };
        let early = scene.attempt(entrant, 1, done(Some(value)));
        assert_eq!(scene.world.refused(&early)[0].0, "contest.round");
        scene.world.run(&attempt).unwrap();
    }
    let out = scene.attempt(3, 1, done(Some(99)));
    assert_eq!(scene.world.refused(&out)[0].0, "contest.round");
    for (entrant, value) in [(0, 5), (1, 6), (2, 7)] {
        let attempt = scene.attempt(entrant, 1, done(Some(value)));
        scene.world.run(&attempt).unwrap();
    }
    scene.publish();
    let live = scene.contest().live();
    let lines = board::lines(live, scene.codes(), live.discipline("T1").unwrap());
    assert_eq!(
        lines.iter().map(|line| (line.value, line.place)).collect::<Vec<_>>(),
        [(Some(7), Place::Ranked(1)), (Some(6), Place::Ranked(2)), (Some(5), Place::Ranked(3)), (Some(10), Place::Out),]
    );
    // A has two results of the final, B one: only A has a total.
    let units = board::unit_lines(scene.codes(), live.discipline("T1").unwrap(), &lines);
    assert_eq!(units.iter().map(|unit| (unit.total, unit.rank)).collect::<Vec<_>>(), [(11, 1)]);
    let record = scene.world.states.only::<Records>().unwrap().best("射击").unwrap();
    assert_eq!((record.value, &record.code), (7, &scene.code(2)));
}
