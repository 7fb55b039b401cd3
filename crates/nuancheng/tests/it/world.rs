//! A bureau in a folder of its own, and the program run on it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use nc_office::{ListCell, ListColumn, ListSheet, list_xlsx};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Eight people with police numbers 100001 to 100008, a political officer and a recorder.
pub struct World {
    folder: TempDir,
}

/// What a run ended with.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Fails the test unless the run ended with `code`.
    #[track_caller]
    pub fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    /// What was printed, as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}:\n{}\n{}", self.out, self.err))
    }
}

/// The program with nothing of the tester's surroundings.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nuancheng"));
    for name in ["NUANCHENG_DATA", "NUANCHENG_DATABASE", "NUANCHENG_BUREAU", "NUANCHENG_USER", "NUANCHENG_LOG", "NUANCHENG_LISTEN"] {
        command.env_remove(name);
    }
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "en_GB.UTF-8");
    command
}

/// Runs the program with `args`.
pub fn run(args: &[&str]) -> Ran {
    ran(&program().args(args).stdin(Stdio::null()).output().unwrap())
}

fn ran(output: &Output) -> Ran {
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

impl World {
    /// An empty folder.
    pub fn nothing() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A ledger with units, figures and administrators.
    pub fn initialised() -> Self {
        let world = Self::nothing();
        world.run(&["init"]).ends(0);
        world
    }

    /// With accounts and people.
    pub fn staffed() -> Self {
        let world = Self::initialised();
        world.run(&["user", "add", "zhengzhi", "--role", "political_officer", "--unit", "/150600/"]).ends(0);
        world.run(&["user", "add", "neiqin", "--role", "recorder", "--unit", "/150600/"]).ends(0);
        let people: Vec<Value> = (0..8)
            .map(|i| {
                json!({
                    "name": name(i), "id_number": citizen_number(i), "police_number": (100_001 + i).to_string(),
                    "kind": "police", "unit": "/150600/150602/", "from": "2023-01-01",
                })
            })
            .collect();
        let file = world.write("people.json", json!({ "people": people }).to_string().as_bytes());
        world.run(&["record", "people.register_people", "--file", text(&file)]).ends(0);
        world
    }

    /// Plans the class `serial` of May 2024.
    pub fn class(&self, serial: &str) {
        let class = json!({
            "serial": serial, "title": "导入班", "category": "drill", "starts_on": "2024-05-06",
            "organisers": ["/150600/150602/"], "credit_minutes": 240,
        });
        self.run(&["record", "training.plan_class", "--json", &class.to_string(), "--as", "neiqin"]).ends(0);
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A path beside it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file beside it.
    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Runs the program on the data folder.
    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, None)
    }

    /// The same, with standard input.
    pub fn run_with(&self, args: &[&str], stdin: Option<&str>) -> Ran {
        let mut command = program();
        command.current_dir(self.folder.path()).arg("--data").arg(self.data()).args(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        // A program that reads nothing may be gone already.
        let _ = pipe.write_all(stdin.unwrap_or_default().as_bytes());
        drop(pipe);
        ran(&child.wait_with_output().unwrap())
    }

    /// How many facts there are.
    pub fn size(&self) -> u64 {
        self.run(&["verify", "--format", "json"]).ends(0).json()["size"].as_u64().unwrap()
    }

    /// The value of a figure.
    pub fn figure(&self, figure: &str) -> i64 {
        let figures = self.run(&["figures", figure, "--as", "zhengzhi", "--format", "json"]).ends(0).json();
        figures["figures"][0]["worth"]["count"].as_i64().unwrap()
    }

    /// Writes a roster with headings and rows of text.
    pub fn roster(&self, name: &str, headings: &[&str], rows: &[&[&str]]) -> PathBuf {
        let list = ListSheet {
            title: "名册".to_owned(),
            notes: Vec::new(),
            columns: headings.iter().map(|h| ListColumn { title: (*h).to_owned(), width: 12.0 }).collect(),
            created: "2024-05-06T08:00:00".parse().unwrap(),
        };
        let cells = rows.iter().map(|row| row.iter().map(|cell| ListCell::text((*cell).to_owned())).collect::<Vec<_>>());
        self.write(name, &list_xlsx(&list, cells).unwrap())
    }
}

/// The name of the i-th person.
pub fn name(i: usize) -> String {
    format!("测试{}", ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"][i])
}

/// A citizen number with its check character.
pub fn citizen_number(i: usize) -> String {
    let body = format!("1506021985{:02}{:02}{:03}", 1 + i % 12, 1 + i, 100 + i);
    format!("{body}{}", nc_kernel::identifiers::CitizenNumber::check_character(&body).unwrap())
}

/// A path as an argument.
pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
