//! Given / when / then.

mod fund;
mod money;
