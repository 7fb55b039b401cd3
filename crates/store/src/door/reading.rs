//! 查阅记录: who was shown whose row or name. Written before the page is shown: what cannot be noted is not shown.

use nc_kernel::{Day, Micros, PersonId, UserId};
use sqlx::FromRow;

use crate::error::{StoreError, While, damaged};
use crate::sql::bulk;
use crate::{Store, db};

/// One reader, one subject, one kind of page, one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Whose record.
    pub subject: PersonId,
    /// On which day.
    pub day: Day,
    /// By whom.
    pub reader: UserId,
    /// On what kind of page, as a stable word: `rows:training.attendances`, `people`.
    pub what: String,
    /// How often that day.
    pub times: i64,
    /// The last time.
    pub last_at: Micros,
}

#[derive(FromRow)]
struct Row {
    subject: i64,
    day: i64,
    reader: i64,
    what: String,
    times: i64,
    last_at: i64,
}

const UPSERT: &str = "INSERT INTO reading (bureau_id, subject, day, reader, what, times, last_at) VALUES";
const AGAIN: &str =
    " ON CONFLICT (bureau_id, subject, day, reader, what) DO UPDATE SET times = reading.times + 1, last_at = excluded.last_at";
const SELECT_OF: &str = "SELECT subject, day, reader, what, times, last_at FROM reading WHERE bureau_id = $1 AND subject = $2 \
    ORDER BY last_at DESC, reader, what LIMIT $3";
const SELECT: &str = "SELECT subject, day, reader, what, times, last_at FROM reading WHERE bureau_id = $1 AND day >= $2 AND day <= $3 \
    ORDER BY last_at DESC, subject, reader, what LIMIT $4";

fn reading(row: Row) -> Result<Reading, StoreError> {
    Ok(Reading {
        subject: PersonId(row.subject),
        day: Day::from_key(row.day).map_err(|e| damaged("reading", e))?,
        reader: UserId(row.reader),
        what: row.what,
        times: row.times,
        last_at: Micros(row.last_at),
    })
}

impl Store {
    /// Notes that `reader` is about to be shown the rows or names of `subjects` on a page of kind `what`. Reading one's own
    /// record is not noted.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be stored: then nothing may be shown.
    pub async fn note_reading(&self, reader: UserId, what: &str, subjects: &[PersonId]) -> Result<(), StoreError> {
        let own = self.published().with_directory(|directory| directory.user(reader).and_then(|user| user.person));
        let mut subjects: Vec<PersonId> = subjects.iter().copied().filter(|subject| Some(*subject) != own).collect();
        subjects.sort_unstable();
        subjects.dedup();
        if subjects.is_empty() {
            return Ok(());
        }
        let now = self.now();
        let day = now.day().key();
        let mut slot = self.door.lock().await;
        let conn = match &mut *slot {
            Some(conn) => conn,
            empty => empty.insert(self.url.connect_writer().await?),
        };
        let result = bulk!(conn, UPSERT, 7, AGAIN, subjects, |q, subject| q
            .bind(self.bureau)
            .bind(subject.0)
            .bind(day)
            .bind(reader.0)
            .bind(what)
            .bind(1_i64)
            .bind(now.0));
        if result.is_err() {
            *slot = None;
        }
        result.during("noting who reads")
    }

    /// Who read the record of `subject`, newest first, for the subject.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn readings_of(&self, subject: PersonId, limit: i64) -> Result<Vec<Reading>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let rows: Vec<Row> =
            on!(&mut view, c => sqlx::query_as(SELECT_OF).bind(self.bureau).bind(subject.0).bind(limit).fetch_all(&mut **c).await)
                .during("reading who read")?;
        rows.into_iter().map(reading).collect()
    }

    /// Who read whose record between two days, newest first. Asked for by the audit administrator's page alone.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn readings(&self, from: Day, to: Day, limit: i64) -> Result<Vec<Reading>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let rows: Vec<Row> = on!(&mut view, c => sqlx::query_as(SELECT).bind(self.bureau).bind(from.key()).bind(to.key()).bind(limit)
            .fetch_all(&mut **c).await)
        .during("reading who read")?;
        rows.into_iter().map(reading).collect()
    }
}
