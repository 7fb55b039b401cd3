//! Certificates as set: one a page, every name, number and code on its own page, whatever characters the name has.

use nc_office::certificate::{CertificatePaper, pdf};
use nc_office::report::PdfError;

use crate::report_pdf::fonts;

fn paper(n: usize, name: &str) -> CertificatePaper {
    CertificatePaper {
        number: format!("2024-150602-{n:05}"),
        name: name.to_owned(),
        title: "警务实战训练<第一期>".into(),
        class: "2024-东胜-017".into(),
        ended_on: "2024-06-27".into(),
        credit_minutes: 2_700,
        authority: "某市公安局训练处".into(),
        issued_on: "2024-06-28".into(),
        code: "ABCDE-12345".into(),
        address: "https://nuancheng.example/certificates/verify".into(),
        picture: r#"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><path d="M0 0h5v5h-5z" fill="black"/></svg>"#.into(),
        replaces: String::new(),
        label: "演示数据".into(),
    }
}

#[test]
fn certificates_of_a_class_stand_one_a_page_with_number_code_and_rare_names() {
    let papers =
        [paper(1, "测试甲"), paper(2, "欧阳堃玥"), CertificatePaper { replaces: "2024-150602-00001".into(), ..paper(3, "测试丙") }];
    let set = pdf(&papers, &fonts("")).unwrap();
    assert!(set.bytes.starts_with(b"%PDF-"));
    let page = |n: usize| set.glyphs.iter().filter(|glyph| glyph.page == n).map(|glyph| glyph.text.as_str()).collect::<String>();
    assert_eq!(set.glyphs.iter().map(|glyph| glyph.page).max(), Some(3), "one a page, none overflows");
    for (n, paper) in (1..).zip(&papers) {
        let text = page(n);
        for said in [&paper.number, &paper.name, &paper.code, &paper.authority, &paper.address, &paper.label] {
            assert!(text.contains(said.as_str()), "{said} on page {n}: {text}");
        }
        assert!(text.contains("警务实战训练<第一期>") && text.contains("学时45小时"), "nothing written is taken for markup: {text}");
    }
    assert!(page(3).contains("补发，原编号 2024-150602-00001 作废") && !page(1).contains("补发"));
    // A4 on its side: nothing is set beyond the frame.
    let millimetre = 72.0 / 25.4;
    assert!(set.glyphs.iter().all(|glyph| glyph.x + glyph.width < 282.0 * millimetre && glyph.baseline < 195.0 * millimetre));
}

#[test]
fn a_character_no_font_has_is_told() {
    let without = nc_office::report::Fonts { fallback: None, ..fonts("") };
    assert_eq!(pdf(&[paper(1, "欧阳堃玥")], &without).unwrap_err(), PdfError::Missing("堃玥".to_owned()));
}
