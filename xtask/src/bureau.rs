//! A small synthetic bureau (演示数据) in a folder that goes away, and its server on loopback, for what tests the program whole.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::process;
use crate::workspace::Workspace;

/// The bureau's data and the program that opens it.
pub struct Bureau {
    folder: TempDir,
    program: PathBuf,
    /// What the demonstration said of itself: JSON with its accounts.
    pub said: Vec<u8>,
}

impl Bureau {
    /// Builds the program and fills a bureau of one per cent.
    pub fn make(workspace: &Workspace) -> Result<Self> {
        process::run(workspace.cargo().args(["build", "--package", "nuancheng"]))?;
        let program = workspace.target().join("debug").join("nuancheng");
        let folder = tempfile::tempdir().context("making a folder for the bureau")?;
        let mut bureau = Self { folder, program, said: Vec::new() };
        bureau.said = process::capture(&mut bureau.command(&["demo", "--no-serve", "--scale", "1"]))?.stdout;
        Ok(bureau)
    }

    /// The program.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// The folder that goes away with it; the bureau's own data is one folder within.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The program, asked about this bureau; it answers in JSON.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(words).arg("--data").arg(self.folder.path().join("bureau")).args(["--format", "json", "--quiet"]);
        command
    }

    /// A token of an account, for a day.
    pub fn token(&self, login: &str, label: &str) -> Result<String> {
        let made = process::capture(&mut self.command(&["user", "token", login, "--label", label, "--days", "1"]))?;
        let made: serde_json::Value = serde_json::from_slice(&made.stdout).context("reading a token")?;
        Ok(made.get("token").and_then(serde_json::Value::as_str).context("no token was made")?.to_owned())
    }

    /// Serves it.
    pub fn serve(&self) -> Result<Server> {
        let mut process = Command::new(&self.program)
            .args(["serve", "--listen", "127.0.0.1:0", "--lang", "en", "--data"])
            .arg(self.folder.path().join("bureau"))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .context("starting the server")?;
        let errors = process.stderr.take().context("no error output")?;
        let mut lines = BufReader::new(errors).lines();
        let address = loop {
            let Some(line) = lines.next().transpose()? else {
                process.wait()?;
                bail!("the server did not start");
            };
            if let Some(rest) = line.strip_prefix("http://") {
                break rest.split('/').next().unwrap_or_default().to_owned();
            }
        };
        // Its log must go somewhere, or it waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Server { process, address })
    }
}

/// A server on loopback; ended when dropped.
pub struct Server {
    process: Child,
    /// Host and port.
    pub address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
