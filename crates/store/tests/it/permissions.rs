//! Who may do what, asked of the store.

use nc_kernel::{Actor, UserId};
use nc_people::commands::{CloseUser, CreateUser, GrantRole, RegisterPerson, TransferPerson};
use nc_people::{Action, Role};
use nc_testkit::dual_db;

use crate::bureau::{
    A, A1, A2, AUDIT_ADMINISTRATOR, B, B1, Bureau, LEADER, LEADER_A1, NOBODY, Newcomer, OFFICER, RECORDER_A, RECORDER_B,
    SECURITY_ADMINISTRATOR, SYSTEM_ADMINISTRATOR, TOP, cancel_class, class, codes, day, run, unit, year,
};

fn create(user: i64) -> CreateUser {
    CreateUser { user: Some(UserId(user)), person: None }
}

fn grant(user: i64, role: Role, at: &str) -> GrantRole {
    GrantRole { user: UserId(user), role, unit: unit(at), from: day("2024-01-08"), until: None }
}

dual_db! {
    async fn a_recorder_writes_for_the_own_unit_only(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let people = bureau.of(A1);
        bureau.done(&RECORDER_A, class("C-1", "2024-01-05", &[A1], &people)).await;
        for actor in [RECORDER_B, LEADER, LEADER_A1, SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR, AUDIT_ADMINISTRATOR, NOBODY, Actor::SYSTEM] {
            assert_eq!(bureau.refused(&actor, class("C-2", "2024-01-05", &[A1], &people)).await, ["access.not_allowed"], "{actor:?}");
            assert_eq!(bureau.refused(&actor, run("R-2", "2024-01-05", &[A1], &people)).await, ["access.not_allowed"], "{actor:?}");
        }
        // Who records does not undo what counts.
        assert_eq!(bureau.refused(&RECORDER_A, cancel_class("C-1")).await, ["access.not_allowed"]);
        // A person is moved by whoever answers for both places.
        let person = people[0];
        assert_eq!(bureau.refused(&RECORDER_A, TransferPerson { person, unit: unit(A2), from: day("2024-01-08") }).await, ["access.not_allowed"]);
        let newcomer: RegisterPerson = Newcomer::new(90, A1).registration("2024-01-02");
        assert_eq!(bureau.refused(&RECORDER_A, newcomer).await, ["access.not_allowed"]);
        assert_eq!(bureau.count("training.runs", TOP, year(2024)).await, 1);
    }

    async fn figures_are_read_within_what_was_granted(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        for (actor, at, may) in [
            (LEADER, TOP, true),
            (LEADER, A1, true),
            (LEADER_A1, A1, true),
            (LEADER_A1, A, false),
            (LEADER_A1, A2, false),
            (RECORDER_A, A2, true),
            (RECORDER_A, B, false),
            (NOBODY, A1, false),
            (SYSTEM_ADMINISTRATOR, TOP, false),
            (SECURITY_ADMINISTRATOR, TOP, false),
            (AUDIT_ADMINISTRATOR, TOP, false),
            (Actor::SYSTEM, TOP, false),
            (Actor { user: UserId(12_345) }, TOP, false),
        ] {
            assert_eq!(bureau.store.allow(&actor, Action::ReadFigures, &unit(at)).is_ok(), may, "{actor:?} at {at}");
        }
        // A scope for one unit does not open another, by whichever way it is asked.
        let scope = bureau.store.allow(&LEADER_A1, Action::ReadFigures, &unit(A1)).unwrap();
        for at in [TOP, A, A2, B1] {
            let question = bureau.question("people.serving", at, year(2024));
            let faults = [
                bureau.store.value(&scope, &question).await.err(),
                bureau.store.evidence(&scope, &question).await.err(),
                bureau.store.rows(&scope, &[], &question, None, 5).await.err(),
                bureau.store.prove(&scope, &question).await.err(),
            ];
            for fault in faults {
                assert_eq!(codes(&fault.expect(at)), ["access.not_allowed"]);
            }
        }
        assert!(bureau.store.value(&scope, &bureau.question("people.serving", A1, year(2024))).await.is_ok());
    }

    async fn names_and_numbers_are_read_within_what_was_granted(db: TestDatabase) {
        let bureau = Bureau::staffed(db).await;
        let scope = bureau.store.allow(&RECORDER_A, Action::ReadPeople, &unit(A)).unwrap();
        let (own, strange) = (bureau.people.iter().find(|p| p.unit == unit(A1)).unwrap(), bureau.people.iter().find(|p| p.unit == unit(B1)).unwrap());
        let names = bureau.store.names(&scope).await.unwrap();
        assert_eq!((names.len(), names.get(&own.id), names.get(&strange.id)), (15, Some(&own.name), None));
        assert_eq!(bureau.store.personal(&scope, own.id, "id_number").await.unwrap().as_ref(), Some(&own.id_number));
        assert_eq!(bureau.store.personal(&scope, strange.id, "id_number").await.unwrap(), None);
        let found = bureau.store.resolve(&scope, "police_number", &[&own.police_number, &strange.police_number, "000000"]).await.unwrap();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [(own.police_number.clone(), own.id)]);
        for actor in [LEADER, NOBODY, SYSTEM_ADMINISTRATOR, AUDIT_ADMINISTRATOR] {
            assert!(bureau.store.allow(&actor, Action::ReadPeople, &unit(A1)).is_err(), "{actor:?}");
        }
    }

    async fn the_three_administrators_do_each_their_own_and_no_other(db: TestDatabase) {
        let bureau = Bureau::staffed(db).await;
        bureau.done(&SYSTEM_ADMINISTRATOR, create(50)).await;
        bureau.done(&SECURITY_ADMINISTRATOR, grant(50, Role::Recorder, B)).await;
        for actor in [SECURITY_ADMINISTRATOR, AUDIT_ADMINISTRATOR, OFFICER, NOBODY] {
            assert_eq!(bureau.refused(&actor, create(51)).await, ["access.not_allowed"], "{actor:?}");
            assert_eq!(bureau.refused(&actor, CloseUser { user: UserId(50) }).await, ["access.not_allowed"], "{actor:?}");
        }
        for actor in [SYSTEM_ADMINISTRATOR, AUDIT_ADMINISTRATOR, OFFICER, NOBODY] {
            assert_eq!(bureau.refused(&actor, grant(50, Role::Leader, B)).await, ["access.not_allowed"], "{actor:?}");
        }
        // Nobody grants to themselves, and an administrator holds no second role.
        assert_eq!(bureau.refused(&SECURITY_ADMINISTRATOR, grant(7, Role::Leader, TOP)).await.len(), 2);
        for role in [Role::SystemAdministrator, Role::AuditAdministrator] {
            assert_eq!(bureau.refused(&SECURITY_ADMINISTRATOR, grant(50, role, TOP)).await, ["people.administrator_alone"]);
        }
        assert_eq!(bureau.refused(&SECURITY_ADMINISTRATOR, grant(6, Role::Recorder, A)).await, ["people.administrator_alone"]);
        // A closed account can do nothing from that moment on.
        let someone = Actor { user: UserId(50) };
        let people = bureau.of(B1);
        bureau.done(&someone, class("C-1", "2024-01-05", &[B], &people)).await;
        bureau.done(&SYSTEM_ADMINISTRATOR, CloseUser { user: UserId(50) }).await;
        assert_eq!(bureau.refused(&someone, class("C-2", "2024-01-05", &[B], &people)).await, ["access.not_allowed"]);
        assert!(bureau.store.scopes(&someone, Action::ReadFigures).is_empty());
    }
}
