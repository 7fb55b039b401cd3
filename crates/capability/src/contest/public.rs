//! 公开榜单: what of a contest may be shown beyond those who run it. Read from [`Contest::shown`] alone, so that nothing
//! recorded while the board is frozen reaches it.

use nc_kernel::{Day, PersonId, UnitPath};

use super::board::{self, Line, UnitLine};
use super::model::{Discipline, RankMethod, Scoring, TieBreak};
use super::state::{Codes, Contest, Live};

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

/// 科目榜单: one discipline, with the rules its results follow from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisciplineBoard {
    /// Short serial within the contest.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// What a result is, and so which is better.
    pub scoring: Scoring,
    /// Decimals of its results.
    pub decimals: u8,
    /// How many highest and lowest scores of a panel are dropped.
    pub drop: u8,
    /// Equal results are broken by these, in order.
    pub ties: Vec<TieBreak>,
    /// How those who stay equal are ranked.
    pub method: RankMethod,
    /// How many results make a unit's total; 0 for none.
    pub team_best: u8,
    /// As [`board::lines`] orders them.
    pub lines: Vec<NamedLine>,
    /// Unit totals by rank; empty while codes are sealed on this board.
    pub units: Vec<UnitLine>,
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
    pub fn of(contest: &Contest, codes: &Codes) -> Option<Self> {
        let shown = contest.shown();
        let (published_on, appeals_until) = shown.published()?;
        let disciplines = shown.head()?.disciplines.iter().map(|discipline| DisciplineBoard::of(shown, codes, discipline)).collect();
        Some(Self { published_on, appeals_until, disciplines })
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
        Self {
            serial: discipline.serial.clone(),
            title: discipline.title.clone(),
            scoring: discipline.scoring,
            decimals: discipline.decimals,
            drop: discipline.drop,
            ties: discipline.ties.clone(),
            method: discipline.method,
            team_best: discipline.team_best,
            lines: lines.into_iter().map(named).collect(),
            units,
        }
    }
}
