//! For whoever keeps the server running: is the process there, does it have its database.

pub(crate) mod healthz;
pub(crate) mod readyz;
