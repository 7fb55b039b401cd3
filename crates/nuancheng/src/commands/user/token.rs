//! `user token`, `user tokens`, `user revoke-token`: what programs use the API with.

use nc_kernel::Day;
use nc_people::access::Action;
use nc_store::tokens::{Token, TokenLimits, TokenTerms};
use serde::Serialize;

use super::{Secret, account};
use crate::exit::Failure;
use crate::ids::OsIds;
use crate::output::{Cell, Column, List, ListFile};
use crate::session::{Session, in_days};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "令牌只能比账户权限小，不能更大。
A token may never more than its account, and may be held to less.

示例 / Examples:
  nuancheng user token jiankong --label 大屏 --days 90 --read-only
  nuancheng user token jiankong --label 学习平台 --action record_study --unit /150600/150602/")]
pub struct Args {
    /// 登录名 / Login
    #[arg(value_name = "LOGIN")]
    login: String,
    /// 用途 / What it is for
    #[arg(long)]
    label: String,
    /// 有效天数 / Days it is good for
    #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=3650))]
    days: u32,
    /// 只能读取 / It only reads
    #[arg(long)]
    read_only: bool,
    /// 只可用于此操作，可重复 / Only for this action; may be repeated
    #[arg(long, value_name = "ACTION", value_parser = action)]
    action: Vec<Action>,
    /// 只可用于此单位及以下 / Only for this unit and everything below
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
}

/// Options of the list.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Example:\n  nuancheng user tokens jiankong")]
pub struct Listing {
    /// 登录名 / Login
    #[arg(value_name = "LOGIN")]
    login: String,
    #[command(flatten)]
    file: ListFile,
}

/// Options of a revocation.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Example:\n  nuancheng user revoke-token jiankong 0c4m2k9xq71vd")]
pub struct Revoking {
    /// 登录名 / Login
    #[arg(value_name = "LOGIN")]
    login: String,
    /// 令牌编号，见 user tokens / Its number, see `user tokens`
    #[arg(value_name = "TOKEN")]
    token: String,
}

/// Reads an action by its word or its name in either language.
fn action(text: &str) -> Result<Action, String> {
    let text = text.trim();
    Action::ALL.iter().copied().find(|a| word(*a) == text || a.zh() == text || a.en() == text).ok_or_else(|| {
        let words = Action::ALL.iter().map(|a| format!("{} {}", word(*a), a.zh())).collect::<Vec<_>>().join(", ");
        format!("应为其中之一 / one of: {words}")
    })
}

fn word(action: Action) -> String {
    serde_json::to_value(action).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Makes the token.
///
/// # Errors
/// When the account is unknown or closed, or the actor may not.
pub async fn run(s: &Session<'_>, args: &Args) -> Result<(), Failure> {
    keeper(s).await?;
    let account = account(s, &args.login).await?;
    if account.closed {
        return Err(Failure::refused("此账户已注销", "this account is closed").at("LOGIN"));
    }
    let until = in_days(s.store.now(), args.days);
    let unit = args.unit.as_deref().map(|text| s.unit(text)).transpose()?;
    let limits = TokenLimits { writes: !args.read_only, actions: args.action.clone(), unit };
    let terms = TokenTerms { label: args.label.clone(), expires_at: until, limits };
    let (number, token) = s.store.issue_token(account.user, &terms, "", &mut OsIds).await?;
    let lang = s.lang();
    let lines = [
        token.clone(),
        lang.say(
            || format!("令牌 {number} 只显示这一次，{} 前有效", until.day()),
            || format!("token {number} is shown this once; it is good until {}", until.day()),
        ),
    ];
    s.out.answer(&Secret { login: &args.login, user: account.user, password: None, token: Some(&token) }, &lines)
}

async fn keeper(s: &Session<'_>) -> Result<(), Failure> {
    let actor = s.actor(Action::ManageAccounts, None).await?;
    s.store.allow(&actor, Action::ManageAccounts, &s.store.bureau_path()?)?;
    Ok(())
}

#[derive(Serialize)]
struct Line {
    token: String,
    label: String,
    writes: bool,
    actions: Vec<Action>,
    unit: Option<String>,
    good_until: Day,
    used_on: Option<Day>,
}

impl From<Token> for Line {
    fn from(token: Token) -> Self {
        Self {
            token: token.id,
            label: token.terms.label,
            writes: token.terms.limits.writes,
            actions: token.terms.limits.actions,
            unit: token.terms.limits.unit.map(|unit| unit.to_string()),
            good_until: token.terms.expires_at.day(),
            used_on: token.used_on,
        }
    }
}

const COLUMNS: [Column; 6] = [
    Column::text("令牌", "token", 16.0),
    Column::text("用途", "label", 24.0),
    Column::text("范围", "scope", 40.0),
    Column::text("单位", "unit", 24.0),
    Column::text("有效至", "good until", 12.0),
    Column::text("最近使用", "last used", 12.0),
];

/// Lists the tokens of an account.
///
/// # Errors
/// When the account is unknown, or the actor may not.
pub async fn list(s: &Session<'_>, args: &Listing) -> Result<(), Failure> {
    keeper(s).await?;
    let account = account(s, &args.login).await?;
    let lines: Vec<Line> = s.store.tokens(account.user).await?.into_iter().map(Line::from).collect();
    let lang = s.lang();
    let row = |line: &Line| {
        let mut scope = vec![if line.writes { lang.pick("读写", "reads and writes") } else { lang.pick("只读", "reads only") }.to_owned()];
        scope.extend(line.actions.iter().map(|action| lang.pick(action.zh(), action.en()).to_owned()));
        vec![
            Cell::text(&line.token),
            Cell::text(&line.label),
            Cell::text(scope.join("; ")),
            Cell::text(line.unit.as_deref().unwrap_or_default()),
            Cell::Day(line.good_until),
            line.used_on.map_or(Cell::Empty, Cell::Day),
        ]
    };
    let list = List {
        title: lang.pick("令牌", "Tokens").to_owned(),
        notes: s.synthetic_note().into_iter().collect(),
        columns: COLUMNS.to_vec(),
        rows: lines.iter().map(row).collect(),
    };
    s.out.list(&list, &lines, &args.file)
}

#[derive(Serialize)]
struct Revoked<'a> {
    token: &'a str,
    revoked: bool,
}

/// Ends a token.
///
/// # Errors
/// When there is no such token, or the actor may not.
pub async fn revoke(s: &Session<'_>, args: &Revoking) -> Result<(), Failure> {
    keeper(s).await?;
    let account = account(s, &args.login).await?;
    if !s.store.revoke_token(account.user, &args.token).await? {
        let en = "this account has no such token; `nuancheng user tokens` shows which there are";
        return Err(Failure::unreadable("此账户没有这个令牌；用 nuancheng user tokens 查看", en).at("TOKEN"));
    }
    let line = s.lang().pick("令牌已吊销；运行中的服务一秒内生效", "the token is revoked; a running server knows within a second");
    s.out.answer(&Revoked { token: &args.token, revoked: true }, &[line.to_owned()])
}
