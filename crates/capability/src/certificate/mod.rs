//! 结业证书: a numbered paper for everybody who completed a class, which anybody can check without us.
//!
//! **What is recorded.** One [`Certificate`] a person and class with its whole trail: each number issued, each number made
//! void, with reason and authority. Numbers come from a [`Series`]: one a unit and year, without gaps.
//!
//! **What is printed.** The paper carries the holder's name; no fact does. What is signed ([`content::Content`]) names the holder by
//! the commitment that the directory recorded, so the signature can be checked offline and says nothing about anybody,
//! while whoever holds the paper's file can show that the name fits. After an erasure the commitment stands and opens no more.
//!
//! **What other programs read.** The same as an Open Badges 3.0 credential ([`badge`]) and, of each series, which numbers are
//! void ([`status_list`]): both hold offline by the bureau's key.
//!
//! **What is counted.** The register `certificate.issued`: one row a valid certificate, on the day its first number was issued.
//! A lost paper that is issued anew is no second certificate.
//!
//! **Invariants**
//! - Only who completed a closed class gets one, and one only.
//! - A number is given once. A void number stays readable with its reason, and points to the number in its place.
//!
//! **Paper forms it replaces**: 结业证书登记簿, 证书编号台账, 证书遗失补办申请表.

pub mod badge;
pub mod command;
pub mod content;
mod decide;
pub mod fact;
pub mod model;
pub mod registers;
pub mod rules;
mod sheet;
pub mod state;
pub mod status_list;

#[cfg(test)]
mod tests;

pub use fact::{Fact, SeriesFact};
pub use model::{CertificateId, SeriesId};
pub use registers::REGISTERS;
pub use state::{Certificate, Series};
