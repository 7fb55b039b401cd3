//! `GET /api/v1/grants?user=&cursor=&limit=`: who holds or held which role for which unit, oldest first. Granting and
//! revoking are commands.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use nc_kernel::UserId;
use nc_people::Grant;
use nc_people::access::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::administrator;
use crate::api::bearer::Bearer;
use crate::api::query::Query;
use crate::api::route::{Form, Gives, LIMIT, Needs, Route, Tag, Takes, Verb, query};
use crate::api::schema::{self, At, Id, On, Unit, word};
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/grants",
    tag: Tag::Accounts,
    says: ("授权", "grants of roles"),
    needs: Needs::Any(&[Action::ManageAccounts, Action::ManageGrants]),
    params: &[
        query("user", Form::Id, "只要此账户的", "only of this account"),
        query("cursor", Form::Number, "上一页的 next", "`next` of the page before"),
        LIMIT,
    ],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<GrantPage>),
    keyed: false,
    refuses: &[403, 422],
    handler: || get(handle),
};

/// 授权.
#[derive(Serialize, ToSchema)]
pub(crate) struct GrantLine {
    /// The fact that granted it; revoking names it by this.
    seq: u64,
    user: Id,
    role: String,
    unit: Unit,
    from: On,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<On>,
    granted_at: At,
    #[serde(skip_serializing_if = "Option::is_none")]
    revoked_at: Option<At>,
}

impl From<&Grant> for GrantLine {
    fn from(grant: &Grant) -> Self {
        Self {
            seq: grant.seq,
            user: Id::of(grant.user),
            role: word(&grant.role),
            unit: Unit(grant.unit.clone()),
            from: On(grant.from),
            until: grant.until.map(On),
            granted_at: At(grant.granted_at),
            revoked_at: grant.revoked_at.map(At),
        }
    }
}

/// A page of grants.
#[derive(Serialize, ToSchema)]
pub(crate) struct GrantPage {
    grants: Vec<GrantLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u64>,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, bearer: Bearer, mut query: Query) -> Result<Json<GrantPage>, Problem> {
    let (user, limit): (Option<UserId>, _) = (query.value("user", "0123456789abc"), query.limit());
    let after: Option<u64> = query.value("cursor", "next");
    query.finish()?;
    administrator(&app, &bearer)?;
    let mut grants: Vec<GrantLine> = app.store.published().with_directory(|d| {
        let later = d.grants().filter(|grant| after.is_none_or(|after| grant.seq > after) && user.is_none_or(|user| grant.user == user));
        later.take(limit + 1).map(GrantLine::from).collect()
    });
    let more = grants.len() > limit;
    grants.truncate(limit);
    let next = grants.last().filter(|_| more).map(|grant| grant.seq);
    Ok(Json(GrantPage { grants, next }))
}
