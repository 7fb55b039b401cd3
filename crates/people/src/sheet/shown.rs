//! What a cell or a term shows.

use nc_kernel::money::Money;
use nc_kernel::{Day, Document, Micros, PersonId, UnitPath};

/// 名称: words for people, in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// Words in both languages.
#[must_use]
pub const fn label(zh: &'static str, en: &'static str) -> Label {
    Label { zh, en }
}

/// A member of a closed list: the word that is stored and what it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word {
    /// As stored and in addresses.
    pub word: &'static str,
    /// As people call it.
    pub label: Label,
}

impl Word {
    /// A word and what it is called.
    #[must_use]
    pub const fn new(word: &'static str, zh: &'static str, en: &'static str) -> Self {
        Self { word, label: label(zh, en) }
    }
}

/// 所示: a value with its kind, so that a page, a spreadsheet and a program each show it their own way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// What somebody wrote.
    Text(String),
    /// What somebody wrote, in both languages.
    Both {
        /// Chinese.
        zh: String,
        /// English.
        en: String,
    },
    /// A word of a closed list.
    Label(Label),
    /// A word of a closed list, marked as good.
    Good(Label),
    /// A word of a closed list, marked as late, lapsed or missing.
    Late(Label),
    /// A word of a closed list, marked as no longer counting.
    Off(Label),
    /// A day.
    Day(Day),
    /// A moment, to the minute.
    Moment(Micros),
    /// A number of things.
    Count(i64),
    /// Minutes of a class hour or of flight.
    Minutes(i64),
    /// A sum of money.
    Money(Money),
    /// A fixed-point number: the value times ten to the number of decimals.
    Points {
        /// The integer.
        value: i64,
        /// Decimals.
        decimals: u8,
    },
    /// A person, by name where the reader may know it.
    Person(PersonId),
    /// Several people, as [`Shown::Person`] each.
    People(Vec<PersonId>),
    /// A unit.
    Unit(UnitPath),
    /// A fact, by its place in the ledger.
    Fact(u64),
    /// Another thing of a list that has pages.
    Thing {
        /// Its list.
        list: &'static str,
        /// Its id.
        id: i64,
        /// What it is called.
        title: String,
    },
    /// A document: who sees it here may open it.
    Paper(Document),
    /// Nothing to show.
    Nothing,
}

impl Shown {
    /// What somebody wrote.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// What somebody wrote, in English too where they did.
    #[must_use]
    pub fn named(zh: &str, en: Option<&str>) -> Self {
        en.map_or_else(|| Self::text(zh), |en| Self::Both { zh: zh.to_owned(), en: en.to_owned() })
    }

    /// The value, or nothing to show.
    #[must_use]
    pub fn or_nothing(shown: Option<Self>) -> Self {
        shown.unwrap_or(Self::Nothing)
    }

    /// Who is named.
    #[must_use]
    pub fn people(&self) -> &[PersonId] {
        match self {
            Self::Person(person) => std::slice::from_ref(person),
            Self::People(people) => people,
            _ => &[],
        }
    }
}
