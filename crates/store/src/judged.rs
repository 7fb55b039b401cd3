//! What the writer asks of a command: whether the policy lets it run, what its rule says, and what a refused try leaves behind.

use nc_kernel::{Draft, Micros, Refused};
use nc_people::command::{Ctx, Decision};
use nc_people::{Directory, access};

use crate::error::StoreError;
use crate::writer::{Waiting, Writer};

impl Writer {
    /// What is recorded of a try that was refused.
    pub(crate) fn trace(&mut self, waiting: &Waiting, now: Micros, refused: &Refused) -> Vec<Draft> {
        let nobody = Directory::default();
        let directory = self.states.only::<Directory>().unwrap_or(&nobody);
        let mut ctx = Ctx { actor: &waiting.actor, now, ids: &mut *self.parts.ids, directory };
        waiting.command.trace(&self.states, &mut ctx, refused)
    }

    /// Whether it may run, and what its rule says.
    pub(crate) async fn judged(&mut self, waiting: &Waiting, now: Micros) -> Result<Decision, StoreError> {
        let nobody = Directory::default();
        let directory = self.states.only::<Directory>().unwrap_or(&nobody);
        let asks = waiting.command.asks(&self.states);
        if asks.is_empty() {
            return Err(StoreError::Refused(
                nc_people::rules::NOT_ALLOWED
                    .refuse()
                    .with("action_zh", waiting.command.name())
                    .with("action_en", waiting.command.name())
                    .with("unit", "-")
                    .into(),
            ));
        }
        for (action, unit) in asks {
            access::allow(directory, &waiting.actor, action, &unit, now).map_err(Refused::from)?;
        }
        let unfit = self.parts.blobs.unfit(&waiting.command.documents()).await?;
        Refused::unless_empty(unfit)?;
        let mut ctx = Ctx { actor: &waiting.actor, now, ids: &mut *self.parts.ids, directory };
        Ok(waiting.command.decide(&self.states, &mut ctx)?)
    }
}
