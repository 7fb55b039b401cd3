//! Reading a template: header, title, headings, paragraphs, lists, tables, bindings.

use nc_kernel::{Day, Period, Refusal, Refused, UnitPath};

use super::binding::Binding;
use super::document::BlockKind;
use super::header::{Header, Setting};
use super::rules;
use crate::catalogue::Catalogue;
use crate::definition::Definition;

/// Longest template, in characters.
const MOST: usize = 60_000;

/// 模板: a text with bindings, read.
///
/// ```text
/// ---
/// 主送：各旗区公安局
/// 期间：3年来
/// 截至：2025-12-31
/// ---
/// # 标题
/// ## 抓党建
/// 3年来，累计开展政治轮训[[study.rotation.runs]]期，参训民辅警[[study.rotation.attendances 写作=万2]]人次。
/// - 列表项
/// | 项目 | 3年来 |
/// | --- | --- |
/// | 政治轮训 | [[study.rotation.runs]]期 |
/// ```
///
/// A table is lines between `|`; the first holds the headings, a line of dashes under it may stand and prints nothing. A number
/// in a cell is bound as anywhere else; its period may stand in its cell, before it in its row, at the head of its column, or in
/// the paragraph above the table.
///
/// `[[期间]]` stands for the words of the report's period, so that one template serves every year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The header.
    pub header: Header,
    /// The title.
    pub title: String,
    pub(super) title_line: usize,
    pub(super) blocks: Vec<Source>,
}

/// One heading or paragraph as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub kind: BlockKind,
    pub pieces: Vec<Piece>,
}

/// A stretch of text or a binding, with its place (line and character, from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub what: What,
    pub place: (usize, usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Text(String),
    Bound(Binding),
    /// `[[期间]]`: the report's period in words.
    Period,
}

/// One question a template asks; the store answers it with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The definition, its version settled.
    pub definition: Definition,
    /// The time.
    pub period: Period,
    /// The unit.
    pub unit: UnitPath,
}

pub(super) fn at((line, character): (usize, usize)) -> String {
    format!("{line}:{character}")
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// Every fault of its shape, each with its place as line:character.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        if text.chars().count() > MOST {
            return Err(rules::TOO_LONG.refuse().with("most", MOST).into());
        }
        let mut faults = Vec::new();
        let mut header = Header::default();
        let mut titles: Vec<(String, usize)> = Vec::new();
        let mut blocks = Vec::new();
        let mut lines = (1..).zip(text.lines()).peekable();
        while lines.next_if(|(_, line)| line.trim().is_empty()).is_some() {}
        if lines.next_if(|(_, line)| line.trim() == "---").is_some() {
            for (number, line) in lines.by_ref().take_while(|(_, line)| line.trim() != "---") {
                if !line.trim().is_empty() {
                    faults.extend(header.take(line, number).err());
                }
            }
        }
        let mut table: Option<(u32, usize)> = None;
        for (number, line) in lines {
            let indent = line.chars().count() - line.trim_start().chars().count();
            let line = line.trim();
            if line.starts_with('|') {
                table = cells(line, (number, indent + 1), table, &mut blocks, &mut faults);
                continue;
            }
            table = None;
            if let Some(item) = line.strip_prefix("- ") {
                let skipped = item.chars().count() - item.trim_start().chars().count();
                let place = (number, indent + 3 + skipped);
                blocks.push(Source { kind: BlockKind::Item, pieces: pieces(item.trim_start(), place, &mut faults) });
                continue;
            }
            let marks = line.chars().take_while(|c| *c == '#').count();
            let body = line.trim_start_matches('#');
            let skipped = line.chars().count() - body.trim_start().chars().count();
            match (marks, body.trim_start()) {
                (0, "") => {}
                (1, title) => titles.push((title.to_owned(), number)),
                (marks, body) => {
                    let kind = BlockKind::of_marks(marks);
                    blocks.push(Source { kind, pieces: pieces(body, (number, skipped + 1), &mut faults) });
                }
            }
        }
        let title = match titles.as_slice() {
            [(title, line)] if !title.is_empty() && !title.contains("[[") => Some((title.clone(), *line)),
            [] => {
                faults.push(rules::TITLE.refuse());
                None
            }
            [.., (_, line)] => {
                faults.push(rules::TITLE.refuse().at(format!("{line}:1")));
                None
            }
        };
        if blocks.is_empty() {
            faults.push(rules::EMPTY.refuse());
        }
        match title {
            Some((title, title_line)) if faults.is_empty() => Ok(Self { header, title, title_line, blocks }),
            _ => Err(Refused(faults)),
        }
    }

    /// The day period words go by.
    #[must_use]
    pub fn as_of(&self, setting: &Setting) -> Day {
        self.header.as_of.unwrap_or(setting.as_of)
    }

    /// Every binding as a question, in the order of the text.
    ///
    /// # Errors
    /// Every binding that names no figure, no period, or a unit outside the report's.
    pub fn questions(&self, catalogue: &Catalogue, setting: &Setting) -> Result<Vec<Asked>, Refused> {
        let mut faults = Vec::new();
        let default = self.default_period(setting).unwrap_or_else(|refusal| {
            faults.push(refusal);
            None
        });
        let said = self.blocks.iter().flat_map(|block| &block.pieces).find(|piece| piece.what == What::Period);
        if let (Some(piece), None) = (said, default) {
            faults.push(rules::NO_PERIOD.refuse().with("figure", "[[期间]]").at(at(piece.place)));
        }
        let mut asked = Vec::new();
        for (binding, place) in self.bindings() {
            match self.question(binding, catalogue, setting, default) {
                Ok(question) => asked.push(question),
                Err(refusal) => faults.push(refusal.at(at(place))),
            }
        }
        Refused::unless_empty(faults)?;
        Ok(asked)
    }

    pub(super) fn bindings(&self) -> impl Iterator<Item = (&Binding, (usize, usize))> {
        self.blocks.iter().flat_map(|block| &block.pieces).filter_map(|piece| match &piece.what {
            What::Bound(binding) => Some((binding, piece.place)),
            What::Text(_) | What::Period => None,
        })
    }

    pub(super) fn default_period(&self, setting: &Setting) -> Result<Option<Period>, Refusal> {
        if let Some(period) = setting.period {
            return Ok(Some(period));
        }
        let Some((words, line)) = &self.header.period else { return Ok(None) };
        self.period(words, setting).map(Some).map_err(|refusal| refusal.at(format!("{line}:1")))
    }

    fn period(&self, words: &str, setting: &Setting) -> Result<Period, Refusal> {
        Period::parse_words(words, self.as_of(setting), &self.header.campaigns).map_err(|e| {
            let both = e.to_string();
            let (zh, en) = both.split_once(" / ").unwrap_or((&both, &both));
            rules::BAD_PERIOD.refuse().with("words", words).with("zh", zh).with("en", en)
        })
    }

    fn question(&self, binding: &Binding, catalogue: &Catalogue, setting: &Setting, default: Option<Period>) -> Result<Asked, Refusal> {
        let unknown = || rules::FIGURE.refuse().with("figure", &binding.figure);
        let definition = catalogue.find(&binding.figure).ok_or_else(unknown)?.clone();
        let period = match &binding.period {
            Some(words) => self.period(words, setting)?,
            None => default.ok_or_else(|| rules::NO_PERIOD.refuse().with("figure", &binding.figure))?,
        };
        let unit = binding.unit.clone().unwrap_or_else(|| setting.unit.clone());
        if !setting.unit.contains(&unit) {
            return Err(rules::UNIT_OUTSIDE.refuse().with("unit", unit).with("top", &setting.unit));
        }
        Ok(Asked { definition, period, unit })
    }
}

/// Reads a line of a table; `table` says which row is the next and how many columns there are.
fn cells(
    line: &str,
    (number, first): (usize, usize),
    table: Option<(u32, usize)>,
    blocks: &mut Vec<Source>,
    faults: &mut Vec<Refusal>,
) -> Option<(u32, usize)> {
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let texts: Vec<&str> = inner.split('|').collect();
    let (row, columns) = table.unwrap_or((0, texts.len()));
    let rule = |text: &&str| text.contains('-') && text.trim().chars().all(|c| matches!(c, '-' | ':'));
    if row == 1 && texts.iter().all(rule) {
        return Some((1, columns));
    }
    if texts.len() != columns {
        faults.push(rules::TABLE.refuse().with("columns", columns).with("found", texts.len()).at(format!("{number}:{first}")));
        return Some((row, columns));
    }
    let mut character = first + 1;
    for (column, text) in (0..).zip(&texts) {
        let skipped = text.chars().count() - text.trim_start().chars().count();
        let kind = BlockKind::Cell { column, header: row == 0, row };
        blocks.push(Source { kind, pieces: pieces(text.trim(), (number, character + skipped), faults) });
        character += text.chars().count() + 1;
    }
    Some((row + 1, columns))
}

/// Cuts a line into texts and bindings.
fn pieces(line: &str, (number, first): (usize, usize), faults: &mut Vec<Refusal>) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = line;
    let mut character = first;
    while let Some((before, after)) = rest.split_once("[[") {
        push_text(&mut found, before, (number, character));
        character += before.chars().count();
        let place = (number, character);
        let Some((inner, behind)) = after.split_once("]]") else {
            faults.push(rules::BINDING.refuse().with("what", after).at(at(place)));
            return found;
        };
        match Binding::parse(inner) {
            _ if matches!(inner.trim(), "期间" | "period") => found.push(Piece { what: What::Period, place }),
            Ok(binding) => found.push(Piece { what: What::Bound(binding), place }),
            Err(refusal) => faults.push(refusal.at(at(place))),
        }
        character += inner.chars().count() + 4;
        rest = behind;
    }
    push_text(&mut found, rest, (number, character));
    found
}

fn push_text(pieces: &mut Vec<Piece>, text: &str, place: (usize, usize)) {
    if !text.is_empty() {
        pieces.push(Piece { what: What::Text(text.to_owned()), place });
    }
}
