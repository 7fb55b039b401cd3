//! Given / when / then.

mod conduct;
mod counting;
mod hidden;
mod play;
mod programme;
mod report;
