//! Documents that records name by their hash: taken in before a record may name one, and handed out to who may open the record.

pub(crate) mod keep;
pub(crate) mod show;
