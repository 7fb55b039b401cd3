//! The books: a new thing by a form, its sheet, its next steps, its list, and the same for programs.

use serde_json::json;

use crate::bureau::{Browser, Bureau, LEADER_A, MEMBER, OFFICER, PLAIN, person};

/// What the made-up people are called.
const NAME: &str = "某某";

fn number(n: usize) -> String {
    format!("{:06}", 481_000 + n)
}

/// A nomination of the third person by the form; the address of its page.
async fn nominated(browser: &mut Browser<'_>, number: &str) -> String {
    let fields = [
        ("step", "honour.nominate"),
        ("f-person", number),
        ("f-title", "岗位标兵"),
        ("f-level", "city"),
        ("f-nominated_on", "2024-02-20"),
        ("f-evidence.name", "事迹材料"),
        ("f-remark", ""),
    ];
    let paper = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF";
    let answer = browser.upload("/books/role_model/new", &fields, Some(("a.pdf", "application/pdf", paper))).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").to_owned()
}

#[tokio::test]
async fn a_thing_is_entered_by_a_form_and_goes_on_by_the_steps_of_its_sheet() {
    let bureau = Bureau::new().await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    let form = browser.get("/books/role_model/new").await.text();
    assert!(form.contains("name=\"f-title\"") && form.contains("multipart/form-data"), "{form}");
    let page = nominated(&mut browser, &number(2)).await;
    let sheet = browser.get(&page).await.text();
    assert!(sheet.contains("岗位标兵") && sheet.contains("已推荐") && sheet.contains(NAME), "{sheet}");
    assert!(sheet.contains("step=honour.publish_nomination"), "{sheet}");
    let open = browser.get(&format!("{page}?step=honour.publish_nomination")).await.text();
    assert!(open.contains("name=\"f-from\"") && open.contains("2024-03-01"), "{open}");

    // A rule's no stands beside its field, and what was typed is kept.
    let short = [("step", "honour.publish_nomination"), ("f-from", "2024-02-20"), ("f-to", "2024-02-21")];
    let refused = browser.post(&page, &short).await;
    assert_eq!(refused.status, 422);
    let text = refused.text();
    assert!(text.contains("fault-f-to-1") && text.contains("value=\"2024-02-21\""), "{text}");
    let no_day = browser.post(&page, &[("step", "honour.publish_nomination"), ("f-from", "昨天"), ("f-to", "")]).await;
    assert_eq!(no_day.status, 422);
    assert!(no_day.text().contains("fault-f-from-1") && no_day.text().contains("fault-f-to-1"));

    let right = [("step", "honour.publish_nomination"), ("f-from", "2024-02-20"), ("f-to", "2024-02-29")];
    assert_eq!(browser.post(&page, &right).await.status, 303);
    // The step is gone with the state it belonged to; sending the old form again is a conflict that says so.
    let again = browser.post(&page, &right).await;
    assert_eq!(again.status, 422);
    assert!(again.text().contains("现在不能办"), "{}", again.text());
    let sheet = browser.get(&page).await.text();
    assert!(sheet.contains("公示") && !sheet.contains("step=honour.publish_nomination\""), "{sheet}");

    // A row's own step: the objection is answered.
    assert_eq!(browser.post(&page, &[("step", "honour.raise_objection"), ("f-raised_on", "2024-02-25")]).await.status, 303);
    let answer = [("step", "honour.answer_objection/1"), ("f-upheld", ""), ("f-answered_on", "2024-02-28")];
    assert_eq!(browser.post(&page, &answer).await.status, 303);
    assert!(browser.get(&page).await.text().contains("不成立"));
    let rows = browser.get(&format!("{page}?as=xlsx&table=0")).await;
    assert_eq!(rows.status, 200);
    assert!(rows.body.starts_with(b"PK"));
    assert_eq!(browser.get(&format!("{page}?as=xlsx&table=9")).await.status, 404);
}

#[tokio::test]
async fn a_book_is_listed_searched_and_opened_by_who_may_read_its_rows() {
    let bureau = Bureau::new().await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    let page = nominated(&mut browser, &number(12)).await;
    let list = browser.get("/books/role_model?state=nominated&kind=city").await.text();
    assert!(list.contains(&page) && list.contains("/books/role_model/new"), "{list}");
    assert!(!browser.get("/books/role_model?state=named").await.text().contains(&page));
    assert!(browser.get("/books/role_model?q=标兵").await.text().contains(&page));
    // The other banner's leader neither sees it listed nor opens it; nobody but who records gets the form.
    let mut leader = bureau.signed_in(&LEADER_A).await;
    assert!(!leader.get("/books/role_model").await.text().contains(&page));
    assert_eq!(leader.get(&page).await.status, 404);
    assert_eq!(leader.get("/books/role_model/new").await.status, 404);
    assert_eq!(bureau.signed_in(&PLAIN).await.get(&page).await.status, 404);
    assert_eq!(bureau.signed_in(&MEMBER).await.get(&page).await.status, 404);
    // Its area shows it as due, with the way to its book.
    let area = browser.get("/areas/models").await.text();
    assert!(area.contains(&page) && area.contains("href=\"/books/role_model\""), "{area}");
    // Whoever it is about sees who looked.
    assert_eq!(browser.get(&page).await.status, 200);

    let readings = bureau.store.readings_of(person(12), 50).await.unwrap();
    assert!(readings.iter().any(|reading| reading.reader == OFFICER.user && reading.what == "book:role_model"), "{readings:?}");
}

#[tokio::test]
async fn programs_read_the_same_sheet_as_its_page() {
    let bureau = Bureau::new().await;
    let page = nominated(&mut bureau.signed_in(&OFFICER).await, &number(2)).await;
    let shelf = bureau.api(&PLAIN, "/books").await.json();
    let book = shelf["books"].as_array().unwrap().iter().find(|book| book["list"] == "role_model").unwrap().clone();
    assert_eq!((&book["initiative"], &book["unfinished"]), (&json!("models"), &json!(["nominated", "public"])));
    let list = bureau.api(&OFFICER, "/books/role_model?state=nominated").await.json();
    let id = list["items"][0]["id"].as_str().unwrap();
    assert!(page.ends_with(id));
    let sheet = bureau.api(&OFFICER, &format!("/books/role_model/{id}")).await.json();
    assert_eq!((&sheet["state"], &sheet["kind"]), (&json!("nominated"), &json!("city")));
    assert_eq!(sheet["terms"][0]["values"][0]["name"], json!(NAME));
    let commands: Vec<&str> = sheet["steps"].as_array().unwrap().iter().map(|step| step["command"].as_str().unwrap()).collect();
    assert_eq!(commands, ["honour.publish_nomination", "honour.conclude_nomination", "honour.put_model_forward"]);
    // A leader of the person's banner reads it without the name and without a step.
    let read = bureau.api(&LEADER_A, &format!("/books/role_model/{id}")).await.json();
    assert_eq!((&read["steps"], &read["terms"][0]["values"][0]["name"]), (&json!([]), &json!(null)));
    assert_eq!(bureau.api(&PLAIN, &format!("/books/role_model/{id}")).await.status, 404);
}

/// The name a form of the page keeps its draft under.
fn keeps(page: &str) -> String {
    let (_, rest) = page.split_once("data-draft=\"").expect("the form keeps what is typed");
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn what_was_typed_into_a_step_comes_back_until_it_is_sent_or_given_up() {
    let bureau = Bureau::new().await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    let new = browser.get("/books/role_model/new").await.text();
    let typed = [("step", "honour.nominate"), ("f-title", "未写完的推荐")];
    assert_eq!(browser.post(&format!("/me/drafts/{}", keeps(&new)), &typed).await.status, 204);
    let page = nominated(&mut browser, &number(2)).await;
    // Sending the form ended its draft; that of another form is another.
    assert!(!browser.get("/books/role_model/new").await.text().contains("未写完的推荐"));
    let here = format!("{page}?step=honour.publish_nomination");
    let draft = format!("/me/drafts/{}", keeps(&browser.get(&here).await.text()));
    let typed = [("step", "honour.publish_nomination"), ("f-from", "2024-02-20"), ("f-to", "2024-02-27")];
    assert_eq!(browser.post(&draft, &typed).await.status, 204);
    let back = browser.get(&here).await.text();
    assert!(back.contains("value=\"2024-02-27\"") && back.contains("已恢复"), "{back}");
    // The desk leads back to it, by the step's name and the thing's title; nobody else's does.
    let desk = browser.get("/").await.text();
    assert!(desk.contains("公示 · 岗位标兵") && desk.contains("?step=honour.publish_nomination#step"), "{desk}");
    let mut other = bureau.signed_in(&LEADER_A).await;
    assert!(!other.get("/").await.text().contains("岗位标兵"));
    let given_up = browser.post(&page, &[("step", "honour.publish_nomination"), ("afresh", "yes")]).await;
    assert_eq!(given_up.status, 303);
    assert_eq!(given_up.header("location"), format!("{here}#step"));
    let afresh = browser.get(&here).await.text();
    assert!(!afresh.contains("2024-02-27") && !afresh.contains("已恢复"), "{afresh}");
    assert!(!browser.get("/").await.text().contains("公示 · 岗位标兵"));
}
