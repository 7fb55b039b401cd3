//! Who may import whom, from what every crate declares.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::finding::Finding;
use super::house::House;
use crate::process;
use crate::workspace::Workspace;

/// Each workspace crate's imports outside its tests.
pub type Imports = BTreeMap<String, BTreeSet<String>>;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
}

/// Asks cargo what the crates declare.
pub fn declared(workspace: &Workspace) -> Result<Imports> {
    let output = process::capture(workspace.cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: Metadata = serde_json::from_slice(&output.stdout).context("understanding cargo metadata")?;
    Ok(metadata
        .packages
        .into_iter()
        .map(|package| {
            let imports = package
                .dependencies
                .into_iter()
                .filter(|dependency| dependency.kind.as_deref() != Some("dev"))
                .map(|dependency| dependency.name)
                .collect();
            (package.name, imports)
        })
        .collect())
}

/// Checks the imports against the table.
pub fn check(imports: &Imports, house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in &house.never {
        for name in house.bound(&rule.crates) {
            let Some(own) = imports.get(name) else {
                continue;
            };
            let reached = if rule.reach { reach(imports, name) } else { own.clone() };
            for banned in rule.imports.iter().filter(|banned| reached.contains(*banned)) {
                findings.push(Finding::about(name, format!("must not import {banned}")));
            }
        }
    }
    for rule in &house.only {
        for (name, own) in imports {
            if own.contains(&rule.import) && !rule.crates.contains(name) {
                findings.push(Finding::about(name, format!("must not import {}", rule.import)));
            }
        }
    }
    for area in &house.layers.areas {
        for import in imports.get(area).into_iter().flatten() {
            if imports.contains_key(import) && !house.layers.area_may_import.contains(import) {
                findings.push(Finding::about(area, format!("an area must not import {import}; areas meet in facts and figures")));
            }
        }
    }
    findings
}

/// Everything a crate imports, itself or through other workspace crates.
fn reach(imports: &Imports, name: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open = vec![name.to_owned()];
    while let Some(next) = open.pop() {
        for import in imports.get(&next).into_iter().flatten() {
            if reached.insert(import.clone()) {
                open.push(import.clone());
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    type Table<'a> = &'a [(&'a str, &'a [&'a str])];

    fn imports(table: Table) -> Imports {
        table.iter().map(|(name, own)| ((*name).to_owned(), own.iter().map(|import| (*import).to_owned()).collect())).collect()
    }

    fn messages(table: Table) -> Vec<String> {
        check(&imports(table), &House::of_this_repository()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn lawful_imports_pass() {
        let found = messages(&[
            ("nc-kernel", &["serde"]),
            ("nc-people", &["nc-kernel"]),
            ("nc-capability", &["nc-kernel", "nc-people"]),
            ("nc-warning", &["nc-kernel"]),
            ("nc-store", &["sqlx", "tokio", "nc-capability"]),
            ("nc-web", &["axum", "nc-store", "nc-office"]),
            ("nc-office", &["calamine"]),
            ("nuancheng", &["anyhow", "nc-web"]),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn every_rule_can_be_broken() {
        let cases: &[(Table, &str)] = &[
            (&[("nc-kernel", &["tokio"])], "nc-kernel: must not import tokio"),
            (&[("nc-figures", &["nc-rules"]), ("nc-rules", &["sqlx"])], "nc-figures: must not import sqlx"),
            (&[("nc-warning", &["nc-rules"]), ("nc-rules", &["nc-people"])], "nc-warning: must not import nc-people"),
            (&[("nc-store", &["axum"])], "nc-store: must not import axum"),
            (&[("nc-office", &["nc-store"])], "nc-office: must not import nc-store"),
            (&[("nc-web", &["sqlx"])], "nc-web: must not import sqlx"),
            (&[("nc-web", &["calamine"])], "nc-web: must not import calamine"),
            (&[("nc-store", &["anyhow"])], "nc-store: must not import anyhow"),
            (
                &[("nc-capability", &["nc-organisation"]), ("nc-organisation", &[])],
                "nc-capability: an area must not import nc-organisation; areas meet in facts and figures",
            ),
        ];
        for (table, expected) in cases {
            assert!(messages(table).iter().any(|found| found == expected), "{expected} was not found in {:?}", messages(table));
        }
    }
}
