//! A studio and a fund, folded from their facts.

mod fund;
mod studio;

pub use fund::{Award, Fund, Posted};
pub use studio::{Look, Studio, Task};
