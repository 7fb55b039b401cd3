//! `GET /api`: the document as a page to read, without a script.

use askama::Template;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use super::ROUTES;
use super::commands::list::shapes;
use super::document::openapi;
use super::route::{Route, Tag};
use crate::lang::Lang;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "api.html")]
struct Page {
    lang: &'static str,
    title: &'static str,
    intro: &'static str,
    document: &'static str,
    takes: &'static str,
    gives: &'static str,
    parameters: &'static str,
    refuses: &'static str,
    groups: Vec<Group>,
    schemas: Vec<(String, String)>,
    schemas_title: &'static str,
}

struct Group {
    name: &'static str,
    operations: Vec<Operation>,
}

struct Operation {
    anchor: String,
    verb: String,
    path: String,
    says: &'static str,
    needs: String,
    parameters: Vec<(&'static str, &'static str)>,
    body: Option<String>,
    answer: Option<String>,
    refuses: String,
}

pub(crate) async fn handle(headers: HeaderMap) -> Result<Response, Problem> {
    let lang = Lang::preferred(&headers);
    let document = openapi();
    let groups = Tag::ALL.iter().map(|tag| Group {
        name: lang.pick(tag.names().0, tag.names().1),
        operations: ROUTES.iter().filter(|route| route.tag == *tag).map(|route| operation(route, &document, lang)).collect(),
    });
    let pretty = |value: &serde_json::Value| serde_json::to_string_pretty(value).unwrap_or_default();
    let mut schemas: Vec<(String, String)> = Vec::new();
    if let Some(all) = document.pointer("/components/schemas").and_then(|v| v.as_object()) {
        schemas.extend(all.iter().map(|(name, schema)| (name.clone(), pretty(schema))));
    }
    schemas.extend(shapes().iter().map(|(name, input)| ((*name).to_owned(), pretty(input))));
    let page = Page {
        lang: if lang == Lang::Zh { "zh-CN" } else { "en" },
        title: lang.pick("接口", "API"),
        intro: lang.pick(
            "每次请求都带令牌（Authorization: Bearer nct_…）；写入带 Idempotency-Key，重试不会重复登记。",
            "Every request carries a token (Authorization: Bearer nct_…); a write carries an Idempotency-Key, so that it can be repeated.",
        ),
        document: lang.pick("OpenAPI 3.1 文档", "The OpenAPI 3.1 document"),
        takes: lang.pick("请求内容", "Body"),
        gives: lang.pick("回答", "Answer"),
        parameters: lang.pick("参数", "Parameters"),
        refuses: lang.pick("拒绝时的状态", "Refuses with"),
        groups: groups.collect(),
        schemas,
        schemas_title: lang.pick("数据格式", "Schemas"),
    };
    let html = page.render().map_err(|_| Problem::Fault)?;
    Ok(([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], html).into_response())
}

fn operation(route: &Route, document: &serde_json::Value, lang: Lang) -> Operation {
    let path = format!("/paths/{}/{}", route.path.replace('/', "~1"), route.verb.word());
    let described = document.pointer(&path);
    let schema = |place: &str| described.and_then(|o| o.pointer(place)).map(|v| serde_json::to_string_pretty(v).unwrap_or_default());
    let needs = described.and_then(|o| o.get("description")).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    Operation {
        anchor: route.name().replace([' ', '/', '{', '}'], "-"),
        verb: route.verb.word().to_uppercase(),
        path: format!("/api/v1{}", route.path),
        says: lang.pick(route.says.0, route.says.1),
        needs,
        parameters: route.params.iter().map(|p| (p.name, lang.pick(p.says.0, p.says.1))).collect(),
        body: schema("/requestBody/content/application~1json/schema"),
        answer: schema("/responses/200/content/application~1json/schema"),
        refuses: route.refuses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    }
}
