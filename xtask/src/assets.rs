//! `cargo xtask assets`: installs the browser's libraries by lock file and builds what the server embeds.
//!
//! Sources lie in `crates/web/assets`; everything made lies in the build folder, where `crates/web/build.rs` looks.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::Workspace;
use crate::{npm, process};

/// What is installed from, and what builds it.
const SOURCES: [&str; 4] = ["package.json", "package-lock.json", ".npmrc", "build.mjs"];
/// What a complete build was made from; written last.
const STAMP: &str = "made-from";

/// Makes the assets unless they were made from the same sources before.
pub fn run(workspace: &Workspace) -> Result<()> {
    let sources = workspace.root().join("crates/web/assets");
    let target = workspace.target().join("assets");
    let wanted = npm::content(&sources, &SOURCES)?;
    let stamp = target.join(STAMP);
    if std::fs::read_to_string(&stamp).is_ok_and(|made| made == wanted) {
        return Ok(());
    }
    println!("Building the assets (once, and after each change of their lock file) …");
    let packages = npm::ensure(&sources, &target.join("npm"))?;
    process::run(Command::new("node").arg(sources.join("build.mjs")).arg(packages).arg(files(&target)))?;
    std::fs::write(&stamp, wanted).context("noting what the assets were made from")
}

fn files(target: &Path) -> PathBuf {
    target.join("files")
}
