//! 单位目录: the units a bureau starts with, as the catalogue file `units.toml` holds them.

use nc_kernel::{Day, UnitPath};
use serde::Deserialize;

use crate::commands::EstablishUnit;
use crate::model::UnitKind;

/// The file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitFile {
    /// Where the list comes from, and how far it is example data.
    pub basis: String,
    /// Every unit, a unit before those below it.
    pub unit: Vec<UnitRow>,
}

/// One unit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitRow {
    /// Place in the tree.
    pub path: UnitPath,
    /// Kind of unit.
    pub kind: UnitKind,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
}

/// What is wrong with the file.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// Not the form expected; the message names line and column.
    #[error("units.toml: {0}")]
    Form(#[from] toml::de::Error),
    /// A unit stands before its parent, or its parent is missing.
    #[error("units.toml：{0} 的上级单位须列在它之前 / the unit above {0} must stand before it")]
    NoParent(UnitPath),
    /// A unit stands twice.
    #[error("units.toml：{0} 出现了两次 / {0} stands twice")]
    Twice(UnitPath),
}

/// Reads the file into the commands that establish its units on `from`, in the order they must run.
///
/// # Errors
/// [`CatalogueError`] naming the unit or the place in the file.
pub fn parse(text: &str, from: Day) -> Result<Vec<EstablishUnit>, CatalogueError> {
    let file: UnitFile = toml::from_str(text)?;
    let mut commands: Vec<EstablishUnit> = Vec::with_capacity(file.unit.len());
    for row in file.unit {
        let known = |path: &UnitPath| commands.iter().any(|command| command.path == *path);
        if known(&row.path) {
            return Err(CatalogueError::Twice(row.path));
        }
        let orphan = match row.path.parent() {
            Some(parent) => !known(&parent),
            None => !commands.is_empty(),
        };
        if orphan {
            return Err(CatalogueError::NoParent(row.path));
        }
        commands.push(EstablishUnit { path: row.path, kind: row.kind, name_zh: row.zh, name_en: row.en, from });
    }
    Ok(commands)
}
