//! 待本人办理: which unfinished things of the books wait for whom.

use nc_kernel::{Bureau, Day, PersonId};

use crate::db::WriteConn;
use crate::error::{StoreError, While};
use crate::listed::ListedItem;
use crate::sql::bulk;
use crate::{Book, Store};

const DELETE: &str = "DELETE FROM waits_for WHERE bureau_id = $1 AND since_seq = $2";
const INSERT: &str = "INSERT INTO waits_for (bureau_id, person_id, since_seq, from_on) VALUES";
const SELECT: &str = "SELECT i.list, i.since_seq, i.item_id AS id, i.serial, i.title, i.kind, i.state, i.organisers, i.starts_on, i.ends_on, i.marks, i.then_state \
    FROM waits_for w JOIN list_item i ON i.bureau_id = w.bureau_id AND i.since_seq = w.since_seq \
    WHERE w.bureau_id = $1 AND w.person_id = $2 AND w.from_on <= $3 ORDER BY i.ends_on, i.since_seq LIMIT $4";

/// Whom a thing waits for, each with the key of the day from which on: 0 for at once.
pub(crate) fn whom(now: Vec<PersonId>, later: Vec<(PersonId, Day)>) -> Vec<(PersonId, i64)> {
    let mut all: Vec<(PersonId, i64)> =
        now.into_iter().map(|person| (person, 0)).chain(later.into_iter().map(|(person, day)| (person, day.key()))).collect();
    all.sort_unstable();
    all.dedup_by_key(|(person, _)| *person);
    all
}

/// Writes anew whom each thing waits for; what was first recorded at `fresh_from` or later waits for nobody yet.
pub(crate) async fn write(
    conn: &mut WriteConn,
    bureau: Bureau,
    now: &[(i64, Vec<(PersonId, i64)>)],
    fresh_from: i64,
) -> Result<(), StoreError> {
    for (since, _) in now.iter().filter(|(since, _)| *since < fresh_from) {
        on!(&mut *conn, c => sqlx::query(DELETE).bind(bureau).bind(since).execute(c).await.map(|_| ()))
            .during("writing whom things wait for")?;
    }
    let mut rows: Vec<(i64, i64, i64)> =
        now.iter().flat_map(|(since, people)| people.iter().map(|(person, from)| (person.0, *since, *from))).collect();
    rows.sort_unstable();
    bulk!(conn, INSERT, 4, "", rows, |q, row| q.bind(bureau).bind(row.0).bind(row.1).bind(row.2)).during("writing whom things wait for")
}

/// A thing that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Awaited {
    list: String,
    /// Its line.
    #[sqlx(flatten)]
    pub item: ListedItem,
}

impl Awaited {
    /// The book it stands in; `None` for one this program no longer has.
    #[must_use]
    pub fn book(&self) -> Option<&'static Book> {
        Book::named(&self.list)
    }
}

impl Store {
    /// What of the books waits for `person` on `today`, by the day it is due, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn waits_for(&self, person: PersonId, today: Day, limit: i64) -> Result<Vec<Awaited>, StoreError> {
        self.settled().await?;
        let mut found: Vec<Awaited> = on!(&self.readers, pool => sqlx::query_as(SELECT).bind(self.bureau).bind(person.0).bind(today.key())
            .bind(limit).fetch_all(pool).await)
        .during("reading what waits for somebody")?;
        found.iter_mut().for_each(|awaited| awaited.item.lapse(today));
        Ok(found)
    }
}
