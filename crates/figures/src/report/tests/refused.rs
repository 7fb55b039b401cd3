//! What may not stand in a report.

use super::{around, paragraph, render, worths};

#[test]
fn g1_a_number_whose_binding_words_or_period_are_wrong_is_refused() {
    for (text, codes) in [
        // A number bound to nothing, wherever it hides.
        ("3年来，开展政治轮训199期。", vec!["bare_number"]),
        ("3年来，开展政治轮训[[runs]]期，参训6.45万人次。", vec!["bare_number"]),
        ("3年来，举办三期。", vec!["bare_number"]),
        ("3年来，开展[[runs]]期，获得第一名。", vec!["bare_number"]),
        ("3年来，开展[[runs]]期，覆盖率百分之八十六。", vec!["bare_number"]),
        ("3年来，开展[[runs]]期，参训１２００人。", vec!["bare_number"]),
        ("3年来，开展[[runs]]期，参训三点六四万人次。", vec!["bare_number"]),
        // The measure word of another count.
        ("3年来，参训民辅警[[attendances]]人。", vec!["measure"]),
        ("3年来，参训民辅警[[attendances 写作=万2]]人。", vec!["measure"]),
        ("3年来，参训民辅警[[persons]]人次。", vec!["measure"]),
        ("3年来，开展政治轮训[[runs]]次。", vec!["measure"]),
        ("3年来，开展政治轮训[[runs]]场次。", vec!["measure"]),
        ("3年来，开展政治轮训[[runs]]。", vec!["measure"]),
        ("3年来，开展政治轮训[[runs]][[runs]]期。", vec!["measure"]),
        ("3年来，覆盖率达[[coverage]]%。", vec!["measure"]),
        ("3年来，参训[[coverage 写作=分子]]人次。", vec!["measure"]),
        // A hedge that is not true.
        ("3年来，开展政治轮训近[[runs]]期。", vec!["hedge"]),
        ("3年来，开展政治轮训[[runs]]余期。", vec!["hedge"]),
        ("3年来，开展政治轮训超过[[runs]]期。", vec!["hedge"]),
        ("3年来，开展政治轮训不足[[runs]]期。", vec!["hedge"]),
        ("3年来，参训民辅警[[attendances 写作=余百]]人次。", vec!["hedge"]),
        ("3年来，参训民辅警[[attendances 写作=近百]]人次。", vec!["hedge"]),
        ("3年来，参训民辅警[[attendances 写作=近万]]人次。", vec!["hedge"]),
        ("3年来，参训民辅警[[persons 写作=万1]]余人。", vec!["hedge"]),
        ("3年来，开展学习[[meetings 写作=近百]]次。", vec!["hedge"]),
        ("3年来，开展学习近[[meetings 写作=余十]]次。", vec!["hedges"]),
        ("3年来，开展学习[[meetings 写作=余十]]次以上。", vec!["hedges"]),
        // The period of another figure, or none.
        ("2024年，开展政治轮训[[runs]]期。", vec!["period_wrong"]),
        ("近两年来，开展政治轮训[[runs]]期。", vec!["period_wrong"]),
        ("“抓强整树”专项活动开展以来，开展政治轮训[[runs]]期。", vec!["period_wrong"]),
        ("3年来，开展政治轮训[[runs]]期；2024年参训民辅警[[attendances]]人次。", vec!["period_wrong"]),
        ("累计开展政治轮训[[runs]]期。", vec!["period_wrong"]),
        ("开展政治轮训[[runs]]期。", vec!["period_unsaid"]),
        ("近年来，开展政治轮训[[runs]]期。", vec!["period_unsaid"]),
        // A rate without what it is of, or rounded to all of it.
        ("3年来，覆盖率[[coverage 写作=原数]]。", vec!["form_unfit"]),
        ("3年来，覆盖率[[coverage 写作=万2]]。", vec!["form_unfit"]),
        ("3年来，开展[[runs 写作=率1]]期。", vec!["form_unfit"]),
        // What is not exact, or rounds to nothing.
        ("3年来，开展[[runs 写作=万1]]期。", vec!["inexact"]),
        ("3年来，培训[[minutes 写作=万]]学时。", vec!["inexact"]),
        // What cannot be read.
        ("3年来，开展[[nothing]]期。", vec!["figure"]),
        ("3年来，开展[[runs@9]]期。", vec!["figure"]),
        ("3年来，开展[[runs 期间=某年]]期。", vec!["bad_period"]),
        ("3年来，开展[[runs 写作=大概]]期。", vec!["form"]),
        ("3年来，开展[[runs 单位=东胜]]期。", vec!["unit"]),
        ("3年来，开展[[runs 单位=/1507/]]期。", vec!["unit_outside"]),
        ("3年来，开展[[runs 数=1]]期。", vec!["binding"]),
        ("3年来，开展[[runs期。", vec!["binding"]),
        ("3年来，开展[[]]期。", vec!["binding"]),
    ] {
        assert_eq!(paragraph(text).1, codes, "{text}");
    }
}

#[test]
fn g1_the_place_and_the_remedy_are_named() {
    let rendered = render(&around("3年来，参训民辅警[[attendances]]人，另有5期。"), worths).unwrap();
    let [measure, bare] = rendered.problems.as_slice() else { panic!("{:?}", rendered.problems) };
    assert_eq!(measure.place.as_deref(), Some("6:10"));
    assert!(measure.zh().contains("人次") && measure.en().contains("人次"), "{measure}");
    assert_eq!(bare.place.as_deref(), Some("6:29"));
    assert!(bare.zh().contains("5期") && bare.en().contains("[[figure]]"), "{bare}");
}

#[test]
fn g1_a_rate_of_nothing_and_one_rounded_to_all_are_refused() {
    for (n, of, form, code) in
        [(0, 0, "率1", "report.no_denominator"), (9_999, 10_000, "率1", "report.rounds_to_all"), (1, 10_000, "率0", "report.rounds_to_all")]
    {
        let text = around(&format!("3年来，覆盖率[[coverage 写作={form}]]。"));
        let rendered = render(&text, |_| crate::evaluate::Worth::Ratio { n, of }).unwrap();
        assert_eq!(rendered.problems.iter().map(|p| p.rule.code).collect::<Vec<_>>(), [code], "{n}/{of} {form}");
    }
}

#[test]
fn g1_no_number_hides_outside_the_text() {
    for (template, code) in [
        ("# 年报\n", "report.empty"),
        ("无标题\n", "report.title"),
        ("# 一\n# 二\n文\n", "report.title"),
        ("# 举办[[runs]]期\n文\n", "report.title"),
        ("---\n主管：某\n---\n# 年报\n文\n", "report.header"),
        ("---\n截至：昨天\n---\n# 年报\n文\n", "report.header_value"),
        ("# 年报\n开展[[runs]]期\n", "report.no_period"),
    ] {
        assert_eq!(render(template, worths).unwrap_err().codes(), [code], "{template}");
    }
    for template in ["# 培训199期\n文\n", "---\n附件：199期名单\n---\n# 年报\n文\n", "---\n落款：12个单位\n---\n# 年报\n文\n"]
    {
        let problems = render(template, worths).unwrap().problems;
        assert_eq!(problems.iter().map(|p| p.rule.code).collect::<Vec<_>>(), ["report.bare_number"], "{template}");
    }
}
