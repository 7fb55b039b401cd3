//! A cursor as text, for addresses and the command line.

use std::fmt;
use std::str::FromStr;

use nc_kernel::Day;

use crate::entries::Cursor;

/// Goes up when the text means something else: an address somebody kept must not lead to wrong rows.
const VERSION: &str = "v1";
/// Longer than any key of an entry.
const LONGEST: usize = 1_000;

/// The text is no cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor: take `next` of the page before as it is, or leave it out to start at the first row")]
pub struct NotACursor;

/// `v1.20240301.512.747261…`: version, day, position, key in hex. Needs no escaping in an address.
impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{VERSION}.{}.{}.{}", self.day, self.since_seq, hex::encode(&self.key))
    }
}

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let mut parts = text.split('.');
        let (Some(VERSION), Some(day), Some(since_seq), Some(key), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NotACursor);
        };
        let day = day.parse().ok().filter(|day| Day::from_key(*day).is_ok()).ok_or(NotACursor)?;
        let since_seq = since_seq.parse().ok().filter(|seq| *seq >= 0).ok_or(NotACursor)?;
        let key = hex::decode(key).ok().and_then(|key| String::from_utf8(key).ok()).ok_or(NotACursor)?;
        let cursor = Self { day, key, since_seq };
        // One text for one place: no second spelling, and nothing a database would choke on.
        let sound = !cursor.key.is_empty() && cursor.key.len() <= LONGEST && !cursor.key.chars().any(char::is_control);
        if sound && cursor.to_string() == text { Ok(cursor) } else { Err(NotACursor) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cursor_reads_back_and_needs_no_escaping(days in 0..30_000_i64, key in "[a-z0-9/·民警._-]{1,60}", since_seq in 0..i64::MAX) {
            let cursor = Cursor { day: Day::from_epoch_days(days).key(), key, since_seq };
            let text = cursor.to_string();
            prop_assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.'), "{}", text);
            prop_assert_eq!(text.parse(), Ok(cursor));
        }

        #[test]
        fn any_other_text_is_refused(text in ".{0,40}") {
            prop_assert_eq!(text.parse::<Cursor>(), Err(NotACursor));
        }
    }

    #[test]
    fn what_looks_like_a_cursor_is_refused() {
        let good = "v1.20240301.512.6b6579";
        assert_eq!(good.parse::<Cursor>().map(|c| c.to_string()).as_deref(), Ok(good));
        for text in [
            "",
            "100",
            "v2.20240301.512.6b6579",
            "v1.20240230.512.6b6579",
            "v1.20240301.-1.6b6579",
            "v1.20240301.+512.6b6579",
            "v1.20240301.0512.6b6579",
            "v1.20240301.512.6B6579",
            "v1.20240301.512.6b657",
            "v1.20240301.512.ff",
            "v1.20240301.512.00",
            "v1.20240301.512.",
            "v1.20240301.512",
            "v1.20240301.512.6b6579.1",
            " v1.20240301.512.6b6579",
        ] {
            assert_eq!(text.parse::<Cursor>(), Err(NotACursor), "{text}");
        }
    }
}
