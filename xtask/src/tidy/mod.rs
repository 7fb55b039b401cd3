//! `cargo xtask tidy`: the house rules that a compiler does not know.
//!
//! Each rule is a function from text to findings, tested with text that keeps it and text that breaks it.

mod dependencies;
mod documents;
mod files;
mod finding;
mod house;
mod identifiers;
mod purity;
mod requirements;
mod rust_source;
mod sql;

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use finding::Finding;
use house::House;

/// Checks everything and lists every finding.
pub fn run(workspace: &Workspace) -> Result<()> {
    let findings = check(workspace)?;
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => {
            println!("house rules: kept");
            Ok(())
        }
        1 => bail!("1 house rule is broken"),
        count => bail!("{count} findings against the house rules"),
    }
}

fn check(workspace: &Workspace) -> Result<Vec<Finding>> {
    let house = House::read(workspace)?;
    let files = files::read(workspace)?;
    let mut findings = dependencies::check(&dependencies::declared(workspace)?, &house);
    findings.extend(purity::check(&files, &house));
    findings.extend(identifiers::check(&files, &identifiers::Denied::read(workspace)?));
    findings.extend(sql::check(&files, &house));
    findings.extend(files::check(&files, &house));
    findings.extend(documents::check(&files));
    findings.extend(requirements::check(&files, &requirements::Requirements::read(workspace)?));
    Ok(findings)
}
