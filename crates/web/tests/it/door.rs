//! Signing in and out, the second step, sessions, passwords and the first set-up.

use axum::body::Body;
use axum::http::Request;
use nc_kernel::Micros;
use totp_rs::{Builder, Secret};

use crate::bureau::{Bureau, MEMBER, OFFICER, PASSWORD, form};

#[tokio::test]
async fn who_signs_in_gets_a_new_session_and_leaves_nothing_behind() {
    let bureau = Bureau::new().await;
    let mut browser = bureau.browser();
    let asked = browser.get("/figures?unit=/150600/a/").await;
    assert_eq!((asked.status.as_u16(), asked.header("location")), (303, "/sign-in?next=%2Ffigures%3Funit%3D%2F150600%2Fa%2F"));
    assert!(browser.get("/sign-in?next=/figures").await.text().contains("value=\"/figures\""));
    let answer = browser.post("/sign-in", &[("login", "political"), ("password", PASSWORD), ("next", "/figures?unit=/150600/a/")]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/figures?unit=/150600/a/"));
    let set: Vec<&str> = answer.headers.get_all("set-cookie").into_iter().map(|value| value.to_str().unwrap()).collect();
    assert!(set.iter().all(|cookie| cookie.contains("; HttpOnly; SameSite=Lax") && cookie.contains("Path=/")), "{set:?}");
    let first = browser.cookies["nc_session"].clone();
    assert_eq!(browser.get("/figures").await.status, 200);

    // Signing in again takes a new secret and ends the old one.
    browser.sign_in("political", PASSWORD).await;
    assert_ne!(browser.cookies["nc_session"], first);
    assert_eq!(bureau.store.session(&first).await.unwrap(), None);

    let secret = browser.cookies["nc_session"].clone();
    let out = browser.post("/sign-out", &[]).await;
    assert_eq!((out.status.as_u16(), out.header("location"), out.header("clear-site-data")), (303, "/sign-in", "\"cache\""));
    assert!(!browser.cookies.contains_key("nc_session"));
    browser.cookies.insert("nc_session".to_owned(), secret);
    assert_eq!(browser.get("/figures").await.status, 303, "the old secret opens nothing");
}

#[tokio::test]
async fn no_answer_tells_which_logins_exist() {
    let bureau = Bureau::new().await;
    bureau.store.close_account("plain").await.unwrap();
    let mut texts = Vec::new();
    for (login, password) in [("political", "wrong password here"), ("nobody-at-all", PASSWORD), ("plain", PASSWORD)] {
        let answer = bureau.browser().sign_in(login, password).await;
        assert_eq!(answer.status, 422);
        texts.push(answer.text().replace(&format!("value=\"{login}\""), ""));
    }
    assert!(texts[0].contains("登录名或密码不对") && !texts[0].contains("wrong password"), "{}", texts[0]);
    assert_eq!((&texts[0], &texts[1]), (&texts[1], &texts[2]));
}

#[tokio::test]
async fn brute_force_is_held_at_ten_a_minute_and_the_owners_browser_still_gets_in() {
    let bureau = Bureau::new().await;
    let mut owner = bureau.signed_in(&OFFICER).await;
    owner.post("/sign-out", &[]).await;
    // Two hundred tries from many new browsers, over sixty seconds.
    let mut checked = 0;
    for second in 0..60 {
        for _ in 0..4 {
            let status = bureau.browser().sign_in("political", "not the password").await.status.as_u16();
            assert!([422, 429].contains(&status));
            checked += u32::from(status == 422);
        }
        if second == 30 {
            assert_eq!(owner.sign_in("political", PASSWORD).await.status, 303, "the owner's browser has tries of its own");
            owner.post("/sign-out", &[]).await;
        }
        bureau.wait(1);
    }
    assert!((5..=10).contains(&checked), "{checked} tries were checked within a minute");
    assert_eq!(owner.sign_in("political", PASSWORD).await.status, 303);
    let held = bureau.browser().sign_in("political", PASSWORD).await;
    assert!([303, 429].contains(&held.status.as_u16()));
    // Other accounts are not touched, and a copied device of another account opens nobody's budget.
    assert_eq!(bureau.browser().sign_in("leader-a", PASSWORD).await.status, 303);
    bureau.wait(60);
    assert_eq!(bureau.browser().sign_in("political", PASSWORD).await.status, 303, "a minute later anybody may try again");
}

#[tokio::test]
async fn a_device_cookie_somebody_made_up_gives_no_tries_of_its_own() {
    let bureau = Bureau::new().await;
    let mut checked = 0;
    for n in 0..30 {
        let mut browser = bureau.browser();
        browser.cookies.insert("nc_device".to_owned(), format!("{n:064x}"));
        checked += u32::from(browser.sign_in("political", "not the password").await.status == 422);
    }
    assert_eq!(checked, 5);
}

#[tokio::test]
async fn sessions_end_by_rest_by_age_by_revocation_and_with_the_account() {
    let bureau = Bureau::new().await;
    let mut resting = bureau.signed_in(&OFFICER).await;
    bureau.wait(59 * 60);
    assert_eq!(resting.get("/").await.status, 200);
    bureau.wait(59 * 60);
    assert_eq!(resting.get("/").await.status, 200, "use keeps it");
    bureau.wait(61 * 60);
    assert_eq!(resting.get("/").await.status, 303, "an hour of rest ends it");

    let mut old = bureau.signed_in(&OFFICER).await;
    for _ in 0..14 {
        bureau.wait(50 * 60);
        old.get("/").await;
    }
    bureau.wait(25 * 60);
    assert_eq!(old.get("/").await.status, 303, "twelve hours end it, used or not");

    let (mut one, mut two) = (bureau.signed_in(&OFFICER).await, bureau.signed_in(&OFFICER).await);
    let list = one.get("/me/security").await.text();
    assert_eq!(list.matches("name=\"session\" value=\"").count(), 2, "the other one, and all others: {list}");
    let (_, id) = list.split_once("name=\"session\" value=\"").unwrap();
    let id = id.split_once('"').unwrap().0.to_owned();
    let mut stranger = bureau.signed_in(&MEMBER).await;
    assert_eq!(stranger.post("/me/sessions", &[("session", &id)]).await.status, 404, "not theirs to end");
    assert_eq!(two.get("/").await.status, 200);
    assert_eq!(one.post("/me/sessions", &[("session", &id)]).await.status, 303);
    assert_eq!(two.get("/").await.status, 303, "ended at once");

    bureau.store.close_account("political").await.unwrap();
    assert_eq!(one.get("/").await.status, 303);
}

#[tokio::test]
async fn cookies_that_are_old_cut_or_made_up_open_nothing() {
    let bureau = Bureau::new().await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    let secret = browser.cookies["nc_session"].clone();
    for wrong in [&secret[..40], "", "0", &"f".repeat(64), &format!("{secret}0"), "%00'; DROP TABLE session"] {
        browser.cookies.insert("nc_session".to_owned(), wrong.to_owned());
        assert_eq!(browser.get("/").await.status, 303, "{wrong}");
    }
}

#[tokio::test]
async fn another_sites_form_is_refused_and_changes_nothing() {
    let bureau = Bureau::new().await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    let password = [("current", PASSWORD), ("password", "another good sentence"), ("again", "another good sentence")];
    for origin in ["https://evil.example", "null", "https://nuancheng.example.evil.example", "https://nuancheng.example:8443"] {
        let refused = browser.post_from(origin, "/me/password", &password).await;
        assert_eq!(refused.status, 403, "{origin}");
        assert!(refused.text().contains("来自别的网站") && refused.text().contains(refused.header("x-request-id")), "{}", refused.text());
    }
    for site in ["cross-site", "same-site"] {
        let cookie = format!("nc_session={}", browser.cookies["nc_session"]);
        let request =
            Request::post("/sign-out").header("cookie", cookie).header("host", "nuancheng.example").header("sec-fetch-site", site);
        assert_eq!(bureau.ask(request.body(Body::empty()).unwrap()).await.status, 403, "{site}");
    }
    assert_eq!(browser.get("/").await.status, 200, "still signed in");
    assert!(bureau.store.sign_in("political", PASSWORD).await.unwrap().is_some(), "the password is the old one");
}

#[tokio::test]
async fn a_body_that_is_cut_too_large_or_no_form_changes_nothing() {
    let bureau = Bureau::new().await;
    let browser = bureau.signed_in(&OFFICER).await;
    let cookie = format!("nc_session={}", browser.cookies["nc_session"]);
    let send = async |body: Body, headers: &[(&str, &str)]| {
        let request = Request::post("/me/password").header("cookie", &cookie).header("host", "nuancheng.example");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        bureau.ask(request.body(body).unwrap()).await.status.as_u16()
    };
    let media = ("content-type", "application/x-www-form-urlencoded");
    let fields = form(&[("current", PASSWORD), ("password", "another good sentence"), ("again", "another good sentence")]);
    let cut = futures_util::stream::iter([Ok(fields[..60].to_owned()), Err(std::io::Error::other("the line was cut"))]);
    assert_eq!(send(Body::from_stream(cut), &[media]).await, 413);
    // What says it is too large is refused before a byte is read: this body would never end.
    assert_eq!(
        send(
            Body::from_stream(futures_util::stream::pending::<Result<String, std::io::Error>>()),
            &[media, ("content-length", "10000000")]
        )
        .await,
        413
    );
    assert_eq!(send(Body::from("x".repeat(300 * 1024)), &[media]).await, 413);
    assert_eq!(send(Body::from("{}"), &[("content-type", "application/json")]).await, 415);
    assert!(bureau.store.sign_in("political", PASSWORD).await.unwrap().is_some());
}

#[tokio::test]
async fn a_new_password_is_judged_and_ends_every_other_session() {
    let bureau = Bureau::new().await;
    let (mut one, mut two) = (bureau.signed_in(&OFFICER).await, bureau.signed_in(&OFFICER).await);
    for (current, password, again, says) in [
        ("wrong", "another good sentence", "another good sentence", "现用密码不对"),
        (PASSWORD, "another good sentence", "another good sentense", "两次输入不一致"),
        (PASSWORD, "short", "short", "密码应有 10 至 200 个字符"),
        (PASSWORD, "political2024", "political2024", "太容易被猜到"),
        (PASSWORD, "qwertyuiop123", "qwertyuiop123", "太容易被猜到"),
    ] {
        bureau.wait(30);
        let refused = one.post("/me/password", &[("current", current), ("password", password), ("again", again)]).await;
        assert_eq!(refused.status, 422, "{password}");
        let text = refused.text();
        assert!(text.contains(says) && text.contains("aria-invalid=\"true\"") && !text.contains(password), "{text}");
    }
    let new = "another good sentence";
    assert_eq!(
        one.post("/me/password", &[("current", PASSWORD), ("password", new), ("again", new)]).await.header("location"),
        "/me/security?done=password"
    );
    assert!(one.get("/me/security?done=password").await.text().contains("密码已修改"));
    assert_eq!(two.get("/").await.status, 303);
    assert_eq!(bureau.browser().sign_in("political", PASSWORD).await.status, 422);
    assert_eq!(bureau.browser().sign_in("political", new).await.status, 303);
}

fn now_code(secret: &str, now: Micros) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = Builder::new().with_secret(secret).with_account_name("x".to_owned()).build().unwrap();
    totp.generate(u64::try_from(now.0 / 1_000_000).unwrap()).to_string()
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from).unwrap_or_else(|| panic!("no {from} in {text}")).1.split_once(to).unwrap().0
}

#[tokio::test]
async fn the_second_step_takes_each_code_once_and_recovery_codes_once() {
    let bureau = Bureau::new().await;
    let mut browser = bureau.signed_in(&OFFICER).await;
    let page = browser.get("/me/second-factor").await;
    assert_eq!(page.header("cache-control"), "no-store");
    let text = page.text();
    assert!(text.contains("<svg") && !text.contains(" style="), "a picture our policy shows");
    let secret = between(&text, "<code class=\"nc-secret\">", "</code>").to_owned();
    let again = browser.get("/me/second-factor").await.text();
    assert_eq!(between(&again, "<code class=\"nc-secret\">", "</code>"), secret, "loading the page again changes nothing");
    assert_eq!(browser.post("/me/second-factor", &[("code", "000000")]).await.status, 422);
    assert!(bureau.browser().sign_in("political", PASSWORD).await.header("location").ends_with('/'), "not needed before it is confirmed");
    let code = now_code(&secret, bureau.store.now());
    let shown = browser.post("/me/second-factor", &[("code", &code)]).await.text();
    let recovery: Vec<String> = shown.split("<li><code>").skip(1).map(|rest| rest.split_once('<').unwrap().0.to_owned()).collect();
    assert_eq!(recovery.len(), nc_store::door::RECOVERY_CODES);

    bureau.wait(60);
    let mut other = bureau.browser();
    assert_eq!(other.sign_in("political", PASSWORD).await.header("location"), "/sign-in/code?next=%2F");
    assert_eq!(other.get("/").await.status, 303, "half in is not in");
    assert_eq!(other.post("/me/password", &[]).await.status, 401);
    let half = other.cookies["nc_session"].clone();
    let code = now_code(&secret, bureau.store.now());
    assert_eq!(other.post("/sign-in/code", &[("code", &code), ("next", "/ledger")]).await.header("location"), "/ledger");
    assert_ne!(other.cookies["nc_session"], half);
    assert_eq!(other.get("/").await.status, 200);
    // Whoever saw that code cannot use it again, nor the one before it.
    let mut thief = bureau.browser();
    thief.sign_in("political", PASSWORD).await;
    for seen in [code.clone(), now_code(&secret, Micros(bureau.store.now().0 - 30_000_000))] {
        assert_eq!(thief.post("/sign-in/code", &[("code", &seen)]).await.status, 422);
    }
    // A recovery code, typed with blanks and capitals, once.
    let typed = recovery[3].to_uppercase().replace('-', " ");
    assert_eq!(thief.post("/sign-in/code", &[("code", &typed)]).await.status, 303);
    bureau.wait(60);
    let mut third = bureau.browser();
    third.sign_in("political", PASSWORD).await;
    assert_eq!(third.post("/sign-in/code", &[("code", &typed)]).await.status, 422);
    // Guessing is held.
    let mut held = 0;
    for n in 0..40 {
        held += u32::from(third.post("/sign-in/code", &[("code", &format!("{n:06}"))]).await.status == 429);
    }
    assert!(held >= 30, "{held}");
    // Turning it off takes a code too.
    bureau.wait(120);
    assert_eq!(other.post("/me/second-factor", &[("code", "123456")]).await.status, 422);
    assert_eq!(other.post("/me/second-factor", &[("code", &now_code(&secret, bureau.store.now()))]).await.status, 303);
    assert_eq!(bureau.browser().sign_in("political", PASSWORD).await.header("location"), "/");
}

#[tokio::test]
async fn the_first_set_up_makes_three_administrators_once() {
    let bureau = Bureau::bare().await;
    bureau
        .store
        .execute_named(
            &nc_kernel::Actor::SYSTEM,
            "unit",
            "people.establish_unit",
            serde_json::json!({"path": "/150600/", "kind": "bureau", "name_zh": "市局", "name_en": "Bureau", "from": "2018-01-01"}),
        )
        .await
        .unwrap();
    let mut browser = bureau.browser();
    assert_eq!(browser.get("/sign-in").await.header("location"), "/set-up");
    assert!(browser.get("/set-up").await.text().contains("首次设置"));
    let fields = |code: &'static str, third: &'static str| {
        [
            ("code", code),
            ("system_login", "system"),
            ("system_password", "first person's sentence"),
            ("security_login", "security"),
            ("security_password", "second person's words"),
            ("audit_login", third),
            ("audit_password", "a third one entirely"),
        ]
    };
    let wrong = browser.post("/set-up", &fields("00000-00000", "security")).await;
    assert_eq!(wrong.status, 422);
    let text = wrong.text();
    assert!(
        text.contains("代码不对")
            && text.contains("三名管理员应是三个登录名")
            && text.contains("value=\"security\"")
            && !text.contains("sentence"),
        "{text}"
    );
    assert_eq!(browser.post("/set-up", &fields("ABCDE-12345", "audit")).await.header("location"), "/sign-in");
    assert_eq!(browser.post("/set-up", &fields("ABCDE-12345", "audit")).await.status, 404);
    assert_eq!(browser.get("/set-up").await.status, 404);
    for (login, password, page) in [
        ("system", "first person's sentence", "/admin/accounts"),
        ("security", "second person's words", "/admin/grants"),
        ("audit", "a third one entirely", "/admin/audit"),
    ] {
        let mut administrator = bureau.browser();
        assert_eq!(administrator.sign_in(login, password).await.status, 303);
        for asked in ["/admin/accounts", "/admin/grants", "/admin/audit"] {
            assert_eq!(administrator.get(asked).await.status, if asked == page { 200 } else { 403 }, "{login} {asked}");
        }
    }
}

#[tokio::test]
async fn language_and_look_follow_the_person_then_the_browser() {
    let bureau = Bureau::new().await;
    let mut browser = bureau.browser();
    assert!(browser.get("/sign-in").await.text().contains("<html lang=\"zh\" data-bs-theme=\"auto\">"));
    let back = browser.post("/preferences", &[("lang", "en"), ("theme", "dark"), ("back", "/sign-in?lang=zh&next=/x")]).await;
    assert_eq!(back.header("location"), "/sign-in?next=/x");
    assert!(browser.get("/sign-in").await.text().contains("<html lang=\"en\" data-bs-theme=\"dark\">"));
    browser.sign_in("political", PASSWORD).await;
    browser.post("/preferences", &[("lang", "zh"), ("theme", "light"), ("back", "/")]).await;
    let mut elsewhere = bureau.signed_in(&OFFICER).await;
    assert!(elsewhere.get("/").await.text().contains("<html lang=\"zh\" data-bs-theme=\"light\">"), "the person's choice");
    for back in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
        assert_eq!(browser.post("/preferences", &[("theme", "\"><script>"), ("back", back)]).await.header("location"), "/", "{back}");
    }
}
