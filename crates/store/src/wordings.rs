//! What a wording means, as a person says.

use nc_figures::Book;
use nc_figures::check::{Choices, Chosen, Fact, signature};
use nc_kernel::{Aggregate, Draft, Need, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use serde::{Deserialize, Serialize};

use crate::rules::{NO_SUCH_FIGURE, WORDING_EMPTY};

/// 认定措辞: says which figure a wording means, or that it means none; remembered for every text checked later.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChooseWording {
    /// The words that say what is counted, without the number: 开展政治轮训.
    pub subject: String,
    /// What kind of thing is counted, as the check says: session, attendance, person.
    pub dimension: String,
    /// The figure meant; left out to say that none is.
    #[serde(default)]
    pub figure: Option<String>,
    /// The unit that says so, the whole bureau.
    pub unit: UnitPath,
}

impl Command for ChooseWording {
    const NAME: &'static str = "figures.choose_wording";

    fn needs(&self) -> Vec<Need> {
        vec![Need::only::<Choices>(), Need::only::<Book>()]
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        vec![(Action::DefineFigures, self.unit.clone())]
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut refusals = Vec::new();
        let wording = signature(&self.subject, &self.dimension);
        if wording.starts_with('/') || self.dimension.is_empty() {
            refusals.push(WORDING_EMPTY.refuse().at("subject"));
        }
        if let Some(figure) = &self.figure
            && !states.only::<Book>().is_some_and(|book| book.all().any(|d| d.id == *figure))
        {
            refusals.push(NO_SUCH_FIGURE.refuse().with("figure", figure).at("figure"));
        }
        Refused::unless_empty(refusals)?;
        let known = states.only::<Choices>().and_then(|c| c.of(&wording));
        if known == Some(&self.figure) {
            return Ok(Decision::default());
        }
        let fact = Fact::from(Chosen { figure: self.figure.clone(), wording });
        let draft = Draft::new(StreamId::only(Choices::FAMILY), self.unit.clone(), ctx.today(), &fact);
        Ok(vec![draft.map_err(|_| Refused(vec![WORDING_EMPTY.refuse().at("subject")]))?].into())
    }
}
