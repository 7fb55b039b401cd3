//! 评级汇总: how the ratings of critical tasks become those of objectives.
//!
//! An objective is rated as its worst rated critical task, unless the lead evaluator says otherwise and why. Until every
//! critical task of an objective is rated it has no rating.

use std::collections::BTreeMap;

use super::fact::Task;
use super::model::Rating;

/// 目标评级.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectiveRating<'a> {
    /// Which objective.
    pub objective: &'a str,
    /// The capability of its first critical task.
    pub capability: &'a str,
    /// By its critical tasks alone.
    pub by_tasks: Option<Rating>,
    /// What the lead evaluator put in its place, and why.
    pub overridden: Option<(Rating, &'a str)>,
}

impl ObjectiveRating<'_> {
    /// The rating that counts.
    #[must_use]
    pub fn rating(&self) -> Option<Rating> {
        self.overridden.map(|(rating, _)| rating).or(self.by_tasks)
    }
}

/// The worst of `ratings`; none when one is missing or there is none.
#[must_use]
pub fn worst(ratings: impl IntoIterator<Item = Option<Rating>>) -> Option<Rating> {
    let all: Option<Vec<Rating>> = ratings.into_iter().collect();
    all?.into_iter().max()
}

/// Every objective in the order in which the guide names it.
#[must_use]
pub fn objectives<'a>(
    tasks: &'a [Task],
    ratings: &BTreeMap<u32, Rating>,
    overridden: &'a BTreeMap<String, (Rating, String)>,
) -> Vec<ObjectiveRating<'a>> {
    let mut seen: Vec<ObjectiveRating<'a>> = Vec::new();
    for task in tasks {
        if seen.iter().any(|known| known.objective == task.objective) {
            continue;
        }
        let own = (1_u32..).zip(tasks).filter(|(_, other)| other.objective == task.objective);
        seen.push(ObjectiveRating {
            objective: &task.objective,
            capability: &task.capability,
            by_tasks: worst(own.map(|(number, _)| ratings.get(&number).copied())),
            overridden: overridden.get(&task.objective).map(|(rating, reason)| (*rating, reason.as_str())),
        });
    }
    seen
}
