//! Rows drawn behind a figure, and what a reviewer found in them.

use nc_figures::recounts::{Doubt, ROWS};
use nc_people::Action;
use nc_store::RecordRecount;
use nc_testkit::dual_db;

use crate::bureau::{A, A1, B, B1, Bureau, LEADER, OFFICER, RECORDER_A, TOP, run, year};

dual_db! {
    async fn g4_reviewer_recounts_random_rows_and_records_the_result(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.on("2024-03-04");
        for serial in ["R-1", "R-2", "R-3", "R-4"] {
            let people = [bureau.of(A1), bureau.of(B1)].concat();
            bureau.done(&OFFICER, run(serial, "2024-03-01", &[A, B], &people)).await;
        }
        let question = bureau.question("study.rotation.attendances", TOP, year(2024));
        let visible = bureau.store.scopes(&OFFICER, Action::ReadRows);
        let draw = async |visible: &[nc_people::Scope]| bureau.store.sample(&bureau.everything(), visible, &question, ROWS).await.unwrap();
        let sample = draw(&visible).await;
        let rows = bureau.evidence(&question).await.parts[0].len() as u64;
        assert!(rows > ROWS as u64, "{rows} rows are enough to draw from");
        assert_eq!((sample.rows, sample.hidden, sample.drawn.len()), (rows, 0, ROWS));
        assert_eq!(sample.value, bureau.store.value(&bureau.everything(), &question).await.unwrap());
        let keys = |sample: &nc_store::Sample| sample.drawn.iter().map(|e| e.key.clone()).collect::<Vec<_>>();
        assert_eq!(keys(&draw(&visible).await), keys(&sample), "the same ledger draws the same rows");

        // Who may see nothing of B draws nothing of it, and is told how much that is.
        let own = bureau.store.scopes(&RECORDER_A, Action::ReadRows);
        let partly = draw(&own).await;
        assert!(partly.drawn.iter().all(|row| row.facets.organisers.iter().any(|u| u.as_str().starts_with(A))));

        let doubt = |key: &str, why: &str| Doubt { key: key.to_owned(), why: why.to_owned() };
        let first = sample.drawn[0].key.clone();
        for (doubts, code) in [
            (vec![doubt("not drawn", "签到表缺失")], "figures.doubt_not_drawn"),
            (vec![doubt(&first, " ")], "figures.doubt_without_reason"),
        ] {
            assert_eq!(bureau.refused(&OFFICER, RecordRecount::of(&sample, doubts)).await, [code]);
        }
        assert_eq!(bureau.refused(&LEADER, RecordRecount::of(&sample, Vec::new())).await, ["access.not_allowed"]);
        let receipt = bureau.done(&OFFICER, RecordRecount::of(&sample, vec![doubt(&first, "签到表缺失")])).await;
        assert_eq!(receipt.facts, 1);
        let again = draw(&visible).await;
        assert_eq!(again.value.worth, sample.value.worth, "a recount changes no figure");
        assert_ne!(keys(&again), keys(&sample), "another root draws other rows");
    }
}
