//! Every requirement in scope has a test that bears its name.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::files::File;
use super::finding::Finding;
use super::rust_source::{self, Kind};
use crate::workspace::Workspace;

const LIST: &str = "xtask/data/requirements.toml";

/// The requirements in scope.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirements {
    requirement: Vec<Requirement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Requirement {
    /// What the test's name begins with.
    id: String,
    /// In short, for whoever reads a finding.
    says: String,
    /// Folders of the crates, one of which holds the test.
    tested_in: Vec<String>,
    /// Why there is no test yet.
    waived: Option<String>,
}

impl Requirements {
    /// Reads the list.
    pub fn read(workspace: &Workspace) -> Result<Self> {
        let text = std::fs::read_to_string(workspace.root().join(LIST)).context("reading the requirements")?;
        toml::from_str(&text).context("understanding the requirements")
    }
}

/// Checks that each has its test, or a reason.
pub fn check(files: &[File], requirements: &Requirements) -> Vec<Finding> {
    let tests = tests(files);
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for requirement in &requirements.requirement {
        let Requirement { id, says, .. } = requirement;
        if !seen.insert(id) {
            findings.push(Finding::about(LIST, format!("{id} is listed twice")));
        }
        let prefix = format!("{id}_");
        let tested = tests.iter().any(|(folder, name)| requirement.tested_in.contains(folder) && name.starts_with(&prefix));
        let waived = requirement.waived.as_deref().is_some_and(|reason| !reason.trim().is_empty());
        if tested && requirement.waived.is_some() {
            findings.push(Finding::about(LIST, format!("{id} has a test and is still waived")));
        } else if !tested && !waived {
            findings
                .push(Finding::about(LIST, format!("{id} ({says}) needs a test fn {prefix}… in {}", requirement.tested_in.join(" or "))));
        }
    }
    findings
}

/// Crate folder and name of every function in test code, and of every test in the browser.
fn tests(files: &[File]) -> BTreeSet<(String, String)> {
    let mut names = browser_tests(files);
    for file in files.iter().filter(|file| file.is_rust()) {
        let Some(folder) = file.crate_folder() else {
            continue;
        };
        let whole = file.is_test_code();
        let tokens = rust_source::tokens(&file.text);
        for pair in tokens.windows(2) {
            if let [keyword, name] = pair
                && keyword.is_word("fn")
                && name.kind == Kind::Word
                && (whole || keyword.test)
            {
                names.insert((folder.to_owned(), name.text.clone()));
            }
        }
    }
    names
}

/// `it("i4_every_number…", …)` in the folder `e2e`; one that is skipped is none.
fn browser_tests(files: &[File]) -> BTreeSet<(String, String)> {
    let scripts = files.iter().filter(|file| file.path.starts_with("e2e") && file.path.extension().is_some_and(|ending| ending == "mjs"));
    let calls = scripts.flat_map(|file| file.text.lines()).filter(|line| !line.contains("skip"));
    calls
        .filter_map(|line| {
            line.trim_start().strip_prefix("it(")?.strip_prefix(['"', '`'])?.split(|c: char| !c.is_alphanumeric() && c != '_').next()
        })
        .map(|name| ("e2e".to_owned(), name.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(list: &str, files: &[File]) -> usize {
        let requirements = toml::from_str(list).expect("a list");
        check(files, &requirements).len()
    }

    const A4: &str = "[[requirement]]\nid = \"a4\"\nsays = \"x\"\ntested_in = [\"organisation\", \"store\"]\n";

    #[test]
    fn a_test_of_that_name_fulfils_it() {
        for file in [
            File::sample("crates/organisation/src/study/tests.rs", "#[test] fn a4_closed_only() {}"),
            File::sample("crates/store/tests/it/study.rs", "dual_db! { async fn a4_x(db: TestDatabase) {} }"),
            File::sample("crates/store/src/a.rs", "#[cfg(test)] mod tests { #[test] fn a4_x() {} }"),
        ] {
            assert_eq!(found(A4, &[file]), 0);
        }
    }

    #[test]
    fn a_test_in_the_browser_counts_unless_it_is_skipped() {
        let list = A4.replace("\"store\"", "\"e2e\"");
        assert_eq!(found(&list, &[File::sample("e2e/rules.mjs", "  it(\"a4_closed_only\", limit, () => {")]), 0);
        assert_eq!(found(&list, &[File::sample("e2e/rules.mjs", "  it(`a4_closed of ${x}`, limit, () => {")]), 0);
        assert_eq!(found(&list, &[File::sample("e2e/rules.mjs", "  it(\"a4_closed\", { skip: true }, () => {")]), 1);
        assert_eq!(found(&list, &[File::sample("e2e/rules.mjs", "  // a4_closed")]), 1);
    }

    #[test]
    fn anything_else_does_not() {
        for file in [
            File::sample("crates/organisation/src/study/decide.rs", "fn a4_closed_only() {}"),
            File::sample("crates/organisation/src/study/tests.rs", "#[test] fn a40_x() {} // fn a4_x"),
            File::sample("crates/web/tests/it/main.rs", "#[test] fn a4_x() {}"),
        ] {
            assert_eq!(found(A4, &[file]), 1);
        }
    }

    #[test]
    fn a_waiver_needs_a_reason_and_ends_with_the_test() {
        assert_eq!(found(&format!("{A4}waived = \"later\"\n"), &[]), 0);
        assert_eq!(found(&format!("{A4}waived = \" \"\n"), &[]), 1);
        let test = File::sample("crates/store/tests/it/a.rs", "#[test] fn a4_x() {}");
        assert_eq!(found(&format!("{A4}waived = \"later\"\n"), &[test]), 1);
        assert_eq!(found(&format!("{A4}waived = \"later\"\n{A4}waived = \"later\"\n"), &[]), 1);
    }
}
