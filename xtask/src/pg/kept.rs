//! A cluster that stays up between commands, remembered by a small file in the build folder.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::account::Account;
use super::cluster::{self, Cluster};
use super::server::ServerPrograms;
use crate::process;
use crate::workspace::Workspace;

#[derive(Serialize, Deserialize)]
struct Memory {
    url: String,
    folder: PathBuf,
}

/// Starts the kept cluster unless it runs already; returns its address.
pub fn start(workspace: &Workspace) -> Result<String> {
    if let Some(memory) = recall(workspace)? {
        if is_up(&memory)? {
            return Ok(memory.url);
        }
        cluster::remove(&memory.folder)?;
    }
    let cluster = Cluster::create()?;
    let settings: Vec<String> = cluster.settings().iter().map(|word| format!("'{word}'")).collect();
    let status = pg_ctl(&cluster.account, &cluster.programs)
        .arg("start")
        .arg("--pgdata")
        .arg(cluster.data())
        .arg("--log")
        .arg(cluster.folder.join("server.log"))
        .arg("--options")
        .arg(settings.join(" "))
        // The server keeps what it inherits: an open pipe would make the caller wait for it for ever.
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .context("starting PostgreSQL")?;
    if !status.success() {
        eprintln!("pg_ctl ended with {status}");
    }
    cluster.wait_until_ready()?;
    let memory = Memory { url: cluster.url(), folder: cluster.folder };
    std::fs::create_dir_all(workspace.target()).context("making the build folder")?;
    let text = serde_json::to_string_pretty(&memory).context("writing the cluster's address")?;
    std::fs::write(place(workspace), text).context("remembering the cluster")?;
    Ok(memory.url)
}

/// Stops the kept cluster and removes its data.
pub fn stop(workspace: &Workspace) -> Result<&'static str> {
    let Some(memory) = recall(workspace)? else {
        return Ok("no cluster is kept");
    };
    if is_up(&memory)? {
        process::capture(
            pg_ctl(&Account::find()?, &ServerPrograms::ensure()?)
                .args(["stop", "--mode", "fast", "--pgdata"])
                .arg(memory.folder.join("data")),
        )?;
    }
    cluster::remove(&memory.folder)?;
    std::fs::remove_file(place(workspace)).context("forgetting the cluster")?;
    Ok("stopped")
}

/// The kept cluster's address.
pub fn url(workspace: &Workspace) -> Result<String> {
    recall(workspace)?.map(|memory| memory.url).context("no cluster is kept; start one with `cargo xtask pg start`")
}

fn is_up(memory: &Memory) -> Result<bool> {
    let data = memory.folder.join("data");
    Ok(data.exists()
        && pg_ctl(&Account::find()?, &ServerPrograms::ensure()?)
            .arg("status")
            .arg("--pgdata")
            .arg(data)
            .output()
            .context("asking for the cluster's state")?
            .status
            .success())
}

fn pg_ctl(account: &Account, programs: &ServerPrograms) -> Command {
    let mut command = account.command(programs.program("pg_ctl"));
    command.current_dir("/");
    command
}

fn place(workspace: &Workspace) -> PathBuf {
    workspace.target().join("kept-postgres.json")
}

fn recall(workspace: &Workspace) -> Result<Option<Memory>> {
    let Ok(text) = std::fs::read_to_string(place(workspace)) else {
        return Ok(None);
    };
    serde_json::from_str(&text).map(Some).context("reading the remembered cluster")
}
