//! Rosters: whole or not at all, and once.

use nc_office::{ReadOptions, roster_columns};

use crate::world::{World, citizen_number, name, text};

const HEADINGS: [&str; 6] = ["班次编号", "警号", "身份证号", "姓名", "状态", "学时"];

#[test]
fn t3_roster_import_is_atomic_and_idempotent() {
    let world = World::staffed();
    world.class("2024-东胜-017");
    let size = world.size();
    let (first, third) = (citizen_number(0), citizen_number(2));
    let bad = world.roster(
        "bad.xlsx",
        &HEADINGS,
        &[
            &["2024-东胜-017", "100001", &first, &name(0), "出勤", "4"],
            &["2024-东胜-017", "109999", "", "", "出勤", ""],
            &["2024-东胜-017", "100002", "", "别人", "出勤", ""],
            &["2024-东胜-017", "100004", &third, "", "出勤", ""],
            &["2024-东胜-099", "100005", "", "", "出勤", ""],
            &["2024-东胜-017", "100006", "", "", "来过", ""],
        ],
    );
    let errors = world.path("errors.xlsx");
    for command in [vec!["--dry-run"], vec!["--errors", text(&errors)]] {
        let args: Vec<&str> = ["import", "roster", text(&bad), "--as", "neiqin", "--format", "json"].into_iter().chain(command).collect();
        let outcome = world.run(&args).ends(1).json();
        let faults: Vec<(&str, &str)> =
            outcome["faults"].as_array().unwrap().iter().map(|f| (f["cell"].as_str().unwrap(), f["code"].as_str().unwrap())).collect();
        assert_eq!(
            faults,
            [
                ("B4", "unknown_person"),
                ("D5", "name_differs"),
                ("C6", "numbers_differ"),
                ("A7", "training.unknown_class"),
                ("E8", "bad_choice")
            ]
        );
        assert_eq!(outcome["added"], 0);
        assert!(!outcome.to_string().contains(&name(1)), "the registered name is not told");
        assert_eq!(world.size(), size, "nothing was written");
    }
    let back = nc_office::read(&std::fs::read(&errors).unwrap(), &roster_columns(false), ReadOptions::default()).unwrap();
    assert!(back.header.iter().any(|h| h.text.starts_with("Import errors")), "{:?}", back.header);

    let good = world.roster(
        "good.xlsx",
        &HEADINGS,
        &[
            &["2024-东胜-017", "100001", &first, &name(0), "出勤", "4"],
            &["2024-东胜-017", "100002", "", "", "病假", ""],
            &["2024-东胜-017", "", &third, &name(2), "", ""],
        ],
    );
    let import = |extra: &[&str]| {
        let args: Vec<&str> =
            ["import", "roster", text(&good), "--as", "neiqin", "--format", "json"].into_iter().chain(extra.iter().copied()).collect();
        world.run(&args).ends(0).json()
    };
    assert_eq!(import(&["--dry-run"])["added"], 3);
    assert_eq!(world.size(), size);
    assert_eq!(import(&[])["added"], 3);
    assert_eq!(world.size(), size + 3);
    let again = import(&[]);
    assert_eq!((&again["added"], &again["repeated"]), (&0.into(), &true.into()));
    assert_eq!(world.size(), size + 3);
    // The same rows in another order are another file, and still the same rows.
    let same = world.roster(
        "same.xlsx",
        &HEADINGS,
        &[
            &["2024-东胜-017", "", &third, &name(2), "", ""],
            &["2024-东胜-017", "100002", "", "", "病假", ""],
            &["2024-东胜-017", "100001", &first, &name(0), "出勤", "4"],
        ],
    );
    let outcome = world.run(&["import", "roster", text(&same), "--as", "neiqin", "--format", "json"]).ends(0).json();
    assert_eq!((&outcome["added"], &outcome["repeated"]), (&0.into(), &false.into()));
    assert_eq!(world.size(), size + 3);
    // A row that says something else than what is recorded is refused at its cell.
    let other = world.roster("other.xlsx", &HEADINGS, &[&["2024-东胜-017", "100001", "", "", "缺勤", ""]]);
    let outcome = world.run(&["import", "roster", text(&other), "--as", "neiqin", "--format", "json"]).ends(1).json();
    assert_eq!(outcome["faults"][0]["cell"].as_str().unwrap().get(1..), Some("3"), "{outcome}");
    assert_eq!(world.size(), size + 3);
}

#[test]
fn the_class_may_be_named_once_for_the_whole_file() {
    let world = World::staffed();
    world.class("2024-东胜-018");
    let file = world.roster("short.xlsx", &["警号", "姓名"], &[&["100001", ""], &["100002", ""]]);
    let outcome =
        world.run(&["import", "roster", text(&file), "--class", "2024-东胜-018", "--as", "neiqin", "--format", "json"]).ends(0).json();
    assert_eq!(outcome["added"], 2);
}

#[test]
fn a_study_roster_goes_into_its_run() {
    let world = World::staffed();
    let run = serde_json::json!({
        "serial": "150600-ZZLX-2024-001", "kind": "rotation", "title": "轮训", "starts_on": "2024-03-01", "ends_on": "2024-03-02",
        "organisers": ["/150600/01/"], "hours": { "full_days": 2 },
    });
    let planned = world.run(&["record", "study.plan_run", "--json", &run.to_string(), "--as", "neiqin", "--format", "json"]).ends(0).json();
    assert!(planned["receipt"]["facts"].as_u64().unwrap() >= 1);
    let file = world.roster(
        "study.xlsx",
        &["班次编号", "警号", "状态"],
        &[&["150600-ZZLX-2024-001", "100001", "出勤"], &["150600-ZZLX-2024-001", "100002", "早退"]],
    );
    let outcome = world.run(&["import", "roster", text(&file), "--into", "study", "--as", "neiqin", "--format", "json"]).ends(1).json();
    let codes: Vec<&str> = outcome["faults"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"no_early_leave"), "{codes:?}");
    assert!(codes.contains(&"study.not_open"), "the rules are asked about the other rows at once: {codes:?}");
}

#[test]
fn a_template_comes_back_empty() {
    let world = World::staffed();
    let path = world.path("template.xlsx");
    world.run(&["import", "template", "--lang", "zh", "-o", text(&path)]).ends(0);
    let outcome = world.run(&["import", "roster", text(&path), "--as", "neiqin", "--dry-run", "--format", "json"]).ends(1).json();
    assert_eq!(outcome["lines"], 0);
    assert!(outcome["notes"].to_string().contains("example_row"));
}
