//! How near two wordings are, by pairs of neighbouring characters.

use std::collections::{HashMap, HashSet};

/// Two neighbouring characters of a wording.
pub(super) type Pair = (char, char);

/// Names for police and auxiliaries together. They are made one word, or "民辅警" would seem to say "辅警".
const STAFF: &[&str] = &["民警和辅警", "民警、辅警", "民警辅警", "民辅警"];
const ONE_STAFF: &str = "警员";

/// Words that say who acted, how often or how well, not what was counted; the longer ones first.
const FILLERS: &[&str] = &[
    "各级公安机关",
    "全市公安机关",
    "公安机关",
    "各级各类",
    "市公安局",
    "公安局",
    "广大",
    "各级",
    "各类",
    "全市",
    "全区",
    "全年",
    "累计",
    "先后",
    "共计",
    "成功",
    "3年来",
    "年来",
    "其中",
    ONE_STAFF,
];

/// Verbs of doing something at all: they hardly tell figures apart.
const COMMON: &[&str] = &["开展", "举办", "组织", "推动", "完成", "数量", "获得", "荣获", "进行", "参加", "组开", "达到", "警员"];

/// How much a common pair weighs beside any other.
const COMMON_WEIGHT: f64 = 0.15;

/// A wording with one name for police and auxiliaries.
pub(super) fn one_staff(text: &str) -> String {
    STAFF.iter().fold(text.to_owned(), |text, staff| if text.contains(staff) { text.replace(staff, ONE_STAFF) } else { text })
}

/// A wording without its fillers: only what was counted.
pub(super) fn plain(text: &str) -> String {
    FILLERS.iter().fold(one_staff(text), |text, filler| if text.contains(filler) { text.replace(filler, "") } else { text })
}

/// The pairs of a wording, each once. Digits, blanks and punctuation separate.
pub(super) fn pairs(text: &str) -> HashSet<Pair> {
    let mut found = HashSet::new();
    let mut last = None;
    for c in text.chars() {
        let letter = c.is_alphabetic();
        if let (Some(before), true) = (last, letter) {
            found.insert((before, c));
        }
        last = letter.then(|| c.to_lowercase().next().unwrap_or(c));
    }
    found
}

/// How telling each pair is among many wordings: one that stands in few tells more.
#[derive(Debug, Default)]
pub(super) struct Weights {
    in_how_many: HashMap<Pair, u32>,
    common: HashSet<Pair>,
    wordings: u32,
}

impl Weights {
    /// Learns from groups of wordings; a pair counts once a group.
    pub fn learn<'a>(groups: impl Iterator<Item = &'a [HashSet<Pair>]>) -> Self {
        let mut weights = Self { common: COMMON.iter().flat_map(|word| pairs(word)).collect(), ..Self::default() };
        for group in groups {
            weights.wordings += 1;
            let once: HashSet<Pair> = group.iter().flatten().copied().collect();
            for pair in once {
                *weights.in_how_many.entry(pair).or_default() += 1;
            }
        }
        weights
    }

    /// The weight of a pair.
    pub fn of(&self, pair: Pair) -> f64 {
        let seen = f64::from(self.in_how_many.get(&pair).copied().unwrap_or(0));
        let telling = (((f64::from(self.wordings) + 1.0) / (seen + 1.0)).ln() + 1.0).powi(2);
        if self.common.contains(&pair) { telling * COMMON_WEIGHT } else { telling }
    }

    /// Whether a pair stands in the wordings of at most one figure.
    pub fn is_rare(&self, pair: Pair) -> bool {
        !self.common.contains(&pair) && self.in_how_many.get(&pair).is_none_or(|n| *n <= 1)
    }

    /// Whether a pair is of a word that hardly tells figures apart.
    pub fn is_common(&self, pair: Pair) -> bool {
        self.common.contains(&pair)
    }
}

/// Where a text's pairs stand, the nearest counting most.
#[derive(Debug, Default)]
pub(super) struct Context {
    near: HashMap<Pair, f64>,
}

impl Context {
    /// Adds a stretch of text; what stands there already nearer keeps its place.
    pub fn add(&mut self, text: &str, nearness: f64) {
        for pair in pairs(&one_staff(text)).into_iter().chain(pairs(&plain(text))) {
            let at = self.near.entry(pair).or_default();
            *at = at.max(nearness);
        }
    }

    /// How near `pair` stands: 1 in the claim's own clause, 0 nowhere.
    pub fn nearness(&self, pair: Pair) -> f64 {
        self.near.get(&pair).copied().unwrap_or(0.0)
    }
}
