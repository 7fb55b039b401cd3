//! 年度计划执行: a unit's plan for a year against what cells say was held.

use std::collections::HashMap;

use nc_capability::training::model::PlanItemRef;
use nc_capability::training::progress::{Held, IN_HAND, Measure, Progress, progress};
use nc_capability::training::{Category, Plan, PlanId};
use nc_figures::Part;
use nc_kernel::{Aggregate as _, Period, StreamId, UnitPath};
use nc_people::Scope;

use crate::Store;
use crate::breakdown::by_month;
use crate::error::StoreError;
use crate::figures::{self, Question};

/// A plan and how it stands.
pub struct PlanProgress {
    /// The plan; none when the unit has none for the year.
    pub plan: Option<Plan>,
    /// How it stands.
    pub progress: Progress,
}

/// What the number of a cell belongs to.
enum Place {
    Category(Measure, Category),
    Line(Measure, String),
    InHand(String),
}

impl Store {
    /// The plan of `unit` for `year` and what was held of it, as of one moment. `scope` is where the reader may read figures.
    ///
    /// # Errors
    /// [`StoreError`] when `unit` lies outside `scope` or something cannot be read.
    pub async fn plan_progress(&self, scope: &Scope, unit: &UnitPath, year: i16) -> Result<PlanProgress, StoreError> {
        let period = Period::year(year).ok_or_else(|| StoreError::Unusable(format!("{year} is no year of a plan")))?;
        let id = PlanId::of(unit, year);
        let mut view = self.view().await?;
        let plan: Plan = self.folded(&mut view, &StreamId::new(Plan::FAMILY, id)).await?;
        let plan = Some(plan).filter(|plan| plan.id().is_some());
        let mut items: Vec<&str> =
            plan.iter().flat_map(Plan::versions).flat_map(|version| &version.items).map(|line| line.item.as_str()).collect();
        items.sort_unstable();
        items.dedup();

        let mut places: HashMap<String, Place> = HashMap::new();
        let measures = Measure::ALL.map(|measure| (measure.figure(), Some(measure)));
        for (figure, measure) in measures.into_iter().chain([(IN_HAND, None)]) {
            let question = self.asked_of(figure, unit, period)?;
            figures::within(scope, &question)?;
            for item in &items {
                let value = PlanItemRef { item: (*item).to_owned(), plan: id }.to_string();
                let place = measure.map_or_else(|| Place::InHand((*item).to_owned()), |measure| Place::Line(measure, (*item).to_owned()));
                places.insert(cells(&question, "plan_item", value)?, place);
            }
            for (measure, category) in
                measure.into_iter().flat_map(|measure| Category::ALL.iter().map(move |category| (measure, *category)))
            {
                places.insert(cells(&question, "category", category.word().to_owned())?, Place::Category(measure, category));
            }
        }

        let mut held = Held::default();
        let names: Vec<&str> = places.keys().map(String::as_str).collect();
        for (name, month, n) in by_month(&mut view, self.bureau, unit, year, &names).await? {
            let number = match places.get(&name) {
                Some(Place::Category(measure, category)) => {
                    measure.of(held.by_category.entry(*category).or_default().entry(month).or_default())
                }
                Some(Place::Line(measure, item)) => measure.of(held.by_item.entry(item.clone()).or_default()),
                Some(Place::InHand(item)) => held.in_hand.entry(item.clone()).or_default(),
                None => continue,
            };
            *number = number.saturating_add(n);
        }
        Ok(PlanProgress { progress: progress(plan.as_ref(), &held), plan })
    }

    fn asked_of(&self, figure: &str, unit: &UnitPath, period: Period) -> Result<Question, StoreError> {
        let missing = || StoreError::Unusable(format!("figure {figure} is not on the ledger"));
        let definition = self.published.catalogue().latest(figure).cloned().ok_or_else(missing)?;
        Ok(Question { definition, unit: unit.clone(), period, known_on: None })
    }
}

/// The name of the cells of the part of a figure that has `value` as its `by`.
fn cells(question: &Question, by: &str, value: String) -> Result<String, StoreError> {
    let definition = &question.definition;
    let narrowed = definition.narrowed(Part { by: by.to_owned(), value });
    let missing = || StoreError::Unusable(format!("figure {} is not broken down by {by}", definition.key()));
    narrowed.map(|narrowed| narrowed.cells()).ok_or_else(missing)
}
