//! Hedges: 余、近、达、约、超, and when each is true of a value.

/// 限定词.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hedge {
    /// 达、共: equal, or rounded as printed.
    Reaching,
    /// 余、多: above the printed value and below the next step of its last digit that is no zero.
    Odd,
    /// 近: below the printed value, by less than half such a step and at most a tenth.
    Nearly,
    /// 约、左右: rounded as printed.
    About,
    /// 超、突破: above.
    Over,
    /// 以上、不少于: not below.
    AtLeast,
    /// 以内、不超过: not above.
    AtMost,
    /// 不足: below.
    Under,
}

const BEFORE: &[(&str, Hedge)] = &[
    ("将近", Hedge::Nearly),
    ("接近", Hedge::Nearly),
    ("近", Hedge::Nearly),
    ("超过", Hedge::Over),
    ("突破", Hedge::Over),
    ("超", Hedge::Over),
    ("逾", Hedge::Over),
    ("不少于", Hedge::AtLeast),
    ("不低于", Hedge::AtLeast),
    ("至少", Hedge::AtLeast),
    ("不超过", Hedge::AtMost),
    ("至多", Hedge::AtMost),
    ("不足", Hedge::Under),
    ("大约", Hedge::About),
    ("约", Hedge::About),
    ("达到", Hedge::Reaching),
    ("达", Hedge::Reaching),
    ("共计", Hedge::Reaching),
    ("合计", Hedge::Reaching),
    ("共", Hedge::Reaching),
];
const BETWEEN: &[(&str, Hedge)] = &[("余", Hedge::Odd), ("多", Hedge::Odd)];
const AFTER: &[(&str, Hedge)] = &[("以上", Hedge::AtLeast), ("以下", Hedge::AtMost), ("以内", Hedge::AtMost), ("左右", Hedge::About)];
/// Words that end like a hedge and are none.
const NONE: &[&str] = &["最近", "附近", "节约", "高超", "公共", "预约", "条约"];

type Word = (&'static str, Hedge);

/// The hedge `text` ends with, right before a number.
pub(super) fn before(text: &str) -> Option<Word> {
    if NONE.iter().any(|word| text.ends_with(word)) {
        return None;
    }
    BEFORE.iter().filter(|(word, _)| text.ends_with(word)).max_by_key(|(word, _)| word.len()).copied()
}

/// The hedge between a number and its measure word.
pub(super) fn between(text: &str) -> Option<Word> {
    BETWEEN.iter().find(|(word, _)| text.starts_with(word)).copied()
}

/// The hedge after the measure word.
pub(super) fn after(text: &str) -> Option<Word> {
    AFTER.iter().find(|(word, _)| text.starts_with(word)).copied()
}

/// One step of the last digit that is no zero: 100 for 7800, 1,000 for 64,000.
fn place(printed: i128) -> i128 {
    let mut place = 1;
    while printed != 0 && printed % (place * 10) == 0 {
        place *= 10;
    }
    place
}

impl Hedge {
    /// Whether the hedge is true of `value` (as a fraction, both in millionths) where `printed` stands.
    pub(super) fn holds(self, printed: i128, (num, den): (i128, i128)) -> bool {
        let value = num;
        let printed_by = printed * den;
        let step = place(printed) * den;
        match self {
            // Forms only ever print the value or its rounding.
            Self::Reaching | Self::About => true,
            Self::Odd => printed > 0 && printed_by < value && value < printed_by + step,
            Self::Nearly => value < printed_by && (printed_by - value) * 2 < step && (printed_by - value) * 10 <= printed_by,
            Self::Over => value > printed_by,
            Self::AtLeast => value >= printed_by,
            Self::AtMost => value <= printed_by,
            Self::Under => value < printed_by,
        }
    }
}
