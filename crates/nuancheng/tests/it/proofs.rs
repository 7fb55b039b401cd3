//! What was altered does not hold.

use crate::world::{World, text};

fn recorded() -> World {
    let world = World::staffed();
    world
        .run(&[
            "record",
            "training",
            "--title",
            "Tampertitle",
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
    world
}

#[test]
fn a_proof_with_another_number_fact_or_key_does_not_hold() {
    let world = recorded();
    let proof = world.path("proof.json");
    world.run(&["prove", "training.attendances", "-o", text(&proof), "--as", "neiqin"]).ends(0);
    world.run(&["verify", "--proof", text(&proof)]).ends(0);
    let whole: serde_json::Value = serde_json::from_slice(&std::fs::read(&proof).unwrap()).unwrap();

    let mut claim = whole.clone();
    claim["claim"]["n"] = 3.into();
    let mut unit = whole.clone();
    unit["claim"]["unit"] = "/150600/150603/".into();
    let mut fewer = whole.clone();
    fewer["facts"].as_array_mut().unwrap().pop();
    for (what, changed) in [("claim", claim), ("unit", unit), ("facts", fewer)] {
        let file = world.write("changed.json", changed.to_string().as_bytes());
        let ran = world.run(&["verify", "--proof", text(&file)]).ends(1);
        assert!(ran.err.contains("the proof does not hold"), "{what}: {}", ran.err);
    }
    let stranger = World::initialised();
    let key = std::fs::read_to_string(stranger.data().join("verifier.key")).unwrap();
    world.run(&["verify", "--proof", text(&proof), "--key", &key]).ends(1);
    let garbage = world.write("garbage.json", b"PK not a proof");
    world.run(&["verify", "--proof", text(&garbage)]).ends(2);
}

#[test]
fn a_ledger_with_a_changed_fact_names_its_position() {
    let world = recorded();
    let backup = world.path("backup.db");
    world.run(&["backup", text(&backup)]).ends(0);
    let mut bytes = std::fs::read(&backup).unwrap();
    let at = bytes.windows(11).position(|w| w == b"Tampertitle").unwrap();
    bytes[at] = b'X';
    for rest in ["ledger.db-wal", "ledger.db-shm"] {
        let _ = std::fs::remove_file(world.data().join(rest));
    }
    std::fs::write(world.data().join("ledger.db"), bytes).unwrap();
    let audited = world.run(&["verify", "--format", "json"]).ends(1).json();
    assert_eq!(audited["holds"], false);
    let facts = world.run(&["verify"]).ends(1);
    let first = audited["first_bad"].as_u64().unwrap();
    assert!(facts.out.contains(&format!("position {first}: ")), "{}", facts.out);
}
