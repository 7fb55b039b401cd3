//! What can go wrong between a command and its receipt.

use nc_kernel::{Refused, UnknownFact};

/// A fault of the store, or a lawful no.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The rules say no; nothing was changed.
    #[error("{0}")]
    Refused(#[from] Refused),
    /// The database answered with a fault while doing what `context` says. Nothing of the command was kept.
    #[error("{context}: {}", describe(source))]
    Database {
        /// What was being done.
        context: &'static str,
        /// The database's fault.
        source: sqlx::Error,
    },
    /// What is stored cannot be what was written.
    #[error("the store is damaged at {place}: {why}; run `nuancheng verify`, then restore the last good backup")]
    Damaged {
        /// Where.
        place: String,
        /// What is wrong.
        why: String,
    },
    /// A fact this program cannot read.
    #[error(transparent)]
    Unreadable(#[from] UnknownFact),
    /// Figure definitions that cannot be used.
    #[error(transparent)]
    Catalogue(#[from] nc_figures::CatalogueError),
    /// A figure that cannot be computed.
    #[error(transparent)]
    Evaluate(#[from] nc_figures::evaluate::EvaluateError),
    /// A file beside the database.
    #[error("{path}: {source}")]
    File {
        /// Which file.
        path: String,
        /// The system's answer.
        source: std::io::Error,
    },
    /// The configuration or the request cannot be used; says why and what to do.
    #[error("{0}")]
    Unusable(String),
    /// The store is shutting down; ask again with the same idempotency key.
    #[error("the store is closing; try again with the same idempotency key")]
    Closed,
}

impl StoreError {
    /// Whether the database server ended the connection or cannot be heard any more.
    pub(crate) fn is_lost_connection(&self) -> bool {
        /// admin_shutdown, crash_shutdown, idle_session_timeout.
        const ENDED: [&str; 3] = ["57P01", "57P02", "57P05"];
        match self {
            Self::Database { source: sqlx::Error::Io(_) | sqlx::Error::Protocol(_), .. } => true,
            Self::Database { source: sqlx::Error::Database(fault), .. } => fault.code().is_some_and(|code| ENDED.contains(&&*code)),
            _ => false,
        }
    }
}

fn describe(source: &sqlx::Error) -> String {
    let text = source.to_string();
    if text.contains("malformed") || text.contains("not a database") {
        return format!(
            "{text}: the database file is damaged; stop, keep the file, and restore the last good backup with `nuancheng restore`"
        );
    }
    if text.contains("locked") {
        return format!("{text}: another process is writing to this database; stop it or use its server");
    }
    text
}

/// Adds what was being done to a database fault.
pub(crate) trait While<T> {
    fn during(self, context: &'static str) -> Result<T, StoreError>;
}

impl<T> While<T> for Result<T, sqlx::Error> {
    fn during(self, context: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::Database { context, source })
    }
}

/// A finding of damage.
pub(crate) fn damaged(place: impl Into<String>, why: impl std::fmt::Display) -> StoreError {
    StoreError::Damaged { place: place.into(), why: why.to_string() }
}
