//! A binding: which figure stands here, of what time and unit, and how it is written.

use nc_kernel::{Refusal, UnitPath};

use super::rules;

/// 数字绑定: `[[study.rotation.runs 期间=3年来 单位=/150600/ 写作=万2]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// `id` or `id@version`.
    pub figure: String,
    /// Words of a period; the report's when absent.
    pub period: Option<String>,
    /// A unit within the report's; the report's when absent.
    pub unit: Option<UnitPath>,
    /// How the number is written.
    pub form: Option<Form>,
}

/// 写法: how a number is written. A hedge (余、近、达) that is part of the form is written with the number, and is
/// refused when it is not true of the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// 原数: every digit.
    Exact,
    /// 整数、小数n: rounded half up to so many decimals, for measures that do not come out whole (学时).
    Decimals(u8),
    /// 万n: in ten thousands, rounded half up to so many decimals; exact where none are named.
    Myriads(Option<u8>),
    /// 亿n: in hundred millions, the same.
    HundredMillions(Option<u8>),
    /// 余百: cut down to hundreds (tens, thousands, ten thousands), with 余.
    Odd(i64),
    /// 近千: up to the next thousand, with 近.
    Nearly(i64),
    /// 达万2: as the inner form, with 达 before it; `None` is every digit.
    Reaching(Option<u8>),
    /// 率n: n ÷ N in per cent with so many decimals, followed by n and N.
    Percent(u8),
    /// 分子: the n of a rate alone.
    Numerator,
    /// 分母: the N of a rate alone.
    Denominator,
}

/// Most decimals: one in a ten-thousandth of a ten thousand is one.
const MOST_DECIMALS: u8 = 4;

impl Form {
    /// Reads a form; `None` for one that does not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let decimals = |rest: &str| match rest {
            "" => Some(None),
            digits => digits.parse::<u8>().ok().filter(|n| *n <= MOST_DECIMALS).map(Some),
        };
        let step = |rest: &str| match rest {
            "十" => Some(10),
            "百" => Some(100),
            "千" => Some(1_000),
            "万" => Some(10_000),
            _ => None,
        };
        let after = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word));
        match text {
            "原数" | "exact" => return Some(Self::Exact),
            "整数" | "integer" => return Some(Self::Decimals(0)),
            "分子" | "n" => return Some(Self::Numerator),
            "分母" | "N" => return Some(Self::Denominator),
            "达" => return Some(Self::Reaching(None)),
            _ => {}
        }
        if let Some(rest) = after(&["达万"]) {
            return decimals(rest)?.map(|n| Self::Reaching(Some(n)));
        }
        if let Some(rest) = after(&["余"]) {
            return step(rest).map(Self::Odd);
        }
        if let Some(rest) = after(&["近"]) {
            return step(rest).map(Self::Nearly);
        }
        if let Some(rest) = after(&["率", "percent"]) {
            return decimals(rest).map(|n| Self::Percent(n.unwrap_or(1)));
        }
        if let Some(rest) = after(&["小数", "decimals"]) {
            return decimals(rest)?.map(Self::Decimals);
        }
        if let Some(rest) = after(&["万", "wan"]) {
            return decimals(rest).map(Self::Myriads);
        }
        after(&["亿", "yi"]).and_then(|rest| decimals(rest).map(Self::HundredMillions))
    }

    /// The form as a template writes it.
    #[must_use]
    pub fn words(self) -> String {
        let of = |word: &str, n: Option<u8>| n.map_or_else(|| word.to_owned(), |n| format!("{word}{n}"));
        let step = |word: &str, n: i64| {
            let of = match n {
                10 => "十",
                100 => "百",
                1_000 => "千",
                _ => "万",
            };
            format!("{word}{of}")
        };
        match self {
            Self::Exact => "原数".to_owned(),
            Self::Decimals(0) => "整数".to_owned(),
            Self::Decimals(n) => format!("小数{n}"),
            Self::Myriads(n) => of("万", n),
            Self::HundredMillions(n) => of("亿", n),
            Self::Odd(n) => step("余", n),
            Self::Nearly(n) => step("近", n),
            Self::Reaching(None) => "达".to_owned(),
            Self::Reaching(n) => of("达万", n),
            Self::Percent(n) => format!("率{n}"),
            Self::Numerator => "分子".to_owned(),
            Self::Denominator => "分母".to_owned(),
        }
    }
}

impl Binding {
    /// Reads what stands between `[[` and `]]`.
    ///
    /// # Errors
    /// What cannot be read, without its place.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let bad = || rules::BINDING.refuse().with("what", text.trim());
        let mut words = text.split_whitespace();
        let figure = words.next().filter(|word| !word.contains('=')).ok_or_else(bad)?.to_owned();
        let mut binding = Self { figure, period: None, unit: None, form: None };
        for word in words {
            let (key, value) = word.split_once('=').filter(|(_, value)| !value.is_empty()).ok_or_else(bad)?;
            match key {
                "期间" | "period" if binding.period.is_none() => binding.period = Some(value.to_owned()),
                "单位" | "unit" if binding.unit.is_none() => {
                    binding.unit = Some(UnitPath::parse(value).map_err(|_| rules::UNIT.refuse().with("unit", value))?);
                }
                "写作" | "as" if binding.form.is_none() => {
                    binding.form = Some(Form::parse(value).ok_or_else(|| rules::FORM.refuse().with("form", value))?);
                }
                _ => return Err(bad()),
            }
        }
        Ok(binding)
    }
}
