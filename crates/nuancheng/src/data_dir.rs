//! 数据目录: where a bureau's files lie.
//!
//! ```text
//! DIR/ledger.db            the database, unless --database names another
//! DIR/keys/ledger.seed     seed of the key that signs checkpoints         (secret, keep a copy elsewhere)
//! DIR/keys/personal.key    key of the personal values                      (secret, keep a copy elsewhere)
//! DIR/verifier.key         public key outsiders verify with
//! DIR/checkpoints/         signed checkpoints, outside the database
//! DIR/erasures.jsonl       who was erased, so that a restored backup erases them again
//! DIR/blobs/               documents that records name, each under its hash
//! DIR/nuancheng.toml       bureau and origin; may be missing
//! ```

use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use crate::exit::Failure;

/// A data folder, there or not.
#[derive(Debug, Clone)]
pub struct DataDir(PathBuf);

impl DataDir {
    /// The folder at `path`.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The SQLite database.
    #[must_use]
    pub fn ledger(&self) -> PathBuf {
        self.0.join("ledger.db")
    }

    /// The folder of secret keys.
    #[must_use]
    pub fn keys(&self) -> PathBuf {
        self.0.join("keys")
    }

    /// The public key outsiders verify with.
    #[must_use]
    pub fn verifier_key(&self) -> PathBuf {
        self.0.join("verifier.key")
    }

    /// The folder of signed checkpoints.
    #[must_use]
    pub fn checkpoints(&self) -> PathBuf {
        self.0.join("checkpoints")
    }

    /// The newest signed checkpoint.
    #[must_use]
    pub fn latest_checkpoint(&self) -> PathBuf {
        self.checkpoints().join("latest.note")
    }

    /// Who was erased.
    #[must_use]
    pub fn erasures(&self) -> PathBuf {
        self.0.join("erasures.jsonl")
    }

    /// The folder of documents that records name.
    #[must_use]
    pub fn documents(&self) -> PathBuf {
        self.0.join("blobs")
    }

    /// The configuration.
    #[must_use]
    pub fn config(&self) -> PathBuf {
        self.0.join("nuancheng.toml")
    }

    /// Makes the folders that are not there; nobody but the owner may look into them.
    ///
    /// # Errors
    /// When a folder cannot be made.
    pub fn create(&self) -> Result<(), Failure> {
        for folder in [self.0.clone(), self.keys(), self.checkpoints(), self.documents()] {
            std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder).map_err(|e| Failure::writing(&folder, &e))?;
        }
        Ok(())
    }

    /// The permission bits of a file or folder; `None` when it is not there.
    #[must_use]
    pub fn mode(path: &Path) -> Option<u32> {
        std::fs::metadata(path).ok().map(|m| m.permissions().mode() & 0o777)
    }
}
