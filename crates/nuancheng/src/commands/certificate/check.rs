//! `certificate check`: whether a number is good, by the code beside it. It says nothing of the holder.

use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::global::Global;
use crate::session;

/// Options.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 证书编号 / Number of the certificate
    number: String,
    /// 核验码 / Its code
    code: String,
}

#[derive(Serialize)]
struct Known {
    number: String,
    /// `valid` or `void`.
    state: &'static str,
    class: String,
    title: String,
    ended_on: String,
    issued_on: String,
    authority: String,
    /// The number it was issued in place of.
    #[serde(skip_serializing_if = "Option::is_none")]
    replaces: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    void_since: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replaced_by: Option<String>,
}

/// Looks the number up. It ends as refused when the certificate is void.
///
/// # Errors
/// When number and code do not fit.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let found = s.store.verify_certificate(&args.number, &args.code).await?;
        let found = found.ok_or_else(|| {
            Failure::refused("查无此证：编号与核验码不符", "there is no such certificate: number and code do not fit").at("NUMBER")
        })?;
        let body = &found.issue.body;
        let void = found.issue.void.as_ref();
        let known = Known {
            number: body.number.clone(),
            state: if void.is_some() { "void" } else { "valid" },
            class: body.class_serial.clone(),
            title: body.title.clone(),
            ended_on: body.ended_on.to_string(),
            issued_on: found.issue.on.to_string(),
            authority: body.authority.clone(),
            replaces: body.replaces.clone(),
            void_since: void.map(|void| void.on.to_string()),
            replaced_by: found.replaced_by,
        };
        let lang = s.lang();
        let mut lines = vec![match &known.void_since {
            None => lang.pick("编号真实，证书有效", "the number is genuine and the certificate valid").to_owned(),
            Some(day) => lang.say(
                || format!("编号真实，但证书已于 {day} 作废"),
                || format!("the number is genuine, but the certificate has been void since {day}"),
            ),
        }];
        lines.extend(
            known.replaced_by.as_ref().map(|next| lang.say(|| format!("已由 {next} 代替"), || format!("{next} stands in its place"))),
        );
        lines.push(format!("{} · {} · {}", known.title, known.class, known.ended_on));
        s.out.answer(&known, &lines)?;
        Ok(if void.is_some() { Exit::Refused } else { Exit::Done })
    })
    .await
}
