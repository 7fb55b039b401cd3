//! Which figure, of which unit, for which time, a claim is about.

use std::collections::HashSet;

use nc_claims::{Article, Claim, Kind};
use nc_kernel::{Period, UnitPath};

use super::around::{Around, EARLIER_SENTENCE};
use super::choices::{Choices, signature};
use super::honours::Honours;
use super::measure::Measure;
use super::place::{Place, Places};
use super::words::{Context, Pair, Weights, one_staff, pairs, plain};
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
const COMPANION: f64 = 0.15;
/// Words found weigh the more the more they are: one common word alone is a weak sign. At this weight they count half.
const HALF_WEIGHT: f64 = 4.0;
/// How much a wording counts whose figure has another measure of the same kind.
const OTHER_MEASURE: f64 = 0.9;
/// A part is meant rather than the whole when so much of what tells it from the whole is said.
const PART_SAID: f64 = 0.5;

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
        let mut texts: Vec<Vec<String>> = definitions.iter().map(|d| wordings(d)).collect();
        // What several figures of one measure are called tells none of them.
        let measured = |d: &Definition, text: &String| (Measure::of(&d.unit), text.clone());
        let mut seen = HashSet::new();
        let named = definitions.iter().zip(&texts).flat_map(|(d, texts)| texts.iter().map(move |text| measured(d, text)));
        let shared: HashSet<_> = named.filter(|name| !seen.insert(name.clone())).collect();
        for (definition, texts) in definitions.iter().zip(&mut texts) {
            texts.retain(|text| !shared.contains(&measured(definition, text)));
        }
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
            let companion = companion.filter(|c| family(c) == family(&known.definition.id));
            let Some((mut score, wording)) = self.nearest(known, &context, companion.is_some()) else { continue };
            let mut why = vec![Why::Wording(wording.to_owned())];
            if let Some(companion) = companion {
                score += COMPANION * (1.0 - score);
                why.push(Why::Companion(companion.to_owned()));
            }
            if known.measure.is_some_and(|m| m.fits(claim.dimension)) {
                // A figure in the very measure is meant rather than one in a measure of its kind.
                if known.measure.is_some_and(|m| m.dimension() != claim.dimension) {
                    score *= OTHER_MEASURE;
                }
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
        self.prefer_part(&mut fitting, &context);
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
    fn nearest<'k>(&self, known: &'k Known<'_>, context: &Context, has_companion: bool) -> Option<(f64, &'k str)> {
        known
            .wordings
            .iter()
            .filter(|w| w.weight > 0.0)
            .filter_map(|wording| {
                let telling = |p: &&Pair| !self.weights.is_common(**p) && context.nearness(**p) > EARLIER_SENTENCE;
                // One word alone could be about anything, unless the claim beside it says what it is about.
                let told: Vec<&Pair> = wording.pairs.iter().filter(telling).collect();
                let enough = match told.as_slice() {
                    [] => false,
                    [only] => has_companion || (self.weights.is_rare(**only) && context.nearness(**only) >= 1.0),
                    _ => true,
                };
                let found: f64 = wording.pairs.iter().map(|p| self.weights.of(*p) * context.nearness(*p)).sum();
                enough.then(|| (found / wording.weight * found / (found + HALF_WEIGHT), wording.text.as_str()))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0))
    }
}

impl Checker<'_> {
    /// Where the first candidate is a whole and what tells one of its parts from it is said, the part is meant.
    fn prefer_part(&self, fitting: &mut Vec<Candidate>, context: &Context) {
        let known = |id: &str| self.known.iter().find(|k| k.definition.id == id);
        let Some((first, whole)) = fitting.first().and_then(|c| Some((c.score, known(&c.figure)?))) else { return };
        let of_whole: HashSet<Pair> = whole.wordings.iter().flat_map(|w| w.pairs.iter().copied()).collect();
        let said = |part: &Known<'_>| {
            let shares = part.wordings.iter().map(|wording| {
                let own: Vec<Pair> = wording.pairs.difference(&of_whole).copied().filter(|p| !self.weights.is_common(*p)).collect();
                let all: f64 = own.iter().map(|p| self.weights.of(*p)).sum();
                let near = |p: &Pair| if context.nearness(*p) > EARLIER_SENTENCE { self.weights.of(*p) } else { 0.0 };
                let found: f64 = own.iter().map(near).sum();
                if own.is_empty() { 0.0 } else { found / all }
            });
            shares.fold(0.0, f64::max)
        };
        let best = (1..fitting.len())
            .filter_map(|at| {
                let candidate = fitting.get(at)?;
                let part = known(&candidate.figure)?;
                part.definition.contained_in.contains(&whole.definition.id).then(|| (at, said(part)))
            })
            .filter(|(_, said)| *said >= PART_SAID)
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((at, said)) = best {
            let mut part = fitting.remove(at);
            // It stands where the whole stood, by as much as it is said beyond it.
            part.score = (first + TOO_CLOSE * 2.0 * said).min(1.0);
            fitting.insert(0, part);
        }
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
    let number = format!("{{n}}{}", definition.unit);
    let says = definition.says.replacen(if definition.says.contains(&number) { &number } else { "{n}" }, "", 1);
    let mut all: Vec<String> = std::iter::once(definition.zh.as_str())
        .chain(definition.aliases.iter().map(String::as_str))
        .chain(std::iter::once(says.as_str()))
        .map(|text| subject_of(text, definition))
        .flat_map(|text| [one_staff(text), plain(text)])
        .filter(|text| text.chars().count() > 1)
        .collect();
    all.sort();
    all.dedup();
    all
}

/// A name without its measure at the end: 政治轮训 of 政治轮训期数.
fn subject_of<'t>(text: &'t str, definition: &Definition) -> &'t str {
    const ENDINGS: &[&str] = &["期数", "人次", "人数", "场数", "次数", "项数", "件数", "户数", "额", "率", "数"];
    let bare = text.split(['（', '(']).next().unwrap_or_default();
    let ratio = definition.counts == Counts::Ratio;
    let ending = ENDINGS.iter().filter(|e| !(ratio && **e == "率")).find(|e| bare.ends_with(**e));
    ending.and_then(|e| bare.strip_suffix(*e)).unwrap_or(bare)
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
