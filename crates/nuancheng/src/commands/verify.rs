//! `verify`: a proof without any database, or the whole ledger from its first byte.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use nc_ledger::audit::Report;
use nc_store::proof::{self, Proven, Verified};
use nc_store::{DocumentReport, ReleaseProven, Store, StoreError};
use serde::Serialize;

use crate::config::Config;
use crate::exit::{Exit, Failure};
use crate::figure_text;
use crate::files;
use crate::global::Global;
use crate::lang::Lang;
use crate::output::Output;
use crate::progress::Bar;
use crate::question::period_words;
use crate::session;

/// Options.
#[derive(Debug, Default, clap::Args)]
#[command(after_help = "证明不能说明的：该局是否记录了一切，记录是否属实。
What no proof shows: that the bureau recorded everything, or that a record is true.

示例 / Examples:
  nuancheng verify                                      # 审计全账本 / audit the whole ledger
  nuancheng verify --checkpoint 2025-printed.note       # 与外部留存的检查点核对 / against a note held elsewhere
  nuancheng verify --proof proof.json --key 'nuancheng.local/150600+…'    # 离线，不需要数据库 / offline")]
pub struct Args {
    /// 证明文件（离线验证）/ A proof file, checked offline
    #[arg(long, value_name = "FILE")]
    proof: Option<PathBuf>,
    /// 公钥 / Public key [default: read from DIR/verifier.key]
    #[arg(long, value_name = "VKEY")]
    key: Option<String>,
    /// 外部留存的检查点 / Checkpoints held outside, besides those in DIR/checkpoints
    #[arg(long, value_name = "FILE", conflicts_with = "proof")]
    checkpoint: Vec<PathBuf>,
}

/// Verifies.
///
/// # Errors
/// When something does not hold, or cannot be read.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    match &args.proof {
        Some(path) => offline(global, path, args.key.as_deref()),
        None => audit(global, args.key.as_deref(), &args.checkpoint).await,
    }
}

fn offline(global: &Global, path: &Path, key: Option<&str>) -> Result<Exit, Failure> {
    let file = files::read(path)?;
    let place = path.display().to_string();
    if serde_json::from_slice::<serde::de::IgnoredAny>(&file).is_err() {
        return Err(Failure::unreadable("这不是证明文件（不是 JSON）", "this is no proof file (it is no JSON)").at(place));
    }
    let key = public_key(global, key)?;
    let proven = proof::verify_any(&file, &key).map_err(|e| does_not_hold(&e).at(place))?;
    let lines = match &proven {
        Verified::Figure(proven) => lines(proven, global.lang()),
        Verified::Release(proven) => release_lines(proven, global.lang()),
    };
    Output::new(global).answer(&proven, &lines)?;
    Ok(Exit::Done)
}

/// The key given, or that of the data folder.
pub(crate) fn public_key(global: &Global, given: Option<&str>) -> Result<String, Failure> {
    if let Some(key) = given {
        return Ok(key.trim().to_owned());
    }
    let path = global.dir().verifier_key();
    let text = files::read_text(&path).map_err(|_| {
        Failure::unreadable(
            "没有公钥；请用 --key 给出该局公布的公钥，或用 --data 指明数据目录",
            "there is no public key: give the one the bureau published with --key, or the data folder with --data",
        )
        .at(path.display().to_string())
    })?;
    Ok(text.trim().to_owned())
}

fn does_not_hold(error: &StoreError) -> Failure {
    let en = error.to_string();
    let why = en.strip_prefix("the proof does not hold: ").unwrap_or(&en);
    Failure::refused(format!("证明不成立：{why}"), format!("the proof does not hold: {why}"))
}

fn lines(proven: &Proven, lang: Lang) -> Vec<String> {
    let claim = &proven.claim;
    let (zh, en, unit) = claim.definitions.first().map_or(("", "", ""), |d| (d.zh.as_str(), d.en.as_str(), d.unit.as_str()));
    let number = match claim.of {
        Some(of) => format!("{} ({}/{of})", figure_text::percent(claim.n, of), claim.n),
        None => format!("{} {unit}", claim.n),
    };
    let key = claim.definitions.first().map(|d| d.key().to_string()).unwrap_or_default();
    let (facts, size, root, origin, rows) = (proven.facts, proven.ledger_size, &proven.ledger_root, &proven.origin, claim.rows);
    let period = period_words(claim.period, lang);
    vec![
        lang.say(|| format!("成立：{zh} {number}"), || format!("holds: {en} {number}")),
        lang.say(
            || format!("指标 {key}，单位 {}，期间 {period}", claim.unit),
            || format!("figure {key}, unit {}, period {period}", claim.unit),
        ),
        lang.say(
            || format!("由 {rows} 行重算；{facts} 条事实均在 {origin} 的账本内（规模 {size}，根 {root}）"),
            || format!("recounted from {rows} rows; all {facts} facts are in the ledger of {origin} (size {size}, root {root})"),
        ),
    ]
}

/// A release: what holds, then its text, to be compared with the one at hand.
fn release_lines(proven: &ReleaseProven, lang: Lang) -> Vec<String> {
    let (count, figures) = (proven.document.facts.len(), proven.recounted);
    let (facts, size, root, origin) = (proven.facts, proven.ledger_size, &proven.ledger_root, &proven.origin);
    let (report, seq, day) = (proven.report, proven.seq, proven.released_at.day());
    let mut lines = vec![
        lang.say(
            || format!("成立：报告 {report}，{day} 签发（事实 {seq}），文中 {count} 处数字由 {figures} 个指标重算相符"),
            || {
                format!(
                    "holds: report {report}, released on {day} (fact {seq}); its {count} numbers follow from {figures} figures recounted"
                )
            },
        ),
        lang.say(
            || format!("{facts} 条事实均在 {origin} 的账本内（规模 {size}，根 {root}），签发时的根是它的前段"),
            || {
                format!(
                    "all {facts} facts are in the ledger of {origin} (size {size}, root {root}), which continues the one the report prints"
                )
            },
        ),
        lang.pick("请与手中的文本逐字比对：", "Compare with the text at hand:").to_owned(),
        proven.document.text(),
    ];
    lines.extend(
        proven
            .document
            .facts
            .iter()
            .map(|fact| format!("  {} = {} ({}@{}, {} rows)", fact.printed, fact.exact(), fact.figure, fact.version, fact.rows)),
    );
    lines
}

#[derive(Serialize)]
struct Audited {
    holds: bool,
    size: u64,
    root: String,
    checkpoints_held: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_bad: Option<u64>,
    findings: Vec<String>,
    documents: DocumentReport,
}

async fn audit(global: &Global, key: Option<&str>, held: &[PathBuf]) -> Result<Exit, Failure> {
    let dir = global.dir();
    let bureau = Config::load(&dir)?.bureau(global)?;
    let url = global.url(&dir)?;
    if url.file().is_some_and(|file| !file.exists()) {
        return Err(session::not_initialised(&dir));
    }
    let key = public_key(global, key)?;
    let mut paths: Vec<PathBuf> = held.to_vec();
    paths.extend(crate::notes::paths(&dir)?);
    let (mut notes, mut seen) = (Vec::with_capacity(paths.len()), HashSet::new());
    for path in &paths {
        let note = files::read_text(path)?;
        if !seen.insert(note.clone()) {
            continue;
        }
        nc_ledger::checkpoint::open(&note, &key).map_err(|e| {
            Failure::unreadable(format!("不是本账本签发的检查点：{e}"), format!("no checkpoint signed by this ledger: {e}"))
                .at(path.display().to_string())
        })?;
        notes.push(note);
    }
    // Read without opening the store: it may be too damaged for that, and whoever audits need not hold the secret keys.
    let bar = Bar::new(global, "审计", "auditing");
    let report = nc_store::audit_database(&url, bureau, &key, &notes, bar.callback()).await.map_err(damaged)?;
    let documents = nc_store::audit_documents(&url, bureau, &dir.documents()).await.map_err(damaged)?;
    print(&Output::new(global), &report, documents, notes.len())
}

/// What is damaged does not hold.
fn damaged(error: StoreError) -> Failure {
    let exit = if matches!(error, StoreError::Damaged { .. }) { Exit::Refused } else { Exit::Fault };
    Failure::from(error).ending(exit)
}

/// Audits a store, showing how far it is.
///
/// # Errors
/// When it cannot be read.
pub async fn report(global: &Global, store: &Store, held: &[String]) -> Result<Report, Failure> {
    Ok(store.audit(held, Bar::new(global, "审计", "auditing").callback()).await?)
}

fn print(out: &Output, report: &Report, documents: DocumentReport, held: usize) -> Result<Exit, Failure> {
    let audited = Audited {
        holds: report.first_bad.is_none() && documents.findings.is_empty(),
        size: report.size,
        root: hex::encode(report.root.0),
        checkpoints_held: held,
        first_bad: report.first_bad.map(|f| f.position),
        findings: report.findings.iter().map(ToString::to_string).collect(),
        documents,
    };
    let lang = out.lang();
    let (size, root) = (audited.size, &audited.root);
    let mut lines = Vec::new();
    if let Some(first) = audited.first_bad {
        lines.push(lang.say(
            || format!("不成立：第一个不可信的位置是 {first}；请停止写入、保留现场，再恢复最近一次完好的备份"),
            || format!("does not hold: the first position in doubt is {first}; stop writing, keep the files, restore the last good backup"),
        ));
        lines.extend(audited.findings.iter().cloned());
    } else {
        lines.push(lang.say(
            || format!("成立：{size} 条事实连续完整，根 {root}，与 {held} 个外部检查点一致"),
            || format!("holds: {size} facts unbroken, root {root}, consistent with {held} checkpoints held outside"),
        ));
    }
    lines.extend(document_lines(&audited.documents, lang));
    out.answer(&audited, &lines)?;
    Ok(if audited.holds { Exit::Done } else { Exit::Refused })
}

/// What became of the documents that facts name; nothing where none does.
fn document_lines(documents: &DocumentReport, lang: Lang) -> Vec<String> {
    let DocumentReport { named, whole, erased, findings, .. } = documents;
    if *named == 0 {
        return Vec::new();
    }
    let mut lines = vec![lang.say(
        || format!("附件：{named} 份，{whole} 份与哈希相符，{erased} 份已随人员删除"),
        || format!("documents: {named}, of which {whole} are as their hashes say and {erased} were erased with people"),
    )];
    lines.extend(findings.iter().map(ToString::to_string));
    lines
}
