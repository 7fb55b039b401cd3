//! 可飞人员: who may fly unmanned aircraft on a day, by category, beside the other credentials.

use std::collections::BTreeSet;

use nc_capability::flight::rules::{NO_LICENCE, SUSPENDED};
use nc_capability::flight::{Category, Currency, CurrencyRule, Pilot, Rating};
use nc_kernel::{Aggregate as _, Day, PersonId, StreamId, UnitPath};
use nc_people::access::covered;
use nc_people::{Directory, Scope};

use crate::compliance::here;
use crate::db::Snapshot;
use crate::error::StoreError;
use crate::{Store, db};

/// 操控员与要求: every operator, and the rule of currency on the day they are asked about.
pub struct Operators {
    pilots: Vec<(PersonId, Pilot)>,
    rule: Option<Currency>,
    day: Day,
}

/// 一类航空器的可飞情况, of people who serve in the units of a scope on the day. Each operator is in exactly one of the numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlyingLine {
    /// Of aircraft.
    pub category: Category,
    /// Who may fly.
    pub may: usize,
    /// Who holds a valid licence and has not flown enough of late, or no rule says how much is enough.
    pub not_current: usize,
    /// Whose licence is suspended.
    pub suspended: usize,
    /// Whose licence is over, or not valid yet.
    pub lapsed: usize,
    /// Who may, as far as their rows may be seen, by unit and the day it ends.
    pub seen: Vec<Flyer>,
    /// How many more may.
    pub hidden: usize,
}

/// 可飞人员.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flyer {
    /// Who.
    pub person: PersonId,
    /// Where they serve.
    pub unit: UnitPath,
    /// The best rating that is good that day.
    pub rating: Rating,
    /// Last day of that licence; none when it does not lapse.
    pub until: Option<Day>,
    /// Last day on which they are current without another flight.
    pub current_until: Option<Day>,
}

impl FlyingLine {
    /// Operators who held, or hold, a licence of the category.
    #[must_use]
    pub fn licensed(&self) -> usize {
        self.may + self.not_current + self.suspended + self.lapsed
    }
}

impl Operators {
    /// The rule of currency in force on the day.
    #[must_use]
    pub fn rule(&self) -> Option<Currency> {
        self.rule
    }
}

impl Store {
    /// Everybody who was ever licensed by `day`, with the rule of currency in force on it.
    ///
    /// Costs: the facts of the operators' own streams are read and folded, one stream each: their licences and their flights.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be read.
    pub async fn operators(&self, day: Day) -> Result<Operators, StoreError> {
        let mut view = db::snapshot(&self.readers).await?;
        let mut pilots = Vec::new();
        for pilot in self.every::<Pilot>(&mut view).await? {
            let licensed = pilot.licences().iter().find(|held| held.from <= day).map(|held| held.person);
            pilots.extend(licensed.map(|person| (person, pilot)));
        }
        let rule: CurrencyRule = self.folded(&mut view, &StreamId::only(CurrencyRule::FAMILY)).await?;
        Ok(Operators { pilots, rule: rule.on(day), day })
    }

    /// Whether somebody was ever licensed to fly.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn is_operator(&self, person: PersonId) -> Result<bool, StoreError> {
        let mut view: Snapshot = db::snapshot(&self.readers).await?;
        let pilot: Pilot = self.folded(&mut view, &StreamId::new(Pilot::FAMILY, person)).await?;
        Ok(!pilot.licences().is_empty())
    }

    /// Who of the people of `scope` may fly on the day of `operators`, by category: licence, suspension and currency computed
    /// from dates now. People of units outside `readable` are only counted.
    #[must_use]
    pub fn flying(&self, operators: &Operators, scope: &Scope, readable: &[Scope]) -> Vec<FlyingLine> {
        let day = operators.day;
        let held = operators.pilots.iter().flat_map(|(_, pilot)| pilot.licences()).filter(|held| held.from <= day);
        let categories: BTreeSet<Category> = held.map(|held| held.category).collect();
        self.published().with_directory(|directory: &Directory| {
            let lines = categories.into_iter().map(|category| line(directory, operators, category, scope, readable));
            lines.filter(|line| line.licensed() > 0).collect()
        })
    }
}

fn line(directory: &Directory, operators: &Operators, category: Category, scope: &Scope, readable: &[Scope]) -> FlyingLine {
    let day = operators.day;
    let mut line = FlyingLine { category, may: 0, not_current: 0, suspended: 0, lapsed: 0, seen: Vec::new(), hidden: 0 };
    let held = |pilot: &Pilot| pilot.licences().iter().any(|held| held.category == category && held.from <= day);
    for (person, pilot) in operators.pilots.iter().filter(|(_, pilot)| held(pilot)) {
        let Some(member) = directory.member_on(*person, day).filter(|_| here(directory, scope, *person, day)) else { continue };
        let against = pilot.against(category, false, operators.rule, day);
        let said = |code: &str| against.iter().any(|no| no.rule.code == code);
        if said(NO_LICENCE.code) {
            line.lapsed += 1;
        } else if said(SUSPENDED.code) {
            line.suspended += 1;
        } else if !against.is_empty() {
            line.not_current += 1;
        } else if let Some((rating, until)) = pilot.rated(category, day) {
            line.may += 1;
            if covered(readable, &member.unit) && readable.iter().any(|scope| crate::in_scope(directory, scope, *person)) {
                let current_until = operators.rule.and_then(|rule| pilot.current_until(category, rule, day));
                line.seen.push(Flyer { person: *person, unit: member.unit.clone(), rating, until, current_until });
            } else {
                line.hidden += 1;
            }
        }
    }
    // By unit, then by the day it ends: an order that says nothing of anybody.
    line.seen.sort_by(|a, b| (&a.unit, a.until.is_none(), a.until, a.person).cmp(&(&b.unit, b.until.is_none(), b.until, b.person)));
    line
}
