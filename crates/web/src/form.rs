//! A form: what was sent, kept, with each fault beside its field.
//!
//! A page with a form has one handler that shows it and one that takes it. The second reads [`Posted`], does its work, and
//! where that is refused shows the same page again with [`Form::refuse`]: nothing typed is lost. Templates write fields
//! with the macros of `templates/components/form.html`.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use nc_kernel::Refusal;

use crate::lang::Lang;
use crate::problem::Problem;

/// Bytes a form may have. Uploads have routes and caps of their own.
pub(crate) const LARGEST_FORM: usize = 256 * 1024;

/// A fault of one field, or of the form as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The field's name; empty for the whole.
    pub place: String,
    /// What is wrong and what to do, in the reader's language.
    pub message: String,
}

/// Fields and faults.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Form {
    fields: Vec<(String, String)>,
    faults: Vec<Fault>,
}

impl Form {
    /// A form filled from fields.
    pub(crate) fn of(fields: Vec<(String, String)>) -> Self {
        Self { fields, faults: Vec::new() }
    }

    /// The same field with another value, or with one at all.
    pub(crate) fn set(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.into()));
        self
    }

    /// What a field holds; nothing when it was not sent.
    pub(crate) fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim()).unwrap_or_default()
    }

    /// What a secret holds, blanks and all.
    pub(crate) fn secret(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Whether a choice is the one made.
    pub(crate) fn chose(&self, name: &str, choice: &str) -> bool {
        self.value(name) == choice
    }

    /// All fields, in the order they were sent.
    pub(crate) fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// Adds a fault.
    pub(crate) fn fault(mut self, place: &str, message: impl Into<String>) -> Self {
        self.faults.push(Fault { place: place.to_owned(), message: message.into() });
        self
    }

    /// Adds everything the rules say no to. A fault of ours is no fault of the form: it is handed back.
    pub(crate) fn refuse(mut self, problem: Problem, lang: Lang) -> Result<Self, Problem> {
        let say = |refusal: &Refusal| match lang {
            Lang::Zh => refusal.zh(),
            Lang::En => refusal.en(),
        };
        match &problem {
            Problem::Refused(refused) => {
                let faults =
                    refused.0.iter().map(|refusal| Fault { place: refusal.place.clone().unwrap_or_default(), message: say(refusal) });
                self.faults.extend(faults);
                Ok(self)
            }
            _ => Err(problem),
        }
    }

    /// Every fault, for the summary at the top.
    pub(crate) fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The faults of one field.
    pub(crate) fn faults_of(&self, name: &str) -> Vec<&str> {
        self.faults.iter().filter(|fault| fault.place == name).map(|fault| fault.message.as_str()).collect()
    }
}

/// A form that was sent.
pub(crate) struct Posted(pub Form);

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        admit(request.headers())?;
        let bytes = to_bytes(request.into_body(), LARGEST_FORM).await.map_err(|_| Problem::TooLarge)?;
        Ok(Self(Form::of(form_urlencoded::parse(&bytes).into_owned().collect())))
    }
}

/// Judges a form by what is said of it, before a byte of it is read.
fn admit(headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if !text(header::CONTENT_TYPE).is_some_and(|media| media.starts_with("application/x-www-form-urlencoded")) {
        return Err(Problem::MediaType);
    }
    let declared = text(header::CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    if declared.is_some_and(|length| length > LARGEST_FORM) { Err(Problem::TooLarge) } else { Ok(()) }
}
