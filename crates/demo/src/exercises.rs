//! Exercises: drills of stations and departments, neither announced nor rehearsed, recorded as held; those with a scenario
//! ([`crate::exercise_desk`]); and the programmes both belong to.

use std::collections::BTreeSet;

use nc_capability::exercise::programme::{Aim, Due, SetUpProgramme};
use nc_capability::exercise::{DrillTask, Kind, ProgrammeId, Rating, RecordDrill};
use nc_kernel::{Actor, Day, PersonId};

use crate::agenda::Agenda;
use crate::chance::Chance;
use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::exercise_desk::{Cast, LOGINS, Stage, Staged};
use crate::exercise_play::{PLAYS, Reached};
use crate::places::{LABEL, zh_labelled};
use crate::summary::Options;
use crate::world::World;

/// Red-blue exercises the bureau published.
const RED_BLUE: usize = 341;
/// What is played: title, objective, capability and critical task, and what is said about it on the spot.
const PLAYED: [[&str; 5]; 4] = [
    ["持刀滋事处置", "控制持械人员", "现场处置", "口头警告后合围控制", "站位过近，合围前先拉开距离"],
    ["盘查遇抗", "安全完成盘查", "武力使用", "警戒与盘查分工明确", "警戒手位置得当"],
    ["人群聚集疏导", "疏散无关人员", "应急指挥", "五分钟内划定警戒区", "警戒带不足，宜随车配备"],
    ["车辆拦截查控", "截停目标车辆", "查缉战术", "按序列完成截停", "截停口令清楚"],
];

/// An exercise as it was played.
struct Held {
    on: i32,
    top: usize,
    players: Vec<usize>,
    ratings: [Rating; 2],
    runs: u32,
}

/// What is to be done.
#[derive(Debug, Clone, Copy)]
enum Task {
    /// Records a drill.
    Drill(usize),
    /// A staged exercise is prepared.
    Prepare(usize),
    /// It is played.
    Conduct(usize),
    /// It is reported.
    Report(usize),
    /// What it showed is mended.
    Mend(usize),
}

/// The desk that records exercises.
pub(crate) struct Desk {
    agenda: Agenda<Task>,
    held: Vec<Held>,
    cast: Cast,
    staged: Vec<Staged>,
    /// Years whose programme is set up.
    set_up: BTreeSet<i16>,
}

/// The programme of the exercises of a year.
fn programme(year: i16) -> ProgrammeId {
    ProgrammeId::of_serial(&format!("YS-GH-{year}"))
}

/// Draws the exercises: each in one banner or department, with people who were there that day.
pub(crate) fn plan(world: &World, options: &Options) -> Desk {
    let mut chance = Chance::new(options.seed, "exercises");
    let agenda = Agenda::new(&world.days);
    let mut desk = Desk { agenda, held: Vec::new(), cast: cast(world), staged: Vec::new(), set_up: BTreeSet::new() };
    // Of those the bureau published some were played by a scenario.
    let counted = PLAYS.iter().filter(|play| play.kind == Kind::RedBlue && play.reached == Reached::Issued).count();
    let whole = options.share(RED_BLUE, counted * 2);
    for n in 0..whole - counted {
        let on = world.days.at_part(n, whole, 15);
        let tops = world.places.tops();
        let first = chance.below(tops.len());
        let found = tops.iter().cycle().skip(first).take(tops.len()).find_map(|top| {
            let players = there(world, *top, on);
            (players.len() > 1).then_some((*top, players))
        });
        let Some((top, mut players)) = found else { continue };
        chance.shuffle(&mut players);
        players.truncate(6 + chance.below(15));
        let mut rating = || match chance.below(10) {
            0..=4 => Rating::Performed,
            5..=7 => Rating::Some,
            8 => Rating::Major,
            _ => Rating::Unable,
        };
        let ratings = [rating(), rating()];
        let runs = if chance.hit(200) { 2 } else { 1 };
        desk.agenda.put(on + chance.between(0, 4), Task::Drill(desk.held.len()));
        desk.held.push(Held { on, top, players, ratings, runs });
    }
    desk.stage(world, &mut chance);
    desk
}

/// Steady people of one banner who make exercises run; those of other accounts are left out.
fn cast(world: &World) -> Cast {
    let top = world.places.banners().first().copied().unwrap_or_default();
    let holds = world.places.iter().find(|(_, place)| place.path.depth() > 2).map(|(number, _)| number);
    let within = |inside: bool| {
        let units = world.places.iter().map(|(number, _)| number);
        units.filter(move |unit| {
            *unit != 0 && Some(*unit) != holds && !world.places.tops().contains(unit) && (world.places.top_of(*unit) == top) == inside
        })
    };
    let people = within(true).chain(within(false)).flat_map(|unit| world.staff.steady(unit)).flatten();
    Cast { top, people: people.take(LOGINS.len()).collect(), actors: Vec::new() }
}

/// Who serves below `top` and was there on a day, by number.
fn there(world: &World, top: usize, on: i32) -> Vec<usize> {
    let all = world.staff.all.iter().enumerate();
    let serves = |member: &crate::staff::Member| member.unit_on(on).is_some_and(|unit| world.places.top_of(unit) == top);
    all.filter(|(_, member)| member.registered() < on && member.there(on, on) && serves(member)).map(|(n, _)| n).collect()
}

impl Desk {
    /// Whether there is something to do that day.
    pub fn has(&self, day: i32) -> bool {
        self.agenda.has(day)
    }

    /// Exercises, runs and players that count, as meant.
    pub fn meant(&self) -> (i64, i64, i64) {
        let sum = |each: fn(&Held) -> usize| self.held.iter().map(each).sum::<usize>();
        let issued = |staged: &&Staged| staged.of().is_some_and(|play| play.reached == Reached::Issued);
        let staged: Vec<usize> = self.staged.iter().filter(issued).map(|staged| staged.players.len()).collect();
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let runs = sum(|held| usize::try_from(held.runs).unwrap_or(0)) + staged.len();
        (number(self.held.len() + staged.len()), number(runs), number(sum(|held| held.players.len()) + staged.iter().sum::<usize>()))
    }

    /// Login, unit and person of everybody who needs an account to play a part.
    pub fn cast(&self, world: &World) -> Result<Vec<(&'static str, usize, PersonId)>, DemoError> {
        let unit_of = |person: usize| Ok::<_, DemoError>(world.staff.get(person)?.unit_on(0).unwrap_or(self.cast.top));
        LOGINS.iter().zip(&self.cast.people).map(|(login, person)| Ok((*login, unit_of(*person)?, world.id(*person)?))).collect()
    }

    /// The accounts of the cast, in its order.
    pub fn acted_by(&mut self, actors: Vec<Actor>) {
        self.cast.actors = actors;
    }

    /// Puts the exercises with a scenario down: each prepared two weeks before, reported a week after, mended a month later.
    fn stage(&mut self, world: &World, chance: &mut Chance) {
        let last = world.days.last;
        for (play, script) in PLAYS.iter().enumerate() {
            let n = self.staged.len();
            let before = world.days.recorded_from((last - script.back - 15).clamp(5, last - 1));
            let on =
                if script.back < 0 { last - script.back } else { self.agenda.put((last - script.back).max(before + 1), Task::Conduct(n)) };
            self.agenda.put(before, Task::Prepare(n));
            if script.reached >= Reached::Drafted {
                let reported = self.agenda.put(on + 7, Task::Report(n));
                if !script.mends.is_empty() {
                    self.agenda.put(reported + 30, Task::Mend(n));
                }
            }
            let mut players = there(world, self.cast.top, before);
            players.retain(|player| {
                let stays = world.staff.all.get(*player).is_some_and(|member| member.there(before, on.min(last)));
                stays && !self.cast.people.contains(player)
            });
            chance.shuffle(&mut players);
            players.truncate(11);
            players.splice(0..0, self.cast.player());
            let programme = programme(world.days.day(on).year());
            self.staged.push(Staged { play, on, players, programme, item: None });
        }
    }

    /// The programme of a year: what is to be trained, and a staged exercise for each that falls into it, with one more due.
    async fn set_up(&mut self, year: i16, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let edge = |month, day| Day::new(year, month, day).map_err(|_| DemoError::Lost("a day of a year"));
        if !self.set_up.insert(year) {
            return Ok(());
        }
        let aim = |(capability, objective): (&str, &str)| Aim { capability: capability.to_owned(), objective: objective.to_owned() };
        let aims = [
            ("现场处置", "五分钟内到场并控制现场"),
            ("应急指挥", "逐级报告不超时，指令一次到位"),
            ("武力使用", "依法、适度、有掩护"),
            ("查缉战术", "按序列完成截停查控"),
        ];
        let unit = world.places.get(self.cast.top)?.path.clone();
        let item = |title: &str, kind, due: Day, capability: &str| Due {
            capability: capability.to_owned(),
            due,
            kind,
            title: title.to_owned(),
            unit: unit.clone(),
        };
        let mut due = Vec::new();
        for staged in self.staged.iter_mut().filter(|staged| staged.programme == programme(year)) {
            let Some(play) = staged.of() else { continue };
            due.push(item(play.name, play.kind, world.days.day(staged.on).plus_days(20).min(edge(12, 31)?), "现场处置"));
            staged.item = u32::try_from(due.len()).ok();
        }
        due.push(item("第一季度武力使用对抗", Kind::RedBlue, edge(3, 31)?, "武力使用"));
        due.push(item("年终查缉战术对抗", Kind::RedBlue, edge(12, 20)?, "查缉战术"));
        let command = SetUpProgramme {
            title: zh_labelled(&format!("{year}年度实战演练规划")),
            unit: world.places.bureau()?.clone(),
            starts_on: edge(1, 1)?,
            ends_on: edge(12, 31)?,
            aims: aims.map(aim).to_vec(),
            due,
            serial: Some(format!("YS-GH-{year}")),
            remark: Some(LABEL.to_owned()),
        };
        clerk.send(&world.actors.political, 1, command).await?;
        clerk.settle().await
    }

    /// Records what is due.
    pub async fn work(&mut self, day: i32, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        for task in self.agenda.take(day) {
            let lost = || DemoError::Lost("an exercise");
            match task {
                Task::Drill(n) => self.drill(n, world, clerk).await?,
                Task::Prepare(n) => {
                    let on = self.staged.get(n).ok_or_else(lost)?.on;
                    self.set_up(world.days.day(on).year(), world, clerk).await?;
                    self.on_stage(n, day, world)?.prepare(clerk).await?;
                }
                Task::Conduct(n) => self.on_stage(n, day, world)?.conduct(clerk).await?,
                Task::Report(n) => self.on_stage(n, day, world)?.report(clerk).await?,
                Task::Mend(n) => self.on_stage(n, day, world)?.mend(clerk).await?,
            }
        }
        Ok(())
    }

    fn on_stage<'a>(&'a self, n: usize, day: i32, world: &'a World) -> Result<Stage<'a>, DemoError> {
        Ok(Stage { cast: &self.cast, staged: self.staged.get(n).ok_or(DemoError::Lost("an exercise"))?, world, day })
    }

    async fn drill(&mut self, n: usize, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let on = self.held.get(n).ok_or(DemoError::Lost("an exercise"))?.on;
        let year = world.days.day(on).year();
        self.set_up(year, world, clerk).await?;
        let held = self.held.get(n).ok_or(DemoError::Lost("an exercise"))?;
        let [name, objective, capability, task, comment] = PLAYED.get(n % PLAYED.len()).copied().unwrap_or_default();
        let [first, second] = held.ratings;
        let row = |objective: &str, task: &str, rating, comment: Option<&str>| DrillTask {
            objective: objective.to_owned(),
            capability: capability.to_owned(),
            task: task.to_owned(),
            rating,
            comment: comment.map(str::to_owned),
        };
        let command = RecordDrill {
            title: zh_labelled(&format!("{name}红蓝对抗第{}期", n + 1)),
            kind: Kind::RedBlue,
            unit: world.places.get(held.top)?.path.clone(),
            held_on: world.days.day(held.on),
            players: held.players.iter().map(|player| world.id(*player)).collect::<Result<_, _>>()?,
            tasks: vec![row(objective, task, first, Some(comment)), row("通信与报告", "按规定报告处置进展", second, None)],
            runs: Some(held.runs),
            programme: Some(programme(year)),
            item: None,
            serial: Some(format!("YS-HL-{:03}", n + 1)),
            remark: Some(LABEL.to_owned()),
        };
        clerk.send(world.actors.recorder(held.top), held.players.len(), command).await?;
        Ok(())
    }
}
