//! A web page that stands alone: no script, no other file, printable. Every number is a tagged element in the manner of
//! inline XBRL: name, version, unit, scale, decimals, period, scope, ledger size and root, and the way to its proof.

use nc_figures::Worth;
use nc_figures::report::{Block, BlockKind, Part, TaggedFact};

use super::Publication;

const STYLE: &str = "body{font:18px/1.8 FangSong,仿宋,'Noto Serif CJK SC',serif;max-width:44em;margin:2em auto;padding:0 1em;color:#111;background:#fff}\
h1{font-size:1.6em;text-align:center}h2{font-family:SimHei,黑体,sans-serif}h3{font-family:KaiTi,楷体,serif}h2,h3,h4{font-size:1em;font-weight:normal;margin:0}\
h2,h3,h4,.p{text-indent:2em}.p{margin:0}.end{text-align:right;padding-right:4em;margin:0}.mark{color:#c00;font:bold 2.4em SimSun,宋体,serif;letter-spacing:.1em;text-align:center;margin:.4em 0}.serial{text-align:center;margin:0}\
.rule{border:0;border-top:3px solid #c00;margin:.4em 0 2em}ul{margin:0;padding-left:3.2em}.note{border:1px solid #a60;padding:.3em .6em;font-size:.8em}\
.fact{border-bottom:1px dotted #036;color:inherit;text-decoration:none}.fact:target,tr:target{background:#ffd}\
#untagged:checked~main .number{outline:2px solid #c30}.table{margin:.6em 0;font-size:.9em}table{border-collapse:collapse;font-size:.75em;width:100%}\
td,th{border:1px solid #999;padding:.2em .4em;text-align:left;vertical-align:top;overflow-wrap:anywhere}\
@media print{.screen{display:none}body{margin:0;max-width:none}}";

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The report as a web page.
#[must_use]
pub fn html(publication: &Publication<'_>) -> String {
    let document = publication.document;
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
        <title>{}</title><style>{STYLE}</style></head>\n<body>\n<input type=\"checkbox\" id=\"untagged\" class=\"screen\">\
        <label for=\"untagged\" class=\"screen\"> 标出未绑定指标的数字（日期、期间、固定用语）</label>\n<main>\n",
        escape(&document.title)
    );
    if document.synthetic {
        page.push_str("<p class=\"note\">演示数据 / synthetic data</p>\n");
    }
    if !publication.released {
        page.push_str("<p class=\"note\">草稿，未签发 / draft, not released</p>\n");
    }
    if let Some(head) = &document.masthead {
        page.push_str(&format!("<p class=\"mark\">{}</p>\n", untagged(&head.mark)));
        if !head.number.is_empty() {
            page.push_str(&format!("<p class=\"serial\">{}</p>\n", untagged(&head.number)));
        }
        page.push_str("<hr class=\"rule\">\n");
    }
    page.push_str(&format!("<h1>{}</h1>\n", untagged(&document.title)));
    if !document.recipients.is_empty() {
        page.push_str(&format!("<p>{}：</p>\n", untagged(&document.recipients)));
    }
    for part in document.parts() {
        page.push_str(&match part {
            Part::Block(block) => section(block, publication),
            Part::Table(rows) => table(&rows, publication),
        });
    }
    for name in &document.attachments {
        page.push_str(&format!("<p class=\"p\">附件：{}</p>\n", untagged(name)));
    }
    for text in [&document.issuer, &document.date_words()] {
        page.push_str(&format!("<p class=\"end\">{}</p>\n", untagged(text)));
    }
    page.push_str(&proofs(publication));
    page.push_str("</main>\n</body></html>\n");
    page
}

/// A table; its first row are headings of its columns.
fn table(rows: &[Vec<&Block>], publication: &Publication<'_>) -> String {
    let mut text = String::from("<table class=\"table\">\n");
    for row in rows {
        text.push_str("<tr>");
        for cell in row {
            let name = if matches!(cell.kind, BlockKind::Cell { header: true, .. }) { "th" } else { "td" };
            text.push_str(&format!("<{name}>{}</{name}>", words(cell, publication)));
        }
        text.push_str("</tr>\n");
    }
    text + "</table>\n"
}

fn section(block: &Block, publication: &Publication<'_>) -> String {
    let text = words(block, publication);
    match block.kind {
        BlockKind::First => format!("<h2>{}{text}</h2>\n", untagged(&block.number)),
        BlockKind::Second => format!("<h3>{}{text}</h3>\n", untagged(&block.number)),
        BlockKind::Third => format!("<h4>{}{text}</h4>\n", untagged(&block.number)),
        BlockKind::Item => format!("<ul><li>{text}</li></ul>\n"),
        BlockKind::Paragraph | BlockKind::Cell { .. } => format!("<p class=\"p\">{text}</p>\n"),
    }
}

/// The words of a block, each number of it tagged.
fn words(block: &Block, publication: &Publication<'_>) -> String {
    let mut text = String::new();
    for run in &block.runs {
        let fact = run.fact.and_then(|index| publication.document.facts.get(index as usize).map(|fact| (index, fact)));
        text.push_str(&match fact {
            Some((index, fact)) => tagged(index, fact, &run.text, publication),
            None => untagged(&run.text),
        });
    }
    text
}

/// The number, with all that makes it checkable as attributes, linked to its line below.
fn tagged(index: u32, fact: &TaggedFact, text: &str, publication: &Publication<'_>) -> String {
    let (value, of) = match fact.worth {
        Worth::Count(n) => (n, String::new()),
        Worth::Ratio { n, of } => (n, format!(" data-denominator=\"{of}\"")),
    };
    let from = fact.period.from.map(|day| format!(" data-period-from=\"{day}\"")).unwrap_or_default();
    format!(
        "<a class=\"fact\" id=\"fact-{index}\" href=\"#proof-{index}\" title=\"{exact}\" data-figure=\"{figure}\" data-version=\"{version}\" \
        data-value=\"{value}\"{of} data-unit=\"{unit}\" data-scale=\"{scale}\" data-decimals=\"{decimals}\" data-form=\"{form}\"{from} \
        data-period-to=\"{to}\" data-scope=\"{scope}\" data-known-on=\"{known_on}\" data-ledger-size=\"{size}\" data-ledger-root=\"{root}\" \
        data-rows=\"{rows}\" data-row-hash=\"{row_hash}\" data-proof=\"{proof}\">{text}</a>",
        exact = escape(&fact.exact()),
        figure = escape(&fact.figure),
        version = fact.version,
        unit = escape(&fact.unit),
        scale = fact.scale,
        decimals = fact.decimals,
        form = escape(&fact.form),
        to = fact.period.to,
        scope = escape(fact.scope.as_str()),
        known_on = fact.known_on,
        size = fact.ledger_size,
        root = escape(&fact.ledger_root),
        rows = fact.rows,
        row_hash = escape(&fact.row_hash),
        proof = escape(publication.proof),
        text = escape(text),
    )
}

/// Text in which every numeral in digits stands in an element of its own, so that a reader can have them shown.
fn untagged(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (digits, after) = from.split_at(end);
        out.push_str(&format!("{}<span class=\"number\">{digits}</span>", escape(before)));
        rest = after;
    }
    out.push_str(&escape(rest));
    out
}

/// One line a number: the proof page of somebody who has only this file.
fn proofs(publication: &Publication<'_>) -> String {
    let document = publication.document;
    let mut text = String::from("<hr>\n<h2>数字核验</h2>\n");
    if let Some((size, root)) = document.ledger() {
        text.push_str(&format!("<p>账本规模 <code>{size}</code>，根 <code>{}</code></p>\n", escape(root)));
    }
    text.push_str(&format!(
        "<p>报告编号 <code>{}</code>，<a href=\"{proof}\">证明包</a>，公钥 <code>{key}</code></p>\n<p>离线核验：<code>nuancheng verify --proof {proof} --key '{key}'</code></p>\n",
        escape(publication.report),
        proof = escape(publication.proof),
        key = escape(publication.verifier_key),
    ));
    text.push_str(
        "<table><thead><tr><th>文中</th><th>准确值</th><th>指标@版本</th><th>期间</th><th>口径单位</th><th>截至知悉</th><th>明细</th></tr></thead><tbody>\n",
    );
    for (index, fact) in document.facts.iter().enumerate() {
        text.push_str(&format!(
            "<tr id=\"proof-{index}\"><td><a href=\"#fact-{index}\">{}</a></td><td>{}</td><td>{} {}@{}</td><td>{}</td><td>{}</td><td>{}</td><td>{rows}行，公开版隐去{rows}行；行集 SHA-256 {}</td></tr>\n",
            escape(&fact.printed),
            escape(&fact.exact()),
            escape(&fact.zh),
            escape(&fact.figure),
            fact.version,
            escape(&fact.period.words()),
            escape(fact.scope.as_str()),
            fact.known_on,
            escape(&fact.row_hash),
            rows = fact.rows,
        ));
    }
    text.push_str("</tbody></table>\n<p>证明能说明数字由所记录的事实得出，不能说明一切都已记录、所记录的都属实。</p>\n");
    text
}
