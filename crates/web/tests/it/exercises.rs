//! Exercises over the web: what a player may not read is in no page, no answer, no list, no file and no proof.

use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use calamine::Reader as _;
use nc_capability::exercise::{ExerciseId, InjectNo};
use nc_kernel::{Actor, UserId};
use serde_json::{Value, json};

use crate::bureau::{AUDIT, Answer, Browser, Bureau, LEADER_A, MEMBER, OFFICER, PLAIN, SECURITY, SYSTEM, person};

/// What the unreleased inject says. What is searched for is only its beginning, so that a page may repeat the question.
const MARK: &str = "QX7情况乙醇罐车";
const ASKED: &str = "QX7";
/// Who directs, controls and evaluates.
const STAFF: [(Actor, usize, &str); 3] = [
    (Actor { user: UserId(21) }, 4, "director"),
    (Actor { user: UserId(22) }, 5, "controller"),
    (Actor { user: UserId(23) }, 6, "lead_evaluator"),
];

async fn done(bureau: &Bureau, actor: &Actor, name: &str, input: Value) {
    let key = format!("{name}/{}", bureau.store.published().head().0);
    bureau.store.execute_named(actor, key, name, input).await.unwrap_or_else(|fault| panic!("{name}: {fault}"));
}

/// A running exercise with one inject for the player's team, one for the other, neither released. The player is MEMBER, who
/// besides may do everything the political department may.
async fn running(bureau: &Bureau) -> ExerciseId {
    for (actor, n, _) in STAFF {
        done(bureau, &Actor::SYSTEM, "people.create_user", json!({"user": actor.user, "person": person(n)})).await;
        grant(bureau, &actor, "officer").await;
    }
    grant(bureau, &MEMBER, "political_officer").await;
    grant(bureau, &PLAIN, "auditor").await;
    let plan = json!({"title": "街面处突红蓝对抗", "kind": "red_blue", "unit": "/150600/a/", "starts_on": "2024-03-01",
        "ends_on": "2024-03-01", "serial": "HL-1"});
    done(bureau, &OFFICER, "exercise.plan", plan).await;
    let exercise = ExerciseId::of_serial("HL-1");
    let teams = json!([{"name": "红队", "side": "own", "colour": "红"}, {"name": "蓝队", "side": "adversary", "colour": "蓝"}]);
    done(bureau, &OFFICER, "exercise.set_teams", json!({"exercise": exercise, "teams": teams})).await;
    for (_, n, role) in STAFF {
        done(bureau, &OFFICER, "exercise.appoint", json!({"exercise": exercise, "role": role, "people": [person(n)]})).await;
    }
    for (n, team) in [(2, "红队"), (12, "蓝队")] {
        let named = json!({"exercise": exercise, "role": "player", "team": team, "people": [person(n)]});
        done(bureau, &OFFICER, "exercise.appoint", named).await;
    }
    let tasks = json!([{"objective": "控制现场", "capability": "现场处置", "task": "划定警戒区"}]);
    done(bureau, &OFFICER, "exercise.set_objectives", json!({"exercise": exercise, "tasks": tasks})).await;
    // What is in store beside the text bears the mark too, and comes to no player even when the text does.
    let sees_to = person(5);
    let inject = |to: &str, at: u32, text: String| {
        json!({"at": at, "to": to, "from": "指挥中心", "channel": "电台", "text": text, "expected": format!("{text}预期"),
            "contingency": format!("{text}备用"), "objective": "控制现场", "key_event": true, "responsible": sees_to})
    };
    let injects = [inject("红队", 10, format!("{MARK}红")), inject("蓝队", 600, format!("{MARK}蓝"))];
    let [director, controller, _] = STAFF.map(|(actor, n, _)| (actor, person(n)));
    let write = json!({"exercise": exercise, "by": controller.1, "injects": injects});
    done(bureau, &controller.0, "exercise.write_scenario", write).await;
    done(bureau, &director.0, "exercise.lock_scenario", json!({"exercise": exercise, "by": director.1})).await;
    let start = json!({"exercise": exercise, "by": controller.1, "turn": "start"});
    done(bureau, &controller.0, "exercise.turn_clock", start).await;
    exercise
}

async fn grant(bureau: &Bureau, actor: &Actor, role: &str) {
    let grant = json!({"user": actor.user, "role": role, "unit": "/150600/", "from": "2024-03-01"});
    done(bureau, &Actor::SYSTEM, "people.grant_role", grant).await;
}

/// Everything an answer says, workbooks unpacked and the facts of proofs decoded.
fn said(answer: &Answer) -> String {
    let mut text = String::from_utf8_lossy(&answer.body).into_owned();
    let coded: Vec<Vec<u8>> = text
        .split("\"bytes\":\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter_map(|part| STANDARD.decode(part).ok())
        .collect();
    text.extend(coded.iter().map(|bytes| String::from_utf8_lossy(bytes)));
    text.extend(answer.headers.values().filter_map(|value| value.to_str().ok()));
    if answer.body.starts_with(b"PK")
        && let Ok(mut book) = calamine::open_workbook_auto_from_rs(Cursor::new(answer.body.clone()))
    {
        for (_, range) in book.worksheets() {
            text.extend(range.used_cells().map(|(.., cell)| format!("{cell}\n")));
        }
    }
    text
}

/// Every address a reader can ask for: each route with each value its parameters could take, and with each question.
fn addresses(exercise: ExerciseId, head: u64) -> (Vec<String>, Vec<String>) {
    let id = exercise.to_string();
    let scenario = format!("exercise.scenario/{id}");
    let mut values: Vec<String> = [
        id.as_str(),
        &scenario,
        "exercise",
        "exercise.red_blue",
        "exercise.overdue",
        "training",
        "support",
        "0",
        "1",
        "figures",
        "exercise.toml",
        "exercise.scenario",
    ]
    .map(str::to_owned)
    .to_vec();
    values.push(person(2).to_string());
    values.push(head.to_string());
    let fill = |route: &str| {
        let mut all = vec![route.to_owned()];
        while let Some((path, (start, end))) = all.iter().find_map(|path| Some((path.clone(), path.find('{').zip(path.find('}'))?))) {
            all.retain(|other| *other != path);
            all.extend(values.iter().map(|value| format!("{}{value}{}", &path[..start], &path[end + 1..])));
        }
        all
    };
    let questions = [
        "",
        "?q=QX7",
        "?as=xlsx",
        "?as=xlsx&table=0",
        "?as=xlsx&table=1",
        "?as=xlsx&table=2",
        "?from=0&limit=500",
        "?step=exercise.set_teams",
    ];
    let asked = |paths: Vec<String>| -> Vec<String> {
        paths.iter().flat_map(|path| questions.map(|question| format!("{path}{question}"))).collect()
    };
    let declared = include_str!("../../src/routes.rs").split(".route(\"").skip(1).filter_map(|part| part.split_once('"'));
    let pages = declared.filter(|(_, rest)| rest.contains("get(")).map(|(route, _)| route);
    let pages = asked(pages.flat_map(fill).collect());
    let routes = nc_web::refusals();
    let routes = routes.iter().filter_map(|(name, _)| name.strip_prefix("GET "));
    (pages, asked(routes.flat_map(fill).collect()))
}

/// Everything somebody can read, with a session and with a token, does not hold `words`.
async fn nowhere(bureau: &Bureau, who: &Actor, exercise: ExerciseId, words: &str) -> (usize, usize) {
    let (pages, routes) = addresses(exercise, bureau.store.published().head().0);
    let mut browser: Browser<'_> = bureau.signed_in(who).await;
    let mut read = 0;
    for path in &pages {
        if path.starts_with("/sign-out") {
            continue;
        }
        let answer = browser.get(path).await;
        read += usize::from(answer.status.is_success());
        assert!(!said(&answer).contains(words), "{who:?} reads it at {path}");
    }
    for path in &routes {
        let answer = bureau.api(who, path).await;
        read += usize::from(answer.status.is_success());
        assert!(!said(&answer).contains(words), "{who:?} reads it by the API at {path}");
    }
    (read, pages.len() + routes.len())
}

#[tokio::test]
async fn t14_no_route_gives_a_player_an_unreleased_inject_and_its_release_reaches_one_team() {
    let bureau = Bureau::new().await;
    let exercise = running(&bureau).await;
    let page = format!("/books/exercise/{exercise}");
    // The player opens the exercise: what is not there is hidden, not the page missing.
    let mut player = bureau.signed_in(&MEMBER).await;
    let sheet = player.get(&page).await;
    assert_eq!(sheet.status, 200, "{}", sheet.text());
    assert!(sheet.text().contains("红队"));
    let (read, asked) = nowhere(&bureau, &MEMBER, exercise, MARK).await;
    assert!(asked > 800 && read > 150, "{read} of {asked} addresses answered");
    for who in [OFFICER, PLAIN, LEADER_A] {
        nowhere(&bureau, &who, exercise, MARK).await;
    }
    // Those who run the machine read it on no page of theirs either.
    for who in [SYSTEM, SECURITY, AUDIT] {
        nowhere(&bureau, &who, exercise, MARK).await;
    }
    // A step they are not offered, a command they may not give: the answer says nothing of the scenario.
    let inject = InjectNo::planned(1);
    let give = json!({"exercise": exercise, "by": person(2), "inject": inject});
    let refused = bureau.post(&MEMBER, "exercise.release_inject", "k1", &give).await;
    assert_eq!(refused.status, 403, "{}", refused.text());
    let posted = player.post(&page, &[("step", &format!("exercise.release_inject/{inject}"))]).await;
    assert!(!said(&refused).contains(ASKED) && !said(&posted).contains(ASKED));

    // Ten minutes later the clock has released the first, with nothing recorded in between.
    let head = bureau.store.published().head();
    bureau.wait(10 * 60);
    assert!(player.get(&page).await.text().contains(&format!("{MARK}红")));
    assert!(said(&bureau.api(&MEMBER, &format!("/books/exercise/{exercise}")).await).contains(&format!("{MARK}红")));
    assert_eq!(bureau.store.published().head(), head);
    for in_store in [format!("{MARK}红备用"), format!("{MARK}红预期")] {
        for path in [&page, &format!("{page}/live")] {
            let answer = player.get(path).await;
            assert!(answer.text().contains(MARK) && !said(&answer).contains(&in_store), "{path}");
        }
        assert!(!said(&bureau.api(&MEMBER, &format!("/books/exercise/{exercise}")).await).contains(&in_store));
    }
    nowhere(&bureau, &MEMBER, exercise, &format!("{MARK}蓝")).await;
    for who in [OFFICER, PLAIN] {
        nowhere(&bureau, &who, exercise, MARK).await;
    }
}

#[tokio::test]
async fn t14_the_proof_of_a_figure_of_a_finished_exercise_never_carries_its_scenario() {
    let bureau = Bureau::new().await;
    let exercise = running(&bureau).await;
    let [director, controller, lead] = STAFF.map(|(actor, n, _)| (actor, person(n)));
    let said_by = |by: &(Actor, nc_kernel::PersonId), more: Value| {
        let mut input = json!({"exercise": exercise, "by": by.1});
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    done(&bureau, &controller.0, "exercise.turn_clock", said_by(&controller, json!({"turn": "end"}))).await;
    done(&bureau, &lead.0, "exercise.rate", said_by(&lead, json!({"task": 1, "rating": "s"}))).await;
    done(&bureau, &lead.0, "exercise.hold_hotwash", said_by(&lead, json!({"held_on": "2024-03-01", "remarks": ["到场快"]}))).await;
    for (who, to) in [(&lead, "drafted"), (&director, "agreed"), (&director, "issued")] {
        done(&bureau, &who.0, "exercise.advance_report", said_by(who, json!({"to": to}))).await;
    }
    let rows = bureau.api(&OFFICER, "/figures/exercise.red_blue/rows?period=2024").await;
    assert!(rows.status.is_success() && said(&rows).contains("red_blue"), "{}", rows.text());
    let proof = bureau.api(&OFFICER, "/figures/exercise.red_blue/proof?period=2024").await;
    // The facts are read, so that what is not found in them is not there.
    assert!(proof.status.is_success() && said(&proof).contains("exercise.report_advanced.v1"), "{}", said(&proof));
    for hidden in [MARK, "exercise.scenario/", "exercise.scenario_written.v1"] {
        assert!(!said(&proof).contains(hidden), "{hidden}");
    }
    nowhere(&bureau, &MEMBER, exercise, MARK).await;
}
