//! `report list`.

use nc_figures::report::Stage;
use nc_people::access::Action;
use nc_store::ListedReport;
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::global::Global;
use crate::lang::Lang;
use crate::output::{Cell, Column, List, ListFile};
use crate::session;

/// Options.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    file: ListFile,
}

#[derive(Serialize)]
struct Reports {
    synthetic: bool,
    reports: Vec<ListedReport>,
}

const COLUMNS: [Column; 6] = [
    Column::text("编号", "id", 16.0),
    Column::text("标题", "title", 40.0),
    Column::text("状态", "stage", 12.0),
    Column::text("日期", "date", 12.0),
    Column::number("数字", "figures", 8.0),
    Column::number("与来源不一致", "differing", 12.0),
];

pub(super) fn stage(stage: Stage, lang: Lang) -> &'static str {
    match stage {
        Stage::Draft => lang.pick("草稿", "draft"),
        Stage::Released => lang.pick("已签发", "released"),
        Stage::Corrected => lang.pick("已被更正", "corrected"),
    }
}

/// Prints the list.
///
/// # Errors
/// When it cannot be read.
pub async fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    session::with(global, async |s| {
        let actor = s.actor(Action::ReadFigures, None).await?;
        let reports = s.store.reports(&actor, true).await?;
        let row = |line: &ListedReport| {
            vec![
                Cell::text(line.id),
                Cell::text(&line.title),
                Cell::text(stage(line.stage, s.lang())),
                Cell::Day(line.released_at.unwrap_or(line.drafted_at).day()),
                if line.released_at.is_some() { Cell::count(line.figures) } else { Cell::Empty },
                line.differing().map_or(Cell::Empty, Cell::count),
            ]
        };
        let list = List {
            title: s.lang().pick("报告", "Reports").to_owned(),
            notes: s.synthetic_note().into_iter().collect(),
            columns: COLUMNS.to_vec(),
            rows: reports.iter().map(row).collect(),
        };
        s.out.list(&list, &Reports { synthetic: s.config.synthetic, reports }, &args.file)
    })
    .await?;
    Ok(Exit::Done)
}
