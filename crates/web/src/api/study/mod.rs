//! Theory study: runs, topics and what branches owe of them, and the roll of branches.

pub(crate) mod branch;
pub(crate) mod branches;
pub(crate) mod dues;
pub(crate) mod run;
pub(crate) mod runs;
pub(crate) mod topic;
