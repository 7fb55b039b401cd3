//! Training as people meet it: the code of the room, certificates, and one's own calendar.

use nc_capability::certificate::badge::{Badge, Fault};
use nc_capability::certificate::command::{IssueCertificates, ReissueCertificate};
use nc_capability::certificate::content::{Content, split};
use nc_capability::certificate::status_list::StatusList;
use nc_capability::certificate::{CertificateId, SeriesId};
use nc_capability::training::checkin::Verdict;
use nc_capability::training::command::{CancelSession, ConfirmCheckIns, Enrol, OpenClass, PlanClass, ScheduleSession, Step, Withdraw};
use nc_capability::training::{Category, ClassId};
use nc_kernel::{Actor, Micros, PersonId, SeededIds, UserId};
use nc_ledger::statement;
use nc_ledger::token::{self, Typ};
use nc_people::commands::{CreateUser, ErasePerson, GrantRole, LeaveService};
use nc_people::directory::LeavingReason;
use nc_people::{Action, Role};
use nc_store::CheckedIn;
use nc_testkit::dual_db;

use crate::bureau::{A, A1, B, Bureau, OFFICER, RECORDER_A, TOP, class, class_id, day, unit};

const SERIAL: &str = "S-1";

/// An account of their own for the `n`-th person of A1, who may take part.
async fn account(bureau: &Bureau, n: usize) -> (Actor, PersonId) {
    let person = bureau.of(A1)[n];
    let actor = Actor { user: UserId(100 + n as i64) };
    bureau.done(&Actor::SYSTEM, CreateUser { user: Some(actor.user), person: Some(person) }).await;
    let grant = GrantRole { user: actor.user, role: Role::Officer, unit: unit(A1), from: day("2024-01-08"), until: None };
    bureau.done(&Actor::SYSTEM, grant).await;
    (actor, person)
}

/// A class that `people` attended and have certificates of.
async fn certified(bureau: &Bureau, people: &[PersonId]) -> ClassId {
    bureau.done(&RECORDER_A, class(SERIAL, "2024-01-05", &[A], people)).await;
    let (class, series) = (class_id(SERIAL), SeriesId::of(&unit(A), 2024));
    bureau.done(&RECORDER_A, IssueCertificates { class, series, people: people.to_vec(), authority: "局训练处".to_owned() }).await;
    class
}

/// A class of one day with two sessions, with a seat for each of `persons`.
async fn seated(bureau: &Bureau, persons: Vec<PersonId>) -> ClassId {
    let plan = PlanClass {
        serial: SERIAL.to_owned(),
        title: "警务技能训练".to_owned(),
        category: Category::Professional,
        starts_on: day("2024-01-10"),
        ends_on: None,
        organisers: vec![unit(A)],
        credit_minutes: 0,
        host: None,
        capacity: Some(20),
        cut_off: None,
        pass_line: None,
        plan_item: None,
        theme: Vec::new(),
        venue: None,
    };
    bureau.done(&RECORDER_A, plan).await;
    let class = class_id(SERIAL);
    bureau.done(&RECORDER_A, OpenClass { class }).await;
    for starts_minute in [540, 840] {
        let session = ScheduleSession {
            class,
            subject: "法律".to_owned(),
            day: day("2024-01-10"),
            starts_minute,
            ends_minute: starts_minute + 45,
            credit_minutes: None,
            room: Some("一号教室".to_owned()),
            instructor: None,
            instructor_reason: None,
            equipment: Vec::new(),
            overlap_reason: None,
        };
        bureau.done(&RECORDER_A, session).await;
    }
    bureau.done(&RECORDER_A, Enrol { class, persons, step: Step::Enrol, late_reason: None }).await;
    class
}

async fn session(bureau: &Bureau, class: ClassId, number: u32) -> nc_capability::training::model::Session {
    let scope = bureau.store.allow(&OFFICER, Action::ReadRows, &unit(TOP)).unwrap();
    bureau.store.class(&[scope], class).await.unwrap().unwrap().session(number).unwrap().clone()
}

dual_db! {
    async fn t6_the_servers_clock_alone_says_whether_a_typed_code_is_early_right_or_old(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let (actor, person) = account(&bureau, 0).await;
        let class = seated(&bureau, vec![person]).await;
        let first = session(&bureau, class, 1).await;
        let at = |hour, minute, second: i64| Micros(Micros::at(day("2024-01-10"), hour, minute).0 + second * 1_000_000);
        let typed = async |text: &str| bureau.store.check_in(&actor, bureau.key(), (class, 1), text).await.unwrap();

        bureau.clock.set(at(8, 42, 0));
        assert_eq!(bureau.store.check_in_code(class, &first), None, "no code is shown before its time");
        assert_eq!(typed("000000").await, CheckedIn::Not(Verdict::TooEarly { opens: at(8, 45, 0) }));
        bureau.clock.set(at(8, 50, 0));
        let code = bureau.store.check_in_code(class, &first).unwrap();
        bureau.clock.set(at(8, 52, 0));
        assert_eq!(typed(&code).await, CheckedIn::Not(Verdict::Stale), "a photo of an old code");
        let code = bureau.store.check_in_code(class, &first).unwrap();
        let CheckedIn::In(receipt) = typed(&code).await else { panic!("the right code in time") };
        assert_eq!(receipt.facts, 1, "the early try locked nobody");
        let CheckedIn::In(again) = typed(&code).await else { panic!("again") };
        assert_eq!(again.facts, 0);
        let other = bureau.store.check_in(&actor, bureau.key(), (class, 2), &code).await.unwrap();
        assert_eq!(other, CheckedIn::Not(Verdict::TooEarly { opens: at(13, 45, 0) }), "another session, another window");
        let unknown = bureau.store.check_in(&actor, bureau.key(), (class_id("none"), 1), &code).await.unwrap();
        assert_eq!(unknown, CheckedIn::Not(Verdict::Wrong));
        let nobody = bureau.store.check_in(&OFFICER, bureau.key(), (class, 1), &code).await.unwrap_err();
        assert_eq!(crate::bureau::codes(&nobody), ["common.not_you"], "an account that belongs to nobody");

        bureau.done(&RECORDER_A, ConfirmCheckIns { class }).await;
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    }

    async fn a_certificate_verifies_offline_by_its_file_and_online_by_its_code_and_names_nobody_once_erased(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let people = bureau.of(A1);
        let class = certified(&bureau, &people[..2]).await;
        let scopes = [bureau.store.allow(&OFFICER, Action::ReadPeople, &unit(TOP)).unwrap()];
        let held = bureau.store.certificates_of(&scopes, class).await.unwrap().unwrap();
        let papers = bureau.store.papers(&scopes, &held).await.unwrap();
        assert_eq!(papers.len(), 2);
        let paper = papers.iter().find(|paper| paper.person == people[0]).unwrap();
        let name = &bureau.people.iter().find(|p| p.id == people[0]).unwrap().name;
        assert!(!paper.note.contains(name.as_str()), "what is signed holds no name");

        let (note, opening) = split(&paper.file());
        let content = Content::read(&statement::open(&note, bureau.store.verifier_key()).unwrap()).unwrap();
        let opening = opening.unwrap();
        assert!(opening.opens(&content.holder) && opening.name == *name);
        assert!(statement::open(&note.replace("minutes 240", "minutes 960"), bureau.store.verifier_key()).is_err());

        let known = bureau.store.verify_certificate(&content.number, &content.code.to_lowercase()).await.unwrap().unwrap();
        assert_eq!((known.issue.void, known.replaced_by), (None, None));
        let other = papers.iter().find(|paper| paper.person == people[1]).unwrap();
        assert_eq!(bureau.store.verify_certificate(&content.number, &other.content.code).await.unwrap(), None);
        assert_eq!(bureau.store.verify_certificate("2024-a-99999", &content.code).await.unwrap(), None);

        // Another unit's reader sees no paper of these people.
        let elsewhere = [bureau.store.allow(&OFFICER, Action::ReadPeople, &unit(B)).unwrap()];
        assert!(bureau.store.papers(&elsewhere, &held).await.unwrap().is_empty());

        let reissue = ReissueCertificate {
            certificate: CertificateId::of(class, people[0]),
            series: SeriesId::of(&unit(A), 2024),
            reason: "遗失".to_owned(),
            authority: "训练处".to_owned(),
        };
        bureau.done(&OFFICER, reissue).await;
        let known = bureau.store.verify_certificate(&content.number, &content.code).await.unwrap().unwrap();
        assert!(known.issue.void.is_some());
        assert_eq!(known.replaced_by.as_deref(), Some("2024-a-00003"));

        bureau.done(&OFFICER, LeaveService { person: people[1], on: day("2024-01-08"), reason: LeavingReason::Resigned }).await;
        bureau.done(&OFFICER, ErasePerson { person: people[1], basis: "依申请".to_owned() }).await;
        let held = bureau.store.certificates_of(&scopes, class).await.unwrap().unwrap();
        assert!(bureau.store.papers(&scopes, &held).await.unwrap().iter().all(|paper| paper.person != people[1]));
        let known = bureau.store.verify_certificate(&other.content.number, &other.content.code).await.unwrap();
        assert!(known.is_some_and(|known| known.issue.void.is_none()), "the paper in their hand stays good");
        assert_eq!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing, Vec::<&str>::new());
    }

    async fn a_badge_verifies_offline_and_its_series_list_tells_which_numbers_are_void(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let people = bureau.of(A1);
        let class = certified(&bureau, &people[..2]).await;
        let scopes = [bureau.store.allow(&OFFICER, Action::ReadPeople, &unit(TOP)).unwrap()];
        let key = bureau.store.verifier_key();
        let papers = async || {
            let held = bureau.store.certificates_of(&scopes, class).await.unwrap().unwrap();
            bureau.store.papers(&scopes, &held).await.unwrap()
        };
        let before = papers().await;
        let paper = before.iter().find(|paper| paper.person == people[0]).unwrap();
        let other = before.iter().find(|paper| paper.person == people[1]).unwrap();
        let read = |token: &str| Badge::read(&token::open(token, Typ::Jwt, key).unwrap()).unwrap();
        let (token, today) = (bureau.store.badge(paper).unwrap(), bureau.store.now().day());
        let (badge, others) = (read(&token), read(&bureau.store.badge(other).unwrap()));
        assert!(badge.is_of(&paper.opening.name) && !badge.is_of(&other.opening.name));
        assert_eq!((badge.number.as_str(), badge.until), ("2024-a-00001", today.plus_months(24)));

        let list = async || {
            let list = bureau.store.status_list(&scopes, "2024-a").await.unwrap().unwrap();
            StatusList::read(&token::open(&list, Typ::VcJwt, key).unwrap()).unwrap()
        };
        assert_eq!(badge.check(today, Some(&list().await)), Ok(()));
        let reissue = ReissueCertificate {
            certificate: CertificateId::of(class, people[0]),
            series: SeriesId::of(&unit(A), 2024),
            reason: "遗失".to_owned(),
            authority: "训练处".to_owned(),
        };
        bureau.done(&OFFICER, reissue).await;
        let after = list().await;
        assert_eq!(badge.check(today, Some(&after)), Err(Fault::Revoked), "the old number");
        assert_eq!(others.check(today, Some(&after)), Ok(()), "nobody else's");
        let again = papers().await.into_iter().find(|paper| paper.person == people[0]).unwrap();
        let next = read(&bureau.store.badge(&again).unwrap());
        assert_eq!((next.number.as_str(), next.check(today, Some(&after))), ("2024-a-00003", Ok(())));
        assert_eq!(bureau.store.status_list_beside(&again).await.unwrap(), bureau.store.status_list(&scopes, "2024-a").await.unwrap().unwrap());

        // Another unit's reader gets no list of it, and no series is made up.
        let elsewhere = [bureau.store.allow(&OFFICER, Action::ReadPeople, &unit(B)).unwrap()];
        assert_eq!(bureau.store.status_list(&elsewhere, "2024-a").await.unwrap(), None);
        for none in ["2024-nowhere", "a", ""] {
            assert_eq!(bureau.store.status_list(&scopes, none).await.unwrap(), None, "{none}");
        }
    }

    async fn a_calendar_address_shows_its_owner_their_own_sessions_until_it_is_taken_back(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let (actor, person) = account(&bureau, 0).await;
        let (_, colleague) = account(&bureau, 1).await;
        let class = seated(&bureau, vec![person]).await;
        let mut ids = SeededIds::new(3);
        bureau.store.create_account(actor.user, "xueyuan", "correct horse battery", &mut ids).await.unwrap();
        let first = bureau.store.make_calendar_feed(actor.user, &mut ids).await.unwrap();
        let address = bureau.store.make_calendar_feed(actor.user, &mut ids).await.unwrap();
        assert_eq!(bureau.store.calendar_feed_user(&first).await.unwrap(), None, "a new address ends the old");
        assert_eq!(bureau.store.calendar_feed_user(&address).await.unwrap(), Some(actor.user));

        let own = async |person| bureau.store.own_sessions(person, day("2024-01-01")).await.unwrap();
        let sessions = own(person).await;
        assert_eq!(sessions.iter().map(|s| (s.session, s.cancelled, s.sequence)).collect::<Vec<_>>(), [(1, false, 0), (2, false, 0)]);
        assert!(own(colleague).await.is_empty(), "nobody else's");
        bureau.done(&RECORDER_A, CancelSession { class, session: 2, reason: "停电".to_owned() }).await;
        assert_eq!(own(person).await.iter().map(|s| (s.cancelled, s.sequence)).collect::<Vec<_>>(), [(false, 0), (true, 1)]);
        bureau.done(&RECORDER_A, Withdraw { class, persons: vec![person], reason: Some("出警".to_owned()) }).await;
        assert_eq!(own(person).await.iter().map(|s| (s.cancelled, s.sequence)).collect::<Vec<_>>(), [(true, 1), (true, 2)], "it only rises");
        bureau.done(&RECORDER_A, Enrol { class, persons: vec![person], step: Step::Enrol, late_reason: None }).await;
        assert_eq!(own(person).await.iter().map(|s| (s.cancelled, s.sequence)).collect::<Vec<_>>(), [(false, 2), (true, 3)]);

        assert!(bureau.store.end_calendar_feed(actor.user).await.unwrap());
        assert_eq!(bureau.store.calendar_feed_user(&address).await.unwrap(), None);
        assert!(!bureau.store.end_calendar_feed(actor.user).await.unwrap());
        let address = bureau.store.make_calendar_feed(actor.user, &mut ids).await.unwrap();
        bureau.store.close_account("xueyuan").await.unwrap();
        assert_eq!(bureau.store.calendar_feed_user(&address).await.unwrap(), None, "it goes with the account");
    }
}
