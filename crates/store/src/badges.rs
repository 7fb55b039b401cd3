//! 开放徽章 at the server: certificates as tokens that other programs read, and the lists of void numbers beside them.

use nc_capability::certificate::badge::Badge;
use nc_capability::certificate::status_list::StatusList;
use nc_capability::certificate::{Certificate, Series, SeriesId, model};
use nc_kernel::{Aggregate as _, StreamId, UnitPath};
use nc_ledger::token::{self, Typ};
use nc_people::Scope;
use nc_people::access::covered;

use crate::certificates::Paper;
use crate::error::{StoreError, damaged};
use crate::{Store, db};

impl Store {
    /// The badge of a paper, signed as the paper is. Whoever may have the paper may have it.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be signed.
    pub fn badge(&self, paper: &Paper) -> Result<String, StoreError> {
        let badge = Badge::of(&self.issuer()?, &paper.content, &paper.opening, self.now().day());
        let badge = badge.ok_or_else(|| damaged("certificate", "its number is of no series"))?;
        Ok(self.signer.sign_token(Typ::Jwt, &badge.claims()))
    }

    /// The status list of the series a paper's number is of: for whoever may have the paper.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read or signed.
    pub async fn status_list_beside(&self, paper: &Paper) -> Result<String, StoreError> {
        let (series, _) = model::place(&paper.content.number).ok_or_else(|| damaged("certificate", "its number is of no series"))?;
        self.signed_list(series, &self.units_of(series)).await
    }

    /// The status list of a series by its name, `2026-150602`, where a unit of `readable` gives its numbers; `None` where none
    /// does.
    ///
    /// # Errors
    /// As [`Store::status_list_beside`].
    pub async fn status_list(&self, readable: &[Scope], series: &str) -> Result<Option<String>, StoreError> {
        let mut units = self.units_of(series);
        units.retain(|unit| covered(readable, unit));
        if units.is_empty() { Ok(None) } else { self.signed_list(series, &units).await.map(Some) }
    }

    fn issuer(&self) -> Result<String, StoreError> {
        token::did(self.verifier_key()).map_err(|e| damaged("verifier key", e))
    }

    /// The units whose numbers bear the name of the series.
    fn units_of(&self, series: &str) -> Vec<UnitPath> {
        let Some((code, _)) = model::series(series) else { return Vec::new() };
        self.published.with_directory(|directory| directory.paths().filter(|path| path.code() == code).cloned().collect())
    }

    async fn signed_list(&self, name: &str, units: &[UnitPath]) -> Result<String, StoreError> {
        let (mut given, mut void) = (0, Vec::new());
        let mut view = db::snapshot(&self.readers).await?;
        for (unit, year) in units.iter().filter_map(|unit| Some((unit, model::series(name)?.1))) {
            let series: Series = self.folded(&mut view, &StreamId::new(Series::FAMILY, SeriesId::of(unit, year))).await?;
            given = given.max(series.given());
            for holder in series.holders() {
                let certificate: Certificate = self.folded(&mut view, &StreamId::new(Certificate::FAMILY, holder)).await?;
                let issues = certificate.issues().iter().filter(|issue| issue.void.is_some());
                let places = issues.filter_map(|issue| model::place(&issue.body.number));
                void.extend(places.filter(|(series, _)| *series == name).map(|(_, nth)| nth));
            }
        }
        let list = StatusList::of(&self.issuer()?, name, given, &void, self.now()).map_err(|e| damaged("status list", e))?;
        Ok(self.signer.sign_token(Typ::VcJwt, &list.claims()))
    }
}

#[cfg(test)]
mod tests {
    use nc_capability::certificate::badge::{Fault, NotABadge};
    use nc_capability::certificate::content::{Content, Opening};
    use nc_kernel::personal::commitment;
    use nc_kernel::{Day, Micros};
    use nc_ledger::checkpoint::Signer;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    /// A badge by a fixed key on a fixed day.
    fn signed() -> (Signer, String) {
        let signer = Signer::from_seed("ledger.example/1", &[7; 32]).unwrap();
        let opening = Opening { salt: [7; 16], name: "欧阳 堃".into() };
        let content = Content {
            number: "2024-150602-00001".into(),
            class: "S-1".into(),
            title: "警务实战训练".into(),
            ended_on: day("2024-06-27"),
            credit_minutes: 90,
            issued_on: day("2024-06-28"),
            authority: "局训练处".into(),
            holder: commitment(&opening.salt, &opening.name),
            code: "ABCDE-12345".into(),
        };
        let issuer = token::did(&signer.verifier_key()).unwrap();
        let badge = Badge::of(&issuer, &content, &opening, day("2024-07-01")).unwrap();
        let token = signer.sign_token(Typ::Jwt, &badge.claims());
        (signer, token)
    }

    #[test]
    fn a_badge_of_a_fixed_key_and_day_is_the_same_for_ever() {
        let (signer, token) = signed();
        assert_eq!(token, include_str!("badges/golden.jwt").trim_end());
        let badge = Badge::read(&token::open(&token, Typ::Jwt, &signer.verifier_key()).unwrap()).unwrap();
        assert_eq!((badge.hours.as_str(), badge.check(day("2024-07-01"), None)), ("1.5", Ok(())));
        assert_eq!(badge.check(day("2026-07-02"), None), Err(Fault::Expired(day("2026-07-01"))));
    }

    #[test]
    fn no_byte_of_a_badge_can_be_another() {
        let (signer, token) = signed();
        let key = signer.verifier_key();
        for at in 0..token.len() {
            for other in ["A", "B", "_", ".", ""] {
                let altered = format!("{}{other}{}", &token[..at], &token[at + 1..]);
                assert!(altered == token || token::open(&altered, Typ::Jwt, &key).is_err(), "byte {at} as {other:?}");
            }
        }
        assert!(token::open(&format!("{token}="), Typ::Jwt, &key).is_err());
    }

    #[test]
    fn a_status_list_is_no_badge_though_the_same_key_signed_it() {
        let (signer, _) = signed();
        let issuer = token::did(&signer.verifier_key()).unwrap();
        let list = StatusList::of(&issuer, "2024-150602", 1, &[], Micros::at(day("2024-07-01"), 0, 0)).unwrap();
        let signed = signer.sign_token(Typ::VcJwt, &list.claims());
        assert!(token::open(&signed, Typ::Jwt, &signer.verifier_key()).is_err());
        assert_eq!(Badge::read(&list.claims()), Err(NotABadge));
    }
}
