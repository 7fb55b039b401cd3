//! Bringing figure definitions onto the ledger.

use nc_figures::book::{Defined, Fact};
use nc_figures::{Book, Catalogue, Definition};
use nc_kernel::{Aggregate, Draft, Need, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use sha2::{Digest, Sha256};

use crate::rules::DEFINITION_EDITED;

/// 指标定义入账: records definitions that are new; one that is there must be what it was.
#[derive(Debug, Clone, serde::Serialize)]
pub struct DefineFigures {
    definitions: Vec<Definition>,
    unit: UnitPath,
}

impl DefineFigures {
    /// Records every definition of a checked catalogue, for the bureau at `unit`.
    #[must_use]
    pub fn new(catalogue: &Catalogue, unit: UnitPath) -> Self {
        Self { definitions: catalogue.all().cloned().collect(), unit }
    }
}

impl DefineFigures {
    /// An idempotency key that is the same for the same definitions and no others.
    #[must_use]
    pub fn key(&self) -> String {
        let mut hash = Sha256::new();
        for definition in &self.definitions {
            hash.update(definition.canonical().unwrap_or_default());
        }
        format!("figures.define/{}", hex::encode(hash.finalize()))
    }
}

impl Command for DefineFigures {
    const NAME: &'static str = "figures.define";

    fn needs(&self) -> Vec<Need> {
        vec![Need::only::<Book>()]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        vec![(Action::DefineFigures, self.unit.clone())]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let empty = Book::default();
        let book = states.only::<Book>().unwrap_or(&empty);
        let mut refusals = Vec::new();
        let mut facts = Vec::new();
        for definition in &self.definitions {
            match book.get(&definition.key()) {
                Some(recorded) if recorded == definition => {}
                Some(_) => refusals.push(DEFINITION_EDITED.refuse().with("figure", definition.key()).at(definition.id.clone())),
                None => {
                    let fact = Fact::from(Defined { definition: definition.clone() });
                    let draft = Draft::new(StreamId::only(Book::FAMILY), self.unit.clone(), ctx.today(), &fact);
                    facts.push(draft.map_err(|_| Refused(vec![DEFINITION_EDITED.refuse().with("figure", definition.key())]))?);
                }
            }
        }
        Refused::unless_empty(refusals)?;
        Ok(facts.into())
    }
}
