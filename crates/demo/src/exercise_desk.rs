//! The desk of exercises with a scenario: prepared, played by the clock, observed, reported, and mended by those who own what
//! was found. Everybody acts from an account of their own, as the rules ask.

use nc_capability::exercise::fact::{Task as Critical, Team};
use nc_capability::exercise::{
    AddInject, AdvanceReport, AppointPeople, ExerciseId, FinishAction, HoldHotwash, InjectNo, InjectRow, LockScenario, Observe,
    OverrideObjective, PlanExercise, ProgrammeId, RateTask, Rating, ReleaseInject, ReleasePerson, Report, Role, SetAction, SetObjectives,
    SetSpeed, SetTeams, Side, SkipInject, Turn, TurnClock, VerifyAction, WriteScenario,
};
use nc_kernel::{Actor, Day, Micros, PersonId, UnitPath};

use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::exercise_play::{BLUE, HOT_WASH, Mended, PLAYS, Play, RED, Reached, SCENARIO, SEEN, TASKS};
use crate::honour_desk::paper;
use crate::places::{LABEL, zh_labelled};
use crate::world::World;

/// Microseconds of a minute.
const MINUTE: i64 = 60_000_000;

/// Who makes an exercise run, by number of staff.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cast {
    /// The banner they are of.
    pub top: usize,
    /// Director, lead controller, controller, lead evaluator, evaluator, owner of what is to be mended, player.
    pub people: Vec<usize>,
    /// Their accounts, in the same order.
    pub actors: Vec<Actor>,
}

/// Somebody of the cast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Director,
    LeadController,
    Controller,
    LeadEvaluator,
    Evaluator,
    Owner,
}

/// The logins of the cast, in its order.
pub(crate) const LOGINS: [&str; 7] = [
    "exercise-director",
    "exercise-lead-controller",
    "exercise-controller",
    "exercise-lead-evaluator",
    "exercise-evaluator",
    "exercise-owner",
    "exercise-player",
];

impl Cast {
    fn one(&self, who: Who, world: &World) -> Result<(&Actor, PersonId), DemoError> {
        let at = who as usize;
        let lost = || DemoError::Lost("somebody of an exercise");
        Ok((self.actors.get(at).ok_or_else(lost)?, world.id(*self.people.get(at).ok_or_else(lost)?)?))
    }

    /// The player who has an account.
    pub fn player(&self) -> Option<usize> {
        self.people.get(LOGINS.len() - 1).copied()
    }
}

/// An exercise as it is staged.
#[derive(Debug, Clone)]
pub(crate) struct Staged {
    /// Its place in [`PLAYS`].
    pub play: usize,
    /// The day on which it is held.
    pub on: i32,
    pub players: Vec<usize>,
    pub programme: ProgrammeId,
    pub item: Option<u32>,
}

impl Staged {
    pub fn of(&self) -> Option<&'static Play> {
        PLAYS.get(self.play)
    }

    fn serial(&self) -> String {
        serial(self.play)
    }

    fn id(&self) -> ExerciseId {
        ExerciseId::of_serial(&self.serial())
    }
}

fn serial(play: usize) -> String {
    format!("YS-DK-{:02}", play + 1)
}

/// What is done for a staged exercise on one day.
pub(crate) struct Stage<'a> {
    pub cast: &'a Cast,
    pub staged: &'a Staged,
    pub world: &'a World,
    pub day: i32,
}

impl Stage<'_> {
    fn play(&self) -> Result<&'static Play, DemoError> {
        self.staged.of().ok_or(DemoError::Lost("a scenario"))
    }

    fn today(&self) -> Day {
        self.world.days.day(self.day)
    }

    fn unit(&self) -> Result<UnitPath, DemoError> {
        Ok(self.world.places.get(self.cast.top)?.path.clone())
    }

    fn by(&self, who: Who) -> Result<(&Actor, PersonId), DemoError> {
        self.cast.one(who, self.world)
    }

    /// 筹划: planned, teams, people, guide, scenario, locked.
    pub async fn prepare(&self, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (play, exercise, planner) = (self.play()?, self.staged.id(), self.world.actors.class_head(self.cast.top));
        let held = self.world.days.day(self.staged.on);
        let plan = PlanExercise {
            title: zh_labelled(play.name),
            kind: play.kind,
            unit: self.unit()?,
            starts_on: held,
            ends_on: held,
            programme: Some(self.staged.programme),
            item: self.staged.item,
            serial: Some(self.staged.serial()),
            remark: Some(LABEL.to_owned()),
        };
        clerk.send(planner, 2, plan).await?;
        let team = |name: &str, side| Team { colour: name.chars().take(1).collect(), name: name.to_owned(), side };
        let teams = vec![team(RED, Side::Own), team(BLUE, Side::Adversary)];
        clerk.send(planner, 1, SetTeams { exercise, teams }).await?;
        self.appoint(clerk, planner).await?;
        let critical = |[objective, capability, task]: [&str; 3]| Critical {
            capability: capability.to_owned(),
            objective: objective.to_owned(),
            task: task.to_owned(),
        };
        clerk.send(planner, 1, SetObjectives { exercise, tasks: TASKS.map(critical).to_vec() }).await?;
        let (lead, by) = self.by(Who::LeadController)?;
        let (_, sees_to) = self.by(Who::Controller)?;
        let injects = SCENARIO.iter().map(|line| row(line, sees_to)).collect();
        clerk.send(lead, 1, WriteScenario { exercise, by, injects }).await?;
        let (director, by) = self.by(Who::Director)?;
        clerk.send(director, 1, LockScenario { exercise, by }).await?;
        clerk.settle().await
    }

    async fn appoint(&self, clerk: &mut Clerk<'_>, planner: &Actor) -> Result<(), DemoError> {
        let exercise = self.staged.id();
        let named = |role, team: Option<&str>, people| AppointPeople { exercise, role, team: team.map(str::to_owned), people };
        for (who, role) in [
            (Who::Director, Role::Director),
            (Who::LeadController, Role::LeadController),
            (Who::Controller, Role::Controller),
            (Who::LeadEvaluator, Role::LeadEvaluator),
            (Who::Evaluator, Role::Evaluator),
        ] {
            let (_, person) = self.by(who)?;
            clerk.send(planner, 1, named(role, None, vec![person])).await?;
        }
        let players = self.staged.players.iter().map(|player| self.world.id(*player)).collect::<Result<Vec<_>, _>>()?;
        let (red, blue) = players.split_at(players.len() / 2);
        clerk.send(planner, red.len(), named(Role::Player, Some(RED), red.to_vec())).await?;
        clerk.send(planner, blue.len(), named(Role::Player, Some(BLUE), blue.to_vec())).await?;
        let (_, person) = self.by(Who::Owner)?;
        clerk.send(planner, 1, named(Role::Facilitator, None, vec![person])).await?;
        let taken_back = ReleasePerson { exercise, person, reason: "临时抽调专案，改由导调兼任".to_owned() };
        clerk.send(planner, 1, taken_back).await?;
        Ok(())
    }

    /// 实施: by the clock, with a pause, another speed, what controllers do by hand, and what evaluators see.
    pub async fn conduct(&self, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (play, exercise, start) = (self.play()?, self.staged.id(), clerk.store.now());
        let (lead, by) = self.by(Who::LeadController)?;
        let (other, second) = self.by(Who::Controller)?;
        let at = |minutes: i64| Micros(start.0 + minutes * MINUTE);
        let turn = |turn| TurnClock { exercise, by, turn };
        clerk.send(lead, 1, turn(Turn::Start)).await?;
        clerk.at(at(6)).await?;
        clerk.send(other, 1, ReleaseInject { exercise, by: second, inject: InjectNo::planned(3) }).await?;
        for (task, finding, text, evidence) in SEEN.iter().take(1).copied() {
            self.observe(clerk, Who::Evaluator, (task, finding, text, evidence)).await?;
        }
        clerk.at(at(9)).await?;
        let extra = "围观群众拨打电话称广场西侧另有可疑背包";
        let line = (9, RED, "群众", "电话", extra, "派人核查并扩大警戒", "控制现场", "", true, false);
        let add = AddInject { exercise, by: second, behind: InjectNo::planned(4), inject: row(&line, second), at_once: true };
        clerk.send(other, 2, add).await?;
        clerk.at(at(13)).await?;
        clerk.send(lead, 1, turn(Turn::Pause)).await?;
        if play.reached == Reached::Paused {
            return clerk.settle().await;
        }
        clerk.at(at(20)).await?;
        clerk.send(lead, 1, SetSpeed { exercise, by, speed: 5 }).await?;
        clerk.send(lead, 1, turn(Turn::Resume)).await?;
        clerk.send(other, 1, SkipInject { exercise, by: second, inject: InjectNo::planned(6) }).await?;
        clerk.at(at(22)).await?;
        clerk.send(other, 1, ReleaseInject { exercise, by: second, inject: InjectNo::planned(7) }).await?;
        clerk.at(at(25)).await?;
        clerk.send(lead, 1, turn(Turn::End)).await?;
        for seen in SEEN.iter().skip(1).copied() {
            self.observe(clerk, Who::LeadEvaluator, seen).await?;
        }
        for (task, rating) in (1_u32..).zip(play.ratings) {
            let (actor, by) = self.by(Who::Evaluator)?;
            clerk.send(actor, 1, RateTask { exercise, by, task, rating }).await?;
        }
        clerk.at(at(40)).await?;
        let (actor, by) = self.by(Who::LeadEvaluator)?;
        let remarks = HOT_WASH.map(str::to_owned).to_vec();
        clerk.send(actor, 1, HoldHotwash { exercise, by, held_on: self.today(), remarks }).await?;
        clerk.settle().await
    }

    async fn observe(
        &self,
        clerk: &mut Clerk<'_>,
        who: Who,
        (task, finding, text, evidence): (u32, nc_capability::exercise::Finding, &str, &str),
    ) -> Result<(), DemoError> {
        let (actor, by) = self.by(who)?;
        let (text, evidence) = (text.to_owned(), evidence.to_owned());
        clerk.send(actor, 1, Observe { exercise: self.staged.id(), by, task, finding, text, evidence }).await?;
        Ok(())
    }

    /// 报告: drafted, and where it goes on agreed and issued with what is to be mended.
    pub async fn report(&self, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (play, exercise) = (self.play()?, self.staged.id());
        let (lead, lead_by) = self.by(Who::LeadEvaluator)?;
        if play.ratings == [Rating::Some, Rating::Major, Rating::Unable] {
            let reason = "暴雨致基站中断，非队伍原因".to_owned();
            let (objective, rating) = ("信息畅通".to_owned(), Rating::Major);
            clerk.send(lead, 1, OverrideObjective { exercise, by: lead_by, objective, rating, reason }).await?;
        }
        clerk.send(lead, 1, AdvanceReport { exercise, by: lead_by, to: Report::Drafted }).await?;
        if play.reached != Reached::Issued {
            return clerk.settle().await;
        }
        let (_, contact) = self.by(Who::Owner)?;
        for mend in play.mends {
            let due = match mend.became {
                Mended::Verified | Mended::SentBackOnce => self.today().plus_days(60),
                Mended::Overdue => self.today().plus_days(30),
                Mended::Reported | Mended::Open => self.world.days.day(self.world.days.last).plus_days(30),
            };
            let set = SetAction {
                exercise,
                by: lead_by,
                issue: mend.issue.to_owned(),
                cause: mend.cause.to_owned(),
                element: mend.element,
                measure: mend.measure.to_owned(),
                unit: self.unit()?,
                contact,
                due,
                recurs_exercise: mend.before.map(|(earlier, _)| ExerciseId::of_serial(&serial(earlier))),
                recurs_action: mend.before.map(|(_, number)| number),
            };
            clerk.send(lead, 2, set).await?;
        }
        let (director, by) = self.by(Who::Director)?;
        for to in [Report::Agreed, Report::Issued] {
            clerk.send(director, 1, AdvanceReport { exercise, by, to }).await?;
        }
        clerk.settle().await
    }

    /// 整改: finished with a paper, verified by somebody else.
    pub async fn mend(&self, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let (play, exercise) = (self.play()?, self.staged.id());
        let (owner, contact) = self.by(Who::Owner)?;
        let (lead, verifier) = self.by(Who::LeadEvaluator)?;
        for (action, mend) in (1_u32..).zip(play.mends) {
            if matches!(mend.became, Mended::Open | Mended::Overdue) {
                continue;
            }
            let rounds: &[bool] = match mend.became {
                Mended::SentBackOnce => &[false, true],
                Mended::Verified => &[true],
                _ => &[],
            };
            let finish = |document| FinishAction { exercise, by: contact, action, evidence: mend.done.to_owned(), document };
            if rounds.is_empty() {
                let document = paper(clerk, mend.done, None).await?;
                clerk.send(owner, 1, finish(document)).await?;
            }
            for (round, holds) in (1..).zip(rounds.iter().copied()) {
                let document =
                    paper(clerk, &format!("{}（第{round}次报送）", mend.done), Some(format!("演示整改〔{action}〕{round}号"))).await?;
                clerk.send(owner, 1, finish(document)).await?;
                clerk.send(lead, 1, VerifyAction { exercise, by: verifier, action, holds }).await?;
            }
        }
        clerk.settle().await
    }
}

/// A line of the scenario as it is pasted.
fn row(line: &crate::exercise_play::Line, sees_to: PersonId) -> InjectRow {
    let (at, to, from, channel, text, expected, objective, contingency, by_hand, key_event) = *line;
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    InjectRow {
        at,
        to: to.to_owned(),
        from: from.to_owned(),
        channel: channel.to_owned(),
        text: text.to_owned(),
        expected: expected.to_owned(),
        by_hand,
        objective: some(objective),
        key_event,
        contingency: some(contingency),
        responsible: by_hand.then_some(sees_to),
    }
}
