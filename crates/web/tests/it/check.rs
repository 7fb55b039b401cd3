//! 核稿 on its page: what it shows, what it hands out, what it remembers, and what it turns down.

use nc_figures::check::PrintedFinding;
use nc_people::access::Action;
use serde_json::Value;

use crate::bureau::{Browser, Bureau, LEADER_A, OFFICER, PLAIN};

/// One number the ledger has, one it has otherwise, one of another measure, one it cannot know, and two that are no figures.
const TEXT: &str = "2023年，全市公安机关举办培训练兵2期，参训15人次。\n2022年，举办培训练兵3期。全市机动车保有量达46万辆，群众可拨打110。";

fn plain(fields: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    [&[("text", TEXT), ("unit", "/150600/"), ("as_of", "2024-03-01")], fields].concat()
}

async fn checked(browser: &mut Browser<'_>, fields: &[(&'static str, &'static str)]) -> String {
    let answer = browser.upload("/check", &plain(fields), None).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"), "{}", answer.text());
    answer.text()
}

/// The findings the command line and the API print for the same text.
async fn printed(bureau: &Bureau, text: &str) -> Value {
    let unit = bureau.store.bureau_path().unwrap();
    let scope = bureau.store.allow(&OFFICER, Action::ReadFigures, &unit).unwrap();
    let as_of = nc_kernel::Day::parse("2024-03-01").ok();
    let draft = nc_store::Draft { text, period: None, as_of, unit, campaigns: Default::default() };
    let checked = bureau.store.check(&scope, &draft).await.unwrap();
    let lines: Vec<_> = checked.lines.iter().map(|line| PrintedFinding::new(&line.claim, &line.matched, &line.finding)).collect();
    serde_json::to_value(lines).unwrap()
}

fn count(findings: &Value, verdict: &str) -> usize {
    findings.as_array().unwrap().iter().filter(|finding| finding["verdict"] == verdict).count()
}

#[tokio::test]
async fn g9_every_number_is_marked_by_its_verdict_and_leads_to_its_figure() {
    let bureau = Bureau::new().await;
    let mut officer = bureau.signed_in(&OFFICER).await;
    let page = checked(&mut officer, &[]).await;
    let findings = printed(&bureau, TEXT).await;
    assert!(
        count(&findings, "supported") >= 1 && count(&findings, "contradicted") >= 1 && count(&findings, "not_recorded") >= 1,
        "{findings}"
    );
    for (n, finding) in findings.as_array().unwrap().iter().enumerate() {
        let class = finding["verdict"].as_str().unwrap().replace('_', "-");
        let mark = format!("<a class=\"nc-v nc-v-{class}\" id=\"s{n}\" href=\"#r{n}\"");
        assert!(page.contains(&mark), "no {mark} in {page}");
        assert!(page.contains(&format!("<tr id=\"r{n}\">")) && page.contains(&format!("href=\"#s{n}\"")), "the way there and back");
        if let Some(rows) = finding["rows"].as_object() {
            let period = &rows["period"];
            let figure = rows["figure"].as_str().unwrap().to_owned();
            let from = period["from"].as_str().map(|day| format!("&#38;period_from={day}")).unwrap_or_default();
            let href = format!("href=\"/figures/{figure}?unit=%2F150600%2F{from}&#38;period_to={}\"", period["to"].as_str().unwrap());
            assert!(page.contains(&href), "no {href} in {page}");
        }
    }
    // Signs and words, not colours alone; the counts at the top are those of the findings.
    for (verdict, sign, name) in [("supported", '✓', "有据"), ("contradicted", '✗', "不符"), ("not_recorded", '○', "未记录")] {
        let n = count(&findings, verdict);
        let sign = format!("aria-hidden=\"true\">{sign}</span>");
        assert!(page.matches(&sign).count() > 2 * n, "{verdict}: legend, text and table");
        assert!(page.contains(&format!("{name}</a></dt><dd>{n}</dd>")), "{verdict}: {page}");
    }
    assert!(page.contains("没有相近的指标"), "what no ledger can prove is said");
    assert!(page.contains("id=\"u0\"") && page.contains("href=\"#u0\""), "numbers that are no figures are shown: {page}");
    // A figure behind a verdict opens with the value the verdict rests on.
    let (_, rest) = page.split_once("href=\"/figures/").unwrap();
    let href = format!("/figures/{}", rest.split_once('"').unwrap().0.replace("&#38;", "&"));
    let (figure, shown) = (officer.get(&href).await, findings[0]["ledger_value"].as_str().unwrap().to_owned());
    assert_eq!(figure.status, 200, "{href}");
    assert!(figure.text().contains(&format!("<strong>{shown}</strong>")), "the same value on both screens: {}", figure.text());
}

#[tokio::test]
async fn the_text_stays_in_the_form_and_in_no_address() {
    let bureau = Bureau::new().await;
    let mut officer = bureau.signed_in(&OFFICER).await;
    let empty = officer.get("/check").await.text();
    assert!(empty.contains("name=\"as_of\" value=\"2024-02-10\""), "the last recorded day: {empty}");
    let page = checked(&mut officer, &[]).await;
    assert!(page.contains(&format!("lang=\"zh\" spellcheck=\"false\">\n{TEXT}</textarea>")), "{page}");
    assert!(page.contains("name=\"as_of\" value=\"2024-03-01\""));
    for part in page.split("href=\"").chain(page.split("action=\"")).skip(1) {
        let address = part.split('"').next().unwrap();
        assert!(!address.contains("%E5") && !address.contains('辆'), "{address}");
    }
    assert!(bureau.store.drafts(OFFICER.user).await.unwrap().is_empty(), "nothing is kept");
    // What is no figure of ours is nobody's markup either.
    let hostile = officer.upload("/check", &[("text", "<script>alert(1)</script>开展培训练兵2期</textarea>")], None).await.text();
    assert!(!hostile.contains("<script>alert") && hostile.contains("&#60;/textarea&#62;"), "{hostile}");
}

#[tokio::test]
async fn the_result_is_handed_out_as_the_files_of_the_command_line() {
    let bureau = Bureau::new().await;
    let mut officer = bureau.signed_in(&OFFICER).await;
    let json = officer.upload("/check", &plain(&[("as", "json")]), None).await;
    assert_eq!(json.json(), printed(&bureau, TEXT).await);
    let html = officer.upload("/check", &plain(&[("as", "html")]), None).await;
    assert!(
        html.header("content-disposition").starts_with("attachment") && html.text().contains("class=\"contradicted\""),
        "{}",
        html.text()
    );
    let xlsx = officer.upload("/check", &plain(&[("as", "xlsx")]), None).await;
    assert_eq!((xlsx.status.as_u16(), &xlsx.body[..2]), (200, b"PK".as_slice()));
    assert_eq!(officer.upload("/check", &plain(&[("as", "exe")]), None).await.status, 404);
}

#[tokio::test]
async fn files_are_read_and_what_is_no_text_is_turned_down_beside_its_field() {
    let bureau = Bureau::new().await;
    let mut officer = bureau.signed_in(&OFFICER).await;
    let web = format!("<!DOCTYPE html><html><body><p>{}</p></body></html>", TEXT.replace('\n', "</p><p>"));
    for (name, media, bytes) in [
        ("综述.txt", "text/plain", TEXT.as_bytes()),
        ("综述.md", "text/markdown", TEXT.as_bytes()),
        ("综述.html", "text/html", web.as_bytes()),
    ] {
        let page = officer.upload("/check", &[("text", ""), ("as_of", "2024-03-01")], Some((name, media, bytes))).await;
        assert!(page.status == 200 && page.text().contains("参训"), "{name}: {}", page.text());
        assert_eq!(page.text().matches("<tr id=\"r").count(), printed(&bureau, TEXT).await.as_array().unwrap().len(), "{name}");
    }
    let pdf = officer.upload("/check", &[("text", "先前粘贴的")], Some(("a.pdf", "application/pdf", b"%PDF-1.7"))).await;
    assert_eq!(pdf.status, 422);
    assert!(pdf.text().contains("id=\"fault-file-1\"") && pdf.text().contains("先前粘贴的</textarea>"), "{}", pdf.text());
    let nothing = officer.upload("/check", &[("text", " \r\n"), ("as_of", "yesterday")], None).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.text().contains("id=\"fault-text-1\"") && nothing.text().contains("id=\"fault-as_of-1\""), "{}", nothing.text());
    let long = officer.upload("/check", &[("text", &"长".repeat(60_001))], None).await;
    assert!(long.status == 422 && long.text().contains("60001"), "{}", long.status);
}

#[tokio::test]
async fn a_form_that_says_it_is_too_large_is_not_read() {
    use axum::body::Body;
    use axum::http::Request;
    let bureau = Bureau::new().await;
    let ask = |length: usize, body: Body| {
        Request::post("/check")
            .header("authorization", format!("Bearer {}", bureau.token(&OFFICER)))
            .header("content-type", "multipart/form-data; boundary=b")
            .header("content-length", length)
            .body(body)
            .unwrap()
    };
    // A body that never comes: whoever reads it waits for ever.
    let endless = Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    assert_eq!(bureau.ask(ask(16 * 1024 * 1024 + 1, endless)).await.status, 413);
    // One that understates itself is cut off.
    let part = "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n".to_owned() + &"a".repeat(16 * 1024 * 1024);
    assert_eq!(bureau.ask(ask(10, Body::from(part))).await.status, 413);
    let nobody = Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let refused = Request::post("/check")
        .header("authorization", format!("Bearer {}", bureau.token(&crate::bureau::NOBODY)))
        .header("content-type", "multipart/form-data; boundary=b")
        .body(nobody)
        .unwrap();
    assert_eq!(bureau.ask(refused).await.status, 403, "who may not ask is not listened to");
}

#[tokio::test]
async fn a_person_says_what_a_wording_means_and_it_is_checked_again() {
    let bureau = Bureau::new().await;
    let text = "2023年，开展暖警大讲堂15人次。";
    let fields = [("text", text), ("unit", "/150600/"), ("as_of", "2024-03-01")];
    let mut officer = bureau.signed_in(&OFFICER).await;
    let before = officer.upload("/check", &fields, None).await.text();
    assert!(before.contains("nc-v-not-recorded\" id=\"s0\"") && before.contains("name=\"choose\" value=\"0:?\""), "{before}");

    let unknown = [&fields[..], &[("choose", "0:?"), ("figure-0", "training.no_such")]].concat();
    let refused = officer.upload("/check/wording", &unknown, None).await;
    assert_eq!(refused.status, 422);
    let told = refused.text();
    assert!(told.contains("id=\"fault-figure-0-1\"") && told.contains("value=\"training.no_such\"") && told.contains(text), "{told}");

    let chosen = [&fields[..], &[("choose", "0:?"), ("figure-0", "training.attendances")]].concat();
    let after = officer.upload("/check/wording", &chosen, None).await;
    assert_eq!(after.status, 200, "{}", after.text());
    let after = after.text();
    assert!(after.contains("nc-v-supported\" id=\"s0\"") && after.contains("已记住") && after.contains(text), "{after}");
    let again = officer.upload("/check/wording", &chosen, None).await.text();
    assert!(again.contains("先前已如此认定"), "{again}");
    let none = [&fields[..], &[("choose", "0:")]].concat();
    assert!(officer.upload("/check/wording", &none, None).await.text().contains("nc-v-not-recorded\" id=\"s0\""));

    // Another site's form, and a line there is not.
    let size = bureau.store.published().head().0;
    assert_eq!(officer.post_from("https://evil.example", "/check/wording", &chosen).await.status, 403);
    let beyond = [&fields[..], &[("choose", "7:training.runs")]].concat();
    assert_eq!(officer.upload("/check/wording", &beyond, None).await.status, 404);
    // Who defines no figures is not asked, and is refused.
    let mut plain = bureau.signed_in(&PLAIN).await;
    assert!(!plain.upload("/check", &fields, None).await.text().contains("name=\"choose\""));
    assert_eq!(plain.upload("/check/wording", &chosen, None).await.status, 403);
    assert_eq!(bureau.store.published().head().0, size, "nothing was written");
}

#[tokio::test]
async fn another_units_figures_are_not_told() {
    let bureau = Bureau::new().await;
    let mut leader = bureau.signed_in(&LEADER_A).await;
    let page = leader.upload("/check", &[("text", "2024年，康巴什分局举办培训练兵1期。"), ("as_of", "2024-03-01")], None).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("无权查看该单位的数字"), "{}", page.text());
    let elsewhere = leader.upload("/check", &[("text", TEXT), ("unit", "/150600/b/")], None).await;
    assert_eq!(elsewhere.status, 403, "{}", elsewhere.text());
}
