//! `completions SHELL`.

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
/// Never.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    clap_complete::generate(args.shell, &mut Cli::command(), "nuancheng", &mut std::io::stdout());
    Ok(Exit::Done)
}
