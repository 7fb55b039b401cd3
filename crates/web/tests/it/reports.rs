//! 年报 on its pages: drafted, refused beside the place, released by another, opened number by number, left behind by its
//! source, corrected, handed out.

use nc_kernel::{Actor, UserId};
use serde_json::json;

use crate::bureau::{Answer, Browser, Bureau, LEADER_A, OFFICER, PASSWORD, PLAIN, person};

const TEXT: &str = "---\n主送：各单位\n落款：某市公安局\n---\n# 培训工作情况报告\n## 培训练兵\n\
    2024年1月至2月，组织培训练兵[[training.runs]]期，参训民辅警[[training.attendances]]人次，合格率不作统计。\n";
const FIELDS: [(&str, &str); 3] = [("unit", "/150600/"), ("from", "2024-01-01"), ("to", "2024-02-29")];
/// A leader of the whole bureau, who may release what the officer drafts.
const LEADER: Actor = Actor { user: UserId(9) };

async fn lived() -> Bureau {
    let bureau = Bureau::new().await;
    for (name, input) in [
        ("people.create_user", json!({"user": LEADER.user})),
        ("people.grant_role", json!({"user": LEADER.user, "role": "leader", "unit": "/150600/", "from": "2024-03-01"})),
    ] {
        bureau.store.execute_named(&Actor::SYSTEM, format!("leader/{name}"), name, input).await.unwrap();
    }
    let mut ids = nc_kernel::SeededIds::new(5);
    bureau.store.create_account(LEADER.user, "leader", PASSWORD, &mut ids).await.unwrap();
    bureau
}

async fn leader(bureau: &Bureau) -> Browser<'_> {
    let mut browser = bureau.browser();
    assert_eq!(browser.sign_in("leader", PASSWORD).await.status, 303);
    browser
}

async fn send(browser: &mut Browser<'_>, step: &str, text: &str, more: &[(&str, &str)]) -> Answer {
    let fields = [&FIELDS[..], &[("step", step), ("text", text)], more].concat();
    browser.upload("/reports/new", &fields, None).await
}

/// The address a draft was saved at.
async fn drafted(browser: &mut Browser<'_>, text: &str, more: &[(&str, &str)]) -> String {
    let saved = send(browser, "save", text, more).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    saved.header("location").split('?').next().unwrap().to_owned()
}

async fn released(bureau: &Bureau) -> String {
    let mut officer = bureau.signed_in(&OFFICER).await;
    let path = drafted(&mut officer, TEXT, &[]).await;
    let answer = leader(bureau).await.post(&path, &[("step", "release")]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    path
}

/// Takes one attendance away after the fact.
async fn corrected(bureau: &Bureau) {
    let held = json!({
        "title": "补录", "category": "drill", "held_on": "2024-02-20", "organisers": ["/150600/b/"],
        "roster": [{"person": person(15)}, {"person": person(16)}], "credit_minutes": 60,
    });
    let answer = bureau.post(&OFFICER, "training.record_held", "late", &held).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test]
async fn g1_a_preview_shows_each_fault_beside_its_place_and_nothing_is_saved() {
    let bureau = lived().await;
    let mut officer = bureau.signed_in(&OFFICER).await;
    let size = bureau.store.published().head().0;
    let wrong =
        "# 报告\n2024年1月至2月，组织培训练兵[[training.runs]]次，表彰集体3个。\n2023年，参训民辅警[[training.attendances]]人次。\n";
    for step in ["preview", "save"] {
        let page = send(&mut officer, step, wrong, &[]).await;
        assert_eq!(page.status, 422);
        let text = page.text();
        for (line, mark) in [(2, "id=\"field-2:18\""), (2, "<mark id=\"field-2:41\">3个</mark>"), (3, "id=\"field-3:12\"")] {
            assert!(text.contains(mark) && text.contains(&format!("<li value=\"{line}\">")), "{mark}: {text}");
        }
        assert!(text.contains("href=\"#field-2:41\""), "the summary leads to the place");
        assert!(text.contains("没有绑定指标") && text.contains("计量单位是"), "what is wrong, and what to do");
        assert!(text.contains("表彰集体3个"), "the input stays");
        assert!(text.contains("class=\"nc-paper\""), "and is shown as it would read");
    }
    assert_eq!(bureau.store.published().head().0, size, "nothing was saved");
    let sound = send(&mut officer, "preview", TEXT, &[]).await;
    assert_eq!((sound.status.as_u16(), sound.header("cache-control")), (200, "no-store"));
    let figure = "href=\"/figures/training.attendances@1?unit=%2F150600%2F&#38;period_from=2024-01-01&#38;period_to=2024-02-29\"";
    assert!(sound.text().contains(figure) && sound.text().contains("没有问题，可以保存"), "{}", sound.text());
    assert_eq!(bureau.store.published().head().0, size, "a preview saves nothing");
    // A form sent twice is one draft.
    let page = officer.get("/reports/new").await.text();
    let key = page.split_once("name=\"key\" value=\"").unwrap().1.split('"').next().unwrap().to_owned();
    let first = drafted(&mut officer, TEXT, &[("key", &key)]).await;
    assert_eq!(drafted(&mut officer, TEXT, &[("key", &key)]).await, first);
    assert_eq!(bureau.store.published().head().0, size + 1);
}

#[tokio::test]
async fn a_template_comes_from_the_catalogue_or_a_file_and_missing_fields_are_named() {
    let bureau = lived().await;
    let mut officer = bureau.signed_in(&OFFICER).await;
    let taken = officer.upload("/reports/new", &[("step", "template"), ("template", "annual"), ("unit", "/150600/a/")], None).await;
    assert!(taken.status == 200 && taken.text().contains("# 教育训练与理论武装工作情况报告"), "{}", taken.text());
    assert!(taken.text().contains("value=\"/150600/a/\" selected"), "what was chosen stays");
    let fields = [&FIELDS[..], &[("step", "preview"), ("text", "旧稿")]].concat();
    let file = officer.upload("/reports/new", &fields, Some(("年报.md", "text/markdown", TEXT.as_bytes()))).await;
    assert!(file.status == 200 && file.text().contains("培训工作情况报告") && !file.text().contains("旧稿"), "{}", file.text());
    let bad = officer.upload("/reports/new", &fields, Some(("a.zip", "application/zip", b"PK\x03\x04nothing"))).await;
    assert!(bad.status == 422 && bad.text().contains("id=\"fault-file-1\""), "{}", bad.text());
    let empty = officer.upload("/reports/new", &[("step", "save"), ("from", "2024-03-01"), ("to", "2024-02-01")], None).await;
    for field in ["unit", "text", "to"] {
        assert!(empty.status == 422 && empty.text().contains(&format!("id=\"fault-{field}-1\"")), "{field}: {}", empty.text());
    }
}

#[tokio::test]
async fn somebody_named_in_a_template_is_refused_beside_the_place_and_kept_only_with_a_reason() {
    let bureau = lived().await;
    let mut officer = bureau.signed_in(&OFFICER).await;
    // Everybody of this bureau is called 某某.
    let named = format!("{TEXT}2024年1月至2月，民警某某参训。\n");
    let refused = send(&mut officer, "save", &named, &[]).await;
    let text = refused.text();
    assert!(refused.status == 422 && text.contains("<mark id=\"field-8:14\">"), "{text}");
    let told: Vec<&str> = text.split("invalid-feedback d-block\"").skip(1).map(|rest| rest.split("</p>").next().unwrap()).collect();
    assert!(told.iter().any(|fault| fault.contains("姓名")) && told.iter().all(|fault| !fault.contains("某某")), "{told:?}");
    assert!(!text.contains("class=\"nc-paper\""), "nothing else reads the text");
    assert!(text.contains("name=\"not_name\" value=\"8:14\" id=\"keep-8:14\">"), "the place is offered, unticked");
    let unsaid = send(&mut officer, "save", &named, &[("not_name", "8:14")]).await;
    assert!(unsaid.status == 422 && unsaid.text().contains("id=\"fault-because-1\"") && unsaid.text().contains("id=\"keep-8:14\" checked"));
    let path = drafted(&mut officer, &named, &[("not_name", "8:14"), ("because", "泛指，不是人名")]).await;
    let page = leader(&bureau).await.get(&path).await.text();
    assert!(page.contains("泛指，不是人名") && page.contains("8:14"), "who releases it sees the decision: {page}");
    let number = format!("{TEXT}联系电话13800138000。\n");
    let refused = send(&mut officer, "save", &number, &[("not_name", "8:5"), ("because", "泛指，不是人名")]).await;
    assert!(refused.status == 422 && refused.text().contains("身份证号或手机号"));
}

#[tokio::test]
async fn g6_another_releases_the_drafter_sees_who_and_a_correction_names_what_it_corrects() {
    let bureau = lived().await;
    let mut officer = bureau.signed_in(&OFFICER).await;
    let path = drafted(&mut officer, TEXT, &[]).await;
    let own = officer.get(&format!("{path}?done=drafted")).await.text();
    assert!(own.contains("可签发的人：leader") && own.contains("不能由您签发") && own.contains("草稿已保存"), "{own}");
    assert!(!own.contains(">签发</button>"), "no button for the drafter");
    let refused = officer.post(&path, &[]).await;
    assert!(refused.status == 422 && refused.text().contains("由另一人签发"), "{}", refused.text());
    // A draft is for who drafts or releases.
    assert_eq!(bureau.page_of(&PLAIN, &path).await.status, 404);
    assert_eq!(bureau.page_of(&LEADER_A, &path).await.status, 404);
    let revised = officer.upload(&format!("{path}/revise"), &[("step", "save"), ("text", &TEXT.replace("组织", "举办"))], None).await;
    assert_eq!(revised.header("location"), format!("{path}?done=revised"), "{}", revised.text());
    let mut leader = leader(&bureau).await;
    let desk = leader.get("/").await.text();
    assert!(desk.contains("待我签发的报告") && desk.contains(&format!("href=\"{path}\"")), "what waits for the second person: {desk}");
    assert!(!officer.get("/").await.text().contains("待我签发的报告"));
    let page = leader.get(&path).await.text();
    assert!(page.contains(">签发</button>") && page.contains("举办培训练兵") && !page.contains("/revise"), "{page}");
    assert_eq!(leader.get(&format!("{path}/revise")).await.status, 403);
    let done = leader.post(&path, &[]).await;
    assert_eq!(done.header("location"), format!("{path}?done=released"), "{}", done.text());
    assert!(!leader.get("/").await.text().contains("待我签发的报告"));
    let out = bureau.page_of(&PLAIN, &path).await;
    assert_eq!(out.status, 200, "a release is for who reads figures");
    assert!(out.text().contains(&format!("href=\"{path}/facts/0\"")) && out.text().contains("与现在的来源一致"));
    // It cannot change; a correction is a new one that names it.
    assert_eq!(officer.get(&format!("{path}/revise")).await.status, 409);
    let id = path.rsplit('/').next().unwrap();
    let page = officer.get(&path).await.text();
    assert!(page.contains(&format!("href=\"/reports/new?corrects={id}\"")));
    let correcting = officer.get(&format!("/reports/new?corrects={id}")).await.text();
    assert!(correcting.contains("举办培训练兵[[training.runs]]期") && correcting.contains("value=\"2024-02-29\""), "{correcting}");
    let later = drafted(&mut officer, TEXT, &[("corrects", id)]).await;
    assert_eq!(leader.post(&later, &[]).await.status, 303);
    let old = bureau.page_of(&PLAIN, &path).await.text();
    assert!(old.contains(&format!("href=\"{later}\"")) && old.contains("已被更正") && old.contains("举办培训练兵"));
    let list = officer.get("/reports").await.text();
    assert!(list.contains(&format!("href=\"{path}\"")) && list.contains(&format!("href=\"{later}\"")), "{list}");
}

#[tokio::test]
async fn g2_what_the_source_says_now_stands_beside_the_sentence_and_the_text_stays() {
    let bureau = lived().await;
    let path = released(&bureau).await;
    let before = bureau.page_of(&PLAIN, &path).await.text();
    let article = |page: &str| page.split_once("<article").unwrap().1.split_once("</article>").unwrap().0.to_owned();
    assert!(before.contains("title=\"培训练兵期数") || before.contains("class=\"nc-fact\""), "{before}");
    corrected(&bureau).await;
    let after = bureau.page_of(&PLAIN, &path).await.text();
    for said in ["20人次 → 22人次（+2）", "2期 → 3期（+1）"] {
        assert!(after.contains(said), "{said}: {after}");
    }
    let rows = bureau.page_of(&PLAIN, &format!("{path}?rows=1")).await.text();
    assert!(rows.contains("<td>+2 / −0</td>") && rows.contains("training.class_closed.v1"), "by which facts: {rows}");
    assert!(article(&after).contains("class=\"nc-differs\"") && article(&after).contains("href=\"#difference-1\""));
    let words = |page: &str| {
        let text = article(page);
        let text = text.split("<aside").map(|part| part.split_once("</aside>").map_or(part, |(_, rest)| rest)).collect::<String>();
        let text = text.split("<sup>").map(|part| part.split_once("</sup>").map_or(part, |(_, rest)| rest)).collect::<String>();
        text.split('<').filter_map(|tag| tag.split_once('>').map(|(_, text)| text.trim().to_owned())).collect::<String>()
    };
    assert_eq!(words(&after), words(&before), "no word of the text changed");
    assert!(words(&after).contains("组织培训练兵2期，参训民辅警20人次"), "{}", words(&after));
    let list = bureau.page_of(&PLAIN, "/reports?of=left").await.text();
    assert!(list.contains("签发后来源有变动的报告") && list.contains("20人次 → 22人次（+2）"), "{list}");
    assert!(!bureau.page_of(&PLAIN, "/reports?of=draft").await.text().contains(&format!("<td class=\"\"><a href=\"{path}\">")));
}

#[tokio::test]
async fn g3_a_number_opens_to_definition_n_as_of_hash_rows_and_how_many_are_hidden() {
    let bureau = lived().await;
    let path = released(&bureau).await;
    let fact = format!("{path}/facts/1");
    let page = bureau.page(&fact).await;
    let text = page.text();
    assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "no-store"));
    for said in
        ["training.attendances@1", "<dt>n</dt><dd>20</dd>", "2024-03-01", "明细哈希", "签发时共计入 20 行", "您可查看 20 行", "哈希一致"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(text.contains(&person(3).to_string()) && !text.contains("某某"), "pseudonyms and no names");
    assert!(text.contains(&format!("href=\"{path}/export?to=proof\"")));
    assert!(bureau.store.readings_of(person(3), 10).await.unwrap().iter().any(|reading| reading.what == "rows:training.attendances"));
    // Who reads figures and opens no rows sees how many there are.
    let closed = bureau.page_of(&PLAIN, &fact).await.text();
    assert!(
        closed.contains("无权查看的明细：20 行") && !closed.contains(&person(3).to_string()) && !closed.contains("to=proof"),
        "{closed}"
    );
    assert_eq!(bureau.page(&format!("{path}/facts/9")).await.status, 404);
    assert_eq!(bureau.page_of(&LEADER_A, &fact).await.status, 404);
}

#[tokio::test]
async fn g3_a_cell_of_a_table_opens_to_its_rows() {
    let bureau = lived().await;
    let mut officer = bureau.signed_in(&OFFICER).await;
    let table = "\n| 项目 | 数量 |\n| --- | --- |\n| 培训练兵 | [[training.runs]]期 |\n| 参训 | [[training.attendances]]人次 |\n";
    let path = drafted(&mut officer, &TEXT.replace("，合格率不作统计。\n", &format!("。\n{table}")), &[]).await;
    assert_eq!(leader(&bureau).await.post(&path, &[("step", "release")]).await.status, 303);
    let page = bureau.page(&path).await.text();
    let table = page.split_once("nc-paper-table").and_then(|(_, rest)| rest.split_once("</table>")).expect("a table").0;
    let cells: Vec<&str> = table.split("<td").filter(|cell| cell.contains(&format!("href=\"{path}/facts/"))).collect();
    assert_eq!(cells.len(), 2, "{page}");
    let fact = cells[1].split_once("href=\"").and_then(|(_, rest)| rest.split_once('"')).unwrap().0;
    assert_ne!(fact, format!("{path}/facts/1"), "the cell is a fact of its own");
    let opened = bureau.page(fact).await.text();
    for said in ["training.attendances@1", "<dt>n</dt><dd>20</dd>", "您可查看 20 行", "哈希一致", &person(3).to_string()] {
        assert!(opened.contains(said), "{said}: {opened}");
    }
}

#[tokio::test]
async fn a_report_is_handed_out_in_every_form_and_its_proof_holds_offline() {
    let bureau = lived().await;
    let path = released(&bureau).await;
    for (to, media, begins) in [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", &b"PK\x03\x04"[..]),
        ("html", "text/html; charset=utf-8", b"<!DOCTYPE html>"),
        ("md", "text/markdown; charset=utf-8", "# 培训".as_bytes()),
    ] {
        let file = bureau.page_of(&PLAIN, &format!("{path}/export?to={to}")).await;
        assert_eq!((file.status.as_u16(), file.header("content-type")), (200, media), "{to}");
        assert!(file.header("content-disposition").starts_with("attachment; filename=\"report-") && file.body.starts_with(begins));
    }
    let tagged = bureau.page_of(&PLAIN, &format!("{path}/export?to=html")).await.text();
    assert!(tagged.contains("data-figure=\"training.attendances\"") && tagged.contains("data-value=\"20\""));
    let proof = bureau.page(&format!("{path}/export?to=proof")).await;
    let proven = nc_store::proof::verify_any(&proof.body, bureau.store.verifier_key());
    assert!(matches!(proven, Ok(nc_store::proof::Verified::Release(_))), "{proven:?}");
    assert!(!proof.text().contains("某某"));
    assert!(bureau.store.readings_of(person(3), 10).await.unwrap().iter().any(|reading| reading.what == "proof:training.attendances"));
    assert_eq!(bureau.page_of(&PLAIN, &format!("{path}/export?to=proof")).await.status, 403);
    // This server has no fonts: the page says so, and offers no PDF.
    let page = bureau.page(&path).await.text();
    assert!(page.contains("此服务未编入 PDF") && !page.contains("to=pdf"));
    assert_eq!(bureau.page(&format!("{path}/export?to=pdf")).await.status, 409);
    assert_eq!(bureau.page(&format!("{path}/export?to=odt")).await.status, 422);
    let english = bureau.page(&format!("{path}?lang=en")).await.text();
    assert!(english.contains("Proof bundle") && english.contains("Every number is what its source says now."));
}

#[tokio::test]
async fn a_draft_of_the_form_is_kept_on_the_server_and_comes_back() {
    let bureau = lived().await;
    let mut officer = bureau.signed_in(&OFFICER).await;
    let typed = [&FIELDS[..], &[("text", "# 半份报告")]].concat();
    assert_eq!(officer.post("/me/drafts/report.new", &typed).await.status, 204);
    let back = officer.get("/reports/new").await.text();
    assert!(back.contains("已恢复") && back.contains("# 半份报告") && back.contains("data-draft=\"report.new\""), "{back}");
    drafted(&mut officer, TEXT, &[]).await;
    assert!(!officer.get("/reports/new").await.text().contains("已恢复"));
}
