//! The OpenAPI 3.1 document, made from the table of endpoints.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::commands::list::shapes;
use super::route::{At, Gives, Needs, Param, Route, Schemas, Tag, Takes};
use super::{ROUTES, schema};
use crate::problem::Problem;

/// Refusals every endpoint can answer with, whatever it is.
const ALWAYS: [u16; 4] = [401, 405, 500, 503];
/// Those of an endpoint that takes a body.
const WITH_BODY: [u16; 3] = [400, 413, 415];

/// The document.
#[must_use]
pub fn openapi() -> Value {
    let mut schemas = Schemas::new();
    schemas.insert("Problem".to_owned(), problem());
    let mut paths = Map::new();
    for route in ROUTES {
        match route.takes {
            Takes::Command => {
                for (name, input) in shapes().iter() {
                    let path = route.path.replace("{name}", name);
                    put(&mut paths, &path, route, operation(route, &mut schemas, Some((name, input))));
                }
            }
            _ => {
                let operation = operation(route, &mut schemas, None);
                put(&mut paths, route.path, route, operation);
            }
        }
    }
    let tags: Vec<Value> = Tag::ALL.iter().map(|tag| json!({"name": tag.names().1, "description": tag.names().0})).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "暖城 Nuancheng",
            "version": "1",
            "description": "每次请求都带令牌，按其用户和令牌范围办理；写入带 Idempotency-Key，重试不会重复登记。\n\
                Every request carries a token and acts as its user, as far as the token goes; a write carries an Idempotency-Key, so that it can be repeated.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {
                "Problem": {"description": "Problem", "content": {"application/problem+json": {"schema": schema::reference("Problem")}}},
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "nuancheng user token LOGIN --label …"}},
        },
    })
}

fn put(paths: &mut Map<String, Value>, path: &str, route: &Route, operation: Value) {
    let place = paths.entry(path.to_owned()).or_insert_with(|| json!({}));
    if let Some(methods) = place.as_object_mut() {
        methods.insert(route.verb.word().to_owned(), operation);
    }
}

fn operation(route: &Route, schemas: &mut Schemas, command: Option<(&str, &Value)>) -> Value {
    let words: Vec<&str> = route.path.split('/').filter(|part| !part.is_empty()).map(|part| part.trim_matches(['{', '}'])).collect();
    let id = match command {
        Some((name, _)) => format!("command.{name}"),
        None => format!("{}.{}", route.verb.word(), words.join(".")),
    };
    let (zh, en) = route.says;
    let mut parameters: Vec<Value> = route.params.iter().filter(|p| command.is_none() || p.at == At::Query).map(parameter).collect();
    if route.keyed {
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": true,
            "description": "重试时保持不变 / the same when you retry",
            "schema": {"type": "string", "pattern": "^[!-~]{1,180}$"},
        }));
    }
    let mut operation = json!({
        "operationId": id,
        "tags": [route.tag.names().1],
        "summary": command.map_or_else(|| format!("{zh} / {en}"), |(name, _)| name.to_owned()),
        "description": needs(route.needs),
        "parameters": parameters,
        "responses": responses(route, schemas),
    });
    let body = match (route.takes, command) {
        (Takes::Json(shape), _) => Some(json!({"application/json": {"schema": shape(schemas)}})),
        (Takes::Command, Some((_, input))) => Some(json!({"application/json": {"schema": input}})),
        (Takes::File(media), _) => Some(json!({media: {"schema": {"type": "string", "format": "binary"}}})),
        _ => None,
    };
    if let (Some(content), Some(operation)) = (body, operation.as_object_mut()) {
        operation.insert("requestBody".to_owned(), json!({"required": true, "content": content}));
    }
    operation
}

fn needs(needs: Needs) -> String {
    match needs {
        Needs::Token => "须有有效令牌 / any token that counts".to_owned(),
        Needs::Command => "须有指令所需的权限 / what the command asks for".to_owned(),
        Needs::Any(actions) => {
            let zh: Vec<&str> = actions.iter().map(|action| action.zh()).collect();
            let en: Vec<&str> = actions.iter().map(|action| action.en()).collect();
            format!("须可{} / to {}", zh.join("或"), en.join(" or to "))
        }
    }
}

fn parameter(param: &Param) -> Value {
    let (zh, en) = param.says;
    json!({
        "name": param.name,
        "in": if param.at == At::Path { "path" } else { "query" },
        "required": param.at == At::Path,
        "description": format!("{zh} / {en}"),
        "schema": param.form.schema(),
    })
}

fn responses(route: &Route, schemas: &mut Schemas) -> Value {
    let mut responses = Map::new();
    let (status, answer) = match route.gives {
        Gives::Json(of) => ("200", json!({"description": "OK", "content": {"application/json": {"schema": of(schemas)}}})),
        Gives::File(media) => ("200", json!({"description": "OK", "content": {media: {"schema": {}}}})),
        Gives::Files(media) => {
            let content: Map<String, Value> = media.iter().map(|media| ((*media).to_owned(), json!({"schema": {}}))).collect();
            ("200", json!({"description": "OK", "content": content}))
        }
        Gives::Nothing => ("204", json!({"description": "No Content"})),
    };
    responses.insert(status.to_owned(), answer);
    let with_body = !matches!(route.takes, Takes::Nothing);
    let body: &[u16] = if with_body {
        &WITH_BODY
    } else if route.keyed {
        &[400]
    } else {
        &[]
    };
    // A body or a query that cannot be read is 422 everywhere one is taken.
    let query: &[u16] = if with_body || route.params.iter().any(|p| p.at == At::Query) { &[422] } else { &[] };
    // An address whose parts cannot be read names nothing.
    let path: &[u16] = if route.params.iter().any(|p| p.at == At::Path) { &[400, 404] } else { &[] };
    for status in ALWAYS.iter().chain(body).chain(query).chain(path).chain(route.refuses) {
        responses.insert(status.to_string(), json!({"$ref": "#/components/responses/Problem"}));
    }
    Value::Object(responses)
}

/// RFC 9457, with every reason in both languages.
fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["type", "title", "status", "zh", "en", "request_id"],
        "properties": {
            "type": {"type": "string", "pattern": "^urn:nuancheng:problem:[a-z-]+$"},
            "title": {"type": "string"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "zh": {"type": "string"},
            "en": {"type": "string"},
            "request_id": {"type": "string"},
            "refusals": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["code", "place", "zh", "en"],
                    "properties": {
                        "code": {"type": "string", "description": "规则的固定代码 / the rule's stable code"},
                        "place": {"type": ["string", "null"], "description": "字段位置，如 roster[3].person / the field's place"},
                        "zh": {"type": "string"},
                        "en": {"type": "string"},
                    },
                },
            },
        },
    })
}

/// `GET /api/openapi.json`: open, for it says what this program is and nothing of what it holds.
pub(crate) async fn handle() -> Result<Response, Problem> {
    let text = serde_json::to_vec_pretty(&openapi()).map_err(|_| Problem::Fault)?;
    Ok(([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")], text).into_response())
}
