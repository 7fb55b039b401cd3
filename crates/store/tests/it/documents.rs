//! Documents that facts name: kept whole, found when they are not, backed up, and gone with whom they name.

use std::path::PathBuf;
use std::process::{Command as Process, Stdio};
use std::time::{Duration, Instant};

use nc_honour::roll::{AwardForm, ConfirmHonour, HonourId, HonourKind, Level, RecordHonour};
use nc_kernel::document::{BlobId, LARGEST, Media};
use nc_kernel::{Document, PersonId};
use nc_people::LeavingReason;
use nc_people::commands::{ErasePerson, LeaveService};
use nc_store::{DatabaseUrl, DocumentDefect, DocumentReport, Found, Store, StoreError, audit_documents, backup};
use nc_testkit::dual_db;
use sha2::{Digest, Sha256};

use crate::bureau::{A, A1, B, BUREAU, Bureau, OFFICER, RECORDER_A, TOP, codes, day, unit, year};

const PAPER: &str = "关于表彰的通报（演示数据）";

fn folder(bureau: &Bureau) -> PathBuf {
    bureau.folder.path().join("documents")
}

fn file(bureau: &Bureau, id: &BlobId) -> PathBuf {
    let (head, tail) = id.as_str().split_at(2);
    folder(bureau).join(head).join(tail)
}

pub async fn keep(bureau: &Bureau, text: &str) -> Document {
    bureau.store.keep_document(text.as_bytes()).await.unwrap().called("通报", Some("某政〔2024〕1号".to_owned()))
}

pub fn award(kind: HonourKind, title: &str, on: &str, document: Option<Document>) -> AwardForm {
    let mut form = AwardForm::new(kind, "某部", title, Level::National, day(on), document);
    form.units = vec![unit(A)];
    form
}

pub fn named(serial: &str, award: AwardForm) -> RecordHonour {
    RecordHonour { award, serial: Some(serial.to_owned()) }
}

/// Recorded by one, confirmed by another.
pub async fn enrol(bureau: &Bureau, serial: &str, award: AwardForm) {
    bureau.done(&RECORDER_A, named(serial, award)).await;
    bureau.done(&OFFICER, ConfirmHonour { honour: HonourId::of_serial(serial) }).await;
}

fn people_award(people: &[PersonId], on: &str, document: Document) -> AwardForm {
    let mut form = AwardForm::new(HonourKind::Title, "某厅", "最美警察", Level::Region, day(on), Some(document));
    form.people = people.to_vec();
    form
}

fn refusal(fault: &StoreError) -> &'static str {
    codes(fault)[0]
}

async fn audited(store: &Store) -> DocumentReport {
    store.audit_documents().await.unwrap()
}

dual_db! {
    async fn g5_a_fact_names_only_a_document_that_lies_in_the_store_as_it_says(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let kept = keep(&bureau, PAPER).await;
        assert_eq!((kept.media, kept.size, &kept.sha256), (Media::Text, PAPER.len() as u64, &BlobId::of(PAPER.as_bytes())));
        assert_eq!(keep(&bureau, PAPER).await, kept, "the same bytes are kept once");
        assert_eq!(std::fs::read(file(&bureau, &kept.sha256)).unwrap(), PAPER.as_bytes());
        let with = |document: Document| named("H", award(HonourKind::Title, "先进集体", "2024-01-05", Some(document)));
        let nowhere = Document { sha256: BlobId::of(b"never kept"), ..kept.clone() };
        let larger = Document { size: kept.size + 1, ..kept.clone() };
        let other = Document { media: Media::Pdf, ..kept.clone() };
        assert_eq!(bureau.refused(&RECORDER_A, with(nowhere)).await, ["store.document_missing"]);
        assert_eq!(bureau.refused(&RECORDER_A, with(larger)).await, ["store.document_differs"]);
        assert_eq!(bureau.refused(&RECORDER_A, with(other)).await, ["store.document_differs"]);
        assert_eq!(bureau.refused(&RECORDER_A, named("H", award(HonourKind::Title, "先进集体", "2024-01-05", None))).await, ["honour.no_document"]);
        enrol(&bureau, "H", award(HonourKind::Title, "先进集体", "2024-01-05", Some(kept.clone()))).await;
        assert_eq!(bureau.count("honour.awards.national", TOP, year(2024)).await, 1);
        let everything = bureau.everything();
        let found = bureau.store.document(&everything, &kept.sha256).await.unwrap();
        assert_eq!(found, Some(Found::Bytes(PAPER.as_bytes().to_vec())));
        // Who may not see the record may not see its paper, nor may anybody see what no record names.
        let of_b = bureau.store.allow(&OFFICER, nc_people::Action::ReadRows, &unit(B)).unwrap();
        assert_eq!(bureau.store.document(&of_b, &kept.sha256).await.unwrap(), None);
        let loose = keep(&bureau, "没有记录用到").await;
        assert_eq!(bureau.store.document(&everything, &loose.sha256).await.unwrap(), None);
        assert_eq!((audited(&bureau.store).await.unnamed, bureau.store.give_up_document(&loose.sha256).await.unwrap()), (1, true));
        assert!(!bureau.store.give_up_document(&kept.sha256).await.unwrap(), "what a fact names stays");
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    }

    async fn too_large_and_unknown_bytes_are_refused_and_leave_nothing(db: TestDatabase) {
        let bureau = Bureau::staffed(db).await;
        let mut large = b"%PDF-1.7\n".to_vec();
        large.resize(usize::try_from(LARGEST).unwrap() + 1, 0);
        assert_eq!(refusal(&bureau.store.keep_document(&large).await.unwrap_err()), "store.document_too_large");
        large.pop();
        assert_eq!(bureau.store.keep_document(&large).await.unwrap().media, Media::Pdf, "the largest that is taken");
        for bytes in [b"MZ\x90\0".to_vec(), b"PK\x03\x04evil".to_vec(), vec![0xff; 8], Vec::new()] {
            assert_eq!(refusal(&bureau.store.keep_document(&bytes).await.unwrap_err()), "store.document_type", "{bytes:?}");
        }
        assert_eq!(audited(&bureau.store).await, DocumentReport { unnamed: 1, ..DocumentReport::default() });
    }

    async fn g5_an_altered_or_missing_document_is_found_and_named(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let mut kept = Vec::new();
        for (serial, text) in [("H-1", "通报一"), ("H-2", "通报二"), ("H-3", "通报三")] {
            let document = keep(&bureau, text).await;
            kept.push(document.sha256.clone());
            enrol(&bureau, serial, award(HonourKind::Title, text, "2024-01-05", Some(document))).await;
        }
        assert_eq!(audited(&bureau.store).await, DocumentReport { named: 3, whole: 3, ..DocumentReport::default() });
        std::fs::write(file(&bureau, &kept[0]), "通报壹").unwrap();
        std::fs::remove_file(file(&bureau, &kept[1])).unwrap();
        let report = audited(&bureau.store).await;
        let found: Vec<_> = report.findings.iter().map(|f| (f.sha256.clone(), f.defect)).collect();
        let mut wanted = vec![(kept[0].clone(), DocumentDefect::Altered), (kept[1].clone(), DocumentDefect::Missing)];
        wanted.sort();
        assert_eq!((found, report.whole), (wanted, 1));
        assert!(report.findings.iter().all(|f| f.fact > 0 && f.to_string().contains(f.sha256.as_str())));
        // Somebody who has only the database and the folder finds the same.
        assert_eq!(audit_documents(&bureau.database(), BUREAU, &folder(&bureau)).await.unwrap(), report);
        let everything = bureau.everything();
        for id in &kept[..2] {
            assert!(matches!(bureau.store.document(&everything, id).await, Err(StoreError::Damaged { .. })), "nobody is given other bytes");
        }
        let again = Document { media: Media::Text, name: "通报".into(), number: None, sha256: kept[0].clone(), size: 9 };
        let command = named("H-4", award(HonourKind::Title, "又一", "2024-01-05", Some(again)));
        assert_eq!(bureau.refused(&RECORDER_A, command).await, ["store.document_missing"], "no fact rests on an altered one");
        // The paper itself mends it.
        keep(&bureau, "通报一").await;
        keep(&bureau, "通报二").await;
        assert_eq!(audited(&bureau.store).await.findings, Vec::new());
    }

    async fn a_backup_holds_the_documents_and_a_restore_checks_them(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let (one, two) = (keep(&bureau, "通报一").await, keep(&bureau, "通报二").await);
        enrol(&bureau, "H-1", award(HonourKind::Title, "一", "2024-01-05", Some(one.clone()))).await;
        enrol(&bureau, "H-2", award(HonourKind::Title, "二", "2024-01-05", Some(two.clone()))).await;
        keep(&bureau, "没有记录用到").await;
        let copy = bureau.folder.path().join("a.backup");
        assert_eq!(bureau.store.backup(&copy).await.unwrap(), Vec::new());
        for sqlite in [true, false] {
            if !sqlite && std::env::var_os("NUANCHENG_TEST_SQLITE_ONLY").is_some() {
                continue;
            }
            let target = Bureau::another_database(sqlite).await;
            let elsewhere = tempfile::tempdir().unwrap();
            let url = DatabaseUrl::parse(&target.url).unwrap();
            let fault = backup::restore(&copy, &url, BUREAU, None, None).await.unwrap_err();
            assert!(fault.to_string().contains("folder"), "{fault}");
            backup::restore(&copy, &url, BUREAU, None, Some(elsewhere.path())).await.unwrap();
            let restored = bureau.open_at(&target.url).await.unwrap();
            assert_eq!(restored.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
            restored.close().await;
            let report = audit_documents(&url, BUREAU, elsewhere.path()).await.unwrap();
            assert_eq!(report, DocumentReport { named: 2, whole: 2, ..DocumentReport::default() });
        }
        // An altered document does not go into a backup unseen, and the backup says which is missing.
        std::fs::write(file(&bureau, &one.sha256), "别的").unwrap();
        let unfit = bureau.store.backup(&bureau.folder.path().join("b.backup")).await.unwrap();
        assert_eq!(unfit.iter().map(|f| (f.sha256.clone(), f.defect)).collect::<Vec<_>>(), [(one.sha256.clone(), DocumentDefect::Altered)]);
        // Neither is a backup whose documents were altered restored.
        let mut direct = crate::direct_sql::Direct::to(&format!("sqlite://{}", copy.display())).await;
        direct.run("UPDATE carried_document SET bytes = CAST('别的' AS BLOB)").await;
        drop(direct);
        let target = Bureau::another_database(bureau.is_sqlite()).await;
        let (url, elsewhere) = (DatabaseUrl::parse(&target.url).unwrap(), tempfile::tempdir().unwrap());
        let fault = backup::restore(&copy, &url, BUREAU, None, Some(elsewhere.path())).await.unwrap_err();
        assert!(fault.to_string().contains("other bytes"), "{fault}");
        let store = bureau.open_at(&target.url).await.unwrap();
        assert_eq!(store.published().head().0, 0, "nothing was restored");
        store.close().await;
    }

    async fn r18_erasing_a_person_takes_the_documents_that_name_them_and_the_hash_stays(db: TestDatabase) {
        let mut bureau = Bureau::new(db).await;
        let people = bureau.of(A1);
        let (gone, stays) = (people[0], people[1]);
        let naming = keep(&bureau, "关于授予欧阳堃堃称号的决定").await;
        let other = keep(&bureau, "另一份决定").await;
        enrol(&bureau, "P-1", people_award(&[gone, stays], "2024-01-05", naming.clone())).await;
        let second = AwardForm { title: "最美辅警".into(), ..people_award(&[stays], "2024-01-05", other.clone()) };
        enrol(&bureau, "P-2", second).await;
        assert_eq!(bureau.count("honour.awards.people", TOP, year(2024)).await, 2);
        bureau.done(&OFFICER, LeaveService { person: gone, on: day("2024-01-08"), reason: LeavingReason::MovedAway }).await;
        let older = bureau.folder.path().join("older.backup");
        bureau.store.backup(&older).await.unwrap();
        bureau.done(&OFFICER, ErasePerson { person: gone, basis: "本人申请".into() }).await;
        assert!(!file(&bureau, &naming.sha256).exists() && file(&bureau, &other.sha256).exists());
        let everything = bureau.everything();
        assert_eq!(bureau.store.document(&everything, &naming.sha256).await.unwrap(), Some(Found::Erased));
        assert_eq!(audited(&bureau.store).await, DocumentReport { named: 2, whole: 1, erased: 1, ..DocumentReport::default() });
        // What counts counts on, with the hash of the paper it rested on.
        assert_eq!(bureau.count("honour.awards.people", TOP, year(2024)).await, 2);
        let rows = bureau.evidence(&bureau.question("honour.awards.people", TOP, year(2024))).await.parts.remove(0);
        assert!(rows.iter().any(|r| r.attrs["document"] == naming.sha256.as_str().into()));
        // It does not come back: not by hand, not with the same paper, not from a backup.
        let again = bureau.store.keep_document("关于授予欧阳堃堃称号的决定".as_bytes()).await.unwrap_err();
        assert_eq!(refusal(&again), "store.document_erased");
        assert_eq!(bureau.refused(&RECORDER_A, named("P-3", people_award(&[stays], "2024-01-06", naming.clone()))).await, ["store.document_missing"]);
        std::fs::write(file(&bureau, &naming.sha256), "关于授予欧阳堃堃称号的决定").unwrap();
        let found = audited(&bureau.store).await.findings;
        assert_eq!(found.iter().map(|f| f.defect).collect::<Vec<_>>(), [DocumentDefect::NotErased]);
        // A stop between the erasure and the removal is made good when the store opens.
        bureau.restart().await;
        assert!(!file(&bureau, &naming.sha256).exists());
        let (target, elsewhere) = (Bureau::another_database(bureau.is_sqlite()).await, tempfile::tempdir().unwrap());
        let url = DatabaseUrl::parse(&target.url).unwrap();
        backup::restore(&older, &url, BUREAU, Some(&bureau.erasures()), Some(elsewhere.path())).await.unwrap();
        let (head, tail) = naming.sha256.as_str().split_at(2);
        assert!(!elsewhere.path().join(head).join(tail).exists(), "an older backup forgets it again");
    }
}

const CHILD: &str = "NUANCHENG_TEST_KEEP_DOCUMENTS_IN";

/// Keeps one large document after another until it is killed.
#[tokio::test]
#[ignore = "run by killing_it_in_the_middle_leaves_no_half_document"]
async fn child_keeps_documents_until_it_is_killed() {
    let Some(place) = std::env::var_os(CHILD) else { return };
    let store = open_in(&PathBuf::from(place), "2024-01-08").await;
    for n in 0_u64.. {
        let mut bytes = format!("%PDF-1.7 {n}\n").into_bytes();
        bytes.resize(3_000_000, b'x');
        store.keep_document(&bytes).await.unwrap();
    }
}

async fn open_in(place: &std::path::Path, on: &str) -> Store {
    let setup = nc_store::Setup {
        url: DatabaseUrl::sqlite_file(&place.join("ledger.db")),
        bureau: BUREAU,
        origin: "ledger.example/150600".to_owned(),
        keys: nc_store::Keys { ledger_seed: [7; 32], personal_master: [9; 32] },
        clock: std::sync::Arc::new(nc_kernel::FixedClock::new(nc_kernel::Micros::at(day(on), 9, 0))),
        ids: Box::new(nc_kernel::SeededIds::new(1)),
        checkpoint_folder: None,
        erasures: None,
        documents: Some(place.join("documents")),
    };
    Store::open(setup).await.unwrap()
}

fn below(folder: &std::path::Path) -> Vec<PathBuf> {
    let Ok(items) = std::fs::read_dir(folder) else { return Vec::new() };
    items.flatten().flat_map(|item| if item.path().is_dir() { below(&item.path()) } else { vec![item.path()] }).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killing_it_in_the_middle_leaves_no_half_document() {
    let place = tempfile::tempdir().unwrap();
    open_in(place.path(), "2024-01-08").await.close().await;
    let (mut whole, mut drafts) = (0, 0);
    for round in 1..=6_u32 {
        let mut child = Process::new(std::env::current_exe().unwrap())
            .args(["--exact", "documents::child_keeps_documents_until_it_is_killed", "--ignored"])
            .env(CHILD, place.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let began = Instant::now();
        let enough = below(&place.path().join("documents")).len() + 2;
        while below(&place.path().join("documents")).len() < enough && began.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(u64::from(round)));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        (whole, drafts) = (0, 0);
        for path in below(&place.path().join("documents")) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.starts_with("draft-") {
                drafts += 1;
                continue;
            }
            let head = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).unwrap();
            assert_eq!(hex::encode(Sha256::digest(&bytes)), format!("{head}{name}"), "what has a name is whole");
            whole += 1;
        }
    }
    assert!(whole >= 6, "{whole} documents");
    // What a dead process began is swept once it is old: by this clock it was written long ago.
    let store = open_in(place.path(), "2099-01-01").await;
    let left = below(&place.path().join("documents"));
    assert_eq!(left.len(), whole, "{drafts} drafts were left");
    store.close().await;
}
