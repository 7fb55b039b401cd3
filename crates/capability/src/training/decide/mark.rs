//! Attendance of classes that are under way: marked by hand, or taken in from a spreadsheet.

use std::collections::BTreeSet;
use std::collections::hash_map::{Entry, HashMap};

use nc_kernel::{Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::class::late_note;
use super::roster::{Judge, Place};
use super::{Pen, asks, known, needs};
use crate::training::command::{ImportRoster, MarkAttendance, RosterRow};
use crate::training::model::{ClassId, Method};
use crate::training::rules;
use crate::training::state::Class;

impl Command for MarkAttendance {
    const NAME: &'static str = "training.mark_attendance";

    fn needs(&self) -> Vec<Need> {
        needs(self.class)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.class, Action::RecordTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = known(states, self.class)?;
        let mut judge = Judge::new(known, ctx.directory, ctx.today(), self.method);
        if let Some(fault) = judge.class_fault() {
            return Err(fault.into());
        }
        if self.roster.is_empty() {
            judge.faults.push(rules::EMPTY.refuse().at("roster"));
        }
        for (i, row) in self.roster.iter().enumerate() {
            judge.row(Place::Row(i), row);
        }
        judge.check_capacity("roster");
        Refused::unless_empty(std::mem::take(&mut judge.faults))?;

        let mut pen = Pen::class(self.class, known.lead);
        let mut notes = judge.write(&mut pen)?;
        notes.extend(late_note(known.head, ctx).filter(|_| !pen.facts.is_empty()));
        Ok(Decision { facts: pen.facts, notes })
    }
}

impl ImportRoster {
    fn classes(&self) -> BTreeSet<ClassId> {
        self.rows.iter().map(|row| row.class).collect()
    }
}

impl Command for ImportRoster {
    const NAME: &'static str = "training.import_roster";

    fn needs(&self) -> Vec<Need> {
        self.classes().into_iter().map(Need::of::<Class>).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let all: BTreeSet<_> =
            self.classes().into_iter().flat_map(|class| asks(states, class, Action::RecordTraining)).map(|(_, unit)| unit).collect();
        all.into_iter().map(|unit| (Action::RecordTraining, unit)).collect()
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut faults = Vec::new();
        if self.rows.is_empty() {
            faults.push(rules::EMPTY.refuse().at("rows"));
        }
        // In the order in which the sheet first names them, so that the facts follow the sheet.
        let mut judges: Vec<(ClassId, Judge<'_>)> = Vec::new();
        let mut at: HashMap<ClassId, Option<usize>> = HashMap::new();
        for row in &self.rows {
            let place = Place::Named(&row.place);
            let index = match at.entry(row.class) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => {
                    let judge = known(states, row.class).map(|known| Judge::new(known, ctx.directory, ctx.today(), Method::Import));
                    let judge = judge.and_then(|judge| judge.class_fault().map_or(Ok(judge), Err));
                    let index = match judge {
                        Ok(judge) => {
                            judges.push((row.class, judge));
                            Some(judges.len() - 1)
                        }
                        Err(fault) => {
                            faults.push(fault.at(format!("{place}.class")));
                            None
                        }
                    };
                    *new.insert(index)
                }
            };
            if let Some((_, judge)) = index.and_then(|index| judges.get_mut(index)) {
                let (credit_minutes, score) = (row.credit_minutes, row.score);
                judge.row(place, &RosterRow { credit_minutes, score, ..RosterRow::new(row.person, row.status) });
            }
        }
        for (class, judge) in &mut judges {
            judge.check_capacity(&class.to_string());
            faults.append(&mut judge.faults);
        }
        Refused::unless_empty(faults)?;

        let mut decision = Decision::default();
        for (class, judge) in judges {
            let Ok(known) = known(states, class) else { continue };
            let mut pen = Pen::class(class, known.lead);
            decision.notes.extend(judge.write(&mut pen)?);
            decision.notes.extend(late_note(known.head, ctx).filter(|_| !pen.facts.is_empty()).map(|note| note.at(class.to_string())));
            decision.facts.append(&mut pen.facts);
        }
        Ok(decision)
    }
}
