//! Measure words: which may follow a figure, and what of the figure's own unit one of them is.

/// What the genre counts in, longest first within a beginning, so that 人次 is never read as 人.
const KNOWN: &[&str] = &[
    "场人次",
    "人次",
    "人天",
    "万元",
    "亿元",
    "分钟",
    "学时",
    "小时",
    "课时",
    "百分点",
    "个百分点",
    "人",
    "名",
    "位",
    "期",
    "次",
    "场",
    "届",
    "批",
    "班",
    "个",
    "项",
    "处",
    "部",
    "幅",
    "件",
    "起",
    "家",
    "支",
    "条",
    "篇",
    "本",
    "份",
    "册",
    "套",
    "台",
    "辆",
    "户",
    "所",
    "元",
    "分",
    "天",
    "年",
    "月",
    "倍",
    "成",
    "%",
    "％",
    "枚",
    "面",
    "宗",
    "例",
];

/// The measure word `text` begins with.
pub(super) fn leading(text: &str) -> Option<&'static str> {
    KNOWN.iter().filter(|word| text.starts_with(**word)).max_by_key(|word| word.len()).copied()
}

/// How many of the figure's own unit one `word` is; `None` when the figure is not counted in it. 名 and 人 both count
/// people once; 人次 is another dimension.
pub(super) fn divisor(unit: &str, word: &str) -> Option<i64> {
    match (unit, word) {
        ("人", "名") | ("名", "人") => Some(1),
        ("分钟", "学时" | "小时") => Some(60),
        ("分", "元") => Some(100),
        ("分", "万元") => Some(1_000_000),
        (unit, word) if unit == word => Some(1),
        _ => None,
    }
}
