//! `GET /tile/{level}/{index}[.p/{width}]`: hashes of the tree, 256 a tile or fewer at its right edge.
//!
//! The index is written in groups of three digits, `x001/067`. A tile narrower than what is stored by now is cut from
//! it, for a log only grows. A tile wider than what is stored is 404.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;

use crate::app::App;
use crate::problem::Problem;

/// Hashes in a full tile.
const FULL: usize = 256;
/// Bytes of a hash.
const HASH: usize = 32;
/// A tree of 2^64 leaves has no tile above this level.
const TOP_LEVEL: u8 = 7;

pub(crate) async fn handle(State(app): State<Arc<App>>, Path((level, rest)): Path<(String, String)>) -> Result<impl IntoResponse, Problem> {
    let missing = || Problem::Missing("哈希块", "tile");
    let tile = Address::read(&level, &rest).ok_or_else(missing)?;
    let mut hashes = app.store.tile(tile.level, tile.index).await?.ok_or_else(missing)?;
    if hashes.len() < tile.width * HASH {
        return Err(missing());
    }
    hashes.truncate(tile.width * HASH);
    let caching = if tile.width == FULL { "public, max-age=31536000, immutable" } else { "no-cache" };
    Ok(([(header::CONTENT_TYPE, "application/octet-stream"), (header::CACHE_CONTROL, caching)], hashes))
}

/// Which tile, and how many of its hashes.
#[derive(Debug, PartialEq, Eq)]
struct Address {
    level: u8,
    index: u64,
    width: usize,
}

impl Address {
    /// Reads the one way C2SP writes an address.
    fn read(level: &str, rest: &str) -> Option<Self> {
        let (index, width) = match rest.split_once(".p/") {
            Some((index, width)) => (index, plain(width).filter(|w| (1..FULL as u64).contains(w))? as usize),
            None => (rest, FULL),
        };
        let level = u8::try_from(plain(level)?).ok().filter(|level| *level <= TOP_LEVEL)?;
        let groups: Vec<&str> = index.split('/').collect();
        let (last, before) = groups.split_last()?;
        let before: Option<Vec<&str>> = before.iter().map(|group| group.strip_prefix('x')).collect();
        let mut groups = before?;
        if groups.first() == Some(&"000") {
            return None;
        }
        groups.push(last);
        let index = groups.into_iter().try_fold(0_u64, |index, group| {
            let three = group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
            let number = three.then(|| group.parse().ok()).flatten()?;
            index.checked_mul(1_000)?.checked_add(number)
        })?;
        Some(Self { level, index, width })
    }
}

/// A number without sign or leading zeros.
fn plain(text: &str) -> Option<u64> {
    let canonical = text == "0" || !text.starts_with(['0', '+']);
    canonical.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_one_spelling() {
        let address = |level, index, width| Some(Address { level, index, width });
        for (level, rest, read) in [
            ("0", "000", address(0, 0, 256)),
            ("1", "x001/x234/067", address(1, 1_234_067, 256)),
            ("7", "x018/x446/x744/x073/x709/x551/615.p/255", address(7, u64::MAX, 255)),
            ("2", "999.p/1", address(2, 999, 1)),
            ("7", "x018/x446/x744/x073/x709/x551/616", None),
            ("8", "000", None),
            ("00", "000", None),
            ("+1", "000", None),
            ("-1", "000", None),
            ("data", "000", None),
            ("0", "", None),
            ("0", "0", None),
            ("0", "+01", None),
            ("0", "x000/001", None),
            ("0", "001/067", None),
            ("0", "x001", None),
            ("0", "x001/x067", None),
            ("0", "000.p/0", None),
            ("0", "000.p/256", None),
            ("0", "000.p/01", None),
            ("0", "000.p/1/2", None),
        ] {
            assert_eq!(Address::read(level, rest), read, "{level}/{rest}");
        }
    }
}
