//! 设置: the catalogue to read, the state of the backup, and the erasure of a person's data.

use serde_json::json;

use crate::bureau::{AUDIT, Bureau, LEADER_A, NOBODY, OFFICER, PLAIN, SECURITY, SYSTEM, person};

#[tokio::test]
async fn the_catalogue_is_read_searched_and_downloaded_and_says_where_it_is_changed() {
    let bureau = Bureau::new().await;
    let home = bureau.page_of(&NOBODY, "/settings").await.text();
    for (part, says, where_it_is) in [
        ("figures", "training.attendances", "figures.define"),
        ("units", "东胜区分局", "维护单位"),
        ("holidays", "国办发明电", "catalogue/holidays.toml"),
        ("framework", "branch-12", "catalogue/framework.toml"),
        ("campaigns", "抓强整树", "catalogue/campaigns.toml"),
        ("templates", "annual.md", "catalogue/reports/"),
        ("limits", "KiB", "不能设置"),
    ] {
        let path = format!("/settings/{part}");
        assert!(home.contains(&format!("href=\"{path}\"")), "{part}: {home}");
        let page = bureau.page_of(&NOBODY, &path).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains(says) && page.text().contains(where_it_is), "{part}: {}", page.text());
        assert!(bureau.page(&format!("{path}?lang=en")).await.text().contains("<html lang=\"en\""));
        let sheet = bureau.page_of(&NOBODY, &format!("{path}?as=xlsx")).await;
        assert_eq!((sheet.status.as_u16(), &sheet.body[..2]), (200, b"PK".as_slice()), "{part}");
        assert!(!page.text().contains("某某") && !page.text().contains("<form method=\"post\" action=\"/settings"), "{part}");
    }
    let found = bureau.page("/settings/figures?q=training.attendances").await.text();
    assert!(found.contains("training.attendances") && !found.contains("study.rotation.runs"), "{found}");
    let holidays = bureau.page("/settings/holidays?q=2024-02-18").await.text();
    assert!(holidays.contains("调休上班") && holidays.contains("春节") && !holidays.contains("国庆节"), "{holidays}");
    let session = nc_store::door::IDLE / 60_000_000;
    assert!(bureau.page("/settings/limits?q=不操作").await.text().contains(&format!(">{session}</td>")));
}

#[tokio::test]
async fn every_version_of_a_definition_is_shown_as_recorded() {
    let bureau = Bureau::new().await;
    let page = bureau.page_of(&NOBODY, "/settings/figures/training.attendances").await.text();
    let catalogue = bureau.store.published().catalogue();
    let definition = catalogue.latest("training.attendances").unwrap();
    for text in [definition.zh.as_str(), definition.from.as_str(), "第 1 版", "现行"] {
        assert!(page.contains(text), "no {text} in {page}");
    }
    assert!(page.contains("&#34;counts&#34;: &#34;rows&#34;"), "the text itself: {page}");
    let template = bureau.page("/settings/templates/annual.md").await.text();
    assert!(template.contains("[[study.rotation.runs]]"), "{template}");
}

#[tokio::test]
async fn the_system_administrator_sees_what_a_backup_would_lose_and_nobody_else_does() {
    let bureau = Bureau::new().await;
    let size = bureau.store.published().head().0;
    let before = bureau.page_of(&SYSTEM, "/admin/backup").await.text();
    assert!(before.contains("还没有备份过") && before.contains(&format!("<dd>{size} 条事实</dd>")), "{before}");
    let folder = tempfile::tempdir().unwrap();
    bureau.store.backup(&folder.path().join("backup.db")).await.unwrap();
    let after = bureau.page_of(&SYSTEM, "/admin/backup").await.text();
    assert!(after.contains(&format!("2024-03-01 09:00</span> · {size} 条事实")) && after.contains("<dd>0 条事实</dd>"), "{after}");
    assert!(!after.contains("超过七天") && !after.contains(folder.path().to_str().unwrap()));
    let unit = json!({"path": "/150600/c/", "kind": "banner", "name_zh": "达拉特旗公安局", "name_en": "Dalad", "from": "2024-03-01"});
    assert_eq!(bureau.post(&OFFICER, "people.establish_unit", "c", &unit).await.status, 200);
    bureau.wait(9 * 24 * 3_600);
    let mut system = bureau.signed_in(&SYSTEM).await;
    let later = system.get("/admin/backup").await.text();
    assert!(later.contains("<dd>1 条事实</dd>") && later.contains("超过七天"), "{later}");
    for other in [SECURITY, AUDIT, OFFICER, PLAIN] {
        let mut browser = bureau.signed_in(&other).await;
        assert_eq!(browser.get("/admin/backup").await.status, 403);
        assert!(!browser.get("/settings").await.text().contains("href=\"/admin/backup\""));
    }
}

#[tokio::test]
async fn somebody_who_left_is_erased_after_two_steps_and_nobody_else_may() {
    let bureau = Bureau::new().await;
    let id = person(15).to_string();
    let mut officer = bureau.signed_in(&OFFICER).await;
    let find = |text: &'static str| [("step", "find"), ("person", text)];
    let unknown = officer.post("/admin/erasure", &find("999999")).await;
    assert!(unknown.status == 422 && unknown.text().contains("id=\"fault-person-1\""), "{}", unknown.text());
    // By police number; from then on the pseudonym stands for them.
    let shown = officer.post("/admin/erasure", &find("481015")).await;
    let page = shown.text();
    assert_eq!((shown.status.as_u16(), shown.header("cache-control")), (200, "no-store"));
    assert!(page.contains("某某") && page.contains(&id) && page.contains("仍在职") && !page.contains("481015"), "{page}");
    assert_eq!(bureau.store.readings_of(person(15), 10).await.unwrap()[0].what, "erasure", "looking somebody up is a reading");

    let erase = |basis: &'static str, confirm: &str| {
        vec![("step", "erase".to_owned()), ("person", id.clone()), ("basis", basis.to_owned()), ("confirm", confirm.to_owned())]
    };
    let send = |fields: &[(&'static str, String)]| fields.iter().map(|(name, value)| (*name, value.clone())).collect::<Vec<_>>();
    let basis = "个人信息保护法第四十七条，申请编号 2024-12";
    let size = bureau.store.published().head().0;
    let left = json!({"person": person(15), "reason": "resigned", "on": "2024-03-01"});
    for (fields, says) in
        [(erase(basis, &id), "fault-person-1"), (erase(basis, "yes"), "fault-confirm-1"), (erase("", &id), "fault-basis-1")]
    {
        let fields = send(&fields);
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = officer.post("/admin/erasure", &pairs).await;
        assert_eq!(refused.status, 422, "{says}");
        assert!(refused.text().contains(&format!("id=\"{says}\"")), "no {says} in {}", refused.text());
        // Who still serves is not erased; the rest is asked about somebody who left.
        let ended = bureau.post(&OFFICER, "people.leave_service", "left", &left).await;
        assert_eq!(ended.status, 200, "{}", ended.text());
    }
    assert_eq!(bureau.store.published().head().0, size + 1, "nothing was written but the end of service");
    let pairs = [("step", "erase"), ("person", id.as_str()), ("basis", basis), ("confirm", id.as_str())];
    // None of the three administrators, no leader, and no other site.
    for other in [SYSTEM, SECURITY, AUDIT, LEADER_A, PLAIN] {
        let mut browser = bureau.signed_in(&other).await;
        assert_eq!(browser.post("/admin/erasure", &pairs).await.status, 403);
        assert!(!browser.get("/settings").await.text().contains("href=\"/admin/erasure\""));
    }
    assert_eq!(officer.post_from("https://evil.example", "/admin/erasure", &pairs).await.status, 403);
    let done = officer.post("/admin/erasure", &pairs).await;
    assert_eq!((done.status.as_u16(), done.header("location")), (303, format!("/admin/erasure?done={id}").as_str()), "{}", done.text());
    let after = officer.get(done.header("location")).await.text();
    assert!(after.contains("已删除") && after.contains(&id) && !after.contains("某某"), "{after}");
    let (scope, attendances) = (
        bureau.store.allow(&OFFICER, nc_people::Action::ReadPeople, &bureau.store.bureau_path().unwrap()).unwrap(),
        "/figures/training.attendances?period_from=2022-01-01&period_to=2024-12-31",
    );
    assert_eq!(bureau.store.personal(&scope, person(15), "name").await.unwrap(), None);
    assert!(bureau.page(attendances).await.text().contains("<strong>41</strong> 人次"), "counts stand");
}
