//! `GET /api/v1/ledger/tiles/{level}/{index}`: hashes of the tree as JSON. The same as raw bytes, in C2SP form, are open
//! to everybody under `/tile/`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::get;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::route::{Form, Gives, Needs, Route, Tag, Takes, Verb, path};
use crate::api::schema;
use crate::app::App;
use crate::problem::Problem;

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/ledger/tiles/{level}/{index}",
    tag: Tag::Ledger,
    says: ("树的一块哈希", "one tile of the tree"),
    needs: Needs::Token,
    params: &[path("level", Form::Number, "层", "level"), path("index", Form::Number, "序号", "index")],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<LedgerTile>),
    keyed: false,
    refuses: &[404],
    handler: || get(handle),
};

/// Bytes of a hash.
const HASH: usize = 32;
/// A tree of 2^64 leaves has no tile above this level.
const TOP_LEVEL: u8 = 7;
/// Positions a database can hold.
const MOST: u64 = i64::MAX as u64;

/// 哈希块.
#[derive(Serialize, ToSchema)]
pub(crate) struct LedgerTile {
    level: u8,
    index: u64,
    /// 256 hashes, or fewer at the right edge; hex.
    hashes: Vec<String>,
}

pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    _: Bearer,
    Path((level, index)): Path<(String, String)>,
) -> Result<Json<LedgerTile>, Problem> {
    let missing = || Problem::Missing("哈希块", "tile");
    let level = level.parse().ok().filter(|level| *level <= TOP_LEVEL).ok_or_else(missing)?;
    let index = index.parse().ok().filter(|index| *index <= MOST).ok_or_else(missing)?;
    let hashes = app.store.tile(level, index).await?.ok_or_else(missing)?;
    Ok(Json(LedgerTile { level, index, hashes: hashes.chunks(HASH).map(hex::encode).collect() }))
}
