//! Signatures of scores over the web: under codes by judges and head judge, once names are open by the competitor, and nothing that
//! tells before whose code it is.

use nc_capability::contest::ContestId;
use nc_kernel::{Actor, SeededIds, UserId};
use serde_json::{Value, json};

use super::contests::{NAME, attempt, codes, done, shooting, takes_part};
use crate::bureau::{Browser, Bureau, LEADER_A, MEMBER, NOBODY, OFFICER, PASSWORD, PLAIN, person};

/// A judge and the head judge, of the other banner, and who runs contests beside the political officer.
const JUDGE: Actor = Actor { user: UserId(21) };
const HEAD: Actor = Actor { user: UserId(22) };
const RECORDER: Actor = Actor { user: UserId(23) };

async fn account(bureau: &Bureau, actor: &Actor, n: usize, role: &str, unit: &str) {
    done(bureau, &Actor::SYSTEM, "people.create_user", json!({"user": actor.user, "person": person(n)})).await;
    let grant = json!({"user": actor.user, "role": role, "unit": unit, "from": "2024-03-01"});
    done(bureau, &Actor::SYSTEM, "people.grant_role", grant).await;
    let login = format!("user-{}", actor.user);
    bureau.store.create_account(actor.user, &login, PASSWORD, &mut SeededIds::new(19 + u64::try_from(n).unwrap())).await.unwrap();
}

async fn browser<'a>(bureau: &'a Bureau, actor: &Actor) -> Browser<'a> {
    let mut browser = bureau.browser();
    assert_eq!(browser.sign_in(&format!("user-{}", actor.user), PASSWORD).await.status, 303);
    browser
}

/// A coded contest of one banner whose scores are signed, with three of its people in it, performed.
async fn performed(bureau: &Bureau) -> (ContestId, Vec<String>) {
    takes_part(bureau).await;
    account(bureau, &JUDGE, 10, "officer", "/150600/b/").await;
    account(bureau, &HEAD, 11, "officer", "/150600/b/").await;
    account(bureau, &RECORDER, 12, "recorder", "/150600/").await;
    let mut discipline = shooting();
    discipline["signed"] = json!(["judge", "head", "competitor"]);
    let set_up = json!({"serial": "BW-9", "title": "射击比武", "level": "city", "authority": "市公安局", "organisers": ["/150600/a/"],
        "starts_on": "2024-02-28", "ends_on": "2024-02-29", "blind": true, "appeal_days": 5, "disciplines": [discipline]});
    done(bureau, &OFFICER, "contest.set_up", set_up).await;
    let contest = ContestId::of_serial("BW-9");
    let seat = json!({"contest": contest, "discipline": "S1", "judges": [person(10), person(11)], "head": person(11)});
    done(bureau, &OFFICER, "contest.seat_panel", seat).await;
    for n in [0, 1, 2] {
        done(bureau, &OFFICER, "contest.enter", json!({"contest": contest, "discipline": "S1", "people": [person(n)]})).await;
    }
    done(bureau, &OFFICER, "contest.draw_codes", json!({"contest": contest})).await;
    let codes = codes(bureau, contest).await;
    for (code, value) in codes.iter().zip([900, 800, 700]) {
        attempt(bureau, contest, code, value).await;
    }
    (contest, codes)
}

async fn refused(bureau: &Bureau, actor: &Actor, name: &str, contest: ContestId) -> String {
    let fault =
        bureau.store.execute_named(actor, format!("{name}/{}", bureau.store.published().head().0), name, json!({"contest": contest}));
    fault.await.unwrap_err().to_string()
}

/// Sends a step that asks nothing, for every code.
async fn sign(page: &str, browser: &mut Browser<'_>, codes: &[String], part: &str) {
    for code in codes {
        let step = format!("contest.sign_scores/{code}-final-{part}");
        let sent = browser.post(page, &[("step", &step)]).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
    }
}

#[tokio::test]
async fn t18_scores_are_signed_under_codes_and_nothing_tells_whose_they_are_before_unsealing() {
    let bureau = Bureau::new().await;
    let (contest, codes) = performed(&bureau).await;
    let page = format!("/books/contest/{contest}");
    let (mut judge, mut head) = (browser(&bureau, &JUDGE).await, browser(&bureau, &HEAD).await);

    // The judge finds what is to be signed on the page, with the facts it covers, in both languages.
    let shown = judge.get(&page).await.text();
    assert!(shown.contains("待本人签字") && shown.contains("评委 #1") && shown.contains("90.0"), "{shown}");
    assert!(judge.get(&format!("{page}?lang=en")).await.text().contains("For you to sign"));
    judge.get("/?lang=zh").await;
    // Not yet for the head judge, who signs after the judges.
    let early = format!("contest.sign_scores/{}-final-head", codes[0]);
    assert_eq!(head.post(&page, &[("step", &early)]).await.status, 422);
    let told = refused(&bureau, &OFFICER, "contest.lock_scores", contest).await;
    assert!(codes.iter().all(|code| told.contains(&format!("{code}#1"))), "{told}");
    sign(&page, &mut judge, &codes, "judge").await;
    sign(&page, &mut head, &codes, "head").await;
    done(&bureau, &OFFICER, "contest.lock_scores", json!({"contest": contest})).await;

    // The competitor is offered nothing yet, and by the API gets the answer that everybody gets; nothing is recorded.
    let mut member = bureau.signed_in(&MEMBER).await;
    assert!(!member.get(&page).await.text().contains("contest.sign_scores"));
    let facts = bureau.store.published().head().0;
    let (live, _) = bureau.store.contest(&bureau.store.scopes(&OFFICER, nc_people::Action::ReadRows), contest).await.unwrap().unwrap();
    let mine = {
        let own = member.get(&page).await.text();
        codes.iter().find(|code| own.contains(code.as_str())).unwrap().clone()
    };
    let mut answers = Vec::new();
    for code in &codes {
        let covers = live.live().signatures().covering(code, nc_capability::contest::Stage::Final, []);
        let input =
            json!({"contest": contest, "code": code, "round": "final", "signer": "competitor", "person": person(2), "covers": covers});
        let answer = bureau.post(&MEMBER, "contest.sign_scores", &format!("k-{code}"), &input).await;
        let mut problem = answer.json();
        assert!(problem.to_string().contains("contest.sign_sealed"), "{problem}");
        problem.as_object_mut().unwrap().retain(|key, _| key == "status" || key == "refusals" || key == "title");
        answers.push(problem);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(bureau.store.published().head().0, facts);

    // Whoever looks at whatever there is of it, before unsealing: page with its history, tables, list, board, desk and API.
    let looks = [
        page.clone(),
        format!("{page}?lang=en"),
        format!("{page}/board"),
        "/books/contest".to_owned(),
        "/books/contest?state=locked".to_owned(),
        "/".to_owned(),
        format!("{page}?as=xlsx&table=0"),
        format!("{page}?as=xlsx&table=1"),
    ];
    let hidden: Vec<String> = [0, 1, 2].map(|n| person(n).to_string()).to_vec();
    for look in &looks {
        for actor in [OFFICER, LEADER_A, PLAIN, NOBODY] {
            for answer in [bureau.page_of(&actor, look).await, bureau.api(&actor, look).await] {
                let text = String::from_utf8_lossy(&answer.body).into_owned();
                // Everybody is called the same: whoever runs the contest reads the names of the two judges, and no third one.
                let judges = if actor == OFFICER { 2 } else { 0 };
                assert!(text.matches(NAME).count() <= judges || look == "/", "{look} names an entrant: {text}");
                assert!(hidden.iter().all(|person| !text.contains(person)), "{look} has an entrant's id");
                assert!(!text.contains("member") || look == "/", "{look} has the entrant's account: {text}");
            }
        }
        for browser in [&mut judge, &mut head] {
            let text = String::from_utf8_lossy(&browser.get(look).await.body).into_owned();
            assert!(hidden.iter().all(|person| !text.contains(person)), "{look} has an entrant's id");
        }
    }

    // Unsealed, the competitor signs their own sheet alone, with an objection; the head judge says why the others did not.
    done(&bureau, &RECORDER, "contest.ask_unseal", json!({"contest": contest})).await;
    done(&bureau, &OFFICER, "contest.unseal", json!({"contest": contest})).await;
    let told = refused(&bureau, &OFFICER, "contest.publish", contest).await;
    assert!(codes.iter().all(|code| told.contains(code.as_str())), "{told}");
    let step = format!("contest.sign_scores/{mine}-final-competitor");
    let form = member.get(&format!("{page}?step={step}")).await.text();
    assert!(form.contains("待本人签字") && form.contains("name=\"f-objection\"") && form.contains("转为申诉"), "{form}");
    let sent = member.post(&page, &[("step", &step), ("f-objection", "第二靶漏计")]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    for code in codes.iter().filter(|code| **code != mine) {
        let step = format!("contest.waive_signature/{code}-final-competitor");
        assert_eq!(member.post(&page, &[("step", &step), ("f-kind", "absent"), ("f-reason", "外出")]).await.status, 422);
        let blank = head.post(&page, &[("step", &step), ("f-kind", "absent"), ("f-reason", "")]).await;
        assert!(blank.status == 422 && blank.text().contains("fault-f-reason-1"), "{}", blank.text());
        assert_eq!(head.post(&page, &[("step", &step), ("f-kind", "absent"), ("f-reason", "已返岗，未到场")]).await.status, 303);
    }
    done(&bureau, &OFFICER, "contest.publish", json!({"contest": contest})).await;
    let sheet = bureau.api(&OFFICER, &page).await.json();
    let table = |title: &str| -> Vec<Value> {
        let tables = sheet["tables"].as_array().unwrap();
        tables.iter().find(|table| table["says"]["en"] == title).map_or_else(Vec::new, |table| table["rows"].as_array().unwrap().clone())
    };
    assert_eq!((table("Appeals").len(), table("Signatures of scores").len()), (1, 9));
    // What was objected to is for who runs the contest.
    assert!(bureau.page_of(&OFFICER, &page).await.text().contains("第二靶漏计"));
    let read = bureau.page_of(&LEADER_A, &page).await.text();
    assert!(read.contains("已签，有异议") && read.contains("缺席") && !read.contains("第二靶漏计"), "{read}");
}
