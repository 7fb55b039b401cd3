//! Installing what a tool needs from the distribution, where that is allowed.

use std::process::Command;

use anyhow::{Result, bail};

use crate::pg::caller_is_root;
use crate::process;

/// Installs packages when run as root on a machine with apt; otherwise says `remedy`.
pub fn install(packages: &[&str], remedy: &str) -> Result<()> {
    if process::on_path("apt-get").is_none() || !caller_is_root()? {
        bail!("{remedy}");
    }
    println!("Installing {} …", packages.join(", "));
    let apt = |words: &[&str]| {
        process::run(Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").env("UCF_FORCE_CONFFOLD", "1").args(words))
    };
    apt(&["update", "--quiet"])?;
    let options = ["install", "--yes", "--quiet", "--no-install-recommends", "--option", "Dpkg::Options::=--force-confold"];
    apt(&[&options[..], packages].concat())
}
