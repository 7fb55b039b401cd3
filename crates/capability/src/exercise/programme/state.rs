//! A programme, folded from its facts.

use nc_kernel::{Aggregate, Change, Day, Recorded, States};

use super::fact::{Due, Fact, SetUp};
use crate::exercise::model::{ExerciseId, ProgrammeId, ProgrammeStage};
use crate::exercise::state::Exercise;

/// 应办演练 with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What is due.
    pub due: Due,
    /// Why it fell away.
    pub dropped: Option<String>,
}

/// An exercise that named the programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joined {
    /// Which.
    pub exercise: ExerciseId,
    /// The item whose place it takes.
    pub item: Option<u32>,
}

/// 进度 of an item on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// 待办.
    Due,
    /// 逾期未办: neither held nor counted by its day.
    Overdue,
    /// 在办: an exercise is planned or held for it.
    InHand,
    /// 已办: an exercise held for it counts.
    Done,
    /// 取消.
    Dropped,
}

/// 演练规划.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Programme {
    set_up: Option<(Day, u64, SetUp)>,
    items: Vec<Item>,
    joined: Vec<Joined>,
    review: Option<(Day, String)>,
    struck: bool,
}

impl Programme {
    /// What was set up; `None` for a programme nobody set up.
    #[must_use]
    pub fn head(&self) -> Option<&SetUp> {
        self.set_up.as_ref().map(|(.., body)| body)
    }

    /// First day.
    #[must_use]
    pub fn starts_on(&self) -> Option<Day> {
        self.set_up.as_ref().map(|(day, ..)| *day)
    }

    /// Position of the fact that set it up.
    #[must_use]
    pub fn since(&self) -> Option<u64> {
        self.set_up.as_ref().map(|(_, seq, _)| *seq)
    }

    /// Where it stands; `None` for a programme nobody set up.
    #[must_use]
    pub fn stage(&self) -> Option<ProgrammeStage> {
        self.head()?;
        Some(match &self.review {
            _ if self.struck => ProgrammeStage::Struck,
            Some(_) => ProgrammeStage::Closed,
            None => ProgrammeStage::InForce,
        })
    }

    /// What is due, by number from 1.
    pub fn items(&self) -> impl Iterator<Item = (u32, &Item)> {
        (1_u32..).zip(&self.items)
    }

    /// The item with this number.
    #[must_use]
    pub fn item(&self, number: u32) -> Option<&Item> {
        self.items.get(usize::try_from(number.checked_sub(1)?).ok()?)
    }

    /// The exercises that named it, each once, as they named it last.
    #[must_use]
    pub fn joined(&self) -> &[Joined] {
        &self.joined
    }

    /// When it was closed, and what was found.
    #[must_use]
    pub fn review(&self) -> Option<(Day, &str)> {
        self.review.as_ref().map(|(day, text)| (*day, text.as_str()))
    }

    /// Its exercises as far as `states` holds them. One that named another programme since, or was struck out, is none of them.
    pub fn exercises<'a>(&self, states: &'a States) -> impl Iterator<Item = (Joined, &'a Exercise)> {
        let id = self.head().map(|body| body.programme);
        let joined = self.joined.iter().filter_map(|joined| Some((*joined, states.get::<Exercise>(joined.exercise)?)));
        joined.filter(move |(_, exercise)| id.is_some() && exercise.programme() == id && !exercise.is_struck())
    }

    /// How far an item has come on `today`.
    #[must_use]
    pub fn progress(&self, number: u32, states: &States, today: Day) -> Option<Progress> {
        let item = self.item(number)?;
        let held: Vec<bool> =
            self.exercises(states).filter(|(joined, _)| joined.item == Some(number)).map(|(_, exercise)| exercise.counts()).collect();
        Some(match held.as_slice() {
            _ if item.dropped.is_some() => Progress::Dropped,
            held if held.contains(&true) => Progress::Done,
            [_, ..] => Progress::InHand,
            [] if item.due.due < today => Progress::Overdue,
            [] => Progress::Due,
        })
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> Option<ProgrammeId> {
        self.head().map(|body| body.programme)
    }
}

impl Aggregate for Programme {
    type Fact = Fact;
    const FAMILY: &'static str = "exercise.programme";

    fn changes(&self, _: &Recorded<Fact>, _: &mut Vec<Change>) {}

    fn fold(&mut self, fact: &Recorded<Fact>) {
        let items = |due: &[Due]| due.iter().map(|due| Item { due: due.clone(), dropped: None }).collect::<Vec<_>>();
        match &fact.fact {
            Fact::SetUp(body) => {
                self.items = items(&body.due);
                self.set_up = Some((fact.happened_on, fact.seq, body.clone()));
            }
            Fact::Extended(body) => self.items.extend(items(&body.due)),
            Fact::Dropped(body) => {
                let at = body.item.checked_sub(1).and_then(|at| usize::try_from(at).ok());
                if let Some(item) = at.and_then(|at| self.items.get_mut(at)) {
                    item.dropped = Some(body.reason.clone());
                }
            }
            Fact::ExerciseJoined(body) => {
                self.joined.retain(|joined| joined.exercise != body.exercise);
                self.joined.push(Joined { exercise: body.exercise, item: body.item });
            }
            Fact::Closed(body) => self.review = Some((fact.happened_on, body.review.clone())),
            Fact::StruckOut(_) => self.struck = true,
        }
    }
}
