//! From an empty folder to a proof somebody else verifies offline.

use crate::world::{World, run, text};

#[test]
fn a_record_becomes_a_figure_a_row_and_a_proof_that_holds_without_a_database() {
    let world = World::staffed();
    let recorded = world.run(&["record", "training", "--title", "警情处置", "--on", "2024-03-01", "--unit", "/150600/150602/"]).code;
    assert_eq!(recorded, 2, "a roster is asked for");
    let receipt = world
        .run(&[
            "record",
            "training",
            "--title",
            "警情处置",
            "--on",
            "2024-03-01",
            "--unit",
            "东胜区公安分局",
            "--roster",
            "100001,100002",
            "--hours",
            "4",
            "--as",
            "neiqin",
            "--format",
            "json",
        ])
        .ends(0)
        .json();
    assert_eq!(receipt["receipt"]["facts"], 4);

    let figures = world.run(&["figures", "--as", "zhengzhi", "--period", "2024H1", "--format", "json"]).ends(0).json();
    let of = |id: &str| figures["figures"].as_array().unwrap().iter().find(|f| f["figure"] == id).unwrap().clone();
    assert_eq!(of("training.runs")["worth"]["count"], 1);
    assert_eq!(of("training.attendances")["worth"]["count"], 2);
    assert_eq!(of("training.credit_minutes")["worth"]["count"], 480);
    assert_eq!(of("training.credit_minutes")["shown"], "8 hours (480 minutes)");
    assert_eq!(of("study.rotation.coverage")["shown"], "0% (0/8)");
    let before = world.run(&["figures", "training.runs", "--as", "zhengzhi", "--period", "2023", "--format", "json"]).ends(0).json();
    assert_eq!(before["figures"][0]["worth"]["count"], 0);
    let earlier =
        world.run(&["figures", "training.runs", "--as", "zhengzhi", "--as-known-on", "2024-12-31", "--format", "json"]).ends(0).json();
    assert_eq!(earlier["figures"][0]["worth"]["count"], 0, "it was recorded later than that");

    let rows = world.run(&["rows", "training.attendances", "--as", "neiqin", "--recount", "--names", "--format", "json"]).ends(0).json();
    assert_eq!(rows["rows"].as_array().unwrap().len(), 2);
    assert_eq!(rows["recount"]["rows"], 2);
    assert_eq!(rows["hidden"], 0);
    let names: Vec<&str> = rows["rows"].as_array().unwrap().iter().map(|r| r["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"测试甲") && names.contains(&"测试乙"), "{names:?}");
    let plain = world.run(&["rows", "training.attendances", "--as", "neiqin"]).ends(0);
    assert!(!plain.out.contains("测试甲"), "names are shown only when asked for");
    let first = world.run(&["rows", "training.attendances", "--as", "neiqin", "--limit", "1", "--format", "json"]).ends(0).json();
    let next = first["next"].as_str().unwrap();
    let second =
        world.run(&["rows", "training.attendances", "--as", "neiqin", "--limit", "1", "--after", next, "--format", "json"]).ends(0).json();
    assert_eq!(second["next"], serde_json::Value::Null);
    assert_ne!(first["rows"][0]["key"], second["rows"][0]["key"]);
    assert!(world.run(&["rows", "training.attendances", "--as", "neiqin", "--after", "1"]).ends(2).err.contains("not a cursor"));

    let proof = world.path("proof.json");
    let proved = world.run(&["prove", "training.attendances", "-o", text(&proof), "--as", "neiqin", "--format", "json"]).ends(0).json();
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("copy.json");
    std::fs::copy(&proof, &copy).unwrap();
    let key = proved["verifier_key"].as_str().unwrap().to_owned();
    drop(world);
    let verified =
        run(&["--data", text(&elsewhere.path().join("none")), "verify", "--proof", text(&copy), "--key", &key, "--format", "json"]);
    let verified = verified.ends(0).json();
    assert_eq!(verified["claim"]["n"], 2);
    assert_eq!(verified["claim"]["rows"], 2);
    assert!(!elsewhere.path().join("none").exists(), "verifying a proof touches no data folder");
}

#[test]
fn a_study_run_counts_and_the_whole_ledger_holds() {
    let world = World::staffed();
    world
        .run(&[
            "record",
            "study",
            "--title",
            "春季轮训",
            "--on",
            "2024-03-01",
            "--to",
            "2024-03-03",
            "--unit",
            "政治部",
            "--roster",
            "100001,100002,100003",
            "--hours",
            "24",
            "--as",
            "neiqin",
        ])
        .ends(0);
    assert_eq!(world.figure("study.rotation.runs"), 1);
    assert_eq!(world.figure("study.rotation.attendances"), 3);
    let checked = world.run(&["rebuild", "--check", "--format", "json"]).ends(0).json();
    assert_eq!(checked["equal"], true);
    let audited = world.run(&["verify", "--format", "json"]).ends(0).json();
    assert_eq!(audited["holds"], true);
    // Every note that lies in the folder is held against the ledger, and `latest.note` is one of them.
    let notes = std::fs::read_dir(world.data().join("checkpoints")).unwrap().count() - 1;
    assert_eq!(audited["checkpoints_held"], notes);
    assert!(notes > 1);
    let note = world.data().join("checkpoints").join("latest.note");
    world.run(&["verify", "--checkpoint", text(&note)]).ends(0);
}

#[test]
fn init_twice_changes_nothing_and_keeps_the_keys() {
    let world = World::initialised();
    let seed = world.data().join("keys").join("ledger.seed");
    let (key, size) = (std::fs::read(&seed).unwrap(), world.size());
    let again = world.run(&["init", "--format", "json"]).ends(0).json();
    assert_eq!(again["new"], false);
    assert_eq!(again["accounts"], serde_json::json!([]));
    assert_eq!((std::fs::read(&seed).unwrap(), world.size()), (key, size));
    let healthy = world.run(&["doctor", "--format", "json"]).ends(0).json();
    assert_eq!(healthy["healthy"], true);
}

#[test]
fn lists_are_workbooks_too() {
    let world = World::staffed();
    for (command, file) in [
        (vec!["figures", "--as", "zhengzhi"], "f.xlsx"),
        (vec!["rows", "people.serving", "--as", "zhengzhi"], "r.xlsx"),
        (vec!["user", "list"], "u.xlsx"),
    ] {
        let path = world.path(file);
        let args: Vec<&str> = command.into_iter().chain(["--format", "xlsx", "-o", text(&path)]).collect();
        world.run(&args).ends(0);
        assert!(std::fs::read(&path).unwrap().starts_with(b"PK"), "{file}");
    }
}
