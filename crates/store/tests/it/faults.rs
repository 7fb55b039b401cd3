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

/// The three go through with the same keys, and everything fits together; `before` says which of them had.
async fn recovered(bureau: &Bureau, group: usize, before: [bool; 3]) {
    for (answer, before) in send(bureau, group).await.into_iter().zip(before) {
        assert_eq!(answer.unwrap().repeated, before);
    }
    let replay = Replay::of(&bureau.url).await;
    assert_eq!((replay.size(), replay.root()), (bureau.store.published().head().0, bureau.store.published().head().1.0));
    assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    assert_eq!(bureau.store.audit(&[], Box::new(|_, _| {})).await.unwrap().first_bad, None);
}

/// Three commands while a derived table is missing: the first alone, while the others wait, which may then be derived later. The
/// others go together; what they derive must be there at once, unless the disk still has to take what the first wrote. A fourth,
/// for which nobody waits, is refused in any case. Says which of the three were answered with a receipt.
async fn while_missing(bureau: &Bureau, direct: &mut Direct, group: usize, table: &str) -> [bool; 3] {
    direct.run(if bureau.is_sqlite() { "BEGIN IMMEDIATE" } else { "BEGIN" }).await;
    // Whoever writes waits for us here.
    direct.run("UPDATE chain_head SET size = size").await;
    direct.run(&format!("ALTER TABLE {table} RENAME TO elsewhere")).await;
    let people = bureau.of(A1);
    let sent = (0..3_u64).map(|n| {
        let (store, people) = (bureau.store.clone(), people.clone());
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(if n == 0 { 0 } else { 300 })).await;
            store.execute(&OFFICER, format!("{group}-{n}"), class(&format!("C-{group}-{n}"), "2024-01-05", &[A], &people)).await
        })
    });
    let sent: Vec<_> = sent.collect();
    tokio::time::sleep(Duration::from_millis(600)).await;
    direct.run("COMMIT").await;
    let answers = join_all(sent).await.into_iter().map(Result::unwrap);
    let recorded = answers.map(|answer| match answer {
        Ok(_) => true,
        Err(fault) => {
            assert!(fault.to_string().contains("nothing was written"), "{table}: {fault}");
            false
        }
    });
    let recorded: [bool; 3] = recorded.collect::<Vec<_>>().try_into().unwrap();
    assert!(recorded[0] && (bureau.is_sqlite() || recorded == [true, false, false]), "{table}: {recorded:?}");
    let alone = bureau.store.execute(&OFFICER, format!("{group}-alone"), class("alone", "2024-01-05", &[A], &people)).await;
    let fault = alone.expect_err(table).to_string();
    assert!(fault.contains("nothing was written"), "{table}: {fault}");
    recorded
}

dual_db! {
    async fn a_table_that_vanishes_under_a_group_undoes_all_of_it(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let mut direct = Direct::to(&bureau.url).await;
        let tables = ["fact", "tile", "receipt"];
        for (group, table) in tables.into_iter().enumerate() {
            let before = direct.sizes().await;
            direct.run(&format!("ALTER TABLE {table} RENAME TO elsewhere")).await;
            for answer in send(&bureau, group).await {
                let fault = answer.expect_err(table).to_string();
                assert!(fault.contains("nothing was written"), "{table}: {fault}");
            }
            direct.run(&format!("ALTER TABLE elsewhere RENAME TO {table}")).await;
            assert_eq!(direct.sizes().await, before, "without {table} nothing was kept");
            recovered(&bureau, group, [false; 3]).await;
        }
        assert_eq!(bureau.count("training.runs", TOP, year(2024)).await, 3 * tables.len() as i64);
    }

    async fn a_derived_table_that_vanishes_loses_nothing_that_was_answered(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let mut direct = Direct::to(&bureau.url).await;
        let tables = ["entry", "cell", "tally", "list_item"];
        for (group, table) in tables.into_iter().enumerate() {
            let recorded = while_missing(&bureau, &mut direct, group, table).await;
            let read = bureau.store.value(&bureau.everything(), &bureau.question("training.runs", TOP, year(2024))).await;
            assert!(read.is_err(), "{table}: nobody is told a number without what was recorded");
            direct.run(&format!("ALTER TABLE elsewhere RENAME TO {table}")).await;
            recovered(&bureau, group, recorded).await;
        }
        assert_eq!(bureau.count("training.runs", TOP, year(2024)).await, 3 * tables.len() as i64);
    }

    async fn what_a_stop_left_underived_is_derived_by_whoever_opens_next(db: TestDatabase) {
        let mut bureau = Bureau::new(db).await;
        let mut direct = Direct::to(&bureau.url).await;
        let recorded = while_missing(&bureau, &mut direct, 0, "list_item").await;
        direct.run("ALTER TABLE elsewhere RENAME TO list_item").await;
        bureau.store = bureau.second_process(3).await;
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
        let answered = recorded.iter().filter(|answered| **answered).count();
        assert_eq!(bureau.count("training.runs", TOP, year(2024)).await, answered as i64);
        recovered(&bureau, 0, recorded).await;
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
        recovered(&bureau, 0, [false; 3]).await;
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
        recovered(&bureau, 0, [false; 3]).await;
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
