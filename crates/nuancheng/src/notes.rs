//! 库外检查点: the signed notes in DIR/checkpoints, and what they say against the ledger.
//!
//! A note that was signed for more facts than there are tells that facts are gone: an older backup was restored, or the log
//! was cut. Writing on would make a second history of the same length, so nothing is opened then.

use std::path::{Path, PathBuf};

use nc_kernel::Bureau;
use nc_ledger::Hash;
use nc_ledger::checkpoint::{self, Checkpoint, Signer};
use nc_store::Keys;

use crate::config::Config;
use crate::data_dir::DataDir;
use crate::exit::Failure;

/// The public key of who signs with `keys`.
///
/// # Errors
/// When the ledger's name cannot be used.
pub fn verifier_key(config: &Config, bureau: Bureau, keys: &Keys) -> Result<String, Failure> {
    let signer = Signer::from_seed(&config.origin(bureau), &keys.ledger_seed);
    signer
        .map(|s| s.verifier_key())
        .map_err(|e| Failure::unreadable(format!("origin 不能使用：{e}"), format!("the origin cannot be used: {e}")))
}

/// Every note that lies in the folder, by name; none where there is no folder.
///
/// # Errors
/// When the folder cannot be read.
pub fn paths(dir: &DataDir) -> Result<Vec<PathBuf>, Failure> {
    let folder = dir.checkpoints();
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for item in std::fs::read_dir(&folder).map_err(|e| Failure::reading(&folder, &e))? {
        let path = item.map_err(|e| Failure::reading(&folder, &e))?.path();
        if path.extension().is_some_and(|extension| extension == "note") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The size a note's name says it was signed for.
fn size_of(path: &Path) -> Option<u64> {
    path.file_stem()?.to_str()?.parse().ok()
}

/// The note signed with `key` for the most facts. Names that say little are looked into last and only as long as needed.
///
/// # Errors
/// As [`paths`].
pub fn newest(dir: &DataDir, key: &str) -> Result<Option<(PathBuf, Checkpoint)>, Failure> {
    let mut named: Vec<(u64, PathBuf)> = paths(dir)?.into_iter().filter_map(|path| Some((size_of(&path)?, path))).collect();
    named.sort();
    Ok(named.into_iter().rev().find_map(|(size, path)| {
        let note = std::fs::read_to_string(&path).ok()?;
        let signed = checkpoint::open(&note, key).ok()?;
        (signed.size == size).then_some((path, signed))
    }))
}

/// Whether a ledger of `size` facts can be the one the note was signed for.
///
/// # Errors
/// Naming the note, and what to do, when it cannot.
pub fn agrees(newest: Option<&(PathBuf, Checkpoint)>, size: u64, root: Hash) -> Result<(), Failure> {
    let Some((path, signed)) = newest else { return Ok(()) };
    if signed.size < size || signed.size == size && signed.root.0 == root.0 {
        return Ok(());
    }
    let held = signed.size;
    Err(Failure::fault(
        format!(
            "库外检查点签的是 {held} 条事实，账本却有 {size} 条且与之不符：恢复了旧备份，或账本被截短。未作任何改动；请恢复最新的备份。\
             如其后的事实确已丢失，请用 nuancheng restore --losing-facts 从备份恢复，较新的检查点会另存为证据"
        ),
        format!(
            "this checkpoint was signed for {held} facts, and the ledger of {size} is not that one: an older backup was restored, or the log was cut. \
             Nothing was changed; restore the newest backup. Where the facts after it are lost for good, `nuancheng restore --losing-facts` restores an older one \
             and keeps the newer checkpoints aside as evidence"
        ),
    )
    .at(path.display().to_string()))
}

/// Moves every note signed for more than `size` facts into a folder of its own, and says which, where there were any.
///
/// # Errors
/// When they cannot be moved.
pub fn set_aside(dir: &DataDir, size: u64) -> Result<Option<PathBuf>, Failure> {
    let newer: Vec<PathBuf> = paths(dir)?.into_iter().filter(|path| size_of(path).is_none_or(|signed| signed > size)).collect();
    if newer.is_empty() {
        return Ok(None);
    }
    let folder = dir.checkpoints().join(format!("set-aside-after-{size:012}"));
    std::fs::create_dir_all(&folder).map_err(|e| Failure::writing(&folder, &e))?;
    for path in newer {
        let to = folder.join(path.file_name().unwrap_or_default());
        std::fs::rename(&path, &to).map_err(|e| Failure::writing(&to, &e))?;
    }
    Ok(Some(folder))
}
