//! 实验室 (laboratories): what each may examine, until when, and with which instruments.
//!
//! **What is recorded.** A laboratory prepares for a scheme with the items it wants in scope, is reviewed on paper and on
//! site, has nonconformities found and closed, and is granted a certificate, which is kept under surveillance, renewed,
//! suspended or withdrawn. Beside it: instruments with their calibrations, proficiency tests, and test requests.
//!
//! **What is counted.** Accreditations in force, proficiency tests, and tests accepted. That surveillance is due or a
//! certificate expired follows from its dates on the day that is asked about; no job runs.
//!
//! **Invariants**
//! - A request outside a scope in force, or for an item with an overdue instrument, is refused and says why.
//! - A nonconformity is closed by somebody else than its owner, with a document.
//! - A grant keeps its dates for ever; a renewal is another one.
//! - That a laboratory is the only one anywhere is a claim about others: it is an honour with its document, never computed.
//!
//! **Paper forms it replaces**: 实验室评审申请表, 不符合项整改单, 仪器设备检定台账, 能力验证登记表, 检验鉴定委托登记表.

pub mod command;
mod decide;
pub mod fact;
pub mod model;
pub mod registers;
pub mod rules;
mod sheet;
pub mod state;

#[cfg(test)]
mod tests;

pub use fact::Fact;
pub use model::{LaboratoryId, Scheme, ScopeItem, Stage, Status, schemes};
pub use registers::{DOCUMENTS, REGISTERS};
pub use state::Laboratory;
