//! Tasks of committee meetings: a desk finds the open ones, and what is closed leaves nothing to be read.

use nc_kernel::id::to_text;
use nc_organisation::study::MeetingId;
use nc_people::Action;
use nc_testkit::dual_db;
use serde_json::{Value, json};

use crate::bureau::{A, A1, Bureau, OFFICER, day};
use crate::direct_sql::Direct;

async fn done(bureau: &Bureau, name: &str, input: Value) {
    bureau.store.execute_named(&OFFICER, bureau.key(), name, input).await.unwrap_or_else(|fault| panic!("{name}: {fault}"));
}

dual_db! {
    async fn a13_a_view_of_tasks_reads_the_open_ones_however_long_the_history(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let people = bureau.of(A1);
        let (doer, verifier) = (people[0], people[1]);
        let source = json!({"serial": "s1", "title": "讲话", "issuer": "中央", "level": "central", "published_on": "2023-12-20", "unit": "/150600/"});
        done(&bureau, "study.publish_source", source).await;
        let cited = to_text(nc_kernel::id::natural("SourceId", "s1"));
        for n in 1..=12 {
            let (serial, committee) = (format!("m{n}"), if n % 2 == 0 { A } else { "/150600/" });
            let meeting = MeetingId::of_serial(&serial);
            let held = json!({"serial": serial, "committee": committee, "held_on": "2024-01-02", "agenda": [{"title": "学习", "source": cited}]});
            done(&bureau, "study.hold_meeting", held).await;
            let task = json!({"meeting": meeting, "item": 1, "what": format!("任务{n}"), "doer": doer, "assigned_on": "2024-01-02", "due_by": "2024-01-04"});
            done(&bureau, "study.assign_follow_up", task).await;
            if n <= 10 {
                done(&bureau, "study.report_follow_up", json!({"meeting": meeting, "task": 1, "reported_on": "2024-01-03"})).await;
                let accepted = json!({"meeting": meeting, "task": 1, "verifier": verifier, "verified_on": "2024-01-04", "accepted": true});
                done(&bureau, "study.verify_follow_up", accepted).await;
            }
        }
        let today = day("2024-01-08");
        let scopes = bureau.store.scopes(&OFFICER, Action::ReadRows);
        let says = |open: Vec<nc_store::FollowUp>| open.into_iter().map(|one| (one.task.what, one.overdue)).collect::<Vec<_>>();
        let both = vec![("任务11".to_owned(), Some(4)), ("任务12".to_owned(), Some(4))];
        let mut whole = says(bureau.store.follow_ups(&scopes, today).await.unwrap());
        whole.sort();
        assert_eq!(whole, both);
        let within = bureau.store.allow(&OFFICER, Action::ReadRows, &crate::bureau::unit(A)).unwrap();
        // A unit seen by itself and within another is told once.
        let twice = [within.clone(), bureau.everything(), within.clone()];
        assert_eq!(bureau.store.follow_ups(&twice, today).await.unwrap().len(), 2);
        assert_eq!(says(bureau.store.follow_ups(&[within], today).await.unwrap()), [both[1].clone()]);
        assert_eq!(bureau.store.own_follow_ups(doer, today).await.unwrap().len(), 2);
        assert_eq!(bureau.store.own_follow_ups(verifier, today).await.unwrap(), Vec::new());
        let kept = Direct::to(&bureau.url).await.texts("SELECT CAST(count(*) AS TEXT) FROM open_task").await;
        assert_eq!(kept, ["2"], "twelve meetings were held, two are read");
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    }
}
