//! Certificates on the command line: handed out as files that hold offline, looked up by their number, and printed.

use serde_json::{Value, json};

use crate::world::{World, name, run, text};

/// A class of last year that two people completed, and their certificates.
fn issued(world: &World) {
    let people = [8_000, 9_000, 5_000].into_iter().enumerate();
    let people: Vec<Value> = people.map(|(n, score)| json!({"person": format!("number:{}", 100_001 + n), "score": score})).collect();
    let held = json!({"serial": "K-9", "title": "警务实战训练", "category": "drill", "held_on": "2024-05-06", "organisers": ["/150600/150602/"],
        "roster": people, "credit_minutes": 240, "pass_line": 6_000});
    world.run(&["record", "training.record_held", "--json", &held.to_string(), "--as", "neiqin"]).ends(0);
    let series = nc_capability::certificate::SeriesId::of(&nc_kernel::UnitPath::parse("/150600/150602/").unwrap(), 2024);
    let issue = json!({"class": "serial:K-9", "series": series, "people": ["number:100001", "number:100002"], "authority": "分局训练处"});
    world.run(&["record", "certificate.issue", "--json", &issue.to_string(), "--as", "neiqin"]).ends(0);
}

fn export(world: &World, folder: &str) -> Vec<String> {
    let folder = world.path(folder);
    let args = ["certificate", "export", "--class", "K-9", "-o", text(&folder), "--as", "zhengzhi", "--format", "json"];
    let written = world.run(&args).ends(0).json();
    written["files"].as_array().unwrap().iter().map(|file| file.as_str().unwrap().to_owned()).collect()
}

/// Makes the first person's certificate void, or gives another number in its place.
fn change(world: &World, command: &str) {
    let unit = nc_kernel::UnitPath::parse("/150600/150602/").unwrap();
    let class = nc_capability::training::ClassId::of_serial("K-9");
    let rows = world.run(&["rows", "training.attendances", "--as", "zhengzhi", "--format", "json"]).ends(0).json();
    // Marks stand in the order of the roster, of which the first is meant.
    let row = rows["rows"].as_array().unwrap().iter().min_by_key(|row| row["seq"].as_u64()).unwrap_or_else(|| panic!("{rows}"));
    let person: nc_kernel::PersonId = row["person"].as_str().unwrap().parse().unwrap();
    let certificate = nc_capability::certificate::CertificateId::of(class, person);
    let mut input = json!({"certificate": certificate, "reason": "污损", "authority": "训练处"});
    if command == "certificate.reissue" {
        input["series"] = json!(nc_capability::certificate::SeriesId::of(&unit, 2024));
    }
    world.run(&["record", command, "--json", &input.to_string(), "--as", "zhengzhi"]).ends(0);
}

#[test]
fn a_certificate_file_holds_offline_and_neither_another_text_nor_another_name_does() {
    let world = World::staffed();
    issued(&world);
    let files = export(&world, "papers");
    assert_eq!(files.len(), 2, "who failed has none");
    let key = std::fs::read_to_string(world.data().join("verifier.key")).unwrap();
    // Without any data folder, as somebody outside verifies it.
    let verify = |file: &str| run(&["certificate", "verify", file, "--key", key.trim(), "--format", "json"]);
    let good = verify(&files[0]).ends(0).json();
    assert_eq!((&good["number"], &good["title"], &good["name"]), (&json!("2024-150602-00001"), &json!("警务实战训练"), &json!(name(0))));
    let file = std::fs::read_to_string(&files[0]).unwrap();
    let put = |what: &str, text: &str| world.write(what, text.as_bytes());
    let more = put("more.txt", &file.replace("minutes 240", "minutes 480"));
    assert!(verify(text(&more)).ends(1).err.contains("does not hold"));
    let other = put("other.txt", &file.replace(&name(0), &name(1)));
    assert!(verify(text(&other)).ends(1).err.contains("name"), "signed for another");
    let bare = put("bare.txt", &nc_capability::certificate::content::split(&file).0);
    let bare = verify(text(&bare)).ends(0).json();
    assert!(bare.get("name").is_none(), "{bare}");
    assert_eq!(run(&["certificate", "verify", &files[0], "--key", "ledger.example/1+00000000+AAAA"]).code, 1, "another bureau's key");
}

#[test]
fn a_badge_holds_offline_until_it_expires_or_its_number_is_revoked_and_each_no_says_why() {
    let world = World::staffed();
    issued(&world);
    let folder = world.path("badges");
    let export = || {
        let args = ["certificate", "export", "--badges", "--class", "K-9", "-o", text(&folder), "--as", "zhengzhi", "--format", "json"];
        world.run(&args).ends(0).json()
    };
    let written = export();
    let (badges, lists) = (written["files"].as_array().unwrap(), written["lists"].as_array().unwrap());
    assert_eq!((badges.len(), lists.len()), (2, 1));
    let (badge, list) = (badges[0].as_str().unwrap().to_owned(), lists[0].as_str().unwrap().to_owned());
    assert!(list.ends_with("status-2024-150602.jwt"), "{list}");
    let key = std::fs::read_to_string(world.data().join("verifier.key")).unwrap();
    // Without any data folder, as somebody outside verifies it.
    let verify =
        |file: &str, more: &[&str]| run(&[&["certificate", "verify", file, "--key", key.trim(), "--format", "json"], more].concat());
    let good = verify(&badge, &["--status", &list, "--name", &name(0)]).ends(0).json();
    assert_eq!((&good["number"], &good["hours"], &good["name_fits"]), (&json!("2024-150602-00001"), &json!("4"), &json!(true)));
    assert!(good["not_revoked_by_list_until"].is_string(), "{good}");
    let bare = verify(&badge, &[]).ends(0).json();
    assert!(bare.get("not_revoked_by_list_until").is_none(), "nobody says what was not looked up: {bare}");

    let no = |file: &str, more: &[&str], why: &str| {
        let said = verify(file, more).ends(1);
        assert!(said.err.contains(why), "{why}: {}", said.err);
    };
    no(&badge, &["--name", &name(1)], "not of a person of this name");
    no(&badge, &["--on", "2023-12-31"], "is good from");
    no(&badge, &["--on", "2099-01-01"], "expired on");
    no(&list, &[], "no token of this kind");
    no(&badge, &["--status", &badge], "no token of this kind");
    let token = std::fs::read_to_string(&badge).unwrap();
    let middle = token.len() / 2;
    let sign = if token.as_bytes()[middle] == b'A' { "B" } else { "A" };
    let altered = world.write("altered.jwt", format!("{}{sign}{}", &token[..middle], &token[middle + 1..]).as_bytes());
    no(text(&altered), &[], "it was altered");
    let strange = World::staffed();
    let strange = std::fs::read_to_string(strange.data().join("verifier.key")).unwrap();
    let other = run(&["certificate", "verify", &badge, "--key", strange.trim()]).ends(1);
    assert!(other.err.contains("another key"), "{}", other.err);

    change(&world, "certificate.reissue");
    export();
    no(&badge, &["--status", &list], "the status list has its number revoked");
    let next = badge.replace("00001", "00003");
    assert_eq!(verify(&next, &["--status", &list]).ends(0).json()["number"], "2024-150602-00003");
    assert_eq!(verify(&badge, &[]).code, 0, "without a list only the dates and the signature are known");
    let file = world.write("paper.txt", b"nuancheng certificate v1\n");
    assert_eq!(verify(text(&file), &["--name", &name(0)]).code, 2, "only a badge is asked for a name");
}

#[test]
fn a_void_or_reissued_certificate_is_told_by_its_number_and_handed_out_no_more() {
    let world = World::staffed();
    issued(&world);
    let code = |file: &str| {
        let text = std::fs::read_to_string(file).unwrap();
        text.lines().find_map(|line| line.strip_prefix("code ")).unwrap().to_owned()
    };
    let first = export(&world, "before");
    let (one, two) = (code(&first[0]), code(&first[1]));
    let check = |number: &str, code: &str| world.run(&["certificate", "check", number, code, "--format", "json"]);
    assert_eq!(check("2024-150602-00001", &one).ends(0).json()["state"], "valid");
    assert!(check("2024-150602-00001", &two).ends(1).err.contains("no such certificate"), "another's code");

    change(&world, "certificate.reissue");
    let after = export(&world, "after");
    assert_eq!(
        after.iter().map(|file| file.rsplit('/').next().unwrap()).collect::<Vec<_>>(),
        ["2024-150602-00002.txt", "2024-150602-00003.txt"]
    );
    let void = check("2024-150602-00001", &one).ends(1).json();
    assert_eq!((&void["state"], &void["replaced_by"]), (&json!("void"), &json!("2024-150602-00003")));
    let next = check("2024-150602-00003", &code(&after[1])).ends(0).json();
    assert_eq!((&next["state"], &next["replaces"]), (&json!("valid"), &json!("2024-150602-00001")));
    // The signature of the void one holds for ever: only the ledger knows that it is void.
    assert_eq!(world.run(&["certificate", "verify", &first[0]]).code, 0);
    change(&world, "certificate.void");
    assert_eq!(check("2024-150602-00003", &code(&after[1])).ends(1).json()["state"], "void");
    assert_eq!(export(&world, "last").len(), 1);
}

#[test]
fn certificates_are_printed_as_pdf_or_it_is_said_how_to_get_them_and_only_by_who_may_read_people() {
    let world = World::staffed();
    issued(&world);
    let file = world.path("certificates.pdf");
    let print = ["certificate", "print", "--class", "K-9", "-o", text(&file), "--address", "https://nuancheng.example/certificates/verify"];
    let printed = world.run(&[&print[..], &["--as", "zhengzhi", "--format", "json"]].concat());
    if cfg!(feature = "pdf") {
        assert_eq!(printed.ends(0).json()["numbers"], json!(["2024-150602-00001", "2024-150602-00002"]));
        assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-"));
    } else {
        let said = printed.ends(2);
        assert!(said.err.contains("Save as PDF") && said.err.contains("--features pdf"), "{}", said.err);
        assert!(!file.exists());
    }
    world.run(&["user", "add", "outsider", "--role", "officer", "--unit", "/150600/"]).ends(0);
    assert_eq!(world.run(&[&print[..], &["--as", "outsider"]].concat()).code, 1);
    assert_eq!(world.run(&["certificate", "export", "--class", "K-8", "-o", "x", "--as", "zhengzhi"]).code, 1, "no such class");
}
