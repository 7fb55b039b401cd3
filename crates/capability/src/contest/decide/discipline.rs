//! Disciplines: whether their rules hold, and adding or changing one before anybody is bound by it.

use super::*;
use crate::contest::rules::discipline as no;

/// The most points a task gives, before its decimals.
const MOST_POINTS: i64 = 1_000_000;

/// Every fault of a discipline's rules, each at its field below `place`.
pub(super) fn checked(judge: &mut Judge<'_>, place: &str, discipline: &Discipline) {
    let at = |field: &str| format!("{place}.{field}");
    judge.serial(&at("serial"), &discipline.serial);
    judge.text(&at("title"), &discipline.title, TITLE);
    judge.text_if_any(&at("title_en"), discipline.title_en.as_deref(), TITLE);
    judge.text_if_any(&at("event"), discipline.event.as_deref(), TITLE);
    judge.text_if_any(&at("measure"), discipline.measure.as_deref(), TITLE);
    judge.text_if_any(&at("measure_en"), discipline.measure_en.as_deref(), TITLE);
    let rounds: BTreeSet<Stage> = discipline.rounds.iter().copied().collect();
    if !discipline.rounds.is_sorted() || rounds.len() != discipline.rounds.len() || rounds.is_empty() {
        judge.no(no::ROUNDS.refuse().at(at("rounds")));
    }
    let judged = discipline.scoring == Scoring::Judged;
    if !(1..=if judged { 1 } else { 9 }).contains(&discipline.attempts) {
        judge.no(no::ATTEMPTS.refuse().at(at("attempts")));
    }
    if discipline.decimals > 3 {
        judge.no(no::DECIMALS.refuse().at(at("decimals")));
    }
    let signers: BTreeSet<Signer> = discipline.signed.iter().copied().collect();
    if signers.len() != discipline.signed.len() {
        judge.no(judge::REPEATED.refuse().at(at("signed")));
    }
    if judged == discipline.criteria.is_empty() {
        judge.no(no::CRITERIA.refuse().at(at("criteria")));
    }
    for (i, criterion) in discipline.criteria.iter().enumerate() {
        let at = format!("{place}.criteria[{i}]");
        judge.text(&format!("{at}.title"), &criterion.title, TITLE);
        judge.text_if_any(&format!("{at}.title_en"), criterion.title_en.as_deref(), TITLE);
        if criterion.weight == 0 || criterion.most <= 0 {
            judge.no(no::CRITERION.refuse().with("line", i + 1).at(at));
        }
    }
    for (i, award) in discipline.awards.iter().enumerate() {
        let at = format!("{place}.awards[{i}]");
        judge.text(&format!("{at}.title"), &award.title, TITLE);
        judge.text_if_any(&format!("{at}.title_en"), award.title_en.as_deref(), TITLE);
        if award.from == 0 || award.to < award.from {
            judge.no(no::AWARD.refuse().with("line", i + 1).at(at));
        }
    }
    tasks(judge, place, discipline);
}

fn tasks(judge: &mut Judge<'_>, place: &str, discipline: &Discipline) {
    if (discipline.scoring == Scoring::Tasks) == discipline.tasks.is_empty() {
        judge.no(no::TASKS.refuse().at(format!("{place}.tasks")));
    }
    let most = MOST_POINTS * 10_i64.pow(u32::from(discipline.decimals.min(3)));
    let mut codes: BTreeSet<&str> = BTreeSet::new();
    for (i, task) in discipline.tasks.iter().enumerate() {
        let at = format!("{place}.tasks[{i}]");
        judge.text(&format!("{at}.title"), &task.title, TITLE);
        judge.text_if_any(&format!("{at}.title_en"), task.title_en.as_deref(), TITLE);
        judge.serial(&format!("{at}.code"), &task.code);
        let sound = (1..=9).contains(&task.difficulty) && (1..=most).contains(&task.points);
        if !codes.insert(&task.code) || !sound {
            judge.no(no::TASK.refuse().with("line", i + 1).at(at));
        }
    }
}

impl Command for PutDiscipline {
    const NAME: &'static str = "contest.put_discipline";

    of_known!(contest, PlanTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        checked(&mut desk.judge, "discipline", &self.discipline);
        let (live, serial) = (desk.live(), self.discipline.serial.as_str());
        match live.discipline(serial) {
            Some(_) if !self.existing => desk.judge.no(no::TAKEN.refuse().at("discipline.serial")),
            None if self.existing => desk.judge.no(rules::DISCIPLINE.refuse().at("discipline.serial")),
            None if live.is_drawn() => desk.judge.no(rules::DRAWN.refuse()),
            None => {}
            Some(before) => {
                let entered = desk.codes.entries().any(|entry| entry.discipline == serial);
                let scored = live.codes_of(serial).any(|code| before.rounds.iter().any(|round| live.attempts(code, *round).count() > 0));
                let tasks_alone = Discipline { tasks: self.discipline.tasks.clone(), ..before.clone() } == self.discipline;
                if scored {
                    desk.judge.no(no::SCORED.refuse());
                } else if entered && !tasks_alone {
                    desk.judge.no(no::ENTERED.refuse());
                }
            }
        }
        let seats = (!self.judges.is_empty()).then(|| set_up::seated(&mut desk, serial, &self.judges, self.head));
        if self.head.is_some() && self.judges.is_empty() {
            desk.judge.no(rules::HEAD.refuse().at("head"));
        }
        let on = desk.judge.today;
        desk.write(on, DisciplinePut { discipline: self.discipline.clone() });
        if let Some(seats) = seats {
            desk.write(on, PanelSeated { discipline: serial.to_owned(), head: self.head, seats });
        }
        desk.judge.done()
    }
}
