//! Given / when / then.

mod money;
