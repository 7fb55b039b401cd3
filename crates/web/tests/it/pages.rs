//! What people see, and who sees it.

use axum::body::Body;
use axum::http::Request;

use crate::bureau::{Bureau, LEADER_A, NOBODY, OFFICER, PLAIN};

#[tokio::test]
async fn the_figures_of_a_year_in_both_languages() {
    let bureau = Bureau::new().await;
    let zh = bureau.page("/figures?period_from=2024-01-01&period_to=2024-12-31").await.text();
    for text in [
        "<html lang=\"zh\"",
        "演示数据",
        "鄂尔多斯市公安局",
        "参训人次",
        "<b>20</b></a>",
        "2024-01-01 – 2024-12-31",
        "training.attendances@1",
        "href=\"/figures/training.attendances?period_from=2024-01-01&#38;period_to=2024-12-31\"",
    ] {
        assert!(zh.contains(text), "no {text} in {zh}");
    }
    let en = bureau.page("/figures?unit=/150600/b/&lang=en").await.text();
    for text in
        ["<html lang=\"en\"", "Kangbashi Branch", "Ledger", "Training", "href=\"/figures/training.runs?unit=/150600/b/&#38;lang=en\""]
    {
        assert!(en.contains(text), "no {text} in {en}");
    }
    let browser = Request::get("/sign-in").header("accept-language", "en-GB,en;q=0.9").body(Body::empty()).unwrap();
    assert!(bureau.ask(browser).await.text().contains("<html lang=\"en\""));
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
    assert_eq!(page.matches("<td class=\"nc-days\">").count(), 10);
    let (_, next) = page.split_once("limit=10&#38;cursor=").expect("a link to the next page");
    let next = next.split_once("#rows").unwrap().0;
    let second = bureau
        .page(&format!("/figures/training.attendances?period_from=2022-01-01&period_to=2024-12-31&limit=10&cursor={next}"))
        .await
        .text();
    assert_eq!(second.matches("<td class=\"nc-days\">").count(), 10);
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
    let page = bureau.page_of(&PLAIN, path).await.text();
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
async fn nobody_reads_a_page_unseen_also_not_on_the_machine_itself() {
    let bureau = Bureau::new().await;
    for headers in [&[("host", "127.0.0.1:8080")][..], &[("host", "localhost")], &[("cookie", "nuancheng_token=TOKEN")], &[]] {
        let request = headers.iter().fold(Request::get("/figures"), |request, (name, value)| {
            request.header(*name, value.replace("TOKEN", bureau.token(&LEADER_A)))
        });
        let answer = bureau.ask(request.body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/sign-in?next=%2Ffigures"), "{headers:?}");
    }
    let wrong = Request::get("/figures").header("authorization", "Bearer nct_wrong").body(Body::empty()).unwrap();
    let wrong = bureau.ask(wrong).await;
    assert_eq!((wrong.status.as_u16(), wrong.header("www-authenticate")), (401, "Bearer"));
    assert_eq!(bureau.page_of(&LEADER_A, "/figures").await.status, 200, "a token reads pages too");
    assert_eq!(bureau.page_of(&NOBODY, "/figures").await.status, 403);
}

#[tokio::test]
async fn the_programme_shows_what_is_recorded_and_says_what_is_not() {
    let bureau = Bureau::new().await;
    let page = bureau.page("/pillars?period_from=2022-01-01&period_to=2024-12-31").await.text();
    assert_eq!(page.matches("<article").count(), 12);
    // Theory, practical training and bases have figures in this catalogue; branches too, the other eight have none.
    let unproved = page.matches("<strong>未入账</strong>").count();
    assert_eq!(unproved, 8, "{page}");
    assert!(page.contains("<b>41</b></a> <span class=\"nc-measure\">人次") && page.contains("4 项的数字由账本算出"), "{page}");
    let runs = page.find("培训练兵期数").unwrap();
    assert!(runs < page.find("培训学时").unwrap(), "what the programme speaks of comes first");
    let en = bureau.page("/pillars?lang=en").await.text();
    assert!(en.contains("Practical training") && en.contains("Not recorded"));
}

#[tokio::test]
async fn g9_every_screen_reads_one_value() {
    let bureau = Bureau::new().await;
    let query = "period_from=2023-01-01&period_to=2023-12-31&unit=/150600/b/";
    let api = bureau.api(&OFFICER, &format!("/figures/training.attendances?{query}")).await.json();
    let n = api["value"]["worth"]["count"].as_i64().unwrap();
    assert_eq!(n, 5);
    assert!(bureau.page(&format!("/figures/training.attendances?{query}")).await.text().contains(&format!("<strong>{n}</strong> 人次")));
    for path in ["/figures", "/pillars"] {
        let page = bureau.page(&format!("{path}?{query}")).await.text();
        let (_, after) = page.split_once("/figures/training.attendances?").unwrap();
        assert!(after.contains(&format!("<b>{n}</b>")), "{path}: {page}");
    }
}

#[tokio::test]
async fn a_problem_is_a_page_in_the_readers_language() {
    let bureau = Bureau::new().await;
    let refused = bureau.page("/figures?period_to=tomorrow&lang=en").await;
    assert_eq!((refused.status.as_u16(), refused.header("content-type")), (422, "text/html; charset=utf-8"));
    let text = refused.text();
    assert!(text.contains("“tomorrow” is not understood") && text.contains(refused.header("x-request-id")), "{text}");
    let missing = bureau.page("/figures/%3Cscript%3E").await;
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("没有这个指标") && !missing.text().contains("<script>"));
    let hostile = bureau.page("/figures?unit=%22%3E%3Cscript%3E&lang=en").await;
    assert!(!hostile.text().contains("<script>"), "{}", hostile.text());
}
