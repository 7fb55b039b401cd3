//! The bureau's training plan of each year: drafted and approved before the year, amended once in its middle, with money given
//! to some of its classes.

use std::collections::BTreeMap;

use nc_capability::training::command::{AmendPlan, ApprovePlan, DraftPlan, ProvideClass};
use nc_capability::training::model::{Cost, PlanItem, PlanItemRef};
use nc_capability::training::{Category, ClassId, PlanId};
use nc_kernel::Day;

use crate::agenda::Agenda;
use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::places::zh_labelled;
use crate::training::{Class, Route, Training};
use crate::world::World;

/// What a class may cost of its line, and what a line holds for each, in fen.
const COST: i64 = 1_850_000;
const BUDGET: i64 = 2_000_000;
/// Of the classes that are planned, every so many is given money.
const PAID_EVERY: usize = 4;
/// The month whose end a line is due by; training does not stop before it.
const DUE: [u8; 4] = [12, 11, 12, 10];

#[derive(Debug, Clone, Copy)]
enum Task {
    Draft(i16),
    Amend(i16),
}

/// The desk that plans the years.
pub(crate) struct Desk {
    agenda: Agenda<Task>,
    years: BTreeMap<i16, Vec<PlanItem>>,
}

/// The line a class of `category` carries out.
fn item(category: Category) -> String {
    let place = Category::ALL.iter().position(|other| *other == category).unwrap_or_default();
    format!("A-{:02}", place + 1)
}

/// The year whose plan a class carries out: the one it counts in.
fn year_of(world: &World, class: &Class) -> i16 {
    world.days.day(class.to).year()
}

/// The line a class carries out; one in nine was in no plan.
pub(crate) fn line_of(world: &World, class: &Class, number: usize) -> Result<Option<PlanItemRef>, DemoError> {
    if number % 9 == 4 {
        return Ok(None);
    }
    let bureau = &world.places.get(0)?.path;
    Ok(Some(PlanItemRef { item: item(class.category), plan: PlanId::of(bureau, year_of(world, class)) }))
}

/// Draws the plans from the classes the years will have: nobody plans exactly what comes.
pub(crate) fn plan(world: &World, training: &Training) -> Desk {
    let mut agenda = Agenda::new(&world.days);
    let mut drawn: BTreeMap<(i16, Category), (u32, u32)> = BTreeMap::new();
    for class in &training.classes {
        let (runs, people) = drawn.entry((year_of(world, class), class.category)).or_default();
        *runs += 1;
        *people += u32::try_from(class.rows.len()).unwrap_or_default();
    }
    let mut years: BTreeMap<i16, Vec<PlanItem>> = BTreeMap::new();
    for (n, ((year, category), (runs, people))) in drawn.into_iter().enumerate() {
        let short = u32::try_from(n % 3).unwrap_or_default();
        years.entry(year).or_default().push(PlanItem {
            budget_fen: BUDGET.saturating_mul(i64::from(runs + 1)),
            category,
            credit_minutes: 960,
            due_month: DUE.get(n % DUE.len()).copied(),
            headcount: people.div_ceil(10) * 10 + 10,
            item: item(category),
            runs: (runs + 1).saturating_sub(short).max(1),
            title: zh_labelled(&format!("{}培训", category.zh())),
        });
    }
    for year in years.keys().copied() {
        let day = |month| Day::new(year, month, 1).map_or(0, |day| world.days.number(day));
        // Classes are announced weeks ahead, so the plan is there before the year is.
        agenda.put(day(1) - 45, Task::Draft(year));
        if day(7) < world.days.last {
            agenda.put(day(7), Task::Amend(year));
        }
    }
    Desk { agenda, years }
}

impl Desk {
    /// Whether anything is due that day.
    pub(crate) fn has(&self, day: i32) -> bool {
        self.agenda.has(day)
    }

    /// Commands that are to come.
    pub(crate) fn len(&self) -> usize {
        self.agenda.len() * 2
    }

    /// Records what is due that day.
    pub(crate) async fn work(&mut self, day: i32, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (political, bureau) = (&world.actors.political, world.places.get(0)?.path.clone());
        for task in self.agenda.take(day) {
            let (Task::Draft(year) | Task::Amend(year)) = task;
            let (plan, authority) = (PlanId::of(&bureau, year), zh_labelled("局党委会议纪要"));
            let mut items = self.years.get(&year).cloned().unwrap_or_default();
            if matches!(task, Task::Draft(_)) {
                let title = zh_labelled(&format!("{year}年度训练计划"));
                clerk.send(political, 1, DraftPlan { unit: bureau.clone(), year, title, items }).await?;
                clerk.send(political, 1, ApprovePlan { plan, authority }).await?;
                continue;
            }
            if let Some(first) = items.first_mut() {
                first.runs += 2;
                first.headcount += 60;
                first.budget_fen += 2 * BUDGET;
            }
            items.push(PlanItem {
                budget_fen: 3 * BUDGET,
                category: Category::Professional,
                credit_minutes: 480,
                due_month: Some(11),
                headcount: 90,
                item: "B-01".to_owned(),
                runs: 3,
                title: zh_labelled("电子数据取证专题培训"),
            });
            clerk.send(political, 1, AmendPlan { plan, items, reason: zh_labelled("上级部署专项训练"), authority }).await?;
        }
        Ok(())
    }
}

/// The money a class that was planned is given, where it is given any.
pub(crate) fn provided(world: &World, class: &Class, number: usize) -> Result<Option<ProvideClass>, DemoError> {
    let paid = class.route != Route::Held && number.is_multiple_of(PAID_EVERY);
    let line = line_of(world, class, number)?.filter(|_| paid);
    Ok(line.map(|plan_item| ProvideClass {
        class: ClassId::of_serial(&class.serial),
        nights: BTreeMap::new(),
        cost: Some(Cost { fen: COST, plan_item }),
    }))
}
