//! A year's plan against what was held, through the store: parts of figures from cells equal what their rows say.

use nc_capability::training::command::{ApprovePlan, DraftPlan, PlanClass, ProvideClass, RecordHeld};
use nc_capability::training::model::{Category, Cost, PlanItem, PlanItemRef};
use nc_capability::training::{ClassId, PlanId};
use nc_figures::{Part, Worth};
use nc_store::Question;
use nc_testkit::dual_db;

use crate::bureau::{A, A1, A2, B, Bureau, OFFICER, TOP, cancel_class, class, codes, unit, year};

fn line(item: &str, category: Category) -> PlanItem {
    PlanItem {
        budget_fen: 100_000,
        category,
        credit_minutes: 480,
        due_month: Some(3),
        headcount: 10,
        item: item.into(),
        runs: 2,
        title: "项目".into(),
    }
}

async fn narrowed(bureau: &Bureau, figure: &str, at: &str, by: &str, value: &str) -> Worth {
    let whole = bureau.question(figure, at, year(2024));
    let part = Part { by: by.into(), value: value.into() };
    let question = Question { definition: whole.definition.narrowed(part).expect("it is broken down so"), ..whole };
    // The store asserts that cells and rows agree.
    bureau.evidence(&question).await.value.worth
}

dual_db! {
    async fn t1_a_plan_is_set_against_cells_that_equal_their_rows(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let plan = PlanId::of(&unit(TOP), 2024);
        let of = |item: &str| Some(PlanItemRef { item: item.into(), plan });
        let items = vec![line("甲 01/1", Category::Drill), line("A-02", Category::Professional)];
        bureau.done(&OFFICER, DraftPlan { unit: unit(TOP), year: 2024, title: "2024年度训练计划".into(), items }).await;
        bureau.done(&OFFICER, ApprovePlan { plan, authority: "局党委会".into() }).await;
        let held = |serial: &str, on: &str, at: &[&str], item: &str| RecordHeld {
            category: Category::Drill, plan_item: of(item), ..class(serial, on, at, &bureau.of(A1))
        };
        bureau.on("2024-02-20");
        bureau.done(&OFFICER, held("C-1", "2024-01-10", &[A], "甲 01/1")).await;
        bureau.done(&OFFICER, held("C-2", "2024-02-10", &[A1, B], "甲 01/1")).await;
        bureau.done(&OFFICER, held("C-3", "2024-02-11", &[B], "甲 01/1")).await;
        bureau.done(&OFFICER, RecordHeld { category: Category::Other, ..class("C-4", "2024-02-12", &[A], &bureau.of(A2)) }).await;
        bureau.done(&OFFICER, cancel_class("C-3")).await;
        let announced = PlanClass {
            serial: "C-5".into(), title: "拟办".into(), category: Category::Professional, starts_on: crate::bureau::day("2024-03-04"), ends_on: None,
            organisers: vec![unit(A)], credit_minutes: 480, host: None, capacity: None, cut_off: None, pass_line: None,
            plan_item: of("A-02"), theme: Vec::new(), venue: None,
        };
        bureau.done(&OFFICER, announced).await;
        let class = ClassId::of_serial("C-5");
        for fen in [30_000, 20_000] {
            let cost = Some(Cost { fen, plan_item: of("A-02").unwrap() });
            bureau.done(&OFFICER, ProvideClass { class, nights: Default::default(), cost }).await;
        }
        let people = i64::try_from(bureau.of(A1).len()).unwrap();
        let scope = bureau.everything();
        let found = bureau.store.plan_progress(&scope, &unit(TOP), 2024).await.unwrap();
        let all = &found.progress;
        assert_eq!((all.months[&1].held.runs, all.months[&2].held.runs, all.months[&3].planned.runs), (1, 2, 4));
        assert_eq!((all.categories[&Category::Drill].held.runs, all.categories[&Category::Drill].held.attendances), (2, people * 2));
        assert_eq!(all.year.held.attendances, people * 2 + i64::try_from(bureau.of(A2).len()).unwrap());
        assert_eq!((all.lines[0].against.held.runs, all.lines[0].in_hand, all.lines[0].due()), (2, 0, 0));
        assert_eq!((all.lines[1].against.held.runs, all.lines[1].against.held.fen, all.lines[1].in_hand, all.lines[1].due()), (0, 20_000, 1, 1));
        // A joint class is one for each of its organisers and one for what they share.
        for (at, runs) in [(TOP, 2), (A, 2), (B, 1)] {
            let value = of("甲 01/1").unwrap().to_string();
            assert_eq!(narrowed(&bureau, "training.plan.runs", at, "plan_item", &value).await, Worth::Count(runs), "{at}");
            assert_eq!(narrowed(&bureau, "training.plan.attendances", at, "category", "drill").await, Worth::Count(runs * people), "{at}");
        }
        assert_eq!(narrowed(&bureau, "training.plan.runs", TOP, "plan_item", "").await, Worth::Count(1), "outside the plan");
        assert_eq!(narrowed(&bureau, "training.plan.cost", TOP, "category", "professional").await, Worth::Count(20_000));
        bureau.done(&OFFICER, cancel_class("C-5")).await;
        assert_eq!(narrowed(&bureau, "training.plan.cost", TOP, "category", "professional").await, Worth::Count(0));
        assert_eq!(narrowed(&bureau, "training.plan.in_hand", TOP, "plan_item", &of("A-02").unwrap().to_string()).await, Worth::Count(0));
        assert!(bureau.question("training.persons", TOP, year(2024)).definition.narrowed(Part { by: "category".into(), value: "drill".into() }).is_none());
        let elsewhere = bureau.store.allow(&crate::bureau::RECORDER_A, nc_people::Action::ReadFigures, &unit(A)).unwrap();
        let refused = bureau.store.plan_progress(&elsewhere, &unit(B), 2024).await.err().expect("another unit's year");
        assert_eq!(codes(&refused), ["access.not_allowed"]);
    }
}
