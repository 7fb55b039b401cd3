//! An open store with everything a command needs beside it.

use std::sync::Arc;

use nc_kernel::{Bureau, Clock, IdGen, Micros};
use nc_store::{DatabaseUrl, Keys, Setup, Store};

use crate::clock::SystemClock;
use crate::config::Config;
use crate::data_dir::DataDir;
use crate::exit::Failure;
use crate::files;
use crate::global::Global;
use crate::ids::{OsIds, secret_word};
use crate::keys;
use crate::lang::Lang;
use crate::notes;
use crate::output::Output;

/// 会话: one command's open store.
pub struct Session<'a> {
    /// The store.
    pub store: Store,
    /// Where the files lie.
    pub dir: DataDir,
    /// What the configuration says.
    pub config: Config,
    /// The options.
    pub global: &'a Global,
    /// Where the answer goes.
    pub out: Output,
}

impl Session<'_> {
    /// The language printed.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.out.lang()
    }

    /// A note for every list of an invented bureau.
    #[must_use]
    pub fn synthetic_note(&self) -> Option<String> {
        self.config.synthetic.then(|| self.lang().pick("演示数据", "synthetic data").to_owned())
    }

    /// A banner for every page of an invented bureau.
    #[must_use]
    pub fn synthetic_label(&self) -> Option<String> {
        self.config.synthetic.then(|| "演示数据 / synthetic data".to_owned())
    }
}

/// Opens the store of an existing bureau, runs, and closes it whatever came out.
///
/// # Errors
/// As opening, or as `run`.
pub async fn with<T>(global: &Global, run: impl AsyncFnOnce(&Session<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
    let session = open(global).await?;
    let result = run(&session).await;
    session.store.close().await;
    result
}

async fn open(global: &Global) -> Result<Session<'_>, Failure> {
    let dir = global.dir();
    let config = Config::load(&dir)?;
    let bureau = config.bureau(global)?;
    let url = global.url(&dir)?;
    if url.file().is_some_and(|file| !file.exists()) {
        return Err(not_initialised(&dir));
    }
    let keys = keys::needed(&dir)?;
    // Looked for first: another process may sign while this one opens.
    let newest = notes::newest(&dir, &notes::verifier_key(&config, bureau, &keys)?)?;
    let store = open_store(&dir, url, bureau, config.origin(bureau), keys, Arc::new(SystemClock), Box::new(OsIds)).await?;
    let (size, root) = store.published().head();
    if let Err(failure) = notes::agrees(newest.as_ref(), size, root) {
        // A store that stops signs, and this one must not vouch for itself.
        std::mem::forget(store);
        return Err(failure);
    }
    if store.published().with_directory(|d| d.bureau().is_none()) {
        return Err(not_initialised(&dir));
    }
    Ok(Session { store, dir, config, global, out: Output::new(global) })
}

/// Opens a store with the files of `dir` beside it, and makes sure that the keys are those it was signed with.
///
/// # Errors
/// When it cannot be opened, or was signed with another key.
pub async fn open_store(
    dir: &DataDir,
    url: DatabaseUrl,
    bureau: Bureau,
    origin: String,
    keys: Keys,
    clock: Arc<dyn Clock>,
    ids: Box<dyn IdGen>,
) -> Result<Store, Failure> {
    let setup = Setup {
        url,
        bureau,
        origin,
        keys,
        clock,
        ids,
        checkpoint_folder: Some(dir.checkpoints()),
        erasures: Some(dir.erasures()),
        documents: Some(dir.documents()),
    };
    let store = Store::open(setup).await?;
    if let Some(note) = store.checkpoint().await?
        && nc_ledger::checkpoint::open(&note, store.verifier_key()).is_err()
    {
        // A store that stops signs what is new; with the wrong key it must not, so it is never told to stop.
        std::mem::forget(store);
        return Err(wrong_keys(dir));
    }
    Ok(store)
}

/// The keys are not those the ledger was signed with.
#[must_use]
pub fn wrong_keys(dir: &DataDir) -> Failure {
    Failure::fault(
        "密钥或 origin 与此账本不符：最近的检查点是用另一把密钥签的；请恢复原来的 keys/ 和 nuancheng.toml",
        "keys or origin are not this ledger's: its last checkpoint was signed with another key; restore the keys/ and nuancheng.toml that belong to it",
    )
    .at(dir.keys().display().to_string())
}

/// There is no ledger in `dir`.
#[must_use]
pub fn not_initialised(dir: &DataDir) -> Failure {
    Failure::unreadable(
        "这里还没有账本；请先运行 nuancheng init，或用 --data / --database 指明位置",
        "there is no ledger here: run `nuancheng init` first, or say with --data or --database where it is",
    )
    .at(dir.path().display().to_string())
}

/// An idempotency key nobody used before.
#[must_use]
pub fn fresh_key() -> String {
    format!("cli/{}", secret_word(4))
}

/// Writes the public key beside the data, where `verify --proof` and outsiders find it.
///
/// # Errors
/// When it cannot be written.
pub fn publish_verifier_key(dir: &DataDir, store: &Store) -> Result<(), Failure> {
    files::write(&dir.verifier_key(), format!("{}\n", store.verifier_key()).as_bytes())
}

/// `days` days from now.
#[must_use]
pub fn in_days(now: Micros, days: u32) -> Micros {
    Micros(now.0 + i64::from(days) * 24 * 3_600 * 1_000_000)
}
