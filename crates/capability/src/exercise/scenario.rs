//! 演练脚本 (MSEL): the injects of an exercise, and what became of each at a moment.

use std::collections::BTreeMap;

use nc_kernel::{Aggregate, Change, Micros, Recorded};
use nc_people::sheet::{Label, label};

use super::clock::MINUTE;
use super::fact::{Inject, ScenarioFact};
use super::model::InjectNo;
use super::state::Exercise;

/// 脚本: the scenario list of one exercise. It feeds no register, so that nothing derived carries what it says.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Scenario {
    injects: BTreeMap<InjectNo, Inject>,
}

impl Scenario {
    /// The injects by number.
    pub fn injects(&self) -> impl Iterator<Item = &Inject> {
        self.injects.values()
    }

    /// The inject with this number.
    #[must_use]
    pub fn inject(&self, no: InjectNo) -> Option<&Inject> {
        self.injects.get(&no)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.injects.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.injects.is_empty()
    }

    /// The number of the next ad-hoc inject behind `no`.
    #[must_use]
    pub fn next_behind(&self, no: InjectNo) -> InjectNo {
        let last = self.injects.keys().filter(|other| other.behind() == no.behind()).max();
        last.map_or(no.behind(), |last| *last).next()
    }
}

impl Aggregate for Scenario {
    type Fact = ScenarioFact;
    const FAMILY: &'static str = "exercise.scenario";

    fn changes(&self, _: &Recorded<ScenarioFact>, _: &mut Vec<Change>) {}

    fn fold(&mut self, fact: &Recorded<ScenarioFact>) {
        match &fact.fact {
            ScenarioFact::ScenarioWritten(body) => self.injects = body.injects.iter().map(|inject| (inject.no, inject.clone())).collect(),
            ScenarioFact::InjectAdded(body) => {
                self.injects.insert(body.inject.no, body.inject.clone());
            }
        }
    }
}

/// 发布状态: what became of an inject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// 未发布.
    Pending,
    /// 已发布, at that moment.
    Released {
        /// When it really was.
        actual: Micros,
        /// Whether the clock released it.
        by_clock: bool,
    },
    /// 跳过.
    Skipped,
}

impl Delivery {
    /// What became of `inject` up to `now`: a controller's word, or else the clock's. What was skipped or released by hand
    /// before the clock came to it stays so.
    #[must_use]
    pub fn of(exercise: &Exercise, inject: &Inject, now: Micros) -> Self {
        let by_clock = inject.by_clock.then(|| exercise.clock().when(i64::from(inject.at) * MINUTE, now)).flatten();
        match exercise.handled(inject.no) {
            Some((said, at)) if by_clock.is_none_or(|clock| at <= clock) => match said {
                Handled::Released => Self::Released { actual: at, by_clock: false },
                Handled::Skipped => Self::Skipped,
            },
            _ => by_clock.map_or(Self::Pending, |actual| Self::Released { actual, by_clock: true }),
        }
    }

    /// Whether players may know it.
    #[must_use]
    pub fn is_released(self) -> bool {
        matches!(self, Self::Released { .. })
    }

    /// As people say it.
    #[must_use]
    pub fn label(self) -> Label {
        match self {
            Self::Pending => label("未发布", "pending"),
            Self::Released { by_clock: true, .. } => label("到时发布", "released by the clock"),
            Self::Released { by_clock: false, .. } => label("人工发布", "released by a controller"),
            Self::Skipped => label("跳过", "skipped"),
        }
    }
}

/// What a controller did with an inject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handled {
    /// 发布.
    Released,
    /// 跳过.
    Skipped,
}
