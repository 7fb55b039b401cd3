//! Measure words: what may stand for what.

/// 量纲: the kind of thing a measure word counts. 人次 is never 人, and 期 is never 次.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Measure(&'static str);

/// Measure words of definitions, with the dimension in the words claims use.
const WORDS: &[(&str, &str)] = &[
    ("期", "session"),
    ("班", "session"),
    ("人次", "attendance"),
    ("场人次", "sitting_attendance"),
    ("人", "person"),
    ("名", "person"),
    ("%", "ratio"),
    ("次", "time"),
    ("场", "event"),
    ("元", "CNY"),
    ("分", "CNY"),
    ("分钟", "minute"),
    ("学时", "hour"),
    ("项", "item"),
    ("条", "clause"),
    ("处", "point"),
    ("起", "case"),
    ("部", "work"),
    ("幅", "work"),
    ("部(幅)", "work"),
    ("件", "work"),
    ("个", "piece"),
    ("家", "unit_org"),
    ("个单位", "unit_org"),
    ("个项目", "project"),
    ("个实验室", "lab"),
    ("个工作室", "studio"),
    ("刊期", "issue"),
    ("年", "consecutive_years"),
    ("届", "consecutive_editions"),
];

/// Dimensions that name the same kind of thing: an event is counted in 场 or in 次, a session and an issue both in 期, a thing in
/// 个, 项 or its own word.
const ALIKE: &[&[&str]] = &[
    &["event", "time"],
    &["session", "issue"],
    &["item", "project", "lab", "studio", "piece", "thing", "point", "clause", "work"],
    &["consecutive_years", "consecutive_editions"],
];

/// Dimensions people mix up: the same subject counted in another sense.
const CONFUSED: &[&[&str]] = &[&["person", "attendance"], &["session", "event", "time"], &["case", "person"], &["work", "item"]];

impl Measure {
    /// The measure of a definition's `unit`; a word not known here is a measure of its own.
    #[must_use]
    pub fn of(unit: &str) -> Option<Self> {
        WORDS.iter().find(|(word, _)| *word == unit).map(|(_, dimension)| Self(dimension))
    }

    /// The dimension, as claims name it.
    #[must_use]
    pub fn dimension(self) -> &'static str {
        self.0
    }

    /// Whether a claim of `dimension` may be about a figure of this measure.
    #[must_use]
    pub fn fits(self, dimension: &str) -> bool {
        self.0 == dimension || together(ALIKE, self.0, dimension)
    }

    /// Whether a claim of `dimension` about the same subject says it in a measure that is often mixed up with this one.
    #[must_use]
    pub fn confused_with(self, dimension: &str) -> bool {
        !self.fits(dimension) && together(CONFUSED, self.0, dimension)
    }
}

fn together(groups: &[&[&str]], a: &str, b: &str) -> bool {
    groups.iter().any(|group| group.contains(&a) && group.contains(&b))
}
