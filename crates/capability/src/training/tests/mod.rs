//! Given / when / then.

mod appeals;
mod checking_in;
mod counting;
mod lifecycle;
pub mod planning;
mod progress;
mod property;
mod roster;
mod what_if;
mod what_if_property;
pub(crate) mod world;
