//! The ways in that features build in: their lints, and their tests against a real provider of identities.
//!
//! Only the crates that know the features are built anew; everything else was built for the tests before.

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{npm, process};

/// The nextest profile, which has a report of its own.
pub const PROFILE: &str = "ways";
/// The variable through which tests learn where the provider is installed.
const MODULES_VARIABLE: &str = "NUANCHENG_TEST_PROVIDER";
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
    let modules = npm::ensure(&workspace.root().join("crates/web/tests/provider"), &workspace.target().join("provider"))?;
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
