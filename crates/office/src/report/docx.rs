//! docx in the layout of GB/T 9704. Fonts are named, none embedded: the reader's machine has them.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, DocGrid, DocGridType, Docx, FieldCharType, Footer, InstrPAGE, InstrText, LineSpacing, LineSpacingType, PageMargin,
    Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Run, RunFonts, SpecialIndentType, Table, TableCell, TableRow,
    WidthType,
};
use nc_figures::report::{Block, BlockKind, Masthead, Part};

use super::layout::twips;
use super::{Layout, Publication, sheet};
use crate::error::OfficeError;

const BODY: &str = "仿宋";
const TITLE: &str = "方正小标宋简体";
const FIRST: &str = "黑体";
const SECOND: &str = "楷体";
const FOLIO: &str = "宋体";
/// Half points.
const THREE: usize = 32;
const TWO: usize = 44;
const FOUR: usize = 28;
/// 五号, for the verification sheet.
const FIVE: usize = 21;
/// One character of 3号 and of 2号, in twips.
const CHARACTER: i32 = 320;
/// A line within a table: 4号 with room around it, in twips.
const CELL_LINE: i32 = 400;
/// 发文机关标志 has no size in the standard but is to be striking: 1号 doubled, half points.
const MARK: usize = 104;
/// 红色分隔线, in eighths of a point.
const RULE: usize = 18;
const RED: &str = "C00000";
/// An exact line of 28.95 pt, in twips.
const LINE: i32 = 579;

fn run(text: &str, font: &str, size: usize) -> Run {
    let fonts = RunFonts::new().east_asia(font).ascii(font).hi_ansi(font).hint("eastAsia");
    Run::new().add_text(text).size(size).fonts(fonts)
}

fn paragraph() -> Paragraph {
    Paragraph::new().line_spacing(LineSpacing::new().line_rule(LineSpacingType::Exact).line(LINE))
}

fn indented(characters: i32) -> Paragraph {
    paragraph().indent(None, Some(SpecialIndentType::FirstLine(characters * CHARACTER)), None, None)
}

fn block(block: &Block) -> Paragraph {
    let font = match block.kind {
        BlockKind::First => FIRST,
        BlockKind::Second => SECOND,
        BlockKind::Third | BlockKind::Paragraph | BlockKind::Item | BlockKind::Cell { .. } => BODY,
    };
    let numbered = if block.number.is_empty() { indented(2) } else { indented(2).add_run(run(&block.number, font, THREE)) };
    block.runs.iter().fold(numbered, |paragraph, piece| paragraph.add_run(run(&piece.text, font, THREE)))
}

/// 版头: the mark and the rule are red, as the standard asks.
fn masthead(mut file: Docx, head: &Masthead) -> Docx {
    let centred = || Paragraph::new().align(AlignmentType::Center);
    file = file.add_paragraph(centred().add_run(run(&head.mark, TITLE, MARK).color(RED)));
    let rule = ParagraphBorder::new(ParagraphBorderPosition::Bottom).size(RULE).space(4).color(RED);
    file.add_paragraph(centred().add_run(run(&head.number, BODY, THREE)).set_borders(ParagraphBorders::with_empty().set(rule)))
        .add_paragraph(paragraph())
}

/// A table over the whole type area; the row of headings comes again on every page.
fn table(rows: &[Vec<&Block>]) -> Table {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let width = usize::try_from(twips(Layout::WIDTH)).unwrap_or_default();
    let cell = |block: &&Block| {
        let font = if matches!(block.kind, BlockKind::Cell { header: true, .. }) { FIRST } else { BODY };
        let line = Paragraph::new().line_spacing(LineSpacing::new().line_rule(LineSpacingType::Exact).line(CELL_LINE));
        let text = block.runs.iter().fold(line, |line, piece| line.add_run(run(&piece.text, font, FOUR)));
        TableCell::new().width(width / columns, WidthType::Dxa).add_paragraph(text)
    };
    Table::new(rows.iter().map(|row| TableRow::new(row.iter().map(cell).collect())).collect()).width(width, WidthType::Dxa)
}

/// 页码: — n —, one character in from the outer edge.
fn folio(align: AlignmentType) -> Footer {
    let number = Run::new()
        .size(FOUR)
        .fonts(RunFonts::new().east_asia(FOLIO).ascii(FOLIO).hi_ansi(FOLIO))
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE::new()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false);
    let edge = match align {
        AlignmentType::Right => Paragraph::new().indent(None, None, Some(CHARACTER), None),
        _ => Paragraph::new().indent(Some(CHARACTER), None, None, None),
    };
    Footer::new().add_paragraph(edge.align(align).add_run(run("— ", FOLIO, FOUR)).add_run(number).add_run(run(" —", FOLIO, FOUR)))
}

/// The report as a docx file.
///
/// # Errors
/// [`OfficeError::Write`] when it cannot be packed.
pub fn docx(publication: &Publication<'_>) -> Result<Vec<u8>, OfficeError> {
    let document = publication.document;
    let right = Layout::PAGE_WIDTH - Layout::LEFT - Layout::WIDTH;
    let bottom = Layout::PAGE_HEIGHT - Layout::TOP - Layout::HEIGHT;
    let margin = PageMargin::new()
        .top(twips(Layout::TOP))
        .left(twips(Layout::LEFT))
        .right(twips(right))
        .bottom(twips(bottom))
        .header(twips(15.0))
        .footer(twips(bottom - Layout::FOLIO_GAP - Layout::FOLIO / Layout::POINTS));
    // 4096ths of a point, as word processors count the character grid.
    #[expect(clippy::cast_possible_truncation, reason = "a fraction of a point")]
    let char_space = (Layout::tracking() * 4096.0).round() as isize;
    let grid = DocGrid::with_empty().grid_type(DocGridType::LinesAndChars).line_pitch(LINE.unsigned_abs() as usize).char_space(char_space);
    let unsigned = |mm: f64| twips(mm).unsigned_abs();
    let mut file = Docx::new()
        .page_size(unsigned(Layout::PAGE_WIDTH), unsigned(Layout::PAGE_HEIGHT))
        .page_margin(margin)
        .default_size(THREE)
        .default_fonts(RunFonts::new().east_asia(BODY).ascii(BODY).hi_ansi(BODY))
        .footer(folio(AlignmentType::Right))
        .even_footer(folio(AlignmentType::Left));
    file.document.section_property = file.document.section_property.doc_grid(grid);
    if let Some(head) = &document.masthead {
        file = masthead(file, head);
    }
    file = file.add_paragraph(
        Paragraph::new()
            .align(AlignmentType::Center)
            .line_spacing(LineSpacing::new().line_rule(LineSpacingType::Exact).line(660))
            .add_run(run(&document.title, TITLE, TWO)),
    );
    file = file.add_paragraph(paragraph());
    if !document.recipients.is_empty() {
        file = file.add_paragraph(paragraph().add_run(run(&format!("{}：", document.recipients), BODY, THREE)));
    }
    for part in document.parts() {
        file = match part {
            Part::Block(source) => file.add_paragraph(block(source)),
            // A paragraph behind it keeps two tables apart.
            Part::Table(rows) => file.add_table(table(&rows)).add_paragraph(Paragraph::new()),
        };
    }
    if !document.attachments.is_empty() {
        file = file.add_paragraph(paragraph());
    }
    for (n, name) in (1..).zip(&document.attachments) {
        let text = if document.attachments.len() == 1 { format!("附件：{name}") } else { format!("附件：{n}. {name}") };
        file = file.add_paragraph(indented(2).add_run(run(&text, BODY, THREE)));
    }
    file = file.add_paragraph(paragraph());
    for text in [document.issuer.clone(), document.date_words()].iter().filter(|text| !text.is_empty()) {
        let line = paragraph().align(AlignmentType::Right).indent(None, None, Some(4 * CHARACTER), None);
        file = file.add_paragraph(line.add_run(run(text, BODY, THREE)));
    }
    for (n, text) in sheet::lines(publication).iter().enumerate() {
        let line = Paragraph::new().page_break_before(n == 0);
        file = file.add_paragraph(line.add_run(if n == 0 { run(text, FIRST, THREE) } else { run(text, FOLIO, FIVE) }));
    }
    let mut bytes = Cursor::new(Vec::new());
    file.build().pack(&mut bytes).map_err(|e| OfficeError::Write(e.to_string()))?;
    Ok(bytes.into_inner())
}
