//! Asked twice, done once.

use futures_util::future::join_all;
use nc_capability::training::command::RecordHeld;
use nc_people::LeavingReason;
use nc_people::commands::{ErasePerson, LeaveService};
use nc_store::{Receipt, StoreError};
use nc_testkit::dual_db;
use sha2::{Digest as _, Sha256};

use crate::bureau::{A, A1, B, Bureau, NOBODY, Newcomer, OFFICER, TOP, cancel_run, class, codes, day, run, year};
use crate::direct_sql::Direct;

/// What identifies a receipt however often it is given.
fn told(receipt: &Receipt) -> (&str, &str, u64, u64, i64) {
    (&receipt.key, &receipt.command, receipt.first_seq, receipt.facts, receipt.recorded_at.0)
}

dual_db! {
    async fn the_same_key_gives_the_same_receipt_and_writes_nothing(db: TestDatabase) {
        let mut bureau = Bureau::new(db).await;
        let command = run("R-1", "2024-01-04", &[A], &bureau.of(A1));
        let first = bureau.store.execute(&OFFICER, "once", command.clone()).await.unwrap();
        assert!(!first.repeated && first.facts == 11);
        assert_eq!(first.root, hex::encode(bureau.store.published().head().1.0));
        let sizes = Direct::to(&bureau.url).await.sizes().await;
        for restarted in [false, true] {
            if restarted {
                bureau.restart().await;
            }
            let again = bureau.store.execute(&OFFICER, "once", command.clone()).await.unwrap();
            assert!(again.repeated);
            assert_eq!(told(&again), told(&first));
            let fault = bureau.store.execute(&OFFICER, "once", cancel_run("R-1")).await.unwrap_err();
            assert!(fault.to_string().contains("key"), "{fault}");
            let now = Direct::to(&bureau.url).await.sizes().await;
            let grown: Vec<_> = now.iter().zip(&sizes).filter(|(now, then)| now != then && now.0 != "checkpoint").collect();
            assert_eq!(grown, Vec::new());
        }
        assert_eq!(bureau.count("study.rotation.runs", TOP, year(2024)).await, 1);
    }

    async fn a_key_stands_for_one_content(db: TestDatabase) {
        let mut bureau = Bureau::new(db).await;
        let command = class("C-1", "2024-01-04", &[A], &bureau.of(A1));
        let other = RecordHeld { credit_minutes: Some(480), ..command.clone() };
        // Both in one group: the first stands, the second is another wish.
        let (first, refused) =
            tokio::join!(bureau.store.execute(&OFFICER, "once", command.clone()), bureau.store.execute(&OFFICER, "once", other.clone()));
        assert!(!first.as_ref().unwrap().repeated);
        assert_eq!(codes(&refused.unwrap_err()), ["store.key_taken"]);
        let head = bureau.store.published().head();
        for restarted in [false, true] {
            if restarted {
                bureau.restart().await;
            }
            let fault = bureau.store.execute(&OFFICER, "once", other.clone()).await.unwrap_err();
            assert_eq!(codes(&fault), ["store.key_taken"]);
            assert!(fault.to_string().contains("training.record_held") && fault.to_string().contains("take a new key"), "{fault}");
            assert!(bureau.store.execute(&OFFICER, "once", command.clone()).await.unwrap().repeated);
            assert_eq!(bureau.store.published().head(), head);
        }
        let input = Direct::to(&bureau.url).await.blobs("SELECT input FROM receipt WHERE idempotency_key = 'once'").await.remove(0);
        assert_eq!(input.len(), 32);
        let plain = Sha256::digest(serde_json::to_vec(&command).unwrap()).to_vec();
        assert_ne!(input, plain, "nobody without the key can try contents against it");
    }

    async fn the_digest_of_a_command_goes_with_the_person_it_held(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let (one, two) = (Newcomer::new(70, A1), Newcomer::new(71, A1));
        for (key, person) in [("one", &one), ("two", &two)] {
            bureau.store.execute(&OFFICER, key, person.registration("2024-01-02")).await.unwrap();
        }
        let leave = LeaveService { person: one.id, on: day("2024-01-05"), reason: LeavingReason::Resigned };
        bureau.done(&OFFICER, leave).await;
        bureau.done(&OFFICER, ErasePerson { person: one.id, basis: "本人申请".to_owned() }).await;
        let mut direct = Direct::to(&bureau.url).await;
        let lengths = direct.texts("SELECT CAST(length(input) AS TEXT) FROM receipt WHERE idempotency_key IN ('one', 'two') ORDER BY idempotency_key").await;
        assert_eq!(lengths, ["0", "32"]);
        // It is still the same request, and nothing is written again.
        assert!(bureau.store.execute(&OFFICER, "one", one.registration("2024-01-02")).await.unwrap().repeated);
        assert_eq!(codes(&bureau.store.execute(&OFFICER, "two", two.registration("2024-01-03")).await.unwrap_err()), ["store.key_taken"]);
    }

    async fn a_key_sent_twice_at_once_is_one_command(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let other = bureau.second_process(2).await;
        for n in 0..10 {
            let (key, command) = (format!("twice-{n}"), run(&format!("R-{n}"), "2024-01-04", &[A], &bureau.of(A1)));
            let answers = join_all([&bureau.store, &bureau.store, &other, &other].map(|store| store.execute(&OFFICER, key.clone(), command.clone()))).await;
            let receipts: Vec<Receipt> = answers.into_iter().map(Result::unwrap).collect();
            assert_eq!(receipts.iter().filter(|r| !r.repeated).count(), 1, "{receipts:?}");
            assert!(receipts.iter().all(|r| told(r) == told(&receipts[0])));
        }
        assert_eq!(bureau.count("study.rotation.runs", TOP, year(2024)).await, 10);
    }

    async fn one_refused_command_leaves_the_others_of_its_group_alone(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let people = bureau.of(A1);
        let serials = ["R-1", "R-2", "R-1", "R-3"];
        let sent = serials.iter().enumerate().map(|(n, serial)| bureau.store.execute(&OFFICER, format!("g-{n}"), run(serial, "2024-01-04", &[A], &people)));
        let answers = join_all(sent).await;
        let refused: Vec<bool> = answers.iter().map(Result::is_err).collect();
        assert_eq!(refused, [false, false, true, false]);
        assert_eq!(codes(answers[2].as_ref().unwrap_err()), ["study.twice"]);
        assert_eq!(bureau.count("study.rotation.runs", TOP, year(2024)).await, 3);
        assert_eq!(bureau.count("study.rotation.attendances", TOP, year(2024)).await, 24);
        // A refusal is no receipt: the same key may be used for what is right.
        bureau.store.execute(&OFFICER, "g-2", run("R-4", "2024-01-04", &[B], &people)).await.unwrap();
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    }

    async fn a_number_is_given_once_within_a_group_too(db: TestDatabase) {
        let bureau = Bureau::staffed(db).await;
        let (one, mut two) = (crate::bureau::Newcomer::new(70, A), crate::bureau::Newcomer::new(71, B));
        two.id_number.clone_from(&one.id_number);
        let answers = join_all([one, two].map(|p| bureau.store.execute(&OFFICER, bureau.key(), p.registration("2024-01-02")))).await;
        assert!(answers[0].is_ok());
        assert_eq!(codes(answers[1].as_ref().unwrap_err()), ["people.number_taken"]);
    }

    async fn keys_and_names_that_make_no_sense_are_refused(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let people = bureau.of(A1);
        for key in [String::new(), "k".repeat(201)] {
            let fault = bureau.store.execute(&OFFICER, key, class("C-1", "2024-01-04", &[A], &people)).await.unwrap_err();
            assert!(matches!(fault, StoreError::Unusable(_)), "{fault}");
        }
        for (name, input) in [
            ("training.abolish", serde_json::json!({})),
            ("training.close_class", serde_json::json!({ "class": "not an id" })),
            ("training.close_class", serde_json::json!({})),
            ("study.close_run", serde_json::json!({ "run": "0000000000001", "colour": "red" })),
        ] {
            let fault = bureau.store.execute_named(&OFFICER, bureau.key(), name, input).await.unwrap_err();
            assert!(matches!(fault, StoreError::Unusable(_)) && fault.to_string().contains(name), "{fault}");
        }
        let names = nc_store::dispatch::names();
        let distinct: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), names.len(), "every command has a name of its own");
        assert_eq!(bureau.refused(&NOBODY, class("C-1", "2024-01-04", &[A], &people)).await, ["access.not_allowed"]);
    }
}
