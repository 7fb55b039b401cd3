//! Peers: those from PyPI, driven by small scripts beside this crate, and the shell of SQLite where there is one.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::Outcome;

/// Runs `script` with `arguments` in a virtual environment that has `packages`, and gives back what it prints.
pub(crate) fn run(folder: &Path, packages: &[&str], script: &str, arguments: &[&str]) -> Outcome<String> {
    let python = environment(folder, packages)?;
    let path = folder.join("peer.py");
    std::fs::write(&path, script)?;
    checked(Command::new(python).arg(&path).args(arguments))
}

/// A virtual environment in `folder` that has `packages`: its Python.
pub(crate) fn environment(folder: &Path, packages: &[&str]) -> Outcome<PathBuf> {
    let venv = folder.join("venv");
    if !venv.exists() {
        checked(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    }
    checked(Command::new(venv.join("bin/pip")).args(["install", "--quiet"]).args(packages))?;
    Ok(venv.join("bin/python"))
}

/// Seconds `sqlite3 .import` takes for a CSV file, into a table with the same columns and no index, durably committed.
pub(crate) fn sqlite_import(folder: &Path, csv: &Path) -> Outcome<f64> {
    let mut command = Command::new("sqlite3");
    command.arg(folder.join("peer-import.db")).args(["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL"]);
    command.arg(format!(".import --csv {} roster", csv.display()));
    let start = Instant::now();
    checked(&mut command)?;
    Ok(start.elapsed().as_secs_f64())
}

fn checked(command: &mut Command) -> Outcome<String> {
    let output = command.output()?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    } else {
        Err(format!("a peer could not run: {}", String::from_utf8_lossy(&output.stderr)).into())
    }
}
