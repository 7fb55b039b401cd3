//! Everything derived can be dropped and replayed, byte by byte.

use nc_store::{Question, StoreError};
use nc_testkit::dual_db;

use crate::bureau::{A, B, B1, Bureau, OFFICER, TOP, catalogue, run, year};
use crate::direct_sql::Direct;
use crate::history::History;

const STUDY: &str = include_str!("../../../../catalogue/figures/study.toml");
const TRAINING: &str = include_str!("../../../../catalogue/figures/training.toml");
const OTHERS: &str = include_str!("definitions.toml");

dual_db! {
    async fn r19_rebuild_gives_byte_equal_tables(db: TestDatabase) {
        let bureau = Bureau::staffed(db).await;
        let mut history = History::of(&bureau, 19).await;
        // Definitions come in the middle of life, one after the other, and are counted from what there is.
        for files in [vec![], vec![STUDY], vec![STUDY, TRAINING], vec![STUDY, TRAINING, OTHERS]] {
            bureau.define(&catalogue(&files)).await.unwrap();
            history.pass(&bureau, 25).await;
        }
        for name in [
            "training.correct_mark",
            "training.correct_score",
            "training.cancel_class",
            "study.correct_mark",
            "study.cancel_run",
            "people.transfer_person",
            "people.correct_record",
            "branch.leave",
        ] {
            assert!(history.accepted.contains_key(name), "{name} belongs to a long life: {:?}", history.accepted);
        }
        let checked = bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap();
        assert_eq!(checked.differing, Vec::<&str>::new());
        assert_eq!(checked.facts, history.replay.size());
        // No committee meets in this life and nothing of the books is recorded; `follow_ups.rs` and `exercises.rs` have theirs.
        let empty: Vec<&str> = checked.tables.iter().filter(|table| table.rows == 0).map(|table| table.table).collect();
        assert_eq!(empty, ["waits_for", "open_task"], "{:?}", checked.tables);
        let rebuilt = bureau.store.rebuild(false, Box::new(|_, _| {})).await.unwrap();
        assert_eq!(rebuilt, checked);
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap(), checked);
        // Life goes on upon what was rebuilt.
        history.pass(&bureau, 10).await;
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
        assert_eq!(bureau.store.published().head().1.0, history.replay.root());
    }

    async fn a_changed_cell_is_found_named_and_repaired(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.done(&OFFICER, run("R-1", "2024-01-04", &[B], &bureau.of(B1))).await;
        let question = bureau.question("study.rotation.attendances", TOP, year(2024));
        for (damage, table) in [
            ("UPDATE cell SET n = n + 1 WHERE bureau_id = 150600 AND figure = 'study.rotation.attendances@1'", "cell"),
            ("DELETE FROM entry WHERE bureau_id = 150600 AND register = 'study.attendance' AND person = 1024", "entry"),
            ("UPDATE list_item SET marks = 7 WHERE bureau_id = 150600", "list_item"),
            ("DELETE FROM tally WHERE bureau_id = 150600 AND figure = 'people.serving@1'", "tally"),
        ] {
            assert!(Direct::to(&bureau.url).await.run(damage).await > 0, "{damage}");
            if table == "cell" {
                let fault = bureau.store.evidence(&bureau.everything(), &question).await.unwrap_err();
                assert!(matches!(fault, StoreError::Damaged { .. }) && fault.to_string().contains("rebuild"), "{fault}");
            }
            assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, [table]);
            bureau.store.rebuild(false, Box::new(|_, _| {})).await.unwrap();
            assert_eq!(bureau.count("study.rotation.attendances", TOP, year(2024)).await, 6);
        }
    }

    async fn a_definition_another_process_records_is_counted_once(db: TestDatabase) {
        let bureau = Bureau::staffed(db).await;
        let other = bureau.second_process(2).await;
        bureau.done(&OFFICER, run("R-1", "2024-01-03", &[A], &bureau.of(A))).await;
        // The definitions are on the ledger, and not yet counted by whoever recorded them, when somebody else writes.
        let command = nc_store::DefineFigures::new(&catalogue(&[STUDY]), bureau.store.bureau_path().unwrap());
        bureau.done(&nc_kernel::Actor::SYSTEM, command).await;
        other.execute(&OFFICER, "other-1", run("R-2", "2024-01-04", &[B], &bureau.of(B))).await.unwrap();
        bureau.define(&catalogue(&[STUDY])).await.unwrap();
        other.execute(&OFFICER, "other-2", run("R-3", "2024-01-05", &[B], &bureau.of(B))).await.unwrap();
        let attendances = (bureau.of(A).len() + 2 * bureau.of(B).len()) as i64;
        assert_eq!(bureau.count("study.rotation.attendances", TOP, year(2024)).await, attendances);
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
        let question: Question = bureau.question("study.rotation.runs", TOP, year(2024));
        assert_eq!(other.evidence(&bureau.everything(), &question).await.unwrap().parts[0].len(), 3);
    }
}
