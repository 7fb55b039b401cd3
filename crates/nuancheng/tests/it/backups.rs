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
