//! Exercises recorded, counted, struck out and rebuilt.

use nc_capability::exercise::{DrillTask, Kind, PlanExercise, Rating, RecordDrill, StrikeExercise};
use nc_testkit::dual_db;

use crate::bureau::{A, A1, A2, B, Bureau, OFFICER, RECORDER_A, RECORDER_B, TOP, day, unit, year};

fn drill(serial: &str, kind: Kind, players: Vec<nc_kernel::PersonId>) -> RecordDrill {
    let task = DrillTask {
        objective: "控制现场".into(),
        capability: "现场处置".into(),
        task: "划定警戒区".into(),
        rating: Rating::Some,
        comment: Some("警戒带不足".into()),
    };
    RecordDrill {
        title: "所队实战对抗".into(),
        kind,
        unit: unit(A),
        held_on: day("2024-05-20"),
        players,
        tasks: vec![task],
        runs: Some(2),
        programme: None,
        item: None,
        serial: Some(serial.into()),
        remark: None,
    }
}

dual_db! {
    async fn t1_exercises_count_once_with_their_runs_beside_and_survive_a_rebuild(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.on("2024-06-01");
        let players = [&bureau.of(A1)[..2], &bureau.of(A2)[..1]].concat();
        let red_blue = drill("HL-1", Kind::RedBlue, players.clone());
        bureau.done(&RECORDER_A, red_blue.clone()).await;
        bureau.done(&RECORDER_A, drill("YL-1", Kind::Tabletop, players[..2].to_vec())).await;
        // What is only planned counts for nothing.
        let plan = PlanExercise {
            title: "年度综合演练".into(),
            kind: Kind::RedBlue,
            unit: unit(A),
            starts_on: day("2024-05-30"),
            ends_on: day("2024-06-10"),
            programme: None,
        item: None,
            serial: Some("HL-2".into()),
            remark: None,
        };
        bureau.done(&RECORDER_A, plan).await;
        assert!(!bureau.refused(&RECORDER_B, drill("HL-3", Kind::RedBlue, players.clone())).await.is_empty(), "another banner's");
        for (figure, whole, other) in
            [("exercise.red_blue", 1, 0), ("exercise.held", 2, 0), ("exercise.runs", 4, 0), ("exercise.players", 5, 0), ("exercise.overdue", 0, 0)]
        {
            assert_eq!(bureau.count(figure, TOP, year(2024)).await, whole, "{figure}");
            assert_eq!(bureau.count(figure, B, year(2024)).await, other, "{figure} elsewhere");
        }
        let strike = StrikeExercise { exercise: red_blue.id(), reason: "重复登记".into(), authority: "政治部核对单".into() };
        bureau.done(&OFFICER, strike).await;
        assert_eq!(bureau.count("exercise.red_blue", TOP, year(2024)).await, 0);
        assert_eq!(bureau.count("exercise.players", TOP, year(2024)).await, 2);
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    }
}
