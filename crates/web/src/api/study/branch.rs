//! `GET /api/v1/branches/{id}`: one branch with its members over time. It takes the permission to read people, for who
//! belongs to a branch is about them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_kernel::PersonId;
use nc_organisation::branch::BranchId;
use nc_people::access::{Action, covered};
use serde::Serialize;
use utoipa::ToSchema;

use super::branches::BranchLine;
use crate::api::bearer::{Bearer, Named};
use crate::api::people::list::names;
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, path};
use crate::api::schema::{self, Id, On};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/branches/{id}",
    tag: Tag::Study,
    says: ("一个支部及其成员", "one branch with its members"),
    needs: Needs::Any(&[Action::ReadPeople]),
    params: &[path("id", Form::Id, "支部编号", "id of the branch")],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<ShownBranch>),
    keyed: false,
    refuses: &[403, 404],
    handler: || get(handle),
};

/// 支部成员.
#[derive(Serialize, ToSchema)]
pub(crate) struct BranchMemberShown {
    person: Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    from: On,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<On>,
}

/// 支部.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShownBranch {
    branch: BranchLine,
    members: Vec<BranchMemberShown>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, Named(id): Named<BranchId>) -> Result<Json<ShownBranch>, Problem> {
    let missing = || Problem::Missing("支部", "branch");
    let visible = bearer.visible(&app, Action::ReadPeople)?;
    let roll = app.store.roll(&visible).await?;
    let branch = roll.branch(id).filter(|b| covered(&visible, &b.unit)).ok_or_else(missing)?;
    let people: Vec<PersonId> = branch.members.iter().map(|m| m.person).collect();
    app.store.note_reading(bearer.0.user, "branch", &people).await?;
    let known = names(&app, &visible, &people).await?;
    let members = branch.members.iter().map(|m| BranchMemberShown {
        person: Id::of(m.person),
        name: known.get(&m.person).cloned(),
        from: On(m.from),
        until: m.until.map(On),
    });
    Ok(Json(ShownBranch { branch: BranchLine::of(branch, app.store.now().day()), members: members.collect() }))
}
