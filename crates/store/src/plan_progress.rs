//! 年度计划执行: a unit's plan for a year against what cells say was held.

use std::collections::BTreeMap;

use nc_capability::training::model::PlanItemRef;
use nc_capability::training::progress::{Amounts, Held, Progress, progress};
use nc_capability::training::{Category, Plan, PlanId};
use nc_kernel::{Aggregate as _, Period, StreamId, UnitPath};
use nc_people::Scope;

use crate::breakdown::ByMonth;
use crate::error::StoreError;
use crate::figures::Question;
use crate::{Store, db};

/// The figures that say what was held, in the order of [`Amounts`].
const HELD: [&str; 4] = ["training.plan.runs", "training.plan.attendances", "training.plan.credit_minutes", "training.plan.cost"];
/// The figure that says what is in hand.
const IN_HAND: &str = "training.plan.in_hand";

/// A plan and how it stands.
pub struct PlanProgress {
    /// The plan; none when the unit has none for the year.
    pub plan: Option<Plan>,
    /// How it stands.
    pub progress: Progress,
}

impl Store {
    /// The plan of `unit` for `year` and what was held of it. `scope` is where the reader may read figures.
    ///
    /// # Errors
    /// [`StoreError`] when `unit` lies outside `scope` or something cannot be read.
    pub async fn plan_progress(&self, scope: &Scope, unit: &UnitPath, year: i16) -> Result<PlanProgress, StoreError> {
        let id = PlanId::of(unit, year);
        let plan: Plan = {
            let mut view = db::snapshot(&self.readers).await?;
            self.folded(&mut view, &StreamId::new(Plan::FAMILY, id)).await?
        };
        let plan = Some(plan).filter(|plan| plan.id().is_some());
        let period = Period::year(year).ok_or_else(|| StoreError::Unusable(format!("{year} is no year of a plan")))?;
        let items: Vec<String> =
            plan.iter().flat_map(Plan::versions).flat_map(|version| &version.items).map(|line| line.item.clone()).collect();
        let values: BTreeMap<String, String> =
            items.into_iter().map(|item| (PlanItemRef { item: item.clone(), plan: id }.to_string(), item)).collect();
        let lines: Vec<String> = values.keys().cloned().collect();
        let categories: Vec<String> = Category::ALL.iter().map(|category| category.word().to_owned()).collect();
        let mut held = Held::default();
        for (at, figure) in HELD.into_iter().enumerate() {
            let question = self.asked_of(figure, unit, period)?;
            for (word, months) in self.breakdown(scope, &question, "category", &categories).await? {
                let Some(category) = Category::from_word(&word) else { continue };
                let of = held.by_category.entry(category).or_default();
                for (month, n) in months {
                    set(of.entry(month).or_default(), at, n);
                }
            }
            for (value, months) in self.breakdown(scope, &question, "plan_item", &lines).await? {
                let Some(item) = values.get(&value) else { continue };
                set(held.by_item.entry(item.clone()).or_default(), at, sum(&months));
            }
        }
        let question = self.asked_of(IN_HAND, unit, period)?;
        for (value, months) in self.breakdown(scope, &question, "plan_item", &lines).await? {
            held.in_hand.extend(values.get(&value).map(|item| (item.clone(), sum(&months))));
        }
        Ok(PlanProgress { progress: progress(plan.as_ref(), &held), plan })
    }

    fn asked_of(&self, figure: &str, unit: &UnitPath, period: Period) -> Result<Question, StoreError> {
        let missing = || StoreError::Unusable(format!("figure {figure} is not on the ledger"));
        let definition = self.published.catalogue().latest(figure).cloned().ok_or_else(missing)?;
        Ok(Question { definition, unit: unit.clone(), period, known_on: None })
    }
}

fn sum(months: &ByMonth) -> i64 {
    months.values().fold(0, |sum, n| sum.saturating_add(*n))
}

fn set(amounts: &mut Amounts, at: usize, n: i64) {
    match at {
        0 => amounts.runs = n,
        1 => amounts.attendances = n,
        2 => amounts.credit_minutes = n,
        _ => amounts.fen = n,
    }
}
