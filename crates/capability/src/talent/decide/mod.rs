//! What may say no to talent work.

mod fund;
mod studio;
