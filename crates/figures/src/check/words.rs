//! How near two wordings are, by pairs of neighbouring characters.

use std::collections::{HashMap, HashSet};

/// Two neighbouring characters of a wording.
pub(super) type Pair = (char, char);

/// Words that name whoever acts or that something was done, not what: they hardly tell figures apart.
const COMMON: &[&str] = &[
    "开展", "举办", "组织", "累计", "推动", "完成", "共计", "全年", "全市", "公安", "机关", "安局", "市公", "民警", "辅警", "民辅", "警辅",
    "次数", "人次", "人数", "期数", "场数", "数量", "各类", "各级", "类培", "级培", "年来", "先后", "成功", "获得", "荣获", "进行", "参加",
    "干警", "其中",
];

/// How much a common pair weighs beside any other.
const COMMON_WEIGHT: f64 = 0.15;

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
        let telling = ((f64::from(self.wordings) + 1.0) / (seen + 1.0)).ln() + 1.0;
        if self.common.contains(&pair) { telling * COMMON_WEIGHT } else { telling }
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
        for pair in pairs(text) {
            let at = self.near.entry(pair).or_default();
            *at = at.max(nearness);
        }
    }

    /// How near `pair` stands: 1 in the claim's own clause, 0 nowhere.
    pub fn nearness(&self, pair: Pair) -> f64 {
        self.near.get(&pair).copied().unwrap_or(0.0)
    }
}
