//! What every handler shares.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use nc_kernel::{Actor, Day, IdGen, Period, UserId};
use nc_people::{Action, Scope};
use nc_store::Store;

use crate::door::set_up::SetUp;
use crate::printer::Printer;
use crate::problem::Problem;
use crate::serve::{Randomness, ServeOptions};
use crate::settings::CatalogueFiles;
use crate::ways::WaysIn;

/// The store and how it is shown.
pub(crate) struct App {
    pub store: Store,
    pub label: Option<String>,
    pub campaigns: BTreeMap<String, Day>,
    /// What comes with the program as files, to be shown.
    pub catalogue: CatalogueFiles,
    /// Whether browsers reach the server by https: cookies are then bound to it.
    pub secure: bool,
    /// The way in while there is no account.
    pub set_up: SetUp,
    /// Whoever sets reports as PDF, when this server can.
    pub pdf: Option<Printer>,
    /// Ways in beside the password.
    pub ways: WaysIn,
    randomness: Randomness,
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
            campaigns: options.catalogue.campaigns.iter().map(|campaign| (campaign.name.clone(), campaign.first_day)).collect(),
            catalogue: options.catalogue.clone(),
            secure: options.https,
            set_up: SetUp::new(options.set_up_code.clone()),
            pdf: options.pdf.clone(),
            ways: options.ways.clone(),
            randomness: options.randomness.clone(),
            period: options.period,
            started,
            requests: AtomicU64::new(0),
        }
    }

    /// A source of ids and secrets for one use.
    pub(crate) fn ids(&self) -> impl IdGen + use<> {
        self.randomness.clone()
    }

    /// A key no command was asked with before, in the name of `actor`.
    pub(crate) fn fresh_key(&self, actor: &Actor) -> String {
        let mut bytes = [0_u8; 16];
        self.ids().fill(&mut bytes);
        format!("{}/web/{}", actor.user, hex::encode(bytes))
    }

    /// The key a form of `actor` came with, where it is one of their own; else a fresh one. Nobody meets the receipt of
    /// somebody else.
    pub(crate) fn own_key(&self, actor: &Actor, asked: &str) -> String {
        if asked.starts_with(&format!("{}/web/", actor.user)) { asked.to_owned() } else { self.fresh_key(actor) }
    }

    /// Where `actor` may do `action`; who may nowhere is refused as on the whole bureau.
    pub(crate) fn somewhere(&self, actor: &Actor, action: Action) -> Result<Vec<Scope>, Problem> {
        let scopes = self.store.scopes(actor, action);
        if scopes.is_empty() { Ok(vec![self.store.allow(actor, action, &self.store.bureau_path()?)?]) } else { Ok(scopes) }
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

    /// Notes at the door what happened to the account of `user`.
    pub(crate) async fn note(&self, user: UserId, by: UserId, kind: &str) -> Result<(), Problem> {
        Ok(self.store.note_door_event(user, by, kind, &mut self.ids()).await?)
    }
}
