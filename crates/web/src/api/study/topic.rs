//! `GET /api/v1/topics/{id}`: one topic, how it went down the levels, and where each branch stands. A branch outside what
//! the user may open rows of is counted and not named.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_organisation::study::{ItemState, TopicId};
use nc_people::access::{Action, covered};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::{Bearer, Named};
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, path};
use crate::api::schema::{self, Id, On, Unit};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/topics/{id}",
    tag: Tag::Study,
    says: ("一个学习专题及各支部进度", "one topic and where each branch stands"),
    needs: Needs::Any(&[Action::ReadRows]),
    params: &[path("id", Form::Id, "专题编号", "id of the topic")],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ShownTopic>),
    keyed: false,
    refuses: &[403, 404],
    handler: || get(handle),
};

/// 支部进度.
#[derive(Serialize, ToSchema)]
pub(crate) struct TopicItem {
    branch: Id,
    unit: Unit,
    /// `due`, `followed`, `overdue` or `exempt`.
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    followed_on: Option<On>,
    /// Days past the end of the window.
    #[serde(skip_serializing_if = "Option::is_none")]
    days_overdue: Option<i64>,
}

/// 学习专题.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShownTopic {
    id: Id,
    serial: String,
    title: String,
    committee: Unit,
    published_on: On,
    due_by: On,
    items: Vec<TopicItem>,
    /// Branches the user may not open.
    hidden: usize,
    /// How many branches followed.
    followed: usize,
    /// How many owe or owed it.
    owing: usize,
    /// Days from publishing to the committee's study; absent before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    committee_days: Option<i64>,
    /// Median of the days from publishing to the branches' study, in whole or half days.
    #[serde(skip_serializing_if = "Option::is_none")]
    branch_median_days: Option<String>,
    /// How many people studied it.
    people: usize,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, Named(id): Named<TopicId>) -> Result<Json<ShownTopic>, Problem> {
    let missing = Problem::Missing("专题", "topic");
    let visible = bearer.visible(&app, Action::ReadRows)?;
    let topic = app.store.topic(&visible, id).await?.ok_or(missing.clone())?;
    let (published_on, body) = topic.published().ok_or(missing.clone())?;
    let cascade = topic.cascade().ok_or(missing)?;
    let mut items = Vec::new();
    let mut hidden = 0;
    for (branch, unit, state) in topic.items(app.store.now().day()) {
        if !covered(&visible, unit) {
            hidden += 1;
            continue;
        }
        let (state, followed_on, days_overdue) = match state {
            ItemState::Due => ("due", None, None),
            ItemState::Followed { on, .. } => ("followed", Some(On(on)), None),
            ItemState::Overdue { days } => ("overdue", None, Some(days)),
            ItemState::Exempt { .. } => ("exempt", None, None),
        };
        items.push(TopicItem { branch: Id::of(branch), unit: Unit(unit.clone()), state, followed_on, days_overdue });
    }
    Ok(Json(ShownTopic {
        id: Id::of(id),
        serial: body.serial.clone(),
        title: body.title.clone(),
        committee: Unit(body.committee.clone()),
        published_on: On(published_on),
        due_by: On(body.due_by),
        items,
        hidden,
        followed: cascade.followed,
        owing: cascade.owing,
        committee_days: cascade.committee_days,
        branch_median_days: cascade.branch_median.map(|days| days.to_string()),
        people: cascade.people,
    }))
}
