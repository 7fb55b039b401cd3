//! 文稿读入: the text of an article, from plain text, Markdown, a Word document or a web page.

mod docx;
mod html;

use crate::delimited::decode;
use crate::error::OfficeError;

/// Most characters of text that are read: some four hundred printed pages.
pub const MAX_PROSE: usize = 2_000_000;

/// The text of an article. Paragraphs end with a line break; plain text and Markdown come back as they are, so that
/// positions in it are positions in the file.
///
/// # Errors
/// [`OfficeError`] when the file is no text, or more of it than is read.
pub fn prose(bytes: &[u8]) -> Result<String, OfficeError> {
    let text = if bytes.starts_with(b"PK\x03\x04") {
        docx::text(bytes)?
    } else {
        if let Some((kind, kind_zh)) = foreign(bytes) {
            return Err(OfficeError::OtherDocument { kind, kind_zh });
        }
        let text = decode(bytes).map_err(|e| if matches!(e, OfficeError::NotASpreadsheet) { OfficeError::NotProse } else { e })?;
        if is_html(&text) { html::text(&text) } else { text.into_owned() }
    };
    if text.chars().count() > MAX_PROSE {
        return Err(OfficeError::TooLong { max: MAX_PROSE });
    }
    if text.trim().is_empty() {
        return Err(OfficeError::EmptyProse);
    }
    Ok(text)
}

/// Documents people send that are not read here.
fn foreign(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const KINDS: &[(&[u8], &str, &str)] = &[
        (b"\xD0\xCF\x11\xE0", "an old .doc document or one with a password", "旧版 .doc 文档或设有密码的文档"),
        (b"%PDF", "a PDF", " PDF 文件"),
        (b"{\\rtf", "an RTF document", " RTF 文档"),
    ];
    KINDS.iter().find(|(mark, ..)| bytes.starts_with(mark)).map(|(_, kind, kind_zh)| (*kind, *kind_zh))
}

fn is_html(text: &str) -> bool {
    let head: String = text.trim_start_matches('\u{FEFF}').trim_start().chars().take(2_000).collect::<String>().to_ascii_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with('<') && ["<body", "<div", "<p>", "<p "].iter().any(|tag| head.contains(tag)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_keeps_every_character_in_its_place() {
        let text = "# 标题\n\n开展政治轮训199期,参训6.45万人次。\n";
        assert_eq!(prose(text.as_bytes()).unwrap(), text);
        let (gb, _, _) = encoding_rs::GB18030.encode(text);
        assert_eq!(prose(&gb).unwrap(), text);
    }

    #[test]
    fn a_web_page_gives_its_paragraphs_and_nothing_hidden() {
        let page = "<!DOCTYPE html><html><head><title>题</title><style>p{margin:3px}</style></head><body><!-- 9期 --><h1>综述</h1>\
            <script>var n = 77;</script><p>开展<b>轮训</b>199&nbsp;期&mdash;完</p><ul><li>一</li><li>二</li></ul>甲<br>乙</body></html>";
        assert_eq!(prose(page.as_bytes()).unwrap(), "综述\n开展轮训199\u{A0}期—完\n一\n二\n甲\n乙\n");
    }

    #[test]
    fn what_is_no_text_is_turned_down_with_a_remedy() {
        for (bytes, code) in [
            (&b"%PDF-1.7 ..."[..], "other_document"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "other_document"),
            (b"\x89PNG\r\n\x1a\n\0\0", "not_prose"),
            (b"  \n ", "empty_prose"),
            (b"PK\x03\x04broken", "damaged"),
        ] {
            let error = prose(bytes).unwrap_err();
            assert_eq!(error.code(), code, "{error}");
            assert!(!error.zh().is_empty());
        }
    }
}
