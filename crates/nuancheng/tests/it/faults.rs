//! Bad input: what is said, where, what to do, the exit code, and that nothing was written.

use crate::world::{World, text};

struct Case {
    what: &'static str,
    args: Vec<String>,
    code: i32,
    says: &'static [&'static str],
}

fn case(what: &'static str, args: &[&str], code: i32, says: &'static [&'static str]) -> Case {
    Case { what, args: args.iter().map(|a| (*a).to_owned()).collect(), code, says }
}

#[test]
fn bad_input_is_named_with_place_and_remedy_and_writes_nothing() {
    let world = World::staffed();
    world.class("2024-东胜-020");
    let file = world.roster("one.xlsx", &["警号", "状态"], &[&["100001", "出勤"]]);
    world.run(&["import", "roster", text(&file), "--class", "2024-东胜-020", "--as", "neiqin"]).ends(0);
    let class = world.run(&["rows", "training.runs", "--as", "neiqin", "--format", "json"]).ends(0).json();
    assert_eq!(class["rows"].as_array().unwrap().len(), 0, "not closed yet");
    let class = nc_capability::training::ClassId::of_serial("2024-东胜-020");
    let close = serde_json::json!({ "class": class }).to_string();
    world.run(&["record", "training.close_class", "--json", &close, "--as", "neiqin"]).ends(0);
    let size = world.size();

    let garbage = world.write("garbage.xlsx", &[0x50, 0x4b, 0x03, 0x04, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    let csv = world.write("无表头.csv", "a,b\n1,2\n".as_bytes());
    let old = world.write("web.xls", b"<html><table></table></html>");
    let cases = [
        case(
            "unknown person",
            &[
                "record",
                "training",
                "--title",
                "x",
                "--on",
                "2024-03-01",
                "--unit",
                "/150600/150602/",
                "--roster",
                "100001,999999",
                "--as",
                "neiqin",
            ],
            1,
            &["[2]", "check the number", "cli.unknown_person"],
        ),
        case(
            "class closed twice",
            &["record", "training.close_class", "--json", &close, "--as", "neiqin"],
            1,
            &["closed already", "training.closed_twice"],
        ),
        case("garbage xlsx", &["import", "roster", text(&garbage), "--as", "neiqin"], 2, &["garbage.xlsx", "upload"]),
        case("no header", &["import", "roster", text(&csv), "--as", "neiqin"], 2, &["header"]),
        case("a web page named xls", &["import", "roster", text(&old), "--as", "neiqin"], 2, &["web.xls", ".xlsx"]),
        case("no such file", &["import", "roster", "none.xlsx", "--as", "neiqin"], 2, &["none.xlsx", "check"]),
        case(
            "a field is missing",
            &["record", "training.close_class", "--json", "{}", "--as", "neiqin"],
            2,
            &["training.close_class", "class"],
        ),
        case(
            "a field of the wrong kind",
            &["record", "training.close_class", "--json", r#"{"class":7}"#, "--as", "neiqin"],
            2,
            &["training.close_class"],
        ),
        case("no JSON", &["record", "training.close_class", "--json", "{", "--as", "neiqin"], 2, &["--json"]),
        case("no such command", &["record", "training.closeclass", "--json", "{}"], 2, &["record --list"]),
        case("no such unit", &["figures", "--unit", "/150600/999/", "--as", "zhengzhi"], 2, &["--unit", "check"]),
        case("no such figure", &["rows", "training.nothing", "--as", "zhengzhi"], 2, &["training.nothing"]),
        case("no such period", &["figures", "--period", "近年来", "--as", "zhengzhi"], 2, &["--period"]),
        case("no such account", &["figures", "--as", "nobody"], 2, &["--as", "user list"]),
        case("a login that is taken", &["user", "add", "neiqin"], 1, &["taken"]),
        case(
            "a training day to come",
            &[
                "record",
                "training",
                "--title",
                "x",
                "--on",
                "2999-03-01",
                "--unit",
                "/150600/150602/",
                "--roster",
                "100001",
                "--as",
                "neiqin",
            ],
            1,
            &["held_on"],
        ),
        case("a database of another kind", &["figures", "--database", "mysql://x"], 2, &["--database", "postgres://"]),
        case("another bureau", &["figures", "--bureau", "150100"], 2, &["--bureau", "150600"]),
        case("a person to erase who is unknown", &["erase", "999999", "--basis", "x", "--yes"], 1, &["check the number"]),
    ];
    for case in cases {
        let args: Vec<&str> = case.args.iter().map(String::as_str).collect();
        let ran = world.run(&args);
        assert_eq!(ran.code, case.code, "{}: {}{}", case.what, ran.out, ran.err);
        for part in case.says {
            assert!(ran.err.contains(part), "{}: does not say {part}: {}", case.what, ran.err);
        }
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        let in_json: Vec<&str> = args.iter().copied().chain(["--format", "json"]).collect();
        let told: serde_json::Value = serde_json::from_str(&world.run(&in_json).err).unwrap_or_else(|e| panic!("{}: {e}", case.what));
        assert_eq!(told["error"]["exit"], case.code, "{}", case.what);
        assert!(told["error"]["reasons"][0]["zh"].as_str().is_some_and(|zh| !zh.is_empty()), "{}", case.what);
    }
    assert_eq!(world.size(), size, "nothing of all this was written");
}

#[test]
fn a_missing_key_is_a_clear_fault_and_no_new_key_is_made() {
    let world = World::staffed();
    let seed = world.data().join("keys").join("ledger.seed");
    let kept = std::fs::read(&seed).unwrap();
    std::fs::remove_file(&seed).unwrap();
    for command in [vec!["figures", "--as", "zhengzhi"], vec!["init"], vec!["rebuild", "--check"]] {
        let ran = world.run(&command).ends(3);
        assert!(ran.err.contains("ledger.seed") && ran.err.contains("restore"), "{command:?}: {}", ran.err);
    }
    let sick = world.run(&["doctor", "--format", "json"]).ends(1).json();
    assert_eq!(sick["healthy"], false);
    std::fs::remove_file(world.data().join("keys").join("personal.key")).unwrap();
    world.run(&["init"]).ends(3);
    assert!(!seed.exists(), "no key is made for a ledger that exists");

    let stranger = World::initialised();
    std::fs::copy(stranger.data().join("keys/ledger.seed"), &seed).unwrap();
    std::fs::copy(stranger.data().join("keys/personal.key"), world.data().join("keys/personal.key")).unwrap();
    let wrong = world.run(&["figures", "--as", "zhengzhi"]).ends(3);
    assert!(wrong.err.contains("another key"), "{}", wrong.err);
    std::fs::write(&seed, kept).unwrap();
    world.run(&["verify"]).ends(0);
}

#[test]
fn nothing_there_is_said_plainly() {
    let world = World::nothing();
    for command in [vec!["figures"], vec!["verify"], vec!["record", "training.set_stock", "--json", "{}"]] {
        let ran = world.run(&command).ends(2);
        assert!(ran.err.contains("nuancheng init"), "{command:?}: {}", ran.err);
        assert!(!world.data().exists(), "{command:?} made something");
    }
    let sick = world.run(&["doctor"]).ends(1);
    assert!(sick.out.contains("nuancheng init"), "{}", sick.out);
    world.run(&["init", "--bureau", "150100"]).ends(2);
}
