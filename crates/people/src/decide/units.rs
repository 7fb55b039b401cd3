//! Units.

use nc_kernel::{Need, Refused, States, UnitPath};

use super::{Judge, TITLE, ask, needs};
use crate::access::Action;
use crate::command::{Command, Ctx, Decision};
use crate::commands::{DissolveUnit, EstablishUnit, RenameUnit};
use crate::fact::{UnitDissolved, UnitEstablished, UnitRenamed};
use crate::model::UnitKind;
use crate::rules;

impl Command for EstablishUnit {
    const NAME: &'static str = "people.establish_unit";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    /// Whoever manages the unit above: a place in the tree is the parent's to give.
    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::ManageUnits, &self.path.parent().unwrap_or_else(|| self.path.clone()))
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.text("name_zh", &self.name_zh, TITLE);
        judge.text("name_en", &self.name_en, TITLE * 2);
        judge.day("from", self.from);
        match self.path.parent() {
            Some(_) if self.kind == UnitKind::Bureau => judge.no("kind", &rules::ONE_BUREAU),
            Some(parent) => judge.unit("path", &parent, self.from),
            None if self.kind != UnitKind::Bureau => judge.no("kind", &rules::ONE_BUREAU),
            None if judge.directory.bureau().is_some_and(|bureau| bureau.path != self.path) => judge.no("path", &rules::ONE_BUREAU),
            None => {}
        }
        if judge.directory.unit_names(&self.path).any(|unit| unit.until.is_none_or(|until| self.from < until)) {
            judge.faults.push(rules::UNIT_EXISTS.refuse().with("unit", &self.path).with("day", self.from).at("path"));
        }
        let (name_zh, name_en) = (self.name_zh.trim().to_owned(), self.name_en.trim().to_owned());
        judge.fact(&self.path, self.from, UnitEstablished { from: self.from, kind: self.kind, name_en, name_zh, path: self.path.clone() });
        judge.done()
    }
}

impl Command for RenameUnit {
    const NAME: &'static str = "people.rename_unit";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::ManageUnits, &self.path)
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (name_zh, name_en) = (self.name_zh.trim().to_owned(), self.name_en.trim().to_owned());
        judge.text("name_zh", &name_zh, TITLE);
        judge.text("name_en", &name_en, TITLE * 2);
        judge.day("from", self.from);
        judge.unit("path", &self.path, self.from);
        if let Some(last) = judge.directory.unit_names(&self.path).last() {
            if last.name_zh == name_zh && last.name_en == name_en {
                judge.facts.clear();
                return judge.done();
            }
            if last.from >= self.from {
                judge.faults.push(rules::UNIT_LATER.refuse().with("day", last.from).at("from"));
            }
        }
        judge.fact(&self.path, self.from, UnitRenamed { from: self.from, name_en, name_zh, path: self.path.clone() });
        judge.done()
    }
}

impl Command for DissolveUnit {
    const NAME: &'static str = "people.dissolve_unit";

    fn needs(&self) -> Vec<Need> {
        needs()
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        ask(Action::ManageUnits, &self.path.parent().unwrap_or_else(|| self.path.clone()))
    }

    fn decide(&self, _: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        judge.day("on", self.on);
        judge.unit("path", &self.path, self.on.minus_days(1));
        let directory = judge.directory;
        if let Some(last) = directory.unit_names(&self.path).last() {
            if last.from >= self.on {
                judge.faults.push(rules::UNIT_LATER.refuse().with("day", last.from).at("on"));
            }
            if let Some(until) = last.until {
                judge.faults.push(rules::UNIT_LATER.refuse().with("day", until).at("on"));
            }
        }
        let lasting = |until: Option<nc_kernel::Day>| until.is_none_or(|until| until > self.on);
        let below = directory.units.iter().filter(|(path, names)| {
            self.path.contains(path) && **path != self.path && names.last().is_some_and(|unit| lasting(unit.until))
        });
        let units = below.count();
        if units > 0 {
            judge.faults.push(rules::UNIT_HAS_UNITS.refuse().with("count", units).at("path"));
        }
        let people = directory
            .people()
            .filter(|person| person.memberships.iter().any(|member| member.unit == self.path && lasting(member.until)))
            .count();
        if people > 0 {
            judge.faults.push(rules::UNIT_NOT_EMPTY.refuse().with("count", people).with("day", self.on).at("path"));
        }
        if let Some(successor) = &self.successor {
            judge.unit("successor", successor, self.on);
            if *successor == self.path {
                judge.faults.push(rules::UNIT.refuse().with("unit", successor).with("day", self.on).at("successor"));
            }
        }
        judge.fact(&self.path, self.on, UnitDissolved { on: self.on, path: self.path.clone(), successor: self.successor.clone() });
        judge.done()
    }
}
