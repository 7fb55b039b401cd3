//! A command asked for with a token that is held to less than its user may.

use nc_kernel::{Draft, Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use serde::{Serialize, Serializer};

use crate::tokens::{READS_ONLY, TokenLimits};

/// The command, judged by the token before the rules: what it asks for is known only once its states are.
pub(crate) struct Limited<C> {
    pub command: C,
    pub limits: TokenLimits,
}

/// Its content is the command's: the same wish has one key, whatever token it came with.
impl<C: Command> Serialize for Limited<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.command.serialize(serializer)
    }
}

impl<C: Command> Command for Limited<C> {
    const NAME: &'static str = C::NAME;

    fn needs(&self) -> Vec<Need> {
        self.command.needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        self.command.asks(states)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        if !self.limits.writes {
            return Err(READS_ONLY.refuse().into());
        }
        for (action, unit) in self.command.asks(states) {
            self.limits.check(action, &unit)?;
        }
        self.command.decide(states, ctx)
    }

    fn trace(&self, states: &States, ctx: &mut Ctx<'_>, refused: &Refused) -> Vec<Draft> {
        self.command.trace(states, ctx, refused)
    }
}
