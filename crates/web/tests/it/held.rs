//! The pages of training and study: what they replace, and recording what was held.

use serde_json::json;

use crate::bureau::{Answer, Browser, Bureau, OFFICER, person};

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).expect("a hidden field");
    rest.split('"').next().unwrap().to_owned()
}

/// The roster of one banner on the day, as the page lists it.
async fn listed(browser: &mut Browser<'_>, path: &str, fields: &[(&str, &str)]) -> String {
    let fields = [fields, &[("step", "roster")]].concat();
    let page = browser.post(path, &fields).await;
    assert_eq!(page.status, 200, "{}", page.text());
    page.text()
}

async fn send(browser: &mut Browser<'_>, path: &str, page: &str, fields: &[(&str, &str)], people: &[usize]) -> Answer {
    let (key, listed) = (hidden(page, "key"), hidden(page, "listed"));
    let people: Vec<String> = people.iter().map(|n| person(*n).to_string()).collect();
    let mut all = [fields, &[("key", key.as_str()), ("listed", listed.as_str()), ("step", "record")]].concat();
    all.extend(people.iter().map(|person| ("person", person.as_str())));
    browser.post(path, &all).await
}

async fn count(bureau: &Bureau, figure: &str) -> i64 {
    let path = format!("/figures/{figure}?period_from=2024-01-01&period_to=2024-12-31");
    bureau.api(&OFFICER, &path).await.json()["value"]["worth"]["count"].as_i64().unwrap()
}

const LESSON: [(&str, &str); 5] =
    [("title", "田间党课"), ("kind", "featured_lesson"), ("day", "2024-02-28"), ("unit", "/150600/a/"), ("hours", "1.5")];
const CLASS: [(&str, &str); 5] =
    [("title", "警情处置"), ("kind", "professional"), ("day", "2024-02-28"), ("unit", "/150600/a/"), ("hours", "4")];

#[tokio::test]
async fn g10_every_area_page_names_the_paper_forms_it_replaces() {
    let bureau = Bureau::new().await;
    let training = include_str!("../../../capability/src/training/mod.rs");
    let study = include_str!("../../../organisation/src/study/mod.rs");
    let branch = include_str!("../../../organisation/src/branch/mod.rs");
    let papers = |source: &str| -> Vec<String> {
        let text: String = source.lines().filter_map(|line| line.strip_prefix("//!")).collect();
        let (_, list) = text.split_once("aper forms").expect("the module names its paper forms");
        let (_, list) = list.split_once(':').unwrap();
        let names = list.split(['.', '(']).next().unwrap().split(',');
        names.map(|name| name.trim().trim_start_matches('*').trim().to_owned()).filter(|name| !name.is_empty()).collect()
    };
    for (path, sources) in [("/training", vec![training]), ("/study", vec![study, branch])] {
        let page = bureau.page(path).await.text();
        let names: Vec<String> = sources.into_iter().flat_map(papers).collect();
        assert!(names.len() >= 9, "{path}: {names:?}");
        for name in names {
            assert!(page.contains(&name), "{path} does not name {name}");
        }
    }
}

#[tokio::test]
async fn a15_a_known_roster_is_recorded_on_one_page_in_five_fields() {
    let bureau = Bureau::new().await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    for (path, fields, runs, figure) in [
        ("/training/record", CLASS, "training.runs", "training.attendances"),
        ("/study/record", LESSON, "study.featured_lesson.runs", "study.credit_minutes"),
    ] {
        let before = (count(&bureau, runs).await, count(&bureau, figure).await);
        let page = listed(&mut browser, path, &fields).await;
        assert_eq!(page.matches("<fieldset>").count(), 5, "five fields");
        assert_eq!((page.matches("name=\"person\"").count(), page.matches(" checked>").count()), (10, 10));
        assert!(page.contains("某某"), "names of who may read them");
        let done = send(&mut browser, path, &page, &fields, &[0, 1, 2]).await;
        assert_eq!(done.status, 200, "{}", done.text());
        assert!(done.text().contains(&format!("href=\"/figures/{runs}?unit=/150600/a/")), "the figure that moved: {}", done.text());
        let added = if path.starts_with("/study") { 3 * 90 } else { 3 };
        let after = (before.0 + 1, before.1 + added);
        assert_eq!((count(&bureau, runs).await, count(&bureau, figure).await), after);
        // The same form sent once more.
        let again = send(&mut browser, path, &page, &fields, &[0, 1, 2]).await;
        assert!(again.status == 200 && again.text().contains("先前已登记"), "{}", again.text());
        assert_eq!((count(&bureau, runs).await, count(&bureau, figure).await), after);
    }
    assert_eq!(bureau.store.readings_of(person(2), 10).await.unwrap()[0].what, "roster", "listing the roster is a reading");
}

#[tokio::test]
async fn a15_somebody_on_leave_is_refused_beside_the_row_and_the_input_is_kept() {
    let bureau = Bureau::new().await;
    let leave = json!({"person": person(1), "kind": "annual", "from": "2024-02-27", "to": "2024-02-29"});
    assert_eq!(bureau.post(&OFFICER, "people.approve_leave", "leave", &leave).await.status, 200);
    let mut browser = bureau.signed_in(&OFFICER).await;
    for (path, fields) in [("/training/record", CLASS), ("/study/record", LESSON)] {
        let size = bureau.store.published().head().0;
        let page = listed(&mut browser, path, &fields).await;
        assert_eq!(page.matches(" checked>").count(), 9, "who was on leave is not ticked");
        assert_eq!(page.matches("nc-mark-off").count(), 1, "and marked");
        let refused = send(&mut browser, path, &page, &fields, &[0, 1]).await;
        assert_eq!(refused.status, 422);
        let text = refused.text();
        assert!(text.contains(&format!("id=\"fault-person-{}-1\"", person(1))), "{text}");
        assert!(!text.contains(&format!("id=\"fault-person-{}-1\"", person(0))));
        assert_eq!(text.matches(" checked").count(), 2, "ticks are kept");
        assert!(text.contains(&format!("value=\"{}\"", fields[0].1)) && hidden(&text, "key") == hidden(&page, "key"));
        assert_eq!(bureau.store.published().head().0, size, "nothing was written");
    }
}

#[tokio::test]
async fn faults_of_fields_stand_beside_them_and_a_roster_of_another_day_is_not_recorded() {
    let bureau = Bureau::new().await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    let page = browser.get("/training/record").await.text();
    let empty = send(&mut browser, "/training/record", &page, &[("hours", "4h"), ("kind", "drill")], &[]).await;
    assert_eq!(empty.status, 422);
    for field in ["title", "day", "unit", "hours"] {
        assert!(empty.text().contains(&format!("id=\"fault-{field}-1\"")), "{field}: {}", empty.text());
    }
    let page = listed(&mut browser, "/training/record", &CLASS).await;
    let mut other = CLASS;
    other[2].1 = "2024-02-27";
    let refused = send(&mut browser, "/training/record", &page, &other, &[0]).await;
    assert!(refused.status == 422 && refused.text().contains("id=\"fault-unit-1\""));
}

#[tokio::test]
async fn a15_a_draft_comes_back_with_its_roster_and_goes_when_it_is_sent() {
    let bureau = Bureau::new().await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    let page = listed(&mut browser, "/study/record", &LESSON).await;
    assert!(page.contains("data-draft=\"study.record_held\""));
    let (key, roster, one) = (hidden(&page, "key"), hidden(&page, "listed"), person(3).to_string());
    let typed = [&LESSON[..], &[("key", &key), ("listed", &roster), ("person", &one)]].concat();
    assert_eq!(browser.post("/me/drafts/study.record_held", &typed).await.status, 204);
    let desk = browser.get("/").await.text();
    assert!(desk.contains("登记已办学习") && desk.contains("href=\"/study/record\""));
    // Another browser of the same person, as after a lost connection.
    let mut later = bureau.signed_in(&OFFICER).await;
    let back = later.get("/study/record").await.text();
    assert!(back.contains("已恢复") && back.contains("value=\"田间党课\"") && back.contains("value=\"1.5\""), "{back}");
    assert_eq!((hidden(&back, "key"), back.matches(" checked>").count()), (key, 1));
    assert_eq!(send(&mut later, "/study/record", &back, &LESSON, &[3]).await.status, 200);
    assert!(!later.get("/study/record").await.text().contains("已恢复"));
    assert!(bureau.store.drafts(OFFICER.user).await.unwrap().is_empty());
}
