//! The PDF, measured from the glyphs as set. Needs Debian's fonts: Fandol (texlive-lang-chinese) and fonts-noto-cjk.

use nc_office::report::{Fonts, Glyph, Layout, PdfError, pdf};

use crate::reports::{document, publication};

const FANDOL: &str = "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol";
const NOTO: &str = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc";

pub fn fonts(allowed: &str) -> Fonts {
    let read = |name: &str| std::fs::read(name).unwrap_or_else(|e| panic!("{name}: {e}; install texlive-lang-chinese and fonts-noto-cjk"));
    let fandol = |name: &str| read(&format!("{FANDOL}/{name}.otf"));
    Fonts {
        body: fandol("FandolFang-Regular"),
        title: fandol("FandolSong-Bold"),
        first: fandol("FandolHei-Regular"),
        second: fandol("FandolKai-Regular"),
        fallback: Some(read(NOTO)),
        allowed: allowed.to_owned(),
    }
}

fn millimetres(points: f64) -> f64 {
    points / Layout::POINTS
}

#[test]
fn r20_a_full_page_has_22_lines_of_28_characters_and_fills_the_type_area() {
    // Nothing but one character, so that every cell of the grid is seen.
    let document = document(&"国".repeat(28 * 22 * 3));
    let set = pdf(&publication(&document), &fonts("")).unwrap();
    assert!(set.bytes.starts_with(b"%PDF"));
    // The second page is full: the footer stands below the type area.
    let bottom = (Layout::TOP + Layout::HEIGHT) * Layout::POINTS;
    let page: Vec<&Glyph> = set.glyphs.iter().filter(|g| g.page == 2 && g.baseline < bottom).collect();
    let mut lines: Vec<(f64, Vec<&Glyph>)> = Vec::new();
    for glyph in page {
        match lines.last_mut() {
            Some((baseline, line)) if (*baseline - glyph.baseline).abs() < 0.01 => line.push(glyph),
            _ => lines.push((glyph.baseline, vec![glyph])),
        }
    }
    assert_eq!(lines.len(), 22);
    for (_, line) in &lines {
        assert_eq!(line.len(), 28);
        assert!(line.iter().all(|glyph| glyph.text == "国" && (glyph.size - 16.0).abs() < 1e-6));
    }
    let first = &lines[0];
    let last = &lines[21];
    // A character's cell reaches 0.88 of its size above the baseline and 0.12 below.
    let height = last.0 - first.0 + Layout::BODY;
    let width = first.1[27].x + Layout::BODY - first.1[0].x;
    assert!((millimetres(height) - Layout::HEIGHT).abs() <= 1.0, "type area {} mm high", millimetres(height));
    assert!((millimetres(width) - Layout::WIDTH).abs() <= 1.0, "type area {} mm wide", millimetres(width));
    assert!((millimetres(first.0 - 0.88 * Layout::BODY) - Layout::TOP).abs() <= 1.0);
    assert!((millimetres(first.1[0].x) - Layout::LEFT).abs() <= 1.0);
    let title: Vec<&Glyph> = set.glyphs.iter().filter(|g| g.page == 1 && (g.size - 22.0).abs() < 1e-6).collect();
    assert_eq!(title.iter().map(|g| g.text.as_str()).collect::<String>(), document.title);
}

#[test]
fn r20_page_numbers_stand_outside_and_text_is_in_its_fonts() {
    let document = document(&"国".repeat(28 * 22 * 2));
    let set = pdf(&publication(&document), &fonts("")).unwrap();
    let bottom = (Layout::TOP + Layout::HEIGHT) * Layout::POINTS;
    let folio = |page: usize| set.glyphs.iter().filter(|g| g.page == page && g.baseline > bottom).collect::<Vec<_>>();
    for page in [1, 2] {
        let glyphs = folio(page);
        let text: String = glyphs.iter().map(|g| g.text.as_str()).collect();
        assert_eq!(text, format!("— {page} —"));
        assert!(glyphs.iter().all(|g| (g.size - 14.0).abs() < 1e-6));
        let middle = Layout::PAGE_WIDTH * Layout::POINTS / 2.0;
        assert_eq!(glyphs[0].x > middle, page == 1, "odd pages right, even pages left");
    }
    let family = |text: &str| set.glyphs.iter().find(|g| g.text == text).unwrap().family.clone();
    assert!(family("国").contains("Fang") && family("抓").contains("Hei") && family("武").contains("Kai"));
}

#[test]
fn r20_a_character_the_fonts_lack_fails_loudly_or_comes_from_the_declared_font() {
    let document = document("喆堃玥同志。");
    let refused = pdf(&publication(&document), &fonts("")).unwrap_err();
    assert_eq!(refused, PdfError::Missing("喆堃玥".to_owned()));
    assert!(refused.zh().contains("喆堃玥"));
    let set = pdf(&publication(&document), &fonts("喆堃玥")).unwrap();
    assert!(set.glyphs.iter().any(|g| g.text == "喆" && g.family.contains("Noto")));
    let none = Fonts { fallback: None, ..fonts("喆堃玥") };
    assert_eq!(pdf(&publication(&document), &none).unwrap_err(), PdfError::Missing("喆堃玥".to_owned()), "no font has them");
}

#[test]
fn r13_the_figures_are_attached_to_the_pdf() {
    let document = document("文。");
    let set = pdf(&publication(&document), &fonts("")).unwrap();
    let names = String::from_utf8_lossy(&set.bytes).into_owned();
    assert!(names.contains("facts.json") && names.contains("EmbeddedFile"));
}

#[test]
fn a_red_head_a_list_and_a_table_are_set_in_the_pdf_too() {
    let document = crate::reports::tabled();
    let set = pdf(&publication(&document), &fonts("")).unwrap();
    let text: String = set.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    for said in ["某市公安局文件", "某公政〔2026〕3号", "参训<人次>", "8122", "按期登记"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    // The cells of a line of the table stand beside each other.
    let line =
        |said: &str| set.glyphs.iter().position(|glyph| said.starts_with(&glyph.text) && text_from(&set.glyphs, glyph).starts_with(said));
    let (left, right) = (line("参训<人次>").unwrap(), line("8122").unwrap());
    assert!((set.glyphs[left].baseline - set.glyphs[right].baseline).abs() < 1.0 && set.glyphs[left].x < set.glyphs[right].x);
}

fn text_from(glyphs: &[Glyph], from: &Glyph) -> String {
    glyphs.iter().skip_while(|glyph| *glyph != from).take(8).map(|glyph| glyph.text.as_str()).collect()
}
