//! The database fails in the middle: nothing is half written, callers are told, and the same key goes through later.

use std::time::Duration;

use futures_util::future::join_all;
use nc_store::StoreError;
use nc_testkit::dual_db;

use crate::bureau::{A, A1, Bureau, OFFICER, TOP, class, year};
use crate::direct_sql::Direct;
use crate::replay::Replay;

/// Sends three commands at once.
async fn send(bureau: &Bureau, group: usize) -> Vec<Result<nc_store::Receipt, StoreError>> {
    let people = bureau.of(A1);
    join_all((0..3).map(|n| {
        let serial = format!("C-{group}-{n}");
        bureau.store.execute(&OFFICER, format!("{group}-{n}"), class(&serial, "2024-01-05", &[A], &people))
    }))
    .await
}

/// The three go through with the same keys, and everything fits together.
async fn recovered(bureau: &Bureau, group: usize) {
    for answer in send(bureau, group).await {
        assert!(!answer.unwrap().repeated);
    }
    let replay = Replay::of(&bureau.url).await;
    assert_eq!((replay.size(), replay.root()), (bureau.store.published().head().0, bureau.store.published().head().1.0));
    assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    assert_eq!(bureau.store.audit(&[], Box::new(|_, _| {})).await.unwrap().first_bad, None);
}

dual_db! {
    async fn a_table_that_vanishes_under_a_group_undoes_all_of_it(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let mut direct = Direct::to(&bureau.url).await;
        let tables = ["fact", "tile", "entry", "cell", "tally", "list_item", "receipt"];
        for (group, table) in tables.into_iter().enumerate() {
            let before = direct.sizes().await;
            direct.run(&format!("ALTER TABLE {table} RENAME TO elsewhere")).await;
            for answer in send(&bureau, group).await {
                let fault = answer.expect_err(table).to_string();
                assert!(fault.contains("nothing was written"), "{table}: {fault}");
            }
            direct.run(&format!("ALTER TABLE elsewhere RENAME TO {table}")).await;
            assert_eq!(direct.sizes().await, before, "without {table} nothing was kept");
            recovered(&bureau, group).await;
        }
        assert_eq!(bureau.count("training.runs", TOP, year(2024)).await, 3 * tables.len() as i64);
    }

    async fn a_database_that_goes_away_is_found_again(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let mut direct = Direct::to(&bureau.url).await;
        if bureau.is_sqlite() {
            // Somebody holds the file for longer than the writer waits.
            direct.run("BEGIN EXCLUSIVE").await;
            for answer in send(&bureau, 0).await {
                let fault = answer.unwrap_err().to_string();
                assert!(fault.contains("nothing was written") && fault.contains("another process"), "{fault}");
            }
            direct.run("ROLLBACK").await;
        } else {
            direct.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()").await;
        }
        // What was lost while nothing was being written is connected again before anybody notices.
        recovered(&bureau, 0).await;
        assert_eq!(bureau.count("training.runs", TOP, year(2024)).await, 3);
    }

    async fn connections_cut_in_the_middle_of_a_run_lose_and_double_nothing(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let mut direct = Direct::to(&bureau.url).await;
        let (store, people) = (bureau.store.clone(), bureau.of(A1));
        let writing = tokio::spawn(async move {
            let mut faults = 0;
            for n in 0..60 {
                // As a client does: ask again with the same key until there is an answer.
                while let Err(fault) = store.execute(&OFFICER, format!("w-{n}"), class(&format!("W-{n}"), "2024-01-05", &[A], &people)).await {
                    assert!(!matches!(fault, StoreError::Refused(_)), "written and forgotten: {fault}");
                    faults += 1;
                    assert!(faults < 1_000, "{fault}");
                }
            }
        });
        while !writing.is_finished() {
            if bureau.is_sqlite() {
                direct.run("BEGIN IMMEDIATE").await;
                tokio::time::sleep(Duration::from_millis(20)).await;
                direct.run("ROLLBACK").await;
            } else {
                direct.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()").await;
            }
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
        writing.await.unwrap();
        recovered(&bureau, 0).await;
        assert_eq!(bureau.count("training.runs", TOP, year(2024)).await, 63);
    }

    async fn a_closed_store_says_so(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.store.close().await;
        for answer in send(&bureau, 0).await {
            assert!(matches!(answer, Err(StoreError::Closed)), "{answer:?}");
        }
        assert!(matches!(bureau.store.rebuild(true, Box::new(|_, _| {})).await, Err(StoreError::Closed)));
    }
}
