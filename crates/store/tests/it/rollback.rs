//! Facts that were recorded and are gone: one note held outside tells.

use nc_ledger::audit::Defect;
use nc_store::{DatabaseUrl, StoreError, backup};
use nc_testkit::dual_db;

use crate::bureau::{A, A1, BUREAU, Bureau, OFFICER, run};
use crate::direct_sql::Direct;

dual_db! {
    async fn r16_restored_old_backup_is_found_from_one_held_checkpoint(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let early = bureau.store.published().head().0;
        let old = bureau.folder.path().join("old.backup");
        bureau.store.backup(&old).await.unwrap();
        bureau.done(&OFFICER, run("R-1", "2024-01-05", &[A], &bureau.of(A1))).await;
        bureau.store.sign_now().await.unwrap();
        let size = bureau.store.published().head().0;
        // Each of the notes that lie outside the database is enough.
        let outside = std::fs::read_to_string(bureau.notes().join(format!("{size:012}.note"))).unwrap();
        assert_eq!(std::fs::read_to_string(bureau.notes().join("latest.note")).unwrap(), outside);
        assert_eq!(bureau.store.checkpoint().await.unwrap().as_ref(), Some(&outside));
        assert_eq!(bureau.store.audit(std::slice::from_ref(&outside), Box::new(|_, _| {})).await.unwrap().first_bad, None);

        let target = Bureau::another_database(bureau.is_sqlite()).await;
        let url = DatabaseUrl::parse(&target.url).unwrap();
        backup::restore(&old, &url, BUREAU, None, None).await.unwrap();
        let restored = bureau.open_at(&target.url).await.unwrap();
        assert_eq!(restored.audit(&[], Box::new(|_, _| {})).await.unwrap().first_bad, None, "by itself it is sound");
        let found = restored.audit(std::slice::from_ref(&outside), Box::new(|_, _| {})).await.unwrap().first_bad.unwrap();
        assert_eq!((found.position, found.what), (early, Defect::CheckpointAhead { size }));

        // Grown to the same length in another way, it is found by the same note, and no second root is signed for a size.
        let mut other = run("R-2", "2024-01-04", &[A], &bureau.of(A1));
        other.title = "另一期".into();
        restored.execute(&OFFICER, "other", other).await.unwrap();
        assert_eq!(restored.published().head().0, size);
        let found = restored.audit(std::slice::from_ref(&outside), Box::new(|_, _| {})).await.unwrap().first_bad.unwrap();
        assert_eq!(found.what, Defect::CheckpointDiffers { size });
        assert!(matches!(restored.sign_now().await, Err(StoreError::Damaged { .. })));
        assert_eq!(std::fs::read_to_string(bureau.notes().join(format!("{size:012}.note"))).unwrap(), outside, "evidence is kept");
        restored.close().await;
    }

    async fn r16_a_log_cut_at_its_end_is_found_from_one_held_checkpoint(db: TestDatabase) {
        let mut bureau = Bureau::new(db).await;
        bureau.done(&OFFICER, run("R-1", "2024-01-05", &[A], &bureau.of(A1))).await;
        bureau.store.sign_now().await.unwrap();
        let held = bureau.store.checkpoint().await.unwrap().unwrap();
        let size = bureau.store.published().head().0;
        bureau.store.close().await;
        // A careful intruder takes the last eleven facts out and puts tiles and head as they were.
        let mut direct = Direct::to(&bureau.url).await;
        let mut frontier = nc_ledger::tree::Frontier::default();
        let left = size - 11;
        for fact in direct.facts(0).await.into_iter().take(usize::try_from(left).unwrap()) {
            frontier.append(nc_ledger::leaf_hash(&fact.bytes));
        }
        for sql in ["DELETE FROM tile", "DELETE FROM checkpoint", "DELETE FROM receipt", "DELETE FROM entry"] {
            direct.run(sql).await;
        }
        direct.run(&format!("DELETE FROM fact WHERE bureau_id = {BUREAU} AND seq >= {left}")).await;
        for tile in frontier.take_changed() {
            let sql = format!("INSERT INTO tile (bureau_id, level, idx, hashes) VALUES ({BUREAU}, {}, {}, $1)", tile.level, tile.index);
            direct.put(&sql, &tile.hashes).await;
        }
        direct.put(&format!("UPDATE chain_head SET size = {left}, root = $1 WHERE bureau_id = {BUREAU}"), &frontier.root().0).await;
        drop(direct);
        bureau.store = bureau.second_process(3).await;
        assert_eq!(bureau.store.published().head().0, left);
        assert_eq!(bureau.store.audit(&[], Box::new(|_, _| {})).await.unwrap().first_bad, None);
        let found = bureau.store.audit(&[held], Box::new(|_, _| {})).await.unwrap().first_bad.unwrap();
        assert_eq!((found.position, found.what), (left, Defect::CheckpointAhead { size }));
    }
}
