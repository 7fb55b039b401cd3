//! What can be done next: a command, what is settled of it, and what is still asked.

use nc_kernel::PersonId;
use serde_json::{Map, Value};

use super::shown::{Label, Word};
use crate::access::Action;
use crate::command::Command;

/// 步骤: one command a reader may give. It is offered, never decided here: the command's own rule says yes or no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Tells it from the other steps of the sheet: the command, and what it is about.
    pub word: String,
    /// The command.
    pub command: &'static str,
    /// What the button says.
    pub label: Label,
    /// Fields that are settled, as the command reads them.
    pub fixed: Map<String, Value>,
    /// What is asked, in order.
    pub asks: Vec<Ask>,
    /// Whether it takes something away: shown as such.
    pub grave: bool,
}

impl Step {
    /// A step that gives command `C`.
    #[must_use]
    pub fn of<C: Command>(label: Label) -> Self {
        Self { word: C::NAME.to_owned(), command: C::NAME, label, fixed: Map::new(), asks: Vec::new(), grave: false }
    }

    /// With a field that is settled.
    #[must_use]
    pub fn fix(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fixed.insert(name.to_owned(), value.into());
        self
    }

    /// Told from other steps of the same command by what it is about.
    #[must_use]
    pub fn about(mut self, what: impl std::fmt::Display) -> Self {
        self.word = format!("{}/{what}", self.command);
        self
    }

    /// With something asked.
    #[must_use]
    pub fn ask(mut self, name: impl Into<String>, label: impl Into<Name>, kind: AskKind) -> Self {
        self.asks.push(Ask { name: name.into(), label: label.into(), kind, optional: false, preset: String::new() });
        self
    }

    /// The last thing asked may be left out.
    #[must_use]
    pub fn optional(mut self) -> Self {
        if let Some(ask) = self.asks.last_mut() {
            ask.optional = true;
        }
        self
    }

    /// The last thing asked stands filled in so.
    #[must_use]
    pub fn preset(mut self, text: impl std::fmt::Display) -> Self {
        if let Some(ask) = self.asks.last_mut() {
            ask.preset = text.to_string();
        }
        self
    }

    /// It takes something away.
    #[must_use]
    pub fn grave(mut self) -> Self {
        self.grave = true;
        self
    }
}

/// What a field is called: in words of the program, or of whoever set the thing up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// The program's.
    Label(Label),
    /// Somebody's: a criterion, an objective.
    Text(String),
    /// Somebody's, in both languages.
    Both {
        /// Chinese.
        zh: String,
        /// English.
        en: String,
    },
}

impl Name {
    /// Somebody's words, in English too where they wrote them so.
    #[must_use]
    pub fn named(zh: &str, en: Option<&str>) -> Self {
        en.map_or_else(|| Self::Text(zh.to_owned()), |en| Self::Both { zh: zh.to_owned(), en: en.to_owned() })
    }
}

impl From<Label> for Name {
    fn from(label: Label) -> Self {
        Self::Label(label)
    }
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// One field that is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Its place in the command, by dots: `title`, `document.name`, `scores.0.points`.
    pub name: String,
    /// What it is called.
    pub label: Name,
    /// What it takes.
    pub kind: AskKind,
    /// Whether it may be left out; the command's field is then left out too.
    pub optional: bool,
    /// What stands in it at first.
    pub preset: String,
}

/// What a field takes, and so what it becomes in the command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskKind {
    /// A line of text.
    Text,
    /// Several lines of text.
    Long,
    /// Texts, one a line, or in a column of rows with commas between: a list of texts.
    Lines,
    /// A day.
    Day,
    /// A whole number.
    Count,
    /// Class hours or minutes given in minutes.
    Minutes,
    /// A sum of money, in yuan as people write it: fen.
    Money,
    /// A number with so many decimals: the integer times ten to that number.
    Points(u8),
    /// A number with as many decimals as another field of the form says.
    PointsBy(String),
    /// Any number of a closed list, in its order: a list of words.
    Words(&'static [Word]),
    /// One of a closed list.
    Word(&'static [Word]),
    /// One of what the thing has: the value and what it is called. A value of digits becomes a number where the flag says so.
    OneOf {
        /// Value and name.
        choices: Vec<(String, Name)>,
        /// Whether the command reads a number.
        number: bool,
    },
    /// One of some people.
    OnePerson(Vec<PersonId>),
    /// Anybody, by police or auxiliary number.
    Person,
    /// People, one police or auxiliary number a line.
    People,
    /// A unit where the reader may do this; every unit in force when none is named.
    Unit(Option<Action>),
    /// Units, any number.
    Units,
    /// Yes or no.
    Yes,
    /// Rows pasted from a spreadsheet, one a line, columns in the order of the fields, between tabs or bars: a list of objects.
    Rows(Vec<Ask>),
    /// A thing of another book the reader may see, by its serial or id: its id. Suggested are those still unfinished, or all.
    Thing {
        /// The book.
        list: &'static str,
        /// Whether only what is unfinished is suggested.
        open: bool,
    },
    /// A document kept in the store: its name, number and file, as [`nc_kernel::Document`].
    Document,
}

impl AskKind {
    /// A column of [`AskKind::Rows`].
    #[must_use]
    pub fn column(name: &str, label: Label, kind: Self) -> Ask {
        Ask { name: name.to_owned(), label: Name::Label(label), kind, optional: false, preset: String::new() }
    }

    /// A column that may be empty.
    #[must_use]
    pub fn optional_column(name: &str, label: Label, kind: Self) -> Ask {
        Ask { optional: true, ..Self::column(name, label, kind) }
    }
}
