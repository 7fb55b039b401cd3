//! `GET /certificates/verify`: whether a number is good, for anybody who has the paper in hand. It says nothing of the holder.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::app::App;
use crate::form::Form;
use crate::frame::{Frame, show_personal};
use crate::list::Wanted;
use crate::pages::amount::hours;
use crate::problem::Problem;

struct Found {
    title: String,
    class: String,
    ended_on: String,
    hours: String,
    issued_on: String,
    authority: String,
    void: String,
    replaced_by: String,
}

#[derive(Template)]
#[template(path = "delivery/verify.html")]
struct Page {
    frame: Frame,
    form: Form,
    asked: bool,
    found: Option<Found>,
    key: String,
}

pub(crate) async fn show(State(app): State<Arc<App>>, frame: Frame, wanted: Wanted) -> Result<Response, Problem> {
    let (number, code) = (wanted.filter("number"), wanted.filter("code"));
    let asked = !number.is_empty() && !code.is_empty();
    let known = if asked { app.store.verify_certificate(number, code).await? } else { None };
    let found = known.map(|known| {
        let body = &known.issue.body;
        Found {
            title: body.title.clone(),
            class: body.class_serial.clone(),
            ended_on: body.ended_on.to_string(),
            hours: hours(i64::from(body.credit_minutes)),
            issued_on: known.issue.on.to_string(),
            authority: body.authority.clone(),
            void: known.issue.void.as_ref().map(|void| void.on.to_string()).unwrap_or_default(),
            replaced_by: known.replaced_by.clone().unwrap_or_default(),
        }
    });
    let form = Form::default().set("number", number).set("code", code);
    show_personal(&Page { frame, form, asked, found, key: app.store.verifier_key().to_owned() })
}
