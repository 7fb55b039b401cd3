use nc_kernel::Actor;

use super::{BASE, Bureau, EAST, ROOT, STATION, actor, path};
use crate::access::{Action, Reach, Role, SYSTEM_MAY, allow, matrix, reach, scopes};

#[test]
fn the_matrix() {
    insta::assert_snapshot!("matrix", matrix());
}

#[test]
fn no_administrator_can_do_anothers_work_nor_anybody_theirs() {
    let administrators: Vec<Role> = Role::ALL.iter().copied().filter(|role| role.is_administrator()).collect();
    assert_eq!(administrators.len(), 3);
    for action in Action::ALL {
        let holders: Vec<Role> = Role::ALL.iter().copied().filter(|role| reach(*role, *action) != Reach::None).collect();
        assert!(!holders.is_empty(), "nobody can {action:?}");
        if holders.iter().any(|role| role.is_administrator()) {
            assert_eq!(holders.len(), 1, "{action:?} is held by {holders:?}");
        }
    }
    for role in administrators {
        for action in [Action::ReadPeople, Action::ReadRows, Action::ReadFigures, Action::ManagePeople, Action::ErasePerson] {
            assert_eq!(reach(role, action), Reach::None, "{role:?} {action:?}");
        }
    }
    assert_eq!(reach(Role::SecurityAdministrator, Action::ReadAudit), Reach::None);
    assert_eq!(reach(Role::SystemAdministrator, Action::ManageGrants), Reach::None);
    assert_eq!(reach(Role::AuditAdministrator, Action::ReadAudit), Reach::Bureau);
}

#[test]
fn a_role_reaches_its_unit_and_below() {
    let mut bureau = Bureau::set_up("2025-06-01");
    bureau.user(20, Role::PoliticalOfficer, EAST);
    bureau.user(21, Role::Recorder, STATION);
    for (who, action, unit, allowed) in [
        (20, Action::ManagePeople, EAST, true),
        (20, Action::ManagePeople, STATION, true),
        (20, Action::ManagePeople, ROOT, false),
        (20, Action::ManagePeople, BASE, false),
        (20, Action::DefineFigures, EAST, false),
        (9, Action::DefineFigures, ROOT, true),
        (9, Action::ErasePerson, STATION, true),
        (21, Action::RecordTraining, STATION, true),
        (21, Action::RecordTraining, EAST, false),
        (21, Action::CorrectTraining, STATION, false),
        (22, Action::ReadFigures, STATION, false),
    ] {
        let got = allow(bureau.directory(), &actor(who), action, &path(unit), bureau.now);
        assert_eq!(got.is_ok(), allowed, "user {who} {action:?} {unit}");
        if let Ok(scope) = got {
            assert_eq!(*scope.path(), path(unit));
        }
    }
    let refusal = allow(bureau.directory(), &actor(21), Action::ReadAudit, &path(EAST), bureau.now).unwrap_err();
    assert_eq!(refusal.rule.code, "access.not_allowed");
    assert!(refusal.zh().contains("查看审计") && refusal.zh().contains(EAST) && refusal.en().contains("read the audit"), "{refusal}");
}

#[test]
fn scopes_are_the_tops_of_what_is_allowed() {
    let mut bureau = Bureau::set_up("2025-06-01");
    bureau.user(20, Role::Recorder, STATION);
    for (role, unit) in [(Role::ClassHead, BASE), (Role::Leader, EAST)] {
        let grant = crate::commands::GrantRole { user: nc_kernel::UserId(20), role, unit: path(unit), from: bureau.now.day(), until: None };
        bureau.ok(&grant);
    }
    let tops = |action| scopes(bureau.directory(), &actor(20), action, bureau.now).iter().map(|s| s.path().to_string()).collect::<Vec<_>>();
    assert_eq!(tops(Action::ReadRows), [BASE, EAST]);
    assert_eq!(tops(Action::RecordStudy), [STATION]);
    assert!(tops(Action::ManageUnits).is_empty());
    assert_eq!(scopes(bureau.directory(), &Actor::SYSTEM, Action::Operate, bureau.now)[0].path(), &path(ROOT));
}

#[test]
fn the_program_sets_up_and_nothing_else() {
    let bureau = Bureau::set_up("2025-06-01");
    for action in Action::ALL {
        let allowed = allow(bureau.directory(), &Actor::SYSTEM, *action, &path(ROOT), bureau.now).is_ok();
        assert_eq!(allowed, SYSTEM_MAY.contains(action), "{action:?}");
    }
    for action in [Action::ManagePeople, Action::ErasePerson, Action::ReadPeople, Action::ReadAudit, Action::RecordTraining] {
        assert!(!SYSTEM_MAY.contains(&action), "{action:?}");
    }
}
