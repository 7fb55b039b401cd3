//! The house's own tools: `cargo xtask <command>`.
//!
//! Everything a person or a build server does with the repository is a command here, so that both do the same.
#![expect(clippy::print_stdout, reason = "a command-line tool speaks on standard output")]

mod api;
mod assets;
mod bench;
mod demo;
mod pg;
mod process;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use workspace::Workspace;

/// Builds, tests and checks Nuancheng.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the release binary and run its demonstration with synthetic data (演示数据)
    Demo(demo::Args),
    /// Check formatting, house rules, lints, tests on both databases, and documentation
    Test(test::Args),
    /// Check the house rules alone: dependencies, schema, SQL, files, requirement coverage
    Tidy,
    /// Install the browser's libraries by lock file and build what the server embeds
    Assets,
    /// Keep a private PostgreSQL running while developing
    #[command(subcommand)]
    Pg(pg::Action),
    /// Write the API's OpenAPI document into docs/openapi.json
    Openapi,
    /// Let schemathesis send generated requests to every endpoint of the API, on loopback
    FuzzApi(api::FuzzArgs),
    /// Measure commands and write the results into docs/benchmarks.md
    Bench(bench::Args),
}

fn main() -> ExitCode {
    let workspace = Workspace::of_this_build();
    let outcome = match Cli::parse().command {
        Task::Demo(args) => demo::run(&workspace, &args),
        Task::Test(args) => test::run(&workspace, &args),
        Task::Tidy => tidy::run(&workspace),
        Task::Assets => assets::run(&workspace),
        Task::Pg(action) => pg::run(&workspace, &action),
        Task::Openapi => api::openapi(&workspace),
        Task::FuzzApi(args) => api::fuzz(&workspace, &args),
        Task::Bench(args) => bench::run(&workspace, &args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
