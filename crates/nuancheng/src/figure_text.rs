//! A figure's value as people read it: whole numbers exact, a ratio with its n and N, minutes as class hours.

use nc_figures::{Definition, Value, Worth};
use nc_kernel::money::Money;

use crate::lang::Lang;

/// Minutes of a class hour.
const HOUR: i64 = 60;
/// The measure word of sums of minutes.
const MINUTES: &str = "分钟";
/// The measure word of sums of money.
const FEN: &str = "分";

/// The value with its measure word.
#[must_use]
pub fn shown(value: &Value, lang: Lang) -> String {
    match value.worth {
        Worth::Ratio { n, of } => format!("{} ({n}/{of})", percent(n, of)),
        Worth::Count(minutes) if value.unit == MINUTES => {
            let hours = hundredths(i128::from(minutes) * 100, i128::from(HOUR));
            format!("{hours} {} ({minutes} {})", lang.pick("学时", "hours"), lang.pick(MINUTES, "minutes"))
        }
        Worth::Count(fen) if value.unit == FEN => {
            let yuan = Money(fen);
            lang.pick(&format!("{} ({yuan} 元)", yuan.wan(6)), &format!("{yuan} yuan")).to_owned()
        }
        Worth::Count(n) => format!("{n} {}", value.unit),
    }
}

/// n of N in per cent with two decimals; a dash where there is nothing to divide by.
#[must_use]
pub fn percent(n: i64, of: i64) -> String {
    if of == 0 { "—".to_owned() } else { hundredths(i128::from(n) * 10_000, i128::from(of)) + "%" }
}

/// `hundredths ÷ by`, rounded half up, written with at most two decimals.
fn hundredths(hundredths: i128, by: i128) -> String {
    let rounded = (hundredths * 2 + by).div_euclid(by * 2);
    let sign = if rounded < 0 { "-" } else { "" };
    let (whole, rest) = (rounded.abs() / 100, rounded.abs() % 100);
    let text = format!("{sign}{whole}.{rest:02}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What must not be added to this figure.
#[must_use]
pub fn contained(definition: &Definition, lang: Lang) -> String {
    if definition.contained_in.is_empty() {
        return String::new();
    }
    let all = definition.contained_in.join(", ");
    format!("{}{all}", lang.pick("含于 ", "contained in "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_half_up_and_never_hide_n() {
        assert_eq!(percent(7, 8), "87.5%");
        assert_eq!(percent(2, 3), "66.67%");
        assert_eq!(percent(1, 1), "100%");
        assert_eq!(percent(0, 0), "—");
        assert_eq!(hundredths(100 * 74_070, 60), "1234.5");
        assert_eq!(hundredths(10_000, 60), "1.67");
        assert_eq!(hundredths(0, 60), "0");
    }
}
