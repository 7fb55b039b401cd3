//! Who stands behind the codes.

use std::collections::BTreeMap;

use nc_kernel::{Aggregate, Change, Entry, Facets, PersonId, Recorded, UnitPath};

use crate::contest::fact::{CodeFact, EntryRegistered, UnsealAsked, Unsealed};
use crate::contest::model::Entrant;
use crate::contest::registers::PARTICIPATION;

/// 编码簿: the entries of one contest and their codes. A stream of its own; whoever shows it asks first whether the contest
/// has its names open, or shows somebody their own entry.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Codes {
    entries: Vec<(EntryRegistered, u64)>,
    codes: BTreeMap<String, u32>,
    refused: Vec<u64>,
    asked: Option<(UnsealAsked, nc_kernel::Actor)>,
    unsealed: bool,
    withheld: Option<Unsealed>,
}

impl Codes {
    /// The entries, by number from 1, without their codes.
    pub fn entries(&self) -> impl Iterator<Item = &EntryRegistered> {
        self.entries.iter().map(|(entry, _)| entry)
    }

    /// Whether codes were drawn.
    #[must_use]
    pub fn is_drawn(&self) -> bool {
        !self.codes.is_empty()
    }

    /// Whether everybody may know.
    #[must_use]
    pub fn is_unsealed(&self) -> bool {
        self.unsealed
    }

    /// Whether names were opened behind a freeze and have not come out: nobody is told or counted yet.
    #[must_use]
    pub fn is_withheld(&self) -> bool {
        self.withheld.is_some()
    }

    /// Positions of refused tries to look behind a code, or to unseal.
    #[must_use]
    pub fn refused(&self) -> &[u64] {
        &self.refused
    }

    /// Who asked to unseal.
    #[must_use]
    pub fn asked(&self) -> Option<&(UnsealAsked, nc_kernel::Actor)> {
        self.asked.as_ref()
    }

    /// The entrants behind a code. For rules, for who is one of them, and for everybody once unsealed.
    #[must_use]
    pub fn entrants(&self, code: &str) -> &[Entrant] {
        self.entry(code).map_or(&[], |entry| entry.entrants.as_slice())
    }

    /// Whether somebody is behind a code.
    #[must_use]
    pub fn entered_by(&self, code: &str, person: PersonId) -> bool {
        self.entrants(code).iter().any(|entrant| entrant.person == person)
    }

    /// Whether somebody entered anything here.
    #[must_use]
    pub fn entered(&self, person: PersonId) -> bool {
        self.entries().flat_map(|entry| &entry.entrants).any(|entrant| entrant.person == person)
    }

    /// The unit an entry stands for: what recusal and unit totals go by.
    #[must_use]
    pub fn unit_of(&self, code: &str) -> Option<&UnitPath> {
        self.entry(code).map(|entry| &entry.unit)
    }

    /// The codes of somebody's own entries.
    #[must_use]
    pub fn own(&self, person: PersonId) -> Vec<&str> {
        self.codes.keys().filter(|code| self.entered_by(code, person)).map(String::as_str).collect()
    }

    fn entry(&self, code: &str) -> Option<&EntryRegistered> {
        let number = self.codes.get(code)?;
        self.entries.iter().map(|(entry, _)| entry).find(|entry| entry.number == *number)
    }

    fn participation(&self, body: &Unsealed) -> Vec<Entry> {
        let came = body.took_part.iter().filter_map(|code| {
            let number = self.codes.get(code)?;
            self.entries.iter().find(|(entry, _)| entry.number == *number).map(|(entry, seq)| (code, entry, *seq))
        });
        came.flat_map(|(code, entry, seq)| {
            entry.entrants.iter().map(move |entrant| Entry {
                register: PARTICIPATION,
                key: format!("{seq}/{code}/{}", entrant.person),
                day: body.ends_on,
                until: None,
                facets: Facets { organisers: body.organisers.clone(), host: body.host.clone(), sender: Some(entrant.unit.clone()) },
                person: Some(entrant.person),
                attrs: BTreeMap::from([("level", body.level.word().into()), ("member", entrant.member.word().into())]),
                evidence: seq,
            })
        })
        .collect()
    }
}

impl Aggregate for Codes {
    type Fact = CodeFact;

    const FAMILY: &'static str = "contest.codes";

    fn changes(&self, recorded: &Recorded<CodeFact>, out: &mut Vec<Change>) {
        let counted = match &recorded.fact {
            CodeFact::Unsealed(body) if !self.unsealed && body.withheld != Some(true) => Some(body),
            CodeFact::NamesCameOut(_) => self.withheld.as_ref(),
            _ => None,
        };
        out.extend(counted.into_iter().flat_map(|body| self.participation(body)).map(Change::Add));
    }

    fn fold(&mut self, recorded: &Recorded<CodeFact>) {
        match &recorded.fact {
            CodeFact::EntryRegistered(body) => self.entries.push((body.clone(), recorded.seq)),
            CodeFact::CodesDrawn(body) => self.codes.extend(body.codes.iter().map(|(number, code)| (code.clone(), *number))),
            CodeFact::MappingRefused(_) | CodeFact::UnsealRefused(_) => self.refused.push(recorded.seq),
            CodeFact::UnsealAsked(body) => {
                self.asked.get_or_insert_with(|| (body.clone(), recorded.actor.clone()));
            }
            CodeFact::Unsealed(body) => {
                if !self.unsealed && body.withheld == Some(true) {
                    self.withheld = Some(body.clone());
                }
                self.unsealed = true;
            }
            CodeFact::NamesCameOut(_) => self.withheld = None,
        }
    }
}
