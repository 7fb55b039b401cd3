//! The text of a web page.

use html5gum::{Token, Tokenizer};

/// Elements that stand in a line of their own.
const BLOCKS: &[&[u8]] = &[
    b"p",
    b"div",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"li",
    b"ul",
    b"ol",
    b"tr",
    b"table",
    b"section",
    b"article",
    b"header",
    b"footer",
    b"blockquote",
    b"pre",
    b"body",
    b"br",
    b"hr",
    b"dd",
    b"dt",
    b"figcaption",
    b"title",
];
/// Elements whose content nobody reads.
const UNSEEN: &[&[u8]] = &[b"script", b"style", b"head", b"template", b"noscript"];

/// What a reader sees, blocks in lines of their own. Blank lines are left out.
pub(super) fn text(page: &str) -> String {
    let mut text = String::new();
    let mut unseen: Option<Vec<u8>> = None;
    let Ok(tokens) = Tokenizer::new(page).collect::<Result<Vec<_>, _>>();
    for token in tokens {
        match token {
            Token::StartTag(tag) => {
                if unseen.is_none() && !tag.self_closing && UNSEEN.contains(&tag.name.as_slice()) {
                    unseen = Some(tag.name.to_vec());
                } else if BLOCKS.contains(&tag.name.as_slice()) {
                    end_line(&mut text);
                }
            }
            Token::EndTag(tag) => {
                if unseen.as_deref() == Some(tag.name.as_slice()) {
                    unseen = None;
                } else if BLOCKS.contains(&tag.name.as_slice()) {
                    end_line(&mut text);
                }
            }
            Token::String(part) if unseen.is_none() => add(&mut text, &String::from_utf8_lossy(&part)),
            _ => {}
        }
    }
    end_line(&mut text);
    text
}

/// Adds text as it is shown: any run of blanks and line breaks is one blank, none beside Chinese letters or at a line's start.
fn add(text: &mut String, part: &str) {
    let blank = |c: char| matches!(c, ' ' | '\n' | '\r' | '\t');
    let mut waiting = false;
    for c in part.chars() {
        if blank(c) {
            waiting = true;
            continue;
        }
        let wide = |c: char| ('\u{2E80}'..='\u{FFEF}').contains(&c);
        if waiting && !text.is_empty() && !text.ends_with('\n') && !wide(c) && !text.ends_with(wide) {
            text.push(' ');
        }
        waiting = false;
        text.push(c);
    }
}

fn end_line(text: &mut String) {
    while text.ends_with(' ') {
        text.pop();
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}
