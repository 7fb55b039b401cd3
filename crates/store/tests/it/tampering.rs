//! Somebody goes round the product, or the disk does: it is found, and the first bad position is named.

use std::path::Path;

use nc_ledger::audit::{Defect, Finding};
use nc_store::{Pages, Store, StoreError, audit_database};
use nc_testkit::{TestDatabase, dual_db};

use crate::bureau::{A, A1, B, BUREAU, Bureau, OFFICER, TOP, class, run, year};
use crate::direct_sql::Direct;

/// A bureau whose ledger fills more than two tiles, closed.
async fn recorded(db: TestDatabase) -> Bureau {
    let bureau = Bureau::new(db).await;
    for n in 0..20 {
        bureau.done(&OFFICER, class(&format!("C-{n}"), "2024-01-05", &[A], &bureau.of(TOP))).await;
    }
    bureau.done(&OFFICER, run("R-1", "2024-01-05", &[A, B], &bureau.of(A1))).await;
    bureau.store.sign_now().await.unwrap();
    bureau.store.close().await;
    assert!(bureau.store.published().head().0 > 512);
    bureau
}

async fn audit(bureau: &Bureau, held: &[String]) -> Result<Option<Finding>, StoreError> {
    let report = audit_database(&bureau.database(), BUREAU, bureau.store.verifier_key(), held, Box::new(|_, _| {})).await;
    report.map(|report| report.first_bad)
}

/// The stored bytes with one bit turned in the middle.
async fn turned(direct: &mut Direct, select: &str) -> Vec<u8> {
    let mut bytes = direct.blobs(select).await.remove(0);
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    bytes
}

/// What is done to the ledger, what undoes it, and what the audit says.
struct Tampering {
    what: &'static str,
    /// A statement whose `$1` is the turned bytes of `of`, or none when it needs none.
    of: Option<&'static str>,
    sql: &'static str,
    first_bad: (u64, fn(Defect) -> bool),
}

const TAMPERINGS: [Tampering; 15] = [
    Tampering {
        what: "a bit of a fact",
        of: Some("SELECT bytes FROM fact WHERE bureau_id = 150600 AND seq = 300"),
        sql: "UPDATE fact SET bytes = $1 WHERE bureau_id = 150600 AND seq = 300",
        first_bad: (300, |d| matches!(d, Defect::FactChanged | Defect::FactMalformed)),
    },
    Tampering {
        what: "a bit of the first fact",
        of: Some("SELECT bytes FROM fact WHERE bureau_id = 150600 AND seq = 0"),
        sql: "UPDATE fact SET bytes = $1 WHERE bureau_id = 150600 AND seq = 0",
        first_bad: (0, |d| matches!(d, Defect::FactChanged | Defect::FactMalformed)),
    },
    Tampering {
        what: "a fact moved to another thing",
        of: None,
        sql: "UPDATE fact SET stream = 'training.class/0000000000001' WHERE bureau_id = 150600 AND seq = 301",
        first_bad: (301, |d| d == Defect::FactMalformed),
    },
    Tampering {
        what: "another kind",
        of: None,
        sql: "UPDATE fact SET kind = 'training.class_cancelled.v1' WHERE bureau_id = 150600 AND seq = 302",
        first_bad: (302, |d| d == Defect::FactMalformed),
    },
    Tampering {
        what: "another unit",
        of: None,
        sql: "UPDATE fact SET unit = '/150600/b/' WHERE bureau_id = 150600 AND seq = 303",
        first_bad: (303, |d| d == Defect::FactMalformed),
    },
    Tampering {
        what: "another day",
        of: None,
        sql: "UPDATE fact SET happened_on = happened_on - 1 WHERE bureau_id = 150600 AND seq = 304",
        first_bad: (304, |d| d == Defect::FactMalformed),
    },
    Tampering {
        what: "recorded earlier",
        of: None,
        sql: "UPDATE fact SET recorded_at = recorded_at - 1 WHERE bureau_id = 150600 AND seq = 305",
        first_bad: (305, |d| d == Defect::FactMalformed),
    },
    Tampering {
        what: "somebody else's act",
        of: None,
        sql: "UPDATE fact SET actor = actor + 1 WHERE bureau_id = 150600 AND seq = 306",
        first_bad: (306, |d| d == Defect::FactMalformed),
    },
    Tampering {
        what: "a deleted fact",
        of: None,
        sql: "DELETE FROM fact WHERE bureau_id = 150600 AND seq = 307",
        first_bad: (307, |d| d == Defect::FactMissing),
    },
    Tampering {
        what: "the last fact deleted",
        of: None,
        sql: "DELETE FROM fact WHERE bureau_id = 150600 AND seq = (SELECT max(seq) FROM fact WHERE bureau_id = 150600)",
        first_bad: (u64::MAX, |d| d == Defect::FactMissing),
    },
    Tampering {
        what: "a bit of a full tile",
        of: Some("SELECT hashes FROM tile WHERE bureau_id = 150600 AND level = 0 AND idx = 1"),
        sql: "UPDATE tile SET hashes = $1 WHERE bureau_id = 150600 AND level = 0 AND idx = 1",
        first_bad: (384, |d| d == Defect::TileChanged { level: 0, index: 1 }),
    },
    Tampering {
        what: "a bit of an upper tile",
        of: Some("SELECT hashes FROM tile WHERE bureau_id = 150600 AND level = 1 AND idx = 0"),
        sql: "UPDATE tile SET hashes = $1 WHERE bureau_id = 150600 AND level = 1 AND idx = 0",
        first_bad: (256, |d| d == Defect::TileChanged { level: 1, index: 0 }),
    },
    Tampering {
        what: "a deleted tile",
        of: None,
        sql: "DELETE FROM tile WHERE bureau_id = 150600 AND level = 0 AND idx = 1",
        first_bad: (256, |d| d == Defect::TileMissing { level: 0, index: 1 }),
    },
    Tampering {
        what: "a bit of the head",
        of: Some("SELECT root FROM chain_head WHERE bureau_id = 150600"),
        sql: "UPDATE chain_head SET root = $1 WHERE bureau_id = 150600",
        first_bad: (u64::MAX, |d| d == Defect::HeadDiffers),
    },
    Tampering {
        what: "a shorter head",
        of: None,
        sql: "UPDATE chain_head SET size = size - 3 WHERE bureau_id = 150600",
        first_bad: (u64::MAX, |d| matches!(d, Defect::FactBeyondHead | Defect::CheckpointAhead { .. })),
    },
];

/// A stored row that is put back after each tampering.
const KEPT: [&str; 3] = ["fact", "tile", "chain_head"];

dual_db! {
    async fn r15_any_change_of_the_ledger_is_found_and_its_first_position_named(db: TestDatabase) {
        let bureau = recorded(db).await;
        assert_eq!(audit(&bureau, &[]).await.unwrap(), None, "untouched");
        let size = bureau.store.published().head().0;
        let mut direct = Direct::to(&bureau.url).await;
        for table in KEPT {
            direct.run(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}")).await;
        }
        for Tampering { what, of, sql, first_bad: (position, defect) } in TAMPERINGS {
            let touched = match of {
                Some(select) => {
                    let bytes = turned(&mut direct, select).await;
                    direct.put(sql, &bytes).await
                }
                None => direct.run(sql).await,
            };
            assert_eq!(touched, 1, "{what}");
            let found = audit(&bureau, &[]).await.unwrap().unwrap_or_else(|| panic!("{what} was not found"));
            assert!(defect(found.what), "{what}: {found}");
            // The largest number stands for "near the end": what vouches for a head is the checkpoint below it.
            if position == u64::MAX {
                assert!(found.position + 4 > size, "{what}: {found}");
            } else {
                assert_eq!(found.position, position, "{what}: {found}");
            }
            // Opening says so too or opens; it never panics and never repairs in silence.
            if let Err(fault) = bureau.open_at(&bureau.url).await.map(drop) {
                assert!(matches!(fault, StoreError::Damaged { .. } | StoreError::Unreadable(_)), "{what}: {fault}");
            }
            tokio::task::yield_now().await;
            for table in KEPT {
                direct.run(&format!("DELETE FROM {table}")).await;
                direct.run(&format!("INSERT INTO {table} SELECT * FROM kept_{table}")).await;
            }
            assert_eq!(audit(&bureau, &[]).await.unwrap(), None, "{what} was undone");
        }
    }

    async fn r15_a_rewritten_history_is_found_from_a_checkpoint(db: TestDatabase) {
        let mut bureau = recorded(db).await;
        bureau.restart().await;
        let held = bureau.store.checkpoint().await.unwrap().unwrap();
        bureau.store.close().await;
        let mut direct = Direct::to(&bureau.url).await;
        // A stored note is turned, deleted, or put in another's place.
        direct.run("CREATE TABLE kept_checkpoint AS SELECT * FROM checkpoint").await;
        for sql in [
            "UPDATE checkpoint SET note = replace(note, 'ledger.example', 'ledger.elsewhere') WHERE bureau_id = 150600",
            "UPDATE checkpoint SET note = replace(note, '=', '+') WHERE bureau_id = 150600",
            "UPDATE checkpoint SET size = size - 1 WHERE bureau_id = 150600",
        ] {
            assert!(direct.run(sql).await > 0);
            let fault = audit(&bureau, &[]).await.expect_err(sql).to_string();
            assert!(fault.contains("checkpoint stored for"), "{fault}");
            direct.run("DELETE FROM checkpoint").await;
            direct.run("INSERT INTO checkpoint SELECT * FROM kept_checkpoint").await;
        }
        direct.run("DELETE FROM checkpoint").await;
        assert_eq!(audit(&bureau, std::slice::from_ref(&held)).await.unwrap(), None);
        let garbled = held.replacen("ledger.example", "ledger.elsewhere", 1);
        assert!(matches!(audit(&bureau, &[garbled]).await, Err(StoreError::Unusable(_))));
        // An administrator with the key rewrites one fact and everything above it; who holds a note sees it.
        let replay = crate::replay::Replay::of(&bureau.url).await;
        let mut facts = direct.facts(0).await;
        let text = String::from_utf8(facts[400].bytes.clone()).unwrap().replacen("\"present\"", "\"absent\"", 1);
        assert_ne!(text.as_bytes(), facts[400].bytes, "the fact is an attendance");
        facts[400].bytes = text.into_bytes();
        let mut frontier = nc_ledger::tree::Frontier::default();
        for fact in &facts {
            frontier.append(nc_ledger::leaf_hash(&fact.bytes));
        }
        direct.put("UPDATE fact SET bytes = $1 WHERE bureau_id = 150600 AND seq = 400", &facts[400].bytes).await;
        for tile in frontier.take_changed() {
            let sql = format!("UPDATE tile SET hashes = $1 WHERE bureau_id = 150600 AND level = {} AND idx = {}", tile.level, tile.index);
            direct.put(&sql, &tile.hashes).await;
        }
        direct.put("UPDATE chain_head SET root = $1 WHERE bureau_id = 150600", &frontier.root().0).await;
        assert_eq!(audit(&bureau, &[]).await.unwrap(), None, "without a note outside nobody can tell");
        let found = audit(&bureau, &[held]).await.unwrap().expect("found from one note");
        assert_eq!(found.what, Defect::CheckpointDiffers { size: replay.size() });
    }
}

async fn examine(bureau: &Bureau, url: &str) -> Result<bool, StoreError> {
    let store: Store = bureau.open_at(url).await?;
    let examined = async {
        if store.audit(&[], Box::new(|_, _| {})).await?.first_bad.is_some() {
            return Ok(true);
        }
        if store.pages().await? != Pages::Whole {
            return Ok(true);
        }
        let question = bureau.question("training.attendances", TOP, year(2024));
        let evidence = store.evidence(&bureau.everything(), &question).await?;
        let rebuilt = store.rebuild(true, Box::new(|_, _| {})).await?;
        Ok(!rebuilt.differing.is_empty() || evidence.parts[0].len() != 560)
    };
    let found = examined.await;
    store.close().await;
    found
}

fn copy(from: &Path, to: &Path) -> String {
    std::fs::create_dir_all(to).unwrap();
    for end in ["", "-wal"] {
        let name = format!("ledger.db{end}");
        let _ = std::fs::remove_file(to.join(&name));
        let source = from.with_file_name(&name);
        if source.exists() {
            std::fs::copy(source, to.join(&name)).unwrap();
        }
    }
    let _ = std::fs::remove_file(to.join("ledger.db-shm"));
    format!("sqlite://{}", to.join("ledger.db").display())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_overwritten_on_disk_is_said_to_be_damage_and_never_a_panic() {
    const PAGE: usize = 4096;
    let bureau = recorded(TestDatabase::sqlite().await).await;
    Direct::to(&bureau.url).await.run("PRAGMA wal_checkpoint(TRUNCATE)").await;
    let url = bureau.database();
    let file = url.file().unwrap();
    let sound = std::fs::read(file).unwrap();
    let pages = sound.len() / PAGE;
    let whole = bureau.open_at(&copy(file, &bureau.folder.path().join("whole"))).await.unwrap();
    assert_eq!(whole.pages().await.unwrap(), Pages::Whole);
    whole.close().await;
    let (mut found, mut silent) = (0, Vec::new());
    for (n, page) in (0..pages).step_by((pages / 24).max(1)).enumerate() {
        let target = copy(file, &bureau.folder.path().join("scribbled"));
        let mut bytes = sound.clone();
        let garbage = [0xA5, 0x00, 0xFF][n % 3];
        bytes[page * PAGE..(page + 1) * PAGE].fill(garbage);
        std::fs::write(target.strip_prefix("sqlite://").unwrap(), &bytes).unwrap();
        match examine(&bureau, &target).await {
            Ok(false) => silent.push(page),
            Ok(true) => found += 1,
            Err(fault) => {
                found += 1;
                let text = fault.to_string();
                assert!(["restore", "backup", "rebuild"].iter().any(|remedy| text.contains(remedy)), "page {page} names no remedy: {text}");
            }
        }
    }
    assert!(silent.is_empty() && found >= pages.min(24), "found {found}, silent {silent:?} of {pages}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_ahead_log_cut_short_leaves_an_earlier_sound_ledger() {
    let bureau = Bureau::new(TestDatabase::sqlite().await).await;
    let url = bureau.database();
    let file = url.file().unwrap();
    for n in 0..6 {
        bureau.done(&OFFICER, class(&format!("C-{n}"), "2024-01-05", &[A], &bureau.of(A1))).await;
    }
    bureau.store.sign_now().await.unwrap();
    let held = bureau.store.checkpoint().await.unwrap().unwrap();
    let size = bureau.store.published().head().0;
    let log = std::fs::metadata(file.with_file_name("ledger.db-wal")).unwrap().len();
    assert!(log > 100_000, "there is a log to cut: {log}");
    let mut sizes = std::collections::BTreeSet::new();
    for part in 1..=12 {
        let target = copy(file, &bureau.folder.path().join(format!("cut-{part}")));
        let wal = std::fs::OpenOptions::new().write(true).open(format!("{}-wal", target.strip_prefix("sqlite://").unwrap())).unwrap();
        wal.set_len(log * part / 12 - part).unwrap();
        drop(wal);
        match bureau.open_at(&target).await {
            Err(fault) => assert!(!fault.to_string().is_empty()),
            Ok(store) => {
                let head = store.published().head().0;
                sizes.insert(head);
                assert_eq!(store.audit(&[], Box::new(|_, _| {})).await.unwrap().first_bad, None, "what is left is sound");
                if head < size {
                    let found =
                        store.audit(std::slice::from_ref(&held), Box::new(|_, _| {})).await.unwrap().first_bad.expect("facts are gone");
                    assert_eq!((found.position, found.what), (head, Defect::CheckpointAhead { size }));
                }
                store.close().await;
            }
        }
    }
    assert!(sizes.len() > 2, "{sizes:?}");
}
