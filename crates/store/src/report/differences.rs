//! What the source says today of a report that went out (requirement 17): by how much, and which facts came after.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use nc_figures::report::{Document, ReportId, TaggedFact, row_set_hash, rules};
use nc_figures::{Definition, Worth};
use nc_kernel::{Actor, Entry, Micros};
use serde::Serialize;

use crate::db::Snapshot;
use crate::entries::KnownEntry;
use crate::error::{StoreError, While, damaged};
use crate::figures::Question;
use crate::log::StoredFact;
use crate::{Store, log};

const SELECT_RANGE: &str = "SELECT seq, stream, bytes FROM fact WHERE bureau_id = $1 AND seq >= $2 AND seq < $3 ORDER BY seq";

/// 与来源不一致: a number of a release of which the rows are others now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Which of the document's facts.
    pub index: u32,
    /// As released.
    pub released: TaggedFact,
    /// What the same definition gives now.
    pub now: Worth,
    /// How much more it is now; of a rate, of its n.
    pub by: i64,
    /// Of a rate: how much more its N is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_of: Option<i64>,
    /// Rows that count now and did not.
    pub rows_added: u64,
    /// Rows that counted and do not any more.
    pub rows_removed: u64,
    /// The facts recorded after the release that did it, by kind.
    pub causes: Vec<Cause>,
}

/// Facts of one kind that changed a number after its release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// Their kind.
    pub kind: String,
    /// Their positions in the ledger.
    pub seqs: Vec<u64>,
}

impl Difference {
    /// Whether the number itself is another; otherwise only rows behind it were exchanged.
    #[must_use]
    pub fn is_in_number(&self) -> bool {
        self.now != self.released.worth
    }
}

/// A number of a release that is another now, told from cells: fast whatever the history, without rows and causes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedNumber {
    /// Which of the document's facts.
    pub index: u32,
    /// As released.
    pub released: TaggedFact,
    /// What the same definition gives now.
    pub now: Worth,
}

/// The rows of one part of a figure: those now, and those of the release as far as they can be told.
struct Rows {
    now: Vec<KnownEntry>,
    then: Vec<KnownEntry>,
}

/// What became of the rows of one part since a release.
struct Changed {
    /// Rows that count now and did not.
    came: Vec<KnownEntry>,
    /// Rows that counted and do not any more.
    went: Vec<KnownEntry>,
}

impl Changed {
    fn between(Rows { now, then }: Rows) -> Self {
        let key = |row: &KnownEntry| (row.entry.key.clone(), row.since_seq);
        let (before, after): (BTreeSet<_>, BTreeSet<_>) = (then.iter().map(key).collect(), now.iter().map(key).collect());
        Self {
            came: now.into_iter().filter(|row| !before.contains(&key(row))).collect(),
            went: then.into_iter().filter(|row| !after.contains(&key(row))).collect(),
        }
    }
}

impl Store {
    /// Every number of a release whose source is not what it was, without touching its text. Empty while it holds.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is no release the actor may see.
    pub async fn report_differences(&self, actor: &Actor, id: ReportId) -> Result<Vec<Difference>, StoreError> {
        let mut view = self.view().await?;
        let report = self.visible(&mut view, actor, id).await?;
        let release = report.release().ok_or_else(|| StoreError::Refused(rules::NOT_RELEASED.refuse().into()))?;
        let mut differences = Vec::new();
        let mut log = Looked::default();
        let mut checked: Vec<(&TaggedFact, Option<Difference>)> = Vec::new();
        for (index, fact) in (0..).zip(&release.document.facts) {
            let known = checked.iter().find(|(other, _)| same_question(other, fact)).map(|(_, difference)| difference.clone());
            let difference = match known {
                Some(difference) => difference,
                None => {
                    let difference = self.difference(&mut view, &mut log, fact).await?;
                    checked.push((fact, difference.clone()));
                    difference
                }
            };
            differences.extend(difference.map(|d| Difference { index, released: fact.clone(), ..d }));
        }
        Ok(differences)
    }

    /// Every number of a release that is another now, without touching its text. Rows that were only exchanged are found by
    /// [`Store::report_differences`], which reads them.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is no release the actor may see.
    pub async fn report_moved(&self, actor: &Actor, id: ReportId) -> Result<Vec<MovedNumber>, StoreError> {
        let mut view = self.view().await?;
        let report = self.visible(&mut view, actor, id).await?;
        let release = report.release().ok_or_else(|| StoreError::Refused(rules::NOT_RELEASED.refuse().into()))?;
        self.moved(&mut view, &release.document).await
    }

    /// The numbers of a document that are others now, from cells.
    pub(super) async fn moved(&self, view: &mut Snapshot, document: &Document) -> Result<Vec<MovedNumber>, StoreError> {
        let catalogue = self.published.catalogue();
        let mut moved = Vec::new();
        for (index, fact) in (0..).zip(&document.facts) {
            let value = self.value_in(view, &catalogue, &self.question_of(fact)?).await?;
            if value.worth != fact.worth {
                moved.push(MovedNumber { index, released: fact.clone(), now: value.worth });
            }
        }
        Ok(moved)
    }

    pub(super) fn question_of(&self, fact: &TaggedFact) -> Result<Question, StoreError> {
        let definition: Definition =
            self.published.catalogue().get(&fact.key()).cloned().ok_or_else(|| damaged(format!("figure {}", fact.key()), "it is gone"))?;
        Ok(Question { definition, unit: fact.scope.clone(), period: fact.period, known_on: None })
    }

    async fn difference(&self, view: &mut Snapshot, log: &mut Looked, fact: &TaggedFact) -> Result<Option<Difference>, StoreError> {
        let question = self.question_of(fact)?;
        let now = self.value_in(view, &self.published.catalogue(), &question).await?;
        let (mut added, mut removed) = (0, 0);
        let mut causes = BTreeMap::new();
        for Changed { came, went } in self.changed(view, &question, fact).await? {
            added += came.len() as u64;
            removed += went.len() as u64;
            for since in came.iter().map(|row| row.since_seq) {
                let facts = self.facts_in(view, log, (since, since + 1)).await?;
                name_causes(&facts, None, &mut causes);
            }
            for row in went {
                let Some(at) = row.known_to else { continue };
                let (from, to) = self.facts_at(view, log, at, now.ledger_size).await?;
                let facts = self.facts_in(view, log, (from.max(fact.ledger_size), to)).await?;
                let stream = self.stream_behind(view, log, row.entry.evidence).await?;
                name_causes(&facts, stream.as_deref(), &mut causes);
            }
        }
        if added + removed == 0 {
            if now.worth == fact.worth {
                return Ok(None);
            }
            let why = format!("they say {:?}, and no row changed since {:?} was released; run `nuancheng rebuild`", now.worth, fact.worth);
            return Err(damaged(format!("cells of {}", fact.key()), why));
        }
        let (by, by_of) = match (&fact.worth, &now.worth) {
            (Worth::Count(then), Worth::Count(now)) => (now - then, None),
            (Worth::Ratio { n: then, of: then_of }, Worth::Ratio { n, of }) => (n - then, Some(of - then_of)),
            _ => return Err(damaged(format!("figure {}", fact.key()), "it was a count and is a rate, or the other way round")),
        };
        let causes = causes.into_iter().map(|(kind, seqs)| Cause { kind, seqs: seqs.into_iter().collect() }).collect();
        Ok(Some(Difference {
            index: 0,
            released: fact.clone(),
            now: now.worth,
            by,
            by_of,
            rows_added: added,
            rows_removed: removed,
            causes,
        }))
    }

    /// What became of a figure's rows since its release, part by part, from what changed in its registers.
    async fn changed(&self, view: &mut Snapshot, question: &Question, fact: &TaggedFact) -> Result<Vec<Changed>, StoreError> {
        let at = self.moment_of_last(view, fact).await?;
        let counted = |row: &KnownEntry| row.since_seq < fact.ledger_size;
        let rows = self.rows_changed(view, question, (fact.ledger_size, at)).await?;
        if rows.iter().flatten().any(|row| counted(row) && row.known_to == Some(at)) {
            // Only the hash over all of them says whether such a row had ended when it was counted.
            return Ok(self.rows_then(view, question, fact).await?.0.into_iter().map(Changed::between).collect());
        }
        let changed = rows.into_iter().map(|part| {
            let (before, since): (Vec<_>, Vec<_>) = part.into_iter().partition(counted);
            Changed { came: since.into_iter().filter(|row| row.known_to.is_none()).collect(), went: before }
        });
        Ok(changed.collect())
    }

    /// When the last of the facts behind a released number was recorded.
    async fn moment_of_last(&self, view: &mut Snapshot, fact: &TaggedFact) -> Result<Micros, StoreError> {
        let last = fact.ledger_size.saturating_sub(1);
        let at = self.range(view, last, last + 1).await?.first().map(StoredFact::open).transpose()?.map(|fact| fact.recorded.recorded_at);
        at.ok_or_else(|| damaged(format!("fact {last}"), "it is missing"))
    }

    /// The rows of a figure at its release and now, part by part; and whether the rows told are those hashed then.
    async fn rows_then(&self, view: &mut Snapshot, question: &Question, fact: &TaggedFact) -> Result<(Vec<Rows>, bool), StoreError> {
        let ever = self.rows_ever(view, question).await?;
        let at = self.moment_of_last(view, fact).await?;
        // A row that ended in the very microsecond of the last fact counted may have ended before it or after it; the
        // hash recorded at the release says which.
        let told = |inclusive: bool| -> Vec<Vec<KnownEntry>> {
            let counted = |row: &KnownEntry| {
                row.since_seq < fact.ledger_size && row.known_to.is_none_or(|to| if inclusive { to >= at } else { to > at })
            };
            ever.iter().map(|part| part.iter().filter(|row| counted(row)).cloned().collect()).collect()
        };
        let hashed = |rows: &[Vec<KnownEntry>]| row_set_hash(&entries(rows)) == fact.row_hash;
        let (after, with) = (told(false), told(true));
        let (then, sure) = match (hashed(&after), hashed(&with)) {
            (false, true) => (with, true),
            (sure, _) => (after, sure),
        };
        let rows = ever
            .into_iter()
            .zip(then)
            .map(|(ever, then)| Rows { now: ever.into_iter().filter(|row| row.known_to.is_none()).collect(), then });
        Ok((rows.collect(), sure))
    }

    /// The rows a release counted, part by part.
    pub(super) async fn rows_of_release(&self, view: &mut Snapshot, fact: &TaggedFact) -> Result<Vec<Vec<KnownEntry>>, StoreError> {
        let question = self.question_of(fact)?;
        match self.rows_then(view, &question, fact).await? {
            (rows, true) => Ok(rows.into_iter().map(|part| part.then).collect()),
            (_, false) => Err(damaged(
                format!("rows of {}", fact.key()),
                "they are not those whose hash was released; run `nuancheng rebuild --check`",
            )),
        }
    }

    /// The facts recorded at `at` in a ledger of `size`, as the positions of the first and the one after the last.
    async fn facts_at(&self, view: &mut Snapshot, log: &mut Looked, at: Micros, size: u64) -> Result<(u64, u64), StoreError> {
        if let Some(known) = log.moments.get(&at.0) {
            return Ok(*known);
        }
        let from = log::size_at(view, self.bureau, size, Micros(at.0 - 1)).await?;
        let to = log::size_at(view, self.bureau, size, at).await?;
        log.moments.insert(at.0, (from, to));
        Ok((from, to))
    }

    async fn facts_in(&self, view: &mut Snapshot, log: &mut Looked, (from, to): (u64, u64)) -> Result<Arc<[Told]>, StoreError> {
        if let Some(known) = log.facts.get(&(from, to)) {
            return Ok(known.clone());
        }
        let facts = self.range(view, from, to).await?;
        let told = facts.iter().map(|fact| {
            let opened = fact.open()?;
            Ok(Told { seq: opened.recorded.seq, kind: opened.kind, stream: fact.stream.clone() })
        });
        let told: Arc<[Told]> = told.collect::<Result<Vec<_>, StoreError>>()?.into();
        log.facts.insert((from, to), told.clone());
        Ok(told)
    }

    async fn stream_behind(&self, view: &mut Snapshot, log: &mut Looked, position: u64) -> Result<Option<Arc<str>>, StoreError> {
        if let Some(known) = log.streams.get(&position) {
            return Ok(known.clone());
        }
        let streams = log::streams_of(view, self.bureau, &[position]).await?;
        let stream: Option<Arc<str>> = streams.first().map(|stream| stream.as_str().into());
        log.streams.insert(position, stream.clone());
        Ok(stream)
    }

    async fn range(&self, view: &mut Snapshot, from: u64, to: u64) -> Result<Vec<StoredFact>, StoreError> {
        let (from, to) = (log::sql_int(from), log::sql_int(to));
        on!(&mut *view, c => sqlx::query_as(SELECT_RANGE).bind(self.bureau).bind(from).bind(to).fetch_all(&mut **c).await)
            .during("reading facts")
    }
}

/// A fact as the causes of a difference name it.
struct Told {
    seq: u64,
    kind: String,
    stream: String,
}

/// What was looked up in the log for one report: its numbers mostly changed by the same facts.
#[derive(Default)]
struct Looked {
    moments: HashMap<i64, (u64, u64)>,
    facts: HashMap<(u64, u64), Arc<[Told]>>,
    streams: HashMap<u64, Option<Arc<str>>>,
}

/// Names those of `facts` that lie in `stream`. What ended a row usually lies in its own stream; where it does not, it lies at
/// the same moment.
fn name_causes(facts: &[Told], stream: Option<&str>, causes: &mut BTreeMap<String, BTreeSet<u64>>) {
    let own = |fact: &&Told| stream.is_none_or(|stream| fact.stream == stream);
    let anywhere = !facts.iter().any(|fact| own(&fact));
    for fact in facts.iter().filter(|fact| anywhere || own(fact)) {
        causes.entry(fact.kind.clone()).or_default().insert(fact.seq);
    }
}

pub(super) fn same_question(a: &TaggedFact, b: &TaggedFact) -> bool {
    a.key() == b.key() && a.period == b.period && a.scope == b.scope
}

pub(super) fn entries(rows: &[Vec<KnownEntry>]) -> Vec<Vec<Entry>> {
    rows.iter().map(|part| part.iter().map(|row| row.entry.clone()).collect()).collect()
}
