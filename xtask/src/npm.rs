//! Packages from npm, exactly as a lock file names them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// What packages are installed from.
const SOURCES: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];
/// What the packages of a folder were installed from; written last.
const STAMP: &str = "installed-from";

/// Installs into `install` what the lock file in `sources` names, unless it was installed from the same before; returns the
/// folder of the packages.
pub fn ensure(sources: &Path, install: &Path) -> Result<PathBuf> {
    let (wanted, stamp) = (content(sources, &SOURCES)?, install.join(STAMP));
    if !std::fs::read_to_string(&stamp).is_ok_and(|made| made == wanted) {
        std::fs::create_dir_all(install).context("making the folder to install in")?;
        for name in SOURCES {
            std::fs::copy(sources.join(name), install.join(name)).with_context(|| format!("copying {name}"))?;
        }
        process::capture(Command::new("npm").current_dir(install).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
            .with_context(|| format!("installing the packages of {}; it takes Node.js with npm", sources.display()))?;
        std::fs::write(&stamp, wanted).context("noting what the packages were installed from")?;
    }
    Ok(install.join("node_modules"))
}

/// Everything in `names`, one after the other.
pub fn content(sources: &Path, names: &[&str]) -> Result<String> {
    let read = |name: &&str| {
        let file = sources.join(name);
        std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))
    };
    names.iter().map(read).collect()
}
