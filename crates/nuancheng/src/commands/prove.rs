//! `prove`: a file that proves a figure to somebody who has nothing else of ours but the public key.

use std::path::PathBuf;

use nc_people::access::Action;
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::files;
use crate::global::Global;
use crate::progress::Spinner;
use crate::question::About;
use crate::session;

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "证明文件含指标背后的全部事实（人员只以代号出现），收件人只需公钥即可离线验证。
The file holds every fact behind the figure, people by pseudonym only; the reader needs the public key and no network.

示例 / Examples:
  nuancheng prove training.runs --period 2024 -o proof.json
  nuancheng verify --proof proof.json --key \"$(cat nuancheng-data/verifier.key)\"")]
pub struct Args {
    /// 指标 / Figure
    #[arg(value_name = "FIGURE")]
    figure: String,
    #[command(flatten)]
    about: About,
    /// 证明文件 / Where the proof goes
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Serialize)]
struct Written {
    figure: String,
    file: PathBuf,
    bytes: usize,
    verifier_key: String,
}

/// Writes the proof.
///
/// # Errors
/// When the figure or its rows may not be read.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let actor = s.actor(Action::ReadRows, None).await?;
        let asked = s.asked(&actor, &args.about)?;
        // A proof opens every row, so it takes the permission for the rows of the whole unit.
        s.store.allow(&actor, Action::ReadRows, &asked.unit)?;
        let definition = s.definition(&args.figure)?;
        let spinner = Spinner::start(global, "出证", "proving");
        let proof = s.store.prove(&asked.scope, &asked.about(&definition)).await?;
        files::write(&args.output, &proof)?;
        drop(spinner);
        let written = Written {
            figure: definition.key().to_string(),
            file: args.output.clone(),
            bytes: proof.len(),
            verifier_key: s.store.verifier_key().to_owned(),
        };
        let file = args.output.display();
        let lang = s.lang();
        let lines = [
            lang.say(|| format!("已写入 {file}（{} 字节）", written.bytes), || format!("wrote {file} ({} bytes)", written.bytes)),
            lang.say(|| format!("公钥 {}", written.verifier_key), || format!("public key {}", written.verifier_key)),
            lang.say(
                || format!("收件人验证：nuancheng verify --proof {file} --key '{}'", written.verifier_key),
                || format!("the reader runs: nuancheng verify --proof {file} --key '{}'", written.verifier_key),
            ),
        ];
        s.out.answer(&written, &lines)
    })
    .await?;
    Ok(Exit::Done)
}
