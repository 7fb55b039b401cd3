//! What was known when: a correction changes what is said from now on, and nothing that was said.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use nc_capability::training;
use nc_figures::Worth;
use nc_organisation::study::{CorrectMark, Line, Status};
use nc_people::commands::{CorrectRecord, LeaveService, TransferPerson};
use nc_people::{LeavingReason, MemberKind};
use nc_store::Question;
use nc_testkit::dual_db;

use crate::bureau::{A, A1, B, B1, Bureau, Newcomer, OFFICER, TOP, class, class_id, day, run, run_id, span, unit, year};
use crate::replay::Replay;

/// A clock that goes on whenever it is looked at.
struct Ticking(AtomicI64);

impl nc_kernel::Clock for Ticking {
    fn now(&self) -> nc_kernel::Micros {
        nc_kernel::Micros(self.0.fetch_add(1, Ordering::SeqCst))
    }
}

fn absent(bureau: &Bureau, serial: &str) -> CorrectMark {
    let person = bureau.of(A1)[0];
    let to = Some(Line::of(person, Status::Absent));
    CorrectMark { run: run_id(serial), person, to, reason: "当日值班".into(), authority: "政治部核查".into() }
}

async fn known(bureau: &Bureau, figure: &str, at: &str, known_on: &str) -> Worth {
    let question = Question { known_on: Some(day(known_on)), ..bureau.question(figure, at, year(2024)) };
    bureau.evidence(&question).await.value.worth
}

dual_db! {
    async fn r17_correction_changes_later_figures_and_as_known_on_keeps_the_old(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.on("2024-03-04").done(&OFFICER, run("R-1", "2024-03-01", &[A], &bureau.of(A1))).await;
        bureau.done(&OFFICER, class("C-1", "2024-03-01", &[A], &bureau.of(A1))).await;
        // The day before, the day of, and the day after the corrections.
        bureau.on("2024-03-15").done(&OFFICER, absent(&bureau, "R-1")).await;
        let person = bureau.of(A1)[0];
        let states = Replay::of(&bureau.url).await.states;
        let corrects = states.get::<training::Class>(class_id("C-1")).unwrap().mark(person).map(|mark| mark.seq);
        let correction = training::command::CorrectMark {
            class: class_id("C-1"),
            person,
            corrects,
            status: training::Status::Absent,
            credit_minutes: None,
            sittings: None,
            reason: "当日值班".into(),
            authority: "政治部核查".into(),
        };
        bureau.done(&OFFICER, correction).await;
        bureau.done(&OFFICER, TransferPerson { person, unit: unit(B1), from: day("2024-03-15") }).await;
        bureau.on("2024-03-20");
        for (figure, before, after) in [
            ("study.rotation.runs", Worth::Count(1), Worth::Count(1)),
            ("study.rotation.attendances", Worth::Count(8), Worth::Count(7)),
            ("study.rotation.persons", Worth::Count(8), Worth::Count(7)),
            ("study.credit_minutes", Worth::Count(8 * 480), Worth::Count(7 * 480)),
            ("study.rotation.coverage", Worth::Ratio { n: 8, of: 15 }, Worth::Ratio { n: 7, of: 14 }),
            ("training.attendances", Worth::Count(8), Worth::Count(7)),
            ("training.own_persons", Worth::Count(8), Worth::Count(7)),
            ("people.serving", Worth::Count(15), Worth::Count(14)),
        ] {
            assert_eq!(known(&bureau, figure, A, "2024-03-14").await, before, "{figure} the day before");
            assert_eq!(known(&bureau, figure, A, "2024-03-15").await, after, "{figure} that day");
            assert_eq!(bureau.worth(figure, A, year(2024)).await, after, "{figure} now");
        }
        assert_eq!(known(&bureau, "study.rotation.attendances", A, "2024-03-03").await, Worth::Count(0), "before it was recorded");
    }

    async fn a_corrected_service_record_changes_headcounts_of_the_past_and_not_what_was_known(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let person = bureau.of(A1)[0];
        let states = Replay::of(&bureau.url).await.states;
        let record = states.only::<nc_people::Directory>().unwrap().person(person).unwrap().memberships[0].since_seq;
        let end_of_2022 = span("2022-01-01", "2022-12-31");
        bureau.on("2024-02-01");
        let correction = CorrectRecord { from: Some(day("2023-05-01")), ..CorrectRecord::of(person, record, "档案核对", "政治部") };
        bureau.done(&OFFICER, correction).await;
        bureau.on("2024-02-10");
        assert_eq!(bureau.count("people.serving", A1, end_of_2022).await, 7);
        assert_eq!(bureau.count("people.serving", A1, year(2024)).await, 8);
        let then = Question { known_on: Some(day("2024-01-31")), ..bureau.question("people.serving", A1, end_of_2022) };
        assert_eq!(bureau.evidence(&then).await.value.worth, Worth::Count(8));
        bureau.done(&OFFICER, LeaveService { person, on: day("2024-02-10"), reason: LeavingReason::Retired }).await;
        assert_eq!(bureau.count("people.serving", TOP, year(2024)).await, 27);
        assert_eq!(bureau.count("people.serving", TOP, span("2024-01-01", "2024-02-09")).await, 28);
    }

    async fn a_wrong_number_that_was_corrected_is_free_for_whom_it_belongs_to(db: TestDatabase) {
        let bureau = Bureau::staffed(db).await;
        let (person, theirs) = (bureau.people[0].clone(), Newcomer::new(60, B1));
        let right = Newcomer::new(61, A);
        assert_eq!((person.kind, theirs.kind, right.kind), (MemberKind::Police, MemberKind::Police, MemberKind::Police));
        let newcomer = Newcomer { id_number: theirs.id_number.clone(), police_number: theirs.police_number.clone(), ..right.clone() };
        let receipt = bureau.done(&OFFICER, newcomer.registration("2024-01-02")).await;
        assert_eq!(bureau.refused(&OFFICER, theirs.registration("2024-01-02")).await, ["people.number_taken", "people.number_taken"]);
        let correction = CorrectRecord {
            id_number: Some(right.id_number.clone()),
            police_number: Some(right.police_number.clone()),
            ..CorrectRecord::of(right.id, receipt.first_seq, "录入错误", "政治部")
        };
        bureau.done(&OFFICER, correction).await;
        bureau.done(&OFFICER, theirs.registration("2024-01-02")).await;
        let scope = bureau.store.allow(&OFFICER, nc_people::Action::ReadPeople, &unit(TOP)).unwrap();
        for (number, whose) in [(&theirs.police_number, theirs.id), (&right.police_number, right.id)] {
            let found = bureau.store.resolve(&scope, "police_number", &[number]).await.unwrap();
            assert_eq!(found.get(number), Some(&whose));
        }
        assert_eq!(bureau.store.personal(&scope, right.id, "id_number").await.unwrap(), Some(right.id_number));
    }

    async fn a_group_of_commands_around_midnight_lies_on_one_day_of_knowledge(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let clock = Arc::new(Ticking(AtomicI64::new(0)));
        let store = bureau.process_at(clock.clone()).await;
        let people = bureau.of(B1);
        for n in 0..8 {
            clock.0.store(nc_kernel::Micros::end_of(day("2024-02-01").plus_days(n)).0 - 4, Ordering::SeqCst);
            let command = |k| run(&format!("R-{n}-{k}"), "2024-01-10", &[B], &people);
            let sent = (0..8).map(|k| store.execute(&OFFICER, format!("{n}-{k}"), command(k)));
            for answer in futures_util::future::join_all(sent).await {
                answer.unwrap();
            }
        }
        assert_eq!(store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
        let question = bureau.question("study.rotation.attendances", TOP, year(2024));
        for n in 0..9 {
            let question = Question { known_on: Some(day("2024-02-01").plus_days(n)), ..question.clone() };
            store.evidence(&bureau.everything(), &question).await.unwrap();
        }
    }
}
