//! `cargo xtask assets`: installs the browser's libraries by lock file and builds what the server embeds.
//!
//! Sources lie in `crates/web/assets`; everything made lies in the build folder, where `crates/web/build.rs` looks.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::workspace::Workspace;

/// What is installed from, and what builds it.
const SOURCES: [&str; 4] = ["package.json", "package-lock.json", ".npmrc", "build.mjs"];
/// What a complete build was made from; written last.
const STAMP: &str = "made-from";

/// Makes the assets unless they were made from the same sources before.
pub fn run(workspace: &Workspace) -> Result<()> {
    let sources = workspace.root().join("crates/web/assets");
    let target = workspace.target().join("assets");
    let wanted = content(&sources, &SOURCES)?;
    let stamp = target.join(STAMP);
    if std::fs::read_to_string(&stamp).is_ok_and(|made| made == wanted) {
        return Ok(());
    }
    println!("Building the assets (once, and after each change of their lock file) …");
    let install = target.join("npm");
    install_by_lock(&sources, &SOURCES, &install).context("installing the browser's libraries; it takes Node.js with npm")?;
    process::run(Command::new("node").arg(sources.join("build.mjs")).arg(install.join("node_modules")).arg(files(&target)))?;
    std::fs::write(&stamp, wanted).context("noting what the assets were made from")
}

fn files(target: &Path) -> PathBuf {
    target.join("files")
}

/// Copies `names` from `sources` into `install` and installs exactly what the lock file among them names.
pub fn install_by_lock(sources: &Path, names: &[&str], install: &Path) -> Result<()> {
    std::fs::create_dir_all(install).context("making the folder to install in")?;
    for name in names {
        std::fs::copy(sources.join(name), install.join(name)).with_context(|| format!("copying {name}"))?;
    }
    process::capture(Command::new("npm").current_dir(install).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])).map(drop)
}

/// Everything in `names`, one after the other.
pub fn content(sources: &Path, names: &[&str]) -> Result<String> {
    let mut all = String::new();
    for name in names {
        let file = sources.join(name);
        all.push_str(&std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?);
    }
    Ok(all)
}
