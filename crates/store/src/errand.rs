//! 托办: a job one person asked for and waits for. Each person has one at a time: its row is the place where it stands, and
//! is taken by one statement, so that two windows, or two processes, cannot both take it.
//!
//! A line of JSON in the row says how far it is; what it needs and what came of it lie sealed beside it. Whoever held it and
//! died leaves it to the next after half a minute.

use nc_kernel::{IdGen, Micros, UserId};
use serde::{Deserialize, Serialize};

use crate::door::at_door;
use crate::error::{StoreError, While, damaged};
use crate::jobs::{Claimed, JobState, Lane, MOVE, Task};
use crate::{Store, db};

/// What is to be done with an uploaded sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportStep {
    /// 核对: judge it, write nothing.
    Judge,
    /// 写入: take it in.
    Commit,
    /// 撤销: correct what it recorded.
    Undo,
}

/// 导入: work at the sheet somebody uploaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Import {
    /// Who uploaded it and waits.
    pub user: UserId,
    /// Which of their sheets; drawn when it was uploaded.
    pub sheet: String,
    /// What to do.
    pub step: ImportStep,
    /// When it was asked for.
    pub since: Micros,
}

/// An errand as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// What was asked for.
    pub import: Import,
    /// Where it stands.
    pub state: JobState,
    /// How often it was begun: more than once when whoever was at it died.
    pub attempts: i64,
    /// When something was last heard of it.
    pub moved_at: Micros,
    /// How far it is, while it runs.
    pub progress: String,
    /// What it needs until it is done, and what came of it then; opened.
    pub content: Vec<u8>,
}

/// How long an errand that is over is kept: fourteen days, as a draft.
const KEPT: i64 = 14 * 24 * 3_600_000_000;

const ENTRUST: &str = "INSERT INTO job (bureau_id, job_id, kind, payload, state, due_at, attempts, moved_at, message, sealed) \
    VALUES ($1, $2, $3, $4, 'waiting', $5, 0, $5, '', $6) ON CONFLICT (bureau_id, job_id) DO UPDATE SET payload = excluded.payload, \
    state = excluded.state, due_at = excluded.due_at, attempts = 0, moved_at = excluded.moved_at, message = '', sealed = excluded.sealed \
    WHERE job.state IN ('done', 'failed')";
const SELECT: &str =
    "SELECT kind, payload, state, attempts, moved_at, message, sealed FROM job WHERE bureau_id = $1 AND job_id = $2 AND moved_at > $3";
const END: &str = "UPDATE job SET state = 'done', due_at = $5, moved_at = $5, message = $6, sealed = $7 \
    WHERE bureau_id = $1 AND job_id = $2 AND state = 'running' AND attempts = $3 AND payload = $4";
const FORGET: &str = "DELETE FROM job WHERE bureau_id = $1 AND job_id = $2 AND state <> 'running'";
const CLEAR_OLD: &str = "DELETE FROM job WHERE bureau_id = $1 AND kind = $2 AND state IN ('done', 'failed') AND moved_at <= $3";

impl Store {
    /// Takes the errand in, with what it needs; `false` while one of this person is waiting or under way.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn entrust(&self, import: Import, content: &[u8], ids: &mut dyn IdGen) -> Result<bool, StoreError> {
        let now = self.now();
        let task = Task::Import(import);
        let (job, kind, payload) = (task.job()?, task.kind(), task.payload()?);
        let sealed = if content.is_empty() { Vec::new() } else { self.vault.seal_secret(content, ids)? };
        at_door!(self, "clearing old errands", c => sqlx::query(CLEAR_OLD).bind(self.bureau).bind(kind).bind(now.0 - KEPT)
            .execute(c).await.map(|_| ()))?;
        let taken = at_door!(self, "taking an errand in", c => sqlx::query(ENTRUST).bind(self.bureau).bind(job.0).bind(kind).bind(&payload)
            .bind(now.0).bind(&sealed).execute(c).await.map(|done| done.rows_affected()))?;
        Ok(taken == 1)
    }

    /// Where the import of `user` stands, when there is one.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn errand(&self, user: UserId) -> Result<Option<Errand>, StoreError> {
        type Row = (String, String, String, i64, i64, String, Vec<u8>);
        let job = Task::import_of(user);
        let mut view = db::snapshot(&self.readers).await?;
        let row: Option<Row> = on!(&mut view, c => sqlx::query_as(SELECT).bind(self.bureau).bind(job.0).bind(self.now().0 - KEPT)
            .fetch_optional(&mut **c).await)
        .during("reading an errand")?;
        let Some((kind, payload, state, attempts, moved_at, progress, sealed)) = row else { return Ok(None) };
        let place = || format!("job {job}");
        let Task::Import(import) = Task::read(&kind, &payload).map_err(|why| damaged(place(), why))? else {
            return Err(damaged(place(), "it is no import"));
        };
        let state = JobState::named(&state).ok_or_else(|| damaged(place(), "its state has no meaning"))?;
        let content = if sealed.is_empty() { Vec::new() } else { self.vault.open_secret(&sealed)? };
        Ok(Some(Errand { import, state, attempts, moved_at: Micros(moved_at), progress, content }))
    }

    /// Says how far the errand is and holds it for another while; `false` when somebody else took it over meanwhile.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn errand_goes_on(&self, claimed: &Claimed, progress: &str) -> Result<bool, StoreError> {
        let (now, payload) = (self.now(), claimed.task.payload()?);
        let held = at_door!(self, "saying how far an errand is", c => sqlx::query(MOVE).bind(self.bureau).bind(claimed.id.0)
            .bind(claimed.attempt).bind("running").bind(now.0 + Lane::Imports.lease()).bind(0_i64).bind(now.0).bind(progress).bind(&payload)
            .execute(c).await.map(|done| done.rows_affected()))?;
        Ok(held == 1)
    }

    /// Ends the errand with what came of it; `false` when somebody else took it over meanwhile and nothing was written.
    /// `said` is a line for those who run the program and holds no personal value.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn end_errand(&self, claimed: &Claimed, said: &str, content: &[u8], ids: &mut dyn IdGen) -> Result<bool, StoreError> {
        let (now, payload) = (self.now(), claimed.task.payload()?);
        let sealed = self.vault.seal_secret(content, ids)?;
        let held = at_door!(self, "ending an errand", c => sqlx::query(END).bind(self.bureau).bind(claimed.id.0).bind(claimed.attempt)
            .bind(&payload).bind(now.0).bind(said).bind(&sealed).execute(c).await.map(|done| done.rows_affected()))?;
        Ok(held == 1)
    }

    /// Forgets the import of `user`, unless somebody is at it.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn forget_errand(&self, user: UserId) -> Result<(), StoreError> {
        let job = Task::import_of(user);
        at_door!(self, "forgetting an errand", c => sqlx::query(FORGET).bind(self.bureau).bind(job.0).execute(c).await.map(|_| ()))
    }
}
