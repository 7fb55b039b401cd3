//! Every file of the repository, and what holds for all of them.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::finding::Finding;
use super::house::House;
use crate::workspace::Workspace;

/// A text file.
pub struct File {
    /// Relative to the repository.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

impl File {
    /// For tests: a file that exists only here.
    #[cfg(test)]
    pub fn sample(path: &str, text: &str) -> Self {
        Self { path: path.into(), text: text.to_owned() }
    }

    /// Whether it is Rust.
    pub fn is_rust(&self) -> bool {
        self.path.extension().is_some_and(|ending| ending == "rs")
    }

    /// The folder name under `crates/` (or `xtask`) it belongs to.
    pub fn crate_folder(&self) -> Option<&str> {
        let mut parts = self.path.iter();
        match parts.next()?.to_str()? {
            "crates" => parts.next()?.to_str(),
            "xtask" => Some("xtask"),
            _ => None,
        }
    }

    /// Whether all of it is test code.
    pub fn is_test_code(&self) -> bool {
        let inside_crate: PathBuf = match self.path.strip_prefix("crates") {
            Ok(rest) => rest.iter().skip(1).collect(),
            Err(_) => self.path.iter().skip(1).collect(),
        };
        inside_crate.starts_with("tests")
            || inside_crate.starts_with("benches")
            || inside_crate.iter().any(|part| part == "tests.rs" || part == "tests")
    }
}

/// Reads every text file.
pub fn read(workspace: &Workspace) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for path in workspace.files()? {
        if let Some(text) = workspace.text(&path)? {
            files.push(File { path, text });
        }
    }
    Ok(files)
}

/// Checks size, name and words.
pub fn check(files: &[File], house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        if file.crate_folder().is_some() && file.is_rust() {
            findings.extend(too_long(file, house));
            findings.extend(nameless(&file.path));
            findings.extend(unfinished(file));
        }
        findings.extend(foreign(file, house));
    }
    for path in house.files.longer.keys() {
        let still_long = files.iter().any(|file| file.path == Path::new(path) && file.text.lines().count() > house.files.most_lines);
        if !still_long {
            findings.push(Finding::about(path, "is excepted from the length rule without need"));
        }
    }
    findings
}

fn too_long(file: &File, house: &House) -> Option<Finding> {
    let lines = file.text.lines().count();
    let excepted = house.files.longer.iter().any(|(path, reason)| Path::new(path) == file.path && !reason.trim().is_empty());
    (lines > house.files.most_lines && !excepted)
        .then(|| Finding::about(&file.path, format!("has {lines} lines; the most is {}", house.files.most_lines)))
}

/// A name that says nothing collects what nobody placed.
fn nameless(path: &Path) -> Option<Finding> {
    const NAMES: [&str; 8] = ["util", "utils", "helper", "helpers", "common", "manager", "misc", "stuff"];
    let bad = path.with_extension("").iter().any(|part| NAMES.iter().any(|name| part == *name));
    bad.then(|| Finding::about(path, "its name does not say what it holds"))
}

fn unfinished(file: &File) -> Vec<Finding> {
    // Put together here so that this file does not find itself.
    let words = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("to", "do!("), concat!("unimple", "mented!(")];
    file.text
        .lines()
        .enumerate()
        .filter_map(|(index, line)| {
            let word = words.iter().find(|word| line.contains(*word))?;
            Some(Finding::at(&file.path, index + 1, format!("{word}: finish it, or leave it out")))
        })
        .collect()
}

fn foreign(file: &File, house: &House) -> Vec<Finding> {
    if house.text.exempt.iter().any(|path| Path::new(path) == file.path) {
        return Vec::new();
    }
    file.text
        .lines()
        .enumerate()
        .flat_map(|(index, line)| {
            house
                .text
                .forbidden
                .iter()
                .filter(|word| line.contains(word.as_str()))
                .map(move |word| Finding::at(&file.path, index + 1, format!("names {word}: a machine's path or a package host")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&[File::sample(path, text)], &House::of_this_repository()).len()
    }

    #[test]
    fn ordinary_files_pass() {
        assert_eq!(found("crates/kernel/src/period.rs", "//! Periods.\n"), 0);
        assert_eq!(found("docs/long.md", &"line\n".repeat(5000)), 0);
        assert_eq!(found("crates/kernel/src/period.rs", &"//\n".repeat(600)), 0);
    }

    #[test]
    fn each_fault_is_found() {
        assert_eq!(found("crates/kernel/src/period.rs", &"//\n".repeat(601)), 1);
        assert_eq!(found("crates/kernel/src/utils.rs", ""), 1);
        assert_eq!(found("crates/kernel/src/common/mod.rs", ""), 1);
        assert_eq!(found("crates/kernel/src/a.rs", concat!("// TO", "DO later")), 1);
        assert_eq!(found("docs/a.md", concat!("see /work", "/main/x")), 1);
        assert_eq!(found("e2e/package-lock.json", concat!("https://registry.npm", "js.org/x")), 1);
    }

    #[test]
    fn an_exception_needs_a_reason_and_a_need() {
        let mut house = House::of_this_repository();
        let long = "//\n".repeat(700);
        house.files.longer.insert("crates/a/src/b.rs".to_owned(), "one table".to_owned());
        assert_eq!(check(&[File::sample("crates/a/src/b.rs", &long)], &house).len(), 0);
        assert_eq!(check(&[File::sample("crates/a/src/b.rs", "")], &house).len(), 1);
        house.files.longer.insert("crates/a/src/b.rs".to_owned(), " ".to_owned());
        assert_eq!(check(&[File::sample("crates/a/src/b.rs", &long)], &house).len(), 1);
    }

    #[test]
    fn knows_test_code() {
        for path in ["crates/a/src/b/tests.rs", "crates/a/tests/it/main.rs", "xtask/tests/a.rs"] {
            assert!(File::sample(path, "").is_test_code(), "{path}");
        }
        for path in ["crates/testkit/src/lib.rs", "crates/tests_of/src/lib.rs"] {
            assert!(!File::sample(path, "").is_test_code(), "{path}");
        }
    }
}
