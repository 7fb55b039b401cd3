//! `report show`: a report, and what its source says now.

use nc_figures::Worth;
use nc_figures::report::{Document, ReportId, Stage};
use nc_kernel::UserId;
use nc_people::access::Action;
use nc_store::{Difference, ReportView};
use serde::Serialize;

use super::list::stage;
use crate::exit::{Exit, Failure};
use crate::global::Global;
use crate::lang::Lang;
use crate::session;

/// Options.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 报告编号 / Report
    #[arg(value_name = "ID", value_parser = super::id)]
    report: ReportId,
}

#[derive(Serialize)]
struct Shown<'a> {
    report: ReportId,
    stage: Stage,
    preparers: Vec<UserId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    releaser: Option<UserId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrects: Option<ReportId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected_by: Option<ReportId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'a Document>,
    differences: &'a [Difference],
}

/// Prints it.
///
/// # Errors
/// When there is none the account may see.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let actor = s.actor(Action::ReadFigures, None).await?;
        let view = s.store.report(&actor, args.report).await?;
        let differences = match view.report.release() {
            Some(_) => s.store.report_differences(&actor, args.report).await?,
            None => Vec::new(),
        };
        let (draft, release) = (view.report.draft(), view.report.release());
        let shown = Shown {
            report: view.id,
            stage: view.report.stage(),
            preparers: draft.map(|d| d.preparers.iter().map(|actor| actor.user).collect()).unwrap_or_default(),
            releaser: release.map(|r| r.releaser.user),
            corrects: draft.and_then(|d| d.corrects),
            corrected_by: view.report.corrected_by(),
            template: release.is_none().then(|| draft.map(|d| d.template.as_str())).flatten(),
            document: release.map(|r| &r.document),
            differences: &differences,
        };
        s.out.answer(&shown, &lines(&view, &differences, s.lang()))
    })
    .await?;
    Ok(Exit::Done)
}

fn lines(view: &ReportView, differences: &[Difference], lang: Lang) -> Vec<String> {
    let mut lines = vec![format!("{} {}", view.id, stage(view.report.stage(), lang))];
    if let Some(by) = view.report.corrected_by() {
        lines.push(lang.say(|| format!("已由 {by} 更正"), || format!("corrected by {by}")));
    }
    let Some(release) = view.report.release() else {
        lines.extend(view.report.draft().map(|draft| draft.template.clone()));
        return lines;
    };
    lines.push(release.document.text());
    lines.push(String::new());
    lines.push(match differences.len() {
        0 => lang.pick("与来源一致", "the source says the same").to_owned(),
        n => lang.say(
            || format!("{n} 处与现在的来源不一致（原文不变）："),
            || format!("{n} numbers differ from the source now (the text stays):"),
        ),
    });
    lines.extend(differences.iter().map(|difference| line(difference, lang)));
    lines
}

fn line(difference: &Difference, lang: Lang) -> String {
    let fact = &difference.released;
    let now = match difference.now {
        Worth::Count(n) => format!("{n}{}", fact.unit),
        Worth::Ratio { n, of } => format!("{n}/{of}"),
    };
    let by = difference.by_of.map_or_else(|| format!("{:+}", difference.by), |of| format!("{:+}/{of:+}", difference.by));
    let causes: Vec<String> = difference
        .causes
        .iter()
        .map(|cause| format!("{} {}", cause.kind, cause.seqs.iter().take(10).map(u64::to_string).collect::<Vec<_>>().join(",")))
        .collect();
    let (zh, en, printed, exact) = (&fact.zh, &fact.en, &fact.printed, fact.exact());
    let (added, removed, causes) = (difference.rows_added, difference.rows_removed, causes.join("；"));
    lang.say(
        || format!("  “{printed}” {zh}：签发时 {exact}，现在 {now}（{by}）；新增 {added} 行，减少 {removed} 行；起因 {causes}"),
        || format!("  \"{printed}\" {en}: {exact} when released, {now} now ({by}); {added} rows more, {removed} fewer; by {causes}"),
    )
}
