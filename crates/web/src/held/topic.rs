//! `GET /study/topics/{id}`: a topic on its way down the three levels. How many days each level took is computed from the
//! days of the events; nobody types it. Branches outside what the visitor may open are counted and not named.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use nc_organisation::study::{ItemState, TopicId};
use nc_people::Action;
use nc_people::access::covered;

use super::Area;
use crate::app::App;
use crate::caller::Viewer;
use crate::frame::{Frame, show, unit_name};
use crate::problem::Problem;

struct BranchLine {
    branch: String,
    unit: String,
    state: String,
    mark: &'static str,
    on: String,
    /// Days from publishing to the branch's study.
    days: String,
}

#[derive(Template)]
#[template(path = "held/topic.html")]
struct Page {
    frame: Frame,
    title: String,
    serial: String,
    committee: String,
    published_on: String,
    due_by: String,
    committee_on: String,
    committee_days: String,
    branch_median: String,
    followed: usize,
    owing: usize,
    exempt: usize,
    people: usize,
    branches: Vec<BranchLine>,
    hidden: usize,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    Viewer(actor): Viewer,
    Path(id): Path<String>,
    frame: Frame,
) -> Result<Html<String>, Problem> {
    let missing = || Problem::Missing("专题", "topic");
    let id: TopicId = id.parse().map_err(|_| missing())?;
    let visible = app.store.scopes(&actor, Action::ReadRows);
    let topic = app.store.topic(&visible, id).await?.ok_or_else(missing)?;
    let (published_on, body) = topic.published().ok_or_else(missing)?;
    let cascade = topic.cascade().ok_or_else(missing)?;
    let roll = app.store.roll(&visible).await?;
    let (mut branches, mut hidden) = (Vec::new(), 0);
    for (branch, unit, state) in topic.items(app.store.now().day()) {
        if !covered(&visible, unit) {
            hidden += 1;
            continue;
        }
        let on = if let ItemState::Followed { on, .. } = &state { Some(*on) } else { None };
        let (word, mark, says) = match state {
            ItemState::Due => ("due", "", String::new()),
            ItemState::Followed { on_time: true, .. } => ("followed", "ok", String::new()),
            ItemState::Followed { on_time: false, .. } => ("followed-late", "late", String::new()),
            ItemState::Overdue { days } => ("overdue", "late", frame.t1("topic-days", "n", &days)),
            ItemState::Exempt { reason } => ("exempt", "off", reason),
        };
        branches.push(BranchLine {
            branch: roll.branch(branch).map_or_else(|| branch.to_string(), |branch| branch.name.clone()),
            unit: unit_name(&app, unit, frame.lang),
            state: [frame.word("topic-state", word), says].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
            mark,
            on: on.map(|on| on.to_string()).unwrap_or_default(),
            days: on.map(|on| on.days_since(published_on).to_string()).unwrap_or_default(),
        });
    }
    show(&Page {
        title: body.title.clone(),
        serial: body.serial.clone(),
        committee: unit_name(&app, &body.committee, frame.lang),
        published_on: published_on.to_string(),
        due_by: body.due_by.to_string(),
        committee_on: cascade.committee_on.map(|on| on.to_string()).unwrap_or_default(),
        committee_days: cascade.committee_days.map(|days| frame.t1("topic-days", "n", &days)).unwrap_or_default(),
        branch_median: cascade.branch_median.map(|days| frame.t1("topic-days", "n", &days)).unwrap_or_default(),
        followed: cascade.followed,
        owing: cascade.owing,
        exempt: cascade.exempt,
        people: cascade.people,
        branches,
        hidden,
        frame: frame.under(&[(Area::Study.title(), Area::Study.href())]),
    })
}
