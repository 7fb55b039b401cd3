//! A finished report as docx, web page and text: what a word processor and a reader find in them.

use std::io::{Cursor, Read as _};

use nc_figures::Worth;
use nc_figures::report::{Block, BlockKind, Document, Masthead, Run, TaggedFact};
use nc_office::report::{Publication, docx, html, markdown};

fn fact(figure: &str, printed: &str, worth: &Worth, unit: &str) -> TaggedFact {
    let json = serde_json::json!({
        "decimals": 2, "en": figure, "figure": figure, "form": "万2", "known_on": "2026-01-15", "ledger_root": "ab".repeat(32),
        "ledger_size": 4_711, "period": { "from": "2023-01-01", "to": "2025-12-31" }, "printed": printed, "row_hash": "cd".repeat(32),
        "rows": 64_500, "scale": 4, "scope": "/150600/", "unit": unit, "version": 1, "worth": worth, "zh": "政治轮训参训人次",
    });
    serde_json::from_value(json).unwrap()
}

/// A report with two numbers and a text of `characters` more.
pub fn document(text: &str) -> Document {
    let plain = |text: &str| Run { fact: None, text: text.to_owned() };
    let facts = vec![
        fact("study.rotation.attendances", "6.45万", &Worth::Count(64_500), "人次"),
        fact("study.rotation.coverage", "96.9%（1750/1806）", &Worth::Ratio { n: 1_750, of: 1_806 }, "%"),
    ];
    let number = |fact: u32| Run { fact: Some(fact), text: facts[fact as usize].printed.clone() };
    let heading = |kind, number: &str, text: &str| Block { kind, number: number.to_owned(), runs: vec![plain(text)] };
    Document {
        attachments: vec!["数字核验页".to_owned()],
        blocks: vec![
            heading(BlockKind::First, "一、", "抓党建"),
            heading(BlockKind::Second, "（一）", "理论武装"),
            Block {
                kind: BlockKind::Paragraph,
                number: String::new(),
                runs: vec![plain("2023年至2025年，参训民辅警"), number(0), plain("人次，覆盖率"), number(1), plain("，<全员>。")],
            },
            heading(BlockKind::Paragraph, "", text),
        ],
        date: "2026-01-20".parse().unwrap(),
        facts,
        issuer: "某市公安局".to_owned(),
        masthead: None,
        recipients: "各旗区公安局".to_owned(),
        synthetic: true,
        title: "工作情况报告（演示数据）".to_owned(),
    }
}

/// One with a red head, an item of a list, and a table whose last cell is a number.
pub fn tabled() -> Document {
    let mut document = document("文。");
    document.masthead = Some(Masthead { mark: "某市公安局文件".to_owned(), number: "某公政〔2026〕3号".to_owned() });
    document.facts.push(fact("training.attendances", "8122", &Worth::Count(8_122), "人次"));
    let block = |kind, number: &str, text: &str, fact| {
        let runs = vec![Run { fact, text: text.to_owned() }];
        Block { kind, number: number.to_owned(), runs }
    };
    let cell = |row, column| BlockKind::Cell { column, header: row == 0, row };
    document.blocks.extend([
        block(BlockKind::Item, "• ", "按期登记", None),
        block(cell(0, 0), "", "项目", None),
        block(cell(0, 1), "", "2023年至2025年", None),
        block(cell(1, 0), "", "参训<人次>", None),
        block(cell(1, 1), "", "8122", Some(2)),
    ]);
    document
}

pub fn publication(document: &Document) -> Publication<'_> {
    Publication { document, report: "0123456789abc", proof: "0123456789abc.proof.json", verifier_key: "ledger.example+1+k", released: true }
}

fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_docx_has_the_page_the_standard_asks_for() {
    let document = document("其余工作按计划推进。");
    let file = docx(&publication(&document)).unwrap();
    let body = part(&file, "word/document.xml");
    for wanted in [
        r#"w:w="11906""#,
        r#"w:h="16838""#,
        r#"w:top="2098""#,
        r#"w:left="1587""#,
        r#"w:right="1474""#,
        r#"w:bottom="1984""#,
        r#"w:type="linesAndChars""#,
        r#"w:linePitch="579""#,
        r#"w:charSpace="-848""#,
        r#"w:line="579""#,
        r#"w:lineRule="exact""#,
        r#"w:firstLine="640""#,
        r#"w:eastAsia="仿宋""#,
        r#"w:eastAsia="黑体""#,
        r#"w:eastAsia="楷体""#,
        r#"w:eastAsia="方正小标宋简体""#,
        r#"<w:sz w:val="44" />"#,
        r#"<w:sz w:val="32" />"#,
        "6.45万",
        "&lt;全员&gt;",
        "演示数据",
    ] {
        assert!(body.contains(wanted), "{wanted} is missing in\n{body}");
    }
    let text: String = body.split("<w:t").skip(1).filter_map(|t| t.split_once('>')?.1.split("</w:t>").next()).collect();
    assert!(text.contains("2023年至2025年，参训民辅警6.45万人次，覆盖率96.9%（1750/1806）"), "{text}");
    assert!(text.contains("各旗区公安局：") && text.contains("2026年1月20日") && text.contains(&"ab".repeat(32)), "{text}");
    assert!(part(&file, "word/settings.xml").contains("evenAndOddHeaders"), "odd pages right, even pages left");
    let footers = part(&file, "word/footer1.xml") + &part(&file, "word/footer2.xml");
    assert!(
        footers.contains("PAGE") && footers.contains("— ") && footers.contains(r#"w:val="right""#) && footers.contains(r#"w:val="left""#)
    );
}

#[test]
fn r13_a_page_carries_every_figure_with_what_makes_it_checkable() {
    let document = document("其余12项工作按计划推进。");
    let page = html(&publication(&document));
    for wanted in [
        "data-figure=\"study.rotation.attendances\"",
        "data-version=\"1\"",
        "data-value=\"64500\"",
        "data-unit=\"人次\"",
        "data-scale=\"4\"",
        "data-decimals=\"2\"",
        "data-period-from=\"2023-01-01\"",
        "data-period-to=\"2025-12-31\"",
        "data-scope=\"/150600/\"",
        "data-ledger-size=\"4711\"",
        "data-rows=\"64500\"",
        "data-denominator=\"1806\"",
        "data-proof=\"0123456789abc.proof.json\"",
        ">6.45万</a>人次",
        "&lt;全员&gt;",
        "演示数据",
    ] {
        assert!(page.contains(wanted), "{wanted} is missing in\n{page}");
    }
    assert_eq!(page.matches("class=\"fact\"").count(), document.facts.len());
    assert_eq!(page.matches(&format!("data-ledger-root=\"{}\"", "ab".repeat(32))).count(), 2);
    assert!(page.contains("其余<span class=\"number\">12</span>项"), "numbers bound to nothing can be shown");
    assert!(!page.contains("<script") && !page.contains("http"), "it stands alone");
}

#[test]
fn g3_a_page_says_how_many_rows_it_hides() {
    let document = document("其余工作按计划推进。");
    for text in [html(&publication(&document)), markdown(&publication(&document))] {
        assert!(text.contains("64500行") && text.contains(&"cd".repeat(32)) && text.contains("2026-01-15"), "{text}");
        assert!(text.contains("1750/1806"), "{text}");
    }
    assert!(html(&publication(&document)).contains("公开版隐去64500行"));
}

#[test]
fn r13_tables_lists_and_the_red_head_stand_in_every_export_and_their_numbers_are_tagged() {
    let document = tabled();
    let publication = publication(&document);
    let body = part(&docx(&publication).unwrap(), "word/document.xml");
    let table = body.split_once("<w:tbl>").and_then(|(_, rest)| rest.split_once("</w:tbl>")).expect("a table").0;
    assert_eq!((table.matches("<w:tr>").count() + table.matches("<w:tr ").count(), table.matches("<w:tc>").count()), (2, 4), "{table}");
    assert!(table.contains("参训&lt;人次&gt;") && table.contains("8122"), "{table}");
    let head = body.split_once("某市公安局文件").expect("the mark").0;
    assert!(head.contains("w:color w:val=\"C00000\"") && body.contains("某公政〔2026〕3号"));
    assert!(body.contains("<w:pBdr>") && body.contains("• "), "the red rule, and the sign of an item");

    let page = html(&publication);
    for said in [
        "<p class=\"mark\">某市公安局文件</p>",
        "<hr class=\"rule\">",
        "<li>按期登记</li>",
        "<th><span class=\"number\">2023</span>年至",
        "<td>参训&lt;人次&gt;</td>",
        "<td><a class=\"fact\" id=\"fact-2\" href=\"#proof-2\"",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let text = markdown(&publication);
    assert!(text.contains("| 项目 | 2023年至2025年 |\n| --- | --- |\n| 参训<人次> | 8122 |") && text.contains("\n- 按期登记\n"), "{text}");
    // A report without a head is as ever.
    let plain = Document { masthead: None, ..document.clone() };
    let plain = Publication { document: &plain, ..publication };
    assert!(!html(&plain).contains("class=\"mark\"") && !part(&docx(&plain).unwrap(), "word/document.xml").contains("C00000"));
}
