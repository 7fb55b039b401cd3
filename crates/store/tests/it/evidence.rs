//! A figure and the rows behind it.

use std::collections::BTreeSet;

use nc_capability::training::command::{MarkAttendance, RecordHeld, RosterRow};
use nc_capability::training::{Method, Status as Mark};
use nc_figures::{Counts, Worth};
use nc_kernel::{Micros, Period, PersonId};
use nc_people::Action;
use nc_people::commands::TransferPerson;
use nc_store::Question;
use nc_testkit::dual_db;

use crate::bureau::{A, A1, A2, B, B1, BASE, Bureau, OFFICER, TOP, UNITS, cancel_class, class, class_id, day, run, span, unit, year};
use crate::history::History;
use crate::recount::recount;

/// The answer counted from the facts by hand is the store's answer, its rows are the rows, and cells say the same.
async fn agrees(bureau: &Bureau, history: &History, question: &Question) {
    let at = question.known_on.map_or(Micros(i64::MAX), Micros::end_of);
    let (worth, keys) = recount(question, &bureau.store.published().catalogue(), &history.replay.live(at));
    let evidence = bureau.evidence(question).await;
    assert_eq!(evidence.value.worth, worth, "{question:?}");
    let found: Vec<BTreeSet<String>> = evidence.parts.iter().map(|rows| rows.iter().map(|row| row.key.clone()).collect()).collect();
    assert_eq!(found, keys, "{question:?}");
    // The same figure from two places is the same.
    assert_eq!(bureau.store.value(&bureau.everything(), question).await.unwrap(), evidence.value, "{question:?}");
}

dual_db! {
    async fn r12_rows_behind_a_figure_aggregate_to_it(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let mut history = History::of(&bureau, 12).await;
        let since = history.today.minus_days(60);
        // Honours are no part of a history's dice; `honours` counts them by hand.
        let all = bureau.store.published().catalogue();
        let definitions: Vec<_> = all.all().filter(|d| !d.id.starts_with("honour.")).cloned().collect();
        let modes: BTreeSet<String> = definitions.iter().map(|d| format!("{:?}", d.counts)).collect();
        assert_eq!(modes.len(), 8, "every counting mode: {modes:?}");
        let mut beyond_zero = BTreeSet::new();
        for questions in [1, 1, 3] {
            history.pass(&bureau, 30).await;
            for definition in &definitions {
                for _ in 0..questions {
                    let question = history.dice.question(definition, since, history.today);
                    agrees(&bureau, &history, &question).await;
                }
                let question = Question { definition: definition.clone(), unit: unit(TOP), period: Period::up_to(history.today), known_on: None };
                agrees(&bureau, &history, &question).await;
                if !bureau.evidence(&question).await.parts[0].is_empty() {
                    beyond_zero.insert(definition.id.clone());
                }
            }
        }
        let empty: Vec<&str> = definitions.iter().map(|d| d.id.as_str()).filter(|id| !beyond_zero.contains(*id)).collect();
        // Areas with a life of their own in `exercises.rs`, `talent.rs`, `plans.rs` and the demonstration.
        let elsewhere = ["exercise.", "innovation.", "internship.", "talent.", "training.plan."];
        let empty: Vec<&str> = empty.into_iter().filter(|id| !elsewhere.iter().any(|area| id.starts_with(area))).collect();
        assert_eq!(empty, ["test.honours"], "no register carries a document yet; everything else was counted");
        assert!(history.accepted.len() >= 30, "a life with everything in it: {:?}", history.accepted);
    }

    async fn r13_values_carry_definition_period_scope_size_and_root(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.on("2024-03-04").done(&OFFICER, run("R-1", "2024-03-01", &[A], &bureau.of(A1))).await;
        let early = bureau.store.published().head();
        bureau.on("2024-03-20").done(&OFFICER, run("R-2", "2024-03-18", &[B], &bureau.of(B1))).await;
        let late = bureau.store.published().head();
        for (known_on, head, shown) in [(None, late, "2024-03-20"), (Some("2024-03-10"), early, "2024-03-10")] {
            for (figure, measure) in [("study.rotation.attendances", "人次"), ("study.rotation.persons", "人"), ("study.rotation.coverage", "%")] {
                let question = Question { known_on: known_on.map(day), ..bureau.question(figure, A, year(2024)) };
                let value = bureau.store.value(&bureau.everything(), &question).await.unwrap();
                assert_eq!((value.figure.as_str(), value.version, value.unit.as_str()), (figure, 1, measure));
                assert_eq!((value.period, value.scope.as_str(), value.known_on), (year(2024), A, day(shown)));
                assert_eq!((value.ledger_size, value.ledger_root), (head.0, hex::encode(head.1.0)), "{figure} {known_on:?}");
            }
        }
    }

    async fn t1_figures_equal_a_recount_for_any_window_and_unit(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let days = ["2023-11-30", "2023-12-31", "2024-01-01", "2024-01-31", "2024-02-29", "2024-03-01", "2024-12-31", "2025-01-01"];
        bureau.on("2025-01-06");
        for (n, on) in days.into_iter().enumerate() {
            let organisers = UNITS[n % UNITS.len()].0;
            let people: Vec<PersonId> = bureau.people.iter().skip(n).step_by(3).map(|p| p.id).collect();
            bureau.done(&OFFICER, class(&format!("C-{n}"), on, &[organisers], &people)).await;
        }
        let history = History::of(&bureau, 1).await;
        let figures = ["training.runs", "training.attendances", "training.persons", "training.own_persons", "training.credit_minutes"];
        for (at, _) in UNITS {
            for (i, from) in days.into_iter().enumerate() {
                let to = days[(i * 3 + 5) % days.len()];
                let figure = figures[i % figures.len()];
                agrees(&bureau, &history, &bureau.question(figure, at, span(from, to))).await;
            }
        }
    }

    async fn t2_one_class_counts_once_in_the_total_and_once_in_each_of_its_facets(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let people = [bureau.of(A1), bureau.of(B1)].concat();
        let held = RecordHeld { host: Some(unit(BASE)), theme: vec!["political".into()], ..class("C", "2024-01-05", &[A], &people) };
        bureau.done(&OFFICER, held).await;
        for (figure, at, n) in [
            ("training.runs", TOP, 1),
            ("training.runs", A, 1),
            ("training.runs", BASE, 0),
            ("training.hosted_runs", TOP, 1),
            ("training.hosted_runs", BASE, 1),
            ("training.hosted_runs", A, 0),
            ("training.political_runs", TOP, 1),
            ("training.political_runs", A, 1),
            ("training.attendances", A, 14),
            ("training.attendances", B, 0),
            ("training.sent_attendances", B, 6),
            ("training.sent_attendances", A, 8),
            ("training.sent_attendances", TOP, 14),
        ] {
            assert_eq!(bureau.count(figure, at, year(2024)).await, n, "{figure} of {at}");
        }
    }

    async fn b6_last_years_headcount_is_last_years_when_asked_today(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let serving = bureau.count("people.serving", A, span("2023-01-01", "2023-12-31")).await;
        assert_eq!(serving, 15);
        for (n, person) in bureau.of(A1).into_iter().enumerate() {
            let to = if n % 2 == 0 { B1 } else { A2 };
            bureau.done(&OFFICER, TransferPerson { person, unit: unit(to), from: day("2024-01-08") }).await;
        }
        for (at, then, now) in [(A, 15, 11), (A1, 8, 0), (A2, 4, 8), (B, 9, 13), (TOP, 28, 28)] {
            assert_eq!(bureau.count("people.serving", at, span("2023-01-01", "2023-12-31")).await, then, "{at} then");
            assert_eq!(bureau.count("people.serving", at, span("2024-01-01", "2024-01-08")).await, now, "{at} now");
        }
    }

    async fn a_page_of_rows_never_repeats_and_never_loses_a_row(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let everybody: Vec<PersonId> = bureau.people.iter().map(|p| p.id).collect();
        for n in 0..3 {
            bureau.done(&OFFICER, class(&format!("C-{n}"), "2024-01-05", &[A, B], &everybody)).await;
        }
        let question = bureau.question("training.attendances", TOP, year(2024));
        let see = bureau.store.scopes(&OFFICER, Action::ReadRows);
        for wanted in [1, 2, 7, 83, 84, 85] {
            let (mut seen, mut next) = (Vec::new(), None);
            loop {
                let page = bureau.store.rows(&bureau.everything(), &see, &question, next, wanted).await.unwrap();
                assert!(page.rows.len() <= wanted && page.hidden == 0);
                seen.extend(page.rows.into_iter().map(|row| row.entry.key));
                // As an address carries it.
                next = page.next.map(|cursor| cursor.to_string().parse().unwrap());
                if next.is_none() {
                    break;
                }
            }
            let distinct: BTreeSet<&String> = seen.iter().collect();
            assert_eq!((seen.len(), distinct.len()), (84, 84), "pages of {wanted}");
        }
    }

    async fn rare_rows_far_apart_are_all_found(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let everybody: Vec<PersonId> = bureau.people.iter().map(|p| p.id).collect();
        for month in 1..=12 {
            bureau.on("2024-12-30").done(&OFFICER, class(&format!("C-{month}"), &format!("2024-{month:02}-05"), &[A, B], &everybody)).await;
        }
        for (serial, on, missed) in [("M-1", "2024-06-20", 0..2), ("M-2", "2024-08-20", 2..5), ("M-3", "2024-11-05", 5..6)] {
            let rows = |status| everybody[missed.clone()].iter().map(move |p| RosterRow::new(*p, status));
            let mut held = class(serial, on, &[A], &everybody[10..11]);
            held.roster.extend(rows(Mark::Absent));
            bureau.done(&OFFICER, held).await;
            let roster = rows(Mark::MakeUp).collect();
            bureau.done(&OFFICER, MarkAttendance { class: class_id(serial), roster, method: Method::Roster }).await;
        }
        bureau.done(&OFFICER, cancel_class("M-2")).await;
        let see = bureau.store.scopes(&OFFICER, Action::ReadRows);
        for (figure, n) in [("training.made_up", 3), ("training.attendances", 12 * 28 + 5), ("training.runs", 14)] {
            let question = bureau.question(figure, TOP, year(2024));
            let expected: BTreeSet<String> = bureau.evidence(&question).await.parts[0].iter().map(|entry| entry.key.clone()).collect();
            assert_eq!(expected.len(), n, "{figure}");
            for wanted in [1, 2, 50] {
                let (mut seen, mut next) = (Vec::new(), None);
                loop {
                    let page = bureau.store.rows(&bureau.everything(), &see, &question, next, wanted).await.unwrap();
                    seen.extend(page.rows.into_iter().map(|row| row.entry.key));
                    next = page.next;
                    if next.is_none() {
                        break;
                    }
                }
                assert_eq!((seen.len(), seen.into_iter().collect::<BTreeSet<_>>()), (n, expected.clone()), "{figure}, pages of {wanted}");
            }
        }
    }

    async fn a_ratio_of_people_never_exceeds_one(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.done(&OFFICER, run("R", "2024-01-05", &[A], &bureau.of(A1))).await;
        // Who attended and then moved away is in the numerator's rows and not in the denominator.
        for person in bureau.of(A1).into_iter().take(3) {
            bureau.done(&OFFICER, TransferPerson { person, unit: unit(B1), from: day("2024-01-08") }).await;
        }
        assert_eq!(bureau.worth("study.rotation.coverage", A1, year(2024)).await, Worth::Ratio { n: 5, of: 5 });
        assert_eq!(bureau.worth("study.rotation.persons", A1, year(2024)).await, Worth::Count(8));
        let definition = bureau.definition("study.rotation.coverage");
        assert_eq!(definition.counts, Counts::Ratio);
    }
}
