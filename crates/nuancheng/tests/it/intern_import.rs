//! Rosters of interns on the command line: judged by cell, whole or not at all, and once.

use nc_office::{ReadOptions, intern_columns};
use serde_json::{Value, json};

use crate::world::{World, text};

const BATCH: &str = "SX-2024-春";
const HEADINGS: [&str; 8] = ["批次编号", "姓名", "身份证号", "实习单位", "岗位", "指导老师警号", "起", "止"];

/// A student's citizen number with its check character.
fn student(n: usize) -> String {
    let body = format!("150621200201{:02}{:03}", 1 + n, 10 + n);
    format!("{body}{}", nc_kernel::identifiers::CitizenNumber::check_character(&body).unwrap())
}

/// Opens the batch; what guides it is a paper kept first.
fn batch(world: &World) {
    let paper = world.write("协议.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF");
    let open = json!({"serial": BATCH, "title": "春季毕业实习", "school": "某警察学院", "major": "治安学", "unit": "/150600/",
        "from": "2024-03-01", "to": "2024-06-30", "weeks": 16, "competencies": ["接处警", "社区警务"], "load_cap": 2, "minimum_days": 30,
        "agreement": format!("file:{}", text(&paper))});
    world.run(&["record", "internship.open_batch", "--json", &open.to_string(), "--as", "zhengzhi"]).ends(0);
}

fn line(n: usize, mentor: &str, to: &str) -> [String; 8] {
    let name = ["实习甲", "实习乙", "实习丙"][n];
    [BATCH, name, &student(n), "/150600/150602/", "社区民警助理", mentor, "2024-03-04", to].map(str::to_owned)
}

fn sheet(world: &World, name: &str, lines: &[[String; 8]]) -> std::path::PathBuf {
    let lines: Vec<Vec<&str>> = lines.iter().map(|line| line.iter().map(String::as_str).collect()).collect();
    let lines: Vec<&[&str]> = lines.iter().map(Vec::as_slice).collect();
    world.roster(name, &HEADINGS, &lines)
}

fn import(world: &World, file: &std::path::Path, extra: &[&str], code: i32) -> Value {
    let args = [&["import", "roster", text(file), "--as", "zhengzhi", "--format", "json"][..], extra].concat();
    world.run(&args).ends(code).json()
}

#[test]
fn t3_interns_come_whole_or_not_at_all_and_a_second_import_changes_nothing() {
    let world = World::staffed();
    batch(&world);
    let size = world.size();
    let mut other_batch = line(0, "100001", "2024-06-21");
    other_batch[0] = "SX-2024-秋".to_owned();
    let mut short = line(2, "100002", "2024-06-21");
    short[2].truncate(15);
    let bad = sheet(&world, "bad.xlsx", &[line(0, "100001", "2024-06-21"), line(1, "109999", "2024-07-21"), short, other_batch]);
    let errors = world.path("errors.xlsx");
    for extra in [&["--dry-run"][..], &["--errors", text(&errors)]] {
        let outcome = import(&world, &bad, &[&["--into", "internship"], extra].concat(), 1);
        let faults: Vec<(&str, &str)> =
            outcome["faults"].as_array().unwrap().iter().map(|f| (f["cell"].as_str().unwrap(), f["code"].as_str().unwrap())).collect();
        assert_eq!(faults, [("F4", "unknown_mentor"), ("C5", "bad_id_number"), ("A6", "internship.unknown_batch")], "{outcome}");
        assert!(!outcome.to_string().contains(&student(0)) && !outcome.to_string().contains("实习乙"), "a value is never repeated");
        assert_eq!(world.size(), size, "nothing was written");
    }
    let back = nc_office::read(&std::fs::read(&errors).unwrap(), &intern_columns(false), ReadOptions::default()).unwrap();
    assert!(back.header.iter().any(|h| h.text.starts_with("Import errors")), "{:?}", back.header);

    let good = sheet(&world, "good.xlsx", &[line(0, "100001", "2024-06-21"), line(1, "100002", "2024-06-21")]);
    let into = ["--into", "internship"];
    let dry = import(&world, &good, &[&into[..], &["--dry-run"]].concat(), 0);
    let added = dry["added"].as_u64().unwrap();
    assert!(added > 2 && world.size() == size, "{dry}");
    assert_eq!(import(&world, &good, &into, 0)["added"], added);
    assert_eq!(world.size(), size + added);
    // The students are known by now; the same file says nothing new of them.
    assert_eq!(import(&world, &good, &into, 0)["added"], 0);
    // In another order, and with the batch named once for the whole file: still the same students.
    let same = sheet(&world, "same.xlsx", &[line(1, "100002", "2024-06-21"), line(0, "100001", "2024-06-21")]);
    let outcome = import(&world, &same, &["--batch", BATCH], 0);
    assert_eq!((&outcome["added"], &outcome["repeated"]), (&json!(0), &json!(false)));
    assert_eq!(world.size(), size + added);
}

#[test]
fn a_template_of_interns_comes_back_empty_and_a_leader_may_not_import_them() {
    let world = World::staffed();
    batch(&world);
    let path = world.path("template.xlsx");
    world.run(&["import", "template", "--lang", "zh", "--into", "internship", "-o", text(&path)]).ends(0);
    let outcome = import(&world, &path, &["--into", "internship", "--dry-run"], 1);
    assert_eq!(outcome["lines"], 0);
    assert!(outcome["notes"].to_string().contains("example_row"), "{outcome}");
    let good = sheet(&world, "good.xlsx", &[line(0, "100001", "2024-06-21")]);
    world.run(&["user", "add", "lingdao", "--role", "leader", "--unit", "/150600/"]).ends(0);
    world.run(&["import", "roster", text(&good), "--into", "internship", "--as", "lingdao"]).ends(1);
}
