//! A badge (Open Badges 3.0) without any database or connection: signature, dates, name, and whether a list at hand has it revoked.

use std::path::{Path, PathBuf};

use nc_capability::certificate::badge::Badge;
use nc_capability::certificate::status_list::StatusList;
use nc_kernel::{Clock as _, Day};
use nc_ledger::LedgerError;
use nc_ledger::token::{self, Typ};
use serde::Serialize;

use crate::clock::SystemClock;
use crate::exit::{Exit, Failure};
use crate::files;
use crate::global::Global;
use crate::output::Output;

/// What a badge is held against.
#[derive(Debug, clap::Args)]
pub struct Against {
    /// 状态列表文件（徽章）/ Status list of the series, to see whether the badge was revoked
    #[arg(long, value_name = "FILE")]
    status: Option<PathBuf>,
    /// 持证人姓名（徽章）/ Name of the person who shows the badge
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// 按此日判断（徽章），缺省为今天 / Judge by this day [default: today]
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    on: Option<Day>,
}

impl Against {
    /// Whether anything is asked that only a badge answers.
    pub fn asks(&self) -> bool {
        self.status.is_some() || self.name.is_some() || self.on.is_some()
    }
}

/// What was found to hold of a badge.
#[derive(Debug, Serialize)]
struct Holds {
    number: String,
    class: String,
    title: String,
    ended_on: String,
    hours: String,
    issued_on: String,
    authority: String,
    /// Last day on which the badge may be believed.
    until: String,
    issuer: String,
    /// Whether the name was asked for and fits.
    name_fits: bool,
    /// Until when the list at hand answers that the number is not revoked; absent where none was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_revoked_by_list_until: Option<String>,
}

/// Whether a text is a token rather than a certificate's file.
pub fn is_token(text: &str) -> bool {
    let text = text.trim_end();
    text.starts_with("eyJ") && text.split('.').count() == 3 && !text.contains(char::is_whitespace)
}

fn opened(text: &str, typ: Typ, key: &str, path: &Path) -> Result<String, Failure> {
    let said = |fault: LedgerError| {
        let (zh, en) = match &fault {
            LedgerError::OtherKey => ("不是用此公钥签发的：令牌写明另一公钥", "it names another key than the one it is verified with"),
            LedgerError::TokenSignature => {
                ("签名不符：内容被改动，或不是该局签发", "the signature does not fit: it was altered, or the bureau did not sign it")
            }
            LedgerError::Key => ("公钥格式不对", "the public key is malformed"),
            _ => ("不是此类令牌", "it is no token of this kind"),
        };
        Failure::refused(format!("不成立：{zh}"), format!("it does not hold: {en}")).at(path.display().to_string())
    };
    // An editor may have ended the line.
    token::open(text.trim_end(), typ, key).map_err(said)
}

fn list(path: &Path, key: &str) -> Result<StatusList, Failure> {
    let claims = opened(&files::read_text(path)?, Typ::VcJwt, key, path)?;
    StatusList::read(&claims).map_err(|_| {
        Failure::unreadable("签名属实，但内容不是状态列表", "the signature holds, but this is no status list")
            .at(path.display().to_string())
    })
}

/// Verifies.
///
/// # Errors
/// When signature, dates, name or status do not hold, or a file cannot be read.
pub fn verify(global: &Global, path: &Path, text: &str, key: &str, against: &Against) -> Result<Exit, Failure> {
    let place = path.display().to_string();
    let claims = opened(text, Typ::Jwt, key, path)?;
    let badge = Badge::read(&claims).map_err(|_| {
        Failure::unreadable("签名属实，但内容不是证书徽章", "the signature holds, but this is no badge of a certificate").at(place.clone())
    })?;
    let list = against.status.as_deref().map(|path| list(path, key)).transpose()?;
    let on = against.on.unwrap_or_else(|| SystemClock.now().day());
    badge.check(on, list.as_ref()).map_err(|fault| {
        let (zh, en) = fault.said();
        Failure::refused(zh, en).at(place.clone())
    })?;
    if against.name.as_deref().is_some_and(|name| !badge.is_of(name.trim())) {
        return Err(Failure::refused("徽章属实，但不是此人的", "the badge holds, but it is not of a person of this name").at("--name"));
    }
    let holds = Holds {
        number: badge.number,
        class: badge.class,
        title: badge.title,
        ended_on: badge.ended_on.to_string(),
        hours: badge.hours,
        issued_on: badge.issued_on.to_string(),
        authority: badge.authority,
        until: badge.until.to_string(),
        issuer: badge.issuer,
        name_fits: against.name.is_some(),
        not_revoked_by_list_until: list.map(|list| list.until.to_string()),
    };
    let lang = global.lang();
    let said = |zh: &str, en: &str, value: &str| format!("{}{value}", lang.pick(zh, en));
    let lines = [
        lang.pick("徽章成立：签名由该局公钥验证，且在有效期内", "The badge holds: it was signed with the bureau's key and has not expired")
            .to_owned(),
        said("编号：", "number: ", &holds.number),
        said("班次：", "class: ", &format!("{} · {}", holds.title, holds.class)),
        said("结业：", "ended on: ", &holds.ended_on),
        said("学时：", "hours: ", &holds.hours),
        said("发证：", "issued: ", &format!("{} · {}", holds.issued_on, holds.authority)),
        said("文件有效至：", "the file is good until: ", &holds.until),
        if holds.name_fits {
            lang.pick("姓名相符", "the name fits").to_owned()
        } else {
            lang.pick("未核对持证人：可用 --name 给出姓名", "the holder was not checked: give the name with --name").to_owned()
        },
        match &holds.not_revoked_by_list_until {
            Some(day) => said("状态列表中未注销，列表有效至：", "not revoked by the status list, which is good until: ", day),
            None => lang
                .pick("未核对是否作废：可用 --status 给出状态列表", "whether it was revoked was not checked: give a list with --status")
                .to_owned(),
        },
    ];
    Output::new(global).answer(&holds, &lines)?;
    Ok(Exit::Done)
}
