//! 树形象 (pillar 4), 荣誉: awards, works, role models and police culture, each recorded once.
//!
//! Areas: [`roll`] (what was awarded to units, people and works, and the works themselves), [`role_model`] (how somebody
//! comes to be named, and who may not be), [`culture`] (events and bulletins).

pub mod culture;
pub mod role_model;
pub mod roll;
#[cfg(test)]
mod testing;
mod words;

use nc_kernel::{RegisterDoc, document};

/// Entries later than this many days after the event are late.
pub(crate) const LATENESS: nc_people::Lateness = nc_people::Lateness { after_days: 30 };

/// The register of what the facts of this crate attach: which document, and whom it names.
pub const DOCUMENTS: &str = "honour.document";

const DOCUMENT_ROWS: RegisterDoc = RegisterDoc {
    name: DOCUMENTS,
    zh: "一份附件中的一名涉及人员；不涉及人员的附件一行",
    en: "one person a document names; one row for a document that names nobody",
    when: "happened_on",
    attrs: document::ATTRS,
    has_person: true,
    lasts: false,
};

/// Every register of this crate.
pub const REGISTERS: &[RegisterDoc] = &[
    roll::AWARDS,
    roll::PERSON_AWARDS,
    roll::WORKS,
    roll::WORK_AWARDS,
    roll::PROJECTS_WON,
    role_model::NAMED,
    role_model::PUT_FORWARD,
    culture::EVENTS,
    culture::ISSUES,
    DOCUMENT_ROWS,
];
