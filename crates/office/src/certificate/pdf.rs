//! Certificates as PDF: A4 on its side, one a page.

use serde::Serialize;

use super::CertificatePaper;
use crate::typeset::{Families, Fonts, Pdf, PdfError, Typeset};

#[derive(Serialize)]
struct Data<'a> {
    papers: Vec<Page<'a>>,
    fonts: Families,
}

#[derive(Serialize)]
struct Page<'a> {
    number: &'a str,
    name: &'a str,
    sentence: String,
    reissue: String,
    authority: &'a str,
    issued_on: &'a str,
    code: &'a str,
    address: &'a str,
    picture: &'a str,
    label: &'a str,
}

impl<'a> Page<'a> {
    fn of(paper: &'a CertificatePaper) -> Self {
        Self {
            number: &paper.number,
            name: &paper.name,
            sentence: paper.sentence(),
            reissue: paper.reissue().unwrap_or_default(),
            authority: &paper.authority,
            issued_on: &paper.issued_on,
            code: &paper.code,
            address: &paper.address,
            picture: &paper.picture,
            label: &paper.label,
        }
    }
}

/// The certificates, one a page, in the order they are given.
///
/// Whatever character a person's name has is taken from the fallback font where the others lack it: nobody goes without a
/// certificate because of their name.
///
/// # Errors
/// [`PdfError`]: a font that is none, or a character that not even the fallback font has.
pub fn pdf(papers: &[CertificatePaper], fonts: &Fonts) -> Result<Pdf, PdfError> {
    let typeset = Typeset::with(fonts)?;
    let data = Data { papers: papers.iter().map(Page::of).collect(), fonts: typeset.families() };
    let json = serde_json::to_vec(&data).map_err(|e| PdfError::Set(e.to_string()))?;
    let texts = papers.iter().flat_map(|paper| [&paper.name, &paper.title, &paper.authority, &paper.class, &paper.label]);
    let allowed: String = texts.flat_map(|text| text.chars()).chain(fonts.allowed.chars()).collect();
    let ident = papers.iter().map(|paper| paper.number.as_str()).collect::<Vec<_>>().join(" ");
    typeset.set(include_str!("certificate.typ"), vec![("papers.json", json)], &ident, &allowed)
}
