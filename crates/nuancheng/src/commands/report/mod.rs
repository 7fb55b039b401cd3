//! `report`: reports whose every number is a figure.

mod draft;
mod export;
pub mod fonts;
mod list;
mod release;
mod show;

use nc_figures::report::ReportId;

pub use fonts::printer;

use crate::exit::{Exit, Failure};
use crate::global::Global;

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "模板是带数字绑定的文本 / A template is text with bound figures:
  # 标题
  [[期间]]，举办政治轮训[[study.rotation.runs]]期，参训民辅警[[study.rotation.attendances 写作=万2]]人次，
  覆盖率[[study.rotation.coverage 写作=率1]]。
写法 / Forms: 原数 万2 亿2 整数 小数1 余百 近千 达万2 率1 分子 分母
没有绑定的数字、与口径不符的量词、与事实不符的“余、近、达”、与绑定不符的期间，一律不能保存。

示例 / Examples:
  nuancheng report preview --period 2024 --as zhengzhi            # 内置模板 / the built-in template
  nuancheng report draft 年报.md --period 2023-01-01..2025-12-31 --as zhengzhi
  nuancheng report release 0c4m2k… --as lingdao                   # 须为另一人 / must be another person
  nuancheng report show 0c4m2k…                                   # 签发后来源有无变动 / what the source says now
  nuancheng report export 0c4m2k… --to docx -o 年报.docx")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 起草（或修改草稿）/ Save a draft, or give one another text
    Draft(draft::Args),
    /// 预览 / Print the text with today's figures, and every problem
    Preview(draft::PreviewArgs),
    /// 签发 / Release a draft somebody else prepared
    Release(release::Args),
    /// 列表 / List reports, and which of them the source has left behind
    List(list::Args),
    /// 查看 / Print a report and what differs from the source now
    Show(show::Args),
    /// 导出 / Write docx, HTML, Markdown or the proof bundle
    Export(export::Args),
}

impl Args {
    /// Whether it prints a list.
    #[must_use]
    pub fn lists(&self) -> bool {
        matches!(self.command, Command::List(_))
    }
}

/// Does what was asked.
///
/// # Errors
/// As the subcommand.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    match &args.command {
        Command::Draft(args) => draft::run(global, args).await,
        Command::Preview(args) => draft::preview(global, args).await,
        Command::Release(args) => release::run(global, args).await,
        Command::List(args) => list::run(global, args).await,
        Command::Show(args) => show::run(global, args).await,
        Command::Export(args) => export::run(global, args).await,
    }
}

fn id(text: &str) -> Result<ReportId, String> {
    text.parse().map_err(|_| "应为报告编号，13位字母数字 / an id of a report has 13 letters and digits".to_owned())
}
