//! `certificate verify`: a certificate's file without any database or connection.

use std::path::{Path, PathBuf};

use nc_capability::certificate::content::{Content, split};
use nc_ledger::statement;
use serde::Serialize;

use super::badge::{self, Against};
use crate::commands::verify::public_key;
use crate::exit::{Exit, Failure};
use crate::files;
use crate::global::Global;
use crate::output::Output;

/// Options.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 证书文件 / The file of the certificate
    file: PathBuf,
    /// 公钥 / Public key [default: read from DIR/verifier.key]
    #[arg(long, value_name = "VKEY")]
    key: Option<String>,
    #[command(flatten)]
    against: Against,
}

/// What was found to hold. Whether the number has become void since only the bureau's own page can say.
#[derive(Debug, Serialize)]
struct Holds {
    number: String,
    class: String,
    title: String,
    ended_on: String,
    credit_minutes: u32,
    issued_on: String,
    authority: String,
    code: String,
    /// The holder's name, where the file opens the commitment that was signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

/// Verifies.
///
/// # Errors
/// When the signature or the name does not hold, or the file cannot be read; of a badge also its dates and its status.
pub fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    let text = files::read_text(&args.file)?;
    let key = public_key(global, args.key.as_deref())?;
    if badge::is_token(&text) {
        return badge::verify(global, &args.file, &text, &key, &args.against);
    }
    if args.against.asks() {
        return Err(Failure::unreadable(
            "--status、--name、--on 只用于徽章（.jwt）；证书文件自带姓名",
            "--status, --name and --on are for badges (.jwt); the file of a certificate opens its name itself",
        ));
    }
    verify(global, &args.file, &text, &key)
}

fn verify(global: &Global, path: &Path, text: &str, key: &str) -> Result<Exit, Failure> {
    let place = path.display().to_string();
    let (note, opening) = split(text);
    let signed = statement::open(&note, key).map_err(|fault| {
        Failure::refused(format!("证书不成立：{fault}"), format!("the certificate does not hold: {fault}")).at(place.clone())
    })?;
    let content = Content::read(&signed).map_err(|_| {
        Failure::unreadable("签名属实，但内容不是证书", "the signature holds, but this is no certificate").at(place.clone())
    })?;
    if opening.as_ref().is_some_and(|opening| !opening.opens(&content.holder)) {
        return Err(Failure::refused(
            "证书属实，但姓名不是签发时的姓名",
            "the certificate holds, but the name is not the one it was signed for",
        )
        .at(place));
    }
    let holds = Holds {
        number: content.number,
        class: content.class,
        title: content.title,
        ended_on: content.ended_on.to_string(),
        credit_minutes: content.credit_minutes,
        issued_on: content.issued_on.to_string(),
        authority: content.authority,
        code: content.code,
        name: opening.map(|opening| opening.name),
    };
    let lang = global.lang();
    let said = |zh: &str, en: &str, value: &str| format!("{}{value}", lang.pick(zh, en));
    let mut lines = vec![
        lang.pick("证书成立：签名由该局公钥验证", "The certificate holds: it was signed with the bureau's key").to_owned(),
        said("编号：", "number: ", &holds.number),
        said("班次：", "class: ", &format!("{} · {}", holds.title, holds.class)),
        said("结业：", "ended on: ", &holds.ended_on),
        said("学时（分钟）：", "credit (minutes): ", &holds.credit_minutes.to_string()),
        said("发证：", "issued: ", &format!("{} · {}", holds.issued_on, holds.authority)),
        said("核验码：", "code: ", &holds.code),
    ];
    lines.push(match &holds.name {
        Some(name) => said("姓名与签发时一致：", "the name is the one it was signed for: ", name),
        None => lang.pick("文件未附姓名，未核对持证人", "the file opens no name: the holder was not checked").to_owned(),
    });
    lines.push(lang.pick("是否已作废须在该局核验页面查询", "whether it has become void since, the bureau's page says").to_owned());
    Output::new(global).answer(&holds, &lines)?;
    Ok(Exit::Done)
}
