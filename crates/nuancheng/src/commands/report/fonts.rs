//! Where the fonts of the PDF are, for the command and for the server.

/// Where Debian's texlive-lang-chinese puts the Fandol fonts.
pub const FOLDER: &str = "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol";
/// Where Debian's fonts-noto-cjk puts the font for characters the others lack.
pub const FALLBACK: &str = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc";

/// Reads the fonts; `allowed` are the characters that may come from the fallback.
///
/// # Errors
/// When a font cannot be read.
#[cfg(feature = "pdf")]
pub fn load(folder: &std::path::Path, fallback: &std::path::Path, allowed: &str) -> Result<nc_office::report::Fonts, crate::exit::Failure> {
    let font = |name: &str| crate::files::read(&folder.join(name));
    Ok(nc_office::report::Fonts {
        body: font("FandolFang-Regular.otf")?,
        title: font("FandolSong-Bold.otf")?,
        first: font("FandolHei-Regular.otf")?,
        second: font("FandolKai-Regular.otf")?,
        fallback: if fallback.exists() { Some(crate::files::read(fallback)?) } else { None },
        allowed: allowed.to_owned(),
    })
}

/// What the server sets reports and certificates with: nothing in a build without PDF, or where the fonts are not.
#[must_use]
pub fn printer() -> Option<nc_web::Printer> {
    #[cfg(feature = "pdf")]
    {
        let fonts = load(FOLDER.as_ref(), FALLBACK.as_ref(), "").ok()?;
        let fault = |e: nc_office::report::PdfError| nc_web::PrinterFault { zh: e.zh(), en: e.to_string() };
        let of_certificates = fonts.clone();
        Some(nc_web::Printer::new(
            move |publication| nc_office::report::pdf(publication, &fonts).map(|set| set.bytes).map_err(fault),
            move |papers| nc_office::certificate::pdf(papers, &of_certificates).map(|set| set.bytes).map_err(fault),
        ))
    }
    #[cfg(not(feature = "pdf"))]
    None
}
