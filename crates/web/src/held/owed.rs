//! What the study page shows besides its runs: topics that branches still owe, and follow-up tasks that are not closed.

use std::collections::BTreeMap;

use nc_kernel::{Actor, Day};
use nc_people::{Action, Scope};

use crate::app::App;
use crate::frame::{Frame, unit_name};
use crate::problem::Problem;

/// Days back and ahead for which what is owed is shown.
const BACK: i64 = 120;
const AHEAD: i64 = 60;
/// Dues read at most.
const MOST: usize = 2_000;

/// 待跟进专题: a topic with how many branches still owe it.
pub(super) struct OwedTopic {
    pub href: String,
    pub title: String,
    pub due_by: String,
    pub open: usize,
    pub late: bool,
}

/// 跟进任务, in words.
pub(crate) struct TaskLine {
    pub what: String,
    pub committee: String,
    pub due_by: String,
    pub state: String,
    /// How late, and whom it has gone up to.
    pub overdue: String,
}

/// Topics that branches of `scope` have not followed yet, by the day they are due.
pub(super) async fn topics(app: &App, scope: &Scope, today: Day) -> Result<Vec<OwedTopic>, Problem> {
    let days = (Some(today.minus_days(BACK)), Some(today.plus_days(AHEAD)));
    let page = app.store.dues(scope, days, true, None, MOST).await?;
    let mut open: BTreeMap<(Day, nc_organisation::study::TopicId), usize> = BTreeMap::new();
    for due in page.dues {
        *open.entry((due.due_by, due.topic)).or_default() += 1;
    }
    let mut topics = Vec::new();
    for ((due_by, id), open) in open {
        let visible = std::slice::from_ref(scope);
        let Some(topic) = app.store.topic(visible, id).await? else { continue };
        let Some((_, body)) = topic.published() else { continue };
        topics.push(OwedTopic {
            href: format!("/study/topics/{id}"),
            title: body.title.clone(),
            due_by: due_by.to_string(),
            open,
            late: due_by < today,
        });
    }
    Ok(topics)
}

/// The tasks of committees whose records `actor` keeps or reads, and how far overdue ones have gone up.
pub(super) async fn tasks(app: &App, actor: &Actor, frame: &Frame, today: Day) -> Result<Vec<TaskLine>, Problem> {
    let visible = app.store.scopes(actor, Action::ReadRows);
    let open = app.store.follow_ups(&visible, today).await?;
    Ok(open.into_iter().map(|one| line(app, frame, one)).collect())
}

/// A task in words; it names nobody.
pub(crate) fn line(app: &App, frame: &Frame, one: nc_store::FollowUp) -> TaskLine {
    let overdue = match (one.overdue, one.escalation) {
        (Some(days), Some(to)) => format!("{} · {}", frame.t1("desk-overdue", "n", &days), frame.word("escalated", to.word())),
        _ => String::new(),
    };
    TaskLine {
        what: one.task.what,
        committee: unit_name(app, &one.committee, frame.lang),
        due_by: one.task.due_by.to_string(),
        state: frame.word("task", one.task.state.word()),
        overdue,
    }
}
