//! What people see, and who sees it.

use axum::body::Body;
use axum::http::Request;

use crate::bureau::{Answer, Bureau, LEADER_A, NOBODY, PLAIN, ask};

async fn with_cookie(bureau: &Bureau, path: &str, token: &str) -> Answer {
    let request = Request::get(path).header("cookie", format!("theme=dark; nuancheng_token={token}")).body(Body::empty()).unwrap();
    ask(&bureau.reachable(), request).await
}

#[tokio::test]
async fn the_figures_of_a_year_in_both_languages() {
    let bureau = Bureau::new().await;
    let zh = bureau.page("/?period_from=2024-01-01&period_to=2024-12-31").await.text();
    for text in [
        "<html lang=\"zh\">",
        "演示数据",
        "鄂尔多斯市公安局",
        "参训人次",
        ">20</a>",
        "2024-01-01 – 2024-12-31",
        "training.attendances@1",
        "href=\"/figures/training.attendances?period_from=2024-01-01&#38;period_to=2024-12-31\"",
    ] {
        assert!(zh.contains(text), "no {text} in {zh}");
    }
    let en = bureau.page("/?unit=/150600/b/&lang=en").await.text();
    for text in
        ["<html lang=\"en\">", "Kangbashi Branch", "Ledger", "Training", "href=\"/figures/training.runs?unit=/150600/b/&#38;lang=en\""]
    {
        assert!(en.contains(text), "no {text} in {en}");
    }
    let browser = Request::get("/").header("host", "localhost").header("accept-language", "en-GB,en;q=0.9").body(Body::empty()).unwrap();
    assert!(bureau.ask(browser).await.text().contains("<html lang=\"en\">"));
}

#[tokio::test]
async fn a_figure_opens_to_definition_trend_rows_and_proof() {
    let bureau = Bureau::new().await;
    let page = bureau.page("/figures/training.attendances?period_from=2022-01-01&period_to=2024-12-31&limit=10").await.text();
    for text in
        ["<strong>41</strong> 人次", "training.attendances@1", "training.attendance", "人次：每条明细计一", "2023</th>", "value=\"15\""]
    {
        assert!(page.contains(text), "no {text} in {page}");
    }
    assert_eq!(page.matches("<td class=\"days\">").count(), 10);
    let (_, next) = page.split_once("limit=10&#38;cursor=").expect("a link to the next page");
    let next = next.split_once("#rows").unwrap().0;
    let second = bureau
        .page(&format!("/figures/training.attendances?period_from=2022-01-01&period_to=2024-12-31&limit=10&cursor={next}"))
        .await
        .text();
    assert_eq!(second.matches("<td class=\"days\">").count(), 10);
    assert!(second.contains("limit=10#rows"), "and back to the first page: {second}");
    let proof = bureau.page("/figures/training.attendances/proof?period_from=2022-01-01&period_to=2024-12-31").await;
    assert_eq!(nc_store::proof::verify(&proof.body, bureau.store.verifier_key()).unwrap().claim.n, 41);
    let rate = bureau.page("/figures/training.pass_rate?lang=en").await.text();
    assert!(rate.contains("<strong>—</strong>") && rate.contains("0 / 0"), "{rate}");
}

#[tokio::test]
async fn a_reader_without_the_rows_is_told_how_many_there_are() {
    let bureau = Bureau::new().await;
    let path = "/figures/training.attendances?period_from=2022-01-01&period_to=2024-12-31";
    let page = with_cookie(&bureau, path, bureau.token(&PLAIN)).await.text();
    assert!(page.contains("您无权查看的明细条数：41") && !page.contains("下载证明文件"), "{page}");
}

#[tokio::test]
async fn the_ledger_page_holds_what_an_outsider_needs() {
    let bureau = Bureau::new().await;
    bureau.store.sign_now().await.unwrap();
    let page = bureau.page("/ledger").await.text();
    assert!(page.contains(bureau.store.verifier_key()) && page.contains("— ledger.example/150600"), "{page}");
}

#[tokio::test]
async fn pages_need_a_token_except_on_the_machine_itself() {
    let bureau = Bureau::new().await;
    let asked = |headers: &[(&str, &str)]| {
        headers.iter().fold(Request::get("/"), |request, (name, value)| request.header(*name, *value)).body(Body::empty()).unwrap()
    };
    for host in ["127.0.0.1:8080", "localhost", "[::1]:80"] {
        assert_eq!(bureau.ask(asked(&[("host", host)])).await.status, 200, "{host}");
    }
    for headers in [
        &[("host", "evil.example")][..],
        &[("host", "localhost.evil.example:8080")],
        &[("host", "localhost"), ("x-forwarded-for", "10.0.0.9")],
        &[("host", "localhost"), ("cookie", "nuancheng_token=nct_wrong")],
        &[],
    ] {
        assert_eq!(bureau.ask(asked(headers)).await.status, 401, "{headers:?}");
    }
    let outside = ask(&bureau.reachable(), asked(&[("host", "localhost")])).await;
    assert_eq!((outside.status.as_u16(), outside.header("www-authenticate")), (401, "Bearer"));
    assert!(outside.text().contains("需要有效的访问令牌"), "{}", outside.text());
    assert_eq!(with_cookie(&bureau, "/", bureau.token(&LEADER_A)).await.status, 200);
    assert_eq!(with_cookie(&bureau, "/", bureau.token(&NOBODY)).await.status, 403);
    for path in ["/ledger", "/figures/training.runs", "/figures/training.runs/proof"] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        assert_eq!(ask(&bureau.reachable(), request).await.status, 401, "{path}");
    }
}

#[tokio::test]
async fn a_problem_is_a_page_in_the_readers_language() {
    let bureau = Bureau::new().await;
    let refused = bureau.page("/?period_to=tomorrow&lang=en").await;
    assert_eq!((refused.status.as_u16(), refused.header("content-type")), (422, "text/html; charset=utf-8"));
    let text = refused.text();
    assert!(text.contains("“tomorrow” is not understood") && text.contains(refused.header("x-request-id")), "{text}");
    let missing = bureau.page("/figures/%3Cscript%3E").await;
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("没有这个指标") && !missing.text().contains("<script"));
    let hostile = bureau.page("/?unit=%22%3E%3Cscript%3E&lang=en").await;
    assert!(!hostile.text().contains("<script"), "{}", hostile.text());
}
