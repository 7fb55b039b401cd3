//! Plain text with headings, for mail and for comparing.

use nc_figures::report::BlockKind;

use super::{Publication, sheet};

/// The report as Markdown, with the verification sheet.
#[must_use]
pub fn markdown(publication: &Publication<'_>) -> String {
    let document = publication.document;
    let mut paragraphs = vec![format!("# {}", document.title)];
    if !document.recipients.is_empty() {
        paragraphs.push(format!("{}：", document.recipients));
    }
    paragraphs.extend(document.blocks.iter().map(|block| match block.kind {
        BlockKind::First => format!("## {}", block.text()),
        BlockKind::Second => format!("### {}", block.text()),
        BlockKind::Third => format!("#### {}", block.text()),
        BlockKind::Paragraph => block.text(),
    }));
    paragraphs.extend((1..).zip(&document.attachments).map(|(n, name)| format!("附件{n}：{name}")));
    paragraphs.push(document.issuer.clone());
    paragraphs.push(document.date_words());
    let mut lines = sheet::lines(publication).into_iter();
    paragraphs.extend(lines.next().map(|heading| format!("---\n\n## {heading}")));
    paragraphs.extend(lines);
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n") + "\n"
}
