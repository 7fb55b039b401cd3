//! Single things as their facts leave them, and lists that need no table of their own.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use nc_capability::internship::model::Stage;
use nc_capability::internship::{Batch, BatchId, Placement, PlacementId};
use nc_capability::training::{Class, ClassId, Plan, PlanId};
use nc_kernel::{Aggregate, Day, Micros, PersonId, Recorded, StreamId, UnitPath};
use nc_organisation::branch::Roll;
use nc_organisation::study::{Run, RunId, Topic, TopicId};
use nc_people::Scope;
use nc_people::access::covered;

use crate::cursor::NotACursor;
use crate::db::Snapshot;
use crate::error::{StoreError, While, damaged};
use crate::{Store, db, entries, log};

/// 待跟进专题: a topic a branch owes, with the fact that followed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The topic.
    pub topic: TopicId,
    /// The branch, as text.
    pub branch: String,
    /// The branch's unit.
    pub unit: UnitPath,
    /// Last day.
    pub due_by: Day,
    /// The fact of its following; `None` while it is open.
    pub followed: Option<u64>,
}

/// Where a page of dues ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueCursor {
    day: i64,
    key: String,
}

/// One page of dues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuePage {
    /// By day.
    pub dues: Vec<Due>,
    /// Where the next page starts.
    pub next: Option<DueCursor>,
}

/// 账本行: who recorded what when; never what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerLine {
    /// Position.
    pub seq: u64,
    /// Kind of fact.
    pub kind: String,
    /// The unit it belongs to.
    pub unit: String,
    /// When it happened.
    pub happened_on: Day,
    /// When it was recorded.
    pub recorded_at: Micros,
    /// Who recorded it.
    pub actor: nc_kernel::UserId,
}

const DUES: &str = "SELECT d.day, d.entry_key, d.organiser, f.evidence FROM entry d LEFT JOIN entry f \
    ON f.bureau_id = d.bureau_id AND f.register = 'study.follow' AND f.day = d.day AND f.entry_key = d.entry_key \
    AND f.part = 0 AND f.known_to = d.known_to \
    WHERE d.bureau_id = $1 AND d.register = 'study.due' AND d.part = 0 AND d.known_to = $2 AND d.day >= $3 AND d.day <= $4 \
    AND d.organiser >= $5 AND d.organiser < $6 AND (d.day, d.entry_key) > ($7, $8) ORDER BY d.day, d.entry_key LIMIT $9";
const OPEN_DUES: &str = "SELECT d.day, d.entry_key, d.organiser, f.evidence FROM entry d LEFT JOIN entry f \
    ON f.bureau_id = d.bureau_id AND f.register = 'study.follow' AND f.day = d.day AND f.entry_key = d.entry_key \
    AND f.part = 0 AND f.known_to = d.known_to \
    WHERE d.bureau_id = $1 AND d.register = 'study.due' AND d.part = 0 AND d.known_to = $2 AND d.day >= $3 AND d.day <= $4 \
    AND d.organiser >= $5 AND d.organiser < $6 AND (d.day, d.entry_key) > ($7, $8) AND f.evidence IS NULL \
    ORDER BY d.day, d.entry_key LIMIT $9";
const OF_FAMILY: &str = "SELECT DISTINCT stream FROM fact WHERE bureau_id = $1 AND stream > $2 AND stream < $3 ORDER BY stream";
const PLAN_STREAMS: &str = "SELECT DISTINCT stream FROM fact WHERE bureau_id = $1 AND stream > $2 AND stream < $3 ORDER BY stream LIMIT $4";
const LINES: &str =
    "SELECT seq, kind, unit, happened_on, recorded_at, actor FROM fact WHERE bureau_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";

impl fmt::Display for DueCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "d1.{}.{}", self.day, hex::encode(&self.key))
    }
}

impl FromStr for DueCursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let mut parts = text.split('.');
        let (Some("d1"), Some(day), Some(key), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(NotACursor);
        };
        let day = day.parse().ok().filter(|day| Day::from_key(*day).is_ok()).ok_or(NotACursor)?;
        let key = hex::decode(key).ok().and_then(|key| String::from_utf8(key).ok()).ok_or(NotACursor)?;
        let cursor = Self { day, key };
        let sound = !cursor.key.is_empty() && !cursor.key.chars().any(char::is_control);
        if sound && cursor.to_string() == text { Ok(cursor) } else { Err(NotACursor) }
    }
}

/// 经过: one fact about a thing, as a page tells it. Facts name people by pseudonym only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// Position in the ledger.
    pub seq: u64,
    /// Kind of the fact.
    pub kind: String,
    /// The day it is about.
    pub happened_on: Day,
    /// When it was recorded.
    pub recorded_at: Micros,
    /// By whom.
    pub actor: nc_kernel::UserId,
    /// Whom it is about, where it is about one person.
    pub person: Option<PersonId>,
    /// The word of the attendance it states.
    pub status: Option<String>,
    /// The fact it corrects or withdraws.
    pub corrects: Option<u64>,
    /// Why, where a reason was asked.
    pub reason: Option<String>,
    /// By which document or whose order.
    pub authority: Option<String>,
}

impl HistoryLine {
    /// Facts in their order.
    pub(crate) fn all<'a>(facts: impl IntoIterator<Item = &'a log::Opened>) -> Result<Vec<Self>, StoreError> {
        facts.into_iter().map(Self::of).collect()
    }

    fn of(opened: &log::Opened) -> Result<Self, StoreError> {
        /// What bodies call the same things, whichever area wrote them.
        #[derive(Default, serde::Deserialize)]
        struct Body {
            person: Option<PersonId>,
            #[serde(alias = "state")]
            status: Option<String>,
            #[serde(alias = "old_seq", alias = "missed")]
            corrects: Option<u64>,
            reason: Option<String>,
            authority: Option<String>,
            #[serde(alias = "now")]
            mark: Option<serde_json::Value>,
        }
        let Recorded { seq, recorded_at, happened_on, ref actor, .. } = opened.recorded;
        let body: Body = serde_json::from_str(&opened.body).map_err(|e| damaged(format!("fact {seq}"), e))?;
        let inner = |name: &str| body.mark.as_ref().and_then(|mark| mark.get(name)).and_then(serde_json::Value::as_str);
        Ok(Self {
            seq,
            kind: opened.kind.clone(),
            happened_on,
            recorded_at,
            actor: actor.user,
            person: body.person.or_else(|| inner("person").and_then(|text| text.parse().ok())),
            status: inner("status").map(str::to_owned).or(body.status),
            corrects: body.corrects,
            reason: body.reason,
            authority: body.authority,
        })
    }
}

/// Facts as a page tells them; the caller has asked whether the thing may be known of.
impl Store {
    /// Every fact of one stream, in order.
    pub(crate) async fn stream(&self, view: &mut Snapshot, stream: &StreamId) -> Result<Vec<log::Opened>, StoreError> {
        let stored = log::read_stream(view, self.bureau, stream, u64::MAX >> 1).await?;
        stored.iter().map(log::StoredFact::open).collect()
    }

    /// Folds one stream; the empty state when nothing was recorded of it.
    pub(crate) async fn folded<A: Aggregate>(&self, view: &mut Snapshot, stream: &StreamId) -> Result<A, StoreError> {
        log::fold(&self.stream(view, stream).await?)
    }

    /// Folds every stream of a family, in the order of their ids. For families of which a bureau has a few.
    pub(crate) async fn every<A: Aggregate>(&self, view: &mut Snapshot) -> Result<Vec<A>, StoreError> {
        // '0' is the character after '/'.
        let (first, end) = (format!("{}/", A::FAMILY), format!("{}0", A::FAMILY));
        let streams: Vec<(String,)> = on!(&mut *view, c => sqlx::query_as(OF_FAMILY).bind(self.bureau).bind(&first).bind(&end)
            .fetch_all(&mut **c).await)
        .during("reading the streams of a family")?;
        let mut all = Vec::with_capacity(streams.len());
        for (stream,) in &streams {
            all.push(self.folded(&mut *view, &StreamId::from_stored(stream)).await?);
        }
        Ok(all)
    }

    /// A training class that a unit of `visible` organises or hosts; `None` when there is none they may know of.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn class(&self, visible: &[Scope], class: ClassId) -> Result<Option<Class>, StoreError> {
        Ok(self.class_facts(visible, class).await?.map(|(state, _)| state))
    }

    /// As [`Store::class`], with every fact about it in order.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn class_and_history(&self, visible: &[Scope], class: ClassId) -> Result<Option<(Class, Vec<HistoryLine>)>, StoreError> {
        let Some((state, facts)) = self.class_facts(visible, class).await? else { return Ok(None) };
        Ok(Some((state, HistoryLine::all(&facts)?)))
    }

    async fn class_facts(&self, visible: &[Scope], class: ClassId) -> Result<Option<(Class, Vec<log::Opened>)>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let facts = self.stream(&mut view, &StreamId::new(Class::FAMILY, class)).await?;
        let state: Class = log::fold(&facts)?;
        let known = state.exists() && state.organisers().iter().chain(state.host()).any(|unit| covered(visible, unit));
        Ok(known.then_some((state, facts)))
    }

    /// A study run that a unit of `visible` organises or hosts.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn run(&self, visible: &[Scope], run: RunId) -> Result<Option<Run>, StoreError> {
        Ok(self.run_facts(visible, run).await?.map(|(state, _)| state))
    }

    /// As [`Store::run`], with every fact about it in order.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn run_and_history(&self, visible: &[Scope], run: RunId) -> Result<Option<(Run, Vec<HistoryLine>)>, StoreError> {
        let Some((state, facts)) = self.run_facts(visible, run).await? else { return Ok(None) };
        Ok(Some((state, HistoryLine::all(&facts)?)))
    }

    async fn run_facts(&self, visible: &[Scope], run: RunId) -> Result<Option<(Run, Vec<log::Opened>)>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let facts = self.stream(&mut view, &StreamId::new(Run::FAMILY, run)).await?;
        let state: Run = log::fold(&facts)?;
        let known = state.planned().is_some_and(|p| p.organisers.iter().chain(&p.host).any(|unit| covered(visible, unit)));
        Ok(known.then_some((state, facts)))
    }

    /// The stream the fact at `seq` belongs to: where a receipt's thing is found.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn stream_of(&self, seq: u64) -> Result<Option<StreamId>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        Ok(log::streams_of(&mut view, self.bureau, &[seq]).await?.into_iter().next())
    }

    /// A topic that was published by a committee of `visible`, or owed by a branch there.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn topic(&self, visible: &[Scope], topic: TopicId) -> Result<Option<Topic>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let state: Topic = self.folded(&mut view, &StreamId::new(Topic::FAMILY, topic)).await?;
        let today = self.clock.now().day();
        let known = state
            .published()
            .is_some_and(|(_, body)| covered(visible, &body.committee) || state.items(today).any(|(_, unit, _)| covered(visible, unit)));
        Ok(known.then_some(state))
    }

    /// The roll of branches. Whoever asks shows only the branches of the scope, which is why it takes one.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn roll(&self, _: &[Scope]) -> Result<Roll, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        self.folded(&mut view, &StreamId::only(Roll::FAMILY)).await
    }

    /// The placements of a batch that units of `visible` organise, each with the fact that began it, taken back ones left out.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn placements_entered(&self, visible: &[Scope], batch: BatchId) -> Result<Vec<(PlacementId, u64)>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let batch: Batch = self.folded(&mut view, &StreamId::new(Batch::FAMILY, batch)).await?;
        let mut entered = Vec::new();
        if batch.head().is_some_and(|head| covered(visible, &head.unit)) {
            for id in batch.students().keys() {
                let placement: Placement = self.folded(&mut view, &StreamId::new(Placement::FAMILY, id)).await?;
                let head = placement.head().filter(|_| placement.stage() != Some(Stage::Withdrawn));
                entered.extend(head.map(|head| (*id, head.since)));
            }
        }
        Ok(entered)
    }

    /// A training plan of a unit of `visible`.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn plan(&self, visible: &[Scope], plan: PlanId) -> Result<Option<Plan>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let state: Plan = self.folded(&mut view, &StreamId::new(Plan::FAMILY, plan)).await?;
        Ok(Some(state).filter(|plan| plan.unit().is_some_and(|unit| covered(visible, unit))))
    }

    /// Plans of the units of `visible`, by number, after `after`; at most `limit`. A bureau has a few a unit and year.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn plans(&self, visible: &[Scope], after: Option<PlanId>, limit: usize) -> Result<Vec<Plan>, StoreError> {
        const BATCH: i64 = 200;
        let mut view = db::snapshot(&self.readers).await?;
        let mut last = after.map_or_else(|| format!("{}/", Plan::FAMILY), |plan| format!("{}/{plan}", Plan::FAMILY));
        // '0' is the character after '/'.
        let end = format!("{}0", Plan::FAMILY);
        let mut plans = Vec::new();
        loop {
            let rows: Vec<(String,)> = on!(&mut view, c => sqlx::query_as(PLAN_STREAMS).bind(self.bureau).bind(&last).bind(&end)
                .bind(BATCH).fetch_all(&mut **c).await)
            .during("reading plans")?;
            let Some((newest,)) = rows.last() else { return Ok(plans) };
            last.clone_from(newest);
            for (stream,) in &rows {
                let plan: Plan = self.folded(&mut view, &StreamId::from_stored(stream)).await?;
                if plan.unit().is_some_and(|unit| covered(visible, unit)) {
                    plans.push(plan);
                    if plans.len() == limit {
                        return Ok(plans);
                    }
                }
            }
        }
    }

    /// Topics that branches of `scope` owe from `from` through `to`, by day; with `open`, only those not followed yet.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn dues(
        &self,
        scope: &Scope,
        days: (Option<Day>, Option<Day>),
        open: bool,
        after: Option<DueCursor>,
        limit: usize,
    ) -> Result<DuePage, StoreError> {
        let after = after.unwrap_or(DueCursor { day: 0, key: String::new() });
        let (from, to) = (days.0.map_or(0, Day::key), days.1.map_or(i64::MAX, Day::key));
        let sql = if open { OPEN_DUES } else { DUES };
        let wanted = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
        self.settled().await?;
        let mut rows: Vec<(i64, String, String, Option<i64>)> = on!(&self.readers, pool => sqlx::query_as(sql)
            .bind(self.bureau).bind(entries::STILL_KNOWN).bind(from).bind(to).bind(scope.path().as_str()).bind(scope.path().subtree_end())
            .bind(after.day).bind(&after.key).bind(wanted).fetch_all(pool).await)
        .during("reading dues")?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|(day, key, ..)| DueCursor { day: *day, key: key.clone() });
        let place = || "a due entry".to_owned();
        let read = |(day, key, unit, followed): (i64, String, String, Option<i64>)| {
            let (topic, branch) = key.split_once('/').ok_or_else(|| damaged(place(), "its key names no branch"))?;
            Ok(Due {
                topic: topic.parse().map_err(|e| damaged(place(), e))?,
                branch: branch.to_owned(),
                unit: UnitPath::parse(&unit).map_err(|e| damaged(place(), e))?,
                due_by: Day::from_key(day).map_err(|e| damaged(place(), e))?,
                followed: followed.and_then(|seq| u64::try_from(seq).ok()),
            })
        };
        let dues = rows.into_iter().map(read).collect::<Result<_, StoreError>>()?;
        Ok(DuePage { dues, next })
    }

    /// Who recorded what when, the newest first, before position `before`. Takes the permission to read the audit.
    ///
    /// # Errors
    /// [`StoreError`] when facts cannot be read.
    pub async fn lines(&self, _: &Scope, before: Option<u64>, limit: usize) -> Result<Vec<LedgerLine>, StoreError> {
        let before = before.map_or(i64::MAX, log::sql_int);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows: Vec<(i64, String, String, i64, i64, i64)> =
            on!(&self.readers, pool => sqlx::query_as(LINES).bind(self.bureau).bind(before).bind(limit).fetch_all(pool).await)
                .during("reading the ledger's lines")?;
        let read = |(seq, kind, unit, happened_on, recorded_at, actor): (i64, String, String, i64, i64, i64)| {
            Ok(LedgerLine {
                seq: u64::try_from(seq).map_err(|e| damaged("a fact's position", e))?,
                kind,
                unit,
                happened_on: Day::from_key(happened_on).map_err(|e| damaged("a fact's day", e))?,
                recorded_at: Micros(recorded_at),
                actor: nc_kernel::UserId(actor),
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// The signed checkpoints, smallest first. Open to everybody: hashes say nothing about anybody.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn checkpoints(&self, after: u64, limit: usize) -> Result<Vec<(u64, String)>, StoreError> {
        const SELECT: &str = "SELECT size, note FROM checkpoint WHERE bureau_id = $1 AND size > $2 ORDER BY size LIMIT $3";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows: Vec<(i64, String)> =
            on!(&self.readers, pool => sqlx::query_as(SELECT).bind(self.bureau).bind(log::sql_int(after)).bind(limit).fetch_all(pool).await)
                .during("reading checkpoints")?;
        Ok(rows.into_iter().map(|(size, note)| (u64::try_from(size).unwrap_or_default(), note)).collect())
    }

    /// One personal value of each of `people` who served within one of `scopes`.
    ///
    /// # Errors
    /// [`StoreError`] when one cannot be read or does not open.
    pub async fn personal_of(&self, scopes: &[Scope], people: &[PersonId], field: &str) -> Result<HashMap<PersonId, String>, StoreError> {
        let seen: Vec<PersonId> = self
            .published
            .with_directory(|d| people.iter().copied().filter(|id| scopes.iter().any(|scope| crate::in_scope(d, scope, *id))).collect());
        let mut view = db::snapshot(&self.readers).await?;
        self.vault.reveal_of(&mut view, self.bureau, &seen, field).await
    }
}
