//! No disk, clock, environment or ambient randomness where facts are decided.

use super::files::File;
use super::finding::Finding;
use super::house::House;
use super::rust_source::{self, Token};

const ENVIRONMENT: [&[&str]; 1] = [&["std", ":", ":", "env"]];

const IMPURE: [&[&str]; 12] = [
    &["std", ":", ":", "fs"],
    &["std", ":", ":", "net"],
    &["std", ":", ":", "process"],
    &["std", ":", ":", "thread"],
    &["SystemTime", ":", ":", "now"],
    &["Instant", ":", ":", "now"],
    &["Timestamp", ":", ":", "now"],
    &["Zoned", ":", ":", "now"],
    &["thread_rng", "("],
    &["rand", ":", ":", "rng"],
    &["rand", ":", ":", "random"],
    &["getrandom", ":", ":"],
];

/// Checks the crates' code; their tests may read files.
pub fn check(files: &[File], house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is_rust() && !file.is_test_code()) {
        let Some(folder) = file.crate_folder() else {
            continue;
        };
        let package = package(folder);
        let tokens = rust_source::tokens(&file.text);
        if house.layers.pure.contains(&package) {
            findings.extend(uses(file, &tokens, &IMPURE, "a pure crate takes this as a parameter"));
        }
        // A build script is told by cargo, through the environment alone.
        let is_build_script = file.path.ends_with("build.rs") && file.path.components().count() == 3;
        if !house.layers.environment.contains(&package) && !is_build_script {
            findings.extend(uses(file, &tokens, &ENVIRONMENT, "only the binaries read the environment"));
        }
    }
    findings
}

/// A folder's package: the product and this tool bear their own name, the others a prefix.
fn package(folder: &str) -> String {
    match folder {
        "nuancheng" | "xtask" => folder.to_owned(),
        other => format!("nc-{other}"),
    }
}

fn uses(file: &File, tokens: &[Token], paths: &[&[&str]], why: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.test {
            continue;
        }
        for path in paths {
            if rust_source::follows(tokens, at, path) || grouped(tokens, at, path) {
                findings.push(Finding::at(&file.path, token.line, format!("{}: {why}", path.concat())));
            }
        }
    }
    findings
}

/// `use std::{env, fs}`: the same path, written as a group.
fn grouped(tokens: &[Token], at: usize, path: &[&str]) -> bool {
    let Some((last, head)) = path.split_last() else {
        return false;
    };
    if head.first() != Some(&"std") || !rust_source::follows(tokens, at, head) {
        return false;
    }
    let open = at + head.len();
    if !tokens.get(open).is_some_and(|token| token.is_mark("{")) {
        return false;
    }
    let end = rust_source::after_closing(tokens, open);
    (open + 1..end).any(|place| {
        tokens.get(place).is_some_and(|token| token.is_word(last))
            && tokens.get(place - 1).is_some_and(|token| token.is_mark("{") || token.is_mark(","))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        check(&[File::sample(path, text)], &House::of_this_repository()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn impure_code_is_found() {
        for text in [
            "fn a() { std::fs::read(\"x\"); }",
            "use std::{fmt, fs};",
            "use std::{env};",
            "let now = SystemTime::now();",
            "let now = jiff::Timestamp::now();",
            "rand::rng()",
            "std::env::var(\"X\")",
        ] {
            assert_eq!(found("crates/kernel/src/a.rs", text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_build_script_is_told_by_cargo() {
        assert!(found("crates/web/build.rs", "std::env::var(\"OUT_DIR\")").is_empty());
        assert_eq!(found("crates/web/src/build.rs", "std::env::var(\"OUT_DIR\")").len(), 1);
    }

    #[test]
    fn comments_strings_and_tests_may_name_it() {
        for text in [
            "// std::fs",
            "const A: &str = \"std::fs\";",
            "#[cfg(test)] mod tests { fn a() { std::fs::read(\"x\"); } }",
            "use std::{fmt, collections::BTreeMap};",
        ] {
            assert_eq!(found("crates/kernel/src/a.rs", text), Vec::<String>::new(), "{text}");
        }
        let text = "std::fs::read(\"x\")";
        assert_eq!(found("crates/kernel/src/a/tests.rs", text).len(), 0);
    }

    #[test]
    fn impure_crates_may_read_files_but_not_the_environment() {
        assert_eq!(found("crates/store/src/a.rs", "std::fs::read(\"x\")").len(), 0);
        assert_eq!(found("crates/store/src/a.rs", "std::env::var(\"x\")").len(), 1);
        assert_eq!(found("crates/nuancheng/src/a.rs", "std::env::var(\"x\")").len(), 0);
    }
}
