//! `backup`: one consistent moment of the ledger in one file, while the bureau goes on working.

use std::path::PathBuf;

use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::global::Global;
use crate::progress::Spinner;
use crate::session;

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "备份不含密钥：请另存 DIR/keys；没有密钥，备份里的个人信息打不开。
A backup holds no keys: keep a copy of DIR/keys elsewhere. Without them its personal values stay closed.

示例 / Example:
  nuancheng backup /mnt/backup/nuancheng-$(date +%F).db")]
pub struct Args {
    /// 备份文件，须尚不存在 / A file that does not exist yet
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(Serialize)]
struct Written {
    file: PathBuf,
    bytes: u64,
    ledger_size: u64,
    ledger_root: String,
}

/// Backs up.
///
/// # Errors
/// When the file exists or cannot be written.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        s.operator().await?;
        let spinner = Spinner::start(global, "备份", "backing up");
        s.store.backup(&args.file).await.map_err(|e| Failure::from(e).at("FILE"))?;
        drop(spinner);
        let (size, root) = s.store.published().head();
        let bytes = std::fs::metadata(&args.file).map_or(0, |m| m.len());
        let written = Written { file: args.file.clone(), bytes, ledger_size: size, ledger_root: hex::encode(root.0) };
        let (lang, file) = (s.lang(), args.file.display());
        let lines = [
            lang.say(
                || format!("已备份到 {file}：{size} 条事实，{bytes} 字节"),
                || format!("backed up to {file}: {size} facts, {bytes} bytes"),
            ),
            lang.say(
                || format!("密钥不在其中，请另存 {}", s.dir.keys().display()),
                || format!("the keys are not in it: keep a copy of {} elsewhere", s.dir.keys().display()),
            ),
        ];
        s.out.answer(&written, &lines)
    })
    .await?;
    Ok(Exit::Done)
}
