//! What is done later is done once, survives whoever began it, and says when it could not be done.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use nc_kernel::{Micros, SeededIds};
use nc_store::{Claimed, Import, ImportStep, Job, JobState, Lane, NewJob, Outcome, Store, StoreError, Task};
use nc_testkit::dual_db;

use crate::bureau::{A, A1, B, Bureau, NOBODY, OFFICER, class, day, run};
use crate::direct_sql::Direct;

const MINUTE: i64 = 60_000_000;

fn recount(on: &str) -> Task {
    Task::Recount { day: day(on) }
}

fn later(bureau: &Bureau, micros: i64) {
    bureau.clock.set(Micros(bureau.store.now().0 + micros));
}

async fn states(store: &Store) -> Vec<(JobState, i64)> {
    store.jobs().await.unwrap().iter().map(|job| (job.state, job.attempts)).collect()
}

async fn must_claim(store: &Store) -> Claimed {
    store.claim_job(Lane::Upkeep).await.unwrap().expect("a job is due")
}

/// Lets a worker do what is due, and tells it to stop.
async fn worked(bureau: &Bureau) -> Vec<Job> {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let store = bureau.store.clone();
    let worker = tokio::spawn(async move { store.run_jobs(async move { drop(stopped.await) }).await });
    let now = bureau.store.now();
    loop {
        let jobs = bureau.store.jobs().await.unwrap();
        let busy = |job: &Job| job.state == JobState::Running || job.state == JobState::Waiting && job.due_at <= now;
        let scheduled = jobs.iter().any(|job| job.payload.contains(&now.day().to_string()));
        if scheduled && !jobs.iter().any(busy) {
            stop.send(()).unwrap();
            worker.await.unwrap();
            return jobs;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

dual_db! {
    async fn a_job_is_there_with_the_facts_of_its_command_or_not_at_all(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let command = class("C-1", "2024-01-04", &[A], &bureau.of(A1));
        let jobs = vec![NewJob { task: recount("2024-01-04"), due_at: bureau.store.now() }];
        bureau.store.execute_with_jobs(&NOBODY, "no", command.clone(), jobs.clone()).await.unwrap_err();
        assert_eq!(bureau.store.jobs().await.unwrap(), Vec::new());
        for repeated in [false, true] {
            let receipt = bureau.store.execute_with_jobs(&OFFICER, "yes", command.clone(), jobs.clone()).await.unwrap();
            assert_eq!(receipt.repeated, repeated);
            assert_eq!(states(&bureau.store).await, [(JobState::Waiting, 0)]);
        }
        bureau.store.enqueue(recount("2024-01-04"), Micros(0)).await.unwrap();
        assert_eq!(bureau.store.jobs().await.unwrap()[0].due_at, jobs[0].due_at, "what is enqueued stays as it is");
    }

    async fn two_workers_claim_each_job_once(db: TestDatabase) {
        let bureau = Bureau::bare(db).await;
        let other = bureau.second_process(2).await;
        let days = ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-06"];
        for (n, on) in days.iter().enumerate() {
            bureau.store.enqueue(recount(on), Micros(bureau.store.now().0 - i64::try_from(n).unwrap())).await.unwrap();
        }
        bureau.store.enqueue(recount("2024-02-01"), Micros(bureau.store.now().0 + 1)).await.unwrap();
        let mut claimed = Vec::new();
        for _ in 0..days.len() {
            let answers = join_all([&bureau.store, &other, &bureau.store, &other].map(|store| store.claim_job(Lane::Upkeep))).await;
            claimed.extend(answers.into_iter().filter_map(|answer| answer.unwrap()).map(|c| (c.id, c.task, c.attempt)));
        }
        let ids: BTreeSet<_> = claimed.iter().map(|(id, ..)| *id).collect();
        assert_eq!((claimed.len(), ids.len()), (days.len(), days.len()), "{claimed:?}");
        assert!(claimed.iter().all(|(_, task, attempt)| *attempt == 1 && *task != recount("2024-02-01")), "{claimed:?}");
        other.close().await;
    }

    async fn a_job_that_fails_is_tried_again_later_and_at_last_given_up(db: TestDatabase) {
        let bureau = Bureau::bare(db).await;
        bureau.store.enqueue(recount("2024-01-07"), bureau.store.now()).await.unwrap();
        for (attempt, minutes) in [(1, 1), (2, 5), (3, 25), (4, 125)] {
            let claimed = must_claim(&bureau.store).await;
            assert_eq!(claimed.attempt, attempt);
            assert!(bureau.store.settle_job(&claimed, Outcome::Again("no room".to_owned())).await.unwrap());
            later(&bureau, minutes * MINUTE - 1);
            assert_eq!(bureau.store.claim_job(Lane::Upkeep).await.unwrap(), None, "before {minutes} minutes");
            assert_eq!(bureau.store.failed_jobs().await.unwrap(), Vec::new());
            later(&bureau, 1);
        }
        let last = must_claim(&bureau.store).await;
        assert!(bureau.store.settle_job(&last, Outcome::Again("no room\0 at all".to_owned())).await.unwrap());
        assert_eq!(states(&bureau.store).await, [(JobState::Failed, 5)]);
        later(&bureau, 1_000 * MINUTE);
        assert_eq!(bureau.store.claim_job(Lane::Upkeep).await.unwrap(), None);
        let failed = bureau.store.failed_jobs().await.unwrap();
        assert_eq!((failed[0].kind.as_str(), failed[0].message.as_str()), ("recount", "no room at all"));
        // Another of its kind that is done says that what was wrong no longer is.
        bureau.store.enqueue(recount("2024-01-08"), bureau.store.now()).await.unwrap();
        let next = must_claim(&bureau.store).await;
        assert!(bureau.store.settle_job(&next, Outcome::Done(String::new())).await.unwrap());
        assert_eq!(bureau.store.failed_jobs().await.unwrap(), Vec::new());
    }

    async fn a_job_whose_worker_died_is_taken_over_when_its_lease_is_over(db: TestDatabase) {
        let bureau = Bureau::bare(db).await;
        let other = bureau.second_process(2).await;
        bureau.store.enqueue(recount("2024-01-07"), bureau.store.now()).await.unwrap();
        let first = must_claim(&bureau.store).await;
        later(&bureau, 15 * MINUTE - 1);
        assert_eq!(other.claim_job(Lane::Upkeep).await.unwrap(), None, "it is held");
        assert!(bureau.store.settle_job(&first, Outcome::Alive).await.unwrap());
        later(&bureau, 15 * MINUTE - 1);
        assert_eq!(other.claim_job(Lane::Upkeep).await.unwrap(), None, "it is held on");
        later(&bureau, 1);
        let second = must_claim(&other).await;
        assert_eq!((second.id, second.attempt), (first.id, 2));
        for outcome in [Outcome::Alive, Outcome::Done("late".to_owned()), Outcome::GivenBack] {
            assert!(!bureau.store.settle_job(&first, outcome).await.unwrap(), "the first worker lost it");
        }
        assert!(other.settle_job(&second, Outcome::GivenBack).await.unwrap());
        assert_eq!(states(&other).await, [(JobState::Waiting, 1)], "a worker that stops costs no attempt");
        for attempt in 2..=5 {
            assert_eq!(must_claim(&other).await.attempt, attempt);
            later(&bureau, 15 * MINUTE);
        }
        assert_eq!(other.claim_job(Lane::Upkeep).await.unwrap(), None, "five died over it");
        assert_eq!(states(&other).await, [(JobState::Failed, 5)]);
        assert!(other.failed_jobs().await.unwrap()[0].message.contains("died"));
        other.close().await;
    }

    async fn a_job_of_a_newer_program_is_given_up_and_not_in_the_way(db: TestDatabase) {
        let bureau = Bureau::bare(db).await;
        let now = bureau.store.now().0;
        Direct::to(&bureau.url).await.run(&format!("INSERT INTO job (bureau_id, job_id, kind, payload, state, due_at, attempts, moved_at, message) VALUES (150600, 1, 'sweep', '{{}}', 'waiting', {}, 0, {now}, '')", now - 1)).await;
        bureau.store.enqueue(recount("2024-01-07"), bureau.store.now()).await.unwrap();
        assert_eq!(must_claim(&bureau.store).await.task, recount("2024-01-07"));
        assert!(bureau.store.failed_jobs().await.unwrap()[0].message.contains("`sweep`"));
    }

    async fn the_nightly_recount_finds_a_changed_cell_and_passes_on_a_sound_store(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        bureau.done(&OFFICER, class("C-1", "2024-01-04", &[A, B], &bureau.of(A1))).await;
        bureau.done(&OFFICER, run("R-1", "2024-01-05", &[A], &bureau.of(A1))).await;
        // A server that starts at nine makes up for the night ten minutes later; on one day once.
        for _ in 0..2 {
            let jobs = worked(&bureau).await;
            assert_eq!((jobs.len(), jobs[0].state, jobs[0].due_at), (1, JobState::Waiting, Micros::at(day("2024-01-08"), 9, 10)));
        }
        later(&bureau, 10 * MINUTE);
        let jobs = worked(&bureau).await;
        assert_eq!((jobs.len(), jobs[0].state, jobs[0].attempts), (1, JobState::Done, 1), "{jobs:?}");
        assert!(jobs[0].message.contains("figures agree"), "{jobs:?}");

        let touched = Direct::to(&bureau.url).await.run("UPDATE cell SET n = n + 1 WHERE unit = '/150600/' AND figure LIKE 'training.runs%'").await;
        assert!(touched > 0);
        bureau.clock.set(Micros::at(day("2024-01-09"), 2, 45));
        let jobs = worked(&bureau).await;
        assert_eq!((jobs[0].state, jobs[0].due_at), (JobState::Waiting, Micros::at(day("2024-01-09"), 3, 0)));
        bureau.clock.set(Micros::at(day("2024-01-09"), 3, 0));
        worked(&bureau).await;
        let failed = bureau.store.failed_jobs().await.unwrap();
        assert_eq!((failed.len(), failed[0].attempts), (1, 1), "no other attempt mends it: {failed:?}");
        let message = &failed[0].message;
        assert!(message.contains("training.runs@1: ") && message.contains("nuancheng rebuild") && !message.contains("study."), "{message}");

        bureau.store.rebuild(false, Box::new(|_, _| {})).await.unwrap();
        bureau.clock.set(Micros::at(day("2024-01-10"), 9, 0));
        worked(&bureau).await;
        later(&bureau, 10 * MINUTE);
        worked(&bureau).await;
        assert_eq!(bureau.store.failed_jobs().await.unwrap(), Vec::new());
    }

    async fn an_errand_is_one_for_each_person_held_for_half_a_minute_and_ended_by_who_holds_it(db: TestDatabase) {
        let bureau = Bureau::bare(db).await;
        let other = bureau.second_process(2).await;
        let (mut ids, store) = (SeededIds::new(8), &bureau.store);
        let import = |user, sheet: &str| Import { user, sheet: sheet.to_owned(), step: ImportStep::Judge, since: Micros(0) };
        let (mine, theirs) = (OFFICER.user, NOBODY.user);
        // Of two windows one gets through; somebody else is not in the way, nor is a recount that waits.
        store.enqueue(recount("2024-01-07"), store.now()).await.unwrap();
        assert!(store.entrust(import(mine, "a"), b"needed", &mut ids).await.unwrap());
        assert!(!other.entrust(import(mine, "b"), b"", &mut ids).await.unwrap());
        assert_eq!(other.errand(theirs).await.unwrap(), None);
        let seen = other.errand(mine).await.unwrap().unwrap();
        assert_eq!((seen.import.sheet.as_str(), seen.state, seen.content.as_slice()), ("a", JobState::Waiting, b"needed".as_slice()));
        let claim = async |store: &Store| store.claim_job(Lane::Imports).await.unwrap();
        let first = claim(store).await.unwrap();
        assert_eq!((&first.task, claim(&other).await), (&Task::Import(import(mine, "a")), None));

        later(&bureau, MINUTE / 2 - 1);
        assert!(store.errand_goes_on(&first, "{\"n\":1}").await.unwrap());
        assert_eq!(other.errand(mine).await.unwrap().unwrap().progress, "{\"n\":1}");
        later(&bureau, MINUTE / 2 - 1);
        assert_eq!(claim(&other).await, None, "it is held on");
        store.forget_errand(mine).await.unwrap();
        later(&bureau, 1);
        let second = claim(&other).await.unwrap();
        assert_eq!((second.id, second.attempt), (first.id, 2));
        assert!(!store.errand_goes_on(&first, "").await.unwrap() && !store.end_errand(&first, "", b"late", &mut ids).await.unwrap());
        assert!(other.end_errand(&second, "2 lines", b"came", &mut ids).await.unwrap());
        let over = store.errand(mine).await.unwrap().unwrap();
        assert_eq!((over.state, over.attempts, over.content.as_slice()), (JobState::Done, 2, b"came".as_slice()));
        assert!(store.jobs().await.unwrap().iter().all(|job| !job.payload.contains("came") && !job.message.contains("came")));

        // The next errand takes the place; a worker of the one before means nothing to it, though both count one attempt.
        assert!(store.entrust(import(mine, "c"), b"", &mut ids).await.unwrap());
        let third = claim(store).await.unwrap();
        assert_eq!((third.id, third.attempt), (first.id, 1));
        assert!(!store.end_errand(&first, "", b"late", &mut ids).await.unwrap() && !store.settle_job(&first, Outcome::GivenBack).await.unwrap());
        assert!(store.end_errand(&third, "", b"", &mut ids).await.unwrap());
        store.forget_errand(mine).await.unwrap();
        assert_eq!(store.errand(mine).await.unwrap(), None);
        other.close().await;
    }

    async fn a_worker_stops_with_its_store(db: TestDatabase) {
        let bureau = Bureau::bare(db).await;
        bureau.store.close().await;
        bureau.store.run_jobs(std::future::pending()).await;
        assert!(matches!(bureau.store.enqueue(recount("2024-01-07"), Micros(0)).await, Err(StoreError::Closed)));
    }
}
