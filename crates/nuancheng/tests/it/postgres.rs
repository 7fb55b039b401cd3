//! The same program on PostgreSQL, and the way there from SQLite.

use nc_testkit::TestDatabase;

use crate::world::{World, text};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bureau_starts_on_postgresql_and_another_moves_there() {
    let (Some(first), Some(second)) = (TestDatabase::postgres().await, TestDatabase::postgres().await) else { return };
    let world = World::nothing();
    let on = |args: &[&str]| {
        let args: Vec<&str> = ["--database", &first.url].into_iter().chain(args.iter().copied()).collect();
        world.run(&args)
    };
    on(&["init"]).ends(0);
    assert_eq!(on(&["init", "--format", "json"]).ends(0).json()["new"], false);
    on(&["user", "add", "lingdao", "--role", "leader", "--unit", "/150600/"]).ends(0);
    on(&["figures", "training.runs"]).ends(0);
    assert_eq!(on(&["verify", "--format", "json"]).ends(0).json()["holds"], true);
    on(&["doctor"]).ends(0);
    std::fs::remove_dir_all(world.data().join("keys")).unwrap();
    let missing = on(&["init"]).ends(3);
    assert!(missing.err.contains("ledger.seed"), "{}", missing.err);
    assert!(!world.data().join("keys").join("ledger.seed").exists(), "no key is made for a ledger that exists");

    let small = World::staffed();
    small
        .run(&[
            "record",
            "training",
            "--title",
            "x",
            "--on",
            "2024-03-01",
            "--unit",
            "/150600/150602/",
            "--roster",
            "100001",
            "--as",
            "neiqin",
        ])
        .ends(0);
    let (backup, size) = (small.path("backup.db"), small.size());
    small.run(&["backup", text(&backup)]).ends(0);
    let moved = small.run(&["restore", text(&backup), "--database", &second.url, "--format", "json"]).ends(0).json();
    assert_eq!((&moved["ledger_size"], &moved["holds"]), (&size.into(), &true.into()));
    let figures =
        small.run(&["figures", "training.runs", "--as", "zhengzhi", "--database", &second.url, "--format", "json"]).ends(0).json();
    assert_eq!(figures["figures"][0]["worth"]["count"], 1);
    let again = small.run(&["restore", text(&backup), "--database", &second.url]).ends(1);
    assert!(again.err.contains("empty"), "{}", again.err);
}
