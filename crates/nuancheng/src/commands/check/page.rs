//! The checked text as one page that opens anywhere: highlights in the text, the table below.

use nc_figures::check::Verdict;
use nc_office::{MarkedPage, MarkedRow, MarkedSpan, marked_page};
use nc_store::Checked;

use super::say;
use crate::lang::Lang;

/// The page.
pub fn page(notes: &[String], text: &str, checked: &Checked, lang: Lang) -> String {
    let spans = checked.lines.iter().map(|line| MarkedSpan {
        start: line.claim.start,
        end: line.claim.end,
        class: class(line.finding.verdict),
        label: format!("{} · {}", say::verdict(line.finding.verdict, lang), say::reason(line, lang)),
    });
    let rows = checked.lines.iter().map(|line| MarkedRow {
        class: class(line.finding.verdict),
        cells: vec![
            line.claim.text.clone(),
            say::verdict(line.finding.verdict, lang).to_owned(),
            line.finding.ledger_value.map(|v| v.normalize().to_string()).unwrap_or_default(),
            say::reason(line, lang),
            line.finding.value.as_ref().map(|v| format!("{}@{} {}", v.figure, v.version, v.scope)).unwrap_or_default(),
        ],
    });
    let heading = |zh, en| lang.pick(zh, en).to_owned();
    marked_page(&MarkedPage {
        lang: lang.pick("zh-CN", "en"),
        title: heading("核稿", "Article check"),
        notes: notes.to_vec(),
        text: text.to_owned(),
        spans: spans.collect(),
        columns: vec![
            heading("原文", "Text"),
            heading("结论", "Verdict"),
            heading("账本数值", "Ledger"),
            heading("理由", "Reason"),
            heading("指标与单位", "Figure and unit"),
        ],
        rows: rows.collect(),
    })
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => "supported",
        Verdict::Contradicted => "contradicted",
        Verdict::NotRecorded => "not-recorded",
        Verdict::NotCheckable => "not-checkable",
        Verdict::NeedsPerson => "needs-person",
    }
}
