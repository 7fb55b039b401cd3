//! Forgetting a person: nothing that counts changes, and nothing that names them is left.

use std::path::{Path, PathBuf};

use nc_figures::Worth;
use nc_kernel::SeededIds;
use nc_people::LeavingReason;
use nc_people::commands::{ChangeKind, CreateUser, ErasePerson, LeaveService};
use nc_people::{Action, MemberKind};
use nc_store::{Store, backup, proof};
use nc_testkit::dual_db;

use crate::bureau::{A, A1, BUREAU, Bureau, OFFICER, SYSTEM_ADMINISTRATOR, TOP, class, day, run, span, unit, year};
use crate::direct_sql::Direct;

/// Every file below `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .unwrap()
        .flat_map(|item| {
            let path = item.unwrap().path();
            if path.is_dir() { files(&path) } else { vec![path] }
        })
        .collect()
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// Where in all that the bureau keeps (database, write-ahead log, backups, notes) one of `secrets` stands.
async fn traces(bureau: &Bureau, secrets: &[Vec<u8>]) -> Vec<String> {
    let mut places: Vec<(String, Vec<u8>)> = Vec::new();
    let mut folders = vec![bureau.folder.path().to_owned()];
    if let Some(file) = bureau.database().file() {
        folders.push(file.parent().unwrap().to_owned());
    } else {
        let all = Direct::to(&bureau.url).await.everything().await;
        places.push(("PostgreSQL".to_owned(), all.into_bytes()));
    }
    places.extend(folders.iter().flat_map(|f| files(f)).map(|path| (path.display().to_string(), std::fs::read(&path).unwrap())));
    let mut found = Vec::new();
    for (place, bytes) in places {
        for secret in secrets {
            let hexed = hex::encode(secret).into_bytes();
            if holds(&bytes, secret) || place == "PostgreSQL" && holds(&bytes, &hexed) {
                found.push(format!("{} in {place}", String::from_utf8_lossy(secret)));
            }
        }
    }
    found
}

/// What the vault keeps of a person: wrapped key, sealed values, look-up digests.
async fn sealed(bureau: &Bureau, person: i64) -> Vec<Vec<u8>> {
    let mut direct = Direct::to(&bureau.url).await;
    let mut all = Vec::new();
    for (table, column) in [("subject_key", "wrapped"), ("personal", "sealed"), ("blind_index", "digest")] {
        let rows = direct.blobs(&format!("SELECT {column} FROM {table} WHERE bureau_id = {BUREAU} AND subject = {person}")).await;
        assert!(!rows.is_empty(), "{table} holds something of the person");
        all.extend(rows);
    }
    all
}

async fn counted(store: &Store, bureau: &Bureau) -> Vec<Worth> {
    let scope = store.allow(&OFFICER, Action::ReadFigures, &unit(TOP)).unwrap();
    let mut all = Vec::new();
    for figure in ["study.rotation.attendances", "study.rotation.persons", "training.own_persons", "people.serving"] {
        for at in [TOP, A1] {
            all.push(store.evidence(&scope, &bureau.question(figure, at, span("2023-01-01", "2024-01-05"))).await.unwrap().value.worth);
        }
    }
    all
}

dual_db! {
    async fn r18_erasing_a_person_leaves_counts_and_proofs_and_no_trace(db: TestDatabase) {
        let mut bureau = Bureau::new(db).await;
        // An auxiliary who became an officer: two numbers, an account whose login is one of them.
        let person = bureau.people.iter().find(|p| p.unit == unit(A1) && p.kind == MemberKind::Auxiliary).unwrap().clone();
        let second_number = "977531";
        bureau.done(&OFFICER, ChangeKind { person: person.id, kind: MemberKind::Police, police_number: second_number.into(), from: day("2024-01-04") }).await;
        bureau.done(&OFFICER, run("R-1", "2024-01-03", &[A], &bureau.of(A1))).await;
        bureau.done(&OFFICER, class("C-1", "2024-01-05", &[A], &bureau.of(A1))).await;
        let receipt = bureau.done(&SYSTEM_ADMINISTRATOR, CreateUser { user: Some(nc_kernel::UserId(500)), person: Some(person.id) }).await;
        assert_eq!(receipt.facts, 1);
        let mut ids = SeededIds::new(5);
        bureau.store.create_account(nc_kernel::UserId(500), &person.police_number, "a long enough sentence", &mut ids).await.unwrap();
        bureau.store.create_token(nc_kernel::UserId(500), &person.name, nc_kernel::Micros(i64::MAX), &mut ids).await.unwrap();
        bureau.done(&OFFICER, LeaveService { person: person.id, on: day("2024-01-08"), reason: LeavingReason::MovedAway }).await;

        let question = bureau.question("study.rotation.persons", TOP, year(2024));
        let old_proof = bureau.store.prove(&bureau.everything(), &question).await.unwrap();
        let before = counted(&bureau.store, &bureau).await;
        let older = bureau.folder.path().join("older.backup");
        bureau.store.backup(&older).await.unwrap();

        // Before the erasure nothing shows the values either, but the account's own columns.
        let login = [person.police_number.clone().into_bytes(), person.name.clone().into_bytes()];
        let texts = |values: &[&str]| values.iter().map(|v| v.as_bytes().to_vec()).collect::<Vec<_>>();
        assert_eq!(traces(&bureau, &texts(&[&person.id_number, second_number])).await, Vec::<String>::new());
        let sealed = sealed(&bureau, person.id.0).await;
        std::fs::rename(&older, bureau.folder.path().with_extension("kept-elsewhere")).unwrap();

        let receipt = bureau.done(&OFFICER, ErasePerson { person: person.id, basis: "本人申请，保存期已满".into() }).await;
        assert_eq!(receipt.facts, 1, "a tombstone");
        let newer = bureau.folder.path().join("newer.backup");
        bureau.store.backup(&newer).await.unwrap();
        let mut secrets = [texts(&[&person.id_number, second_number]), login.to_vec()].concat();
        secrets.extend(sealed);
        assert_eq!(traces(&bureau, &secrets).await, Vec::<String>::new(), "right after the erasure");
        bureau.restart().await;
        assert_eq!(traces(&bureau, &secrets).await, Vec::<String>::new(), "after a restart");

        let read = bureau.store.allow(&OFFICER, Action::ReadPeople, &unit(TOP)).unwrap();
        assert_eq!(bureau.store.personal(&read, person.id, "name").await.unwrap(), None);
        assert!(!bureau.store.names(&read).await.unwrap().contains_key(&person.id));
        assert!(bureau.store.resolve(&read, "id_number", &[&person.id_number]).await.unwrap().is_empty());
        assert_eq!(bureau.store.names(&read).await.unwrap().len(), bureau.people.len() - 1, "the others stay");

        // Counts, proofs and the log are what they were.
        assert_eq!(counted(&bureau.store, &bureau).await, before);
        assert_eq!(proof::verify(&old_proof, bureau.store.verifier_key()).unwrap().claim.n, 8);
        let new_proof = bureau.store.prove(&bureau.everything(), &question).await.unwrap();
        assert_eq!(proof::verify(&new_proof, bureau.store.verifier_key()).unwrap().claim.n, 8);
        assert_eq!(bureau.store.audit(&[], Box::new(|_, _| {})).await.unwrap().first_bad, None);
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());

        // A backup from before forgets the person again as it is restored.
        let older = bureau.folder.path().with_extension("kept-elsewhere");
        let target = Bureau::another_database(bureau.is_sqlite()).await;
        let url = nc_store::DatabaseUrl::parse(&target.url).unwrap();
        assert_eq!(backup::restore(&older, &url, BUREAU, Some(&bureau.erasures()), None).await.unwrap(), 1);
        let restored = bureau.open_at(&target.url).await.unwrap();
        let read = restored.allow(&OFFICER, Action::ReadPeople, &unit(TOP)).unwrap();
        assert!(!restored.names(&read).await.unwrap().contains_key(&person.id));
        assert_eq!(restored.account(&person.police_number).await.unwrap(), None);
        assert_eq!(counted(&restored, &bureau).await, before);
        restored.close().await;
        let left = match url.file() {
            Some(file) => files(file.parent().unwrap()).into_iter().flat_map(|path| std::fs::read(path).unwrap()).collect(),
            None => Direct::to(&target.url).await.everything().await.into_bytes(),
        };
        for secret in &secrets {
            assert!(!holds(&left, secret) && !holds(&left, hex::encode(secret).as_bytes()), "{} in what was restored", String::from_utf8_lossy(secret));
        }
        std::fs::remove_file(older).unwrap();
    }

    async fn erasing_while_somebody_reads_clears_the_log_afterwards(db: TestDatabase) {
        let bureau = Bureau::staffed(db).await;
        let person = bureau.people[5].clone();
        bureau.done(&OFFICER, LeaveService { person: person.id, on: day("2024-01-08"), reason: LeavingReason::Retired }).await;
        let sealed = sealed(&bureau, person.id.0).await;
        let mut reader = Direct::to(&bureau.url).await;
        reader.run("BEGIN").await;
        reader.number("SELECT count(*) FROM fact").await;
        bureau.done(&OFFICER, ErasePerson { person: person.id, basis: "本人申请".into() }).await;
        reader.run("COMMIT").await;
        bureau.done(&SYSTEM_ADMINISTRATOR, CreateUser { user: None, person: None }).await;
        assert_eq!(traces(&bureau, &sealed).await, Vec::<String>::new());
    }

    async fn somebody_in_service_is_not_erased(db: TestDatabase) {
        let bureau = Bureau::staffed(db).await;
        let person = bureau.people[5].id;
        assert_eq!(bureau.refused(&OFFICER, ErasePerson { person, basis: "本人申请".into() }).await, ["people.serving"]);
    }
}
