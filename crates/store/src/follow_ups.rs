//! 跟进任务 of committee meetings, with how far overdue ones have gone up.

use std::collections::BTreeMap;

use nc_kernel::{Aggregate as _, Day, PersonId, UnitPath};
use nc_organisation::study::{Escalation, Meeting, Task, TaskState};
use nc_people::Scope;

use crate::Store;
use crate::error::{StoreError, While};
use crate::log::StoredFact;

/// 跟进任务: one task of a meeting, as it stands today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// The meeting, as text.
    pub meeting: String,
    /// The unit of its committee.
    pub committee: UnitPath,
    /// The task.
    pub task: Task,
    /// Days past due; `None` when it is not.
    pub overdue: Option<i64>,
    /// Whom it is shown to because it is overdue.
    pub escalation: Option<Escalation>,
}

// Only meetings with an open task are read: a view costs what it shows, however many meetings there were.
const OF_COMMITTEES: &str = "SELECT seq, stream, bytes FROM fact WHERE bureau_id = $1 AND stream IN \
    (SELECT stream FROM open_task WHERE bureau_id = $1 AND committee >= $2 AND committee < $3) ORDER BY stream, seq";
const OF_DOER: &str = "SELECT seq, stream, bytes FROM fact WHERE bureau_id = $1 AND stream IN \
    (SELECT stream FROM open_task WHERE bureau_id = $1 AND doer = $2) ORDER BY stream, seq";
const READING: &str = "reading meetings with open tasks";

impl Store {
    /// Tasks that are not closed, of committees of `visible`, the longest due first.
    ///
    /// # Errors
    /// [`StoreError`] when meetings cannot be read.
    pub async fn follow_ups(&self, visible: &[Scope], today: Day) -> Result<Vec<FollowUp>, StoreError> {
        let mut open = Vec::new();
        let mut view = self.view().await?;
        for (n, scope) in visible.iter().enumerate() {
            let path = scope.path();
            // What lies within another scope is read with that one.
            let within = |(m, other): (usize, &Scope)| m != n && other.path().contains(path) && (other.path() != path || m < n);
            if visible.iter().enumerate().any(within) {
                continue;
            }
            // '0' is the character after '/'.
            let end = format!("{}0", path.as_str().trim_end_matches('/'));
            let facts = on!(&mut view, c => sqlx::query_as(OF_COMMITTEES).bind(self.bureau).bind(path.as_str()).bind(&end)
                .fetch_all(&mut **c).await)
            .during(READING)?;
            open.extend(open_tasks(facts, today)?);
        }
        Ok(by_day(open))
    }

    /// Tasks that are not closed and that `doer` does; the caller passes the person of whoever asks and nobody else.
    ///
    /// # Errors
    /// [`StoreError`] when meetings cannot be read.
    pub async fn own_follow_ups(&self, doer: PersonId, today: Day) -> Result<Vec<FollowUp>, StoreError> {
        let mut view = self.view().await?;
        let facts =
            on!(&mut view, c => sqlx::query_as(OF_DOER).bind(self.bureau).bind(doer.0).fetch_all(&mut **c).await).during(READING)?;
        Ok(by_day(open_tasks(facts, today)?.into_iter().filter(|one| one.task.doer == doer).collect()))
    }
}

fn by_day(mut open: Vec<FollowUp>) -> Vec<FollowUp> {
    open.sort_by_key(|one| (one.task.due_by, one.meeting.clone(), one.task.number));
    open
}

/// The open tasks of the meetings whose facts these are.
fn open_tasks(facts: Vec<StoredFact>, today: Day) -> Result<Vec<FollowUp>, StoreError> {
    let mut meetings: BTreeMap<String, Meeting> = BTreeMap::new();
    for stored in facts {
        let opened = stored.open()?;
        meetings.entry(stored.stream).or_default().fold(&opened.read()?);
    }
    let mut open = Vec::new();
    for (stream, meeting) in meetings {
        let Some((_, held)) = meeting.held() else { continue };
        let id = stream.rsplit('/').next().unwrap_or_default();
        for task in meeting.tasks().iter().filter(|task| task.state != TaskState::Verified) {
            open.push(FollowUp {
                meeting: id.to_owned(),
                committee: held.committee.clone(),
                overdue: task.overdue(today),
                escalation: task.escalation(today),
                task: task.clone(),
            });
        }
    }
    Ok(open)
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection as _, SqliteConnection};

    use super::*;

    const FACTS: &str = "CREATE TABLE fact (bureau_id INTEGER, seq INTEGER, stream TEXT, bytes BLOB, PRIMARY KEY (bureau_id, seq)) STRICT; \
        CREATE INDEX fact_by_stream ON fact (bureau_id, stream, seq)";
    const HISTORY: [&str; 2] = [
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 39999) \
         INSERT INTO fact SELECT 150600, i, 'study.meeting/' || (i / 8), x'00' FROM n",
        "INSERT INTO open_task SELECT 150600, 'study.meeting/' || (seq / 8), 1, '/150600/' || (seq % 20) || '/', seq % 97 FROM fact WHERE seq % 4000 = 0",
    ];

    /// How SQLite, knowing how the rows are spread, would read a desk's tasks: a seek for the open ones, and a seek for the
    /// facts of each meeting. A scan of either table would grow with history.
    #[tokio::test]
    async fn a_desk_reads_open_tasks_and_the_facts_of_their_meetings_by_seeks_alone() {
        let mut conn = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let table = include_str!("../migrations/sqlite/0024_open_tasks.sql").split("-- It is").next().unwrap();
        for sql in [FACTS, table].into_iter().chain(HISTORY).chain(["ANALYZE"]) {
            sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
        }
        for (sql, index) in [
            (OF_COMMITTEES, "open_task_by_committee (bureau_id=? AND committee>? AND committee<?)"),
            (OF_DOER, "open_task_by_doer (bureau_id=? AND doer=?)"),
        ] {
            let explain = format!("EXPLAIN QUERY PLAN {sql}");
            let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(sqlx::AssertSqlSafe(explain))
                .bind(150_600)
                .bind("/150600/3/")
                .bind("/150600/30")
                .fetch_all(&mut conn)
                .await
                .unwrap();
            let steps: Vec<&str> = plan.iter().map(|step| step.3.as_str()).collect();
            assert!(steps.iter().any(|step| step.contains("SEARCH open_task") && step.contains(index)), "{steps:?}");
            assert!(steps.contains(&"SEARCH fact USING INDEX fact_by_stream (bureau_id=? AND stream=?)"), "{steps:?}");
            assert!(!steps.iter().any(|step| step.starts_with("SCAN")), "{steps:?}");
        }
    }
}
