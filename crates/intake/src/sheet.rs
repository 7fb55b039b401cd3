//! 名册: a roster of any kind as read, and the command its rows become.

use nc_kernel::identifiers::CitizenNumber;
use nc_office::{Binding, CellFault, InternOptions, Interns, Note, Roster, RosterOptions, Table, parse_interns, parse_roster};
use nc_people::Scope;
use nc_store::{Store, StoreError};

use crate::area::Area;
use crate::command::ImportCommand;
use crate::interns::match_interns;
use crate::matching::match_people;

/// A roster as read: what can be said of it without asking anybody.
#[derive(Debug)]
pub struct Sheet {
    fixed: Option<String>,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Training(Roster),
    Study(Roster),
    Interns(Interns),
}

/// What a roster became.
#[derive(Debug)]
pub struct Wanted {
    /// The rows that fit, as one command; none where the header itself is faulty.
    pub command: Option<ImportCommand>,
    /// Rows whose people were found.
    pub rows: usize,
    /// Every fault so far.
    pub faults: Vec<CellFault>,
}

impl Sheet {
    /// Reads a table; with `fixed`, all rows are of the class, run or batch of this serial.
    #[must_use]
    pub fn parse(table: &Table, area: Area, fixed: Option<String>) -> Self {
        let valid_id = &|text: &str| CitizenNumber::parse(text).is_ok();
        let attendance = || parse_roster(table, RosterOptions { class_fixed: fixed.is_some(), valid_id });
        let content = match area {
            Area::Training => Content::Training(attendance()),
            Area::Study => Content::Study(attendance()),
            Area::Internship => Content::Interns(parse_interns(table, InternOptions { batch_fixed: fixed.is_some(), valid_id })),
        };
        Self { fixed, content }
    }

    /// Lines that hold data, faulty ones included.
    #[must_use]
    pub fn lines(&self) -> u32 {
        match &self.content {
            Content::Training(roster) | Content::Study(roster) => roster.lines,
            Content::Interns(interns) => interns.lines,
        }
    }

    /// What was left out.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        match &self.content {
            Content::Training(roster) | Content::Study(roster) => &roster.notes,
            Content::Interns(interns) => &interns.notes,
        }
    }

    /// Which sheet column holds what; `None` where the header itself is faulty.
    #[must_use]
    pub fn binding(&self) -> Option<&Binding> {
        match &self.content {
            Content::Training(roster) | Content::Study(roster) => roster.binding.as_ref(),
            Content::Interns(interns) => interns.binding.as_ref(),
        }
    }

    /// Finds whom and what it names among those of `scopes`; `progress` is told how far it is.
    ///
    /// # Errors
    /// When people cannot be read.
    pub async fn find(&self, store: &Store, scopes: &[Scope], progress: &mut (dyn FnMut(u64, u64) + Send)) -> Result<Wanted, StoreError> {
        let fixed = self.fixed.as_deref();
        let (command, rows, mut faults) = match &self.content {
            Content::Training(roster) => {
                let (lines, faults) = match_people(store, scopes, roster, progress).await?;
                (roster.binding.as_ref().map(|_| ImportCommand::training(fixed, &lines)), lines.len(), faults)
            }
            Content::Study(roster) => {
                let (lines, mut faults) = match_people(store, scopes, roster, progress).await?;
                let command = roster.binding.as_ref().map(|binding| {
                    let (command, unfit) = ImportCommand::study(fixed, &lines, binding);
                    faults.extend(unfit);
                    command
                });
                (command, lines.len(), faults)
            }
            Content::Interns(interns) => {
                let (rows, faults) = match_interns(store, scopes, fixed, interns, progress).await?;
                let count = rows.len();
                (interns.binding.as_ref().map(|_| ImportCommand::interns(rows)), count, faults)
            }
        };
        faults.extend(self.faults().iter().cloned());
        Ok(Wanted { command, rows, faults })
    }

    fn faults(&self) -> &[CellFault] {
        match &self.content {
            Content::Training(roster) | Content::Study(roster) => &roster.faults,
            Content::Interns(interns) => &interns.faults,
        }
    }
}
