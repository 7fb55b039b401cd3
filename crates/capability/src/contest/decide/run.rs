//! Running: attempts, scores, standing aside, sanctions, and the lock on scores.

use super::*;

fn fits(discipline: &Discipline, measured: &Measured) -> bool {
    let none_negative = [measured.value, measured.deductions, measured.millis].into_iter().flatten().all(|n| n >= 0);
    let value = match (measured.outcome, discipline.scoring) {
        (Outcome::Done, Scoring::Judged | Scoring::Tasks) | (Outcome::Failed | Outcome::Absent, _) => measured.value.is_none(),
        (Outcome::Done, Scoring::Pass) => measured.value == Some(1),
        (Outcome::Done, _) => measured.value.is_some(),
    };
    none_negative && value
}

pub(super) fn checked(desk: &mut Desk<'_, '_>, discipline: &Discipline, measured: &Measured) {
    if !fits(discipline, measured) {
        desk.judge.no(rules::MEASURED.refuse().at("measured"));
    }
    // Nothing was done of what was not completed: a form sends that as nothing of every task.
    let asked = if measured.outcome == Outcome::Done { discipline.tasks.len() } else { measured.tasks.len() };
    let most = if measured.outcome == Outcome::Done { 100 } else { 0 };
    if measured.tasks.len() != asked {
        desk.judge.no(rules::discipline::EACH_TASK.refuse().with("most", asked).at("measured.tasks"));
    }
    for (i, percent) in measured.tasks.iter().enumerate().filter(|(_, percent)| !(0..=most).contains(*percent)) {
        desk.judge.no(rules::discipline::PERCENT.refuse().with("percent", percent).at(format!("measured.tasks[{i}]")));
    }
}

impl Command for RecordAttempt {
    const NAME: &'static str = "contest.record_attempt";

    of_known!(contest, RecordTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        desk.unlocked();
        desk.judge.come("contest", desk.head.starts_on);
        desk.judge.lateness("contest", desk.head.ends_on, rules::LATE_AFTER);
        if let Some(discipline) = desk.discipline_of(&self.code) {
            checked(&mut desk, discipline, &self.measured);
            let entries = board::contesting(desk.live(), desk.codes, discipline, self.round);
            let earlier = board::waiting_before(desk.live(), desk.codes, discipline, self.round);
            if !discipline.rounds.contains(&self.round) || earlier || !entries.contains(&self.code) {
                desk.judge.no(rules::ROUND.refuse().at("round"));
            }
            let had = desk.live().attempts(&self.code, self.round).count();
            if self.attempt > discipline.attempts || usize::try_from(self.attempt).ok() != Some(had + 1) {
                desk.judge.no(rules::ATTEMPT.refuse().with("most", discipline.attempts).at("attempt"));
            }
        }
        let on = desk.held_on();
        let (code, measured) = (self.code.clone(), self.measured.clone());
        desk.write(on, Attempted { attempt: self.attempt, code, measured, round: self.round });
        desk.judge.done()
    }
}

impl Command for GiveScore {
    const NAME: &'static str = "contest.give_score";

    in_person!(judge);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        desk.unlocked();
        desk.judge.in_person("judge", self.judge);
        if let Some(discipline) = desk.discipline_of(&self.code) {
            if discipline.scoring != Scoring::Judged {
                desk.judge.no(rules::NOT_JUDGED.refuse().at("code"));
            } else if !desk.live().panel(&discipline.serial).iter().any(|seat| seat.judge == self.judge) {
                desk.judge.no(rules::NOT_ON_PANEL.refuse().at("judge"));
            }
            let within = |(mark, criterion): (&i64, &super::super::model::Criterion)| (0..=criterion.most).contains(mark);
            if self.marks.len() != discipline.criteria.len() || !self.marks.iter().zip(&discipline.criteria).all(within) {
                desk.judge.no(rules::MARKS.refuse().at("marks"));
            }
            if !desk.live().attempts(&self.code, self.round).any(|(measured, _)| measured.outcome == Outcome::Done) {
                desk.judge.no(rules::NOT_PERFORMED.refuse().at("code"));
            }
        }
        let on = desk.held_on();
        desk.write(on, Scored { code: self.code.clone(), judge: self.judge, marks: self.marks.clone(), round: self.round });
        desk.judge.done()
    }
}

impl Command for GrantExtraTime {
    const NAME: &'static str = "contest.grant_extra_time";

    in_person!(judge);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        desk.unlocked();
        desk.judge.in_person("judge", self.judge);
        desk.judge.text("reason", &self.reason, REASON);
        if let Some(discipline) = desk.discipline_of(&self.code) {
            if desk.live().head_judge(&discipline.serial) != Some(self.judge) {
                desk.judge.no(rules::NOT_HEAD.refuse().at("judge"));
            }
            let shortened = discipline.scoring == Scoring::Time && discipline.less_is_better();
            let scale = 10_i64.pow(u32::from(discipline.decimals));
            // The longest an attempt can have taken off: what was recorded of it as time.
            let took = desk.live().attempt(&self.code, self.round, self.attempt).and_then(|measured| {
                let result = measured.value.filter(|_| shortened).map(|value| value.saturating_mul(1_000) / scale);
                let times: Vec<i64> = measured.millis.into_iter().chain(result).collect();
                times.into_iter().min()
            });
            let even = !shortened || self.millis.checked_mul(scale).is_some_and(|scaled| scaled % 1_000 == 0);
            if self.millis <= 0 || !even || took.is_none_or(|took| self.millis > took) {
                desk.judge.no(rules::EXTRA_TIME.refuse().at("millis"));
            }
        }
        let on = desk.held_on();
        let (code, reason) = (self.code.clone(), self.reason.clone());
        desk.write(on, ExtraTimeGranted { attempt: self.attempt, code, judge: self.judge, millis: self.millis, reason, round: self.round });
        desk.judge.done()
    }
}

impl Command for Recuse {
    const NAME: &'static str = "contest.recuse";

    in_person!(judge);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        desk.unlocked();
        desk.judge.in_person("judge", self.judge);
        if let Some(discipline) = desk.discipline_of(&self.code)
            && !desk.live().panel(&discipline.serial).iter().any(|seat| seat.judge == self.judge)
        {
            desk.judge.no(rules::NOT_ON_PANEL.refuse().at("judge"));
        }
        let on = desk.held_on();
        desk.write(on, Recused { code: self.code.clone(), judge: self.judge });
        desk.judge.done()
    }
}

impl Command for SanctionEntry {
    const NAME: &'static str = "contest.sanction";

    of_known!(contest, RecordTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        desk.judge.text("reason", &self.reason, REASON);
        desk.discipline_of(&self.code);
        if desk.live().published().is_some() {
            desk.judge.no(rules::PUBLISHED.refuse());
        }
        let on = desk.judge.today;
        desk.write(on, Sanctioned { code: self.code.clone(), kind: self.kind, reason: self.reason.clone() });
        desk.judge.done()
    }
}

impl Command for LockScores {
    const NAME: &'static str = "contest.lock_scores";

    of_known!(contest, RecordTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        desk.unlocked();
        if !desk.live().is_drawn() {
            desk.judge.no(rules::NOT_DRAWN.refuse());
        }
        complete(&mut desk);
        sign::signed(&mut desk, &[Signer::Judge, Signer::Head]);
        let on = desk.judge.today;
        desk.write(on, ScoresLocked {});
        if !desk.head.blind {
            unseal::opened(&mut desk, None);
        }
        desk.judge.done()
    }
}

/// A fault for each discipline that lacks a result or a score, with the codes that lack it.
pub(super) fn complete(desk: &mut Desk<'_, '_>) {
    for discipline in &desk.head.disciplines {
        let lines = board::lines(desk.live(), desk.codes, discipline);
        let missing: Vec<&str> = lines.iter().filter(|line| line.place == board::Place::Waiting).map(|line| line.code.as_str()).collect();
        if !missing.is_empty() {
            let codes = missing.join(", ");
            desk.judge.no(rules::INCOMPLETE.refuse().with("discipline", &discipline.title).with("codes", codes));
        }
    }
}
