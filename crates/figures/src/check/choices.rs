//! What people said a wording means.

use std::collections::BTreeMap;

use nc_kernel::{Aggregate, Change, Recorded};
use serde::{Deserialize, Serialize};

/// 人工认定: which figure a wording means, as a person said. The wording is what was counted, never a number or a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The figure; `None` says that no figure of the ledger is meant.
    pub figure: Option<String>,
    /// What [`signature`] makes of the claim.
    pub wording: String,
}

nc_kernel::facts! {
    /// Facts about what wordings mean.
    pub enum Fact {
        "figures.wording_chosen.v1" => Chosen,
    }
}

/// 认定册: every choice; the last one about a wording is in force. One stream.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    by_wording: BTreeMap<String, Option<String>>,
}

impl Choices {
    /// What was chosen for a wording: a figure, or that none is meant.
    #[must_use]
    pub fn of(&self, wording: &str) -> Option<&Option<String>> {
        self.by_wording.get(wording)
    }

    /// Every choice in force.
    pub fn all(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.by_wording.iter().map(|(wording, figure)| (wording.as_str(), figure.as_deref()))
    }
}

impl Aggregate for Choices {
    type Fact = Fact;
    const FAMILY: &'static str = "figures.choices";

    fn changes(&self, _: &Recorded<Fact>, _: &mut Vec<Change>) {}

    fn fold(&mut self, recorded: &Recorded<Fact>) {
        let Fact::Chosen(Chosen { figure, wording }) = &recorded.fact;
        self.by_wording.insert(wording.clone(), figure.clone());
    }
}

/// A wording as it is remembered: the subject's letters and the dimension counted.
#[must_use]
pub fn signature(subject: &str, dimension: &str) -> String {
    let letters: String = subject.chars().filter(|c| c.is_alphabetic()).take(60).collect();
    format!("{letters}/{dimension}")
}
