//! The text of a report with its numbers as links.

use std::collections::BTreeMap;

use nc_figures::Worth;
use nc_figures::report::{Block, BlockKind, Document, ReportId, TaggedFact};
use nc_store::{Difference, MovedNumber};

use crate::lang::Lang;
use crate::link;
use crate::pages::amount::span;

/// A stretch of text; a number has an address.
pub(crate) struct Piece {
    pub text: String,
    pub href: String,
    /// What the number says exactly, for whoever points at it.
    pub exact: String,
    /// Of a number the source has moved away from: the anchor of the line that says how.
    pub moved: Option<u32>,
}

/// A heading, a paragraph, an item of a list or a cell of a table.
pub(crate) struct Part {
    /// `p`, `h2`, `h3`, `h4`, `li`, `th`, `td`.
    pub kind: &'static str,
    /// Of a cell: whether its table and its row begin with it.
    pub opens: (bool, bool),
    /// Of a cell: whether its row and its table end with it.
    pub closes: (bool, bool),
    pub pieces: Vec<Piece>,
    /// What the source says now of numbers in it; see [`Moved`].
    pub moved: Vec<Moved>,
}

impl Part {
    /// Whether it may hold other elements, as a paragraph may not.
    pub(crate) fn holds(&self) -> bool {
        matches!(self.kind, "li" | "th" | "td")
    }
}

/// 与来源不一致, in words.
#[derive(Clone)]
pub(crate) struct Moved {
    pub index: u32,
    pub href: String,
    pub name: String,
    pub printed: String,
    pub then: String,
    pub now: String,
    pub by: String,
    /// What happened to the rows, where they were read.
    pub rows: Option<MovedRows>,
    pub in_number: bool,
}

/// Rows that came and went.
#[derive(Clone)]
pub(crate) struct MovedRows {
    pub added: u64,
    pub removed: u64,
    /// Kind and positions of the facts that did it.
    pub causes: String,
}

/// A report to read.
pub(crate) struct Paper {
    /// 版头: the issuer's mark and the number of the document.
    pub masthead: Option<(String, String)>,
    pub title: String,
    pub recipients: String,
    pub parts: Vec<Part>,
    pub attachments: Vec<String>,
    pub issuer: String,
    pub date: String,
    /// Size and root of the ledger its figures were computed at.
    pub ledger: Option<(u64, String)>,
    pub numbers: usize,
}

/// Where a number of a release opens.
pub(crate) fn fact_href(id: ReportId, index: u32) -> String {
    format!("/reports/{id}/facts/{index}")
}

/// Where the figure behind a number opens, with the question it answers.
pub(crate) fn figure_href(fact: &TaggedFact) -> String {
    link::figure(&fact.key().to_string(), &fact.scope, fact.period)
}

/// How much more it is now; of a rate, of its n and of its N.
fn by(then: &Worth, now: &Worth) -> String {
    match (then, now) {
        (Worth::Ratio { n: then, of: then_of }, Worth::Ratio { n, of }) => format!("{:+} / {:+}", n - then, of - then_of),
        (Worth::Count(then), Worth::Count(now)) => format!("{:+}", now - then),
        // A definition never changes what it is.
        _ => String::new(),
    }
}

impl Moved {
    /// A number that is another now.
    pub(crate) fn of(id: ReportId, moved: &MovedNumber, lang: Lang) -> Self {
        let fact = &moved.released;
        let now = match moved.now {
            Worth::Count(n) => format!("{n}{}", fact.unit),
            Worth::Ratio { n, of } => format!("{n}/{of}"),
        };
        Self {
            index: moved.index,
            href: fact_href(id, moved.index),
            name: lang.pick(&fact.zh, &fact.en).to_owned(),
            printed: fact.printed.clone(),
            then: fact.exact(),
            now,
            by: by(&fact.worth, &moved.now),
            rows: None,
            in_number: true,
        }
    }

    /// A number that is another now, or whose rows are.
    pub(crate) fn with_rows(id: ReportId, difference: &Difference, lang: Lang) -> Self {
        let cause = |cause: &nc_store::Cause| {
            let seqs: Vec<String> = cause.seqs.iter().take(10).map(|seq| format!("#{seq}")).collect();
            format!("{} {}", cause.kind, seqs.join(" "))
        };
        let causes = difference.causes.iter().map(cause).collect::<Vec<_>>().join(lang.pick("；", "; "));
        let (index, released, now) = (difference.index, difference.released.clone(), difference.now.clone());
        Self {
            rows: Some(MovedRows { added: difference.rows_added, removed: difference.rows_removed, causes }),
            in_number: difference.is_in_number(),
            ..Self::of(id, &MovedNumber { index, released, now }, lang)
        }
    }
}

impl Paper {
    /// A document; of a release with its id, so that numbers open to what stood behind them then.
    pub(crate) fn new(document: &Document, released: Option<ReportId>, moved: &[Moved], lang: Lang) -> Self {
        let moved: BTreeMap<u32, &Moved> = moved.iter().map(|moved| (moved.index, moved)).collect();
        let parts = document.blocks.iter().enumerate().map(|(n, block)| {
            let mut pieces = Vec::new();
            // A list of the page has its own sign.
            if !block.number.is_empty() && block.kind != BlockKind::Item {
                pieces.push(Piece { text: block.number.clone(), href: String::new(), exact: String::new(), moved: None });
            }
            pieces.extend(block.runs.iter().map(|run| {
                let fact = run.fact.and_then(|index| document.facts.get(index as usize).map(|fact| (index, fact)));
                match fact {
                    None => Piece { text: run.text.clone(), href: String::new(), exact: String::new(), moved: None },
                    Some((index, fact)) => Piece {
                        text: run.text.clone(),
                        href: released.map_or_else(|| figure_href(fact), |id| fact_href(id, index)),
                        exact: format!("{} · {} · {}", lang.pick(&fact.zh, &fact.en), fact.exact(), span(fact.period, lang)),
                        moved: moved.contains_key(&index).then_some(index),
                    },
                }
            }));
            let kind = match block.kind {
                BlockKind::First => "h2",
                BlockKind::Second => "h3",
                BlockKind::Third => "h4",
                BlockKind::Paragraph => "p",
                BlockKind::Item => "li",
                BlockKind::Cell { header: true, .. } => "th",
                BlockKind::Cell { .. } => "td",
            };
            let told = pieces.iter().filter_map(|piece| piece.moved.and_then(|index| moved.get(&index))).map(|m| (*m).clone()).collect();
            let next = document.blocks.get(n + 1).and_then(Block::cell);
            let (opens, closes) = match block.cell() {
                Some((row, column)) => {
                    let over = next.is_none_or(|next| next == (0, 0));
                    ((row == 0 && column == 0, column == 0), (over || next.is_some_and(|(next, _)| next != row), over))
                }
                None => ((false, false), (false, false)),
            };
            Part { kind, opens, closes, pieces, moved: told }
        });
        Self {
            masthead: document.masthead.as_ref().map(|head| (head.mark.clone(), head.number.clone())),
            title: document.title.clone(),
            recipients: document.recipients.clone(),
            parts: parts.collect(),
            attachments: document.attachments.clone(),
            issuer: document.issuer.clone(),
            date: document.date_words(),
            ledger: document.ledger().map(|(size, root)| (size, root.to_owned())),
            numbers: document.facts.len(),
        }
    }
}
