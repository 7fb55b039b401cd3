//! The three administrators, each at their own work.

use crate::bureau::{AUDIT, Bureau, LEADER_A, OFFICER, PASSWORD, SECURITY, SYSTEM};

#[tokio::test]
async fn accounts_are_made_reset_and_closed_and_a_password_is_shown_once() {
    let bureau = Bureau::new().await;
    let mut system = bureau.signed_in(&SYSTEM).await;
    let made = system.post("/admin/accounts", &[("what", "create"), ("login", "neiqin"), ("person", "")]).await;
    assert_eq!((made.status.as_u16(), made.header("cache-control")), (200, "no-store"));
    let text = made.text();
    let password = text.split_once("nc-secret\">").unwrap().1.split_once('<').unwrap().0.to_owned();
    assert!(!system.get("/admin/accounts").await.text().contains(&password));
    let mut new = bureau.browser();
    assert_eq!(new.sign_in("neiqin", &password).await.status, 303);

    for (fields, says, kept) in [
        ([("what", "create"), ("login", "political"), ("person", "")], "已被使用", "value=\"political\""),
        ([("what", "create"), ("login", "two words"), ("person", "")], "无法识别", "value=\"two words\""),
        ([("what", "create"), ("login", "other"), ("person", "nonsense")], "无法识别", "value=\"nonsense\""),
    ] {
        let refused = system.post("/admin/accounts", &fields).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains(says) && refused.text().contains(kept), "{}", refused.text());
    }

    let reset = system.post("/admin/accounts", &[("what", "reset"), ("account", "neiqin")]).await.text();
    let second = reset.split_once("nc-secret\">").unwrap().1.split_once('<').unwrap().0.to_owned();
    assert_eq!(new.get("/").await.status, 303, "sessions end with the old password");
    assert_eq!(new.sign_in("neiqin", &password).await.status, 422);
    assert_eq!(new.sign_in("neiqin", &second).await.status, 303);
    assert_eq!(system.post("/admin/accounts", &[("what", "close"), ("account", "neiqin")]).await.status, 303);
    assert_eq!(new.get("/").await.status, 303);
    assert_eq!(new.sign_in("neiqin", &second).await.status, 422);
    assert_eq!(system.post("/admin/accounts", &[("what", "close"), ("account", "neiqin")]).await.status, 404);
}

#[tokio::test]
async fn roles_are_granted_and_taken_back_at_once() {
    let bureau = Bureau::new().await;
    let mut security = bureau.signed_in(&SECURITY).await;
    let mut nobody = bureau.browser();
    nobody.sign_in("nobody", PASSWORD).await;
    assert_eq!(nobody.get("/people").await.status, 403);
    let grant = |until: &'static str| {
        [("what", "grant"), ("user", "nobody"), ("role", "supervisor"), ("unit", "/150600/a/"), ("from", "2024-03-01"), ("until", until)]
    };
    let refused = security.post("/admin/grants", &grant("2024-02-01")).await;
    assert_eq!(refused.status, 422);
    let text = refused.text();
    assert!(
        text.contains("value=\"2024-02-01\"") && text.contains("<option value=\"supervisor\" selected>") && text.contains("fault-until-1"),
        "{text}"
    );
    assert_eq!(security.post("/admin/grants", &grant("")).await.status, 303);
    assert_eq!(nobody.get("/people?unit=/150600/a/").await.status, 200);
    assert_eq!(nobody.get("/people?unit=/150600/b/").await.status, 403);
    let page = security.get("/admin/grants").await.text();
    let line = page.lines().find(|line| line.contains("nobody · 督察纪检")).unwrap();
    let (before, _) = line.split_once("\">nobody · 督察纪检").unwrap();
    let seq = before.rsplit_once("value=\"").unwrap().1;
    assert_eq!(security.post("/admin/grants", &[("what", "revoke"), ("granted", seq)]).await.status, 303);
    assert_eq!(nobody.get("/people?unit=/150600/a/").await.status, 403);
    let own = security
        .post("/admin/grants", &[("what", "grant"), ("user", "secadmin"), ("role", "leader"), ("unit", "/150600/"), ("from", "2024-03-01")])
        .await;
    assert_eq!(own.status, 422, "nobody grants to themselves");
}

#[tokio::test]
async fn the_audit_sees_readings_and_the_door_by_pseudonym() {
    let bureau = Bureau::new().await;
    let mut officer = bureau.signed_in(&OFFICER).await;
    officer.get("/people?unit=/150600/a/").await;
    bureau.api(&LEADER_A, "/figures/training.attendances/rows").await;
    let mut audit = bureau.signed_in(&AUDIT).await;
    let readings = audit.get("/admin/audit").await.text();
    assert!(
        readings.contains("political") && readings.contains("leader-a") && readings.contains("人员列表") && !readings.contains("某某"),
        "{readings}"
    );
    let events = audit.get("/admin/audit?of=events").await.text();
    assert!(events.contains("登录") && events.contains("political"));
    let sheet = audit.get("/admin/audit?as=xlsx").await;
    assert_eq!((sheet.status.as_u16(), &sheet.body[..2]), (200, b"PK".as_slice()));
    assert!(audit.get("/admin/audit?from=2024-02-01&to=2024-02-02").await.text().contains("此期间没有记录"));
}
