//! Who may go on duty on a chosen day: the numbers, the names as far as they may be read, and both as spreadsheets.

use calamine::{Data, Reader as _, Xlsx};
use serde_json::{Value, json};

use crate::bureau::{Bureau, LEADER_A, MEMBER, OFFICER, PLAIN, SECURITY, person};

async fn done(bureau: &Bureau, name: &str, input: Value) {
    let key = format!("{name}/{input}").chars().filter(char::is_ascii_graphic).take(150).collect::<String>();
    let by = if name == "people.grant_role" { &SECURITY } else { &OFFICER };
    let answer = bureau.post(by, name, &key, &input).await;
    assert_eq!(answer.status, 200, "{name}: {}", answer.text());
}

/// Five people bound to carry: one licensed till the end of March, one for longer, one in the other banner, one exempt for
/// February, one with nothing.
async fn carrying(bureau: &Bureau) {
    let set = json!({"serial": "QZ", "title": "持枪资格", "unit": "/150600/", "basis": "政治部文件", "renewal": {"rolling": {"months": 12}},
        "from": "2022-01-01"});
    done(bureau, "readiness.set_requirement", set).await;
    let requirement = nc_capability::readiness::RequirementId::of_serial("QZ");
    let bind =
        json!({"requirement": requirement, "people": [person(1), person(2), person(3), person(4), person(12)], "from": "2023-01-01"});
    done(bureau, "readiness.bind", bind).await;
    for (who, on) in [(1, "2023-04-01"), (2, "2023-09-01"), (12, "2023-04-01")] {
        let issue = json!({"requirement": requirement, "people": [person(who)], "completed_on": on, "document": "考核表"});
        done(bureau, "readiness.issue", issue).await;
    }
    let exempt = json!({"requirement": requirement, "person": person(3), "from": "2024-02-01", "to": "2024-02-29", "reason": "伤病",
        "authority": "政治部"});
    done(bureau, "readiness.exempt", exempt).await;
}

/// Bound, compliant, exempt and overdue as the page has them.
fn numbers(page: &str) -> Vec<String> {
    let row = page.split("<td class=\"nc-number\"><a href=\"/books/requirement/").skip(1).take(4);
    row.map(|cell| cell.split_once('>').unwrap().1.split('<').next().unwrap().to_owned()).collect()
}

fn rows(book: &[u8]) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(book.to_vec())).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[tokio::test]
async fn t9_whoever_lapsed_the_day_before_may_not_any_more_and_t10_whoever_is_exempt_is_in_neither_count() {
    let bureau = Bureau::new().await;
    carrying(&bureau).await;
    // On the last day of the exemption, the day after, the last day of a credential, and the day after.
    for (day, wanted, may) in [
        ("2024-02-29", ["5", "3", "1", "1"], "3"),
        ("2024-03-01", ["5", "3", "0", "2"], "3"),
        ("2024-03-31", ["5", "3", "0", "2"], "3"),
        ("2024-04-01", ["5", "1", "0", "4"], "1"),
    ] {
        let page = bureau.page(&format!("/readiness?period_to={day}")).await.text();
        assert_eq!(numbers(&page), wanted, "{day}: {page}");
        let may_on = page.split_once("<summary>").unwrap().1.split('<').next().unwrap();
        assert!(may_on.contains(may), "{day}: {may_on}");
    }
    let of_unit = bureau.page("/readiness?unit=/150600/b/&period_to=2024-03-31").await.text();
    assert_eq!(numbers(&of_unit), ["1", "1", "0", "0"]);
    let before = bureau.page("/readiness?period_to=2021-12-31").await.text();
    assert!(numbers(&before).is_empty(), "no requirement was in force: {before}");
}

#[tokio::test]
async fn names_of_who_may_are_shown_as_far_as_people_may_be_read_noted_and_the_rest_counted() {
    let bureau = Bureau::new().await;
    carrying(&bureau).await;
    let page = bureau.page("/readiness?period_to=2024-03-01").await.text();
    for who in [1, 2, 12] {
        assert!(page.contains(&format!("href=\"/people/{}\"", person(who))), "{page}");
    }
    assert!(!page.contains(&format!("href=\"/people/{}\"", person(3))), "who may not is not listed");
    assert!(page.contains("2024-03-31") && page.contains("2024-08-31"));
    let noted = bureau.store.readings_of(person(1), 9).await.unwrap();
    assert!(noted.iter().any(|reading| reading.reader == OFFICER.user && reading.what == "readiness"), "{noted:?}");
    assert!(bureau.store.readings_of(person(4), 9).await.unwrap().is_empty(), "nobody looked at who is overdue");

    // A leader reads numbers of their banner and names of nobody.
    let seen = bureau.page_of(&LEADER_A, "/readiness?unit=/150600/a/&period_to=2024-03-01").await.text();
    assert_eq!(numbers(&seen), ["4", "2", "0", "2"]);
    assert!(!seen.contains("href=\"/people/") && seen.contains("nc-note"), "{seen}");
    assert_eq!(bureau.page_of(&LEADER_A, "/readiness?unit=/150600/b/").await.status, 403);
    assert!(!bureau.page_of(&PLAIN, "/readiness?period_to=2024-03-01").await.text().contains("href=\"/people/"));
}

#[tokio::test]
async fn the_numbers_and_the_people_are_each_a_spreadsheet_of_the_same_day_and_unit() {
    let bureau = Bureau::new().await;
    carrying(&bureau).await;
    let numbers = bureau.page("/readiness?period_to=2024-04-01&as=xlsx").await;
    assert_eq!(numbers.status, 200);
    let numbers = rows(&numbers.body);
    let line = numbers.iter().find(|row| row[0] == "持枪资格").expect("the requirement");
    assert_eq!(line[1..6], ["政治部文件", "5", "1", "0", "4"], "{numbers:?}");
    // Of twelve months ahead, one loses it in August.
    assert_eq!(line[6..].iter().filter(|n| *n == "1").count(), 1, "{line:?}");
    let people = rows(&bureau.page("/readiness?period_to=2024-03-31&as=xlsx&of=people").await.body);
    let untils: Vec<&str> = people.iter().filter(|row| row[0] == "持枪资格").map(|row| row[3].as_str()).collect();
    assert_eq!(untils, ["2024-03-31", "2024-08-31", "2024-03-31"], "{people:?}");
    // Who may not read people gets how many there are and no name.
    let counted = rows(&bureau.page_of(&LEADER_A, "/readiness?unit=/150600/a/&period_to=2024-03-31&as=xlsx&of=people").await.body);
    let lines: Vec<_> = counted.iter().filter(|row| row[0] == "持枪资格").collect();
    assert!(lines.len() == 1 && lines[0][1].contains('2') && lines[0][2].is_empty(), "{counted:?}");
}

/// The member, a colleague, and one of the other banner hold licences; an aircraft of the first banner is fit to fly.
async fn flying(bureau: &Bureau) {
    let currency = json!({"currency": {"days": 30, "flights": 2, "minutes": 60}, "basis": "警航规1号", "on": "2023-01-01"});
    done(bureau, "flight.set_currency", currency).await;
    let aircraft = json!({"serial": "UAV-1", "model": "M30T", "category": "multirotor", "unit": "/150600/a/", "on": "2023-01-01"});
    done(bureau, "flight.register_aircraft", aircraft).await;
    let id = nc_capability::flight::AircraftId::of_serial("UAV-1");
    for command in ["flight.record_airworthiness", "flight.record_insurance"] {
        done(bureau, command, json!({"aircraft": id, "document": "凭证", "on": "2023-01-01", "until": "2024-03-10"})).await;
    }
    for (who, rating, until) in [(2, "bvlos", "2024-03-15"), (3, "vlos", "2025-12-31"), (12, "vlos", "2025-12-31")] {
        let licence = json!({"person": person(who), "base": "/150600/", "category": "multirotor", "class": "B2", "rating": rating,
            "document": format!("考核{who}"), "on": "2023-01-05", "until": until});
        done(bureau, "flight.license", licence).await;
    }
    for (who, minutes, on) in [(2, 20, "2024-02-10"), (2, 30, "2024-02-20"), (12, 70, "2024-01-15")] {
        let flight = json!({"aircraft": id, "person": person(who), "minutes": minutes, "mission": "training", "on": on});
        done(bureau, "flight.log", flight).await;
    }
    let suspend = json!({"person": person(3), "category": "multirotor", "on": "2024-02-25", "reason": "违规飞行", "authority": "支队"});
    done(bureau, "flight.suspend_licence", suspend).await;
}

/// Licensed, may, not current, suspended, lapsed.
fn flight_numbers(page: &str) -> Vec<String> {
    let row = page.split("<td class=\"nc-number\"><a href=\"/books/pilot?kind=multirotor\">").skip(1).take(5);
    row.map(|cell| cell.split('<').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn t9_who_may_fly_is_told_for_the_day_by_licence_suspension_and_currency() {
    let bureau = Bureau::new().await;
    flying(&bureau).await;
    // Flown on the 10th and the 20th: two flights in thirty days until the 10th of March, one after. Somebody flew an hour in
    // January. Another was suspended on the 25th of February. The first licence is over after the 15th of March.
    for (day, wanted) in [
        ("2024-02-13", ["3", "1", "2", "0", "0"]),
        ("2024-02-14", ["3", "0", "3", "0", "0"]),
        ("2024-02-19", ["3", "0", "3", "0", "0"]),
        ("2024-02-20", ["3", "1", "2", "0", "0"]),
        ("2024-02-25", ["3", "1", "1", "1", "0"]),
        ("2024-03-10", ["3", "1", "1", "1", "0"]),
        ("2024-03-11", ["3", "0", "2", "1", "0"]),
        ("2024-03-16", ["3", "0", "1", "1", "1"]),
        ("2023-01-10", ["3", "3", "0", "0", "0"]),
    ] {
        let page = bureau.page(&format!("/readiness?period_to={day}")).await.text();
        assert_eq!(flight_numbers(&page), wanted, "{day}");
    }
    let page = bureau.page("/readiness?period_to=2024-03-01").await.text();
    assert!(page.contains(&format!("href=\"/books/pilot/{}\"", person(2))) && page.contains("超视距"), "{page}");
    assert!(!page.contains(&format!("href=\"/books/pilot/{}\"", person(3))), "who may not is not listed");
    assert!(page.contains("2024-03-15") && page.contains("2024-03-10"), "until when the licence and the currency last: {page}");
    let rows = rows(&bureau.page("/readiness?period_to=2024-03-01&as=xlsx&of=flying").await.body);
    let line = rows.iter().find(|row| row[0] == "多旋翼").expect("one who may");
    assert_eq!(line[3..], ["超视距", "2024-03-15", "2024-03-10"], "{rows:?}");
    let noted = bureau.store.readings_of(person(2), 9).await.unwrap();
    assert!(noted.iter().any(|reading| reading.reader == OFFICER.user && reading.what == "readiness"), "{noted:?}");
    assert!(!bureau.page_of(&LEADER_A, "/readiness?unit=/150600/a/&period_to=2024-03-01").await.text().contains("/books/pilot/"));
}

#[tokio::test]
async fn an_operator_sees_their_licence_currency_and_flights_and_others_only_whether_they_may_fly() {
    let bureau = Bureau::new().await;
    let mut member = bureau.signed_in(&MEMBER).await;
    assert!(!member.get("/").await.text().contains("/books/pilot"), "no licence, no way");
    flying(&bureau).await;
    let own = format!("/books/pilot/{}", person(2));
    assert!(member.get("/").await.text().contains(&format!("href=\"{own}\"")), "from the desk");
    let page = member.get(&own).await.text();
    assert!(page.contains("飞行经历") && page.contains("2024-02-20") && page.contains("2024-03-10"), "{page}");
    assert!(!page.contains("step="), "and may change nothing: {page}");
    assert_eq!(member.get(&format!("/books/pilot/{}", person(3))).await.status, 404, "it is somebody else's");
    // Who may read rows of the unit learns whether they may fly, not how much they flew.
    let seen = bureau.signed_in(&LEADER_A).await.get(&own).await.text();
    assert!(seen.contains("今日能否派遣") && !seen.contains("飞行经历") && !seen.contains("期内架次"), "{seen}");
    let managed = bureau.signed_in(&OFFICER).await.get(&own).await.text();
    assert!(managed.contains("飞行经历") && managed.contains("step=flight.suspend_licence"), "{managed}");
}

#[tokio::test]
async fn t9_lists_and_their_filters_say_what_lapsed_on_the_day_after_without_any_job() {
    // At once, and when so much was recorded since that they have their places in the list.
    for since in [0, 140] {
        lists_say_what_lapsed(since).await;
    }
}

async fn lists_say_what_lapsed(since: usize) {
    const DAY: i64 = 86_400;
    let bureau = Bureau::new().await;
    flying(&bureau).await;
    for n in 0..since {
        let class = json!({"serial": format!("P-{n}"), "title": "拟办", "category": "drill", "starts_on": "2024-05-01",
            "organisers": ["/150600/"], "credit_minutes": 240});
        bureau.store.execute_named(&OFFICER, format!("class/{n}"), "training.plan_class", class).await.unwrap();
    }
    let size = bureau.store.published().head().0;
    let own = format!("/books/pilot/{}", person(2));
    let aircraft = format!("/books/aircraft/{}", nc_capability::flight::AircraftId::of_serial("UAV-1"));
    // It is the 1st of March: the aircraft is good through the 10th, the licence through the 15th.
    for (days, fit, valid) in [(9, true, true), (1, false, true), (4, false, true), (1, false, false)] {
        bureau.wait(days * DAY);
        let mut officer = bureau.signed_in(&OFFICER).await;
        for (list, thing, before, after, still) in
            [("pilot", &own, "valid", "lapsed", valid), ("aircraft", &aircraft, "in_service", "grounded", fit)]
        {
            let shown = officer.get(&format!("/books/{list}?state={before}")).await.text().contains(&format!("href=\"{thing}\""));
            let lapsed = officer.get(&format!("/books/{list}?state={after}")).await.text().contains(&format!("href=\"{thing}\""));
            assert_eq!((shown, lapsed), (still, !still), "{list} after {days} days");
            assert!(officer.get(&format!("/books/{list}")).await.text().contains(&format!("href=\"{thing}\"")), "in the whole list");
            let word = match (list, still) {
                ("pilot", true) => "有效",
                ("pilot", false) => "已过期",
                (_, true) => "在役",
                (_, false) => "停飞",
            };
            let head = officer.get(thing).await.text().split_once("<p class=\"nc-sub\">").unwrap().1.split('<').nth(1).unwrap().to_owned();
            assert!(head.contains(word), "{list}: {head}");
        }
    }
    let mut officer = bureau.signed_in(&OFFICER).await;
    let lapsed = officer.get("/books/pilot?state=lapsed&kind=multirotor&order=ends").await.text();
    assert!(lapsed.contains("已过期") && lapsed.contains(&own), "{lapsed}");
    // Renewed, it is valid from that day on.
    assert_eq!(bureau.store.published().head().0, size, "nothing was written");
    let licence = json!({"person": person(2), "base": "/150600/", "category": "multirotor", "class": "B2", "rating": "bvlos",
        "document": "换证", "on": "2024-03-16", "until": "2026-03-15"});
    let key = "renewed".to_owned();
    bureau.store.execute_named(&OFFICER, key, "flight.license", licence).await.unwrap();
    assert!(officer.get("/books/pilot?state=valid").await.text().contains(&own));
    assert!(!officer.get("/books/pilot?state=lapsed").await.text().contains(&own));
    assert!(bureau.store.rebuild(true, Box::new(|_, _| {})).await.unwrap().differing.is_empty());
}
