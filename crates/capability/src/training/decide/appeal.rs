//! Objections to scores.

use nc_kernel::{Need, Refused, States, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{self, ask_about};

use super::head::MAX_SCORE;
use super::{LINE, Pen, REASON, asks, needs, number, standing, text};
use crate::training::appeal::deadline;
use crate::training::command::{AppealScore, DecideAppeal};
use crate::training::fact::{AppealDecided, Appealed, ScoreCorrected};
use crate::training::rules;

impl Command for AppealScore {
    const NAME: &'static str = "training.appeal_score";

    fn needs(&self) -> Vec<Need> {
        needs(self.class)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        ask_about(states, Action::TakePart, self.person, None)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        // Whose score it is comes first: nobody learns here whether somebody else has one.
        if judge::Judge::new(ctx).acting != Some(self.person) {
            return Err(judge::NOT_YOU.refuse().at("person").into());
        }
        let known = standing(states, self.class)?;
        let mut faults = Vec::new();
        text(&mut faults, "grounds", &self.grounds, REASON);
        match known.class.attempts(self.person).iter().find(|attempt| attempt.seq == self.about) {
            None => faults.push(rules::UNKNOWN_SCORE.refuse().at("about")),
            Some(attempt) if ctx.today() > deadline(attempt.recorded_on) => {
                faults.push(rules::APPEAL_LATE.refuse().at("about").with("deadline", deadline(attempt.recorded_on)));
            }
            Some(_) if known.class.appeals().iter().any(|appeal| appeal.about == self.about) => {
                faults.push(rules::APPEAL_TWICE.refuse().at("about"));
            }
            Some(_) => {}
        }
        Refused::unless_empty(faults)?;
        let mut pen = Pen::class(self.class, known.lead);
        let grounds = self.grounds.trim().to_owned();
        pen.write(ctx.today(), Appealed { about: self.about, class: self.class, grounds, person: self.person })?;
        Ok(pen.facts.into())
    }
}

impl Command for DecideAppeal {
    const NAME: &'static str = "training.decide_appeal";

    fn needs(&self) -> Vec<Need> {
        needs(self.class)
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.class, Action::CorrectTraining)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let known = standing(states, self.class)?;
        let waiting = known.class.appeals().iter().find(|appeal| appeal.seq == self.appeal && appeal.decided.is_none());
        let appeal = waiting.ok_or_else(|| rules::UNKNOWN_APPEAL.refuse().at("appeal"))?;
        let mut faults = Vec::new();
        text(&mut faults, "reason", &self.reason, REASON);
        text(&mut faults, "authority", &self.authority, LINE);
        if judge::Judge::new(ctx).acting == Some(appeal.person) {
            faults.push(rules::APPEAL_OWN.refuse());
        }
        let old = known.class.attempts(appeal.person).iter().find(|attempt| attempt.seq == appeal.about);
        if let Some(score) = self.score {
            number(&mut faults, "score", score, 0, MAX_SCORE);
            match old {
                None => faults.push(rules::NOT_IN_FORCE.refuse().at("appeal")),
                Some(old) if old.score == score => faults.push(rules::NO_CHANGE.refuse().at("score")),
                Some(_) => {}
            }
        }
        Refused::unless_empty(faults)?;
        let (reason, authority) = (self.reason.trim().to_owned(), self.authority.trim().to_owned());
        let mut pen = Pen::class(self.class, known.lead);
        let decided = AppealDecided {
            appeal: self.appeal,
            authority: authority.clone(),
            class: self.class,
            person: appeal.person,
            reason: reason.clone(),
            upheld: self.score.is_some(),
        };
        pen.write(ctx.today(), decided)?;
        if let (Some(now), Some(old)) = (self.score, old) {
            let corrected = ScoreCorrected {
                attempt: old.attempt,
                authority,
                class: self.class,
                corrects: Some(old.seq),
                kind: old.kind,
                now,
                pass_line: old.pass_line,
                person: appeal.person,
                reason,
                was: Some(old.score),
            };
            pen.write(ctx.today(), corrected)?;
        }
        Ok(pen.facts.into())
    }
}
