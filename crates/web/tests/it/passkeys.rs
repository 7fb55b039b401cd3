//! Passkeys, with an authenticator in software. What a browser does between page and device is done here: it keeps which
//! account a key is for, and finds the key when no account is named.

use nc_store::door::CEREMONY;
use nc_web::{Passkeys, ServeOptions, WaysIn};
use serde_json::Value;
use webauthn_authenticator_rs::AuthenticatorBackend as _;
use webauthn_authenticator_rs::softpasskey::SoftPasskey;
use webauthn_rs::prelude::{CreationChallengeResponse, RequestChallengeResponse, Url};
use webauthn_rs_proto::AllowCredentials;

use crate::bureau::{Answer, Browser, Bureau, MEMBER, OFFICER, PASSWORD, options};

const ORIGIN: &str = "https://nuancheng.example";

async fn bureau() -> Bureau {
    let mut bureau = Bureau::new().await;
    let ways = WaysIn { passkeys: Some(Passkeys::new(ORIGIN, None).unwrap()), ..WaysIn::default() };
    bureau.router = nc_web::router(bureau.store.clone(), &ServeOptions { ways, ..options("127.0.0.1:0") });
    bureau
}

/// A device with one key.
struct Device {
    soft: SoftPasskey,
    credential: Vec<u8>,
    user: Vec<u8>,
}

impl Device {
    fn new() -> Self {
        Self { soft: SoftPasskey::new(true), credential: Vec::new(), user: Vec::new() }
    }

    fn make(&mut self, question: &Answer, origin: &str) -> String {
        let mut question = serde_json::from_slice::<CreationChallengeResponse>(&question.body).unwrap().public_key;
        let selection = question.authenticator_selection.as_mut().unwrap();
        assert!(selection.require_resident_key && question.exclude_credentials.as_ref().is_none_or(Vec::is_empty));
        // The software keeps no list of whose its keys are; this struct does.
        selection.require_resident_key = false;
        self.user = question.user.id.to_vec();
        let made = self.soft.perform_register(Url::parse(origin).unwrap(), question, 1_000).unwrap();
        self.credential = made.raw_id.to_vec();
        serde_json::to_string(&made).unwrap()
    }

    fn answer(&mut self, question: &Answer, origin: &str) -> Value {
        let mut question = serde_json::from_slice::<RequestChallengeResponse>(&question.body).unwrap().public_key;
        assert!(question.allow_credentials.is_empty(), "no list of keys tells who has one");
        question.allow_credentials =
            vec![AllowCredentials { type_: "public-key".to_owned(), id: self.credential.clone(), transports: None }];
        let mut used = self.soft.perform_auth(Url::parse(origin).unwrap(), question, 1_000).unwrap();
        used.response.user_handle = Some(self.user.clone());
        serde_json::to_value(&used).unwrap()
    }

    /// Begins in `browser` and answers.
    async fn asked(&mut self, browser: &mut Browser<'_>) -> Value {
        let question = browser.post("/sign-in/passkey/begin", &[]).await;
        assert_eq!((question.status.as_u16(), question.header("cache-control")), (200, "no-store"), "{}", question.text());
        self.answer(&question, ORIGIN)
    }
}

async fn send(browser: &mut Browser<'_>, answer: &Value) -> Answer {
    browser.post("/sign-in/passkey", &[("next", "/figures"), ("credential", &answer.to_string())]).await
}

/// Adds a key for whoever is signed in with `browser`.
async fn add(browser: &mut Browser<'_>, name: &str) -> Device {
    let mut device = Device::new();
    let question = browser.post("/me/passkeys/begin", &[("name", name), ("passkey_current", PASSWORD)]).await;
    assert_eq!(question.status, 200, "{}", question.text());
    let credential = device.make(&question, ORIGIN);
    let done = browser.post("/me/passkeys", &[("what", "add"), ("name", name), ("credential", &credential)]).await;
    assert_eq!(done.header("location"), "/me/security?done=passkey-added", "{}", done.text());
    device
}

/// Nobody is in, and the page says why.
fn refused(answer: &Answer, says: &str) {
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert!(answer.text().contains(says), "{says}: {}", answer.text());
    assert!(!answer.headers.get_all("set-cookie").iter().any(|set| set.to_str().unwrap().starts_with("nc_session")));
}

#[tokio::test]
async fn a_key_is_added_named_used_and_removed() {
    let bureau = bureau().await;
    let mut owner = bureau.signed_in(&OFFICER).await;
    for (name, password, says) in [("", PASSWORD, "请写一个不超过"), ("x", "not the password", "现用密码不对")] {
        let no = owner.post("/me/passkeys/begin", &[("name", name), ("passkey_current", password)]).await;
        refused(&no, says);
    }
    let without_script = owner.post("/me/passkeys", &[("what", "add"), ("name", "x"), ("passkey_current", PASSWORD)]).await;
    refused(&without_script, "需要浏览器支持并开启 JavaScript");
    let mut device = add(&mut owner, "值班室电脑").await;
    let page = owner.get("/me/security").await.text();
    assert!(page.contains("<b>值班室电脑</b>") && page.contains("添加通行密钥") && !page.contains("可在多台设备间同步"), "{page}");

    let mut elsewhere = bureau.browser();
    let door = elsewhere.get("/sign-in").await.text();
    assert!(door.contains("action=\"/sign-in/passkey\"") && door.contains("/assets/passkey.") && door.contains("<noscript>"), "{door}");
    let answer = device.asked(&mut elsewhere).await;
    let entered = send(&mut elsewhere, &answer).await;
    assert_eq!((entered.status.as_u16(), entered.header("location")), (303, "/figures"), "{}", entered.text());
    assert!(elsewhere.get("/me/security").await.text().contains("用通行密钥登录"));

    let key = &bureau.store.passkeys(OFFICER.user).await.unwrap()[0];
    let id = key.id.to_string();
    let mut stranger = bureau.signed_in(&MEMBER).await;
    for what in ["rename", "remove"] {
        assert_eq!(stranger.post("/me/passkeys", &[("what", what), ("passkey", &id), ("name", "x")]).await.status, 404, "not theirs");
    }
    assert_eq!(owner.post("/me/passkeys", &[("what", "rename"), ("passkey", &id), ("name", "办公室")]).await.status, 303);
    assert!(owner.get("/me/security").await.text().contains("<b>办公室</b>"));
    assert_eq!(owner.post("/me/passkeys", &[("what", "remove"), ("passkey", &id)]).await.status, 303);
    let mut later = bureau.browser();
    let answer = device.asked(&mut later).await;
    refused(&send(&mut later, &answer).await, "可能已删除");
    refused(&later.post("/sign-in/passkey", &[]).await, "需要浏览器支持并开启 JavaScript");
}

#[tokio::test]
async fn a_challenge_is_good_once_for_its_browser_and_in_time() {
    let bureau = bureau().await;
    let mut device = add(&mut bureau.signed_in(&OFFICER).await, "x").await;
    let mut browser = bureau.browser();
    let answer = device.asked(&mut browser).await;
    let ceremony = browser.cookies["nc_ceremony"].clone();
    assert_eq!(send(&mut browser, &answer).await.status, 303);
    let mut thief = bureau.browser();
    refused(&send(&mut thief, &answer).await, "已用过");
    thief.cookies.insert("nc_ceremony".to_owned(), ceremony);
    refused(&send(&mut thief, &answer).await, "已用过");
    // An answer to another question.
    device.asked(&mut thief).await;
    refused(&send(&mut thief, &answer).await, "不能登录");
    let answer = device.asked(&mut browser).await;
    bureau.wait(CEREMONY / 1_000_000);
    refused(&send(&mut browser, &answer).await, "已过期");
}

#[tokio::test]
async fn what_is_signed_must_be_ours_whole_and_counted_on() {
    let bureau = bureau().await;
    let mut device = add(&mut bureau.signed_in(&OFFICER).await, "x").await;
    let mut browser = bureau.browser();
    // For another site: a page that looks like ours.
    let question = browser.post("/sign-in/passkey/begin", &[]).await;
    let question_origin = device.answer(&question, "https://nuancheng.example.evil.example");
    refused(&send(&mut browser, &question_origin).await, "不能登录");
    // Another account's name on it, a changed signature, and no key at all.
    let mut other = device.asked(&mut browser).await;
    other["response"]["userHandle"] = "AAAAAAAAAAAAAAAAAAAAAA".into();
    refused(&send(&mut browser, &other).await, "不能登录");
    let mut spoiled = device.asked(&mut browser).await;
    let signature = spoiled["response"]["signature"].as_str().unwrap().to_owned();
    let changed = if signature.as_bytes()[20] == b'A' { "B" } else { "A" };
    spoiled["response"]["signature"] = format!("{}{changed}{}", &signature[..20], &signature[21..]).into();
    refused(&send(&mut browser, &spoiled).await, "不能登录");
    device.asked(&mut browser).await;
    refused(&browser.post("/sign-in/passkey", &[("credential", "{}")]).await, "不能登录");
    bureau.wait(60);

    // A copy signs with a counter that ours has passed: neither is let in by it, and the owner sees it.
    let mut copied = bureau.browser();
    let old = device.asked(&mut copied).await;
    let new = device.asked(&mut browser).await;
    assert_eq!(send(&mut browser, &new).await.status, 303);
    refused(&send(&mut copied, &old).await, "可能被复制过");
    assert!(browser.get("/me/security").await.text().contains("通行密钥可能被复制，未予登录"));

    // Nobody gets into a closed account by a key.
    let answer = device.asked(&mut copied).await;
    bureau.store.close_account("political").await.unwrap();
    refused(&send(&mut copied, &answer).await, "不能登录");
}

#[tokio::test]
async fn a_new_key_is_for_whoever_asked_and_for_this_site() {
    let bureau = bureau().await;
    let mut owner = bureau.signed_in(&OFFICER).await;
    let fields = [("name", "x"), ("passkey_current", PASSWORD)];
    let question = owner.post("/me/passkeys/begin", &fields).await;
    let foreign = Device::new().make(&question, "https://evil.example");
    refused(&owner.post("/me/passkeys", &[("what", "add"), ("name", "x"), ("credential", &foreign)]).await, "没有通过核验");
    let question = owner.post("/me/passkeys/begin", &fields).await;
    let credential = Device::new().make(&question, ORIGIN);
    let mut stranger = bureau.signed_in(&MEMBER).await;
    stranger.cookies.insert("nc_ceremony".to_owned(), owner.cookies["nc_ceremony"].clone());
    refused(&stranger.post("/me/passkeys", &[("what", "add"), ("name", "x"), ("credential", &credential)]).await, "已过期或已用过");
    assert!(bureau.store.passkeys(MEMBER.user).await.unwrap().is_empty() && bureau.store.passkeys(OFFICER.user).await.unwrap().is_empty());
    assert!(Passkeys::new("http://nuancheng.example", None).is_err() && Passkeys::new("https://10.0.0.1", None).is_err());
    assert!(Passkeys::new(ORIGIN, Some("evil.example")).is_err() && Passkeys::new("http://localhost:8080", None).is_ok());
}
