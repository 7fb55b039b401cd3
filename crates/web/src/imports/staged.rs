//! 暂存: an uploaded sheet, kept sealed for its uploader until it is taken in, given up, or two weeks old.

use axum::body::Bytes;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use nc_intake::Area;
use nc_kernel::{Actor, IdGen as _, Micros};

use super::judge::Wish;
use crate::app::App;
use crate::form::Form;
use crate::problem::Problem;

/// The name it is kept under, among the drafts.
pub(super) const DRAFT: &str = "import.roster";

/// What was uploaded.
pub(super) struct Staged {
    pub area: Area,
    pub fixed: Option<String>,
    pub bytes: Bytes,
    pub at: Micros,
    /// Which upload it is; work asked for with another one never touches this one.
    pub ticket: String,
}

/// What a form says of its sheet.
pub(super) fn wish(form: &Form, dry_run: bool) -> Wish {
    let area = Area::of_word(form.value("into")).unwrap_or(Area::Training);
    Wish { area, fixed: Some(form.value("serial").to_owned()).filter(|serial| !serial.is_empty()), dry_run }
}

impl Staged {
    /// Keeps it, and says which upload it is.
    pub(super) async fn keep(app: &App, actor: &Actor, form: &Form, bytes: &Bytes) -> Result<String, Problem> {
        let mut drawn = [0_u8; 16];
        app.ids().fill(&mut drawn);
        let ticket = hex::encode(drawn);
        let fields = ["into", "serial"].map(|name| (name.to_owned(), form.value(name).to_owned()));
        let file = ("file".to_owned(), STANDARD.encode(bytes));
        let all: Vec<_> = fields.into_iter().chain([file, ("ticket".to_owned(), ticket.clone())]).collect();
        app.store.save_draft(actor.user, DRAFT, &all, &mut app.ids()).await?;
        Ok(ticket)
    }

    pub(super) async fn find(app: &App, actor: &Actor) -> Result<Option<Self>, Problem> {
        let Some(draft) = app.store.draft(actor.user, DRAFT).await? else { return Ok(None) };
        let form = Form::of(draft.fields);
        let Ok(bytes) = STANDARD.decode(form.value("file")) else { return Ok(None) };
        let Wish { area, fixed, .. } = wish(&form, true);
        let ticket = form.value("ticket").to_owned();
        Ok(Some(Self { area, fixed, bytes: bytes.into(), at: draft.saved_at, ticket }))
    }
}
