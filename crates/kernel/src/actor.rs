//! Who acts.

use serde::{Deserialize, Serialize};

use crate::id::UserId;

/// 操作人: the signed-in user behind a command. Facts carry the id only, never a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The user's pseudonym.
    pub user: UserId,
}

impl Actor {
    /// The program itself, for what no person does: recording figure definitions, first set-up.
    pub const SYSTEM: Self = Self { user: UserId(0) };
}
