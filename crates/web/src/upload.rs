//! 上传: a form with a file, `multipart/form-data`.
//!
//! A handler takes the request itself and reads the form only after it has said who may send it. A body that says it is
//! too large is refused before a byte of it is read; one that does not say is cut off where it becomes so.

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::header;
use multer::{Constraints, Multipart, SizeLimit};

use crate::form::Form;
use crate::lang::Lang;
use crate::problem::Problem;

/// The fields of a form and the file that came with it.
pub(crate) struct Uploaded {
    pub form: Form,
    /// The file, when one was chosen.
    pub file: Option<Bytes>,
}

impl Uploaded {
    /// Reads the body of `request`.
    pub(crate) async fn read(request: Request) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let boundary = text(header::CONTENT_TYPE).and_then(|media| multer::parse_boundary(media).ok()).ok_or(Problem::MediaType)?;
        let declared = text(header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
        let most = Problem::LARGEST_BODY as u64;
        if declared.is_some_and(|length| length > most) {
            return Err(Problem::TooLarge);
        }
        let limits = Constraints::new().size_limit(SizeLimit::new().whole_stream(most));
        let mut body_parts = Multipart::with_constraints(body.into_data_stream(), boundary, limits);
        let (mut fields, mut file) = (Vec::new(), None);
        while let Some(part) = body_parts.next_field().await.map_err(|fault| problem(&fault))? {
            let name = part.name().unwrap_or_default().to_owned();
            if part.file_name().is_some() {
                // A browser sends an empty part where no file was chosen.
                file = Some(part.bytes().await.map_err(|fault| problem(&fault))?).filter(|bytes| !bytes.is_empty()).or(file);
            } else {
                fields.push((name, part.text().await.map_err(|fault| problem(&fault))?));
            }
        }
        Ok(Self { form: Form::of(fields), file })
    }

    /// The form with the words of the file, a document, in the field `text`; a document that cannot be read is a fault of
    /// the field `file`.
    pub(crate) async fn into_text(self, lang: Lang) -> Result<Form, Problem> {
        let Self { form, file } = self;
        let Some(file) = file else { return Ok(form) };
        // Unpacking and parsing a document is no work for a thread that serves others.
        let read = tokio::task::spawn_blocking(move || nc_office::prose(&file)).await.map_err(|_| Problem::Fault)?;
        Ok(match read {
            Ok(text) => form.set("text", text),
            Err(fault) => form.fault("file", lang.pick(&fault.zh(), &fault.to_string())),
        })
    }
}

/// What was sent is never repeated.
fn problem(fault: &multer::Error) -> Problem {
    match fault {
        multer::Error::StreamSizeExceeded { .. } | multer::Error::FieldSizeExceeded { .. } => Problem::TooLarge,
        multer::Error::StreamReadFailed(_) | multer::Error::IncompleteStream | multer::Error::IncompleteFieldData { .. } => {
            Problem::Input("上传中断，请重试 / the upload broke off; send it again".to_owned())
        }
        _ => Problem::MediaType,
    }
}
