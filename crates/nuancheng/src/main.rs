//! 暖城 `nuancheng`: the binary. It reads the configuration, puts the parts together, and is the command line.
//!
//! Invariants: everything written goes through [`nc_store::Store::execute`]; no rule is decided here. The machine's clock
//! is read in [`clock`] alone and randomness is taken in [`ids`] alone. What a person reads goes to standard output,
//! what went wrong and how far work has come to standard error.

mod actors;
mod cli;
mod clock;
mod commands;
mod config;
mod data_dir;
mod exit;
mod figure_text;
mod files;
mod global;
mod ids;
mod keys;
mod lang;
mod notes;
mod output;
mod people_lookup;
mod progress;
mod prose;
mod question;
mod roster_file;
mod seed;
mod session;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::Cli;
use crate::exit::Exit;

/// Replays, rosters and answers are many small allocations made on one thread and freed on another. The system's allocator
/// keeps an arena for every thread and gives little back: a server that had been busy held half as much memory again.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("程序无法启动 / the program cannot start: {error}");
            return Exit::Fault.code();
        }
    };
    match runtime.block_on(commands::run(&cli)) {
        Ok(exit) => exit.code(),
        Err(failure) => {
            failure.print(&cli.global);
            failure.exit.code()
        }
    }
}

/// Log lines go to standard error; how many is set by `NUANCHENG_LOG` (`info`, `nc_store=debug`).
fn start_log() {
    let filter =
        tracing_subscriber::EnvFilter::try_from_env("NUANCHENG_LOG").unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("error"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
