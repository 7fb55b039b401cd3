//! All definitions in use, checked against the registers.

use std::collections::{BTreeMap, BTreeSet};

use nc_kernel::RegisterDoc;
use serde::Deserialize;

use crate::definition::{Counts, Definition, FigureKey};
use crate::filter::{Filter, FilterError};

/// Definitions by key, each checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    definitions: BTreeMap<FigureKey, Definition>,
}

/// Why definitions cannot be used. Names the figure and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// The file is not TOML of the expected shape.
    #[error("figure definitions cannot be read: {0}")]
    Shape(String),
    /// Two definitions share id and version.
    #[error("figure {0} is defined twice; give one of them another version")]
    Twice(String),
    /// The register does not exist.
    #[error("figure {figure}: there is no register `{register}`; registers are {known}")]
    Register {
        /// The definition.
        figure: String,
        /// What it names.
        register: String,
        /// What exists.
        known: String,
    },
    /// A field does not fit the register or the counting.
    #[error("figure {figure}: {why}")]
    Field {
        /// The definition.
        figure: String,
        /// What does not fit.
        why: String,
    },
    /// The condition cannot be used.
    #[error("figure {figure}: {source}")]
    Filter {
        /// The definition.
        figure: String,
        /// Its condition's fault.
        source: FilterError,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    figure: Vec<Definition>,
}

impl Catalogue {
    /// Reads `[[figure]]` tables from TOML texts and checks them against `registers`.
    ///
    /// # Errors
    /// The first [`CatalogueError`] found.
    pub fn parse<'a>(files: impl IntoIterator<Item = &'a str>, registers: &[RegisterDoc]) -> Result<Self, CatalogueError> {
        let mut all = Vec::new();
        for text in files {
            let file: File = toml::from_str(text).map_err(|e| CatalogueError::Shape(e.to_string()))?;
            all.extend(file.figure);
        }
        Self::new(all, registers)
    }

    /// Checks definitions against `registers`.
    ///
    /// # Errors
    /// The first [`CatalogueError`] found.
    pub fn new(all: Vec<Definition>, registers: &[RegisterDoc]) -> Result<Self, CatalogueError> {
        let catalogue = Self::excerpt(all, registers)?;
        let ids: BTreeSet<&str> = catalogue.definitions.keys().map(|k| k.id.as_str()).collect();
        for definition in catalogue.definitions.values() {
            if let Some(stranger) = definition.contained_in.iter().find(|id| !ids.contains(id.as_str())) {
                return Err(field(definition, format!("there is no figure `{stranger}`")));
            }
        }
        Ok(catalogue)
    }

    /// As [`Catalogue::new`], for definitions taken out of a whole: what contains them may be missing, their parts not.
    ///
    /// # Errors
    /// The first [`CatalogueError`] found.
    pub fn excerpt(all: Vec<Definition>, registers: &[RegisterDoc]) -> Result<Self, CatalogueError> {
        let mut definitions = BTreeMap::new();
        for definition in all {
            let key = definition.key();
            if definitions.insert(key.clone(), definition).is_some() {
                return Err(CatalogueError::Twice(key.to_string()));
            }
        }
        let catalogue = Self { definitions };
        let ids: BTreeSet<&str> = catalogue.definitions.keys().map(|k| k.id.as_str()).collect();
        for definition in catalogue.definitions.values() {
            check(definition, &ids, registers)?;
        }
        for definition in catalogue.definitions.values().filter(|d| d.counts == Counts::Ratio) {
            if let Some(part) =
                definition.parts().into_iter().find(|p| catalogue.part(definition, p).is_some_and(|d| d.counts == Counts::Ratio))
            {
                return Err(field(definition, format!("`{part}` is a ratio itself; a ratio is made of two counts")));
            }
        }
        Ok(catalogue)
    }

    /// Definitions for matching words, unchecked against any register: nothing can be computed from them.
    #[must_use]
    pub fn of_words(all: Vec<Definition>) -> Self {
        Self { definitions: all.into_iter().map(|d| (d.key(), d)).collect() }
    }

    /// The definition `key`.
    #[must_use]
    pub fn get(&self, key: &FigureKey) -> Option<&Definition> {
        self.definitions.get(key)
    }

    /// The highest version of `id`.
    #[must_use]
    pub fn latest(&self, id: &str) -> Option<&Definition> {
        self.definitions.values().filter(|d| d.id == id).max_by_key(|d| d.version)
    }

    /// The version of `id` that `whole` is made of: the one in use on the day `whole` came into use, so that a later
    /// version of a part does not change what `whole` was. The first one when none was in use yet.
    #[must_use]
    pub fn part(&self, whole: &Definition, id: &str) -> Option<&Definition> {
        let versions = || self.definitions.values().filter(|d| d.id == id);
        let in_use = versions().filter(|d| d.effective <= whole.effective).max_by_key(|d| d.version);
        in_use.or_else(|| versions().min_by_key(|d| d.version))
    }

    /// The highest version of every figure, by id.
    pub fn in_use(&self) -> impl Iterator<Item = &Definition> {
        let ids: BTreeSet<&str> = self.definitions.keys().map(|k| k.id.as_str()).collect();
        ids.into_iter().filter_map(|id| self.latest(id))
    }

    /// Every version of every figure.
    pub fn all(&self) -> impl Iterator<Item = &Definition> {
        self.definitions.values()
    }

    /// `study.rotation.attendances` or `study.rotation.attendances@1`.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&Definition> {
        match text.split_once('@') {
            Some((id, version)) => self.get(&FigureKey { id: id.to_owned(), version: version.parse().ok()? }),
            None => self.latest(text),
        }
    }
}

fn field(definition: &Definition, why: String) -> CatalogueError {
    CatalogueError::Field { figure: definition.key().to_string(), why }
}

fn check(definition: &Definition, ids: &BTreeSet<&str>, registers: &[RegisterDoc]) -> Result<(), CatalogueError> {
    if definition.version == 0 {
        return Err(field(definition, "versions start at 1".to_owned()));
    }
    if let Some(stranger) = definition.parts().into_iter().find(|id| !ids.contains(id)) {
        return Err(field(definition, format!("there is no figure `{stranger}`")));
    }
    if definition.counts == Counts::Ratio {
        if definition.numerator.is_none() || definition.denominator.is_none() {
            return Err(field(definition, "a ratio names `numerator` and `denominator`".to_owned()));
        }
        return Ok(());
    }
    let Some(register) = registers.iter().find(|r| r.name == definition.from) else {
        let known = registers.iter().map(|r| r.name).collect::<Vec<_>>().join(", ");
        return Err(CatalogueError::Register { figure: definition.key().to_string(), register: definition.from.clone(), known });
    };
    if definition.when != register.when {
        return Err(field(
            definition,
            format!("`when` is `{}`, but entries of `{}` count on `{}`", definition.when, register.name, register.when),
        ));
    }
    Filter::new(&definition.filter, register.attrs)
        .map_err(|source| CatalogueError::Filter { figure: definition.key().to_string(), source })?;
    if let Some(stranger) = definition.by.iter().find(|name| !register.attrs.contains(&name.as_str())) {
        return Err(field(definition, format!("`by` names `{stranger}`, which is no attribute of `{}`", register.name)));
    }
    if !definition.by.is_empty() && definition.counts != Counts::Streak && !definition.counts.can_be_broken_down() {
        return Err(field(definition, "`by` is for a streak, and for runs, rows and sums".to_owned()));
    }
    match definition.counts {
        Counts::Distinct if !register.has_person => {
            Err(field(definition, format!("entries of `{}` name no person, so nobody can be counted once", register.name)))
        }
        Counts::Active if !register.lasts => {
            Err(field(definition, format!("entries of `{}` have no end, so nothing is in force on a day", register.name)))
        }
        Counts::Sum | Counts::Streak => match &definition.of {
            Some(of) if register.attrs.contains(&of.as_str()) => Ok(()),
            _ => Err(field(definition, format!("`of` must be an attribute of `{}`: {}", register.name, register.attrs.join(", ")))),
        },
        _ => Ok(()),
    }
}
