//! One requirement, folded from its facts.

use std::collections::{BTreeMap, BTreeSet};

use nc_kernel::{Aggregate, Change, Day, Entry, PersonId, Recorded, UnitPath, UserId};
use nc_people::directory::{Directory, MemberKind};

use super::due::{Compliance, Credential, Exemption, Renewal, compliance};
use super::fact::Fact;
use super::model::RequirementId;
use super::registers::{BOUND, CREDENTIAL, EXEMPTION, Row};

/// 资格要求: one requirement with everybody it concerns. One stream.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Requirement {
    head: Option<Head>,
    since: Option<u64>,
    people: BTreeMap<PersonId, Record>,
    requests: BTreeMap<u64, Request>,
}

/// 免训申请.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Who.
    pub person: PersonId,
    /// First day asked for.
    pub from: Day,
    /// Last day asked for.
    pub to: Day,
    /// Why.
    pub reason: String,
    /// The unit that asks.
    pub sender: UnitPath,
    /// When it was made.
    pub on: Day,
    /// Who made it.
    pub by: UserId,
    /// Whether it was approved, and when that was decided; `None` while it waits.
    pub decided: Option<(bool, Day)>,
}

/// 免训 as it is shown: one time of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExemptTime {
    /// Who.
    pub person: PersonId,
    /// First day.
    pub from: Day,
    /// Last day, as it came to be.
    pub to: Day,
    /// Why.
    pub reason: String,
    /// By which document or whose order.
    pub authority: String,
    /// Whether it was ended before its time.
    pub ended: bool,
}

/// What is required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub id: RequirementId,
    /// Its serial number.
    pub serial: String,
    /// What it is called.
    pub title: String,
    /// Whose requirement.
    pub unit: UnitPath,
    /// The document that asks for it.
    pub basis: String,
    /// When it is due again.
    pub renewal: Renewal,
    /// Since when.
    pub from: Day,
}

#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Record {
    bound: Vec<Spell>,
    issues: Vec<Spell>,
    exempt: Vec<Spell>,
}

/// A time of one person: bound, licensed or exempt.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spell {
    from: Day,
    /// First day no longer.
    until: Option<Day>,
    /// First day it does not count because it was revoked.
    ended: Option<Day>,
    member: MemberKind,
    sender: UnitPath,
    seq: u64,
    /// Of an exemption: why, and by whose order.
    grounds: Option<(String, String)>,
}

impl Spell {
    fn end(&self) -> Option<Day> {
        self.until.into_iter().chain(self.ended).min()
    }

    fn on(&self, day: Day) -> bool {
        self.from <= day && self.end().is_none_or(|end| day < end)
    }

    fn credential(&self) -> Credential {
        Credential { from: self.from, until: self.until.map(|until| until.minus_days(1)), ended: self.ended }
    }

    fn exemption(&self) -> Option<Exemption> {
        Some(Exemption { from: self.from, to: self.end()?.minus_days(1) })
    }
}

/// 达标情况: where everybody who is bound stands on a day. The three never overlap, and together they are who is bound.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Holds what is required.
    pub compliant: BTreeSet<PersonId>,
    /// Is exempt: neither of the others.
    pub exempt: BTreeSet<PersonId>,
    /// Holds nothing valid and is not exempt.
    pub overdue: BTreeSet<PersonId>,
}

impl Requirement {
    /// What is required; `None` while the requirement does not exist.
    #[must_use]
    pub fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }

    /// Position of the fact that set it.
    #[must_use]
    pub fn since(&self) -> Option<u64> {
        self.since
    }

    /// 到期日: the last day somebody's credentials that are valid on `day` hold; none when nothing is valid or it never lapses.
    #[must_use]
    pub fn lapses(&self, person: PersonId, day: Day) -> Option<Day> {
        let valid: Vec<Credential> = self.credentials(person).into_iter().filter(|held| held.valid_on(day)).collect();
        if valid.iter().any(|held| held.until.is_none()) { None } else { valid.into_iter().filter_map(|held| held.until).max() }
    }

    /// Whether the person must hold it on `day`.
    #[must_use]
    pub fn binds(&self, person: PersonId, day: Day) -> bool {
        self.people.get(&person).is_some_and(|record| record.bound.iter().any(|spell| spell.on(day)))
    }

    /// Every credential of the person, oldest first, with dates as they were given.
    #[must_use]
    pub fn credentials(&self, person: PersonId) -> Vec<Credential> {
        self.people.get(&person).into_iter().flat_map(|record| &record.issues).map(Spell::credential).collect()
    }

    /// 今日可上岗: who serves and holds a valid credential on `day`.
    #[must_use]
    pub fn holders(&self, directory: &Directory, day: Day) -> BTreeSet<PersonId> {
        let valid = |record: &Record| record.issues.iter().any(|issue| issue.credential().valid_on(day));
        self.serving(directory, day).filter(|(_, record)| valid(record)).map(|(person, _)| person).collect()
    }

    /// Where everybody who serves and is bound stands on `day`.
    #[must_use]
    pub fn standing(&self, directory: &Directory, day: Day) -> Standing {
        let mut standing = Standing::default();
        for (person, record) in self.serving(directory, day).filter(|(_, record)| record.bound.iter().any(|spell| spell.on(day))) {
            let held: Vec<Credential> = record.issues.iter().map(Spell::credential).collect();
            let exempt: Vec<Exemption> = record.exempt.iter().filter_map(Spell::exemption).collect();
            match compliance(&held, &exempt, day) {
                Compliance::Compliant => standing.compliant.insert(person),
                Compliance::Exempt => standing.exempt.insert(person),
                Compliance::Overdue => standing.overdue.insert(person),
            };
        }
        standing
    }

    /// 到期预告: for each of `months` months from that of `day` on, who is compliant on `day` and loses it in that month if
    /// nothing is renewed. Who is exempt on `day` is in none. Costs one pass over the people of this one requirement; no
    /// other stream and no register is read.
    #[must_use]
    pub fn outlook(&self, directory: &Directory, day: Day, months: u8) -> Vec<(Day, BTreeSet<PersonId>)> {
        let month = |n: u8| day.first_of_month().plus_months(i32::from(n));
        let mut ahead: Vec<_> = (0..months).map(|n| (month(n), BTreeSet::new())).collect();
        for person in self.standing(directory, day).compliant {
            let Some(until) = self.lapses(person, day) else { continue };
            if let Some((_, lapsing)) = ahead.iter_mut().find(|(first, _)| *first == until.first_of_month()) {
                lapsing.insert(person);
            }
        }
        ahead
    }

    fn decided(&mut self, request: u64, approved: bool, on: Day) {
        if let Some(request) = self.requests.get_mut(&request) {
            request.decided = Some((approved, on));
        }
    }

    fn serving<'a>(&'a self, directory: &'a Directory, day: Day) -> impl Iterator<Item = (PersonId, &'a Record)> {
        self.people.iter().map(|(person, record)| (*person, record)).filter(move |(person, _)| directory.member_on(*person, day).is_some())
    }

    /// What the requirement puts into the registers, recomputed from the state.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let spells = |record: &Record| {
            let kinds = [(BOUND, &record.bound), (CREDENTIAL, &record.issues), (EXEMPTION, &record.exempt)];
            kinds.map(|(register, spells)| spells.iter().map(move |spell| (register, spell.clone())).collect::<Vec<_>>()).concat()
        };
        let all =
            self.people.iter().flat_map(|(person, record)| spells(record).into_iter().map(|(register, spell)| (*person, register, spell)));
        all.filter_map(|(person, register, spell)| self.entry(register, person, &spell)).collect()
    }

    /// The latest credential that is valid on `day`, by the position of its fact.
    pub(super) fn valid_issue(&self, person: PersonId, day: Day) -> Option<u64> {
        self.people.get(&person)?.issues.iter().rev().find(|issue| issue.on(day)).map(|issue| issue.seq)
    }

    /// Whether the person was licensed on that very day.
    pub(super) fn issued_on(&self, person: PersonId, day: Day) -> bool {
        self.people.get(&person).is_some_and(|record| record.issues.iter().any(|issue| issue.from == day && issue.ended.is_none()))
    }

    /// Every request for an exemption, with the position of its fact.
    pub fn requests(&self) -> impl Iterator<Item = (u64, &Request)> {
        self.requests.iter().map(|(seq, request)| (*seq, request))
    }

    /// Every exemption, by its first day.
    #[must_use]
    pub fn exemptions(&self) -> Vec<ExemptTime> {
        let times = self.people.iter().flat_map(|(person, record)| record.exempt.iter().map(|time| (*person, time)));
        let mut all: Vec<ExemptTime> = times
            .filter_map(|(person, time)| {
                let (reason, authority) = time.grounds.clone()?;
                let to = time.end()?.minus_days(1);
                Some(ExemptTime { person, from: time.from, to, reason, authority, ended: time.ended.is_some() })
            })
            .collect();
        all.sort_by_key(|time| (time.from, time.person));
        all
    }

    /// The exemption that runs on `day`, by the position of its fact.
    pub(super) fn exemption_on(&self, person: PersonId, day: Day) -> Option<u64> {
        self.people.get(&person)?.exempt.iter().find(|time| time.on(day)).map(|time| time.seq)
    }

    /// Whether an exemption touches the days from `from` through `to`.
    pub(super) fn exempt_within(&self, person: PersonId, from: Day, to: Day) -> bool {
        let touches = |spell: &Spell| spell.from <= to && spell.end().is_none_or(|end| from < end);
        self.people.get(&person).is_some_and(|record| record.exempt.iter().any(touches))
    }

    /// Since when the person is bound, with no end yet.
    pub(super) fn bound_since(&self, person: PersonId) -> Option<Day> {
        self.people.get(&person)?.bound.iter().find(|spell| spell.end().is_none()).map(|spell| spell.from)
    }

    fn entry(&self, register: &'static str, person: PersonId, spell: &Spell) -> Option<Entry> {
        let head = self.head.as_ref()?;
        let (from, until, seq) = (spell.from, spell.end(), spell.seq);
        let (sender, member) = (&spell.sender, spell.member);
        Row { register, serial: &head.serial, holder: &head.unit, person, sender, member, from, until, seq }.entry()
    }

    /// Which spells of whom a fact ends or begins: what stood there, and what stands there then.
    fn step(&self, recorded: &Recorded<Fact>) -> Vec<Step> {
        let (day, seq) = (recorded.happened_on, recorded.seq);
        let spell = |until: Option<Day>, member: MemberKind, sender: &UnitPath| Spell {
            from: day,
            until,
            ended: None,
            member,
            sender: sender.clone(),
            seq,
            grounds: None,
        };
        let begins = |register, person, spell| vec![Step { register, person, before: None, after: spell }];
        let spells = |person: PersonId| self.people.get(&person);
        match &recorded.fact {
            Fact::RequirementSet(_) => Vec::new(),
            Fact::Bound(body) => begins(BOUND, body.person, spell(None, body.member, &body.sender)),
            Fact::Issued(body) => {
                let until = body.until.map(|last| last.plus_days(1));
                begins(CREDENTIAL, body.person, spell(until, body.member, &body.sender))
            }
            Fact::ExemptionRequested(_) | Fact::ExemptionRefused(_) => Vec::new(),
            Fact::Exempted(body) => {
                let time = spell(Some(body.to.plus_days(1)), body.member, &body.sender);
                let grounds = Some((body.reason.clone(), body.authority.clone()));
                begins(EXEMPTION, body.person, Spell { grounds, ..time })
            }
            Fact::ExemptionEnded(body) => {
                let times = spells(body.person).into_iter().flat_map(|record| &record.exempt).filter(|time| time.seq == body.exemption);
                let step = |old: &Spell| Step {
                    register: EXEMPTION,
                    person: body.person,
                    before: Some(old.clone()),
                    after: Spell { ended: Some(day), ..old.clone() },
                };
                times.map(step).collect()
            }
            Fact::Released(body) => {
                let open = spells(body.person).into_iter().flat_map(|record| &record.bound).filter(|spell| spell.end().is_none());
                open.map(|old| Step {
                    register: BOUND,
                    person: body.person,
                    before: Some(old.clone()),
                    after: Spell { until: Some(day), ..old.clone() },
                })
                .collect()
            }
            Fact::Revoked(body) => {
                let issue = spells(body.person).into_iter().flat_map(|record| &record.issues).filter(|issue| issue.seq == body.issue);
                issue
                    .map(|old| Step {
                        register: CREDENTIAL,
                        person: body.person,
                        before: Some(old.clone()),
                        after: Spell { ended: Some(day), ..old.clone() },
                    })
                    .collect()
            }
        }
    }
}

struct Step {
    register: &'static str,
    person: PersonId,
    before: Option<Spell>,
    after: Spell,
}

impl Aggregate for Requirement {
    type Fact = Fact;

    const FAMILY: &'static str = "readiness.requirement";

    fn changes(&self, recorded: &Recorded<Fact>, out: &mut Vec<Change>) {
        for Step { register, person, before, after } in self.step(recorded) {
            let before = before.and_then(|spell| self.entry(register, person, &spell));
            let after = self.entry(register, person, &after);
            if before != after {
                out.extend(before.map(Change::Remove));
                out.extend(after.map(Change::Add));
            }
        }
    }

    fn fold(&mut self, recorded: &Recorded<Fact>) {
        if let Fact::RequirementSet(body) = &recorded.fact {
            self.since.get_or_insert(recorded.seq);
            self.head.get_or_insert_with(|| Head {
                id: body.requirement,
                serial: body.serial.clone(),
                title: body.title.clone(),
                unit: recorded.unit.clone(),
                basis: body.basis.clone(),
                renewal: body.renewal,
                from: recorded.happened_on,
            });
        }
        match &recorded.fact {
            Fact::ExemptionRequested(body) => {
                let request = Request {
                    person: body.person,
                    from: body.from,
                    to: body.to,
                    reason: body.reason.clone(),
                    sender: body.sender.clone(),
                    on: recorded.happened_on,
                    by: recorded.actor.user,
                    decided: None,
                };
                self.requests.insert(recorded.seq, request);
            }
            Fact::ExemptionRefused(body) => self.decided(body.request, false, recorded.happened_on),
            Fact::Exempted(body) => body.request.into_iter().for_each(|seq| self.decided(seq, true, recorded.recorded_at.day())),
            _ => {}
        }
        for Step { register, person, before, after } in self.step(recorded) {
            let record = self.people.entry(person).or_default();
            let spells = match register {
                BOUND => &mut record.bound,
                CREDENTIAL => &mut record.issues,
                _ => &mut record.exempt,
            };
            match before.and_then(|before| spells.iter_mut().find(|spell| **spell == before)) {
                Some(spell) => *spell = after,
                None => spells.push(after),
            }
        }
    }
}
