//! Honours: the paper first, a second person, and the paper out again.

use std::path::PathBuf;

use crate::world::{World, text};

const RECORD: [&str; 16] = [
    "record",
    "honour",
    "--title",
    "全国一等所",
    "--issuer",
    "公安部交通管理局",
    "--level",
    "国家级",
    "--kind",
    "等级",
    "--place",
    "1",
    "--on",
    "2025-06-01",
    "--unit",
    "/150600/07/01/",
];

fn record(world: &World, paper: &std::path::Path, more: &[&str]) -> crate::world::Ran {
    world.run(&[&RECORD[..], &["--document", text(paper), "--document-number", "公交管〔2025〕1号"], more].concat())
}

/// Every document that lies in the data folder.
fn documents(world: &World) -> Vec<PathBuf> {
    let heads = std::fs::read_dir(world.data().join("blobs")).unwrap().flatten();
    heads.flat_map(|head| std::fs::read_dir(head.path()).unwrap().flatten().map(|file| file.path())).collect()
}

#[test]
fn g5_an_honour_is_recorded_with_its_paper_confirmed_by_another_and_shown_again() {
    let world = World::staffed();
    let paper = world.write("通报.txt", "关于公布全国一等车辆管理所的通报".as_bytes());
    let bare = world.run(&[&RECORD[..], &["--as", "neiqin"]].concat()).ends(1);
    assert!(bare.err.contains("honour.no_document"), "{}", bare.err);
    let strange = world.write("通报.exe", b"MZ\x90\0\x03");
    assert!(record(&world, &strange, &["--as", "neiqin"]).ends(1).err.contains("store.document_type"));
    // A record that is refused leaves no paper behind.
    record(&world, &paper, &["--year", "2030", "--as", "neiqin"]).ends(1);
    assert!(documents(&world).is_empty());
    let receipt = record(&world, &paper, &["--as", "neiqin", "--format", "json"]).ends(0).json();
    let note =
        receipt["receipt"]["notes"].as_array().unwrap().iter().find_map(|n| n.as_str().filter(|n| n.contains("honour.awaits"))).unwrap();
    let id = note.split("荣誉编号 ").nth(1).unwrap().split('；').next().unwrap();
    assert_eq!(world.figure("honour.awards.national"), 0, "nobody confirmed it yet");
    let confirm = format!("{{\"honour\":\"{id}\"}}");
    assert!(world.run(&["record", "honour.confirm", "--json", &confirm, "--as", "neiqin"]).ends(1).err.contains("access.not_allowed"));
    world.run(&["record", "honour.confirm", "--json", &confirm, "--as", "zhengzhi"]).ends(0);
    assert_eq!(world.figure("honour.awards.national"), 1);
    assert_eq!(world.figure("honour.streak.vehicle_office"), 1);

    let kept = documents(&world).pop().unwrap();
    let sha256 =
        format!("{}{}", kept.parent().unwrap().file_name().unwrap().to_str().unwrap(), kept.file_name().unwrap().to_str().unwrap());
    let copy = world.path("取出.txt");
    world.run(&["document", &sha256, "-o", text(&copy), "--as", "zhengzhi"]).ends(0);
    assert_eq!(std::fs::read(&copy).unwrap(), std::fs::read(&paper).unwrap());
    world.run(&["document", &"0".repeat(64), "-o", text(&world.path("无.txt")), "--as", "zhengzhi"]).ends(1);
    assert_eq!(world.run(&["verify", "--format", "json"]).ends(0).json()["documents"]["whole"], 1);

    std::fs::write(&kept, "别的内容").unwrap();
    for command in ["verify", "doctor"] {
        let found = world.run(&[command]).ends(1);
        assert!(found.out.contains(&sha256), "{command} names it: {}", found.out);
    }
    let backup = world.path("a.backup");
    assert!(world.run(&["backup", text(&backup)]).ends(1).out.contains(&sha256), "it says what it had to leave out");
    std::fs::remove_file(&kept).unwrap();
    assert!(world.run(&["verify"]).ends(1).out.contains("missing"));
}

#[test]
fn works_and_events_are_recorded_in_a_few_answers() {
    let world = World::staffed();
    for (title, measure) in [("《警戒》", "部"), ("《清风》", "幅")] {
        let made = ["record", "work", "--title", title, "--measure", measure, "--theme", "廉洁文化", "--on", "2024-03-01"];
        world.run(&[&made[..], &["--unit", "政治部", "--as", "neiqin"]].concat()).ends(0);
    }
    let again =
        ["record", "work", "--title", "《警戒》", "--measure", "bu", "--theme", "integrity", "--on", "2024-03-01", "--unit", "政治部"];
    assert!(world.run(&[&again[..], &["--as", "neiqin"]].concat()).ends(1).err.contains("honour.work_twice"));
    let event =
        ["record", "event", "--title", "慰问演出", "--kind", "文艺演出", "--on", "2025-05-04", "--unit", "政治部", "--unit", "特警支队"];
    world.run(&[&event[..], &["--as", "neiqin"]].concat()).ends(0);
    assert_eq!(world.figure("honour.works.integrity"), 2);
    assert_eq!(world.figure("honour.works.integrity_pieces"), 1);
    assert_eq!(world.figure("honour.events"), 1);
    world.run(&["record", "event", "--title", "x", "--kind", "跳", "--on", "2025-05-04", "--unit", "政治部"]).ends(2);
}
