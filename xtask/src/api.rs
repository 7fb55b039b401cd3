//! `cargo xtask openapi` and `cargo xtask fuzz-api`: the document of the API as it is kept, and schemathesis over it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::bureau::Bureau;
use crate::process;
use crate::workspace::Workspace;

/// One version for everybody: another one generates other requests.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";
/// What is checked of every answer. Whether a request that fits its schema is accepted is no check: the rules know more
/// than a schema can say.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,\
    unsupported_method,allow_header_conformance,ignored_auth";
/// Requests generated for each operation besides those that cover its schema.
const EXAMPLES: &str = "2";
/// Seconds after which a run is cut off.
const MOST_SECONDS: &str = "50";
/// As whom the requests are made: who may record most, and who keeps accounts.
const ACCOUNTS: [(&str, &[&str]); 2] =
    [("demo-political", &[]), ("demo-sysadmin", &["--include-tag", "Accounts and tokens", "--include-tag", "Operation"])];

/// Options of the fuzzing.
#[derive(clap::Args)]
pub struct FuzzArgs {
    /// Seed of the generated requests
    #[arg(long, default_value = "7")]
    seed: u64,
}

impl Default for FuzzArgs {
    fn default() -> Self {
        Self { seed: 7 }
    }
}

/// Writes `docs/openapi.json` as the code says it.
pub fn openapi(workspace: &Workspace) -> Result<()> {
    let output = process::capture(workspace.cargo().args(["run", "--quiet", "--package", "nc-web", "--example", "openapi"]))?;
    let file = workspace.root().join("docs/openapi.json");
    std::fs::write(&file, output.stdout).with_context(|| format!("writing {}", file.display()))
}

/// Fills a small synthetic bureau in a folder that goes away, serves it on loopback, and lets schemathesis at it.
pub fn fuzz(workspace: &Workspace, args: &FuzzArgs) -> Result<()> {
    let schemathesis = schemathesis(workspace)?;
    let bureau = Bureau::make(workspace)?;
    let mut tokens = Vec::new();
    for (login, _) in ACCOUNTS {
        tokens.push(bureau.token(login, "fuzz")?);
    }
    let server = bureau.serve()?;
    for ((login, filter), token) in ACCOUNTS.into_iter().zip(&tokens) {
        println!("As {login}:");
        process::run(
            Command::new(&schemathesis)
                .current_dir(bureau.folder())
                .arg("run")
                .arg(format!("http://{}/api/openapi.json", server.address))
                .args(["--header", &format!("Authorization: Bearer {token}"), "--seed", &args.seed.to_string()])
                .args(["--phases", "coverage,fuzzing", "--mode", "all", "--max-examples", EXAMPLES, "--max-time", MOST_SECONDS])
                .args(["--checks", CHECKS, "--no-shrink", "--request-timeout", "20", "--warnings", "off"])
                .args(filter),
        )?;
    }
    Ok(())
}

/// The program, in a virtual environment of this checkout.
fn schemathesis(workspace: &Workspace) -> Result<PathBuf> {
    let venv = workspace.target().join("schemathesis");
    let program = venv.join("bin/schemathesis");
    let marker = venv.join(SCHEMATHESIS);
    if !marker.exists() {
        process::capture(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        process::capture(Command::new(venv.join("bin/pip")).args(["install", "--quiet", SCHEMATHESIS]))?;
        std::fs::write(&marker, "").context("noting the version of schemathesis")?;
    }
    Ok(program)
}
