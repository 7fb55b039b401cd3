//! The clock and the scenario on it.

use nc_kernel::Micros;

use super::play::{Play, inject};
use crate::exercise::clock::{Clock, MINUTE};
use crate::exercise::scenario::Delivery;
use crate::exercise::*;

const SECOND: i64 = 1_000_000;

/// The delivery of every inject now, by number.
fn deliveries(play: &Play) -> Vec<(String, Delivery)> {
    let now = play.world.now;
    play.scenario().injects().map(|inject| (inject.no.to_string(), Delivery::of(play.exercise(), inject, now))).collect()
}

#[test]
fn t15_120_injects_replay_with_pause_and_times_ten_and_keep_both_times() {
    // One a minute from minute 1 on.
    let mut play = Play::locked((1..=120).map(|at| inject(at, "红队", false)).collect());
    play.turn(Turn::Start);
    let start = play.world.now.0;
    play.wait(30 * 60);
    assert_eq!(deliveries(&play).iter().filter(|(_, d)| d.is_released()).count(), 30);
    play.turn(Turn::Pause);
    play.wait(3600);
    assert_eq!(deliveries(&play).iter().filter(|(_, d)| d.is_released()).count(), 30, "it stands");
    play.speed(10);
    play.turn(Turn::Resume);
    play.wait(6 * 60);
    assert_eq!(play.exercise().clock().read(play.world.now), 90 * MINUTE);
    play.turn(Turn::Pause);
    play.speed(1);
    play.turn(Turn::Resume);
    play.wait(29 * 60);
    assert!(!deliveries(&play).last().unwrap().1.is_released());
    play.wait(60);
    // The actual moment of each, worked out by hand.
    let actual = |n: i64| match n {
        1..=30 => n * 60,
        31..=90 => 30 * 60 + 3600 + (n - 30) * 6,
        _ => 30 * 60 + 3600 + 6 * 60 + (n - 90) * 60,
    };
    for (n, (no, delivery)) in (1..).zip(deliveries(&play)) {
        let expected = Delivery::Released { actual: Micros(start + actual(n) * SECOND), by_clock: true };
        assert_eq!((no.as_str(), delivery), (n.to_string().as_str(), expected));
    }
    let scheduled: Vec<u32> = play.scenario().injects().map(|inject| inject.at).collect();
    assert_eq!(scheduled, (1..=120).collect::<Vec<u32>>(), "the times planned stay as they were");
    // Nothing was recorded but the turns of the clock: no job ran.
    let conduct = |kind: &str| play.world.log.iter().filter(|row| row.kind == kind).count();
    assert_eq!((conduct("exercise.clock_turned.v1"), conduct("exercise.inject_released.v1")), (5, 0));
}

#[test]
fn t15_ad_hoc_injects_are_numbered_between_and_what_was_handled_by_hand_stays_so() {
    let mut play = Play::locked(vec![inject(1, "红队", false), inject(10, "红队", false), inject(20, "蓝队", false)]);
    play.turn(Turn::Start);
    play.wait(5 * 60);
    let (id, by) = (play.id, play.controller);
    let behind = InjectNo::planned(1);
    for at in [5, 7] {
        play.world.run(&AddInject { exercise: id, by, behind, inject: inject(at, "蓝队", false), at_once: false }).unwrap();
    }
    play.world.run(&SkipInject { exercise: id, by, inject: InjectNo::planned(2) }).unwrap();
    let numbers: Vec<String> = deliveries(&play).into_iter().map(|(no, _)| no).collect();
    assert_eq!(numbers, ["1", "1.1", "1.2", "2", "3"]);
    let past = AddInject { exercise: id, by, behind, inject: inject(4, "蓝队", false), at_once: false };
    assert_eq!(play.world.refused(&past), [("exercise.past", "inject.at".into())]);
    let early = play.world.now;
    play.world.run(&ReleaseInject { exercise: id, by, inject: InjectNo::planned(3) }).unwrap();
    play.wait(30 * 60);
    let after: Vec<Delivery> = deliveries(&play).into_iter().map(|(_, delivery)| delivery).collect();
    assert_eq!(after[1], Delivery::Released { actual: early, by_clock: false }, "due at once, so released at once");
    assert_eq!(after[2], Delivery::Released { actual: Micros(early.0 + 2 * MINUTE), by_clock: true });
    assert_eq!(after[3], Delivery::Skipped, "the clock does not bring back what was skipped");
    assert_eq!(after[4], Delivery::Released { actual: early, by_clock: false }, "before the clock came to it");
    for no in [1, 2, 3, 4].map(InjectNo::planned) {
        let again = ReleaseInject { exercise: id, by, inject: no };
        assert_eq!(play.world.refused(&again), [("exercise.inject", "inject".into())], "{no}");
    }
}

#[test]
fn the_clock_turns_only_as_it_can_and_the_director_alone_locks() {
    let mut play = Play::new(vec![inject(1, "红队", false)]);
    let (id, by, director) = (play.id, play.controller, play.director);
    let start = TurnClock { exercise: id, by, turn: Turn::Start };
    assert_eq!(play.world.as_person(by).refused(&start)[0].0, "exercise.stage");
    assert_eq!(play.world.refused(&LockScenario { exercise: id, by }), [("exercise.not_in_role", "by".into())]);
    let late = WriteScenario { exercise: id, by, injects: vec![inject(5, "红队", false), inject(4, "绿队", false)] };
    assert_eq!(play.world.refused(&late), [("exercise.team", "injects[1].to".into()), ("exercise.order", "injects[1].at".into())]);
    play.world.as_person(director).run(&LockScenario { exercise: id, by: director }).unwrap();
    let write = WriteScenario { exercise: id, by, injects: vec![inject(2, "红队", false)] };
    assert_eq!(play.world.as_person(by).refused(&write)[0].0, "exercise.stage", "a locked scenario is not written");
    for (turn, can) in
        [(Turn::Resume, false), (Turn::Start, true), (Turn::Start, false), (Turn::Resume, false), (Turn::End, true), (Turn::Resume, false)]
    {
        let answer = play.world.run(&TurnClock { exercise: id, by, turn });
        assert_eq!(answer.is_ok(), can, "{turn:?}");
    }
    let fast = SetSpeed { exercise: id, by, speed: 11 };
    assert!(play.world.refused(&fast).contains(&("exercise.speed", "speed".into())));
}

#[test]
fn an_inject_names_an_objective_of_the_guide_and_a_controller_who_sees_to_it() {
    let mut play = Play::new(vec![inject(1, "红队", false)]);
    let (id, by) = (play.id, play.controller);
    let row = |objective: &str, responsible| {
        let objective = Some(objective.to_owned());
        InjectRow {
            objective,
            responsible: Some(responsible),
            key_event: true,
            contingency: Some("电话补报".into()),
            ..inject(1, "红队", true)
        }
    };
    let write = |row| WriteScenario { exercise: id, by, injects: vec![row] };
    let wrong = write(row("无此目标", play.red));
    let faults = [("exercise.task", "injects[0].objective".into()), ("exercise.responsible", "injects[0].responsible".into())];
    assert_eq!(play.world.as_person(by).refused(&wrong), faults);
    play.world.run(&write(row("控制现场", by))).unwrap();
    // A guide set anew without that objective leaves the scenario astray: it is not locked so.
    play.world.run(&SetObjectives { exercise: id, tasks: vec![super::play::task("救治伤员", "五分钟内施救")] }).unwrap();
    let lock = LockScenario { exercise: id, by: play.director };
    assert_eq!(play.world.as_person(play.director).refused(&lock), [("exercise.task", "exercise".into())]);
    play.world.run(&SetObjectives { exercise: id, tasks: vec![super::play::task("控制现场", "划定警戒区")] }).unwrap();
    play.world.run(&lock).unwrap();
    play.turn(Turn::Start);
    let told = |play: &Play| play.sheet(Some(by)).warnings.iter().any(|warning| warning.en.contains("key event"));
    assert!(!told(&play));
    play.world.run(&SkipInject { exercise: id, by, inject: InjectNo::planned(1) }).unwrap();
    assert!(told(&play), "a key event that was skipped is said at once");
}

#[test]
fn t15_what_is_to_come_at_once_comes_at_the_minute_it_is_then() {
    let mut play = Play::locked(vec![inject(1, "红队", false)]);
    play.turn(Turn::Start);
    play.speed(10);
    play.wait(60);
    let (id, by) = (play.id, play.controller);
    // The form was opened at minute 2; the clock runs fast.
    let add = AddInject { exercise: id, by, behind: InjectNo::planned(1), inject: inject(2, "红队", true), at_once: true };
    play.world.run(&add).unwrap();
    let added = play.scenario().inject(InjectNo::planned(1).next()).unwrap();
    assert_eq!(added.at, 10);
    assert!(deliveries(&play)[1].1.is_released());
}

proptest::proptest! {
    /// Whatever was done with the clock, `when` is the first moment at which it reads that time.
    #[test]
    fn when_is_the_first_moment_at_which_the_clock_reads_it(
        steps in proptest::collection::vec((0_i64..400, 0_u8..4, 1_u8..=10), 1..12), time in 1_i64..3000,
    ) {
        let mut clock = Clock::default();
        let mut now = Micros(0);
        clock.turn(Turn::Start, now);
        for (wait, what, speed) in steps {
            now = Micros(now.0 + wait);
            match what {
                0 if clock.can(Turn::Pause) => clock.turn(Turn::Pause, now),
                1 if clock.can(Turn::Resume) => clock.turn(Turn::Resume, now),
                2 => clock.set_speed(speed, now),
                _ => {}
            }
        }
        let end = Micros(now.0 + 200);
        let first = (0..=end.0).map(Micros).find(|moment| clock.read(*moment) >= time);
        proptest::prop_assert_eq!(clock.when(time, end), first);
    }
}
