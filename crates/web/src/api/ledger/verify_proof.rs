//! `POST /api/v1/proofs/verify`: checks a proof file with a public key, as anybody can offline. Nothing of this ledger is
//! used but its key, and that only when the caller gives none.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use nc_kernel::refusal::No;
use nc_kernel::{Refused, Rule};
use nc_store::{StoreError, proof};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::body::JsonBody;
use crate::api::figures::value::PeriodAsked;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::schema::{self, Unit};
use crate::api::shape;
use crate::app::App;
use crate::problem::Problem;

/// The proof does not hold.
static DOES_NOT_HOLD: Rule = Rule::new("proof.does_not_hold", No::Invalid, "证明不成立：{why}", "the proof does not hold: {why}");

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Post,
    path: "/proofs/verify",
    tag: Tag::Ledger,
    says: ("验证一份证明文件", "checks a proof file"),
    needs: Needs::Token,
    params: &[],
    takes: Takes::Json(|_| shape::of::<Given>()),
    gives: Gives::Json(schema::of::<ProofHolds>),
    keyed: false,
    refuses: &[422],
    handler: || post(handle),
};

/// The proof.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Given {
    /// The proof file's content.
    proof: Value,
    /// The ledger's public key; this ledger's own where there is none.
    #[serde(default)]
    key: Option<String>,
}

/// What the proof shows.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProofHolds {
    figure: String,
    n: i64,
    /// Below the line of a ratio.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<i64>,
    unit: Unit,
    period: PeriodAsked,
    rows: u64,
    facts: u64,
    ledger_size: u64,
    ledger_root: String,
    origin: String,
}

pub(crate) async fn handle(State(app): State<Arc<App>>, _: Bearer, JsonBody(given): JsonBody<Given>) -> Result<Json<ProofHolds>, Problem> {
    let file = serde_json::to_vec(&given.proof).map_err(|e| Problem::Input(e.to_string()))?;
    let key = given.key.unwrap_or_else(|| app.store.verifier_key().to_owned());
    let checked = tokio::task::spawn_blocking(move || proof::verify(&file, &key)).await.map_err(|_| Problem::Fault)?;
    let proven = checked.map_err(|fault: StoreError| {
        let why = fault.to_string();
        let why = why.strip_prefix("the proof does not hold: ").unwrap_or(&why);
        Problem::Refused(Refused::from(DOES_NOT_HOLD.refuse().with("why", why).at("proof")))
    })?;
    Ok(Json(ProofHolds {
        figure: proven.claim.definitions.first().map(|d| d.key().to_string()).unwrap_or_default(),
        n: proven.claim.n,
        of: proven.claim.of,
        unit: Unit(proven.claim.unit),
        period: proven.claim.period.into(),
        rows: proven.claim.rows,
        facts: proven.facts,
        ledger_size: proven.ledger_size,
        ledger_root: proven.ledger_root,
        origin: proven.origin,
    }))
}
