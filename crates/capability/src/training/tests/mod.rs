//! Given / when / then.

mod counting;
mod lifecycle;
mod planning;
mod property;
mod roster;
mod what_if;
mod what_if_property;
pub(crate) mod world;
