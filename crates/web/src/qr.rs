//! A QR picture without any style of its own: our policy would not show it.

use qrcode::QrCode;
use qrcode::render::svg;

use crate::problem::Problem;

/// The picture of `text` as SVG.
pub(crate) fn picture(text: &str) -> Result<String, Problem> {
    let code = QrCode::new(text.as_bytes()).map_err(|_| Problem::Fault)?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(220, 220).quiet_zone(true).build();
    Ok(drawn.split_once("?>").map_or(drawn.clone(), |(_, svg)| svg.to_owned()))
}
