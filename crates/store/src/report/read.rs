//! Looking at reports.

use nc_figures::report::{Report, ReportId, Stage, Template};
use nc_kernel::{Actor, Aggregate, Bureau, Micros, StreamId, UnitPath, UserId};
use nc_people::access::Action;
use serde::{Serialize, Serializer};

use super::answers::unknown;
use super::differences::MovedNumber;
use crate::db::Snapshot;
use crate::error::{StoreError, While, damaged};
use crate::log::{self, StoredFact};
use crate::{Store, db};

const SELECT_ALL: &str = "SELECT seq, stream, bytes FROM fact WHERE bureau_id = $1 AND stream >= $2 AND stream < $3 ORDER BY stream, seq";

/// A line of the list of reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedReport {
    /// Which report.
    pub id: ReportId,
    /// Its title.
    pub title: String,
    /// The unit it is about.
    pub unit: UnitPath,
    /// Where it stands.
    pub stage: Stage,
    /// Who drafted it.
    pub preparer: UserId,
    /// When.
    pub drafted_at: Micros,
    /// Who released it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub releaser: Option<UserId>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub released_at: Option<Micros>,
    /// The report it corrects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrects: Option<ReportId>,
    /// The report that corrected it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected_by: Option<ReportId>,
    /// How many numbers it holds; of a draft, how many bindings are released with it is not known yet.
    pub figures: u64,
    /// Of a release: the numbers the source has moved away from since.
    #[serde(rename = "differing", serialize_with = "how_many", skip_serializing_if = "Option::is_none")]
    pub moved: Option<Vec<MovedNumber>>,
}

/// A list tells how many; which they are is told of one release.
#[expect(clippy::ref_option, reason = "serde hands the field over as it is")]
fn how_many<S: Serializer>(moved: &Option<Vec<MovedNumber>>, serializer: S) -> Result<S::Ok, S::Error> {
    moved.as_ref().map(Vec::len).serialize(serializer)
}

impl ListedReport {
    /// Of a release: how many of its numbers the source has moved away from since.
    #[must_use]
    pub fn differing(&self) -> Option<u64> {
        self.moved.as_ref().map(|moved| moved.len() as u64)
    }
}

/// One report, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportView {
    /// Which report.
    pub id: ReportId,
    /// Its draft and its release.
    pub report: Report,
}

/// The state of a report; an empty one when there is none.
pub(super) async fn in_view(view: &mut Snapshot, bureau: Bureau, id: ReportId) -> Result<Report, StoreError> {
    let facts = log::read_stream(view, bureau, &StreamId::new(Report::FAMILY, id), u64::MAX >> 1).await?;
    fold(&facts)
}

fn fold(facts: &[StoredFact]) -> Result<Report, StoreError> {
    log::fold(&facts.iter().map(StoredFact::open).collect::<Result<Vec<_>, _>>()?)
}

async fn all(view: &mut Snapshot, bureau: Bureau) -> Result<Vec<(ReportId, Report)>, StoreError> {
    // From the slash to the character after it: every stream of the family and no other.
    let (from, to) = (format!("{}/", Report::FAMILY), format!("{}0", Report::FAMILY));
    let facts: Vec<StoredFact> =
        on!(&mut *view, c => sqlx::query_as(SELECT_ALL).bind(bureau).bind(&from).bind(&to).fetch_all(&mut **c).await)
            .during("reading reports")?;
    let mut found = Vec::new();
    for stream in facts.chunk_by(|a, b| a.stream == b.stream) {
        let id = stream.first().and_then(|fact| fact.stream.split('/').nth(1)).and_then(|id| id.parse().ok());
        found.push((id.ok_or_else(|| damaged("a report's stream", "it has no id"))?, fold(stream)?));
    }
    Ok(found)
}

impl Store {
    /// Every report the actor may see, the newest first: releases with figures of their unit, drafts for who may draft
    /// or release. With `compare`, each release says which of its numbers the source has moved away from.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn reports(&self, actor: &Actor, compare: bool) -> Result<Vec<ListedReport>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let mut listed = Vec::new();
        for (id, report) in all(&mut view, self.bureau).await? {
            let Some(draft) = report.draft().filter(|draft| self.may_see(actor, &report, &draft.unit)) else { continue };
            let (release, preparer) = (report.release(), draft.preparers.first());
            let title = match release {
                Some(release) => release.document.title.clone(),
                None => Template::parse(&draft.template).map(|template| template.title).unwrap_or_default(),
            };
            let moved = match release {
                Some(release) if compare => Some(self.moved(&mut view, &release.document).await?),
                _ => None,
            };
            listed.push(ListedReport {
                id,
                title,
                unit: draft.unit.clone(),
                stage: report.stage(),
                preparer: preparer.map_or(Actor::SYSTEM.user, |actor| actor.user),
                drafted_at: draft.drafted_at,
                releaser: release.map(|r| r.releaser.user),
                released_at: release.map(|r| r.released_at),
                corrects: draft.corrects,
                corrected_by: report.corrected_by(),
                figures: release.map_or(0, |r| r.document.facts.len() as u64),
                moved,
            });
        }
        listed.sort_by_key(|line| std::cmp::Reverse((line.drafted_at, line.id)));
        Ok(listed)
    }

    /// One report.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is none the actor may see.
    pub async fn report(&self, actor: &Actor, id: ReportId) -> Result<ReportView, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        self.visible(&mut view, actor, id).await.map(|report| ReportView { id, report })
    }

    pub(super) async fn visible(&self, view: &mut Snapshot, actor: &Actor, id: ReportId) -> Result<Report, StoreError> {
        let report = in_view(view, self.bureau, id).await?;
        let seen = report.draft().is_some_and(|draft| self.may_see(actor, &report, &draft.unit));
        if seen { Ok(report) } else { Err(unknown()) }
    }

    fn may_see(&self, actor: &Actor, report: &Report, unit: &UnitPath) -> bool {
        self.may_work_at(actor, unit) || (report.release().is_some() && self.allow(actor, Action::ReadFigures, unit).is_ok())
    }
}
