//! 人才档案与师徒结对: who is a talent of the bureau and what was done with them, and who learns from whom.
//!
//! A profile says field, level, where the talent came from and by what evidence; its stages (引育用励) are a history, never
//! a score. An apprenticeship has a goal, is looked at every half year, and ends. Everybody named may open what names them.

pub mod command;
mod decide;
pub mod fact;
pub mod model;
mod sheet;
pub mod state;

#[cfg(test)]
mod tests;

pub use model::{ApprenticeshipId, Level, ProfileId, Source, Stage};
pub use state::{Apprenticeship, Profile};
