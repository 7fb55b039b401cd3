//! 排版: PDF by typst from a template of ours, and the positions of its glyphs, so that the layout can be measured on what was
//! set and not on what was asked for.
//!
//! Fonts are the caller's. A character that a font lacks comes from the declared fallback font if the caller named the
//! character; otherwise the export fails and says which characters are missing.

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

/// What the fonts are called, for a template.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Families {
    pub body: String,
    pub title: String,
    pub first: String,
    pub second: String,
    pub fallback: Option<String>,
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

/// Fonts that were read, ready to set pages with.
pub(crate) struct Typeset {
    loaded: Vec<Font>,
    fallback: Option<String>,
}

impl Typeset {
    /// Reads the fonts.
    ///
    /// # Errors
    /// [`PdfError::Font`] for a file that is none.
    pub fn with(fonts: &Fonts) -> Result<Self, PdfError> {
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
        Ok(Self { loaded, fallback: fallback.map(|font| font.info().family.clone()) })
    }

    /// What they are called.
    pub fn families(&self) -> Families {
        let family = |index: usize| self.loaded.get(index).map(|font| font.info().family.clone()).unwrap_or_default();
        Families { body: family(0), title: family(1), first: family(2), second: family(3), fallback: self.fallback.clone() }
    }

    /// Sets `template` over `files`; `allowed` are the characters that may come from the fallback font.
    ///
    /// # Errors
    /// [`PdfError`]; a character that would be set in an undeclared font is one.
    pub fn set(self, template: &str, files: Vec<(&str, Vec<u8>)>, ident: &str, allowed: &str) -> Result<Pdf, PdfError> {
        let id = |name: &str| {
            let path = VirtualPath::new(name).map_err(|e| PdfError::Set(format!("{e:?}")))?;
            Ok::<FileId, PdfError>(RootedPath::new(VirtualRoot::Project, path).intern())
        };
        let files = files.into_iter().map(|(name, bytes)| Ok((id(name)?, Bytes::new(bytes)))).collect::<Result<_, PdfError>>()?;
        let desk = Desk {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&self.loaded)),
            fonts: self.loaded,
            main: Source::new(id("main.typ")?, template.to_owned()),
            files,
        };
        let set =
            typst::compile::<PagedDocument>(&desk).output.map_err(|faults| set_fault(faults.iter().map(|fault| fault.message.as_str())))?;
        let glyphs = glyphs(&set);
        let missing = missing(&set, self.fallback.as_deref(), allowed);
        if !missing.is_empty() {
            return Err(PdfError::Missing(missing));
        }
        let options = PdfOptions { ident: Smart::Custom(ident.to_owned()), ..PdfOptions::default() };
        let bytes = write_pdf(&set, &options).map_err(|faults| set_fault(faults.iter().map(|fault| fault.message.as_str())))?;
        Ok(Pdf { bytes, glyphs })
    }
}

fn set_fault<'a>(messages: impl Iterator<Item = &'a str>) -> PdfError {
    PdfError::Set(messages.collect::<Vec<_>>().join("; "))
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
