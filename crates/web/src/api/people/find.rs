//! `POST /api/v1/people/find`: people by name or number. What is looked for is personal, so it comes in the body and is in
//! no address and no log. Everybody found is noted as read.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use nc_kernel::refusal::No;
use nc_kernel::{PersonId, Rule, UnitPath};
use nc_people::access::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::body::JsonBody;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema::{self, Id, Unit};
use crate::api::shape;
use crate::app::App;
use crate::problem::Problem;
use crate::staff::find::find;

/// Nothing was given to look for.
static NOTHING: Rule = Rule::new("people.find_nothing", No::Invalid, "请给出 name 或 number 之一", "give either `name` or `number`");

/// People shown at most.
const MOST: usize = 50;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/people/find",
    tag: Tag::People,
    says: ("按姓名或号码查找人员", "finds people by name or number"),
    needs: Needs::Any(&[Action::ReadPeople]),
    params: &[],
    takes: Takes::Json(|_| shape::of::<Wanted>()),
    gives: Gives::Json(schema::of::<FoundPeople>),
    keyed: false,
    refuses: &[403, 422],
    handler: || post(handle),
};

/// Who is looked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// A part of the name.
    #[serde(default)]
    name: Option<String>,
    /// A whole police, auxiliary or citizen number.
    #[serde(default)]
    number: Option<String>,
    /// Only in this unit and below.
    #[serde(default)]
    unit: Option<UnitPath>,
}

/// 查到的人员.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundPerson {
    person: Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Where they serve today; absent when they do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Unit>,
}

/// Who was found, fifty at most.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundPeople {
    people: Vec<FoundPerson>,
    /// Whether there are more.
    more: bool,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    bearer: Bearer,
    JsonBody(wanted): JsonBody<Wanted>,
) -> Result<Json<FoundPeople>, Problem> {
    let scopes = match &wanted.unit {
        Some(unit) => vec![bearer.scope(&app, Action::ReadPeople, Some(unit))?],
        None => bearer.visible(&app, Action::ReadPeople)?,
    };
    let part = wanted.name.as_deref().map(str::trim).filter(|part| !part.is_empty());
    let number = wanted.number.as_deref().map(str::trim).filter(|number| !number.is_empty());
    if part.is_none() && number.is_none() {
        return Err(NOTHING.refuse().at("name").into());
    }
    let mut people = find(&app, &scopes, part, number).await?;
    let more = people.len() > MOST;
    people.truncate(MOST);
    let found: Vec<PersonId> = people.iter().map(|(id, _)| *id).collect();
    app.store.note_reading(bearer.0.user, "people", &found).await?;
    let today = app.store.now().day();
    let people = app.store.published().with_directory(|d| {
        let line = |(id, name): (PersonId, Option<String>)| FoundPerson {
            person: Id::of(id),
            name,
            unit: d.member_on(id, today).map(|member| Unit(member.unit.clone())),
        };
        people.into_iter().map(line).collect()
    });
    Ok(Json(FoundPeople { people, more }))
}
