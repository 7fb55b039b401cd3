//! The counting grammar, through the store from command to figure.

use nc_capability::training;
use nc_figures::Worth;
use nc_organisation::study::{ClassHours, Line, MarkAttendance, RecordHeld, RowSource, Status};
use nc_people::Action;
use nc_store::Question;
use nc_testkit::dual_db;

use crate::bureau::{
    A, A1, A2, B, B1, Bureau, LEADER_A1, OFFICER, TOP, cancel_class, cancel_run, catalogue, class, codes, day, run, run_id, unit, year,
};
use crate::direct_sql::Direct;

const STUDY: &str = include_str!("../../../../catalogue/figures/study.toml");

/// The shipped definitions with 人次 once a sitting: a new version, or the old one edited.
fn once_a_sitting(version: u32) -> String {
    let new = format!(
        r#"
[[figure]]
id = "study.rotation.attendances"
version = {version}
zh = "政治轮训参训人次"
en = "Political rotation training, attendances by sitting"
counts = "sum"
of = "sittings"
from = "study.attendance"
where = 'kind == "rotation"'
unit = "人次"
when = "run_ended_on"
scope = "organiser"
effective = "2024-07-01"
"#
    );
    if version == 1 { new } else { format!("{STUDY}{new}") }
}

const PER_RUN: &str = r#"
[[figure]]
id = "test.per_run"
version = 1
zh = "期均人次"
en = "Attendances a run"
counts = "ratio"
numerator = "study.rotation.attendances"
denominator = "study.rotation.runs"
unit = ""
when = "run_ended_on"
scope = "organiser"
effective = "2024-01-01"
"#;

dual_db! {
    async fn a4_cancelling_a_closed_run_takes_it_and_its_attendance_out_of_every_figure_at_once(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.done(&OFFICER, run("R-1", "2024-01-04", &[A], &bureau.of(A1))).await;
        bureau.done(&OFFICER, run("R-2", "2024-01-05", &[A], &bureau.of(A2))).await;
        bureau.done(&OFFICER, class("C-1", "2024-01-05", &[A], &bureau.of(A1))).await;
        bureau.done(&OFFICER, cancel_run("R-1")).await;
        bureau.done(&OFFICER, cancel_class("C-1")).await;
        for (figure, left) in [
            ("study.rotation.runs", 1),
            ("study.rotation.runs_on_time", 1),
            ("study.rotation.attendances", 4),
            ("study.rotation.persons", 4),
            ("study.credit_minutes", 4 * 480),
            ("training.runs", 0),
            ("training.drill_attendances", 0),
            ("training.persons", 0),
            ("training.credit_minutes", 0),
        ] {
            for at in [TOP, A] {
                assert_eq!(bureau.count(figure, at, year(2024)).await, left, "{figure} of {at}");
            }
        }
        assert_eq!(bureau.worth("study.rotation.coverage", TOP, year(2024)).await, Worth::Ratio { n: 4, of: 28 });
    }

    async fn a5_switching_the_rule_makes_a_new_version_and_rewrites_nothing(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let shipped = [STUDY, include_str!("definitions.toml"), PER_RUN].concat();
        bureau.define(&catalogue(&[&shipped])).await.unwrap();
        let sittings = ["2024-01-02", "2024-01-03", "2024-01-04"].map(day).to_vec();
        let held = RecordHeld { sittings, ends_on: Some(day("2024-01-04")), hours: ClassHours::FullDays(1), ..run("R-1", "2024-01-02", &[A], &bureau.of(A1)) };
        bureau.done(&OFFICER, held).await;
        assert_eq!(bureau.count("study.rotation.runs", A, year(2024)).await, 1, "three sittings are one 期");
        assert_eq!(bureau.count("study.rotation.attendances", A, year(2024)).await, 8);
        let before = Direct::to(&bureau.url).await.facts(0).await;

        let edited = bureau.define(&catalogue(&[&once_a_sitting(1)])).await.expect_err("edited in place");
        assert_eq!(codes(&edited), ["figures.edited_in_place"]);
        bureau.define(&catalogue(&[&once_a_sitting(2)])).await.unwrap();
        bureau.done(&OFFICER, run("R-2", "2024-01-05", &[A], &bureau.of(A2))).await;

        for (figure, n) in [("study.rotation.attendances@1", 12), ("study.rotation.attendances@2", 28), ("study.rotation.attendances", 28)] {
            assert_eq!(bureau.count(figure, A, year(2024)).await, n, "{figure}");
        }
        // A ratio that was in use keeps the rule it was made with.
        assert_eq!(bureau.worth("test.per_run", A, year(2024)).await, Worth::Ratio { n: 12, of: 2 });
        let after = Direct::to(&bureau.url).await.facts(0).await;
        assert!(before.iter().zip(&after).all(|(b, a)| b.bytes == a.bytes), "what was written stands");
    }

    async fn definitions_are_recorded_once_and_others_right_after_them_too(db: TestDatabase) {
        let bureau = Bureau::staffed(db).await;
        let size = bureau.store.published().head().0;
        let all = catalogue(&[STUDY]);
        assert_eq!(bureau.define(&all).await.unwrap(), all.all().count());
        let defined = bureau.store.published().head().0;
        assert_eq!(defined - size, all.all().count() as u64);
        // The clock stands still and nothing is new: a program that starts again, then one with more to define.
        assert_eq!(bureau.define(&all).await.unwrap(), 0);
        assert_eq!(bureau.store.published().head().0, defined);
        assert_eq!(bureau.define(&catalogue(&[&once_a_sitting(2)])).await.unwrap(), 1);
    }

    async fn a6_attendances_people_and_coverage_are_three_figures(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let person = bureau.of(A1)[0];
        bureau.done(&OFFICER, run("R-1", "2024-01-04", &[A], &[person])).await;
        bureau.done(&OFFICER, run("R-2", "2024-01-05", &[B], &[person])).await;
        assert_eq!(bureau.count("study.rotation.attendances", TOP, year(2024)).await, 2);
        assert_eq!(bureau.count("study.rotation.persons", TOP, year(2024)).await, 1);
        assert_eq!(bureau.worth("study.rotation.coverage", TOP, year(2024)).await, Worth::Ratio { n: 1, of: 28 });
        assert_eq!(bureau.worth("study.rotation.coverage", A1, year(2024)).await, Worth::Ratio { n: 1, of: 8 });
    }

    async fn a7_joint_run_counts_once_for_the_bureau_and_once_for_each_unit(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let people = [bureau.of(A1), bureau.of(B1)].concat();
        bureau.done(&OFFICER, run("R-1", "2024-01-04", &[A1, A2, B], &people)).await;
        // A unit and the one above it hold it together: still one.
        bureau.done(&OFFICER, run("R-2", "2024-01-05", &[A, A1], &people)).await;
        for (at, runs, attendances) in [(TOP, 2, 28), (A, 2, 28), (A1, 2, 28), (A2, 1, 14), (B, 1, 14), (B1, 0, 0)] {
            assert_eq!(bureau.count("study.rotation.runs", at, year(2024)).await, runs, "runs of {at}");
            assert_eq!(bureau.count("study.rotation.attendances", at, year(2024)).await, attendances, "attendances of {at}");
        }
        bureau.done(&OFFICER, cancel_run("R-1")).await;
        for (at, runs) in [(TOP, 1), (A, 1), (A1, 1), (A2, 0), (B, 0)] {
            assert_eq!(bureau.count("study.rotation.runs", at, year(2024)).await, runs, "runs of {at} after the cancellation");
        }
    }

    async fn a10_making_up_fills_the_attendance_and_never_adds_a_run(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let people = bureau.of(A1);
        let (missing, present) = people.split_at(2);
        let mut held = run("R-1", "2024-01-04", &[A], present);
        held.roster.extend(missing.iter().map(|p| Line::of(*p, Status::Absent)));
        bureau.done(&OFFICER, held).await;
        let mut class = class("C-1", "2024-01-04", &[A], present);
        class.roster.extend(missing.iter().map(|p| training::command::RosterRow::new(*p, training::Status::Absent)));
        bureau.done(&OFFICER, class).await;
        assert_eq!(bureau.count("study.rotation.attendances", A, year(2024)).await, 6);

        let lines = missing.iter().map(|p| Line { makes_up: Some(run_id("R-1")), ..Line::of(*p, Status::MakeUp) }).collect();
        bureau.done(&OFFICER, MarkAttendance { run: run_id("R-1"), roster: lines, source: RowSource::Recorder }).await;
        let roster = missing.iter().map(|p| training::command::RosterRow::new(*p, training::Status::MakeUp)).collect();
        let class = crate::bureau::class_id("C-1");
        bureau.done(&OFFICER, training::command::MarkAttendance { class, roster, method: training::Method::Roster }).await;
        for (figure, n) in [
            ("study.rotation.runs", 1),
            ("study.rotation.attendances", 8),
            ("study.rotation.persons", 8),
            ("training.runs", 1),
            ("training.attendances", 8),
            ("training.made_up", 2),
        ] {
            assert_eq!(bureau.count(figure, TOP, year(2024)).await, n, "{figure}");
        }
    }

    async fn a16_late_entry_counts_on_its_day_and_shows_when_it_was_known(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.on("2024-03-20");
        let receipt = bureau.done(&OFFICER, run("R-1", "2024-03-01", &[A], &bureau.of(A1))).await;
        assert!(receipt.notes.iter().any(|note| note.contains("common.late")), "{:?}", receipt.notes);
        for (figure, n) in [("study.rotation.runs", 1), ("study.rotation.attendances", 8), ("study.rotation.runs_on_time", 0)] {
            assert_eq!(bureau.count(figure, A, crate::bureau::span("2024-03-01", "2024-03-01")).await, n, "{figure}");
            for (known_on, known) in [("2024-03-19", 0), ("2024-03-20", n)] {
                let question = Question { known_on: Some(day(known_on)), ..bureau.question(figure, A, year(2024)) };
                assert_eq!(bureau.evidence(&question).await.value.worth, Worth::Count(known), "{figure} known on {known_on}");
            }
        }
        let question = bureau.question("study.rotation.runs", A, year(2024));
        let see = bureau.store.scopes(&OFFICER, Action::ReadRows);
        let page = bureau.store.rows(&bureau.everything(), &see, &question, None, 10).await.unwrap();
        assert_eq!(page.rows[0].entry.day, day("2024-03-01"), "the day it happened");
        assert_eq!(page.rows[0].known_from.day(), day("2024-03-20"), "the day it was recorded");
    }

    async fn a17_rows_are_limited_to_what_the_viewer_may_see_and_say_how_many_are_hidden(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.done(&OFFICER, run("R-1", "2024-01-03", &[A1], &bureau.of(A1))).await;
        bureau.done(&OFFICER, run("R-2", "2024-01-04", &[B], &[bureau.of(A1), bureau.of(B1)].concat())).await;
        bureau.done(&OFFICER, run("R-3", "2024-01-05", &[A], &bureau.of(A2))).await;
        let question = bureau.question("study.rotation.attendances", TOP, year(2024));
        let see = bureau.store.scopes(&LEADER_A1, Action::ReadRows);
        // Rows of A1's own run, and of A1's own people elsewhere; those of B1 and A2 are only counted.
        for wanted in [1, 5, 16, 100] {
            let (mut shown, mut hidden, mut next) = (0, 0, None);
            loop {
                let page = bureau.store.rows(&bureau.everything(), &see, &question, next, wanted).await.unwrap();
                assert!(page.rows.iter().all(|row| row.entry.facets.sender == Some(unit(A1)) || row.entry.facets.organisers == [unit(A1)]));
                shown += page.rows.len();
                hidden += page.hidden;
                next = page.next;
                if next.is_none() {
                    break;
                }
            }
            assert_eq!((shown, hidden), (16, 10), "pages of {wanted}");
        }
        let none = bureau.store.rows(&bureau.everything(), &[], &question, None, 10).await.unwrap();
        assert_eq!((none.rows.len(), none.hidden), (0, 26));
    }
}
