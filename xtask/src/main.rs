//! The house's own tools: `cargo xtask <command>`.
//!
//! Everything a person or a build server does with the repository is a command here, so that both do the same.
#![expect(clippy::print_stdout, reason = "a command-line tool speaks on standard output")]

mod api;
mod assets;
mod bench;
mod bureau;
mod debian;
mod demo;
mod e2e;
mod npm;
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
    /// Walk the most important journeys in a real browser, and look at every page as every role with axe
    E2e(e2e::Args),
    /// Draw the readme's pictures into docs/pictures, with synthetic data marked so (演示数据)
    Pictures,
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
        Task::E2e(args) => e2e::run(&workspace, &args),
        Task::Pictures => e2e::pictures(&workspace),
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
