//! What a check found, as the page shows it.

use nc_figures::Catalogue;
use nc_figures::check::{Honours, Verdict};
use nc_intake::line_period;
use nc_kernel::Actor;
use nc_people::Action;
use nc_store::{Checked, Line};

use super::marks::{self, Mark, Piece};
use crate::app::App;
use crate::frame::{Frame, unit_name};
use crate::lang::Lang;
use crate::link;
use crate::pages::amount::Amount;

/// How many numbers got one verdict.
pub(crate) struct Count {
    pub class: &'static str,
    pub sign: char,
    pub name: &'static str,
    pub n: usize,
    /// The row of the first of them.
    pub first: String,
}

/// A figure a wording may mean.
pub(crate) struct Offer {
    pub id: String,
    pub name: String,
}

/// An honour behind a claim.
pub(crate) struct Evidence {
    pub title: String,
    pub seq: u64,
}

/// A row of the table: one number of the text.
pub(crate) struct Row {
    pub number: usize,
    /// Its place among the lines of the check.
    pub line: usize,
    /// The field in which a figure is named for it.
    pub field: String,
    pub mark: Mark,
    pub text: String,
    /// What the ledger has, when it has anything.
    pub ledger: Option<Amount>,
    /// The page of the figure it rests on.
    pub href: String,
    pub figure: String,
    pub key: String,
    pub unit: String,
    pub period: String,
    pub reason: &'static str,
    pub notes: Vec<String>,
    pub honours: Vec<Evidence>,
    /// Whether a person may say which figure is meant; then these are near.
    pub may_choose: bool,
    /// Whether that is what it waits for.
    pub open: bool,
    pub offers: Vec<Offer>,
}

/// A number that is no figure.
pub(crate) struct Number {
    pub text: String,
    pub why: String,
}

/// A sum the text states.
pub(crate) struct Sum {
    pub whole: String,
    pub row: String,
    pub parts: String,
    pub holds: bool,
}

/// The whole result.
pub(crate) struct Found {
    pub counts: Vec<Count>,
    pub untagged_sign: char,
    pub paragraphs: Vec<Vec<Piece>>,
    pub rows: Vec<Row>,
    pub untagged: Vec<Number>,
    pub sums: Vec<Sum>,
    pub as_of: String,
    pub period: String,
    pub size: u64,
    pub root: String,
    /// Every figure there is, to choose from; empty for who may not choose.
    pub figures: Vec<Offer>,
}

impl Found {
    pub(crate) fn new(app: &App, actor: &Actor, frame: &Frame, text: &str, checked: &Checked) -> Self {
        let lang = frame.lang;
        let catalogue = app.store.published().catalogue();
        let bureau = app.store.bureau_path();
        let chooses = bureau.is_ok_and(|bureau| app.store.allow(actor, Action::DefineFigures, &bureau).is_ok());
        let rows: Vec<Row> = checked.lines.iter().enumerate().map(|(n, line)| row(app, &catalogue, frame, line, n, chooses)).collect();
        let count = |verdict: &Verdict| Count {
            class: verdict.class(),
            sign: verdict.sign(),
            name: lang.pick(verdict.zh(), verdict.en()),
            n: checked.count(*verdict),
            first: rows.iter().find(|row| row.mark.class == verdict.class()).map(|row| row.mark.row.clone()).unwrap_or_default(),
        };
        let figures = catalogue.in_use().filter(|_| chooses).map(|d| offer(d.id.clone(), lang.pick(&d.zh, &d.en))).collect();
        Self {
            counts: Verdict::ALL.iter().map(count).collect(),
            untagged_sign: marks::UNTAGGED,
            paragraphs: marks::paragraphs(text, checked, lang),
            untagged: checked
                .article
                .untagged
                .iter()
                .map(|number| Number { text: number.text.clone(), why: frame.word("untagged", number.why) })
                .collect(),
            sums: sums(checked, lang),
            as_of: checked.as_of.to_string(),
            period: nc_intake::period_words(checked.period, lang.office()),
            size: checked.ledger_size,
            root: checked.ledger_root.get(..16).unwrap_or_default().to_owned(),
            rows,
            figures,
        }
    }
}

fn offer(id: String, name: &str) -> Offer {
    Offer { id, name: name.to_owned() }
}

/// Whether a person may say what the line is about: it counts something, and has words that say what.
pub(crate) fn can_be_chosen(line: &Line) -> bool {
    !Honours::concerns(&line.claim) && line.claim.value.is_some() && line.claim.subject.chars().any(char::is_alphabetic)
}

fn row(app: &App, catalogue: &Catalogue, frame: &Frame, line: &Line, n: usize, chooses: bool) -> Row {
    let lang = frame.lang;
    let (claim, finding) = (&line.claim, &line.finding);
    let verdict = finding.verdict;
    let value = finding.value.as_ref();
    let name = |id: &str| catalogue.find(id).map_or_else(|| id.to_owned(), |d| lang.pick(&d.zh, &d.en).to_owned());
    let key = value.map(|value| format!("{}@{}", value.figure, value.version)).unwrap_or_default();
    let definition = catalogue.find(&key);
    let href = value.map(|value| link::figure(&key, &value.scope, value.period));
    let mut notes: Vec<String> = claim.notes.iter().map(|note| frame.word("claim-note", note_word(*note))).collect();
    if let Some(whole) = claim.part_of {
        notes.push(frame.t1("check-part-of", "n", &(whole + 1)));
    }
    Row {
        number: n + 1,
        line: n,
        field: format!("figure-{n}"),
        mark: Mark {
            id: format!("s{n}"),
            row: format!("r{n}"),
            class: verdict.class(),
            sign: verdict.sign(),
            says: lang.pick(verdict.zh(), verdict.en()),
        },
        text: claim.text.clone(),
        ledger: value.map(|value| Amount::new(&value.worth, &value.unit, lang)),
        href: href.unwrap_or_default(),
        figure: definition.map(|d| lang.pick(&d.zh, &d.en).to_owned()).unwrap_or_default(),
        key,
        unit: value.map_or_else(|| claim.scope.clone(), |value| unit_name(app, &value.scope, lang)),
        period: line_period(line, lang.office()),
        reason: lang.pick(finding.reason.zh(), finding.reason.en()),
        notes,
        honours: finding.honours.iter().map(|h| Evidence { title: h.title.clone(), seq: h.seq }).collect(),
        may_choose: chooses && can_be_chosen(line),
        open: verdict == Verdict::NeedsPerson,
        offers: line.matched.candidates.iter().map(|c| offer(c.figure.clone(), &name(&c.figure))).collect(),
    }
}

/// A note as the catalogues name it.
fn note_word(note: nc_claims::Note) -> &'static str {
    use nc_claims::Note;
    match note {
        Note::ContradictoryQualifiers => "contradictory-hedges",
        Note::Vague => "vague",
        Note::UndeterminedDistribution => "undetermined",
        Note::SubjectUncertain => "subject-uncertain",
        Note::OpenList => "open-list",
        Note::Damaged => "damaged",
        Note::RestatedDifferently => "restated",
    }
}

fn sums(checked: &Checked, lang: Lang) -> Vec<Sum> {
    let text = |n: &usize| checked.lines.get(*n).map(|line| line.claim.text.clone()).unwrap_or_default();
    let sum = |sum: &nc_claims::StatedSum| Sum {
        whole: text(&sum.whole),
        row: format!("r{}", sum.whole),
        parts: sum.parts.iter().map(text).collect::<Vec<_>>().join(lang.pick(" ＋ ", " + ")),
        holds: sum.holds,
    };
    checked.article.sums.iter().map(sum).collect()
}
