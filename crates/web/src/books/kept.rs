//! 草稿: what was typed into a step's form and not sent yet. It lies on the server under a name that says which form of which
//! thing, so that the desk leads back to it.

use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use nc_kernel::Actor;
use nc_people::sheet::Step;
use nc_store::Book;

use super::{href, href_of, reader, say, step};
use crate::app::App;
use crate::form::Form;
use crate::frame::go_on;
use crate::lang::Lang;
use crate::link::link;
use crate::moment;
use crate::problem::Problem;

/// In the place of a thing's id: the form makes a new one.
const NEW: &str = "new";

/// The form a draft belongs to.
pub(crate) struct Kept {
    book: &'static Book,
    /// `None` for a new thing.
    thing: Option<i64>,
    /// The step's word.
    step: String,
}

/// A form with what was kept of it.
pub(crate) struct Restored {
    pub form: Form,
    /// When it was kept; empty when nothing was.
    pub at: String,
}

impl Kept {
    pub(crate) fn of(book: &'static Book, thing: Option<i64>, step: &str) -> Self {
        Self { book, thing, step: step.to_owned() }
    }

    /// What it is kept under.
    pub(crate) fn name(&self) -> String {
        let thing = self.thing.map_or_else(|| NEW.to_owned(), nc_kernel::id::to_text);
        format!("book.{}.{thing}.{}", self.book.list.word, URL_SAFE_NO_PAD.encode(&self.step))
    }

    fn parse(name: &str) -> Option<Self> {
        // A book's word may hold dots, the rest does not.
        let (rest, step) = name.strip_prefix("book.")?.rsplit_once('.')?;
        let (word, thing) = rest.rsplit_once('.')?;
        let thing = if thing == NEW { None } else { Some(nc_kernel::id::from_text(thing)?) };
        let step = String::from_utf8(URL_SAFE_NO_PAD.decode(step).ok()?).ok()?;
        Some(Self { book: Book::named(word)?, thing, step })
    }

    /// The form as it was left, or a new one.
    pub(crate) async fn restored(&self, app: &App, actor: &Actor) -> Result<Restored, Problem> {
        if self.step.is_empty() {
            return Ok(Restored { form: Form::default(), at: String::new() });
        }
        let draft = app.store.draft(actor.user, &self.name()).await?;
        let at = draft.as_ref().map(|draft| moment::minute(draft.saved_at)).unwrap_or_default();
        let form = draft.map(|draft| Form::of(draft.fields)).unwrap_or_default().set("step", &self.step);
        Ok(Restored { form, at })
    }

    /// The form was sent or given up.
    pub(crate) async fn dropped(&self, app: &App, actor: &Actor) -> Result<(), Problem> {
        Ok(app.store.drop_draft(actor.user, &self.name()).await?)
    }

    /// Gives it up where the form asks for that; then the page with the form afresh.
    pub(crate) async fn given_up(&self, app: &App, actor: &Actor, form: &Form) -> Result<Option<Response>, Problem> {
        if form.value("afresh") != "yes" {
            return Ok(None);
        }
        self.dropped(app, actor).await?;
        Ok(Some(go_on(&self.href())))
    }

    /// The page the form stands on.
    fn page(&self) -> String {
        self.thing.map_or_else(|| format!("{}/new", href(self.book)), |id| href_of(self.book, id))
    }

    /// Where the form is.
    fn href(&self) -> String {
        format!("{}#step", link(&self.page(), &[("step", &self.step)]))
    }
}

/// What the draft of this name is called and where its form is; nothing when it is no form of a book, or no longer for `actor`.
pub(crate) async fn form(app: &App, actor: &Actor, lang: Lang, name: &str) -> Result<Option<(String, String)>, Problem> {
    let Some(kept) = Kept::parse(name) else { return Ok(None) };
    let reader = reader(app, actor);
    let named = |step: &Step| (step.word == kept.step).then(|| say(lang, step.label));
    let called = match kept.thing {
        None => app.store.begin(&reader, kept.book).iter().find_map(named).map(str::to_owned),
        Some(id) => app.store.open_sheet(&reader, kept.book, id).await?.and_then(|opened| {
            let label = step::all(&opened.sheet).find_map(named)?;
            Some(format!("{label} · {}", opened.line.title))
        }),
    };
    Ok(called.map(|called| (called, kept.href())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_which_form_of_which_thing() {
        for book in nc_store::registry::BOOKS {
            for (thing, step) in [(None, "contest.enter"), (Some(7), "contest.score/甲 1.2"), (Some(i64::MAX), "a.b/c.d_e")] {
                let kept = Kept::of(book, thing, step);
                let name = kept.name();
                assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)), "{name}");
                let back = Kept::parse(&name).unwrap();
                assert_eq!((back.book.list.word, back.thing, back.step.as_str()), (book.list.word, thing, step));
            }
        }
        for name in ["training.what_if", "book.contest.new", "book.nothing.new.YQ", "book.contest.new.%%"] {
            assert!(Kept::parse(name).is_none(), "{name}");
        }
    }
}
