//! Asking for a figure: its value from cells, its rows from the register, and both from one view of one commit.

use nc_figures::evaluate::{self, Edition, Read, Reading};
use nc_figures::recount::{Recount, Selector, part_definitions};
use nc_figures::{Catalogue, Counts, Definition, Value, Worth};
use nc_kernel::{Day, Entry, Micros, Period, UnitPath};
use nc_people::Scope;
use nc_people::access::covered;

use crate::db::Snapshot;
use crate::entries::{self, Cursor, KnownEntry};
use crate::error::{StoreError, damaged};
use crate::{Store, cells, log};

/// Which figure is asked for, of which unit, for which time, as known when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The definition, with its version.
    pub definition: Definition,
    /// The unit whose subtree is counted.
    pub unit: UnitPath,
    /// The time it is about.
    pub period: Period,
    /// As known at the end of this day; `None` for what is known now.
    pub known_on: Option<Day>,
}

impl Question {
    fn known_at(&self) -> Micros {
        self.known_on.map_or(crate::maintenance::NOW, Micros::end_of)
    }
}

/// A page of the rows behind a figure.
#[derive(Debug, Clone)]
pub struct Rows {
    /// The rows the viewer may see.
    pub rows: Vec<KnownEntry>,
    /// How many rows of this page the viewer may not see.
    pub hidden: u64,
    /// Where the next page starts; `None` at the end.
    pub next: Option<Cursor>,
}

/// All rows behind a figure, one list for each part (a ratio has two), with the value they add up to.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The value, equal to the aggregate of `parts`.
    pub value: Value,
    /// Rows of each part.
    pub parts: Vec<Vec<Entry>>,
}

/// Rows read at a time while looking for those behind a figure.
const BATCH: i64 = 5_000;
/// More rows than wanted that a page reads at first.
const FEW: i64 = 64;

impl Store {
    /// The value of a figure. `scope` is the permission to read it and must hold the question's unit.
    ///
    /// # Errors
    /// [`StoreError`] when the unit lies outside `scope`, or what is stored cannot be read.
    pub async fn value(&self, scope: &Scope, question: &Question) -> Result<Value, StoreError> {
        within(scope, question)?;
        let catalogue = self.published.catalogue();
        let mut view = self.view().await?;
        self.value_in(&mut view, &catalogue, question).await
    }

    pub(crate) async fn value_in(&self, view: &mut Snapshot, catalogue: &Catalogue, question: &Question) -> Result<Value, StoreError> {
        let definition = &question.definition;
        let reads = evaluate::plan(definition, catalogue, &self.registers, question.period)?;
        // People's cells hold only what is known now; what was known earlier is recounted from the rows.
        if question.known_on.is_some() && reads.iter().any(|r| matches!(r, Read::People { .. })) {
            return Ok(self.recounted(view, catalogue, question).await?.value);
        }
        let known_on = question.known_on.unwrap_or_else(|| crate::maintenance::NOW.day());
        let mut readings = Vec::with_capacity(reads.len());
        for read in &reads {
            readings.push(match cells::read(view, self.bureau, &question.unit, known_on, read).await? {
                Some(reading) => reading,
                None => self.editions(view, question, definition).await?,
            });
        }
        let worth = evaluate::worth(definition, catalogue, &self.registers, question.period, readings)?;
        self.stamp(view, question, worth).await
    }

    async fn editions(&self, view: &mut Snapshot, question: &Question, part: &Definition) -> Result<Reading, StoreError> {
        let rows = self.rows_of(view, question, part).await?;
        Ok(Reading::Editions(rows.iter().filter_map(|entry| Edition::of(part, entry)).collect()))
    }

    async fn stamp(&self, view: &mut Snapshot, question: &Question, worth: Worth) -> Result<Value, StoreError> {
        let (mut size, mut root) = log::derived_head(view, self.bureau).await?;
        if question.known_on.is_some() {
            size = log::size_at(view, self.bureau, size, question.known_at()).await?;
            root = log::root_at(view, self.bureau, size).await?;
        }
        Ok(Value {
            figure: question.definition.id.clone(),
            version: question.definition.version,
            worth,
            unit: question.definition.unit.clone(),
            period: question.period,
            scope: question.unit.clone(),
            known_on: question.known_on.unwrap_or_else(|| self.clock.now().day()),
            ledger_size: size,
            ledger_root: hex::encode(root.0),
        })
    }

    /// All rows behind a figure, with the value they add up to, asserted equal to the value from cells in the same view.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the two differ; run `nuancheng rebuild` then.
    pub async fn evidence(&self, scope: &Scope, question: &Question) -> Result<Evidence, StoreError> {
        within(scope, question)?;
        let mut view = self.view().await?;
        self.evidence_in(&mut view, question).await
    }

    pub(crate) async fn evidence_in(&self, view: &mut Snapshot, question: &Question) -> Result<Evidence, StoreError> {
        let catalogue = self.published.catalogue();
        let recounted = self.recounted(view, &catalogue, question).await?;
        let value = self.value_in(view, &catalogue, question).await?;
        if value.worth != recounted.value.worth {
            return Err(damaged(
                format!("cells of {}", question.definition.key()),
                format!("they say {:?}, the rows say {:?}; run `nuancheng rebuild`", value.worth, recounted.value.worth),
            ));
        }
        Ok(recounted)
    }

    async fn recounted(&self, view: &mut Snapshot, catalogue: &Catalogue, question: &Question) -> Result<Evidence, StoreError> {
        let missing = || StoreError::Unusable(format!("figure {} refers to a figure that is not on the ledger", question.definition.key()));
        let mut parts = Vec::new();
        for part in part_definitions(&question.definition, catalogue).ok_or_else(missing)? {
            parts.push(self.rows_of(view, question, part).await?);
        }
        let worth =
            Recount::default().worth(&question.definition, catalogue, &self.registers, question.period, &parts).ok_or_else(missing)?;
        let value = self.stamp(view, question, worth).await?;
        Ok(Evidence { value, parts })
    }

    async fn rows_of(&self, view: &mut Snapshot, question: &Question, part: &Definition) -> Result<Vec<Entry>, StoreError> {
        let mut cursor = Some(Cursor::START);
        let mut all = Vec::new();
        while let Some(at) = cursor {
            let (rows, next) = self.batch(view, question, part, &at, BATCH).await?;
            all.extend(rows.into_iter().map(|known| known.entry));
            cursor = next;
        }
        Ok(all)
    }

    /// Every row that ever stood behind a figure, part by part, those that do not count any more among them.
    pub(crate) async fn rows_ever(&self, view: &mut Snapshot, question: &Question) -> Result<Vec<Vec<KnownEntry>>, StoreError> {
        let catalogue = self.published.catalogue();
        let mut parts = Vec::new();
        for part in part_definitions(&question.definition, &catalogue).unwrap_or_default() {
            let mut rows = Vec::new();
            let mut cursor = Some(Cursor::START);
            while let Some(at) = cursor {
                let (batch, next) = self.batch_known(view, question, part, None, &at, BATCH).await?;
                rows.extend(batch);
                cursor = next;
            }
            parts.push(rows);
        }
        Ok(parts)
    }

    /// Rows of one batch of the register that stand behind `part`, and where to go on.
    async fn batch(
        &self,
        view: &mut Snapshot,
        question: &Question,
        part: &Definition,
        after: &Cursor,
        limit: i64,
    ) -> Result<(Vec<KnownEntry>, Option<Cursor>), StoreError> {
        self.batch_known(view, question, part, Some(question.known_at()), after, limit).await
    }

    /// The same as known at `known_at`, or ever.
    async fn batch_known(
        &self,
        view: &mut Snapshot,
        question: &Question,
        part: &Definition,
        known_at: Option<Micros>,
        after: &Cursor,
        limit: i64,
    ) -> Result<(Vec<KnownEntry>, Option<Cursor>), StoreError> {
        let mut selector = Selector::new(part, &self.registers, &question.unit, question.period)?;
        let rows = entries::page(view, self.bureau, selector.register(), days(part, question), known_at, after, limit).await?;
        let next = rows.last().map(Cursor::after);
        let taken = entries::assemble(rows, &self.registers)?.into_iter().filter(|known| selector.takes(&known.entry)).collect();
        Ok((taken, next))
    }

    /// Every row behind a figure that came with the fact at position `since.0` or later, or ended at `since.1` or later, part by part.
    pub(crate) async fn rows_changed(
        &self,
        view: &mut Snapshot,
        question: &Question,
        since: (u64, Micros),
    ) -> Result<Vec<Vec<KnownEntry>>, StoreError> {
        let catalogue = self.published.catalogue();
        let mut parts = Vec::new();
        for part in part_definitions(&question.definition, &catalogue).unwrap_or_default() {
            let mut selector = Selector::new(part, &self.registers, &question.unit, question.period)?;
            let rows = entries::changed(view, self.bureau, selector.register(), days(part, question), since).await?;
            parts.push(entries::assemble(rows, &self.registers)?.into_iter().filter(|known| selector.takes(&known.entry)).collect());
        }
        Ok(parts)
    }

    /// A page of the rows behind a figure, at least `wanted` where there are as many. `visible` are the subtrees whose
    /// rows the viewer may open; others are only counted.
    ///
    /// # Errors
    /// [`StoreError`] when the unit lies outside `scope`, or what is stored cannot be read.
    pub async fn rows(
        &self,
        scope: &Scope,
        visible: &[Scope],
        question: &Question,
        after: Option<Cursor>,
        wanted: usize,
    ) -> Result<Rows, StoreError> {
        within(scope, question)?;
        let catalogue = self.published.catalogue();
        let mut view = self.view().await?;
        let part = part_definitions(&question.definition, &catalogue).and_then(|parts| parts.into_iter().next()).ok_or_else(|| {
            StoreError::Unusable(format!("figure {} refers to a figure that is not on the ledger", question.definition.key()))
        })?;
        let mut page = Rows { rows: Vec::new(), hidden: 0, next: None };
        let mut cursor = Some(after.unwrap_or(Cursor::START));
        // Most rows of a register stand behind its figures: a page takes hardly more than it shows. Where they are far between it
        // goes from day to day as cells say, or on in greater steps.
        let first = i64::try_from(wanted).unwrap_or(BATCH).saturating_add(FEW).min(BATCH);
        let mut limit = first;
        while let Some(at) = cursor.take() {
            let (rows, next) = self.batch(&mut view, question, part, &at, limit).await?;
            // Who goes from day to day takes few, but where most rows stand behind the figure and are hidden.
            let dense = i64::try_from(rows.len()).unwrap_or(BATCH) * 2 >= limit;
            limit = if dense || !skips(part, question) { limit.saturating_mul(4).min(BATCH) } else { first };
            for known in rows {
                if page.rows.len() >= wanted {
                    page.next = page.rows.last().map(|last| Cursor {
                        day: last.entry.day.key(),
                        key: last.entry.key.clone(),
                        since_seq: log::sql_int(last.since_seq),
                    });
                    return Ok(page);
                }
                if may_see(visible, &known.entry) { page.rows.push(known) } else { page.hidden += 1 }
            }
            cursor = match next {
                Some(at) if skips(part, question) => {
                    let day =
                        cells::day_with_rows(&mut view, self.bureau, part, &question.unit, (at.day, question.period.to.key())).await?;
                    day.map(|day| if day > at.day { Cursor { day, ..Cursor::START } } else { at })
                }
                next => next,
            };
        }
        Ok(page)
    }
}

/// Whether cells say on which days rows behind `part` lie: each counts for one, on its own day.
fn skips(part: &Definition, question: &Question) -> bool {
    matches!(part.counts, Counts::Rows | Counts::Runs) && part.part.is_none() && question.known_on.is_none()
}

/// The days on which rows behind `part` may lie, as keys: what runs on began before the period.
fn days(part: &Definition, question: &Question) -> (i64, i64) {
    let first = match part.counts {
        Counts::Active | Counts::Streak => 0,
        _ => question.period.from.map_or(0, Day::key),
    };
    (first, question.period.to.key())
}

pub(crate) fn may_see(visible: &[Scope], entry: &Entry) -> bool {
    let facets = &entry.facets;
    facets.organisers.iter().chain(&facets.host).chain(&facets.sender).any(|unit| covered(visible, unit))
}

pub(crate) fn within(scope: &Scope, question: &Question) -> Result<(), StoreError> {
    if scope.path().contains(&question.unit) {
        return Ok(());
    }
    let refusal = nc_people::rules::NOT_ALLOWED.refuse();
    let action = nc_people::Action::ReadFigures;
    Err(StoreError::Refused(refusal.with("action_zh", action.zh()).with("action_en", action.en()).with("unit", &question.unit).into()))
}
