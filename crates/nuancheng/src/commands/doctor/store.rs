//! What the database says.

use std::time::{Duration, Instant};

use nc_kernel::Micros;
use nc_ledger::tree::{StoredTile, TileSet, edge_tiles, root_at};
use nc_people::access::Action;
use nc_store::{Job, Pages, Question};

use super::Finding;
use crate::commands::init::{ADMINISTRATORS, is_known};
use crate::exit::Failure;
use crate::files;
use crate::seed;
use crate::session::Session;

/// A figure that takes longer is felt.
const SLOW: Duration = Duration::from_millis(500);
/// A checkpoint older than this, with facts after it, is overdue.
const OVERDUE: Duration = Duration::from_secs(3_600);

/// Looks at an open store.
pub async fn look(s: &Session<'_>) -> Vec<Finding> {
    let (size, _) = s.store.published().head();
    let mut findings = vec![Finding::good("database", format!("已打开，{size} 条事实"), format!("open, {size} facts"))];
    findings.extend(pages(s).await.unwrap_or_else(|f| Some(Finding::failure("pages", &f))));
    findings.push(head(s).await.unwrap_or_else(|f| Finding::failure("head", &f)));
    findings.push(checkpoint(s).await.unwrap_or_else(|f| Finding::failure("checkpoint", &f)));
    findings.push(public_key(s));
    findings.push(definitions(s).unwrap_or_else(|f| Finding::failure("figures", &f)));
    findings.push(administrators(s));
    findings.extend(documents(s).await.unwrap_or_else(|f| vec![Finding::failure("documents", &f)]));
    findings.extend(jobs(s).await.unwrap_or_else(|f| vec![Finding::failure("jobs", &f)]));
    findings.push(speed(s).await.unwrap_or_else(|f| Finding::failure("speed", &f)));
    findings
}

/// Every page of the file, the unused ones and the indexes included.
async fn pages(s: &Session<'_>) -> Result<Option<Finding>, Failure> {
    Ok(match s.store.pages().await? {
        Pages::NotAFile => None,
        Pages::Whole => Some(Finding::good("pages", "数据库文件各页及索引完好", "every page and index of the file is whole")),
        Pages::Damaged(faults) => {
            let first = faults.first().map(String::as_str).unwrap_or_default();
            let n = faults.len();
            let damage = Finding::problem(
                "pages",
                format!("数据库文件有 {n} 处损坏：{first}"),
                format!("the file is damaged in {n} places: {first}"),
            );
            Some(damage.remedy(
                "先停用服务并复制该文件，运行 nuancheng verify 看事实是否完整；再恢复最近一次完好的备份",
                "stop the server, keep a copy of the file, see by `nuancheng verify` whether the facts hold, then restore the last good backup",
            ))
        }
    })
}

/// The head must be what the edge of the tree gives.
async fn head(s: &Session<'_>) -> Result<Finding, Failure> {
    let (size, root) = s.store.published().head();
    let mut tiles = TileSet::default();
    for id in edge_tiles(size) {
        if let Some(hashes) = s.store.tile(id.level, id.index).await? {
            tiles.insert(StoredTile { level: id.level, index: id.index, hashes });
        }
    }
    let computed = root_at(&tiles, size);
    Ok(if computed.is_ok_and(|computed| computed.0 == root.0) {
        Finding::good(
            "head",
            format!("根与树一致 {}", hex::encode(root.0)),
            format!("the root follows from the tree: {}", hex::encode(root.0)),
        )
    } else {
        Finding::problem("head", "根与树不一致", "the root does not follow from the tree")
            .remedy("运行 nuancheng verify，再恢复最近一次完好的备份", "run `nuancheng verify`, then restore the last good backup")
    })
}

/// The last checkpoint, in the database and outside it.
async fn checkpoint(s: &Session<'_>) -> Result<Finding, Failure> {
    let (size, _) = s.store.published().head();
    let Some(note) = s.store.checkpoint().await? else {
        return Ok(Finding::note("checkpoint", "还没有检查点", "no checkpoint was signed yet"));
    };
    let Ok(signed) = nc_ledger::checkpoint::open(&note, s.store.verifier_key()) else {
        return Ok(Finding::problem("checkpoint", "最近的检查点不是用此密钥签的", "the last checkpoint was signed with another key")
            .remedy("恢复原来的 keys/ 和 nuancheng.toml", "restore the keys/ and nuancheng.toml that belong to it"));
    };
    let file = s.dir.latest_checkpoint();
    let Ok(outside) = std::fs::metadata(&file) else {
        return Ok(Finding::problem("checkpoint", "数据库外没有检查点", "there is no checkpoint outside the database").remedy(
            "核对 DIR/checkpoints 的权限，再登记一条或启动服务",
            "check the permissions of DIR/checkpoints, then record or serve",
        ));
    };
    let age = outside
        .modified()
        .ok()
        .map(|at| Micros(at.duration_since(std::time::UNIX_EPOCH).map_or(0, |d| i64::try_from(d.as_micros()).unwrap_or(0))));
    let seconds = age.map_or(0, |at| (s.store.now().0 - at.0).max(0) / 1_000_000);
    let unsigned = size.saturating_sub(signed.size);
    Ok(if unsigned > 0 && seconds > i64::try_from(OVERDUE.as_secs()).unwrap_or(i64::MAX) {
        Finding::problem(
            "checkpoint",
            format!("{unsigned} 条事实尚未签入检查点，上次已过 {seconds} 秒"),
            format!("{unsigned} facts are not signed; the last checkpoint is {seconds} seconds old"),
        )
        .remedy("核对 DIR/checkpoints 可写，保持服务运行", "see that DIR/checkpoints can be written, and keep the server running")
    } else {
        Finding::good("checkpoint", format!("已签到 {} 条", signed.size), format!("signed up to {}", signed.size))
    })
}

fn public_key(s: &Session<'_>) -> Finding {
    match files::read_text(&s.dir.verifier_key()) {
        Ok(text) if text.trim() == s.store.verifier_key() => Finding::good("public_key", s.store.verifier_key(), s.store.verifier_key()),
        _ => Finding::problem("public_key", "DIR/verifier.key 缺失或不符", "DIR/verifier.key is missing or another one")
            .remedy("运行 nuancheng init 重新写出", "run `nuancheng init` to write it again"),
    }
}

/// Definitions this program brings that the ledger does not have.
fn definitions(s: &Session<'_>) -> Result<Finding, Failure> {
    let built_in = seed::figures(s.store.registers())?;
    let ledger = s.store.published().catalogue();
    let count = ledger.in_use().count();
    Ok(if is_known(&ledger, &built_in) {
        Finding::good("figures", format!("{count} 个指标均已入账并已计数"), format!("{count} figures on the ledger, all counted"))
    } else {
        Finding::problem("figures", "本程序带有尚未入账的指标定义", "this program brings definitions that are not on the ledger")
            .remedy("运行 nuancheng init 补上", "run `nuancheng init` to add them")
    })
}

/// Every document that a fact names lies in its folder as it was.
async fn documents(s: &Session<'_>) -> Result<Vec<Finding>, Failure> {
    let report = s.store.audit_documents().await?;
    let (named, whole, erased, unnamed) = (report.named, report.whole, report.erased, report.unnamed);
    let mut findings: Vec<Finding> = report
        .findings
        .iter()
        .map(|found| {
            Finding::problem("documents", found.to_string(), found.to_string()).remedy(
                "从备份恢复该附件，或找回原件重新上传（哈希相同即复原）；应删未删的，重启服务会删去",
                "restore it from a backup, or find the paper and keep it again (the same bytes mend it); one to be erased goes when the server starts again",
            )
        })
        .collect();
    if findings.is_empty() {
        findings.push(Finding::good(
            "documents",
            format!("附件 {named} 份：{whole} 份完好，{erased} 份已随人员删除"),
            format!("{named} documents: {whole} whole, {erased} erased with people"),
        ));
    }
    if unnamed > 0 {
        findings.push(Finding::note(
            "documents",
            format!("另有 {unnamed} 份附件没有记录用到"),
            format!("{unnamed} more documents lie there that no record names"),
        ));
    }
    Ok(findings)
}

/// The three administrators must be there.
fn administrators(s: &Session<'_>) -> Finding {
    let now = s.store.now();
    let missing: Vec<_> = s.store.published().with_directory(|d| {
        let held = |role| d.users().any(|u| d.grants_in_force(u.id, now).any(|g| g.role == role));
        ADMINISTRATORS.iter().filter(|(_, role)| !held(*role)).map(|(_, role)| *role).collect()
    });
    if missing.is_empty() {
        return Finding::good("accounts", "三员齐全", "the three administrators are there");
    }
    let zh = missing.iter().map(|r| r.zh()).collect::<Vec<_>>().join("、");
    let en = missing.iter().map(|r| r.en()).collect::<Vec<_>>().join(", ");
    Finding::problem("accounts", format!("无人担任：{zh}"), format!("nobody is: {en}"))
        .remedy("运行 nuancheng init 补设，或用 nuancheng user grant 授权", "run `nuancheng init` to appoint one, or grant the role")
}

/// What was to be done in the background and was given up.
async fn jobs(s: &Session<'_>) -> Result<Vec<Finding>, Failure> {
    let failed = s.store.failed_jobs().await?;
    if failed.is_empty() {
        return Ok(vec![Finding::good("jobs", "后台任务无失败", "no background job failed")]);
    }
    let finding = |job: &Job| {
        let (kind, payload, message) = (&job.kind, &job.payload, &job.message);
        Finding::problem(
            "jobs",
            format!("后台任务 {kind} {payload} 失败：{message}"),
            format!("the job {kind} {payload} failed: {message}"),
        )
        .remedy(
            "数值与明细不符时运行 nuancheng rebuild；下一次核对成功后此项消失",
            "run `nuancheng rebuild` when figures differ from their rows; this goes when the next recount finds them equal",
        )
    };
    Ok(failed.iter().map(finding).collect())
}

/// How long the slowest figure takes, where an account may read figures.
async fn speed(s: &Session<'_>) -> Result<Finding, Failure> {
    let bureau = s.store.bureau_path()?;
    let mut reader = None;
    for account in s.store.accounts().await?.into_iter().filter(|a| !a.closed) {
        if let Ok(scope) = s.store.allow(&nc_kernel::Actor { user: account.user }, Action::ReadFigures, &bureau) {
            reader = Some(scope);
            break;
        }
    }
    let Some(scope) = reader else {
        return Ok(Finding::note("speed", "没有可查看全局数字的账户，未计时", "no account may read the bureau's figures; not timed"));
    };
    let period = nc_kernel::Period::up_to(s.store.now().day());
    let mut slowest = (Duration::ZERO, String::new());
    for definition in s.store.published().catalogue().in_use() {
        let start = Instant::now();
        let question = Question { definition: definition.clone(), unit: bureau.clone(), period, known_on: None };
        s.store.value(&scope, &question).await?;
        slowest = slowest.max((start.elapsed(), definition.key().to_string()));
    }
    let (took, name) = slowest;
    let millis = took.as_millis();
    Ok(if took > SLOW {
        Finding::problem("speed", format!("{name} 用时 {millis} 毫秒"), format!("{name} takes {millis} ms"))
            .remedy("核对磁盘和内存；必要时迁到 PostgreSQL", "look at disk and memory; move to PostgreSQL if need be")
    } else {
        Finding::good("speed", format!("最慢的指标 {millis} 毫秒"), format!("the slowest figure takes {millis} ms"))
    })
}
