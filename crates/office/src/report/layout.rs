//! 公文版式: GB/T 9704-2012 in numbers.

/// The page in millimetres and points. The standard names sizes (3号 = 16 pt, 2号 = 22 pt, 4号 = 14 pt), margins, 22
/// lines of 28 characters that fill the type area, and no vendor's font.
#[derive(Debug, Clone, Copy)]
pub struct Layout;

impl Layout {
    /// A4, width.
    pub const PAGE_WIDTH: f64 = 210.0;
    /// A4, height.
    pub const PAGE_HEIGHT: f64 = 297.0;
    /// 天头.
    pub const TOP: f64 = 37.0;
    /// 订口.
    pub const LEFT: f64 = 28.0;
    /// 版心, width.
    pub const WIDTH: f64 = 156.0;
    /// 版心, height.
    pub const HEIGHT: f64 = 225.0;
    /// Lines a page.
    pub const LINES: u32 = 22;
    /// Characters a line.
    pub const CHARACTERS: u32 = 28;
    /// 3号: body and headings, points.
    pub const BODY: f64 = 16.0;
    /// 2号: title, points.
    pub const TITLE: f64 = 22.0;
    /// 4号: page number, points.
    pub const FOLIO: f64 = 14.0;
    /// From the type area down to the page number.
    pub const FOLIO_GAP: f64 = 7.0;
    /// Points a millimetre.
    pub const POINTS: f64 = 72.0 / 25.4;

    /// From one line to the next, in points, where the first line's top and the last line's bottom are the edges of the
    /// type area.
    #[must_use]
    pub fn pitch() -> f64 {
        (Self::HEIGHT * Self::POINTS - Self::BODY) / f64::from(Self::LINES - 1)
    }

    /// What is added after each character, in points: 28 of 16 pt are wider than the type area, so it is negative.
    #[must_use]
    pub fn tracking() -> f64 {
        Self::WIDTH * Self::POINTS / f64::from(Self::CHARACTERS) - Self::BODY
    }
}

/// Twentieths of a point, as word processors count.
pub(super) fn twips(millimetres: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a page is far smaller than an i32 of twips")]
    let twips = (millimetres * Layout::POINTS * 20.0).round() as i32;
    twips
}
