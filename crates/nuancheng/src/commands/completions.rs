//! `completions SHELL`.

use std::io::Write as _;
use std::path::Path;

use clap::CommandFactory as _;

use crate::cli::Cli;
use crate::exit::{Exit, Failure};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Example:\n  nuancheng completions bash > /etc/bash_completion.d/nuancheng")]
pub struct Args {
    /// 外壳 / Shell
    pub shell: clap_complete::Shell,
}

/// Prints the completion script.
///
/// # Errors
/// When it cannot be written.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    // Into memory first: the generator panics when whoever reads has read enough.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "nuancheng", &mut script);
    match std::io::stdout().write_all(&script) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::writing(Path::new("-"), &error)),
        _ => Ok(Exit::Done),
    }
}
