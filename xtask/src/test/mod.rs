//! `cargo xtask test`: everything a build server checks, from a bare machine.

mod counts;
mod steps;
mod ways;

use anyhow::{Context, Result, bail};

use crate::assets;
use crate::pg::{self, ThrowAway};
use crate::process;
use crate::tidy;
use crate::workspace::Workspace;
use steps::Steps;

/// Which checks to run.
#[derive(clap::Args)]
pub struct Args {
    /// Run only the tests, not the formatter, the house rules, the lints and the documentation
    #[arg(long)]
    only_tests: bool,
    /// Handed to `cargo nextest run`, for example a part of a test's name
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "FILTER")]
    filter: Vec<String>,
}

/// Runs the checks, cheapest first, and all of them even when one fails: one run shows every fault.
pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    forget_last_report(workspace)?;
    let mut steps = Steps::default();
    if !args.only_tests {
        steps.take("format", || process::run(workspace.cargo().args(["fmt", "--all", "--check"])));
        steps.take("house rules", || tidy::run(workspace));
    }
    steps.take("assets", || assets::run(workspace));
    let tools = steps.take("test runner", || ensure_nextest(workspace));
    let cluster = steps.take("PostgreSQL", || {
        let cluster = ThrowAway::start()?;
        println!("PostgreSQL for this run: {}", cluster.url());
        Ok(cluster)
    });
    if !args.only_tests {
        steps
            .take("lints", || process::run(workspace.cargo().args(["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])));
    }
    if tools.is_some()
        && let Some(cluster) = &cluster
    {
        steps.take("tests", || nextest(workspace, cluster, &args.filter));
    }
    drop(cluster);
    if tools.is_some() && args.filter.is_empty() {
        steps.take("ways in", || ways::test(workspace));
    }
    if !args.only_tests {
        steps.take("ways in, lints", || ways::lint(workspace));
        steps.take("pages", || crate::e2e::run(workspace, &crate::e2e::Args::default()));
        steps.take("API fuzzing", || crate::api::fuzz(workspace, &crate::api::FuzzArgs::default()));
        steps.take("documentation", || {
            process::run(workspace.cargo().env("RUSTDOCFLAGS", "--deny warnings").args(["doc", "--workspace", "--no-deps"]))
        });
    }
    println!("\n{steps}");
    let counts = counts::read(&report(workspace, "ci"))?.and(&counts::read(&report(workspace, ways::PROFILE))?);
    println!("{} passed, {} failed", counts.passed, counts.failed);
    if steps.failed() || counts.failed > 0 {
        bail!("not everything passed");
    }
    if counts.passed == 0 {
        bail!("no test ran");
    }
    Ok(())
}

/// An old report must not speak for a run that never came to its tests.
fn forget_last_report(workspace: &Workspace) -> Result<()> {
    for profile in ["ci", ways::PROFILE] {
        let report = report(workspace, profile);
        if report.exists() {
            std::fs::remove_file(&report).context("removing the last run's report")?;
        }
    }
    Ok(())
}

fn ensure_nextest(workspace: &Workspace) -> Result<()> {
    let present = workspace.cargo().args(["nextest", "--version"]).output().is_ok_and(|output| output.status.success());
    if present {
        return Ok(());
    }
    println!("Installing cargo-nextest (once a machine) …");
    process::run(workspace.cargo().args(["install", "cargo-nextest", "--locked"]))
}

fn nextest(workspace: &Workspace, cluster: &ThrowAway, filter: &[String]) -> Result<()> {
    process::run(
        workspace
            .cargo()
            .env(pg::URL_VARIABLE, cluster.url())
            .env_remove("NUANCHENG_TEST_SQLITE_ONLY")
            .args(["nextest", "run", "--workspace", "--profile", "ci"])
            .args(filter),
    )
}

/// Where the runner leaves its machine-readable report; `.config/nextest.toml` names the place, which does not
/// follow `CARGO_TARGET_DIR`.
fn report(workspace: &Workspace, profile: &str) -> std::path::PathBuf {
    workspace.root().join("target/nextest").join(profile).join("junit.xml")
}
