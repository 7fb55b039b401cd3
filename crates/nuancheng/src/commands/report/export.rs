//! `report export`.

use std::path::PathBuf;

use nc_figures::report::{Document, ReportId};
use nc_office::report::{Publication, docx, html, markdown};
use nc_people::access::Action;
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::files;
use crate::global::Global;
use crate::session::{self, Session};

/// Options.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 报告编号 / Report
    #[arg(value_name = "ID", value_parser = super::id)]
    report: ReportId,
    /// 格式 / Format
    #[arg(long, value_enum)]
    to: To,
    /// 写入文件 / Write to FILE
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// 字体目录（PDF）/ Folder with FandolFang-Regular, FandolHei-Regular, FandolKai-Regular and FandolSong-Bold (.otf), for PDF
    #[arg(long, value_name = "DIR", default_value = super::fonts::FOLDER)]
    fonts: PathBuf,
    /// 后备字体（PDF）/ Font for characters the others lack, for PDF
    #[arg(long, value_name = "FILE", default_value = super::fonts::FALLBACK)]
    fallback: PathBuf,
    /// 可用后备字体的字（PDF）/ Characters that may come from it, 喆堃玥; any other missing character fails the export
    #[arg(long, value_name = "CHARACTERS", default_value = "")]
    fallback_characters: String,
    /// 读者取得证明包的文件名或地址 / Where readers find the proof bundle [default: ID.proof.json]
    #[arg(long, value_name = "NAME")]
    proof: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum To {
    /// GB/T 9704 版式的公文 / the layout of GB/T 9704
    Docx,
    /// 带标记数字的网页 / a page with tagged facts
    Html,
    /// PDF，需以 pdf 特性编译 / PDF, in a build with the feature `pdf`
    Pdf,
    /// 文本 / text
    Md,
    /// 证明包 / the proof bundle
    Proof,
}

#[derive(Serialize)]
struct Written {
    report: ReportId,
    file: PathBuf,
    bytes: usize,
    released: bool,
    verifier_key: String,
}

/// Writes the file.
///
/// # Errors
/// When there is no report the account may see, or the file cannot be written.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let actor = s.actor(Action::ReadRows, None).await?;
        let view = s.store.report(&actor, args.report).await?;
        let release = view.report.release();
        let bytes = match (args.to, release) {
            (To::Proof, _) => s.store.prove_report(&actor, args.report).await?,
            (_, Some(release)) => exported(s, args, &release.document, true)?,
            (_, None) => exported(s, args, &s.store.preview_saved(&actor, args.report).await?.document, false)?,
        };
        files::write(&args.output, &bytes)?;
        let written = Written {
            report: args.report,
            file: args.output.clone(),
            bytes: bytes.len(),
            released: release.is_some(),
            verifier_key: s.store.verifier_key().to_owned(),
        };
        let (file, length) = (args.output.display(), bytes.len());
        let mut lines = vec![s.lang().say(|| format!("已写入 {file}（{length} 字节）"), || format!("wrote {file} ({length} bytes)"))];
        if args.to == To::Proof {
            let key = &written.verifier_key;
            lines.push(s.lang().say(
                || format!("收件人验证：nuancheng verify --proof {file} --key '{key}'"),
                || format!("the reader runs: nuancheng verify --proof {file} --key '{key}'"),
            ));
        }
        s.out.answer(&written, &lines)
    })
    .await?;
    Ok(Exit::Done)
}

fn exported(s: &Session<'_>, args: &Args, document: &Document, released: bool) -> Result<Vec<u8>, Failure> {
    let report = args.report.to_string();
    let proof = args.proof.clone().unwrap_or_else(|| format!("{report}.proof.json"));
    let publication = Publication { document, report: &report, proof: &proof, verifier_key: s.store.verifier_key(), released };
    Ok(match args.to {
        To::Docx => docx(&publication)?,
        To::Pdf => pdf(args, &publication)?,
        To::Html => html(&publication).into_bytes(),
        To::Md | To::Proof => markdown(&publication).into_bytes(),
    })
}

#[cfg(not(feature = "pdf"))]
fn pdf(args: &Args, _: &Publication<'_>) -> Result<Vec<u8>, Failure> {
    let _ = (&args.fonts, &args.fallback, &args.fallback_characters);
    Err(Failure::unreadable(
        "此程序未编入 PDF；请导出 docx，或以 --features pdf 重新编译",
        "this build writes no PDF: export docx, or build with --features pdf",
    )
    .at("--to"))
}

#[cfg(feature = "pdf")]
fn pdf(args: &Args, publication: &Publication<'_>) -> Result<Vec<u8>, Failure> {
    let fonts = super::fonts::load(&args.fonts, &args.fallback, &args.fallback_characters)?;
    let set = nc_office::report::pdf(publication, &fonts).map_err(|e| Failure::refused(e.zh(), e.to_string()))?;
    Ok(set.bytes)
}
