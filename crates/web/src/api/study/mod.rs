//! Theory study: topics and what branches owe of them, and the roll of branches.

pub(crate) mod branch;
pub(crate) mod branches;
pub(crate) mod dues;
pub(crate) mod follow_ups;
pub(crate) mod topic;
