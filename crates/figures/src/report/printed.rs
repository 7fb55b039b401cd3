//! Writing a value: exact whole-number arithmetic, every rounding named.

use nc_kernel::Refusal;

use super::binding::Form;
use super::hedge::Hedge;
use super::rules;

/// Values are compared in millionths, so that 亿 with four decimals and a per cent with four are whole numbers.
pub(super) const MICRO: i128 = 1_000_000;

/// An exact value in the printed measure: minutes over 60 are 学时.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    pub num: i128,
    pub den: i128,
}

/// A number as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Printed {
    /// With the hedge of its form.
    pub text: String,
    /// What the digits say, in millionths.
    pub micro: i128,
    /// The hedge of its form.
    pub hedge: Option<Hedge>,
    /// Digits after the decimal point that are meant.
    pub decimals: u32,
    /// Power of ten of the printed unit.
    pub scale: i32,
}

impl Amount {
    /// The value in millionths as a fraction.
    pub fn micro(self) -> (i128, i128) {
        (self.num * MICRO, self.den)
    }

    /// Rounded half up to multiples of `step` millionths.
    fn rounded(self, step: i128) -> i128 {
        let (num, den) = self.micro();
        (2 * num + den * step).div_euclid(2 * den * step) * step
    }

    fn is_exactly(self, micro: i128) -> bool {
        let (num, den) = self.micro();
        micro * den == num
    }

    /// Every digit, or nearly: what a message names.
    pub fn words(self) -> String {
        decimal(self.rounded(MICRO / 100), MICRO)
    }

    /// Writes the amount in `form`.
    pub fn write(self, form: Form) -> Result<Printed, Refusal> {
        let inexact = || rules::INEXACT.refuse().with("value", self.words()).with("form", form.words()).with("remedy", "小数1");
        let plain = |micro: i128, unit: i128, word: &str, hedge: (&str, Option<Hedge>, &str), (decimals, scale): (u32, i32)| Printed {
            text: format!("{}{}{word}{}", hedge.0, decimal(micro, unit), hedge.2),
            micro,
            hedge: hedge.1,
            decimals,
            scale,
        };
        const NO: (&str, Option<Hedge>, &str) = ("", None, "");
        let myriads = |unit: i128, scale: i32, word: &str, decimals: Option<u8>, hedge| {
            let kept = decimals.unwrap_or(4);
            let micro = self.rounded(unit / 10_i128.pow(u32::from(kept)));
            if (decimals.is_none() && !self.is_exactly(micro)) || (micro == 0 && self.num != 0) {
                return Err(inexact());
            }
            Ok(plain(micro, unit, word, hedge, (u32::from(kept), scale)))
        };
        match form {
            Form::Exact | Form::Reaching(None) => {
                let micro = self.rounded(MICRO / 100);
                if !self.is_exactly(micro) {
                    return Err(inexact());
                }
                let hedge = if form == Form::Exact { NO } else { ("达", Some(Hedge::Reaching), "") };
                Ok(plain(micro, MICRO, "", hedge, (if micro % MICRO == 0 { 0 } else { 2 }, 0)))
            }
            Form::Decimals(n) => {
                let micro = self.rounded(MICRO / 10_i128.pow(u32::from(n)));
                if micro == 0 && self.num != 0 {
                    return Err(inexact());
                }
                Ok(plain(micro, MICRO, "", NO, (u32::from(n), 0)))
            }
            Form::Myriads(n) => myriads(MICRO * 10_000, 4, "万", n, NO),
            Form::Reaching(n) => myriads(MICRO * 10_000, 4, "万", n, ("达", Some(Hedge::Reaching), "")),
            Form::HundredMillions(n) => myriads(MICRO * 100_000_000, 8, "亿", n, NO),
            Form::Odd(step) => self.hedged(form, step, Hedge::Odd),
            Form::Nearly(step) => self.hedged(form, step, Hedge::Nearly),
            Form::Percent(n) => {
                let micro = self.rounded(MICRO / 10_i128.pow(u32::from(n)));
                Ok(Printed { text: decimal(micro, MICRO) + "%", micro, hedge: None, decimals: u32::from(n), scale: -2 })
            }
            Form::Numerator | Form::Denominator => self.write(Form::Exact),
        }
    }

    /// Cut down with 余, or up with 近; refused where that is not true.
    fn hedged(self, form: Form, step: i64, hedge: Hedge) -> Result<Printed, Refusal> {
        let step = i128::from(step) * MICRO;
        let (num, den) = self.micro();
        let below = num.div_euclid(den * step) * step;
        let micro = if hedge == Hedge::Odd { below } else { below + step };
        let (unit, word, scale) = if micro >= 10_000 * MICRO && step >= 100 * MICRO { (10_000, "万", 4) } else { (1, "", 0) };
        let digits = decimal(micro, unit * MICRO) + word;
        let text = if hedge == Hedge::Odd { format!("{digits}余") } else { format!("近{digits}") };
        if !hedge.holds(micro, (num, den)) {
            return Err(rules::HEDGE
                .refuse()
                .with("said", text)
                .with("value", self.words())
                .with("remedy", format!("达{}", self.words()))
                .with("form", form.words()));
        }
        Ok(Printed { text, micro, hedge: Some(hedge), decimals: 0, scale })
    }
}

/// `micro` millionths in units of `unit` millionths, without zeros at the end.
fn decimal(micro: i128, unit: i128) -> String {
    let sign = if micro < 0 { "-" } else { "" };
    let (whole, mut rest) = (micro.abs() / unit, micro.abs() % unit);
    let mut text = format!("{sign}{whole}");
    if rest != 0 {
        text.push('.');
        let mut place = unit;
        while rest != 0 && place > 1 {
            place /= 10;
            text.push_str(&(rest / place).to_string());
            rest %= place;
        }
    }
    text
}
