//! 核对: a sheet judged in every row, and taken in where that is wanted and nothing is wrong.

use std::sync::Arc;

use axum::body::Bytes;
use nc_intake::{Area, ImportCommand, Sheet};
use nc_kernel::IdGen as _;
use nc_office::{CellFault, Note, ReadOptions};
use nc_people::access::Action;
use nc_store::Receipt;
use nc_store::tokens::TokenBearer;

use crate::app::App;
use crate::problem::Problem;

/// What is wanted of a sheet.
#[derive(Debug, Clone)]
pub(crate) struct Wish {
    pub area: Area,
    /// The serial all rows are of; else each row names its own.
    pub fixed: Option<String>,
    /// Judge everything, write nothing.
    pub dry_run: bool,
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// Lines of the sheet.
    pub lines: u32,
    /// Those whose person was found.
    pub rows: usize,
    /// Facts added, or that would be.
    pub added: u64,
    /// What was recorded, and under which key.
    pub receipt: Option<(Receipt, String)>,
    /// The rows as a command, where the sheet has the columns it takes.
    pub command: Option<ImportCommand>,
    /// Every fault by its cell; when there is one, nothing was written.
    pub faults: Vec<CellFault>,
    pub notes: Vec<Note>,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The sheet is unpacked and read.
    Reading,
    /// Its people are looked for: so many rows of so many.
    People(u64, u64),
    /// The rules judge its rows.
    Rules,
    /// Corrections are made: so many of so many.
    Undoing(u64, u64),
}

/// Judges `bytes` for `bearer`, and records the rows unless `wish` is only to judge them.
pub(crate) async fn judge(
    app: &Arc<App>,
    bearer: &TokenBearer,
    wish: &Wish,
    bytes: Bytes,
    mut at: impl FnMut(Stage) + Send,
) -> Result<Outcome, Problem> {
    let store = &app.store;
    let scopes = store.scopes_within(bearer, Action::ReadPeople);
    if scopes.is_empty() {
        store.allow_within(bearer, Action::ReadPeople, &store.bureau_path()?)?;
    }
    at(Stage::Reading);
    // Unpacking and reading a workbook is no work for a thread that serves others.
    let (area, fixed) = (wish.area, wish.fixed.clone());
    let read = move || {
        let table = nc_office::read(&bytes, &area.columns(fixed.is_some()), ReadOptions::default())?;
        Ok(Sheet::parse(&table, area, fixed))
    };
    let read: Result<_, nc_office::OfficeError> = tokio::task::spawn_blocking(read).await.map_err(|_| Problem::Fault)?;
    let sheet = read.map_err(|fault| Problem::Input(fault.to_string()))?;
    let wanted = sheet.find(store, &scopes, &mut |done, all| at(Stage::People(done, all))).await?;
    at(Stage::Rules);
    let mut ids = store.secret_ids().await?;
    let fresh = move || {
        let mut bytes = [0_u8; 16];
        ids.fill(&mut bytes);
        format!("rehearsal/{}", hex::encode(bytes))
    };
    let nc_intake::Judged { rows, added, receipt, command, faults } =
        nc_intake::judge(store, bearer, &sheet, wanted, wish.dry_run, fresh).await?;
    Ok(Outcome { lines: sheet.lines(), rows, added, receipt, command, faults, notes: sheet.notes().to_vec() })
}
