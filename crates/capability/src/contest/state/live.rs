//! What is known of a contest, by code.

use std::collections::{BTreeMap, BTreeSet};

use nc_kernel::{Day, Micros, PersonId};

use super::Signatures;
use crate::contest::fact::{Fact, SetUp};
use crate::contest::model::{ContestId, Correction, Discipline, Measured, Moved, SanctionKind, Seat, Stage};

/// 申诉: one appeal, and what was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealFile {
    /// Of which entry.
    pub code: String,
    /// In which round.
    pub round: Stage,
    /// What is said to be wrong.
    pub ground: String,
    /// When it was filed.
    pub on: Day,
    /// Whether it was upheld, and who moved; `None` while it waits.
    pub decided: Option<(bool, Vec<Moved>)>,
}

/// 赛况: everything recorded of one contest, without who stands behind the codes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Live {
    head: Option<SetUp>,
    panels: BTreeMap<String, Vec<Seat>>,
    heads: BTreeMap<String, PersonId>,
    extra: BTreeMap<(String, Stage, u32), (i64, String)>,
    codes: BTreeMap<String, String>,
    attempts: BTreeMap<(String, Stage, u32), (Measured, Micros)>,
    scores: BTreeMap<(String, Stage, PersonId), Vec<i64>>,
    recused: BTreeSet<(String, PersonId)>,
    set_aside: BTreeSet<(String, Stage, PersonId)>,
    sanctions: Vec<(String, SanctionKind, String)>,
    disqualified: BTreeSet<String>,
    locked: bool,
    open: bool,
    published: Option<(Day, Day)>,
    appeals: Vec<AppealFile>,
    nominated: Vec<(String, ContestId)>,
    received: Vec<(ContestId, String)>,
    signatures: Signatures,
}

impl Live {
    /// What was set up.
    #[must_use]
    pub fn head(&self) -> Option<&SetUp> {
        self.head.as_ref()
    }

    /// The discipline with this serial.
    #[must_use]
    pub fn discipline(&self, serial: &str) -> Option<&Discipline> {
        self.head.as_ref()?.disciplines.iter().find(|discipline| discipline.serial == serial)
    }

    /// What a code contests.
    #[must_use]
    pub fn discipline_of(&self, code: &str) -> Option<&Discipline> {
        self.discipline(self.codes.get(code)?)
    }

    /// The codes of a discipline, in order.
    pub fn codes_of<'a>(&'a self, discipline: &'a str) -> impl Iterator<Item = &'a str> {
        self.codes.iter().filter(move |(_, of)| *of == discipline).map(|(code, _)| code.as_str())
    }

    /// Whether codes were drawn.
    #[must_use]
    pub fn is_drawn(&self) -> bool {
        !self.codes.is_empty()
    }

    /// Who judges a discipline.
    #[must_use]
    pub fn panel(&self, discipline: &str) -> &[Seat] {
        self.panels.get(discipline).map_or(&[], Vec::as_slice)
    }

    /// 裁判长 of a discipline.
    #[must_use]
    pub fn head_judge(&self, discipline: &str) -> Option<PersonId> {
        self.heads.get(discipline).copied()
    }

    /// Time granted for faults of equipment: code, round, attempt, milliseconds and why.
    pub fn extra_times(&self) -> impl Iterator<Item = (&str, Stage, u32, i64, &str)> {
        self.extra.iter().map(|((code, round, attempt), (millis, reason))| (code.as_str(), *round, *attempt, *millis, reason.as_str()))
    }

    /// Whether somebody judges anything here.
    #[must_use]
    pub fn judges(&self, person: PersonId) -> bool {
        self.panels.values().flatten().any(|seat| seat.judge == person)
    }

    /// Everybody who judges, each once.
    #[must_use]
    pub fn all_judges(&self) -> BTreeSet<PersonId> {
        self.panels.values().flatten().map(|seat| seat.judge).collect()
    }

    /// The attempts of an entry in a round.
    pub fn attempts<'a>(&'a self, code: &'a str, round: Stage) -> impl Iterator<Item = (&'a Measured, Micros)> {
        self.timed(code, round).map(|(measured, at, _)| (measured, at))
    }

    /// The attempts of an entry in a round, each with the milliseconds granted to it.
    pub fn timed<'a>(&'a self, code: &'a str, round: Stage) -> impl Iterator<Item = (&'a Measured, Micros, i64)> {
        let keys = (code.to_owned(), round, 0)..=(code.to_owned(), round, u32::MAX);
        let granted = |key| self.extra.get(key).map_or(0, |(millis, _)| *millis);
        self.attempts.range(keys).map(move |(key, (measured, at))| (measured, *at, granted(key)))
    }

    /// What was measured in one attempt.
    #[must_use]
    pub fn attempt(&self, code: &str, round: Stage, attempt: u32) -> Option<&Measured> {
        self.attempts.get(&(code.to_owned(), round, attempt)).map(|(measured, _)| measured)
    }

    /// Whether that attempt was recorded.
    #[must_use]
    pub fn has_attempt(&self, code: &str, round: Stage, attempt: u32) -> bool {
        self.attempts.contains_key(&(code.to_owned(), round, attempt))
    }

    /// The codes of those who came: with any attempt but an absence.
    #[must_use]
    pub fn came(&self) -> Vec<String> {
        let here = |(measured, _): &&(Measured, Micros)| measured.outcome != crate::contest::model::Outcome::Absent;
        let codes: BTreeSet<&String> = self.attempts.iter().filter(|(_, attempt)| here(attempt)).map(|((code, ..), _)| code).collect();
        codes.into_iter().cloned().collect()
    }

    /// A judge's marks.
    #[must_use]
    pub fn marks(&self, code: &str, round: Stage, judge: PersonId) -> Option<&[i64]> {
        self.scores.get(&(code.to_owned(), round, judge)).map(Vec::as_slice)
    }

    /// Whether a judge stood aside, or their score was set aside.
    #[must_use]
    pub fn stands_aside(&self, code: &str, round: Stage, judge: PersonId) -> bool {
        self.recused.contains(&(code.to_owned(), judge)) || self.set_aside.contains(&(code.to_owned(), round, judge))
    }

    /// Whether the entry's results do not count.
    #[must_use]
    pub fn is_disqualified(&self, code: &str) -> bool {
        self.disqualified.contains(code)
    }

    /// Sanctions: whom, what and why.
    #[must_use]
    pub fn sanctions(&self) -> &[(String, SanctionKind, String)] {
        &self.sanctions
    }

    /// Whether scores are locked.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.locked
    }

    /// Whether everybody may know who stands behind the codes.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// When results were published, and until when they may be appealed.
    #[must_use]
    pub fn published(&self) -> Option<(Day, Day)> {
        self.published
    }

    /// Appeals, in order of their numbers from 1.
    #[must_use]
    pub fn appeals(&self) -> &[AppealFile] {
        &self.appeals
    }

    /// Who was nominated for which contest.
    #[must_use]
    pub fn nominated(&self) -> &[(String, ContestId)] {
        &self.nominated
    }

    /// What contests of a lower level nominated for this one: the contest, and the code there.
    #[must_use]
    pub fn received(&self) -> &[(ContestId, String)] {
        &self.received
    }

    /// What was signed of scores.
    #[must_use]
    pub fn signatures(&self) -> &Signatures {
        &self.signatures
    }

    /// Puts right what an upheld appeal says. Deciding it folds the same into a copy to see who moves.
    pub(in crate::contest) fn correct(&mut self, code: &str, round: Stage, correction: &Correction) {
        match correction {
            Correction::Measured { attempt, measured } => {
                let key = (code.to_owned(), round, *attempt);
                // A corrected attempt keeps the moment it was submitted.
                let at = self.attempts.get(&key).map_or(Micros(0), |(_, at)| *at);
                self.attempts.insert(key, (measured.clone(), at));
            }
            Correction::SetAside { judge } => {
                self.set_aside.insert((code.to_owned(), round, *judge));
            }
            Correction::Restored {} => {
                self.disqualified.remove(code);
            }
        }
    }

    /// Results that were published behind a freeze come out: they can be appealed from now on.
    pub(super) fn come_out(&mut self, on: Day, appeals_until: Day) {
        self.published = self.published.map(|_| (on, appeals_until));
    }

    pub(super) fn fold(&mut self, fact: &Fact, seq: u64, at: Micros, on: Day) {
        self.signatures.fold(fact, seq, on);
        match fact {
            Fact::SetUp(body) => {
                self.head.get_or_insert_with(|| body.clone());
            }
            Fact::DisciplinePut(body) => {
                let Some(head) = self.head.as_mut() else { return };
                match head.disciplines.iter_mut().find(|discipline| discipline.serial == body.discipline.serial) {
                    Some(known) => *known = body.discipline.clone(),
                    None => head.disciplines.push(body.discipline.clone()),
                }
            }
            Fact::PanelSeated(body) => {
                self.panels.insert(body.discipline.clone(), body.seats.clone());
                self.heads.remove(&body.discipline);
                self.heads.extend(body.head.map(|head| (body.discipline.clone(), head)));
            }
            Fact::EntriesCoded(body) => {
                self.codes.extend(body.codes.iter().map(|coded| (coded.code.clone(), coded.discipline.clone())));
            }
            Fact::Attempted(body) => {
                self.attempts.insert((body.code.clone(), body.round, body.attempt), (body.measured.clone(), at));
            }
            Fact::Scored(body) => {
                self.scores.insert((body.code.clone(), body.round, body.judge), body.marks.clone());
            }
            Fact::ExtraTimeGranted(body) => {
                self.extra.insert((body.code.clone(), body.round, body.attempt), (body.millis, body.reason.clone()));
            }
            Fact::Recused(body) => {
                self.recused.insert((body.code.clone(), body.judge));
            }
            Fact::ScoresLocked(_) => self.locked = true,
            Fact::NamesOpened(_) => self.open = true,
            Fact::Sanctioned(body) => {
                self.sanctions.push((body.code.clone(), body.kind, body.reason.clone()));
                if body.kind == SanctionKind::Disqualified {
                    self.disqualified.insert(body.code.clone());
                }
            }
            Fact::Published(body) => {
                self.published.get_or_insert((on, body.appeals_until));
            }
            Fact::Appealed(body) => {
                self.appeals.push(AppealFile {
                    code: body.code.clone(),
                    round: body.round,
                    ground: body.ground.clone(),
                    on,
                    decided: None,
                });
            }
            Fact::AppealDecided(body) => {
                let index = usize::try_from(body.appeal).unwrap_or(0).wrapping_sub(1);
                let Some(file) = self.appeals.get_mut(index) else { return };
                file.decided = Some((body.correction.is_some(), body.moved.clone()));
                let (code, round) = (file.code.clone(), file.round);
                if let Some(correction) = &body.correction {
                    self.correct(&code, round, correction);
                    self.signatures.corrected(&code, round, correction, seq);
                }
            }
            Fact::NominationReceived(body) => self.received.push((body.from, body.code.clone())),
            Fact::Nominated(body) => self.nominated.push((body.code.clone(), body.to)),
            Fact::ScoresSigned(_) | Fact::SignatureWaived(_) | Fact::Frozen(_) | Fact::Unfrozen(_) => {}
        }
    }
}
