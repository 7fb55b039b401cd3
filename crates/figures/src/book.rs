//! Definitions as the ledger records them.

use std::collections::BTreeMap;

use nc_kernel::{Aggregate, Change, Recorded};
use serde::{Deserialize, Serialize};

use crate::definition::{Definition, FigureKey};

/// 指标定义入账: a definition, or a new version of one, came into use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defined {
    /// The whole definition.
    pub definition: Definition,
}

nc_kernel::facts! {
    /// Facts about figure definitions.
    pub enum Fact {
        "figures.defined.v1" => Defined,
    }
}

/// 指标目录: every definition ever recorded, so that none can be edited in place. One stream.
#[derive(Debug, Clone, Default)]
pub struct Book {
    definitions: BTreeMap<FigureKey, Definition>,
}

impl Book {
    /// The definition recorded under `key`.
    #[must_use]
    pub fn get(&self, key: &FigureKey) -> Option<&Definition> {
        self.definitions.get(key)
    }

    /// Every recorded definition.
    pub fn all(&self) -> impl Iterator<Item = &Definition> {
        self.definitions.values()
    }
}

impl Aggregate for Book {
    type Fact = Fact;
    const FAMILY: &'static str = "figures.book";

    fn changes(&self, _: &Recorded<Fact>, _: &mut Vec<Change>) {}

    fn fold(&mut self, recorded: &Recorded<Fact>) {
        let Fact::Defined(Defined { definition }) = &recorded.fact;
        self.definitions.insert(definition.key(), definition.clone());
    }
}
