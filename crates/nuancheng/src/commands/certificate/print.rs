//! `certificate print`: papers as one PDF, a certificate a page, in a build with the feature `pdf`.

use std::path::PathBuf;

use nc_intake::certificate_paper;
use nc_office::certificate::CertificatePaper;
use serde::Serialize;

use super::held::{ACTION, Which, papers};
use crate::commands::report::fonts;
use crate::exit::{Exit, Failure};
use crate::files;
use crate::global::Global;
use crate::session;

/// Options.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// 核验页面地址，印成二维码 / Address of the page where certificates are verified, printed as a picture to scan
    #[arg(long, value_name = "URL")]
    address: Option<String>,
    /// 写入文件 / Write to FILE
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// 字体目录 / Folder with FandolFang-Regular, FandolHei-Regular, FandolKai-Regular and FandolSong-Bold (.otf)
    #[arg(long, value_name = "DIR", default_value = fonts::FOLDER)]
    fonts: PathBuf,
    /// 后备字体 / Font for characters of names that the others lack
    #[arg(long, value_name = "FILE", default_value = fonts::FALLBACK)]
    fallback: PathBuf,
}

#[derive(Serialize)]
struct Written {
    file: PathBuf,
    numbers: Vec<String>,
    bytes: usize,
}

/// Writes the file.
///
/// # Errors
/// When nothing may be seen, this build sets no PDF, or the file cannot be written.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let actor = s.actor(ACTION, None).await?;
        let papers = papers(s, &actor, &args.which).await?;
        let sheet = |paper: &nc_store::Paper| {
            let to = |base: &str| format!("{base}?number={}&code={}", paper.content.number, paper.content.code);
            let picture = args.address.as_deref().map(to).and_then(|link| nc_web::qr_picture(&link)).unwrap_or_default();
            certificate_paper(paper, args.address.clone().unwrap_or_default(), picture, s.synthetic_label())
        };
        let sheets: Vec<CertificatePaper> = papers.iter().map(sheet).collect();
        let bytes = pdf(args, &sheets)?;
        files::write(&args.output, &bytes)?;
        let numbers: Vec<String> = sheets.into_iter().map(|sheet| sheet.number).collect();
        let written = Written { file: args.output.clone(), bytes: bytes.len(), numbers };
        let (n, file) = (written.numbers.len(), args.output.display());
        let line = s.lang().say(|| format!("已写入 {n} 份证书：{file}"), || format!("wrote {n} certificates to {file}"));
        s.out.answer(&written, &[line])
    })
    .await?;
    Ok(Exit::Done)
}

#[cfg(not(feature = "pdf"))]
fn pdf(args: &Args, _: &[CertificatePaper]) -> Result<Vec<u8>, Failure> {
    let _ = (&args.fonts, &args.fallback);
    Err(Failure::unreadable(
        "此程序未编入 PDF：请在证书页面用浏览器打印（可“另存为 PDF”），或以 --features pdf 重新编译并安装 Fandol 与 Noto CJK 字体",
        "this build writes no PDF: print the page of the certificates with a browser (“Save as PDF”), or build with --features pdf and \
         install the fonts Fandol and Noto CJK",
    ))
}

#[cfg(feature = "pdf")]
fn pdf(args: &Args, sheets: &[CertificatePaper]) -> Result<Vec<u8>, Failure> {
    let fonts = fonts::load(&args.fonts, &args.fallback, "")?;
    let set = nc_office::certificate::pdf(sheets, &fonts).map_err(|e| Failure::refused(e.zh(), e.to_string()))?;
    Ok(set.bytes)
}
