//! How a value and its period are written.

use nc_figures::{Counts, Definition, Worth};
use nc_kernel::Period;
use nc_kernel::fixed::shortened;
pub(crate) use nc_kernel::hours::hours;
use nc_kernel::money::Money;

use crate::lang::Lang;

/// The measure word of sums of minutes, which people read as class hours.
const MINUTES: &str = "分钟";

/// The measure word of sums of money in fen.
const FEN: &str = "分";
/// How people read them.
const WAN_YUAN: &str = "万元";

/// A value for a table: the number with its measure, and what it was made of, without which a rate says nothing.
pub(crate) struct Amount {
    pub number: String,
    pub measure: String,
    pub detail: String,
    /// Position on a bar, and the bar's length, when there is one.
    pub level: i64,
    pub most: i64,
}

impl Amount {
    pub(crate) fn new(worth: &Worth, measure: &str, lang: Lang) -> Self {
        let amount = |number, measure: &str, detail, level, most| Self { number, measure: measure.to_owned(), detail, level, most };
        match *worth {
            Worth::Ratio { n, of } => {
                amount(fraction(n, of, 100), measure, format!("{n} / {of}"), hundredths(n, of, 100).unwrap_or_default(), 10_000)
            }
            Worth::Count(minutes) if measure == MINUTES => {
                let detail = format!("{minutes} {}", lang.pick(MINUTES, "min"));
                amount(hours(minutes), lang.pick("学时", "hours"), detail, minutes, minutes)
            }
            // Exact to the fen: the only rounding is a report's, when it prints fewer decimals.
            Worth::Count(fen) if measure == FEN => {
                let (wan, yuan) = (Money(fen).wan(6), Money(fen).to_string());
                match lang {
                    Lang::Zh => amount(wan.trim_end_matches(WAN_YUAN).to_owned(), WAN_YUAN, format!("{yuan} 元"), fen, fen),
                    Lang::En => amount(yuan, "yuan", String::new(), fen, fen),
                }
            }
            Worth::Count(n) => amount(n.to_string(), measure, String::new(), n, n),
        }
    }

    /// The number as a sentence says it before the measure word: 251.6万 before 元.
    pub(crate) fn said(&self) -> String {
        if self.measure == WAN_YUAN { format!("{}万", self.number) } else { self.number.clone() }
    }
}

/// n ÷ of × times in hundredths, rounded half up; `None` of nothing.
fn hundredths(n: i64, of: i64, times: i128) -> Option<i64> {
    let doubled = i128::from(n) * times * 200 + i128::from(of);
    (of > 0).then(|| i64::try_from(doubled.div_euclid(i128::from(of) * 2)).unwrap_or(i64::MAX))
}

/// The same written with at most two decimals.
fn fraction(n: i64, of: i64, times: i128) -> String {
    hundredths(n, of, times).map_or_else(|| "—".to_owned(), |hundredths| shortened(hundredths, 2))
}

/// A period in words.
pub(crate) fn span(period: Period, lang: Lang) -> String {
    match period.from {
        Some(from) => format!("{from} – {}", period.to),
        None => format!("{} {}", lang.pick("截至", "through"), period.to),
    }
}

/// The period a figure is about: a stock has only its last day.
pub(crate) fn period(definition: &Definition, period: Period, lang: Lang) -> String {
    match period.from {
        Some(_) if definition.counts != Counts::Active => span(period, lang),
        _ => span(Period { from: None, ..period }, lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_round_half_up_and_keep_their_counts() {
        let cases = [(1, 3, "33.33"), (2, 3, "66.67"), (7, 8, "87.5"), (1, 20_000, "0.01"), (1, 20_001, "0"), (5, 5, "100"), (0, 0, "—")];
        for (n, of, number) in cases {
            let amount = Amount::new(&Worth::Ratio { n, of }, "%", Lang::Zh);
            assert_eq!((amount.number.as_str(), amount.detail), (number, format!("{n} / {of}")));
        }
    }

    #[test]
    fn money_is_read_in_wan_and_stays_exact_to_the_fen() {
        let amount = Amount::new(&Worth::Count(251_600_001), FEN, Lang::Zh);
        let shown = (amount.number.as_str(), amount.measure.as_str(), amount.detail.as_str());
        assert_eq!(shown, ("251.600001", "万元", "2516000.01 元"));
        assert_eq!(amount.said(), "251.600001万");
        let amount = Amount::new(&Worth::Count(251_600_000), FEN, Lang::En);
        assert_eq!((amount.number.as_str(), amount.measure.as_str()), ("2516000.00", "yuan"));
    }

    #[test]
    fn minutes_are_read_as_hours_and_stay_exact() {
        let amount = Amount::new(&Worth::Count(4_330), MINUTES, Lang::Zh);
        assert_eq!((amount.number.as_str(), amount.measure.as_str(), amount.detail.as_str()), ("72.17", "学时", "4330 分钟"));
        let taken_back = Amount::new(&Worth::Count(-90), MINUTES, Lang::En);
        assert_eq!((taken_back.number.as_str(), taken_back.detail.as_str()), ("-1.5", "-90 min"));
    }
}
