//! 成绩签字: whose signature the scores of an entry need, what it covers, and which are missing. Computed from the facts every
//! time: a score that is corrected takes nothing away, but what was signed before no longer covers what stands.

use nc_kernel::PersonId;

use super::board;
use super::model::{Discipline, Outcome, Scoring, Signer, Stage};
use super::state::{Codes, Live, Signature};

/// 应签: one signature the scores of an entry in a round need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// In what part.
    pub signer: Signer,
    /// The judge or head judge; `None` for a competitor.
    pub judge: Option<PersonId>,
    /// The judge's seat on the panel, from 1: what a judge is called where no name may stand.
    pub seat: Option<usize>,
}

impl Due {
    /// The competitor's.
    pub const COMPETITOR: Self = Self { signer: Signer::Competitor, judge: None, seat: None };
}

/// 缺签: a signature that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Of which entry.
    pub code: String,
    /// In which round.
    pub round: Stage,
    /// Whose.
    pub due: Due,
}

/// What is signed of a discipline: every entry and round of which anything but an absence was recorded.
#[must_use]
pub fn sheets(live: &Live, discipline: &Discipline) -> Vec<(String, Stage)> {
    if discipline.signed.is_empty() {
        return Vec::new();
    }
    let rounds = |code| discipline.rounds.iter().map(move |round| (code, *round));
    let here = |(code, round): &(&str, Stage)| live.attempts(code, *round).any(|(measured, _)| measured.outcome != Outcome::Absent);
    live.codes_of(&discipline.serial).flat_map(rounds).filter(here).map(|(code, round)| (code.to_owned(), round)).collect()
}

/// Whether there is anything to sign of an entry in a round.
#[must_use]
pub fn has_sheet(live: &Live, discipline: &Discipline, (code, round): (&str, Stage)) -> bool {
    sheets(live, discipline).iter().any(|(of, stage)| of == code && *stage == round)
}

/// Whose signatures the scores of an entry in a round need. Who stood aside does not sign. While codes are sealed a judge of the
/// entrant's own unit signs like any other, as they score like any other: nobody learns whose code it is.
#[must_use]
pub fn due(live: &Live, codes: &Codes, discipline: &Discipline, code: &str, round: Stage) -> Vec<Due> {
    let head = live.head_judge(&discipline.serial);
    let signs = |signer| discipline.signed.contains(&signer);
    let performed = live.attempts(code, round).any(|(measured, _)| measured.outcome == Outcome::Done);
    let judged = discipline.scoring == Scoring::Judged;
    let mut all = Vec::new();
    if signs(Signer::Judge) && (performed || !judged) {
        for (seat, place) in live.panel(&discipline.serial).iter().zip(1..) {
            let recused = live.stands_aside(code, round, seat.judge) || live.is_open() && board::related(codes, code, seat);
            // Where nobody gives marks, the head judge signs once, as the head judge.
            let signs_above = !judged && signs(Signer::Head) && head == Some(seat.judge);
            if !recused && !signs_above {
                all.push(Due { signer: Signer::Judge, judge: Some(seat.judge), seat: Some(place) });
            }
        }
    }
    if let Some(head) = head.filter(|head| signs(Signer::Head) && !live.stands_aside(code, round, *head)) {
        all.push(Due { signer: Signer::Head, judge: Some(head), seat: None });
    }
    if signs(Signer::Competitor) {
        all.push(Due::COMPETITOR);
    }
    all
}

/// Positions of the facts a signature covers: what was measured and granted; for a judge their own marks besides, for head judge
/// and competitor the marks of everybody who did not stand aside.
#[must_use]
pub fn covers(live: &Live, discipline: &Discipline, code: &str, round: Stage, due: &Due) -> Vec<u64> {
    let seats = live.panel(&discipline.serial).iter().map(|seat| seat.judge);
    let own = |judge: &PersonId| due.signer != Signer::Judge || due.judge == Some(*judge);
    live.signatures().covering(code, round, seats.filter(|judge| own(judge) && !live.stands_aside(code, round, *judge)))
}

/// What a signature was given for.
#[must_use]
pub fn of(live: &Live, discipline: &Discipline, given: &Signature) -> Due {
    let seat = || live.panel(&discipline.serial).iter().position(|seat| Some(seat.judge) == given.judge);
    Due { signer: given.signer, judge: given.judge, seat: if given.signer == Signer::Judge { seat().map(|at| at + 1) } else { None } }
}

/// The signature that holds for `due`: given, and covering what stands now.
#[must_use]
pub fn holds<'a>(live: &'a Live, discipline: &Discipline, code: &str, round: Stage, due: &Due) -> Option<&'a Signature> {
    let now = covers(live, discipline, code, round, due);
    let of = |given: &&Signature| given.signer == due.signer && given.judge == due.judge;
    live.signatures().given(code, round).iter().rev().find(|given| of(given) && given.covers == now)
}

/// What is missing of the signatures of `among` on one sheet.
#[must_use]
pub fn missing_on(live: &Live, codes: &Codes, discipline: &Discipline, sheet: (&str, Stage), among: &[Signer]) -> Vec<Due> {
    let (code, round) = sheet;
    let all = due(live, codes, discipline, code, round).into_iter().filter(|due| among.contains(&due.signer));
    all.filter(|due| holds(live, discipline, code, round, due).is_none()).collect()
}

/// What is missing of the signatures of `among` in a discipline, by code.
#[must_use]
pub fn missing(live: &Live, codes: &Codes, discipline: &Discipline, among: &[Signer]) -> Vec<Missing> {
    let of = |(code, round): (String, Stage)| {
        let due = missing_on(live, codes, discipline, (&code, round), among);
        due.into_iter().map(move |due| Missing { code: code.clone(), round, due })
    };
    sheets(live, discipline).into_iter().flat_map(of).collect()
}
