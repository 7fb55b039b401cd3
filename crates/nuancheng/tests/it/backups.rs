//! Backing up, restoring, and erasing for good.

use crate::world::{World, text};

#[test]
fn a_backup_restores_to_the_same_ledger_and_applies_erasures_again() {
    let world = World::staffed();
    world
        .run(&[
            "record",
            "training",
            "--title",
            "警情处置",
            "--on",
            "2024-03-01",
            "--unit",
            "/150600/150602/",
            "--roster",
            "100001,100002",
            "--as",
            "neiqin",
        ])
        .ends(0);
    let backup = world.path("backup.db");
    world.run(&["backup", text(&backup)]).ends(0);
    world.run(&["backup", text(&backup)]).ends(1);
    let size = world.size();

    let kept = world.run(&["erase", "100008", "--basis", "申请"]).ends(2);
    assert!(kept.err.contains("--yes"), "{}", kept.err);
    world.run(&["erase", "100008", "--basis", "申请", "--yes"]).ends(1);
    let people = world.run(&["rows", "people.serving", "--as", "zhengzhi", "--names", "--format", "json"]).ends(0).json();
    let person = people["rows"].as_array().unwrap().iter().find(|r| r["name"] == "测试辛").unwrap()["person"].as_str().unwrap().to_owned();
    let left = serde_json::json!({ "person": person, "on": "2024-06-01", "reason": "retired" }).to_string();
    world.run(&["record", "people.leave_service", "--json", &left]).ends(0);
    world.run(&["erase", "100008", "--basis", "申请", "--yes"]).ends(0);
    world.run(&["erase", "100008", "--basis", "申请", "--yes"]).ends(1);

    let second = World::nothing();
    let missing = second.run(&["restore", text(&backup)]).ends(3);
    assert!(missing.err.contains("key"), "{}", missing.err);
    std::fs::create_dir_all(second.data().join("keys")).unwrap();
    for name in ["keys/ledger.seed", "keys/personal.key", "nuancheng.toml", "erasures.jsonl"] {
        std::fs::copy(world.data().join(name), second.data().join(name)).unwrap();
    }
    let garbage = second.write("garbage.db", b"not a database, only some bytes");
    second.run(&["restore", text(&garbage)]).ends(2);
    second.run(&["restore", text(&second.path("nothing.db"))]).ends(2);
    let restored = second.run(&["restore", text(&backup), "--format", "json"]).ends(0).json();
    assert_eq!(restored["ledger_size"], size);
    assert_eq!(restored["erasures_applied"], 1);
    assert_eq!(restored["holds"], true);
    second.run(&["restore", text(&backup)]).ends(1);
    assert_eq!(second.figure("training.attendances"), 2);
    let people = second.run(&["rows", "people.serving", "--as", "zhengzhi", "--names", "--format", "json"]).ends(0).json();
    assert!(!people.to_string().contains("测试辛"), "erased before, erased again");
    assert!(people.to_string().contains("测试甲"));
}

#[test]
fn r16_an_older_backup_is_not_taken_for_the_ledger_and_nothing_is_written_on_it() {
    let world = World::staffed();
    let held = |title: &str, serial: &str| {
        let words = ["record", "training", "--title", title, "--on", "2024-03-01", "--unit", "/150600/150602/", "--serial", serial];
        [&words[..], &["--roster", "100001,100002", "--as", "neiqin"]].concat().into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let record = |title: &str, serial: &str| {
        let words = held(title, serial);
        world.run(&words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    record("第一期", "K-1").ends(0);
    let old = world.path("old.backup");
    world.run(&["backup", text(&old)]).ends(0);
    let early = world.size();
    record("第二期", "K-2").ends(0);
    let late = world.size();

    // Everything but the database stays where it was; the database is the old one.
    let database = world.data().join("ledger.db");
    std::fs::remove_file(&database).unwrap();
    let refused = world.run(&["restore", text(&old)]).ends(1);
    assert!(refused.err.contains(&format!("{late:012}.note")) && refused.err.contains("--losing-facts"), "{}", refused.err);
    assert!(!database.exists(), "nothing was changed");

    // Put back by hand it is found too, before anything is written.
    let put_back = World::nothing();
    copy(&world.data(), &put_back.data());
    std::fs::create_dir_all(put_back.data().join("aside")).unwrap();
    std::fs::rename(put_back.data().join("checkpoints"), put_back.data().join("aside/checkpoints")).unwrap();
    put_back.run(&["restore", text(&old)]).ends(0);
    std::fs::remove_dir_all(put_back.data().join("checkpoints")).unwrap();
    std::fs::rename(put_back.data().join("aside/checkpoints"), put_back.data().join("checkpoints")).unwrap();
    let before = std::fs::read(put_back.data().join("ledger.db")).unwrap();
    for words in
        [&["figures"][..], &["record", "--as", "neiqin", "training.open_class", "--json", "{\"class\":\"serial:K-1\"}"], &["doctor"]]
    {
        let said = put_back.run(words);
        let (out, err) = (said.out.clone(), said.err.clone());
        assert!(out.contains(&format!("{late}")) || err.contains(&format!("{late:012}.note")), "{words:?}: {out} {err}");
        said.ends(if words[0] == "doctor" { 1 } else { 3 });
    }
    let found = put_back.run(&["verify", "--format", "json"]).ends(1).json();
    assert_eq!(found["first_bad"], early);
    assert_eq!(std::fs::read(put_back.data().join("ledger.db")).unwrap(), before, "nothing was written");

    // Whoever must go on without the lost facts says so, and the evidence of them stays.
    let restored = world.run(&["restore", text(&old), "--losing-facts", "--format", "json"]).ends(0).json();
    assert_eq!(restored["ledger_size"], early);
    let aside = std::path::PathBuf::from(restored["set_aside"].as_str().unwrap());
    assert!(aside.join(format!("{late:012}.note")).exists());
    record("第二期", "K-2").ends(0);
    world.run(&["verify"]).ends(0);
    world.run(&["verify", "--checkpoint", text(&aside.join(format!("{late:012}.note")))]).ends(1);
}

/// Copies the files below `from`.
fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for item in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(item.file_name());
        if item.path().is_dir() {
            copy(&item.path(), &target);
        } else {
            std::fs::copy(item.path(), target).unwrap();
        }
    }
}
