//! Which figure, of which unit, for which time, a claim is about.

use std::collections::HashSet;

use nc_claims::{Article, Claim, Kind};
use nc_kernel::{Period, UnitPath};

use super::around::{Around, EARLIER_SENTENCE};
use super::choices::{Choices, signature};
use super::honours::Honours;
use super::measure::Measure;
use super::place::{Place, Places};
use super::words::{Context, Pair, Weights, pairs};
use crate::catalogue::Catalogue;
use crate::definition::{Counts, Definition};

/// A wording at least this near is taken to mean the figure.
const NEAR_ENOUGH: f64 = 0.50;
/// A candidate this little behind the first one leaves the choice to a person.
const TOO_CLOSE: f64 = 0.05;
/// Candidates below this are not even shown.
const WORTH_SHOWING: f64 = 0.25;
/// How many candidates are shown.
const SHOWN: usize = 3;
/// What standing beside a claim about the same thing adds.
const COMPANION: f64 = 0.08;

/// 候选指标: a figure a claim may be about.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Name of the figure.
    pub figure: String,
    /// Version of its definition.
    pub version: u32,
    /// How near its wording is, from 0 to 1.
    pub score: f64,
    /// Why it is one, the strongest first.
    pub why: Vec<Why>,
}

/// Why a figure is a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A person said so for this wording.
    Chosen,
    /// Its wording, or one of its other wordings, stands in the text.
    Wording(String),
    /// The claim beside it is about the same thing.
    Companion(String),
    /// The wording fits, the measure word does not.
    MeasureDiffers {
        /// The definition's measure word.
        counted_in: String,
    },
}

/// 匹配结果: what one claim is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Matched {
    /// The figures it may be about, the nearest first.
    pub candidates: Vec<Candidate>,
    /// How many of the first candidates it may really be: 0 none is near enough, 1 the first, 2 it is open between two.
    pub open_between: usize,
    /// The unit.
    pub place: Place,
    /// The time, and whether it was taken from what was asked because the text states none that can be resolved.
    pub period: Period,
    /// Whether the text left the time open.
    pub period_assumed: bool,
}

impl Matched {
    /// The figures to compute: the one it is about, or the two it is open between.
    #[must_use]
    pub fn meant(&self) -> &[Candidate] {
        self.candidates.get(..self.open_between).unwrap_or_default()
    }
}

struct Known<'a> {
    definition: &'a Definition,
    wordings: Vec<Wording>,
    measure: Option<Measure>,
}

struct Wording {
    text: String,
    pairs: HashSet<Pair>,
    /// The weight of all pairs together.
    weight: f64,
}

/// 核对词表: everything known beforehand, built once for a catalogue.
pub struct Checker<'a> {
    known: Vec<Known<'a>>,
    weights: Weights,
    places: &'a Places,
    choices: &'a Choices,
}

impl<'a> Checker<'a> {
    /// Learns the wordings of every figure in use.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, places: &'a Places, choices: &'a Choices) -> Self {
        let definitions: Vec<&Definition> = catalogue.in_use().collect();
        let texts: Vec<Vec<String>> = definitions.iter().map(|d| wordings(d)).collect();
        let all: Vec<Vec<HashSet<Pair>>> = texts.iter().map(|texts| texts.iter().map(|t| pairs(t)).collect()).collect();
        let weights = Weights::learn(all.iter().map(Vec::as_slice));
        let known = definitions
            .into_iter()
            .zip(texts.into_iter().zip(all))
            .map(|(definition, (texts, pairs))| Known {
                definition,
                wordings: texts
                    .into_iter()
                    .zip(pairs)
                    .map(|(text, pairs)| Wording { weight: pairs.iter().map(|p| weights.of(*p)).sum(), text, pairs })
                    .collect(),
                measure: Measure::of(&definition.unit),
            })
            .collect();
        Self { known, weights, places, choices }
    }

    /// What each claim of `article` (read from `text`) is about. `asked` is the time meant where the text states none.
    #[must_use]
    pub fn matches(&self, text: &[char], article: &Article, asked: Period) -> Vec<Matched> {
        let mut found: Vec<Matched> = Vec::with_capacity(article.claims.len());
        for (i, claim) in article.claims.iter().enumerate() {
            let around = Around::of(text, claim.start, claim.end);
            let beside = article.claims.get(..i).unwrap_or_default().iter().zip(&found).rev();
            let companion = beside
                .take_while(|(other, _)| other.start >= around.sentence)
                .find_map(|(_, m)| (m.open_between == 1).then(|| m.candidates.first().map(|c| c.figure.clone())).flatten());
            found.push(self.matched(claim, &around, companion.as_deref(), asked));
        }
        found
    }

    fn matched(&self, claim: &Claim, around: &Around, companion: Option<&str>, asked: Period) -> Matched {
        let (period, period_assumed) = period_of(claim, asked);
        let mut matched =
            Matched { candidates: Vec::new(), open_between: 0, place: self.places.find(&claim.scope), period, period_assumed };
        if Honours::concerns(claim) || matches!(claim.kind, Kind::Change | Kind::Quantity | Kind::Edition) {
            return matched;
        }
        match self.choices.of(&signature(&claim.subject, claim.dimension)) {
            Some(Some(figure)) => {
                if let Some(known) = self.known.iter().find(|k| k.definition.id == *figure) {
                    matched.candidates = vec![candidate(known.definition, 1.0, vec![Why::Chosen])];
                    matched.open_between = 1;
                    return matched;
                }
            }
            Some(None) => return matched,
            None => {}
        }
        let context = around.context(claim);
        let mut fitting = Vec::new();
        let mut confused = Vec::new();
        for known in &self.known {
            let Some((score, wording)) = self.nearest(known, &context) else { continue };
            let mut why = vec![Why::Wording(wording.to_owned())];
            let mut score = score;
            if let Some(companion) = companion
                && family(companion) == family(&known.definition.id)
            {
                score += COMPANION * (1.0 - score);
                why.push(Why::Companion(companion.to_owned()));
            }
            if known.measure.is_some_and(|m| m.fits(claim.dimension)) {
                fitting.push(candidate(known.definition, score, why));
            } else if known.measure.is_some_and(|m| m.confused_with(claim.dimension)) {
                why.insert(0, Why::MeasureDiffers { counted_in: known.definition.unit.clone() });
                confused.push(candidate(known.definition, score, why));
            }
        }
        for list in [&mut fitting, &mut confused] {
            list.retain(|c| c.score >= WORTH_SHOWING);
            list.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.figure.cmp(&b.figure)));
        }
        let near = |list: &[Candidate]| list.first().is_some_and(|c| c.score >= NEAR_ENOUGH);
        if near(&fitting) || !near(&confused) {
            matched.open_between = match fitting.as_slice() {
                [first, second, ..] if first.score >= NEAR_ENOUGH && first.score - second.score < TOO_CLOSE => 2,
                [first, ..] if first.score >= NEAR_ENOUGH => 1,
                _ => 0,
            };
        } else {
            // The subject is known and counted in another sense: the words are wrong, whatever the number.
            matched.open_between = 1;
            std::mem::swap(&mut fitting, &mut confused);
        }
        fitting.truncate(SHOWN);
        matched.candidates = fitting;
        matched
    }

    /// The nearest wording of a figure, and how near it is.
    fn nearest<'k>(&self, known: &'k Known<'_>, context: &Context) -> Option<(f64, &'k str)> {
        known
            .wordings
            .iter()
            .filter(|w| w.weight > 0.0)
            .filter_map(|wording| {
                let telling = wording.pairs.iter().any(|p| !self.weights.is_common(*p) && context.nearness(*p) > EARLIER_SENTENCE);
                let found: f64 = wording.pairs.iter().map(|p| self.weights.of(*p) * context.nearness(*p)).sum();
                telling.then(|| (found / wording.weight, wording.text.as_str()))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0))
    }
}

fn candidate(definition: &Definition, score: f64, why: Vec<Why>) -> Candidate {
    Candidate { figure: definition.id.clone(), version: definition.version, score, why }
}

/// What a figure is about, without its last part: `study.rotation` of `study.rotation.runs`.
fn family(id: &str) -> &str {
    id.rsplit_once('.').map_or(id, |(family, _)| family)
}

/// The ways of saying a figure, without number and measure word.
fn wordings(definition: &Definition) -> Vec<String> {
    let says = definition.says.split("{n}").next().unwrap_or_default();
    let mut all: Vec<String> = std::iter::once(definition.zh.as_str())
        .chain(definition.aliases.iter().map(String::as_str))
        .chain(std::iter::once(says))
        .map(|text| subject_of(text, definition))
        .filter(|text| text.chars().count() > 1)
        .collect();
    all.sort();
    all.dedup();
    all
}

/// A name without its measure at the end: 政治轮训 of 政治轮训期数.
fn subject_of(text: &str, definition: &Definition) -> String {
    const ENDINGS: &[&str] = &["期数", "人次", "人数", "场数", "次数", "项数", "件数", "户数", "额", "率", "数"];
    let bare = text.split(['（', '(']).next().unwrap_or_default();
    let ratio = definition.counts == Counts::Ratio;
    let ending = ENDINGS.iter().filter(|e| !(ratio && **e == "率")).find(|e| bare.ends_with(**e));
    ending.and_then(|e| bare.strip_suffix(*e)).unwrap_or(bare).to_owned()
}

/// The claim's time: as the text says, else as asked.
fn period_of(claim: &Claim, asked: Period) -> (Period, bool) {
    match (claim.period.from, claim.period.to) {
        (from, Some(to)) => (Period { from, to }, false),
        (Some(from), None) => (Period { from: Some(from), to: asked.to }, false),
        (None, None) => (asked, true),
    }
}

impl Matched {
    /// The unit to compute for, where the text names one of this ledger or none at all.
    #[must_use]
    pub fn unit<'p>(&'p self, otherwise: &'p UnitPath) -> Option<&'p UnitPath> {
        match &self.place {
            Place::Unit(path) => Some(path),
            Place::Unnamed => Some(otherwise),
            Place::Several(_) | Place::Stranger => None,
        }
    }
}
