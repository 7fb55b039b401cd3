//! A text with marked places as one self-contained page, with a table of the same places below it.

use std::fmt::Write as _;

/// 标注页.
#[derive(Debug, Clone)]
pub struct MarkedPage {
    /// Language of the page, `zh-CN` or `en`.
    pub lang: &'static str,
    /// Title.
    pub title: String,
    /// Lines under the title.
    pub notes: Vec<String>,
    /// The text.
    pub text: String,
    /// Marked places, in order and apart; in characters of the text.
    pub spans: Vec<MarkedSpan>,
    /// Headings of the table.
    pub columns: Vec<String>,
    /// One row a span, in the same order.
    pub rows: Vec<MarkedRow>,
}

/// A marked place.
#[derive(Debug, Clone)]
pub struct MarkedSpan {
    /// First character.
    pub start: usize,
    /// First character after it.
    pub end: usize,
    /// How it is marked: a class of the style sheet.
    pub class: &'static str,
    /// What is said about it.
    pub label: String,
}

/// A row of the table.
#[derive(Debug, Clone)]
pub struct MarkedRow {
    /// As the span's.
    pub class: &'static str,
    /// The cells.
    pub cells: Vec<String>,
}

/// Verdicts differ in colour and in the line under the text, so that colour never carries the meaning alone.
const STYLE: &str = "\
:root{color-scheme:light dark}body{font:16px/1.9 'Noto Serif CJK SC','Songti SC',SimSun,serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.4rem}.notes,table{font:14px/1.6 'Noto Sans CJK SC','Microsoft YaHei',sans-serif}.notes{opacity:.8;padding-left:1.2em}\
mark{color:inherit;background:none;text-decoration-thickness:2px;text-underline-offset:4px;padding:0 1px;border-radius:2px}mark a{color:inherit;text-decoration:inherit}\
.supported{background:#16a34a26;text-decoration:underline #15803d}.contradicted{background:#dc262633;text-decoration:underline wavy #b91c1c;font-weight:600}\
.not-recorded{background:#94a3b833;text-decoration:underline dotted #475569}.not-checkable{text-decoration:underline dashed #64748b}\
.needs-person{background:#f59e0b33;text-decoration:underline double #b45309}\
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #94a3b866;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}\
td:nth-child(2){text-decoration:inherit}tr mark{white-space:nowrap}:target{outline:2px solid #f59e0b}@media print{body{max-width:none;margin:0}a{color:inherit}}";

/// Writes the page.
#[must_use]
pub fn marked_page(page: &MarkedPage) -> String {
    let mut html = String::with_capacity(page.text.len() * 2);
    html.push_str("<!DOCTYPE html>\n<html lang=\"");
    html.push_str(page.lang);
    html.push_str("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>");
    escape(&mut html, &page.title);
    html.push_str("</title><style>");
    html.push_str(STYLE);
    html.push_str("</style></head>\n<body><h1>");
    escape(&mut html, &page.title);
    html.push_str("</h1>\n<ul class=\"notes\">");
    for note in &page.notes {
        html.push_str("<li>");
        escape(&mut html, note);
        html.push_str("</li>");
    }
    html.push_str("</ul>\n<article><p>");
    text(&mut html, page);
    html.push_str("</p></article>\n<table><thead><tr>");
    for column in &page.columns {
        html.push_str("<th scope=\"col\">");
        escape(&mut html, column);
        html.push_str("</th>");
    }
    html.push_str("</tr></thead><tbody>");
    for (at, row) in page.rows.iter().enumerate() {
        let _ = write!(html, "\n<tr id=\"r{at}\">");
        for (column, cell) in row.cells.iter().enumerate() {
            html.push_str("<td>");
            if column == 0 {
                let _ = write!(html, "<mark class=\"{}\"><a href=\"#s{at}\">", row.class);
                escape(&mut html, cell);
                html.push_str("</a></mark>");
            } else {
                escape(&mut html, cell);
            }
            html.push_str("</td>");
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table>\n</body></html>\n");
    html
}

/// The text with its marks; a line break begins a paragraph.
fn text(html: &mut String, page: &MarkedPage) {
    let mut spans = page.spans.iter().enumerate().peekable();
    let mut inside = None;
    for (at, c) in page.text.chars().enumerate() {
        if inside == Some(at) {
            html.push_str("</a></mark>");
            inside = None;
        }
        while let Some((number, span)) = spans.next_if(|(_, span)| span.start <= at) {
            if inside.is_none() && span.start == at && span.end > at {
                let _ = write!(html, "<mark id=\"s{number}\" class=\"{}\" title=\"", span.class);
                escape(html, &span.label);
                let _ = write!(html, "\"><a href=\"#r{number}\">");
                inside = Some(span.end);
            }
        }
        match c {
            '\n' if inside.is_none() => html.push_str("</p>\n<p>"),
            '\n' => html.push(' '),
            _ => escape_char(html, c),
        }
    }
    if inside.is_some() {
        html.push_str("</a></mark>");
    }
}

fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        escape_char(html, c);
    }
}

fn escape_char(html: &mut String, c: char) {
    match c {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '"' => html.push_str("&quot;"),
        '\'' => html.push_str("&#39;"),
        _ => html.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_marked_and_nothing_of_the_text_becomes_markup() {
        let span = |start, end| MarkedSpan { start, end, class: "supported", label: "a\"b".into() };
        let html = marked_page(&MarkedPage {
            lang: "zh-CN",
            title: "<核稿>".into(),
            notes: vec!["1 & 2".into()],
            text: "开展<b>轮训199期\n参训5人".into(),
            spans: vec![span(7, 11), span(14, 16)],
            columns: vec!["原文".into()],
            rows: vec![MarkedRow { class: "supported", cells: vec!["199期".into()] }],
        });
        assert!(html.contains("开展&lt;b&gt;轮训"), "{html}");
        assert!(
            html.contains("<mark id=\"s0\" class=\"supported\" title=\"a&quot;b\"><a href=\"#r0\">199期</a></mark></p>\n<p>参训"),
            "{html}"
        );
        assert!(html.contains("<a href=\"#r1\">5人</a></mark></p>"), "{html}");
        assert!(html.contains("<title>&lt;核稿&gt;</title>") && html.contains("1 &amp; 2"));
    }
}
