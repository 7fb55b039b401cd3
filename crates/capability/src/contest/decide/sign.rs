//! Signing: who signs what, what stands in place of a signature, and what waits for it.

use nc_kernel::PersonId;

use super::*;
use crate::contest::rules::signing as no;
use crate::contest::signing::{self, Due, Missing};

/// The due signature of `person` in the part of `signer`; a fault when there is none.
fn due(desk: &mut Desk<'_, '_>, discipline: &Discipline, sheet: (&str, Stage), signer: Signer, person: PersonId) -> Option<Due> {
    let (code, round) = sheet;
    let (live, codes) = (desk.live(), desk.codes);
    if !discipline.signed.contains(&signer) {
        desk.judge.no(no::NOT_ASKED.refuse().at("signer"));
        return None;
    }
    let yours = match signer {
        // Before names are open the answer is the same for everybody: whose code it is must not be told by a refusal.
        Signer::Competitor if !live.is_open() => {
            desk.judge.no(no::SEALED.refuse());
            return None;
        }
        Signer::Competitor => codes.entrants(code).first().is_some_and(|leader| leader.person == person),
        Signer::Head => live.head_judge(&discipline.serial) == Some(person),
        Signer::Judge => live.panel(&discipline.serial).iter().any(|seat| seat.judge == person),
    };
    if !yours {
        desk.judge.no(no::NOT_YOURS.refuse().at("person"));
        return None;
    }
    if !signing::has_sheet(live, discipline, sheet) {
        desk.judge.no(no::NOTHING.refuse().at("round"));
        return None;
    }
    let all = signing::due(live, codes, discipline, code, round);
    let found = all.into_iter().find(|due| due.signer == signer && due.judge.is_none_or(|judge| judge == person));
    if found.is_none() {
        let related = live.panel(&discipline.serial).iter().any(|seat| seat.judge == person && board::related(codes, code, seat));
        let aside = signer != Signer::Competitor && (related && live.is_open() || live.stands_aside(code, round, person));
        desk.judge.no(if aside { no::ASIDE.refuse().at("person") } else { no::NOT_ASKED.refuse().at("signer") });
    }
    found
}

/// What is signed is what was looked at, and is not signed yet.
fn fresh(desk: &mut Desk<'_, '_>, discipline: &Discipline, sheet: (&str, Stage), due: &Due, covers: &[u64]) {
    let (code, round) = sheet;
    let live = desk.live();
    if signing::holds(live, discipline, code, round, due).is_some() {
        desk.judge.no(no::ALREADY.refuse());
    } else if signing::covers(live, discipline, code, round, due) != covers {
        desk.judge.no(no::CHANGED.refuse().at("covers"));
    }
}

impl Command for SignScores {
    const NAME: &'static str = "contest.sign_scores";

    in_person!(person);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        desk.judge.in_person("person", self.person);
        desk.judge.text_if_any("objection", self.objection.as_deref(), REASON);
        if self.objection.is_some() && (self.signer != Signer::Competitor || desk.live().published().is_some()) {
            desk.judge.no(no::OBJECTION.refuse().at("objection"));
        }
        let sheet = (self.code.as_str(), self.round);
        if let Some(discipline) = desk.discipline_of(&self.code)
            && let Some(due) = due(&mut desk, discipline, sheet, self.signer, self.person)
        {
            fresh(&mut desk, discipline, sheet, &due, &self.covers);
            let live = desk.live();
            let judged = discipline.scoring == Scoring::Judged;
            if judged && self.signer == Signer::Judge && live.marks(&self.code, self.round, self.person).is_none() {
                desk.judge.no(no::NOTHING.refuse().at("round"));
            }
            let before = signing::missing_on(live, desk.codes, discipline, sheet, &[Signer::Judge]);
            if self.signer == Signer::Head && !before.is_empty() {
                let seats: Vec<String> = before.iter().filter_map(|due| due.seat).map(|seat| seat.to_string()).collect();
                desk.judge.no(no::JUDGES_FIRST.refuse().with("seats", seats.join(", ")));
            }
        }
        let on = desk.judge.today;
        let judge = (self.signer != Signer::Competitor).then_some(self.person);
        let (code, covers, objection) = (self.code.clone(), self.covers.clone(), self.objection.clone());
        desk.write(on, ScoresSigned { code, covers, judge, objection, round: self.round, signer: self.signer });
        desk.judge.done()
    }
}

impl Command for WaiveSignature {
    const NAME: &'static str = "contest.waive_signature";

    in_person!(judge);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        desk.judge.in_person("judge", self.judge);
        desk.judge.text("reason", &self.reason, REASON);
        let sheet = (self.code.as_str(), self.round);
        if let Some(discipline) = desk.discipline_of(&self.code) {
            if desk.live().head_judge(&discipline.serial) != Some(self.judge) {
                desk.judge.no(no::NOT_YOURS.refuse().at("judge"));
            } else if !desk.live().is_open() {
                desk.judge.no(no::SEALED.refuse());
            } else if !discipline.signed.contains(&Signer::Competitor) {
                desk.judge.no(no::NOT_ASKED.refuse().at("code"));
            } else if !signing::has_sheet(desk.live(), discipline, sheet) {
                desk.judge.no(no::NOTHING.refuse().at("round"));
            } else {
                fresh(&mut desk, discipline, sheet, &Due::COMPETITOR, &self.covers);
            }
        }
        let on = desk.judge.today;
        let (code, covers, reason) = (self.code.clone(), self.covers.clone(), self.reason.clone());
        desk.write(on, SignatureWaived { code, covers, judge: self.judge, kind: self.kind, reason, round: self.round });
        desk.judge.done()
    }
}

/// A fault for each discipline and part of `among` that lacks a signature, with code and seat of what is missing.
pub(super) fn signed(desk: &mut Desk<'_, '_>, among: &[Signer]) {
    for discipline in &desk.head.disciplines {
        let missing = signing::missing(desk.live(), desk.codes, discipline, among);
        for (signer, rule) in
            [(Signer::Judge, &no::MISSING_JUDGES), (Signer::Head, &no::MISSING_HEAD), (Signer::Competitor, &no::MISSING_COMPETITORS)]
        {
            let of: Vec<String> = missing.iter().filter(|one| one.due.signer == signer).map(|one| named(discipline, one)).collect();
            if !of.is_empty() {
                desk.judge.no(rule.refuse().with("discipline", &discipline.title).with("missing", of.join(", ")));
            }
        }
    }
}

/// What is missing by code, round where there are several, and seat.
fn named(discipline: &Discipline, missing: &Missing) -> String {
    let round = if discipline.rounds.len() > 1 { format!("/{}", missing.round.word()) } else { String::new() };
    let seat = missing.due.seat.map(|seat| format!("#{seat}")).unwrap_or_default();
    format!("{}{round}{seat}", missing.code)
}

/// Whether an entry's signatures all hold: after an appeal corrected its scores it is signed anew before it leads anywhere.
pub(super) fn is_signed(desk: &Desk<'_, '_>, discipline: &Discipline, code: &str) -> bool {
    signing::missing(desk.live(), desk.codes, discipline, Signer::ALL).iter().all(|missing| missing.code != code)
}

/// 异议转申诉: what competitors signed with an objection becomes an appeal, by the one path there is.
pub(super) fn objections(desk: &mut Desk<'_, '_>) {
    let live = desk.live();
    let (on, filed) = (desk.judge.today, live.appeals().len());
    let sheets = desk
        .head
        .disciplines
        .iter()
        .flat_map(|discipline| signing::sheets(live, discipline).into_iter().map(move |(code, round)| (discipline, code, round)));
    let objected = sheets.filter_map(|(discipline, code, round)| {
        let ground = signing::holds(live, discipline, &code, round, &Due::COMPETITOR)?.objection.clone()?;
        Some((code, ground, round))
    });
    for ((code, ground, round), number) in objected.zip(filed + 1..) {
        desk.write(on, Appealed { appeal: u32::try_from(number).unwrap_or(u32::MAX), code, ground, round });
    }
}
