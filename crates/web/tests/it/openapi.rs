//! The document: complete, the same as the one that is kept, and readable as a page.

use serde_json::Value;

use crate::bureau::Bureau;

#[test]
fn the_document_that_is_kept_is_what_the_code_says() {
    let kept: Value = serde_json::from_str(include_str!("../../../../docs/openapi.json")).unwrap();
    assert!(kept == nc_web::openapi(), "docs/openapi.json is stale: run `cargo xtask openapi`");
}

#[test]
fn every_reference_leads_somewhere_and_every_operation_has_its_own_name() {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                found.extend(map.get("$ref").and_then(Value::as_str).map(str::to_owned));
                map.values().for_each(|value| references(value, found));
            }
            Value::Array(list) => list.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let document = nc_web::openapi();
    assert_eq!(document["openapi"], "3.1.0");
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 50);
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    let mut names = std::collections::BTreeSet::new();
    let paths = document["paths"].as_object().unwrap();
    for (path, methods) in paths {
        for (verb, operation) in methods.as_object().unwrap() {
            assert!(names.insert(operation["operationId"].as_str().unwrap().to_owned()), "{verb} {path}");
            let answers = operation["responses"].as_object().unwrap();
            assert!(answers.contains_key("401") && answers.keys().any(|status| status.starts_with('2')), "{verb} {path}");
        }
    }
    // Every command by its own name and with its own fields.
    for name in nc_store::dispatch::names() {
        let schema = &document["paths"][format!("/commands/{name}")]["post"]["requestBody"]["content"]["application/json"]["schema"];
        assert_eq!(schema["type"], "object", "{name}: {schema}");
        assert!(schema["properties"].as_object().is_some_and(|p| !p.is_empty()), "{name}");
    }
}

#[tokio::test]
async fn the_document_and_its_page_are_open() {
    let bureau = Bureau::bare().await;
    let document = bureau.open_page("/api/openapi.json").await;
    assert_eq!((document.status.as_u16(), document.json()), (200, nc_web::openapi()));
    let page = bureau.open_page("/api").await;
    assert_eq!((page.status.as_u16(), page.header("content-type")), (200, "text/html; charset=utf-8"));
    let text = page.text();
    assert!(!text.contains("<script") && !text.contains("style=") && !text.contains("http://") && !text.contains("https://"));
    for (route, _) in nc_web::refusals() {
        let (verb, path) = route.split_once(' ').unwrap();
        assert!(text.contains(&format!("<code>{verb} /api/v1{path}</code>")), "{route} is not on the page");
    }
}
