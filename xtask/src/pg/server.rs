//! Finding PostgreSQL's programs, and installing them where that is allowed.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::account::caller_is_root;
use crate::{debian, process};

const DEBIAN_VERSIONS: &str = "/usr/lib/postgresql";
const REMEDY: &str = "PostgreSQL's server programs (initdb, postgres) were not found. \
    Install the package `postgresql` of your distribution, or put its bin folder on PATH, and run this again.";

/// The folder that holds `initdb`, `postgres`, `pg_ctl` and `pg_isready`.
pub struct ServerPrograms {
    bin: PathBuf,
}

impl ServerPrograms {
    /// Finds them, installing the distribution's package when run as root on a machine with apt.
    pub fn ensure() -> Result<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        forbid_system_cluster()?;
        debian::install(&["postgresql"], REMEDY)?;
        Self::find().context(REMEDY)
    }

    /// One of the programs.
    pub fn program(&self, name: &str) -> PathBuf {
        self.bin.join(name)
    }

    fn find() -> Option<Self> {
        let on_path =
            process::on_path("initdb").and_then(|link| link.canonicalize().ok()).and_then(|file| file.parent().map(Path::to_path_buf));
        on_path
            .into_iter()
            .chain(versions(Path::new(DEBIAN_VERSIONS)))
            .find(|bin| ["initdb", "postgres", "pg_ctl", "pg_isready"].iter().all(|name| process::is_program(&bin.join(name))))
            .map(|bin| Self { bin })
    }
}

/// Debian's version folders, newest first.
fn versions(parent: &Path) -> Vec<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir(parent)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    found.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    found.into_iter().map(|(_, bin)| bin).collect()
}

/// Debian makes and starts a cluster of its own on installation; tests must not leave a server behind.
fn forbid_system_cluster() -> Result<()> {
    if process::on_path("apt-get").is_none() || !caller_is_root()? {
        return Ok(());
    }
    let folder = Path::new("/etc/postgresql-common");
    let file = folder.join("createcluster.conf");
    if file.exists() {
        return Ok(());
    }
    std::fs::create_dir_all(folder).context("preparing PostgreSQL's configuration folder")?;
    std::fs::write(&file, "create_main_cluster = false\n").with_context(|| format!("writing {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newest_version_comes_first_and_other_folders_are_ignored() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        for name in ["9", "15", "17", "notes"] {
            std::fs::create_dir(dir.path().join(name)).expect("a version folder");
        }
        let names: Vec<PathBuf> = versions(dir.path());
        assert_eq!(names, ["17", "15", "9"].map(|name| dir.path().join(name).join("bin")));
    }
}
