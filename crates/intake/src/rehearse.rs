//! 试运行: a command judged like any other and then not carried out.

use nc_kernel::refusal::No;
use nc_kernel::{Actor, Need, Refused, Rule, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_store::{Store, StoreError};

/// What a rehearsal ends with when the command would have been carried out.
pub const REHEARSED: Rule = Rule::new(
    "intake.rehearsed",
    No::Conflict,
    "试运行通过，将新增 {facts} 条记录。",
    "The trial run passed; {facts} facts would be added.",
);

/// A command that is judged and always refused, at last because it is only rehearsed.
#[derive(serde::Serialize)]
struct Rehearsal<C>(C);

impl<C: Command> Command for Rehearsal<C> {
    const NAME: &'static str = C::NAME;

    fn needs(&self) -> Vec<Need> {
        self.0.needs()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        self.0.asks(states)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let decision = self.0.decide(states, ctx)?;
        Err(REHEARSED.refuse().with("facts", decision.facts.len()).into())
    }
}

/// How many facts `command` would become, or why it would be refused. Nothing is written, so that `key`, which nobody may
/// have used, stays free.
///
/// # Errors
/// When the store fails.
pub async fn rehearse<C: Command>(store: &Store, actor: &Actor, key: String, command: C) -> Result<Result<u64, Refused>, StoreError> {
    match store.execute(actor, key, Rehearsal(command)).await {
        Err(StoreError::Refused(refused)) => Ok(match refused.0.as_slice() {
            [only] if only.rule.code == REHEARSED.code => Ok(only.args.first().and_then(|(_, n)| n.parse().ok()).unwrap_or_default()),
            _ => Err(refused),
        }),
        Err(fault) => Err(fault),
        Ok(receipt) => Ok(Ok(receipt.facts)),
    }
}
