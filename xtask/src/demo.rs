//! `cargo xtask demo`: the shortest way from a checkout to a running platform.

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{assets, process};

/// Options of the demonstration.
#[derive(clap::Args)]
pub struct Args {
    /// Everything else is handed to `nuancheng demo` unchanged
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGS")]
    rest: Vec<String>,
}

/// Builds the release binary and hands over to it.
pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    assets::run(workspace)?;
    println!("Building the release binary (the first build takes some minutes) …");
    process::run(workspace.cargo().args(["build", "--release", "--package", "nuancheng"]))?;
    let binary = workspace.target().join("release").join("nuancheng");
    let words = words(args.rest.clone(), &workspace.root().join(".demo"));
    println!("Running nuancheng {}", words.join(" "));
    process::run(std::process::Command::new(binary).args(words))
}

/// The binary's arguments; the demonstration keeps its data in the checkout unless told otherwise.
fn words(rest: Vec<String>, default_dir: &std::path::Path) -> Vec<String> {
    let chosen = rest.iter().any(|word| word == "--data" || word.starts_with("--data="));
    let mut words = vec!["demo".to_owned()];
    if !chosen {
        words.push("--data".to_owned());
        words.push(default_dir.to_string_lossy().into_owned());
    }
    words.extend(rest);
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn owned(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn data_lies_in_the_checkout_unless_told_otherwise() {
        assert_eq!(words(owned(&["--no-serve"]), Path::new("/repo/.demo")), owned(&["demo", "--data", "/repo/.demo", "--no-serve"]));
        assert_eq!(words(owned(&["--data=/x"]), Path::new("/repo/.demo")), owned(&["demo", "--data=/x"]));
    }
}
