//! 台账卷页: how an area tells lists, pages, files and programs about one of its things, without knowing any of them.
//!
//! A thing that stands in a list is [`Listed`]; one that has a page is [`Sheeted`] besides. A [`Sheet`] holds terms, tables
//! and the [`Step`]s that can be taken next; the page, the spreadsheet and the API of every such thing are made from it.
//! Words for people stand here in both languages, as in [`nc_kernel::Rule`].

mod listed;
mod shown;
mod step;

use nc_kernel::{Aggregate, Micros, Need, PersonId, States, UnitPath};

pub use listed::{Line, Listed};
pub use shown::{Label, Shown, Word, label};
pub use step::{Ask, AskKind, Name, Step};

use crate::access::Action;
use crate::directory::Directory;

/// 查看: who looks, when, and what they may.
pub struct Viewing<'a> {
    /// The moment.
    pub now: Micros,
    /// The person the account belongs to, where it belongs to one.
    pub person: Option<PersonId>,
    /// Units and people as recorded so far.
    pub directory: &'a Directory,
    /// The states the sheet said it reads beside its own.
    pub states: &'a States,
    /// Whether the reader may do something on a unit.
    pub may: &'a (dyn Fn(Action, &UnitPath) -> bool + Sync),
    /// Whether the reader may do something anywhere.
    pub somewhere: &'a (dyn Fn(Action) -> bool + Sync),
}

impl Viewing<'_> {
    /// Whether the reader may do `action` on `unit`.
    #[must_use]
    pub fn may(&self, action: Action, unit: &UnitPath) -> bool {
        (self.may)(action, unit)
    }

    /// Whether the reader may do `action` anywhere: what [`Sheeted::begin`] asks.
    #[must_use]
    pub fn may_somewhere(&self, action: Action) -> bool {
        (self.somewhere)(action)
    }

    /// Whether the reader is `person`.
    #[must_use]
    pub fn is(&self, person: PersonId) -> bool {
        self.person == Some(person)
    }
}

/// 卷页: a thing that has a page.
pub trait Sheeted: Listed {
    /// 举措: the initiative of the programme it belongs to: `training`, `support`, `talent`.
    const INITIATIVE: &'static str;
    /// 替代的纸质表册: the paper forms it replaces.
    const PAPERS: &'static [Label];
    /// 事项: every kind of fact it is made of, and what happened then.
    const FACTS: &'static [Word];

    /// 成册导入: the kind of roster such things are filled from on the import page, and what taking one in takes.
    const ROSTER: Option<(&'static str, Action)> = None;

    /// Streams its sheet reads beside its own.
    fn reads(&self) -> Vec<Need> {
        Vec::new()
    }

    /// What the reader sees. A reader who may not know something of it gets a sheet without it: nothing else stands between
    /// a sheet and its reader but the rows of people of other units, which are counted and not shown.
    fn sheet(&self, view: &Viewing<'_>) -> Sheet;

    /// The steps that make a new one, for a reader who may take them somewhere.
    fn begin(view: &Viewing<'_>) -> Vec<Step>;
}

/// What a page shows of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Units besides its organisers and those above them that may know of it: a host, an adopting unit.
    pub known_to: Vec<UnitPath>,
    /// People it names to take part: they may open it, as far as this sheet shows it to them, without a right to read rows.
    pub takes_part: Vec<PersonId>,
    /// What it is, term by term.
    pub terms: Vec<(Label, Vec<Shown>)>,
    /// What belongs to it.
    pub tables: Vec<Table>,
    /// What the reader may do next.
    pub steps: Vec<Step>,
    /// Pages of its own beside the sheet, for what is no table: the last part of the address, and what the link says.
    pub doors: Vec<(&'static str, Label)>,
    /// The last fact the reader is told of in the history; every one where nothing is said.
    pub told_until: Option<u64>,
    /// Something the reader must see before all else: a lapsed accreditation, an overdue action.
    pub warnings: Vec<Label>,
}

impl Sheet {
    /// Adds a term; one with nothing to show is left out.
    pub fn term(&mut self, label: Label, shown: impl IntoIterator<Item = Shown>) {
        let shown: Vec<Shown> = shown.into_iter().collect();
        if !shown.is_empty() {
            self.terms.push((label, shown));
        }
    }

    /// Adds a table; one without rows is left out.
    pub fn table(&mut self, title: Label, columns: &'static [Label], rows: impl IntoIterator<Item = Row>) {
        let rows: Vec<Row> = rows.into_iter().collect();
        if !rows.is_empty() {
            self.tables.push(Table { title, columns, rows });
        }
    }
}

/// A table of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it lists.
    pub title: Label,
    /// Its columns.
    pub columns: &'static [Label],
    /// Its rows, in the order to be shown: by serial, day or place, never by how much anybody did.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// One a column.
    pub cells: Vec<Shown>,
    /// A row about somebody this unit sent: who may not read rows there only learns that there is one.
    pub sender: Option<UnitPath>,
    /// What the reader may do with it.
    pub steps: Vec<Step>,
}

impl Row {
    /// A row that everybody sees who sees the sheet.
    #[must_use]
    pub fn of(cells: impl IntoIterator<Item = Shown>) -> Self {
        Self { cells: cells.into_iter().collect(), sender: None, steps: Vec::new() }
    }

    /// A row about somebody sent by `unit`.
    #[must_use]
    pub fn sent_by(mut self, unit: UnitPath) -> Self {
        self.sender = Some(unit);
        self
    }

    /// With what may be done with it.
    #[must_use]
    pub fn with(mut self, steps: impl IntoIterator<Item = Step>) -> Self {
        self.steps.extend(steps);
        self
    }
}

/// The need of another thing's state, for [`Sheeted::reads`].
#[must_use]
pub fn need<A: Aggregate>(id: impl std::fmt::Display) -> Need {
    Need::of::<A>(id)
}
