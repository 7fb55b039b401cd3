//! Pages of lists: what has its places and what has none yet are one list, in one order, for every unit.

use nc_capability::training::command::{OpenClass, PlanClass};
use nc_capability::training::model::Category;
use nc_kernel::{Day, UnitPath};
use nc_people::access::Action;
use nc_store::registry::CLASSES;
use nc_store::{ListQuery, Store};
use nc_testkit::dual_db;

use crate::bureau::{A, A1, A2, B, B1, Bureau, OFFICER, TOP, cancel_class, class_id, day, unit};
use crate::direct_sql::Direct;

/// More than two blocks of facts.
const CLASSES_MADE: usize = 150;
const ORGANISERS: [&[&str]; 5] = [&[A1], &[B], &[A2, B1], &[A], &[B1]];
const CATEGORIES: [(Category, &str); 2] = [(Category::Drill, "drill"), (Category::Other, "other")];

/// A class as the test knows it.
struct Known {
    serial: String,
    units: Vec<UnitPath>,
    state: &'static str,
    kind: &'static str,
    ends: Day,
    order: usize,
}

fn plan(n: usize) -> (PlanClass, Known) {
    let (serial, starts_on) = (format!("C-{n}"), day(&format!("2024-{:02}-{:02}", n * 5 % 12 + 1, n % 28 + 1)));
    let units: Vec<UnitPath> = ORGANISERS[n % ORGANISERS.len()].iter().map(|path| unit(path)).collect();
    let (category, kind) = CATEGORIES[n % 3 / 2];
    let known = Known { serial: serial.clone(), units: units.clone(), state: "planned", kind, ends: starts_on, order: n };
    let plan = PlanClass {
        serial,
        title: "拟办".into(),
        category,
        starts_on,
        ends_on: None,
        organisers: units,
        credit_minutes: 480,
        host: None,
        capacity: None,
        cut_off: None,
        pass_line: None,
        plan_item: None,
        theme: Vec::new(),
        venue: None,
    };
    (plan, known)
}

/// Every page, seven lines each.
async fn walked(
    store: &Store,
    at: &str,
    state: Option<&str>,
    kind: Option<&str>,
    days: [Option<Day>; 2],
    newest_first: bool,
) -> Vec<String> {
    let scope = store.allow(&OFFICER, Action::ReadRows, &unit(at)).unwrap();
    let [from, to] = days;
    let mut query = ListQuery { of: &CLASSES, state, kind, from, to, newest_first, after: None, limit: 7 };
    let mut serials = Vec::new();
    loop {
        let page = store.list(&scope, &query).await.unwrap();
        assert!(page.next.is_none() || page.items.len() == 7);
        serials.extend(page.items.into_iter().map(|item| item.serial));
        query.after = page.next;
        if query.after.is_none() {
            return serials;
        }
    }
}

async fn every_list_is_right(store: &Store, known: &[Known]) {
    let march = [Some(day("2024-03-05")), Some(day("2024-09-20"))];
    for at in [TOP, A, A2, B, B1] {
        for (state, kind, days, newest_first) in [
            (None, None, [None, None], true),
            (None, Some("drill"), march, false),
            (Some("planned"), None, [None, None], false),
            (Some("open"), Some("other"), [None, None], true),
            (Some("cancelled"), None, march, true),
        ] {
            let [from, to] = days;
            let mut expected: Vec<&Known> = known
                .iter()
                .filter(|class| class.units.iter().any(|path| unit(at).contains(path)))
                .filter(|class| state.is_none_or(|state| class.state == state) && kind.is_none_or(|kind| class.kind == kind))
                .filter(|class| from.is_none_or(|from| class.ends >= from) && to.is_none_or(|to| class.ends <= to))
                .collect();
            expected.sort_by_key(|class| (class.ends, class.order));
            if newest_first {
                expected.reverse();
            }
            let expected: Vec<&str> = expected.into_iter().map(|class| class.serial.as_str()).collect();
            assert_eq!(walked(store, at, state, kind, days, newest_first).await, expected, "{at} {state:?} {kind:?} {days:?}");
        }
    }
}

dual_db! {
    async fn what_has_no_place_yet_is_listed_with_the_rest(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let mut known: Vec<Known> = Vec::new();
        for n in 0..CLASSES_MADE {
            let (command, class) = plan(n);
            bureau.done(&OFFICER, command).await;
            known.push(class);
            // Some of those that have places, and some that have none yet, move on.
            let moved = n * 7 / 10;
            if n % 3 == 0 {
                bureau.done(&OFFICER, OpenClass { class: class_id(&format!("C-{n}")) }).await;
                known[n].state = "open";
            } else if n % 4 == 1 && known[moved].state != "cancelled" {
                bureau.done(&OFFICER, cancel_class(&format!("C-{moved}"))).await;
                known[moved].state = "cancelled";
            }
            if n % 37 == 5 {
                every_list_is_right(&bureau.store, &known).await;
            }
        }
        every_list_is_right(&bureau.store, &known).await;
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
        bureau.store.rebuild(false, Box::new(|_, _| {})).await.unwrap();
        every_list_is_right(&bureau.store, &known).await;
    }

    async fn statistics_of_one_day_do_not_steer_later_reads(db: TestDatabase) {
        let mut bureau = Bureau::new(db).await;
        if !bureau.is_sqlite() {
            return;
        }
        let mut direct = Direct::to(&bureau.url).await;
        direct.run("ANALYZE").await;
        let kept = "SELECT count(*) FROM sqlite_stat1";
        assert!(direct.number(kept).await > 0);
        bureau.restart().await;
        assert_eq!(Direct::to(&bureau.url).await.number(kept).await, 0);
    }
}
