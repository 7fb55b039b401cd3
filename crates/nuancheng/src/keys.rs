//! 密钥: two files of 32 secret bytes, written once and never again.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use nc_kernel::IdGen;
use nc_store::Keys;

use crate::data_dir::DataDir;
use crate::exit::Failure;
use crate::ids::OsIds;

/// File of the seed that signs checkpoints.
pub const LEDGER: &str = "ledger.seed";
/// File of the key of personal values.
pub const PERSONAL: &str = "personal.key";

/// Reads the keys; `None` when there is neither.
///
/// # Errors
/// When only one of them is there, or one cannot be read or is not 32 bytes in hexadecimal.
pub fn load(dir: &DataDir) -> Result<Option<Keys>, Failure> {
    let ledger = read(&dir.keys().join(LEDGER))?;
    let personal = read(&dir.keys().join(PERSONAL))?;
    match (ledger, personal) {
        (Some(ledger_seed), Some(personal_master)) => Ok(Some(Keys { ledger_seed, personal_master })),
        (None, None) => Ok(None),
        (None, Some(_)) => Err(missing(&dir.keys().join(LEDGER))),
        (Some(_), None) => Err(missing(&dir.keys().join(PERSONAL))),
    }
}

/// The keys of a ledger that exists.
///
/// # Errors
/// As [`load`], and when there are none.
pub fn needed(dir: &DataDir) -> Result<Keys, Failure> {
    load(dir)?.ok_or_else(|| missing(&dir.keys().join(LEDGER)))
}

/// The fault of a key that should be there.
#[must_use]
pub fn missing(path: &Path) -> Failure {
    Failure::fault(
        "密钥文件不在；请从密钥的异地备份恢复此文件（程序绝不为已有账本另造密钥：新密钥打不开个人信息，也续不上检查点签名）",
        "the key file is missing: restore it from your copy of the keys. No new key is made for a ledger that exists: it would open no personal value and could not go on signing",
    )
    .at(path.display().to_string())
}

/// New keys, not written yet.
#[must_use]
pub fn generate() -> Keys {
    let mut keys = Keys { ledger_seed: [0; 32], personal_master: [0; 32] };
    OsIds.fill(&mut keys.ledger_seed);
    OsIds.fill(&mut keys.personal_master);
    keys
}

/// Writes new keys, readable by their owner alone. A file that is there is never replaced.
///
/// # Errors
/// When a file is there or cannot be written.
pub fn write(dir: &DataDir, keys: &Keys) -> Result<(), Failure> {
    for (name, bytes) in [(LEDGER, &keys.ledger_seed), (PERSONAL, &keys.personal_master)] {
        let path = dir.keys().join(name);
        let fault = |e: std::io::Error| Failure::writing(&path, &e);
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).map_err(fault)?;
        file.write_all(format!("{}\n", hex::encode(bytes)).as_bytes()).and_then(|()| file.sync_all()).map_err(fault)?;
    }
    Ok(())
}

fn read(path: &Path) -> Result<Option<[u8; 32]>, Failure> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(e) => {
            return Err(Failure::fault(
                format!("无法读取密钥文件：{e}；请核对权限"),
                format!("the key file cannot be read: {e}; check its permissions"),
            )
            .at(path.display().to_string()));
        }
    };
    let mut bytes = [0; 32];
    hex::decode_to_slice(text.trim(), &mut bytes).map_err(|_| {
        Failure::fault(
            "密钥文件已损坏（应为 64 个十六进制字符）；请从密钥的异地备份恢复",
            "the key file is damaged (it holds 64 hexadecimal characters); restore it from your copy of the keys",
        )
        .at(path.display().to_string())
    })?;
    Ok(Some(bytes))
}
