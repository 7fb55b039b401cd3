//! 公开榜单: what of a contest may be shown beyond those who run it. Read from [`Contest::shown`] alone, so that nothing
//! recorded while the board is frozen reaches it.

use std::collections::BTreeSet;

use nc_kernel::{Day, PersonId, UnitPath};

use super::board::{self, Line, UnitLine};
use super::model::Discipline;
use super::state::{Best, Codes, Contest, Live, Records};

/// 榜单行: the result of one entry, and who is behind it where that may be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedLine {
    /// Code, round, value, place and award.
    pub line: Line,
    /// Who is behind the code; nobody while codes are sealed on this board.
    pub people: Vec<PersonId>,
    /// The unit the entry stands for; `None` while codes are sealed on this board.
    pub unit: Option<UnitPath>,
}

/// 科目榜单: one discipline with the rules its results follow from, and the results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisciplineBoard {
    /// What is contested, and by which rules.
    pub discipline: Discipline,
    /// As [`board::lines`] orders them.
    pub lines: Vec<NamedLine>,
    /// Unit totals by rank; empty while codes are sealed on this board.
    pub units: Vec<UnitLine>,
    /// The record of its event, over all contests.
    pub record: Option<Best>,
}

/// 公开榜单: the published results of one contest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicBoard {
    /// When results were published.
    pub published_on: Day,
    /// Last day to appeal.
    pub appeals_until: Day,
    /// In the order they were set up.
    pub disciplines: Vec<DisciplineBoard>,
}

impl PublicBoard {
    /// The board as it may be shown; `None` until what is shown was published.
    #[must_use]
    pub fn of(contest: &Contest, codes: &Codes, records: &Records) -> Option<Self> {
        let shown = contest.shown();
        let (published_on, appeals_until) = shown.published()?;
        // Nor does a record that another contest set since the freeze reach it.
        let until = contest.freeze().map(|freeze| freeze.seq);
        let record = |discipline: &Discipline| records.best_until(discipline.event.as_deref()?, until).cloned();
        let disciplines = shown.head()?.disciplines.iter();
        let disciplines =
            disciplines.map(|discipline| DisciplineBoard { record: record(discipline), ..DisciplineBoard::of(shown, codes, discipline) });
        let disciplines = disciplines.collect();
        Some(Self { published_on, appeals_until, disciplines })
    }

    /// Whom it names, each once.
    #[must_use]
    pub fn people(&self) -> Vec<PersonId> {
        let lines = self.disciplines.iter().flat_map(|discipline| &discipline.lines);
        let people: BTreeSet<PersonId> = lines.flat_map(|line| &line.people).copied().collect();
        people.into_iter().collect()
    }

    /// The board for a reader: everybody sees every code, unit and result; who is behind a code only who `may` open rows of
    /// that unit, and whoever it is themselves.
    #[must_use]
    pub fn seen_by(mut self, person: Option<PersonId>, may: impl Fn(&UnitPath) -> bool) -> Self {
        for line in self.disciplines.iter_mut().flat_map(|discipline| &mut discipline.lines) {
            let own = person.is_some_and(|person| line.people.contains(&person));
            if !own && !line.unit.as_ref().is_some_and(&may) {
                line.people.clear();
            }
        }
        self
    }
}

impl DisciplineBoard {
    /// One discipline of a contest as far as `seen` goes: nobody is named while its codes are sealed.
    #[must_use]
    pub fn of(seen: &Live, codes: &Codes, discipline: &Discipline) -> Self {
        let lines = board::lines(seen, codes, discipline);
        let open = seen.is_open();
        let units = if open { board::unit_lines(codes, discipline, &lines) } else { Vec::new() };
        let named = |line: Line| {
            let entrants = if open { codes.entrants(&line.code) } else { &[] };
            let people = entrants.iter().map(|entrant| entrant.person).collect();
            let unit = if open { codes.unit_of(&line.code).cloned() } else { None };
            NamedLine { line, people, unit }
        };
        Self { discipline: discipline.clone(), lines: lines.into_iter().map(named).collect(), units, record: None }
    }
}
