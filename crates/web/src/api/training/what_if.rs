//! `POST /api/v1/classes/what-if`: what a class as proposed would lack; nothing is saved.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use nc_capability::training::what_if::{Proposal, Taken};
use nc_people::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::body::JsonBody;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema::{self, Id};
use crate::api::shape;
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/classes/what-if",
    tag: Tag::Training,
    says: ("推演拟办班次的缺口，不保存", "what a proposed class would lack; saves nothing"),
    needs: Needs::Any(&[Action::PlanTraining]),
    params: &[],
    takes: Takes::Json(|_| shape::of::<Proposal>()),
    gives: Gives::Json(schema::of::<Lacks>),
    keyed: false,
    refuses: &[403, 422],
    handler: || post(handle),
};

/// 占用.
#[derive(Serialize, ToSchema)]
pub(crate) struct TakenBy {
    /// The class that has it; absent when it is an earlier session of the proposal.
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<Id>,
    starts_minute: u16,
    ends_minute: u16,
}

/// 缺口. Sessions are numbered from 1.
#[derive(Serialize, ToSchema)]
pub(crate) struct Lack {
    /// `trainees`, `instructor`, `room` or `equipment`.
    of: &'static str,
    session: u32,
    /// Which room or item; a pseudonym for an instructor.
    #[serde(skip_serializing_if = "Option::is_none")]
    which: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    taken: Option<TakenBy>,
    /// How many are lacking: seats or pieces.
    #[serde(skip_serializing_if = "Option::is_none")]
    short: Option<u32>,
}

/// What the class would lack.
#[derive(Serialize, ToSchema)]
pub(crate) struct Lacks {
    /// Whether nothing is lacking.
    none: bool,
    lacks: Vec<Lack>,
    /// How many beds more, by night.
    #[schema(value_type = BTreeMap<String, u32>)]
    beds: BTreeMap<String, u32>,
    /// How much more the line of the plan would have to hold, in fen.
    budget_fen: i64,
}

fn taken(taken: Taken) -> TakenBy {
    TakenBy { class: taken.class.map(Id::of), starts_minute: taken.starts_minute, ends_minute: taken.ends_minute }
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    JsonBody(proposal): JsonBody<Proposal>,
) -> Result<Json<Lacks>, Problem> {
    let planning = bearer.visible(&app, Action::PlanTraining)?;
    let short = app.store.what_if(&planning, &proposal).await?;
    let none = short.none();
    let trainees = short.trainees.into_iter().map(|s| Lack {
        of: "trainees",
        session: s.session,
        which: None,
        taken: Some(TakenBy { class: None, starts_minute: s.starts_minute, ends_minute: s.ends_minute }),
        short: None,
    });
    let instructors = short.instructors.into_iter().map(|s| Lack {
        of: "instructor",
        session: s.session,
        which: Some(s.instructor.to_string()),
        taken: s.taken.map(taken),
        short: None,
    });
    let rooms = short.rooms.into_iter().map(|s| Lack {
        of: "room",
        session: s.session,
        which: Some(s.room),
        taken: s.taken.map(taken),
        short: Some(s.seats).filter(|seats| *seats > 0),
    });
    let equipment = short.equipment.into_iter().map(|s| Lack {
        of: "equipment",
        session: s.session,
        which: Some(s.item),
        taken: None,
        short: Some(s.short),
    });
    Ok(Json(Lacks {
        none,
        lacks: trainees.chain(instructors).chain(rooms).chain(equipment).collect(),
        beds: short.beds.into_iter().map(|(night, beds)| (night.to_string(), beds)).collect(),
        budget_fen: short.budget_fen,
    }))
}
