//! The finished document: what a release records and every export prints.

use nc_kernel::{Day, Period, UnitPath};
use serde::{Deserialize, Serialize};

use crate::definition::FigureKey;
use crate::evaluate::Worth;

/// 成稿: the text with every number tagged. Fields stand in alphabetical order, so that its JSON is canonical.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// 附件: names of what is attached.
    pub attachments: Vec<String>,
    /// 正文: headings and paragraphs.
    pub blocks: Vec<Block>,
    /// 成文日期.
    pub date: Day,
    /// 标记数字: every number of the text, in order.
    pub facts: Vec<TaggedFact>,
    /// 发文机关署名.
    pub issuer: String,
    /// 版头; absent where the report has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub masthead: Option<Masthead>,
    /// 主送机关.
    pub recipients: String,
    /// Whether the bureau is an invented one (演示数据).
    pub synthetic: bool,
    /// 标题.
    pub title: String,
}

/// 版头 (GB/T 9704): the issuer's mark in red, the number of the document, and the red rule under both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Masthead {
    /// 发文机关标志: `某某市公安局文件`.
    pub mark: String,
    /// 发文字号: `某公政〔2025〕12号`; empty until the document has one.
    pub number: String,
}

/// One heading, paragraph, item of a list or cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its number as printed, `一、` or `（二）`, and the sign of an item; empty for a paragraph or a cell.
    pub number: String,
    /// Its text, cut where numbers begin and end.
    pub runs: Vec<Run>,
}

/// 层次.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// `## `: 一、
    First,
    /// `### `: （一）
    Second,
    /// `#### `: 1.
    Third,
    /// 正文段落.
    Paragraph,
    /// 列表项: `- `
    Item,
    /// 表格单元: `| … |`. Row and column count from 0 within the table; the first cell of row 0 begins a table.
    Cell {
        /// Which column.
        column: u32,
        /// Whether it stands in the row of headings.
        header: bool,
        /// Which row.
        row: u32,
    },
}

/// What a text is made of, part by part: a block that stands alone, or the rows of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'a> {
    /// A heading, a paragraph or an item.
    Block(&'a Block),
    /// 表格: its rows, each a line of cells; the first row holds the headings.
    Table(Vec<Vec<&'a Block>>),
}

impl BlockKind {
    pub(super) fn of_marks(marks: usize) -> Self {
        match marks {
            0 | 1 => Self::Paragraph,
            2 => Self::First,
            3 => Self::Second,
            _ => Self::Third,
        }
    }
}

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Which of the document's facts it prints; absent for plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<u32>,
    /// The text.
    pub text: String,
}

/// 标记数字: one number of the text with all that makes it checkable (requirement 13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaggedFact {
    /// Digits after the decimal point of the printed unit that are meant (`6.45万`: 2).
    pub decimals: u32,
    /// English name of the figure.
    pub en: String,
    /// Name of the figure.
    pub figure: String,
    /// How it is written, as the template says: `万2`.
    pub form: String,
    /// The day of knowledge.
    pub known_on: Day,
    /// Root of the ledger at that size, hex.
    pub ledger_root: String,
    /// How many facts the ledger had when it was computed.
    pub ledger_size: u64,
    /// The time it is about.
    pub period: Period,
    /// What is printed: `6.45万`, `98.6%（71/72）`.
    pub printed: String,
    /// SHA-256 over the rows behind it, see [`super::row_set_hash`].
    pub row_hash: String,
    /// How many rows stand behind it.
    pub rows: u64,
    /// Power of ten of the printed unit (`6.45万`: 4); for a per cent -2.
    pub scale: i32,
    /// The unit whose subtree it counts.
    pub scope: UnitPath,
    /// Measure word of the definition.
    pub unit: String,
    /// Version of the definition.
    pub version: u32,
    /// What it is worth, exact.
    pub worth: Worth,
    /// Chinese name of the figure.
    pub zh: String,
}

impl TaggedFact {
    /// Which definition it was computed by.
    #[must_use]
    pub fn key(&self) -> FigureKey {
        FigureKey { id: self.figure.clone(), version: self.version }
    }

    /// The exact value in words: `64500人次`, `71/72`.
    #[must_use]
    pub fn exact(&self) -> String {
        match self.worth {
            Worth::Count(n) => format!("{n}{}", self.unit),
            Worth::Ratio { n, of } => format!("{n}/{of}"),
        }
    }
}

impl Block {
    /// Row and column, where it is a cell.
    #[must_use]
    pub fn cell(&self) -> Option<(u32, u32)> {
        if let BlockKind::Cell { row, column, .. } = self.kind { Some((row, column)) } else { None }
    }

    /// The text, with its number.
    #[must_use]
    pub fn text(&self) -> String {
        let runs: String = self.runs.iter().map(|run| run.text.as_str()).collect();
        format!("{}{runs}", self.number)
    }
}

impl Document {
    /// 成文日期 as printed.
    #[must_use]
    pub fn date_words(&self) -> String {
        format!("{}年{}月{}日", self.date.year(), self.date.month(), self.date.day_of_month())
    }

    /// The text part by part, cells put together as tables.
    #[must_use]
    pub fn parts(&self) -> Vec<Part<'_>> {
        let mut parts: Vec<Part<'_>> = Vec::new();
        for block in &self.blocks {
            match (block.cell(), parts.last_mut()) {
                (None, _) => parts.push(Part::Block(block)),
                (Some((row, column)), Some(Part::Table(rows))) if (row, column) != (0, 0) => match rows.last_mut() {
                    Some(line) if column > 0 => line.push(block),
                    _ => rows.push(vec![block]),
                },
                (Some(_), _) => parts.push(Part::Table(vec![vec![block]])),
            }
        }
        parts
    }

    /// The whole text, one paragraph or row of a table a line.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines: Vec<String> = self.masthead.iter().flat_map(|head| [head.mark.clone(), head.number.clone()]).collect();
        lines.retain(|line| !line.is_empty());
        lines.push(self.title.clone());
        if !self.recipients.is_empty() {
            lines.push(format!("{}：", self.recipients));
        }
        lines.extend(self.parts().into_iter().flat_map(|part| match part {
            Part::Block(block) => vec![block.text()],
            Part::Table(rows) => rows.iter().map(|row| row.iter().map(|cell| cell.text()).collect::<Vec<_>>().join("\t")).collect(),
        }));
        lines.extend((1..).zip(&self.attachments).map(|(n, name)| match self.attachments.len() {
            1 => format!("附件：{name}"),
            _ => format!("附件：{n}. {name}"),
        }));
        if !self.issuer.is_empty() {
            lines.push(self.issuer.clone());
        }
        lines.push(self.date_words());
        lines.join("\n")
    }

    /// Size and root of the ledger its figures were computed at; `None` for a text without figures.
    #[must_use]
    pub fn ledger(&self) -> Option<(u64, &str)> {
        self.facts.iter().map(|fact| (fact.ledger_size, fact.ledger_root.as_str())).max_by_key(|(size, _)| *size)
    }
}
