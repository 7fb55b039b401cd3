//! How a command ends: the exit code, and what is said when it fails.

use std::path::Path;

use nc_kernel::Refused;
use nc_office::OfficeError;
use nc_store::StoreError;
use serde::Serialize;

use crate::global::Global;
use crate::lang::Lang;
use crate::output::Format;

/// 退出码.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: refused by a rule, or something does not hold.
    Refused,
    /// 2: the request or a file could not be read.
    Unreadable,
    /// 3: a fault of the machine or of what is stored.
    Fault,
}

impl Exit {
    /// The number the shell sees.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Refused => 1,
            Self::Unreadable => 2,
            Self::Fault => 3,
        }
    }

    /// The same, as `main` returns it.
    #[must_use]
    pub fn code(self) -> std::process::ExitCode {
        self.number().into()
    }
}

/// One reason why a command failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Stable code of the rule, where a rule said no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
    /// Where in the input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What is wrong and what to do, Chinese.
    pub zh: String,
    /// The same, English.
    pub en: String,
}

/// Why a command failed. Nothing of it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// How it ends.
    pub exit: Exit,
    /// Every reason.
    pub reasons: Vec<Reason>,
}

#[derive(Serialize)]
struct Printed<'a> {
    error: PrintedError<'a>,
}

#[derive(Serialize)]
struct PrintedError<'a> {
    exit: u8,
    reasons: &'a [Reason],
}

impl Failure {
    fn one(exit: Exit, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { exit, reasons: vec![Reason { code: None, place: None, zh: zh.into(), en: en.into() }] }
    }

    /// Refused: the request is understood and not allowed, or does not hold.
    pub fn refused(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::one(Exit::Refused, zh, en)
    }

    /// The request or a file cannot be read.
    pub fn unreadable(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::one(Exit::Unreadable, zh, en)
    }

    /// Something of the machine or of what is stored is broken.
    pub fn fault(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::one(Exit::Fault, zh, en)
    }

    /// A file cannot be read.
    #[must_use]
    pub fn reading(path: &Path, error: &std::io::Error) -> Self {
        Self::unreadable(format!("无法读取文件：{error}；请核对路径和权限"), format!("cannot be read: {error}; check path and permissions"))
            .at(path.display().to_string())
    }

    /// A file cannot be written.
    #[must_use]
    pub fn writing(path: &Path, error: &std::io::Error) -> Self {
        Self::fault(
            format!("无法写入文件：{error}；请核对目录、权限和磁盘空间"),
            format!("cannot be written: {error}; check folder, permissions and disk space"),
        )
        .at(path.display().to_string())
    }

    /// Says where, for reasons that do not say so themselves.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        let place = place.into();
        for reason in &mut self.reasons {
            reason.place.get_or_insert_with(|| place.clone());
        }
        self
    }

    /// The same failure, ending otherwise.
    #[must_use]
    pub fn ending(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }

    /// Says it on standard error, in the language and format asked for.
    pub fn print(&self, global: &Global) {
        if global.format == Format::Json {
            let printed = Printed { error: PrintedError { exit: self.exit.number(), reasons: &self.reasons } };
            if let Ok(text) = serde_json::to_string_pretty(&printed) {
                eprintln!("{text}");
                return;
            }
        }
        for reason in &self.reasons {
            eprintln!("{}", reason.line(global.lang()));
        }
    }
}

impl Reason {
    /// One line: place, what is wrong and what to do, code.
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        let place = self.place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
        let code = self.code.map(|code| format!(" [{code}]")).unwrap_or_default();
        format!("{place}{}{code}", lang.pick(&self.zh, &self.en))
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        let reasons =
            refused.0.iter().map(|r| Reason { code: Some(r.rule.code), place: r.place.clone(), zh: r.zh(), en: r.en() }).collect();
        Self { exit: Exit::Refused, reasons }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let en = error.to_string();
        match error {
            StoreError::Refused(refused) => refused.into(),
            StoreError::Unusable(_) if en.starts_with("nothing was written") || en.starts_with("the database schema") => {
                Self::fault(format!("数据库不能使用：{en}；请运行 nuancheng doctor"), format!("{en}; run `nuancheng doctor`"))
            }
            StoreError::Unusable(text) => Self::refused(format!("不能办理：{text}"), text),
            StoreError::Damaged { place, why } => {
                Self::fault(format!("{place} 处的存储已损坏：{why}；请运行 nuancheng verify，再恢复最近一次完好的备份"), en)
            }
            StoreError::Database { .. } => Self::fault(format!("数据库出错：{en}；请运行 nuancheng doctor"), en),
            StoreError::File { .. } => Self::fault(format!("文件出错：{en}；请核对目录、权限和磁盘空间"), en),
            StoreError::Closed => Self::fault("库正在关闭，请用同一幂等键重试", en),
            _ => Self::fault(format!("程序读不懂库中的内容：{en}；请核对程序版本"), en),
        }
    }
}

impl From<OfficeError> for Failure {
    fn from(error: OfficeError) -> Self {
        let exit = if matches!(error, OfficeError::Write(_)) { Exit::Fault } else { Exit::Unreadable };
        let reason = Reason { code: Some(error.code()), place: None, zh: error.zh(), en: error.to_string() };
        Self { exit, reasons: vec![reason] }
    }
}
