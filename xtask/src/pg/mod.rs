//! A private PostgreSQL: thrown away after a test run, or kept while somebody develops.

mod account;
mod cluster;
mod kept;
mod server;

pub use account::caller_is_root;
pub use cluster::ThrowAway;

use anyhow::Result;

use crate::workspace::Workspace;

/// The variable through which tests learn where PostgreSQL is.
pub const URL_VARIABLE: &str = "NUANCHENG_TEST_POSTGRES";

/// What to do with the kept cluster.
#[derive(clap::Subcommand)]
pub enum Action {
    /// Start it (or find it running) and print its address
    Start,
    /// Stop it and remove its data
    Stop,
    /// Print its address, for `export NUANCHENG_TEST_POSTGRES="$(cargo xtask pg url)"`
    Url,
}

/// Runs one action on the kept cluster.
pub fn run(workspace: &Workspace, action: &Action) -> Result<()> {
    match action {
        Action::Start => println!("{}", kept::start(workspace)?),
        Action::Stop => println!("{}", kept::stop(workspace)?),
        Action::Url => println!("{}", kept::url(workspace)?),
    }
    Ok(())
}
