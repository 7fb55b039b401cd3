//! Given / when / then.

mod awards;
mod counting;
mod lifecycle;
mod roster;
mod sheets;
mod students;
mod world;
