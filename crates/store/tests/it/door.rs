//! The people at the door, on both databases.

use std::sync::Arc;

use nc_kernel::{FixedClock, Micros, PersonId, SeededIds, UserId};
use nc_store::door::{Budget, CEREMONY, IDLE, KeyUse, MOST_PASSKEYS, Preference, Stage};
use nc_testkit::TestDatabase;

use crate::bureau::Bureau;

const USER: UserId = UserId(42);

/// An empty ledger with one account.
async fn at_the_door(db: TestDatabase) -> Bureau {
    let bureau = Bureau::bare(db).await;
    bureau.store.create_account(USER, "neiqin", "correct horse battery", &mut SeededIds::new(4)).await.unwrap();
    bureau
}

fn wait(clock: &Arc<FixedClock>, micros: i64) {
    use nc_kernel::Clock as _;
    clock.set(Micros(clock.now().0 + micros));
}

nc_testkit::dual_db! {
    async fn no_minute_sees_more_than_ten_tries(db: TestDatabase) {
        let bureau = at_the_door(db).await;
        let (store, clock) = (&bureau.store, &bureau.clock);
        let mut granted: Vec<i64> = Vec::new();
        for tenth in 0..1_800 {
            if store.may_try(&Budget::of_login("neiqin")).await.unwrap() {
                granted.push(tenth);
            }
            wait(clock, 100_000);
        }
        let most = granted.iter().map(|at| granted.iter().filter(|other| (*at..*at + 600).contains(*other)).count()).max().unwrap();
        assert!((5..=10).contains(&most), "{most} within some minute: {granted:?}");
        assert_eq!(granted.len(), 19, "five at once, then one every twelve seconds over three minutes: {granted:?}");
        // Many at once are no way round it, and another budget is not touched.
        wait(clock, 60_000_000);
        let all = futures_util::future::join_all((0..40).map(|_| { let store = store.clone(); async move { store.may_try(&Budget::of_login("neiqin")).await.unwrap() } })).await;
        assert_eq!(all.into_iter().filter(|granted| *granted).count(), 5);
        assert!(store.may_try(&Budget::of_device("neiqin", "known")).await.unwrap());
    }

    async fn a_ceremony_is_taken_once_for_its_purpose_and_in_time(db: TestDatabase) {
        let bureau = at_the_door(db).await;
        let (store, clock, mut ids) = (&bureau.store, &bureau.clock, SeededIds::new(9));
        let secret = store.begin_ceremony("oidc", b"state and nonce", &mut ids).await.unwrap().unwrap();
        assert_eq!(store.take_ceremony("passkey", &secret).await.unwrap(), None, "for another purpose");
        let taken = futures_util::future::join_all((0..8).map(|_| store.take_ceremony("oidc", &secret))).await;
        let taken: Vec<Vec<u8>> = taken.into_iter().filter_map(Result::unwrap).collect();
        assert_eq!(taken, [b"state and nonce".to_vec()], "of many at once one gets it");
        let late = store.begin_ceremony("oidc", b"x", &mut ids).await.unwrap().unwrap();
        wait(clock, CEREMONY);
        assert_eq!(store.take_ceremony("oidc", &late).await.unwrap(), None);
    }

    async fn an_identity_opens_one_account_and_an_account_has_one(db: TestDatabase) {
        const OTHER: UserId = UserId(43);
        let bureau = at_the_door(db).await;
        let store = &bureau.store;
        store.create_account(OTHER, "other", "correct horse battery", &mut SeededIds::new(5)).await.unwrap();
        assert!(store.link_identity(USER, "https://id.example", "481001").await.unwrap());
        assert!(!store.link_identity(OTHER, "https://id.example", "481001").await.unwrap(), "it has an account");
        assert!(!store.link_identity(USER, "https://id.example", "481002").await.unwrap(), "the account has one");
        assert!(store.link_identity(OTHER, "https://other.example", "481001").await.unwrap(), "another issuer's subject is somebody else");
        assert_eq!(store.identity_user("https://id.example", "481001").await.unwrap(), Some(USER));
        assert_eq!(store.identity_user("https://id.example", "481002").await.unwrap(), None);
        assert_eq!(store.identity_of(USER).await.unwrap().unwrap().issuer, "https://id.example");
        store.close_account("neiqin").await.unwrap();
        assert_eq!(store.identity_user("https://id.example", "481001").await.unwrap(), None, "a closed account opens to nobody");
        assert!(store.unlink_identity(OTHER).await.unwrap());
        assert_eq!(store.identity_user("https://other.example", "481001").await.unwrap(), None);
    }

    async fn a_passkey_counts_on_and_goes_with_a_reset(db: TestDatabase) {
        let bureau = at_the_door(db).await;
        let (store, mut ids) = (&bureau.store, SeededIds::new(9));
        let at = |counter| KeyUse { counter, synced: false };
        assert!(store.add_passkey(USER, b"credential", "办公室电脑", b"key", at(3), &mut ids).await.unwrap());
        assert!(!store.add_passkey(USER, b"credential", "again", b"key", at(3), &mut ids).await.unwrap());
        assert!(store.use_passkey(b"credential", b"key at 4", at(4), &mut ids).await.unwrap());
        for stale in [4, 3, 0] {
            assert!(!store.use_passkey(b"credential", b"copied", at(stale), &mut ids).await.unwrap(), "{stale}");
        }
        let kept = store.passkey_of(b"credential").await.unwrap().unwrap();
        assert_eq!((kept.content.as_slice(), kept.name.as_str(), kept.user), (b"key at 4".as_slice(), "办公室电脑", USER));
        // A key without a counter says 0 always.
        assert!(store.add_passkey(USER, b"synced", "手机", b"key", KeyUse { counter: 0, synced: true }, &mut ids).await.unwrap());
        assert!(store.use_passkey(b"synced", b"key", KeyUse { counter: 0, synced: true }, &mut ids).await.unwrap());
        assert!(!store.rename_passkey(UserId(43), kept.id, "x", &mut ids).await.unwrap() && !store.remove_passkey(UserId(43), kept.id).await.unwrap());
        assert!(store.rename_passkey(USER, kept.id, "值班室", &mut ids).await.unwrap());
        for n in 2..MOST_PASSKEYS {
            assert!(store.add_passkey(USER, format!("{n}").as_bytes(), "x", b"key", at(0), &mut ids).await.unwrap());
        }
        assert!(!store.add_passkey(USER, b"one too many", "x", b"key", at(0), &mut ids).await.unwrap());
        assert!(store.link_identity(USER, "https://id.example", "481001").await.unwrap());
        let account = store.account("neiqin").await.unwrap().unwrap();
        store.reset_password(&account, "another good sentence", &mut ids).await.unwrap();
        assert!(store.passkeys(USER).await.unwrap().is_empty() && store.identity_of(USER).await.unwrap().is_none());
    }

    async fn a_session_is_found_by_its_secret_alone_and_ends(db: TestDatabase) {
        let bureau = at_the_door(db).await;
        let (store, clock) = (&bureau.store, &bureau.clock);
        let mut ids = SeededIds::new(9);
        let open = store.open_session(USER, Stage::SignedIn, "Chrome Linux", &mut ids).await.unwrap();
        let half = store.open_session(USER, Stage::AwaitsCode, "Chrome Linux", &mut ids).await.unwrap();
        assert_eq!(store.session(&open.secret).await.unwrap().unwrap().user, USER);
        assert_eq!(store.session(&half.secret).await.unwrap().unwrap().stage, Stage::AwaitsCode);
        assert_eq!(store.sessions(USER).await.unwrap().len(), 1, "one that is half in is no session to list");
        assert_eq!(store.session(&open.secret.to_uppercase()).await.unwrap(), None);
        wait(clock, 301_000_000);
        assert_eq!(store.session(&half.secret).await.unwrap(), None, "the second step takes five minutes at most");
        wait(clock, IDLE - 302_000_000);
        assert!(store.session(&open.secret).await.unwrap().is_some());
        wait(clock, IDLE);
        assert_eq!(store.session(&open.secret).await.unwrap(), None);
        let open = store.open_session(USER, Stage::SignedIn, "", &mut ids).await.unwrap();
        store.close_account("neiqin").await.unwrap();
        assert_eq!(store.session(&open.secret).await.unwrap(), None);
    }

    async fn a_code_is_good_once_also_when_it_is_sent_twice_at_once(db: TestDatabase) {
        let bureau = at_the_door(db).await;
        let (store, clock) = (&bureau.store, &bureau.clock);
        let mut ids = SeededIds::new(9);
        let enrolment = store.begin_second_factor(USER, "neiqin", "Test", &mut ids).await.unwrap().unwrap();
        assert!(enrolment.url.starts_with("otpauth://totp/") && enrolment.url.contains(&enrolment.secret) && !format!("{enrolment:?}").contains(&enrolment.secret));
        let secret = totp_rs::Secret::try_from_base32(&enrolment.secret).unwrap();
        let totp = totp_rs::Builder::new().with_secret(secret).with_account_name("x".to_owned()).build().unwrap();
        let code = |store: &nc_store::Store| totp.generate(u64::try_from(store.now().0 / 1_000_000).unwrap()).to_string();
        assert_eq!(store.confirm_second_factor(USER, "12345x", &mut ids).await.unwrap(), None);
        assert!(!store.has_second_factor(USER).await.unwrap());
        let recovery = store.confirm_second_factor(USER, &code(store), &mut ids).await.unwrap().unwrap();
        assert!(store.has_second_factor(USER).await.unwrap());
        assert_eq!(store.begin_second_factor(USER, "neiqin", "Test", &mut ids).await.unwrap(), None);
        wait(clock, 60_000_000);
        let now = code(store);
        let twice = futures_util::future::join(store.use_code(USER, &now), store.use_code(USER, &now)).await;
        assert_ne!(twice.0.unwrap(), twice.1.unwrap(), "exactly one of the two");
        assert!(store.use_code(USER, &recovery[0]).await.unwrap());
        assert!(!store.use_code(USER, &recovery[0]).await.unwrap());
        assert!(!store.use_code(UserId(43), &recovery[1]).await.unwrap());
    }

    async fn readings_preferences_and_drafts_are_kept(db: TestDatabase) {
        let bureau = at_the_door(db).await;
        let (store, clock) = (&bureau.store, &bureau.clock);
        let mut ids = SeededIds::new(9);
        let subjects: Vec<PersonId> = (1..=1_500).map(PersonId).collect();
        for _ in 0..3 {
            store.note_reading(USER, "people", &subjects).await.unwrap();
            store.note_reading(USER, "rows:training.runs", &subjects[..1]).await.unwrap();
        }
        let of = store.readings_of(PersonId(1), 10).await.unwrap();
        assert_eq!(of.iter().map(|reading| (reading.what.as_str(), reading.times)).collect::<Vec<_>>(), [("people", 3), ("rows:training.runs", 3)]);
        let today = store.now().day();
        assert_eq!(store.readings(today, today, 5_000).await.unwrap().len(), 1_501);

        store.set_preference(USER, &Preference { lang: "en".to_owned(), theme: "dark".to_owned() }).await.unwrap();
        assert_eq!(store.preference(USER).await.unwrap().theme, "dark");

        let fields = vec![("title".to_owned(), "警务实战".to_owned()), ("roster".to_owned(), "100001".to_owned())];
        store.save_draft(USER, "training.record_held", &fields, &mut ids).await.unwrap();
        store.save_draft(USER, "training.record_held", &fields[..1], &mut ids).await.unwrap();
        assert_eq!(store.draft(USER, "training.record_held").await.unwrap().unwrap().fields, fields[..1]);
        wait(clock, 15 * 24 * 3_600_000_000);
        assert_eq!(store.draft(USER, "training.record_held").await.unwrap(), None, "two weeks later it is gone");
        store.note_door_event(USER, USER, "signed_in", &mut ids).await.unwrap();
        assert_eq!(store.door_events_of(USER, 5).await.unwrap()[0].kind, "signed_in");
    }
}
