//! `restore`: a backup into an empty database, with every erasure noted since, rebuilt and verified.

use std::path::PathBuf;
use std::sync::Arc;

use nc_kernel::Bureau;
use nc_store::{DocumentReport, Keys, Store, StoreError};
use serde::Serialize;

use super::verify;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::data_dir::DataDir;
use crate::exit::{Exit, Failure};
use crate::global::Global;
use crate::ids::OsIds;
use crate::keys;
use crate::notes;
use crate::output::Output;
use crate::progress::{Bar, Spinner};
use crate::session;

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "先把原来的 keys/、nuancheng.toml、erasures.jsonl 放回数据目录，再恢复。
Put the old keys/, nuancheng.toml and erasures.jsonl into the data folder first.

示例 / Examples:
  nuancheng restore /mnt/backup/nuancheng-2026-03-01.db --data /srv/nuancheng
  nuancheng restore backup.db --data /srv/nuancheng --database postgres://nuancheng@db/nuancheng    # 迁到 PostgreSQL")]
pub struct Args {
    /// 备份文件 / The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 备份之后的事实确已丢失：另存较新的检查点，仍然恢复 / The facts after it are lost for good: keep newer checkpoints aside, and restore
    #[arg(long)]
    losing_facts: bool,
}

#[derive(Serialize)]
struct Restored {
    ledger_size: u64,
    ledger_root: String,
    erasures_applied: u64,
    documents_whole: u64,
    holds: bool,
    findings: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    set_aside: Option<PathBuf>,
}

/// Restores, rebuilds and verifies.
///
/// # Errors
/// When the keys are missing, the file is no backup, or the database is not empty.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    let dir = global.dir();
    let keys = keys::needed(&dir)?;
    let config = Config::load(&dir)?;
    let bureau = config.bureau(global)?;
    let url = global.url(&dir)?;
    dir.create()?;
    let set_aside = newer_notes(&dir, args, &config, bureau, &keys).await?;
    let made = url.file().filter(|file| !file.exists()).map(std::path::Path::to_owned);
    let spinner = Spinner::start(global, "恢复", "restoring");
    let copied = nc_store::backup::restore(&args.file, &url, bureau, Some(&dir.erasures()), Some(&dir.documents())).await;
    drop(spinner);
    let erasures_applied = match copied {
        Ok(erased) => erased,
        Err(error) => {
            // An empty database made for a restore that failed would look like a ledger.
            if let Some(file) = made {
                let _ = std::fs::remove_file(file);
            }
            return Err(failure(error));
        }
    };
    let store = session::open_store(&dir, url, bureau, config.origin(bureau), keys, Arc::new(SystemClock), Box::new(OsIds)).await?;
    let result = settle(global, &store, erasures_applied).await;
    store.close().await;
    let mut restored = result?;
    restored.set_aside = set_aside;
    session::publish_verifier_key(&dir, &store)?;
    let lang = global.lang();
    let (size, erased, documents) = (restored.ledger_size, erasures_applied, restored.documents_whole);
    let mut lines = vec![lang.say(
        || format!("已恢复 {size} 条事实、{documents} 份附件，重新执行了 {erased} 次个人信息删除，派生表已重建"),
        || format!("restored {size} facts and {documents} documents, applied {erased} erasures again, rebuilt everything derived"),
    )];
    lines.push(if restored.holds {
        lang.pick("账本验证成立", "the ledger holds").to_owned()
    } else {
        lang.pick("账本验证不成立：", "the ledger does not hold:").to_owned()
    });
    lines.extend(restored.findings.iter().cloned());
    if let Some(folder) = &restored.set_aside {
        lines.push(lang.say(
            || format!("较新的检查点已另存为证据：{}；第 {size} 条之后的事实须重新登记", folder.display()),
            || format!("newer checkpoints are kept as evidence in {}; facts after {size} must be recorded again", folder.display()),
        ));
    }
    Output::new(global).answer(&restored, &lines)?;
    Ok(if restored.holds { Exit::Done } else { Exit::Refused })
}

/// Checkpoints signed for more facts than the backup holds: without leave to lose those, nothing is restored.
async fn newer_notes(dir: &DataDir, args: &Args, config: &Config, bureau: Bureau, keys: &Keys) -> Result<Option<PathBuf>, Failure> {
    let size = nc_store::backup::size(&args.file, bureau).await.map_err(failure)?;
    let newest = notes::newest(dir, &notes::verifier_key(config, bureau, keys)?)?;
    let Some((path, signed)) = newest.filter(|(_, signed)| signed.size > size) else { return Ok(None) };
    if args.losing_facts {
        return notes::set_aside(dir, size);
    }
    let (held, lost) = (signed.size, signed.size - size);
    Err(Failure::refused(
        format!("备份只有 {size} 条事实，而此检查点已签到 {held} 条：恢复后会缺 {lost} 条。未作任何改动；请改用更新的备份，确已丢失时加 --losing-facts"),
        format!(
            "the backup holds {size} facts, and this checkpoint was signed for {held}: {lost} would be missing. Nothing was changed; take a newer backup, or add --losing-facts when they are lost for good"
        ),
    )
    .at(path.display().to_string()))
}

async fn settle(global: &Global, store: &Store, erasures_applied: u64) -> Result<Restored, Failure> {
    store.rebuild(false, Bar::new(global, "重放事实", "replaying facts").callback()).await?;
    let report = verify::report(global, store, &[]).await?;
    let documents = store.audit_documents().await?;
    Ok(Restored {
        ledger_size: report.size,
        ledger_root: hex::encode(report.root.0),
        erasures_applied,
        documents_whole: documents.whole,
        holds: report.first_bad.is_none() && documents.findings.is_empty(),
        findings: findings(&report, &documents),
        set_aside: None,
    })
}

fn findings(ledger: &nc_ledger::audit::Report, documents: &DocumentReport) -> Vec<String> {
    let ledger = ledger.findings.iter().map(ToString::to_string);
    ledger.chain(documents.findings.iter().map(ToString::to_string)).collect()
}

fn failure(error: StoreError) -> Failure {
    let full = error.to_string();
    let unreadable = full.contains("does not exist") || full.contains("is not a backup") || full.contains("holds no ledger");
    let failure = Failure::from(error);
    if unreadable { failure.ending(Exit::Unreadable).at("FILE") } else { failure }
}
