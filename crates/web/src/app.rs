//! What every handler shares.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use nc_kernel::{Actor, Day, Period};
use nc_store::Store;

use crate::serve::ServeOptions;

/// The store and how it is shown.
pub(crate) struct App {
    pub store: Store,
    pub label: Option<String>,
    pub reader: Actor,
    pub campaigns: BTreeMap<String, Day>,
    /// Whether only this machine can reach the server.
    pub loopback: bool,
    period: Option<Period>,
    started: i64,
    requests: AtomicU64,
}

impl App {
    pub(crate) fn new(store: Store, options: &ServeOptions) -> Self {
        let started = store.now().0;
        Self {
            store,
            label: options.label.clone(),
            reader: options.reader.clone(),
            campaigns: options.campaigns.clone(),
            loopback: options.listen.ip().is_loopback(),
            period: options.period,
            started,
            requests: AtomicU64::new(0),
        }
    }

    /// An id for one request, told apart from those of other runs by when this one started.
    pub(crate) fn request_id(&self) -> String {
        format!("{:x}-{:x}", self.started, self.requests.fetch_add(1, Ordering::Relaxed))
    }

    /// The period a page shows when none is asked for: the one the server was started with, or this year so far.
    pub(crate) fn period(&self) -> Period {
        let today = self.store.now().day();
        self.period.unwrap_or_else(|| Period::new(today.first_of_year(), today))
    }
}
