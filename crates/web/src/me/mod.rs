//! 我的: the desk, one's own record, who read it, and one's own account.

pub(crate) mod desk;
pub(crate) mod draft;
#[cfg(feature = "oidc")]
pub(crate) mod identity;
pub(crate) mod norms;
#[cfg(feature = "passkeys")]
pub(crate) mod passkeys;
pub(crate) mod password;
pub(crate) mod readers;
pub(crate) mod record;
pub(crate) mod second_factor;
pub(crate) mod security;
pub(crate) mod sessions;
