//! The command line.

use clap::{Parser, Subcommand};

use crate::commands::{
    backup, certificate, check, claims, completions, demo, doctor, document, erase, figures, form, import, init, prove, rebuild, record,
    recount, report, restore, rows, serve, user, verify,
};
use crate::global::Global;

const ABOUT: &str = "暖城 Nuancheng：事实只记一次，数字由记录算出、可查到行、可离线验证\nRecord facts once; every figure is computed from them, opens to its rows and is proved offline";

const AFTER: &str = "\
退出码 / Exit codes:
  0  完成 / done
  1  被规则拒绝，或有内容不成立 / refused by a rule, or something does not hold
  2  请求或文件读不懂 / the request or a file could not be read
  3  机器或存储故障 / a fault of the machine or of what is stored

示例 / Examples:
  nuancheng demo                                        # 演示：三年的演示数据 / three years of synthetic data
  nuancheng init --data /srv/nuancheng                  # 新建账本 / a new ledger
  nuancheng user add neiqin --role recorder --unit /150600/150602/
  nuancheng import roster 名册.xlsx --dry-run
  nuancheng figures --period 2024H1 --format json
  nuancheng prove training.runs -o proof.json && nuancheng verify --proof proof.json";

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "nuancheng", version, about = ABOUT, after_help = AFTER, arg_required_else_help = true)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 新建账本 / Make a new ledger: folders, keys, schema, units, figures, three administrators
    Init(init::Args),
    /// 演示 / Fill a folder with a synthetic bureau and serve it
    Demo(demo::Args),
    /// 启动网页服务 / Serve the pages and the API
    Serve(serve::Args),
    /// 登记 / Record what happened
    Record(record::Args),
    /// 导入 / Import spreadsheets
    Import(import::Args),
    /// 数字 / Figures, computed
    Figures(figures::Args),
    /// 上级报表 / Fill a workbook of a higher body from figures
    Form(form::Args),
    /// 明细 / The rows behind a figure
    Rows(rows::Args),
    /// 核稿 / Check a text against the ledger
    Check(check::Args),
    /// 读数 / The numbers of a text, without a database
    Claims(claims::Args),
    /// 抽查复核 / Rows drawn at random behind a figure, and what a person found
    Recount(recount::Args),
    /// 年报 / Reports whose every number is a figure: draft, release, compare, export
    Report(report::Args),
    /// 出证 / Write the proof of a figure
    Prove(prove::Args),
    /// 验证 / Verify a proof offline, or audit the whole ledger
    Verify(verify::Args),
    /// 证书 / Verify, look up, print and hand out certificates of classes
    Certificate(certificate::Args),
    /// 重建 / Replay all facts into everything derived
    Rebuild(rebuild::Args),
    /// 取附件 / The paper behind a record
    Document(document::Args),
    /// 删除个人信息 / Erase a person's data
    Erase(erase::Args),
    /// 备份 / Back the ledger up
    Backup(backup::Args),
    /// 恢复 / Restore a backup into an empty database
    Restore(restore::Args),
    /// 账户与授权 / Accounts and roles
    User(user::Args),
    /// 体检 / Check the installation and name remedies
    Doctor(doctor::Args),
    /// 命令补全 / Shell completions
    Completions(completions::Args),
}

impl Command {
    /// Whether it prints a page.
    #[must_use]
    pub fn prints_page(&self) -> bool {
        matches!(self, Self::Check(_))
    }

    /// Whether it prints a list, which can be a workbook.
    #[must_use]
    pub fn lists(&self) -> bool {
        match self {
            Self::Figures(_) | Self::Rows(_) | Self::Recount(_) | Self::Check(_) | Self::Claims(_) => true,
            Self::User(args) => args.lists(),
            Self::Report(args) => args.lists(),
            _ => false,
        }
    }
}
