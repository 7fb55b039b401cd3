//! 大屏: the figures of a released report, large, for the screen of a hall. Nothing else is shown: no draft, no row, nobody.
//!
//! A screen that nobody sits at is let in by a token that may do nothing but read figures, typed in once; see
//! [`screen`]. Somebody signed in sees the same page, but it does not turn by itself: a page that asks again and again
//! would keep their session open.

pub(crate) mod page;
pub(crate) mod screen;
