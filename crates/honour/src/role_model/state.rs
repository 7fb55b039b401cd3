//! A nomination and the holds, folded from their facts.

use std::collections::BTreeMap;

use nc_kernel::document::attachment;
use nc_kernel::{Aggregate, Change, Day, Entry, PersonId, Recorded};

use super::fact::{Fact, HoldFact, Nominated};
use super::model::Outcome;
use super::registers::{NAMED, PUT_FORWARD, row};
use crate::DOCUMENTS;
use crate::roll::Level;

/// 推荐阶段: how far a nomination has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 已推荐.
    Nominated,
    /// 公示.
    Public,
    /// 获评.
    Named,
    /// 未获评, or an objection was upheld.
    NotNamed,
}

impl Stage {
    /// In Chinese.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Nominated => "已推荐",
            Self::Public => "公示",
            Self::Named => "获评",
            Self::NotNamed => "未获评",
        }
    }

    /// In English.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Nominated => "nominated",
            Self::Public => "public",
            Self::Named => "named",
            Self::NotNamed => "not named",
        }
    }
}

/// Where deeds were put forward, and the fact that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Forwarded {
    pub programme: String,
    pub level: Level,
    pub on: Day,
    pub seq: u64,
}

/// 典型推荐: one nomination.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct RoleModel {
    nominated: Option<(Day, u64, Nominated)>,
    public: Option<(Day, Day)>,
    /// For each objection, whether it was upheld; `None` while it waits.
    objections: Vec<Option<bool>>,
    concluded: Option<(Day, Outcome, u64)>,
    forwarded: Vec<Forwarded>,
}

impl RoleModel {
    /// What was nominated; `None` for a nomination nobody made.
    #[must_use]
    pub fn nominated(&self) -> Option<&Nominated> {
        self.nominated.as_ref().map(|(.., body)| body)
    }

    /// When it was made.
    #[must_use]
    pub fn nominated_on(&self) -> Option<Day> {
        self.nominated.as_ref().map(|(day, ..)| *day)
    }

    /// Position of the fact that made it.
    #[must_use]
    pub fn since(&self) -> Option<u64> {
        self.nominated.as_ref().map(|(_, seq, _)| *seq)
    }

    /// When it ended.
    #[must_use]
    pub fn concluded_on(&self) -> Option<Day> {
        self.concluded.map(|(day, ..)| day)
    }

    /// For each objection in order, whether it was upheld; `None` while it waits.
    pub fn answers(&self) -> impl Iterator<Item = Option<bool>> + '_ {
        self.objections.iter().copied()
    }

    /// The programmes the deeds were put forward to, and when.
    pub fn forwarded(&self) -> impl Iterator<Item = (&str, Day)> {
        self.forwarded.iter().map(|f| (f.programme.as_str(), f.on))
    }

    /// First and last day on which it was public.
    #[must_use]
    pub fn public(&self) -> Option<(Day, Day)> {
        self.public
    }

    /// How many objections there are.
    #[must_use]
    pub fn objections(&self) -> usize {
        self.objections.len()
    }

    /// How many of them wait for an answer.
    #[must_use]
    pub fn unanswered(&self) -> usize {
        self.objections.iter().filter(|answer| answer.is_none()).count()
    }

    /// Whether the objection (from 1) waits for an answer.
    #[must_use]
    pub fn waits(&self, objection: u32) -> bool {
        let at = usize::try_from(objection).ok().and_then(|n| n.checked_sub(1));
        at.and_then(|at| self.objections.get(at)) == Some(&None)
    }

    /// How far it has come; `None` for a nomination nobody made.
    #[must_use]
    pub fn stage(&self) -> Option<Stage> {
        self.nominated.as_ref()?;
        Some(match (&self.concluded, self.public) {
            _ if self.objections.contains(&Some(true)) => Stage::NotNamed,
            (Some((_, Outcome::Named, _)), _) => Stage::Named,
            (Some((_, Outcome::NotNamed, _)), _) => Stage::NotNamed,
            (None, Some(_)) => Stage::Public,
            (None, None) => Stage::Nominated,
        })
    }

    /// Whether the deeds were put forward to that programme.
    #[must_use]
    pub fn was_put_forward(&self, programme: &str) -> bool {
        self.forwarded.iter().any(|f| f.programme == programme)
    }

    /// What the nomination puts in its registers, recomputed from the state.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let Some(body) = self.nominated() else { return Vec::new() };
        let named = self.concluded.filter(|(_, outcome, _)| *outcome == Outcome::Named);
        let named = named.map(|(day, _, seq)| row(NAMED.name, body, &body.model.to_string(), day, seq, body.level, &body.title));
        let forwarded = self.forwarded.iter().map(|f| {
            let key = format!("{}/{}", body.model, f.programme);
            row(PUT_FORWARD.name, body, &key, f.on, f.seq, f.level, &f.programme)
        });
        named.into_iter().chain(forwarded).collect()
    }
}

impl Aggregate for RoleModel {
    type Fact = Fact;
    const FAMILY: &'static str = "honour.model";

    fn changes(&self, fact: &Recorded<Fact>, out: &mut Vec<Change>) {
        let mut after = self.clone();
        after.fold(fact);
        crate::roll::differences(&self.entries(), after.entries(), out);
        if let Fact::Nominated(body) = &fact.fact {
            let at = crate::roll::at(std::slice::from_ref(&body.unit));
            let rows =
                attachment(DOCUMENTS, &format!("model/{}", body.model), fact.happened_on, &at, fact.seq, &body.evidence, &[body.person]);
            out.extend(rows.into_iter().map(Change::Add));
        }
    }

    fn fold(&mut self, fact: &Recorded<Fact>) {
        let day = fact.happened_on;
        match &fact.fact {
            Fact::Nominated(body) => self.nominated = Some((day, fact.seq, body.clone())),
            Fact::Published(body) => self.public = Some((day, body.to)),
            Fact::Objected(_) => self.objections.push(None),
            Fact::Answered(body) => {
                let at = usize::try_from(body.objection).ok().and_then(|n| n.checked_sub(1));
                if let Some(answer) = at.and_then(|at| self.objections.get_mut(at)) {
                    *answer = Some(body.upheld);
                }
            }
            Fact::Concluded(body) => self.concluded = Some((day, body.outcome, fact.seq)),
            Fact::PutForward(body) => {
                self.forwarded.push(Forwarded { programme: body.programme.clone(), level: body.level, on: day, seq: fact.seq });
            }
        }
    }
}

/// 暂停推选名单: who may not be put up, from when until when. One stream, so that every nomination can look.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Holds {
    by_person: BTreeMap<PersonId, Vec<(Day, Day)>>,
}

impl Holds {
    /// Whether somebody is on hold on `day`.
    #[must_use]
    pub fn on(&self, person: PersonId, day: Day) -> bool {
        self.by_person.get(&person).into_iter().flatten().any(|(from, until)| *from <= day && day < *until)
    }
}

impl Aggregate for Holds {
    type Fact = HoldFact;
    const FAMILY: &'static str = "honour.holds";

    // A hold is counted by no figure: a number of holds by unit would point at people.
    fn changes(&self, _: &Recorded<HoldFact>, _: &mut Vec<Change>) {}

    fn fold(&mut self, fact: &Recorded<HoldFact>) {
        let day = fact.happened_on;
        match &fact.fact {
            HoldFact::HoldPlaced(body) => self.by_person.entry(body.person).or_default().push((day, body.until)),
            HoldFact::HoldLifted(body) => {
                for (_, until) in self.by_person.get_mut(&body.person).into_iter().flatten() {
                    *until = day.min(*until);
                }
            }
        }
    }
}
