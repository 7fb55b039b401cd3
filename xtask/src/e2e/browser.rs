//! Finding the browser and its typefaces, and installing them where that is allowed.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{debian, process};

const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
const REMEDY: &str = "No Chromium was found. Install the package `chromium` of your distribution, or put one on PATH, and run this again.";
const REMEDY_TYPEFACE: &str =
    "No typeface for Chinese was found. Install the package `fonts-noto-cjk` of your distribution and run this again.";

/// The browser on this machine, with a typeface that has Chinese.
pub fn ensure() -> Result<PathBuf> {
    if find().is_none() {
        debian::install(&["chromium", "fontconfig"], REMEDY)?;
    }
    if !writes_chinese() {
        debian::install(&["fonts-noto-cjk", "fontconfig"], REMEDY_TYPEFACE)?;
    }
    find().context(REMEDY)
}

fn find() -> Option<PathBuf> {
    NAMES.into_iter().find_map(process::on_path)
}

fn writes_chinese() -> bool {
    Command::new("fc-list").args([":lang=zh-cn", "family"]).output().is_ok_and(|found| found.status.success() && !found.stdout.is_empty())
}
