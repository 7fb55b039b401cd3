//! What a browser keeps for us, and how.

use axum::http::{HeaderMap, HeaderValue, header};

/// A cookie of ours. Over https its name gets the prefix `__Host-`, which keeps other hosts and paths from setting it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// The secret of the session.
    Session,
    /// The secret of the browser, by which an account knows it again.
    Device,
    /// The secret of something begun at the door that comes back soon.
    #[cfg(any(feature = "oidc", feature = "passkeys"))]
    Ceremony,
    /// The language chosen before signing in.
    Lang,
    /// The look chosen before signing in.
    Theme,
    /// The token of a hall screen.
    Screen,
}

/// Four hundred days, the longest a browser keeps anything.
const LONG: i64 = 34_560_000;

impl Cookie {
    fn name(self) -> &'static str {
        match self {
            Self::Session => "nc_session",
            Self::Device => "nc_device",
            #[cfg(any(feature = "oidc", feature = "passkeys"))]
            Self::Ceremony => "nc_ceremony",
            Self::Lang => "nc_lang",
            Self::Theme => "nc_theme",
            Self::Screen => "nc_screen",
        }
    }

    /// What the browser sent.
    pub(crate) fn of(self, headers: &HeaderMap, secure: bool) -> Option<&str> {
        let prefix = if secure { "__Host-" } else { "" };
        let all = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        all.flat_map(|value| value.split(';'))
            .find_map(|pair| pair.trim().strip_prefix(prefix)?.strip_prefix(self.name())?.strip_prefix('='))
            .filter(|value| !value.is_empty())
    }

    /// Makes the browser keep `value`: a session until the browser closes, a ceremony as long as it may take,
    /// everything else long.
    pub(crate) fn keep(self, value: &str, secure: bool) -> HeaderValue {
        let age = match self {
            Self::Session => String::new(),
            #[cfg(any(feature = "oidc", feature = "passkeys"))]
            Self::Ceremony => format!("; Max-Age={}", nc_store::door::CEREMONY / 1_000_000),
            _ => format!("; Max-Age={LONG}"),
        };
        self.header(value, &age, secure)
    }

    /// Makes the browser forget.
    pub(crate) fn forget(self, secure: bool) -> HeaderValue {
        self.header("", "; Max-Age=0", secure)
    }

    fn header(self, value: &str, age: &str, secure: bool) -> HeaderValue {
        let (prefix, only) = if secure { ("__Host-", "; Secure") } else { ("", "") };
        let text = format!("{prefix}{}={value}; Path=/; HttpOnly; SameSite=Lax{only}{age}", self.name());
        // Ours are letters and digits.
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
    }
}
