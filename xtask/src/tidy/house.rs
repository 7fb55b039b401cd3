//! The rules' data, from `xtask/data/house.toml`.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::workspace::Workspace;

/// All of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct House {
    /// Which crate is what.
    pub layers: Layers,
    /// Forbidden imports.
    pub never: Vec<Never>,
    /// Imports reserved to some crates.
    pub only: Vec<Only>,
    /// SQL's exceptions.
    pub sql: Sql,
    /// File sizes.
    pub files: Files,
    /// Words no file may hold.
    pub text: Text,
}

/// Which crate is what.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layers {
    /// Crates without input, output or time.
    pub pure: Vec<String>,
    /// Crates that are areas of the programme.
    pub areas: Vec<String>,
    /// Workspace crates an area may import.
    pub area_may_import: Vec<String>,
    /// Crates that may read the environment.
    pub environment: Vec<String>,
}

/// Some crates never import some others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Never {
    /// Whom it binds.
    pub crates: Whom,
    /// What they never import.
    pub imports: Vec<String>,
    /// Also not through another crate of the workspace.
    pub reach: bool,
}

/// A layer's name, or crates by name.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Whom {
    /// `pure` or `areas`.
    Layer(Layer),
    /// Crates by name.
    Named(Vec<String>),
}

/// A layer that rules may name.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// The pure crates.
    Pure,
    /// The areas.
    Areas,
}

/// An import reserved to some crates.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Only {
    /// The imported crate.
    pub import: String,
    /// Who may.
    pub crates: Vec<String>,
}

/// SQL's exceptions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sql {
    /// Tables that belong to no bureau.
    pub reference_tables: Vec<String>,
}

/// File sizes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// The most lines of a source file.
    pub most_lines: usize,
    /// Longer files, with the reason.
    pub longer: BTreeMap<String, String>,
}

/// Words no file may hold.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The words.
    pub forbidden: Vec<String>,
    /// Files that must hold them.
    pub exempt: Vec<String>,
}

impl House {
    /// Reads the rules.
    pub fn read(workspace: &Workspace) -> Result<Self> {
        let text = std::fs::read_to_string(workspace.root().join("xtask/data/house.toml")).context("reading the house rules")?;
        toml::from_str(&text).context("understanding the house rules")
    }

    /// The crates a rule binds.
    pub fn bound<'a>(&'a self, whom: &'a Whom) -> &'a [String] {
        match whom {
            Whom::Layer(Layer::Pure) => &self.layers.pure,
            Whom::Layer(Layer::Areas) => &self.layers.areas,
            Whom::Named(names) => names,
        }
    }

    #[cfg(test)]
    pub fn of_this_repository() -> Self {
        Self::read(&Workspace::of_this_build()).expect("the rules in the repository")
    }
}
