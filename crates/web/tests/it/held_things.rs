//! The lists of classes and runs, the page of one, and what may be done with it.

use serde_json::{Value, json};

use crate::bureau::{Bureau, LEADER_A, MEMBER, OFFICER, person};

fn class(serial: &str) -> String {
    nc_kernel::id::to_text(nc_kernel::id::natural("training.class", serial))
}

async fn done(bureau: &Bureau, name: &str, input: Value) {
    let key = format!("{name}/{input}").chars().filter(char::is_ascii_graphic).take(150).collect::<String>();
    let answer = bureau.post(&OFFICER, name, &key, &input).await;
    assert_eq!(answer.status, 200, "{name}: {}", answer.text());
}

async fn count(bureau: &Bureau, figure: &str) -> i64 {
    let path = format!("/figures/{figure}?period_from=2020-01-01&period_to=2024-12-31");
    bureau.api(&OFFICER, &path).await.json()["value"]["worth"]["count"].as_i64().unwrap()
}

/// The texts of a downloaded list.
fn cells(bytes: &[u8]) -> Vec<String> {
    let title = nc_office::Column {
        id: "title",
        zh: "名称",
        en: "Title",
        synonyms: &[],
        kind: nc_office::ColumnKind::Text { max: 100 },
        required: true,
        help_zh: "",
        help_en: "",
        example: "",
    };
    let table = nc_office::read(bytes, &nc_office::Columns::new(&[title]), nc_office::ReadOptions::default()).unwrap();
    table.all_rows().flat_map(|row| row.cells().map(|(_, cell)| cell.display().into_owned()).collect::<Vec<_>>()).collect()
}

fn rows(page: &str) -> usize {
    page.matches("/training/classes/").count()
}

#[tokio::test]
async fn classes_are_listed_filtered_paged_and_downloaded_with_one_scope() {
    let bureau = Bureau::new().await;
    for n in 0..60 {
        let plan = json!({"serial": format!("p{n:02}"), "title": format!("待办{n:02}"), "category": "professional",
            "starts_on": "2024-04-01", "organisers": ["/150600/b/"]});
        done(&bureau, "training.plan_class", plan).await;
    }
    let first = bureau.page("/training/classes").await.text();
    assert_eq!(rows(&first), 50, "the database cuts the page");
    let (_, rest) = first.split_once("rel=\"next\" href=\"").expect("a next page");
    let next = rest.split('"').next().unwrap().replace("&#38;", "&");
    let second = bureau.page(&next).await.text();
    assert_eq!(rows(&second), 15);
    assert!(second.contains("rel=\"first\"") && !second.contains("rel=\"next\""));

    let closed = bureau.page("/training/classes?state=closed&kind=drill&from=2023-01-01&to=2023-12-31").await.text();
    assert_eq!(rows(&closed), 2);
    assert_eq!(rows(&bureau.page("/training/classes?q=待办07").await.text()), 1);
    assert_eq!(rows(&bureau.page("/training/classes?q=待办&sort=ends&unit=/150600/a/").await.text()), 0);
    // Somebody of one banner sees theirs, on the screen and in the spreadsheet.
    assert_eq!(rows(&bureau.page_of(&LEADER_A, "/training/classes").await.text()), 3);
    let sheet = bureau.page_of(&LEADER_A, "/training/classes?as=xlsx").await;
    let all = cells(&sheet.body);
    assert_eq!(all.iter().filter(|text| *text == "警务实战训练").count(), 3, "{all:?}");
    assert!(!all.iter().any(|text| text.starts_with("待办")));
}

#[tokio::test]
async fn a17_a_class_opens_with_the_rows_one_may_see_and_says_how_many_are_hidden() {
    let bureau = Bureau::new().await;
    let joint = json!({
        "title": "联训", "category": "promotion", "held_on": "2024-02-20", "serial": "joint", "credit_minutes": 60,
        "organisers": ["/150600/a/", "/150600/b/"], "roster": [{"person": person(1)}, {"person": person(12)}, {"person": person(13)}],
    });
    done(&bureau, "training.record_held", joint).await;
    let path = format!("/training/classes/{}", class("joint"));
    let whole = bureau.page(&path).await.text();
    assert!(whole.contains("某某") && !whole.contains("未列出"), "{whole}");
    assert!(whole.contains("/figures/training.runs/proof?unit="), "the way to the proof");
    let read = bureau.store.readings_of(person(12), 10).await.unwrap();
    assert_eq!((read.len(), read[0].what.as_str(), read[0].reader), (1, "class", OFFICER.user));

    let part = bureau.page_of(&LEADER_A, &path).await.text();
    assert!(part.contains(&person(1).to_string()) && !part.contains(&person(12).to_string()), "{part}");
    assert!(part.contains("另有 2 人") && !part.contains("某某"), "{part}");
    assert_eq!(bureau.store.readings_of(person(12), 10).await.unwrap().len(), 1, "who was not shown was not read");
    let api = bureau.api(&LEADER_A, &format!("/classes/{}", class("joint"))).await.json();
    assert_eq!((api["marks"].as_array().unwrap().len(), &api["hidden"], &api["attended"]), (1, &json!(2), &json!(3)));
}

#[tokio::test]
async fn a_class_is_closed_and_cancelled_from_its_page_by_who_may() {
    let bureau = Bureau::new().await;
    let plan = json!({"serial": "spring", "title": "春训", "category": "drill", "starts_on": "2024-02-27", "credit_minutes": 240,
        "organisers": ["/150600/a/"], "capacity": 5});
    done(&bureau, "training.plan_class", plan).await;
    let path = format!("/training/classes/{}", class("spring"));
    let mut browser = bureau.signed_in(&OFFICER).await;
    let runs = count(&bureau, "training.runs").await;
    assert!(browser.get(&path).await.text().contains("value=\"open\""));
    assert_eq!(browser.post(&path, &[("step", "open")]).await.status, 303);
    // Closing is not offered while nobody has come, and a form that asks for it all the same is refused.
    let page = browser.get(&path).await.text();
    assert!(!page.contains("value=\"close\"") && page.contains("value=\"cancel\""));
    assert_eq!(browser.post(&path, &[("step", "close")]).await.status, 422);
    let enrol = json!({"class": class("spring"), "persons": [person(0), person(1), person(2)], "late_reason": "补报"});
    done(&bureau, "training.enrol", enrol).await;
    let (a, b) = (format!("status-{}", person(0)), format!("status-{}", person(1)));
    let marked = browser.post(&path, &[("step", "mark"), (&a, "present"), (&b, "sick_leave")]).await;
    assert_eq!(marked.status, 303, "{}", marked.text());
    assert_eq!(browser.post(&path, &[("step", "close")]).await.header("location"), path);
    assert_eq!(count(&bureau, "training.runs").await, runs + 1);
    // A closed class that counts is only withdrawn with a reason and an authority; what was typed is kept.
    let refused = browser.post(&path, &[("step", "cancel"), ("reason", "重复登记"), ("authority", "")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("id=\"fault-authority-1\"") && refused.text().contains("value=\"重复登记\""), "{}", refused.text());
    assert_eq!(browser.post(&path, &[("step", "cancel"), ("reason", "重复登记"), ("authority", "鄂公政〔2024〕3号")]).await.status, 303);
    assert_eq!(count(&bureau, "training.runs").await, runs);
    let page = browser.get(&path).await.text();
    assert!(page.contains("已取消") && page.contains("重复登记") && page.contains("鄂公政〔2024〕3号"), "the history says why: {page}");
    // Who may read and not record is offered nothing.
    let read = bureau.page_of(&LEADER_A, &format!("/training/classes/{}", class("2024a"))).await.text();
    assert!(!read.contains("name=\"step\"") && !read.contains("?person="), "{read}");
}

#[tokio::test]
async fn t12_a_mark_is_corrected_on_the_page_and_both_values_the_reason_and_the_actor_stay() {
    let bureau = Bureau::new().await;
    let path = format!("/training/classes/{}", class("2023a"));
    let mut browser = bureau.signed_in(&OFFICER).await;
    let attended = count(&bureau, "training.attendances").await;
    let who = person(4).to_string();
    let open = browser.get(&format!("{path}?person={who}")).await.text();
    assert!(open.contains("id=\"correct\"") && open.contains(&format!("name=\"person\" value=\"{who}\"")));
    let fields =
        [("step", "correct"), ("person", who.as_str()), ("status", "absent"), ("reason", "签到表有误"), ("authority", "政治部主任")];
    let sent = browser.post(&path, &fields).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert_eq!(count(&bureau, "training.attendances").await, attended - 1);
    let page = browser.get(&path).await.text();
    for said in ["出勤 → 缺勤", "签到表有误", "政治部主任", "political"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    // What was missed can be made up; it is one attendance of the same class.
    let runs = count(&bureau, "training.runs").await;
    let made = browser.post(&path, &[("step", "make-up"), ("person", &who), ("made_up_on", "2024-02-28")]).await;
    assert_eq!(made.status, 303, "{}", made.text());
    assert_eq!((count(&bureau, "training.attendances").await, count(&bureau, "training.runs").await), (attended, runs));
    assert!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing.is_empty());
}

#[tokio::test]
async fn a4_a_run_of_study_is_corrected_made_up_and_cancelled_on_its_page() {
    let bureau = Bureau::new().await;
    let run = json!({"kind": "rotation", "title": "政治轮训", "starts_on": "2024-02-26", "organisers": ["/150600/a/"], "hours": {"full_days": 1},
        "serial": "ZZLX-1", "roster": [{"person": person(0)}, {"person": person(1)}, {"person": person(2)}]});
    done(&bureau, "study.record_held", run).await;
    let listed = bureau.page("/study/runs?kind=rotation").await.text();
    let (_, rest) = listed.split_once("href=\"/study/runs/").expect("the run is listed");
    let path = format!("/study/runs/{}", rest.split('"').next().unwrap());
    let mut browser = bureau.signed_in(&OFFICER).await;
    let who = person(2).to_string();
    let attended = count(&bureau, "study.rotation.attendances").await;
    let leave = [
        ("step", "correct"),
        ("person", who.as_str()),
        ("status", "leave"),
        ("leave", "sick"),
        ("reason", "请假未登记"),
        ("authority", "教导员"),
    ];
    let sent = browser.post(&path, &leave).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert!(browser.get(&path).await.text().contains("请假 · 病假"));
    assert_eq!(count(&bureau, "study.rotation.attendances").await, attended - 1);
    let made = browser.post(&path, &[("step", "make-up"), ("person", &who)]).await;
    assert_eq!(made.status, 303, "{}", made.text());
    assert_eq!(count(&bureau, "study.rotation.attendances").await, attended);
    assert_eq!(browser.post(&path, &[("step", "cancel"), ("reason", "误登"), ("authority", "政治部")]).await.status, 303);
    assert_eq!((count(&bureau, "study.rotation.runs").await, count(&bureau, "study.rotation.attendances").await), (0, 0));
    assert!(browser.get(&path).await.text().contains("已取消"));
}

#[tokio::test]
async fn the_api_notes_whom_it_showed() {
    let bureau = Bureau::new().await;
    let read = async |n: usize| bureau.store.readings_of(person(n), 20).await.unwrap().into_iter().map(|r| r.what).collect::<Vec<_>>();
    assert!(read(3).await.is_empty());
    let found = bureau.call(&OFFICER, "POST", "/people/find", "k", Some(&json!({"number": "481003"}))).await;
    assert_eq!((found.status.as_u16(), read(3).await, read(4).await.len()), (200, vec!["people".to_owned()], 0));
    assert_eq!(bureau.api(&OFFICER, &format!("/people/{}", person(4))).await.status, 200);
    assert_eq!(read(4).await, ["person"]);
    assert_eq!(bureau.api(&OFFICER, &format!("/classes/{}", class("2022a"))).await.status, 200);
    assert_eq!((read(5).await, read(15).await.len()), (vec!["class".to_owned()], 0));
    assert_eq!(bureau.api(&OFFICER, "/people?unit=/150600/b/").await.status, 200);
    assert_eq!(read(15).await, ["people"]);
    // And the person sees who it was.
    let mut own = bureau.signed_in(&MEMBER).await;
    bureau.api(&OFFICER, &format!("/people/{}", person(2))).await;
    assert!(own.get("/me/readers").await.text().contains("political"));
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).expect("a hidden field");
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a15_people_of_other_units_and_marks_other_than_present_are_recorded_on_the_page() {
    let bureau = Bureau::new().await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    for (path, kind, leave) in [("/training/record", "professional", "sick_leave"), ("/study/record", "special", "leave.sick")] {
        let fields = [("title", "联合培训"), ("kind", kind), ("day", "2024-02-28"), ("unit", "/150600/a/"), ("hours", "4")];
        let page = browser.post(path, &[&fields[..], &[("step", "roster")]].concat()).await.text();
        let (key, listed) = (hidden(&page, "key"), hidden(&page, "listed"));
        let (one, two) = (person(0).to_string(), person(1).to_string());
        let mark = format!("mark-{two}");
        let sent = [&fields[..], &[("key", &key), ("listed", &listed), ("person", &one), ("person", &two), (&mark, leave)]].concat();
        // Nobody of that number; then somebody of the other banner, by a police number that no address carries.
        let none = browser.post(path, &[&sent[..], &[("step", "find"), ("q", "999999")]].concat()).await;
        assert!(none.status == 200 && none.text().contains("没有查到"), "{}", none.text());
        let found = browser.post(path, &[&sent[..], &[("step", "find"), ("q", "481012")]].concat()).await.text();
        let guest = person(12).to_string();
        assert!(found.contains(&format!("value=\"{guest}\"")) && found.contains(&format!("value=\"{leave}\" selected")), "{found}");
        assert_eq!(found.matches(" checked>").count(), 2, "ticks are kept, and nobody is added unasked");
        assert!(bureau.store.readings_of(person(12), 9).await.unwrap().iter().any(|read| read.what == "roster"));
        // Ticked, the person stays on the form, whatever is asked for next.
        let ticked = [&sent[..], &[("person", guest.as_str())]].concat();
        let kept = browser.post(path, &[&ticked[..], &[("step", "find"), ("q", "481013")]].concat()).await.text();
        assert_eq!(kept.matches(" checked>").count(), 3);
        let done = browser.post(path, &[&ticked[..], &[("step", "record")]].concat()).await;
        assert_eq!(done.status, 200, "{}", done.text());
        // The receipt leads to what was recorded, and that tells who was there and who was not.
        let text = done.text();
        let (_, rest) =
            text.split_once(&format!("href=\"{}", if kind == "special" { "/study/runs/" } else { "/training/classes/" })).expect("a link");
        let id = rest.split('"').next().unwrap();
        let thing = bureau.api(&OFFICER, &format!("{}{id}", if kind == "special" { "/runs/" } else { "/classes/" })).await.json();
        let marks: Vec<(String, String)> = thing["marks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|mark| (mark["person"].as_str().unwrap().to_owned(), mark["status"].as_str().unwrap().to_owned()))
            .collect();
        let missed = leave.split('.').next().unwrap().to_owned();
        let expected = vec![(one, "present".to_owned()), (two, missed), (guest, "present".to_owned())];
        assert_eq!((marks, &thing["attended"]), (expected, &json!(2)));
    }
}

#[tokio::test]
async fn a_large_roster_is_recorded_in_pages_without_losing_a_tick() {
    let bureau = Bureau::new().await;
    let people: Vec<Value> = (20..470).map(|n| crate::bureau::registration(n, "/150600/b/")).collect();
    done(&bureau, "people.register_people", json!({"people": people})).await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    let fields = [("title", "全警大练兵"), ("kind", "drill"), ("day", "2024-02-28"), ("unit", "/150600/b/"), ("hours", "8")];
    let first = browser.post("/training/record", &[&fields[..], &[("step", "roster")]].concat()).await.text();
    assert_eq!((first.matches(" checked>").count(), first.matches("type=\"hidden\" name=\"person\"").count()), (200, 260));
    // One of the first page is unticked, then the last page is looked at: everything else is still there.
    let key = hidden(&first, "key");
    let all: Vec<String> = first.split("name=\"person\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    let listed = hidden(&first, "listed");
    let mut sent = [&fields[..], &[("key", &key), ("listed", &listed), ("page", "1")]].concat();
    sent.extend(all[1..].iter().map(|person| ("person", person.as_str())));
    let last = browser.post("/training/record", &[&sent[..], &[("step", "page-3")]].concat()).await.text();
    assert_eq!((last.matches(" checked>").count(), last.matches("type=\"hidden\" name=\"person\"").count()), (60, 399));
    let done = browser.post("/training/record", &[&sent[..], &[("step", "record")]].concat()).await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert_eq!(count(&bureau, "training.attendances").await, 41 + 459);
}
