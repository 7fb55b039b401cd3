//! `GET /api/v1/people/{id}`: one person with their service, posts and leave over time. 404 for whoever never served where
//! the user may read people.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_kernel::PersonId;
use nc_people::access::Action;
use nc_people::model::{NAME, POLICE_NUMBER};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::{Bearer, Named};
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, path};
use crate::api::schema::{self, Id, On, Unit, word};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/people/{id}",
    tag: Tag::People,
    says: ("一人及其任职经历", "one person with their service over time"),
    needs: Needs::Any(&[Action::ReadPeople]),
    params: &[path("id", Form::Id, "人员代号", "pseudonym")],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ShownPerson>),
    keyed: false,
    refuses: &[403, 404],
    handler: || get(handle),
};

/// 任职单位.
#[derive(Serialize, ToSchema)]
pub(crate) struct Service {
    unit: Unit,
    kind: String,
    from: On,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<On>,
    /// The fact that began it.
    since_seq: u64,
}

/// 职务.
#[derive(Serialize, ToSchema)]
pub(crate) struct PostHeld {
    title: String,
    unit: Unit,
    from: On,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<On>,
    since_seq: u64,
}

/// 请假.
#[derive(Serialize, ToSchema)]
pub(crate) struct LeaveTaken {
    kind: String,
    from: On,
    to: On,
    since_seq: u64,
}

/// 人员.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShownPerson {
    person: Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    police_number: Option<String>,
    /// Whether the personal values were erased.
    erased: bool,
    service: Vec<Service>,
    posts: Vec<PostHeld>,
    leaves: Vec<LeaveTaken>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, Named(id): Named<PersonId>) -> Result<Json<ShownPerson>, Problem> {
    let missing = || Problem::Missing("人员", "person");
    let scopes = bearer.visible(&app, Action::ReadPeople)?;
    let person = app.store.published().with_directory(|d| d.person(id).cloned()).ok_or_else(missing)?;
    let scope = scopes.iter().find(|scope| person.memberships.iter().any(|m| scope.path().contains(&m.unit))).ok_or_else(missing)?;
    app.store.note_reading(bearer.0.user, "person", &[id]).await?;
    let name = app.store.personal(scope, id, NAME).await?;
    let police_number = app.store.personal(scope, id, POLICE_NUMBER).await?;
    let service = person.memberships.iter().map(|m| Service {
        unit: Unit(m.unit.clone()),
        kind: m.kind.word().to_owned(),
        from: On(m.from),
        until: m.until.map(On),
        since_seq: m.since_seq,
    });
    let posts = person.posts.iter().map(|p| PostHeld {
        title: p.title.clone(),
        unit: Unit(p.unit.clone()),
        from: On(p.from),
        until: p.until.map(On),
        since_seq: p.since_seq,
    });
    let leaves = person.leaves.iter().map(|l| LeaveTaken { kind: word(&l.kind), from: On(l.from), to: On(l.to), since_seq: l.since_seq });
    Ok(Json(ShownPerson {
        person: Id::of(id),
        name,
        police_number,
        erased: person.erased,
        service: service.collect(),
        posts: posts.collect(),
        leaves: leaves.collect(),
    }))
}
