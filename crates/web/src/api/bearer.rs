//! Who asks through the API, and under which name the wish is carried out once.

use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use nc_kernel::UnitPath;
use nc_people::Scope;
use nc_people::access::Action;
use nc_store::tokens::{READS_ONLY, TokenBearer};

use crate::app::App;
use crate::caller::bearer;
use crate::problem::Problem;

/// The user of the token a request carries, and what the token is held to.
pub(crate) struct Bearer(pub TokenBearer);

impl Bearer {
    /// The permission for `action` on `unit`, or on the first unit the user has it for.
    pub(crate) fn scope(&self, app: &App, action: Action, unit: Option<&UnitPath>) -> Result<Scope, Problem> {
        let unit = match unit {
            Some(unit) => unit.clone(),
            None => match self.scopes(app, action).into_iter().next() {
                Some(scope) => return Ok(scope),
                None => app.store.bureau_path()?,
            },
        };
        Ok(app.store.allow_within(&self.0, action, &unit)?)
    }

    /// Everything the user may do `action` on.
    pub(crate) fn scopes(&self, app: &App, action: Action) -> Vec<Scope> {
        app.store.scopes_within(&self.0, action)
    }

    /// As [`Self::scopes`], refused when there are none.
    pub(crate) fn visible(&self, app: &App, action: Action) -> Result<Vec<Scope>, Problem> {
        let scopes = self.scopes(app, action);
        if scopes.is_empty() { self.bureau(app, action).map(|scope| vec![scope]) } else { Ok(scopes) }
    }

    /// The permission for `action` on the whole bureau.
    pub(crate) fn bureau(&self, app: &App, action: Action) -> Result<Scope, Problem> {
        Ok(app.store.allow_within(&self.0, action, &app.store.bureau_path()?)?)
    }

    /// Refuses a token that only reads.
    pub(crate) fn may_write(&self) -> Result<(), Problem> {
        if self.0.limits.writes { Ok(()) } else { Err(READS_ONLY.refuse().into()) }
    }
}

impl FromRequestParts<Arc<App>> for Bearer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let token = bearer(&parts.headers).ok_or(Problem::Token)?;
        app.store.token_bearer(token).await?.map(Self).ok_or(Problem::Token)
    }
}

/// The longest key; the user's id is put before it.
const LONGEST_KEY: usize = 180;

/// 幂等键: names a wish among those of the same user, so that it is carried out once.
pub(crate) struct Key(pub String);

impl Key {
    /// The key as the store keeps it: two users who choose the same do not meet.
    pub(crate) fn of(&self, user: impl Display) -> String {
        format!("{user}/{}", self.0)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let key = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !(1..=LONGEST_KEY).contains(&key.len()) || !key.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(Problem::Key);
        }
        Ok(Self(key.to_owned()))
    }
}

/// The parts of a path, each a value; anything that is none is nothing of that name.
pub(crate) struct Named<T>(pub T);

impl<T: FromStr + Send> FromRequestParts<Arc<App>> for Named<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let missing = || Problem::Missing("编号", "id");
        let Path(text) = Path::<String>::from_request_parts(parts, app).await.map_err(|_| missing())?;
        text.parse().map(Self).map_err(|_| missing())
    }
}
