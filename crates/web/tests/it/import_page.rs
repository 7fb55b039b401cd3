//! A sheet on its way through the import page: judged by cell, given back, taken in whole, undone.

use nc_store::{Import, ImportStep, Lane};
use serde_json::{Value, json};

use crate::bureau::{Browser, Bureau, LEADER_A, OFFICER, person};

async fn done(bureau: &Bureau, name: &str, key: &str, input: Value) {
    let answer = bureau.post(&OFFICER, name, key, &input).await;
    assert_eq!(answer.status, 200, "{name}: {}", answer.text());
}

/// A class and a run that take marks.
async fn open(bureau: &Bureau) {
    let plan = json!({"serial": "spring", "title": "春训", "category": "drill", "starts_on": "2024-02-20", "organisers": ["/150600/"]});
    done(bureau, "training.plan_class", "plan", plan).await;
    let class = nc_kernel::id::to_text(nc_kernel::id::natural("training.class", "spring"));
    done(bureau, "training.open_class", "open", json!({"class": class})).await;
    let run = json!({"serial": "ZZLX-9", "kind": "rotation", "title": "轮训", "starts_on": "2024-02-20", "ends_on": "2024-02-20",
        "organisers": ["/150600/"], "hours": {"full_days": 1}});
    done(bureau, "study.plan_run", "run", run).await;
    let run = run_id();
    done(bureau, "study.open_run", "open-run", json!({"run": run, "opened_on": "2024-02-20"})).await;
}

fn run_id() -> String {
    nc_organisation::study::RunId::of_serial("ZZLX-9").to_string()
}

/// The page once nothing is under way any more.
pub async fn settled(browser: &mut Browser<'_>) -> String {
    for _ in 0..400 {
        let page = browser.get("/import").await;
        assert_eq!(page.status, 200, "{}", page.text());
        if page.header("refresh").is_empty() {
            return page.text();
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the import does not end");
}

#[tokio::test]
async fn t3_a_sheet_is_judged_by_cell_given_back_mended_taken_in_once_and_undone() {
    let bureau = Bureau::new().await;
    open(&bureau).await;
    let size = || bureau.store.published().head().0;
    for (fields, attendance, figure) in
        [([("into", "training"), ("serial", "spring")], "出勤", "training"), ([("into", "study"), ("serial", "ZZLX-9")], "出勤", "study")]
    {
        let before = size();
        let mut browser = bureau.signed_in(&OFFICER).await;
        assert!(browser.get("/import").await.text().contains("/import/template"));
        let wrong = format!("警号,姓名,考勤\n481001,某某,{attendance}\n999999,某某,出勤\n481002,某人,出勤\n");
        let sent = browser.upload_roster("/import", &fields, wrong.as_bytes(), None).await;
        assert_eq!((sent.status.as_u16(), sent.header("location")), (303, "/import"), "{}", sent.text());
        let page = settled(&mut browser).await;
        let cells: Vec<&str> = page.split("class=\"nc-code\">").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
        assert_eq!(cells, ["A3", "B4"], "{page}");
        assert!(!page.contains("value=\"commit\"") && !page.contains("某人"), "a value is never repeated: {page}");
        // The same sheet back, with what is wrong beside each line; it can be read again as it is.
        let sheet = browser.get("/import/faults").await;
        assert_eq!((sheet.status.as_u16(), &sheet.body[..2]), (200, b"PK".as_slice()));
        let table = nc_office::read(&sheet.body, &nc_office::roster_columns(true), nc_office::ReadOptions::default()).unwrap();
        assert_eq!(table.header.last().unwrap().text, nc_office::FAULT_HEADING_ZH);
        assert_eq!(size(), before, "nothing is written");
        // The desk leads back to what is not finished.
        assert!(browser.get("/").await.text().contains("href=\"/import\""));

        let right = format!("警号,姓名,考勤\n481001,某某,{attendance}\n481002,某某,迟到\n");
        browser.upload_roster("/import", &fields, right.as_bytes(), None).await;
        assert!(settled(&mut browser).await.contains("value=\"commit\""));
        assert_eq!(size(), before, "judging writes nothing");
        // Taken in from another browser of the same person, as after a closed tab.
        let mut later = bureau.signed_in(&OFFICER).await;
        assert_eq!(later.post("/import/step", &[("step", "commit")]).await.status, 303);
        let written = settled(&mut later).await;
        assert!(written.contains("已写入") && written.contains("value=\"undo\""), "{written}");
        assert_eq!(size(), before + 2);
        // Once more: nothing is added.
        later.upload_roster("/import", &fields, right.as_bytes(), None).await;
        assert!(settled(&mut later).await.contains("均已记录过"));
        assert_eq!(size(), before + 2);
        later.post("/import/step", &[("step", "commit")]).await;
        settled(&mut later).await;
        assert_eq!(size(), before + 2);

        // Undone by corrections: without a reason nothing; with one, every row, and both stay.
        let refused = later.post("/import/step", &[("step", "undo"), ("reason", ""), ("authority", "政治部")]).await;
        assert!(refused.status == 422 && refused.text().contains("id=\"fault-reason-1\""), "{}", refused.text());
        later.post("/import/step", &[("step", "undo"), ("reason", "导错表"), ("authority", "政治部")]).await;
        assert!(settled(&mut later).await.contains("已更正 2 行"));
        assert_eq!(size(), before + 4, "corrections are added, nothing is taken away");
        let path = match figure {
            "training" => format!("/classes/{}", nc_kernel::id::to_text(nc_kernel::id::natural("training.class", "spring"))),
            _ => format!("/runs/{}", run_id()),
        };
        let thing = bureau.api(&OFFICER, &path).await.json();
        assert_eq!(thing["attended"], 0, "{thing}");
        let reasons = thing["history"].as_array().unwrap().iter().filter(|fact| fact["reason"] == "导错表").count();
        assert_eq!(reasons, 2);
    }
    assert!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing.is_empty());
}

#[tokio::test]
async fn i7_long_work_shows_how_far_it_is_and_survives_a_closed_tab() {
    const ROWS: usize = 6_000;
    let bureau = Bureau::new().await;
    open(&bureau).await;
    let before = bureau.store.published().head().0;
    let sheet = format!("警号,姓名,考勤\n{}", "481001,某某,出勤\n".repeat(ROWS));
    let fields = [("into", "training"), ("serial", "spring")];
    let mut closed = bureau.signed_in(&OFFICER).await;
    assert_eq!(closed.upload_roster("/import", &fields, sheet.as_bytes(), None).await.status, 303);
    let page = closed.get("/import").await;
    assert!(page.header("refresh") == "1" && page.text().contains("<progress"), "{}", page.text());
    drop(closed);
    let mut later = bureau.signed_in(&OFFICER).await;
    let page = settled(&mut later).await;
    assert!(page.contains(&format!("B{}", ROWS + 1)) || page.contains(&(ROWS - 1).to_string()), "every line was judged: {page}");
    assert_eq!(bureau.store.published().head().0, before, "the sheet is faulty, so nothing is written");
}

#[tokio::test]
async fn i7_a_sheet_whose_worker_died_after_writing_is_said_to_be_written_not_to_be_known() {
    let bureau = Bureau::new().await;
    open(&bureau).await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    let sheet = "警号,姓名,考勤\n481001,某某,出勤\n481002,某某,出勤\n";
    browser.upload_roster("/import", &[("into", "training"), ("serial", "spring")], sheet.as_bytes(), None).await;
    assert!(settled(&mut browser).await.contains("value=\"commit\""));
    // A worker that claims the work, writes, and is never heard of again.
    let fields = bureau.store.draft(OFFICER.user, "import.roster").await.unwrap().unwrap().fields;
    let ticket = fields.iter().find(|(name, _)| name == "ticket").unwrap().1.clone();
    let import = Import { user: OFFICER.user, sheet: ticket, step: ImportStep::Commit, since: bureau.store.now() };
    assert!(bureau.store.entrust(import, b"", &mut nc_kernel::SeededIds::new(4)).await.unwrap());
    let lost = bureau.store.claim_job(Lane::Imports).await.unwrap().unwrap();
    let written = crate::imports::import(&bureau, "?class=spring", sheet).await;
    assert_eq!(written["added"], 2, "{written}");
    let size = bureau.store.published().head().0;

    let waiting = browser.get("/import").await;
    assert!(waiting.header("refresh") == "1" && !waiting.text().contains("已重新接手"), "its lease runs");
    let busy = browser.upload_roster("/import", &[("into", "training")], b"another", None).await;
    assert!(busy.status == 422 && busy.text().contains("上一份表还在处理"), "{}", busy.text());
    assert_eq!(browser.post("/import/step", &[("step", "commit")]).await.status, 409);
    bureau.wait(31);
    let page = settled(&mut browser).await;
    assert!(page.contains("已写入") && page.contains("新增 2 条记录") && page.contains("value=\"undo\""), "{page}");
    assert_eq!(bureau.store.published().head().0, size, "written once");
    assert!(!bureau.store.errand_goes_on(&lost, "").await.unwrap(), "the first worker lost it");
}

#[tokio::test]
async fn an_upload_is_refused_before_it_is_read_and_kept_for_nobody_else() {
    let bureau = Bureau::new().await;
    open(&bureau).await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    let large = browser.upload_roster("/import", &[("into", "training")], b"", Some(99_999_999)).await;
    assert_eq!(large.status, 413);
    let none = browser.upload_roster("/import", &[("into", "training")], b"", None).await;
    assert!(none.status == 422 && none.text().contains("id=\"fault-file-1\""), "{}", none.text());
    let broken = browser.upload_roster("/import", &[("into", "training")], b"PK\x03\x04 no workbook", None).await;
    assert_eq!(broken.status, 303);
    assert!(settled(&mut browser).await.contains("alert-danger"), "says what is wrong with it");
    // Somebody who records nowhere gets nothing of it, and a body of theirs is not read.
    let mut reader = bureau.signed_in(&LEADER_A).await;
    assert_eq!(reader.get("/import").await.status, 403);
    assert_eq!(reader.upload_roster("/import", &[("into", "training")], b"", Some(99_999_999)).await.status, 403);
    // What was dropped is gone.
    browser.upload_roster("/import", &[("into", "training"), ("serial", "spring")], "警号\n481001\n".as_bytes(), None).await;
    settled(&mut browser).await;
    assert_eq!(browser.post("/import/step", &[("step", "drop")]).await.status, 303);
    assert_eq!(browser.post("/import/step", &[("step", "commit")]).await.status, 409);
    assert!(bureau.store.drafts(OFFICER.user).await.unwrap().is_empty());
    assert!(bureau.store.readings_of(person(1), 9).await.unwrap().is_empty(), "judging shows nobody");
}

#[tokio::test]
async fn the_template_is_filled_in_and_understood_in_both_languages() {
    let bureau = Bureau::new().await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    for (lang, heading) in [("zh", "警号"), ("en", "Police number")] {
        let sheet = browser.get(&format!("/import/template?lang={lang}")).await;
        let table = nc_office::read(&sheet.body, &nc_office::roster_columns(false), nc_office::ReadOptions::default()).unwrap();
        assert!(table.header.iter().any(|cell| cell.text.starts_with(heading)), "{:?}", table.header);
    }
}
