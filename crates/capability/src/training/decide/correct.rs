//! Corrections: the old value, the new one, who, why and by whose order all stay readable.

use nc_kernel::{Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::head::MAX_SCORE;
use super::roster::{Judge, Place};
use super::{LINE, Pen, REASON, asks, needs, number, standing, text};
use crate::training::command::{CorrectMark, CorrectScore, RosterRow};
use crate::training::fact::{MarkCorrected, ScoreCorrected};
use crate::training::model::{ClassState, Method};
use crate::training::rules;

impl Command for CorrectMark {
    const NAME: &'static str = "training.correct_mark";

    fn needs(&self) -> Vec<Need> {
        needs(self.class)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.class, Action::CorrectTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = standing(states, self.class)?;
        let old = known.class.mark(self.person);
        let mut judge = Judge::new(known, ctx.directory, ctx.today(), Method::Roster);
        judge.faults.extend(judge.class_fault());
        text(&mut judge.faults, "reason", &self.reason, REASON);
        text(&mut judge.faults, "authority", &self.authority, LINE);
        if old.map(|mark| mark.seq) != self.corrects {
            judge.faults.push(rules::NOT_IN_FORCE.refuse().at("corrects"));
        }
        let (credit_minutes, sittings) = (self.credit_minutes, self.sittings);
        let now = judge.value(Place::Whole, &RosterRow { credit_minutes, sittings, ..RosterRow::new(self.person, self.status) });
        if let Some(now) = &now {
            let was = old.map(|mark| &mark.value);
            let attended = was.is_some_and(|was| was.status.attends());
            let wanted = known.class.attending() + usize::from(now.status.attends()) - usize::from(attended);
            if was == Some(now) {
                judge.faults.push(rules::NO_CHANGE.refuse().at("status"));
            }
            if known.class.state() == ClassState::Closed && wanted == 0 {
                judge.faults.push(rules::LAST_ATTENDANCE.refuse().at("status"));
            }
            if let Some(seats) = known.class.capacity().filter(|seats| wanted > *seats as usize) {
                judge.faults.push(rules::CAPACITY.refuse().at("person").with("wanted", wanted).with("seats", seats));
            }
        }
        Refused::unless_empty(judge.faults)?;

        let mut pen = Pen::class(self.class, known.lead);
        if let Some(now) = now {
            let fact = MarkCorrected {
                authority: self.authority.trim().to_owned(),
                class: self.class,
                corrects: self.corrects,
                now,
                person: self.person,
                reason: self.reason.trim().to_owned(),
                was: old.map(|mark| mark.value.clone()),
            };
            pen.write(ctx.today(), fact)?;
        }
        Ok(Decision { facts: pen.facts, notes: judge.notes })
    }
}

impl Command for CorrectScore {
    const NAME: &'static str = "training.correct_score";

    fn needs(&self) -> Vec<Need> {
        needs(self.class)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.class, Action::CorrectTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = standing(states, self.class)?;
        let mut faults = Vec::new();
        text(&mut faults, "reason", &self.reason, REASON);
        text(&mut faults, "authority", &self.authority, LINE);
        number(&mut faults, "score", self.score, 0, MAX_SCORE);
        let attempts = known.class.attempts(self.person);
        let old = attempts.iter().find(|attempt| Some(attempt.seq) == self.corrects && attempt.kind == self.kind);
        if self.corrects.is_some() && old.is_none() {
            faults.push(rules::NOT_IN_FORCE.refuse().at("corrects"));
        }
        if old.is_some_and(|old| old.score == self.score) {
            faults.push(rules::NO_CHANGE.refuse().at("score"));
        }
        if !known.class.mark(self.person).is_some_and(|mark| mark.value.status.attends()) {
            faults.push(rules::SCORE_WITHOUT_ATTENDANCE.refuse().at("person"));
        }
        let pass_line = old.map(|old| old.pass_line).or(self.pass_line).or(known.head.pass_line);
        match pass_line {
            Some(line) => number(&mut faults, "pass_line", line, 1, MAX_SCORE),
            None => faults.push(rules::NO_PASS_LINE.refuse().at("pass_line")),
        }
        Refused::unless_empty(faults)?;

        let taken = attempts.iter().filter(|attempt| attempt.kind == self.kind).count();
        let next = u32::try_from(taken).unwrap_or(u32::MAX).saturating_add(1);
        let mut pen = Pen::class(self.class, known.lead);
        let fact = ScoreCorrected {
            attempt: old.map_or(next, |old| old.attempt),
            authority: self.authority.trim().to_owned(),
            class: self.class,
            corrects: self.corrects,
            kind: self.kind,
            now: self.score,
            pass_line: pass_line.unwrap_or(0),
            person: self.person,
            reason: self.reason.trim().to_owned(),
            was: old.map(|old| old.score),
        };
        pen.write(ctx.today(), fact)?;
        Ok(pen.facts.into())
    }
}
