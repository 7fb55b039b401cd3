//! After the contest: publishing, appeals, the freeze of the board, and the way up.

use super::*;

impl Command for PublishResults {
    const NAME: &'static str = "contest.publish";

    fn needs(&self) -> Vec<Need> {
        needs(self.contest).into_iter().chain([Need::only::<Records>()]).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, Action::RecordTraining, self.contest)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        if desk.live().published().is_some() {
            desk.judge.no(rules::PUBLISHED.refuse());
        }
        if !desk.live().is_locked() {
            desk.judge.no(rules::NOT_LOCKED.refuse());
        } else if !desk.live().is_open() {
            desk.judge.no(rules::SEALED_PUBLISH.refuse());
        }
        desk.judge.come("contest", desk.head.ends_on);
        run::complete(&mut desk);
        sign::signed(&mut desk, Signer::ALL);
        let on = desk.judge.today;
        desk.write(on, Published { appeals_until: on.plus_days(desk.head.appeal_days) });
        sign::objections(&mut desk);
        if !desk.contest.is_frozen() {
            let live = desk.live();
            records::follow(&mut desk, states, live);
        }
        desk.judge.done()
    }
}

impl Command for Appeal {
    const NAME: &'static str = "contest.appeal";

    in_person!(person);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        desk.judge.in_person("person", self.person);
        desk.judge.text("ground", &self.ground, REASON);
        if !desk.codes.entered_by(&self.code, self.person) {
            desk.judge.no(rules::NOT_YOURS.refuse().at("code"));
        }
        if desk.live().discipline_of(&self.code).is_some_and(|discipline| !discipline.rounds.contains(&self.round)) {
            desk.judge.no(rules::ROUND.refuse().at("round"));
        }
        // What is published behind a freeze nobody has seen: its appeals open when it comes out.
        match desk.contest.shown().published() {
            None => desk.judge.no(rules::NOT_PUBLISHED.refuse()),
            Some((_, until)) if desk.judge.today > until => desk.judge.no(rules::TOO_LATE.refuse().with("day", until)),
            Some(_) => {}
        }
        let appeal = u32::try_from(desk.live().appeals().len()).unwrap_or(u32::MAX - 1) + 1;
        let on = desk.judge.today;
        desk.write(on, Appealed { appeal, code: self.code.clone(), ground: self.ground.clone(), round: self.round });
        desk.judge.done()
    }
}

/// 名次变动: whose rank or award differs between two boards of one discipline.
fn moved(before: &[board::Line], after: &[board::Line]) -> Vec<Moved> {
    let title = |line: &board::Line| line.award.as_ref().map(|award| award.title.clone());
    let mut all: Vec<Moved> = after
        .iter()
        .filter_map(|now| {
            let was = before.iter().find(|line| line.code == now.code)?;
            let (from, to, old, new) = (was.place.rank(), now.place.rank(), title(was), title(now));
            (from != to || old != new).then(|| Moved { code: now.code.clone(), from, now: new, to, was: old })
        })
        .collect();
    all.sort_by(|a, b| a.code.cmp(&b.code));
    all
}

impl Command for DecideAppeal {
    const NAME: &'static str = "contest.decide_appeal";

    fn needs(&self) -> Vec<Need> {
        needs(self.contest).into_iter().chain([Need::only::<Records>()]).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, Action::CorrectTraining, self.contest)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        desk.judge.because(&self.reason, &self.authority);
        if desk.judge.acting.is_some_and(|person| desk.live().judges(person)) {
            desk.judge.no(rules::PANEL_JUDGE.refuse());
        }
        let index = usize::try_from(self.appeal).unwrap_or(0).wrapping_sub(1);
        let file = desk.live().appeals().get(index).filter(|file| file.decided.is_none());
        let Some((file, discipline)) = file.and_then(|file| Some((file, desk.live().discipline_of(&file.code)?))) else {
            desk.judge.no(rules::APPEAL.refuse().at("appeal"));
            return desk.judge.done();
        };
        match &self.correction {
            Some(Correction::Measured { attempt, measured }) => {
                run::checked(&mut desk, discipline, measured);
                if !desk.live().has_attempt(&file.code, file.round, *attempt) {
                    desk.judge.no(rules::ATTEMPT.refuse().with("most", discipline.attempts).at("correction"));
                }
            }
            Some(Correction::SetAside { judge }) if !desk.live().panel(&discipline.serial).iter().any(|seat| seat.judge == *judge) => {
                desk.judge.no(rules::NOT_ON_PANEL.refuse().at("correction"));
            }
            Some(Correction::Restored {}) if !desk.live().is_disqualified(&file.code) => {
                desk.judge.no(rules::NOT_DISQUALIFIED.refuse().at("correction"));
            }
            Some(Correction::SetAside { .. } | Correction::Restored {}) | None => {}
        }
        let before = board::lines(desk.live(), desk.codes, discipline);
        let mut put_right = desk.live().clone();
        if let Some(correction) = &self.correction {
            put_right.correct(&file.code, file.round, correction);
        }
        let after = board::lines(&put_right, desk.codes, discipline);
        if after.iter().any(|line| line.place == board::Place::Waiting) {
            // The correction would leave an entry without a result: nobody left to score it, or somebody let into a later round.
            let codes = after.iter().filter(|line| line.place == board::Place::Waiting).map(|line| line.code.as_str()).collect::<Vec<_>>();
            desk.judge.no(rules::INCOMPLETE
                .refuse()
                .with("discipline", &discipline.title)
                .with("codes", codes.join(", "))
                .at("correction"));
        }
        let on = desk.judge.today;
        let (authority, reason) = (self.authority.clone(), self.reason.clone());
        let moved = moved(&before, &after);
        desk.write(on, AppealDecided { appeal: self.appeal, authority, correction: self.correction.clone(), moved, reason });
        if !desk.contest.is_frozen() {
            records::follow(&mut desk, states, &put_right);
        }
        desk.judge.done()
    }
}

impl Command for FreezeBoard {
    const NAME: &'static str = "contest.freeze";

    of_known!(contest, RecordTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        desk.judge.text("reason", &self.reason, REASON);
        if desk.contest.is_frozen() {
            desk.judge.no(rules::FROZEN.refuse());
        }
        let on = desk.judge.today;
        desk.write(on, Frozen { reason: self.reason.clone() });
        desk.judge.done()
    }
}

impl Command for UnfreezeBoard {
    const NAME: &'static str = "contest.unfreeze";

    fn needs(&self) -> Vec<Need> {
        needs(self.contest).into_iter().chain([Need::only::<Records>()]).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, Action::RecordTraining, self.contest)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        if !desk.contest.is_frozen() {
            desk.judge.no(rules::NOT_FROZEN.refuse());
        }
        let on = desk.judge.today;
        let appeals_until = desk.contest.published_unseen().then(|| on.plus_days(desk.head.appeal_days));
        desk.write(on, Unfrozen { appeals_until });
        if desk.codes.is_withheld() {
            desk.write_code(on, NamesCameOut {});
        }
        if desk.live().published().is_some() {
            let live = desk.live();
            records::follow(&mut desk, states, live);
        }
        desk.judge.done()
    }
}

impl Command for NominateUp {
    const NAME: &'static str = "contest.nominate";

    fn needs(&self) -> Vec<Need> {
        needs(self.contest).into_iter().chain([Need::of::<Contest>(self.to)]).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, Action::RecordTraining, self.contest)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        let higher = states.get::<Contest>(self.to);
        let to = higher.and_then(Contest::head);
        match to {
            None => desk.judge.no(rules::UNKNOWN.refuse().at("to")),
            Some(to) if to.level <= desk.head.level => desk.judge.no(rules::LEVEL.refuse().at("to")),
            Some(_) if higher.is_some_and(|higher| higher.shown().is_drawn()) => desk.judge.no(rules::DRAWN.refuse().at("to")),
            Some(_) => {}
        }
        // What earns a nomination stands on the public board: one made behind a freeze would tell of it elsewhere.
        let shown = desk.contest.shown();
        if shown.published().is_none() {
            desk.judge.no(rules::NOT_PUBLISHED.refuse());
        }
        if desk.live().nominated().contains(&(self.code.clone(), self.to)) {
            desk.judge.no(rules::NOMINATED.refuse().at("to"));
        }
        if let Some(discipline) = desk.discipline_of(&self.code) {
            let lines = board::lines(shown, desk.codes, discipline);
            if !lines.iter().any(|line| line.code == self.code && line.place.rank().is_some()) {
                desk.judge.no(rules::NOT_RANKED.refuse().at("code"));
            }
            if !sign::is_signed(&desk, discipline, &self.code) {
                desk.judge.no(rules::signing::ANEW.refuse().at("code"));
            }
        }
        let on = desk.judge.today;
        desk.write(on, Nominated { code: self.code.clone(), to: self.to });
        if let Some(unit) = to.and_then(|to| to.organisers.first()) {
            let received = NominationReceived { code: self.code.clone(), from: self.contest };
            desk.judge.fact::<Fact>(&StreamId::new(Contest::FAMILY, self.to), unit, on, received);
        }
        desk.judge.done()
    }
}
