//! `cargo xtask e2e` and `cargo xtask pictures`: the pages in a real browser, on a small synthetic bureau (演示数据).
//!
//! What is done there is in the folder `e2e`; this finds or installs what it takes and starts the server it visits.

mod browser;

use std::process::Command;

use anyhow::{Context, Result};

use crate::bureau::Bureau;
use crate::workspace::Workspace;
use crate::{assets, npm, process};

/// Which journeys and checks.
#[derive(clap::Args, Default)]
pub struct Args {
    /// Walk every journey in all eight ways (language, script, width), not in the four that hold every pair of them
    #[arg(long)]
    all: bool,
    /// Only the tests whose name holds this, for example `i10_` or `draft`
    #[arg(value_name = "NAME")]
    only: Option<String>,
}

/// Walks the journeys and looks at every page.
pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    let mut words = vec!["--test-reporter=spec".to_owned()];
    words.extend(args.only.iter().map(|name| format!("--test-name-pattern={name}")));
    visit(workspace, &words, "main.mjs", if args.all { "yes" } else { "no" })
}

/// Draws the pictures of the readme into `docs/pictures`.
pub fn pictures(workspace: &Workspace) -> Result<()> {
    visit(workspace, &[], "pictures.mjs", "no")
}

fn visit(workspace: &Workspace, words: &[String], script: &str, all: &str) -> Result<()> {
    assets::run(workspace)?;
    let browser = browser::ensure()?;
    // The packages that drive the browser; no browser comes with them.
    let modules = npm::ensure(&workspace.root().join("e2e"), &workspace.target().join("e2e").join("npm"))?;
    let bureau = Bureau::make(workspace)?;
    let demo = bureau.folder().join("demo.json");
    std::fs::write(&demo, &bureau.said).context("keeping what the demonstration said")?;
    let token = bureau.token("demo-political", "e2e")?;
    // What a failing test saw is looked at afterwards.
    let seen = workspace.target().join("e2e").join("seen");
    if seen.exists() {
        std::fs::remove_dir_all(&seen).context("clearing what the last run saw")?;
    }
    std::fs::create_dir_all(&seen).context("making a folder for what is seen")?;
    let server = bureau.serve()?;
    process::run(
        Command::new("node")
            .current_dir(workspace.root().join("e2e"))
            .args(words)
            .arg(script)
            .env("NUANCHENG_E2E_ORIGIN", format!("http://{}", server.address))
            .env("NUANCHENG_E2E_PROGRAM", bureau.program())
            .env("NUANCHENG_E2E_DEMO", &demo)
            .env("NUANCHENG_E2E_TOKEN", &token)
            .env("NUANCHENG_E2E_FOLDER", &seen)
            .env("NUANCHENG_E2E_MODULES", &modules)
            .env("NUANCHENG_E2E_BROWSER", &browser)
            .env("NUANCHENG_E2E_ALL", all),
    )
}
