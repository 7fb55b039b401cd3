//! `certificate`: certificates of classes, verified by anybody offline, looked up by their number, and handed out.

mod badge;
mod check;
mod export;
mod held;
mod print;
mod verify;

use crate::exit::{Exit, Failure};
use crate::global::Global;

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Examples:
  nuancheng certificate verify 证书.txt --key '…'
  nuancheng certificate verify 徽章.jwt --status 状态列表.jwt --name 姓名
  nuancheng certificate check 2026-150602-00001 ABCDE-12345
  nuancheng certificate export --class 2026-东胜-017 -o 证书
  nuancheng certificate print --class 2026-东胜-017 -o 全班证书.pdf")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

/// What can be done with a certificate.
#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 核验证书文件或徽章 / Verify a certificate's file or badge offline: signature, name; of a badge also dates and status
    Verify(verify::Args),
    /// 按编号与核验码查询是否有效 / Whether a number is good, by its code: valid, void, or replaced
    Check(check::Args),
    /// 导出可离线核验的证书文件或徽章 / Write the files or badges that holders keep and anybody verifies offline
    Export(export::Args),
    /// 打印证书（PDF）/ Set certificates as PDF, one or those of a class
    Print(print::Args),
}

/// Verifies, looks up or writes.
///
/// # Errors
/// As the subcommand.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    match &args.command {
        Command::Verify(args) => verify::run(global, args),
        Command::Check(args) => check::run(global, args).await,
        Command::Export(args) => export::run(global, args).await,
        Command::Print(args) => print::run(global, args).await,
    }
}
