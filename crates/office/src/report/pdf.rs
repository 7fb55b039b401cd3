//! PDF by typst, with the figures attached as JSON, and the positions of its glyphs, so that the layout can be measured
//! on what was set and not on what was asked for.
//!
//! Fonts are the caller's. A character that a font lacks comes from the declared fallback font if the caller named the
//! character; otherwise the export fails and says which characters are missing.

use nc_figures::report::{Block, BlockKind, Masthead, Part};
use serde::Serialize;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::layout::{Frame, FrameItem, Point};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, pdf as write_pdf};

use super::{Layout, Publication, sheet};

/// Slack that keeps a full page from overflowing by a rounding, in points.
const SLACK: f64 = 0.005;

/// 字体: the bytes of font files.
#[derive(Debug, Clone)]
pub struct Fonts {
    /// 仿宋, for the text.
    pub body: Vec<u8>,
    /// 小标宋, or a heavy 宋, for the title and the page number.
    pub title: Vec<u8>,
    /// 黑体, for 一、
    pub first: Vec<u8>,
    /// 楷体, for （一）
    pub second: Vec<u8>,
    /// Where characters the others lack come from.
    pub fallback: Option<Vec<u8>>,
    /// The characters that may come from there.
    pub allowed: String,
}

/// Why there is no PDF.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// A font file is none.
    #[error("the font for {0} cannot be read; give an OpenType or TrueType file")]
    Font(&'static str),
    /// Characters no font has, or that came from the fallback font without being declared.
    #[error("the fonts lack {0}; declare these characters for the fallback font, or give fonts that have them")]
    Missing(String),
    /// The typesetter's own fault.
    #[error("the PDF could not be set: {0}")]
    Set(String),
}

impl PdfError {
    /// The sentence in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Font(which) => format!("{which}字体文件读不懂；请给出 OpenType 或 TrueType 文件"),
            Self::Missing(characters) => format!("字体缺字：{characters}；请声明这些字可用后备字体，或换用收字更全的字体"),
            Self::Set(why) => format!("PDF 生成失败：{why}"),
        }
    }
}

/// One glyph as set, in points from the top left corner of the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Page, from 1.
    pub page: usize,
    /// What it shows.
    pub text: String,
    /// Left edge.
    pub x: f64,
    /// Baseline.
    pub baseline: f64,
    /// Advance.
    pub width: f64,
    /// Size.
    pub size: f64,
    /// Family of its font.
    pub family: String,
}

/// A file with the positions of its glyphs.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Every glyph, in the order of the pages.
    pub glyphs: Vec<Glyph>,
}

#[derive(Serialize)]
struct Data<'a> {
    title: &'a str,
    recipients: &'a str,
    issuer: &'a str,
    masthead: Option<&'a Masthead>,
    parts: Vec<Line>,
    attachments: Vec<String>,
    signature: Vec<String>,
    sheet: Vec<String>,
    pitch: f64,
    tracking: f64,
    fonts: Families,
}

#[derive(Serialize)]
struct Line {
    /// `first`, `second`, `body` or `table`.
    kind: &'static str,
    text: String,
    /// The texts of a table, row by row.
    cells: Vec<Vec<String>>,
}

impl Line {
    fn of(part: &Part<'_>) -> Self {
        match part {
            Part::Block(block) => {
                let kind = match block.kind {
                    BlockKind::First => "first",
                    BlockKind::Second => "second",
                    BlockKind::Third | BlockKind::Paragraph | BlockKind::Item | BlockKind::Cell { .. } => "body",
                };
                Self { kind, text: block.text(), cells: Vec::new() }
            }
            Part::Table(rows) => {
                let cells = rows.iter().map(|row| row.iter().map(|cell: &&Block| cell.text()).collect()).collect();
                Self { kind: "table", text: String::new(), cells }
            }
        }
    }
}

#[derive(Serialize)]
struct Families {
    body: String,
    title: String,
    first: String,
    second: String,
    fallback: Option<String>,
}

/// Everything the typesetter may read.
struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    files: Vec<(FileId, Bytes)>,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.iter().find(|(known, _)| *known == id).map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The report as a PDF file.
///
/// # Errors
/// [`PdfError`]; a character that would be set in an undeclared font is one.
pub fn pdf(publication: &Publication<'_>, fonts: &Fonts) -> Result<Pdf, PdfError> {
    let load = |bytes: &[u8], which| Font::new(Bytes::new(bytes.to_vec()), 0).ok_or(PdfError::Font(which));
    let mut loaded =
        vec![load(&fonts.body, "仿宋")?, load(&fonts.title, "宋体")?, load(&fonts.first, "黑体")?, load(&fonts.second, "楷体")?];
    // A collection holds several regional shapes; the one for simplified Chinese is named so.
    let fallback = match &fonts.fallback {
        Some(bytes) => {
            let all: Vec<Font> = Font::iter(Bytes::new(bytes.clone())).collect();
            let simplified = all.iter().find(|font| font.info().family.ends_with("SC")).or(all.first());
            Some(simplified.cloned().ok_or(PdfError::Font("后备"))?)
        }
        None => None,
    };
    loaded.extend(fallback.clone());
    let family = |index: usize| loaded.get(index).map(|font| font.info().family.clone()).unwrap_or_default();
    let families = Families {
        body: family(0),
        title: family(1),
        first: family(2),
        second: family(3),
        fallback: fallback.as_ref().map(|font| font.info().family.clone()),
    };
    let foreign = families.fallback.clone();
    let desk = desk(publication, families, loaded)?;
    let set =
        typst::compile::<PagedDocument>(&desk).output.map_err(|faults| set_fault(faults.iter().map(|fault| fault.message.as_str())))?;
    let glyphs = glyphs(&set);
    let missing = missing(&set, foreign.as_deref(), &fonts.allowed);
    if !missing.is_empty() {
        return Err(PdfError::Missing(missing));
    }
    let options = PdfOptions { ident: Smart::Custom(publication.report.to_owned()), ..PdfOptions::default() };
    let bytes = write_pdf(&set, &options).map_err(|faults| set_fault(faults.iter().map(|fault| fault.message.as_str())))?;
    Ok(Pdf { bytes, glyphs })
}

fn set_fault<'a>(messages: impl Iterator<Item = &'a str>) -> PdfError {
    PdfError::Set(messages.collect::<Vec<_>>().join("; "))
}

fn desk(publication: &Publication<'_>, fonts: Families, loaded: Vec<Font>) -> Result<Desk, PdfError> {
    let document = publication.document;
    let attachments = (1..).zip(&document.attachments).map(|(n, name)| match document.attachments.len() {
        1 => format!("附件：{name}"),
        _ => format!("附件：{n}. {name}"),
    });
    let data = Data {
        title: &document.title,
        recipients: &document.recipients,
        issuer: &document.issuer,
        masthead: document.masthead.as_ref(),
        parts: document.parts().iter().map(Line::of).collect(),
        attachments: attachments.collect(),
        signature: [document.issuer.clone(), document.date_words()].into_iter().filter(|line| !line.is_empty()).collect(),
        sheet: sheet::lines(publication),
        pitch: Layout::pitch() - SLACK,
        tracking: Layout::tracking() - SLACK,
        fonts,
    };
    let fault = |e: &dyn std::fmt::Display| PdfError::Set(e.to_string());
    let id = |name: &str| {
        VirtualPath::new(name).map(|path| RootedPath::new(VirtualRoot::Project, path).intern()).map_err(|e| fault(&format!("{e:?}")))
    };
    let json = serde_json::to_vec(&data).map_err(|e| fault(&e))?;
    let facts = serde_json::to_vec(document).map_err(|e| fault(&e))?;
    Ok(Desk {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&loaded)),
        fonts: loaded,
        main: Source::new(id("main.typ")?, include_str!("report.typ").to_owned()),
        files: vec![(id("document.json")?, Bytes::new(json)), (id("facts.json")?, Bytes::new(facts))],
    })
}

/// Visits every glyph with its page, place, text and font.
fn visit(set: &PagedDocument, mut see: impl FnMut(usize, Point, &typst::text::TextItem, &typst::text::Glyph, f64)) {
    fn walk(page: usize, frame: &Frame, at: Point, see: &mut impl FnMut(usize, Point, &typst::text::TextItem, &typst::text::Glyph, f64)) {
        for (offset, item) in frame.items() {
            let place = at + *offset;
            match item {
                FrameItem::Group(group) => {
                    walk(page, &group.frame, place + Point::new(group.transform.tx, group.transform.ty), see);
                }
                FrameItem::Text(text) => {
                    let mut along = 0.0;
                    for glyph in &text.glyphs {
                        see(page, place, text, glyph, along);
                        along += glyph.x_advance.at(text.size).to_pt();
                    }
                }
                _ => {}
            }
        }
    }
    for (page, content) in (1..).zip(set.pages()) {
        walk(page, &content.frame, Point::zero(), &mut see);
    }
}

fn shown(item: &typst::text::TextItem, glyph: &typst::text::Glyph) -> String {
    item.text.get(glyph.range()).unwrap_or_default().to_owned()
}

fn glyphs(set: &PagedDocument) -> Vec<Glyph> {
    let mut found = Vec::new();
    visit(set, |page, place, item, glyph, along| {
        found.push(Glyph {
            page,
            text: shown(item, glyph),
            x: place.x.to_pt() + along,
            baseline: place.y.to_pt(),
            width: glyph.x_advance.at(item.size).to_pt(),
            size: item.size.to_pt(),
            family: item.font.font().info().family.clone(),
        });
    });
    found
}

/// Characters without a glyph, or with one from the fallback font although nobody declared them.
fn missing(set: &PagedDocument, fallback: Option<&str>, allowed: &str) -> String {
    let mut missing: Vec<char> = Vec::new();
    visit(set, |_, _, item, glyph, _| {
        let foreign = fallback.is_some_and(|family| item.font.font().info().family == family);
        for c in shown(item, glyph).chars() {
            if (glyph.id == 0 || (foreign && !allowed.contains(c))) && !missing.contains(&c) {
                missing.push(c);
            }
        }
    });
    missing.into_iter().collect()
}
