//! Backup and restore, also from one kind of database to the other.

use nc_figures::Value;
use nc_kernel::{Period, SeededIds, UserId};
use nc_people::Action;
use nc_store::{DatabaseUrl, Store, StoreError, backup};
use nc_testkit::{TestDatabase, dual_db};

use crate::bureau::{A, A1, BUREAU, Bureau, OFFICER, TOP, cancel_class, class, unit, year};
use crate::history::History;

/// Every figure of the bureau, with the root it was computed at.
async fn figures(store: &Store, bureau: &Bureau) -> Vec<Value> {
    let scope = store.allow(&OFFICER, Action::ReadFigures, &unit(TOP)).unwrap();
    let mut all = Vec::new();
    for definition in bureau.store.published().catalogue().all() {
        let period = Period::up_to(store.now().day());
        let question = nc_store::Question { definition: definition.clone(), unit: unit(TOP), period, known_on: None };
        all.push(store.evidence(&scope, &question).await.unwrap().value);
    }
    all
}

dual_db! {
    async fn a_backup_restored_into_either_database_is_the_same_ledger(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        History::of(&bureau, 5).await.pass(&bureau, 20).await;
        bureau.store.create_account(UserId(1), "zhenggong", "a long enough sentence", &mut SeededIds::new(3)).await.unwrap();
        let file = bureau.folder.path().join("a.backup");
        bureau.store.backup(&file).await.unwrap();
        assert!(matches!(bureau.store.backup(&file).await, Err(StoreError::Unusable(_))), "a backup never overwrites");
        let before = figures(&bureau.store, &bureau).await;
        let tables = bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().tables;
        for sqlite in [true, false] {
            if !sqlite && std::env::var_os("NUANCHENG_TEST_SQLITE_ONLY").is_some() {
                continue;
            }
            let target = Bureau::another_database(sqlite).await;
            let url = DatabaseUrl::parse(&target.url).unwrap();
            backup::restore(&file, &url, BUREAU, Some(&bureau.erasures()), None).await.unwrap();
            // Everything is there as soon as it is open: what is derived is replayed then.
            let restored = bureau.open_at(&target.url).await.unwrap();
            assert_eq!(restored.published().head(), bureau.store.published().head());
            assert_eq!(figures(&restored, &bureau).await, before);
            let checked = restored.rebuild(true, Box::new(|_, _| {})).await.unwrap();
            assert_eq!((checked.differing, checked.tables), (Vec::new(), tables.clone()), "byte-equal across databases");
            assert_eq!(restored.audit(&[], Box::new(|_, _| {})).await.unwrap().first_bad, None);
            let read = restored.allow(&OFFICER, Action::ReadPeople, &unit(TOP)).unwrap();
            assert_eq!(restored.names(&read).await.unwrap(), bureau.store.names(&read).await.unwrap());
            assert_eq!(restored.sign_in("zhenggong", "a long enough sentence").await.unwrap(), Some(UserId(1)));
            // A command answered before the backup is answered the same after it.
            let fault = restored.execute(&OFFICER, "key-0", cancel_class("C-after")).await.unwrap_err();
            assert!(fault.to_string().contains("used before"), "{fault}");
            let today = restored.now().day();
            let serving: Vec<_> = restored.published().with_directory(|d| d.serving(&unit(TOP), today).map(|(p, _)| p.id).take(5).collect());
            restored.execute(&OFFICER, "after", class("C-after", &today.to_string(), &[A], &serving)).await.unwrap();
            assert_eq!(restored.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
            // A ledger is not written over.
            restored.close().await;
            let fault = backup::restore(&file, &url, BUREAU, None, None).await.unwrap_err();
            assert!(fault.to_string().contains("empty"), "{fault}");
        }
    }

    async fn a_backup_made_while_the_bureau_writes_is_one_moment_of_it(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let (store, people) = (bureau.store.clone(), bureau.of(A1));
        let writing = tokio::spawn(async move {
            for n in 0..60 {
                store.execute(&OFFICER, format!("w-{n}"), class(&format!("W-{n}"), "2024-01-05", &[A], &people)).await.unwrap();
            }
        });
        for n in 0..3 {
            let file = bureau.folder.path().join(format!("{n}.backup"));
            bureau.store.backup(&file).await.unwrap();
            let target = TestDatabase::sqlite().await;
            let url = DatabaseUrl::parse(&target.url).unwrap();
            backup::restore(&file, &url, BUREAU, None, None).await.unwrap();
            let restored = bureau.open_at(&target.url).await.unwrap();
            assert_eq!(restored.audit(&[], Box::new(|_, _| {})).await.unwrap().first_bad, None);
            assert_eq!(restored.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
            restored.close().await;
        }
        writing.await.unwrap();
        assert_eq!(bureau.count("training.runs", TOP, year(2024)).await, 60);
    }

    async fn what_is_no_backup_is_refused_with_the_reason(db: TestDatabase) {
        let bureau = Bureau::bare(db).await;
        let target = Bureau::another_database(bureau.is_sqlite()).await;
        let url = DatabaseUrl::parse(&target.url).unwrap();
        let empty = bureau.folder.path().join("empty.backup");
        bureau.store.backup(&empty).await.unwrap_or_default();
        let text = bureau.folder.path().join("text.backup");
        std::fs::write(&text, "this is a text, not a database, and long enough to be looked into").unwrap();
        let missing = bureau.folder.path().join("missing.backup");
        for file in [&empty, &text, &missing] {
            let fault = backup::restore(file, &url, BUREAU, None, None).await.expect_err("restored");
            assert!(matches!(fault, StoreError::Unusable(_)), "{}: {fault}", file.display());
            assert!(!fault.to_string().is_empty());
        }
        // The database is as empty as before, and can take a real one.
        let store = bureau.open_at(&target.url).await.unwrap();
        assert_eq!(store.published().head().0, 0);
        store.close().await;
    }

    async fn a_closed_ledger_lies_in_its_one_file(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.done(&OFFICER, class("C-1", "2024-01-05", &[A], &bureau.of(A1))).await;
        let head = bureau.store.published().head();
        bureau.store.close().await;
        let database = bureau.database();
        let Some(file) = database.file() else { return };
        let alone = bureau.folder.path().join("alone.db");
        std::fs::copy(file, &alone).unwrap();
        let copied = bureau.open_at(&format!("sqlite://{}", alone.display())).await.unwrap();
        assert_eq!(copied.published().head(), head, "nothing was left in the write-ahead log");
        assert_eq!(copied.audit(&[], Box::new(|_, _| {})).await.unwrap().first_bad, None);
        copied.close().await;
    }
}
