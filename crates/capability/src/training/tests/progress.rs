//! A year's plan against what was held.

use std::collections::BTreeMap;

use super::world::{A, World, day, unit};
use crate::training::command::{AmendPlan, ApprovePlan, DraftPlan};
use crate::training::model::{Category, PlanId, PlanItem};
use crate::training::progress::{Amounts, Held, Standing, progress};
use crate::training::state::{LineChange, Plan};

fn line(item: &str, category: Category, runs: u32, due_month: Option<u8>) -> PlanItem {
    PlanItem {
        budget_fen: 1_000_050,
        category,
        credit_minutes: 480,
        due_month,
        headcount: 30,
        item: item.into(),
        runs,
        title: "项目".into(),
    }
}

fn amounts(runs: i64) -> Amounts {
    Amounts { runs, attendances: runs * 10, credit_minutes: runs * 4_800, fen: runs * 3 }
}

#[test]
fn t1_a_plan_stands_against_what_was_held_by_month_category_and_line() {
    let mut world = World::new();
    let items = vec![
        line("A-01", Category::Drill, 3, Some(3)),
        line("A-02", Category::Professional, 2, None),
        line("A-03", Category::Drill, 1, Some(3)),
    ];
    world.run(&DraftPlan { unit: unit(A), year: 2024, title: "2024年度训练计划".into(), items }).unwrap();
    let plan = PlanId::of(&unit(A), 2024);
    world.run(&ApprovePlan { plan, authority: "局党委会".into() }).unwrap();
    let items = vec![
        line("A-01", Category::Drill, 4, Some(3)),
        line("A-02", Category::Professional, 2, None),
        line("B-01", Category::Other, 1, Some(9)),
    ];
    world.run(&AmendPlan { plan, items, reason: "上级部署".into(), authority: "局党委会".into() }).unwrap();
    let plan = world.states.get::<Plan>(plan).unwrap();

    let held = Held {
        by_category: BTreeMap::from([
            (Category::Drill, BTreeMap::from([(2, amounts(1)), (5, amounts(2))])),
            (Category::Promotion, BTreeMap::from([(2, amounts(1))])),
        ]),
        by_item: BTreeMap::from([("A-01".to_owned(), amounts(2)), ("A-02".to_owned(), amounts(2)), ("A-03".to_owned(), amounts(1))]),
        in_hand: BTreeMap::from([("A-01".to_owned(), 1)]),
    };
    let all = progress(Some(plan), &held);
    assert_eq!((all.months[&2].held, all.months[&3].planned.runs, all.months[&5].held), (amounts(2), 4, amounts(2)));
    assert_eq!(all.months[&12].planned, Amounts { runs: 2, attendances: 30, credit_minutes: 14_400, fen: 1_000_050 });
    assert_eq!((all.categories[&Category::Drill].planned.runs, all.categories[&Category::Drill].held), (4, amounts(3)));
    assert_eq!((all.year.planned.runs, all.year.planned.fen, all.year.held), (7, 3_000_150, amounts(4)));
    let today = day("2024-06-28");
    let lines: Vec<_> = all.lines.iter().map(|l| (l.line.item.as_str(), l.due(), l.in_hand, l.standing(2024, today))).collect();
    let wanted =
        [("A-01", 1, 1, Standing::Late), ("A-02", 0, 0, Standing::Done), ("B-01", 1, 0, Standing::Open), ("A-03", 0, 0, Standing::Dropped)];
    assert_eq!(lines, wanted);
    assert_eq!(all.lines[0].standing(2024, day("2024-03-31")), Standing::Open, "its month is not over");

    let changes = plan.version().unwrap().changes(plan.before(plan.version().unwrap()));
    let said: Vec<_> = changes
        .iter()
        .map(|change| match change {
            LineChange::Added(line) => format!("+{}", line.item),
            LineChange::Dropped(line) => format!("-{}", line.item),
            LineChange::Changed(old, new) => format!("{}:{}>{}", new.item, old.runs, new.runs),
        })
        .collect();
    assert_eq!(said, ["A-01:3>4", "-A-03", "+B-01"]);
    let nothing = progress(None, &held);
    assert_eq!((nothing.year.held, nothing.year.planned, nothing.lines.len()), (amounts(4), Amounts::default(), 0));
}
