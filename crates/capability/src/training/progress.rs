//! 计划执行: what a year's plan sets against what was held, month by month, by category and line by line.
//!
//! Held amounts come from the cells of figures; nothing here looks at a class.

use std::collections::BTreeMap;

use nc_kernel::Day;

use super::model::{Category, PlanItem};
use super::state::Plan;

/// 四项数: classes, attendances, credit and money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Amounts {
    /// Classes (期).
    pub runs: i64,
    /// Attendances (人次).
    pub attendances: i64,
    /// Credit minutes.
    pub credit_minutes: i64,
    /// Money, in fen.
    pub fen: i64,
}

/// 四项: what a plan sets and what is held against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Classes.
    Runs,
    /// Attendances.
    Attendances,
    /// Credit.
    Hours,
    /// Money.
    Budget,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 4] = [Self::Runs, Self::Attendances, Self::Hours, Self::Budget];

    /// Its word in addresses and texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Runs => "runs",
            Self::Attendances => "attendances",
            Self::Hours => "hours",
            Self::Budget => "budget",
        }
    }

    /// The figure that says what was held.
    #[must_use]
    pub const fn figure(self) -> &'static str {
        match self {
            Self::Runs => "training.plan.runs",
            Self::Attendances => "training.plan.attendances",
            Self::Hours => "training.plan.credit_minutes",
            Self::Budget => "training.plan.cost",
        }
    }

    /// Where it stands among `amounts`.
    pub fn of(self, amounts: &mut Amounts) -> &mut i64 {
        match self {
            Self::Runs => &mut amounts.runs,
            Self::Attendances => &mut amounts.attendances,
            Self::Hours => &mut amounts.credit_minutes,
            Self::Budget => &mut amounts.fen,
        }
    }
}

/// The figure that says how many classes are in hand.
pub const IN_HAND: &str = "training.plan.in_hand";

impl Amounts {
    /// What a line of a plan sets.
    #[must_use]
    pub fn of(line: &PlanItem) -> Self {
        Self {
            runs: i64::from(line.runs),
            attendances: i64::from(line.headcount),
            credit_minutes: line.credit_in_all(),
            fen: line.budget_fen,
        }
    }

    fn add(&mut self, other: Self) {
        self.runs = self.runs.saturating_add(other.runs);
        self.attendances = self.attendances.saturating_add(other.attendances);
        self.credit_minutes = self.credit_minutes.saturating_add(other.credit_minutes);
        self.fen = self.fen.saturating_add(other.fen);
    }
}

/// 计划与实际: what was to be, and what was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Against {
    /// What the plan sets.
    pub planned: Amounts,
    /// What was held; of money, what classes have.
    pub held: Amounts,
}

/// 完成情况: how a line stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As many classes as planned were held.
    Done,
    /// Its month is over and classes are missing.
    Late,
    /// There is time left, or all classes are in hand.
    Open,
    /// An amendment took it out of the plan; classes were held under it before.
    Dropped,
}

/// 项目执行: one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineProgress {
    /// The line as last written.
    pub line: PlanItem,
    /// Whether an amendment took it out.
    pub dropped: bool,
    /// Against what was held.
    pub against: Against,
    /// Classes planned and not yet closed.
    pub in_hand: i64,
}

impl LineProgress {
    /// Classes for which nothing was done yet.
    #[must_use]
    pub fn due(&self) -> i64 {
        self.against.planned.runs.saturating_sub(self.against.held.runs).saturating_sub(self.in_hand).max(0)
    }

    /// How it stands on `today`, in the plan of `year`.
    #[must_use]
    pub fn standing(&self, year: i16, today: Day) -> Standing {
        if self.dropped {
            return Standing::Dropped;
        }
        if self.against.held.runs >= self.against.planned.runs {
            return Standing::Done;
        }
        let last = Day::new(year, i8::try_from(self.line.due()).unwrap_or(12), 1).map(Day::last_of_month);
        if last.is_ok_and(|last| last < today) { Standing::Late } else { Standing::Open }
    }
}

/// 已办: what was held in a year, by month from 1.
#[derive(Debug, Clone, Default)]
pub struct Held {
    /// By category.
    pub by_category: BTreeMap<Category, BTreeMap<u8, Amounts>>,
    /// By line of the plan, all months together.
    pub by_item: BTreeMap<String, Amounts>,
    /// Classes in hand, by line.
    pub in_hand: BTreeMap<String, i64>,
}

/// 年度执行: a year.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// By month, from 1; all twelve are there.
    pub months: BTreeMap<u8, Against>,
    /// By category; all are there.
    pub categories: BTreeMap<Category, Against>,
    /// Lines in the order of the plan, then those that were taken out.
    pub lines: Vec<LineProgress>,
    /// The whole year.
    pub year: Against,
}

/// Sets the latest version of `plan` against `held`. Without a plan everything held stands alone.
#[must_use]
pub fn progress(plan: Option<&Plan>, held: &Held) -> Progress {
    let mut all = Progress {
        months: (1..=12).map(|month| (month, Against::default())).collect(),
        categories: Category::ALL.iter().map(|category| (*category, Against::default())).collect(),
        ..Progress::default()
    };
    for (category, months) in &held.by_category {
        for (month, amounts) in months {
            all.months.entry(*month).or_default().held.add(*amounts);
            all.categories.entry(*category).or_default().held.add(*amounts);
            all.year.held.add(*amounts);
        }
    }
    let Some((plan, version)) = plan.and_then(|plan| Some((plan, plan.version()?))) else { return all };
    for line in &version.items {
        let planned = Amounts::of(line);
        all.months.entry(line.due()).or_default().planned.add(planned);
        all.categories.entry(line.category).or_default().planned.add(planned);
        all.year.planned.add(planned);
        all.lines.push(of_line(line, false, held));
    }
    let former = plan.former_items();
    all.lines.extend(
        former.into_iter().map(|line| of_line(line, true, held)).filter(|line| line.in_hand > 0 || line.against.held != Amounts::default()),
    );
    all
}

fn of_line(line: &PlanItem, dropped: bool, held: &Held) -> LineProgress {
    let planned = if dropped { Amounts::default() } else { Amounts::of(line) };
    let done = held.by_item.get(&line.item).copied().unwrap_or_default();
    let in_hand = held.in_hand.get(&line.item).copied().unwrap_or_default();
    LineProgress { line: line.clone(), dropped, against: Against { planned, held: done }, in_hand }
}
