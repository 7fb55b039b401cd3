//! 配置: what `DIR/nuancheng.toml` may say. Everything in it has a default.

use nc_kernel::Bureau;
use serde::{Deserialize, Serialize};

use crate::data_dir::DataDir;
use crate::exit::Failure;
use crate::files;
use crate::global::Global;

/// Ordos, the bureau of the catalogue that is built in.
pub const DEFAULT_BUREAU: Bureau = 150_600;

/// The file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Whose ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bureau: Option<Bureau>,
    /// The ledger's name in checkpoints. Never changes: checkpoints already signed bear it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Who acts where `--as` is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// 演示数据: set for a bureau that was invented.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub synthetic: bool,
}

impl Config {
    /// Reads the file; defaults when there is none.
    ///
    /// # Errors
    /// When it cannot be read or has a field that is not known.
    pub fn load(dir: &DataDir) -> Result<Self, Failure> {
        let path = dir.config();
        if !path.exists() {
            return Ok(Self::default());
        }
        toml::from_str(&files::read_text(&path)?).map_err(|e| {
            Failure::unreadable(format!("配置文件有误：{e}"), format!("the configuration cannot be used: {e}"))
                .at(path.display().to_string())
        })
    }

    /// Writes the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self, dir: &DataDir) -> Result<(), Failure> {
        let text = toml::to_string(self).map_err(|e| Failure::fault(e.to_string(), e.to_string()))?;
        files::write(&dir.config(), text.as_bytes())
    }

    /// The bureau: the option, else the file, else the one built in.
    ///
    /// # Errors
    /// When option and file differ, or the number is no bureau's.
    pub fn bureau(&self, global: &Global) -> Result<Bureau, Failure> {
        let asked = global.bureau.or(self.bureau).unwrap_or(DEFAULT_BUREAU);
        if asked <= 0 {
            return Err(Failure::unreadable("应为行政区划代码，如 150600", "write an area code such as 150600").at("--bureau"));
        }
        match self.bureau {
            Some(own) if own != asked => Err(Failure::unreadable(
                format!("此数据目录属于 {own}，不是 {asked}；请换数据目录，或去掉 --bureau"),
                format!("this data folder belongs to {own}, not {asked}: take another folder, or leave --bureau out"),
            )
            .at("--bureau")),
            _ => Ok(asked),
        }
    }

    /// The ledger's name in checkpoints.
    #[must_use]
    pub fn origin(&self, bureau: Bureau) -> String {
        self.origin.clone().unwrap_or_else(|| format!("nuancheng.local/{bureau}"))
    }
}
