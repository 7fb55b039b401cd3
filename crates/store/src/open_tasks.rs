//! 未销号任务: which tasks of committee meetings are open, written after each group that touched a meeting. What a desk shows
//! is found by it; a meeting whose tasks are all closed is never read again.

use std::collections::HashSet;

use nc_kernel::{Aggregate as _, Bureau, States, StreamId};
use nc_organisation::study::{Meeting, TaskState};

use crate::db::WriteConn;
use crate::error::{StoreError, While};
use crate::sql::bulk;

const CLEAR: &str = "DELETE FROM open_task WHERE bureau_id = $1 AND stream = $2";
const INSERT: &str = "INSERT INTO open_task (bureau_id, stream, number, committee, doer) VALUES";

/// Writes the open tasks of every touched meeting.
pub(crate) async fn write(conn: &mut WriteConn, bureau: Bureau, states: &States, touched: &HashSet<StreamId>) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for stream in touched.iter().filter(|stream| stream.family() == Meeting::FAMILY) {
        let Some(meeting) = states.any(stream).and_then(|state| state.as_any().downcast_ref::<Meeting>()) else { continue };
        let stream = stream.to_string();
        on!(&mut *conn, c => sqlx::query(CLEAR).bind(bureau).bind(&stream).execute(c).await.map(|_| ())).during("clearing open tasks")?;
        let Some((_, held)) = meeting.held() else { continue };
        for task in meeting.tasks().iter().filter(|task| task.state != TaskState::Verified) {
            rows.push((stream.clone(), i64::from(task.number), held.committee.as_str().to_owned(), task.doer));
        }
    }
    rows.sort_unstable();
    bulk!(conn, INSERT, 5, "", rows, |q, row| q.bind(bureau).bind(&row.0).bind(row.1).bind(&row.2).bind(row.3.0))
        .during("writing open tasks")
}
