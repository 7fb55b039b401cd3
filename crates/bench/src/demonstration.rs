//! The program as built, over the three-year demonstration it fills.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::Outcome;

/// The program as built beside this one.
pub(crate) fn program() -> Outcome<PathBuf> {
    let path = std::env::current_exe()?.with_file_name("nuancheng");
    if path.exists() { Ok(path) } else { Err(format!("{} is not built", path.display()).into()) }
}

/// Runs one command of the program and reads the JSON it answers.
pub(crate) fn nuancheng(program: &Path, data: &Path, words: &[&str]) -> Outcome<Value> {
    let output = Command::new(program).args(words).arg("--data").arg(data).output()?;
    if !output.status.success() {
        return Err(format!("nuancheng {}: {}", words.join(" "), String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The server, killed when dropped.
pub(crate) struct Server {
    process: Child,
    pub address: SocketAddr,
}

impl Server {
    pub(crate) fn start(program: &Path, data: &Path) -> Outcome<Self> {
        let mut process = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0", "--as", "demo-political", "--lang", "en", "--data"])
            .arg(data)
            .stderr(Stdio::piped())
            .spawn()?;
        let mut told = BufReader::new(process.stderr.take().ok_or("the server has no standard error")?);
        let mut line = String::new();
        let address = loop {
            line.clear();
            if told.read_line(&mut line)? == 0 {
                return Err("the server did not start".into());
            }
            if let Some((_, rest)) = line.split_once("http://") {
                break rest.split('/').next().unwrap_or_default().parse()?;
            }
        };
        // What it says later must not fill the pipe.
        std::thread::spawn(move || std::io::copy(&mut told, &mut std::io::sink()));
        Ok(Self { process, address })
    }

    /// A line of the kernel's account of the process, MiB.
    pub(crate) fn memory(&self, name: &str) -> Outcome<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or("the kernel tells no memory of the server")?;
        let kib: f64 = line.trim_matches([':', '\t', ' ']).trim_end_matches("kB").trim().parse()?;
        Ok(kib / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
