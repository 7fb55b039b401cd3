//! 台账: things of every area shown by their sheets, read the same way for pages, files and programs.

use std::collections::BTreeMap;

use nc_kernel::states::AnyState;
use nc_kernel::{Actor, Document, FactBody, Need, PersonId, States, StreamId};
use nc_people::Action;
use nc_people::access::covered;
use nc_people::sheet::{Label, Line, Sheet, Sheeted, Shown, Step, Viewing, Word};
use nc_people::{Directory, Scope};

use crate::db::Snapshot;
use crate::error::{StoreError, While};
use crate::listed::{List, ListQuery, ListedItem};
use crate::things::HistoryLine;
use crate::{Store, db, registry};

/// 台账册: a list whose things have sheets.
pub struct Book {
    /// The list.
    pub list: List,
    /// The initiative it belongs to.
    pub initiative: &'static str,
    /// The paper forms it replaces.
    pub papers: &'static [Label],
    /// The kinds of facts its things are made of, and what happened then.
    pub facts: &'static [Word],
    /// The kind of roster its things are filled from, and what taking one in takes.
    pub roster: Option<(&'static str, Action)>,
    reads: fn(&dyn AnyState) -> Vec<Need>,
    sheet: fn(&dyn AnyState, &Viewing<'_>) -> Option<Sheet>,
    begin: fn(&Viewing<'_>) -> Vec<Step>,
}

impl Book {
    /// The book of things of type `A`.
    #[must_use]
    pub const fn of<A: Sheeted>() -> Self {
        tells_all::<A>();
        Self {
            list: List::of::<A>(),
            initiative: A::INITIATIVE,
            papers: A::PAPERS,
            facts: A::FACTS,
            roster: A::ROSTER,
            reads: reads_of::<A>,
            sheet: sheet_of::<A>,
            begin: A::begin,
        }
    }

    /// What happened when a fact of `kind` was recorded.
    #[must_use]
    pub fn fact(&self, kind: &str) -> Option<Label> {
        self.facts.iter().find(|fact| fact.word == kind).map(|fact| fact.label)
    }

    /// The book with this word.
    #[must_use]
    pub fn named(word: &str) -> Option<&'static Self> {
        registry::BOOKS.iter().find(|book| book.list.word == word)
    }
}

/// Whether a book tells what happened at every kind of fact, and nothing of others.
const fn tells_all<A: Sheeted>() {
    assert!(A::FACTS.len() == <A::Fact as FactBody>::KINDS.len(), "a book tells what happened at every kind of fact of its things");
}

fn reads_of<A: Sheeted>(state: &dyn AnyState) -> Vec<Need> {
    state.as_any().downcast_ref::<A>().map(A::reads).unwrap_or_default()
}

fn sheet_of<A: Sheeted>(state: &dyn AnyState, view: &Viewing<'_>) -> Option<Sheet> {
    state.as_any().downcast_ref::<A>().map(|thing| thing.sheet(view))
}

/// 阅卷人: who reads, and how far each action carries them.
pub struct Reader {
    actor: Actor,
    may: BTreeMap<Action, Vec<Scope>>,
}

impl Reader {
    /// A reader who may do what `scopes` says of each action.
    pub fn new(actor: Actor, scopes: impl Fn(Action) -> Vec<Scope>) -> Self {
        Self { actor, may: Action::ALL.iter().map(|action| (*action, scopes(*action))).collect() }
    }

    /// As far as the reader may do `action`.
    #[must_use]
    pub fn scopes(&self, action: Action) -> &[Scope] {
        self.may.get(&action).map(Vec::as_slice).unwrap_or_default()
    }

    fn viewing<T>(&self, store: &Store, states: &States, look: impl FnOnce(&Viewing<'_>) -> T) -> T {
        let now = store.now();
        let may = |action: Action, unit: &nc_kernel::UnitPath| covered(self.scopes(action), unit);
        let somewhere = |action: Action| !self.scopes(action).is_empty();
        store.published().with_directory(|directory: &Directory| {
            let person = directory.user(self.actor.user).and_then(|user| user.person);
            look(&Viewing { now, person, directory, states, may: &may, somewhere: &somewhere })
        })
    }
}

/// One thing of a book as a reader sees it.
#[derive(Debug, Clone)]
pub struct OpenedSheet {
    /// Its line in the list.
    pub line: Line,
    /// What the reader sees of it.
    pub sheet: Sheet,
    /// Rows about people of units whose rows the reader may not open: counted, and left out of the sheet.
    pub hidden: usize,
    /// Every fact about it, in order; nothing for a reader who only takes part in it.
    pub history: Vec<HistoryLine>,
}

impl OpenedSheet {
    /// Everybody the sheet shows, each once.
    #[must_use]
    pub fn people(&self) -> Vec<PersonId> {
        let terms = self.sheet.terms.iter().flat_map(|(_, shown)| shown);
        let cells = self.sheet.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        let mut people: Vec<PersonId> = terms.chain(cells).flat_map(Shown::people).copied().collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Every document the sheet shows.
    pub fn papers(&self) -> impl Iterator<Item = &Document> {
        let terms = self.sheet.terms.iter().flat_map(|(_, shown)| shown);
        let cells = self.sheet.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        terms.chain(cells).filter_map(|shown| match shown {
            Shown::Paper(paper) => Some(paper),
            _ => None,
        })
    }
}

impl Store {
    /// A thing of a book, for a reader who may read rows of a unit it counts for or is known to, or whom it names to take
    /// part. `None` when there is none they may know of.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn open_sheet(&self, reader: &Reader, book: &Book, id: i64) -> Result<Option<OpenedSheet>, StoreError> {
        let stream = StreamId::new(book.list.family, nc_kernel::id::to_text(id));
        let mut view = db::snapshot(&self.readers).await?;
        let facts = self.stream(&mut view, &stream).await?;
        let Some(mut state) = registry::empty_state(book.list.family) else { return Ok(None) };
        for fact in &facts {
            state.take(&fact.as_recorded(), None)?;
        }
        let Some(line) = book.list.line_on(state.as_ref(), self.now().day()) else { return Ok(None) };
        let states = self.states_of(&mut view, (book.reads)(state.as_ref())).await?;
        let visible = reader.scopes(Action::ReadRows);
        let Some((mut sheet, person)) =
            reader.viewing(self, &states, |viewing| (book.sheet)(state.as_ref(), viewing).map(|sheet| (sheet, viewing.person)))
        else {
            return Ok(None);
        };
        let by_unit = line.organisers.iter().chain(&sheet.known_to).any(|unit| covered(visible, unit));
        if !by_unit && !person.is_some_and(|person| sheet.takes_part.contains(&person)) {
            return Ok(None);
        }
        let mut hidden = 0;
        for table in &mut sheet.tables {
            let before = table.rows.len();
            table.rows.retain(|row| {
                let own = person.is_some_and(|person| row.cells.iter().any(|shown| shown.people().contains(&person)));
                own || row.sender.as_ref().is_none_or(|sender| covered(visible, sender))
            });
            hidden += before - table.rows.len();
        }
        let told = |fact: &&crate::log::Opened| sheet.told_until.is_none_or(|until| fact.recorded.seq <= until);
        let history = if by_unit { HistoryLine::all(facts.iter().filter(told))? } else { Vec::new() };
        Ok(Some(OpenedSheet { line, sheet, hidden, history }))
    }

    /// The steps by which a reader may make a new thing of a book.
    pub fn begin(&self, reader: &Reader, book: &Book) -> Vec<Step> {
        reader.viewing(self, &States::default(), |viewing| (book.begin)(viewing))
    }

    /// Things of a book a reader may read rows of, the latest first, at most `limit`: those unfinished alone where asked.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn suggested(&self, reader: &Reader, book: &'static Book, open: bool, limit: usize) -> Result<Vec<ListedItem>, StoreError> {
        let mut found: Vec<ListedItem> = Vec::new();
        for scope in reader.scopes(Action::ReadRows) {
            let query = ListQuery { of: &book.list, state: None, kind: None, from: None, to: None, newest_first: true, after: None, limit };
            let states = if open { book.list.unfinished.to_vec() } else { book.list.state_words() };
            found.extend(self.page(scope, &states, &query).await?.items);
        }
        found.sort_by_key(|item| std::cmp::Reverse((item.ends_on, item.since_seq)));
        found.dedup_by_key(|item| item.id);
        found.truncate(limit);
        Ok(found)
    }

    /// The thing of a book with this serial or id, for a reader who may open it.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn thing_called(&self, reader: &Reader, book: &Book, text: &str) -> Result<Option<i64>, StoreError> {
        const BY_SERIAL: &str = "SELECT item_id FROM list_item WHERE bureau_id = $1 AND list = $2 AND serial = $3";
        self.settled().await?;
        let serial: Vec<i64> = on!(&self.readers, pool => sqlx::query_scalar(BY_SERIAL).bind(self.bureau).bind(book.list.word).bind(text)
            .fetch_all(pool).await)
        .during("looking a thing up by its serial")?;
        for id in serial.into_iter().chain(nc_kernel::id::from_text(text)) {
            if self.open_sheet(reader, book, id).await?.is_some() {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// The person a reader's account belongs to.
    pub(crate) fn person_of(&self, reader: &Reader) -> Option<PersonId> {
        self.published().with_directory(|directory| directory.user(reader.actor.user).and_then(|user| user.person))
    }

    pub(crate) async fn states_of(&self, view: &mut Snapshot, needs: Vec<Need>) -> Result<States, StoreError> {
        let mut states = States::default();
        for need in needs {
            let mut state = (need.empty)();
            for fact in self.stream(view, &need.stream).await? {
                state.take(&fact.as_recorded(), None)?;
            }
            states.insert(need.stream, state);
        }
        Ok(states)
    }
}
