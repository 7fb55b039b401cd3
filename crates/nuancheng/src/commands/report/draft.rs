//! `report draft` and `report preview`.

use std::path::PathBuf;

use nc_figures::report::{Document, NotNames, Rendered, ReportId};
use nc_people::access::Action;
use nc_store::ReportSource;
use serde::Serialize;

use crate::exit::{Exit, Failure, Reason};
use crate::files;
use crate::global::Global;
use crate::question::period;
use crate::seed;
use crate::session::{self, Session};

/// What a report is made of.
#[derive(Debug, Clone, clap::Args)]
struct Source {
    /// 期间 / Period of every binding that names none [default: the template's]
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    /// 单位路径或名称 / Unit [default: the bureau]
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// 被更正的报告 / The released report this one corrects
    #[arg(long, value_name = "ID", value_parser = super::id)]
    corrects: Option<ReportId>,
    /// 不是姓名的位置，如 12:8 / A place that was refused as somebody's name and is none; may be repeated
    #[arg(long, value_name = "LINE:CHARACTER", requires = "because")]
    not_a_name: Vec<String>,
    /// 为什么不是姓名 / Why those places are no names; recorded with the draft
    #[arg(long, value_name = "REASON", requires = "not_a_name")]
    because: Option<String>,
}

impl Source {
    fn not_names(&self) -> Option<NotNames> {
        let reason = self.because.clone()?;
        Some(NotNames { places: self.not_a_name.iter().cloned().collect(), reason })
    }
}

/// Options of `draft`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 模板文件 / Template file [default: the built-in one]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    #[command(flatten)]
    source: Source,
    /// 修改已有草稿 / Give this draft the text of FILE instead of making a new one
    #[arg(long, value_name = "ID", value_parser = super::id, conflicts_with_all = ["period", "unit", "corrects"])]
    revise: Option<ReportId>,
}

/// Options of `preview`.
#[derive(Debug, clap::Args)]
pub struct PreviewArgs {
    /// 草稿编号或模板文件 / Id of a draft, or a template file [default: the built-in template]
    #[arg(value_name = "ID|FILE")]
    what: Option<String>,
    #[command(flatten)]
    source: Source,
}

#[derive(Serialize)]
struct Drafted {
    report: ReportId,
    receipt: nc_store::Receipt,
}

#[derive(Serialize)]
struct Previewed<'a> {
    sound: bool,
    problems: Vec<Reason>,
    document: &'a Document,
}

impl Session<'_> {
    fn report_source(&self, source: &Source, template: String) -> Result<ReportSource, Failure> {
        let unit = match &source.unit {
            Some(text) => self.unit(text)?,
            None => self.store.bureau_path()?,
        };
        let period = source.period.as_ref().map(|words| period(words, self.store.now().day())).transpose()?;
        Ok(ReportSource {
            template,
            unit,
            period,
            synthetic: self.config.synthetic,
            corrects: source.corrects,
            not_names: source.not_names(),
        })
    }
}

/// Saves a draft.
///
/// # Errors
/// With every problem of the text.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    let template = match &args.file {
        Some(path) => files::read_text(path)?,
        None => seed::ANNUAL_REPORT.to_owned(),
    };
    session::with(global, async |s| {
        let actor = s.actor(Action::DraftReport, None).await?;
        let key = session::fresh_key();
        let (report, receipt) = match args.revise {
            Some(report) => (report, s.store.revise_report(&actor, &key, report, (template, args.source.not_names())).await?),
            None => {
                let source = s.report_source(&args.source, template)?;
                s.store.draft_report(&actor, &key, source).await?
            }
        };
        let lang = s.lang();
        let lines = [
            lang.say(|| format!("草稿已保存：{report}"), || format!("draft saved: {report}")),
            lang.say(
                || format!("由另一人签发：nuancheng report release {report} --as 账户"),
                || format!("another person releases it: nuancheng report release {report} --as LOGIN"),
            ),
        ];
        s.out.answer(&Drafted { report, receipt }, &lines)
    })
    .await?;
    Ok(Exit::Done)
}

/// Prints a text with every problem.
///
/// # Errors
/// When the template cannot be read; a text with problems ends with 1.
pub async fn preview(global: &Global, args: &PreviewArgs) -> Result<Exit, Failure> {
    let mut sound = true;
    session::with(global, async |s| {
        let actor = s.actor(Action::DraftReport, None).await?;
        let rendered: Rendered = match args.what.as_deref() {
            Some(text) if super::id(text).is_ok() => {
                let id = super::id(text).map_err(|e| Failure::unreadable(e.clone(), e))?;
                s.store.preview_saved(&actor, id).await?
            }
            Some(path) => {
                let template = files::read_text(std::path::Path::new(path))?;
                s.store.preview_report(&actor, &s.report_source(&args.source, template)?).await?
            }
            None => s.store.preview_report(&actor, &s.report_source(&args.source, seed::ANNUAL_REPORT.to_owned())?).await?,
        };
        sound = rendered.problems.is_empty();
        let problems = Failure::from(nc_kernel::Refused(rendered.problems)).reasons;
        let mut lines = vec![rendered.document.text(), String::new()];
        lines.extend(problems.iter().map(|reason| reason.line(s.lang())));
        let count = problems.len();
        lines.push(match count {
            0 => s.lang().pick("没有问题，可以保存", "no problem: it can be saved").to_owned(),
            n => s.lang().say(|| format!("{n} 处问题，不能保存"), || format!("{n} problems: it cannot be saved")),
        });
        s.out.answer(&Previewed { sound, problems, document: &rendered.document }, &lines)
    })
    .await?;
    Ok(if sound { Exit::Done } else { Exit::Refused })
}
