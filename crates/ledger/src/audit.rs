//! Auditing a whole log: facts are hashed again in order, every stored tile node is compared with the recomputed one,
//! the head and every externally held checkpoint with the recomputed root (requirements 15 and 16).

mod auditor;
mod judge;
mod report;

pub use auditor::Auditor;
pub use report::{Defect, Finding, Report};
