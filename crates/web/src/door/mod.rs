//! 门口: signing in and out, the second step, the first administrators, language and look.

pub(crate) mod code;
mod entry;
pub(crate) mod preferences;
pub(crate) mod set_up;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
