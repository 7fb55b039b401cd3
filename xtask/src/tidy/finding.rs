//! One broken rule at one place.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    path: PathBuf,
    line: Option<usize>,
    message: String,
}

impl Finding {
    /// About a line, counted from 1.
    pub fn at(path: impl AsRef<Path>, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.as_ref().to_path_buf(), line: Some(line), message: message.into() }
    }

    /// About a file or crate as a whole.
    pub fn about(path: impl AsRef<Path>, message: impl Into<String>) -> Self {
        Self { path: path.as_ref().to_path_buf(), line: None, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(out, "{}:{line}: {}", self.path.display(), self.message),
            None => write!(out, "{}: {}", self.path.display(), self.message),
        }
    }
}
