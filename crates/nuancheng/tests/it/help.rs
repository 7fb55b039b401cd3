//! Help, completions, and exit codes that are written down.

use crate::world::run;

const COMMANDS: &[&[&str]] = &[
    &["init"],
    &["demo"],
    &["serve"],
    &["record"],
    &["record", "training"],
    &["record", "study"],
    &["import"],
    &["import", "roster"],
    &["import", "template"],
    &["figures"],
    &["rows"],
    &["prove"],
    &["verify"],
    &["rebuild"],
    &["erase"],
    &["backup"],
    &["restore"],
    &["user"],
    &["user", "add"],
    &["user", "list"],
    &["user", "close"],
    &["user", "password"],
    &["user", "token"],
    &["user", "grant"],
    &["user", "revoke"],
    &["doctor"],
    &["completions"],
];

#[test]
fn every_command_has_help_with_an_example() {
    for command in COMMANDS {
        let args: Vec<&str> = command.iter().copied().chain(["--help"]).collect();
        let help = run(&args).ends(0).out;
        let example = format!("nuancheng {}", command.join(" "));
        assert!(help.contains("示例 / Example") && help.contains(&example), "{command:?} has no example:\n{help}");
        assert!(help.contains("--data"), "{command:?} takes no --data");
        assert!(help.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{command:?} has no Chinese");
    }
    let help = run(&["--help"]).ends(0).out;
    for part in ["Exit codes", "  0 ", "  1 ", "  2 ", "  3 "] {
        assert!(help.contains(part), "{part}");
    }
}

#[test]
fn every_shell_gets_completions() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&["completions", shell]).ends(0).out;
        assert!(script.contains("nuancheng") && script.contains("figures"), "{shell}");
    }
}

#[test]
fn usage_ends_with_2() {
    run(&["nothing-of-the-kind"]).ends(2);
    run(&["figures", "--as-known-on", "yesterday"]).ends(2);
    run(&["record", "--list", "--format", "xlsx"]).ends(2);
    let commands = run(&["record", "--list", "--format", "json"]).ends(0).json();
    assert!(commands.as_array().unwrap().iter().any(|c| c == "training.record_held"));
}
