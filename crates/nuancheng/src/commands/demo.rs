//! `demo`: a synthetic bureau (演示数据), filled once and served.

use std::path::PathBuf;
use std::sync::Arc;

use nc_demo::{DemoAccount, Options, Summary};
use nc_kernel::{FixedClock, Micros, Period, SeededIds};
use nc_store::Store;
use serde::Serialize;

use super::serve::{Listen, serve};
use crate::config::{Config, DEFAULT_BUREAU};
use crate::data_dir::DataDir;
use crate::exit::{Exit, Failure};
use crate::global::Global;
use crate::keys;
use crate::lang::Lang;
use crate::output::{Format, Output};
use crate::progress::Bar;
use crate::session;

/// Where the demonstration lies when nobody says so: never where a real bureau would.
const DEFAULT_DIR: &str = "nuancheng-demo";

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "三年的演示数据由普通指令逐条登记而成；已填过的目录直接启动服务。
Three years of synthetic records, made by the commands everybody uses; a folder that is filled already is served.

示例 / Examples:
  nuancheng demo
  nuancheng demo --data /tmp/demo --scale 5 --no-serve")]
pub struct Args {
    /// 只填数据，不启动服务 / Fill only
    #[arg(long)]
    no_serve: bool,
    /// 规模（百分比）/ Per cent of the full bureau
    #[arg(long, default_value_t = 100, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    scale: u32,
    #[command(flatten)]
    listen: Listen,
}

#[derive(Serialize)]
struct Filled {
    data: PathBuf,
    synthetic: bool,
    new: bool,
    facts: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Told>,
}

#[derive(Serialize)]
struct Told {
    staff: u64,
    study_runs: i64,
    study_attendances: i64,
    training_classes: i64,
    training_attendances: i64,
    hosted_classes: i64,
    roster_files: u64,
    refused_on_purpose: usize,
    accounts: Vec<Login>,
}

#[derive(Serialize)]
struct Login {
    login: String,
    password: String,
    zh: String,
    en: String,
}

/// Fills and serves.
///
/// # Errors
/// When the folder holds a ledger that is no demonstration, or only half of one.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    let mut global = global.clone();
    global.data.get_or_insert_with(|| PathBuf::from(DEFAULT_DIR));
    let dir = global.dir();
    let config = Config::load(&dir)?;
    let there = global.url(&dir)?.file().map_or(dir.config().exists(), std::path::Path::exists);
    let options = Options { scale: args.scale, ..Options::default() };
    let filled = match (there, config.synthetic, &config.user) {
        (false, ..) => fill(&global, &dir, &options).await?,
        (true, true, Some(_)) => session::with(&global, async |s| Ok(known(&dir, &s.store))).await?,
        (true, true, None) => return Err(half_filled(&dir)),
        (true, false, _) => return Err(real(&dir)),
    };
    if args.no_serve || !global.quiet {
        Output::new(&global).answer(&filled, &lines(&filled, global.lang()))?;
    }
    if !global.quiet && global.format != Format::Json {
        show(&global, &options).await?;
    }
    if args.no_serve {
        return Ok(Exit::Done);
    }
    let period = Period::new(options.first_day, options.last_day);
    session::with(&global, async |s| serve(s, args.listen, nc_web::WaysIn::default(), Some(period)).await).await?;
    Ok(Exit::Done)
}

/// The main job at a glance: the figures, the ledger verified, and where to look next.
async fn show(global: &Global, options: &Options) -> Result<(), Failure> {
    super::figures::run(global, &super::figures::Args::over(&format!("{}..{}", options.first_day, options.last_day))).await?;
    super::verify::run(global, &super::verify::Args::default()).await?;
    let data = global.dir().path().display().to_string();
    let lang = global.lang();
    let program = std::env::current_exe().map_or_else(|_| "nuancheng".to_owned(), |path| path.display().to_string());
    let next = [
        ("rows study.rotation.attendances --period 2024", "数字背后的行", "the rows behind a figure"),
        ("prove study.rotation.attendances -o proof.json", "该数字的证明文件", "the proof of a figure, as a file"),
        ("verify --proof proof.json", "离线验证，不需要数据库", "checks it offline, without the database"),
        ("import template -o roster.xlsx", "名册模板，填好后 import roster", "a roster to fill in, for `import roster`"),
        ("serve", "打开页面，用上列账户登录", "opens the pages; sign in with an account above"),
    ];
    let mut lines = vec![lang.pick("接下来可以：", "Where to look next:").to_owned()];
    lines.extend(next.iter().map(|(words, zh, en)| format!("  {program} --data {data} {words:<52} # {}", lang.pick(zh, en))));
    Output::new(global).answer(&(), &lines)
}

async fn fill(global: &Global, dir: &DataDir, options: &Options) -> Result<Filled, Failure> {
    let url = global.url(dir)?;
    let mut config = Config { bureau: Some(DEFAULT_BUREAU), synthetic: true, ..Config::default() };
    config.bureau(global)?;
    let origin = format!("demo.{}", config.origin(DEFAULT_BUREAU));
    config.origin = Some(origin.clone());
    dir.create()?;
    config.save(dir)?;
    let keys = match keys::load(dir)? {
        Some(keys) => keys,
        None => {
            let keys = keys::generate();
            keys::write(dir, &keys)?;
            keys
        }
    };
    let clock = Arc::new(FixedClock::new(Micros::at(options.first_day, 8, 0)));
    let ids = Box::new(SeededIds::new(options.seed));
    let store = session::open_store(dir, url, DEFAULT_BUREAU, origin, keys, clock.clone(), ids).await?;
    session::publish_verifier_key(dir, &store)?;
    let mut bar = Bar::new(global, "填写演示数据", "filling with synthetic data");
    let summary = nc_demo::fill(&store, &clock, options, &mut SeededIds::new(options.seed + 1), &mut |done, all| bar.set(done, all)).await;
    drop(bar);
    store.close().await;
    let summary = summary.map_err(|e| {
        Failure::fault(
            format!("演示数据没有填成：{e}；请删去该目录重来"),
            format!("the demonstration was not filled: {e}; delete the folder and try again"),
        )
    })?;
    // Said last: a folder without it was not filled to the end.
    config.user = reader(&summary.accounts);
    config.save(dir)?;
    Ok(Filled { data: dir.path().to_owned(), synthetic: true, new: true, facts: summary.facts, summary: Some(told(summary)) })
}

/// In whose name figures are read where nobody is named.
fn reader(accounts: &[DemoAccount]) -> Option<String> {
    let preferred = accounts.iter().find(|a| a.login.contains("political"));
    preferred.or_else(|| accounts.first()).map(|a| a.login.clone())
}

fn known(dir: &DataDir, store: &Store) -> Filled {
    Filled { data: dir.path().to_owned(), synthetic: true, new: false, facts: store.published().head().0, summary: None }
}

fn told(summary: Summary) -> Told {
    Told {
        staff: summary.staff,
        study_runs: summary.study_runs,
        study_attendances: summary.study_attendances,
        training_classes: summary.training_classes,
        training_attendances: summary.training_attendances,
        hosted_classes: summary.hosted_classes,
        roster_files: summary.roster_files,
        refused_on_purpose: summary.refused.len(),
        accounts: summary
            .accounts
            .into_iter()
            .map(|a| Login { login: a.login, password: a.password, zh: a.role_zh, en: a.role_en })
            .collect(),
    }
}

fn half_filled(dir: &DataDir) -> Failure {
    Failure::refused("演示数据只填了一半；请删去该目录重来", "the demonstration was filled only half; delete the folder and try again")
        .at(dir.path().display().to_string())
}

fn real(dir: &DataDir) -> Failure {
    Failure::refused(
        "这里是真实账本，不能填演示数据；请用 --data 另选目录",
        "this is a real ledger and takes no synthetic data; choose another folder with --data",
    )
    .at(dir.path().display().to_string())
}

/// Logins named on a terminal; all are in JSON.
const NAMED: usize = 12;

fn lines(filled: &Filled, lang: Lang) -> Vec<String> {
    let (data, facts) = (filled.data.display(), filled.facts);
    let mut lines = vec![lang.say(|| format!("演示数据：{data}，{facts} 条事实"), || format!("synthetic data: {data}, {facts} facts"))];
    if let Some(told) = &filled.summary {
        let Told {
            staff, study_runs, study_attendances, training_classes, training_attendances, hosted_classes, refused_on_purpose, ..
        } = told;
        lines.push(lang.say(
            || format!("{staff} 人；学习 {study_runs} 期 {study_attendances} 人次；培训 {training_classes} 期 {training_attendances} 人次（基地承办 {hosted_classes} 期）；按规则拒绝 {refused_on_purpose} 次"),
            || format!("{staff} people; study {study_runs} runs, {study_attendances} attendances; training {training_classes} classes, {training_attendances} attendances ({hosted_classes} at the base); {refused_on_purpose} commands refused as they had to be"),
        ));
        lines.extend(told.accounts.iter().take(NAMED).map(|a| format!("  {:<24} {}  {}", a.login, a.password, lang.pick(&a.zh, &a.en))));
        let more = told.accounts.len().saturating_sub(NAMED);
        if more > 0 {
            lines.push(lang.say(
                || format!("  …另有 {more} 个账户，见 nuancheng user list"),
                || format!("  … and {more} more, see `nuancheng user list`"),
            ));
        }
    }
    lines
}
