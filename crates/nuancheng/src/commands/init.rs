//! `init`: makes a ledger, or brings one up to date with the catalogue of this program.

use std::path::PathBuf;
use std::sync::Arc;

use nc_figures::Catalogue;
use nc_kernel::{Actor, Bureau, Day, IdGen as _, UserId};
use nc_people::access::Role;
use nc_people::commands::{CreateUser, EstablishUnit, GrantRole};
use nc_store::{Keys, Store};
use serde::Serialize;

use crate::clock::SystemClock;
use crate::config::{Config, DEFAULT_BUREAU};
use crate::data_dir::DataDir;
use crate::exit::{Exit, Failure};
use crate::files;
use crate::global::Global;
use crate::ids::{OsIds, secret_word};
use crate::keys;
use crate::lang::Lang;
use crate::output::Output;
use crate::progress::Bar;
use crate::question::day;
use crate::seed;
use crate::session::{self, fresh_key};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "重复运行无害：只补上新的单位和指标定义。密钥只在首次生成，请把 DIR/keys 另存到别处。
Running it again is harmless: it adds units and definitions that are new. Keep a copy of DIR/keys elsewhere.

示例 / Examples:
  nuancheng init
  nuancheng init --data /srv/nuancheng --origin ga.example.gov.cn/ledger
  nuancheng init --database postgres://nuancheng@db/nuancheng --data /srv/nuancheng
  printf '%s\\n' \"$A\" \"$B\" \"$C\" | nuancheng init --password-stdin")]
pub struct Args {
    /// 检查点中的账本名（无协议的网址）/ The ledger's name in checkpoints [default: nuancheng.local/BUREAU]
    #[arg(long, value_name = "ORIGIN")]
    origin: Option<String>,
    /// 单位目录 / Units to establish, instead of those built in
    #[arg(long, value_name = "FILE")]
    units: Option<PathBuf>,
    /// 目录内单位自何日起算 / First day on which the listed units count as in force
    #[arg(long, value_name = "DATE", default_value = "2001-01-01", value_parser = day)]
    units_from: Day,
    /// 从标准输入读三名管理员的密码（系统、安全、审计各一行）/ Read the passwords of system, security and audit, a line each
    #[arg(long)]
    password_stdin: bool,
    /// 不设管理员；由 serve 的首次设置页设立 / Make no administrators: the set-up page of `serve` does
    #[arg(long, conflicts_with = "password_stdin")]
    in_browser: bool,
}

/// 三员: the administrators a new ledger gets.
pub const ADMINISTRATORS: [(&str, Role); 3] =
    [("system", Role::SystemAdministrator), ("security", Role::SecurityAdministrator), ("audit", Role::AuditAdministrator)];

#[derive(Serialize)]
struct Made {
    login: &'static str,
    role: Role,
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<String>,
}

#[derive(Serialize)]
struct Initialised {
    data: PathBuf,
    bureau: Bureau,
    origin: String,
    new: bool,
    units: usize,
    figures: Vec<String>,
    accounts: Vec<Made>,
    ledger_size: u64,
    verifier_key: String,
}

/// Makes or completes the ledger.
///
/// # Errors
/// When folder, keys or database cannot be made, or a definition on the ledger was edited in place.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    let dir = global.dir();
    let mut config = Config::load(&dir)?;
    let bureau = config.bureau(global)?;
    let units = units(args, bureau)?;
    let passwords = if args.password_stdin { Some(passwords()?) } else { None };
    if let (Some(own), Some(asked)) = (&config.origin, &args.origin)
        && own != asked
    {
        return Err(Failure::refused(
            format!("此账本已名为 {own}；已签的检查点都用此名，不能更改"),
            format!("this ledger is called {own}; checkpoints already signed bear that name, it cannot change"),
        )
        .at("--origin"));
    }
    config.bureau = Some(bureau);
    config.origin = Some(args.origin.clone().unwrap_or_else(|| config.origin(bureau)));
    let origin = config.origin(bureau);
    let store = open(global, &dir, bureau, origin.clone()).await?;
    config.save(&dir)?;
    session::publish_verifier_key(&dir, &store)?;
    let result = fill(global, &store, units, passwords, args.in_browser).await;
    store.close().await;
    let (units, figures, accounts) = result?;
    let done = Initialised {
        data: dir.path().to_owned(),
        bureau,
        origin,
        new: !accounts.is_empty() || args.in_browser,
        units,
        figures,
        accounts,
        ledger_size: store.published().head().0,
        verifier_key: store.verifier_key().to_owned(),
    };
    Output::new(global).answer(&done, &lines(&done, global.lang()))?;
    Ok(Exit::Done)
}

fn units(args: &Args, bureau: Bureau) -> Result<Vec<EstablishUnit>, Failure> {
    let text = match &args.units {
        Some(path) => files::read_text(path)?,
        None if bureau == DEFAULT_BUREAU => seed::UNITS.to_owned(),
        None => {
            return Err(Failure::unreadable(
                format!("内置的单位目录属于 {DEFAULT_BUREAU}；{bureau} 请用 --units 给出自己的单位目录（格式同 catalogue/units.toml）"),
                format!(
                    "the units built in are those of {DEFAULT_BUREAU}: for {bureau} give your own with --units (as catalogue/units.toml)"
                ),
            )
            .at("--units"));
        }
    };
    let units =
        nc_people::catalogue::parse(&text, args.units_from).map_err(|e| Failure::unreadable(e.to_string(), e.to_string()).at("--units"))?;
    let top = format!("/{bureau}/");
    match units.first() {
        Some(first) if first.path.as_str() == top => Ok(units),
        _ => Err(Failure::unreadable(format!("单位目录的第一个单位应是 {top}"), format!("the first unit of the list must be {top}"))
            .at("--units")),
    }
}

fn passwords() -> Result<Vec<String>, Failure> {
    let lines: Vec<String> = std::io::stdin().lines().take(ADMINISTRATORS.len()).map_while(Result::ok).collect();
    let enough = lines.len() == ADMINISTRATORS.len() && lines.iter().all(|l| l.chars().count() >= nc_store::accounts::MIN_PASSWORD);
    if enough {
        return Ok(lines);
    }
    let least = nc_store::accounts::MIN_PASSWORD;
    Err(Failure::unreadable(
        format!("应有三行密码（系统、安全、审计管理员），每行至少 {least} 个字符"),
        format!("three lines are needed (system, security, audit), each of at least {least} characters"),
    )
    .at("--password-stdin"))
}

/// Opens the store with the keys there are, or with new ones where there is no ledger yet.
async fn open(global: &Global, dir: &DataDir, bureau: Bureau, origin: String) -> Result<Store, Failure> {
    let url = global.url(dir)?;
    if let Some(keys) = keys::load(dir)? {
        dir.create()?;
        return open_with(dir, url, bureau, origin, keys).await;
    }
    if url.file().is_some_and(std::path::Path::exists) {
        return Err(keys::missing(&dir.keys().join(keys::LEDGER)));
    }
    dir.create()?;
    let keys = keys::generate();
    if url.file().is_some() {
        keys::write(dir, &keys)?;
        return open_with(dir, url, bureau, origin, keys).await;
    }
    // Only the database itself can say whether it is empty.
    let absent = || keys::missing(&dir.keys().join(keys::LEDGER));
    let opened = open_with(dir, url, bureau, origin, keys.clone()).await;
    let store = opened.map_err(|failure| if failure == session::wrong_keys(dir) { absent() } else { failure })?;
    if store.published().head().0 > 0 {
        // As in `session`: a store that stops would sign with keys that are not this ledger's.
        std::mem::forget(store);
        return Err(absent());
    }
    keys::write(dir, &keys)?;
    Ok(store)
}

async fn open_with(dir: &DataDir, url: nc_store::DatabaseUrl, bureau: Bureau, origin: String, keys: Keys) -> Result<Store, Failure> {
    session::open_store(dir, url, bureau, origin, keys, Arc::new(SystemClock), Box::new(OsIds)).await
}

async fn fill(
    global: &Global,
    store: &Store,
    units: Vec<EstablishUnit>,
    passwords: Option<Vec<String>>,
    in_browser: bool,
) -> Result<(usize, Vec<String>, Vec<Made>), Failure> {
    let established = establish(global, store, units).await?;
    let figures = define(global, store).await?;
    let accounts = if in_browser { Vec::new() } else { administrators(store, passwords).await? };
    Ok((established, figures, accounts))
}

/// Establishes the units that never were.
///
/// # Errors
/// When one is refused.
pub async fn establish(global: &Global, store: &Store, units: Vec<EstablishUnit>) -> Result<usize, Failure> {
    let fresh: Vec<EstablishUnit> =
        store.published().with_directory(|d| units.into_iter().filter(|u| d.unit_names(&u.path).next().is_none()).collect());
    let all = fresh.len();
    let mut bar = Bar::new(global, "单位", "units");
    let mut done = 0;
    // Level by level: a unit is there before those below it, and a level is one commit or few.
    let mut rest = fresh;
    while !rest.is_empty() {
        let depth = rest.iter().map(|u| u.path.depth()).min().unwrap_or_default();
        let (level, below): (Vec<_>, Vec<_>) = rest.into_iter().partition(|u| u.path.depth() == depth);
        rest = below;
        let mut tasks = tokio::task::JoinSet::new();
        for unit in level {
            let store = store.clone();
            tasks.spawn(async move { store.execute(&Actor::SYSTEM, fresh_key(), unit).await });
        }
        while let Some(receipt) = tasks.join_next().await {
            receipt.map_err(|e| Failure::fault(e.to_string(), e.to_string()))??;
            done += 1;
            bar.set(done, all as u64);
        }
    }
    Ok(all)
}

/// Records the definitions of this program that are not on the ledger yet.
///
/// # Errors
/// When one on the ledger was edited in place.
pub async fn define(global: &Global, store: &Store) -> Result<Vec<String>, Failure> {
    let built_in = seed::figures(store.registers())?;
    if is_known(&store.published().catalogue(), &built_in) {
        return Ok(Vec::new());
    }
    let bar = Bar::new(global, "指标", "figures");
    let keys = store.define_figures(&Actor::SYSTEM, &built_in, bar.callback()).await?;
    Ok(keys.iter().map(ToString::to_string).collect())
}

/// Whether the ledger has every definition exactly as this program has it.
#[must_use]
pub fn is_known(ledger: &Catalogue, built_in: &Catalogue) -> bool {
    built_in.all().all(|d| ledger.get(&d.key()) == Some(d))
}

/// Creates the administrators whose roles nobody holds.
async fn administrators(store: &Store, passwords: Option<Vec<String>>) -> Result<Vec<Made>, Failure> {
    let bureau = store.bureau_path()?;
    let mut given = passwords.into_iter().flatten();
    let mut made = Vec::new();
    for (login, role) in ADMINISTRATORS {
        let given = given.next();
        let now = store.now();
        if store.published().with_directory(|d| d.grants().any(|g| g.role == role && g.stands(now))) {
            continue;
        }
        let user = match store.account(login).await? {
            Some(account) => account.user,
            None => UserId(OsIds.next_id(now)),
        };
        if store.published().with_directory(|d| d.user(user).is_none()) {
            store.execute(&Actor::SYSTEM, fresh_key(), CreateUser { user: Some(user), person: None }).await?;
        }
        let password = given.clone().unwrap_or_else(|| secret_word(4));
        if store.account(login).await?.is_some() {
            store.set_password(login, &password, &mut OsIds).await?;
        } else {
            store.create_account(user, login, &password, &mut OsIds).await?;
        }
        let grant = GrantRole { user, role, unit: bureau.clone(), from: now.day(), until: None };
        store.execute(&Actor::SYSTEM, fresh_key(), grant).await?;
        made.push(Made { login, role, password: if given.is_some() { None } else { Some(password) } });
    }
    Ok(made)
}

fn lines(done: &Initialised, lang: Lang) -> Vec<String> {
    let data = done.data.display();
    let mut lines = Vec::new();
    if done.new {
        lines.push(lang.say(
            || format!("账本已建立：{data}（{}，{} 个单位，{} 个指标）", done.origin, done.units, done.figures.len()),
            || format!("a ledger was made in {data} ({}, {} units, {} figures)", done.origin, done.units, done.figures.len()),
        ));
    } else if done.units == 0 && done.figures.is_empty() {
        lines.push(lang.say(|| format!("已初始化，无须再做：{data}"), || format!("already initialised, nothing to do: {data}")));
    } else {
        lines.push(lang.say(
            || format!("已初始化；新增 {} 个单位、{} 个指标：{data}", done.units, done.figures.len()),
            || format!("already initialised; {} units and {} figures were added: {data}", done.units, done.figures.len()),
        ));
    }
    for account in &done.accounts {
        let role = lang.pick(account.role.zh(), account.role.en());
        let password = account.password.as_deref().unwrap_or_else(|| lang.pick("（按输入）", "(as given)"));
        lines.push(format!("  {:<10} {password}   {role}", account.login));
    }
    if done.new {
        let next = lang.pick(
            "密码只显示这一次，请分别交给三人。\n接下来：\n  1. 把 DIR/keys 另存到别处，把 DIR/checkpoints 定期拷出本机\n  2. nuancheng user add LOGIN --role recorder --unit /150600/150602/\n  3. nuancheng record people.register_people --file 人员.json\n  4. nuancheng serve",
            "The passwords are shown this once: hand them to three people.\nNext:\n  1. keep a copy of DIR/keys elsewhere, and copy DIR/checkpoints off this machine regularly\n  2. nuancheng user add LOGIN --role recorder --unit /150600/150602/\n  3. nuancheng record people.register_people --file people.json\n  4. nuancheng serve",
        );
        lines.push(next.replace("DIR", &data.to_string()));
    }
    lines
}
