//! 后台任务: what is done later, kept in the database so that it outlasts the process.
//!
//! A job is enqueued in the transaction of the facts it follows from, or on a schedule. Whoever claims it holds it for a
//! time; a worker that dies leaves it to the next when that time is over. Jobs are no part of the ledger and of no backup.

use std::future::Future;
use std::pin::{Pin, pin};
use std::time::Duration;

use nc_kernel::{Bureau, Day, Micros, UserId, id};
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::db::{self, On, WriteConn};
use crate::errand::Import;
use crate::error::{StoreError, While, damaged};
use crate::maintenance::Maintenance;
use crate::sql::bulk;
use crate::writer::Writer;

nc_kernel::id_type! {
    /// 任务编号: follows from what the job is, so that the same job is enqueued once.
    JobId
}

/// What can be done later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Compares every figure in use with its rows, over the three years up to `day`.
    Recount {
        /// The last day counted.
        day: Day,
    },
    /// Works at the sheet somebody uploaded and waits for; one at a time for each person.
    Import(Import),
}

/// Workers of one lane do not wait for those of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// 日常: what the store does by itself, at night.
    Upkeep,
    /// 导入: what somebody waits for.
    Imports,
}

impl Lane {
    /// How long a worker holds a job without a sign of life. Whoever waits sees a dead worker replaced soon.
    pub(crate) fn lease(self) -> i64 {
        match self {
            Self::Upkeep => 15 * MINUTE,
            Self::Imports => MINUTE / 2,
        }
    }

    /// Kinds no lane knows belong to the first, which gives them up.
    fn condition(self) -> &'static str {
        match self {
            Self::Upkeep => "kind <> 'import'",
            Self::Imports => "kind = 'import'",
        }
    }
}

const RECOUNT: &str = "recount";
const IMPORT: &str = "import";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecountPayload {
    day: Day,
}

impl Task {
    /// Stable name of the kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Recount { .. } => RECOUNT,
            Self::Import(_) => IMPORT,
        }
    }

    /// The number of its job: an import's says whose it is, any other's what it is.
    pub(crate) fn job(&self) -> Result<JobId, StoreError> {
        match self {
            Self::Import(import) => Ok(Self::import_of(import.user)),
            Self::Recount { .. } => Ok(JobId(id::natural(&format!("job.{}", self.kind()), &self.payload()?))),
        }
    }

    /// The number of the one import `user` may have.
    pub(crate) fn import_of(user: UserId) -> JobId {
        JobId(id::natural("job.import", &user.to_string()))
    }

    fn lane(&self) -> Lane {
        match self {
            Self::Recount { .. } => Lane::Upkeep,
            Self::Import(_) => Lane::Imports,
        }
    }

    pub(crate) fn payload(&self) -> Result<String, StoreError> {
        match self {
            Self::Recount { day } => serde_json::to_string(&RecountPayload { day: *day }),
            Self::Import(import) => serde_json::to_string(import),
        }
        .map_err(|e| damaged("job", e))
    }

    pub(crate) fn read(kind: &str, payload: &str) -> Result<Self, String> {
        match kind {
            RECOUNT => serde_json::from_str(payload).map(|RecountPayload { day }| Self::Recount { day }).map_err(|e| e.to_string()),
            IMPORT => serde_json::from_str(payload).map(Self::Import).map_err(|e| e.to_string()),
            other => Err(format!("this program has no job `{other}`; run the version that enqueued it")),
        }
    }
}

/// A task with the time from which it may be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// What to do.
    pub task: Task,
    /// Not before.
    pub due_at: Micros,
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// For its time, or for another attempt.
    Waiting,
    /// A worker holds it.
    Running,
    /// It was done.
    Done,
    /// It was given up.
    Failed,
}

impl JobState {
    fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Waiting, Self::Running, Self::Done, Self::Failed].into_iter().find(|state| state.name() == name)
    }
}

/// A job as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Job {
    /// Its number.
    pub id: JobId,
    /// What kind of task.
    pub kind: String,
    /// The task's particulars, JSON.
    pub payload: String,
    /// Where it stands.
    pub state: JobState,
    /// When it may be taken: again, for one that runs.
    pub due_at: Micros,
    /// How often it was begun.
    pub attempts: i64,
    /// When its state last changed.
    pub moved_at: Micros,
    /// What came out, or why it failed; no personal value.
    pub message: String,
}

/// A job a worker holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Its number.
    pub id: JobId,
    /// What to do.
    pub task: Task,
    /// Which attempt this is. Whoever took the job over counts one more, and this claim is worth nothing then.
    pub attempt: i64,
}

/// What became of a claimed job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Done; says what came out.
    Done(String),
    /// Failed in a way no other attempt mends.
    Failed(String),
    /// Failed; another attempt is made later, unless there were enough.
    Again(String),
    /// Not done because the worker stops: the attempt does not count.
    GivenBack,
    /// Still at work: holds the job for another while.
    Alive,
}

/// How often a job is begun before it is given up.
const ATTEMPTS: i64 = 5;
const MINUTE: i64 = 60_000_000;
/// How long a worker rests when nothing is due.
const REST: Duration = Duration::from_secs(15);
/// The hour of the nightly recount.
const NIGHT: i64 = 3;
/// A server that starts later in the day makes up for the night, but not while everybody signs in.
const AFTER_START: i64 = 10 * MINUTE;
/// The longest message kept, in characters.
const LONGEST_MESSAGE: usize = 2_000;
/// Jobs listed.
const LISTED: i64 = 200;

const INSERT: &str = "INSERT INTO job (bureau_id, job_id, kind, payload, state, due_at, attempts, moved_at, message) VALUES";
const ANY_DUE: &str = "SELECT count(*) FROM job WHERE bureau_id = $1 AND state IN ('waiting', 'running') AND due_at <= $2 AND ";
const GIVE_UP: &str = "UPDATE job SET state = 'failed', moved_at = $2, message = $3 WHERE bureau_id = $1 AND state = 'running' AND due_at <= $2 AND attempts >= $4 AND ";
const CLAIM: &str = "UPDATE job SET state = 'running', due_at = $3, attempts = attempts + 1, moved_at = $2 WHERE bureau_id = $1 AND job_id = \
    (SELECT job_id FROM job WHERE bureau_id = $1 AND state IN ('waiting', 'running') AND due_at <= $2 AND ";
const CLAIM_FIRST: &str = " ORDER BY due_at, job_id LIMIT 1";
const CLAIMED: &str = ") RETURNING job_id, kind, payload, attempts";
pub(crate) const MOVE: &str = "UPDATE job SET state = $4, due_at = $5, attempts = attempts - $6, moved_at = $7, message = $8 \
    WHERE bureau_id = $1 AND job_id = $2 AND state = 'running' AND attempts = $3 AND payload = $9";
const SELECT: &str = "SELECT job_id, kind, payload, state, due_at, attempts, moved_at, message FROM job WHERE bureau_id = $1 \
    ORDER BY moved_at DESC, job_id LIMIT $2";

/// Enqueues jobs; one that is there already, in whatever state, stays as it is.
pub(crate) async fn insert(conn: &mut WriteConn, bureau: Bureau, jobs: &[NewJob], now: Micros) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(jobs.len());
    for job in jobs {
        rows.push((job.task.job()?, job.task.kind(), job.task.payload()?, job.due_at.0));
    }
    bulk!(conn, INSERT, 9, " ON CONFLICT (bureau_id, job_id) DO NOTHING", rows, |q, row| q
        .bind(bureau)
        .bind(row.0.0)
        .bind(row.1)
        .bind(&row.2)
        .bind(JobState::Waiting.name())
        .bind(row.3)
        .bind(0_i64)
        .bind(now.0)
        .bind(""))
    .during("enqueueing jobs")
}

impl Writer {
    pub(crate) async fn enqueue(&mut self, job: &NewJob) -> Result<(), StoreError> {
        self.begin().await?;
        let now = self.parts.clock.now();
        insert(&mut self.conn, self.parts.bureau, std::slice::from_ref(job), now).await?;
        self.commit().await
    }

    pub(crate) async fn claim_job(&mut self, lane: Lane) -> Result<Option<Claimed>, StoreError> {
        self.begin().await?;
        let claimed = self.claim_due(lane).await?;
        self.commit().await?;
        Ok(claimed)
    }

    async fn claim_due(&mut self, lane: Lane) -> Result<Option<Claimed>, StoreError> {
        let (bureau, now) = (self.parts.bureau, self.parts.clock.now());
        let of_lane = lane.condition();
        on!(&mut self.conn, c => sqlx::query(sqlx::AssertSqlSafe(format!("{GIVE_UP}{of_lane}"))).bind(bureau).bind(now.0)
            .bind("every worker that began it died over it").bind(ATTEMPTS).execute(c).await.map(|_| ()))
        .during("giving jobs up")?;
        loop {
            // SQLite has one writer at a time; on PostgreSQL two that claim at once must not wait for each other.
            let skip = if matches!(self.conn, On::Postgres(_)) { " FOR UPDATE SKIP LOCKED" } else { "" };
            let sql = format!("{CLAIM}{of_lane}{CLAIM_FIRST}{skip}{CLAIMED}");
            let row: Option<(i64, String, String, i64)> = on!(&mut self.conn, c => sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(bureau).bind(now.0).bind(now.0 + lane.lease()).fetch_optional(c).await)
            .during("claiming a job")?;
            let Some((job, kind, payload, attempt)) = row else { return Ok(None) };
            match Task::read(&kind, &payload) {
                Ok(task) => return Ok(Some(Claimed { id: JobId(job), task, attempt })),
                Err(why) => {
                    tracing::error!(job = %JobId(job), %why, "a job cannot be read");
                    self.set_job((JobId(job), attempt, &payload), (JobState::Failed, now, 0), &why).await?;
                }
            }
        }
    }

    /// Says whether the claim still held.
    pub(crate) async fn move_job(&mut self, claimed: &Claimed, outcome: &Outcome) -> Result<bool, StoreError> {
        self.begin().await?;
        let now = self.parts.clock.now();
        let last = claimed.attempt >= ATTEMPTS;
        let (to, message) = match outcome {
            Outcome::Done(message) => ((JobState::Done, now, 0), message.as_str()),
            Outcome::Failed(message) => ((JobState::Failed, now, 0), message.as_str()),
            Outcome::Again(message) if last => ((JobState::Failed, now, 0), message.as_str()),
            Outcome::Again(message) => ((JobState::Waiting, Micros(now.0 + back_off(claimed.attempt)), 0), message.as_str()),
            Outcome::GivenBack => ((JobState::Waiting, now, 1), ""),
            Outcome::Alive => ((JobState::Running, Micros(now.0 + claimed.task.lane().lease()), 0), ""),
        };
        let held = self.set_job((claimed.id, claimed.attempt, &claimed.task.payload()?), to, message).await?;
        self.commit().await?;
        Ok(held)
    }

    async fn set_job(&mut self, held: (JobId, i64, &str), to: (JobState, Micros, i64), message: &str) -> Result<bool, StoreError> {
        let (job, attempt, payload) = held;
        let (state, due_at, uncounted) = to;
        let message: String = message.chars().filter(|c| *c != '\0').take(LONGEST_MESSAGE).collect();
        let now = self.parts.clock.now();
        let moved = on!(&mut self.conn, c => sqlx::query(MOVE).bind(self.parts.bureau).bind(job.0).bind(attempt)
            .bind(state.name()).bind(due_at.0).bind(uncounted).bind(now.0).bind(&message).bind(payload).execute(c).await.map(|r| r.rows_affected()))
        .during("moving a job")?;
        Ok(moved == 1)
    }
}

/// A minute, five, twenty-five, about two hours.
fn back_off(attempt: i64) -> i64 {
    let power = u32::try_from(attempt - 1).unwrap_or_default().min(3);
    MINUTE * 5_i64.pow(power)
}

/// What may be kept of a fault: never what a database or a file said, which could hold a value.
fn told(fault: &StoreError) -> String {
    match fault {
        StoreError::Database { context, .. } => format!("the database failed while {context}"),
        StoreError::File { .. } => "a file could not be used".to_owned(),
        StoreError::Refused(refused) => refused.codes().join(", "),
        StoreError::Damaged { .. }
        | StoreError::Unreadable(_)
        | StoreError::Catalogue(_)
        | StoreError::Evaluate(_)
        | StoreError::Unusable(_)
        | StoreError::Closed => fault.to_string(),
    }
}

impl Store {
    /// Enqueues `task`, to be done from `due_at` on; a task that was enqueued before is not enqueued again.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn enqueue(&self, task: Task, due_at: Micros) -> Result<(), StoreError> {
        let job = NewJob { task, due_at };
        self.maintain(|reply| Maintenance::Enqueue { job, reply }).await
    }

    /// Takes the job of `lane` that has been due longest, also one whose worker died; `None` when nothing is due.
    ///
    /// # Errors
    /// [`StoreError`] when jobs cannot be read or written.
    pub async fn claim_job(&self, lane: Lane) -> Result<Option<Claimed>, StoreError> {
        // Looking costs the writer nothing.
        let now = self.clock.now();
        let mut view = db::snapshot(&self.readers).await?;
        let (due,): (i64,) = on!(&mut view, c => sqlx::query_as(sqlx::AssertSqlSafe(format!("{ANY_DUE}{}", lane.condition()))).bind(self.bureau).bind(now.0).fetch_one(&mut **c).await)
            .during("looking for jobs")?;
        drop(view);
        if due == 0 { Ok(None) } else { self.maintain(|reply| Maintenance::Claim { lane, reply }).await }
    }

    /// Writes down what became of a claimed job; `false` when somebody else took it over meanwhile and nothing was written.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub async fn settle_job(&self, claimed: &Claimed, outcome: Outcome) -> Result<bool, StoreError> {
        let claimed = claimed.clone();
        self.maintain(|reply| Maintenance::Move { claimed, outcome, reply }).await
    }

    /// The jobs that moved last, newest first. Needs no scope: no job holds a personal value or a row.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn jobs(&self) -> Result<Vec<Job>, StoreError> {
        type Row = (i64, String, String, String, i64, i64, i64, String);
        let mut view = db::snapshot(&self.readers).await?;
        let rows: Vec<Row> =
            on!(&mut view, c => sqlx::query_as(SELECT).bind(self.bureau).bind(LISTED).fetch_all(&mut **c).await).during("reading jobs")?;
        rows.into_iter()
            .map(|(job, kind, payload, state, due_at, attempts, moved_at, message)| {
                let id = JobId(job);
                let state = JobState::named(&state).ok_or_else(|| damaged(format!("job {id}"), "its state has no meaning"))?;
                Ok(Job { id, kind, payload, state, due_at: Micros(due_at), attempts, moved_at: Micros(moved_at), message })
            })
            .collect()
    }

    /// Jobs that were given up, and since when no job of their kind was done.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn failed_jobs(&self) -> Result<Vec<Job>, StoreError> {
        let all = self.jobs().await?;
        let done_since =
            |failed: &Job| all.iter().any(|j| j.state == JobState::Done && j.kind == failed.kind && j.moved_at > failed.moved_at);
        Ok(all.iter().filter(|j| j.state == JobState::Failed && !done_since(j)).cloned().collect())
    }

    /// Does what is due in the lane of upkeep, and enqueues the recount of each day, until `shutdown` completes. Several may run, in one process
    /// or in many.
    pub async fn run_jobs(&self, shutdown: impl Future<Output = ()> + Send) {
        let mut shutdown = pin!(shutdown);
        let mut scheduled = None;
        loop {
            match self.next_job(&mut scheduled, shutdown.as_mut()).await {
                Ok(Step::Worked) => continue,
                Ok(Step::Stopped) | Err(StoreError::Closed) => return,
                Ok(Step::Idle) => {}
                Err(fault) => tracing::warn!(%fault, "the job worker met a fault and tries again"),
            }
            tokio::select! {
                () = shutdown.as_mut() => return,
                () = tokio::time::sleep(REST) => {}
            }
        }
    }

    async fn next_job<S>(&self, scheduled: &mut Option<Day>, shutdown: Pin<&mut S>) -> Result<Step, StoreError>
    where
        S: Future<Output = ()> + Send,
    {
        let now = self.clock.now();
        let today = now.day();
        if *scheduled != Some(today) {
            let due_at = Micros::at(today, NIGHT, 0).max(Micros(now.0 + AFTER_START));
            self.enqueue(Task::Recount { day: today }, due_at).await?;
            *scheduled = Some(today);
        }
        let Some(claimed) = self.claim_job(Lane::Upkeep).await? else { return Ok(Step::Idle) };
        let outcome = tokio::select! {
            () = shutdown => None,
            outcome = self.work(&claimed) => Some(outcome),
        };
        let step = if outcome.is_some() { Step::Worked } else { Step::Stopped };
        if !self.settle_job(&claimed, outcome.unwrap_or(Outcome::GivenBack)).await? {
            tracing::warn!(job = %claimed.id, "a job took so long that another worker took it over");
        }
        Ok(step)
    }

    async fn work(&self, claimed: &Claimed) -> Outcome {
        let done = match &claimed.task {
            Task::Recount { day } => self.recount(*day, claimed).await,
            // Of the other lane: whoever reads sheets claims it.
            Task::Import(_) => return Outcome::GivenBack,
        };
        done.unwrap_or_else(|fault| {
            tracing::error!(job = %claimed.id, kind = claimed.task.kind(), %fault, "a job failed");
            Outcome::Again(told(&fault))
        })
    }
}

enum Step {
    Worked,
    Idle,
    Stopped,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_attempt_waits_longer_than_the_one_before() {
        let minutes: Vec<i64> = (1..ATTEMPTS).map(|attempt| back_off(attempt) / MINUTE).collect();
        assert_eq!(minutes, [1, 5, 25, 125]);
    }

    #[test]
    fn a_task_reads_back_and_a_foreign_one_does_not() {
        let task = Task::Recount { day: Day::from_epoch_days(19_800) };
        assert_eq!(Task::read(task.kind(), &task.payload().unwrap()), Ok(task));
        assert!(Task::read("recount", "{}").is_err());
        assert!(Task::read("sweep", "{}").is_err());
    }
}
