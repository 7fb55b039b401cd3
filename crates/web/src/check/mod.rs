//! 核稿: a text against the ledger, on a page. The text travels in the form, back and forth; it is kept nowhere and stands
//! in no address and no log.

pub(crate) mod export;
pub(crate) mod marks;
pub(crate) mod page;
pub(crate) mod result;
pub(crate) mod wording;
