//! `certificate export`: the files that holders keep, one a number.

use std::path::PathBuf;

use nc_capability::certificate::model::place;
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
    /// 导出 Open Badges 3.0 徽章及其状态列表 / Write Open Badges 3.0 credentials, and the status list of their series
    #[arg(long)]
    badges: bool,
    /// 写入目录 / Folder to write into
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
}

#[derive(Serialize)]
struct Written {
    files: Vec<PathBuf>,
    /// The status lists of the badges' series.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lists: Vec<PathBuf>,
}

/// A number as part of a file's name.
fn plain(number: &str) -> String {
    number.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
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
        let mut written = Written { files: Vec::new(), lists: Vec::new() };
        for paper in papers {
            let number = plain(&paper.content.number);
            let (ending, bytes) = if args.badges { ("jwt", s.store.badge(&paper)?) } else { ("txt", paper.file()) };
            let file = args.output.join(format!("{number}.{ending}"));
            files::write(&file, bytes.as_bytes())?;
            written.files.push(file);
            let series = place(&paper.content.number).map(|(series, _)| plain(series)).unwrap_or_default();
            let list = args.output.join(format!("status-{series}.jwt"));
            if args.badges && !written.lists.contains(&list) {
                files::write(&list, s.store.status_list_beside(&paper).await?.as_bytes())?;
                written.lists.push(list);
            }
        }
        let (n, folder) = (written.files.len(), args.output.display());
        let line = s.lang().say(|| format!("已写入 {n} 份证书文件：{folder}"), || format!("wrote {n} certificate files to {folder}"));
        s.out.answer(&written, &[line])
    })
    .await?;
    Ok(Exit::Done)
}
