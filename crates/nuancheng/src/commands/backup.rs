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
    /// Documents that are missing or altered, and so not in it.
    documents_left_out: Vec<String>,
}

/// Backs up.
///
/// # Errors
/// When the file exists or cannot be written.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        s.operator().await?;
        let spinner = Spinner::start(global, "备份", "backing up");
        let unfit = s.store.backup(&args.file).await.map_err(|e| Failure::from(e).at("FILE"))?;
        drop(spinner);
        let (size, root) = s.store.published().head();
        let bytes = std::fs::metadata(&args.file).map_or(0, |m| m.len());
        let documents_left_out: Vec<String> = unfit.iter().map(ToString::to_string).collect();
        let written = Written { file: args.file.clone(), bytes, ledger_size: size, ledger_root: hex::encode(root.0), documents_left_out };
        let (lang, file) = (s.lang(), args.file.display());
        let mut lines = vec![
            lang.say(
                || format!("已备份到 {file}：{size} 条事实，{bytes} 字节"),
                || format!("backed up to {file}: {size} facts, {bytes} bytes"),
            ),
            lang.say(
                || format!("密钥不在其中，请另存 {}", s.dir.keys().display()),
                || format!("the keys are not in it: keep a copy of {} elsewhere", s.dir.keys().display()),
            ),
        ];
        if !unfit.is_empty() {
            let count = unfit.len();
            lines.push(lang.say(
                || format!("有 {count} 份附件缺失或被改动，未能备份；请找回原件后重新登记附件，再备份一次："),
                || {
                    format!(
                        "{count} documents are missing or altered and not in it; find the papers, keep them again and back up once more:"
                    )
                },
            ));
            lines.extend(written.documents_left_out.iter().cloned());
        }
        s.out.answer(&written, &lines)?;
        Ok(if unfit.is_empty() { Exit::Done } else { Exit::Refused })
    })
    .await
}
