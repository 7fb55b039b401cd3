//! Entries of registers: the rows behind figures, with what was known when.

use std::collections::BTreeMap;
use std::collections::HashMap;

use nc_kernel::{Attr, Bureau, Change, Day, Entry, Facets, Micros, PersonId, RegisterDoc, UnitPath};
use sqlx::FromRow;

use crate::db::{Snapshot, WriteConn};
use crate::error::{StoreError, While, damaged};
use crate::log::sql_int;
use crate::sql::bulk;

/// The columns of an [`EntryRow`].
macro_rules! columns {
    () => {
        "register, day, entry_key, since_seq, part, organiser, host, sender, person, until_day, evidence, attrs, known_from, known_to"
    };
}
pub(crate) use columns;

const INSERT: &str = concat!("INSERT INTO entry (bureau_id, ", columns!(), ") VALUES");

/// "Not known to have ended": larger than any moment.
pub(crate) const STILL_KNOWN: i64 = i64::MAX;

/// A change of a register together with the fact that caused it.
#[derive(Debug, Clone)]
pub(crate) struct Caused {
    pub change: Change,
    pub seq: u64,
    pub at: Micros,
}

#[derive(Debug, Clone, FromRow)]
pub(crate) struct EntryRow {
    pub register: String,
    pub day: i64,
    pub entry_key: String,
    pub since_seq: i64,
    pub part: i64,
    pub organiser: Option<String>,
    pub host: Option<String>,
    pub sender: Option<String>,
    pub person: Option<i64>,
    pub until_day: Option<i64>,
    pub evidence: i64,
    pub attrs: String,
    pub known_from: i64,
    pub known_to: i64,
}

/// Writes a group's changes: additions as new rows, removals as an end of knowledge on the live row.
pub(crate) async fn write(conn: &mut WriteConn, bureau: Bureau, caused: &[Caused]) -> Result<(), StoreError> {
    // A row added and removed within one group is written with both ends, so that history is the same however
    // commands were grouped.
    let mut rows: Vec<EntryRow> = Vec::with_capacity(caused.len());
    let mut fresh: HashMap<(&'static str, &str), Vec<usize>> = HashMap::new();
    let mut ended: BTreeMap<(&'static str, Day, i64), Vec<&str>> = BTreeMap::new();
    let attrs_text = |attrs: &BTreeMap<&'static str, Attr>| serde_json::to_string(attrs).map_err(|e| damaged("register", e));
    for Caused { change, seq, at } in caused {
        match change {
            Change::Add(entry) => {
                let attrs = attrs_text(&entry.attrs)?;
                let parts = entry.facets.organisers.len().max(1);
                let mut positions = Vec::with_capacity(parts);
                for part in 0..parts {
                    positions.push(rows.len());
                    rows.push(EntryRow {
                        register: entry.register.to_owned(),
                        day: entry.day.key(),
                        entry_key: entry.key.clone(),
                        since_seq: sql_int(*seq),
                        part: i64::try_from(part).unwrap_or(i64::MAX),
                        organiser: entry.facets.organisers.get(part).map(|u| u.as_str().to_owned()),
                        host: entry.facets.host.as_ref().filter(|_| part == 0).map(|u| u.as_str().to_owned()),
                        sender: entry.facets.sender.as_ref().filter(|_| part == 0).map(|u| u.as_str().to_owned()),
                        person: entry.person.filter(|_| part == 0).map(|p| p.0),
                        until_day: entry.until.map(Day::key),
                        evidence: sql_int(entry.evidence),
                        attrs: attrs.clone(),
                        known_from: at.0,
                        known_to: STILL_KNOWN,
                    });
                }
                fresh.insert((entry.register, entry.key.as_str()), positions);
            }
            Change::Remove(entry) => match fresh.remove(&(entry.register, entry.key.as_str())) {
                Some(positions) => {
                    for position in positions {
                        if let Some(row) = rows.get_mut(position) {
                            row.known_to = at.0;
                        }
                    }
                }
                None => ended.entry((entry.register, entry.day, at.0)).or_default().push(&entry.key),
            },
        }
    }
    for ((register, day, at), keys) in ended {
        end(conn, bureau, register, day, at, &keys).await?;
    }
    insert(conn, bureau, &rows).await
}

/// Inserts rows as they are.
pub(crate) async fn insert(conn: &mut WriteConn, bureau: Bureau, rows: &[EntryRow]) -> Result<(), StoreError> {
    bulk!(conn, INSERT, 15, "", rows, |q, r| q
        .bind(bureau)
        .bind(&r.register)
        .bind(r.day)
        .bind(&r.entry_key)
        .bind(r.since_seq)
        .bind(r.part)
        .bind(&r.organiser)
        .bind(&r.host)
        .bind(&r.sender)
        .bind(r.person)
        .bind(r.until_day)
        .bind(r.evidence)
        .bind(&r.attrs)
        .bind(r.known_from)
        .bind(r.known_to))
    .during("writing register entries")
}

async fn end(conn: &mut WriteConn, bureau: Bureau, register: &str, day: Day, at: i64, keys: &[&str]) -> Result<(), StoreError> {
    const UPDATE: &str =
        "UPDATE entry SET known_to = $5 WHERE bureau_id = $1 AND register = $2 AND day = $3 AND known_to = $4 AND entry_key IN (";
    let mut rest = keys;
    for size in crate::sql::chunk_sizes(keys.len(), 1) {
        let (chunk, after) = rest.split_at(size);
        rest = after;
        let places: Vec<String> = (0..size).map(|i| format!("${}", i + 6)).collect();
        let sql = format!("{UPDATE}{})", places.join(","));
        on!(&mut *conn, c => {
            let mut q = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(bureau).bind(register).bind(day.key()).bind(STILL_KNOWN).bind(at);
            for key in chunk {
                q = q.bind(*key);
            }
            q.execute(c).await.map(|_| ())
        })
        .during("ending register entries")?;
    }
    Ok(())
}

/// An entry as read back, with what was known when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownEntry {
    /// The entry.
    pub entry: Entry,
    /// The fact by which it came to count.
    pub since_seq: u64,
    /// When that was recorded.
    pub known_from: Micros,
    /// When it was recorded that it no longer counts; `None` while it does.
    pub known_to: Option<Micros>,
}

/// Turns stored rows (the parts of an entry beside each other) into entries.
pub(crate) fn assemble(rows: Vec<EntryRow>, registers: &[RegisterDoc]) -> Result<Vec<KnownEntry>, StoreError> {
    let mut entries: Vec<KnownEntry> = Vec::with_capacity(rows.len());
    let mut last_doc: Option<&RegisterDoc> = None;
    for row in rows {
        let place = || format!("entry {} of {}", row.entry_key, row.register);
        let unit = |text: &Option<String>| text.as_deref().map(UnitPath::parse).transpose().map_err(|e| damaged(place(), e));
        let day = |key: i64| Day::from_key(key).map_err(|e| damaged(place(), e));
        // Rows come register by register.
        let doc = last_doc.filter(|doc| doc.name == row.register).or_else(|| registers.iter().find(|doc| doc.name == row.register));
        let doc = doc.ok_or_else(|| damaged(place(), "no such register"))?;
        last_doc = Some(doc);
        let since_seq = u64::try_from(row.since_seq).map_err(|e| damaged(place(), e))?;
        let organiser = unit(&row.organiser)?;
        if let Some(last) = entries.last_mut()
            && last.since_seq == since_seq
            && last.entry.key == row.entry_key
            && last.entry.register == doc.name
        {
            last.entry.facets.organisers.extend(organiser);
            if row.part == 0 {
                last.entry.facets.host = unit(&row.host)?;
                last.entry.facets.sender = unit(&row.sender)?;
                last.entry.person = row.person.map(PersonId);
            }
            continue;
        }
        let mut stored: BTreeMap<String, Attr> = serde_json::from_str(&row.attrs).map_err(|e| damaged(place(), e))?;
        let attrs = doc.attrs.iter().filter_map(|name| stored.remove(*name).map(|value| (*name, value))).collect();
        entries.push(KnownEntry {
            entry: Entry {
                register: doc.name,
                key: row.entry_key.clone(),
                day: day(row.day)?,
                until: row.until_day.map(day).transpose()?,
                facets: Facets { organisers: organiser.into_iter().collect(), host: unit(&row.host)?, sender: unit(&row.sender)? },
                person: row.person.map(PersonId),
                attrs,
                evidence: u64::try_from(row.evidence).map_err(|e| damaged(place(), e))?,
            },
            since_seq,
            known_from: Micros(row.known_from),
            known_to: (row.known_to != STILL_KNOWN).then_some(Micros(row.known_to)),
        });
    }
    Ok(entries)
}

/// Where a page of entries ends: pass it back to get the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub(crate) day: i64,
    pub(crate) key: String,
    pub(crate) since_seq: i64,
}

impl Cursor {
    pub(crate) const START: Self = Self { day: 0, key: String::new(), since_seq: 0 };

    pub(crate) fn after(row: &EntryRow) -> Self {
        Self { day: row.day, key: row.entry_key.clone(), since_seq: row.since_seq }
    }
}

/// Rows of `register` on days within `days`, as known at `known_at` (or ever, with `None`), after `cursor`.
pub(crate) async fn page(
    view: &mut Snapshot,
    bureau: Bureau,
    register: &str,
    days: (i64, i64),
    known_at: Option<Micros>,
    cursor: &Cursor,
    limit: i64,
) -> Result<Vec<EntryRow>, StoreError> {
    const SELECT: &str = concat!(
        "SELECT ",
        columns!(),
        " FROM entry WHERE bureau_id = $1 AND register = $2 AND day >= $3 AND day <= $4 AND known_from <= $5 AND known_to > $6 \
        AND (day > $7 OR (day = $7 AND (entry_key > $8 OR (entry_key = $8 AND since_seq > $9)))) \
        ORDER BY day, entry_key, since_seq, part LIMIT $10"
    );
    let (from, to) = match known_at {
        Some(at) => (at.0, at.0),
        None => (i64::MAX, i64::MIN),
    };
    let mut rows: Vec<EntryRow> = on!(&mut *view, c => sqlx::query_as(SELECT)
        .bind(bureau).bind(register).bind(days.0.max(cursor.day)).bind(days.1).bind(from).bind(to)
        .bind(cursor.day).bind(&cursor.key).bind(cursor.since_seq).bind(limit)
        .fetch_all(&mut **c).await)
    .during("reading register entries")?;
    // A page must not cut a joint entry in two: its last, perhaps incomplete, entry goes to the next page.
    if i64::try_from(rows.len()).unwrap_or(i64::MAX) == limit
        && let Some(last) = rows.last().map(Cursor::after)
        && rows.iter().any(|r| Cursor::after(r) != last)
    {
        rows.retain(|r| Cursor::after(r) != last);
    }
    Ok(rows)
}

/// Rows of `register` on days within `days` that came with the fact at position `size` or later, or ended at `at` or later.
pub(crate) async fn changed(
    view: &mut Snapshot,
    bureau: Bureau,
    register: &str,
    days: (i64, i64),
    (size, at): (u64, Micros),
) -> Result<Vec<EntryRow>, StoreError> {
    // A bare `day` would have the whole period read instead of what changed; the greatest number is `STILL_KNOWN`, written out
    // for the index that holds what ended.
    const SELECT: &str = concat!(
        "SELECT ",
        columns!(),
        " FROM entry WHERE bureau_id = $1 AND register = $2 AND since_seq >= $3 AND +day >= $4 AND +day <= $5 UNION SELECT ",
        columns!(),
        " FROM entry WHERE bureau_id = $1 AND register = $2 AND known_to >= $6 AND known_to < 9223372036854775807 AND +day >= $4 AND +day <= $5 \
        ORDER BY day, entry_key, since_seq, part"
    );
    on!(&mut *view, c => sqlx::query_as(SELECT).bind(bureau).bind(register).bind(sql_int(size)).bind(days.0).bind(days.1).bind(at.0)
        .fetch_all(&mut **c).await)
    .during("reading what changed in a register")
}
