//! Signing in by the bureau's provider of identities: against oidc-provider itself, on loopback.

use std::collections::BTreeMap;
use std::io::BufRead as _;
use std::process::{Child, Command, Stdio};

use nc_kernel::Micros;
use nc_web::{Provider, ProviderOptions, ServeOptions, WaysIn};
use openidconnect::reqwest;

use crate::bureau::{Answer, Browser, Bureau, OFFICER, PASSWORD, SYSTEM, options};

const ORIGIN: &str = "https://nuancheng.example";
const SECRET: &str = "a secret of thirty-two characters or more";
/// Who somebody is for the provider.
const SUBJECT: &str = "481001";

/// The provider, running.
struct Running {
    child: Child,
    issuer: String,
    http: reqwest::Client,
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Running {
    fn start() -> Self {
        let modules = std::env::var("NUANCHENG_TEST_PROVIDER").expect("`cargo xtask test` installs the provider and names it here");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/provider/server.mjs");
        let mut command = Command::new("node");
        command.args([script, &modules, &format!("{ORIGIN}/sign-in/oidc/callback")]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("Node.js");
        let mut issuer = String::new();
        std::io::BufReader::new(child.stdout.take().unwrap()).read_line(&mut issuer).unwrap();
        assert!(issuer.starts_with("http://127.0.0.1:"), "the provider did not start");
        let http = reqwest::ClientBuilder::new().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { child, issuer: issuer.trim().to_owned(), http }
    }

    /// Sets the stage; answers the time it is there.
    async fn set(&self, query: &str) -> Micros {
        let text = self.http.get(format!("{}/test?{query}", self.issuer)).send().await.unwrap().text().await.unwrap();
        Micros(text.parse::<i64>().unwrap() * 1_000)
    }

    fn options(&self) -> ProviderOptions {
        ProviderOptions {
            issuer: self.issuer.clone(),
            client_id: "nuancheng".to_owned(),
            client_secret: Some(SECRET.to_owned()),
            name: "市局统一认证".to_owned(),
            origin: ORIGIN.to_owned(),
            authority: None,
        }
    }

    /// A bureau that takes this provider; its clock goes by the provider's.
    async fn bureau(&self) -> Bureau {
        let mut bureau = Bureau::new().await;
        self.attach(&mut bureau, self.options());
        bureau.clock.set(self.set("").await);
        bureau
    }

    fn attach(&self, bureau: &mut Bureau, provider: ProviderOptions) {
        let ways = WaysIn { provider: Some(Provider::new(provider).unwrap()), ..WaysIn::default() };
        bureau.router = nc_web::router(bureau.store.clone(), &ServeOptions { ways, ..options("127.0.0.1:0") });
    }

    /// What a browser does there: follows the provider until it sends it back to us; answers with which path.
    async fn visit(&self, address: &str) -> String {
        let mut jar: BTreeMap<String, String> = BTreeMap::new();
        let mut address = address.to_owned();
        for _ in 0..10 {
            let cookies = jar.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
            let answer = self.http.get(&address).header("cookie", cookies).send().await.unwrap();
            for set in answer.headers().get_all("set-cookie") {
                let (name, rest) = set.to_str().unwrap().split_once('=').unwrap();
                jar.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
            }
            let Some(next) = answer.headers().get("location") else { panic!("{address}: {}", answer.text().await.unwrap()) };
            let next = next.to_str().unwrap();
            if let Some(ours) = next.strip_prefix(ORIGIN) {
                return ours.to_owned();
            }
            address = if next.starts_with('/') { format!("{}{next}", self.issuer) } else { next.to_owned() };
        }
        panic!("the provider goes round in circles");
    }

    /// Begins in `browser` and comes back from the provider; the way back is not taken yet.
    async fn leave(&self, browser: &mut Browser<'_>, next: &str) -> String {
        let away = browser.get(&format!("/sign-in/oidc?next={next}")).await;
        assert_eq!(away.status, 303, "{}", away.text());
        assert!(away.header("location").starts_with(&self.issuer), "{}", away.header("location"));
        self.visit(away.header("location")).await
    }

    async fn sign_in(&self, browser: &mut Browser<'_>) -> Answer {
        let back = self.leave(browser, "/figures").await;
        browser.get(&back).await
    }
}

/// Nobody is in, the page says `says`, and nothing of the inside.
fn refused(answer: &Answer, status: u16, says: &str) {
    let text = answer.text();
    assert_eq!(answer.status.as_u16(), status, "{text}");
    assert!(text.contains(says), "{says}: {text}");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(
        !answer.headers.get_all("set-cookie").iter().any(|set| set.to_str().unwrap().starts_with("nc_session")),
        "a session was opened"
    );
    for inside in ["127.0.0.1", "nonce", "JWT", "invalid_", "ClaimsVerification", SECRET] {
        assert!(!text.contains(inside), "{inside}: {text}");
    }
}

#[tokio::test]
async fn who_is_linked_gets_in_and_nobody_else() {
    let provider = Running::start();
    let bureau = provider.bureau().await;
    let mut browser = bureau.browser();
    assert!(browser.get("/sign-in?next=/figures").await.text().contains("href=\"/sign-in/oidc?next=%2Ffigures\">用市局统一认证登录</a>"));

    // Known there, not here: told how to be linked; no account is made.
    let accounts = bureau.store.accounts().await.unwrap().len();
    let unknown = provider.sign_in(&mut browser).await;
    refused(&unknown, 403, "没有账户与这个身份关联");
    assert!(unknown.text().contains(&format!(">{SUBJECT}</code>")));
    assert_eq!(bureau.store.accounts().await.unwrap().len(), accounts);

    // The owner links their own account, with their password.
    let mut owner = bureau.signed_in(&OFFICER).await;
    assert!(owner.get("/me/security").await.text().contains("action=\"/me/identity\""));
    assert_eq!(owner.post("/me/identity", &[("what", "link"), ("identity_current", "not the password")]).await.status, 422);
    let step = owner.post("/me/identity", &[("what", "link"), ("identity_current", PASSWORD)]).await;
    assert_eq!((step.status.as_u16(), step.header("cache-control")), (200, "no-store"));
    let text = step.text();
    let (_, address) = text.split_once(&format!("href=\"{}", provider.issuer)).unwrap();
    let address = format!("{}{}", provider.issuer, address.split_once('"').unwrap().0.replace("&#38;", "&"));
    let back = provider.visit(&address).await;
    let mut thief = bureau.signed_in(&SYSTEM).await;
    thief.cookies.insert("nc_ceremony".to_owned(), owner.cookies["nc_ceremony"].clone());
    refused(&thief.get(&back).await, 403, "请从登录页重新开始");
    assert!(bureau.store.identity_of(OFFICER.user).await.unwrap().is_none(), "another session links nothing");
    let step = owner.post("/me/identity", &[("what", "link"), ("identity_current", PASSWORD)]).await.text();
    let (_, address) = step.split_once(&format!("href=\"{}", provider.issuer)).unwrap();
    let address = format!("{}{}", provider.issuer, address.split_once('"').unwrap().0.replace("&#38;", "&"));
    let done = owner.get(&provider.visit(&address).await).await;
    assert_eq!(done.header("location"), "/me/security?done=identity-linked", "{}", done.text());
    assert!(owner.get("/me/security").await.text().contains("解除关联"));

    // From now on they get in, to where they were going, and the account's events say by which way.
    let mut elsewhere = bureau.browser();
    let back = provider.leave(&mut elsewhere, "/figures").await;
    let ceremony = elsewhere.cookies["nc_ceremony"].clone();
    let entered = elsewhere.get(&back).await;
    assert_eq!((entered.status.as_u16(), entered.header("location")), (303, "/figures"), "{}", entered.text());
    assert_eq!(elsewhere.get("/figures").await.status, 200);
    assert!(!elsewhere.cookies.contains_key("nc_ceremony"));
    assert!(elsewhere.get("/me/security").await.text().contains("用统一身份认证登录"));

    // The same way back opens nothing again, in this browser or in another that has the cookie.
    let mut copy = bureau.browser();
    refused(&copy.get(&back).await, 403, "已用过");
    copy.cookies.insert("nc_ceremony".to_owned(), ceremony);
    refused(&copy.get(&back).await, 403, "已用过");

    // An identity has one account; the administrator is told, and can take the link away.
    let mut system = bureau.signed_in(&SYSTEM).await;
    let link = [("what", "link"), ("account", "leader-a"), ("subject", SUBJECT)];
    let taken = system.post("/admin/accounts", &link).await;
    assert_eq!(taken.status, 422);
    assert!(taken.text().contains("已关联别的账户"), "{}", taken.text());
    assert_eq!(system.post("/admin/accounts", &[("what", "unlink"), ("account", "political")]).await.status, 303);
    refused(&provider.sign_in(&mut bureau.browser()).await, 403, "没有账户与这个身份关联");
    assert_eq!(system.post("/admin/accounts", &link).await.header("location"), "/admin/accounts?done=linked");
    assert_eq!(provider.sign_in(&mut bureau.browser()).await.header("location"), "/figures");
    assert_eq!(owner.post("/admin/accounts", &link).await.status, 403, "the system administrator alone links others");

    // A closed account is as good as none, and so is one whose password was reset.
    bureau.store.close_account("leader-a").await.unwrap();
    refused(&provider.sign_in(&mut bureau.browser()).await, 403, "没有账户与这个身份关联");
}

#[tokio::test]
async fn a_second_factor_of_ours_is_still_asked_for() {
    let provider = Running::start();
    let bureau = provider.bureau().await;
    let mut ids = nc_kernel::SeededIds::new(5);
    bureau.store.link_identity(OFFICER.user, &provider.issuer, SUBJECT).await.unwrap();
    let enrolment = bureau.store.begin_second_factor(OFFICER.user, "political", "x", &mut ids).await.unwrap().unwrap();
    let secret = totp_rs::Secret::try_from_base32(enrolment.secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).with_account_name("x".to_owned()).build().unwrap();
    let code = totp.generate(u64::try_from(bureau.store.now().0 / 1_000_000).unwrap()).to_string();
    assert!(bureau.store.confirm_second_factor(OFFICER.user, &code, &mut ids).await.unwrap().is_some());
    let mut browser = bureau.browser();
    assert_eq!(provider.sign_in(&mut browser).await.header("location"), "/sign-in/code?next=%2Ffigures");
    assert_eq!(browser.get("/figures").await.status, 303, "half in is not in");
}

#[tokio::test]
async fn a_token_that_is_forged_or_out_of_time_opens_nothing() {
    let provider = Running::start();
    let bureau = provider.bureau().await;
    bureau.store.link_identity(OFFICER.user, &provider.issuer, SUBJECT).await.unwrap();
    for (spoil, zh, en) in [
        ("expired", "凭据时间不对", "compare the clocks"),
        ("future", "凭据时间不对", "compare the clocks"),
        ("nonce", "没有通过核验", "did not stand up to checking"),
        ("audience", "没有通过核验", "did not stand up to checking"),
        ("issuer", "没有通过核验", "did not stand up to checking"),
        ("stranger", "没有通过核验", "did not stand up to checking"),
        ("unsigned", "没有通过核验", "did not stand up to checking"),
        ("hash", "没有通过核验", "did not stand up to checking"),
    ] {
        for (lang, says) in [("", zh), ("&lang=en", en)] {
            provider.set(&format!("spoil={spoil}")).await;
            let mut browser = bureau.browser();
            let back = provider.leave(&mut browser, "/").await;
            refused(&browser.get(&format!("{back}{lang}")).await, 403, says);
        }
    }
    // A minute between the clocks is borne, in both directions; hours are not.
    let now = provider.set("").await;
    for (apart, status) in [(0, 303), (-59, 303), (650, 303), (-120, 403), (7_200, 403)] {
        bureau.clock.set(Micros(now.0 + apart * 1_000_000));
        assert_eq!(provider.sign_in(&mut bureau.browser()).await.status.as_u16(), status, "{apart} s apart");
    }
}

#[tokio::test]
async fn keys_may_change_and_the_provider_may_say_no_or_nothing() {
    let mut provider = Running::start();
    let mut bureau = provider.bureau().await;
    bureau.store.link_identity(OFFICER.user, &provider.issuer, SUBJECT).await.unwrap();
    assert_eq!(provider.sign_in(&mut bureau.browser()).await.status, 303);

    // New keys are asked for when a token names one, though not at any rate.
    provider.set("keys=new").await;
    refused(&provider.sign_in(&mut bureau.browser()).await, 403, "没有通过核验");
    bureau.wait(31);
    assert_eq!(provider.sign_in(&mut bureau.browser()).await.status, 303, "the new key is found");

    provider.set("refuse=yes").await;
    refused(&provider.sign_in(&mut bureau.browser()).await, 403, "没有放行");
    provider.set("refuse=no").await;

    // A state of somebody else's, a code of an earlier journey, and a journey that took too long.
    let mut browser = bureau.browser();
    let back = provider.leave(&mut browser, "/").await;
    refused(&browser.get(&back.replace("state=", "state=0")).await, 403, "不是从这个浏览器开始");
    let used = provider.leave(&mut browser, "/").await;
    assert_eq!(browser.get(&used).await.status, 303);
    let code = |back: &str| back.split_once("code=").unwrap().1.split('&').next().unwrap().to_owned();
    let mut thief = bureau.browser();
    let fresh = provider.leave(&mut thief, "/").await;
    refused(&thief.get(&fresh.replace(&code(&fresh), &code(&used))).await, 403, "已用过");
    let mut slow = bureau.browser();
    let slow_back = provider.leave(&mut slow, "/").await;
    bureau.wait(601);
    refused(&slow.get(&slow_back).await, 403, "已过期");
    bureau.clock.set(provider.set("").await);

    // A secret that is not ours.
    provider.attach(&mut bureau, ProviderOptions { client_secret: Some("another".to_owned()), ..provider.options() });
    refused(&provider.sign_in(&mut bureau.browser()).await, 503, "不接受本系统的登记");

    // Gone while somebody is on the way, and gone before.
    provider.attach(&mut bureau, provider.options());
    let mut browser = bureau.browser();
    let back = provider.leave(&mut browser, "/").await;
    provider.child.kill().unwrap();
    provider.child.wait().unwrap();
    refused(&browser.get(&back).await, 503, "暂时没有回应");
    provider.attach(&mut bureau, provider.options());
    refused(&bureau.browser().get("/sign-in/oidc").await, 503, "暂时没有回应");
    assert!(bureau.browser().get("/sign-in/oidc?lang=en").await.text().contains("does not answer"));
    assert_eq!(bureau.browser().sign_in("political", PASSWORD).await.status, 303, "the password is still a way in");
}

#[test]
fn an_address_others_can_listen_to_is_not_taken() {
    let with = |issuer: &str, origin: &str| {
        let (issuer, origin) = (issuer.to_owned(), origin.to_owned());
        Provider::new(ProviderOptions {
            issuer,
            origin,
            client_id: "x".to_owned(),
            client_secret: None,
            name: String::new(),
            authority: None,
        })
    };
    assert!(with("https://id.example", ORIGIN).is_ok());
    assert!(with("http://localhost:8090", "http://127.0.0.1:8080").is_ok());
    for (issuer, origin) in [
        ("http://id.example", ORIGIN),
        ("https://id.example", "http://nuancheng.example"),
        ("http://localhost.evil.example", ORIGIN),
        ("", ORIGIN),
    ] {
        assert!(with(issuer, origin).is_err(), "{issuer} {origin}");
    }
}
