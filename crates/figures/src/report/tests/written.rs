//! What a report says.

use super::{paragraph, render, setting, three_years, worths};
use crate::evaluate::Worth;
use crate::report::{BlockKind, Document, Masthead, Part};

#[test]
fn numbers_are_written_as_their_forms_say() {
    for (text, printed) in [
        (
            "3年来，累计开展政治轮训[[runs]]期，参训民辅警[[attendances 写作=万2]]人次。",
            "3年来，累计开展政治轮训199期，参训民辅警6.45万人次。",
        ),
        ("3年来，参训民辅警达[[attendances 写作=万]]人次。", "3年来，参训民辅警达6.45万人次。"),
        ("3年来，参训民辅警[[attendances 写作=达万2]]人次。", "3年来，参训民辅警达6.45万人次。"),
        ("3年来，参训民辅警[[attendances 写作=余千]]人次。", "3年来，参训民辅警6.4万余人次。"),
        ("3年来，开展政治轮训[[runs 写作=近百]]期。", "3年来，开展政治轮训近200期。"),
        ("3年来，开展政治轮训[[runs 写作=余十]]期。", "3年来，开展政治轮训190余期。"),
        ("3年来，参训[[persons 写作=余百]]名。", "3年来，参训1700余名。"),
        ("3年来，覆盖率近[[coverage]]。", "3年来，覆盖率近96.9%（1750/1806）。"),
        ("3年来，累计培训[[minutes]]学时（[[minutes]]分钟）。", "3年来，累计培训1234.5学时（74070分钟）。"),
        ("3年来，累计培训[[minutes 写作=整数]]学时。", "3年来，累计培训1235学时。"),
        ("3年来，覆盖率达[[coverage 写作=率2]]。", "3年来，覆盖率达96.9%（1750/1806）。"),
        (
            "3年来，覆盖率[[coverage]]，应参训[[coverage 写作=分母]]人，已参训[[coverage 写作=分子]]名。",
            "3年来，覆盖率96.9%（1750/1806），应参训1806人，已参训1750名。",
        ),
        ("3年来，开展政治轮训[[runs]]期。参训民辅警[[attendances]]人次。", "3年来，开展政治轮训199期。参训民辅警64500人次。"),
        ("2023年至2025年，开展政治轮训[[runs]]期。", "2023年至2025年，开展政治轮训199期。"),
        ("[[期间]]，开展政治轮训[[runs]]期。", "2023年至2025年，开展政治轮训199期。"),
        ("2024年，开展政治轮训[[runs 期间=2024年]]期；3年来，共[[runs]]期。", "2024年，开展政治轮训199期；3年来，共199期。"),
        ("“抓强整树”专项活动开展以来，开展[[runs 期间=抓强整树以来]]期。", "“抓强整树”专项活动开展以来，开展199期。"),
        ("截至2025年12月31日，在编民辅警[[serving]]人。", "截至2025年12月31日，在编民辅警1806人。"),
        (
            "3年来，落实“三会一课”，构建“1+12+N”体系，全警进一步统一思想，开展[[runs]]期。",
            "3年来，落实“三会一课”，构建“1+12+N”体系，全警进一步统一思想，开展199期。",
        ),
    ] {
        assert_eq!(paragraph(text), (printed.to_owned(), vec![]), "{text}");
    }
}

#[test]
fn headings_are_numbered_and_every_number_is_tagged() {
    let template = "---\n主送：各旗区公安局：\n期间：3年来\n截至：2025-12-31\n附件：数字目录\n落款：某市公安局\n日期：2026-01-20\n---\n\
        # 工作情况报告\n## 抓党建\n### 理论武装\n3年来，开展[[runs]]期，参训[[attendances 写作=万2]]人次。\n### 组织基础\n文。\n## 强素质\n### 训练\n#### 练兵\n文。\n";
    let rendered = render(template, worths).unwrap();
    assert!(rendered.problems.is_empty(), "{:?}", rendered.problems);
    let document = rendered.document;
    assert_eq!(
        document.text(),
        "工作情况报告\n各旗区公安局：\n一、抓党建\n（一）理论武装\n3年来，开展199期，参训6.45万人次。\n（二）组织基础\n文。\n二、强素质\n（一）训练\n1.练兵\n文。\n附件：数字目录\n某市公安局\n2026年1月20日"
    );
    assert_eq!(document.blocks.iter().filter(|b| b.kind == BlockKind::Second).count(), 3);
    let fact = &document.facts[1];
    assert_eq!((fact.printed.as_str(), fact.scale, fact.decimals, fact.form.as_str()), ("6.45万", 4, 2, "万2"));
    assert_eq!((fact.worth.clone(), fact.exact().as_str()), (Worth::Count(64_500), "64500人次"));
    assert_eq!((fact.period, &fact.scope, fact.rows, fact.ledger_size), (three_years(), &setting().unit, 3, 77));
    for fact in &document.facts {
        let runs: Vec<&str> = document.blocks.iter().flat_map(|b| &b.runs).filter(|r| r.fact.is_some()).map(|r| r.text.as_str()).collect();
        assert!(runs.contains(&fact.printed.as_str()));
    }
    assert_eq!(document.ledger().map(|(size, _)| size), Some(77));
}

const TABLE: &str = "---\n版头：某市公安局文件\n文号：某公政〔2026〕3号\n期间：3年来\n截至：2025-12-31\n---\n# 情况\n- 按期登记\n-  逐行可查\n\n\
    3年来，主要数字如下：\n| 项目 | 数量 |\n|---|:-:|\n| 政治轮训 | [[runs]]期 |\n  | 参训民辅警 | [[attendances 写作=万2]]人次 |\n其中如下。\n\
    | 年份 | 2024年 |\n| 3年来，轮训 | [[runs]]期 |\n";

#[test]
fn r13_a_number_in_a_table_is_bound_and_tagged_and_reads_its_period_from_around_it() {
    let rendered = render(TABLE, worths).unwrap();
    assert_eq!(rendered.problems, vec![]);
    let document = rendered.document;
    assert_eq!(document.masthead, Some(Masthead { mark: "某市公安局文件".to_owned(), number: "某公政〔2026〕3号".to_owned() }));
    let lines = document.text();
    let text: Vec<&str> = lines.lines().collect();
    assert_eq!(
        text[..10],
        [
            "某市公安局文件",
            "某公政〔2026〕3号",
            "情况",
            "• 按期登记",
            "• 逐行可查",
            "3年来，主要数字如下：",
            "项目\t数量",
            "政治轮训\t199期",
            "参训民辅警\t6.45万人次",
            "其中如下。"
        ]
    );
    let shapes: Vec<(usize, usize)> = document
        .parts()
        .iter()
        .filter_map(|part| if let Part::Table(rows) = part { Some((rows.len(), rows[0].len())) } else { None })
        .collect();
    assert_eq!(shapes, [(3, 2), (2, 2)]);
    let bound = |part: &Part<'_>| match part {
        Part::Table(rows) => rows.iter().flatten().flat_map(|cell| &cell.runs).filter_map(|run| run.fact).collect::<Vec<_>>(),
        Part::Block(_) => Vec::new(),
    };
    assert_eq!(document.parts().iter().map(bound).collect::<Vec<_>>().concat(), [0, 1, 2], "each cell's number is a tagged one");
    // What is recorded reads back as it was, and what was recorded before there were tables reads as ever.
    let json = serde_json::to_value(&document).unwrap();
    assert_eq!(serde_json::from_value::<Document>(json.clone()).unwrap(), document);
    assert_eq!(json["blocks"][4]["kind"]["cell"], serde_json::json!({"column": 1, "header": true, "row": 0}));
    let old = serde_json::to_value(render("---\n期间：3年来\n截至：2025-12-31\n---\n# 情况\n文。\n", worths).unwrap().document).unwrap();
    assert!(old.get("masthead").is_none());
}

#[test]
fn a_table_and_a_document_number_are_refused_where_they_are_wrong() {
    let places = |text: &str| match render(text, worths) {
        Ok(rendered) => rendered.problems.iter().map(|r| (r.rule.code, r.place.clone().unwrap_or_default())).collect::<Vec<_>>(),
        Err(refused) => refused.0.iter().map(|r| (r.rule.code, r.place.clone().unwrap_or_default())).collect(),
    };
    let table = |rows: &str| format!("---\n期间：3年来\n截至：2025-12-31\n---\n# 情况\n文。\n| 项目 | 数量 |\n{rows}\n");
    for (rows, fault) in [
        ("| 轮训 |", ("report.table", "8:1")),
        ("| 轮训 | 199期 |", ("report.bare_number", "8:8")),
        ("| 轮训 | [[runs]]期 |", ("report.period_unsaid", "8:8")),
        ("| 2024年轮训 | [[runs]]期 |", ("report.period_wrong", "8:13")),
        ("| 3年来轮训 | [[runs]]人次 |", ("report.measure", "8:11")),
        ("| 3年来轮训 | [[no.such]]期 |", ("report.figure", "8:11")),
    ] {
        assert_eq!(places(&table(rows)), [(fault.0, fault.1.to_owned())], "{rows}");
    }
    for number in ["某公政2026第3号", "某公政〔26〕3号", "某公政〔2026〕03号", "〔2026〕3号", "某公政〔2026〕3"] {
        assert_eq!(places(&format!("---\n版头：某局文件\n文号：{number}\n---\n# 情况\n文。\n"))[0].0, "report.header_value", "{number}");
    }
}
