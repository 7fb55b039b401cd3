//! Assessment results.

use std::collections::HashMap;

use nc_kernel::{Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};

use super::head::MAX_SCORE;
use super::{Pen, asks, changeable, needs, number};
use crate::training::command::RecordAssessment;
use crate::training::fact::Assessed;
use crate::training::model::EnrolmentState;
use crate::training::rules;

impl Command for RecordAssessment {
    const NAME: &'static str = "training.record_assessment";

    fn needs(&self) -> Vec<Need> {
        needs(self.class)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.class, Action::RecordTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = changeable(states, self.class)?;
        let mut faults = Vec::new();
        if known.head.starts_on > ctx.today() {
            faults.push(rules::FUTURE.refuse().at("class").with("day", known.head.starts_on));
        }
        if self.scores.is_empty() {
            faults.push(rules::EMPTY.refuse().at("scores"));
        }
        let pass_line = self.pass_line.or(known.head.pass_line);
        match pass_line {
            Some(line) => number(&mut faults, "pass_line", line, 1, MAX_SCORE),
            None => faults.push(rules::NO_PASS_LINE.refuse().at("pass_line")),
        }
        let mut seen = HashMap::with_capacity(self.scores.len());
        for (i, row) in self.scores.iter().enumerate() {
            let place = format!("scores[{i}]");
            number(&mut faults, &format!("{place}.score"), row.score, 0, MAX_SCORE);
            let there = match known.class.mark(row.person) {
                Some(mark) => mark.value.status.attends(),
                // The examination may lie before the roster is confirmed.
                None => known.class.enrolment(row.person).is_some_and(|enrolment| enrolment.state == EnrolmentState::Enrolled),
            };
            if !there {
                faults.push(rules::SCORE_WITHOUT_ATTENDANCE.refuse().at(format!("{place}.person")));
            }
            if let Some(first) = seen.insert(row.person, i) {
                faults.push(rules::ROW_TWICE.refuse().at(format!("{place}.person")).with("other", format!("scores[{first}]")));
            }
        }
        Refused::unless_empty(faults)?;

        let mut pen = Pen::class(self.class, known.lead);
        let on = known.head.ends_on.min(ctx.today());
        for row in &self.scores {
            let taken = known.class.attempts(row.person).iter().filter(|attempt| attempt.kind == self.kind).count();
            let attempt = u32::try_from(taken).unwrap_or(u32::MAX).saturating_add(1);
            let (class, kind, pass_line) = (self.class, self.kind, pass_line.unwrap_or(0));
            pen.write(on, Assessed { attempt, class, kind, pass_line, person: row.person, score: row.score })?;
        }
        Ok(pen.facts.into())
    }
}
