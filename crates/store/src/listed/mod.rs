//! 清单: pages of things of one kind, filtered by unit, state, kind and time, newest or oldest first.
//!
//! Each thing stands in the table `listed` once by its state and once by its state and kind, for every unit it counts for.
//! A page is then one range of one primary key for each state asked for, however many rows there are and whatever the
//! filter; nothing is scanned and no row is skipped by number. What was first recorded since the last full block of facts has
//! no such place yet: it is looked through line by line, and gets its places with the rest of its block. What lapses by time
//! alone stands apart by the state it comes to: its place is cut at today into what has lapsed and what has not, so that no job
//! has to move it on that day.

mod cursor;
mod edge;
mod list;
mod places;
mod select;

use nc_kernel::{Day, UnitPath};
use nc_people::Scope;

pub use self::cursor::ListCursor;
pub(crate) use self::edge::edge;
pub use self::list::List;
pub(crate) use self::places::{Place, place, relocate};
use crate::Store;
use crate::error::{StoreError, damaged};

/// Which page of which list.
#[derive(Debug, Clone)]
pub struct ListQuery<'a> {
    /// The list.
    pub of: &'static List,
    /// Only in this state.
    pub state: Option<&'a str>,
    /// Only of this kind.
    pub kind: Option<&'a str>,
    /// Ended on this day or later.
    pub from: Option<Day>,
    /// Ended on this day or earlier.
    pub to: Option<Day>,
    /// The latest end first.
    pub newest_first: bool,
    /// Where the page before ended.
    pub after: Option<ListCursor>,
    /// Rows wanted.
    pub limit: usize,
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ListedItem {
    /// Position of the first fact about it.
    pub(crate) since_seq: i64,
    /// Its number; shown as text.
    pub id: i64,
    /// Its serial, as people wrote it.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// Category or kind.
    pub kind: String,
    /// Where it stands.
    pub state: String,
    /// Paths of those who organise it, the lead first, between spaces.
    pub(crate) organisers: String,
    /// First day, as a key.
    pub starts_on: i64,
    /// Last day, as a key.
    pub ends_on: i64,
    /// People marked.
    pub marks: i64,
    /// What its state becomes once its last day is past; empty where it stays.
    pub(crate) then_state: String,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPage {
    /// Its lines.
    pub items: Vec<ListedItem>,
    /// Where the next one starts; `None` at the end.
    pub next: Option<ListCursor>,
}

impl Store {
    /// One page of a list: what the unit of `scope` organises, alone or with others, and all units below it.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn list(&self, scope: &Scope, query: &ListQuery<'_>) -> Result<ListPage, StoreError> {
        self.page(scope, &query.state.map_or_else(|| query.of.state_words(), |state| vec![state]), query).await
    }

    /// What within `scope` ends by `until` and is not closed, at most `limit`, the longest overdue first. A joint thing waits
    /// for the unit that leads it alone.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn unfinished(&self, scope: &Scope, of: &'static List, until: Day, limit: usize) -> Result<Vec<ListedItem>, StoreError> {
        let mut query = ListQuery { of, state: None, kind: None, from: None, to: Some(until), newest_first: false, after: None, limit };
        let mut found = Vec::new();
        if of.unfinished.is_empty() {
            return Ok(found);
        }
        loop {
            let page = self.page(scope, of.unfinished, &query).await?;
            for item in page.items {
                if scope.path().contains(&item.lead()?) {
                    found.push(item);
                }
            }
            query.after = page.next;
            if found.len() >= limit || query.after.is_none() {
                found.truncate(limit);
                return Ok(found);
            }
        }
    }

    pub(crate) async fn page(&self, scope: &Scope, states: &[&str], query: &ListQuery<'_>) -> Result<ListPage, StoreError> {
        let today = self.now().day();
        // One more than wanted says whether there is another page.
        let ranges = select::ranges(states, query, today);
        self.settled().await?;
        let mut items = select::read(&self.readers, self.bureau, scope.path(), &ranges, query, query.limit.saturating_add(1)).await?;
        items.iter_mut().for_each(|item| item.lapse(today));
        let more = items.len() > query.limit;
        items.truncate(query.limit);
        let next = items.last().filter(|_| more).map(|last| ListCursor { ends_on: last.ends_on, since: last.since_seq });
        Ok(ListPage { items, next })
    }
}

impl ListedItem {
    /// Reads its state as of `today`.
    pub(crate) fn lapse(&mut self, today: Day) {
        if !self.then_state.is_empty() && self.ends_on < today.key() {
            self.state = std::mem::take(&mut self.then_state);
        }
    }

    /// First and last day.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] for a stored day that is none.
    pub fn days(&self) -> Result<(Day, Day), StoreError> {
        let day = |key| Day::from_key(key).map_err(|e| damaged("a listed day", e));
        Ok((day(self.starts_on)?, day(self.ends_on)?))
    }

    /// Who leads it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] for a stored path that is none.
    pub fn lead(&self) -> Result<UnitPath, StoreError> {
        UnitPath::parse(self.organisers.split(' ').next().unwrap_or_default()).map_err(|e| damaged("a listed organiser", e))
    }
}
