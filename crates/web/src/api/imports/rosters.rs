//! `POST /api/v1/imports/rosters?dry_run=&into=&class=&run=&batch=`: a roster of attendance or of interns, xlsx or csv, taken in whole
//! or not at all.
//!
//! With a single fault no row is written, and every fault is named by its cell. `dry_run=true` judges everything and writes
//! nothing. The same rows for the same people are the same wish, whoever repeats it: they need no key.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use nc_intake::Area;
use nc_office::{CellFault, Note};
use nc_people::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::body::FileBody;
use crate::api::commands::run::CommandReceipt;
use crate::api::query::Query;
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, query};
use crate::api::schema;
use crate::app::App;
use crate::imports::judge::{Wish, judge};
use crate::problem::Problem;

pub(crate) fn areas() -> Vec<&'static str> {
    Area::ALL.iter().map(|area| area.word()).collect()
}

/// What taking in one of the kinds takes.
pub(crate) const ACTIONS: &[Action] = &[Area::Training.action(), Area::Study.action(), Area::Internship.action()];

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/imports/rosters",
    tag: Tag::Imports,
    says: ("导入名册", "imports a roster"),
    needs: Needs::Any(ACTIONS),
    params: &[
        query("dry_run", Form::Flag, "只核对不写入", "judge everything, write nothing"),
        query("into", Form::Words(areas), "编号列所指，缺省为培训班", "what the serials in the sheet name, training by default"),
        query("class", Form::Text, "全部行属于此培训班（编号）", "all rows are of the training class with this serial"),
        query("run", Form::Text, "全部行属于此学习期次（编号）", "all rows are of the study run with this serial"),
        query("batch", Form::Text, "全部行属于此实习批次（编号）", "all rows are of the batch of interns with this serial"),
    ],
    takes: Takes::File("application/octet-stream"),
    gives: Gives::Json(schema::of::<ImportedRoster>),
    keyed: false,
    refuses: &[403, 422],
    handler: || post(handle),
};

/// 单元格错误.
#[derive(Serialize, ToSchema)]
pub(crate) struct FaultOfCell {
    /// Sheet line, from 1.
    line: u32,
    /// Column, from 0.
    column: u32,
    /// `C12`.
    cell: String,
    code: &'static str,
    zh: String,
    en: String,
}

impl From<CellFault> for FaultOfCell {
    fn from(CellFault { line, column, cell, code, zh, en }: CellFault) -> Self {
        Self { line, column, cell, code, zh, en }
    }
}

/// 提示: worth telling, and no reason to stop.
#[derive(Serialize, ToSchema)]
pub(crate) struct NoteOfCell {
    cell: String,
    code: &'static str,
    zh: String,
    en: String,
}

impl From<Note> for NoteOfCell {
    fn from(Note { cell, code, zh, en }: Note) -> Self {
        Self { cell, code, zh, en }
    }
}

/// 导入结果.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportedRoster {
    dry_run: bool,
    /// Lines of the sheet.
    lines: u32,
    /// Those whose person was found.
    rows: usize,
    /// Facts added, or that would be.
    added: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<CommandReceipt>,
    /// Every fault by its cell; when there is one, nothing was written.
    faults: Vec<FaultOfCell>,
    notes: Vec<NoteOfCell>,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    mut query: Query,
    file: FileBody,
) -> Result<Json<ImportedRoster>, Problem> {
    let dry_run = query.flag("dry_run");
    let (class, run, batch, into) = (query.text("class"), query.text("run"), query.text("batch"), query.word("into", &areas()));
    query.finish()?;
    let area = match (&batch, &run, &class) {
        (Some(_), ..) => Area::Internship,
        (None, Some(_), _) => Area::Study,
        (None, None, Some(_)) => Area::Training,
        (None, None, None) => into.and_then(Area::of_word).unwrap_or(Area::Training),
    };
    let wish = Wish { area, fixed: batch.or(run).or(class), dry_run };
    bearer.visible(&app, wish.area.action())?;
    if !dry_run {
        bearer.may_write()?;
    }
    let done = judge(&app, &bearer.0, &wish, file.bytes, |_| {}).await?;
    Ok(Json(ImportedRoster {
        dry_run,
        lines: done.lines,
        rows: done.rows,
        added: done.added,
        receipt: done.receipt.map(|(receipt, key)| CommandReceipt::of(receipt, key)),
        faults: done.faults.into_iter().map(FaultOfCell::from).collect(),
        notes: done.notes.into_iter().map(NoteOfCell::from).collect(),
    }))
}
