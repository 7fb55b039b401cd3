//! A QR picture without any style of its own: our policy would not show it.

use qrcode::QrCode;
use qrcode::render::svg;

use crate::problem::Problem;

/// The picture of `text` as SVG.
pub(crate) fn picture(text: &str) -> Result<String, Problem> {
    qr_picture(text).ok_or(Problem::Fault)
}

/// The picture of `text` as SVG; none when it is too long for one.
#[must_use]
pub fn qr_picture(text: &str) -> Option<String> {
    let code = QrCode::new(text.as_bytes()).ok()?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(220, 220).quiet_zone(true).build();
    Some(drawn.split_once("?>").map_or(drawn.clone(), |(_, svg)| svg.to_owned()))
}
