//! `report release`.

use nc_figures::report::ReportId;
use nc_people::access::Action;
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::global::Global;
use crate::progress::Spinner;
use crate::session;

/// Options.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 报告编号 / Report
    #[arg(value_name = "ID", value_parser = super::id)]
    report: ReportId,
}

#[derive(Serialize)]
struct Released {
    report: ReportId,
    receipt: nc_store::Receipt,
}

/// Releases.
///
/// # Errors
/// When the account prepared it, may not release, or a word is not true any more.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let actor = s.actor(Action::ReleaseReport, None).await?;
        let spinner = Spinner::start(global, "计算并签发", "computing and releasing");
        let receipt = s.store.release_report(&actor, &session::fresh_key(), args.report).await?;
        drop(spinner);
        let (report, seq) = (args.report, receipt.first_seq);
        let line = s.lang().say(
            || format!("已签发：{report}，事实 {seq}；此后不可改动，更正须另起一份（--corrects {report}）"),
            || format!("released: {report}, fact {seq}; it cannot change now, a correction is a new report (--corrects {report})"),
        );
        s.out.answer(&Released { report, receipt }, &[line])
    })
    .await?;
    Ok(Exit::Done)
}
