//! `import`: spreadsheets in, whole or not at all.

mod roster;
mod template;

use crate::exit::{Exit, Failure};
use crate::global::Global;

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Examples:
  nuancheng import template -o 模板.xlsx
  nuancheng import roster 名册.xlsx --dry-run --errors 待改.xlsx
  nuancheng import roster 名册.xlsx")]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// 考勤名册、实习生名册 / A roster of attendance, or of interns
    Roster(roster::Args),
    /// 下载模板 / Write the template of a roster
    Template(template::Args),
}

/// Imports.
///
/// # Errors
/// As the subcommand.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    match &args.what {
        What::Roster(args) => roster::run(global, args).await,
        What::Template(args) => template::run(global, args),
    }
}
