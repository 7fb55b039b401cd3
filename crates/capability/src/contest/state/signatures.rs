//! What was signed, and the positions of the facts a signature can cover.

use std::collections::BTreeMap;

use nc_kernel::{Day, PersonId};

use crate::contest::fact::Fact;
use crate::contest::model::{Correction, Signer, Stage, Unsigned};

/// 签字: one signature of the scores of an entry in a round, or what stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// In what part.
    pub signer: Signer,
    /// The judge or head judge; `None` for a competitor.
    pub judge: Option<PersonId>,
    /// Positions of the facts it covers, in order.
    pub covers: Vec<u64>,
    /// What the competitor objected to.
    pub objection: Option<String>,
    /// Why there is no signature, where the head judge recorded that.
    pub waived: Option<(Unsigned, String)>,
    /// When.
    pub on: Day,
    /// Position of its fact.
    pub seq: u64,
}

/// 签字簿: signatures by entry and round, and where what they cover was recorded.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Signatures {
    measured: BTreeMap<(String, Stage, u32), u64>,
    granted: BTreeMap<(String, Stage, u32), u64>,
    scored: BTreeMap<(String, Stage, PersonId), u64>,
    given: BTreeMap<(String, Stage), Vec<Signature>>,
}

impl Signatures {
    /// Signatures given on an entry's scores in a round, in order, whether they still hold or not.
    #[must_use]
    pub fn given(&self, code: &str, round: Stage) -> &[Signature] {
        self.given.get(&(code.to_owned(), round)).map_or(&[], Vec::as_slice)
    }

    /// Positions of what was measured of an entry in a round and of the marks of `judges`, in order.
    #[must_use]
    pub fn covering(&self, code: &str, round: Stage, judges: impl IntoIterator<Item = PersonId>) -> Vec<u64> {
        let attempts = || (code.to_owned(), round, 0)..=(code.to_owned(), round, u32::MAX);
        let measured = self.measured.range(attempts()).chain(self.granted.range(attempts())).map(|(_, seq)| *seq);
        let scored = judges.into_iter().filter_map(|judge| self.scored.get(&(code.to_owned(), round, judge)).copied());
        let mut all: Vec<u64> = measured.chain(scored).collect();
        all.sort_unstable();
        all
    }

    /// An appeal measured an attempt anew.
    pub(super) fn corrected(&mut self, code: &str, round: Stage, correction: &Correction, seq: u64) {
        if let Correction::Measured { attempt, .. } = correction {
            self.measured.insert((code.to_owned(), round, *attempt), seq);
        }
    }

    pub(super) fn fold(&mut self, fact: &Fact, seq: u64, on: Day) {
        match fact {
            Fact::Attempted(body) => {
                self.measured.insert((body.code.clone(), body.round, body.attempt), seq);
            }
            Fact::ExtraTimeGranted(body) => {
                self.granted.insert((body.code.clone(), body.round, body.attempt), seq);
            }
            Fact::Scored(body) => {
                self.scored.insert((body.code.clone(), body.round, body.judge), seq);
            }
            Fact::ScoresSigned(body) => self.given.entry((body.code.clone(), body.round)).or_default().push(Signature {
                signer: body.signer,
                judge: body.judge,
                covers: body.covers.clone(),
                objection: body.objection.clone(),
                waived: None,
                on,
                seq,
            }),
            Fact::SignatureWaived(body) => self.given.entry((body.code.clone(), body.round)).or_default().push(Signature {
                signer: Signer::Competitor,
                judge: None,
                covers: body.covers.clone(),
                objection: None,
                waived: Some((body.kind, body.reason.clone())),
                on,
                seq,
            }),
            _ => {}
        }
    }
}
