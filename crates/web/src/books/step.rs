//! A step as a form: the fields it asks, and the command made of what was sent.

use axum::body::Bytes;
use axum::extract::{FromRequest as _, Request};
use axum::http::header;
use nc_kernel::refusal::No;
use nc_kernel::{Actor, PersonId, Refused, Rule};
use nc_people::sheet::{AskKind, Sheet, Step};
use nc_store::{Receipt, StoredDocument};
use serde_json::{Value, json};

use super::field::{self, Field};
use super::kept::Kept;
use super::say;
use super::written::Names;
use crate::app::App;
use crate::form::{Form, Posted};
use crate::frame::Frame;
use crate::link::link;
use crate::problem::Problem;
use crate::upload::Uploaded;

static NOT_NOW: Rule = Rule::new(
    "web.step.not_now",
    No::Conflict,
    "此事现在不能办：情况已变化，或您无权办理。请重新打开此页。",
    "this cannot be done now: things have changed, or it is not yours to do; open the page again",
);

/// A step as the page shows it.
pub(crate) struct Shown {
    pub word: String,
    pub label: String,
    pub grave: bool,
    pub fields: Vec<Field>,
    /// Whether a file is asked, for which the form is sent in parts.
    pub files: bool,
    /// What is typed is kept under this name; empty where nothing is kept.
    pub keeps: String,
    /// When what stands in it was kept; empty when it was not.
    pub kept_at: String,
}

/// What may be done: the word of the step and what its button says.
pub(crate) struct Offer {
    pub word: String,
    pub label: String,
    /// Where its form stands.
    pub href: String,
    pub grave: bool,
    /// Whether it asks nothing and can be done at once.
    pub at_once: bool,
}

impl Offer {
    pub(crate) fn of(frame: &Frame, at: &str, step: &Step) -> Self {
        Self {
            word: step.word.clone(),
            label: say(frame.lang, step.label).to_owned(),
            href: format!("{}#step", link(at, &[("step", &step.word)])),
            grave: step.grave,
            at_once: step.asks.is_empty(),
        }
    }
}

/// Every step of a sheet: its own, then those of its rows.
pub(crate) fn all(sheet: &Sheet) -> impl Iterator<Item = &Step> {
    sheet.steps.iter().chain(sheet.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.steps))
}

/// People a step offers to choose from.
pub(crate) fn people(step: &Step) -> Vec<PersonId> {
    let offered = step.asks.iter().filter_map(|ask| match &ask.kind {
        AskKind::OnePerson(people) => Some(people),
        _ => None,
    });
    offered.flatten().copied().collect()
}

impl Shown {
    pub(crate) fn of(app: &App, actor: &Actor, frame: &Frame, names: &Names, form: &Form, step: &Step) -> Self {
        let mut fields = Vec::new();
        for ask in &step.asks {
            let shown = field::shown(app, actor, frame, names, form, ask);
            if ask.kind == AskKind::Document {
                let part = |end: &str, key: &str, optional| Field {
                    name: field::name_of(&format!("{}.{end}", ask.name)),
                    label: frame.t(key).into_owned(),
                    look: "text",
                    hint: String::new(),
                    optional,
                    value: form.value(&field::name_of(&format!("{}.{end}", ask.name))).to_owned(),
                    choices: Vec::new(),
                };
                let (name, number) = (part("name", "books-document-name", ask.optional), part("number", "books-document-number", true));
                fields.extend([shown, name, number]);
            } else {
                fields.push(shown);
            }
        }
        Self {
            word: step.word.clone(),
            label: say(frame.lang, step.label).to_owned(),
            grave: step.grave,
            files: fields.iter().any(|field| field.look == "file"),
            keeps: String::new(),
            kept_at: String::new(),
            fields,
        }
    }

    /// Kept on the server while it is filled in.
    pub(crate) fn kept(mut self, kept: &Kept, at: String) -> Self {
        self.keeps = kept.name();
        self.kept_at = at;
        self
    }
}

/// The form that was sent, with its file where it has one.
pub(crate) async fn sent(request: Request) -> Result<(Form, Option<Bytes>), Problem> {
    let media = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if media.starts_with("multipart/form-data") {
        let Uploaded { form, file } = Uploaded::read(request).await?;
        return Ok((form, file));
    }
    let Posted(form) = Posted::from_request(request, &()).await?;
    Ok((form, None))
}

/// Does the step `form` names, of those in `offered`.
///
/// # Errors
/// What is wrong with the form or said by the command's rule, each at the place the command calls it.
pub(crate) async fn take<'a>(
    app: &App,
    actor: &Actor,
    mut offered: impl Iterator<Item = &'a Step>,
    form: &Form,
    file: Option<Bytes>,
) -> Result<Receipt, Problem> {
    let step = offered.find(|step| step.word == form.value("step")).ok_or_else(|| Problem::from(NOT_NOW.refuse()))?;
    let mut command = Value::Object(step.fixed.clone());
    let mut faults = Vec::new();
    for ask in &step.asks {
        if ask.kind == AskKind::Document {
            match (&file, form.value(&field::name_of(&format!("{}.name", ask.name)))) {
                (None, "") if ask.optional => {}
                (None, _) => faults.push(field::no_file(&ask.name)),
                (Some(_), "") => faults.push(crate::held::NEEDED.refuse().at(format!("{}.name", ask.name))),
                (Some(bytes), name) => {
                    let StoredDocument { media, sha256, size } = app.store.keep_document(bytes).await?;
                    let number = Some(form.value(&field::name_of(&format!("{}.number", ask.name)))).filter(|number| !number.is_empty());
                    let mut document = json!({"media": media, "name": name, "sha256": sha256, "size": size});
                    if let (Some(number), Some(fields)) = (number, document.as_object_mut()) {
                        fields.insert("number".to_owned(), json!(number));
                    }
                    field::put(&mut command, &ask.name, document);
                }
            }
            continue;
        }
        match field::read(app, actor, form, ask).await? {
            Ok(Some(value)) => field::put(&mut command, &ask.name, value),
            Ok(None) => {}
            Err(refusal) => faults.push(refusal.at(ask.name.clone())),
        }
    }
    field::close(&mut command);
    Refused::unless_empty(faults).map_err(Problem::Refused)?;
    Ok(app.store.execute_named(actor, app.own_key(actor, form.value("key")), step.command, command).await?)
}

/// The form with every fault beside its field.
///
/// # Errors
/// A fault of ours.
pub(crate) fn refused<'a>(
    frame: &Frame,
    mut offered: impl Iterator<Item = &'a Step>,
    form: Form,
    problem: Problem,
) -> Result<Form, Problem> {
    let asks = offered.find(|step| step.word == form.value("step")).map(|step| step.asks.as_slice()).unwrap_or_default();
    let faults: Vec<_> = Form::default().refuse(problem, frame.lang)?.faults().to_vec();
    Ok(faults.into_iter().fold(form, |form, fault| {
        let place = field::place_in(asks, &fault.place);
        // A place the form does not show is told with the fault.
        let message =
            if place.is_empty() && !fault.place.is_empty() { format!("{} ({})", fault.message, fault.place) } else { fault.message };
        form.fault(&place, message)
    }))
}
