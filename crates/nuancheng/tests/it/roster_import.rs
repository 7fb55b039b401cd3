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

#[test]
fn a_recorder_of_one_unit_is_told_which_rows_name_a_class_that_is_not_theirs() {
    let world = World::staffed();
    world.run(&["user", "add", "dongsheng", "--role", "recorder", "--unit", "/150600/150602/"]).ends(0);
    world.class("2024-东胜-017");
    let other = serde_json::json!({
        "serial": "2024-达旗-001", "title": "别家班", "category": "drill", "starts_on": "2024-05-06",
        "organisers": ["/150600/150621/"], "credit_minutes": 240,
    });
    world.run(&["record", "training.plan_class", "--json", &other.to_string(), "--as", "zhengzhi"]).ends(0);
    let size = world.size();
    let file = world.roster(
        "mixed.xlsx",
        &HEADINGS,
        &[
            &["2024-东胜-017", "100001", "", "", "出勤", ""],
            &["2024-没有-099", "100002", "", "", "出勤", ""],
            &["2024-达旗-001", "100003", "", "", "出勤", ""],
            &["2024-没有-099", "100004", "", "", "出勤", ""],
        ],
    );
    for extra in [&["--dry-run"][..], &[]] {
        let args = [&["import", "roster", text(&file), "--as", "dongsheng", "--format", "json"][..], extra].concat();
        let outcome = world.run(&args).ends(1).json();
        let faults = outcome["faults"].as_array().unwrap();
        let cells: Vec<_> = faults.iter().map(|f| (f["cell"].as_str().unwrap(), f["code"].as_str().unwrap())).collect();
        // Whether a class does not exist or is another unit's is not theirs to know.
        assert_eq!(cells, [("A4", "unknown_class"), ("A5", "unknown_class"), ("A6", "unknown_class")]);
        assert_eq!(faults[0]["zh"], faults[1]["zh"]);
        assert_eq!(world.size(), size);
    }
}

#[test]
fn things_are_named_by_serial_and_people_by_number() {
    let world = World::staffed();
    world.class("K-1");
    let mark = r#"{"class":"serial:K-1","method":"roster","roster":[{"person":"number:100001"},{"person":"number:100002"}]}"#;
    world.run(&["record", "training.mark_attendance", "--json", mark, "--as", "neiqin"]).ends(0);
    world.run(&["record", "training.close_class", "--json", r#"{"class":"serial:K-1"}"#, "--as", "neiqin"]).ends(0);
    assert_eq!(world.figure("training.attendances"), 2);
    let twice = world.run(&["record", "training.close_class", "--json", r#"{"class":"serial:K-1"}"#, "--as", "neiqin"]).ends(1);
    assert!(twice.err.contains("training.closed_twice"), "{}", twice.err);
    let unknown = mark.replace("number:100002", "number:999999");
    let refused = world.run(&["record", "training.mark_attendance", "--json", &unknown, "--as", "neiqin"]).ends(1);
    assert!(refused.err.contains("roster[1].person") && !refused.err.contains("999999"), "{}", refused.err);
    world.run(&["record", "training.close_class", "--json", r#"{"class":"serial:K-1","title":"serial:x"}"#]).ends(2);
}
