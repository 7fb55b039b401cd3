//! `certificate export`: the files that holders keep, one a number.

use std::path::PathBuf;

use serde::Serialize;

use super::held::{ACTION, Which, papers};
use crate::exit::{Exit, Failure};
use crate::files;
use crate::global::Global;
use crate::session;

/// Options.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// 写入目录 / Folder to write into
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
}

#[derive(Serialize)]
struct Written {
    files: Vec<PathBuf>,
}

/// Writes the files.
///
/// # Errors
/// When nothing may be seen, or a file cannot be written.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let actor = s.actor(ACTION, None).await?;
        let papers = papers(s, &actor, &args.which).await?;
        std::fs::create_dir_all(&args.output).map_err(|e| Failure::writing(&args.output, &e))?;
        let mut written = Written { files: Vec::new() };
        for paper in papers {
            let name = paper.content.number.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
            let file = args.output.join(format!("{name}.txt"));
            files::write(&file, paper.file().as_bytes())?;
            written.files.push(file);
        }
        let (n, folder) = (written.files.len(), args.output.display());
        let line = s.lang().say(|| format!("已写入 {n} 份证书文件：{folder}"), || format!("wrote {n} certificate files to {folder}"));
        s.out.answer(&written, &[line])
    })
    .await?;
    Ok(Exit::Done)
}
