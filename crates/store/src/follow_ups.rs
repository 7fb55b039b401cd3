//! 跟进任务 of committee meetings, with how far overdue ones have gone up.

use std::collections::BTreeMap;

use nc_kernel::{Aggregate as _, Day, UnitPath};
use nc_organisation::study::{Escalation, Meeting, Task, TaskState};
use nc_people::Scope;
use nc_people::access::covered;

use crate::error::{StoreError, While};
use crate::log::StoredFact;
use crate::{Store, db};

/// 跟进任务: one task of a meeting, as it stands today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// The meeting, as text.
    pub meeting: String,
    /// The unit of its committee.
    pub committee: UnitPath,
    /// The task.
    pub task: Task,
    /// Days past due; `None` when it is not.
    pub overdue: Option<i64>,
    /// Whom it is shown to because it is overdue.
    pub escalation: Option<Escalation>,
}

const MEETINGS: &str = "SELECT seq, stream, bytes FROM fact WHERE bureau_id = $1 AND stream > $2 AND stream < $3 ORDER BY stream, seq";

impl Store {
    /// Tasks that are not closed, of committees of `visible`, the longest due first.
    ///
    /// # Errors
    /// [`StoreError`] when meetings cannot be read.
    pub async fn follow_ups(&self, visible: &[Scope], today: Day) -> Result<Vec<FollowUp>, StoreError> {
        let all = self.open_follow_ups(today).await?;
        Ok(all.into_iter().filter(|one| covered(visible, &one.committee)).collect())
    }

    /// Tasks that are not closed and that `doer` does; the caller passes the person of whoever asks and nobody else.
    ///
    /// # Errors
    /// [`StoreError`] when meetings cannot be read.
    pub async fn own_follow_ups(&self, doer: nc_kernel::PersonId, today: Day) -> Result<Vec<FollowUp>, StoreError> {
        Ok(self.open_follow_ups(today).await?.into_iter().filter(|one| one.task.doer == doer).collect())
    }

    async fn open_follow_ups(&self, today: Day) -> Result<Vec<FollowUp>, StoreError> {
        // '0' is the character after '/'. A committee meets a few times a month, and a meeting is a few facts.
        let (from, to) = (format!("{}/", Meeting::FAMILY), format!("{}0", Meeting::FAMILY));
        let mut view = db::snapshot(&self.readers).await?;
        let facts: Vec<StoredFact> =
            on!(&mut view, c => sqlx::query_as(MEETINGS).bind(self.bureau).bind(&from).bind(&to).fetch_all(&mut **c).await)
                .during("reading meetings")?;
        let mut meetings: BTreeMap<String, Meeting> = BTreeMap::new();
        for stored in facts {
            let opened = stored.open()?;
            meetings.entry(stored.stream).or_default().fold(&opened.read()?);
        }
        let mut open = Vec::new();
        for (stream, meeting) in meetings {
            let Some((_, held)) = meeting.held() else { continue };
            let id = stream.rsplit('/').next().unwrap_or_default();
            for task in meeting.tasks().iter().filter(|task| task.state != TaskState::Verified) {
                open.push(FollowUp {
                    meeting: id.to_owned(),
                    committee: held.committee.clone(),
                    overdue: task.overdue(today),
                    escalation: task.escalation(today),
                    task: task.clone(),
                });
            }
        }
        open.sort_by_key(|one| (one.task.due_by, one.meeting.clone(), one.task.number));
        Ok(open)
    }
}
