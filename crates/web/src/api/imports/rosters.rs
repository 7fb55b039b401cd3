//! `POST /api/v1/imports/rosters?dry_run=&into=&class=&run=`: an attendance roster, xlsx or csv, taken in whole or not at all.
//!
//! With a single fault no row is written, and every fault is named by its cell. `dry_run=true` judges everything and writes
//! nothing. The same rows for the same people are the same wish, whoever repeats it: they need no key.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use nc_intake::{Area, ImportCommand, explain, match_people, sort};
use nc_kernel::IdGen as _;
use nc_kernel::identifiers::CitizenNumber;
use nc_office::{CellFault, Note, ReadOptions, RosterOptions, parse_roster, roster_columns};
use nc_people::access::Action;
use nc_store::StoreError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::body::FileBody;
use crate::api::commands::run::CommandReceipt;
use crate::api::query::Query;
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, query};
use crate::api::schema;
use crate::app::App;
use crate::problem::Problem;

fn areas() -> Vec<&'static str> {
    vec!["training", "study"]
}

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/imports/rosters",
    tag: Tag::Imports,
    says: ("导入考勤名册", "imports an attendance roster"),
    needs: Needs::Any(&[Action::RecordTraining, Action::RecordStudy]),
    params: &[
        query("dry_run", Form::Flag, "只核对不写入", "judge everything, write nothing"),
        query("into", Form::Words(areas), "编号列所指，缺省为培训班", "what the serials in the sheet name, training by default"),
        query("class", Form::Text, "全部行属于此培训班（编号）", "all rows are of the training class with this serial"),
        query("run", Form::Text, "全部行属于此学习期次（编号）", "all rows are of the study run with this serial"),
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
    let (class, run, into) = (query.text("class"), query.text("run"), query.word("into", &areas()));
    query.finish()?;
    let area = if run.is_some() || (class.is_none() && into == Some("study")) { Area::Study } else { Area::Training };
    let fixed = run.or(class);
    bearer.visible(&app, if area == Area::Study { Action::RecordStudy } else { Action::RecordTraining })?;
    if !dry_run {
        bearer.may_write()?;
    }
    let scopes = bearer.visible(&app, Action::ReadPeople)?;
    let is_fixed = fixed.is_some();
    // Unpacking and reading a workbook is no work for a thread that serves others.
    let read = move || {
        let table = nc_office::read(&file.bytes, &roster_columns(is_fixed), ReadOptions::default())?;
        Ok(parse_roster(&table, RosterOptions { class_fixed: is_fixed, valid_id: &|text| CitizenNumber::parse(text).is_ok() }))
    };
    let read: Result<_, nc_office::OfficeError> = tokio::task::spawn_blocking(read).await.map_err(|_| Problem::Fault)?;
    let roster = read.map_err(|fault| Problem::Input(fault.to_string()))?;
    let (lines, mut found) = match_people(&app.store, &scopes, &roster, &mut |_, _| {}).await?;
    found.extend(roster.faults);
    let (mut added, mut receipt) = (0, None);
    if let Some(binding) = &roster.binding {
        let (command, unfit) = ImportCommand::of(area, fixed.as_deref(), &lines, binding);
        found.extend(unfit);
        let actor = nc_kernel::Actor { user: bearer.0.user };
        let mut ids = app.store.secret_ids().await?;
        let mut fresh = move || {
            let mut bytes = [0_u8; 16];
            ids.fill(&mut bytes);
            format!("rehearsal/{}", hex::encode(bytes))
        };
        if dry_run || !found.is_empty() {
            if command.rows() > 0 || found.is_empty() {
                match command.clone().rehearse(&app.store, &actor, fresh()).await? {
                    Ok(facts) => added = facts,
                    Err(refused) => found.extend(explain(&app.store, &actor, &command, &refused, binding, &mut fresh).await?),
                }
            }
        } else {
            let key = command.key()?;
            match app.store.execute_named_within(&bearer.0, key.clone(), command.name(), command.input()?).await {
                Ok(done) => {
                    added = if done.repeated { 0 } else { done.facts };
                    receipt = Some(CommandReceipt::of(done, key));
                }
                Err(StoreError::Refused(refused)) => {
                    found.extend(explain(&app.store, &actor, &command, &refused, binding, &mut fresh).await?);
                }
                Err(fault) => return Err(fault.into()),
            }
        }
    }
    if !found.is_empty() {
        added = 0;
    }
    sort(&mut found);
    Ok(Json(ImportedRoster {
        dry_run,
        lines: roster.lines,
        rows: lines.len(),
        added,
        receipt,
        faults: found.into_iter().map(FaultOfCell::from).collect(),
        notes: roster.notes.into_iter().map(NoteOfCell::from).collect(),
    }))
}
