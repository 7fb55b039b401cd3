//! 签到 at the server: the codes of a session, and what comes of a typed one. The secret is derived from the key of the
//! vault and stands in no fact and no table.

use nc_capability::training::checkin::{self, CheckIn, Verdict, Window};
use nc_capability::training::model::Session;
use nc_capability::training::{Class, ClassId};
use nc_kernel::{Actor, Aggregate as _, Refused, StreamId};
use nc_people::judge::NOT_YOU;

use crate::error::StoreError;
use crate::{Receipt, Store, db};

/// 签到结果.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckedIn {
    /// The code was right and the person is in; the receipt has no facts when they were in before.
    In(Box<Receipt>),
    /// The code was not right now. Nobody is locked out by it.
    Not(Verdict),
}

impl Store {
    fn check_in_secret(&self) -> Vec<u8> {
        self.vault.digest("training.check_in", &self.bureau.to_string())
    }

    /// The code that is shown for `session` of `class` now; `None` outside its window.
    #[must_use]
    pub fn check_in_code(&self, class: ClassId, session: &Session) -> Option<String> {
        let (window, now) = (Window::of(session), self.now());
        window.is_open(now).then(|| checkin::code(&self.check_in_secret(), class, session.session, window.step(now)))
    }

    /// When codes of a session are taken; `None` when there is no such session, or it takes none.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn check_in_window(&self, (class, session): (ClassId, u32)) -> Result<Option<Window>, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let known: Class = self.folded(&mut view, &StreamId::new(Class::FAMILY, class)).await?;
        Ok(known.session(session).map(Window::of))
    }

    /// Checks the person of `actor` in with the code they typed, by the store's clock alone.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the account belongs to nobody, the class is unknown or the rules say no.
    pub async fn check_in(
        &self,
        actor: &Actor,
        key: impl Into<String>,
        (class, session): (ClassId, u32),
        typed: &str,
    ) -> Result<CheckedIn, StoreError> {
        let person = self.published.with_directory(|directory| directory.user(actor.user).and_then(|user| user.person));
        let person = person.ok_or_else(|| Refused::from(NOT_YOU.refuse().at("person")))?;
        let mut view = db::snapshot(&self.readers).await?;
        let known: Class = self.folded(&mut view, &StreamId::new(Class::FAMILY, class)).await?;
        drop(view);
        // Which classes and sessions there are is nobody's to try out: an unknown one has no right code.
        let Some(session) = known.session(session) else { return Ok(CheckedIn::Not(Verdict::Wrong)) };
        match CheckIn::typed(&self.check_in_secret(), (class, session), person, typed, self.now()) {
            Ok(command) => Ok(CheckedIn::In(Box::new(self.execute(actor, key, command).await?))),
            Err(verdict) => Ok(CheckedIn::Not(verdict)),
        }
    }
}
