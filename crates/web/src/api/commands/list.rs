//! `GET /api/v1/commands`: the name of every command, with the shape of its fields.

use std::sync::{Arc, OnceLock};

use axum::Json;
use axum::routing::get;
use nc_people::command::Command;
use nc_store::dispatch::{self, EachCommand};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::bearer::Bearer;
use crate::api::route::{Gives, Needs, Route, Tag, Takes, Verb};
use crate::api::{schema, shape};

pub(crate) const ROUTE: Route = Route {
    verb: Verb::Get,
    path: "/commands",
    tag: Tag::Commands,
    says: ("全部指令及其字段", "every command with its fields"),
    needs: Needs::Token,
    params: &[],
    takes: Takes::Nothing,
    gives: Gives::Json(schema::of::<Commands>),
    keyed: false,
    refuses: &[],
    handler: || get(handle),
};

/// 指令: one command.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct CommandShape {
    /// Its name, the last part of its address.
    name: &'static str,
    /// JSON Schema of its body.
    #[schema(value_type = Object)]
    input: Value,
}

/// Every command.
#[derive(Serialize, ToSchema)]
pub(crate) struct Commands {
    commands: Vec<CommandShape>,
}

struct Collect(Vec<CommandShape>);

impl EachCommand for Collect {
    fn command<C: Command + DeserializeOwned>(&mut self) {
        self.0.push(CommandShape { name: C::NAME, input: shape::of::<C>() });
    }
}

/// Name and shape of each command, worked out once.
pub(crate) fn shapes() -> Arc<Vec<(&'static str, Value)>> {
    static SHAPES: OnceLock<Arc<Vec<(&'static str, Value)>>> = OnceLock::new();
    let made = SHAPES.get_or_init(|| {
        let mut all = Collect(Vec::new());
        dispatch::each(&mut all);
        Arc::new(all.0.into_iter().map(|command| (command.name, command.input)).collect())
    });
    made.clone()
}

pub(crate) async fn handle(_: Bearer) -> Json<Commands> {
    let commands = shapes().iter().map(|(name, input)| CommandShape { name, input: input.clone() }).collect();
    Json(Commands { commands })
}
