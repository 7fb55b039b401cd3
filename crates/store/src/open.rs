//! Opening a store.

use std::path::PathBuf;
use std::sync::Arc;

use nc_kernel::{Bureau, Clock, IdGen};
use nc_ledger::checkpoint::Signer;
use tokio::sync::mpsc;

use crate::blob::Blobs;
use crate::checkpoints::Checkpoints;
use crate::db::DatabaseUrl;
use crate::durable::Syncing;
use crate::error::{StoreError, damaged};
use crate::maintenance::Maintenance;
use crate::published::Published;
use crate::vault::Vault;
use crate::writer::{Parts, Request, Writer};
use crate::{Store, registry};

/// Secrets that lie in files outside the database: without them a copy of the database shows no person and signs nothing.
#[derive(Clone)]
pub struct Keys {
    /// Seed of the Ed25519 key that signs checkpoints.
    pub ledger_seed: [u8; 32],
    /// Master key of the vault of personal values.
    pub personal_master: [u8; 32],
}

/// What a store is opened with.
pub struct Setup {
    /// Where the database is.
    pub url: DatabaseUrl,
    /// Whose ledger.
    pub bureau: Bureau,
    /// The ledger's name in checkpoints, as C2SP asks for it: a schemaless URL the bureau controls.
    pub origin: String,
    /// Secrets.
    pub keys: Keys,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Ids, salts and keys.
    pub ids: Box<dyn IdGen>,
    /// Folder for checkpoint notes outside the database.
    pub checkpoint_folder: Option<PathBuf>,
    /// File that notes erasures outside the database, so that a restored backup applies them again.
    pub erasures: Option<PathBuf>,
    /// Folder for documents that facts name; without one no document is taken.
    pub documents: Option<PathBuf>,
}

/// Commands that may wait for the writer; beyond that, callers wait to be heard.
const QUEUE: usize = 4_096;
/// A draft of a document older than this was given up.
const DRAFT_MICROS: i64 = 3_600 * 1_000_000;

impl Store {
    /// Opens the database, brings its schema up to date, and starts the writer.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be reached, is damaged, or is newer than this program.
    pub async fn open(setup: Setup) -> Result<Self, StoreError> {
        let mut conn = setup.url.connect_writer().await?;
        setup.url.migrate(&mut conn).await?;
        let readers = setup.url.connect_readers().await?;
        let signer = Signer::from_seed(&setup.origin, &setup.keys.ledger_seed).map_err(|e| damaged("ledger key", e))?;
        let of_statements = Signer::from_seed(&setup.origin, &setup.keys.ledger_seed).map_err(|e| damaged("ledger key", e))?;
        let checkpoints = Checkpoints::new(signer, setup.checkpoint_folder);
        let verifier_key: Arc<str> = checkpoints.verifier_key().into();
        let vault = Vault::new(setup.keys.personal_master);
        let published = Arc::new(Published::default());
        let blobs = Blobs::new(setup.documents);
        blobs.sweep(setup.clock.now().0 - DRAFT_MICROS).await?;
        let syncing = Syncing::open(&setup.url)?;
        syncing.take_over(&mut conn).await?;
        let durable = syncing.durable().clone();
        let parts = Parts {
            url: setup.url.clone(),
            bureau: setup.bureau,
            clock: setup.clock.clone(),
            ids: setup.ids,
            vault: vault.clone(),
            checkpoints,
            published: published.clone(),
            erasures: setup.erasures,
            blobs: blobs.clone(),
            syncing,
        };
        let mut writer = Writer::open(parts, conn).await?;
        writer.derive_if_restored().await?;
        writer.remove_documents_of_the_erased().await?;
        let (requests, inbox) = mpsc::channel::<Request>(QUEUE);
        tokio::spawn(writer.run(inbox));
        let store = Self {
            bureau: setup.bureau,
            url: setup.url,
            readers,
            requests,
            published,
            durable,
            registers: Arc::new(registry::registers()),
            vault,
            blobs,
            clock: setup.clock,
            verifier_key,
            signer: Arc::new(of_statements),
            tokens: Arc::default(),
            door: Arc::default(),
        };
        // A definition may have been recorded just before the last stop, without its cells.
        store.maintain(|reply| Maintenance::Backfill { progress: Box::new(|_, _| {}), reply }).await?;
        Ok(store)
    }
}
