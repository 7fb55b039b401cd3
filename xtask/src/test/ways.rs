//! The ways in that features build in: their lints, and their tests against a real provider of identities.
//!
//! Only the crates that know the features are built anew; everything else was built for the tests before.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::assets::{content, install_by_lock};
use crate::process;
use crate::workspace::Workspace;

/// The nextest profile, which has a report of its own.
pub const PROFILE: &str = "ways";
/// The variable through which tests learn where the provider is installed.
const MODULES_VARIABLE: &str = "NUANCHENG_TEST_PROVIDER";
/// What the provider is installed from.
const SOURCES: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];
/// What the features are for, and what must hold with them as without.
const TESTS: &str = "test(/^(oidc|passkeys|door|page_refusals|crawl|admin)::/)";

/// Lints with the features.
pub fn lint(workspace: &Workspace) -> Result<()> {
    let features = "nc-web/oidc,nc-web/passkeys-tests,nuancheng/oidc,nuancheng/passkeys";
    process::run(workspace.cargo().args([
        "clippy",
        "-p",
        "nc-web",
        "-p",
        "nuancheng",
        "--all-targets",
        "--features",
        features,
        "--",
        "--deny",
        "warnings",
    ]))
}

/// The web crate's own tests with the features.
pub fn test(workspace: &Workspace) -> Result<()> {
    let modules = provider(workspace)?;
    process::run(workspace.cargo().env(MODULES_VARIABLE, modules).args([
        "nextest",
        "run",
        "-p",
        "nc-web",
        "--features",
        "oidc,passkeys-tests",
        "--profile",
        PROFILE,
        "-E",
        TESTS,
    ]))
}

/// Installs the provider by its lock file, once; returns where its packages are.
fn provider(workspace: &Workspace) -> Result<PathBuf> {
    let sources = workspace.root().join("crates/web/tests/provider");
    let install = workspace.target().join("provider");
    let (wanted, stamp) = (content(&sources, &SOURCES)?, install.join("made-from"));
    if std::fs::read_to_string(&stamp).ok().as_ref() != Some(&wanted) {
        install_by_lock(&sources, &SOURCES, &install)
            .context("installing the provider of identities for tests; it takes Node.js with npm")?;
        std::fs::write(&stamp, wanted).context("noting what the provider was installed from")?;
    }
    Ok(install.join("node_modules"))
}
