//! How many tests ran, read from the runner's JUnit report.

use std::path::Path;

use anyhow::{Context, Result};

/// Tests by outcome.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ran and passed.
    pub passed: u64,
    /// Ran and failed, or could not be run.
    pub failed: u64,
}

impl Counts {
    /// Both together.
    pub fn and(&self, other: &Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

/// Reads a report; a report that was never written counts nothing.
pub fn read(report: &Path) -> Result<Counts> {
    if !report.exists() {
        return Ok(Counts::default());
    }
    let text = std::fs::read_to_string(report).context("reading the test report")?;
    parse(&text).context("the test report has no totals")
}

/// The root element carries the totals as attributes.
fn parse(xml: &str) -> Option<Counts> {
    let (_, rest) = xml.split_once("<testsuites")?;
    let (head, _) = rest.split_once('>')?;
    let number = |name: &str| -> Option<u64> {
        let (_, value) = head.split_once(&format!(" {name}=\""))?;
        value.split_once('"')?.0.parse().ok()
    };
    let failed = number("failures")? + number("errors")?;
    Some(Counts { passed: number("tests")?.checked_sub(failed)?, failed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_failures_and_errors_as_failed() {
        let xml = r#"<?xml version="1.0"?><testsuites name="nextest-run" tests="10" failures="2" errors="1" uuid="x">"#;
        assert_eq!(parse(xml), Some(Counts { passed: 7, failed: 3 }));
    }

    #[test]
    fn an_unknown_report_is_not_taken_for_success() {
        assert_eq!(parse("<html>"), None);
        assert_eq!(parse(r#"<testsuites tests="3">"#), None);
    }
}
