//! `GET /api/v1/people?unit=&kind=&on=&cursor=&limit=`: who serves in a subtree on a day, in order of registration.
//!
//! Names come with the permission to read people; numbers are never in a list. Everybody listed is noted as read.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_kernel::{Day, PersonId};
use nc_people::access::Action;
use nc_people::model::NAME;
use nc_people::{MemberKind, Scope};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::query::Query;
use crate::api::route::{CURSOR, Form, Gives, LIMIT, Needs, Route, Tag, Takes, UNIT, Verb, query};
use crate::api::schema::{self, Id, On, Unit};
use crate::app::App;
use crate::problem::Problem;

/// 人员身份 in words.
fn kinds() -> Vec<&'static str> {
    vec![MemberKind::Police.word(), MemberKind::Auxiliary.word()]
}

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/people",
    tag: Tag::People,
    says: ("在职人员", "people in service"),
    needs: Needs::Any(&[Action::ReadPeople]),
    params: &[
        UNIT,
        query("kind", Form::Words(kinds), "身份", "as what they serve"),
        query("on", Form::Day, "在此日在职的；缺省为今天", "serving on that day, today by default"),
        CURSOR,
        LIMIT,
    ],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<PeoplePage>),
    keyed: false,
    refuses: &[403, 422],
    handler: || get(handle),
};

/// 在职人员.
#[derive(Serialize, ToSchema)]
pub(crate) struct PersonLine {
    /// A pseudonym.
    person: Id,
    /// Absent once erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    unit: Unit,
    kind: String,
    from: On,
}

/// A page of people.
#[derive(Serialize, ToSchema)]
pub(crate) struct PeoplePage {
    people: Vec<PersonLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The names of `people`, as far as `scopes` go.
pub(crate) async fn names(app: &App, scopes: &[Scope], people: &[PersonId]) -> Result<HashMap<PersonId, String>, Problem> {
    Ok(app.store.personal_of(scopes, people, NAME).await?)
}

/// Everybody serving in `scope` on `on` after the number `after`: their lines, with number and id.
pub(crate) fn serving(
    app: &App,
    scope: &Scope,
    on: Day,
    kind: Option<&str>,
    after: Option<u32>,
    limit: usize,
) -> Vec<(u32, PersonId, PersonLine)> {
    app.store.published().with_directory(|d| {
        let later = d.serving(scope.path(), on).filter(|(person, member)| {
            after.is_none_or(|after| person.number > after) && kind.is_none_or(|kind| member.kind.word() == kind)
        });
        later
            .take(limit)
            .map(|(person, member)| {
                let line = PersonLine {
                    person: Id::of(person.id),
                    name: None,
                    unit: Unit(member.unit.clone()),
                    kind: member.kind.word().to_owned(),
                    from: On(member.from),
                };
                (person.number, person.id, line)
            })
            .collect()
    })
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, mut query: Query) -> Result<Json<PeoplePage>, Problem> {
    let (unit, on, limit) = (query.unit(), query.day("on"), query.limit());
    let kind = query.word("kind", &kinds());
    let after: Option<u32> = query.value("cursor", "next");
    query.finish()?;
    let scope = bearer.scope(&app, Action::ReadPeople, unit.as_ref())?;
    let mut found = serving(&app, &scope, on.unwrap_or_else(|| app.store.now().day()), kind, after, limit + 1);
    let more = found.len() > limit;
    found.truncate(limit);
    let ids: Vec<PersonId> = found.iter().map(|(_, id, _)| *id).collect();
    app.store.note_reading(bearer.0.user, "people", &ids).await?;
    let mut names = names(&app, std::slice::from_ref(&scope), &ids).await?;
    let next = found.last().filter(|_| more).map(|(number, ..)| number.to_string());
    let people = found.into_iter().map(|(_, id, line)| PersonLine { name: names.remove(&id), ..line }).collect();
    Ok(Json(PeoplePage { people, next }))
}
