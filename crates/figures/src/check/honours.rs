//! Claims about awards, ranks and recognitions against the roll of honour.

use nc_claims::{Article, Claim, Kind, Note};
use nc_kernel::{Attr, Day, Entry, UnitPath};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::around::Around;
use super::place::{Place, Places};
use super::verdict::{Finding, Reason, Verdict};
use super::words::{Context, Pair, pairs};
use crate::evaluate::{Edition, streak};

/// The register of confirmed honours.
pub const REGISTER: &str = "honour.award";

/// An honour whose contest or title stands this fully in the text is meant.
const NAMED: f64 = 0.5;
/// One whose project or work does.
const OBJECT_NAMED: f64 = 0.7;
/// How much the words of the clause, of its sentence, and of the sentence before count beside the award's own.
const CLAUSE: f64 = 0.9;
const SENTENCE: f64 = 0.7;
const EARLIER_SENTENCE: f64 = 0.4;

/// 荣誉依据: an honour that stands behind a claim.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct HonourEvidence {
    /// Key of its row.
    pub key: String,
    /// What it is called, with its contest.
    pub title: String,
    /// SHA-256 of its document.
    pub document: String,
    /// The fact that recorded it.
    pub seq: u64,
}

/// 荣誉册: the confirmed honours of a ledger, ready to be looked through.
pub struct Honours<'a> {
    known: Vec<Known<'a>>,
    places: &'a Places,
}

struct Known<'a> {
    entry: &'a Entry,
    kind: &'a str,
    level: &'a str,
    place: Option<i64>,
    turn: i64,
    year: i64,
    series: &'a str,
    contest: Vec<Pair>,
    title: Vec<Pair>,
    /// The project or work it was given for.
    object: Vec<Pair>,
}

fn word<'a>(entry: &'a Entry, name: &str) -> &'a str {
    match entry.attrs.get(name) {
        Some(Attr::Text(text)) => text,
        _ => "",
    }
}

fn number(entry: &Entry, name: &str) -> Option<i64> {
    match entry.attrs.get(name) {
        Some(Attr::Int(n)) => Some(*n),
        _ => None,
    }
}

/// Pairs that name a place among others, not what was won.
fn is_rank(pair: Pair) -> bool {
    const RANKS: &[Pair] = &[
        ('一', '等'),
        ('二', '等'),
        ('三', '等'),
        ('等', '奖'),
        ('第', '一'),
        ('第', '二'),
        ('第', '三'),
        ('一', '名'),
        ('二', '名'),
        ('三', '名'),
    ];
    RANKS.contains(&pair)
}

fn telling(texts: &[&str]) -> Vec<Pair> {
    let mut all: Vec<Pair> = texts.iter().flat_map(|text| pairs(text)).filter(|pair| !is_rank(*pair)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

impl<'a> Honours<'a> {
    /// The rows of [`REGISTER`] that count on `day`.
    #[must_use]
    pub fn new(rows: &'a [Entry], day: Day, places: &'a Places) -> Self {
        let known = rows
            .iter()
            .filter(|entry| entry.day <= day)
            .map(|entry| Known {
                entry,
                kind: word(entry, "kind"),
                level: word(entry, "level"),
                place: number(entry, "place"),
                turn: number(entry, "turn").unwrap_or_default(),
                year: number(entry, "year").unwrap_or_default(),
                series: word(entry, "series"),
                contest: telling(&[word(entry, "contest")]),
                title: telling(&[word(entry, "title")]),
                object: telling(&[word(entry, "project"), word(entry, "work")]),
            })
            .collect();
        Self { known, places }
    }

    /// Whether a claim is for the roll of honour to judge.
    #[must_use]
    pub fn concerns(claim: &Claim) -> bool {
        matches!(claim.kind, Kind::Rank | Kind::AwardLevel | Kind::AwardStreak | Kind::Recognition)
    }

    /// What the roll says of the claim at `position` of `article`, which was read from `text`.
    #[must_use]
    pub fn judge(&self, text: &[char], article: &Article, position: usize, unit: &UnitPath) -> Finding {
        let Some(claim) = article.claims.get(position) else { return Finding::bare(Verdict::NotRecorded, Reason::NoHonour) };
        let about_others = claim.award.as_ref().is_some_and(|a| a.about_others);
        let unit = match self.places.find(&claim.scope) {
            // Where syntax and sense may differ, the honour is looked for in the whole bureau.
            Place::Unit(_) if claim.notes.contains(&Note::SubjectUncertain) => unit.clone(),
            Place::Unit(path) => path,
            Place::Unnamed => unit.clone(),
            Place::Several(_) => return Finding::bare(Verdict::NeedsPerson, Reason::SeveralUnits),
            Place::Stranger => return Finding::bare(Verdict::NotCheckable, Reason::OutsideScope),
        };
        let context = context(text, claim);
        let nothing = if about_others {
            Finding::bare(Verdict::NotCheckable, Reason::AboutOthers)
        } else {
            Finding::bare(Verdict::NotRecorded, Reason::NoHonour)
        };
        let mut near: Vec<(f64, &Known<'_>)> = self
            .known
            .iter()
            .filter(|known| kinds(claim).contains(&known.kind))
            .filter(|known| known.entry.facets.organisers.iter().any(|u| unit.contains(u) || u.contains(&unit)))
            .filter_map(|known| nearness(known, &context).map(|score| (score, known)))
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.entry.key.cmp(&b.1.entry.key)));
        let Some((best, _)) = near.first().copied() else { return nothing };
        // Several prizes of one contest are equally near; the text says which of them it means.
        let meant: Vec<&Known<'_>> = near.iter().filter(|(score, _)| best - score < 0.15).map(|(_, known)| *known).collect();
        match claim.kind {
            Kind::AwardStreak => self.streak(claim, &meant),
            _ if about_others => documented(Reason::RestsOnDocument, None, meant.first().copied()),
            _ => one_award(claim, &meant),
        }
    }

    /// The longest row of editions up to the last one, among the honours of one series.
    fn streak(&self, claim: &Claim, meant: &[&Known<'_>]) -> Finding {
        let Some(first) = meant.first() else { return Finding::bare(Verdict::NotRecorded, Reason::NoHonour) };
        let same: Vec<&Known<'_>> =
            self.known.iter().filter(|k| k.series == first.series && k.entry.facets == first.entry.facets).collect();
        let edition = |k: &&Known<'_>| Edition { series: Vec::new(), number: k.turn, day: k.entry.day };
        let length = streak(same.iter().map(edition), None);
        let claimed = claim.value.and_then(|v| v.to_i64());
        let reason = if claimed == Some(length) { Reason::Documented } else { Reason::ValueDiffers };
        let mut finding = documented(reason, Some(length), Some(first));
        finding.honours = same.iter().map(|k| evidence(k)).collect();
        finding
    }
}

/// Whether one of the honours meant is the one claimed.
fn one_award(claim: &Claim, meant: &[&Known<'_>]) -> Finding {
    let place = claim.value.and_then(|v| v.to_i64());
    let numbered = matches!(claim.dimension, "rank" | "award_level" | "grade" | "batch_ordinal");
    let level = claim.award.as_ref().and_then(|a| level(&a.field));
    let year = claim.period.from.zip(claim.period.to).filter(|(from, to)| from.year() == to.year()).map(|(from, _)| i64::from(from.year()));
    let fits = |known: &&&Known<'_>| {
        (!numbered || place.is_none() || known.place.is_none() || known.place == place)
            && level.is_none_or(|levels| levels.contains(&known.level))
            && year.is_none_or(|y| y == known.year)
    };
    match meant.iter().find(fits) {
        Some(known) => documented(Reason::Documented, known.place.filter(|_| numbered), Some(known)),
        None => documented(Reason::PlaceDiffers, meant.first().and_then(|k| k.place), meant.first().copied()),
    }
}

fn documented(reason: Reason, value: Option<i64>, known: Option<&Known<'_>>) -> Finding {
    let verdict = match reason {
        Reason::Documented | Reason::RestsOnDocument => Verdict::Supported,
        _ => Verdict::Contradicted,
    };
    Finding { verdict, reason, ledger_value: value.map(Decimal::from), value: None, honours: known.into_iter().map(evidence).collect() }
}

fn evidence(known: &Known<'_>) -> HonourEvidence {
    let (contest, title) = (word(known.entry, "contest"), word(known.entry, "title"));
    HonourEvidence {
        key: known.entry.key.clone(),
        title: if contest.is_empty() { title.to_owned() } else { format!("{contest} {title}") },
        document: word(known.entry, "document").to_owned(),
        seq: known.entry.evidence,
    }
}

/// The kinds of honour a claim may be about.
fn kinds(claim: &Claim) -> &'static [&'static str] {
    match (claim.kind, claim.dimension) {
        (Kind::Rank, "uniqueness" | "first_in_scope") => &["first_or_only"],
        (Kind::Rank, _) => &["rank"],
        (Kind::Recognition, _) => &["recognition", "title", "nomination"],
        (Kind::AwardStreak, _) => &["title", "grade", "rank", "prize"],
        (_, "award_level") => &["prize"],
        (_, "grade") => &["grade"],
        (_, "batch_ordinal") => &["batch", "title"],
        (_, "award_tier") => &["prize", "title", "grade", "rank"],
        _ => &["title", "batch", "recognition"],
    }
}

/// The levels a field of comparison may mean, where it means any. A ministry's honour is given to people of the whole
/// country, so 全国 may be either.
fn level(field: &str) -> Option<&'static [&'static str]> {
    const FIELDS: &[(&str, &[&str])] = &[
        ("全国", &["national", "ministry"]),
        ("国家", &["national"]),
        ("公安部", &["ministry"]),
        ("部级", &["ministry"]),
        ("自治区", &["region"]),
        ("全区", &["region"]),
        ("全省", &["region"]),
        ("省级", &["region"]),
        ("全市", &["city"]),
        ("市直", &["city"]),
        ("市级", &["city"]),
        ("全县", &["county"]),
        ("全旗", &["county"]),
    ];
    FIELDS.iter().find(|(words, _)| field.starts_with(words)).map(|(_, level)| *level)
}

fn context(text: &[char], claim: &Claim) -> Context {
    let around = Around::of(text, claim.start, claim.end);
    let mut context = Context::default();
    if let Some(award) = &claim.award {
        context.add(&award.title, 1.0);
        context.add(&award.field, 1.0);
        context.add(&award.recipient, 1.0);
    }
    context.add(&claim.subject, 1.0);
    context.add(&claim.text, 1.0);
    context.add(&around.clause, CLAUSE);
    context.add(&around.earlier_clauses, SENTENCE);
    context.add(&around.earlier_sentence, EARLIER_SENTENCE);
    context
}

/// How fully an honour's own words stand near the claim; `None` when it is not meant.
fn nearness(known: &Known<'_>, context: &Context) -> Option<f64> {
    let share = |pairs: &[Pair]| {
        let found: f64 = pairs.iter().map(|p| context.nearness(*p)).sum();
        #[expect(clippy::cast_precision_loss, reason = "a title has a few dozen pairs")]
        let all = pairs.len() as f64;
        if pairs.is_empty() { 0.0 } else { found / all }
    };
    let (name, object) = (share(&known.contest).max(share(&known.title)), share(&known.object));
    (name >= NAMED || object >= OBJECT_NAMED).then_some(name + 0.5 * object)
}
