//! `doctor`: looks at everything an installation stands on, and names the remedy of what is wrong.

mod files;
mod store;

use serde::Serialize;

use crate::config::Config;
use crate::exit::{Exit, Failure};
use crate::global::Global;
use crate::keys;
use crate::lang::Lang;
use crate::output::Output;
use crate::session;

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "有问题时退出码为 1。 / Ends with 1 when something is wrong.

示例 / Examples:
  nuancheng doctor
  nuancheng doctor --data /srv/nuancheng --format json")]
pub struct Args {}

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// As it should be.
    Good,
    /// Worth knowing.
    Note,
    /// Wrong.
    Problem,
}

/// One thing looked at.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// Stable name of the check.
    pub check: &'static str,
    /// How it is.
    pub state: State,
    /// What was found, Chinese.
    pub zh: String,
    /// What was found, English.
    pub en: String,
    /// What to do, Chinese; empty when nothing.
    pub remedy_zh: String,
    /// What to do, English.
    pub remedy_en: String,
}

impl Finding {
    /// Something as it should be.
    pub fn good(check: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { check, state: State::Good, zh: zh.into(), en: en.into(), remedy_zh: String::new(), remedy_en: String::new() }
    }

    /// Something wrong.
    pub fn problem(check: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { state: State::Problem, ..Self::good(check, zh, en) }
    }

    /// Something worth knowing.
    pub fn note(check: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { state: State::Note, ..Self::good(check, zh, en) }
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.remedy_zh = zh.into();
        self.remedy_en = en.into();
        self
    }

    /// What stopped a check.
    fn failure(check: &'static str, failure: &Failure) -> Self {
        let line = |lang| failure.reasons.iter().map(|r| r.line(lang)).collect::<Vec<_>>().join("; ");
        Self::problem(check, line(Lang::Zh), line(Lang::En))
    }
}

#[derive(Serialize)]
struct Examined {
    healthy: bool,
    version: &'static str,
    findings: Vec<Finding>,
}

/// Examines the installation.
///
/// # Errors
/// When the answer cannot be written; what is wrong is a finding.
pub async fn run(global: &Global, _args: &Args) -> Result<Exit, Failure> {
    let dir = global.dir();
    let mut findings = files::look(&dir);
    match Config::load(&dir).and_then(|config| config.bureau(global)) {
        Ok(bureau) => findings.push(Finding::good("config", format!("公安局 {bureau}"), format!("bureau {bureau}"))),
        Err(failure) => findings.push(Finding::failure("config", &failure)),
    }
    match keys::needed(&dir) {
        Ok(_) => findings.push(Finding::good("keys", "两个密钥都在", "both keys are there")),
        Err(failure) => findings.push(Finding::failure("keys", &failure)),
    }
    // Opened only when nothing above would make opening itself a mistake.
    if findings.iter().all(|f| f.state != State::Problem || f.check == "permissions" || f.check == "disk") {
        let looked = session::with(global, async |s| Ok(store::look(s).await)).await;
        findings.extend(looked.unwrap_or_else(|failure| vec![Finding::failure("database", &failure)]));
    }
    let healthy = findings.iter().all(|f| f.state != State::Problem);
    let lines: Vec<String> = findings.iter().map(|f| line(f, global.lang())).collect();
    Output::new(global).answer(&Examined { healthy, version: env!("CARGO_PKG_VERSION"), findings }, &lines)?;
    Ok(if healthy { Exit::Done } else { Exit::Refused })
}

fn line(finding: &Finding, lang: Lang) -> String {
    let mark = match finding.state {
        State::Good => "✓",
        State::Note => "·",
        State::Problem => "✗",
    };
    let remedy = lang.pick(&finding.remedy_zh, &finding.remedy_en);
    let remedy = if remedy.is_empty() { String::new() } else { format!("\n    → {remedy}") };
    format!("{mark} {:<12} {}{remedy}", finding.check, lang.pick(&finding.zh, &finding.en))
}
