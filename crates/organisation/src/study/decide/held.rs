//! A run recorded at once, after it was held.

use std::collections::{BTreeSet, HashSet};

use nc_kernel::{Aggregate as _, Day, Need, Recorded, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::marks::{Roster, missed};
use super::run::{Known, plan};
use super::{Order, sources, stream};
use crate::study::command::RecordHeld;
use crate::study::fact::{Fact, RunClosed, RunOpened, RunPlanned, SittingHeld};
use crate::study::model::RunId;
use crate::study::rules;
use crate::study::state::Run;
use nc_people::judge::Judge;

impl Command for RecordHeld {
    const NAME: &'static str = "study.record_held";

    fn needs(&self) -> Vec<Need> {
        let runs: BTreeSet<RunId> = self.roster.iter().filter_map(|line| line.makes_up).chain([self.run()]).collect();
        runs.into_iter().map(Need::of::<Run>).chain(sources(&self.cites)).collect()
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        self.organisers.first().map(|unit| (Action::RecordStudy, unit.clone())).into_iter().collect()
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let mut order = Order::new(self.reason.as_ref());
        if let Some(serial) = &self.serial {
            judge.serial("serial", serial);
        }
        let ends_on = self.ends_on.unwrap_or(self.starts_on);
        let mut planned = RunPlanned {
            cites: self.cites.clone(),
            credit_minutes: Some(self.hours.minutes()),
            ends_on,
            host: self.host.clone(),
            kind: self.kind,
            organisers: self.organisers.clone(),
            reason: None,
            serial: self.serial(),
            starts_on: self.starts_on,
            title: self.title.clone(),
        };
        plan(&mut judge, states, &mut order, &planned);
        planned.reason = order.reason();
        judge.come("ends_on", ends_on);
        judge.lateness("ends_on", ends_on, crate::LATENESS);
        let Some(lead) = self.organisers.first() else { return judge.done() };

        let mut facts: Vec<(Day, Fact)> = vec![(self.starts_on, planned.into()), (self.starts_on, RunOpened {}.into())];
        facts.extend(self.sittings_held(&mut judge, ends_on));
        // The roster is judged against the run as these facts make it, by the same rules as any other roster.
        let mut run = Run::default();
        for (happened_on, fact) in &facts {
            let (recorded_at, actor) = (ctx.now, ctx.actor.clone());
            run.fold(&Recorded { seq: 0, recorded_at, happened_on: *happened_on, unit: lead.clone(), actor, fact: fact.clone() });
        }
        let Some(known) = Known::of(&run) else { return judge.done() };
        let roster = Roster::new(self.run(), known, self.source);
        let mut seen = HashSet::with_capacity(self.roster.len());
        for (i, line) in self.roster.iter().enumerate() {
            let place = |field: &str| format!("roster[{i}].{field}");
            if !seen.insert(line.person) {
                judge.no(rules::LISTED_TWICE.refuse().at(place("person")));
            }
            if let Some(body) = roster.row(&mut judge, line, &place, &|run, person| missed(states, run, person)) {
                facts.push((ends_on, body.into()));
            }
        }
        if !self.roster.iter().any(|line| line.status.counts()) {
            judge.no(rules::EMPTY_ROSTER.refuse().at("roster"));
        }
        facts.push((ends_on, RunClosed { ends_on }.into()));
        let stream = stream::<Run>(self.run());
        for (day, fact) in facts {
            judge.fact::<Fact>(&stream, lead, day, fact);
        }
        judge.done()
    }
}

impl RecordHeld {
    /// Sittings share the hours evenly; the first ones take what is left over.
    fn sittings_held(&self, judge: &mut Judge<'_>, ends_on: Day) -> Vec<(Day, Fact)> {
        let total = self.hours.minutes();
        let count = i64::try_from(self.sittings.len()).unwrap_or(i64::MAX).max(1);
        let mut held = Vec::with_capacity(self.sittings.len());
        for (i, day) in self.sittings.iter().enumerate() {
            if *day < self.starts_on || *day > ends_on {
                let outside = rules::OUTSIDE.refuse().with("day", day).with("from", self.starts_on).with("to", ends_on);
                judge.no(outside.at(format!("sittings[{i}]")));
            }
            let more = i64::from(i64::try_from(i).unwrap_or(i64::MAX) < total % count);
            let number = u32::try_from(i).unwrap_or(u32::MAX).saturating_add(1);
            held.push((*day, SittingHeld { minutes: total / count + more, number }.into()));
        }
        held
    }
}
