//! 证书 at the server: what is signed and printed, and whether a number is good.

use std::collections::HashMap;

use nc_capability::certificate::content::{self, Content, Opening};
use nc_capability::certificate::state::Issue;
use nc_capability::certificate::{Certificate, CertificateId, Series, SeriesId};
use nc_capability::training::{Class, ClassId};
use nc_kernel::personal::commitment;
use nc_kernel::{Aggregate as _, PersonId, StreamId};
use nc_people::Scope;
use nc_people::access::covered;
use nc_people::model::NAME;

use crate::db::Snapshot;
use crate::error::{StoreError, damaged};
use crate::{Store, db};

/// 证书: a number as it is printed.
#[derive(Clone)]
pub struct Paper {
    /// What is signed.
    pub content: Content,
    /// The signed note.
    pub note: String,
    /// What opens the holder's name.
    pub opening: Opening,
    /// Whose it is.
    pub person: PersonId,
    /// The number it stands in place of, where it was reissued.
    pub replaces: Option<String>,
}

impl Paper {
    /// The file the holder may keep and anybody may verify.
    #[must_use]
    pub fn file(&self) -> String {
        content::file(&self.note, &self.opening)
    }
}

/// 核验结果: what is known of a number whose code was right. It says nothing of the holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The number as issued.
    pub issue: Issue,
    /// The number that was issued in its place, where one was.
    pub replaced_by: Option<String>,
}

impl Store {
    /// The short code of a number: derived from the vault's key, so nobody makes one up, and the same for ever.
    fn certificate_code(&self, number: &str) -> String {
        content::code(&self.vault.digest("certificate.code", number))
    }

    /// A certificate; the empty state when there is none.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn certificate(&self, id: CertificateId) -> Result<Certificate, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        self.folded(&mut view, &StreamId::new(Certificate::FAMILY, id)).await
    }

    /// The certificates of a class that a unit of `visible` organises or hosts, for who was sent from `visible`: by person.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn certificates_of(&self, visible: &[Scope], class: ClassId) -> Result<Option<Vec<(PersonId, Certificate)>>, StoreError> {
        let Some(known) = self.class(visible, class).await? else { return Ok(None) };
        let mut view = db::snapshot(&self.readers).await?;
        let mut all = Vec::new();
        for person in completed(&known, visible) {
            let stream = StreamId::new(Certificate::FAMILY, CertificateId::of(class, person));
            all.push((person, self.folded(&mut view, &stream).await?));
        }
        Ok(Some(all))
    }

    /// The valid numbers of `certificates`, signed and with the names of those who serve, or served, in `readable`. Who was
    /// erased has no paper any more.
    ///
    /// # Errors
    /// [`StoreError`] when a name cannot be read or nothing can be signed.
    pub async fn papers(&self, readable: &[Scope], certificates: &[(PersonId, Certificate)]) -> Result<Vec<Paper>, StoreError> {
        let seen: Vec<PersonId> = self.published.with_directory(|directory| {
            let people = certificates.iter().map(|(person, _)| *person);
            people.filter(|person| readable.iter().any(|scope| crate::in_scope(directory, scope, *person))).collect()
        });
        let mut view = db::snapshot(&self.readers).await?;
        let openings = self.openings(&mut view, &seen).await?;
        let valid = certificates.iter().filter_map(|(person, certificate)| Some((*person, certificate.valid()?)));
        valid
            .filter_map(|(person, issue)| Some((person, issue, openings.get(&person)?.clone())))
            .map(|(person, issue, opening)| self.paper(person, issue, opening))
            .collect()
    }

    /// One's own paper; the caller passes the person of whoever asks and nobody else.
    ///
    /// # Errors
    /// As [`Store::papers`].
    pub async fn own_paper(&self, own: PersonId, id: CertificateId) -> Result<Option<Paper>, StoreError> {
        let certificate = self.certificate(id).await?;
        let mut view = db::snapshot(&self.readers).await?;
        let opening = self.openings(&mut view, &[own]).await?.remove(&own);
        match (certificate.valid().filter(|issue| issue.body.person == own), opening) {
            (Some(issue), Some(opening)) => Ok(Some(self.paper(own, issue, opening)?)),
            _ => Ok(None),
        }
    }

    /// What is known of `number`, for who has its `code` in hand: reading it takes no role, and says nothing of the holder.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn verify_certificate(&self, number: &str, code: &str) -> Result<Option<Known>, StoreError> {
        let number = number.trim();
        let mut parts = number.splitn(2, '-');
        let (Some(year), Some((unit, nth))) = (parts.next(), parts.next().and_then(|rest| rest.rsplit_once('-'))) else { return Ok(None) };
        let (Ok(year), Ok(nth)) = (year.parse::<i16>(), nth.parse::<u32>()) else { return Ok(None) };
        if content::typed(code) != self.certificate_code(number) {
            return Ok(None);
        }
        let units =
            self.published.with_directory(|directory| directory.paths().filter(|path| path.code() == unit).cloned().collect::<Vec<_>>());
        let mut view = db::snapshot(&self.readers).await?;
        for unit in units {
            let series: Series = self.folded(&mut view, &StreamId::new(Series::FAMILY, SeriesId::of(&unit, year))).await?;
            let Some(holder) = series.holder(nth) else { continue };
            let certificate: Certificate = self.folded(&mut view, &StreamId::new(Certificate::FAMILY, holder)).await?;
            if let Some(issue) = certificate.issues().iter().find(|issue| issue.body.number == number) {
                let next = certificate.issues().iter().find(|later| later.body.replaces.as_deref() == Some(number));
                return Ok(Some(Known { issue: issue.clone(), replaced_by: next.map(|later| later.body.number.clone()) }));
            }
        }
        Ok(None)
    }

    fn paper(&self, person: PersonId, issue: &Issue, opening: Opening) -> Result<Paper, StoreError> {
        let body = &issue.body;
        let content = Content {
            number: body.number.clone(),
            class: body.class_serial.clone(),
            title: body.title.clone(),
            ended_on: body.ended_on,
            credit_minutes: body.credit_minutes,
            issued_on: issue.on,
            authority: body.authority.clone(),
            holder: commitment(&opening.salt, &opening.name),
            code: self.certificate_code(&body.number),
        };
        let note = self.signer.sign_statement(&content.text()).map_err(|e| damaged("certificate", e))?;
        Ok(Paper { content, note, opening, person, replaces: body.replaces.clone() })
    }

    async fn openings(&self, view: &mut Snapshot, people: &[PersonId]) -> Result<HashMap<PersonId, Opening>, StoreError> {
        let opened = self.vault.open_of(view, self.bureau, people, NAME).await?;
        Ok(opened.into_iter().map(|(person, (salt, name))| (person, Opening { salt, name })).collect())
    }
}

/// Who completed a class that counts and was sent from `visible`, by pseudonym.
fn completed(class: &Class, visible: &[Scope]) -> Vec<PersonId> {
    let counted = class.marks().iter().filter(|_| class.counts_now());
    let mut people: Vec<PersonId> =
        counted.filter(|mark| covered(visible, &mark.value.sender) && class.completed(mark.person)).map(|mark| mark.person).collect();
    people.sort_unstable();
    people
}
