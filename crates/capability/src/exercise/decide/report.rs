//! The after-action report: drafted by the lead evaluator, agreed at the meeting and issued by the director.

use nc_kernel::{Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::Judge;

use super::{HELD, at, in_role, needs, part, stream};
use crate::exercise::command::AdvanceReport;
use crate::exercise::fact::{Fact, ReportAdvanced};
use crate::exercise::model::{Report, Role};
use crate::exercise::rules;

impl Command for AdvanceReport {
    const NAME: &'static str = "exercise.advance_report";

    fn needs(&self) -> Vec<Need> {
        needs(self.exercise)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        part(states, self.by)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut judge = Judge::new(ctx);
        let (exercise, body) = at(states, &mut judge, self.exercise, HELD)?;
        let whose = if self.to == Report::Drafted { Role::LeadEvaluator } else { Role::Director };
        in_role(&mut judge, exercise, self.by, |role| role == whose)?;
        let next = match exercise.report().map(|(report, _)| report) {
            None => Some(Report::Drafted),
            Some(Report::Drafted) => Some(Report::Agreed),
            Some(Report::Agreed) => Some(Report::Issued),
            Some(Report::Issued) => None,
        };
        if next != Some(self.to) {
            judge.no(rules::REPORT.refuse().at("to"));
        }
        if exercise.hotwash().is_none() {
            judge.no(rules::NO_HOTWASH.refuse().at("to"));
        }
        if !exercise.objectives().iter().any(|objective| objective.rating().is_some()) {
            judge.no(rules::NOT_EVALUATED.refuse().at("to"));
        }
        let advanced = ReportAdvanced { by: Some(self.by), exercise: self.exercise, to: self.to };
        judge.fact::<Fact>(&stream(self.exercise), &body.unit, ctx.today(), advanced);
        judge.done()
    }
}
