//! The article with every number marked: paragraphs of pieces, each plain or marked.

use nc_store::Checked;

use crate::lang::Lang;

/// A stretch of the text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub text: String,
    pub mark: Option<Mark>,
}

/// What a number is marked with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The number's own anchor, `s0` for a claim, `u0` for a number that is none.
    pub id: String,
    /// The anchor of its row in the table.
    pub row: String,
    /// A class of the style sheet.
    pub class: &'static str,
    /// A sign beside it, so that no colour carries the meaning alone.
    pub sign: char,
    /// The same in words.
    pub says: &'static str,
}

/// The sign of a number that is no figure.
pub(crate) const UNTAGGED: char = '△';

struct Span {
    start: usize,
    end: usize,
    mark: Mark,
}

/// The numbers of the text in order.
fn spans(checked: &Checked, lang: Lang) -> Vec<Span> {
    let claims = checked.lines.iter().enumerate().map(|(n, line)| {
        let verdict = line.finding.verdict;
        let says = lang.pick(verdict.zh(), verdict.en());
        let mark = Mark { id: format!("s{n}"), row: format!("r{n}"), class: verdict.class(), sign: verdict.sign(), says };
        Span { start: line.claim.start, end: line.claim.end, mark }
    });
    let numbers = checked.article.untagged.iter().enumerate().map(|(n, number)| {
        let says = lang.pick("不是统计数字", "no figure");
        let mark = Mark { id: format!("u{n}"), row: format!("t{n}"), class: "untagged", sign: UNTAGGED, says };
        Span { start: number.start, end: number.end, mark }
    });
    let mut all: Vec<Span> = claims.chain(numbers).collect();
    all.sort_by_key(|span| span.start);
    all
}

/// Cuts the text where marks and paragraphs begin and end. A mark that begins within another is not shown in the text; its
/// row stands in the table.
pub(crate) fn paragraphs(text: &str, checked: &Checked, lang: Lang) -> Vec<Vec<Piece>> {
    cut(text, spans(checked, lang))
}

fn cut(text: &str, spans: Vec<Span>) -> Vec<Vec<Piece>> {
    let mut paragraphs = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut piece = String::new();
    let mut spans = spans.into_iter().peekable();
    let mut inside: Option<Span> = None;
    let close = |piece: &mut String, pieces: &mut Vec<Piece>, mark: Option<Mark>| {
        if !piece.is_empty() {
            pieces.push(Piece { text: std::mem::take(piece), mark });
        }
    };
    for (at, letter) in text.chars().enumerate() {
        if inside.as_ref().is_some_and(|span| span.end <= at) {
            close(&mut piece, &mut pieces, inside.take().map(|span| span.mark));
        }
        while let Some(span) = spans.next_if(|span| span.start <= at) {
            if inside.is_none() && span.start == at && span.end > at {
                close(&mut piece, &mut pieces, None);
                inside = Some(span);
            }
        }
        match letter {
            '\n' if inside.is_none() => {
                close(&mut piece, &mut pieces, None);
                if !pieces.is_empty() {
                    paragraphs.push(std::mem::take(&mut pieces));
                }
            }
            // A number that a line break cuts through is one mark.
            '\n' => piece.push(' '),
            letter => piece.push(letter),
        }
    }
    close(&mut piece, &mut pieces, inside.map(|span| span.mark));
    if !pieces.is_empty() {
        paragraphs.push(pieces);
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: usize, end: usize) -> Span {
        Span { start, end, mark: Mark { id: format!("s{start}"), row: String::new(), class: "supported", sign: '✓', says: "" } }
    }

    fn shown(text: &str, spans: Vec<Span>) -> String {
        let piece = |piece: Piece| match piece.mark {
            Some(mark) => format!("[{}:{}]", mark.id, piece.text),
            None => piece.text,
        };
        cut(text, spans).into_iter().map(|p| p.into_iter().map(piece).collect::<String>()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn every_letter_stays_and_marks_stand_where_they_belong() {
        for (text, spans, expected) in [
            ("开展轮训199期，参训5人", vec![span(4, 8), span(11, 13)], "开展轮训[s4:199期]，参训[s11:5人]"),
            ("5人\n\n6人", vec![span(0, 2), span(4, 6)], "[s0:5人]|[s4:6人]"),
            ("共6\n45人。\n完", vec![span(1, 6)], "共[s1:6 45人]。|完"),
            ("12人", vec![span(0, 3), span(1, 2)], "[s0:12人]"),
            ("12人", vec![span(2, 2), span(9, 12)], "12人"),
            ("", vec![], ""),
        ] {
            assert_eq!(shown(text, spans), expected, "{text}");
        }
    }
}
