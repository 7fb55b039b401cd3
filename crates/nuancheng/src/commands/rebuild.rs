//! `rebuild`: replays every fact into everything derived, or only compares.

use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::global::Global;
use crate::output::Output;
use crate::progress::Bar;
use crate::session;

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Examples:
  nuancheng rebuild --check     # 只核对，不改动 / compare only
  nuancheng rebuild             # 由事实重建全部派生表 / replay into everything derived")]
pub struct Args {
    /// 只核对 / Compare only; ends with 1 when a table differs
    #[arg(long)]
    check: bool,
}

#[derive(Serialize)]
struct TableLine {
    table: &'static str,
    rows: u64,
    sha256: String,
    equal: bool,
}

#[derive(Serialize)]
struct Rebuilt {
    check: bool,
    facts: u64,
    equal: bool,
    tables: Vec<TableLine>,
}

/// Rebuilds.
///
/// # Errors
/// When a fact cannot be read.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        s.operator().await?;
        let bar = Bar::new(global, "重放事实", "replaying facts");
        let found = s.store.rebuild(args.check, bar.callback()).await?;
        let tables = found
            .tables
            .into_iter()
            .map(|t| TableLine { table: t.table, rows: t.rows, sha256: t.sha256, equal: !found.differing.contains(&t.table) })
            .collect();
        let rebuilt = Rebuilt { check: args.check, facts: found.facts, equal: found.differing.is_empty(), tables };
        print(&s.out, &rebuilt)?;
        Ok(if args.check && !rebuilt.equal { Exit::Refused } else { Exit::Done })
    })
    .await
}

fn print(out: &Output, rebuilt: &Rebuilt) -> Result<(), Failure> {
    let lang = out.lang();
    let facts = rebuilt.facts;
    let mut lines = vec![match (rebuilt.equal, rebuilt.check) {
        (true, _) => lang.say(
            || format!("重放 {facts} 条事实，全部派生表逐字节一致"),
            || format!("{facts} facts replayed; every derived table is equal byte for byte"),
        ),
        (false, true) => lang.say(
            || format!("重放 {facts} 条事实，有派生表不一致；运行 nuancheng rebuild 修复，并查明原因"),
            || format!("{facts} facts replayed; a derived table differs: run `nuancheng rebuild` to repair it, and find out why"),
        ),
        (false, false) => lang.say(
            || format!("重放 {facts} 条事实，不一致的派生表已重建"),
            || format!("{facts} facts replayed; tables that differed were rebuilt"),
        ),
    }];
    for table in &rebuilt.tables {
        let state = if table.equal { "=" } else { "≠" };
        lines.push(format!("  {state} {:<16} {:>10}  {}", table.table, table.rows, table.sha256));
    }
    out.answer(rebuilt, &lines)
}
