use nc_kernel::Micros;
use nc_kernel::id::UserId;

use super::{Bureau, EAST, ROOT, STATION, actor, day, path};
use crate::access::{Action, Role, allow};
use crate::commands::{CloseUser, CreateUser, GrantRole, LeaveService, RevokeRole, TransferPerson};
use crate::directory::LeavingReason;

/// Users 1, 2, 3 are the system, security and audit administrators, made at set-up.
fn with_administrators() -> Bureau {
    let mut bureau = Bureau::set_up("2025-06-01");
    for (n, role) in [(1, Role::SystemAdministrator), (2, Role::SecurityAdministrator), (3, Role::AuditAdministrator)] {
        bureau.user(n, role, ROOT);
    }
    bureau
}

fn grant(user: i64, role: Role, unit: &str) -> GrantRole {
    GrantRole { user: UserId(user), role, unit: path(unit), from: day("2025-06-01"), until: None }
}

#[test]
fn the_three_administrators_are_three() {
    let mut bureau = with_administrators();
    for user in 20..23 {
        bureau.run(&actor(1), &CreateUser { user: Some(UserId(user)), person: None }).unwrap();
    }
    for (who, wish, codes) in [
        (2, grant(20, Role::Recorder, STATION), vec![]),
        (2, grant(20, Role::ClassHead, EAST), vec![]),
        (2, grant(20, Role::ClassHead, EAST), vec!["people.grant_held"]),
        (2, grant(20, Role::AuditAdministrator, ROOT), vec!["people.administrator_alone"]),
        (2, grant(1, Role::AuditAdministrator, ROOT), vec!["people.administrator_alone"]),
        (2, grant(1, Role::Officer, ROOT), vec!["people.administrator_alone"]),
        (2, grant(21, Role::SystemAdministrator, EAST), vec!["people.administrator_at_bureau"]),
        (2, grant(21, Role::SystemAdministrator, ROOT), vec![]),
        (2, grant(2, Role::Leader, ROOT), vec!["people.grant_to_self", "people.administrator_alone"]),
        (2, grant(99, Role::Leader, ROOT), vec!["people.user"]),
        (2, grant(22, Role::Leader, "/150600/99/"), vec!["people.unit"]),
        (2, GrantRole { from: day("2025-05-31"), ..grant(22, Role::Leader, ROOT) }, vec!["people.grant_past"]),
        (2, GrantRole { until: Some(day("2025-06-01")), ..grant(22, Role::Leader, ROOT) }, vec!["people.backwards"]),
        (1, grant(22, Role::Leader, ROOT), vec!["access.not_allowed"]),
        (3, grant(22, Role::Leader, ROOT), vec!["access.not_allowed"]),
        (9, grant(22, Role::Leader, ROOT), vec!["access.not_allowed"]),
    ] {
        let got = bureau.run(&actor(who), &wish).err().map(|r| r.codes()).unwrap_or_default();
        assert_eq!(got, codes, "user {who}: {wish:?}");
    }
    // Only the system administrator opens and closes accounts.
    for (who, allowed) in [(1, true), (2, false), (3, false), (9, false)] {
        assert_eq!(bureau.run(&actor(who), &CreateUser { user: None, person: None }).is_ok(), allowed, "user {who}");
        assert_eq!(bureau.run(&actor(who), &CloseUser { user: UserId(22) }).is_ok(), allowed, "user {who}");
    }
}

#[test]
fn an_administrator_may_change_office_only_after_giving_up_the_first() {
    let mut bureau = with_administrators();
    let seq = bureau.directory().grants_of(UserId(3)).next().unwrap().seq;
    bureau.run(&actor(2), &RevokeRole { granted: seq }).unwrap();
    assert!(bureau.run(&actor(2), &RevokeRole { granted: seq }).unwrap().facts.is_empty(), "revoked already");
    assert_eq!(bureau.run(&actor(2), &RevokeRole { granted: 999 }).unwrap_err().codes(), ["people.grant"]);
    bureau.run(&actor(2), &grant(3, Role::SystemAdministrator, ROOT)).unwrap();
}

#[test]
fn accounts() {
    let mut bureau = with_administrators();
    let person = bureau.person(1, STATION, "2021-01-01");
    let create = |user: Option<i64>, person| CreateUser { user: user.map(UserId), person };
    for (wish, codes) in [
        (create(Some(30), Some(person)), vec![]),
        (create(Some(30), None), vec!["people.user_exists"]),
        (create(Some(0), None), vec!["people.user_exists"]),
        (create(None, Some(person)), vec!["people.one_account"]),
        (create(None, Some(nc_kernel::PersonId(77))), vec!["people.person"]),
    ] {
        let got = bureau.run(&actor(1), &wish).err().map(|r| r.codes()).unwrap_or_default();
        assert_eq!(got, codes, "{wish:?}");
    }
    bureau.run(&actor(1), &CloseUser { user: UserId(30) }).unwrap();
    assert!(bureau.run(&actor(1), &CloseUser { user: UserId(30) }).unwrap().facts.is_empty(), "closed already");
    bureau.run(&actor(1), &create(Some(31), Some(person))).unwrap();
    assert_eq!(bureau.run(&actor(2), &grant(30, Role::Officer, ROOT)).unwrap_err().codes(), ["people.user"]);
}

#[test]
fn a_role_lasts_as_long_as_it_was_granted_and_the_person_serves() {
    let mut bureau = with_administrators();
    let person = bureau.person(1, STATION, "2021-01-01");
    bureau.run(&actor(1), &CreateUser { user: Some(UserId(30)), person: Some(person) }).unwrap();
    bureau
        .run(&actor(2), &GrantRole { from: day("2025-06-10"), until: Some(day("2025-07-01")), ..grant(30, Role::Recorder, STATION) })
        .unwrap();
    bureau.run(&actor(2), &grant(30, Role::Officer, STATION)).unwrap();
    let officer = bureau.last();
    let may = |b: &Bureau, action, at: Micros| allow(b.directory(), &actor(30), action, &path(STATION), at).is_ok();
    for (on, allowed) in [("2025-06-09", false), ("2025-06-10", true), ("2025-06-30", true), ("2025-07-01", false)] {
        assert_eq!(may(&bureau, Action::RecordTraining, Micros::at(day(on), 12, 0)), allowed, "{on}");
    }
    assert!(!may(&bureau, Action::ReadFigures, Micros(bureau.now.0 - 1)), "a grant never counts before it was made");
    assert!(may(&bureau, Action::ReadFigures, bureau.now));
    let granted_at = bureau.now;
    bureau.now = Micros::at(day("2025-06-05"), 10, 0);
    bureau.run(&actor(2), &RevokeRole { granted: officer }).unwrap();
    assert!(!may(&bureau, Action::ReadFigures, bureau.now), "revoked at once");
    assert!(may(&bureau, Action::ReadFigures, granted_at), "what was allowed then was allowed then");
    assert!(may(&bureau, Action::ReadFigures, Micros::at(day("2025-06-15"), 10, 0)), "by the other role");
    // Moving and leaving are told to who grants roles; leaving ends them.
    let decision = bureau.officer(&TransferPerson { person, unit: path(EAST), from: day("2025-06-16") }).unwrap();
    assert_eq!(decision.notes.iter().map(|n| n.rule.code).collect::<Vec<_>>(), ["people.grants_to_review"]);
    bureau.officer(&LeaveService { person, on: day("2025-06-20"), reason: LeavingReason::MovedAway }).unwrap();
    assert!(may(&bureau, Action::RecordTraining, Micros::at(day("2025-06-19"), 12, 0)));
    assert!(!may(&bureau, Action::RecordTraining, Micros::at(day("2025-06-20"), 12, 0)));
}
