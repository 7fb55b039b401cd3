//! Accounts and roles.

use crate::world::World;

#[test]
fn an_account_is_made_granted_revoked_and_closed() {
    let world = World::initialised();
    let made = world.run(&["user", "add", "neiqin", "--role", "内勤", "--unit", "东胜区公安分局", "--format", "json"]).ends(0).json();
    assert!(made["password"].as_str().unwrap().len() > 20);
    let roles = || {
        let list = world.run(&["user", "list", "--format", "json"]).ends(0).json();
        list.as_array().unwrap().iter().find(|a| a["login"] == "neiqin").unwrap()["roles"].clone()
    };
    assert_eq!(roles()[0]["unit"], "/150600/150602/");
    world.run(&["user", "grant", "neiqin", "--role", "leader", "--unit", "/150600/"]).ends(0);
    assert_eq!(roles().as_array().unwrap().len(), 2);
    world.run(&["user", "revoke", "neiqin", "--role", "recorder"]).ends(0);
    assert_eq!(roles()[0]["role"], "leader");
    world.run(&["user", "revoke", "neiqin", "--role", "recorder"]).ends(1);
    let token = world.run(&["user", "token", "neiqin", "--label", "大屏", "--format", "json"]).ends(0).json();
    assert!(token["token"].as_str().unwrap().starts_with("nct_"));
    world.run_with(&["user", "password", "neiqin", "--password-stdin"], Some("a long enough sentence\n")).ends(0);
    world.run_with(&["user", "password", "neiqin", "--password-stdin"], Some("short\n")).ends(2);
    world.run(&["user", "close", "neiqin"]).ends(0);
    let closed = world.run(&["figures", "--as", "neiqin"]).ends(1);
    assert!(closed.err.contains("closed"), "{}", closed.err);
}

#[test]
fn no_administrator_does_anothers_work() {
    let world = World::initialised();
    let refused = world.run(&["user", "add", "neiqin", "--as", "security"]).ends(1);
    assert!(refused.err.contains("access.not_allowed"), "{}", refused.err);
    world.run(&["user", "add", "neiqin"]).ends(0);
    world.run(&["user", "grant", "neiqin", "--role", "recorder", "--unit", "/150600/", "--as", "system"]).ends(1);
    world.run(&["figures", "--as", "system"]).ends(1);
    world.run(&["backup", "x.db", "--as", "audit"]).ends(1);
}

#[test]
fn the_acting_account_is_asked_for_only_where_it_is_not_plain() {
    let world = World::initialised();
    let nobody = world.run(&["figures"]).ends(1);
    assert!(nobody.err.contains("--as") && nobody.err.contains("user add"), "{}", nobody.err);
    world.run(&["user", "add", "one", "--role", "leader", "--unit", "/150600/150602/"]).ends(0);
    let own = world.run(&["figures", "training.runs", "--format", "json"]).ends(0).json();
    assert_eq!(own["figures"][0]["scope"], "/150600/150602/", "the unit of the only reader");
    world.run(&["user", "add", "two", "--role", "leader", "--unit", "/150600/"]).ends(0);
    let several = world.run(&["figures"]).ends(2);
    assert!(several.err.contains("--as") && several.err.contains("one") && several.err.contains("two"), "{}", several.err);
    let hidden = world.run(&["figures", "--as", "one", "--unit", "/150600/"]).ends(1);
    assert!(hidden.err.contains("access.not_allowed"), "{}", hidden.err);
}

#[test]
fn administrators_take_the_passwords_they_are_given() {
    let world = World::nothing();
    world.run_with(&["init", "--password-stdin"], Some("one\ntwo\nthree\n")).ends(2);
    assert!(!world.data().exists(), "nothing was made");
    let made = world.run_with(&["init", "--password-stdin", "--format", "json"], Some("first sentence\nsecond sentence\nthird sentence\n"));
    let made = made.ends(0).json();
    assert_eq!(made["accounts"].as_array().unwrap().len(), 3);
    assert!(made["accounts"].as_array().unwrap().iter().all(|a| a.get("password").is_none()));
}
