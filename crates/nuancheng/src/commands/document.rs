//! `document`: the paper behind a record, taken out again.

use std::path::PathBuf;

use nc_kernel::document::BlobId;
use nc_people::access::Action;
use nc_store::Found;
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::files;
use crate::global::Global;
use crate::session;

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "哈希见明细的 document 列。 / The hash is in the `document` column of the rows.

示例 / Example:
  nuancheng rows honour.awards.total --format json
  nuancheng document 4be3…c1 -o 通报.pdf")]
pub struct Args {
    /// 附件哈希（64位）/ Its hash
    #[arg(value_name = "SHA256")]
    sha256: BlobId,
    /// 存到 / Where to write it
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Serialize)]
struct Written {
    file: PathBuf,
    sha256: BlobId,
    bytes: usize,
}

/// Writes the document out.
///
/// # Errors
/// When no record names it, it was erased, or it is not whole.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let actor = s.actor(Action::ReadRows, None).await?;
        let mut found = None;
        for scope in s.store.scopes(&actor, Action::ReadRows) {
            found = s.store.document(&scope, &args.sha256).await?;
            if found.is_some() {
                break;
            }
        }
        let bytes = match found {
            Some(Found::Bytes(bytes)) => bytes,
            Some(Found::Erased) => {
                return Err(Failure::refused(
                    "此附件已随所涉人员删除；账上只留哈希",
                    "this document was erased with somebody it names; only its hash is kept",
                )
                .at("SHA256"));
            }
            None => {
                return Err(Failure::refused(
                    "没有您可查看的记录附有此文件；请核对哈希",
                    "no record you may see has this document: check the hash",
                )
                .at("SHA256"));
            }
        };
        files::write(&args.output, &bytes)?;
        let written = Written { file: args.output.clone(), sha256: args.sha256.clone(), bytes: bytes.len() };
        let (lang, file, size) = (s.lang(), args.output.display(), bytes.len());
        let line = lang
            .say(|| format!("已存到 {file}（{size} 字节，与哈希相符）"), || format!("written to {file} ({size} bytes, as its hash says)"));
        s.out.answer(&written, &[line])
    })
    .await?;
    Ok(Exit::Done)
}
