//! 工作台: what waits for somebody, and what is recorded about oneself.

use nc_kernel::{Day, PersonId};
use nc_people::Scope;
use sqlx::FromRow;

use crate::entries::{EntryRow, KnownEntry, STILL_KNOWN, assemble};
use crate::error::{StoreError, While, damaged};
use crate::{Store, db};

/// A class or a run of study that was held or is about to be, and is not closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// `training` or `study`.
    pub area: &'static str,
    /// Its id.
    pub id: i64,
    /// Its number in the unit's list.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// How far it is, as the area's own word.
    pub state: String,
    /// Which unit holds it.
    pub organiser: String,
    /// Its last day: from then on it can be closed.
    pub ends_on: Day,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    serial: String,
    title: String,
    state: String,
    organiser: String,
    ends_on: i64,
}

const SELECT_CLASSES: &str = "SELECT class_id AS id, serial, title, state, organiser, ends_on FROM training_class \
    WHERE bureau_id = $1 AND organiser >= $2 AND organiser < $3 AND ends_on <= $4 AND state NOT IN ('closed', 'archived', 'cancelled') \
    ORDER BY ends_on, class_id LIMIT $5";
const SELECT_RUNS: &str = "SELECT run_id AS id, serial, title, state, organiser, ends_on FROM study_run \
    WHERE bureau_id = $1 AND organiser >= $2 AND organiser < $3 AND ends_on <= $4 AND state NOT IN ('closed', 'archived', 'cancelled') \
    ORDER BY ends_on, run_id LIMIT $5";
const SELECT_OWN: &str = "SELECT register, day, entry_key, since_seq, part, organiser, host, sender, person, until_day, evidence, attrs, known_from, known_to \
    FROM entry WHERE bureau_id = $1 AND person = $2 AND known_to = $3 ORDER BY day DESC, register, entry_key, since_seq LIMIT $4";

impl Store {
    /// What within `scope` ends by `until` and is not closed, the longest overdue first.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn unfinished(&self, scope: &Scope, until: Day, limit: i64) -> Result<Vec<Unfinished>, StoreError> {
        let from = scope.path().as_str();
        // Everything below a path comes before the path with its last slash raised by one.
        let to = format!("{}0", from.trim_end_matches('/'));
        let mut view = db::snapshot(&self.readers).await?;
        let mut all = Vec::new();
        for (area, sql) in [("training", SELECT_CLASSES), ("study", SELECT_RUNS)] {
            let rows: Vec<Row> =
                on!(&mut view, c => sqlx::query_as(sql).bind(self.bureau).bind(from).bind(&to).bind(until.key()).bind(limit)
                .fetch_all(&mut **c).await)
                .during("reading what is unfinished")?;
            for row in rows {
                let ends_on = Day::from_key(row.ends_on).map_err(|e| damaged("list", e))?;
                let Row { id, serial, title, state, organiser, .. } = row;
                all.push(Unfinished { area, id, serial, title, state, organiser, ends_on });
            }
        }
        all.sort_by_key(|thing: &Unfinished| (thing.ends_on, thing.id));
        Ok(all)
    }

    /// Every register row about one person that counts now, newest first. For that person: reading one's own record takes
    /// no role, so the caller passes the person of whoever asks and nobody else.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn own_entries(&self, own: PersonId, limit: i64) -> Result<Vec<KnownEntry>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let rows: Vec<EntryRow> =
            on!(&mut view, c => sqlx::query_as(SELECT_OWN).bind(self.bureau).bind(own.0).bind(STILL_KNOWN).bind(limit)
            .fetch_all(&mut **c).await)
            .during("reading one's own record")?;
        assemble(rows, &self.registers)
    }

    /// One's own name; the caller passes the person of whoever asks and nobody else.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn own_name(&self, own: PersonId) -> Result<Option<String>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        self.vault.reveal(&mut view, self.bureau, own, nc_people::model::NAME).await
    }
}
