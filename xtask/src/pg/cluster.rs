//! Making a cluster, and running one that cannot outlive the test run.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::account::Account;
use super::server::ServerPrograms;
use crate::process;

const USER: &str = "nuancheng";
const START_LIMIT: Duration = Duration::from_secs(60);

/// Runs the server and ends it when standard input closes, however the parent came to its end
/// (success, failure, Ctrl-C, kill); then removes the data.
const GUARD: &str = r#"
data=$1; shift
"$@" >"$data/server.log" 2>&1 </dev/null &
server=$!
trap '' INT TERM HUP
cat >/dev/null
kill -INT "$server" 2>/dev/null
wait "$server"
rm -rf "$data"
"#;

/// A freshly made cluster's place on disk and on the network.
pub struct Cluster {
    /// Who runs it.
    pub account: Account,
    /// PostgreSQL's programs.
    pub programs: ServerPrograms,
    /// Its folder; owned by the account and removed with the cluster.
    pub folder: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes an empty cluster in a temporary folder. The build folder will not do: the server's
    /// account may be unable to enter it.
    pub fn create() -> Result<Self> {
        let programs = ServerPrograms::ensure()?;
        let account = Account::find()?;
        let folder = tempfile::Builder::new().prefix("nuancheng-pg-").tempdir().context("making a folder for PostgreSQL")?.keep();
        account.own(&folder)?;
        let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr()).context("finding a free port")?.port();
        let cluster = Self { account, programs, folder, port };
        cluster.initialise()?;
        Ok(cluster)
    }

    /// Where clients connect.
    pub fn url(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/postgres", self.port)
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// The server's settings, as words of its command line.
    ///
    /// Durability is switched off because the data is thrown away; nobody but this machine can connect.
    pub fn settings(&self) -> Vec<String> {
        [
            "listen_addresses=127.0.0.1".to_owned(),
            format!("port={}", self.port),
            format!("unix_socket_directories={}", self.folder.display()),
            "max_connections=200".to_owned(),
            "fsync=off".to_owned(),
            "synchronous_commit=off".to_owned(),
            "full_page_writes=off".to_owned(),
            "max_wal_size=4GB".to_owned(),
        ]
        .into_iter()
        .flat_map(|setting| ["-c".to_owned(), setting])
        .collect()
    }

    /// Waits until the server answers; shows its log when it does not.
    pub fn wait_until_ready(&self) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < START_LIMIT {
            let answers = self
                .account
                .command(self.programs.program("pg_isready"))
                .current_dir(&self.folder)
                .args(["--quiet", "--host", "127.0.0.1", "--port"])
                .arg(self.port.to_string())
                .status()
                .is_ok_and(|status| status.success());
            if answers {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let log = std::fs::read_to_string(self.folder.join("server.log")).unwrap_or_default();
        bail!("PostgreSQL did not answer within {START_LIMIT:?}; its log says:\n{log}")
    }

    fn initialise(&self) -> Result<()> {
        // A linguistic order shows every place that forgot to ask for a binary one.
        let hostile = self.initdb(&["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=zh"]);
        if hostile.is_ok() {
            return Ok(());
        }
        if self.data().exists() {
            std::fs::remove_dir_all(self.data()).context("clearing a half-made cluster")?;
        }
        self.initdb(&["--no-locale"])
    }

    fn initdb(&self, locale: &[&str]) -> Result<()> {
        process::capture(
            self.account
                .command(self.programs.program("initdb"))
                .current_dir(&self.folder)
                .arg("--pgdata")
                .arg(self.data())
                .args(["--username", USER, "--encoding=UTF8", "--no-sync"])
                .args(["--auth-local=trust", "--auth-host=trust"])
                .args(locale),
        )?;
        Ok(())
    }
}

/// A cluster that lives exactly as long as this value, or this process.
pub struct ThrowAway {
    url: String,
    #[cfg(test)]
    folder: PathBuf,
    guard: Child,
    alive: Option<ChildStdin>,
}

impl ThrowAway {
    /// Makes and starts one.
    pub fn start() -> Result<Self> {
        let cluster = Cluster::create()?;
        let mut guard = cluster
            .account
            .command("sh")
            .current_dir("/")
            .args(["-c", GUARD, "guard"])
            .arg(&cluster.folder)
            .arg(cluster.programs.program("postgres"))
            .arg("-D")
            .arg(cluster.data())
            .args(cluster.settings())
            .stdin(Stdio::piped())
            // Out of the terminal's foreground group: Ctrl-C must reach the guard only through its closed input.
            .process_group(0)
            .spawn()
            .context("starting PostgreSQL")?;
        let alive = guard.stdin.take();
        let running = Self {
            url: cluster.url(),
            #[cfg(test)]
            folder: cluster.folder.clone(),
            guard,
            alive,
        };
        cluster.wait_until_ready()?;
        Ok(running)
    }

    /// Where clients connect.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for ThrowAway {
    fn drop(&mut self) {
        drop(self.alive.take());
        if let Err(error) = self.guard.wait() {
            eprintln!("PostgreSQL's guard could not be waited for: {error}");
        }
    }
}

/// Removes a cluster's folder.
pub fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("removing {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_throw_away_cluster_answers_and_leaves_nothing() {
        let cluster = ThrowAway::start().expect("starts");
        let port: u16 = cluster
            .url()
            .rsplit(':')
            .next()
            .and_then(|rest| rest.split('/').next())
            .and_then(|port| port.parse().ok())
            .expect("the address names a port");
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
        let folder = cluster.folder.clone();
        assert!(folder.exists());
        drop(cluster);
        assert!(!folder.exists());
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
    }
}
