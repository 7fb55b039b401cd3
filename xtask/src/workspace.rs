//! Where the repository, its build output and its files are.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// The repository this tool was built from.
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The repository that holds this crate's source.
    pub fn of_this_build() -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self { root: here.parent().unwrap_or(here).to_path_buf() }
    }

    /// A repository at another place; tests build small ones.
    #[cfg(test)]
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_path_buf() }
    }

    /// The repository's top folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's build output: `CARGO_TARGET_DIR` when set, else cargo's default.
    pub fn target(&self) -> PathBuf {
        match std::env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => self.root.join(dir),
            None => self.root.join("target"),
        }
    }

    /// `cargo`, started in the repository.
    pub fn cargo(&self) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(&self.root);
        command
    }

    /// Every file that is or would be under version control, relative to the root and sorted.
    ///
    /// Asks git first because it knows what is ignored; an exported tree without git is walked.
    pub fn files(&self) -> Result<Vec<PathBuf>> {
        let mut files = match self.files_by_git() {
            Some(files) => files,
            None => {
                let mut found = Vec::new();
                walk(&self.root, Path::new(""), &mut found)?;
                found
            }
        };
        files.retain(|file| self.root.join(file).is_file());
        files.sort();
        files.dedup();
        Ok(files)
    }

    /// A file's text, or nothing when it is not text.
    pub fn text(&self, file: &Path) -> Result<Option<String>> {
        let bytes = std::fs::read(self.root.join(file)).with_context(|| format!("reading {}", file.display()))?;
        Ok(String::from_utf8(bytes).ok())
    }

    fn files_by_git(&self) -> Option<Vec<PathBuf>> {
        if !self.root.join(".git").exists() {
            return None;
        }
        let output = Command::new("git")
            .current_dir(&self.root)
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .output()
            .ok()?;
        if !output.status.success() {
            return None;
        }
        let listing = String::from_utf8(output.stdout).ok()?;
        Some(listing.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from).collect())
    }
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let entries = std::fs::read_dir(root.join(folder)).with_context(|| format!("listing {}", folder.display()))?;
    for entry in entries {
        let entry = entry.context("reading a folder entry")?;
        let name = entry.file_name();
        if [".git", "target", "node_modules", ".demo"].iter().any(|skip| name == *skip) {
            continue;
        }
        let path = folder.join(&name);
        let kind = entry.file_type().context("asking a file's type")?;
        if kind.is_dir() {
            walk(root, &path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exported_tree_is_walked_without_build_output() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        for file in ["a.rs", "b/c.md", "target/d", "node_modules/e"] {
            let path = dir.path().join(file);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("makes the folder");
            std::fs::write(path, "x").expect("writes");
        }
        let files = Workspace::at(dir.path()).files().expect("lists");
        assert_eq!(files, [PathBuf::from("a.rs"), PathBuf::from("b/c.md")]);
    }

    #[test]
    fn git_knows_what_is_ignored_and_what_is_gone() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let git = |words: &[&str]| {
            let status = Command::new("git").current_dir(dir.path()).args(words).status().expect("git runs");
            assert!(status.success());
        };
        git(&["init", "--quiet"]);
        for (file, text) in [(".gitignore", "ignored"), ("ignored", ""), ("gone", ""), ("new", "")] {
            std::fs::write(dir.path().join(file), text).expect("writes");
        }
        git(&["add", "gone"]);
        std::fs::remove_file(dir.path().join("gone")).expect("removes");
        let files = Workspace::at(dir.path()).files().expect("lists");
        assert_eq!(files, [PathBuf::from(".gitignore"), PathBuf::from("new")]);
    }
}
