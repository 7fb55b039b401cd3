//! Where a page of a list ended, as text for whoever asks for the next one.

use std::fmt;
use std::str::FromStr;

use nc_kernel::Day;

use crate::cursor::NotACursor;

/// 续页标记 of a list: the last line seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListCursor {
    pub(super) ends_on: i64,
    pub(super) since: i64,
}

/// Goes up when the text means something else.
const VERSION: &str = "l2";

impl fmt::Display for ListCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{VERSION}.{}.{}", self.ends_on, self.since)
    }
}

impl FromStr for ListCursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let mut parts = text.split('.');
        let (Some(VERSION), Some(day), Some(item), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(NotACursor);
        };
        let ends_on = day.parse().ok().filter(|day| Day::from_key(*day).is_ok()).ok_or(NotACursor)?;
        let cursor = Self { ends_on, since: item.parse().map_err(|_| NotACursor)? };
        if cursor.to_string() == text { Ok(cursor) } else { Err(NotACursor) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_has_one_spelling() {
        let cursor = ListCursor { ends_on: 20_240_301, since: 77 };
        let text = cursor.to_string();
        assert_eq!(text.parse(), Ok(cursor));
        for other in ["", "l2.20240301", "l2.20240230.x77", "v1.20240301.x77", "l2.20240301.+77"] {
            assert_eq!(other.parse::<ListCursor>(), Err(NotACursor), "{other}");
        }
    }
}
