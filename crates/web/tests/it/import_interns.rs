//! A roster of interns through the page: found from its batch, judged by cell, taken in whole, once, and undone.

use serde_json::json;

use crate::bureau::{Bureau, LEADER_A, OFFICER, PLAIN};
use crate::import_page::settled;

const BATCH: &str = "SX-2024-春";
const HEADINGS: &str = "姓名,身份证号,实习单位,岗位,指导老师警号,起,止\n";

/// A citizen number with its check character.
fn citizen(n: usize) -> String {
    let body = format!("150603200201{:02}{:03}", 1 + n, 10 + n);
    format!("{body}{}", nc_kernel::identifiers::CitizenNumber::check_character(&body).unwrap())
}

/// The page of a batch of the spring that one banner's officers guide.
async fn batch(bureau: &Bureau) -> String {
    let agreement = bureau.store.keep_document("校局合作协议".as_bytes()).await.unwrap().called("协议", None);
    let open = json!({"serial": BATCH, "title": "春季毕业实习", "school": "某警察学院", "major": "治安学", "unit": "/150600/",
        "from": "2024-03-01", "to": "2024-06-30", "weeks": 16, "competencies": ["接处警", "社区警务"], "load_cap": 2,
        "minimum_days": 30, "agreement": agreement});
    let answer = bureau.post(&OFFICER, "internship.open_batch", "batch", &open).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    format!("/books/internship_batch/{}", nc_capability::internship::BatchId::of_serial(BATCH))
}

fn line(n: usize, mentor: &str, to: &str) -> String {
    format!("实习{},{},东胜区分局,社区民警助理,{mentor},2024-03-04,{to}\n", ['甲', '乙', '丙'][n], citizen(n))
}

#[tokio::test]
async fn t3_interns_are_judged_by_cell_given_back_taken_in_once_and_undone_from_the_page_of_their_batch() {
    let bureau = Bureau::new().await;
    let page_of = batch(&bureau).await;
    let size = || bureau.store.published().head().0;
    let before = size();
    let mut browser = bureau.signed_in(&OFFICER).await;
    // The batch leads to the import of its own roster, and so does the list of batches.
    let sheet = browser.get(&page_of).await.text();
    let way = sheet.split("href=\"").find_map(|rest| rest.split('"').next().filter(|href| href.starts_with("/import?"))).expect("a way");
    assert!(way.contains("into=internship") && way.contains("serial="), "{way}");
    let form = browser.get(&way.replace("&amp;", "&").replace("&#38;", "&")).await.text();
    assert!(form.contains(&format!("value=\"{BATCH}\"")) && form.contains("value=\"internship\" selected"), "{form}");
    assert!(browser.get("/books/internship_batch").await.text().contains("href=\"/import?into=internship\""));
    assert!(!bureau.signed_in(&LEADER_A).await.get("/books/internship_batch").await.text().contains("/import"), "who may not import");
    assert_eq!(bureau.signed_in(&PLAIN).await.get("/import?into=internship").await.status, 403);

    let fields = [("into", "internship"), ("serial", BATCH)];
    let wrong = [
        HEADINGS.to_owned(),
        line(0, "481001", "2024-06-21"),
        line(1, "999999", "2024-06-21"),
        line(2, "481001", "2024-07-21"),
        format!("实习丁,{},,,,,\n", citizen(3).replace("150603", "150604")),
    ];
    let sent = browser.upload_roster("/import", &fields, wrong.concat().as_bytes(), None).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let page = settled(&mut browser).await;
    let cells: Vec<&str> = page.split("class=\"nc-code\">").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    assert_eq!(cells, ["E3", "G4", "B5"], "{page}");
    assert!(!page.contains("value=\"commit\"") && !page.contains("实习乙") && !page.contains(&citizen(1)), "a value is never repeated");
    let back = browser.get("/import/faults").await;
    let table = nc_office::read(&back.body, &nc_office::intern_columns(true), nc_office::ReadOptions::default()).unwrap();
    assert_eq!(table.header.last().unwrap().text, nc_office::FAULT_HEADING_ZH);
    assert_eq!(size(), before, "nothing is written");

    let right = [HEADINGS.to_owned(), line(0, "481001", "2024-06-21"), line(1, "481002", "2024-06-21")].concat();
    browser.upload_roster("/import", &fields, right.as_bytes(), None).await;
    assert!(settled(&mut browser).await.contains("value=\"commit\""));
    assert_eq!(size(), before, "judging writes nothing");
    browser.post("/import/step", &[("step", "commit")]).await;
    assert!(settled(&mut browser).await.contains("已写入"));
    let written = size();
    assert!(written > before);
    let sheet = browser.get(&page_of).await.text();
    assert!(sheet.contains("实习甲") && sheet.contains("实习乙"), "{sheet}");
    // The same sheet a second time changes nothing.
    browser.upload_roster("/import", &fields, right.as_bytes(), None).await;
    assert!(settled(&mut browser).await.contains("均已记录过"));
    browser.post("/import/step", &[("step", "commit")]).await;
    settled(&mut browser).await;
    assert_eq!(size(), written);
}

#[tokio::test]
async fn the_template_of_interns_is_understood_in_both_languages_and_a_closed_batch_leads_to_no_import() {
    let bureau = Bureau::new().await;
    let page_of = batch(&bureau).await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    for lang in ["zh", "en"] {
        let sheet = browser.get(&format!("/import/template?into=internship&lang={lang}")).await;
        let table = nc_office::read(&sheet.body, &nc_office::intern_columns(false), nc_office::ReadOptions::default()).unwrap();
        assert!(table.header.iter().any(|cell| cell.text.starts_with(if lang == "zh" { "批次编号" } else { "Batch serial" })));
    }
    let close = json!({"batch": nc_capability::internship::BatchId::of_serial(BATCH), "placements": []});
    let answer = bureau.post(&OFFICER, "internship.close_batch", "close", &close).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(!browser.get(&page_of).await.text().contains("/import?"));
}
