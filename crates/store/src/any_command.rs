//! A command whose area is not known: what waits for the writer.

use nc_kernel::{Document, Draft, Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

/// A command whose area the writer does not know.
pub(crate) trait AnyCommand: Send + Sync {
    fn name(&self) -> &'static str;
    fn needs(&self) -> Vec<Need>;
    fn documents(&self) -> Vec<&Document>;
    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)>;
    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused>;
    fn trace(&self, states: &States, ctx: &mut Ctx<'_>, refused: &Refused) -> Vec<Draft>;
}

impl<C: Command> AnyCommand for C {
    fn name(&self) -> &'static str {
        C::NAME
    }

    fn needs(&self) -> Vec<Need> {
        Command::needs(self)
    }

    fn documents(&self) -> Vec<&Document> {
        Command::documents(self)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        Command::asks(self, states)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        Command::decide(self, states, ctx)
    }

    fn trace(&self, states: &States, ctx: &mut Ctx<'_>, refused: &Refused) -> Vec<Draft> {
        Command::trace(self, states, ctx, refused)
    }
}
