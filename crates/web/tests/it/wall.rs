//! 大屏: figures of released reports and nothing else, for who may read figures or for a screen that may do only that.

use nc_figures::report::ReportId;
use nc_kernel::{Actor, Micros, UnitPath};
use nc_people::access::Action;
use nc_store::ReportSource;
use nc_store::tokens::{TokenLimits, TokenTerms};
use serde_json::json;

use crate::bureau::{Bureau, LEADER_A, OFFICER, PLAIN, person};

const TEMPLATE: &str =
    "# 二〇二三年训练工作情况\n\n2023年，全局举办培训练兵[[training.runs 期间=2023年]]期，参训[[training.attendances 期间=2023年]]人次。\n";

fn unit() -> UnitPath {
    UnitPath::parse("/150600/").unwrap()
}

/// A second person who may release.
async fn releaser(bureau: &Bureau) {
    let grant = json!({"user": PLAIN.user, "role": "leader", "unit": "/150600/", "from": "2024-03-01"});
    bureau.store.execute_named(&Actor::SYSTEM, "releaser".to_owned(), "people.grant_role", grant).await.unwrap();
}

async fn draft(bureau: &Bureau) -> ReportId {
    let source =
        ReportSource { template: TEMPLATE.to_owned(), unit: unit(), period: None, synthetic: true, corrects: None, not_names: None };
    bureau.store.draft_report(&OFFICER, "draft", source).await.unwrap_or_else(|fault| panic!("{fault}")).0
}

async fn released(bureau: &Bureau) -> ReportId {
    releaser(bureau).await;
    let id = draft(bureau).await;
    bureau.store.release_report(&PLAIN, "release", id).await.unwrap_or_else(|fault| panic!("{fault}"));
    id
}

async fn token(bureau: &Bureau, limits: TokenLimits) -> String {
    let terms = TokenTerms { label: "hall".to_owned(), expires_at: Micros(bureau.store.now().0 + 3_600_000_000), limits };
    let mut ids = bureau.store.secret_ids().await.unwrap();
    bureau.store.issue_token(PLAIN.user, &terms, "", &mut ids).await.unwrap().1
}

fn reads(unit: &str) -> TokenLimits {
    TokenLimits { writes: false, actions: vec![Action::ReadFigures], unit: Some(UnitPath::parse(unit).unwrap()) }
}

#[tokio::test]
async fn g2_the_wall_shows_a_release_as_it_went_out_and_says_where_its_source_has_moved() {
    let bureau = Bureau::new().await;
    let id = draft(&bureau).await;
    assert!(bureau.page("/wall").await.text().contains("还没有签发的报告"), "a draft is not shown");
    releaser(&bureau).await;
    bureau.store.release_report(&PLAIN, "release", id).await.unwrap();
    let release = bureau.store.report(&OFFICER, id).await.unwrap().report.release().unwrap().clone();
    let page = bureau.page("/wall").await;
    assert_eq!(page.header("refresh"), "", "somebody's session is not kept open by a page that asks again");
    let page = page.text();
    assert_eq!(release.document.facts.len(), 2);
    for fact in &release.document.facts {
        assert!(page.contains(&fact.zh) && page.contains(&fact.root_shown()), "{}: {page}", fact.figure);
        assert!(page.contains(&format!("/figures/{}@{}?unit=%2F150600%2F", fact.figure, fact.version)), "{page}");
    }
    for text in
        ["<b>15</b>", "<span>人次</span>", "2023-01-01 – 2023-12-31", "截至 2024-03-01 已入账", "演示数据", "二〇二三年训练工作情况"]
    {
        assert!(page.contains(text), "no {text} in {page}");
    }
    assert!(!page.contains("某某") && !page.contains(&person(0).to_string()), "nobody is on it");
    assert!(!page.contains("在签发后有变动"));
    // The source moves; the wall keeps what was released, and says so.
    let roster = json!({"title": "补录", "category": "drill", "held_on": "2023-12-01", "organisers": ["/150600/a/"],
        "roster": [{"person": person(0)}], "credit_minutes": 60, "serial": "late"});
    assert_eq!(bureau.post(&OFFICER, "training.record_held", "late", &roster).await.status, 200);
    let moved = bureau.page("/wall").await.text();
    assert!(moved.contains("<b>15</b>") && moved.contains("其中 2 个数字的来源在签发后有变动"), "{moved}");
    let en = bureau.page("/wall?lang=en").await.text();
    assert!(en.contains("recorded through 2024-03-01") && en.contains("Ordos Public Security Bureau"), "{en}");
}

trait Shown {
    fn root_shown(&self) -> String;
}

impl Shown for nc_figures::report::TaggedFact {
    fn root_shown(&self) -> String {
        self.ledger_root[..16].to_owned()
    }
}

#[tokio::test]
async fn another_units_report_is_not_on_the_wall() {
    let bureau = Bureau::new().await;
    let id = released(&bureau).await;
    let page = bureau.page_of(&LEADER_A, "/wall").await;
    assert!(page.status == 200 && page.text().contains("还没有签发的报告"), "{}", page.text());
    assert_eq!(bureau.page_of(&LEADER_A, &format!("/wall?report={id}")).await.status, 404);
    assert_eq!(bureau.page(&format!("/wall?report={id}")).await.status, 200);
}

#[tokio::test]
async fn a_hall_screen_is_let_in_by_a_token_that_only_reads_figures_and_turns_by_itself() {
    let bureau = Bureau::new().await;
    released(&bureau).await;
    let mut screen = bureau.browser();
    let front = screen.get("/wall").await;
    assert_eq!((front.status.as_u16(), front.header("location")), (303, "/sign-in?next=%2Fwall"));
    let writes = TokenLimits { writes: true, ..reads("/150600/") };
    let rows = TokenLimits { actions: vec![Action::ReadFigures, Action::ReadRows], ..reads("/150600/") };
    for limits in [TokenLimits::NONE, writes, rows] {
        let token = token(&bureau, limits).await;
        let refused = screen.post("/wall/screen", &[("token", &token)]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("id=\"fault-token-1\"") && !refused.text().contains(&token), "{}", refused.text());
    }
    assert_eq!(screen.post("/wall/screen", &[("token", "nct_wrong")]).await.status, 422);
    let good = token(&bureau, reads("/150600/")).await;
    let foreign = screen.post_from("https://evil.example", "/wall/screen", &[("token", &good)]).await;
    assert_eq!(foreign.status, 403);
    let opened = screen.post("/wall/screen", &[("token", &good)]).await;
    assert_eq!((opened.status.as_u16(), opened.header("location")), (303, "/wall"), "no address holds the token");
    assert!(opened.header("set-cookie").contains("HttpOnly"));
    let page = screen.get("/wall").await;
    assert!(page.status == 200 && page.text().contains("<b>15</b>") && !page.text().contains("href=\"/figures/"), "{}", page.text());
    assert_eq!(page.header("refresh"), "20; url=/wall");
    assert_eq!(screen.get("/wall?still=1").await.header("refresh"), "", "who stands before it can stop it");
    // The cookie opens nothing else.
    for path in ["/", "/figures", "/ledger", "/people"] {
        assert_eq!(screen.get(path).await.status, 303, "{path}");
    }
    // It ends with the token.
    bureau.wait(3_700);
    assert_eq!(screen.get("/wall").await.status, 303);
}

#[tokio::test]
async fn a_screen_held_to_a_unit_shows_no_other_ones_report() {
    let bureau = Bureau::new().await;
    released(&bureau).await;
    let mut screen = bureau.browser();
    let token = token(&bureau, reads("/150600/a/")).await;
    assert_eq!(screen.post("/wall/screen", &[("token", &token)]).await.status, 303);
    let page = screen.get("/wall").await.text();
    assert!(page.contains("还没有签发的报告") && !page.contains("<b>15</b>"), "{page}");
}
