//! Plain text with headings, for mail and for comparing.

use nc_figures::report::{Block, BlockKind, Part};

use super::{Publication, sheet};

/// The report as Markdown, with the verification sheet.
#[must_use]
pub fn markdown(publication: &Publication<'_>) -> String {
    let document = publication.document;
    let mut paragraphs: Vec<String> = document.masthead.iter().flat_map(|head| [head.mark.clone(), head.number.clone()]).collect();
    paragraphs.push(format!("# {}", document.title));
    if !document.recipients.is_empty() {
        paragraphs.push(format!("{}：", document.recipients));
    }
    paragraphs.extend(document.parts().into_iter().map(|part| match part {
        Part::Table(rows) => table(&rows),
        Part::Block(block) => match block.kind {
            BlockKind::First => format!("## {}", block.text()),
            BlockKind::Second => format!("### {}", block.text()),
            BlockKind::Third => format!("#### {}", block.text()),
            BlockKind::Item => format!("- {}", block.text().trim_start_matches(&block.number)),
            BlockKind::Paragraph | BlockKind::Cell { .. } => block.text(),
        },
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

fn table(rows: &[Vec<&Block>]) -> String {
    let line = |row: &Vec<&Block>| format!("| {} |", row.iter().map(|cell| cell.text()).collect::<Vec<_>>().join(" | "));
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    if let Some(heads) = rows.first() {
        lines.insert(1, format!("|{}", " --- |".repeat(heads.len())));
    }
    lines.join("\n")
}
