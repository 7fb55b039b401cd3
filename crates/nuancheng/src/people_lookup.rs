//! Finding people by the numbers others know them by, within what the actor may read.

use std::collections::HashMap;

use nc_intake::{id_number, police_number};
use nc_kernel::{Actor, PersonId};
use nc_people::access::Action;
use nc_people::model::{ID_NUMBER, POLICE_NUMBER};

use crate::exit::Failure;
use crate::session::Session;

impl Session<'_> {
    /// Who the `numbers` of `field` belong to, as far as the actor may read people.
    ///
    /// # Errors
    /// When the index cannot be read, or the actor may read nobody.
    pub async fn resolve(&self, actor: &Actor, field: &str, numbers: &[&str]) -> Result<HashMap<String, PersonId>, Failure> {
        let mut found = HashMap::new();
        for scope in self.people_scopes(actor)? {
            found.extend(self.store.resolve(&scope, field, numbers).await?);
        }
        Ok(found)
    }

    /// The names of everybody the actor may read.
    ///
    /// # Errors
    /// As [`Self::resolve`].
    pub async fn names(&self, actor: &Actor) -> Result<HashMap<PersonId, String>, Failure> {
        let mut names = HashMap::new();
        for scope in self.people_scopes(actor)? {
            names.extend(self.store.names(&scope).await?);
        }
        Ok(names)
    }

    /// Everything the actor may read people of.
    ///
    /// # Errors
    /// When it is nothing.
    pub fn people_scopes(&self, actor: &Actor) -> Result<Vec<nc_people::Scope>, Failure> {
        let scopes = self.store.scopes(actor, Action::ReadPeople);
        if scopes.is_empty() {
            // Asked only for its refusal, which names the action and where to get the role.
            self.store.allow(actor, Action::ReadPeople, &self.store.bureau_path()?)?;
        }
        Ok(scopes)
    }

    /// People by id, police number, auxiliary number or citizen number, in the order given.
    ///
    /// # Errors
    /// Naming each that is not found, by its place in the list.
    pub async fn people(&self, actor: &Actor, texts: &[String]) -> Result<Vec<PersonId>, Failure> {
        self.people_at(actor, texts, |at| format!("[{}]", at + 1)).await
    }

    /// As [`Session::people`]; `place` says where the n-th stands, from 0.
    ///
    /// # Errors
    /// Naming each that is not found, by its place.
    pub async fn people_at(&self, actor: &Actor, texts: &[String], place: impl Fn(usize) -> String) -> Result<Vec<PersonId>, Failure> {
        let police: Vec<String> = texts.iter().map(|t| police_number(t)).collect();
        let citizen: Vec<String> = texts.iter().map(|t| id_number(t)).collect();
        let by_police = self.resolve(actor, POLICE_NUMBER, &refs(&police)).await?;
        let by_citizen = self.resolve(actor, ID_NUMBER, &refs(&citizen)).await?;
        let mut people = Vec::with_capacity(texts.len());
        let mut missing = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            let number = |list: &[String], found: &HashMap<String, PersonId>| list.get(at).and_then(|n| found.get(n)).copied();
            let by_id = text.parse::<PersonId>().ok().filter(|id| self.store.published().with_directory(|d| d.person(*id).is_some()));
            match number(&police, &by_police).or_else(|| number(&citizen, &by_citizen)).or(by_id) {
                Some(person) => people.push(person),
                None => missing.push(unknown().at(place(at))),
            }
        }
        match missing.into_iter().reduce(|mut all, one| {
            all.reasons.extend(one.reasons);
            all
        }) {
            Some(failure) => Err(failure),
            None => Ok(people),
        }
    }

    /// One person by id or number.
    ///
    /// # Errors
    /// When there is none the actor may see.
    pub async fn person(&self, actor: &Actor, text: &str) -> Result<PersonId, Failure> {
        let found = self.people(actor, &[text.to_owned()]).await?;
        found.first().copied().ok_or_else(unknown)
    }
}

fn refs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

/// Nobody is found. The number itself is not repeated: it may be personal.
#[must_use]
pub fn unknown() -> Failure {
    let mut failure = Failure::refused(
        "名册里没有此号码的人员，或不在您可查看的范围内；请核对号码，或先登记此人",
        "nobody with this number is on the register, or you may not see them; check the number, or register the person first",
    );
    for reason in &mut failure.reasons {
        reason.code = Some("cli.unknown_person");
    }
    failure
}
