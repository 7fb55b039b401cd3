//! What somebody wants, and the order in which it is judged.

use nc_kernel::{Actor, Day, Document, Draft, IdGen, Micros, Need, Refused, States, UnitPath};

use crate::access::Action;
use crate::directory::Directory;

/// 指令: a wish that becomes facts or is refused. The store loads what [`Command::needs`] names (and always the
/// [`Directory`]), asks [`crate::access::allow`] about [`Command::asks`], and only then lets the command decide.
///
/// Its serialised form is its content: an idempotency key stands for that content and no other, so equal commands must
/// serialise equally (no map without an order). The store keeps a keyed digest of it, never the content.
pub trait Command: serde::Serialize + Send + Sync + 'static {
    /// Stable name, `training.record_held`.
    const NAME: &'static str;

    /// The streams the rule reads.
    fn needs(&self) -> Vec<Need>;

    /// Which actions on which units it takes to be allowed; all of them must be. Empty means it may never run.
    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)>;

    /// The documents its facts will name. Each must lie in the store, as large and of the type that is said, before the
    /// command may decide.
    fn documents(&self) -> Vec<&Document> {
        Vec::new()
    }

    /// The rule: facts, or every reason why not. No facts is a lawful answer too (nothing to change).
    ///
    /// # Errors
    /// [`Refused`] with all faults of the input at once.
    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused>;

    /// What is recorded when it is refused, by the policy, a token or its own rule: facts, where a try must leave a trace.
    /// Nothing for most. What they say is known already; they carry no personal value and nothing the caller wrote.
    fn trace(&self, _states: &States, _ctx: &mut Ctx<'_>, _refused: &Refused) -> Vec<Draft> {
        Vec::new()
    }
}

/// What a rule may know besides the states: who, when, and a source of ids and salts.
pub struct Ctx<'a> {
    /// Who acts.
    pub actor: &'a Actor,
    /// The moment the facts will be recorded at.
    pub now: Micros,
    /// Ids and salts.
    pub ids: &'a mut dyn IdGen,
    /// Units and people as recorded so far.
    pub directory: &'a Directory,
}

impl Ctx<'_> {
    /// Today, where the bureau is.
    #[must_use]
    pub fn today(&self) -> Day {
        self.now.day()
    }

    /// A new id for a thing of any kind.
    pub fn new_id(&mut self) -> i64 {
        self.ids.next_id(self.now)
    }
}

/// What a command decided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decision {
    /// The facts, in the order they shall be appended.
    pub facts: Vec<Draft>,
    /// What the person should know although nothing was refused (an entry that is late, an outlier).
    pub notes: Vec<nc_kernel::Refusal>,
}

impl From<Vec<Draft>> for Decision {
    fn from(facts: Vec<Draft>) -> Self {
        Self { facts, notes: Vec::new() }
    }
}
