//! `cargo xtask bench`: measuring so that the next reader can repeat it.
//!
//! Every result carries the machine it was taken on and the spread of its runs; two things are compared
//! only when they ran in turns within the same minutes.

mod machine;
mod measure;
mod record;

use std::num::NonZeroU32;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::workspace::Workspace;
use machine::Machine;
use measure::Sample;

/// The measurements of the product, each beside a limit or a peer in the same run. Names of `nc-bench`'s own commands
/// and of the sections of docs/benchmarks.md.
const NAMES: [&str; 9] = ["append", "import", "figure", "rebuild", "memory", "pages", "claims", "check", "web"];

/// Options of the benchmarks.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Option<Action>,
}

/// What to measure; without one, everything.
#[derive(clap::Subcommand)]
enum Action {
    /// Durable appends with 1, 64 and 256 clients beside a bare group commit
    Append,
    /// A roster of 100,000 rows beside the bare floor, `sqlite3 .import` and PocketBase
    Import {
        /// Rows in place of 100,000
        #[arg(long)]
        rows: Option<u64>,
    },
    /// A figure over 1, 10 and 100 million rows beside SQLite and DuckDB: needs about 20 GB of disk and a quarter of an hour
    Figure {
        /// Sizes in place of 1000000,10000000,100000000
        #[arg(long, value_delimiter = ',')]
        rows: Vec<u64>,
    },
    /// Replaying a million facts
    Rebuild {
        /// Facts in place of a million
        #[arg(long)]
        facts: Option<u64>,
    },
    /// Resident memory of the server with the three-year demonstration: idle, and under reads and writes
    Memory {
        /// Seconds of load in place of 60
        #[arg(long)]
        seconds: Option<u64>,
    },
    /// Every page an officer gets to by links, at the demonstration's size
    Pages {
        /// Per cent of the full bureau in place of 100; several with commas
        #[arg(long, value_delimiter = ',')]
        scale: Vec<u64>,
    },
    /// Reading the numbers of prose beside JioNLP and Recognizers-Text
    Claims,
    /// The article checked against the three-year demonstration
    Check {
        /// Per cent of the full bureau in place of 100
        #[arg(long)]
        scale: Option<u64>,
    },
    /// The API over HTTP beside a bare server and PocketBase
    Web,
    /// Describe this machine
    Machine,
    /// Time one shell command over several runs, or two in turns, and print the table
    Run {
        /// The section of docs/benchmarks.md to replace with the result; printed only, when absent
        #[arg(long)]
        section: Option<String>,
        /// Runs of each command
        #[arg(long, default_value = "5")]
        runs: NonZeroU32,
        /// A second command, run in turns with the first
        #[arg(long)]
        against: Option<String>,
        /// The command
        command: String,
    },
}

/// Runs one measurement, or all.
pub fn run(workspace: &Workspace, args: &Args) -> Result<()> {
    match &args.action {
        None => NAMES.iter().try_for_each(|name| product(workspace, name, &[])),
        Some(Action::Append) => product(workspace, "append", &[]),
        Some(Action::Import { rows: size }) => product(workspace, "import", size.as_slice()),
        Some(Action::Figure { rows }) => product(workspace, "figure", rows),
        Some(Action::Rebuild { facts: size }) => product(workspace, "rebuild", size.as_slice()),
        Some(Action::Memory { seconds: size }) => product(workspace, "memory", size.as_slice()),
        Some(Action::Pages { scale }) => product(workspace, "pages", scale),
        Some(Action::Claims) => product(workspace, "claims", &[]),
        Some(Action::Check { scale }) => product(workspace, "check", scale.as_slice()),
        Some(Action::Web) => product(workspace, "web", &[]),
        Some(Action::Machine) => {
            println!("{}", Machine::this()?);
            Ok(())
        }
        Some(Action::Run { section, runs, against, command }) => {
            let commands: Vec<&str> = std::iter::once(command.as_str()).chain(against.as_deref()).collect();
            let samples: Vec<Sample> = measure::in_turns(workspace.root(), &commands, *runs)?;
            let text = record::table(&Machine::this()?, &samples);
            println!("{text}");
            match section {
                Some(section) => record::write(&workspace.root().join("docs/benchmarks.md"), section, &text),
                None => Ok(()),
            }
        }
    }
}

/// Builds `nc-bench` in release, and the program it may start, runs one of its measurements and keeps the table it prints.
fn product(workspace: &Workspace, name: &str, sizes: &[u64]) -> Result<()> {
    process::run(workspace.cargo().args(["build", "--release", "--package", "nc-bench", "--package", "nuancheng"]))?;
    let machine = Machine::this()?;
    let sizes: Vec<String> = sizes.iter().map(u64::to_string).collect();
    let output = Command::new(workspace.target().join("release").join("nc-bench"))
        .arg(name)
        .args((!sizes.is_empty()).then(|| sizes.join(",")))
        .stderr(std::process::Stdio::inherit())
        .output()
        .with_context(|| format!("running the benchmark {name}"))?;
    let table = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        bail!("the benchmark {name} failed: {}\n{table}", output.status);
    }
    println!("{table}");
    record::write(&workspace.root().join("docs/benchmarks.md"), name, &format!("{machine}\n\n{table}"))
}
