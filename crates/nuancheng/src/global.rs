//! Options every command takes.

use std::path::PathBuf;

use nc_store::DatabaseUrl;

use crate::data_dir::DataDir;
use crate::exit::Failure;
use crate::lang::Lang;
use crate::output::Format;

/// Where data lies when nobody says so.
pub const DEFAULT_DIR: &str = "nuancheng-data";

/// Options of every command. All have defaults, so no configuration file is needed.
#[derive(Debug, Clone, clap::Args)]
pub struct Global {
    /// 数据目录 / Data folder [default: ./nuancheng-data]
    #[arg(long, global = true, env = "NUANCHENG_DATA", value_name = "DIR", help_heading = "通用选项 / Global options")]
    pub data: Option<PathBuf>,
    /// 数据库地址 / Database, sqlite:///… or postgres://… [default: DIR/ledger.db]
    #[arg(
        long,
        global = true,
        env = "NUANCHENG_DATABASE",
        hide_env_values = true,
        value_name = "URL",
        help_heading = "通用选项 / Global options"
    )]
    pub database: Option<String>,
    /// 公安局代码 (GB/T 2260) / Bureau [default: 150600]
    #[arg(long, global = true, env = "NUANCHENG_BUREAU", value_name = "CODE", help_heading = "通用选项 / Global options")]
    pub bureau: Option<i64>,
    /// 以谁的身份办理 / Who acts; may be left out where only one account has the role
    #[arg(long = "as", global = true, env = "NUANCHENG_USER", value_name = "LOGIN", help_heading = "通用选项 / Global options")]
    pub acts_as: Option<String>,
    /// 输出格式 / Output format; xlsx for lists
    #[arg(long, global = true, value_enum, default_value = "table", help_heading = "通用选项 / Global options")]
    pub format: Format,
    /// 语言 / Language [default: from LANG, else zh]
    #[arg(long, global = true, value_enum, help_heading = "通用选项 / Global options")]
    pub lang: Option<Lang>,
    /// 不显示进度和提示 / No progress, no hints
    #[arg(long, short, global = true, help_heading = "通用选项 / Global options")]
    pub quiet: bool,
}

impl Global {
    /// The data folder.
    #[must_use]
    pub fn dir(&self) -> DataDir {
        DataDir::new(self.data.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_DIR)))
    }

    /// The language to print in.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang.unwrap_or_else(Lang::of_terminal)
    }

    /// Where the database is.
    ///
    /// # Errors
    /// When the address is of no known kind.
    pub fn url(&self, dir: &DataDir) -> Result<DatabaseUrl, Failure> {
        match &self.database {
            Some(text) => DatabaseUrl::parse(text).map_err(|_| {
                Failure::unreadable(
                    "数据库地址须以 sqlite:// 或 postgres:// 开头",
                    "the database address must start with sqlite:// or postgres://",
                )
                .at("--database")
            }),
            None => Ok(DatabaseUrl::sqlite_file(&dir.ledger())),
        }
    }
}
