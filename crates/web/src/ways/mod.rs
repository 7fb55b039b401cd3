//! 登录方式: ways in beside the password. Each is built in by a feature of this crate and switched on by configuration:
//! the bureau's provider of identities (`oidc`), and passkeys (`passkeys`). Without either this holds nothing.

#[cfg(feature = "passkeys")]
mod passkeys;
#[cfg(feature = "oidc")]
mod provider;

#[cfg(feature = "passkeys")]
pub(crate) use passkeys::KeyFault;
#[cfg(feature = "passkeys")]
pub use passkeys::Passkeys;
#[cfg(feature = "oidc")]
pub(crate) use provider::{Journey, Return, WayFault};
#[cfg(feature = "oidc")]
pub use provider::{Provider, ProviderOptions};

/// The ways in that a server offers.
#[derive(Debug, Clone, Default)]
pub struct WaysIn {
    /// The provider of identities.
    #[cfg(feature = "oidc")]
    pub provider: Option<Provider>,
    /// Passkeys.
    #[cfg(feature = "passkeys")]
    pub passkeys: Option<Passkeys>,
}

impl WaysIn {
    /// What the provider of identities is called, when there is one; empty when it was given no name.
    pub(crate) fn provider_name(&self) -> Option<&str> {
        #[cfg(feature = "oidc")]
        return self.provider.as_ref().map(Provider::name);
        #[cfg(not(feature = "oidc"))]
        None
    }

    /// Whether passkeys are taken.
    pub(crate) fn takes_passkeys(&self) -> bool {
        #[cfg(feature = "passkeys")]
        return self.passkeys.is_some();
        #[cfg(not(feature = "passkeys"))]
        false
    }
}

/// Why a way in cannot be offered as it is configured.
#[cfg(any(feature = "oidc", feature = "passkeys"))]
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WayConfiguration {
    /// An address is none, or could be listened to on its way.
    #[error("{0} is no address of the form https://host (http:// on this machine alone)")]
    Address(String),
    /// A certificate cannot be read.
    #[error("the certificate of the provider's authority is not in PEM form: {0}")]
    Certificate(String),
    /// Passkeys are not possible for this address and name.
    #[error("passkeys are bound to a host name that is the address's own or above it: {0}")]
    Host(String),
}

/// An address that nobody between can listen to: https, or this machine itself.
#[cfg(any(feature = "oidc", feature = "passkeys"))]
fn is_private(address: &str) -> bool {
    let on_this_machine = |rest: &str| {
        let host = rest.split('/').next().unwrap_or_default();
        ["localhost", "127.0.0.1", "[::1]"]
            .iter()
            .any(|own| host.strip_prefix(own).is_some_and(|port| port.is_empty() || port.starts_with(':')))
    };
    address.strip_prefix("https://").is_some_and(|rest| !rest.is_empty()) || address.strip_prefix("http://").is_some_and(on_this_machine)
}
