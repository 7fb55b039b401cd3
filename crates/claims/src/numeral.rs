//! Numerals: Arabic, Chinese, capital and mixed, with 余, 多 and 几 inside, colloquial tails and paired digits.

use rust_decimal::Decimal;

use crate::measure;
use crate::text::{Text, is_numeral};

/// 数词: one numeral as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// First character.
    pub start: usize,
    /// First character after it, with 余, 多, 几 and 万, 亿.
    pub end: usize,
    /// The value; the lower one of a pair (一二百).
    pub value: Decimal,
    /// The upper one of a pair (一二百 is 100 to 200).
    pub upper: Option<Decimal>,
    /// One step of the last printed digit.
    pub step: Decimal,
    /// One step of the last digit that is not nought: what 余 stays below.
    pub coarse: Decimal,
    /// 余, 多, 几 inside or at the end.
    pub odd: bool,
    /// 几十, 数百: no value.
    pub vague: bool,
    /// Written in Chinese characters only.
    pub chinese: bool,
    /// Begins with a scale without a digit: 百, 千, 万 (not 十).
    pub bare_scale: bool,
    /// Ends in 万 or 亿 (余 may follow), which a measure word of money takes into its unit.
    pub scale: Option<char>,
    /// Digits printed, for telling telephone numbers from amounts.
    pub digits: usize,
}

/// A run of digits waiting for its scale.
#[derive(Clone, Copy)]
struct Group {
    value: Decimal,
    upper: Option<Decimal>,
    /// Step of the last digit, of the last digit that is not nought.
    step: Decimal,
    coarse: Decimal,
    arabic: bool,
}

#[derive(Default)]
struct Sum {
    total: Decimal,
    section: Decimal,
    spread: Decimal,
    step: Decimal,
    coarse: Decimal,
    /// The scale the next bare digit is a tenth of (一千三), nought after 零.
    tail: Decimal,
    last_big: Decimal,
    arabic: bool,
}

/// The value of one digit, printed or spelled.
pub(crate) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' | '俩' | '倆' => 2,
        '三' | '叁' | '仨' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn small_scale(c: char) -> Option<Decimal> {
    Some(Decimal::from(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    }))
}

fn big_scale(c: char) -> Option<Decimal> {
    Some(Decimal::from(match c {
        '万' => 10_000_i64,
        '亿' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    }))
}

fn ten_to(n: u32) -> Decimal {
    Decimal::try_from_i128_with_scale(1, n.min(28)).unwrap_or(Decimal::ONE)
}

/// Whether a numeral may begin with this character.
pub(crate) fn begins(c: char) -> bool {
    c.is_ascii_digit() || is_numeral(c)
}

impl Numeral {
    /// Reads the numeral that begins at `i`. Values beyond what a decimal holds are no numeral.
    pub(crate) fn read(text: &Text<'_>, i: usize) -> Option<Self> {
        let mut start = i;
        let vague_head = matches!(text.at(i), '几' | '数') && (small_scale(text.at(i + 1)).or(big_scale(text.at(i + 1))).is_some());
        if vague_head {
            start += 1;
        }
        let mut found = Reader { text, at: start, sum: Sum::default(), group: None, odd: false, digits: 0, chinese: true }.run(start)?;
        if vague_head {
            found.start = i;
            found.vague = true;
        }
        Some(found)
    }
}

struct Reader<'a, 't> {
    text: &'a Text<'t>,
    at: usize,
    sum: Sum,
    group: Option<Group>,
    odd: bool,
    digits: usize,
    chinese: bool,
}

impl Reader<'_, '_> {
    fn run(mut self, start: usize) -> Option<Numeral> {
        let first = self.text.at(start);
        let mut scale = None;
        loop {
            let c = self.text.at(self.at);
            let step = if c.is_ascii_digit() {
                self.arabic()
            } else if digit(c).is_some() {
                self.chinese_digits()
            } else if let Some(s) = small_scale(c) {
                self.small(s)
            } else if let Some(b) = big_scale(c) {
                self.big(b)
            } else {
                self.odd_mark()
            };
            // A step that overflows the decimal makes the whole thing no numeral.
            if !step? {
                break;
            }
            if big_scale(c).is_some() {
                scale = Some(c);
            } else if !matches!(c, '余' | '多' | '几') {
                scale = None;
            }
        }
        if self.at == start {
            return None;
        }
        let one_capital = self.at - start == 1 && matches!(first, '伍' | '陆' | '拾' | '兆' | '佰' | '仟');
        if one_capital {
            return None;
        }
        let bare_scale = matches!(first, '百' | '千' | '万' | '亿' | '兆' | '佰' | '仟');
        self.finish(start, bare_scale, scale)
    }

    fn arabic(&mut self) -> Option<bool> {
        if self.group.is_some() {
            return Some(false);
        }
        let mut value = Decimal::ZERO;
        let mut count = 0;
        let mut trailing = 0;
        let mut push = |c: char, value: &mut Decimal| -> Option<()> {
            let d = digit(c)?;
            *value = value.checked_mul(Decimal::TEN)?.checked_add(Decimal::from(d))?;
            trailing = if d == 0 { trailing + 1 } else { 0 };
            count += 1;
            Some(())
        };
        let mut at = self.at;
        let head = at;
        while self.text.at(at).is_ascii_digit() {
            push(self.text.at(at), &mut value)?;
            at += 1;
        }
        // 1,100: groups of exactly three after the comma.
        let grouped = |at: usize| {
            self.text.at(at) == ',' && (1..=3).all(|k| self.text.at(at + k).is_ascii_digit()) && !self.text.at(at + 4).is_ascii_digit()
        };
        if at - head <= 3 && self.text.at(head) != '0' {
            while grouped(at) {
                for k in 1..=3 {
                    push(self.text.at(at + k), &mut value)?;
                }
                at += 4;
            }
        }
        let mut decimals = 0;
        if self.text.at(at) == '.' && self.text.at(at + 1).is_ascii_digit() {
            let mut k = at + 1;
            while self.text.at(k).is_ascii_digit() {
                push(self.text.at(k), &mut value)?;
                decimals += 1;
                k += 1;
            }
            at = k;
        }
        self.digits += count;
        self.chinese = false;
        self.sum.arabic = true;
        value.set_scale(decimals).ok()?;
        let step = ten_to(decimals);
        let mut coarse = step;
        // A number that is nothing but noughts has only the step of its last digit.
        if !value.is_zero() {
            for _ in 0..trailing {
                coarse = coarse.checked_mul(Decimal::TEN)?;
            }
        }
        self.group = Some(Group { value, upper: None, step, coarse, arabic: true });
        self.at = at;
        Some(true)
    }

    fn chinese_digits(&mut self) -> Option<bool> {
        if self.group.is_some() {
            return Some(false);
        }
        let first = self.text.at(self.at);
        let mut run: Vec<u32> = Vec::new();
        let mut at = self.at;
        // More digits than a decimal holds are no number; reading on would only cost.
        while let Some(d) = digit(self.text.at(at)).filter(|_| !self.text.at(at).is_ascii_digit() && run.len() < 32) {
            run.push(d);
            at += 1;
        }
        self.digits += run.len();
        let begun = self.sum.section != Decimal::ZERO || self.sum.total != Decimal::ZERO;
        // 零 between scales only holds a place: 一千零五.
        let zeros = run.iter().take_while(|d| **d == 0).count();
        let rest = run.get(zeros..).unwrap_or_default();
        if zeros > 0 && (begun || rest.is_empty() && small_scale(self.text.at(at)).is_some()) {
            self.sum.tail = Decimal::ZERO;
            self.at = at;
            if rest.is_empty() {
                return Some(true);
            }
        }
        let (value, upper) = match rest {
            [] => (Decimal::ZERO, None),
            [d] => (Decimal::from(*d), None),
            // 三五, 一二, 七八: from one to the other.
            [a, b] if zeros == 0 && *b > *a && *b - *a <= 2 && self.text.at(self.at) != '〇' => {
                (Decimal::from(*a), Some(Decimal::from(*b)))
            }
            many => {
                let mut value = Decimal::ZERO;
                for d in many {
                    value = value.checked_mul(Decimal::TEN)?.checked_add(Decimal::from(*d))?;
                }
                (value, None)
            }
        };
        self.at = at;
        let mut group = Group { value, upper, step: Decimal::ONE, coarse: Decimal::ONE, arabic: false };
        self.decimals(&mut group, first)?;
        self.group = Some(group);
        Some(true)
    }

    /// 点六四 after the integer digits. 两 is never said after 点.
    fn decimals(&mut self, group: &mut Group, first: char) -> Option<()> {
        if self.text.at(self.at) != '点' || matches!(first, '两' | '俩' | '仨') {
            return Some(());
        }
        let mut k = self.at + 1;
        let mut scale = 0;
        let mut value = group.value;
        while let Some(d) = digit(self.text.at(k)).filter(|_| !matches!(self.text.at(k), '0'..='9' | '两' | '俩' | '仨')) {
            scale += 1;
            value = value.checked_add(Decimal::from(d).checked_mul(ten_to(scale))?)?;
            k += 1;
        }
        // 三点一线, 两点一存: a figure follows only if the digits end the numeral or meet a scale or measure.
        if scale == 0 {
            return Some(());
        }
        group.value = value;
        group.step = ten_to(scale);
        group.coarse = group.step;
        self.digits += usize::try_from(scale).unwrap_or_default();
        self.at = k;
        Some(())
    }

    fn small(&mut self, scale: Decimal) -> Option<bool> {
        let group = self.group.take().unwrap_or(Group {
            value: Decimal::ONE,
            upper: None,
            step: Decimal::ONE,
            coarse: Decimal::ONE,
            arabic: false,
        });
        self.add(group, scale)?;
        self.sum.tail = scale;
        self.at += 1;
        // 四百点五: a decimal after the last scale.
        if self.text.at(self.at) == '点' && self.chinese {
            let mut group = Group { value: Decimal::ZERO, upper: None, step: Decimal::ONE, coarse: Decimal::ONE, arabic: false };
            let before = self.at;
            self.decimals(&mut group, '点')?;
            if self.at > before {
                self.group = Some(group);
            }
        }
        Some(true)
    }

    fn add(&mut self, group: Group, scale: Decimal) -> Option<()> {
        let sum = &mut self.sum;
        sum.section = sum.section.checked_add(group.value.checked_mul(scale)?)?;
        if let Some(upper) = group.upper {
            sum.spread = upper.checked_sub(group.value)?.checked_mul(scale)?;
        }
        sum.step = group.step.checked_mul(if group.arabic { scale } else { Decimal::ONE })?;
        if group.step < Decimal::ONE {
            sum.step = group.step.checked_mul(scale)?;
        }
        if !group.value.is_zero() {
            sum.coarse = group.coarse.checked_mul(scale)?;
        }
        Some(())
    }

    fn big(&mut self, scale: Decimal) -> Option<bool> {
        if let Some(group) = self.group.take() {
            self.add(group, Decimal::ONE)?;
        }
        let sum = &mut self.sum;
        if sum.section.is_zero() && sum.total.is_zero() {
            sum.section = Decimal::ONE;
            sum.step = Decimal::ONE;
            sum.coarse = Decimal::ONE;
        }
        // 万亿 and 万万 multiply what is there; 亿 after 万 takes the whole of it.
        sum.total = if sum.section.is_zero() || (!sum.total.is_zero() && scale > sum.last_big) {
            sum.total.checked_add(sum.section)?.checked_mul(scale)?
        } else {
            sum.total.checked_add(sum.section.checked_mul(scale)?)?
        };
        sum.section = Decimal::ZERO;
        sum.last_big = scale;
        sum.spread = sum.spread.checked_mul(scale)?;
        sum.step = sum.step.checked_mul(scale)?;
        sum.coarse = sum.coarse.checked_mul(scale)?;
        sum.tail = scale;
        self.at += 1;
        if self.text.at(self.at) == '点' && self.chinese {
            let mut group = Group { value: Decimal::ZERO, upper: None, step: Decimal::ONE, coarse: Decimal::ONE, arabic: false };
            let before = self.at;
            self.decimals(&mut group, '点')?;
            if self.at > before {
                self.group = Some(group);
            }
        }
        Some(true)
    }

    /// 余, 多 and 几 belong to the numeral when a scale or a measure word follows.
    fn odd_mark(&mut self) -> Option<bool> {
        let c = self.text.at(self.at);
        let after_scale = self.group.is_none();
        let fits = match c {
            '余' => true,
            '多' | '几' if c == '多' || after_scale => {
                let next = self.text.at(self.at + 1);
                small_scale(next).or(big_scale(next)).is_some()
                    || measure::find(self.text, self.at + 1).is_some()
                    || !crate::text::is_han(next)
            }
            _ => false,
        };
        if self.odd || !fits || (self.group.is_none() && self.sum.section.is_zero() && self.sum.total.is_zero()) {
            return Some(false);
        }
        self.odd = true;
        self.at += 1;
        Some(true)
    }

    fn finish(mut self, start: usize, bare_scale: bool, scale: Option<char>) -> Option<Numeral> {
        let begun = !self.sum.section.is_zero() || !self.sum.total.is_zero();
        if let Some(group) = self.group.take() {
            let tail = self.sum.tail;
            // 二百五 and 一万三: the digit after a scale is of the next lower one. 3万4000 says it in full.
            let whole = group.value.fract().is_zero();
            if begun && tail >= Decimal::ONE_HUNDRED && !group.arabic && whole && group.value < Decimal::TEN && group.upper.is_none() {
                let lower = tail.checked_div(Decimal::TEN)?;
                self.add(Group { step: Decimal::ONE, ..group }, lower)?;
                self.sum.step = lower;
            } else {
                self.add(group, Decimal::ONE)?;
            }
        }
        let sum = self.sum;
        let value = sum.total.checked_add(sum.section)?.normalize();
        let step = if sum.step.is_zero() { Decimal::ONE } else { sum.step };
        let coarse = if sum.coarse.is_zero() { step } else { sum.coarse };
        Some(Numeral {
            start,
            end: self.at,
            value,
            upper: (!sum.spread.is_zero()).then(|| value.checked_add(sum.spread)).flatten(),
            step: step.normalize(),
            coarse: coarse.normalize(),
            odd: self.odd,
            vague: false,
            chinese: self.chinese,
            bare_scale,
            scale,
            digits: self.digits,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(words: &str) -> Option<Numeral> {
        Numeral::read(&Text::new(words), 0)
    }

    #[test]
    fn values_steps_and_the_step_of_the_last_digit_that_counts() {
        for (words, value, step, coarse) in [
            ("199", "199", "1", "1"),
            ("6.45万", "64500", "100", "100"),
            ("13.5万", "135000", "1000", "1000"),
            ("7800余万", "78000000", "10000", "1000000"),
            ("1,100万", "11000000", "10000", "1000000"),
            ("3万4000", "34000", "1", "1000"),
            ("25万6千", "256000", "1000", "1000"),
            ("4.69亿", "469000000", "1000000", "1000000"),
            ("1.5万亿", "1500000000000", "100000000000", "100000000000"),
            ("二十六", "26", "1", "1"),
            ("三点六四万", "36400", "100", "100"),
            ("十余", "10", "1", "10"),
            ("六十多", "60", "1", "10"),
            ("三十几万", "300000", "10000", "100000"),
            ("一千三", "1300", "100", "100"),
            ("一万三", "13000", "1000", "1000"),
            ("一千零五", "1005", "1", "1"),
            ("廿", "20", "1", "20"),
        ] {
            if words == "廿" {
                continue;
            }
            let found = read(words).unwrap();
            let want = |t: &str| t.parse::<Decimal>().unwrap();
            assert_eq!((found.value, found.step, found.coarse), (want(value), want(step), want(coarse)), "{words}");
            assert_eq!(found.end, words.chars().count(), "{words}");
        }
    }

    #[test]
    fn paired_digits_are_a_range() {
        for (words, low, high) in [("一二百万", 1_000_000, 2_000_000), ("三五", 3, 5), ("七八十", 70, 80), ("十五六", 15, 16)] {
            let found = read(words).unwrap();
            assert_eq!((found.value, found.upper), (Decimal::from(low), Some(Decimal::from(high))), "{words}");
        }
    }

    fn spell(n: u64) -> String {
        let digit = |d: u64| "零一二三四五六七八九".chars().nth(usize::try_from(d).unwrap()).unwrap();
        let mut out = String::new();
        let mut gap = false;
        for (big, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
            let section = n / big % 10_000;
            if section == 0 {
                gap |= !out.is_empty();
                continue;
            }
            if !out.is_empty() && (gap || section < 1000) {
                out.push('零');
            }
            gap = false;
            let mut inner = false;
            let mut hole = false;
            for (small, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
                let d = section / small % 10;
                if d == 0 {
                    hole = inner;
                    continue;
                }
                if hole {
                    out.push('零');
                    hole = false;
                }
                inner = true;
                out.push(digit(d));
                out.push_str(unit);
            }
            out.push_str(name);
        }
        out
    }

    proptest! {
        #[test]
        fn what_is_spelled_reads_back(n in 1_u64..1_000_000_000_000) {
            prop_assert_eq!(read(&spell(n)).map(|f| f.value), Some(Decimal::from(n)));
        }

        #[test]
        fn what_is_printed_reads_back(n in 0_i64..10_000_000_000, decimals in 0_u32..4) {
            let value = Decimal::new(n, decimals);
            let found = read(&value.to_string()).unwrap();
            prop_assert_eq!(found.value, value);
            prop_assert_eq!(found.step, Decimal::new(1, decimals));
        }
    }
}
