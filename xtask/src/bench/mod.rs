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
const NAMES: [&str; 5] = ["append", "import", "figure", "rebuild", "web"];

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
    /// A roster of 100,000 rows beside the bare floor and PocketBase
    Import,
    /// A figure over 1 and 10 million rows beside DuckDB; over 100 million with --full
    Figure {
        /// Also 100 million rows: needs about 20 GB of disk and a quarter of an hour
        #[arg(long)]
        full: bool,
    },
    /// Replaying a million facts
    Rebuild,
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
        Some(Action::Import) => product(workspace, "import", &[]),
        Some(Action::Figure { full }) => product(workspace, "figure", if *full { &["--full"] } else { &[] }),
        Some(Action::Web) => product(workspace, "web", &[]),
        Some(Action::Rebuild) => product(workspace, "rebuild", &[]),
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

/// Builds `nc-bench` in release, runs one of its measurements and keeps the table it prints.
fn product(workspace: &Workspace, name: &str, options: &[&str]) -> Result<()> {
    process::run(workspace.cargo().args(["build", "--release", "--package", "nc-bench"]))?;
    let machine = Machine::this()?;
    let output = Command::new(workspace.target().join("release").join("nc-bench"))
        .arg(name)
        .args(options)
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
