//! A report from its template to a proof that holds elsewhere.

use crate::world::{World, run, text};

const TEMPLATE: &str = "# 情况报告\n## 强素质\n2024年，组织培训[[training.runs]]期，参训[[training.attendances]]人次。\n";

fn recorded() -> World {
    let world = World::staffed();
    world.run(&["user", "add", "lingdao", "--role", "leader", "--unit", "/150600/"]).ends(0);
    held(&world, "警情处置", "2024-03-01");
    world
}

fn held(world: &World, title: &str, on: &str) {
    let unit = "/150600/150602/";
    world.run(&["record", "training", "--title", title, "--on", on, "--unit", unit, "--roster", "100001,100002", "--as", "neiqin"]).ends(0);
}

fn drafted(world: &World) -> String {
    let file = world.write("report.md", TEMPLATE.as_bytes());
    let draft = world.run(&["report", "draft", text(&file), "--period", "2024", "--as", "zhengzhi", "--format", "json"]).ends(0).json();
    draft["report"].as_str().unwrap().to_owned()
}

#[test]
fn g1_a_template_with_false_words_names_places_and_remedies_and_is_not_saved() {
    let world = recorded();
    let bad = world.write("bad.md", "# 报告\n2024年，组织培训[[training.runs]]次，近[[training.attendances]]人次，另有5期。\n".as_bytes());
    let args = ["--period", "2024", "--as", "zhengzhi"];
    let preview = world.run(&[&["report", "preview", text(&bad), "--format", "json"], &args[..]].concat()).ends(1).json();
    let codes: Vec<&str> = preview["problems"].as_array().unwrap().iter().map(|p| p["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["report.measure", "report.hedge", "report.bare_number"]);
    let refused = world.run(&[&["report", "draft", text(&bad)], &args[..]].concat()).ends(1);
    assert!(refused.err.contains("2:11: ") && refused.err.contains("期"), "{}", refused.err);
    let list = world.run(&["report", "list", "--as", "zhengzhi", "--format", "json"]).ends(0).json();
    assert_eq!(list["reports"], serde_json::json!([]));
    // The built-in template reads and says what cannot be said yet: there is no rate of nothing.
    let built_in = world.run(&["report", "preview", "--period", "2024", "--as", "zhengzhi", "--format", "json"]).json();
    let codes: Vec<&str> = built_in["problems"].as_array().unwrap().iter().map(|p| p["code"].as_str().unwrap()).collect();
    assert!(codes.iter().all(|code| *code == "report.no_denominator"), "{codes:?}");
}

#[test]
fn g2_g6_r14_r17_a_release_stands_differs_from_its_source_later_and_is_proved_elsewhere() {
    let world = recorded();
    let id = drafted(&world);
    assert!(world.run(&["report", "release", &id, "--as", "zhengzhi"]).ends(1).err.contains("report.same_person"));
    world.run(&["report", "release", &id, "--as", "lingdao"]).ends(0);
    let same = world.run(&["report", "show", &id, "--as", "lingdao"]).ends(0);
    assert!(same.out.contains("组织培训1期，参训2人次") && same.out.contains("the source says the same"), "{}", same.out);

    held(&world, "反恐演练", "2024-05-01");
    let shown = world.run(&["report", "show", &id, "--as", "lingdao", "--format", "json"]).ends(0).json();
    let differences = shown["differences"].as_array().unwrap();
    assert_eq!(differences.len(), 2);
    assert_eq!((differences[1]["by"].as_i64(), differences[1]["rows_added"].as_i64()), (Some(2), Some(2)));
    assert!(!differences[1]["causes"][0]["seqs"].as_array().unwrap().is_empty());
    assert!(world.run(&["report", "show", &id, "--as", "lingdao"]).ends(0).out.contains("组织培训1期，参训2人次"), "the text stays");
    let list = world.run(&["report", "list", "--as", "lingdao", "--format", "json"]).ends(0).json();
    assert_eq!(list["reports"][0]["differing"], 2);

    for (to, start) in [("docx", "PK"), ("html", "<!DOCTYPE html>"), ("md", "# 情况报告"), ("proof", "{\"checkpoint\"")] {
        let file = world.path(to);
        world.run(&["report", "export", &id, "--to", to, "-o", text(&file), "--as", "lingdao"]).ends(0);
        assert!(std::fs::read(&file).unwrap().starts_with(start.as_bytes()), "{to}");
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("copy.json");
    std::fs::copy(world.path("proof"), &copy).unwrap();
    let key = std::fs::read_to_string(world.data().join("verifier.key")).unwrap();
    let mut altered: serde_json::Value = serde_json::from_slice(&std::fs::read(&copy).unwrap()).unwrap();
    drop(world);
    let data = elsewhere.path().join("none");
    let verified = run(&["--data", text(&data), "verify", "--proof", text(&copy), "--key", &key]).ends(0);
    assert!(verified.out.contains("holds: report") && verified.out.contains("组织培训1期，参训2人次"), "{}", verified.out);
    altered["claim"]["claims"][0]["n"] = 2.into();
    std::fs::write(&copy, altered.to_string()).unwrap();
    run(&["--data", text(&data), "verify", "--proof", text(&copy), "--key", &key]).ends(1);
}

#[test]
fn somebody_named_in_a_template_is_refused_by_place_and_kept_only_with_a_reason() {
    let world = recorded();
    let name = crate::world::name(0);
    let file = world.write("named.md", format!("{TEMPLATE}2024年，民警{name}参训。\n").as_bytes());
    let draft = ["report", "draft", text(&file), "--period", "2024", "--as", "zhengzhi"];
    let refused = world.run(&draft).ends(1);
    assert!(refused.err.contains("4:9: ") && refused.err.contains("report.names_person"), "{}", refused.err);
    assert!(!refused.err.contains(&name) && !refused.out.contains(&name));
    world.run(&[&draft[..], &["--not-a-name", "4:9"]].concat()).ends(2);
    world.run(&[&draft[..], &["--not-a-name", "4:9", "--because", "泛指，不是人名"]].concat()).ends(0);
}
