//! Many at once.

use std::collections::BTreeMap;

use nc_capability::training::command::{Enrol, OpenClass, PlanClass, Step};
use nc_capability::training::{Category, Class, EnrolmentState};
use nc_kernel::PersonId;
use nc_people::commands::RegisterPeople;
use nc_people::{Action, Directory};
use nc_testkit::dual_db;
use tokio::task::JoinSet;

use crate::bureau::{A, A1, B, B1, Bureau, Newcomer, OFFICER, RECORDER_A, TOP, class, class_id, day, unit, year};
use crate::replay::Replay;

/// Every fact has its place, the tree is the tree of those facts, and nothing derived disagrees.
async fn sound(bureau: &Bureau) -> Replay {
    let replay = Replay::of(&bureau.url).await;
    let (size, root) = bureau.store.published().head();
    assert_eq!((replay.size(), replay.root()), (size, root.0));
    assert_eq!(bureau.store.audit(&[], Box::new(|_, _| {})).await.unwrap().first_bad, None);
    assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    replay
}

dual_db! {
    async fn numbering_stays_dense_under_256_concurrent_clients(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let mut clients = JoinSet::new();
        for client in 0..256 {
            let (store, people) = (bureau.store.clone(), bureau.of(if client % 2 == 0 { A1 } else { B1 }));
            clients.spawn(async move {
                let organiser = if client % 2 == 0 { A } else { B };
                for n in 0..2 {
                    let command = class(&format!("C-{client}-{n}"), "2024-01-05", &[organiser], &people[..2]);
                    let receipt = store.execute(&OFFICER, format!("{client}-{n}"), command).await.unwrap();
                    assert_eq!(receipt.facts, 4);
                }
            });
        }
        while let Some(done) = clients.join_next().await {
            done.unwrap();
        }
        sound(&bureau).await;
        assert_eq!(bureau.count("training.runs", TOP, year(2024)).await, 512);
        assert_eq!(bureau.count("training.attendances", TOP, year(2024)).await, 1024);
        assert_eq!(bureau.count("training.persons", TOP, year(2024)).await, 4);
    }

    async fn two_processes_on_one_database_write_one_ledger(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let other = bureau.second_process(2).await;
        let mut clients = JoinSet::new();
        for client in 0..8 {
            let (store, people) = (if client % 2 == 0 { bureau.store.clone() } else { other.clone() }, bureau.of(A1));
            clients.spawn(async move {
                for n in 0..15 {
                    store.execute(&OFFICER, format!("{client}-{n}"), class(&format!("C-{client}-{n}"), "2024-01-05", &[A], &people)).await.unwrap();
                }
            });
        }
        while let Some(done) = clients.join_next().await {
            done.unwrap();
        }
        // What one recorded, the other knows before it decides anything.
        let newcomer = Newcomer::new(80, B1);
        other.execute(&OFFICER, "newcomer", newcomer.registration("2024-01-02")).await.unwrap();
        bureau.done(&OFFICER, class("C-last", "2024-01-05", &[B], &[newcomer.id])).await;
        let again = other.execute(&OFFICER, "again", class("C-last", "2024-01-05", &[B], &[newcomer.id])).await.unwrap_err();
        assert_eq!(crate::bureau::codes(&again), ["training.serial_taken"]);
        sound(&bureau).await;
        let question = bureau.question("training.runs", TOP, year(2024));
        for store in [&bureau.store, &other] {
            let scope = store.allow(&OFFICER, Action::ReadFigures, &unit(TOP)).unwrap();
            assert_eq!(store.evidence(&scope, &question).await.unwrap().parts[0].len(), 121);
        }
    }

    async fn t7_two_hundred_requests_for_fifty_seats_enrol_fifty_in_ledger_order(db: TestDatabase) {
        let bureau = Bureau::staffed(db).await;
        let people: Vec<Newcomer> = (100..300).map(|n| Newcomer::new(n, A1)).collect();
        bureau.done(&OFFICER, RegisterPeople { people: people.iter().map(|p| p.registration("2023-01-01")).collect() }).await;
        let plan = PlanClass {
            serial: "C-50".into(),
            title: "警务实战训练".into(),
            category: Category::Drill,
            starts_on: day("2024-02-05"),
            ends_on: None,
            organisers: vec![unit(A)],
            credit_minutes: 240,
            host: None,
            capacity: Some(50),
            cut_off: None,
            pass_line: None,
            plan_item: None,
            theme: Vec::new(),
            venue: None,
        };
        bureau.done(&RECORDER_A, plan).await;
        bureau.done(&RECORDER_A, OpenClass { class: class_id("C-50") }).await;
        let mut clients = JoinSet::new();
        for person in people.iter().map(|p| p.id) {
            let store = bureau.store.clone();
            clients.spawn(async move {
                let command = Enrol { class: class_id("C-50"), persons: vec![person], step: Step::Enrol, late_reason: None };
                (store.execute(&RECORDER_A, format!("enrol-{person}"), command).await.unwrap().first_seq, person)
            });
        }
        let mut order: BTreeMap<u64, PersonId> = BTreeMap::new();
        while let Some(done) = clients.join_next().await {
            let (seq, person) = done.unwrap();
            assert_eq!(order.insert(seq, person), None);
        }
        let replay = sound(&bureau).await;
        let class = replay.states.get::<Class>(class_id("C-50")).unwrap();
        let state = |person: &PersonId| class.enrolment(*person).unwrap().state;
        let (first, rest): (Vec<_>, Vec<_>) = order.values().enumerate().partition(|(n, _)| *n < 50);
        assert!(first.iter().all(|(_, person)| state(person) == EnrolmentState::Enrolled));
        assert!(rest.iter().all(|(_, person)| state(person) == EnrolmentState::Waitlisted));
        assert_eq!(class.waiting().collect::<Vec<_>>(), rest.iter().map(|(_, person)| **person).collect::<Vec<_>>(), "who came first waits first");
        assert_eq!(replay.states.only::<Directory>().unwrap().people().count(), 228);
    }
}
