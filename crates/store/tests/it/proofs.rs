//! Proof files, read by somebody who has the file and the public key.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use nc_figures::Worth;
use nc_organisation::study::{CorrectMark, Line, Status};
use nc_store::{Question, proof};
use nc_testkit::{TestDatabase, dual_db};
use serde_json::{Value, json};

use crate::bureau::{A, A1, B, B1, Bureau, OFFICER, TOP, class, day, run, run_id, year};

async fn lived(db: TestDatabase) -> Bureau {
    let bureau = Bureau::new(db).await;
    bureau.on("2024-03-04");
    bureau.done(&OFFICER, run("R-1", "2024-03-01", &[A], &bureau.of(A1))).await;
    bureau.done(&OFFICER, run("R-2", "2024-03-02", &[A, B], &bureau.of(TOP))).await;
    bureau.done(&OFFICER, class("C-1", "2024-03-02", &[B], &bureau.of(B1))).await;
    bureau
}

/// Every text of the file, with the facts in clear.
pub fn texts(file: &[u8]) -> String {
    let bundle: Value = serde_json::from_slice(file).unwrap();
    let mut all = String::from_utf8(file.to_vec()).unwrap();
    for fact in bundle["facts"].as_array().unwrap() {
        all.push_str(&String::from_utf8(BASE64_STANDARD.decode(fact["bytes"].as_str().unwrap()).unwrap()).unwrap());
    }
    all
}

/// The file with one thing changed in it.
pub fn altered(file: &[u8], change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut bundle: Value = serde_json::from_slice(file).unwrap();
    change(&mut bundle);
    serde_json::to_vec(&bundle).unwrap()
}

dual_db! {
    async fn r14_proof_bundle_recounts_offline_and_holds_no_personal_value(db: TestDatabase) {
        let bureau = lived(db).await;
        let key = bureau.store.verifier_key().to_owned();
        for (figure, worth) in [
            ("study.rotation.runs", Worth::Count(2)),
            ("study.rotation.attendances", Worth::Count(36)),
            ("study.rotation.persons", Worth::Count(28)),
            ("study.rotation.coverage", Worth::Ratio { n: 28, of: 28 }),
            ("study.credit_minutes", Worth::Count(36 * 480)),
            ("people.serving", Worth::Count(28)),
            ("test.editions", Worth::Count(1)),
            ("training.pass_rate", Worth::Ratio { n: 0, of: 0 }),
        ] {
            let question = bureau.question(figure, TOP, year(2024));
            let file = bureau.store.prove(&bureau.everything(), &question).await.unwrap();
            let proven = proof::verify(&file, &key).unwrap_or_else(|fault| panic!("{figure}: {fault}"));
            let said = proven.claim.of.map_or(Worth::Count(proven.claim.n), |of| Worth::Ratio { n: proven.claim.n, of });
            assert_eq!(said, worth, "{figure}");
            assert_eq!((proven.ledger_size, proven.ledger_root), (bureau.store.published().head().0, hex::encode(bureau.store.published().head().1.0)));
            let clear = texts(&file);
            for person in &bureau.people {
                for value in person.identifying() {
                    assert!(!clear.contains(value), "the proof of {figure} shows {value}");
                }
            }
        }
    }

    async fn r14_an_altered_proof_is_refused_with_a_reason(db: TestDatabase) {
        let bureau = lived(db).await;
        let key = bureau.store.verifier_key().to_owned();
        let question = bureau.question("study.rotation.attendances", A, year(2024));
        let file = bureau.store.prove(&bureau.everything(), &question).await.unwrap();
        assert!(proof::verify(&file, &key).is_ok());
        let middle = 3;
        type Alteration = (&'static str, Box<dyn Fn(&mut Value)>);
        let alterations: Vec<Alteration> = vec![
            ("a flipped fact", Box::new(move |b| {
                let mut bytes = BASE64_STANDARD.decode(b["facts"][middle]["bytes"].as_str().unwrap()).unwrap();
                let at = bytes.len() / 2;
                bytes[at] ^= 1;
                b["facts"][middle]["bytes"] = json!(BASE64_STANDARD.encode(bytes));
            })),
            ("a removed fact", Box::new(|b| drop(b["facts"].as_array_mut().unwrap().pop()))),
            ("two facts exchanged", Box::new(|b| b["facts"].as_array_mut().unwrap().swap(1, 2))),
            ("a raised number", Box::new(|b| b["claim"]["n"] = json!(37))),
            ("more rows", Box::new(|b| b["claim"]["rows"] = json!(37))),
            ("another period", Box::new(|b| b["claim"]["period"]["from"] = json!("2024-03-02"))),
            ("another unit", Box::new(|b| b["claim"]["unit"] = json!(B))),
            ("known before it was recorded", Box::new(|b| b["claim"]["known_on"] = json!("2024-03-03"))),
            ("an easier condition", Box::new(|b| b["claim"]["definitions"][0]["where"] = json!(""))),
            ("another scope", Box::new(|b| b["claim"]["definitions"][0]["scope"] = json!("sender"))),
            ("no definition", Box::new(|b| b["claim"]["definitions"] = json!([]))),
            ("a shortened proof", Box::new(|b| drop(b["proof"].as_array_mut().unwrap().pop()))),
            ("another root", Box::new(|b| {
                let note = b["checkpoint"].as_str().unwrap().replacen('\n', "\n1", 1);
                b["checkpoint"] = json!(note);
            })),
            ("an unknown format", Box::new(|b| b["format"] = json!("nuancheng-bundle/2"))),
        ];
        for (what, alter) in alterations {
            let fault = proof::verify(&altered(&file, alter), &key).expect_err(what);
            assert!(fault.to_string().len() > 20, "{what} is refused with a reason: {fault}");
        }
        let stranger = nc_ledger::checkpoint::Signer::from_seed("ledger.example/150600", &[1; 32]).unwrap().verifier_key();
        assert!(proof::verify(&file, &stranger).is_err(), "another bureau's key");
        for cut in [0, 1, file.len() / 2, file.len() - 1] {
            assert!(proof::verify(&file[..cut], &key).is_err(), "a file cut at {cut}");
        }
    }

    async fn a_proof_of_what_was_known_earlier_holds_although_its_definition_came_later(db: TestDatabase) {
        let bureau = Bureau::staffed(db).await;
        bureau.on("2024-03-04").done(&OFFICER, run("R-1", "2024-03-01", &[A], &bureau.of(A1))).await;
        bureau.on("2024-03-10");
        let person = bureau.of(A1)[0];
        let to = Some(Line::of(person, Status::Absent));
        bureau.done(&OFFICER, CorrectMark { run: run_id("R-1"), person, to, reason: "核对".into(), authority: "政治部".into() }).await;
        bureau.on("2024-03-20").define(&crate::bureau::catalogue(&[include_str!("../../../../catalogue/figures/study.toml")])).await.unwrap();
        for (known_on, n) in [(Some("2024-03-05"), 8), (Some("2024-03-10"), 7), (None, 7)] {
            for figure in ["study.rotation.attendances", "study.rotation.persons"] {
                let question = Question { known_on: known_on.map(day), ..bureau.question(figure, TOP, year(2024)) };
                assert_eq!(bureau.evidence(&question).await.value.worth, Worth::Count(n), "{figure} known on {known_on:?}");
                let file = bureau.store.prove(&bureau.everything(), &question).await.unwrap();
                let proven = proof::verify(&file, bureau.store.verifier_key()).unwrap_or_else(|fault| panic!("{figure} {known_on:?}: {fault}"));
                assert_eq!(proven.claim.n, n);
            }
        }
    }

    async fn a_proof_made_while_others_write_holds(db: TestDatabase) {
        let bureau = lived(db).await;
        let question = bureau.question("study.rotation.attendances", TOP, year(2024));
        let (store, people) = (bureau.store.clone(), bureau.of(A1));
        let writing = tokio::spawn(async move {
            for n in 0..40 {
                store.execute(&OFFICER, format!("w-{n}"), run(&format!("W-{n}"), "2024-03-03", &[A], &people)).await.unwrap();
            }
        });
        while !writing.is_finished() {
            let file = bureau.store.prove(&bureau.everything(), &question).await.unwrap();
            proof::verify(&file, bureau.store.verifier_key()).unwrap();
        }
        writing.await.unwrap();
    }
}
