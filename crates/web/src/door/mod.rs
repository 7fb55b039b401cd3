//! 门口: signing in and out, the second step, the first administrators, language and look.

#[cfg(any(feature = "oidc", feature = "passkeys"))]
pub(crate) mod ceremony;
pub(crate) mod code;
mod entry;
#[cfg(feature = "oidc")]
pub(crate) mod oidc;
#[cfg(feature = "passkeys")]
pub(crate) mod passkey;
pub(crate) mod preferences;
pub(crate) mod set_up;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
